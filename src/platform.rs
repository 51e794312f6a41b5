//! The clock, randomness, keys, configuration and logging.
