//! Derivatives by the logarithms of the parameters.

use crate::model::likelihood::{Likelihood, Order};
use crate::numeric::linear::Matrix;
use crate::numeric::optimise::Look;
use alloc::vec::Vec;

/// A log-likelihood and its derivatives by θ = ln p: ∂ℓ/∂θᵢ = pᵢ ∂ℓ/∂pᵢ, and
/// ∂²ℓ/∂θᵢ∂θⱼ = pᵢ pⱼ ∂²ℓ/∂pᵢ∂pⱼ + δᵢⱼ pᵢ ∂ℓ/∂pᵢ.
pub(in crate::model) fn by_logarithms(likelihood: &impl Likelihood, theta: &[f64]) -> Look {
    let p: Vec<f64> = theta.iter().map(|theta| libm::exp(*theta)).collect();
    let natural = likelihood.evaluate(&p, Order::Hessian);
    let k = p.len();
    let gradient: Vec<f64> = natural.gradient.iter().zip(&p).map(|(g, p)| g * p).collect();
    let hessian = Matrix::from_fn(k, |i, j| {
        let curved = p[i] * natural.hessian[i * k + j] * p[j];
        if i == j { curved + gradient[i] } else { curved }
    });
    Look {
        value: natural.value,
        gradient,
        hessian,
    }
}

impl Look {
    /// The mean over the customers, less `penalty` · Σ exp(θ)² over the logarithms `theta`; they are the first
    /// variables.
    pub(in crate::model) fn mean(mut self, weight: f64, penalty: f64, theta: &[f64]) -> Self {
        let n = self.gradient.len();
        self.value /= weight;
        for i in 0..n {
            self.gradient[i] /= weight;
            for j in 0..n {
                self.hessian[(i, j)] /= weight;
            }
        }
        if penalty > 0.0 {
            for (i, theta) in theta.iter().enumerate() {
                let square = penalty * libm::exp(2.0 * theta);
                self.value -= square;
                self.gradient[i] -= 2.0 * square;
                self.hessian[(i, i)] -= 4.0 * square;
            }
        }
        self
    }
}
