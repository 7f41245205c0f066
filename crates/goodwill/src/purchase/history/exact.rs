//! Correctly rounded sums of a few amounts.

use alloc::vec::Vec;

/// `a + b` and what rounding lost of it (Knuth 1969).
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let from_b = sum - a;
    let from_a = sum - from_b;
    (sum, (a - from_a) + (b - from_b))
}

/// The sum of finite amounts, correctly rounded; infinite when it is too large for a double.
///
/// Two doubles hold the running sum without loss for any money that differs by less than 2^50 in magnitude; the
/// rest goes the long way.
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
        long_sum(amounts)
    }
}

/// Shewchuk (1997): a list of non-overlapping parts, rounded once at the end.
#[cold]
fn long_sum(amounts: impl Iterator<Item = f64>) -> f64 {
    let mut parts: Vec<f64> = Vec::new();
    for amount in amounts {
        let mut carry = amount;
        let mut kept = 0;
        for i in 0..parts.len() {
            let (sum, error) = two_sum(carry, parts[i]);
            if error != 0.0 {
                parts[kept] = error;
                kept += 1;
            }
            carry = sum;
        }
        parts.truncate(kept);
        parts.push(carry);
    }
    let Some(mut sum) = parts.pop() else {
        return 0.0;
    };
    let mut error = 0.0;
    while let Some(part) = parts.pop() {
        (sum, error) = two_sum(sum, part);
        if error != 0.0 {
            break;
        }
    }
    // A tie is broken by what lies below it.
    if let Some(&below) = parts.last()
        && (error > 0.0) == (below > 0.0)
    {
        let doubled = 2.0 * error;
        let rounded = sum + doubled;
        if rounded - sum == doubled {
            sum = rounded;
        }
    }
    sum
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
        assert_eq!(exact_sum([].into_iter()), 0.0);
    }
}
