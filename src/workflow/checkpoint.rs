//! Where the chains of the record have come to, to be kept on another machine.
use super::{Service, Step, StepError};
use crate::domain::checkpoint::Checkpoint;
use crate::store;

impl Service {
    /// Where every chain that has an entry is now: the installation's and each area's.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn checkpoints(&self) -> Step<Vec<Checkpoint>> {
        let at = self.clock().real_now();
        let found = self.database.read(move |view| {
            let areas = store::area::list(view)?;
            let chains = std::iter::once(None).chain(areas.iter().map(|it| Some(it.id)));
            let mut found = Vec::new();
            for chain in chains {
                if let Some((chain, sequence, hash)) = store::audit::end(view, chain)? {
                    found.push(Checkpoint { at, chain, sequence, hash });
                }
            }
            Ok::<_, StepError>(found)
        });
        found.await
    }
}
