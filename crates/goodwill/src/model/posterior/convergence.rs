//! Whether several chains agree, and how many independent draws they are worth (Vehtari, Gelman, Simpson, Carpenter and
//! Bürkner 2021, "Rank-normalization, folding, and localization: an improved R̂", Bayesian Analysis 16, 667–718).

use crate::numeric::normal;
use crate::numeric::quantile::{QuantileType, quantile};
use alloc::vec::Vec;

/// What the chains say of one quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Convergence {
    /// The larger of the rank-normalised split R̂ and that of the folded draws; 1 when the chains are alike.
    pub(super) r_hat: f64,
    /// Effective draws for the middle of the distribution.
    pub(super) bulk: f64,
    /// Effective draws for its 5 % and 95 % quantiles, the smaller of the two.
    pub(super) tail: f64,
}

/// Of chains of one length, at least 8 draws each.
pub(super) fn assess(chains: &[Vec<f64>]) -> Convergence {
    let halves = split(chains);
    let ranked = rank_normalised(&halves);
    let mut pooled: Vec<f64> = halves.iter().flatten().copied().collect();
    pooled.sort_by(f64::total_cmp);
    let at = |p| quantile(&pooled, p, QuantileType::Linear);
    let (median, low, high) = (at(0.5), at(0.05), at(0.95));
    let folded = map(&halves, |x| libm::fabs(x - median));
    let below = |limit: f64| map(&halves, |x| f64::from(u8::from(x <= limit)));
    Convergence {
        r_hat: potential_scale_reduction(&ranked).max(potential_scale_reduction(&rank_normalised(&folded))),
        bulk: effective_size(&ranked),
        tail: effective_size(&below(low)).min(effective_size(&below(high))),
    }
}

fn map(chains: &[Vec<f64>], f: impl Fn(f64) -> f64) -> Vec<Vec<f64>> {
    chains
        .iter()
        .map(|chain| chain.iter().map(|&x| f(x)).collect())
        .collect()
}

/// Each chain in two, so that a chain that drifts disagrees with itself. The middle draw of an odd number is left out.
fn split(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    chains
        .iter()
        .flat_map(|chain| {
            let half = chain.len() / 2;
            [chain[..half].to_vec(), chain[chain.len() - half..].to_vec()]
        })
        .collect()
}

/// Each draw by the normal quantile of its rank among all of them: (rank − ⅜) / (draws + ¼), ties sharing their mean.
fn rank_normalised(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let length = chains[0].len();
    let pooled: Vec<f64> = chains.iter().flatten().copied().collect();
    let mut order: Vec<usize> = (0..pooled.len()).collect();
    order.sort_by(|&a, &b| pooled[a].total_cmp(&pooled[b]));
    let mut scores = alloc::vec![0.0; pooled.len()];
    let mut start = 0;
    while start < order.len() {
        let mut end = start + 1;
        while end < order.len() && pooled[order[end]] == pooled[order[start]] {
            end += 1;
        }
        let rank = 0.5 * (start + 1 + end) as f64;
        let score = normal::quantile((rank - 0.375) / (pooled.len() as f64 + 0.25));
        order[start..end].iter().for_each(|&draw| scores[draw] = score);
        start = end;
    }
    scores.chunks_exact(length).map(<[f64]>::to_vec).collect()
}

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn variance(x: &[f64]) -> f64 {
    let centre = mean(x);
    x.iter().map(|x| (x - centre) * (x - centre)).sum::<f64>() / (x.len() - 1) as f64
}

/// (mean variance within the chains, pooled estimate of the variance).
fn variances(chains: &[Vec<f64>]) -> (f64, f64) {
    let n = chains[0].len() as f64;
    let within = mean(&chains.iter().map(|chain| variance(chain)).collect::<Vec<_>>());
    let means: Vec<f64> = chains.iter().map(|chain| mean(chain)).collect();
    let between = if chains.len() > 1 { variance(&means) } else { 0.0 };
    (within, within * (n - 1.0) / n + between)
}

/// R̂: how much wider than a chain's own draws all of them together are. 1 where nothing ever moves.
fn potential_scale_reduction(chains: &[Vec<f64>]) -> f64 {
    let (within, pooled) = variances(chains);
    if within == 0.0 {
        return if pooled == 0.0 { 1.0 } else { f64::INFINITY };
    }
    libm::sqrt(pooled / within)
}

/// The effective sample size: the draws over 1 + 2 Σ ρₜ, the autocorrelations summed by Geyer's initial monotone
/// sequence: in pairs of neighbours, as long as a pair is positive, each pair at most the one before.
fn effective_size(chains: &[Vec<f64>]) -> f64 {
    let n = chains[0].len();
    let draws = (n * chains.len()) as f64;
    let (within, pooled) = variances(chains);
    if pooled == 0.0 {
        return draws;
    }
    let centred: Vec<Vec<f64>> = chains
        .iter()
        .map(|chain| {
            let centre = mean(chain);
            chain.iter().map(|x| x - centre).collect()
        })
        .collect();
    let autocorrelation = |lag: usize| {
        let covariance = centred.iter().fold(0.0, |sum, chain| {
            sum + chain.iter().zip(&chain[lag..]).map(|(a, b)| a * b).sum::<f64>()
        }) / draws;
        1.0 - (within - covariance) / pooled
    };
    let mut pair = 1.0 + autocorrelation(1);
    let mut time = -1.0 + 2.0 * pair;
    let mut lag = 2;
    while lag + 2 < n {
        let (even, odd) = (autocorrelation(lag), autocorrelation(lag + 1));
        if even + odd < 0.0 {
            // The first half of the pair may still be positive: it counts once.
            time += even.max(0.0);
            break;
        }
        pair = pair.min(even + odd);
        time += 2.0 * pair;
        lag += 2;
    }
    // Chains of negative autocorrelation know more than independent draws; the bound keeps a short one from boasting.
    draws / time.max(1.0 / libm::log10(draws))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// x(t) = φ x(t − 1) + logistic noise of a 32-bit linear congruential generator, chain c shifted by c · `shift`.
    fn chains(phi: f64, shift: f64, count: u32, length: usize) -> Vec<Vec<f64>> {
        let mut state = 12345_u32;
        (0..count)
            .map(|c| {
                let mut x = 0.0;
                (0..length)
                    .map(|_| {
                        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        let u = (f64::from(state) + 0.5) / 4_294_967_296.0;
                        x = phi * x + libm::log(u / (1.0 - u));
                        x + f64::from(c) * shift
                    })
                    .collect()
            })
            .collect()
    }

    /// φ, shift, chains, length; R̂ (rank), bulk and tail effective size of arviz 0.23.4.
    const ARVIZ: [(f64, f64, u32, usize, f64, f64, f64); 5] = [
        (
            0.0,
            0.0,
            4,
            500,
            0.9995822899655892,
            2202.7190598857933,
            1687.5642737176083,
        ),
        (
            0.7,
            0.0,
            4,
            250,
            1.0197355032617794,
            130.18211456796658,
            396.0323503826752,
        ),
        (
            -0.4,
            0.0,
            2,
            400,
            1.0031804474330754,
            2322.471989593555,
            628.2025319626526,
        ),
        (
            0.5,
            0.2,
            3,
            300,
            1.015710952090504,
            306.6111512565684,
            559.6230077891165,
        ),
        (
            0.9,
            0.0,
            4,
            400,
            1.0632150065156054,
            71.19515689802107,
            121.78688212720412,
        ),
    ];

    #[test]
    fn agrees_with_arviz() {
        for (phi, shift, count, length, r_hat, bulk, tail) in ARVIZ {
            let got = assess(&chains(phi, shift, count, length));
            for (name, got, expected) in [
                ("R̂", got.r_hat, r_hat),
                ("bulk", got.bulk, bulk),
                ("tail", got.tail, tail),
            ] {
                assert!(
                    (got / expected - 1.0).abs() < 1e-9,
                    "{phi} {shift} {name}: {got}, not {expected}"
                );
            }
        }
    }

    #[test]
    fn chains_that_never_move() {
        let still = assess(&[alloc::vec![2.0; 20], alloc::vec![2.0; 20]]);
        assert_eq!((still.r_hat, still.bulk, still.tail), (1.0, 40.0, 40.0));
        let apart = assess(&[alloc::vec![2.0; 20], alloc::vec![3.0; 20]]);
        assert_eq!(apart.r_hat, f64::INFINITY);
    }
}
