//! Pareto-smoothed importance sampling (Vehtari, Simpson, Gelman, Yao and Gabry 2024, "Pareto smoothed importance
//! sampling", Journal of Machine Learning Research 25(72)).
//!
//! Importance ratios of a poor proposal have a heavy right tail: a few draws carry everything. The tail of the ratios is
//! replaced by the quantiles of a generalised Pareto distribution fitted to it; the fitted shape k̂ tells how heavy it is.

use alloc::vec::Vec;

/// Normalised weights of importance ratios, and k̂.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Smoothed {
    /// They sum to 1.
    pub(super) weights: Vec<f64>,
    /// The shape of the ratios' tail: they have moments up to order 1/k̂. 0 where there is no tail to speak of.
    pub(super) k_hat: f64,
}

/// Fewer exceedances than this are no tail that could be fitted.
const SHORTEST_TAIL: usize = 5;

/// The largest k̂ at which estimates from that many draws can be relied on: min(1 − 1/log₁₀ S, 0.7), as the authors
/// recommend.
pub(super) fn threshold(draws: usize) -> f64 {
    (1.0 - 1.0 / libm::log10(draws as f64)).min(0.7)
}

/// Smooths the ratios whose logarithms are given; −∞ for a ratio of 0. `None` when no ratio is positive.
pub(super) fn smooth(log_ratios: &[f64]) -> Option<Smoothed> {
    let largest = log_ratios.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        return None;
    }
    // Relative to the largest, so that nothing overflows.
    let mut ratios: Vec<f64> = log_ratios
        .iter()
        .map(|ratio| libm::exp(ratio - largest))
        .collect();
    let mut ascending: Vec<usize> = (0..ratios.len()).collect();
    ascending.sort_by(|&a, &b| ratios[a].total_cmp(&ratios[b]));

    let draws = ratios.len() as f64;
    let length = libm::ceil((0.2 * draws).min(3.0 * libm::sqrt(draws))) as usize;
    let (body, tail) = ascending.split_at(ratios.len().saturating_sub(length));
    let cutoff = body.last().map_or(0.0, |&last| ratios[last]);
    let above: Vec<usize> = tail
        .iter()
        .copied()
        .filter(|&draw| ratios[draw] > cutoff)
        .collect();
    let exceedances: Vec<f64> = above.iter().map(|&draw| ratios[draw] - cutoff).collect();
    let mut k_hat = 0.0;
    if let Some(tail) = GeneralisedPareto::fit(&exceedances) {
        k_hat = tail.shape;
        let count = above.len() as f64;
        for (rank, &draw) in above.iter().enumerate() {
            let smoothed = cutoff + tail.quantile((rank as f64 + 0.5) / count);
            // No weight above the largest that was seen.
            ratios[draw] = smoothed.min(1.0);
        }
    } else if cutoff < f64::EPSILON {
        // A handful of draws outweighs all others.
        k_hat = f64::INFINITY;
    }
    let total: f64 = ratios.iter().sum();
    for ratio in &mut ratios {
        *ratio /= total;
    }
    Some(Smoothed {
        weights: ratios,
        k_hat,
    })
}

/// 1 / Σ w²: how many independent draws of equal weight would know as much.
pub(super) fn effective_draws(weights: &[f64]) -> f64 {
    1.0 / weights.iter().map(|weight| weight * weight).sum::<f64>()
}

/// The generalised Pareto distribution of exceedances x > 0: P(X > x) = (1 + shape · x / scale)^(−1/shape).
#[derive(Debug, Clone, Copy, PartialEq)]
struct GeneralisedPareto {
    shape: f64,
    scale: f64,
}

impl GeneralisedPareto {
    /// The estimate of Zhang and Stephens (2009, "A new and efficient estimation method for the generalized Pareto
    /// distribution", Technometrics 51, 316–325), its shape drawn to ½ by the weight of ten observations as Vehtari et
    /// al. (2024, appendix) do. `None` for too few or indistinct exceedances, which are ascending.
    ///
    /// With b = −shape/scale the likelihood is maximal at shape(b) = mean ln(1 − b x): one parameter is left. It is
    /// estimated by its mean over a grid of quantiles of a prior that the data set the scale of.
    fn fit(exceedances: &[f64]) -> Option<Self> {
        let count = exceedances.len();
        if count < SHORTEST_TAIL {
            return None;
        }
        let n = count as f64;
        let quartile = exceedances[(n / 4.0 + 0.5) as usize - 1];
        let largest = exceedances[count - 1];
        if !(quartile > 0.0 && largest.is_finite()) {
            return None;
        }
        let shape_at = |b: f64| exceedances.iter().map(|x| libm::log1p(-b * x)).sum::<f64>() / n;
        let points = 30 + libm::floor(libm::sqrt(n)) as usize;
        let grid: Vec<(f64, f64)> = (0..points)
            .map(|point| {
                let odds = points as f64 / (point as f64 + 0.5);
                let b = 1.0 / largest + (1.0 - libm::sqrt(odds)) / (3.0 * quartile);
                let shape = shape_at(b);
                (b, n * (libm::log(-b / shape) - shape - 1.0))
            })
            // b = 0 is the exponential distribution, a removable gap of the profile.
            .filter(|(_, profile)| profile.is_finite())
            .collect();
        let top = grid
            .iter()
            .fold(f64::NEG_INFINITY, |top, &(_, profile)| top.max(profile));
        let (mut total, mut mean) = (0.0, 0.0);
        for (b, profile) in grid {
            let weight = libm::exp(profile - top);
            total += weight;
            mean += weight * b;
        }
        let b = mean / total;
        let shape = shape_at(b);
        let scale = -shape / b;
        (scale > 0.0 && scale.is_finite()).then_some(Self {
            shape: (n * shape + 10.0 * 0.5) / (n + 10.0),
            scale,
        })
    }

    fn quantile(self, p: f64) -> f64 {
        let tail = -libm::log1p(-p);
        if libm::fabs(self.shape) < f64::EPSILON {
            self.scale * tail
        } else {
            self.scale * libm::expm1(self.shape * tail) / self.shape
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::random::CounterRng;

    /// The ordered quantiles (i − ½)/n of a generalised Pareto distribution of scale 1.
    fn ideal(shape: f64, count: usize) -> Vec<f64> {
        let pareto = GeneralisedPareto { shape, scale: 1.0 };
        (0..count)
            .map(|i| pareto.quantile((i as f64 + 0.5) / count as f64))
            .collect()
    }

    /// Shape and number of the ideal quantiles; shape and scale that arviz 0.23.4, `_gpdfit`, finds.
    const FITS: [(f64, usize, f64, f64); 6] = [
        (-0.5, 50, -0.281019207873718, 0.9418840380039825),
        (0.01, 190, 0.04530051567818796, 0.9870380586537062),
        (0.3, 190, 0.31563691110170033, 0.9917735861114629),
        (0.7, 190, 0.6885388107410054, 0.9984380328617701),
        (1.2, 600, 1.1850949994825315, 1.0022183255431838),
        (0.5, 5, 0.5988491208243684, 0.7003256740504658),
    ];

    /// k and number of the ratios; k̂, largest weight and 1 / Σ w² of arviz 0.23.4, `_psislw`.
    const WEIGHTS: [(f64, u32, f64, f64, f64); 4] = [
        (
            0.2,
            4000,
            0.18764270736361455,
            0.0010275337482007606,
            3761.045977704514,
        ),
        (
            0.6,
            4000,
            0.555638392483122,
            0.013978984003369986,
            999.7816153597247,
        ),
        (
            0.9,
            1000,
            0.8067526396921474,
            0.12172481913856968,
            45.42901310482372,
        ),
        (1.3, 200, 0.9758923334995151, 0.30756671415133, 8.569029610974944),
    ];

    #[test]
    fn generalised_pareto_fits_are_those_of_arviz() {
        for (shape, count, k, sigma) in FITS {
            let fit = GeneralisedPareto::fit(&ideal(shape, count)).unwrap();
            assert!(
                (fit.shape - k).abs() < 1e-12,
                "{shape} {count}: {} not {k}",
                fit.shape
            );
            assert!(
                (fit.scale - sigma).abs() < 1e-12 * sigma,
                "{shape} {count}: {}",
                fit.scale
            );
        }
    }

    /// On ln ratio(i) = −k ln(i φ mod 1): an evenly spread Pareto sample.
    #[test]
    fn smoothed_weights_are_those_of_arviz() {
        for (k, count, k_hat, largest, effective) in WEIGHTS {
            let ratios: Vec<f64> = (1..=count)
                .map(|i| {
                    let at = f64::from(i) * 0.6180339887498949;
                    -k * libm::log(at - libm::floor(at))
                })
                .collect();
            let smoothed = smooth(&ratios).unwrap();
            let top = smoothed.weights.iter().copied().fold(0.0, f64::max);
            assert!(
                (smoothed.k_hat - k_hat).abs() < 1e-11,
                "{k}: {} not {k_hat}",
                smoothed.k_hat
            );
            assert!((top / largest - 1.0).abs() < 1e-10, "{k}: {top}");
            let got = effective_draws(&smoothed.weights);
            assert!((got / effective - 1.0).abs() < 1e-10, "{k}: {got}");
            assert!((smoothed.weights.iter().sum::<f64>() - 1.0).abs() < 1e-13);
        }
    }

    /// Ratios U^(−k) are Pareto with shape k: the estimate finds it, and its error shrinks as the tail grows.
    #[test]
    fn known_shapes_are_found() {
        for (stream, k) in [-0.5, 0.1, 0.4, 0.7, 1.0, 1.5].into_iter().enumerate() {
            let mut random = CounterRng::new(11, stream as u64);
            let ratios: Vec<f64> = (0..40_000)
                .map(|_| {
                    let u = random.uniform();
                    // The ratio is bounded where k < 0.
                    if k < 0.0 {
                        libm::log(2.0 - libm::pow(u, -k))
                    } else {
                        -k * libm::log(u)
                    }
                })
                .collect();
            let got = smooth(&ratios).unwrap().k_hat;
            // The tail has 600 ratios.
            assert!(
                (got - k).abs() < 3.0 * (1.0 + k.abs()) / 600_f64.sqrt(),
                "{got}, not {k}"
            );
        }
    }

    #[test]
    fn ratios_without_a_tail_and_without_a_body() {
        let even = smooth(&[3.0; 400]).unwrap();
        assert_eq!(even.k_hat, 0.0);
        assert!(even.weights.iter().all(|&weight| weight == 1.0 / 400.0));
        let mut one = [-800.0; 400];
        one[7] = 0.0;
        assert_eq!(smooth(&one).unwrap().k_hat, f64::INFINITY);
        assert_eq!(smooth(&[f64::NEG_INFINITY; 30]), None);
        // Huge log ratios do not overflow, and some of zero weight are harmless.
        let mut far: Vec<f64> = (0..400).map(|i| 1e6 + f64::from(i) * 1e-3).collect();
        far[3] = f64::NEG_INFINITY;
        let far = smooth(&far).unwrap();
        assert_eq!(far.weights[3], 0.0);
        assert!(far.k_hat < 0.5);
    }

    #[test]
    fn threshold_grows_with_the_draws() {
        assert!((threshold(100) - 0.5).abs() < 1e-15);
        assert_eq!(threshold(4000), 0.7);
    }
}
