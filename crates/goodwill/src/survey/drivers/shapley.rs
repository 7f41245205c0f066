//! Shares of R²: what a predictor adds, averaged over the orders in which predictors can be added.

use crate::numeric::double::two_sum;
use crate::numeric::linear::Matrix;
use crate::numeric::random::CounterRng;
use crate::parallel;
use alloc::vec;
use alloc::vec::Vec;

/// Whether to go on, asked now and then. Once it says no the rest is left out, and what comes back is of no use.
pub(super) type GoOn<'a> = dyn Fn() -> bool + Sync + 'a;

/// It takes about a millisecond to visit all sets of so many predictors; then it is time to ask.
const VISITED_UNASKED: usize = 14;

/// `L` numbers computed side by side: the same operations, so the same bits as one after the other.
type Lanes<const L: usize> = [f64; L];

/// The shares of R² of every predictor, over all orders. The last row of a matrix is the outcome's.
///
/// A tree decides on one predictor after the other, whether it is in the set. Leaving it out drops its row; taking it
/// in eliminates it from the rows that are left. A leaf holds the variance that its set leaves unexplained. The
/// matrices shrink as the tree widens, so that all 2^p sets cost a handful of operations each.
pub(super) fn shapley<const L: usize>(correlations: [&Matrix; L], go_on: &GoOn<'_>) -> Vec<Lanes<L>> {
    let p = correlations[0].size() - 1;
    let packed: Vec<Lanes<L>> = (0..=p)
        .flat_map(|row| (row..=p).map(move |column| (row, column)))
        .map(|at| correlations.map(|matrix| matrix[at]))
        .collect();
    let mut sets = Sets {
        factors: factors(p),
        sums: vec![([0.0; L], [0.0; L]); p],
        go_on,
    };
    let mut scratch = vec![[0.0; L]; (1..=p).map(|m| m * (m + 1) / 2).sum()];
    sets.visit(&packed, p, 0, &mut scratch);
    let mut shares: Vec<Lanes<L>> = sets
        .sums
        .iter()
        .map(|(high, low)| core::array::from_fn(|lane| high[lane] + low[lane]))
        .collect();
    // Every share is its sum less one and the same number, and together they are R².
    for lane in 0..L {
        let whole = r_squared(correlations[lane]);
        let excess = (shares.iter().map(|share| share[lane]).sum::<f64>() - whole) / p as f64;
        for share in &mut shares {
            share[lane] -= excess;
        }
    }
    shares
}

/// What R² of a set of s of p predictors counts for in the share of a member: as the last of s to come, and as
/// those before the next.
///
/// The share of j is Σ w(|S|)[R²(S ∪ j) − R²(S)] over the sets S without j, where w(s) = s!(p − s − 1)!/p!. The sets
/// without j are all sets less those with j: R²(T) counts w(|T| − 1) + w(|T|) for every member, less w(|T|) for
/// everybody.
fn factors(p: usize) -> Vec<f64> {
    // w(s) = 1/(p C(p − 1, s))
    let mut choose = 1.0;
    let mut weights: Vec<f64> = (0..p)
        .map(|s| {
            let weight = 1.0 / (p as f64 * choose);
            choose *= (p - 1 - s) as f64 / (s + 1) as f64;
            weight
        })
        .collect();
    weights.push(0.0);
    (0..=p)
        .map(|s| weights[s] + if s > 0 { weights[s - 1] } else { 0.0 })
        .collect()
}

struct Sets<'a, const L: usize> {
    factors: Vec<f64>,
    /// For each predictor the sum over the sets with it, as a sum and what rounding left of it.
    sums: Vec<(Lanes<L>, Lanes<L>)>,
    go_on: &'a GoOn<'a>,
}

impl<const L: usize> Sets<'_, L> {
    /// Visits all sets of the last `m` predictors, added to `taken` of those before them, and returns the sum of
    /// factor · R². `matrix` is what the taken ones leave unexplained of the last `m` and the outcome, row by row
    /// from the diagonal.
    fn visit(&mut self, matrix: &[Lanes<L>], m: usize, taken: usize, scratch: &mut [Lanes<L>]) -> Lanes<L> {
        if m == 0 {
            let factor = self.factors[taken];
            return matrix[0].map(|unexplained| factor * (1.0 - unexplained));
        }
        if m == VISITED_UNASKED && !(self.go_on)() {
            return [0.0; L];
        }
        let without = self.visit(&matrix[m + 1..], m - 1, taken, scratch);
        let (left, scratch) = scratch.split_at_mut(m * (m + 1) / 2);
        let (first, rest) = matrix.split_at(m + 1);
        let mut at = 0;
        for i in 1..=m {
            let slope: Lanes<L> = core::array::from_fn(|lane| first[i][lane] / first[0][lane]);
            for other in &first[i..] {
                for lane in 0..L {
                    left[at][lane] = rest[at][lane] - slope[lane] * other[lane];
                }
                at += 1;
            }
        }
        let with = self.visit(left, m - 1, taken + 1, scratch);
        let predictor = self.sums.len() - m;
        let (high, low) = &mut self.sums[predictor];
        for lane in 0..L {
            let (sum, error) = two_sum(high[lane], with[lane]);
            high[lane] = sum;
            low[lane] += error;
        }
        core::array::from_fn(|lane| without[lane] + with[lane])
    }
}

/// R² of all predictors.
pub(super) fn r_squared(correlations: &Matrix) -> f64 {
    let order: Vec<usize> = (0..correlations.size() - 1).collect();
    increments(correlations, &order).iter().sum::<f64>().min(1.0)
}

/// What each predictor adds to R² when they come in that order: Cholesky's factor of the predictors and the outcome,
/// the outcome's row squared.
fn increments(correlations: &Matrix, order: &[usize]) -> Vec<f64> {
    let p = order.len();
    let predictors = Matrix::from_fn(p, |i, j| correlations[(order[i], order[j])]);
    let outcome: Vec<f64> = order.iter().map(|&i| correlations[(i, p)]).collect();
    match predictors.cholesky() {
        Some(factor) => factor.half_solve(&outcome).iter().map(|x| x * x).collect(),
        None => vec![f64::NAN; p],
    }
}

/// Orders that one task draws.
const CHUNK: u32 = 64;

/// The shares of R², and their standard errors, over `orders` random orders: half of them drawn, the others their
/// reverses, which makes up for much of what chance gave to whoever came early.
pub(super) fn sampled_shapley(
    correlations: &Matrix,
    orders: u32,
    seed: u64,
    go_on: &GoOn<'_>,
) -> (Vec<f64>, Vec<f64>) {
    let p = correlations.size() - 1;
    let pairs = orders / 2;
    let chunks: Vec<u32> = (0..pairs).step_by(CHUNK as usize).collect();
    // Sums and sums of squares about the first pair's, so that neither cancels.
    let origin = pair_of_orders(correlations, seed, 0);
    let sums = parallel::map(
        chunks,
        || (),
        |(), start| {
            let mut sums = vec![(0.0, 0.0); p];
            for pair in start..(start + CHUNK).min(pairs) {
                if !go_on() {
                    break;
                }
                let shares = pair_of_orders(correlations, seed, pair);
                for ((sum, square), (share, origin)) in sums.iter_mut().zip(shares.iter().zip(&origin)) {
                    let difference = share - origin;
                    *sum += difference;
                    *square += difference * difference;
                }
            }
            sums
        },
    );
    let n = f64::from(pairs);
    (0..p)
        .map(|predictor| {
            let sum: f64 = sums.iter().map(|sums| sums[predictor].0).sum();
            let square: f64 = sums.iter().map(|sums| sums[predictor].1).sum();
            let variance = ((square - sum * sum / n) / (n - 1.0)).max(0.0);
            (origin[predictor] + sum / n, libm::sqrt(variance / n))
        })
        .unzip()
}

/// The mean of what predictors add to R² in a random order and in its reverse.
fn pair_of_orders(correlations: &Matrix, seed: u64, number: u32) -> Vec<f64> {
    let p = correlations.size() - 1;
    // The upper half of the streams: the lower are the bootstrap's.
    let mut random = CounterRng::new(seed, 1 << 63 | u64::from(number));
    let mut order: Vec<usize> = (0..p).collect();
    for last in (1..p).rev() {
        order.swap(last, random.below(last as u64 + 1) as usize);
    }
    let mut shares = vec![0.0; p];
    for _ in 0..2 {
        for (&predictor, increment) in order.iter().zip(increments(correlations, &order)) {
            shares[predictor] += 0.5 * increment;
        }
        order.reverse();
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Correlations of p made-up predictors and an outcome: those of random columns.
    pub(in super::super) fn made_up(p: usize, seed: u64) -> Matrix {
        let mut random = CounterRng::new(seed, 0);
        let columns: Vec<Vec<f64>> = (0..=p)
            .map(|_| (0..3 * p + 4).map(|_| random.normal()).collect())
            .collect();
        let dot = |i: usize, j: usize| -> f64 {
            // A shared first column makes them correlate.
            columns[i]
                .iter()
                .zip(&columns[j])
                .zip(&columns[0])
                .map(|((x, y), z)| (x + z) * (y + z))
                .sum()
        };
        Matrix::from_fn(p + 1, |i, j| dot(i, j) / libm::sqrt(dot(i, i) * dot(j, j)))
    }

    /// Every order in turn.
    fn by_definition(correlations: &Matrix) -> Vec<f64> {
        fn orders(left: &[usize], so_far: &mut Vec<usize>, each: &mut impl FnMut(&[usize])) {
            if left.is_empty() {
                each(so_far);
            }
            for (at, &next) in left.iter().enumerate() {
                let mut rest = left.to_vec();
                rest.remove(at);
                so_far.push(next);
                orders(&rest, so_far, each);
                so_far.pop();
            }
        }
        let p = correlations.size() - 1;
        let mut shares = vec![0.0; p];
        let mut count = 0.0;
        let all: Vec<usize> = (0..p).collect();
        orders(&all, &mut Vec::new(), &mut |order| {
            count += 1.0;
            for (&i, gain) in order.iter().zip(increments(correlations, order)) {
                shares[i] += gain;
            }
        });
        shares.iter().map(|share| share / count).collect()
    }

    #[test]
    fn agrees_with_the_definition() {
        for p in 1..=6 {
            let correlations = made_up(p, p as u64);
            let expected = by_definition(&correlations);
            for (share, expected) in shapley([&correlations], &|| true).iter().zip(expected) {
                assert!((share[0] - expected).abs() < 1e-14, "{p}: {share:?} {expected}");
            }
        }
    }

    #[test]
    fn lanes_change_no_bit() {
        let (a, b) = (made_up(7, 1), made_up(7, 2));
        let both = shapley([&a, &b, &a, &b], &|| true);
        let (a, b) = (shapley([&a], &|| true), shapley([&b], &|| true));
        for ((both, a), b) in both.iter().zip(a).zip(b) {
            assert_eq!(*both, [a[0], b[0], a[0], b[0]]);
        }
    }

    #[test]
    fn samples_come_near() {
        let correlations = made_up(8, 3);
        let exact = shapley([&correlations], &|| true);
        let (shares, errors) = sampled_shapley(&correlations, 4000, 1, &|| true);
        let sum: f64 = shares.iter().sum();
        assert!((sum - r_squared(&correlations)).abs() < 1e-13);
        for ((share, error), exact) in shares.iter().zip(errors).zip(exact) {
            assert!(error > 0.0 && error < 0.01, "{error}");
            assert!(
                (share - exact[0]).abs() < 4.0 * error,
                "{share} {exact:?} {error}"
            );
        }
    }

    #[test]
    fn many_predictors_keep_their_digits() {
        let correlations = made_up(16, 4);
        let shares = shapley([&correlations], &|| true);
        let sum: f64 = shares.iter().map(|share| share[0]).sum();
        assert!((sum - r_squared(&correlations)).abs() < 1e-14);
        // Swapped predictors, another tree: the same shares.
        let turned = Matrix::from_fn(17, |i, j| {
            let at = |i: usize| if i < 16 { 15 - i } else { i };
            correlations[(at(i), at(j))]
        });
        for (share, turned) in shares.iter().zip(shapley([&turned], &|| true).iter().rev()) {
            assert!((share[0] - turned[0]).abs() < 1e-13);
        }
    }
}
