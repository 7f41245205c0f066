//! `cargo xtask accuracy [--check]`: measures the numerical room against proven references; writes `docs/numerics.md`.

use crate::Outcome;
use crate::test::virtual_environment;
use crate::workspace::{cargo, command, run as run_command, target};

pub(crate) fn run(check: bool) -> Outcome {
    let python = virtual_environment()?;
    let points = target().join("accuracy");
    // Arb's balls prove every reference value; only this task needs them.
    run_command(command(&python).args(["-m", "pip", "install", "--quiet", "python-flint>=0.7"]))?;
    run_command(
        command(&python)
            .args([
                "crates/goodwill/tests/accuracy/reference.py",
                "--jobs",
                "2",
                "--out",
            ])
            .arg(&points),
    )?;
    run_command(
        cargo()
            .args([
                "run",
                "--release",
                "--package",
                "goodwill",
                "--features",
                "unstable-numeric",
            ])
            .args(["--example", "accuracy", "--"])
            .arg(&points)
            .arg(if check { "--check" } else { "--write" }),
    )
}
