//! Figures as they are quoted: how many, the middle, the ninety-ninth of a hundred, the worst.

use std::fmt;
use std::time::Duration;

pub struct Figures(Vec<Duration>);

impl Figures {
    pub fn of(mut times: Vec<Duration>) -> Self {
        assert!(!times.is_empty(), "nothing was measured");
        times.sort_unstable();
        Self(times)
    }

    /// The time within which so many of a hundred were.
    fn of_a_hundred(&self, so_many: usize) -> Duration {
        let last = self.0.len() - 1;
        self.0[last * so_many / 100]
    }

    pub fn p99(&self) -> Duration {
        self.of_a_hundred(99)
    }

    pub fn p99_ratio(&self, other: &Self) -> f64 {
        self.p99().as_secs_f64() / other.p99().as_secs_f64()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [middle, p99, most] =
            [50, 99, 100].map(|part| self.of_a_hundred(part).as_secs_f64() * 1_000.0);
        let count = self.0.len();
        write!(
            f,
            "p50 {middle:.1} ms, p99 {p99:.1} ms, most {most:.1} ms ({count} times)"
        )
    }
}

/// Prints one line of the report.
pub fn said(line: &str) {
    // A test's own output is shown on failure and with `--no-capture`, as `make storm` asks.
    #[allow(clippy::print_stdout, reason = "this is the report that was asked for")]
    {
        println!("{line}");
    }
}
