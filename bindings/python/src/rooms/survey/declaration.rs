//! Declarations of surveys, written in Python or read from TOML.

#![allow(clippy::zero_sized_map_values)] // `AnyScale` says how a scale is written; what the map holds is scales

use crate::error::{Reply, type_error};
use crate::mirror::{Mirror, Tree, declared};
use goodwill::survey::{
    self as core, FractionalScores, ItemRole, OffScale, Polarity, ScaleReference, SurveyBuilder, SurveyForm,
};
use goodwill_arrow::declaration::read_declaration;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::PyString;
use pyo3::{type_hint_identifier, type_hint_subscript, type_hint_union};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

declared! {
    /// What answers may be, and the words they are given in: the whole numbers from `minimum` to `maximum`.
    ///
    /// >>> gw.survey.ScaleDeclaration(1, 3, missing=[9], labels={"en": ["no", "maybe", "yes"]})
    /// ScaleDeclaration(minimum=1, maximum=3, missing=(9,), labels={"en": ("no", "maybe", "yes")})
    ScaleDeclaration in "goodwill.survey" = core::ScaleDeclaration {
        /// The lowest answer.
        minimum: i32,
        /// The highest answer.
        maximum: i32,
    } and {
        /// Which end is good.
        polarity: Polarity,
        /// Numbers that stand for "no answer".
        missing: Vec<i32>,
        /// The words for the points, from the lowest up, by language (or by any other name).
        labels: BTreeMap<String, Vec<String>>,
        /// Words for single numbers, of points or of missing codes.
        codes: BTreeMap<String, i32>,
        /// What to do with an answer that the scale does not have; what the survey says, if not given.
        off_scale: Option<OffScale>,
        /// What to do with an answer between two points.
        fractional: FractionalScores,
    }
}

declared! {
    /// One item: the column it stands in, what it asks about, and what its answers may be.
    ///
    /// >>> item = gw.survey.ItemDeclaration("trust", column="I trust this shop.", scale=(1, 5))
    /// >>> item.role, item.scale.maximum
    /// ('item', 5)
    /// >>> gw.survey.ItemDeclaration("overall", role="satisfation")
    /// Traceback (most recent call last):
    ///     ...
    /// goodwill.error.GoodwillError: role: must be one of item, recommendation, satisfaction, ..., got satisfation
    ItemDeclaration in "goodwill.survey" = core::ItemDeclaration {
        /// Its name in results.
        name: String,
    } and {
        /// The header of its column, most often the question; in the long form, the question. Its name, if not given.
        column: Option<String>,
        /// What it asks about.
        role: ItemRole,
        /// The attribute, feature or statement that it is about; items of two roles about the same thing are a pair.
        about: Option<String>,
        /// The dimension of service quality that it belongs to.
        dimension: Option<String>,
        /// The construct that it measures, together with other items.
        construct: Option<String>,
        /// What its answers may be: a scale, its lowest and highest answer, or the name of one of the survey's scales. Not
        /// given: 0 to 10 for a recommendation, any number for the rest.
        scale: Option<ScaleReference>,
        /// Whether it is keyed the other way round than its neighbours, so that its answers are to be reflected.
        reverse: bool,
    }
}

declared! {
    /// A column that says to which group a respondent belongs.
    ///
    /// >>> gw.survey.GroupDeclaration("region", order=["North", "South"], labels={"1": "North", "2": "South"}).order
    /// ('North', 'South')
    GroupDeclaration in "goodwill.survey" = core::GroupDeclaration {
        /// Its name in results, and in `by`.
        name: String,
    } and {
        /// The header of its column; its name, if not given.
        column: Option<String>,
        /// The groups in the order in which they are to be shown; others follow, numbers by size and texts by letters.
        order: Vec<String>,
        /// What a value is to be called: `{"1": "North"}`.
        labels: BTreeMap<String, String>,
    }
}

declared! {
    /// Which columns of a table are what: said once, obeyed by every metric. The fields are the keys of a declaration file
    /// (see the page on surveys).
    ///
    /// Raises `inconsistent`, `unknown_column`, `duplicate_column`, `length_mismatch` or `out_of_range`, naming the field, at
    /// what contradicts itself.
    ///
    /// >>> declaration = gw.survey.SurveyDeclaration(
    /// ...     [
    /// ...         gw.survey.ItemDeclaration("recommend", column="How likely?", role="recommendation"),
    /// ...         gw.survey.ItemDeclaration("let_down", scale="agree", reverse=True),
    /// ...     ],
    /// ...     scales={"agree": (1, 5)},
    /// ...     groups=[gw.survey.GroupDeclaration("region")],
    /// ... )
    /// >>> declaration.headers
    /// ['How likely?', 'let_down', 'region']
    /// >>> gw.survey.SurveyDeclaration.from_toml(declaration.to_toml()) == declaration
    /// True
    /// >>> gw.survey.SurveyDeclaration([gw.survey.ItemDeclaration("q1", scale="agree")])
    /// Traceback (most recent call last):
    ///     ...
    /// goodwill.error.GoodwillError: items.q1.scale: ...
    SurveyDeclaration in "goodwill.survey" = core::SurveyDeclaration {
        /// The items.
        items: Vec<core::ItemDeclaration>,
    } and {
        /// What the survey is called.
        title: Option<String>,
        /// How the answers are laid out: "wide", a row for each respondent, or "long", a row for each answer.
        form: SurveyForm,
        /// The column that says who answered.
        respondent: Option<String>,
        /// The column that says in which wave; it is a group column, too.
        wave: Option<String>,
        /// The column of the weights of respondents.
        weight: Option<String>,
        /// The column that holds the question, in the long form.
        question: Option<String>,
        /// The column that holds the answer, in the long form.
        answer: Option<String>,
        /// What to do with answers off their scale, where the scale does not say.
        off_scale: OffScale,
        /// Scales that several items share, by name.
        scales: BTreeMap<String, AnyScale>,
        /// Columns that say to which group a respondent belongs.
        groups: Vec<core::GroupDeclaration>,
    }
    check |made| SurveyBuilder::new(made)?;
    methods {
        /// The declaration in a TOML text, or in the file of that path.
        ///
        /// Raises `unsupported_file`, with the line, at what is no key of a declaration, `file_not_found`, and as the class
        /// does.
        #[staticmethod]
        fn from_toml(source: Source) -> Reply<Self> {
            Ok(Self(match source {
                Source::Text(text) => core::SurveyDeclaration::from_toml("declaration", &text)?,
                Source::Path(path) => read_declaration(path)?,
            }))
        }

        /// The declaration as TOML: what a declaration file holds.
        fn to_toml(&self) -> Reply<String> {
            Ok(self.0.to_toml()?)
        }

        /// The headers of the columns that a table needs.
        #[getter]
        fn headers(&self) -> Reply<Vec<String>> {
            let columns = SurveyBuilder::new(&self.0)?.columns();
            Ok(columns.into_iter().map(|column| column.header).collect())
        }
    }
}

/// A scale as an argument: a `ScaleDeclaration`, or its lowest and highest answer.
pub(crate) struct AnyScale;

impl Mirror for AnyScale {
    type Core = core::ScaleDeclaration;
    const HINT: PyStaticExpr = core::ScaleDeclaration::HINT;
    const TAKEN: PyStaticExpr = type_hint_union!(
        core::ScaleDeclaration::HINT,
        type_hint_subscript!(type_hint_identifier!("builtins", "tuple"), i32::HINT, i32::HINT)
    );

    fn give<'py>(core: &Self::Core, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        core::ScaleDeclaration::give(core, py)
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self::Core> {
        match object.extract::<(i32, i32)>() {
            Ok((minimum, maximum)) => Ok(core::ScaleDeclaration::new(minimum, maximum)),
            Err(_) => core::ScaleDeclaration::take(object),
        }
    }

    fn tree(core: &Self::Core) -> Tree {
        core::ScaleDeclaration::tree(core)
    }
}

impl Mirror for ScaleReference {
    type Core = Self;
    const HINT: PyStaticExpr = type_hint_union!(String::HINT, AnyScale::HINT);
    const TAKEN: PyStaticExpr = type_hint_union!(String::HINT, AnyScale::TAKEN);

    fn give<'py>(core: &Self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match core {
            Self::Named(name) => String::give(name, py),
            Self::Here(scale) => AnyScale::give(scale, py),
        }
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if object.is_instance_of::<PyString>() {
            String::take(object).map(Self::Named)
        } else {
            AnyScale::take(object).map(Self::Here)
        }
    }

    fn tree(core: &Self) -> Tree {
        match core {
            Self::Named(name) => String::tree(name),
            Self::Here(scale) => AnyScale::tree(scale),
        }
    }
}

/// TOML as an argument: a text, or the path of a file.
pub(crate) enum Source {
    Text(String),
    Path(PathBuf),
}

impl<'a, 'py> FromPyObject<'a, 'py> for Source {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        String::HINT,
        type_hint_subscript!(type_hint_identifier!("os", "PathLike"), String::HINT)
    );

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = object.extract::<String>()
            && (text.contains('\n') || Path::new(&text).extension().is_none_or(|of| of != "toml"))
        {
            return Ok(Self::Text(text));
        }
        object.extract().map(Self::Path).map_err(|_| {
            let expected = "a SurveyDeclaration, a text of TOML or the path of a TOML file";
            type_error("declaration", expected, &object).into()
        })
    }
}
