//! The command as its users meet it: run, and judged by what it writes and the code it ends with.

mod assess;
mod bad_input;
mod command;
mod metrics;
mod models;
mod survey;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a run left behind.
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    /// The JSON on stdout, which must be all there is.
    fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.stderr);
        serde_json::from_str(&self.stdout).expect("stdout is one JSON value")
    }

    fn succeeded(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.stderr);
        self
    }

    /// The code and the lines of stderr.
    fn refused(&self) -> (i32, Vec<&str>) {
        assert_eq!(self.stdout, "", "a refused command writes no result");
        (self.code, self.stderr.lines().collect())
    }
}

fn command(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodwill"));
    command
        .args(arguments)
        .current_dir(directory)
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    command
}

fn run_in(directory: &Path, arguments: &[&str]) -> Run {
    let output = command(directory, arguments)
        .output()
        .expect("the command starts");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Run {
        code: output.status.code().expect("the command ends by itself"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// Runs in a directory of its own.
fn run(arguments: &[&str]) -> Run {
    run_in(scratch().path(), arguments)
}

fn scratch() -> TempDir {
    tempfile::tempdir().expect("a directory can be made")
}

/// A file of `tests/data` of the workspace.
fn data(name: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../tests/data", name]
        .iter()
        .collect();
    path.canonicalize()
        .expect("the file is there")
        .display()
        .to_string()
}

fn sample() -> String {
    data("cdnow_sample.csv")
}

fn answers() -> String {
    data("survey_example.csv")
}

/// Writes a file into a directory of its own.
fn file(name: &str, content: &[u8]) -> (TempDir, String) {
    let directory = scratch();
    let path = directory.path().join(name);
    std::fs::write(&path, content).expect("the file can be written");
    let path = path.display().to_string();
    (directory, path)
}

/// The number at a JSON pointer.
fn number(value: &Value, pointer: &str) -> f64 {
    value
        .pointer(pointer)
        .and_then(Value::as_f64)
        .unwrap_or_else(|| panic!("no number at {pointer}"))
}
