//! `cargo xtask test [STAGE…]`: sets up what the tests need and passes all of them, in Rust, Python and C.

use crate::workspace::{cargo, command, installed, run as run_command, target};
use crate::{Outcome, c, digest, errors, header, surface};
use std::path::PathBuf;
use std::time::Instant;

/// How a stage that did not fail has ended.
pub(crate) enum Stage {
    /// Everything ran and passed.
    Passed,
    /// What ran passed, but this machine lacks something; each reason is printed.
    Skipped(Vec<String>),
}

/// A stage: its name, what it proves, and how.
struct Plan {
    name: &'static str,
    proves: &'static str,
    run: fn() -> Outcome<Stage>,
}

const STAGES: &[Plan] = &[
    Plan {
        name: "lint",
        proves: "format and lints are clean, generated files are current",
        run: lint,
    },
    Plan {
        name: "rust",
        proves: "unit tests, properties, golden numbers and doc examples in Rust",
        run: rust,
    },
    Plan {
        name: "python",
        proves: "the wheel installs; its tests, stubs, docstrings and golden numbers",
        run: python,
    },
    Plan {
        name: "c",
        proves: "C, C++ and COBOL programs against an installed tree; golden numbers",
        run: c::test,
    },
    Plan {
        name: "digest",
        proves: "the three doors give the same bits",
        run: digest::test,
    },
];

pub(crate) fn run(names: &[&str]) -> Outcome {
    if let Some(unknown) = names
        .iter()
        .find(|name| STAGES.iter().all(|stage| stage.name != **name))
    {
        let known = STAGES
            .iter()
            .map(|stage| stage.name)
            .collect::<Vec<_>>()
            .join(", ");
        return Err(format!("there is no stage {unknown}; the stages are {known}"));
    }
    let (mut report, mut passed, mut failed, mut skipped) = (Vec::new(), 0, 0, 0);
    for stage in STAGES
        .iter()
        .filter(|stage| names.is_empty() || names.contains(&stage.name))
    {
        eprintln!("\n=== {}: {}", stage.name, stage.proves);
        let start = Instant::now();
        let (word, reasons) = match (stage.run)() {
            Ok(Stage::Passed) => {
                passed += 1;
                ("passed", Vec::new())
            }
            Ok(Stage::Skipped(reasons)) => {
                passed += 1;
                skipped += reasons.len();
                ("passed in part", reasons)
            }
            Err(error) => {
                failed += 1;
                ("FAILED", vec![error])
            }
        };
        report.push(format!(
            "{:<8} {word} in {:.0} s",
            stage.name,
            start.elapsed().as_secs_f64()
        ));
        report.extend(
            reasons
                .iter()
                .map(|reason| format!("         {}", reason.replace('\n', "\n         "))),
        );
    }
    println!("\n{}\n", report.join("\n"));
    println!("stages: {passed} passed, {failed} failed, {skipped} skipped");
    if failed == 0 {
        Ok(())
    } else {
        Err("not every stage passed".to_owned())
    }
}

fn lint() -> Outcome<Stage> {
    let clippy = |what: &[&str]| run_command(cargo().arg("clippy").args(what).args(["--", "-D", "warnings"]));
    run_command(cargo().args(["fmt", "--all", "--check"]))?;
    clippy(&["--workspace", "--all-targets"])?;
    // The core stands without std, and with every feature alone.
    clippy(&["--package", "goodwill", "--no-default-features"])?;
    clippy(&[
        "--package",
        "goodwill",
        "--no-default-features",
        "--features",
        "serde",
    ])?;
    run_command(
        cargo()
            .args(["doc", "--workspace", "--no-deps", "--quiet"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    header::run(&["--check"])?;
    surface::run(true)?;
    errors::run(true)?;
    Ok(Stage::Passed)
}

fn rust() -> Outcome<Stage> {
    let bits = digest::file("rust")?;
    run_command(
        cargo()
            // The Python and C doors have stages of their own.
            .args([
                "test",
                "--workspace",
                "--exclude",
                "goodwill-python",
                "--exclude",
                "goodwill-capi",
            ])
            .env("GOODWILL_BITS", bits),
    )?;
    run_command(cargo().args(["test", "-p", "goodwill", "--features", "declarations,parallel"]))?;
    Ok(Stage::Passed)
}

fn python() -> Outcome<Stage> {
    let python = virtual_environment()?;
    run_command(command(&python).args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "./bindings/python",
    ]))?;
    run_command(
        command(&python)
            .args(["-m", "pytest", "--quiet", "bindings/python/tests"])
            .env("GOODWILL_BITS", digest::file("python")?),
    )?;
    Ok(Stage::Passed)
}

/// The project's own virtual environment with everything the tests import; gives its interpreter.
pub(crate) fn virtual_environment() -> Outcome<PathBuf> {
    let folder = target().join("venv");
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if !python.is_file() {
        let system = if installed("python3") { "python3" } else { "python" };
        run_command(command(system).args(["-m", "venv"]).arg(&folder))
            .map_err(|error| format!("{error}\nPython 3.10 or newer with the venv module is needed"))?;
    }
    run_command(command(&python).args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
        "bindings/python/tests/requirements.txt",
    ]))?;
    Ok(python)
}
