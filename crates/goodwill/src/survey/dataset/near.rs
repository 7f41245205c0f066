//! The name that was meant.

use crate::error::{Error, ErrorCode};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use alloc::{format, vec};

/// Names shown at most.
const SHOWN: usize = 30;

/// The error for a name that is none of `names`: it says which is nearest, and lists them.
pub(super) fn unknown<'a>(what: &str, name: &str, names: impl Iterator<Item = &'a str>) -> Error {
    let names: Vec<&str> = names.collect();
    let meant = nearest(name, &names).map_or(String::new(), |near| format!(": did you mean \"{near}\"?"));
    let stop = if meant.is_empty() { "." } else { "" };
    let more = if names.len() > SHOWN { ", …" } else { "" };
    let list = names[..names.len().min(SHOWN)].join(", ");
    let reason = if names.is_empty() {
        format!("there is no such {what}, nor any other")
    } else {
        format!("there is no such {what}{meant}{stop} The {what}s are {list}{more}")
    };
    Error::new(ErrorCode::UnknownColumn, name.to_owned(), reason)
}

/// The name that at most half of the letters set apart from `name`, the nearest one.
fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let letters = |text: &str| -> Vec<char> { text.to_lowercase().chars().collect() };
    let wanted = letters(name);
    let (distance, near) = names
        .iter()
        .map(|candidate| {
            let there = letters(candidate);
            let longer = wanted.len().max(there.len());
            // In halves of the longer word, so that names of different lengths compare.
            (edits(&wanted, &there) as f64 / longer.max(1) as f64, *candidate)
        })
        .min_by(|a, b| a.0.total_cmp(&b.0))?;
    (distance <= 0.5).then_some(near)
}

/// How many letters must be put in, taken out or changed.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let changed = above[j] + usize::from(x != y);
            row.push(changed.min(above[j + 1] + 1).min(row[j] + 1));
        }
        above = row;
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted() {
        let count = |a: &str, b: &str| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            edits(&a, &b)
        };
        assert_eq!(count("kitten", "sitting"), 3);
        assert_eq!(count("", "abc"), 3);
        assert_eq!(count("满意度", "满意"), 1);
    }

    #[test]
    fn the_nearest_is_named_and_the_rest_listed() {
        let error = unknown("item", "recomend", ["effort", "recommend"].into_iter());
        assert_eq!(
            error.to_string(),
            "recomend: there is no such item: did you mean \"recommend\"? The items are effort, recommend"
        );
        let error = unknown("item", "xyz", ["effort"].into_iter());
        assert_eq!(error.reason(), "there is no such item. The items are effort");
    }
}
