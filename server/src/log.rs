//! The one persistence: an append-only log per aggregate.
