//! Addresses out of the site, asked whether they still answer.
//!
//! Takes addresses and what they answered before; gives what they answer. This is the one room that asks the
//! network, on request alone, and as a guest: one question at a time to a host, with a pause, few hosts at once, no
//! longer than is fit, not again for a week. Must not ask anyone but hosts of the open network, wherever a name or
//! a redirection leads; must not read what they send but its head.

mod answers;
mod public;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{LOCATION, RETRY_AFTER};
use reqwest::{Client, Method, Response, StatusCode, redirect};
use tokio::sync::{Mutex, Semaphore};
use tokio::task::LocalSet;
use tokio::time::{Instant, sleep, sleep_until};
use url::{Host, Url};

pub use answers::{Answer, Answers, Reason};

/// How a guest behaves.
struct Manners {
    /// How many hosts are asked at once.
    hosts: usize,
    /// How long a host is left alone between two questions.
    pause: Duration,
    /// How long an answer may take.
    patience: Duration,
    /// For how long a host may ask to be left alone and be asked again in this run.
    most_wait: Duration,
    /// Who may be asked.
    may_ask: fn(IpAddr) -> bool,
}

const MANNERS: Manners = Manners {
    hosts: 16,
    pause: Duration::from_millis(500),
    patience: Duration::from_secs(15),
    most_wait: Duration::from_secs(20),
    may_ask: public::is_public,
};

/// How often a page may send its readers on.
const HOPS: usize = 5;

/// The form in which an address is known: without its fragment, which no host is told.
#[must_use]
pub fn known_as(address: &str) -> Option<Url> {
    let mut url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_fragment(None);
    Some(url)
}

/// Asks every address of which `known` says nothing that still counts at `now`. `progress` gets the number of
/// addresses that have answered. Gives the answers of all, and of no others.
///
/// # Errors
/// The system gives no means to ask.
pub fn ask(
    addresses: &BTreeSet<Url>,
    known: &Answers,
    now: Timestamp,
    progress: impl Fn(usize) + 'static,
) -> io::Result<Answers> {
    ask_with(&MANNERS, addresses, known, now, progress)
}

fn ask_with(
    manners: &'static Manners,
    addresses: &BTreeSet<Url>,
    known: &Answers,
    now: Timestamp,
    progress: impl Fn(usize) + 'static,
) -> io::Result<Answers> {
    let mut answers = Answers::default();
    let mut due: BTreeMap<String, Vec<Url>> = BTreeMap::new();
    for address in addresses {
        if known.get(address.as_str(), now).is_some() {
            answers.keep(address.as_str(), known);
        } else {
            due.entry(host_of(address)).or_default().push(address.clone());
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let guest = Rc::new(Guest::new(manners)?);
    let answered = addresses.len() - due.values().map(Vec::len).sum::<usize>();
    progress(answered);
    let asked = Rc::new(RefCell::new((Vec::new(), answered)));
    let set = LocalSet::new();
    let progress = Rc::new(progress);
    for addresses in due.into_values() {
        let (guest, asked, progress) = (guest.clone(), asked.clone(), progress.clone());
        set.spawn_local(async move {
            let _place = guest.places.acquire().await;
            for address in addresses {
                let answer = guest.ask(&address).await;
                let mut asked = asked.borrow_mut();
                asked.0.push((address, answer));
                asked.1 += 1;
                progress(asked.1);
            }
        });
    }
    runtime.block_on(set);
    for (address, answer) in asked.take().0 {
        answers.insert(address.as_str(), now, answer);
    }
    Ok(answers)
}

fn host_of(address: &Url) -> String {
    let port = address.port_or_known_default().unwrap_or_default();
    format!("{}:{port}", address.host_str().unwrap_or_default())
}

/// Whoever asks.
struct Guest {
    manners: &'static Manners,
    client: Client,
    /// As many as hosts may be asked at once.
    places: Semaphore,
    /// When each host may be asked again.
    hosts: RefCell<HashMap<String, Arc<Mutex<Visits>>>>,
}

/// How a host has been asked so far.
#[derive(Default)]
struct Visits {
    /// It is left alone until then.
    until: Option<Instant>,
    /// It wants to be left alone for longer than this run takes.
    is_closed: bool,
}

/// What one question led to.
enum Step {
    /// An answer.
    Done(Answer),
    /// On to another address.
    On(Url),
}

impl Guest {
    fn new(manners: &'static Manners) -> io::Result<Self> {
        // Another may have been chosen before: it is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(concat!("Warraq/", env!("CARGO_PKG_VERSION"), " (link check)"))
            .dns_resolver(Arc::new(Lookup(manners.may_ask)))
            // A proxy would look names up for us, and ask whom it pleases.
            .no_proxy()
            .redirect(redirect::Policy::none())
            .timeout(manners.patience)
            .pool_max_idle_per_host(1)
            .build()
            .map_err(io::Error::other)?;
        let places = Semaphore::new(manners.hosts);
        Ok(Self { manners, client, places, hosts: RefCell::default() })
    }

    /// What an address answers, wherever it sends its readers.
    async fn ask(&self, address: &Url) -> Answer {
        let mut at = address.clone();
        for _ in 0..=HOPS {
            match self.step(&at).await {
                Step::Done(answer) => return answer,
                Step::On(next) => at = next,
            }
        }
        Answer::Gone(Reason::Endless)
    }

    /// Asks one address: for its head and, where a host knows no such question, for the page.
    async fn step(&self, at: &Url) -> Step {
        let is_refused = match at.host() {
            Some(Host::Ipv4(address)) => !(self.manners.may_ask)(address.into()),
            Some(Host::Ipv6(address)) => !(self.manners.may_ask)(address.into()),
            Some(Host::Domain(_)) => false,
            None => true,
        };
        if is_refused {
            return Step::Done(Answer::Gone(Reason::Private));
        }
        let visits = self.hosts.borrow_mut().entry(host_of(at)).or_default().clone();
        let mut visits = visits.lock().await;
        let mut method = Method::HEAD;
        // The head, the page, and once more after a wait.
        for _ in 0..3 {
            if visits.is_closed {
                break;
            }
            if let Some(until) = visits.until {
                sleep_until(until).await;
            }
            let response = self.client.request(method.clone(), at.clone()).send().await;
            visits.until = Some(Instant::now() + self.manners.pause);
            let response = match response {
                Ok(response) => response,
                Err(fault) => return Step::Done(Answer::Gone(reason(&fault))),
            };
            let status = response.status();
            if let Some(wait) = wanted_wait(&response) {
                visits.is_closed = wait > self.manners.most_wait;
                if !visits.is_closed {
                    sleep(wait).await;
                }
            } else if let Some(next) = sent_on(at, &response) {
                return Step::On(next);
            } else if status.is_success() || status == StatusCode::NOT_MODIFIED {
                return Step::Done(Answer::There);
            } else if method == Method::HEAD {
                method = Method::GET;
            } else {
                return Step::Done(judge(status));
            }
        }
        Step::Done(Answer::Unclear)
    }
}

/// Why a host gave no answer.
fn reason(fault: &reqwest::Error) -> Reason {
    let mut source = fault.source();
    while let Some(inner) = source {
        if let Some(Refusal(reason)) = inner.downcast_ref() {
            return *reason;
        }
        source = inner.source();
    }
    if fault.is_timeout() {
        Reason::Silent
    } else if fault.is_connect() {
        Reason::Unconnected
    } else {
        Reason::Unreadable
    }
}

/// How long a host asks to be left alone (RFC 9110 §10.2.3). A date is far enough.
fn wanted_wait(response: &Response) -> Option<Duration> {
    let is_asked =
        matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
    let wait = response.headers().get(RETRY_AFTER).filter(|_| is_asked);
    match wait {
        Some(wait) => {
            let seconds = wait.to_str().ok().and_then(|text| text.trim().parse().ok());
            Some(seconds.map_or(Duration::MAX, Duration::from_secs))
        }
        None => (response.status() == StatusCode::TOO_MANY_REQUESTS).then_some(Duration::MAX),
    }
}

/// Where an answer sends readers on.
fn sent_on(at: &Url, response: &Response) -> Option<Url> {
    let location = response.headers().get(LOCATION).filter(|_| response.status().is_redirection())?;
    let next = at.join(std::str::from_utf8(location.as_bytes()).ok()?).ok()?;
    matches!(next.scheme(), "http" | "https").then_some(next)
}

/// What a status says of what a reader would see. Many hosts turn away whoever is no browser (401, 403, 451 and
/// their like): that says nothing.
fn judge(status: StatusCode) -> Answer {
    let is_gone = matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE) || status.is_server_error();
    if is_gone { Answer::Gone(Reason::Status(status.as_u16())) } else { Answer::Unclear }
}

/// Looks names up; what is not everybody's is left out, so that the address that is asked is the one that was
/// looked at.
struct Lookup(fn(IpAddr) -> bool);

impl Resolve for Lookup {
    fn resolve(&self, name: Name) -> Resolving {
        let may_ask = self.0;
        Box::pin(async move {
            let unknown = |_| Refusal(Reason::Unknown);
            let all: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await.map_err(unknown)?.collect();
            let allowed: Vec<SocketAddr> = all.iter().copied().filter(|found| may_ask(found.ip())).collect();
            if allowed.is_empty() {
                let reason = if all.is_empty() { Reason::Unknown } else { Reason::Private };
                return Err(Refusal(reason).into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// A name that nobody is asked by.
#[derive(Debug)]
struct Refusal(Reason);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl Error for Refusal {}
