//! Other libraries, each in a Python environment of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a peer says of one run.
#[derive(Debug, Clone)]
pub struct Run {
    /// Which library, which variant.
    pub name: String,
    /// How long it took.
    pub seconds: f64,
    /// The sums that all implementations must agree on.
    pub sums: Sums,
}

/// Sums over customers: the same work was done if they agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sums {
    /// Customers.
    pub customers: u64,
    /// Σ frequency.
    pub frequency: u64,
    /// Σ recency, in days.
    pub recency_days: u64,
    /// Σ tenure, in days.
    pub tenure_days: u64,
    /// Σ monetary value over customers with a repeat purchase.
    pub monetary_value: f64,
}

impl Sums {
    /// Whether the counts are equal and the money is, up to the rounding of an ordinary sum.
    #[must_use]
    pub fn agree(&self, other: &Self) -> bool {
        let money = (self.monetary_value - other.monetary_value).abs();
        Self {
            monetary_value: 0.0,
            ..*self
        } == Self {
            monetary_value: 0.0,
            ..*other
        } && money <= 1e-9 * self.monetary_value.abs()
    }
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The Python that has `peer`: the one `variable` names, else an environment made under `target/peers` on first use.
///
/// # Errors
/// What went wrong, for the reader.
pub fn python(peer: &str, variable: &str) -> Result<PathBuf, String> {
    if let Some(python) = std::env::var_os(variable) {
        return Ok(python.into());
    }
    let home = here("../target/peers").join(peer);
    let python = home.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let ready = home.join("ready");
    if !ready.exists() {
        eprintln!("installing {peer} into {} …", home.display());
        run(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
        let list = here("peers").join(format!("requirements-{peer}.txt"));
        run(Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "-r"])
            .arg(list))?;
        std::fs::write(&ready, "").map_err(|error| error.to_string())?;
    }
    Ok(python)
}

fn run(command: &mut Command) -> Result<String, String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!(
            "{command:?}: {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        ))
    }
}

/// Runs `histories.py` for a peer on the columns in `directory`.
///
/// # Errors
/// What went wrong, for the reader.
pub fn histories(
    python: &Path,
    peer: &str,
    directory: &Path,
    as_of: i32,
    threads: usize,
    texts: bool,
) -> Result<Vec<Run>, String> {
    let text = run(Command::new(python)
        .arg(here("peers/histories.py"))
        .arg(peer)
        .arg(directory)
        .arg(as_of.to_string())
        .args(texts.then_some("--texts"))
        .env("POLARS_MAX_THREADS", threads.to_string()))?;
    text.lines()
        .map(|line| read(line).ok_or_else(|| format!("{peer} printed {line}")))
        .collect()
}

/// What a peer says of one task of models.
#[derive(Debug, Clone)]
pub struct TaskRun {
    /// Which task.
    pub task: String,
    /// How long it took.
    pub seconds: f64,
    /// The parameters of a fit, or a sum over customers.
    pub numbers: Vec<f64>,
}

/// Runs `models.py` on the columns in `directory`; the first `few` customers for Pareto/NBD.
///
/// # Errors
/// What went wrong, for the reader.
pub fn models(python: &Path, directory: &Path, few: usize) -> Result<Vec<TaskRun>, String> {
    tasks(
        Command::new(python)
            .arg(here("peers/models.py"))
            .arg(directory)
            .args(["--pareto-rows", &few.to_string()]),
    )
}

/// Runs `nuts.py` on the columns in `directory`.
///
/// # Errors
/// What went wrong, for the reader.
pub fn nuts(python: &Path, directory: &Path, draws: u32) -> Result<Vec<TaskRun>, String> {
    tasks(
        Command::new(python)
            .arg(here("peers/nuts.py"))
            .arg(directory)
            .args(["--draws", &draws.to_string()]),
    )
}

fn tasks(command: &mut Command) -> Result<Vec<TaskRun>, String> {
    let text = run(command)?;
    text.lines().map(task_run).collect()
}

/// Runs a script of one task on the file at `path`.
///
/// # Errors
/// What went wrong, for the reader.
pub fn task(python: &Path, script: &str, path: &Path, arguments: &[String]) -> Result<TaskRun, String> {
    let text = run(Command::new(python)
        .arg(here("peers").join(script))
        .arg(path)
        .args(arguments))?;
    task_run(text.trim())
}

fn task_run(line: &str) -> Result<TaskRun, String> {
    let fields: serde_json::Value = serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))?;
    let numbers = fields["numbers"].as_array().ok_or(line)?;
    Ok(TaskRun {
        task: fields["task"].as_str().unwrap_or_default().to_owned(),
        seconds: fields["seconds"].as_f64().ok_or(line)?,
        numbers: numbers.iter().filter_map(serde_json::Value::as_f64).collect(),
    })
}

fn read(line: &str) -> Option<Run> {
    let line: serde_json::Value = serde_json::from_str(line).ok()?;
    let count = |name: &str| line[name].as_u64();
    Some(Run {
        name: line["name"].as_str()?.to_owned(),
        seconds: line["seconds"].as_f64()?,
        sums: Sums {
            customers: count("customers")?,
            frequency: count("frequency")?,
            recency_days: count("recency_days")?,
            tenure_days: count("tenure_days")?,
            monetary_value: line["monetary_value"].as_f64()?,
        },
    })
}
