//! Why data do not determine the parameters, in words.

use super::search::Search;
use super::summary::shown;
use crate::error::{Error, ErrorCode};
use crate::model::kind::ModelKind;
use alloc::{format, string::String, vec::Vec};

/// A logarithm that moved by more than this takes part in a run: a factor of 150.
const MOVED: f64 = 5.0;

/// What to do about it.
const REMEDY: &str = "use a model with fewer parameters or more data";

/// What a penalty does about parameters that grow; it hastens those that fall.
const PENALTY: &str = "; a penalty (option penalty) would make a choice that the data do not";

/// The likelihood rises for as long as a parameter runs.
pub(super) fn runaway(search: &Search<'_>, point: &[f64], variable: usize, upward: bool) -> Error {
    let name = &search.names[variable];
    if variable >= search.base {
        return Error::new(
            ErrorCode::NotIdentified,
            name.clone(),
            format!("has no estimate: the likelihood rises without end as the coefficient runs; {REMEDY}"),
        );
    }
    let moved: Vec<f64> = point.iter().zip(&search.starts[0]).map(|(x, c)| x - c).collect();
    let others: Vec<&str> = (0..search.base)
        .filter(|&k| k != variable && libm::fabs(moved[k]) > MOVED)
        .map(|k| search.names[k].as_str())
        .collect();
    let together = if others.is_empty() {
        String::new()
    } else {
        format!(", together with {}", listed(&others))
    };
    let end = if upward {
        "grows without bound"
    } else {
        "falls to 0"
    };
    let penalty = if upward { PENALTY } else { "" };
    let why = meaning(search, &moved, variable, upward).map_or(String::new(), |why| format!(": {why}"));
    Error::new(
        ErrorCode::NotIdentified,
        name.clone(),
        format!("has no estimate: the likelihood still rises as it {end}{together}{why}; {REMEDY}{penalty}"),
    )
    .with_value(shown(libm::exp(point[variable])))
}

/// The likelihood has no slope and no curvature along a direction.
pub(super) fn flat(search: &Search<'_>, point: &[f64], direction: &[f64]) -> Error {
    let largest = direction.iter().fold(0.0, |a: f64, x| a.max(libm::fabs(*x)));
    let involved: Vec<usize> = (0..direction.len())
        .filter(|&k| libm::fabs(direction[k]) > 0.2 * largest)
        .collect();
    let names: Vec<&str> = involved.iter().map(|&k| search.names[k].as_str()).collect();
    let first = involved.first().copied().unwrap_or(0);
    // Both parameters of a mixing distribution grow, their ratio kept: its variance goes to 0.
    let apart: Vec<f64> = direction
        .iter()
        .map(|x| 2.0 * MOVED * libm::fabs(*x) / largest)
        .collect();
    let together = involved.len() == 2 && direction[involved[0]] * direction[involved[1]] > 0.0;
    let why = together
        .then(|| meaning(search, &apart, first, true))
        .flatten()
        .map_or(String::new(), |why| format!(": perhaps {why}"));
    let error = Error::new(
        ErrorCode::NotIdentified,
        search.names[first].clone(),
        format!(
            "has no estimate: the likelihood does not change along {}{why}; {REMEDY}{PENALTY}",
            listed(&names)
        ),
    );
    if first < search.base {
        error.with_value(shown(libm::exp(point[first])))
    } else {
        error
    }
}

/// The mixing distribution a parameter belongs to.
struct Mixing {
    parameters: [&'static str; 2],
    /// What a customer does at a rate or with a probability that this distribution describes.
    does: &'static str,
    /// Whether it is of a probability (beta) or of a rate (gamma).
    of_probability: bool,
}

const fn mixing(parameters: [&'static str; 2], does: &'static str, of_probability: bool) -> Mixing {
    Mixing {
        parameters,
        does,
        of_probability,
    }
}

const PURCHASES: Mixing = mixing(["r", "alpha"], "buy again", false);

/// The mixing distributions of a model.
fn mixings(kind: ModelKind) -> &'static [Mixing] {
    const DROPOUT: Mixing = mixing(["a", "b"], "leave", true);
    match kind {
        ModelKind::Nbd => const { &[PURCHASES] },
        ModelKind::BgNbd | ModelKind::MbgNbd => const { &[PURCHASES, DROPOUT] },
        ModelKind::ParetoNbd => const { &[PURCHASES, mixing(["s", "beta"], "leave", false)] },
        ModelKind::BgBb => {
            const {
                &[
                    mixing(["alpha", "beta"], "buy", true),
                    mixing(["gamma", "delta"], "leave", true),
                ]
            }
        }
        ModelKind::Sbg | ModelKind::Bdw => const { &[mixing(["alpha", "beta"], "leave", true)] },
        ModelKind::GammaGamma => &[],
    }
}

/// What it means for customers that a parameter runs.
fn meaning(search: &Search<'_>, moved: &[f64], variable: usize, upward: bool) -> Option<String> {
    let name = search.names[variable].as_str();
    if search.kind == ModelKind::GammaGamma {
        return Some(
            match (name, upward) {
                ("p", true) => "the spend of one customer does not vary",
                ("q", true) => "customers do not differ in what they spend",
                _ => return None,
            }
            .into(),
        );
    }
    let mixing = mixings(search.kind)
        .iter()
        .find(|mixing| mixing.parameters.contains(&name))?;
    let run = mixing.parameters.map(|parameter| {
        let k = search.names.iter().position(|name| name == parameter)?;
        if k == variable {
            Some(upward)
        } else if libm::fabs(moved[k]) > MOVED {
            Some(moved[k] > 0.0)
        } else {
            None
        }
    });
    let does = mixing.does;
    Some(match run {
        [Some(true), Some(true)] => format!("customers do not differ in how readily they {does}"),
        [Some(false), Some(false)] if mixing.of_probability => {
            format!("some always {does}, the others never")
        }
        [Some(false), _] | [None, Some(true)] => format!("hardly any customer seems to {does}"),
        [Some(true), _] | [None, Some(false)] => format!("every customer seems to {does} at once"),
        [None, None] => return None,
    })
}

/// "a", "a and b", "a, b and c".
pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).into(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
