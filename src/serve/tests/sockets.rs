//! Clients that take their time, or too much.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::super::listen::Port;
use super::{SOON, Stand};

#[tokio::test(flavor = "multi_thread")]
async fn slow_clients_keep_nobody_waiting_and_open_streams_do_not_hold_the_end() {
    let Stand { folder: _folder, shown, router } = Stand::newsroom();
    let port = Port::take(0).unwrap();
    let address = ("127.0.0.1", port.number);
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(port.serve(router, async {
        let _ = ended.await;
        drop(shown);
    }));
    let send = async |head: &str| {
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(head.as_bytes()).await.unwrap();
        client
    };
    let mut slow = Vec::new();
    for _ in 0..200 {
        slow.push(send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").await);
    }
    let all_of = async |mut client: TcpStream| {
        let mut text = Vec::new();
        timeout(SOON, client.read_to_end(&mut text)).await.expect("it is not kept waiting").unwrap();
        String::from_utf8_lossy(&text).into_owned()
    };
    let quick = send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    assert!(all_of(quick).await.starts_with("HTTP/1.1 200 OK\r\n"));
    let mut stream = send("GET /_warraq/reload HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let mut head = [0; 15];
    stream.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200 OK");

    end.send(()).unwrap();
    timeout(SOON, serving).await.expect("it ends").unwrap().unwrap();
    assert!(all_of(stream).await.ends_with("\r\n0\r\n\r\n"), "the stream is told that it is over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_without_end_is_refused() {
    let Stand { folder: _folder, shown: _shown, router } = Stand::newsroom();
    let port = Port::take(0).unwrap();
    let address = ("127.0.0.1", port.number);
    tokio::spawn(port.serve(router, std::future::pending()));
    let mut client = TcpStream::connect(address).await.unwrap();
    let head = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {}", "a".repeat(80 << 10));
    // The other side may hang up in the middle of it.
    let _ = client.write_all(head.as_bytes()).await;
    let mut text = Vec::new();
    let _ = timeout(SOON, client.read_to_end(&mut text)).await.expect("it is not read on and on");
    let text = String::from_utf8_lossy(&text);
    assert!(text.is_empty() || text.starts_with("HTTP/1.1 431 "), "{text}");
}
