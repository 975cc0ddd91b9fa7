//! Requests → responses: who may ask, what for, and what of the site answers.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderName, HeaderValue, LOCATION, ORIGIN,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::any;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;
use tower_http::set_header::SetResponseHeaderLayer;

use super::overlay::{self, SCRIPT, SCRIPT_PATH, STREAM_PATH, STYLE, STYLE_PATH};
use super::paths::{Place, find, lost, output_at};
use super::proof::Showing;
use super::reply::{Coding, Shown, add, response};
use crate::diagnostic::Diagnostic;
use crate::emit::Output;
use crate::render::policy;

/// What is shown now, and word of what is shown next.
pub(super) type Current = watch::Receiver<Arc<Showing>>;

/// Where a browser says which site a request comes from (W3C Fetch Metadata).
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// Keeps other sites from using what is here (Fetch standard).
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Answers everything that is asked of the preview.
pub(super) fn router(current: Current) -> Router {
    let set = |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    Router::new()
        .route(STREAM_PATH, any(stream))
        .route(SCRIPT_PATH, any(async |request| own(SCRIPT_PATH, SCRIPT, request)))
        .route(STYLE_PATH, any(async |request| own(STYLE_PATH, STYLE, request)))
        .fallback(page)
        .with_state(current)
        .layer(from_fn(guard))
        // A browser may keep what it got, and asks each time whether it still holds.
        .layer(set(CACHE_CONTROL, "no-cache"))
        .layer(set(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(RESOURCE_POLICY, "same-origin"))
}

/// Lets pass who names this machine and wants to read.
async fn guard(request: Request, next: Next) -> Response<Body> {
    let method = request.method().clone();
    if !is_for_this_machine(request.uri(), request.headers()) {
        let line = "this preview answers to localhost, 127.0.0.1 and [::1] only";
        return Shown::text(line).with_status(StatusCode::FORBIDDEN, &method);
    }
    if method != Method::GET && method != Method::HEAD {
        let mut refused = Shown::text("only to be read").with_status(StatusCode::METHOD_NOT_ALLOWED, &method);
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refused;
    }
    next.run(request).await
}

/// Whether a request names this machine, as its only host: a page of any site may let its own name
/// lead here (DNS rebinding), and would then read what an editor has not published.
fn is_for_this_machine(uri: &Uri, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let named = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().is_ok_and(is_this_machine),
        _ => false,
    };
    named && uri.authority().is_none_or(|authority| is_this_machine(authority.as_str()))
}

/// Whether `host` names this machine, with or without a port.
fn is_this_machine(host: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].into_iter().any(|name| {
        let (Some(head), Some(rest)) = (host.get(..name.len()), host.get(name.len()..)) else { return false };
        let port = rest.strip_prefix(':').unwrap_or("0");
        let is_port = (rest.is_empty() || rest.starts_with(':')) && port.parse::<u16>().is_ok();
        head.eq_ignore_ascii_case(name) && is_port && !port.starts_with('+')
    })
}

/// Whether a page of this very origin asks, or nobody's.
fn is_own_page(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own = format!("http://{host}");
    headers.get_all(ORIGIN).iter().all(|origin| origin.as_bytes() == own.as_bytes())
        && headers.get_all(SEC_FETCH_SITE).iter().all(|site| site == "same-origin" || site == "none")
}

/// Tells a page which showing is current, unless it is the page's own, and then of each new one.
async fn stream(State(current): State<Current>, request: Request) -> Response<Body> {
    if !is_own_page(request.headers()) {
        return Shown::text("only for pages of this preview")
            .with_status(StatusCode::FORBIDDEN, request.method());
    }
    let known = request.uri().query().and_then(|query| query.strip_prefix("showing=")).map(str::to_owned);
    let news = WatchStream::new(current)
        .map(|showing| showing.number.to_string())
        .filter(move |number| Some(number) != known.as_ref())
        .map(|number| Ok::<_, Infallible>(Event::default().event("showing").data(number)));
    match *request.method() {
        Method::HEAD => response(StatusCode::OK, [(CONTENT_TYPE, "text/event-stream".into())], Body::empty()),
        _ => Sse::new(news).keep_alive(KeepAlive::default()).into_response(),
    }
}

/// One of the preview's own files.
fn own(path: &str, text: &str, request: Request) -> Response<Body> {
    Shown::file(path, text.into()).answer(&request.into_parts().0)
}

/// A page or file of the site, made for this request.
async fn page(State(current): State<Current>, request: Request) -> Response<Body> {
    let showing = current.borrow().clone();
    let request = request.into_parts().0;
    let method = request.method.clone();
    // What fails here is the program; the next request finds it alive.
    let made = spawn_blocking(move || make(&showing, &request)).await;
    made.unwrap_or_else(|_| {
        Shown::text("a fault of the program").with_status(StatusCode::INTERNAL_SERVER_ERROR, &method)
    })
}

/// The answer of the site that is shown, with the headers that a host would send.
fn make(showing: &Showing, request: &Parts) -> Response<Body> {
    let mut answer = answer(showing, request);
    let press = showing.good.press();
    add(answer.headers_mut(), policy::headers(press.policy()));
    answer
}

fn answer(showing: &Showing, request: &Parts) -> Response<Body> {
    let compiled = &showing.good.compiled;
    let base = compiled.config.base_url.as_ref().map_or("/", |base| base.path());
    let made = match find(&compiled.plan, base, request.uri.path()) {
        Place::Output(output) => print(showing, output)
            .and_then(|shown| compressed(shown, showing, output, &request.headers))
            .map(|shown| shown.answer(request)),
        Place::Folder => {
            let query = request.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            let to = format!("{}/{query}", request.uri.path());
            Ok(response(StatusCode::FOUND, [(LOCATION, to)], Body::empty()))
        }
        Place::Nowhere => {
            let not_found = lost(&compiled.config, base, request.uri.path());
            let lost = output_at(&compiled.plan, &not_found);
            let missing = || Ok(Shown::html(overlay::page("Nothing has this address", showing, None)));
            lost.map_or_else(missing, |lost| print(showing, lost))
                .map(|shown| shown.with_status(StatusCode::NOT_FOUND, &request.method))
        }
        Place::Malformed => {
            Ok(Shown::text("this is no address").with_status(StatusCode::BAD_REQUEST, &request.method))
        }
    };
    made.unwrap_or_else(|fault| {
        let page = overlay::page("This page cannot be made", showing, Some(&fault));
        Shown::html(page).with_status(StatusCode::INTERNAL_SERVER_ERROR, &request.method)
    })
}

/// Makes an output as a build would; over a page lies what there is to say.
fn print(showing: &Showing, output: &Output) -> Result<Shown, Diagnostic> {
    let mut shown = Shown::file(&output.path, output.make(&showing.good.press())?);
    if shown.is_html() {
        let good = &showing.good;
        let origin = output.origin(&good.compiled.desk(&good.sources));
        shown.bytes = overlay::lay_over(shown.bytes, showing, &origin);
    }
    Ok(shown)
}

/// What is shown of `output`, in a form that the site has compressed already (`style.css.br`, `style.css.gz`), if
/// the client takes one. A page is sent as it is, with what lies over it.
fn compressed(
    mut shown: Shown,
    showing: &Showing,
    output: &Output,
    headers: &HeaderMap,
) -> Result<Shown, Diagnostic> {
    if shown.is_html() {
        return Ok(shown);
    }
    let forms = Coding::COMPRESSED.into_iter().filter_map(|(coding, ending)| {
        let form = output_at(&showing.good.compiled.plan, &format!("{}{ending}", output.path))?;
        Some((coding, form))
    });
    for (coding, form) in forms {
        if coding.is_taken(headers) {
            shown.bytes = form.make(&showing.good.press())?;
            shown.coding = Some(coding);
            break;
        }
        shown.coding = Some(Coding::Identity);
    }
    Ok(shown)
}
