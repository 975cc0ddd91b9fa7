//! The preview after more changes than the system can tell of.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{Site, Tree, article, rounds};

/// After this time it counts as never. How long it takes is printed, for people to judge.
const PATIENCE: Duration = Duration::from_secs(120);

fn signal(pid: u32, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &pid.to_string()]).status();
    assert!(sent.expect("kill runs").success());
}

/// The page as it is published: without what the preview lays over it.
fn get(port: u16, path: &str) -> Vec<u8> {
    let encoded: String = path
        .bytes()
        .map(|byte| match byte {
            b'/' | b'.' | b'-' | b'0'..=b'9' | b'a'..=b'z' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    let head = format!("GET /{encoded} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).expect("asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("answered");
    let at = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
    let body = answer.split_off(at);
    let text = String::from_utf8(body).expect("text");
    let start = text
        .find("<link rel=\"stylesheet\" href=\"/_warraq/")
        .or_else(|| text.find("<script src=\"/_warraq/"));
    let end = text.find("</body");
    match (start, end) {
        (Some(start), Some(end)) => format!("{}{}", &text[..start], &text[end..]).into_bytes(),
        _ => text.into_bytes(),
    }
}

fn differing(port: u16, clean: &Tree, pages: &[&str]) -> Vec<String> {
    pages.iter().filter(|page| get(port, page) != clean[**page]).map(|page| (*page).to_owned()).collect()
}

#[test]
fn after_forty_thousand_changes_at_once_the_preview_shows_what_a_clean_build_makes() {
    const ARTICLES: usize = 40_000;
    let site = Site::of(ARTICLES);
    let mut command = site.building();
    let serving = command.args(["--serve", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut program = serving.spawn().expect("it starts");
    let lines = BufReader::new(program.stdout.take().expect("piped")).lines();
    let port: Option<u16> = lines
        .map_while(Result::ok)
        .find_map(|line| line.split("http://127.0.0.1:").nth(1)?.split('/').next()?.parse().ok());
    let port = port.expect("it says where it serves");
    let mut slowest = Duration::ZERO;
    for round in 0..rounds(2, 10) {
        signal(program.id(), "STOP");
        for n in 0..ARTICLES {
            let (folder, words) = (["news", "رأي"][n % 2], format!("في الجولة {round}"));
            // By turns saved in place and as editors do it, beside the file and over it.
            let path = site.root().join(format!("seeds/{folder}/{n}.txt"));
            if n % 3 == 0 {
                let aside = path.with_extension("txt~");
                fs::write(&aside, article(n, &words)).expect("written");
                fs::rename(aside, path).expect("renamed");
            } else {
                fs::write(path, article(n, &words)).expect("written");
            }
        }
        fs::remove_file(site.root().join(format!("seeds/news/{}.txt", 2 * round))).expect("removed");
        site.write(&format!("seeds/fresh/{round}.txt"), &article(round, "جديد"));
        let clean = site.clean();
        let all: Vec<&str> = clean.keys().map(String::as_str).filter(|path| path.ends_with("ml")).collect();
        let mut pages: Vec<&str> = all.iter().step_by(all.len() / 60).copied().collect();
        pages.extend(
            ["index.html", "news/index.html", "feed.xml", "sitemap.xml"]
                .iter()
                .filter(|page| clean.contains_key(**page)),
        );
        let start = Instant::now();
        signal(program.id(), "CONT");
        let mut left = differing(port, &clean, &pages);
        while !left.is_empty() && start.elapsed() < PATIENCE {
            sleep(Duration::from_millis(100));
            left = differing(port, &clean, &pages);
        }
        slowest = slowest.max(start.elapsed());
        if !left.is_empty() {
            let _ = program.kill();
        }
        assert!(left.is_empty(), "after {PATIENCE:?} these differ from a clean build: {left:?}");
    }
    let _ = program.kill();
    let _ = program.wait();
    println!("watching: {ARTICLES} changes at once, {} times: shown within {slowest:.1?}", rounds(2, 10));
}
