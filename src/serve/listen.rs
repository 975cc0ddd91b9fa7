//! Sockets: where the preview listens, whom it answers, and how it ends.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener as Unready};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use crate::diagnostic::{Diagnostic, catalog};

/// How many ports are tried.
const PORTS: u16 = 20;
/// How long a client may take over the head of a request.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// How long the head of a request may be, in bytes.
const HEAD_SIZE: usize = 64 << 10;
/// How long open answers may go on after the end.
const GRACE: Duration = Duration::from_secs(1);
/// How long to wait when the system has no socket left for another client.
const BREATH: Duration = Duration::from_millis(50);

/// The port that the preview listens on, on this machine only: IPv4 and, where there is any, IPv6.
pub(super) struct Port {
    /// Its number.
    pub(super) number: u16,
    v4: Unready,
    v6: Option<Unready>,
}

impl Port {
    /// Takes the port `asked`, or the next that is free.
    pub(super) fn take(asked: u16) -> Result<Self, Diagnostic> {
        let mut fault = None;
        for number in (0..PORTS).map_while(|further| asked.checked_add(further)) {
            match Self::take_exactly(number) {
                Ok(port) => return Ok(port),
                Err(reason) => fault = fault.or(Some(reason)),
            }
        }
        Err(catalog::port(asked, &fault.unwrap_or_else(|| io::ErrorKind::AddrInUse.into())))
    }

    fn take_exactly(number: u16) -> io::Result<Self> {
        let v4 = Unready::bind((Ipv4Addr::LOCALHOST, number))?;
        let number = v4.local_addr()?.port();
        let v6 = match Unready::bind((Ipv6Addr::LOCALHOST, number)) {
            Ok(v6) => Some(v6),
            // `localhost` may mean either: another program on one of them would be shown instead.
            Err(fault) if fault.kind() == io::ErrorKind::AddrInUse => return Err(fault),
            Err(_) => None,
        };
        for socket in [Some(&v4), v6.as_ref()].into_iter().flatten() {
            socket.set_nonblocking(true)?;
        }
        Ok(Self { number, v4, v6 })
    }

    /// Answers with `router` until `end` comes, and lets open answers go on a little after it.
    pub(super) async fn serve(self, router: Router, end: impl Future<Output = ()>) -> io::Result<()> {
        let v4 = TcpListener::from_std(self.v4)?;
        let v6 = self.v6.map(TcpListener::from_std).transpose()?;
        let open = GracefulShutdown::new();
        let service = TowerToHyperService::new(router);
        tokio::pin!(end);
        loop {
            let accepted = tokio::select! {
                accepted = accept(&v4, v6.as_ref()) => accepted,
                () = &mut end => break,
            };
            let Ok(stream) = accepted else {
                sleep(BREATH).await;
                continue;
            };
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIME)
                .max_buf_size(HEAD_SIZE)
                .serve_connection(TokioIo::new(stream), service.clone());
            // What becomes of a connection is its client's business.
            tokio::spawn(open.watch(connection));
        }
        // Those who are slower than that are left.
        let _ = timeout(GRACE, open.shutdown()).await;
        Ok(())
    }
}

async fn accept(v4: &TcpListener, v6: Option<&TcpListener>) -> io::Result<TcpStream> {
    let v6 = async {
        match v6 {
            Some(v6) => v6.accept().await,
            None => std::future::pending().await,
        }
    };
    let (stream, _) = tokio::select! {
        accepted = v4.accept() => accepted?,
        accepted = v6 => accepted?,
    };
    stream.set_nodelay(true)?;
    Ok(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_passed_over() {
        let first = Port::take(0).expect("a free port");
        // Its neighbour may be taken as well, by others.
        let second = Port::take(first.number).expect("a free port");
        assert!(second.number > first.number);
        assert!(second.v4.local_addr().expect("bound").ip().is_loopback());
    }

    #[test]
    fn where_no_port_is_left_that_is_said() {
        let _last = Unready::bind((Ipv4Addr::LOCALHOST, u16::MAX));
        let fault = Port::take(u16::MAX).map(|port| port.number).expect_err("taken");
        assert_eq!(fault.code, "port");
    }
}
