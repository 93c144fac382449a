#![no_main]
#[path = "../promises.rs"]
#[allow(dead_code, reason = "each target drives one of the promises")]
mod promises;

libfuzzer_sys::fuzz_target!(|data: &[u8]| promises::commands(data));
