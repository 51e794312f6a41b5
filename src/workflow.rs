//! What the service does: one function for each step, each in one transaction.
