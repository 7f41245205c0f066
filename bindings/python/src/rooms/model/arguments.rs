//! Arguments that are one number, or one a customer.

use crate::columns::Column;
use crate::error::Reply;
use goodwill::{Error, ErrorCode};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt};

/// One number for all customers, or one for each; NaN where one is missing.
pub(super) enum Values {
    One(f64),
    Many(Vec<f64>),
}

impl Values {
    pub(super) fn read(name: &str, object: &Bound<'_, PyAny>) -> Reply<Self> {
        if is_scalar(object)? {
            return Ok(Self::One(object.extract()?));
        }
        let column = Column::read(name, object)?;
        Ok(Self::Many(column.numbers()?.into_owned()))
    }

    pub(super) fn at(&self, row: usize) -> f64 {
        match self {
            Self::One(value) => *value,
            Self::Many(values) => values[row],
        }
    }

    pub(super) fn is_one(&self) -> bool {
        matches!(self, Self::One(_))
    }

    /// As a column of so many rows.
    pub(super) fn column(&self, rows: usize) -> Vec<f64> {
        match self {
            Self::One(value) => vec![*value; rows],
            Self::Many(values) => values.clone(),
        }
    }

    /// Every number times a factor.
    pub(super) fn scaled(mut self, factor: f64) -> Self {
        match &mut self {
            Self::One(value) => *value *= factor,
            Self::Many(values) => values.iter_mut().for_each(|value| *value *= factor),
        }
        self
    }

    fn rows(&self) -> Option<usize> {
        match self {
            Self::One(_) => None,
            Self::Many(values) => Some(values.len()),
        }
    }
}

/// The number of rows of the columns among some arguments; `None` when all are numbers.
pub(super) fn rows<'a>(
    arguments: impl IntoIterator<Item = (&'static str, &'a Values)>,
) -> Result<Option<usize>, Error> {
    let mut common = None;
    for (name, values) in arguments {
        let Some(rows) = values.rows() else { continue };
        match common {
            None => common = Some(rows),
            Some(expected) if expected != rows => {
                let reason = format!("must have {expected} values like the columns before it");
                return Err(Error::new(ErrorCode::LengthMismatch, name, reason).with_value(rows));
            }
            Some(_) => {}
        }
    }
    Ok(common)
}

/// Numbers of Python and NumPy, and what turns into one; columns have a length.
fn is_scalar(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    let py = object.py();
    Ok(object.is_instance_of::<PyFloat>()
        || object.is_instance_of::<PyInt>()
        || (!object.hasattr(intern!(py, "__len__"))?
            && (object.hasattr(intern!(py, "__float__"))? || object.hasattr(intern!(py, "__index__"))?)))
}
