//! Connections that are kept for whoever needs one next.
use std::time::Duration;

use diesel::r2d2::{Pool, PooledConnection};

use super::door::Manager;
use super::{OpenError, StoreError};

/// Twice as long as the pool waits before it asks again whether a server that is away is back. The
/// pool would wait longer each time, and miss a server that is there again.
const RETRY: Duration = Duration::from_millis(400);

/// Connections of one kind.
#[derive(Clone)]
pub(in crate::store) struct Connections {
    pool: Pool<Manager>,
    wait: Duration,
}

impl Connections {
    /// Keeps at most so many connections, and lets people wait so long for a free one.
    pub(in crate::store) fn new(
        manager: Manager,
        most: u32,
        wait: Duration,
    ) -> Result<Self, OpenError> {
        let pool = Pool::builder()
            .max_size(most)
            .min_idle(Some(0))
            .connection_timeout(RETRY)
            .build(manager)
            .map_err(OpenError::Pool)?;
        Ok(Self { pool, wait })
    }

    /// Takes one that works.
    pub(in crate::store) fn take(&self) -> Result<PooledConnection<Manager>, StoreError> {
        Ok(self.pool.get_timeout(self.wait)?)
    }
}
