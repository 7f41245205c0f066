//! Where a tail of a positive random variable has a given probability: the common end of every quantile.

/// A distribution at a point `x > 0`, on the scale of `ln x`.
pub(super) struct Look {
    /// The tail probability that is being solved for.
    pub(super) tail: f64,
    /// `x` times the density: the derivative of the lower tail with respect to `ln x`.
    pub(super) density: f64,
    /// The derivative of `ln density` with respect to `ln x`.
    pub(super) curvature: f64,
}

const SMALLEST: f64 = f64::from_bits(1);

/// The `x` whose lower or upper tail is `target`, from `start`; 0 or ∞ where that is no `f64`.
///
/// Halley's method on the logarithm of the tail: steps multiply `x`, so that a quantile near 1e-300 is found as easily,
/// and as exactly, as one near 1. A step that leaves the bracket known so far is replaced by the bracket's geometric
/// middle.
pub(super) fn solve(target: f64, lower: bool, start: f64, look: impl Fn(f64) -> Look) -> f64 {
    let (mut low, mut high) = (SMALLEST, f64::MAX);
    let mut x = if start.is_nan() {
        1.0
    } else {
        start.clamp(1e-300, 1e300)
    };
    for _ in 0..200 {
        let Look {
            tail,
            density,
            curvature,
        } = look(x);
        let excess = (tail - target) / target;
        let log = if libm::fabs(excess) < 0.5 {
            libm::log1p(excess)
        } else {
            libm::log(tail / target)
        };
        // With s = density / tail, the logarithm of the lower tail has the slope s and the relative second derivative
        // curvature − s; minus that of the upper tail, s and curvature + s. Both increase with x.
        let s = density / tail;
        let (residual, second) = if lower {
            (log, curvature - s)
        } else {
            (-log, curvature + s)
        };
        if residual == 0.0 {
            break;
        }
        if residual > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let newton = residual / s;
        let halley = newton / (1.0 - (0.5 * newton * second).clamp(-1.0, 0.5));
        let next = if libm::fabs(halley) < 1e-3 {
            x + x * libm::expm1(-halley)
        } else {
            x * libm::exp(-halley)
        };
        if libm::fabs(residual) < 1e-6 && libm::fabs(halley) < 1e-4 {
            // The next error is of the order of the cube of this one.
            return next;
        }
        if high <= 2.0 * SMALLEST {
            return 0.0;
        }
        if low >= 0.5 * f64::MAX {
            return f64::INFINITY;
        }
        if high <= low * (1.0 + 2.0 * f64::EPSILON) {
            break;
        }
        x = if next > low && next < high {
            next
        } else {
            libm::sqrt(low) * libm::sqrt(high)
        };
    }
    x
}
