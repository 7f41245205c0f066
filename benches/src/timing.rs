//! Timing.

use std::time::Instant;

/// What `work` gives, and the seconds it took.
pub fn seconds<R>(work: impl FnOnce() -> R) -> (R, f64) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64())
}
