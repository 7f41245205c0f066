//! Scalar arguments.

use crate::choice::{Pick, pick};
use crate::error::{Reply, type_error};
use crate::mirror::Mirror;
use goodwill::calendar::{Day, Window};
use goodwill::estimate::{ProportionInterval, ProportionOptions};
use goodwill::quantity::Level;
use goodwill::retention::Churn;
use goodwill::{Error, ErrorCode, Estimate};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDateAccess as _, PyString};
use pyo3::{type_hint_identifier, type_hint_union};

/// A count: any integer, checked when its parameter's name is known.
pub(crate) struct Count<'a, 'py>(Result<u64, Borrowed<'a, 'py, PyAny>>);

impl<'a, 'py> FromPyObject<'a, 'py> for Count<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("typing", "SupportsIndex");

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object.extract().map_err(|_| object)))
    }
}

impl Count<'_, '_> {
    /// The count; below 0 or beyond 64 bits it is out of range, and what is no integer is a `TypeError`.
    pub(crate) fn get(self, parameter: &'static str) -> Reply<u64> {
        let object = match self.0 {
            Ok(count) => return Ok(count),
            Err(object) => object,
        };
        if object.getattr_opt("__index__")?.is_none() {
            return Err(type_error(parameter, "an integer", &object));
        }
        Err(Error::new(
            ErrorCode::OutOfRange,
            parameter,
            "must be an integer between 0 and 2^64 − 1",
        )
        .with_value(object.str()?)
        .into())
    }
}

/// A calendar day: a date, a datetime (the day it names), an ISO text, a NumPy or pandas instant.
pub(crate) struct DateLike<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for DateLike<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("goodwill.typing", "DateLike");

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

impl DateLike<'_, '_> {
    pub(crate) fn get(&self, parameter: &'static str) -> Reply<Day> {
        day(parameter, &self.0)
    }
}

fn day(parameter: &'static str, object: &Bound<'_, PyAny>) -> Reply<Day> {
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(text
            .to_str()?
            .parse()
            .map_err(|error: Error| error.rename(parameter))?);
    }
    if let Ok(date) = object.cast::<PyDate>()
        && let Ok(day) = Day::from_ymd(date.get_year(), date.get_month(), date.get_day())
    {
        return Ok(day);
    }
    if object.get_type().name()?.to_str()? == "datetime64" {
        return day(
            parameter,
            &object.call_method1("astype", ("M8[D]",))?.call_method0("item")?,
        );
    }
    Err(type_error(
        parameter,
        "a date, or a text like '1997-09-30'",
        object,
    ))
}

/// A half-open span of days: a `Window`, or a pair of its first day and the first day after it.
pub(crate) struct WindowLike<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for WindowLike<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("goodwill.typing", "WindowLike");

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

impl WindowLike<'_, '_> {
    pub(crate) fn get(&self, parameter: &'static str) -> Reply<Window> {
        if let Ok(window) = Window::take(&self.0) {
            return Ok(window);
        }
        let Ok((start, end)) = self.0.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>() else {
            return Err(type_error(
                parameter,
                "a Window or a pair of dates (start, end)",
                &self.0,
            ));
        };
        Ok(Window {
            start: day(parameter, &start)?,
            end: day(parameter, &end)?,
        })
    }
}

/// A number, an estimate, or a result that stands for one.
pub(crate) struct EstimateLike<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for EstimateLike<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        <Estimate as Mirror>::HINT,
        <Churn as Mirror>::HINT,
        type_hint_identifier!("builtins", "float")
    );

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

impl EstimateLike<'_, '_> {
    /// The estimate; a number is one without uncertainty, churn is its probability.
    pub(crate) fn get(&self, parameter: &'static str) -> Reply<Estimate> {
        if let Ok(estimate) = Estimate::take(&self.0) {
            return Ok(estimate);
        }
        if let Ok(churn) = Churn::take(&self.0) {
            return Ok(churn.probability);
        }
        match self.0.extract::<f64>() {
            Ok(value) => Ok(Estimate::given(value)),
            Err(_) => Err(type_error(parameter, "a number or an estimate", &self.0)),
        }
    }
}

/// Options of every metric that is a proportion.
pub(crate) fn options(
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<ProportionOptions> {
    Ok(ProportionOptions {
        level: Level::new("level", level)?,
        interval: pick("interval", interval)?,
    })
}
