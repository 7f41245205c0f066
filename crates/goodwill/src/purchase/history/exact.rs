//! Correctly rounded sums of a few amounts.

use crate::numeric::double::two_sum;
use crate::numeric::sum;

/// The sum of finite amounts, correctly rounded; infinite when it is too large for a double.
///
/// A handful of amounts, millions of times: two doubles hold the running sum, and as long as nothing falls out of
/// the second, which money never does, they hold all of it.
#[inline]
pub(super) fn exact_sum(amounts: impl Iterator<Item = f64> + Clone) -> f64 {
    let (mut high, mut low) = (0.0, 0.0);
    let mut lost = 0.0;
    for amount in amounts.clone() {
        let (sum, error) = two_sum(high, amount);
        high = sum;
        let (sum, error) = two_sum(low, error);
        low = sum;
        lost += libm::fabs(error);
    }
    if lost == 0.0 {
        high + low
    } else {
        sum::exact_sum(amounts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_round_once() {
        // What math.fsum of Python gives.
        assert_eq!(exact_sum([0.1; 10].into_iter()), 1.0);
        assert_eq!(exact_sum([1e100, 1.0, -1e100].into_iter()), 1.0);
        assert_eq!(
            exact_sum([1e16, 1.0, 1e-16].into_iter()),
            10_000_000_000_000_002.0
        );
        assert_eq!(exact_sum([1e308, 1e308, -1e308, -1e308].into_iter()), 0.0);
        assert_eq!(exact_sum([1e308, 1e308].into_iter()), f64::INFINITY);
        assert_eq!(exact_sum([].into_iter()), 0.0);
    }
}
