//! Do fits find the parameters that made the data, and do their intervals hold them as often as they say?
//!
//! The customers are made here, by the story of each model and by nothing of the library. The short run belongs to the
//! tests; the long one prints the table of `docs/models-recovery.md`:
//!
//! `cargo test --release -p goodwill --test model_recovery -- --ignored --nocapture`

use goodwill::model::{
    AnyData, AnyModel, Covariate, CovariateHistories, FitOptions, History, HistoryColumns, HistoryCounts,
    ModelKind, NonPositiveSpend, RenewalCounts, SpendCounts,
};

/// SplitMix64 (Steele, Lea and Flood 2014) and the deviates made of it.
struct Random(u64);

impl Random {
    /// Uniform in (0, 1).
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn exponential(&mut self) -> f64 {
        -libm::log(self.uniform())
    }

    /// Box and Muller 1958.
    fn normal(&mut self) -> f64 {
        let angle = core::f64::consts::TAU * self.uniform();
        libm::sqrt(2.0 * self.exponential()) * libm::cos(angle)
    }

    /// Gamma of that shape and rate 1 (Marsaglia and Tsang 2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * libm::pow(self.uniform(), 1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let x = self.normal();
            let v = (1.0 + c * x) * (1.0 + c * x) * (1.0 + c * x);
            if v > 0.0 && libm::log(self.uniform()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v;
            }
        }
    }

    fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (x, y) = (self.gamma(a), self.gamma(b));
        x / (x + y)
    }
}

enum Data {
    Histories(HistoryCounts),
    Renewals(RenewalCounts),
    Spend(SpendCounts),
}

impl Data {
    fn any(&self) -> AnyData<'_> {
        match self {
            Self::Histories(counts) => AnyData::Histories(counts),
            Self::Renewals(counts) => AnyData::Renewals(counts),
            Self::Spend(counts) => AnyData::Spend(counts),
        }
    }
}

/// One history: how often, when last, until when.
type Triple = (f64, f64, f64);

/// Columns of histories.
#[derive(Default)]
struct Histories {
    frequency: Vec<f64>,
    recency: Vec<f64>,
    tenure: Vec<f64>,
}

impl Histories {
    fn push(&mut self, (x, last, end): Triple) {
        self.frequency.push(x);
        self.recency.push(last);
        self.tenure.push(end);
    }

    fn columns(&self) -> HistoryColumns<'_> {
        HistoryColumns {
            frequency: &self.frequency,
            recency: &self.recency,
            tenure: &self.tenure,
        }
    }
}

/// Purchases at a rate until `end` or until `stays` says no; it is asked after every purchase with its time.
fn buy(random: &mut Random, rate: f64, end: f64, mut stays: impl FnMut(&mut Random) -> bool) -> Triple {
    let (mut x, mut last) = (0.0, 0.0);
    let mut alive = true;
    while alive {
        let next = last + random.exponential() / rate;
        if next > end {
            break;
        }
        last = next;
        x += 1.0;
        alive = stays(random);
    }
    (x, last, end)
}

/// A tenure of 40 to 79 weeks.
fn tenure(random: &mut Random) -> f64 {
    40.0 + libm::floor(40.0 * random.uniform())
}

/// One customer of a model of purchases.
fn history(kind: ModelKind, p: &[f64], random: &mut Random) -> Triple {
    if kind == ModelKind::BgBb {
        let (buys, leaves) = (random.beta(p[0], p[1]), random.beta(p[2], p[3]));
        let (mut x, mut last) = (0.0, 0.0);
        for opportunity in 1..=6 {
            if random.uniform() < leaves {
                break;
            }
            if random.uniform() < buys {
                x += 1.0;
                last = f64::from(opportunity);
            }
        }
        return (x, last, 6.0);
    }
    let rate = random.gamma(p[0]) / p[1];
    match kind {
        ModelKind::ParetoNbd => {
            let end = tenure(random);
            let life = random.exponential() / (random.gamma(p[2]) / p[3]);
            let (x, last, _) = buy(random, rate, end.min(life), |_| true);
            (x, last, end)
        }
        ModelKind::BgNbd | ModelKind::MbgNbd => {
            let (leave, end) = (random.beta(p[2], p[3]), tenure(random));
            if kind == ModelKind::MbgNbd && random.uniform() < leave {
                return (0.0, 0.0, end);
            }
            buy(random, rate, end, |random| random.uniform() > leave)
        }
        _ => {
            let end = tenure(random);
            buy(random, rate, end, |_| true)
        }
    }
}

fn simulate(kind: ModelKind, p: &[f64], n: usize, seed: u64) -> Data {
    let mut random = Random(seed.wrapping_mul(0x2545_F491_4F6C_DD1D));
    let random = &mut random;
    match kind {
        ModelKind::Sbg | ModelKind::Bdw => {
            let c = p.get(2).copied().unwrap_or(1.0);
            let (mut renewals, mut churned) = (vec![], vec![]);
            for _ in 0..n {
                let theta = random.beta(p[0], p[1]);
                // Survives t decisions with probability (1 − θ)^(t^c).
                let u = random.uniform();
                let mut t = 1.0;
                while t <= 8.0 && u < libm::pow(1.0 - theta, libm::pow(t, c)) {
                    t += 1.0;
                }
                churned.push(t <= 8.0);
                renewals.push(t - 1.0);
            }
            Data::Renewals(RenewalCounts::from_contracts(&renewals, &churned, None).unwrap())
        }
        ModelKind::GammaGamma => {
            let (mut purchases, mut means) = (vec![], vec![]);
            for _ in 0..n {
                let x = 1.0 + libm::floor(random.exponential() * 3.0);
                let nu = random.gamma(p[1]) / p[2];
                purchases.push(x);
                means.push(random.gamma(p[0] * x) / (nu * x));
            }
            Data::Spend(
                SpendCounts::from_columns(&purchases, &means, None, NonPositiveSpend::Refuse).unwrap(),
            )
        }
        _ => {
            let mut histories = Histories::default();
            for _ in 0..n {
                histories.push(history(kind, p, random));
            }
            Data::Histories(HistoryCounts::from_columns(&histories.columns(), None, None).unwrap())
        }
    }
}

/// A model, the parameters to recover, and customers a data set: enough that the bias of maximum likelihood, which falls
/// faster than the standard error, is below a tenth of it.
const CASES: [(ModelKind, &[f64], usize); 8] = [
    (ModelKind::Sbg, &[0.7, 1.2], 10_000),
    (ModelKind::Bdw, &[0.7, 1.2, 1.3], 40_000),
    (ModelKind::Nbd, &[0.8, 8.0], 10_000),
    (ModelKind::BgNbd, &[0.6, 8.0, 0.8, 2.5], 10_000),
    (ModelKind::MbgNbd, &[0.8, 8.0, 0.8, 2.5], 10_000),
    (ModelKind::ParetoNbd, &[0.8, 8.0, 0.8, 12.0], 20_000),
    (ModelKind::BgBb, &[1.2, 0.75, 0.66, 2.8], 20_000),
    (ModelKind::GammaGamma, &[6.25, 3.75, 15.5], 10_000),
];

/// What became of one parameter over the data sets.
#[derive(Default, Clone)]
struct Recovery {
    name: String,
    truth: f64,
    /// Σ (estimate − truth), its squares, Σ standard error, intervals that hold the truth.
    off: f64,
    squares: f64,
    errors: f64,
    held: u32,
}

/// Fits `sets` data sets; panics where a fit refuses.
fn recover(kind: ModelKind, truth: &[f64], customers: usize, sets: u32) -> Vec<Recovery> {
    let mut all = vec![Recovery::default(); truth.len()];
    for set in 0..sets {
        let data = simulate(kind, truth, customers, 1000 + u64::from(set));
        let fitted = AnyModel::fit(kind, data.any(), &FitOptions::default())
            .unwrap_or_else(|error| panic!("{kind:?}, data set {set}: {error}"));
        for ((sum, parameter), truth) in all.iter_mut().zip(&fitted.summary.parameters).zip(truth) {
            let estimate = &parameter.estimate;
            let off = estimate.value - truth;
            sum.name.clone_from(&parameter.name);
            sum.truth = *truth;
            sum.off += off;
            sum.squares += off * off;
            sum.errors += estimate.standard_error;
            sum.held += u32::from(estimate.interval.contains(*truth));
        }
    }
    all
}

#[test]
fn fits_find_the_parameters_that_made_the_data() {
    const SETS: u32 = 10;
    for (kind, truth, customers) in CASES {
        for recovery in recover(kind, truth, customers / 10, SETS) {
            let n = f64::from(SETS);
            // The mean of ten estimates, in standard errors of that mean; small samples are a little biased.
            let off = recovery.off / recovery.errors * libm::sqrt(n);
            assert!(off.abs() < 3.5, "{kind:?} {}: {off}", recovery.name);
            assert!(
                recovery.held >= 7,
                "{kind:?} {}: {}",
                recovery.name,
                recovery.held
            );
        }
    }
}

/// What a coefficient of a covariate moves: the parameter, and its truth with the sign of the parametrisation.
type Effect = (usize, f64);

/// A model, its parameters at covariates of 0, effects on purchase and on dropout.
type WithCovariates = (ModelKind, &'static [f64], &'static [Effect], &'static [Effect]);

const WITH_COVARIATES: [WithCovariates; 5] = [
    (ModelKind::Nbd, &[0.8, 8.0], &[(1, -0.4)], &[]),
    (
        ModelKind::ParetoNbd,
        &[0.8, 8.0, 0.9, 12.0],
        &[(1, -0.4)],
        &[(3, 0.5)],
    ),
    (
        ModelKind::BgNbd,
        &[0.6, 8.0, 0.8, 2.5],
        &[(1, -0.4)],
        &[(2, 0.3), (3, -0.3)],
    ),
    (
        ModelKind::MbgNbd,
        &[0.8, 8.0, 0.8, 2.5],
        &[(1, -0.4)],
        &[(2, 0.3), (3, -0.3)],
    ),
    (
        ModelKind::BgBb,
        &[1.2, 0.75, 0.66, 2.8],
        &[(0, 0.3), (1, -0.3)],
        &[(2, 0.2), (3, -0.4)],
    ),
];

/// One covariate of each process: a group of the purchases, a number of the dropout.
#[test]
fn fits_find_the_effects_of_covariates() {
    for (kind, base, purchase, dropout) in WITH_COVARIATES {
        let mut random = Random(99);
        let (mut histories, mut group, mut number) = (Histories::default(), vec![], vec![]);
        for _ in 0..4000 {
            let z1 = f64::from(u8::from(random.uniform() < 0.5));
            let z2 = libm::round(4.0 * random.normal()) / 4.0;
            let mut own = base.to_vec();
            for (effects, z) in [(purchase, z1), (dropout, z2)] {
                for (parameter, effect) in effects {
                    own[*parameter] *= libm::exp(effect * z);
                }
            }
            histories.push(history(kind, &own, &mut random));
            group.push(z1);
            number.push(z2);
        }
        let groups = [Covariate {
            name: "group",
            values: &group,
        }];
        let numbers = [Covariate {
            name: "number",
            values: &number,
        }];
        let numbers: &[Covariate<'_>] = if dropout.is_empty() { &[] } else { &numbers };
        let data =
            CovariateHistories::from_columns(&histories.columns(), &groups, numbers, None, None).unwrap();
        let fit = AnyModel::fit_covariates(kind, &data, &FitOptions::default()).unwrap();
        // A coefficient counts up what its parametrisation counts down.
        let sign = |parameter: &usize| match (kind, parameter) {
            (ModelKind::BgBb, _) => 1.0,
            (_, 1) | (ModelKind::ParetoNbd, 3) => -1.0,
            _ => 1.0,
        };
        let effects = purchase
            .iter()
            .chain(dropout)
            .map(|(parameter, effect)| sign(parameter) * effect);
        let truths: Vec<f64> = base.iter().copied().chain(effects).collect();
        assert_eq!(fit.summary.parameters.len(), truths.len());
        for (parameter, truth) in fit.summary.parameters.iter().zip(&truths) {
            let estimate = &parameter.estimate;
            let off = (estimate.value - truth) / estimate.standard_error;
            assert!(off.abs() < 3.5, "{} {truth}: {off}\n{fit}", parameter.name);
        }
        let test = fit.test.unwrap();
        assert!(test.p_value < 1e-6, "{fit}");
        assert_eq!(test.degrees_of_freedom, (purchase.len() + dropout.len()) as f64);
        // The customer's own model has every verb, with its error.
        let z: &[f64] = if dropout.is_empty() { &[] } else { &[0.5] };
        let known = History::new(2, 3.0, 6.0).unwrap();
        let alive = fit
            .predict(&[1.0], z, |model| {
                model.purchase_model()?.probability_alive(&known, 0.0)
            })
            .unwrap();
        let own = fit.model_for(&[1.0], z).unwrap();
        assert_eq!(
            alive.value,
            own.purchase_model()
                .unwrap()
                .probability_alive(&known, 0.0)
                .unwrap()
        );
        assert!(kind == ModelKind::Nbd || alive.standard_error > 0.0);
    }
}

#[test]
#[ignore = "takes minutes; prints the table of docs/models-recovery.md"]
fn long() {
    // 200 would leave the bias uncertain by 0.07 standard errors and the coverage by 1.5 points.
    const SETS: u32 = 1000;
    println!("| model | customers | parameter | truth | bias / SE | SD / SE | 95 % intervals that hold it |");
    println!("|---|---|---|---|---|---|---|");
    for (kind, truth, customers) in CASES {
        let start = std::time::Instant::now();
        let n = f64::from(SETS);
        for Recovery {
            name,
            truth,
            off,
            squares,
            errors,
            held,
        } in recover(kind, truth, customers, SETS)
        {
            let (bias, error) = (off / n, errors / n);
            let deviation = libm::sqrt((squares - n * bias * bias) / (n - 1.0));
            println!(
                "| {} | {customers} | {name} | {truth} | {:+.3} | {:.3} | {:.1} % |",
                kind.label(),
                bias / error,
                deviation / error,
                100.0 * f64::from(held) / n
            );
        }
        eprintln!("{kind:?}: {:?}", start.elapsed());
    }
}
