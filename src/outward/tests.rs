//! Questions to hosts of this machine, which stand in for strangers.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::*;

/// Manners for hosts of this machine alone.
const AT_HOME: Manners = Manners {
    hosts: 4,
    pause: Duration::ZERO,
    patience: Duration::from_secs(20),
    most_wait: Duration::from_secs(1),
    may_ask: |address| address == IpAddr::V4(Ipv4Addr::LOCALHOST),
};

/// A host on this machine; what it is asked for, it counts.
struct Stranger {
    port: u16,
    asked: Arc<AtomicUsize>,
    most_at_once: Arc<AtomicUsize>,
}

impl Stranger {
    /// One that answers as `answer` says of a method, a path and the number of the question.
    fn new(answer: impl Fn(&str, &str, usize) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let (asked, most_at_once) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (counted, most) = (asked.clone(), most_at_once.clone());
        let (answer, here) = (Arc::new(answer), Arc::new(AtomicUsize::new(0)));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (answer, here, counted, most) =
                    (answer.clone(), here.clone(), counted.clone(), most.clone());
                thread::spawn(move || {
                    let Ok(mut stream) = stream else { return };
                    let mut lines =
                        BufReader::new(stream.try_clone().expect("a stream")).lines().map_while(Result::ok);
                    let Some(first) = lines.next() else { return };
                    let _ = lines.find(String::is_empty);
                    most.fetch_max(here.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let nth = counted.fetch_add(1, Ordering::SeqCst);
                    let mut parts = first.split(' ');
                    let (method, path) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                    let text = format!(
                        "HTTP/1.1 {}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
                        answer(method, path, nth)
                    );
                    thread::sleep(Duration::from_millis(5));
                    here.fetch_sub(1, Ordering::SeqCst);
                    let _ = stream.write_all(text.as_bytes());
                });
            }
        });
        Self { port, asked, most_at_once }
    }

    fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://127.0.0.1:{}{path}", self.port)).expect("an address")
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn now() -> Timestamp {
    "2026-05-01T00:00:00Z".parse().expect("a time")
}

fn ask_all(manners: &'static Manners, addresses: &[&Url], known: &Answers) -> Answers {
    let addresses = addresses.iter().map(|&url| url.clone()).collect();
    ask_with(manners, &addresses, known, now(), |_| ()).expect("asked")
}

/// What one address answers.
fn ask_one(manners: &'static Manners, address: &Url) -> Option<Answer> {
    let answers = ask_all(manners, &[address], &Answers::default());
    let kept = Answers::from_text(&answers.to_text());
    let answer = kept.get(address.as_str(), now()).copied();
    assert_eq!(answer, answers.get(address.as_str(), now()).copied(), "what is kept is what was answered");
    answer
}

#[test]
fn an_answer_says_what_a_reader_would_find() {
    let host = Stranger::new(|method, path, _| {
        match (method, path) {
            (_, "/there") => "200 OK",
            ("HEAD", "/no-head") => "405 Method Not Allowed",
            ("HEAD", "/lying-head") => "404 Not Found",
            ("GET", "/no-head" | "/lying-head") => "200 OK",
            (_, "/moved") => "301 Moved Permanently\r\nlocation: /there",
            (_, "/round") => "302 Found\r\nlocation: round",
            (_, "/to-a-letter-box") => "302 Found\r\nlocation: mailto:a@b.example",
            (_, "/forbidden") => "403 Forbidden",
            (_, "/broken") => "500 Internal Server Error",
            _ => "404 Not Found",
        }
        .to_owned()
    });
    for (path, expected) in [
        ("/there", Some(Answer::There)),
        ("/no-head", Some(Answer::There)),
        ("/lying-head", Some(Answer::There)),
        ("/moved", Some(Answer::There)),
        ("/round", Some(Answer::Gone(Reason::Endless))),
        ("/gone", Some(Answer::Gone(Reason::Status(404)))),
        ("/broken", Some(Answer::Gone(Reason::Status(500)))),
        ("/forbidden", None),
        ("/to-a-letter-box", None),
    ] {
        assert_eq!(ask_one(&AT_HOME, &host.url(path)), expected, "{path}");
    }
}

#[test]
fn what_is_no_answer_is_told_apart() {
    static HASTY: Manners = Manners { patience: Duration::from_millis(200), ..AT_HOME };
    let silent = Stranger::new(|_, _, _| {
        thread::sleep(Duration::from_secs(2));
        "200 OK".to_owned()
    });
    assert_eq!(ask_one(&HASTY, &silent.url("/")), Some(Answer::Gone(Reason::Silent)));
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("bound");
    let closed = Url::parse(&format!("http://{closed}/")).expect("an address");
    assert_eq!(ask_one(&AT_HOME, &closed), Some(Answer::Gone(Reason::Unconnected)));
    let rude = Stranger::new(|_, _, _| "no status".to_owned());
    assert_eq!(ask_one(&AT_HOME, &rude.url("/")), Some(Answer::Gone(Reason::Unreadable)));
    let nobody = Url::parse("http://nobody.invalid/").expect("an address");
    assert_eq!(ask_one(&AT_HOME, &nobody), Some(Answer::Gone(Reason::Unknown)));
}

#[test]
fn nobody_of_a_private_network_is_asked_by_name_by_number_or_by_redirection() {
    let host = Stranger::new(|_, _, _| "200 OK".to_owned());
    for name in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"] {
        let url = Url::parse(&format!("http://{name}:{}/", host.port)).expect("an address");
        let answer = ask_one(&MANNERS, &url);
        // A machine may lack one of the two versions of the protocol, or that name.
        let unknown = name == "localhost" && answer == Some(Answer::Gone(Reason::Unknown));
        assert!(unknown || answer == Some(Answer::Gone(Reason::Private)), "{name}: {answer:?}");
    }
    assert_eq!(host.asked(), 0);

    let port = host.port;
    let sender = Stranger::new(move |_, _, _| format!("302 Found\r\nlocation: http://127.0.0.2:{port}/"));
    assert_eq!(ask_one(&AT_HOME, &sender.url("/")), Some(Answer::Gone(Reason::Private)));
    assert_eq!((host.asked(), sender.asked()), (0, 1));
}

#[test]
fn a_host_is_asked_one_question_at_a_time_though_others_send_readers_to_it() {
    let host = Stranger::new(|_, _, _| "200 OK".to_owned());
    let port = host.port;
    let sender =
        Stranger::new(move |_, path, _| format!("302 Found\r\nlocation: http://127.0.0.1:{port}{path}"));
    let mut urls: Vec<Url> = (0..8).map(|n| host.url(&format!("/{n}"))).collect();
    urls.extend((8..16).map(|n| sender.url(&format!("/{n}"))));
    let answers = ask_all(&AT_HOME, &urls.iter().collect::<Vec<_>>(), &Answers::default());
    assert!(urls.iter().all(|url| answers.get(url.as_str(), now()) == Some(&Answer::There)), "{answers:?}");
    assert_eq!((host.asked(), host.most_at_once.load(Ordering::SeqCst)), (16, 1));
}

#[test]
fn a_host_that_wants_to_be_left_alone_is() {
    let soon = Stranger::new(|_, _, nth| {
        if nth == 0 { "429 Too Many Requests\r\nretry-after: 0" } else { "200 OK" }.to_owned()
    });
    assert_eq!(ask_one(&AT_HOME, &soon.url("/")), Some(Answer::There));
    assert_eq!(soon.asked(), 2);
    for wait in [
        "429 Too Many Requests",
        "503 Service Unavailable\r\nretry-after: 3600",
        "429 -\r\nretry-after: Fri, 01 May 2026 00:00:00 GMT",
    ] {
        let later = Stranger::new(move |_, _, _| wait.to_owned());
        let urls = [later.url("/1"), later.url("/2")];
        let answers = ask_all(&AT_HOME, &[&urls[0], &urls[1]], &Answers::default());
        assert_eq!((answers.to_text().as_str(), later.asked()), ("", 1), "{wait}");
    }
}

#[test]
fn what_answered_lately_is_not_asked_again_and_what_nobody_links_to_is_forgotten() {
    let host = Stranger::new(|_, _, _| "200 OK".to_owned());
    let mut known = Answers::default();
    known.insert(host.url("/a").as_str(), now(), Answer::Gone(Reason::Status(410)));
    known.insert(host.url("/old").as_str(), now(), Answer::There);
    let answers = ask_all(&AT_HOME, &[&host.url("/a"), &host.url("/b")], &known);
    assert_eq!(answers.get(host.url("/a").as_str(), now()), Some(&Answer::Gone(Reason::Status(410))));
    assert_eq!(answers.get(host.url("/b").as_str(), now()), Some(&Answer::There));
    assert_eq!(answers.get(host.url("/old").as_str(), now()), None);
    assert_eq!(host.asked(), 1);
}

#[test]
fn a_fragment_is_no_other_page_and_only_the_web_is_asked() {
    assert_eq!(known_as("https://a.example/x#y"), known_as("https://a.example/x"));
    assert_eq!(known_as("ftp://a.example/"), None);
    assert_eq!(known_as("a.html"), None);
}
