//! Serves pages on a free loopback port, in a thread of its own, for as long as a test needs them.
//!
//! ```ignore
//! let site = Site::serve(|listener| {
//!     HttpServer::new(|| App::new().configure(routes)).workers(1).listen(listener)?.run().into()
//! });
//! let page = site.visitor().get("/sign-in").await;
//! ```
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use actix_web::dev::{Server, ServerHandle};

use super::http::Visitor;

/// A running server. Dropping it stops it at once.
pub struct Site {
    address: SocketAddr,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    /// Starts the server that `make` makes on the listener it is handed.
    pub fn serve<F>(make: F) -> Self
    where
        F: FnOnce(TcpListener) -> io::Result<Server> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (send, receive) = mpsc::channel();
        let thread = thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = make(listener).unwrap();
                send.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        let handle = receive.recv().expect("the server did not start");
        Self { address, handle, thread: Some(thread) }
    }

    /// The full address of a path, such as `/sign-in`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Somebody new: no cookies yet.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.url("/"))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // The order to stop is sent by the call itself; its answer is not waited for.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}
