//! The sums of a log-likelihood and its derivatives over rows.

use super::likelihood::{Derivatives, Order};
use crate::numeric::sum::ExactSum;
use alloc::vec::Vec;

/// A value with its gradient and Hessian by P parameters.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Jet<const P: usize> {
    pub(in crate::model) value: f64,
    pub(in crate::model) gradient: [f64; P],
    /// Symmetric; only entries with row ≤ column are read.
    pub(in crate::model) hessian: [[f64; P]; P],
}

impl<const P: usize> Jet<P> {
    pub(in crate::model) const ZERO: Self = Self {
        value: 0.0,
        gradient: [0.0; P],
        hessian: [[0.0; P]; P],
    };
}

/// Exact sums of weighted jets: the same bits in any order.
pub(in crate::model) struct JetSum<const P: usize> {
    order: Order,
    value: ExactSum,
    gradient: [ExactSum; P],
    hessian: [[ExactSum; P]; P],
}

impl<const P: usize> JetSum<P> {
    pub(in crate::model) fn new(order: Order) -> Self {
        Self {
            order,
            value: ExactSum::new(),
            gradient: core::array::from_fn(|_| ExactSum::new()),
            hessian: core::array::from_fn(|_| core::array::from_fn(|_| ExactSum::new())),
        }
    }

    pub(in crate::model) fn add(&mut self, weight: f64, jet: &Jet<P>) {
        if weight == 0.0 {
            return;
        }
        self.value.add(weight * jet.value);
        if self.order >= Order::Gradient {
            for (sum, slope) in self.gradient.iter_mut().zip(jet.gradient) {
                sum.add(weight * slope);
            }
        }
        if self.order == Order::Hessian {
            for row in 0..P {
                for column in row..P {
                    self.hessian[row][column].add(weight * jet.hessian[row][column]);
                }
            }
        }
    }

    pub(in crate::model) fn merge(&mut self, other: &Self) {
        self.value.merge(&other.value);
        for (sum, theirs) in self.gradient.iter_mut().zip(&other.gradient) {
            sum.merge(theirs);
        }
        let ours = self.hessian.as_flattened_mut().iter_mut();
        for (sum, theirs) in ours.zip(other.hessian.as_flattened()) {
            sum.merge(theirs);
        }
    }

    pub(in crate::model) fn finish(&self) -> Derivatives {
        let gradient = match self.order {
            Order::Value => Vec::new(),
            _ => self.gradient.iter().map(ExactSum::value).collect(),
        };
        let hessian = match self.order {
            Order::Hessian => (0..P * P)
                .map(|at| (at / P, at % P))
                .map(|(row, column)| self.hessian[row.min(column)][row.max(column)].value())
                .collect(),
            _ => Vec::new(),
        };
        Derivatives {
            value: self.value.value(),
            gradient,
            hessian,
        }
    }
}
