//! Orders to purchase histories: 10 million orders, 1 million customers, against polars and lifetimes.
//!
//! ```text
//! cargo bench -p goodwill-benches --bench histories [-- --rows N] [--rounds N] [--threads N] [--texts] [--no-peers]
//! ```
//!
//! Everybody gets the same columns in memory before the clock starts, and the sums of everybody's results must
//! agree. Rounds alternate between the libraries; the fastest round of each counts, and of polars its fastest
//! way of asking. With `--texts`, customers are known by ten-digit texts instead of numbers. Peak memory of ours is what its allocations add to the columns; the high-water mark is that of a
//! process of its own that reads the columns batch by batch.

use arrow_array::StringArray;
use goodwill::calendar::Day;
use goodwill::purchase::{
    CustomerColumn, Histories, HistoryOptions, PurchaseBatch, PurchaseOptions, PurchasesBuilder,
};
use goodwill_benches::orders::{AS_OF, Orders, orders};
use goodwill_benches::peers::{self, Run, Sums};
use goodwill_benches::{memory, timing};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::Command;

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

const BATCH: usize = 1 << 16;
const MEGABYTE: f64 = 1_000_000.0;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, default: usize| {
        let place = arguments.iter().position(|argument| argument == name);
        place.map_or(default, |place| arguments[place + 1].parse().expect("a number"))
    };
    let (rows, rounds, threads) = (
        number("--rows", 10_000_000),
        number("--rounds", 3),
        number("--threads", 2),
    );
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .expect("a thread pool");
    if let Some(place) = arguments
        .iter()
        .position(|argument| argument == "--high-water-mark")
    {
        return print_high_water_mark(Path::new(&arguments[place + 1]));
    }

    let given = |name: &str| arguments.iter().any(|argument| argument == name);
    compare(rows, rounds, threads, given("--texts"), !given("--no-peers")).expect("a benchmark that runs");
}

fn compare(rows: usize, rounds: usize, threads: usize, texts: bool, with_peers: bool) -> Result<(), String> {
    let orders = orders(rows, rows as u64 / 10, 1);
    let texts = texts.then(|| orders.texts());
    let texts = texts.as_ref();
    println!(
        "{rows} orders, {:.0} MB of columns, {threads} threads",
        orders.bytes() as f64 / MEGABYTE
    );
    let directory = std::env::temp_dir().join(format!("goodwill-histories-{}", std::process::id()));
    std::fs::create_dir_all(&directory).map_err(|error| error.to_string())?;
    orders.write(&directory).map_err(|error| error.to_string())?;

    let mut runs: Vec<Run> = Vec::new();
    for round in 0..rounds {
        runs.push(measure("goodwill (whole columns)", &orders, texts, orders.rows()));
        runs.push(measure("goodwill (batches of 65,536)", &orders, texts, BATCH));
        if with_peers {
            let polars = peers::python("polars", "GOODWILL_POLARS_PYTHON")?;
            runs.extend(peers::histories(
                &polars,
                "polars",
                &directory,
                AS_OF,
                threads,
                texts.is_some(),
            )?);
            if round == 0 {
                let lifetimes = peers::python("lifetimes", "GOODWILL_LIFETIMES_PYTHON")?;
                runs.extend(peers::histories(
                    &lifetimes,
                    "lifetimes",
                    &directory,
                    AS_OF,
                    threads,
                    texts.is_some(),
                )?);
            }
        }
    }
    report(&runs);

    let (histories, peak) = memory::peak(|| ours(&orders, texts, orders.rows()));
    println!(
        "\npeak of our allocations, columns apart: {:.0} MB = {:.2} × the columns ({} customers)",
        peak as f64 / MEGABYTE,
        peak as f64 / orders.bytes() as f64,
        histories.len(),
    );
    let child = Command::new(std::env::current_exe().map_err(|error| error.to_string())?)
        .args(["--threads", &threads.to_string(), "--high-water-mark"])
        .arg(&directory)
        .output()
        .map_err(|error| error.to_string())?;
    if let Ok(mark) = String::from_utf8_lossy(&child.stdout).trim().parse::<f64>() {
        println!(
            "high-water mark of a process that reads batch by batch: {:.0} MB = {:.2} × the columns",
            mark / MEGABYTE,
            mark / orders.bytes() as f64,
        );
    }
    std::fs::remove_dir_all(&directory).map_err(|error| error.to_string())
}

fn options() -> HistoryOptions {
    HistoryOptions::new(Day::new(AS_OF).expect("a day"))
}

fn ours(orders: &Orders, texts: Option<&StringArray>, batch: usize) -> Histories {
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    for start in (0..orders.rows()).step_by(batch) {
        let length = batch.min(orders.rows() - start);
        let (customers, days, amounts) = (
            orders.customers.slice(start, length),
            orders.days.slice(start, length),
            orders.amounts.slice(start, length),
        );
        let texts = texts.map(|texts| texts.slice(start, length));
        let customers = match &texts {
            Some(texts) => CustomerColumn::Utf8 {
                offsets: texts.value_offsets(),
                bytes: texts.value_data(),
            },
            None => CustomerColumn::Integers(customers.values()),
        };
        let columns = PurchaseBatch::new(customers, days.values());
        builder
            .update(&columns.amounts(amounts.values()))
            .expect("good columns");
    }
    let purchases = builder.finish().expect("some orders");
    purchases.histories(&options()).expect("some histories")
}

fn measure(name: &str, orders: &Orders, texts: Option<&StringArray>, batch: usize) -> Run {
    let (histories, seconds) = timing::seconds(|| ours(orders, texts, batch));
    Run {
        name: name.to_owned(),
        seconds,
        sums: sums(&histories),
    }
}

fn sums(histories: &Histories) -> Sums {
    let days = |weeks: &[f64]| weeks.iter().map(|weeks| (weeks * 7.0).round() as u64).sum();
    Sums {
        customers: histories.len() as u64,
        frequency: histories.frequency.iter().map(|&count| u64::from(count)).sum(),
        recency_days: days(&histories.recency),
        tenure_days: days(&histories.tenure),
        monetary_value: histories
            .monetary_value
            .iter()
            .filter(|value| !value.is_nan())
            .sum(),
    }
}

/// Every run's best round, and how many times as long as ours it took.
fn report(runs: &[Run]) {
    let mut best: Vec<Run> = Vec::new();
    for run in runs {
        assert!(
            run.sums.agree(&runs[0].sums),
            "{} gives other sums: {run:?}",
            run.name
        );
        match best.iter_mut().find(|known| known.name == run.name) {
            Some(known) => known.seconds = known.seconds.min(run.seconds),
            None => best.push(run.clone()),
        }
    }
    let ours = best[0].seconds;
    println!("\n{:<44} {:>9} {:>8}", "", "seconds", "ratio");
    for run in &best {
        println!(
            "{:<44} {:>9.3} {:>7.1}×",
            run.name,
            run.seconds,
            run.seconds / ours
        );
    }
}

/// Reads the columns in `directory` batch by batch, builds the histories, prints the most memory ever held.
fn print_high_water_mark(directory: &Path) {
    let open = |name: &str| File::open(directory.join(name)).expect("a column");
    let (mut customers, mut days, mut amounts) =
        (open("customers.i64"), open("days.i32"), open("amounts.f64"));
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    loop {
        let customers = read(&mut customers, i64::from_le_bytes);
        if customers.is_empty() {
            break;
        }
        let (days, amounts) = (
            read(&mut days, i32::from_le_bytes),
            read(&mut amounts, f64::from_le_bytes),
        );
        let columns = PurchaseBatch::new(CustomerColumn::Integers(&customers), &days);
        builder.update(&columns.amounts(&amounts)).expect("good columns");
    }
    let histories = builder
        .finish()
        .and_then(|purchases| purchases.histories(&options()));
    assert!(!histories.expect("some histories").is_empty());
    println!(
        "{}",
        memory::high_water_mark().map_or(f64::NAN, |bytes| bytes as f64)
    );
}

fn read<T, const N: usize>(file: &mut File, convert: impl Fn([u8; N]) -> T) -> Vec<T> {
    let mut bytes = Vec::with_capacity(BATCH * N);
    file.by_ref()
        .take((BATCH * N) as u64)
        .read_to_end(&mut bytes)
        .expect("a readable column");
    bytes.as_chunks().0.iter().map(|bytes| convert(*bytes)).collect()
}
