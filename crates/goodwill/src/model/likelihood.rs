//! What every model has: parameters, a likelihood and its derivatives.

use super::kind::ModelKind;
use crate::calendar::TimeUnit;
use crate::error::Result;
use alloc::vec::Vec;
use core::fmt;

/// How many derivatives to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// The value alone.
    Value,
    /// The value and the gradient.
    Gradient,
    /// The value, the gradient and the Hessian.
    Hessian,
}

/// A log-likelihood and its derivatives at a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivatives {
    /// The log-likelihood.
    pub value: f64,
    /// Its first derivatives; empty unless asked for.
    pub gradient: Vec<f64>,
    /// Its second derivatives, row by row, symmetric; empty unless asked for.
    pub hessian: Vec<f64>,
}

/// What a model keeps beside its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Setting {
    /// The unit of time of the parameters and of every duration; `None` if it was never said.
    pub unit: Option<TimeUnit>,
    /// Erlang-k regularity of the times between purchases; 1 for exponential times.
    pub regularity: u32,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            unit: None,
            regularity: 1,
        }
    }
}

/// The log-likelihood of given data as a function of the parameters, its tables made once.
///
/// Its value does not depend on the order of the customers or the number of threads.
pub trait Likelihood: Sync {
    /// The log-likelihood at `parameters`, all positive, with derivatives by the parameters themselves.
    fn evaluate(&self, parameters: &[f64], order: Order) -> Derivatives;

    /// The total weight of the customers: their number when none is weighted.
    fn total_weight(&self) -> f64;

    /// Points to start from, the best guess first.
    fn starts(&self) -> Vec<Vec<f64>>;

    /// What the fitted model will keep.
    fn setting(&self) -> Setting;
}

/// A model with parameters that can be estimated from data.
pub trait Model: Sized + Clone + PartialEq + fmt::Debug + fmt::Display + Send + Sync {
    /// Which model this is.
    const KIND: ModelKind;
    /// The names of the parameters, in their order.
    const PARAMETERS: &'static [&'static str];
    /// What it is fitted to.
    type Data;
    /// Its prepared likelihood.
    type Likelihood: Likelihood;

    /// The model of these parameters.
    ///
    /// # Errors
    /// `LengthMismatch`; `OutOfRange` or `NotFinite`, naming the parameter that is not positive.
    fn from_parameters(parameters: &[f64], setting: Setting) -> Result<Self>;

    /// The parameters, in the order of [`PARAMETERS`](Self::PARAMETERS).
    fn parameters(&self) -> Vec<f64>;

    /// The unit and the regularity.
    fn setting(&self) -> Setting;

    /// Prepares the likelihood of data.
    ///
    /// # Errors
    /// Where the data can never identify the parameters: `NotIdentified`, saying why. What else the model demands of its
    /// data is said there.
    fn likelihood(data: &Self::Data, regularity: u32) -> Result<Self::Likelihood>;
}
