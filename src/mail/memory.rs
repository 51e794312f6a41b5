//! Messages kept in memory, for whoever holds the other end.
use std::sync::{Arc, Mutex, PoisonError};

use super::posted::Posted;
use crate::domain::ids::MessageId;

/// Every message that left, in order. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<Vec<Posted>>>);

impl Memory {
    /// The messages so far, in the order in which they left.
    pub fn posted(&self) -> Vec<Posted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes the messages out, so that each is seen once.
    pub fn take(&self) -> Vec<Posted> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn keep(&self, id: MessageId, source: &[u8]) {
        let posted = Posted::read(id, source);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(posted);
    }
}
