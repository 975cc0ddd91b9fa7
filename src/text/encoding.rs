//! Bytes as text.

/// Decodes UTF-8, with or without a byte order mark.
///
/// # Errors
/// The offset of the first byte that is no UTF-8, or of the first NUL, which no text holds.
pub fn decode(mut bytes: Vec<u8>) -> Result<String, usize> {
    if simdutf8::basic::from_utf8(&bytes).is_err() {
        let error = std::str::from_utf8(&bytes).expect_err("the fast check found a fault");
        return Err(error.valid_up_to());
    }
    if let Some(nul) = bytes.iter().position(|&b| b == 0) {
        return Err(nul);
    }
    if bytes.starts_with("\u{FEFF}".as_bytes()) {
        bytes.drain(..3);
    }
    Ok(String::from_utf8(bytes).expect("checked above; a mark is cut whole"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(decode("\u{FEFF}خبر".into()), Ok("خبر".into()));
    }

    #[test]
    fn a_file_cut_inside_a_letter_names_the_byte() {
        assert_eq!(decode("خبر".as_bytes()[..5].to_vec()), Err(4));
        assert_eq!(decode(b"a\0b".to_vec()), Err(1));
    }
}
