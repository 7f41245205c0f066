//! Reads `tests/golden/*.toml`: published and peer numbers, the same for Rust, Python and C.
//!
//! A file holds `[[case]]` tables. Each names a `function` of the library, its inputs as `in.*`, what comes out as
//! `out.*`, the `tolerance` (0 = equal, else relative above 1 and absolute below) and the `source` of the numbers.

mod book;

use goodwill::choice::Choice;
use std::{fmt::Write as _, fs, path::PathBuf};
use toml::{Table, Value};

/// The folder of the golden files.
#[must_use]
pub fn golden_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden")
}

/// The folder of the data files that cases name.
#[must_use]
pub fn data_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// One call and what it must give.
#[derive(Debug)]
pub struct Case {
    /// `file:number`, to find the case again.
    pub name: String,
    /// The public name of the function.
    pub function: String,
    /// How far a result may be from the expected number.
    pub tolerance: f64,
    inputs: Table,
    expected: Vec<(String, Value)>,
}

/// Every case of every file, in the order of file name and position.
#[must_use]
pub fn cases() -> Vec<Case> {
    let mut paths: Vec<_> = fs::read_dir(golden_dir())
        .expect("the golden folder is part of the repository")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    paths.iter().flat_map(|path| read(path)).collect()
}

fn read(path: &std::path::Path) -> Vec<Case> {
    let stem = path
        .file_stem()
        .expect("a file name")
        .to_string_lossy()
        .into_owned();
    let text = fs::read_to_string(path).expect("a readable golden file");
    let table: Table = text.parse().unwrap_or_else(|error| panic!("{stem}: {error}"));
    let cases = table["case"]
        .as_array()
        .expect("a list of cases")
        .iter()
        .enumerate();
    cases
        .map(|(i, case)| {
            let name = format!("{stem}:{}", i + 1);
            let case = case.as_table().expect("a case is a table");
            assert!(
                case.get("source")
                    .and_then(Value::as_str)
                    .is_some_and(|source| !source.is_empty()),
                "{name} has no source"
            );
            let mut expected = Vec::new();
            flatten("", &case["out"], &mut expected);
            assert!(!expected.is_empty(), "{name} expects nothing");
            Case {
                function: case["function"].as_str().expect("a function name").into(),
                tolerance: case.get("tolerance").map_or(0.0, number),
                inputs: case
                    .get("in")
                    .and_then(Value::as_table)
                    .cloned()
                    .unwrap_or_default(),
                expected,
                name,
            }
        })
        .collect()
}

fn flatten(prefix: &str, value: &Value, out: &mut Vec<(String, Value)>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                let path = if prefix.is_empty() {
                    key.clone()
                } else {
                    format!("{prefix}.{key}")
                };
                flatten(&path, value, out);
            }
        }
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(i, value)| flatten(&format!("{prefix}.{i}"), value, out));
        }
        _ => out.push((prefix.into(), value.clone())),
    }
}

fn number(value: &Value) -> f64 {
    match value {
        Value::Integer(integer) => *integer as f64,
        Value::Float(float) => *float,
        Value::Boolean(flag) => f64::from(u8::from(*flag)),
        other => panic!("{other} is no number"),
    }
}

impl Case {
    fn input(&self, key: &str) -> &Value {
        self.inputs
            .get(key)
            .unwrap_or_else(|| panic!("{} has no input {key}", self.name))
    }

    /// Whether the case gives this input.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.inputs.contains_key(key)
    }

    /// A number.
    #[must_use]
    pub fn number(&self, key: &str) -> f64 {
        number(self.input(key))
    }

    /// A number, or what the function uses when it is not given.
    #[must_use]
    pub fn number_or(&self, key: &str, default: f64) -> f64 {
        if self.has(key) { self.number(key) } else { default }
    }

    /// Whether the case gives this input as a list.
    #[must_use]
    pub fn is_list(&self, key: &str) -> bool {
        self.inputs.get(key).is_some_and(Value::is_array)
    }

    /// A count.
    #[must_use]
    pub fn count(&self, key: &str) -> u64 {
        let value = self
            .input(key)
            .as_integer()
            .unwrap_or_else(|| panic!("{}: {key} is no integer", self.name));
        u64::try_from(value).unwrap_or_else(|_| panic!("{}: {key} is negative", self.name))
    }

    /// A count, or what the function uses when it is not given.
    #[must_use]
    pub fn count_or(&self, key: &str, default: u64) -> u64 {
        if self.has(key) { self.count(key) } else { default }
    }

    /// A list of numbers.
    #[must_use]
    pub fn numbers(&self, key: &str) -> Vec<f64> {
        self.input(key)
            .as_array()
            .unwrap_or_else(|| panic!("{}: {key} is no list", self.name))
            .iter()
            .map(number)
            .collect()
    }

    /// A list of integers.
    ///
    /// # Panics
    /// When an element is no integer of type `T`.
    #[must_use]
    pub fn integers<T: TryFrom<i64>>(&self, key: &str) -> Vec<T> {
        let list = self
            .input(key)
            .as_array()
            .unwrap_or_else(|| panic!("{}: {key} is no list", self.name));
        list.iter()
            .map(|value| {
                let integer = value
                    .as_integer()
                    .unwrap_or_else(|| panic!("{}: {key} holds {value}", self.name));
                T::try_from(integer).unwrap_or_else(|_| panic!("{}: {key} holds {integer}", self.name))
            })
            .collect()
    }

    /// A text.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        self.input(key)
            .as_str()
            .unwrap_or_else(|| panic!("{}: {key} is no text", self.name))
    }

    /// A list of texts.
    #[must_use]
    pub fn texts(&self, key: &str) -> Vec<&str> {
        let list = self
            .input(key)
            .as_array()
            .unwrap_or_else(|| panic!("{}: {key} is no list", self.name));
        list.iter()
            .map(|value| value.as_str().unwrap_or_else(|| panic!("{}: {key}", self.name)))
            .collect()
    }

    /// Yes or no, or what the function uses when it is not given.
    #[must_use]
    pub fn flag_or(&self, key: &str, default: bool) -> bool {
        self.inputs
            .get(key)
            .map_or(default, |value| value.as_bool().expect("true or false"))
    }

    /// A choice by its name.
    pub fn choice<T: Choice>(&self, key: &'static str) -> goodwill::Result<T> {
        T::from_name(key, self.text(key))
    }

    /// A choice by its name, or the default.
    pub fn choice_or_default<T: Choice + Default>(&self, key: &'static str) -> goodwill::Result<T> {
        if self.has(key) {
            self.choice(key)
        } else {
            Ok(T::default())
        }
    }

    /// What must come out, key by key.
    #[must_use]
    pub fn expected(&self) -> &[(String, Value)] {
        &self.expected
    }

    /// The bits of the expected numbers as they came out, a line each: `file:case path hex`.
    #[must_use]
    pub fn bits(&self, got: &goodwill::Result<Outputs>) -> String {
        let Ok(outputs) = got else { return String::new() };
        let mut lines = String::new();
        for (path, _) in &self.expected {
            if let Some(Output::Number(number)) = outputs.get(path) {
                let _ = writeln!(lines, "{} {path} {:016x}", self.name, number.to_bits());
            }
        }
        lines
    }

    fn near(&self, got: f64, wanted: f64) -> bool {
        if wanted.is_nan() || got.is_nan() {
            return wanted.is_nan() && got.is_nan();
        }
        wanted == got || (got - wanted).abs() <= self.tolerance * wanted.abs().max(1.0)
    }

    /// Compares what came out with what must; returns the complaints.
    #[must_use]
    pub fn check(&self, got: &goodwill::Result<Outputs>) -> Vec<String> {
        let complain = |text: String| format!("{} {}: {text}", self.name, self.function);
        let error = self
            .expected
            .iter()
            .find(|(key, _)| key == "error")
            .and_then(|(_, value)| value.as_str());
        match (error, got) {
            (Some(code), Err(error)) if error.code().name() == code => Vec::new(),
            (Some(code), Err(error)) => vec![complain(format!(
                "failed with {} instead of {code}",
                error.code()
            ))],
            (Some(code), Ok(_)) => vec![complain(format!("did not fail with {code}"))],
            (None, Err(error)) => vec![complain(format!("failed: {error}"))],
            (None, Ok(outputs)) => self
                .expected
                .iter()
                .filter_map(|(path, wanted)| {
                    let Some(got) = outputs.get(path) else {
                        return Some(complain(format!(
                            "has no output {path}; there are {:?}",
                            outputs.paths()
                        )));
                    };
                    let equal = match (got, wanted) {
                        (Output::Text(got), Value::String(wanted)) => got == wanted,
                        (Output::Number(got), wanted) => self.near(*got, number(wanted)),
                        (Output::Text(_), _) => false,
                    };
                    (!equal).then(|| complain(format!("{path} is {got:?}, expected {wanted}")))
                })
                .collect(),
        }
    }
}

/// What a function gave, flattened to `path → number or text`.
#[derive(Debug)]
pub struct Outputs(Vec<(String, Output)>);

/// One output.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// A number; NaN where the result has none.
    Number(f64),
    /// The name of a choice, or another text.
    Text(String),
}

impl Outputs {
    /// Flattens any result: fields by their path, list elements by their position, a bare value as `value`. The ends
    /// of an interval stand beside the value: `score.lower`.
    ///
    /// # Panics
    /// When the result cannot be serialised, which would be a defect.
    #[must_use]
    pub fn of(result: &impl serde::Serialize) -> Self {
        let mut out = Vec::new();
        flatten_json(
            "",
            &serde_json::to_value(result).expect("results are serialisable"),
            &mut out,
        );
        Self(out)
    }

    /// The output at `path`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Output> {
        self.0
            .iter()
            .find(|(name, _)| name == path)
            .map(|(_, value)| value)
    }

    fn paths(&self) -> Vec<&str> {
        self.0.iter().map(|(path, _)| path.as_str()).collect()
    }
}

fn flatten_json(path: &str, value: &serde_json::Value, out: &mut Vec<(String, Output)>) {
    use serde_json::Value;
    let join = |key: &str| match (path, key) {
        (path, "interval") => path.to_owned(),
        ("", key) => key.to_owned(),
        (path, key) => format!("{path}.{key}"),
    };
    let leaf = |output| {
        (
            if path.is_empty() {
                "value".to_owned()
            } else {
                path.to_owned()
            },
            output,
        )
    };
    match value {
        Value::Null => out.push(leaf(Output::Number(f64::NAN))),
        Value::Bool(flag) => out.push(leaf(Output::Number(f64::from(u8::from(*flag))))),
        Value::Number(number) => out.push(leaf(Output::Number(number.as_f64().expect("a number")))),
        Value::String(text) => out.push(leaf(Output::Text(text.clone()))),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(i, value)| flatten_json(&join(&i.to_string()), value, out)),
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, value)| flatten_json(&join(key), value, out)),
    }
}
