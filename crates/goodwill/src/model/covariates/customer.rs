//! A customer's own parameters.

use super::effects;
use crate::error::{Error, Result};
use crate::model::kind::ModelKind;
use crate::quantity::finite;
use alloc::{string::String, vec::Vec};

/// Which covariates a model has, and how many parameters with their coefficients.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) kind: ModelKind,
    pub(super) purchase: &'a [String],
    pub(super) dropout: &'a [String],
    pub(super) parameters: usize,
}

impl Names<'_> {
    /// How many of the parameters are no coefficients.
    pub(super) fn base_parameters(self) -> Result<usize> {
        let [purchase, dropout] = effects(self.kind);
        let coefficients = purchase.len() * self.purchase.len() + dropout.len() * self.dropout.len();
        // What was read from JSON may contradict itself.
        self.parameters
            .checked_sub(coefficients)
            .filter(|base| {
                purchase
                    .iter()
                    .chain(dropout)
                    .all(|effect| effect.parameter < *base)
            })
            .ok_or_else(|| {
                Error::inconsistent("parameters", "do not match the covariates").with_value(self.parameters)
            })
    }

    /// Refuses covariates that are too many, too few or no numbers.
    pub(super) fn check(self, purchase: &[f64], dropout: &[f64]) -> Result<()> {
        for (parameter, given, names) in [
            ("purchase", purchase, self.purchase),
            ("dropout", dropout, self.dropout),
        ] {
            if given.len() != names.len() {
                return Err(Error::length_mismatch(parameter, given.len(), names.len()));
            }
            for (index, z) in given.iter().enumerate() {
                finite(parameter, *z).map_err(|error| error.at(index))?;
            }
        }
        Ok(())
    }

    /// The parameters of a customer with these covariates, from base parameters and coefficients.
    pub(super) fn own_parameters(
        self,
        values: &[f64],
        purchase: &[f64],
        dropout: &[f64],
    ) -> Result<Vec<f64>> {
        self.check(purchase, dropout)?;
        let (base, coefficients) = values.split_at(self.base_parameters()?);
        let mut parameters = base.to_vec();
        let mut coefficients = coefficients.iter();
        for (given, effects) in [purchase, dropout].into_iter().zip(effects(self.kind)) {
            for effect in effects {
                let exponent: f64 = given
                    .iter()
                    .zip(&mut coefficients)
                    .map(|(z, gamma)| z * gamma)
                    .sum();
                parameters[effect.parameter] *= libm::exp(effect.sign * exponent);
            }
        }
        Ok(parameters)
    }

    /// The coefficients that move each of the parameters, by their positions.
    pub(super) fn movers(self, base: usize) -> Vec<Vec<usize>> {
        let mut movers: Vec<Vec<usize>> = (0..base).map(|_| Vec::new()).collect();
        let mut coefficients = base..self.parameters;
        for (names, effects) in [self.purchase, self.dropout].into_iter().zip(effects(self.kind)) {
            for effect in effects {
                movers[effect.parameter].extend(coefficients.by_ref().take(names.len()));
            }
        }
        movers
    }
}
