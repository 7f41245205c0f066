//! Resampling of counts: what drawing n respondents with replacement does to the groups they fall in.

use super::{Estimate, Interval, Method};
use crate::numeric::quantile::{QuantileType, quantile};
use crate::numeric::random::CounterRng;
use crate::numeric::sum::ExactMoments;
use crate::quantity::Level;
use alloc::vec::Vec;

/// Estimates of several values from their resamples, each of which is a row with one number for every value: the
/// standard deviation and the percentiles of what can be told. Where fewer than half of the resamples that were
/// `drawn` have a number, an interval would be of other data than these, and there is none.
pub(crate) fn bootstrapped(
    values: impl Iterator<Item = f64>,
    resamples: &[Vec<f64>],
    drawn: u32,
    level: Level,
    n: u64,
) -> Vec<Estimate> {
    let estimate = |(at, value): (usize, f64)| {
        let mut numbers: Vec<f64> = resamples
            .iter()
            .map(|row| row[at])
            .filter(|x| !x.is_nan())
            .collect();
        if value.is_nan() || drawn == 0 || 2 * numbers.len() < drawn as usize {
            return Estimate::without_interval(value, level, n);
        }
        let moments: ExactMoments = numbers.iter().copied().collect();
        numbers.sort_unstable_by(f64::total_cmp);
        // The k-th of B resamples estimates the quantile k/(B + 1): Davison & Hinkley 1997, eq. 5.6.
        let end = |p| quantile(&numbers, p, QuantileType::Weibull);
        Estimate {
            value,
            standard_error: libm::sqrt(moments.variance()),
            interval: Interval {
                lower: end(level.tail()),
                upper: end(1.0 - level.tail()),
            },
            level,
            n,
            method: Method::Bootstrap,
        }
    };
    values.enumerate().map(estimate).collect()
}

/// How many of `n` draws with replacement fall in each group, where the groups have these many members.
pub(crate) fn multinomial<const K: usize>(members: [u64; K], random: &mut CounterRng) -> [u64; K] {
    let mut draws: u64 = members.iter().sum();
    let mut left = draws;
    members.map(|group| {
        let drawn = if group == left {
            draws
        } else {
            binomial(draws, group as f64 / left as f64, random)
        };
        draws -= drawn;
        left -= group;
        drawn
    })
}

/// The number of successes in `n` trials of probability `p`.
///
/// Few expected successes are found by inversion, many by transformed rejection: Hörmann 1993, algorithm BTRS.
fn binomial(n: u64, p: f64, random: &mut CounterRng) -> u64 {
    if p > 0.5 {
        return n - binomial(n, 1.0 - p, random);
    }
    let size = n as f64;
    if size * p < 10.0 {
        return inversion(n, p, random);
    }
    let odds = p / (1.0 - p);
    let deviation = libm::sqrt(size * p * (1.0 - p));
    let b = 1.15 + 2.53 * deviation;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let centre = size * p + 0.5;
    let alpha = (2.83 + 5.1 / b) * deviation;
    let squeeze = 0.92 - 4.2 / b;
    let mode = libm::floor((size + 1.0) * p);
    loop {
        let u = random.uniform() - 0.5;
        let v = random.uniform();
        let distance = 0.5 - libm::fabs(u);
        let k = libm::floor((2.0 * a / distance + b) * u + centre);
        if distance >= 0.07 && v <= squeeze {
            return k as u64;
        }
        if !(0.0..=size).contains(&k) {
            continue;
        }
        let bound = libm::log(v * alpha / (a / (distance * distance) + b));
        // ln of the probability of k over that of the mode, by Stirling's formula.
        let (rest, mode_rest) = (size - k, size - mode);
        let ratio = (mode + 0.5) * libm::log((mode + 1.0) / (odds * (mode_rest + 1.0)))
            + (size + 1.0) * libm::log1p((k - mode) / (rest + 1.0))
            + (k + 0.5) * libm::log(odds * (rest + 1.0) / (k + 1.0))
            + stirling_tail(mode)
            + stirling_tail(mode_rest)
            - stirling_tail(k)
            - stirling_tail(rest);
        if bound <= ratio {
            return k as u64;
        }
    }
}

/// Adds up the probabilities of 0, 1, 2 … successes until they exceed a uniform number.
fn inversion(n: u64, p: f64, random: &mut CounterRng) -> u64 {
    let odds = p / (1.0 - p);
    let size = n as f64;
    let mut left = random.uniform();
    let mut probability = libm::exp(size * libm::log1p(-p));
    let mut k = 0;
    while left > probability && k < n {
        left -= probability;
        k += 1;
        probability *= odds * (size - k as f64 + 1.0) / k as f64;
    }
    k
}

/// ln k! − [(k + ½) ln(k + 1) − (k + 1) + ½ ln 2π].
fn stirling_tail(k: f64) -> f64 {
    let next = k + 1.0;
    if k < 10.0 {
        const HALF_LN_TAU: f64 = 0.918_938_533_204_672_7;
        return libm::lgamma(next) - (k + 0.5) * libm::log(next) + next - HALF_LN_TAU;
    }
    let square = next * next;
    (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1260.0 / square) / square) / next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::chi_squared;

    #[test]
    fn draws_follow_the_binomial() {
        // A χ² of 100,000 draws against the exact probabilities, on both sides of every branch.
        for (seed, (n, p)) in [
            (30, 0.1),
            (30, 0.9),
            (40, 0.5),
            (200, 0.06),
            (1000, 0.3),
            (1000, 0.97),
        ]
        .into_iter()
        .enumerate()
        {
            let mut random = CounterRng::new(seed as u64, 0);
            let mut observed = alloc::vec![0_u64; n as usize + 1];
            for _ in 0..100_000 {
                observed[binomial(n, p, &mut random) as usize] += 1;
            }
            let size = n as f64;
            let (mut statistic, mut cells) = (0.0, 0.0);
            for (k, &count) in observed.iter().enumerate() {
                let k = k as f64;
                let choose = libm::lgamma(size + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(size - k + 1.0);
                let expected = 1e5 * libm::exp(choose + k * libm::log(p) + (size - k) * libm::log1p(-p));
                if expected >= 5.0 {
                    statistic += (count as f64 - expected) * (count as f64 - expected) / expected;
                    cells += 1.0;
                }
            }
            let p_value = chi_squared::sf(statistic, cells - 1.0);
            assert!(
                p_value > 1e-3,
                "binomial({n}, {p}): χ² {statistic} on {cells} cells, p = {p_value}"
            );
        }
    }

    #[test]
    fn draws_are_shared_out_completely() {
        for members in [[5, 0, 0], [0, 7, 0], [0, 0, 9], [1, 2, 3], [1_000_000, 3, 70]] {
            for stream in 0..200 {
                let drawn = multinomial(members, &mut CounterRng::new(1, stream));
                assert_eq!(drawn.iter().sum::<u64>(), members.iter().sum::<u64>());
                for (drawn, members) in drawn.iter().zip(members) {
                    assert!(members > 0 || *drawn == 0);
                }
            }
        }
    }
}
