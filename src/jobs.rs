//! What happens by the clock, and the delivery of mail.
use tokio::sync::watch;

use crate::mail::post::Post;
use crate::workflow::Service;

/// Works until told to stop.
pub async fn run(service: Service, post: Post, mut stop: watch::Receiver<bool>) {
    // The sender going away means the same as the order.
    drop(stop.wait_for(|told| *told).await);
    drop(service);
    post.hang_up().await;
}
