//! `goodwill assess`.

use crate::{answers, command, data, file, number, run, run_in, sample, scratch};
use arrow_array::{ArrayRef, Float64Array, Int32Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use serde_json::Value;
use std::fs::File;
use std::sync::Arc;

fn indicator<'a>(assessment: &'a Value, title: &str) -> &'a Value {
    assessment["indicators"]
        .as_array()
        .and_then(|all| all.iter().find(|indicator| indicator["title"] == title))
        .unwrap_or_else(|| panic!("no indicator {title:?}"))
}

fn notes(assessment: &Value) -> Vec<&str> {
    let notes = assessment["data"]["notes"].as_array().expect("notes are a list");
    notes.iter().filter_map(Value::as_str).collect()
}

#[test]
fn the_cdnow_sample_has_its_published_counts() {
    let assessment = run(&["assess", &sample(), "--no-files", "--format", "json"]).json();
    for (pointer, count) in [
        ("/data/intake/rows", 6_919.0),
        ("/data/intake/merged", 223.0),
        ("/data/intake/zero_amounts", 8.0),
        ("/data/orders", 6_696.0),
        ("/data/customers", 2_357.0),
    ] {
        assert_eq!(number(&assessment, pointer), count, "{pointer}");
    }
    assert_eq!(assessment["schema"], "goodwill-assessment/1");
    assert_eq!(
        notes(&assessment),
        [
            "cdnow_sample.csv: 6,919 rows of CSV, separated by commas, UTF-8.",
            "Column \"id\" was taken as the customer (by its name and its whole values).",
            "Column \"date\" was taken as the date (by its name and its date-like values), written YYYYMMDD.",
            "Column \"spend\" was taken as the amount (by its name and its numeric values).",
        ]
    );
}

#[test]
fn the_cdnow_master_has_its_published_counts() {
    let assessment = run(&[
        "assess",
        &data("cdnow_master.csv"),
        "--no-files",
        "--format",
        "json",
    ])
    .json();
    assert_eq!(number(&assessment, "/data/intake/rows"), 69_659.0);
    assert_eq!(number(&assessment, "/data/customers"), 23_570.0);
}

#[test]
fn a_survey_adds_its_indicators() {
    let assessment = run(&[
        "assess",
        &sample(),
        "--survey",
        &answers(),
        "--no-files",
        "--format",
        "json",
    ])
    .json();
    let nps = indicator(&assessment, "Net promoter score");
    assert_eq!(number(nps, "/estimate/n"), 388.0);
    assert_eq!(number(&assessment, "/survey/nps/counts/missing"), 12.0);
    let ratio = indicator(&assessment, "Satisfaction C = b/a");
    assert_eq!(number(ratio, "/estimate/n"), 384.0);
    assert!(notes(&assessment).contains(&"survey_example.csv: 400 rows of CSV, separated by commas, UTF-8."));
    // Both were listed as missing without it.
    let without = run(&["assess", &sample(), "--no-files", "--format", "json"]).json();
    for metric in ["nps", "satisfaction"] {
        let missing = |assessment: &Value| {
            let list = assessment["not_computed"].as_array().expect("a list");
            list.iter().any(|entry| entry["metric"] == metric)
        };
        assert!(missing(&without) && !missing(&assessment), "{metric}");
    }
}

#[test]
fn files_are_written_and_named() {
    let directory = scratch();
    let run = run_in(directory.path(), &["assess", &sample()]).succeeded();
    assert!(
        run.stdout.ends_with("Wrote report.html and report.json\n"),
        "{}",
        run.stdout
    );
    assert_eq!(run.stderr, "");
    let page = std::fs::read_to_string(directory.path().join("report.html")).expect("the page is there");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<svg") && page.contains("2,357"));
    let json = std::fs::read_to_string(directory.path().join("report.json")).expect("the data is there");
    let json: Value = serde_json::from_str(&json).expect("valid JSON");
    assert_eq!(number(&json, "/data/orders"), 6_696.0);
}

#[test]
fn with_json_on_stdout_nothing_else_is() {
    let directory = scratch();
    let arguments = [
        "assess",
        &sample(),
        "--format",
        "json",
        "--html",
        "page.html",
        "--json",
        "data.json",
    ];
    let run = run_in(directory.path(), &arguments);
    run.json();
    assert_eq!(run.stderr, "Wrote page.html and data.json\n");
    let saved = std::fs::read_to_string(directory.path().join("data.json")).expect("the data is there");
    assert_eq!(saved, run.stdout);
    let quiet = run_in(directory.path(), &[&arguments[..], &["--quiet"]].concat());
    assert_eq!((quiet.stdout, quiet.stderr), (run.stdout, String::new()));
}

#[test]
fn no_files_means_none() {
    let directory = scratch();
    let run = run_in(directory.path(), &["assess", &sample(), "--no-files"]).succeeded();
    assert!(!run.stdout.contains("Wrote"));
    assert_eq!(directory.path().read_dir().expect("readable").count(), 0);
}

#[test]
fn the_summary_says_what_matters_at_every_width() {
    for width in ["40", "80", "120"] {
        let directory = scratch();
        let output = command(
            directory.path(),
            &["assess", &sample(), "--survey", &answers(), "--no-files"],
        )
        .env("COLUMNS", width)
        .output()
        .expect("the command starts");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        if width != "40" {
            // Numbers are never broken, so the narrowest tables may overhang.
            assert!(
                longest <= width.parse().expect("a number"),
                "{longest} in {width}:\n{text}"
            );
        }
        for part in [
            "Customer loyalty assessment\n2,357 customers, 6,696 orders, revenue 244,092\n",
            "\nIndicators\n",
            "\nRetention: the last 12 of 18 periods\n",
            "\nTiers\n",
            "\nSurvey\n",
            "\nHow the data were read\n",
        ] {
            assert!(text.contains(part), "{part:?} at {width}:\n{text}");
        }
        assert_eq!(text.contains("购买频率"), width == "120");
        assert!(!text.lines().any(|line| line.ends_with(' ')), "trailing blanks");
    }
}

#[test]
fn parquet_gives_what_csv_gives() {
    let directory = scratch();
    let path = directory.path().join("orders.parquet");
    let (mut ids, mut days, mut spends) = (Vec::new(), Vec::new(), Vec::new());
    for record in csv::Reader::from_path(sample()).expect("readable").records() {
        let record = record.expect("a row");
        ids.push(record[1].to_owned());
        days.push(record[2].parse::<i32>().expect("a day"));
        spends.push(record[4].parse::<f64>().expect("an amount"));
    }
    let batch = RecordBatch::try_from_iter([
        ("id", Arc::new(StringArray::from(ids)) as ArrayRef),
        ("date", Arc::new(Int32Array::from(days))),
        ("spend", Arc::new(Float64Array::from(spends))),
    ])
    .expect("columns of one length");
    let file = File::create(&path).expect("writable");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("written");
    writer.close().expect("closed");

    let assess = |path: &str| {
        let mut json = run(&["assess", path, "--no-files", "--format", "json"]).json();
        let notes = json["data"]["notes"].take();
        (json, notes)
    };
    let (from_parquet, notes) = assess(&path.display().to_string());
    let (from_csv, _) = assess(&sample());
    assert_eq!(from_parquet, from_csv);
    assert_eq!(notes[0], "orders.parquet: 6,919 rows of Parquet.");
}

#[test]
fn the_order_of_the_rows_changes_nothing() {
    let text = std::fs::read_to_string(sample()).expect("readable");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    let (_directory, path) = file("cdnow_sample.csv", lines.join("\n").as_bytes());
    let of = |path: &str| run(&["assess", path, "--no-files", "--format", "json"]).json();
    assert_eq!(of(&path), of(&sample()));
}

#[test]
fn options_reach_the_figures() {
    let assess = |more: &[&str]| {
        run(&[&["assess", &sample(), "--no-files", "--format", "json"], more].concat()).json()
    };
    let plain = assess(&[]);
    let quarterly = assess(&["--period", "quarter", "--level", "90%", "--as-of", "1997-09-30"]);
    assert_eq!(quarterly["periods"][0]["label"], "1997-Q1");
    assert_eq!(number(&quarterly, "/level"), 0.9);
    assert_eq!(quarterly["data"]["as_of"], "1997-09-30");
    // Published: 1,882 purchase days in the holdout period that follows.
    assert_eq!(
        number(&plain, "/data/orders") - number(&quarterly, "/data/orders"),
        1_882.0
    );
    let revenue = number(indicator(&plain, "Historic customer value"), "/estimate/value");
    let profit = assess(&["--margin", "30%"]);
    let profit = number(indicator(&profit, "Historic customer value"), "/estimate/value");
    assert!((profit - 0.3 * revenue).abs() < 1e-9);
    let tiers = assess(&["--tier-spend", "500,200,50"]);
    assert_eq!(tiers["tiers"]["table"]["tiers"].as_array().map(Vec::len), Some(4));
    let free = assess(&["--no-amounts"]);
    assert_eq!(free["data"]["has_amounts"], false);
    assert!(free["concentration"].is_null());
}

#[test]
fn a_reader_who_leaves_early_is_no_failure() {
    let directory = scratch();
    let mut child = command(
        directory.path(),
        &["histories", &data("cdnow_master.csv"), "--quiet"],
    )
    .stdout(std::process::Stdio::piped())
    .stderr(std::process::Stdio::piped())
    .spawn()
    .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
