//! What happens by the clock, and the delivery of mail.
