//! What the C interface promises about its own source.

use std::path::{Path, PathBuf};

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a readable folder");
    entries
        .map(|entry| entry.expect("a readable entry").path())
        .flat_map(|path| {
            if path.is_dir() {
                rust_files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The code of a file: no comments, no tests.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a readable file");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn unsafe_code_is_in_one_file() {
    for path in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let safe = !code(&path).replace("#[unsafe(no_mangle)]", "").contains("unsafe");
        assert_eq!(safe, !path.ends_with("boundary.rs"), "{}", path.display());
    }
}

/// A choice the core declares and C lacks could be neither given nor read.
#[test]
fn every_choice_of_the_core_is_known() {
    let known: Vec<&str> = goodwill_capi::reflect::choices()
        .iter()
        .map(|table| table.name)
        .collect();
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/goodwill/src");
    let mut declared = 0;
    for path in rust_files(&core) {
        let text = code(&path);
        let by_macro = text.split("choice! {").skip(1).map(|block| {
            let mut lines = block.lines().map(str::trim);
            lines
                .find_map(|line| line.strip_suffix(" {"))
                .expect("a choice has a name")
        });
        // A choice with a variant that holds something is one by hand.
        let by_hand = text
            .lines()
            .filter_map(|line| line.strip_prefix("impl Choice for ")?.strip_suffix(" {"));
        for name in by_macro.chain(by_hand) {
            assert!(
                known.contains(&name),
                "{name} of {} is missing in choices.rs",
                path.display()
            );
            declared += 1;
        }
    }
    assert_eq!(known.len(), declared);
}

#[test]
fn choice_names_convert_to_c() {
    for table in goodwill_capi::reflect::choices() {
        let name = table.c_name();
        assert!(
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
            "{name}"
        );
        assert!(!table.choices.is_empty());
    }
}

#[test]
fn errors_are_declared_with_their_numbers() {
    let header = include_str!("../include/goodwill.h");
    for code in goodwill::ErrorCode::ALL {
        let line = format!("    GOODWILL_{} = {}", code.name().to_uppercase(), code.number());
        assert!(
            header.lines().any(|found| found.trim_end_matches(',') == line),
            "{line}"
        );
        assert!(header.contains(code.meaning()), "{code}");
    }
}
