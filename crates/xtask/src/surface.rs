//! `cargo xtask surface [--check]`: every public metric, and through which doors it can be reached.
//!
//! A metric is a free public function of a room of the core, or a verb of its models. It has a row in the catalogue, a
//! Python function and a C symbol of the same name, a golden case and a place in the docs. The table is written to
//! `docs/metrics.md`.

use crate::Outcome;
use crate::workspace::{generate, read, root};
use goodwill::catalogue::METRICS;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

const ROOMS: [&str; 7] = [
    "estimate",
    "survey",
    "purchase",
    "retention",
    "value",
    "segment",
    "model",
];

/// The verbs of every model; what each kind of model predicts beside them is in the traits of `MODEL_TRAITS`.
const MODEL_VERBS: [&str; 7] = [
    "log_likelihood",
    "gradient",
    "hessian",
    "fit",
    "posterior",
    "simulate",
    "expected_spend",
];

/// Traits whose required methods are verbs.
const MODEL_TRAITS: [&str; 2] = ["purchase_model.rs", "renewal_model.rs"];

/// The longest name whose C symbol `goodwill_…` a COBOL program can call: 30 characters in all.
const LONGEST_NAME: usize = 21;

pub(crate) fn run(check: bool) -> Outcome {
    let functions = public_functions()?;
    let header = read(&root().join("bindings/c/include/goodwill.h"))?;
    let stubs = all_text(&root().join("bindings/python/python/goodwill"), &["py", "pyi"])?;
    let golden = all_text(&root().join("tests/golden"), &["toml"])?;
    let docs = all_text(&root().join("docs"), &["md"])?;

    let mut complaints = Vec::new();
    for (name, room) in &functions {
        let mut miss = |what: &str| complaints.push(format!("{room}::{name} {what}"));
        if name.len() > LONGEST_NAME {
            miss("has a name longer than 21 characters");
        }
        if !METRICS
            .iter()
            .any(|metric| metric.name == name && metric.room == room)
        {
            miss("has no row in the catalogue (crates/goodwill/src/catalogue.rs)");
        }
        if !header.contains(&format!("goodwill_{name}(")) {
            miss(&format!("has no C function goodwill_{name}"));
        }
        if !stubs.contains(&format!("def {name}(")) {
            miss(&format!("has no Python function goodwill.{room}.{name}"));
        }
        if !golden.contains(&format!("function = \"{name}\"")) {
            miss("has no case in tests/golden");
        }
        if !docs.contains(&format!("`{name}`")) {
            miss("is not mentioned in docs");
        }
    }
    for metric in METRICS {
        if functions.get(metric.name).map(String::as_str) != Some(metric.room) {
            complaints.push(format!(
                "the catalogue names {}::{}, which does not exist",
                metric.room, metric.name
            ));
        }
    }
    if !complaints.is_empty() {
        return Err(complaints.join("\n"));
    }
    println!(
        "{} metrics, each in Rust, Python, C, golden cases and docs",
        functions.len()
    );
    generate(&root().join("docs/metrics.md"), &page(), check)
}

/// The metric map as a page.
fn page() -> String {
    let mut text = String::from(
        "# Metrics\n\nEvery metric has one name: Rust `goodwill::<room>::<name>`, Python `goodwill.<room>.<name>`, \
         C `goodwill_<name>`. In `model` the verbs of the models are methods of the model in Rust and Python.\n",
    );
    for room in ROOMS {
        let _ = write!(
            text,
            "\n## {room}\n\n| name | metric | 中文 | page |\n|---|---|---|---|\n"
        );
        for metric in METRICS.iter().filter(|metric| metric.room == room) {
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | [{page}]({page}.md) |",
                metric.name,
                metric.title,
                metric.chinese,
                page = metric.page
            );
        }
    }
    text
}

/// Free public functions of the rooms: name → room.
fn public_functions() -> Outcome<BTreeMap<String, String>> {
    let mut functions = BTreeMap::new();
    for room in ROOMS {
        let text = all_text(&root().join("crates/goodwill/src").join(room), &["rs"])?;
        for line in text.lines() {
            // Methods are indented, helpers are `pub(crate)`: a metric starts the line.
            if let Some(rest) = line.strip_prefix("pub fn ") {
                let name = rest.split(['(', '<']).next().unwrap_or(rest).to_owned();
                if let Some(other) = functions.insert(name.clone(), room.to_owned()) {
                    return Err(format!("{name} is in {other} and in {room}: names are unique"));
                }
            }
        }
    }
    let models = root().join("crates/goodwill/src/model");
    for verb in MODEL_VERBS {
        functions.insert(verb.to_owned(), "model".to_owned());
    }
    for file in MODEL_TRAITS {
        for verb in required_methods(&read(&models.join(file))?) {
            functions.insert(verb, "model".to_owned());
        }
    }
    Ok(functions)
}

/// The methods of a trait that have no body of their own, but for the unit of time and what `simulate` is made of.
fn required_methods(text: &str) -> Vec<String> {
    text.split("\n    fn ")
        .skip(1)
        .filter(|method| {
            let end = method.find([';', '{']);
            end.is_some_and(|end| method[end..].starts_with(';'))
        })
        .filter_map(|method| method.split(['(', '<']).next())
        .filter(|name| !["unit", "simulate_one"].contains(name))
        .map(str::to_owned)
        .collect()
}

fn all_text(folder: &Path, extensions: &[&str]) -> Outcome<String> {
    let mut text = String::new();
    let unreadable = |error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            text.push_str(&all_text(&path, extensions)?);
        } else if path
            .extension()
            .is_some_and(|end| extensions.iter().any(|known| end == *known))
        {
            text.push_str(&read(&path)?);
            text.push('\n');
        }
    }
    Ok(text)
}
