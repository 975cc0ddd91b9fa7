//! The preview server, from the outside.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::program;

/// What no answer may hold.
const SECRET: &str = "a-secret-beside-the-site";

/// A preview, ended with the test.
struct Preview {
    folder: TempDir,
    program: Child,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Preview {
    fn start() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        for (path, text) in [
            ("site/site.toml", "title = 'صحيفة'\n"),
            ("site/seeds/news/a.txt", "+++\ntitle = 'مقال'\n+++\nنص المقال.\n"),
            ("site/secret.txt", SECRET),
            ("site/static/data.txt", "x"),
            ("site/public-secret/secret.txt", SECRET),
            ("public-secret/secret.txt", SECRET),
            ("secret.txt", SECRET),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        #[cfg(unix)]
        for name in ["link.txt", "link"] {
            let target = if name == "link" { "../../public-secret" } else { "../../secret.txt" };
            std::os::unix::fs::symlink(target, folder.path().join("site/static").join(name)).expect("linked");
        }
        let mut command = program();
        command.args(["build", "--serve", "--port", "0", "--site"]).arg(folder.path().join("site"));
        let mut program =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        let lines = BufReader::new(program.stdout.take().expect("piped")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let rest = line.split("http://127.0.0.1:").nth(1)?;
            rest.split('/').next()?.parse().ok()
        });
        Self { folder, program, port: port.expect("it says where it serves") }
    }

    fn connect(&self) -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(stream)
    }

    /// The whole answer to a GET of `target`, exactly these bytes.
    fn get(&self, target: &[u8]) -> Vec<u8> {
        let mut stream = self.connect().expect("it listens");
        let head = [b"GET ", target, b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"].concat();
        // A request that is none may be hung up on.
        let _ = stream.write_all(&head);
        let mut answer = Vec::new();
        if let Err(fault) = stream.read_to_end(&mut answer) {
            assert_eq!(fault.kind(), ErrorKind::ConnectionReset, "{}", target.escape_ascii());
        }
        answer
    }

    /// The most memory that it has had, where the system tells.
    fn peak(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.program.id())).unwrap_or_default();
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown").trim().to_owned()
    }
}

fn status(answer: &[u8]) -> &str {
    std::str::from_utf8(answer.get(9..12).unwrap_or_default()).unwrap_or_default()
}

#[test]
fn no_bytes_of_a_request_lead_out_of_the_site() {
    let preview = Preview::start();
    let host = fs::read_to_string("/etc/hostname").unwrap_or_default();
    let root = preview.folder.path().join("site");
    let ups: &[&[u8]] = &[
        b"../",
        b"..%2f",
        b"..%2F",
        b"%2e%2e/",
        b"%2E%2E/",
        b"%2e%2e%2f",
        b".%2e/",
        b"%2e./",
        b"..\\",
        b"..%5c",
        b"%2e%2e%5c",
        b"..%255c",
        b"%252e%252e/",
        b"%252e%252e%252f",
        b"%25252e%25252e%25252f",
        b"..%c0%af",
        b"%c0%ae%c0%ae/",
        b"%c0%ae%c0%ae%c0%af",
        b"%e0%80%ae%e0%80%ae/",
        b"%f0%80%80%ae%f0%80%80%ae/",
        b"..%e0%80%af",
        b"..%ef%bc%8f",
        b"%ef%bc%8e%ef%bc%8e/",
        b"..%u2215",
        b"%u002e%u002e/",
        b"..%u2216",
        b"....//",
        b"..././",
        b"..;/",
        b"..%00/",
        b"..%0d/",
        b"..%0a/",
        b"..%09/",
        b".%00./",
        b"./../",
        b"../.",
        b"..//",
        b"//../",
        b"\\..\\",
        b"/..\\",
        b"..\xc0\xaf",
        b"\xc0\xae\xc0\xae/",
        b"\xef\xbc\x8e\xef\xbc\x8e/",
        b"..%zz/",
        b"..%/",
        b"..%2/",
        b"~/",
        b"%7e/",
    ];
    let targets: &[&[u8]] = &[b"secret.txt", b"public-secret/secret.txt", b"etc/hostname", b"site.toml"];
    let mut requests: Vec<Vec<u8>> = Vec::new();
    for up in ups {
        for target in targets {
            requests.push([b"/", &*up.repeat(8), target].concat());
        }
        requests.push([b"/news/", &*up.repeat(2), b"secret.txt"].concat());
        requests.push([b"/news/a.html/", &*up.repeat(3), b"etc/hostname"].concat());
    }
    let absolute = root.join("secret.txt").display().to_string();
    for target in [
        "//secret.txt",
        "/%2fsecret.txt",
        "///etc/hostname",
        "//etc/hostname",
        "/etc/hostname",
        "/./secret.txt",
        "/secret.txt",
        "/secret.txt%00.html",
        "/%00",
        "/link.txt",
        "/link/secret.txt",
        "/link/",
        "/static/link.txt",
        "/public-secret/secret.txt",
        "/public/../secret.txt",
        "/public-secret",
        "/seeds/news/a.txt",
        "/site.toml",
        "/templates/base.html",
        "/.warraq/public/manifest",
        "/file:///etc/hostname",
        "/C:/Windows/win.ini",
        "/%5c%5c127.0.0.1%5cc$",
        "/%3cbuilt-in%3e/static/warraq.css",
        "/con",
        "/NUL",
        "/*",
        "*",
        "/%",
        "/%%",
        "/%2",
        "/%zz",
        "secret.txt",
        "../secret.txt",
        "http://localhost/../secret.txt",
        "http://localhost/secret.txt",
        "http://evil.example/secret.txt",
        "file:///etc/hostname",
        "localhost:80",
        "/_warraq/../secret.txt",
        "/_warraq/..%2fsecret.txt",
        "/warraq.css/../secret.txt",
        "/?/../secret.txt",
        "/#/../secret.txt",
        "/news/..",
        "/news/.",
        "/ secret.txt",
        "/\tsecret.txt",
        absolute.as_str(),
    ] {
        requests.push(target.as_bytes().to_vec());
    }
    for request in &requests {
        let answer = preview.get(request);
        let shown = String::from_utf8_lossy(&answer);
        let told = request.escape_ascii();
        assert!(!shown.contains(SECRET) && !shown.contains("title = "), "{told}");
        assert!(host.trim().is_empty() || !shown.contains(host.trim()), "{told}");
        let about_the_front_page = request.starts_with(b"/?") || request.starts_with(b"/#");
        let refused = matches!(status(&answer), "" | "400" | "403" | "404" | "405");
        assert!(refused || about_the_front_page, "{told}: {shown}");
    }
    assert_eq!(status(&preview.get(b"/news/a.html")), "200", "it lives");
    println!("{} requests led nowhere", requests.len());
}

#[test]
fn five_hundred_slow_clients_keep_nobody_waiting() {
    const CLIENTS: usize = 500;
    const ASKED: usize = 300;
    let preview = Preview::start();
    let over = AtomicBool::new(false);
    let head = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {}", "a".repeat(48 << 10));
    let slow_client = || {
        let mut stream = preview.connect().ok()?;
        stream.write_all(head.as_bytes()).ok()?;
        Some(stream)
    };
    let mut clients: Vec<Option<TcpStream>> = (0..CLIENTS).map(|_| slow_client()).collect();
    let (slowest, reopened) = scope(|scope| {
        let dripping = scope.spawn(|| {
            let mut reopened = 0;
            while !over.load(Ordering::Relaxed) {
                for client in &mut clients {
                    if client.as_mut().is_none_or(|client| client.write_all(b"a").is_err()) {
                        *client = slow_client();
                        reopened += 1;
                    }
                }
                sleep(Duration::from_millis(20));
            }
            reopened
        });
        let mut slowest = Duration::ZERO;
        for nth in 0..ASKED {
            let start = Instant::now();
            let path: &[u8] = [&b"/"[..], b"/news/a.html", b"/warraq.css", b"/nothing"][nth % 4];
            assert!(matches!(status(&preview.get(path)), "200" | "404"), "request {nth} is answered");
            slowest = slowest.max(start.elapsed());
            // Long enough for the slow ones to be hung up on, and to come back.
            sleep(Duration::from_millis(60));
        }
        over.store(true, Ordering::Relaxed);
        (slowest, dripping.join().expect("it drips"))
    });
    println!(
        "{CLIENTS} slow clients ({reopened} came back): the slowest of {ASKED} other answers took {slowest:?}; \
         peak memory {}",
        preview.peak()
    );
}
