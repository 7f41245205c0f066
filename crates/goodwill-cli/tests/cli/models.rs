//! `goodwill fit` and `goodwill predict`.

use crate::{data, file, number, run, run_in, sample, scratch};
use serde_json::Value;

fn fitted(arguments: &[&str]) -> Value {
    run(&[&["fit"], arguments, &["--format", "json", "--quiet"]].concat()).json()
}

fn estimate(fitted: &Value, parameter: usize) -> f64 {
    number(fitted, &format!("/summary/parameters/{parameter}/estimate/value"))
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 5e-4 * b.abs()
}

#[test]
fn models_of_cdnow_have_the_published_parameters() {
    let orders = sample();
    let published = [
        ("bg_nbd", vec![0.2426, 4.414, 0.793, 2.426]),
        ("mbg_nbd", vec![0.5248, 6.183, 0.8914, 1.614]),
        ("pareto_nbd", vec![0.5533, 10.578, 0.6062, 11.669]),
        ("gamma_gamma", vec![6.2496, 3.7442, 15.4435]),
    ];
    for (model, parameters) in published {
        let fitted = fitted(&[&orders, "--model", model, "--as-of", "1997-09-30"]);
        assert_eq!(fitted["model"]["model"], model);
        for (place, published) in parameters.into_iter().enumerate() {
            assert!(
                close(estimate(&fitted, place), published),
                "{model} {place}: {fitted}"
            );
        }
    }
}

#[test]
fn counted_rows_and_survivors_are_fitted_too() {
    let donations = fitted(&[&data("donations_rf.csv"), "--model", "bg_bb"]);
    assert_eq!(number(&donations, "/summary/customers"), 11_104.0);
    assert!(close(number(&donations, "/summary/log_likelihood"), -33_225.58));
    let survivors = "left\n1000\n631\n468\n382\n326\n289\n262\n241\n";
    let (_directory, path) = file("cohort.csv", survivors.as_bytes());
    let sbg = fitted(&[&path, "--model", "sbg", "--survivors", "left"]);
    assert!(
        close(estimate(&sbg, 0), 0.7041) && close(estimate(&sbg, 1), 1.182),
        "{sbg}"
    );
    let run = run(&["fit", &path, "--model", "sbg"]);
    let (code, lines) = run.refused();
    assert_eq!(code, 2);
    assert!(
        lines[0].starts_with("error: --survivors: must name the column"),
        "{lines:?}"
    );
}

#[test]
fn a_saved_model_predicts_orders_and_histories_alike() {
    let directory = scratch();
    let orders = sample();
    let run = |arguments: &[&str]| run_in(directory.path(), arguments).succeeded().stdout;
    let shown = run(&["fit", &orders, "--as-of", "1997-09-30", "--save", "model.json"]);
    assert!(
        shown.starts_with("BG/NBD (r = 0.243, alpha = 4.414, a = 0.793, b = 2.426; weeks)\n"),
        "{shown}"
    );
    assert!(shown.ends_with("Saved model.json\n"), "{shown}");
    run(&[
        "histories",
        &orders,
        "--as-of",
        "1997-09-30",
        "--quiet",
        "--output",
        "histories.csv",
    ]);
    let predict = ["predict", "model.json"];
    let of_orders = run(&[
        &predict[..],
        &[&orders, "--as-of", "1997-09-30", "--horizon", "39weeks"],
    ]
    .concat());
    let of_histories = run(&[&predict[..], &["histories.csv", "--horizon", "39"]].concat());
    assert_eq!(of_orders, of_histories);
    let lines: Vec<&str> = of_orders.lines().collect();
    assert_eq!(
        lines[0],
        "customer,frequency,recency,tenure,expected_purchases,probability_alive,expected_spend,lifetime_value"
    );
    assert_eq!(lines.len(), 2358);
    let first: Vec<&str> = lines[1].split(',').collect();
    assert_eq!(&first[..2], ["0001", "2"]);
    let value = |place: usize| first[place].parse::<f64>().expect("a number");
    // Fader, Hardie and Lee (2005) print 1.226 for this customer.
    assert!(
        (value(4) - 1.226).abs() < 5e-3 && close(value(5), 0.7266) && close(value(6), 24.654),
        "{first:?}"
    );
    assert!(
        value(7) > 0.8 * value(4) * value(6) && value(7) < value(4) * value(6),
        "{first:?}"
    );
}

#[test]
fn columns_horizon_and_form_are_the_callers() {
    let directory = scratch();
    let orders = sample();
    run_in(directory.path(), &["fit", &orders, "--save", "model.json"]).succeeded();
    let predict = |arguments: &[&str]| {
        run_in(
            directory.path(),
            &[&["predict", "model.json", &orders, "--quiet"], arguments].concat(),
        )
    };
    let json = predict(&[
        "--columns",
        "probability_active",
        "--format",
        "json",
        "--horizon",
        "1year",
    ])
    .json();
    assert_eq!(json["customer"][0], "0001");
    assert!(json.get("expected_purchases").is_none());
    let active = number(&json, "/probability_active/0");
    assert!(active > 0.0 && active < 1.0);
    let short = predict(&[
        "--columns",
        "probability_active",
        "--format",
        "json",
        "--horizon",
        "1day",
    ])
    .json();
    assert!(number(&short, "/probability_active/0") < active);
    let half = |margin: &str| {
        let json = predict(&[
            "--columns",
            "lifetime_value",
            "--format",
            "json",
            "--margin",
            margin,
        ])
        .json();
        number(&json, "/lifetime_value/5")
    };
    assert_eq!(half("50%"), 0.5 * half("1"));
}

#[test]
fn what_cannot_be_fitted_or_predicted_is_said() {
    let refused = |arguments: &[&str]| {
        let run = run(arguments);
        let (code, lines) = run.refused();
        (code, lines.join("\n"))
    };
    let (_directory, one) = file("orders.csv", b"customer,date\n1,2024-01-01\n2,2024-01-02\n");
    let (code, text) = refused(&["fit", &one, "--as-of", "2024-06-30", "--quiet"]);
    assert_eq!(code, 3, "{text}");
    let (code, text) = refused(&["fit", &one, "--model", "gamma_gamma", "--quiet"]);
    assert!(code == 4 && text.contains("no column of money"), "{text}");
    let (_directory, bad) = file("histories.csv", b"frequency,recency,T\n1,2,3\n2,9,5\n");
    let (code, text) = refused(&["fit", &bad, "--quiet"]);
    assert!(
        code == 3 && text.contains("recency") && text.contains("(row 2)"),
        "{text}"
    );
    let (code, text) = refused(&["predict", &bad, &bad, "--quiet"]);
    assert!(
        code == 4 && text.contains("holds no model that goodwill fit saved"),
        "{text}"
    );
    assert!(
        text.ends_with("hint: save one with goodwill fit ORDERS --save FILE"),
        "{text}"
    );
    let (code, text) = refused(&["predict", "missing.json", &bad]);
    assert!(code == 4 && text.contains("missing.json"), "{text}");
    let (_directory, sbg) = file("model.json", br#"{"model": "sbg", "alpha": 0.7, "beta": 1.2}"#);
    let (code, text) = refused(&["predict", &sbg, &bad, "--quiet"]);
    assert!(
        code == 3 && text.contains("does not describe repeat purchases"),
        "{text}"
    );
    let (_directory, broken) = file(
        "model.json",
        br#"{"model": "bg_nbd", "r": -1, "alpha": 1, "a": 1, "b": 1}"#,
    );
    assert_eq!(refused(&["predict", &broken, &bad, "--quiet"]).0, 4);
    assert_eq!(refused(&["predict", &broken, &bad, "--horizon", "5moons"]).0, 2);
}
