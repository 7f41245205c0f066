//! The numerical ground: exact sums, special functions, quantiles, random numbers. Private to the library.
//!
//! Every function here gives the same bits on every target: additions, multiplications, divisions and square
//! roots are IEEE 754's own, elementary functions are `libm`'s, nothing is fused and nothing is reordered. How
//! exact each function is, is measured against arbitrary-precision references; the table is in `docs/numerics.md`.
//!
//! Arguments outside a function's domain give NaN; inside it nothing does.
// The room is a whole: what one metric needs today, another needs tomorrow; and it is public for measurements.
#![allow(dead_code, unreachable_pub)]

pub mod beta;
pub mod chi_squared;
pub mod double;
pub mod f_distribution;
pub mod gamma;
pub mod gamma_step;
pub mod linear;
pub mod log_space;
pub mod normal;
pub mod optimise;
pub mod quadrature;
pub mod quantile;
pub mod random;
pub mod rising;
pub mod student_t;
pub mod sum;

#[cfg(all(test, feature = "std"))]
mod accuracy;
mod erfc_series;
mod root;
