//! Gives the program a hash of its own source, so that no output outlives the code that made it.

use std::path::{Path, PathBuf};

fn main() {
    let mut files = vec![PathBuf::from("Cargo.lock"), PathBuf::from("Cargo.toml")];
    collect(Path::new("src"), &mut files);
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in files {
        #[expect(clippy::disallowed_methods, reason = "the build script is no part of the program")]
        let bytes = std::fs::read(&file).expect("the package's own files can be read");
        // With its path, and where it ends: what moves from one file to the next is another program.
        let path = file.to_str().expect("the package's own files have plain names").replace('\\', "/");
        for part in [path.as_bytes(), &bytes] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
    }
    for source in ["src", "Cargo.lock", "Cargo.toml"] {
        println!("cargo:rerun-if-changed={source}");
    }
    println!("cargo:rustc-env=WARRAQ_SOURCE_HASH={}", &hasher.finalize().to_hex()[..16]);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    #[expect(clippy::disallowed_methods, reason = "the build script is no part of the program")]
    let entries = std::fs::read_dir(folder).expect("the package's own folders can be read");
    for entry in entries {
        let path = entry.expect("the package's own folders can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
