//! Key drivers of made-up answers, against numpy.
//!
//! ```text
//! cargo bench -p goodwill-benches --bench drivers [-- --threads N] [--no-peers]
//! ```
//!
//! Respondents answer every item on a scale of 1 to 10; the items share a factor, so that they correlate as survey items
//! do. Both sides get the same columns in memory before the clock starts, and their shares must agree to 1e-9. Ours is the
//! fastest of three, numpy runs once.

use goodwill::survey::{DriverOptions, Drivers, ItemAnswers, drivers};
use goodwill_benches::orders::Random;
use goodwill_benches::{peers, timing};
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let threads = arguments
        .iter()
        .position(|argument| argument == "--threads")
        .map_or(2, |place| arguments[place + 1].parse().expect("a number"));
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .expect("a thread pool");
    let with_peers = !arguments.iter().any(|argument| argument == "--no-peers");
    compare(with_peers).expect("a benchmark that runs");
}

/// A task of both sides: respondents, predictors, resamples, orders that are sampled instead of all.
struct Task {
    respondents: usize,
    predictors: usize,
    resamples: u32,
    sampled_orders: u32,
}

const TASKS: [Task; 5] = [
    Task {
        respondents: 10_000,
        predictors: 20,
        resamples: 0,
        sampled_orders: 0,
    },
    Task {
        respondents: 10_000,
        predictors: 10,
        resamples: 2000,
        sampled_orders: 0,
    },
    Task {
        respondents: 1_000_000,
        predictors: 20,
        resamples: 0,
        sampled_orders: 0,
    },
    Task {
        respondents: 10_000,
        predictors: 40,
        resamples: 0,
        sampled_orders: 1000,
    },
    Task {
        respondents: 10_000,
        predictors: 20,
        resamples: 1000,
        sampled_orders: 0,
    },
];

/// Tasks that numpy is waited for: the others take it too long.
const WITH_NUMPY: usize = 2;

fn compare(with_peers: bool) -> Result<(), String> {
    println!("{:<52} {:>9} {:>9} {:>8}", "", "goodwill", "numpy", "ratio");
    for (number, task) in TASKS.iter().enumerate() {
        let columns = made_up(task.respondents, task.predictors + 1);
        let items: Vec<&[f64]> = columns[1..].iter().map(Vec::as_slice).collect();
        let options = DriverOptions {
            resamples: task.resamples,
            sampled_orders: task.sampled_orders,
            ..DriverOptions::default()
        };
        let rounds = if number < WITH_NUMPY { 3 } else { 1 };
        let (ours, seconds) = (0..rounds)
            .map(|_| {
                timing::seconds(|| {
                    drivers(&columns[0], &ItemAnswers::new(&items), &options).expect("drivers")
                })
            })
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .ok_or("no round")?;
        let label = format!(
            "{} × {}, {} resamples, {}",
            task.respondents,
            task.predictors,
            task.resamples,
            if task.sampled_orders == 0 {
                "all orders"
            } else {
                "sampled orders"
            }
        );
        if !with_peers || number >= WITH_NUMPY {
            println!("{label:<52} {seconds:>8.3}s");
            continue;
        }
        let other = numpy(&columns, task)?;
        agree(&ours, &other.numbers);
        println!(
            "{label:<52} {seconds:>8.3}s {:>8.2}s {:>7.0}×",
            other.seconds,
            other.seconds / seconds
        );
    }
    Ok(())
}

/// Answers of 1 to 10 that share a factor; the first column is the outcome.
fn made_up(respondents: usize, columns: usize) -> Vec<Vec<f64>> {
    let mut random = Random(7);
    let mut answers = vec![Vec::with_capacity(respondents); columns];
    for _ in 0..respondents {
        let shared = random.normal();
        for column in &mut answers {
            let answer = 6.5 + 1.3 * shared + 1.5 * random.normal();
            column.push(answer.round().clamp(1.0, 10.0));
        }
    }
    answers
}

fn numpy(columns: &[Vec<f64>], task: &Task) -> Result<peers::TaskRun, String> {
    let path = std::env::temp_dir().join(format!("goodwill-drivers-{}.f64", std::process::id()));
    let bytes: Vec<u8> = columns.concat().iter().flat_map(|x| x.to_le_bytes()).collect();
    std::fs::write(&path, bytes).map_err(|error| error.to_string())?;
    let run = run_numpy(&path, task);
    std::fs::remove_file(&path).map_err(|error| error.to_string())?;
    run
}

fn run_numpy(path: &Path, task: &Task) -> Result<peers::TaskRun, String> {
    let python = peers::python("numpy", "GOODWILL_NUMPY_PYTHON")?;
    let arguments = [task.predictors + 1, task.resamples as usize].map(|number| number.to_string());
    peers::task(&python, "drivers.py", path, &arguments)
}

fn agree(ours: &Drivers, theirs: &[f64]) {
    for (driver, &share) in ours.predictors.iter().zip(theirs) {
        let apart = (driver.lmg.value - share).abs();
        assert!(apart < 1e-9, "{} against {share}", driver.lmg.value);
    }
}
