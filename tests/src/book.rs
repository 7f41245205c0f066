//! The Rust examples of the README and of every page of the book, run as documentation tests.

macro_rules! pages {
    ($($path:literal)*) => {
        #[cfg(test)]
        const PAGES: &[&str] = &[$($path),*];
        $(#[cfg(doctest)] #[doc = include_str!($path)] const _: () = ();)*
    };
}

pages! {
    "../../README.md"
    "../../docs/assess.md"
    "../../docs/backtest.md"
    "../../docs/bg-bb.md"
    "../../docs/bg-nbd.md"
    "../../docs/churn.md"
    "../../docs/cltv.md"
    "../../docs/concentration.md"
    "../../docs/drivers.md"
    "../../docs/estimates.md"
    "../../docs/fieldwork.md"
    "../../docs/files.md"
    "../../docs/growth.md"
    "../../docs/histories.md"
    "../../docs/importance.md"
    "../../docs/kano.md"
    "../../docs/loyalty-types.md"
    "../../docs/models.md"
    "../../docs/nps.md"
    "../../docs/pareto-nbd.md"
    "../../docs/posterior.md"
    "../../docs/reliability.md"
    "../../docs/renewal-models.md"
    "../../docs/repeat.md"
    "../../docs/satisfaction.md"
    "../../docs/service-quality.md"
    "../../docs/scores.md"
    "../../docs/spend.md"
    "../../docs/surveys.md"
    "../../docs/tiers.md"
}

#[test]
fn every_page_with_rust_is_here() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    for entry in std::fs::read_dir(folder).expect("the book is part of the repository") {
        let path = entry.expect("a readable folder").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.extension().is_some_and(|end| end == "md") {
            let text = std::fs::read_to_string(&path).expect("a readable page");
            let listed = PAGES.iter().any(|page| page.ends_with(&format!("/{name}")));
            assert!(
                listed || !text.contains("```rust"),
                "{name} has Rust examples that nobody runs"
            );
        }
    }
}
