//! Pages: forms in, workflow steps, pages out.
pub mod asset;
#[cfg(test)]
mod gallery;
