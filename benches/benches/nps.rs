//! Net promoter score over columns of bytes, on one core, in gigabytes a second.
//!
//! ```text
//! cargo bench -p goodwill-benches --bench nps
//! ```

use goodwill::survey::{Answer, NpsOptions, nps};
use goodwill_benches::orders::Random;
use goodwill_benches::timing;
use std::hint::black_box;

const ROUNDS: usize = 20;

fn main() {
    println!(
        "{:>12} {:>5} {:>12} {:>12}",
        "scores", "type", "best GB/s", "median GB/s"
    );
    for scores in [10_000, 1_000_000, 10_000_000, 100_000_000] {
        let mut random = Random(7);
        let unsigned: Vec<u8> = (0..scores).map(|_| (random.bits() % 11) as u8).collect();
        let signed: Vec<i8> = unsigned.iter().map(|&score| score as i8).collect();
        measure("u8", &unsigned);
        measure("i8", &signed);
    }
}

fn measure<T: Answer>(kind: &str, scores: &[T]) {
    // Short columns many times over, so that the clock has something to measure.
    let repeats = (10_000_000 / scores.len()).max(1);
    let mut speeds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let ((), seconds) = timing::seconds(|| {
                for _ in 0..repeats {
                    black_box(nps(black_box(scores), &NpsOptions::default()).expect("good scores"));
                }
            });
            (size_of_val(scores) * repeats) as f64 / seconds / 1e9
        })
        .collect();
    speeds.sort_by(f64::total_cmp);
    println!(
        "{:>12} {kind:>5} {:>12.1} {:>12.1}",
        scores.len(),
        speeds[ROUNDS - 1],
        speeds[ROUNDS / 2]
    );
}
