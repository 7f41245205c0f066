//! The commands of single metrics.

use crate::{answers, file, number, run, sample};
use serde_json::Value;

/// The result of a command in JSON, with the envelope checked.
fn result(metric: &str, arguments: &[&str]) -> Value {
    let json = run(&[arguments, &["--format", "json"]].concat()).json();
    assert_eq!(json["metric"], metric);
    assert_eq!(json["goodwill"], env!("CARGO_PKG_VERSION"));
    assert!(json["notes"].is_array());
    json["result"].clone()
}

#[test]
fn nps_of_a_column() {
    let (_directory, path) = file("answers.csv", b"who,q7\n1,9\n2,10\n3,3\n4,7\n5,\n");
    let nps = result("nps", &["nps", &path, "--column", "q7"]);
    assert_eq!(number(&nps, "/score/value"), 0.25);
    assert_eq!(number(&nps, "/counts/missing"), 1.0);
    let tango = result(
        "nps",
        &[
            "nps",
            &path,
            "--column",
            "q7",
            "--interval",
            "tango",
            "--level",
            "0.9",
        ],
    );
    assert_eq!(tango["score"]["method"], "tango");
    assert_eq!(number(&tango, "/score/level"), 0.9);
    let run = run(&["nps", &path, "--column", "q7"]).succeeded();
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines[0], "Net promoter score  净推荐值");
    let words: Vec<&str> = lines[3].split_whitespace().collect();
    assert_eq!(words.join(" "), "Net promoter score 25.0 −46.1 to 74.7 4 MOVER");
    assert!(run.stdout.contains("\n1 respondent without an answer\n"));
}

#[test]
fn nps_needs_no_other_column_of_a_survey() {
    // Two columns could be the expected value; the score does not care.
    let (_directory, path) = file("answers.csv", b"nps,expected,expected_value\n9,1,2\n3,2,3\n");
    assert_eq!(number(&result("nps", &["nps", &path]), "/score/value"), 0.0);
    assert_eq!(run(&["satisfaction", &path]).code, 4);
}

#[test]
fn a_missing_code_is_missing() {
    let (_directory, path) = file("answers.csv", b"score\n9\n10\n99\n-1\n");
    assert_eq!(run(&["nps", &path]).code, 3);
    assert_eq!(run(&["nps", &path, "--missing-code", "99"]).code, 3);
    let (_directory, path) = file("answers.csv", b"score\n9\n10\n-1\n");
    let nps = result("nps", &["nps", &path, "--missing-code", "-1"]);
    assert_eq!(number(&nps, "/counts/missing"), 1.0);
}

#[test]
fn satisfaction_of_two_columns() {
    let found = result("satisfaction", &["satisfaction", &answers()]);
    let given = result(
        "satisfaction",
        &[
            "satisfaction",
            &answers(),
            "--perceived",
            "perceived",
            "--expected",
            "expected",
        ],
    );
    assert_eq!(found, given);
    assert_eq!(number(&found, "/n"), 384.0);
    let wide = result("satisfaction", &["satisfaction", &answers(), "--tolerance", "1"]);
    assert!(number(&wide, "/equal/value") > number(&found, "/equal/value"));
}

#[test]
fn churn_on_every_base() {
    let counts = [
        "churn",
        "--start",
        "200",
        "--joined",
        "50",
        "--lost",
        "20",
        "--joined-lost",
        "5",
    ];
    let on = |base: &[&str]| result("churn", &[&counts[..], &["--base"], base].concat());
    assert_eq!(number(&on(&["start"]), "/rate/value"), 0.075);
    assert_eq!(number(&on(&["start"]), "/retention/value"), 0.925);
    assert_eq!(number(&on(&["start_plus_joiners"]), "/rate/value"), 0.08);
    assert_eq!(number(&on(&["average"]), "/rate/value"), 20.0 / 215.0);
    let days = on(&["customer_days", "--customer-days", "6300", "--days", "30"]);
    assert_eq!(number(&days, "/rate/value"), 20.0 / 6_300.0);
    let year = on(&["start", "--periods-per-year", "12"]);
    assert!((number(&year, "/annualised/value") - (1.0 - 0.925_f64.powi(12))).abs() < 1e-12);
    let table = run(&[
        "churn", "--start", "200", "--joined", "50", "--lost", "20", "--base", "start",
    ]);
    assert!(
        table.stdout.contains("No retention: --joined-lost does not say"),
        "{}",
        table.stdout
    );
}

#[test]
fn lifetime_value_given_and_counted() {
    let money = [
        "cltv",
        "--margin",
        "50",
        "--discount",
        "12%",
        "--first-payment",
        "end_of_period",
    ];
    let cltv = |metric, more: &[&str]| result(metric, &[&money[..], more].concat());
    // Gupta & Lehmann 2003: the multiple of 80 % retention at 12 % is 2.5.
    let given = cltv("cltv", &["--retention", "0.8"]);
    assert!((number(&given, "/cltv/value") - 125.0).abs() < 1e-9);
    assert!(given["cltv"]["interval"]["lower"].is_null());
    let counted = cltv("cltv", &["--stayed", "800", "--of", "1000"]);
    assert!((number(&counted, "/cltv/interval/lower") - 111.89).abs() < 0.005);
    let finite = cltv("cltv_finite", &["--retention", "80%", "--periods", "5"]);
    assert!((number(&finite, "/cltv/value") - 101.76).abs() < 0.005);
}

#[test]
fn histories_of_the_cdnow_sample() {
    let arguments = ["histories", &sample(), "--as-of", "1997-09-30"];
    let run_csv = run(&arguments).succeeded();
    assert!(
        run_csv.stderr.starts_with("cdnow_sample.csv: 6,919 rows"),
        "{}",
        run_csv.stderr
    );
    let mut rows = csv::Reader::from_reader(run_csv.stdout.as_bytes());
    assert_eq!(
        rows.headers().expect("a header"),
        ["customer", "frequency", "recency", "tenure", "monetary_value"].as_slice()
    );
    let (mut customers, mut repeats, mut repeaters) = (0, 0, 0);
    for row in rows.records() {
        let row = row.expect("a row");
        let frequency: u64 = row[1].parse().expect("a count");
        customers += 1;
        repeats += frequency;
        repeaters += u64::from(frequency > 0);
        assert_eq!(row[4].is_empty(), frequency == 0);
        if customers == 1 {
            assert_eq!(
                row,
                ["0001", "2", "30.428571428571427", "38.857142857142854", "22.345"][..]
            );
        }
    }
    assert_eq!((customers, repeats, repeaters), (2_357, 2_457, 946));

    let (directory, path) = file("histories.csv", b"");
    let to_file = run(&[&arguments[..], &["--output", &path, "--quiet"]].concat());
    assert_eq!((to_file.stdout.as_str(), to_file.stderr.as_str()), ("", ""));
    assert_eq!(std::fs::read_to_string(&path).expect("written"), run_csv.stdout);
    drop(directory);

    let json = run(&[&arguments[..], &["--format", "json", "--unit", "day"]].concat()).json();
    assert_eq!(number(&json, "/recency/0"), 213.0);
    assert_eq!(json["customer"][0], "0001");
    assert_eq!(json["as_of"], "1997-09-30");
}

#[test]
fn repeat_growth_tiers_and_concentration() {
    let repeat = result("repeat_rate", &["repeat", &sample()]);
    assert_eq!(
        number(&repeat, "/purchase_frequency/mean/value"),
        6_696.0 / 2_357.0
    );
    assert_eq!(number(&repeat, "/repeat_rates/0/repeaters"), 1_139.0);
    let later = result(
        "repeat_rate",
        &["repeat", &sample(), "--from", "1998-01-01", "--to", "1998-03-31"],
    );
    let variants: Vec<&Value> = later["repeat_rates"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|rate| &rate["variant"])
        .collect();
    assert!(
        variants.contains(&&Value::from("bought_before")) && variants.contains(&&Value::from("after_window"))
    );

    let growth = result("growth_accounting", &["growth", &sample(), "--period", "year"]);
    assert_eq!(number(&growth, "/periods/0/active"), 2_357.0);
    assert_eq!(growth["periods"][1]["complete"], false);

    let tiers = result("purchase_tier_table", &["tiers", &sample()]);
    assert_eq!(tiers["table"]["tiers"].as_array().map(Vec::len), Some(3));

    let spread = result("concentration", &["concentration", &sample()]);
    assert_eq!(number(&spread, "/customers"), 2_357.0);
    for command in ["repeat", "growth", "tiers", "concentration"] {
        let table = run(&[command, &sample()]).succeeded().stdout;
        assert!(table.contains("\nHow the data were read\n"), "{table}");
        assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
    }
}
