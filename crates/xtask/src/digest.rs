//! The three doors give the same bits: each golden runner writes the bits of what it got, and the files must agree.

use crate::Outcome;
use crate::test::Stage;
use crate::workspace::{read, target};
use std::collections::BTreeMap;
use std::path::PathBuf;

const DOORS: [&str; 3] = ["rust", "python", "c"];

/// Where a door writes its bits: one line a number, `file:case path hex`.
pub(crate) fn file(door: &str) -> Outcome<PathBuf> {
    let folder = target().join("bits");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder.join(door))
}

pub(crate) fn test() -> Outcome<Stage> {
    let mut bits = Vec::new();
    for door in DOORS {
        let path = file(door)?;
        let text =
            read(&path).map_err(|error| format!("{error}\nthe stages {} come first", DOORS.join(", ")))?;
        let lines = text.lines().filter_map(|line| {
            line.rsplit_once(' ')
                .map(|(key, bits)| (key.to_owned(), bits.to_owned()))
        });
        bits.push(lines.collect::<BTreeMap<_, _>>());
    }
    if bits[0].is_empty() {
        return Err("no bits were written".to_owned());
    }
    let mut complaints = Vec::new();
    for (door, own) in DOORS.iter().zip(&bits).skip(1) {
        for (key, wanted) in &bits[0] {
            match own.get(key) {
                Some(got) if got == wanted => {}
                Some(got) => complaints.push(format!("{key}: rust {wanted}, {door} {got}")),
                None => complaints.push(format!("{key}: {door} gives nothing")),
            }
        }
        complaints.extend(
            own.keys()
                .filter(|key| !bits[0].contains_key(*key))
                .map(|key| format!("{key}: only {door} gives it")),
        );
    }
    if complaints.is_empty() {
        println!(
            "{} numbers, the same bits from {}",
            bits[0].len(),
            DOORS.join(", ")
        );
        Ok(Stage::Passed)
    } else {
        complaints.truncate(20);
        Err(complaints.join("\n"))
    }
}
