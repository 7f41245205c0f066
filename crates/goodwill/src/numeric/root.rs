//! A safeguarded Newton iteration for monotone functions, the common end of every quantile.

/// What a monotone increasing function says at a point.
pub(super) struct Step {
    /// The function's value; zero at the root.
    pub(super) residual: f64,
    /// Its derivative, positive.
    pub(super) slope: f64,
}

/// The root of an increasing function on `[low, high]`, from `start`: Newton's step where it stays inside the
/// bracket known so far, else the bracket's middle.
pub(super) fn solve(start: f64, mut low: f64, mut high: f64, function: impl Fn(f64) -> Step) -> f64 {
    let mut z = if start > low && start < high {
        start
    } else {
        0.5 * (low + high)
    };
    for _ in 0..400 {
        let Step { residual, slope } = function(z);
        if residual == 0.0 {
            return z;
        }
        if residual > 0.0 {
            high = z;
        } else {
            low = z;
        }
        let newton = z - residual / slope;
        let next = if newton > low && newton < high {
            newton
        } else {
            0.5 * (low + high)
        };
        if libm::fabs(next - z) <= 1e-15 * libm::fabs(z).max(1e-3) {
            return next;
        }
        z = next;
    }
    z
}
