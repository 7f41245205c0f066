//! The maximum of a smooth function of a few variables whose gradient and Hessian are known.
//!
//! Newton's method inside a trust region (Moré and Sorensen 1983; Nocedal and Wright 2006, chapter 4), the model solved
//! exactly by eigenvectors. Near the maximum, where differences of the function are rounding, the Newton decrement takes
//! its place: steps go on for as long as they shrink it.

use super::linear::{Eigen, Matrix, dot};
use crate::error::Result;
use alloc::vec::Vec;

/// A function at a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Its value.
    pub value: f64,
    /// Its first derivatives.
    pub gradient: Vec<f64>,
    /// Its second derivatives.
    pub hessian: Matrix,
}

impl Look {
    fn is_finite(&self) -> bool {
        self.value.is_finite()
            && self.gradient.iter().all(|x| x.is_finite())
            && (0..self.hessian.size())
                .all(|row| (0..self.hessian.size()).all(|column| self.hessian[(row, column)].is_finite()))
    }
}

/// How a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// At a maximum: no step reduces the gradient.
    Maximum,
    /// On a slope that has become flat: the next step is long, yet would gain nothing that can be measured.
    Flat,
    /// That variable left its bounds and the function was still rising.
    Escaped {
        /// Which variable.
        variable: usize,
        /// Whether it ran up.
        upward: bool,
    },
    /// The iterations ran out.
    Exhausted,
    /// No step of any length rises, although the gradient says that one should: the function is not smooth here.
    Stuck,
    /// The function is not finite at the start.
    Undefined,
}

/// Where a search ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimum {
    /// The point.
    pub point: Vec<f64>,
    /// The function there.
    pub look: Look,
    /// How the search ended.
    pub ending: Ending,
    /// What one more Newton step is expected to gain: half the squared Newton decrement.
    pub gain: f64,
    /// Steps tried.
    pub iterations: u32,
    /// Evaluations of the function.
    pub evaluations: u32,
}

/// Below this gain, relative to the value, the decrement decides in place of the value.
const POLISH: f64 = 1e-10;
/// A Newton step shorter than this in every variable ends at a maximum.
const SHORT: f64 = 1e-5;

/// Where no derivative is larger, and no step rises, the ground is flat: what slope there is, is rounding.
const LEVEL: f64 = 1e-9;

/// Climbs `f` from `start`. Variables are of the order of 1 in their natural step, like logarithms; a variable that
/// leaves `bounds` ends the search. A point where `f` is not finite is never stepped on.
///
/// # Errors
/// The first error of `f`.
pub fn maximise(
    mut f: impl FnMut(&[f64]) -> Result<Look>,
    start: &[f64],
    bounds: &[(f64, f64)],
    max_iterations: u32,
) -> Result<Optimum> {
    let mut at = Optimum {
        point: start.to_vec(),
        look: f(start)?,
        ending: Ending::Exhausted,
        gain: f64::INFINITY,
        iterations: 0,
        evaluations: 1,
    };
    if !at.look.is_finite() {
        at.ending = Ending::Undefined;
        return Ok(at);
    }
    let mut radius = 1.0;
    let mut next = Step::new(&at.look, radius);
    while at.iterations < max_iterations {
        at.gain = next.gain;
        let polishing = next.newton && next.gain <= POLISH * (1.0 + libm::fabs(at.look.value));
        if polishing && next.gain == 0.0 {
            at.ending = Ending::Maximum;
            return Ok(at);
        }
        at.iterations += 1;
        let trial: Vec<f64> = at.point.iter().zip(&next.move_by).map(|(x, s)| x + s).collect();
        let look = f(&trial)?;
        at.evaluations += 1;
        let finite = look.is_finite();
        if polishing {
            let short = largest(&next.move_by) <= SHORT;
            let after = if finite {
                Some(Step::new(&look, radius))
            } else {
                None
            };
            match after {
                Some(after) if after.newton && after.gain < 0.25 * next.gain => {
                    at.point = trial;
                    at.look = look;
                    next = after;
                    continue;
                }
                _ => {
                    at.ending = if short { Ending::Maximum } else { Ending::Flat };
                    return Ok(at);
                }
            }
        }
        let length = norm(&next.move_by);
        let ratio = if finite {
            (look.value - at.look.value) / next.gain
        } else {
            f64::NEG_INFINITY
        };
        if ratio < 0.25 {
            radius = 0.25 * length;
        } else if ratio > 0.75 && !next.newton {
            radius = (2.0 * radius).min(8.0);
        }
        if ratio > 1e-4 {
            at.point = trial;
            at.look = look;
            for (variable, (&x, &(low, high))) in at.point.iter().zip(bounds).enumerate() {
                if x < low || x > high {
                    at.ending = Ending::Escaped {
                        variable,
                        upward: x > high,
                    };
                    return Ok(at);
                }
            }
        } else if radius < 1e-13 {
            at.ending = if largest(&at.look.gradient) <= LEVEL {
                Ending::Flat
            } else {
                Ending::Stuck
            };
            return Ok(at);
        }
        next = Step::new(&at.look, radius);
    }
    at.gain = next.gain;
    Ok(at)
}

/// The best step within a radius, by the quadratic model.
struct Step {
    move_by: Vec<f64>,
    /// What the model expects of it.
    gain: f64,
    /// Whether it is the full Newton step to a maximum of the model.
    newton: bool,
}

impl Step {
    fn new(look: &Look, radius: f64) -> Self {
        let n = look.gradient.len();
        let Eigen { values, vectors } = Matrix::from_fn(n, |i, j| -look.hessian[(i, j)]).eigen();
        let slopes: Vec<f64> = vectors.iter().map(|v| dot(v, &look.gradient)).collect();
        let shifted = |shift: f64| -> Vec<f64> {
            slopes
                .iter()
                .zip(&values)
                .map(|(slope, value)| {
                    if *slope == 0.0 {
                        0.0
                    } else {
                        slope / (value + shift)
                    }
                })
                .collect()
        };
        let largest = values.iter().fold(0.0, |a: f64, v| a.max(libm::fabs(*v)));
        let smallest = values.first().copied().unwrap_or(1.0);
        let mut along = shifted(0.0);
        let newton = smallest > f64::EPSILON * largest && norm(&along) <= radius;
        if !newton {
            along = shifted(shift(&values, &slopes, radius));
            // The hard case: the gradient has no share along the direction of most upward curvature.
            let missing = radius * radius - dot(&along, &along);
            if smallest <= 0.0 && missing > 1e-6 * radius * radius {
                let sign = if along[0] < 0.0 { -1.0 } else { 1.0 };
                along[0] = sign * libm::sqrt(along[0] * along[0] + missing);
            }
        }
        let gain = along
            .iter()
            .zip(&slopes)
            .zip(&values)
            .map(|((x, slope), value)| x * slope - 0.5 * value * x * x)
            .sum();
        let move_by = (0..n)
            .map(|k| vectors.iter().zip(&along).map(|(v, x)| v[k] * x).sum())
            .collect();
        Self {
            move_by,
            gain,
            newton,
        }
    }
}

/// The shift of the eigenvalues that brings the step to the length of the radius, by bisection of its logarithm above
/// the pole.
fn shift(values: &[f64], slopes: &[f64], radius: f64) -> f64 {
    let pole = (-values[0]).max(0.0);
    let length = |above: f64| {
        let squares = slopes.iter().zip(values).map(|(slope, value)| {
            let x = if *slope == 0.0 {
                0.0
            } else {
                slope / (value + pole + above)
            };
            x * x
        });
        libm::sqrt(squares.sum())
    };
    // At `high` every component is shorter than the radius; the least shift keeps clear of the pole.
    let high = norm(slopes) / radius;
    let scale = values.iter().fold(high, |a: f64, v| a.max(libm::fabs(*v)));
    let least = scale * 1e-15 + f64::MIN_POSITIVE;
    if length(least) <= radius {
        return pole + least;
    }
    let (mut low, mut high) = (libm::log(least), libm::log(high.max(2.0 * least)));
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if length(libm::exp(middle)) > radius {
            low = middle;
        } else {
            high = middle;
        }
    }
    pole + libm::exp(high)
}

fn norm(x: &[f64]) -> f64 {
    libm::sqrt(dot(x, x))
}

fn largest(x: &[f64]) -> f64 {
    x.iter().fold(0.0, |a: f64, x| a.max(libm::fabs(*x)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn look(value: f64, gradient: Vec<f64>, hessian: &[f64]) -> Look {
        let n = gradient.len();
        Look {
            value,
            gradient,
            hessian: Matrix::from_fn(n, |i, j| hessian[i * n + j]),
        }
    }

    fn climb(
        f: impl Fn(&[f64]) -> Look,
        start: &[f64],
        bounds: &[(f64, f64)],
        max_iterations: u32,
    ) -> Optimum {
        maximise(|x| Ok(f(x)), start, bounds, max_iterations).unwrap()
    }

    const WIDE: [(f64, f64); 2] = [(-30.0, 30.0); 2];

    /// Rosenbrock's valley, upside down: its Hessian is indefinite on the way.
    fn valley(x: &[f64]) -> Look {
        let (x, y) = (x[0], x[1]);
        let e = y - x * x;
        look(
            -(100.0 * e * e + (1.0 - x) * (1.0 - x)),
            vec![400.0 * x * e + 2.0 * (1.0 - x), -200.0 * e],
            &[400.0 * e - 800.0 * x * x - 2.0, 400.0 * x, 400.0 * x, -200.0],
        )
    }

    #[test]
    fn climbs_out_of_a_curved_valley() {
        for start in [[-1.2, 1.0], [3.0, -4.0], [-5.0, 20.0], [0.0, 0.0]] {
            let end = climb(valley, &start, &WIDE, 200);
            assert_eq!(end.ending, Ending::Maximum, "{end:?}");
            assert!(end.point.iter().all(|x| (x - 1.0).abs() < 1e-14), "{end:?}");
        }
    }

    #[test]
    fn leaves_a_saddle() {
        // x² − x⁴ − y²: maxima at x = ±1/√2; the start is the saddle's exact ridge, where the gradient is 0 in x.
        let f = |p: &[f64]| {
            let (x, y) = (p[0], p[1]);
            look(
                x * x - x * x * x * x - y * y,
                vec![2.0 * x - 4.0 * x * x * x, -2.0 * y],
                &[2.0 - 12.0 * x * x, 0.0, 0.0, -2.0],
            )
        };
        let end = climb(f, &[0.0, 2.0], &WIDE, 100);
        assert_eq!(end.ending, Ending::Maximum);
        assert!((end.point[0].abs() - core::f64::consts::FRAC_1_SQRT_2).abs() < 1e-14);
    }

    #[test]
    fn says_when_a_variable_runs_away() {
        // −e^−x rises for ever, and every Newton step is 1.
        let f = |p: &[f64]| {
            let (x, y) = (p[0], p[1]);
            let e = libm::exp(-x);
            look(-1.0 - e - y * y, vec![e, -2.0 * y], &[-e, 0.0, 0.0, -2.0])
        };
        let end = climb(f, &[0.0, 1.0], &[(-30.0, 12.0), (-30.0, 30.0)], 100);
        assert_eq!(
            end.ending,
            Ending::Escaped {
                variable: 0,
                upward: true
            }
        );
        let end = climb(f, &[0.0, 1.0], &[(-500.0, 500.0); 2], 100);
        assert_eq!(end.ending, Ending::Flat);
        assert_eq!(climb(f, &[0.0, 1.0], &WIDE, 3).ending, Ending::Exhausted);
    }

    #[test]
    fn a_plain_is_flat() {
        // Nothing but rounding in y: a slope that no step confirms.
        let f = |p: &[f64]| {
            let (x, y) = (p[0], p[1]);
            look(
                -2.0 - x * x,
                vec![-2.0 * x, 1e-15 * if y > 0.0 { 1.0 } else { -1.0 }],
                &[-2.0, 0.0, 0.0, 1e-16],
            )
        };
        assert_eq!(climb(f, &[1.0, 0.5], &WIDE, 200).ending, Ending::Flat);
    }

    #[test]
    fn steps_back_from_where_the_function_is_undefined() {
        // ln x − x: NaN for x ≤ 0, maximum at 1.
        let f = |p: &[f64]| {
            look(
                libm::log(p[0]) - p[0],
                vec![1.0 / p[0] - 1.0],
                &[-1.0 / (p[0] * p[0])],
            )
        };
        let end = climb(f, &[4.0], &[(-10.0, 10.0)], 100);
        assert_eq!(end.ending, Ending::Maximum);
        assert!((end.point[0] - 1.0).abs() < 1e-15);
        assert_eq!(climb(f, &[-1.0], &[(-10.0, 10.0)], 100).ending, Ending::Undefined);
    }
}
