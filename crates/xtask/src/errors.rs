//! `cargo xtask errors [--check]`: writes `docs/errors.md` from the error table of the core.

use crate::Outcome;
use crate::workspace::{generate, root};
use goodwill::ErrorCode;
use std::fmt::Write as _;

pub(crate) fn run(check: bool) -> Outcome {
    let mut page = String::from(
        "# Errors\n\n\
         Every failure carries one of these codes. The number and the name are the same in Rust (`ErrorCode`), \
         Python (`GoodwillError.number`, `.code`) and C (`GOODWILL_…`), and never change their meaning. \
         An error also names the parameter, the offending value and its zero-based index, where there is one.\n\n\
         | number | code | C | meaning |\n|---|---|---|---|\n| 0 | | `GOODWILL_OK` | Success (C only). |\n",
    );
    for code in ErrorCode::ALL {
        let name = code.name();
        let _ = writeln!(
            page,
            "| {} | `{name}` | `GOODWILL_{}` | {} |",
            code.number(),
            name.to_uppercase(),
            code.meaning()
        );
    }
    generate(&root().join("docs/errors.md"), &page, check)
}
