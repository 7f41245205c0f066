//! Fits and predictions for a million customers, against lifetimes.
//!
//! ```text
//! cargo bench -p goodwill-benches --bench models [-- --customers N] [--pareto-customers N] [--threads N] [--no-peers] [--nuts]
//! ```
//!
//! Everybody gets the same columns in memory before the clock starts: customers acquired over 12 weeks and observed for 27 to
//! 39, purchases by the day from BG/NBD, spend from Gamma-Gamma. Our fits count the distinct histories inside the clock.
//! The answers must agree: log-likelihoods to 1e-6, sums over customers to 1e-2, for lifetimes stops its searches early
//! and parameters that differ in the fourth digit move predictions. lifetimes runs once, ours three times, the fastest
//! counts. `--pareto-customers` are the first of the customers, for whom Pareto/NBD is fitted by both: lifetimes takes hours for a
//! million. `--nuts` runs the no-U-turn sampler on CDNOW alone, ours and PyMC-Marketing's, which takes minutes.

use goodwill::calendar::{Day, TimeUnit};
use goodwill::model::{
    BgNbd, FitOptions, GammaGamma, HistoryColumns, HistoryCounts, MbgNbd, Model, NonPositiveSpend, ParetoNbd,
    PosteriorMethod, PosteriorOptions, Prior, Setting, Simulate, SpendCounts, ValueOptions,
};
use goodwill::purchase::{CustomerColumn, HistoryOptions, PurchaseBatch, PurchaseOptions, PurchasesBuilder};
use goodwill_benches::orders::Random;
use goodwill_benches::{memory, peers, timing};
use std::path::Path;

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

const MEGABYTE: f64 = 1_000_000.0;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, default: usize| {
        let place = arguments.iter().position(|argument| argument == name);
        place.map_or(default, |place| arguments[place + 1].parse().expect("a number"))
    };
    let (customers, few, threads) = (
        number("--customers", 1_000_000),
        number("--pareto-customers", 20_000),
        number("--threads", 2),
    );
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .expect("a thread pool");
    let with_peers = !arguments.iter().any(|argument| argument == "--no-peers");
    if arguments.iter().any(|argument| argument == "--nuts") {
        return nuts(with_peers).expect("a benchmark that runs");
    }
    compare(customers, few, with_peers).expect("a benchmark that runs");
    grow(customers);
    posteriors(customers);
}

/// Customers as columns.
#[derive(Default)]
struct Customers {
    frequency: Vec<f64>,
    recency: Vec<f64>,
    tenure: Vec<f64>,
    /// Mean spend of the repeat purchases; 0 without any.
    spend: Vec<f64>,
}

impl Customers {
    fn made_up(customers: usize) -> Self {
        let mut random = Random(7);
        let days: Vec<f64> = (0..customers)
            .map(|_| 189.0 + (84.0 * random.uniform()).floor())
            .collect();
        let model = BgNbd::new(0.55, 40.0, 0.8, 2.5).expect("a model of days");
        let made = model.simulate(&days, 11).expect("customers");
        let mut of = Self {
            frequency: Vec::with_capacity(customers),
            recency: Vec::with_capacity(customers),
            tenure: days.iter().map(|days| days / 7.0).collect(),
            spend: Vec::with_capacity(customers),
        };
        for customer in 0..customers {
            // Purchases are known by their day; those of one day are one.
            let mut seen: Vec<f64> = made.purchases(customer).iter().map(|time| time.ceil()).collect();
            seen.dedup();
            let x = seen.len() as f64;
            of.frequency.push(x);
            of.recency.push(seen.last().map_or(0.0, |day| day / 7.0));
            let rate = random.gamma(3.74) / 15.44;
            let spend = if x == 0.0 {
                0.0
            } else {
                random.gamma(6.25 * x) / (rate * x)
            };
            of.spend.push(spend);
        }
        of
    }

    fn first(&self, customers: usize) -> HistoryColumns<'_> {
        HistoryColumns {
            frequency: &self.frequency[..customers],
            recency: &self.recency[..customers],
            tenure: &self.tenure[..customers],
        }
    }

    fn columns(&self) -> HistoryColumns<'_> {
        self.first(self.frequency.len())
    }

    fn write(&self, directory: &Path) -> std::io::Result<()> {
        std::fs::create_dir_all(directory)?;
        let columns = [
            ("frequency", &self.frequency),
            ("recency", &self.recency),
            ("tenure", &self.tenure),
            ("spend", &self.spend),
        ];
        for (name, values) in columns {
            let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            std::fs::write(directory.join(format!("{name}.f64")), bytes)?;
        }
        Ok(())
    }
}

/// A task: how long ours took, and a number that the other implementation must give too.
struct Task {
    name: &'static str,
    seconds: f64,
    number: f64,
    /// How far the numbers may be apart, relatively.
    tolerance: f64,
}

/// The fastest of three rounds.
fn task(name: &'static str, tolerance: f64, work: impl Fn() -> f64) -> Task {
    let runs = (0..3).map(|_| timing::seconds(&work));
    let (number, seconds) = runs.min_by(|a, b| a.1.total_cmp(&b.1)).expect("three rounds");
    Task {
        name,
        seconds,
        number,
        tolerance,
    }
}

fn counted(columns: &HistoryColumns<'_>) -> HistoryCounts {
    HistoryCounts::from_columns(columns, None, Some(TimeUnit::Week)).expect("histories")
}

fn spends(customers: &Customers) -> SpendCounts {
    SpendCounts::from_columns(
        &customers.frequency,
        &customers.spend,
        None,
        NonPositiveSpend::Skip,
    )
    .expect("spend")
}

fn fitted<M: Model<Data = HistoryCounts>>(columns: &HistoryColumns<'_>) -> goodwill::model::Fitted<M> {
    M::fit(&counted(columns), &FitOptions::default()).expect("a fit")
}

/// What our likelihood says of the parameters another library found.
fn log_likelihood<M: Model>(parameters: &[f64], data: &M::Data) -> f64 {
    M::from_parameters(parameters, Setting::default())
        .and_then(|model| model.log_likelihood(data))
        .expect("parameters")
}

fn compare(customers: usize, few: usize, with_peers: bool) -> Result<(), String> {
    let of = Customers::made_up(customers);
    let few = few.min(customers);
    let columns = of.columns();
    println!(
        "{customers} customers, {} distinct histories",
        counted(&columns).len()
    );

    let bg = fitted::<BgNbd>(&columns).model;
    let gg = GammaGamma::fit(&spends(&of), &FitOptions::default())
        .map_err(|error| error.to_string())?
        .model;
    let options = ValueOptions::lifetimes(TimeUnit::Week, 12, 0.01).map_err(|error| error.to_string())?;
    let ours = [
        task("fit bg_nbd", 1e-6, || {
            fitted::<BgNbd>(&columns).summary.log_likelihood
        }),
        task("fit gamma_gamma", 1e-6, || {
            let fit = GammaGamma::fit(&spends(&of), &FitOptions::default()).expect("a fit");
            fit.summary.log_likelihood
        }),
        task("conditional_purchases", 1e-2, || {
            let next = columns.conditional_purchases(&bg, 52.0);
            next.expect("predictions").iter().sum()
        }),
        task("lifetime_value", 1e-2, || {
            let spend = gg.expected_spends(&of.frequency, &of.spend).expect("spend");
            let value = columns.lifetime_values(&bg, &spend, &options);
            value.expect("values").iter().sum()
        }),
        task("fit pareto_nbd", 1e-6, || {
            fitted::<ParetoNbd>(&of.first(few)).summary.log_likelihood
        }),
    ];

    let directory = std::env::temp_dir().join(format!("goodwill-models-{}", std::process::id()));
    of.write(&directory).map_err(|error| error.to_string())?;
    let theirs = if with_peers {
        let python = peers::python("lifetimes", "GOODWILL_LIFETIMES_PYTHON")?;
        peers::models(&python, &directory, few)?
    } else {
        Vec::new()
    };
    std::fs::remove_dir_all(&directory).map_err(|error| error.to_string())?;

    println!(
        "\n{:<44} {:>9} {:>11} {:>8}",
        "", "goodwill", "lifetimes", "ratio"
    );
    for task in &ours {
        let who = if task.name == "fit pareto_nbd" {
            few
        } else {
            customers
        };
        let label = format!("{}, {who} customers", task.name);
        let Some(other) = theirs.iter().find(|other| other.task == task.name) else {
            println!("{label:<44} {:>9.4}", task.seconds);
            continue;
        };
        let number = match task.name {
            "fit bg_nbd" => log_likelihood::<BgNbd>(&other.numbers, &counted(&columns)),
            "fit pareto_nbd" => log_likelihood::<ParetoNbd>(&other.numbers, &counted(&of.first(few))),
            "fit gamma_gamma" => log_likelihood::<GammaGamma>(&other.numbers, &spends(&of)),
            _ => other.numbers[0],
        };
        let apart = (task.number - number).abs() / task.number.abs();
        println!(
            "{label:<44} {:>9.4} {:>11.3} {:>7.0}×",
            task.seconds,
            other.seconds,
            other.seconds / task.seconds
        );
        // A search that stopped early may be below the maximum, never above it.
        let worse = task.name.starts_with("fit") && task.number > number;
        assert!(
            apart <= task.tolerance || worse,
            "{}: {} against {}",
            task.name,
            task.number,
            number
        );
        if apart > task.tolerance {
            println!(
                "{:<44} stopped {:.3} below our log-likelihood",
                "",
                task.number - number
            );
        }
    }
    without_peers(&columns);
    Ok(())
}

/// What lifetimes was not waited for, or does not have the like of.
fn without_peers(columns: &HistoryColumns<'_>) {
    let customers = columns.frequency.len();
    let all = task("fit pareto_nbd", 0.0, || {
        fitted::<ParetoNbd>(columns).summary.log_likelihood
    });
    println!(
        "{:<44} {:>9.4}",
        format!("fit pareto_nbd, {customers} customers"),
        all.seconds
    );
    let mbg = task("fit mbg_nbd", 0.0, || {
        fitted::<MbgNbd>(columns).summary.log_likelihood
    });
    println!(
        "{:<44} {:>9.4}",
        format!("fit mbg_nbd, {customers} customers"),
        mbg.seconds
    );
}

/// The cost of a fit follows the distinct histories, not the customers.
fn grow(most: usize) {
    println!(
        "\n{:>12} {:>12} {:>10} {:>10} {:>10} {:>14} {:>10}",
        "customers", "distinct", "counting", "bg_nbd", "pareto_nbd", "memory / data", "with fit"
    );
    let mut customers = 10_000;
    while customers <= 10 * most {
        let of = Customers::made_up(customers);
        let columns = of.columns();
        let ((counts, counting), peak) = memory::peak(|| timing::seconds(|| counted(&columns)));
        let (_, whole) = memory::peak(|| fitted::<BgNbd>(&columns));
        let options = FitOptions::default();
        let (_, bg) = timing::seconds(|| BgNbd::fit(&counts, &options).expect("a fit"));
        let (_, pareto) = timing::seconds(|| ParetoNbd::fit(&counts, &options).expect("a fit"));
        println!(
            "{customers:>12} {:>12} {counting:>9.3}s {bg:>9.3}s {pareto:>9.3}s {:>13.2}× {:>9.2}×",
            counts.len(),
            peak as f64 / (24 * customers) as f64,
            whole as f64 / (24 * customers) as f64
        );
        customers *= 10;
    }
}

fn posteriors(customers: usize) {
    let text = include_str!("../../tests/data/cdnow_sample.csv");
    let cdnow = cdnow(text).expect("the CDNOW sample");
    posterior("CDNOW", &cdnow);
    let of = Customers::made_up(customers);
    posterior(&format!("{customers} customers"), &counted(&of.columns()));
}

/// The calibration histories of the CDNOW sample.
fn cdnow(text: &str) -> goodwill::Result<HistoryCounts> {
    let (mut customers, mut days) = (Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        let mut fields = line.split(',').map(str::trim);
        let (_, id, date) = (fields.next(), fields.next(), fields.next());
        let number = |field: Option<&str>| field.and_then(|text| text.parse::<i64>().ok()).expect("a number");
        let date = number(date) as i32;
        customers.push(number(id));
        days.push(Day::from_ymd(date / 10_000, (date / 100 % 100) as u8, (date % 100) as u8)?.number());
    }
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    builder.update(&PurchaseBatch::new(CustomerColumn::Integers(&customers), &days))?;
    HistoryCounts::from_purchases(
        &builder.finish()?,
        &HistoryOptions::new(Day::from_ymd(1997, 9, 30)?),
    )
}

fn posterior(name: &str, counts: &HistoryCounts) {
    let ((posterior, seconds), peak) = memory::peak(|| {
        timing::seconds(|| BgNbd::posterior(counts, &PosteriorOptions::default()).expect("a posterior"))
    });
    println!(
        "\nposterior of bg_nbd, {name}, {} draws: {seconds:.3} s, k-hat {:.2}, {:.0} MB",
        posterior.summary.draws,
        posterior.summary.k_hat,
        peak as f64 / MEGABYTE
    );
}

/// The no-U-turn sampler on CDNOW under the same proper priors, four chains.
fn nuts(with_peers: bool) -> Result<(), String> {
    let failed = |error: goodwill::Error| error.to_string();
    let counts = cdnow(include_str!("../../tests/data/cdnow_sample.csv")).map_err(failed)?;
    let half_normal = Prior::half_normal(5.0).map_err(failed)?;
    let options = PosteriorOptions {
        method: PosteriorMethod::Nuts,
        priors: vec![
            Prior::weibull(2.0, 1.0).map_err(failed)?,
            Prior::weibull(2.0, 10.0).map_err(failed)?,
            half_normal,
            half_normal,
        ],
        ..PosteriorOptions::default()
    };
    let (posterior, seconds) = timing::seconds(|| BgNbd::posterior(&counts, &options).expect("a posterior"));
    let parameters = &posterior.summary.parameters;
    let estimates = parameters.iter().map(|parameter| parameter.estimate.value);
    let errors = parameters
        .iter()
        .map(|parameter| parameter.estimate.standard_error);
    let effective = parameters.iter().map(|parameter| parameter.effective_draws);
    let ours: Vec<f64> = estimates.chain(errors).chain(effective).collect();
    show("goodwill", seconds, &ours);
    if !with_peers {
        return Ok(());
    }
    let directory = std::env::temp_dir().join(format!("goodwill-nuts-{}", std::process::id()));
    let mut customers = Customers::default();
    for row in counts.rows() {
        for _ in 0..row.count {
            customers.frequency.push(f64::from(row.history.frequency()));
            customers.recency.push(row.history.recency());
            customers.tenure.push(row.history.tenure());
        }
    }
    customers.write(&directory).map_err(|error| error.to_string())?;
    let python = peers::python("pymc", "GOODWILL_PYMC_PYTHON")?;
    let runs = peers::nuts(&python, &directory, options.draws)?;
    std::fs::remove_dir_all(&directory).map_err(|error| error.to_string())?;
    for run in runs {
        show(
            &format!("PyMC-Marketing, {}", run.task),
            run.seconds,
            &run.numbers,
        );
        for (parameter, (ours, theirs)) in ours.iter().zip(&run.numbers).take(4).enumerate() {
            // A tenth of a posterior standard deviation.
            assert!(
                (ours - theirs).abs() < 0.1 * run.numbers[4 + parameter],
                "{ours} against {theirs}"
            );
        }
    }
    Ok(())
}

/// Means, standard deviations and effective sizes of r, alpha, a and b.
fn show(name: &str, seconds: f64, numbers: &[f64]) {
    println!("{name}: {seconds:.2} s");
    for (what, numbers) in ["mean", "sd", "effective"].iter().zip(numbers.chunks(4)) {
        let numbers: Vec<String> = numbers.iter().map(|number| format!("{number:>10.4}")).collect();
        println!("{what:>12} {}", numbers.join(" "));
    }
}
