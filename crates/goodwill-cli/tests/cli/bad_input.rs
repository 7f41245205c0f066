//! Input that cannot be used: what is said, and the exit code.

use crate::{answers, data, file, number, run, sample, scratch};

/// A command over one bad file: the code, and stderr without the file's directory.
fn refused(content: &[u8], more: &[&str]) -> (i32, Vec<String>) {
    let (directory, path) = file("orders.csv", content);
    let run = run(&[&["assess", &path, "--no-files"], more].concat());
    let (code, lines) = run.refused();
    let directory = format!("{}/", directory.path().display());
    (
        code,
        lines.iter().map(|line| line.replace(&directory, "")).collect(),
    )
}

#[test]
fn empty_files() {
    assert_eq!(
        refused(b"", &[]),
        (
            3,
            vec!["error: orders.csv: is an empty file: it has 0 bytes".into()]
        )
    );
    assert_eq!(
        refused(b"id,date,amount\n", &[]).1[0],
        "error: orders.csv: has column names and no rows"
    );
    let (code, lines) = refused(b"id,date,amount\n1,2024-01-01,5\n", &["--as-of", "1990-01-01"]);
    assert_eq!(code, 3);
    assert_eq!(
        lines,
        [
            "error: orders.csv: holds no row that counts as an order",
            EMPTY_HINT
        ]
    );
}

const EMPTY_HINT: &str =
    "hint: rows after --as-of or before --history-start make no order, nor do rows without customer or date";

#[test]
fn files_that_are_none() {
    let directory = scratch();
    let path = directory.path().display().to_string();
    let run_directory = run(&["assess", &path, "--no-files"]);
    assert_eq!(
        run_directory.refused(),
        (4, vec![&*format!("error: {path}: is a directory, not a file")])
    );
    let missing = run(&["assess", "nowhere.csv", "--no-files"]);
    assert_eq!(missing.refused(), (4, vec!["error: nowhere.csv: does not exist"]));
    let (code, lines) = refused(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0", &[]);
    assert_eq!(code, 4);
    assert!(
        lines[0].starts_with("error: orders.csv: is a binary file"),
        "{lines:?}"
    );
    assert_eq!(lines[1], "hint: export it as CSV or Parquet");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    // Permissions do not stop root; this file stops everybody.
    let stopped = run(&["assess", "/proc/self/mem", "--no-files"]);
    let (code, lines) = stopped.refused();
    assert_eq!(code, 4);
    assert!(
        lines[0].starts_with("error: /proc/self/mem: cannot be read"),
        "{lines:?}"
    );

    let (_directory, path) = file("orders.csv", b"id,date\n1,2024-01-01\n");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("may be changed");
    if std::fs::File::open(&path).is_err() {
        let run = run(&["assess", &path, "--no-files"]);
        let reason = format!("error: {path}: may not be read: permission denied");
        assert_eq!(run.refused(), (4, vec![&*reason]));
    }
}

#[test]
fn a_wrong_column_name_gets_a_suggestion() {
    let run_orders = run(&["assess", &sample(), "--amount", "speed", "--no-files"]);
    assert_eq!(
        run_orders.refused(),
        (
            4,
            vec![
                "error: --amount speed: there is no such column: did you mean \"spend\"? The columns are master_id, id, date, cds, spend"
            ]
        )
    );
    let run_answers = run(&["nps", &answers(), "--column", "recomend"]);
    let (code, lines) = run_answers.refused();
    assert_eq!(code, 4);
    assert!(
        lines[0]
            .starts_with("error: --column recomend: there is no such column: did you mean \"recommend\"?")
    );
}

#[test]
fn columns_that_cannot_be_guessed() {
    let (code, lines) = refused(b"a,b,c\n1,2,3\n", &[]);
    assert_eq!(code, 4);
    assert_eq!(
        lines,
        [
            "error: --customer: no column is recognised as the customer: say which of a, b, c",
            "hint: name the column, for example --customer NAME",
        ]
    );
    let (_directory, path) = file("answers.csv", b"a,b\n1,2\n");
    let run = run(&["nps", &path]);
    assert!(
        run.stderr
            .starts_with("error: --column: no column is recognised as the recommendation"),
        "{}",
        run.stderr
    );
}

#[test]
fn ragged_rows_are_reported_with_their_lines() {
    let rows =
        b"id,date,amount\n1,2024-01-01,5\n2,2024-01-02\n3,2024-01-03,7,8\n,2024-01-05,1\n2,2024-02-01,9\n";
    let (_directory, path) = file("ragged.csv", rows);
    let assessment = run(&["assess", &path, "--no-files", "--format", "json"]).json();
    let notes = assessment["data"]["notes"].to_string();
    assert!(
        notes.contains("Left out: 2 rows with fields that do not fit the header (lines 3, 4"),
        "{notes}"
    );
    assert!(
        notes.contains("Left out: 1 row with no customer (line 5)"),
        "{notes}"
    );
    assert_eq!(number(&assessment, "/data/orders"), 2.0);
    let table = run(&["assess", &path, "--no-files"]).succeeded().stdout;
    assert!(table.contains("(lines 3, 4"), "{table}");

    let (code, lines) = refused(rows, &["--strict"]);
    assert_eq!(code, 4);
    assert_eq!(
        lines,
        [
            "error: orders.csv: line 3 has 2 fields where the header has 3",
            "hint: without --strict such rows are skipped and listed",
        ]
    );
}

#[test]
fn duplicate_headers() {
    let (code, lines) = refused(b"id,id,date\n1,2,2024-01-01\n", &[]);
    assert_eq!(code, 4);
    assert_eq!(
        lines,
        [
            "error: orders.csv: has the same name over columns 1 and 2, got id",
            "hint: give every column of the file a name of its own",
        ]
    );
}

#[test]
fn latin1_text_is_read_and_said() {
    let rows = b"kunde;datum;betrag\nM\xfcller;01.02.2024;1.234,50\nStra\xdfe;13.02.2024;7,00\nM\xfcller;14.03.2024;3,50\n";
    let (_directory, path) = file("umsatz.csv", rows);
    let assessment = run(&["assess", &path, "--no-files", "--format", "json"]).json();
    assert_eq!(number(&assessment, "/data/revenue"), 1_245.0);
    let notes = assessment["data"]["notes"].to_string();
    assert!(
        notes.contains("umsatz.csv: 3 rows of CSV, separated by semicolons, windows-1252."),
        "{notes}"
    );
    assert!(notes.contains("a guess"), "{notes}");
    let named = run(&["histories", &path, "--encoding", "latin1", "--quiet"]).succeeded();
    assert!(named.stdout.contains("\nMüller,1,"), "{}", named.stdout);
}

#[test]
fn dates_that_can_be_read_two_ways() {
    let rows = b"id,date,amount\n1,03/04/2024,5\n2,05/06/2024,6\n";
    let (code, lines) = refused(rows, &[]);
    assert_eq!(code, 3);
    assert!(
        lines[0].starts_with("error: date: could be DD/MM/YYYY or MM/DD/YYYY"),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with("hint: say how the dates are written"),
        "{lines:?}"
    );
    let (_directory, path) = file("orders.csv", rows);
    let said = run(&[
        "assess",
        &path,
        "--no-files",
        "--format",
        "json",
        "--date-format",
        "MM/DD/YYYY",
    ])
    .json();
    assert_eq!(said["data"]["first_day"], "2024-03-04");
}

#[test]
fn answers_out_of_scale_name_the_row() {
    let (_directory, path) = file("answers.csv", b"score\n9\n10\n11\n");
    let run_nps = run(&["nps", &path]);
    assert_eq!(
        run_nps.refused(),
        (
            3,
            vec![
                "error: score: must be between 0 and 10 (line 4), got 11 (row 3)",
                "hint: if this number stands for a missing answer, say so with --missing-code",
            ]
        )
    );
    let run_assess = run(&["assess", &sample(), "--survey", &path, "--no-files"]);
    assert_eq!(
        run_assess.refused(),
        (
            3,
            vec!["error: score: must be between 0 and 10 (line 4), got 11 (row 3)"]
        )
    );
}

#[test]
fn returns_can_be_an_error() {
    let rows = b"id,date,amount\n1,2024-01-01,5\n1,2024-01-09,-5\n2,2024-02-01,9\n";
    let (code, lines) = refused(rows, &["--returns", "error"]);
    assert_eq!(code, 3);
    assert!(
        lines[0].starts_with("error: amount: ") && lines[0].ends_with("(row 2)"),
        "{lines:?}"
    );
}

#[test]
fn counts_that_contradict_one_another() {
    for (arguments, message) in [
        (
            &["churn", "--base", "start", "--start", "10", "--lost", "11"][..],
            "error: --lost: must not exceed start + joined = 10, got 11",
        ),
        (
            &["churn", "--base", "customer_days", "--start", "10", "--lost", "1"],
            "error: --days: must be given for the base customer_days",
        ),
        (
            &["churn", "--base", "start", "--start", "0", "--lost", "0"],
            "error: --start: is 0: nobody could have left",
        ),
        (
            &[
                "cltv",
                "--margin",
                "5",
                "--stayed",
                "8",
                "--of",
                "7",
                "--discount",
                "0.1",
                "--first-payment",
                "immediate",
            ],
            "error: --stayed: must not exceed --of 7, got 8",
        ),
        (
            &[
                "cltv",
                "--margin",
                "5",
                "--retention",
                "1",
                "--discount",
                "0",
                "--first-payment",
                "immediate",
            ],
            "error: --retention: of 1 without discount makes the value unbounded: 1 + i − r is 0, got 1",
        ),
    ] {
        assert_eq!(run(arguments).refused(), (3, vec![message]), "{arguments:?}");
    }
}

#[test]
fn wrong_command_lines() {
    let orders = sample();
    for (arguments, message) in [
        (&["assess"][..], "required arguments were not provided"),
        (
            &["assess", &orders, "--level", "95"],
            "'--level <LEVEL>': must lie strictly between 0 and 1",
        ),
        (
            &["assess", &orders, "--as-of", "1997-02-30"],
            "'--as-of <YYYY-MM-DD>': is no day of the calendar",
        ),
        (
            &["assess", &orders, "--periodd", "month"],
            "a similar argument exists: '--period'",
        ),
        (
            &["assess", &orders, "--period", "mouth"],
            "a similar value exists: 'month'",
        ),
        (
            &["assess", &orders, "--repeat-within", "0"],
            "'--repeat-within <DAYS>'",
        ),
        (
            &["assess", &orders, "--tier-spend", "3,5"],
            "error: --tier-spend: must descend: below 3 before it, got 5\n",
        ),
        (
            &[
                "assess",
                &orders,
                "--tier-spend",
                "9,5",
                "--tier-purchases",
                "5,3",
            ],
            "error: --tier-agreement: must say",
        ),
        (
            &["assess", &orders, "--html", &orders],
            "error: --html: would overwrite a file that is read",
        ),
        (
            &["assess", &orders, "--encoding", "klingon"],
            "error: --encoding: is no known character encoding",
        ),
        (&["assess", &orders, "--recommendation", "q"], "--survey <FILE>"),
        (
            &[
                "cltv",
                "--margin",
                "5",
                "--retention",
                "80",
                "--discount",
                "0.1",
                "--first-payment",
                "immediate",
            ],
            "'--retention <SHARE>': must be between 0 and 1",
        ),
        (
            &["churn", "--base", "daily_sum", "--start", "1", "--lost", "0"],
            "possible values: start",
        ),
        (&["man", "nothing"], "error: command: must be one of assess"),
    ] {
        let run = run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn output_that_cannot_be_written() {
    let run_assess = run(&["assess", &sample(), "--html", "no/such/directory.html"]);
    assert_eq!(run_assess.code, 1);
    assert!(
        run_assess.stdout.starts_with("Customer loyalty assessment"),
        "the summary is not lost"
    );
    assert!(
        run_assess.stderr.starts_with("error: no/such/directory.html: "),
        "{}",
        run_assess.stderr
    );
    let run_histories = run(&[
        "histories",
        &data("cdnow_sample.csv"),
        "--quiet",
        "--output",
        "no/such.csv",
    ]);
    assert_eq!(run_histories.code, 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let directory = scratch();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("Linux has it");
    let output = crate::command(directory.path(), &["metrics"])
        .stdout(full)
        .stderr(std::process::Stdio::piped())
        .output()
        .expect("the command starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: stdout: No space left"));
}
