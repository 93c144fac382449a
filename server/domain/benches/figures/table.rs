//! A table of percentiles, with what is promised beside them.

use std::time::Duration;

use serde_json::Value;

/// One line of the table.
pub struct Row {
    pub name: &'static str,
    /// How many cases are drawn.
    pub cases: u64,
    pub draw: fn(u64) -> Value,
    /// What is promised, in milliseconds; nothing where nothing is.
    pub p99: Option<f64>,
    pub max: Option<f64>,
}

/// Of so many runs of a case the fastest counts.
const RUNS: usize = 3;

/// Measures and prints the rows that the command line asks for. `ready` prepares a case for runs that tell their time.
/// The exit code is 1 when a promise was not kept.
pub fn print<Run: FnMut() -> Duration>(
    rows: impl Iterator<Item = Row>,
    mut ready: impl FnMut(Value) -> Run,
) {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    println!(
        "{:<58} {:>6} {:>9} {:>9} {:>9}   promised",
        "milliseconds", "cases", "p50", "p99", "max"
    );
    let mut kept = true;
    for row in rows.filter(|row| {
        wanted.is_empty() || wanted.iter().any(|word| row.name.contains(word.as_str()))
    }) {
        let mut times: Vec<f64> = (0..row.cases)
            .map(|seed| fastest(ready((row.draw)(seed))))
            .collect();
        times.sort_by(f64::total_cmp);
        kept &= tell(&row, &times);
    }
    if !kept {
        println!("A promise was not kept.");
        std::process::exit(1);
    }
}

fn fastest(mut run: impl FnMut() -> Duration) -> f64 {
    (0..RUNS)
        .map(|_| run().as_secs_f64() * 1_000.0)
        .fold(f64::MAX, f64::min)
}

/// Prints the line; whether what is promised was kept.
fn tell(row: &Row, times: &[f64]) -> bool {
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    let (p50, p99, max) = (at(0.5), at(0.99), at(1.0));
    let promised = |what: &str, limit: Option<f64>| {
        limit.map_or(String::new(), |limit| format!("{what} < {limit}  "))
    };
    let kept = row.p99.is_none_or(|limit| p99 < limit) && row.max.is_none_or(|limit| max < limit);
    println!(
        "{:<58} {:>6} {p50:>9.3} {p99:>9.3} {max:>9.3}   {}{}{}",
        row.name,
        times.len(),
        promised("p99", row.p99),
        promised("max", row.max),
        if kept { "" } else { "NOT KEPT" },
    );
    kept
}
