//! Who sits with whom: plain values in, a plan with reasons out.
