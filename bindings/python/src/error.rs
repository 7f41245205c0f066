//! The library's errors as Python exceptions.

use goodwill::{Error, ErrorCode};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// Why a call failed: the core refused its input, or Python raised.
pub(crate) enum Failure {
    Core(Error),
    Python(PyErr),
}

/// What a function of this module returns.
pub(crate) type Reply<T> = Result<T, Failure>;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Python(error) => error,
            Failure::Core(error) => Python::attach(|py| raise(py, &error)),
        }
    }
}

/// A `TypeError` about `parameter`.
pub(crate) fn type_error(parameter: &str, expected: &str, got: &Bound<'_, PyAny>) -> Failure {
    let got = got
        .get_type()
        .fully_qualified_name()
        .map_or_else(|_| "an object".into(), |name| name.to_string());
    PyTypeError::new_err(format!("{parameter}: must be {expected}, got {got}")).into()
}

/// `goodwill.GoodwillError` for `error`.
///
/// The class is Python: attributes, pickling and documentation are one short readable class there, and an
/// exception cannot be subclassed natively under abi3.
fn raise(py: Python<'_>, error: &Error) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let instance = CLASS
        .import(py, "goodwill.error", "GoodwillError")
        .and_then(|class| {
            class.call1((
                error.to_string(),
                error.code().name(),
                error.parameter(),
                error.value(),
                error.index(),
            ))
        });
    match instance {
        Ok(instance) => PyErr::from_value(instance),
        Err(error) => error,
    }
}

/// Every error code: name, number and meaning.
#[pyfunction]
pub(crate) fn error_codes() -> Vec<(&'static str, i32, &'static str)> {
    ErrorCode::ALL
        .iter()
        .map(|code| (code.name(), code.number(), code.meaning()))
        .collect()
}
