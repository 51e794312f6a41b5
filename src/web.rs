//! Pages: forms in, workflow steps, pages out.
