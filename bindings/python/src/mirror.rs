//! Result types of the core as frozen Python classes.
//!
//! [`mirror!`] lists the fields of a core struct once. The class it declares has them as read-only properties
//! and constructor arguments, and gets `repr`, `_repr_html_`, `to_dict`, equality, hashing, pickling and pattern
//! matching from [`Mirror`], the one trait that says how a value looks in Python.

use goodwill::calendar::Day;
use goodwill::quantity::{Discount, Level, Money, NonNegative, Positive, Proportion};
use numpy::PyArray1;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::inspect::{PyStaticConstant, PyStaticExpr};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDateAccess, PyDict, PyMapping, PyString, PyTuple, PyType};
use pyo3::{type_hint_identifier, type_hint_subscript, type_hint_union};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::marker::PhantomData;

use crate::error::Failure;

/// How values of the core exist in Python. Most types mirror themselves; [`Array`] mirrors a vector as an ndarray.
pub(crate) trait Mirror {
    /// The type in the core.
    type Core;
    /// The type in the stubs.
    const HINT: PyStaticExpr;
    /// The type of an argument, where more is accepted than given.
    const TAKEN: PyStaticExpr = Self::HINT;
    /// The type of an argument that is not None.
    const SAID: PyStaticExpr = Self::TAKEN;
    /// The Python object.
    fn give<'py>(core: &Self::Core, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>;
    /// The value of a Python object.
    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self::Core>;
    /// The value of an argument of that name.
    fn take_as(object: &Bound<'_, PyAny>, _parameter: &'static str) -> PyResult<Self::Core> {
        Self::take(object)
    }
    /// The parts, for everything generic.
    fn tree(core: &Self::Core) -> Tree;
}

/// A value taken apart: enough to print, compare, hash and convert any result.
#[derive(Debug, Clone)]
pub(crate) enum Tree {
    None,
    Bool(bool),
    Int(i128),
    Float(f64),
    Text(String),
    Date(Day),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
    Struct {
        name: &'static str,
        /// One line that says it all, where there is one.
        line: Option<String>,
        fields: Vec<(&'static str, Tree)>,
    },
}

/// A return value whose stub is `T`'s.
pub(crate) struct Given<'py, T>(Bound<'py, PyAny>, PhantomData<T>);

impl<'py, T: Mirror> Given<'py, T> {
    pub(crate) fn new(py: Python<'py>, core: &T::Core) -> PyResult<Self> {
        Ok(Self(T::give(core, py)?, PhantomData))
    }
}

impl<'py, T: Mirror> IntoPyObject<'py> for Given<'py, T> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = Infallible;
    const OUTPUT_TYPE: PyStaticExpr = T::HINT;

    fn into_pyobject(self, _py: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0)
    }
}

/// What a result class returns besides its fields, with a stub that says more than `dict` and `tuple`.
macro_rules! hinted {
    ($($(#[$doc:meta])* $name:ident: $hint:expr;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name<'py>(pub(crate) Bound<'py, PyAny>);

        impl<'py> IntoPyObject<'py> for $name<'py> {
            type Target = PyAny;
            type Output = Bound<'py, PyAny>;
            type Error = Infallible;
            const OUTPUT_TYPE: PyStaticExpr = $hint;

            fn into_pyobject(self, _py: Python<'py>) -> Result<Self::Output, Self::Error> {
                Ok(self.0)
            }
        }
    )*};
}

const ANY: PyStaticExpr = type_hint_identifier!("typing", "Any");
const ELLIPSIS: PyStaticExpr = PyStaticExpr::Constant {
    value: PyStaticConstant::Ellipsis,
};
const NONE: PyStaticExpr = PyStaticExpr::Constant {
    value: PyStaticConstant::None,
};

hinted! {
    /// The fields of a result as a dictionary.
    Record: type_hint_subscript!(
        type_hint_identifier!("builtins", "dict"),
        type_hint_identifier!("builtins", "str"),
        ANY
    );
    /// How to build a result again: its class and its fields.
    Reduced: type_hint_subscript!(
        type_hint_identifier!("builtins", "tuple"),
        type_hint_subscript!(type_hint_identifier!("builtins", "type"), ANY),
        type_hint_subscript!(type_hint_identifier!("builtins", "tuple"), ANY, ELLIPSIS)
    );
    /// An Arrow capsule; the protocol promises no type.
    Capsule: type_hint_identifier!("builtins", "object");
    /// Columns as ndarrays.
    Arrays: type_hint_subscript!(
        type_hint_identifier!("builtins", "dict"),
        type_hint_identifier!("builtins", "str"),
        type_hint_subscript!(type_hint_identifier!("numpy.typing", "NDArray"), ANY)
    );
    /// A column of numbers.
    Doubles: Array::<f64>::HINT;
    /// Some numbers.
    Numbers: type_hint_subscript!(
        type_hint_identifier!("builtins", "tuple"),
        type_hint_identifier!("builtins", "float"),
        ELLIPSIS
    );
    /// The names of a result's fields.
    FieldNames: type_hint_subscript!(
        type_hint_identifier!("builtins", "tuple"),
        type_hint_identifier!("builtins", "str"),
        ELLIPSIS
    );
}

impl<'py> Reduced<'py> {
    pub(crate) fn new(class: Bound<'py, PyType>, fields: Vec<Bound<'py, PyAny>>) -> PyResult<Self> {
        let py = class.py();
        let fields = PyTuple::new(py, fields)?;
        Ok(Self(
            PyTuple::new(py, [class.into_any(), fields.into_any()])?.into_any(),
        ))
    }
}

impl<'py> FieldNames<'py> {
    pub(crate) fn new(py: Python<'py>, names: &[&str]) -> PyResult<Self> {
        Ok(Self(PyTuple::new(py, names)?.into_any()))
    }
}

/// An argument whose stub is `T`'s.
pub(crate) struct Taken<T: Mirror>(pub(crate) T::Core);

impl<'a, 'py, T: Mirror> FromPyObject<'a, 'py> for Taken<T> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = T::TAKEN;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        T::take(&object).map(Self)
    }
}

/// An argument that is read when its name is known, so that an error says it.
pub(crate) struct Said<'a, 'py, T>(Borrowed<'a, 'py, PyAny>, PhantomData<T>);

impl<'a, 'py, T: Mirror> FromPyObject<'a, 'py> for Said<'a, 'py, T> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = T::SAID;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object, PhantomData))
    }
}

impl<T: Mirror> Said<'_, '_, T> {
    pub(crate) fn take(&self, parameter: &'static str) -> PyResult<T::Core> {
        let py = self.0.py();
        T::take_as(&self.0, parameter).map_err(|error| {
            if error.is_instance_of::<PyTypeError>(py) {
                PyTypeError::new_err(format!("{parameter}: {}", error.value(py)))
            } else {
                error
            }
        })
    }
}

macro_rules! plain {
    ($($ty:ty, $hint:literal, |$value:ident| $tree:expr;)*) => {$(
        impl Mirror for $ty {
            type Core = Self;
            const HINT: PyStaticExpr = type_hint_identifier!("builtins", $hint);
            fn give<'py>(core: &Self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                Ok(core.clone().into_pyobject(py).map_err(PyErr::from)?.to_owned().into_any())
            }
            fn take(object: &Bound<'_, PyAny>) -> PyResult<Self> {
                object.extract()
            }
            fn tree($value: &Self) -> Tree {
                $tree
            }
        }
    )*};
}

plain! {
    bool, "bool", |v| Tree::Bool(*v);
    f64, "float", |v| Tree::Float(*v);
    i32, "int", |v| Tree::Int((*v).into());
    i64, "int", |v| Tree::Int((*v).into());
    u8, "int", |v| Tree::Int((*v).into());
    u32, "int", |v| Tree::Int((*v).into());
    u64, "int", |v| Tree::Int((*v).into());
    usize, "int", |v| Tree::Int(*v as i128);
    String, "str", |v| Tree::Text(v.clone());
}

macro_rules! quantities {
    ($($ty:ident),*) => {$(
        impl Mirror for $ty {
            type Core = Self;
            const HINT: PyStaticExpr = f64::HINT;
            fn give<'py>(core: &Self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                f64::give(&core.get(), py)
            }
            fn take(object: &Bound<'_, PyAny>) -> PyResult<Self> {
                Self::new(stringify!($ty), object.extract()?).map_err(|error| Failure::Core(error).into())
            }
            fn tree(core: &Self) -> Tree {
                Tree::Float(core.get())
            }
        }
    )*};
}

quantities!(Discount, Level, Money, NonNegative, Positive, Proportion);

impl Mirror for Day {
    type Core = Self;
    const HINT: PyStaticExpr = type_hint_identifier!("datetime", "date");

    fn give<'py>(core: &Self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (year, month, day) = core.ymd();
        Ok(PyDate::new(py, year, month, day)?.into_any())
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let date = object.cast::<PyDate>()?;
        Self::from_ymd(date.get_year(), date.get_month(), date.get_day())
            .map_err(|error| Failure::Core(error).into())
    }

    fn tree(core: &Self) -> Tree {
        Tree::Date(*core)
    }
}

impl<T: Mirror> Mirror for Option<T> {
    type Core = Option<T::Core>;
    const HINT: PyStaticExpr = type_hint_union!(T::HINT, NONE);
    const TAKEN: PyStaticExpr = type_hint_union!(T::TAKEN, NONE);
    const SAID: PyStaticExpr = T::TAKEN;

    fn give<'py>(core: &Self::Core, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match core {
            Some(value) => T::give(value, py),
            None => Ok(py.None().into_bound(py)),
        }
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self::Core> {
        if object.is_none() {
            Ok(None)
        } else {
            T::take(object).map(Some)
        }
    }

    fn take_as(object: &Bound<'_, PyAny>, parameter: &'static str) -> PyResult<Self::Core> {
        if object.is_none() {
            Ok(None)
        } else {
            T::take_as(object, parameter).map(Some)
        }
    }

    fn tree(core: &Self::Core) -> Tree {
        core.as_ref().map_or(Tree::None, T::tree)
    }
}

fn tuple<'py, T: Mirror>(items: &[T::Core], py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
    let items = items
        .iter()
        .map(|item| T::give(item, py))
        .collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(py, items)?.into_any())
}

impl<T: Mirror> Mirror for Vec<T> {
    type Core = Vec<T::Core>;
    const HINT: PyStaticExpr =
        type_hint_subscript!(type_hint_identifier!("builtins", "tuple"), T::HINT, ELLIPSIS);
    const TAKEN: PyStaticExpr =
        type_hint_subscript!(type_hint_identifier!("collections.abc", "Sequence"), T::TAKEN);

    fn give<'py>(core: &Self::Core, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        tuple::<T>(core, py)
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self::Core> {
        // A text is no list of its letters.
        if object.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("must be a list, got a text"));
        }
        object.try_iter()?.map(|item| T::take(&item?)).collect()
    }

    fn tree(core: &Self::Core) -> Tree {
        Tree::List(core.iter().map(T::tree).collect())
    }
}

impl<T: Mirror, const N: usize> Mirror for [T; N] {
    type Core = [T::Core; N];
    const HINT: PyStaticExpr = Vec::<T>::HINT;

    fn give<'py>(core: &Self::Core, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        tuple::<T>(core, py)
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self::Core> {
        Vec::<T>::take(object)?.try_into().map_err(|items: Vec<T::Core>| {
            PyValueError::new_err(format!("expected {N} values, got {}", items.len()))
        })
    }

    fn tree(core: &Self::Core) -> Tree {
        Tree::List(core.iter().map(T::tree).collect())
    }
}

impl<T: Mirror> Mirror for BTreeMap<String, T> {
    type Core = BTreeMap<String, T::Core>;
    const HINT: PyStaticExpr =
        type_hint_subscript!(type_hint_identifier!("builtins", "dict"), String::HINT, T::HINT);
    const TAKEN: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Mapping"),
        String::HINT,
        T::TAKEN
    );

    fn give<'py>(core: &Self::Core, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let dict = PyDict::new(py);
        for (name, value) in core {
            dict.set_item(name, T::give(value, py)?)?;
        }
        Ok(dict.into_any())
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self::Core> {
        let items = object.cast::<PyMapping>()?.items()?;
        let item = |item: Bound<'_, PyAny>| {
            let (name, value) = item.extract::<(String, Bound<'_, PyAny>)>()?;
            Ok((name, T::take(&value)?))
        };
        items.iter().map(item).collect()
    }

    fn tree(core: &Self::Core) -> Tree {
        let items = core.iter();
        Tree::Map(
            items
                .map(|(name, value)| (name.clone(), T::tree(value)))
                .collect(),
        )
    }
}

/// A long vector of numbers: a read-only ndarray in Python.
pub(crate) struct Array<T>(PhantomData<T>);

/// A type an ndarray can hold.
pub(crate) trait Element: numpy::Element + Mirror<Core = Self> + Copy {
    /// The name of its numpy scalar type.
    const DTYPE: &'static str;
}

macro_rules! elements {
    ($($ty:ident $dtype:literal),*) => {$(
        impl Element for $ty {
            const DTYPE: &'static str = $dtype;
        }
    )*};
}

elements!(f64 "float64", i32 "int32", i64 "int64", u32 "uint32", u64 "uint64", usize "uintp", bool "bool_");

impl<T: Element> Mirror for Array<T> {
    type Core = Vec<T>;
    const HINT: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("numpy.typing", "NDArray"),
        type_hint_identifier!("numpy", T::DTYPE)
    );

    fn give<'py>(core: &Self::Core, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        frozen_array(py, core)
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self::Core> {
        Vec::<T>::take(object)
    }

    fn tree(core: &Self::Core) -> Tree {
        Tree::List(core.iter().map(T::tree).collect())
    }
}

/// What Python has in another form than the core: `Form` is what it is there.
pub(crate) struct As<Core, Form>(PhantomData<(Core, Form)>);

impl<Core, Form> Mirror for As<Core, Form>
where
    Core: Clone + From<Form>,
    Form: Mirror<Core = Form> + From<Core>,
{
    type Core = Core;
    const HINT: PyStaticExpr = Form::HINT;
    const TAKEN: PyStaticExpr = Form::TAKEN;

    fn give<'py>(core: &Core, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Form::give(&core.clone().into(), py)
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Core> {
        Form::take(object).map(Core::from)
    }

    fn tree(core: &Core) -> Tree {
        Form::tree(&core.clone().into())
    }
}

/// A long vector of whole numbers, some of them missing: an ndarray of doubles in Python, NaN where one is missing.
pub(crate) struct Gaps;

impl Mirror for Gaps {
    type Core = Vec<Option<u32>>;
    const HINT: PyStaticExpr = Array::<f64>::HINT;

    fn give<'py>(core: &Self::Core, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let doubles: Vec<f64> = core
            .iter()
            .map(|value| value.map_or(f64::NAN, f64::from))
            .collect();
        frozen_array(py, &doubles)
    }

    fn take(object: &Bound<'_, PyAny>) -> PyResult<Self::Core> {
        let doubles = Vec::<f64>::take(object)?;
        Ok(doubles
            .into_iter()
            .map(|value| (!value.is_nan()).then_some(value as u32))
            .collect())
    }

    fn tree(core: &Self::Core) -> Tree {
        Tree::List(
            core.iter()
                .map(|value| Tree::Float(value.map_or(f64::NAN, f64::from)))
                .collect(),
        )
    }
}

/// A read-only ndarray: results do not change.
pub(crate) fn frozen_array<'py, T: numpy::Element + Copy>(
    py: Python<'py>,
    values: &[T],
) -> PyResult<Bound<'py, PyAny>> {
    let array = PyArray1::from_slice(py, values).into_any();
    array.call_method1(intern!(py, "setflags"), (false,))?;
    Ok(array)
}

impl Tree {
    /// As plain Python values: dictionaries, tuples, numbers, strings, dates.
    pub(crate) fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(match self {
            Self::None => py.None().into_bound(py),
            Self::Bool(value) => bool::give(value, py)?,
            Self::Int(value) => value.into_pyobject(py)?.into_any(),
            Self::Float(value) => f64::give(value, py)?,
            Self::Text(value) => String::give(value, py)?,
            Self::Date(value) => Day::give(value, py)?,
            Self::List(items) => {
                let items = items
                    .iter()
                    .map(|item| item.to_python(py))
                    .collect::<PyResult<Vec<_>>>()?;
                items.into_pyobject(py)?
            }
            Self::Map(items) => {
                let dict = PyDict::new(py);
                for (name, value) in items {
                    dict.set_item(name, value.to_python(py)?)?;
                }
                dict.into_any()
            }
            Self::Struct { fields, .. } => {
                let dict = PyDict::new(py);
                for (name, value) in fields {
                    dict.set_item(PyString::intern(py, name), value.to_python(py)?)?;
                }
                dict.into_any()
            }
        })
    }

    /// What `repr` prints.
    pub(crate) fn repr(&self) -> String {
        match self {
            Self::Struct {
                name,
                line: Some(line),
                ..
            } if !line.starts_with(name) => format!("<{name} {line}>"),
            _ => self.inner_repr(0),
        }
    }

    fn inner_repr(&self, depth: usize) -> String {
        match self {
            Self::None => "None".into(),
            Self::Bool(value) => if *value { "True" } else { "False" }.into(),
            Self::Int(value) => value.to_string(),
            Self::Float(value) => float(*value),
            Self::Text(value) => format!("{value:?}"),
            Self::Date(value) => value.to_string(),
            Self::List(items) => wrap(
                "(",
                ")",
                depth,
                shorten(items, 8, |item| item.inner_repr(depth + 1)),
            ),
            Self::Map(items) => {
                let item =
                    |(name, value): &(String, Self)| format!("{name:?}: {}", value.inner_repr(depth + 1));
                wrap("{", "}", depth, items.iter().map(item).collect())
            }
            Self::Struct { line: Some(line), .. } => {
                line.replace('\n', &format!("\n{}", "    ".repeat(depth)))
            }
            Self::Struct { name, fields, .. } => wrap(
                &format!("{name}("),
                ")",
                depth,
                fields
                    .iter()
                    .map(|(field, value)| format!("{field}={}", value.inner_repr(depth + 1)))
                    .collect(),
            ),
        }
    }

    /// What a notebook shows.
    pub(crate) fn html(&self) -> String {
        let mut out = String::new();
        match self {
            Self::Struct { name, line, fields } => {
                let _ = write!(out, "<table><caption><strong>{name}</strong>");
                if let Some(line) = line.as_ref().filter(|line| !line.starts_with(name)) {
                    let _ = write!(out, " {}", escape(line));
                }
                out.push_str("</caption><tbody>");
                for (field, value) in fields {
                    let _ = write!(
                        out,
                        "<tr><th style=\"text-align:left\">{field}</th>{}</tr>",
                        value.cell()
                    );
                }
                out.push_str("</tbody></table>");
            }
            other => out = escape(&other.inner_repr(0)),
        }
        out
    }

    fn cell(&self) -> String {
        match self {
            Self::List(items) => match items.first() {
                Some(Self::Struct {
                    line: None, fields, ..
                }) => {
                    let mut out = String::from("<td><table><thead><tr>");
                    for (field, _) in fields {
                        let _ = write!(out, "<th>{field}</th>");
                    }
                    out.push_str("</tr></thead><tbody>");
                    for item in items.iter().take(ROWS_SHOWN) {
                        out.push_str("<tr>");
                        if let Self::Struct { fields, .. } = item {
                            for (_, value) in fields {
                                out.push_str(&value.cell());
                            }
                        }
                        out.push_str("</tr>");
                    }
                    out.push_str("</tbody></table>");
                    if items.len() > ROWS_SHOWN {
                        let _ = write!(out, "{} rows", items.len());
                    }
                    out + "</td>"
                }
                _ => format!(
                    "<td style=\"text-align:left\">{}</td>",
                    escape(&self.inner_repr(0))
                ),
            },
            Self::Struct { line: None, .. } => format!("<td>{}</td>", self.html()),
            Self::Text(text) => format!("<td style=\"text-align:left\">{}</td>", escape(text)),
            other => format!(
                "<td style=\"text-align:left\">{}</td>",
                escape(&other.inner_repr(0))
            ),
        }
    }
}

/// How many rows of a long list a notebook shows.
const ROWS_SHOWN: usize = 60;

/// A float the way Python prints it.
fn float(value: f64) -> String {
    if value.is_nan() {
        "nan".into()
    } else {
        format!("{value:?}")
    }
}

/// `open items close`, one item a line where they do not fit on one.
fn wrap(open: &str, close: &str, depth: usize, items: Vec<String>) -> String {
    let width: usize = items.iter().map(|item| item.chars().count() + 2).sum();
    let single = items.iter().all(|item| !item.contains('\n'));
    if single && 4 * depth + open.len() + width <= 100 {
        if let ("(", [only]) = (open, &items[..]) {
            return format!("({only},)");
        }
        return format!("{open}{}{close}", items.join(", "));
    }
    let indent = "    ".repeat(depth + 1);
    let mut out = open.to_owned();
    for item in items {
        let _ = write!(out, "\n{indent}{item},");
    }
    let _ = write!(out, "\n{}{close}", "    ".repeat(depth));
    out
}

fn shorten(items: &[Tree], most: usize, show: impl Fn(&Tree) -> String) -> Vec<String> {
    if items.len() <= 2 * most {
        return items.iter().map(show).collect();
    }
    let mut shown: Vec<_> = items[..most].iter().map(&show).collect();
    shown.push(format!("… {} more …", items.len() - 2 * most));
    shown.extend(items[items.len() - most..].iter().map(show));
    shown
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Equality in which a missing number equals a missing number: a result equals its own copy.
impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a == b || (a.is_nan() && b.is_nan()),
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => a == b,
            (
                Self::Struct {
                    name: a, fields: x, ..
                },
                Self::Struct {
                    name: b, fields: y, ..
                },
            ) => a == b && x == y,
            _ => false,
        }
    }
}

impl Hash for Tree {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::None => 0.hash(state),
            Self::Bool(value) => value.hash(state),
            Self::Int(value) => value.hash(state),
            Self::Float(value) if value.is_nan() => 1.hash(state),
            Self::Float(value) => (value + 0.0).to_bits().hash(state),
            Self::Text(value) => value.hash(state),
            Self::Date(value) => value.hash(state),
            Self::List(items) => items.hash(state),
            Self::Map(items) => items.hash(state),
            Self::Struct { name, fields, .. } => {
                name.hash(state);
                fields.hash(state);
            }
        }
    }
}

pub(crate) fn hash(tree: &Tree) -> u64 {
    let mut hasher = DefaultHasher::new();
    tree.hash(&mut hasher);
    hasher.finish()
}

/// How a declaration is written: what is as usual goes without saying.
pub(crate) fn written(name: &str, fields: &[(&'static str, Tree, Tree)]) -> String {
    let said = fields.iter().filter(|(_, value, usual)| value != usual);
    let fields = said.map(|(field, value, _)| format!("{field}={}", value.inner_repr(1)));
    wrap(&format!("{name}("), ")", 0, fields.collect())
}

/// Declares the Python class of a core struct.
///
/// ```text
/// mirror! {
///     /// What the class is.
///     Nps in "goodwill.survey" = goodwill::survey::Nps {
///         /// What the field is, with its unit.
///         score: Estimate,
///     }
///     line |nps| …        // optional: the one line that says it all
///     html |nps| …        // optional: what a notebook shows, in place of a table of the fields
///     methods { … }       // optional: further methods and properties
/// }
/// ```
macro_rules! mirror {
    (
        $(#[$doc:meta])*
        $name:ident in $module:literal = $core:ty {
            $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)?
        }
        $(line |$shown:ident| $line:expr;)?
        $(html |$drawn:ident| $html:expr;)?
        $(methods { $($method:tt)* })?
    ) => {
        $crate::mirror::class! {
            construct {
                #[new]
                #[allow(clippy::too_many_arguments)]
                fn rebuild($($field: $crate::mirror::Taken<$ty>),*) -> Self {
                    Self($crate::mirror::build!($core, $($field),*))
                }
            }
            tree |core| {
                let mut line = None;
                $(let $shown = core; line = Some($line);)?
                $crate::mirror::Tree::Struct {
                    name: stringify!($name),
                    line,
                    fields: vec![$((stringify!($field), <$ty as $crate::mirror::Mirror>::tree(&core.$field))),*],
                }
            };
            $(#[$doc])*
            $name in $module = $core {
                $($(#[$field_doc])* $field: $ty),*
            }
            $(html |$drawn| $html;)?
            $(methods { $($method)* })?
        }
    };
}
pub(crate) use mirror;

/// Declares the Python class of a core struct that callers write: the fields in the second block may be left out, and are
/// then what the core's default is. `check` refuses what makes no sense.
macro_rules! declared {
    (
        $(#[$doc:meta])*
        $name:ident in $module:literal = $core:ty {
            $($(#[$needed_doc:meta])* $needed:ident: $needed_ty:ty),* $(,)?
        } and {
            $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)?
        }
        $(check |$made:ident| $check:expr;)?
        $(methods { $($method:tt)* })?
    ) => {
        $crate::mirror::class! {
            construct {
                #[new]
                #[pyo3(signature = ($($needed,)* $($field = None),*))]
                #[allow(clippy::too_many_arguments)]
                fn declare(
                    $($needed: $crate::mirror::Said<'_, '_, $needed_ty>,)*
                    $($field: Option<$crate::mirror::Said<'_, '_, $ty>>),*
                ) -> $crate::error::Reply<Self> {
                    let mut core = <$core>::default();
                    $(core.$needed = $needed.take(stringify!($needed))?;)*
                    $(if let Some(said) = $field {
                        core.$field = said.take(stringify!($field))?;
                    })*
                    $(let $made = &core; $check;)?
                    Ok(Self(core))
                }
            }
            tree |core| {
                use $crate::mirror::{Mirror, Tree};
                let usual = <$core>::default();
                let fields = vec![
                    $((stringify!($needed), <$needed_ty as Mirror>::tree(&core.$needed), Tree::None),)*
                    $((stringify!($field), <$ty as Mirror>::tree(&core.$field), <$ty as Mirror>::tree(&usual.$field)),)*
                ];
                Tree::Struct {
                    name: stringify!($name),
                    line: Some($crate::mirror::written(stringify!($name), &fields)),
                    fields: fields.into_iter().map(|(name, value, _)| (name, value)).collect(),
                }
            };
            $(#[$doc])*
            $name in $module = $core {
                $($(#[$needed_doc])* $needed: $needed_ty,)*
                $($(#[$field_doc])* $field: $ty),*
            }
            $(methods { $($method)* })?
        }
    };
}
pub(crate) use declared;

/// The class that [`mirror!`] and [`declared!`] declare; they differ in how it is made and how it is told.
macro_rules! class {
    (
        construct { $($construct:tt)* }
        tree |$told:ident| $tree:expr;
        $(#[$doc:meta])*
        $name:ident in $module:literal = $core:ty {
            $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)?
        }
        $(html |$drawn:ident| $html:expr;)?
        $(methods { $($method:tt)* })?
    ) => {
        $(#[$doc])*
        #[pyo3::pyclass(frozen, module = $module)]
        pub(crate) struct $name(pub(crate) $core);

        #[pyo3::pymethods]
        impl $name {
            $($construct)*

            $(
                $(#[$field_doc])*
                #[getter]
                #[allow(clippy::new_ret_no_self, clippy::wrong_self_convention)] // a field may be called `new`
                fn $field<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<$crate::mirror::Given<'py, $ty>> {
                    $crate::mirror::Given::new(py, &self.0.$field)
                }
            )*

            $($($method)*)?

            /// The fields as plain Python values, nested results as dictionaries.
            fn to_dict<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<$crate::mirror::Record<'py>> {
                Ok($crate::mirror::Record(self.tree().to_python(py)?))
            }

            fn __repr__(&self) -> String {
                self.tree().repr()
            }

            #[allow(unreachable_code)] // where the core draws the result itself
            fn _repr_html_(&self) -> String {
                $(let $drawn = &self.0; return $html;)?
                self.tree().html()
            }

            fn __eq__(&self, other: &pyo3::Bound<'_, pyo3::PyAny>) -> bool {
                other.cast::<Self>().is_ok_and(|other| self.tree() == other.get().tree())
            }

            fn __hash__(&self) -> u64 {
                $crate::mirror::hash(&self.tree())
            }

            fn __reduce__<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<$crate::mirror::Reduced<'py>> {
                let fields: Vec<pyo3::Bound<'py, pyo3::PyAny>> =
                    vec![$(<$ty as $crate::mirror::Mirror>::give(&self.0.$field, py)?),*];
                $crate::mirror::Reduced::new(py.get_type::<Self>(), fields)
            }

            #[classattr]
            fn __match_args__(py: pyo3::Python<'_>) -> pyo3::PyResult<$crate::mirror::FieldNames<'_>> {
                $crate::mirror::FieldNames::new(py, &[$(stringify!($field)),*])
            }
        }

        impl $name {
            fn tree(&self) -> $crate::mirror::Tree {
                <$core as $crate::mirror::Mirror>::tree(&self.0)
            }
        }

        impl From<$core> for $name {
            fn from(core: $core) -> Self {
                Self(core)
            }
        }

        impl $crate::mirror::Mirror for $core {
            type Core = Self;
            const HINT: pyo3::inspect::PyStaticExpr = <$name as pyo3::PyTypeInfo>::TYPE_HINT;

            fn give<'py>(core: &Self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                Ok(pyo3::Bound::new(py, $name(core.clone()))?.into_any())
            }

            fn take(object: &pyo3::Bound<'_, pyo3::PyAny>) -> pyo3::PyResult<Self> {
                Ok(object.cast::<$name>()?.get().0.clone())
            }

            #[allow(unused_mut, unused_assignments)]
            fn tree($told: &Self) -> $crate::mirror::Tree {
                $tree
            }
        }
    };
}
pub(crate) use class;

/// A struct literal of a type given as `ty`.
macro_rules! build {
    ($core:ty, $($field:ident),*) => {{
        type Core = $core;
        Core { $($field: $field.0),* }
    }};
}
pub(crate) use build;
