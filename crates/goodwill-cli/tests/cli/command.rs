//! Help, the catalogue, completions and manual pages.

use crate::{run, run_in, scratch};
use goodwill::catalogue::METRICS;

const COMMANDS: [&str; 16] = [
    "assess",
    "survey",
    "nps",
    "satisfaction",
    "churn",
    "cltv",
    "histories",
    "repeat",
    "growth",
    "tiers",
    "concentration",
    "fit",
    "predict",
    "metrics",
    "completions",
    "man",
];

#[test]
fn help_is_one_page_and_fits() {
    let top = run(&["--help"]).succeeded().stdout;
    assert_eq!(run(&["-h"]).stdout, top);
    for code in [
        "0    success",
        "1    the output",
        "2    the command",
        "3    the data",
        "4    a file",
        "130  interrupted",
    ] {
        assert!(top.contains(code), "{code}");
    }
    for command in COMMANDS {
        assert!(
            top.contains(&format!("\n  {command} ")),
            "{command} is not listed"
        );
        let page = run(&[command, "--help"]).succeeded().stdout;
        assert_eq!(run(&[command, "-h"]).stdout, page);
        assert!(page.contains(&format!("\nUsage: goodwill {command}")), "{page}");
        assert!(
            page.contains("Examples:\n  goodwill") || command == "metrics" || command == "man",
            "{page}"
        );
        assert!(
            page.lines()
                .filter(|line| !line.starts_with("Usage:"))
                .all(|line| line.chars().count() <= 100),
            "{page}"
        );
    }
    assert_eq!(run(&[]).code, 2, "no command is a wrong command line");
    assert_eq!(
        run(&["--version"]).stdout,
        format!("goodwill {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn every_metric_is_listed_with_its_chinese_name() {
    let table = run(&["metrics"]).succeeded().stdout;
    let json = run(&["metrics", "--format", "json"]).json();
    let list = json.as_array().expect("a list");
    assert_eq!(list.len(), METRICS.len());
    for (row, metric) in list.iter().zip(METRICS) {
        assert_eq!(row["name"], metric.name);
        assert_eq!(row["chinese"], metric.chinese);
        assert!(
            table.contains(&format!("  {} ", metric.name)),
            "{} is broken",
            metric.name
        );
    }
    let only = run(&["metrics", "留存"]).succeeded().stdout;
    assert!(only.contains("retention_from_counts") && !only.contains("nps"));
    assert_eq!(run(&["metrics", "zzz"]).stdout, "No metric is called \"zzz\".\n");
}

#[test]
fn completions_know_the_commands_and_choices() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]).succeeded().stdout;
        for word in ["assess", "concentration", "repeat-within"] {
            assert!(script.contains(word), "{word} in {shell}");
        }
        // The generators for the other shells know no values.
        let values = ["bash", "zsh", "fish"].contains(&shell);
        assert_eq!(script.contains("adjusted_wald"), values, "{shell}");
    }
}

#[test]
fn manual_pages_of_every_command() {
    let page = run(&["man"]).succeeded().stdout;
    assert!(page.contains(".TH goodwill 1"));
    assert!(
        run(&["man", "nps"])
            .succeeded()
            .stdout
            .contains("Promoters answer 9 or 10")
    );
    let directory = scratch();
    run_in(directory.path(), &["man", "--all", "man1"]).succeeded();
    for command in COMMANDS {
        assert!(
            directory
                .path()
                .join(format!("man1/goodwill-{command}.1"))
                .is_file(),
            "{command}"
        );
    }
}

/// Ctrl-C while a large file is read: no result, no files, the code of an interrupted program.
#[cfg(unix)]
#[test]
fn an_interrupted_read_leaves_nothing() {
    use std::fmt::Write as _;
    let directory = scratch();
    let mut rows = String::from("id,date,amount\n");
    for row in 0..2_000_000_u32 {
        let _ = writeln!(
            rows,
            "{},2024-{:02}-{:02},{}",
            row % 9_973,
            row % 12 + 1,
            row % 28 + 1,
            row % 89
        );
    }
    std::fs::write(directory.path().join("orders.csv"), rows).expect("written");
    interrupted(&directory, &["assess", "orders.csv"], 150);
}

/// The same while a survey is resampled: all 2¹⁸ sets of attributes, a thousand times, are the work of an hour.
#[cfg(unix)]
#[test]
fn an_interrupted_bootstrap_leaves_nothing() {
    use std::fmt::Write as _;
    let directory = scratch();
    let (mut declaration, mut rows) = (String::new(), String::new());
    for item in 0..19 {
        let role = if item == 0 { "satisfaction" } else { "performance" };
        let _ = writeln!(
            declaration,
            "[[items]]\nname = \"q{item}\"\nrole = \"{role}\"\nscale = {{ minimum = 0, maximum = 9 }}"
        );
        let _ = write!(rows, "{}q{item}", if item == 0 { "" } else { "," });
    }
    let mut random = 1_u64;
    for cell in 0..300 * 19 {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let end = if cell % 19 == 0 { '\n' } else { ',' };
        let _ = write!(rows, "{end}{}", random >> 33 & 7);
    }
    std::fs::write(directory.path().join("survey.toml"), declaration).expect("written");
    std::fs::write(directory.path().join("survey.csv"), rows).expect("written");
    interrupted(
        &directory,
        &["survey", "survey.csv", "--declaration", "survey.toml"],
        1500,
    );
}

/// Ctrl-C some milliseconds after a command has begun: it ends at once and has written nothing.
#[cfg(unix)]
fn interrupted(directory: &tempfile::TempDir, arguments: &[&str], after: u64) {
    use std::os::unix::process::ExitStatusExt as _;
    let mut child = crate::command(directory.path(), arguments)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the command starts");
    std::thread::sleep(std::time::Duration::from_millis(after));
    let killed = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .expect("kill is there");
    assert!(killed.success(), "it was still running");
    let status = child.wait().expect("it ends");
    // Before the handler is in place the signal itself ends the process.
    assert!(
        status.code() == Some(130) || status.signal() == Some(2),
        "{status}"
    );
    assert!(!directory.path().join("report.html").exists());
}
