//! Counting the answers to an item, and what is made of the counts, on one core.
//!
//! ```text
//! cargo bench -p goodwill-benches --bench tallies
//! python benches/peers/tallies.py
//! ```

use goodwill::estimate::{MeanOptions, ProportionOptions};
use goodwill::survey::{Answer, Nps, NpsOptions, Scale, Tally, mean_score, top_box};
use goodwill_benches::orders::Random;
use goodwill_benches::timing;
use std::hint::black_box;

const ANSWERS: usize = 10_000_000;
const ROUNDS: usize = 15;

fn main() {
    println!(
        "{:>5} {:>12} {:>12} {:>12} {:>16}",
        "type", "best ms", "median ms", "best GB/s", "of reading GB/s"
    );
    let mut random = Random(7);
    let bytes: Vec<i8> = (0..ANSWERS).map(|_| (random.bits() % 11) as i8).collect();
    measure("i8", &bytes, |x| x as u64);
    measure(
        "i32",
        &bytes.iter().map(|&x| x.into()).collect::<Vec<i32>>(),
        |x| x as u64,
    );
    measure(
        "i64",
        &bytes.iter().map(|&x| x.into()).collect::<Vec<i64>>(),
        |x| x as u64,
    );
    measure(
        "f32",
        &bytes.iter().map(|&x| x.into()).collect::<Vec<f32>>(),
        |x| x.to_bits().into(),
    );
    measure(
        "f64",
        &bytes.iter().map(|&x| x.into()).collect::<Vec<f64>>(),
        f64::to_bits,
    );
}

/// A share, a mean and a net promoter score of a column, beside the time it takes to read it at all.
fn measure<T: Answer>(kind: &str, answers: &[T], bits: impl Fn(T) -> u64) {
    let scale = Scale::new(0, 10).expect("a scale");
    let run = || {
        let tally = Tally::of(black_box(answers), &scale).expect("good answers");
        black_box(top_box(&tally, 2, &ProportionOptions::default()).expect("a share"));
        black_box(mean_score(&tally, &MeanOptions::default()).expect("a mean"));
        black_box(Nps::from_tally(&tally, &NpsOptions::default()).expect("a score"));
    };
    let read = || {
        // Eight sums, so that the adding of none waits for another.
        let (eights, _) = black_box(answers).as_chunks::<8>();
        let mut sums = [0_u64; 8];
        for eight in eights {
            for (sum, &answer) in sums.iter_mut().zip(eight) {
                *sum ^= bits(answer);
            }
        }
        black_box(sums);
    };
    let times = |f: &dyn Fn()| {
        let mut times: Vec<f64> = (0..ROUNDS).map(|_| timing::seconds(f).1).collect();
        times.sort_by(f64::total_cmp);
        times
    };
    let (ours, reading) = (times(&run), times(&read));
    let size = size_of_val(answers) as f64 / 1e9;
    println!(
        "{kind:>5} {:>12.1} {:>12.1} {:>12.1} {:>16.1}",
        1e3 * ours[0],
        1e3 * ours[ROUNDS / 2],
        size / ours[0],
        size / reading[0]
    );
}
