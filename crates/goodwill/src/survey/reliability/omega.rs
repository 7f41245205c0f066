//! McDonald's omega, from a model of one factor.

use super::battery::Battery;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::resample::bootstrapped;
use crate::estimate::{Estimate, TestResult};
use crate::numeric::chi_squared;
use crate::numeric::linear::Matrix;
use crate::numeric::optimise::{Ending, Look, maximise};
use crate::parallel;
use crate::quantity::Level;
use crate::survey::ItemAnswers;
use crate::survey::products::{Products, Scratch, checked_resamples, dependent};
use crate::watch::{Step, Watch};
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

/// How [`mcdonald_omega`] estimates.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct OmegaOptions {
    /// Confidence level of the interval.
    pub level: Level,
    /// Resamples of the bootstrap: 100 to 1,000,000, or 0 for no interval. Of more than 100,000 respondents a thousand
    /// random blocks are drawn from instead of each respondent.
    pub resamples: u32,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// The reverse-keyed items, by their number from 0. Their answers count backwards.
    pub reversed: Vec<usize>,
    /// Who is told of the progress of the bootstrap, and may break it off.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub watch: Watch,
}

impl Default for OmegaOptions {
    fn default() -> Self {
        Self {
            level: Level::default(),
            resamples: 1000,
            seed: 0,
            reversed: Vec::new(),
            watch: Watch::default(),
        }
    }
}

/// Coefficient omega of a set of items, and the model of one factor it comes from.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct McDonaldOmega {
    /// ω of the answers as they are: the share of the variance of their sum that is the factor's, in [0, 1].
    pub omega: Estimate,
    /// ω of the answers in standard deviations.
    pub standardised: f64,
    /// The correlation of each item with the factor.
    pub loadings: Vec<f64>,
    /// The share of each item's variance that is its own, at least 0.005.
    pub uniquenesses: Vec<f64>,
    /// Bartlett's χ² test that one factor is enough; NaN for three items, which one factor always fits.
    pub one_factor: TestResult,
    /// Whether an item's own share was held at 0.005 (a Heywood case): the factor is then little but that item.
    pub heywood: bool,
    /// Respondents who answered every item.
    pub n: u64,
    /// Respondents with an answer or the weight missing: they are left out.
    pub missing: u64,
    /// Kish's effective number of respondents (Σw)²/Σw²: what the weights leave of `n`.
    pub effective_n: f64,
    /// Resamples in which no factor was found; they are left out.
    pub failed_resamples: u32,
}

/// The least share of its variance that an item keeps for itself, as in R's `factanal`.
const LEAST_OWN: f64 = 0.005;

/// McDonald's omega 麦克唐纳欧米伽系数 (ω total of one factor): ω = (Σλⱼ)²/((Σλⱼ)² + Σψⱼ), with the loadings λ and own
/// variances ψ of the factor model fitted by maximum likelihood.
///
/// Unlike α it does not need items that load alike. The fit is of the correlations, and ω that of the sum of the
/// answers in their own units. The interval is of percentiles of a bootstrap over respondents. A small `p_value` says
/// that one factor is not enough; ω then understates what several factors share.
///
/// `items` holds a column for each item; rows with a NaN are left out and counted.
///
/// # Errors
/// As of [`ItemAnswers`]; [`NotIdentified`](ErrorCode::NotIdentified) for fewer than three items, at an item that is a
/// linear combination of those before it, or if there are not more respondents than items;
/// [`Undefined`](ErrorCode::Undefined) at an item that does not vary;
/// [`NotConverged`](ErrorCode::NotConverged) if no maximum is found; [`OutOfRange`](ErrorCode::OutOfRange) for options
/// out of bounds.
///
/// # Example
/// ```
/// use goodwill::survey::{ItemAnswers, OmegaOptions, mcdonald_omega};
///
/// let (a, b, c) = ([4.0, 3.0, 5.0, 2.0, 4.0], [5.0, 3.0, 4.0, 2.0, 4.0], [2.0, 3.0, 1.0, 4.0, 1.0]);
/// let options = OmegaOptions { reversed: vec![2], resamples: 0, ..Default::default() };
/// let got = mcdonald_omega(&ItemAnswers::new(&[&a, &b, &c]), &options)?;
/// assert!((got.omega.value - 0.9455734).abs() < 5e-8);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// McDonald 1999, *Test Theory*, eq. 6.20; Jöreskog 1967 and Lawley & Maxwell 1971, chapter 4 (the fit); Bartlett 1951
/// (the test); Kelley & Pornprasertmanit 2016 (the bootstrap).
pub fn mcdonald_omega(items: &ItemAnswers<'_>, options: &OmegaOptions) -> Result<McDonaldOmega> {
    checked_resamples(options.resamples)?;
    let k = items.items.len();
    if k < 3 {
        let reason = "needs at least three items to tell a factor from what is the items' own";
        return Err(Error::new(ErrorCode::NotIdentified, "items", reason).with_value(k));
    }
    let battery = Battery::new(items, &options.reversed)?;
    let n = battery.n();
    if n <= k as u64 {
        let reason = format!("needs more complete respondents than the {k} items");
        return Err(Error::new(ErrorCode::NotIdentified, "items", reason).with_value(n));
    }
    let model = OneFactor::of(&battery.products)?;
    let columns = match options.resamples {
        0 => battery.columns,
        _ => battery.columns.sorted(),
    };
    let steps = options.watch.steps(Step::Resample);
    steps.expect(options.resamples as usize);
    let drawn: Vec<u32> = (0..options.resamples).collect();
    let resamples = parallel::map(drawn, Scratch::default, |scratch, number| {
        // Whoever comes after a break does nothing.
        steps.ask()?;
        let products = columns.resampled(options.seed, number.into(), scratch);
        steps.through(OneFactor::of(&products).ok().map(|model| vec![model.omega]))
    });
    let resamples = resamples.into_iter().collect::<Result<Vec<_>>>()?;
    let resamples: Vec<Vec<f64>> = resamples.into_iter().flatten().collect();
    let value = core::iter::once(model.omega);
    let omega = bootstrapped(value, &resamples, options.resamples, options.level, n)[0];
    let effective_n = columns.effective_n();
    Ok(McDonaldOmega {
        omega,
        standardised: share(&model.loadings, &model.own),
        one_factor: model.test(effective_n),
        loadings: model.loadings,
        uniquenesses: model.own,
        heywood: model.heywood,
        n,
        missing: battery.missing,
        effective_n,
        failed_resamples: options.resamples - resamples.len() as u32,
    })
}

/// (Σλ)²/((Σλ)² + Σψ)
fn share(loadings: &[f64], own: &[f64]) -> f64 {
    let common: f64 = loadings.iter().sum();
    let common = common * common;
    common / (common + own.iter().sum::<f64>())
}

/// A factor and what it leaves to each item.
struct OneFactor {
    loadings: Vec<f64>,
    own: Vec<f64>,
    omega: f64,
    /// How far the correlations are from the model's.
    discrepancy: f64,
    heywood: bool,
}

impl OneFactor {
    fn of(products: &Products) -> Result<Self> {
        let correlations = products.correlations().map_err(|constant| {
            let reason = "does not vary: all answers are the same";
            Error::undefined("items", reason).rename(format!("items[{constant}]"))
        })?;
        let k = correlations.size();
        if let Some(dependent) = dependent(&correlations, k) {
            let reason = "is a linear combination of the items before it";
            return Err(Error::new(
                ErrorCode::NotIdentified,
                format!("items[{dependent}]"),
                reason,
            ));
        }
        let (own, discrepancy, heywood) = fit(&correlations)?;
        let mut loadings = loadings(&correlations, &own);
        let sizes: Vec<f64> = (0..k).map(|i| libm::sqrt(products.scatter[(i, i)])).collect();
        let sized =
            |loadings: &[f64]| -> Vec<f64> { loadings.iter().zip(&sizes).map(|(l, s)| l * s).collect() };
        if sized(&loadings).iter().sum::<f64>() < 0.0 {
            for loading in &mut loadings {
                *loading = -*loading;
            }
        }
        let own_sized: Vec<f64> = own.iter().zip(&sizes).map(|(own, s)| own * (s * s)).collect();
        Ok(Self {
            omega: share(&sized(&loadings), &own_sized),
            loadings,
            own,
            discrepancy,
            heywood,
        })
    }

    fn test(&self, n: f64) -> TestResult {
        let k = self.own.len() as f64;
        let degrees_of_freedom = 0.5 * k * (k - 3.0);
        if degrees_of_freedom < 1.0 {
            return TestResult {
                statistic: f64::NAN,
                degrees_of_freedom: 0.0,
                p_value: f64::NAN,
            };
        }
        let factor = n - 1.0 - (2.0 * k + 5.0) / 6.0 - 2.0 / 3.0;
        let statistic = (factor * self.discrepancy).max(0.0);
        TestResult {
            statistic,
            degrees_of_freedom,
            p_value: chi_squared::sf(statistic, degrees_of_freedom),
        }
    }
}

/// The items' own shares that fit best, how badly that is, and whether one was held at its bound.
fn fit(correlations: &Matrix) -> Result<(Vec<f64>, f64, bool)> {
    let k = correlations.size();
    let inverse = correlations
        .cholesky()
        .ok_or_else(|| {
            Error::new(
                ErrorCode::NotIdentified,
                "items",
                "are linear combinations of one another",
            )
        })?
        .inverse();
    let bound = libm::log(LEAST_OWN);
    // What an item shares with all others is a start for what it shares with the factor.
    let mut logs: Vec<f64> = (0..k)
        .map(|i| libm::log((1.0 - 0.5 / k as f64) / inverse[(i, i)]).max(bound))
        .collect();
    let mut free: Vec<usize> = (0..k).collect();
    loop {
        let start: Vec<f64> = free.iter().map(|&i| logs[i]).collect();
        let bounds = vec![(bound, 5.0); free.len()];
        let end = maximise(
            |point| {
                let mut all = logs.clone();
                for (&i, &x) in free.iter().zip(point) {
                    all[i] = x;
                }
                Ok(look(correlations, &all, &free))
            },
            &start,
            &bounds,
            200,
        )?;
        for (&i, &x) in free.iter().zip(&end.point) {
            logs[i] = x.clamp(bound, 5.0);
        }
        match end.ending {
            Ending::Maximum | Ending::Flat => {
                let heywood = free.len() < k;
                let own = logs.iter().map(|&x| libm::exp(x)).collect();
                return Ok((own, -end.look.value, heywood));
            }
            Ending::Escaped { variable, .. } if free.len() > 1 => {
                logs[free[variable]] = bound;
                free.remove(variable);
            }
            _ => {
                let reason = "have no best factor that can be found";
                return Err(Error::new(ErrorCode::NotConverged, "items", reason));
            }
        }
    }
}

/// The correlations over what is the items' own: Ψ^−½ R Ψ^−½.
fn over_own(correlations: &Matrix, own_roots: &[f64]) -> Matrix {
    Matrix::from_fn(own_roots.len(), |i, j| {
        correlations[(i, j)] / (own_roots[i] * own_roots[j])
    })
}

/// Less the discrepancy Σ(θ − ln θ − 1) over all eigenvalues θ of Ψ^−½ R Ψ^−½ but the largest, with its derivatives
/// by ln ψ of the `free` items. With ω the eigenvectors:
/// ∂/∂xᵢ = Σ(1 − θₘ)ωᵢₘ², and ∂²/∂xᵢ∂xⱼ = Σₘ θₘωᵢₘ²ωⱼₘ² + Σ_{m<n} cₘₙ ωᵢₘωᵢₙωⱼₘωⱼₙ with c = θₘ + θₙ between two of the
/// small ones, and (1 − θₘ)(θ₁ + θₘ)/(θ₁ − θₘ) between one of them and the largest.
fn look(correlations: &Matrix, logs: &[f64], free: &[usize]) -> Look {
    let roots: Vec<f64> = logs.iter().map(|&x| libm::exp(0.5 * x)).collect();
    let eigen = over_own(correlations, &roots).eigen();
    let largest = eigen.values.len() - 1;
    let small = || eigen.values[..largest].iter().zip(&eigen.vectors);
    let value: f64 = small().map(|(&theta, _)| theta - 1.0 - libm::log(theta)).sum();
    let gradient = free
        .iter()
        .map(|&i| {
            small()
                .map(|(theta, vector)| -(1.0 - theta) * vector[i] * vector[i])
                .sum()
        })
        .collect();
    let top = eigen.values[largest];
    let hessian = Matrix::from_fn(free.len(), |a, b| {
        let (i, j) = (free[a], free[b]);
        let mut sum = 0.0;
        for (m, (theta, vector)) in small().enumerate() {
            let of_m = vector[i] * vector[j];
            sum += theta * of_m * of_m;
            for (other, next) in small().skip(m + 1) {
                sum += (theta + other) * of_m * (next[i] * next[j]);
            }
            let factor = &eigen.vectors[largest];
            sum += (1.0 - theta) * (top + theta) / (top - theta) * of_m * (factor[i] * factor[j]);
        }
        -sum
    });
    Look {
        value: -value,
        gradient,
        hessian,
    }
}

/// The correlations of the items with the factor that goes with their own shares.
fn loadings(correlations: &Matrix, own: &[f64]) -> Vec<f64> {
    let roots: Vec<f64> = own.iter().map(|&own| libm::sqrt(own)).collect();
    let eigen = over_own(correlations, &roots).eigen();
    let largest = eigen.values.len() - 1;
    let size = libm::sqrt((eigen.values[largest] - 1.0).max(0.0));
    eigen.vectors[largest]
        .iter()
        .zip(&roots)
        .map(|(v, root)| size * v * root)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correlations() -> Matrix {
        let values = [0.51, 0.6, 0.33, 0.42, 0.64, 0.4, 0.58, 0.47, 0.55, 0.3];
        let at = |i: usize, j: usize| match i.cmp(&j) {
            core::cmp::Ordering::Equal => 1.0,
            core::cmp::Ordering::Greater => values[i * (i - 1) / 2 + j],
            core::cmp::Ordering::Less => values[j * (j - 1) / 2 + i],
        };
        Matrix::from_fn(5, at)
    }

    #[test]
    fn derivatives_are_differences() {
        let matrix = correlations();
        let (at, free, h) = (vec![-0.5, -0.9, -0.2, -0.4, -1.1], [0, 1, 2, 3, 4], 1e-5);
        let here = look(&matrix, &at, &free);
        for i in 0..5 {
            let moved = |by: f64| {
                let mut at = at.clone();
                at[i] += by;
                look(&matrix, &at, &free)
            };
            let (above, below) = (moved(h), moved(-h));
            let slope = (above.value - below.value) / (2.0 * h);
            assert!(
                (slope - here.gradient[i]).abs() < 1e-9,
                "{slope} {:?}",
                here.gradient
            );
            for j in 0..5 {
                let bend = (above.gradient[j] - below.gradient[j]) / (2.0 * h);
                assert!(
                    (bend - here.hessian[(i, j)]).abs() < 1e-8,
                    "{bend} {}",
                    here.hessian[(i, j)]
                );
            }
        }
    }

    #[test]
    fn a_factor_is_found_again() {
        let loadings_of = [0.9, 0.7, 0.5, 0.8];
        let matrix = Matrix::from_fn(4, |i, j| {
            if i == j {
                1.0
            } else {
                loadings_of[i] * loadings_of[j]
            }
        });
        let (own, discrepancy, heywood) = fit(&matrix).unwrap();
        assert!(discrepancy.abs() < 1e-14 && !heywood);
        for (own, loading) in own.iter().zip(loadings_of) {
            assert!((own - (1.0 - loading * loading)).abs() < 1e-12, "{own} {loading}");
        }
        let found = loadings(&matrix, &own);
        for (found, loading) in found.iter().zip(loadings_of) {
            assert!((libm::fabs(*found) - loading).abs() < 1e-12);
        }
    }

    /// Correlations that only a factor with more than all of an item would give.
    #[test]
    fn heywood_cases_are_held_and_told() {
        let matrix = Matrix::from_fn(3, |i, j| match (i.min(j), i.max(j)) {
            (0, 1 | 2) => 0.8,
            (1, 2) => 0.5,
            _ => 1.0,
        });
        let (own, _, heywood) = fit(&matrix).unwrap();
        assert!(heywood);
        assert!((own[0] - LEAST_OWN).abs() < 1e-15, "{own:?}");
    }
}
