//! The answers to several items, side by side.

use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::long_work::attended;
use goodwill::Error;
use goodwill::survey::ItemAnswers;
use goodwill::watch::Watch;
use pyo3::inspect::PyStaticExpr;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::type_hint_identifier;
use std::borrow::Cow;

/// The answers to several items as an argument: a frame, a dictionary or list of columns, an array of two dimensions.
pub(crate) struct ItemsLike<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for ItemsLike<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("goodwill.typing", "ItemsLike");

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

/// Columns of answers, with names.
pub(crate) struct Items {
    parameter: &'static str,
    /// What the items are called: the caller's names, or `item 1`, `item 2` …
    pub(crate) names: Vec<String>,
    /// Whether the caller named them.
    named: bool,
    columns: Vec<Column>,
    weights: Option<Column>,
}

impl ItemsLike<'_, '_> {
    /// The columns; errors call them `parameter[0]`, `parameter[1]` …, or by their names if they have any.
    pub(crate) fn read(&self, parameter: &'static str, weights: Option<ColumnLike<'_, '_>>) -> Reply<Items> {
        let py = self.0.py();
        let frames = py.import(intern!(py, "goodwill._frames"))?;
        let (names, columns): (Option<Vec<String>>, Vec<Bound<'_, PyAny>>) = frames
            .call_method1(intern!(py, "items"), (parameter, &*self.0))?
            .extract()?;
        let named = names.is_some();
        let names = names.unwrap_or_else(|| (1..=columns.len()).map(|k| format!("item {k}")).collect());
        let columns = columns.iter().enumerate().map(|(k, column)| {
            let name = if named {
                names[k].clone()
            } else {
                format!("{parameter}[{k}]")
            };
            Column::read(&name, column)
        });
        Ok(Items {
            parameter,
            columns: columns.collect::<Reply<_>>()?,
            weights: weights.map(|weights| weights.read("weights")).transpose()?,
            names,
            named,
        })
    }
}

impl Items {
    /// The caller's names, if there are any.
    pub(crate) fn given_names(&self) -> Option<&[String]> {
        self.named.then_some(&self.names)
    }

    /// What `f` makes of the answers, without the GIL; an error about `items[k]` comes back with the item's name.
    pub(crate) fn ask<R: Send>(
        &self,
        py: Python<'_>,
        f: impl FnOnce(&ItemAnswers<'_>) -> Result<R, Error> + Send,
    ) -> Reply<R> {
        Ok(py.detach(|| self.with(f).map_err(|error| self.renamed(error)))?)
    }

    /// What `f` makes of these answers and those to another set of items.
    pub(crate) fn ask_both<R: Send>(
        &self,
        py: Python<'_>,
        other: &Self,
        f: impl FnOnce(&ItemAnswers<'_>, &ItemAnswers<'_>) -> Result<R, Error> + Send,
    ) -> Reply<R> {
        Ok(py.detach(|| {
            self.with(|one| other.with(|two| f(one, two)))
                .map_err(|error| self.renamed(other.renamed(error)))
        })?)
    }

    /// The same of long work, which a watch looks on; `report` is told how far it has come.
    pub(crate) fn ask_watched<R: Send>(
        &self,
        py: Python<'_>,
        report: Option<&Bound<'_, PyAny>>,
        f: impl FnOnce(&ItemAnswers<'_>, Watch) -> Result<R, Error> + Send,
    ) -> Reply<R> {
        attended(py, report, |desk| {
            self.with(|items| f(items, desk.watch()))
                .map_err(|error| self.renamed(error))
        })
    }

    /// The same of long work on these answers and those to another set of items.
    pub(crate) fn ask_both_watched<R: Send>(
        &self,
        py: Python<'_>,
        other: &Self,
        report: Option<&Bound<'_, PyAny>>,
        f: impl FnOnce(&ItemAnswers<'_>, &ItemAnswers<'_>, Watch) -> Result<R, Error> + Send,
    ) -> Reply<R> {
        attended(py, report, |desk| {
            self.with(|one| other.with(|two| f(one, two, desk.watch())))
                .map_err(|error| self.renamed(other.renamed(error)))
        })
    }

    /// The error with the caller's name for the item it is about.
    fn renamed(&self, error: Error) -> Error {
        match self.item_of(error.parameter()) {
            Some(name) => error.rename(name),
            None => error,
        }
    }

    /// What `f` makes of the answers; errors call them as `f` does.
    pub(crate) fn with<R>(&self, f: impl FnOnce(&ItemAnswers<'_>) -> Result<R, Error>) -> Result<R, Error> {
        let columns = self
            .columns
            .iter()
            .map(Column::numbers)
            .collect::<Result<Vec<_>, _>>()?;
        let weights = self.weights.as_ref().map(Column::numbers).transpose()?;
        let columns: Vec<&[f64]> = columns.iter().map(Cow::as_ref).collect();
        f(&ItemAnswers {
            items: &columns,
            weights: weights.as_deref(),
        })
    }

    /// The error, about the item as the caller knows it where it is about `called[k]`.
    pub(crate) fn named(&self, called: &str, error: Error) -> Error {
        match self.item_called(called, error.parameter()) {
            Some(name) => error.rename(name),
            None => error,
        }
    }

    /// How the caller knows the item that an error is about.
    fn item_of(&self, parameter: &str) -> Option<String> {
        self.item_called("items", parameter)
            .or_else(|| self.item_called(self.parameter, parameter))
    }

    fn item_called(&self, called: &str, parameter: &str) -> Option<String> {
        let rest = parameter.strip_prefix(called)?;
        let number = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        match number.and_then(|number| number.parse::<usize>().ok()) {
            Some(number) if self.named => self.names.get(number).cloned(),
            _ => Some(format!("{}{rest}", self.parameter)),
        }
    }
}
