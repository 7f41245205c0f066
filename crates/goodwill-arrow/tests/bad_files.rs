//! What goes wrong with files, and what is said about it.
#![cfg(feature = "files")]

use goodwill::{Error, ErrorCode};
use goodwill_arrow::file::{
    BadRows, FileOptions, OrdersOptions, SkipReason, SurveyOptions, read_purchases, read_purchases_with,
    read_survey,
};
use std::ops::ControlFlow;
use std::path::PathBuf;
use tempfile::TempDir;

/// A folder of files that disappears with the test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

fn error_of(content: impl AsRef<[u8]>) -> Error {
    error_with(content, &OrdersOptions::default())
}

fn error_with(content: impl AsRef<[u8]>, options: &OrdersOptions) -> Error {
    read_purchases(Folder::new().file("orders.csv", content), options).unwrap_err()
}

#[track_caller]
fn assert_error(error: &Error, code: ErrorCode, reason: &str) {
    assert_eq!(error.code(), code, "{error}");
    assert!(error.reason().contains(reason), "{error}");
}

#[test]
fn no_file() {
    let error = read_purchases("no/such/orders.csv", &OrdersOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), "no/such/orders.csv: does not exist");
    assert_eq!(error.code(), ErrorCode::FileNotFound);
}

#[test]
fn a_directory() {
    let folder = Folder::new();
    let error = read_purchases(folder.0.path(), &OrdersOptions::default()).unwrap_err();
    assert_error(&error, ErrorCode::FileUnreadable, "is a directory");
}

#[cfg(target_os = "linux")]
#[test]
fn an_unreadable_file() {
    use std::os::unix::fs::PermissionsExt as _;

    // Permissions do not stop root; this file stops everybody.
    let error = read_purchases("/proc/self/mem", &OrdersOptions::default()).unwrap_err();
    assert_error(&error, ErrorCode::FileUnreadable, "cannot be read");
    let error = read_purchases("/dev/null", &OrdersOptions::default()).unwrap_err();
    assert_error(&error, ErrorCode::FileUnreadable, "no regular file");

    let folder = Folder::new();
    let path = folder.file("orders.csv", "id,date\n1,20240131\n");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&path).is_err() {
        let error = read_purchases(&path, &OrdersOptions::default()).unwrap_err();
        assert_error(&error, ErrorCode::FileUnreadable, "permission denied");
    }
}

#[test]
fn nothing_in_it() {
    assert_error(&error_of(""), ErrorCode::Empty, "0 bytes");
    assert_error(&error_of("\n\n\r\n"), ErrorCode::Empty, "blank lines");
    assert_error(&error_of("id,date,amount\n"), ErrorCode::Empty, "no rows");
    assert_error(&error_of("id,date,amount"), ErrorCode::Empty, "no rows");
    assert_error(&error_of("\u{feff}id,date,amount\n"), ErrorCode::Empty, "no rows");
    assert_error(
        &error_of("id,date,amount\n,,\n,,\n"),
        ErrorCode::Empty,
        "every value is missing",
    );
}

#[test]
fn other_kinds_of_files() {
    for (content, reason) in [
        (&b"PK\x03\x04xlsx"[..], "Excel workbook"),
        (b"\xd0\xcf\x11\xe0xls", "old Excel"),
        (b"\x1f\x8b\x08csv.gz", "gzip"),
        (b"\x28\xb5\x2f\xfdzst", "zstd"),
        (b"SQLite format 3\0", "SQLite"),
        (b"%PDF-1.7", "PDF"),
        (b"{\"id\": 1}", "JSON"),
        (b"[{\"id\": 1}]", "JSON"),
        (b"\xef\xbb\xbf  <html><table>", "HTML"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"i\0d\0,\0d\0a\0t\0e\0\n\x001\0,\x002\0", "utf-16le"),
        (b"\0i\0d\0,\0d\0a\0t\0e\0\n\x001\0,\x002", "utf-16be"),
    ] {
        assert_error(&error_of(content), ErrorCode::UnsupportedFile, reason);
    }
    // A zero byte far down the file.
    let mut late = b"id,date,amount\n".to_vec();
    for _ in 0..100_000 {
        late.extend_from_slice(b"1,20240131,12.50\n");
    }
    late.extend_from_slice(b"2,20240131,\0\0\n");
    assert_error(&error_of(&late), ErrorCode::UnsupportedFile, "binary");
}

#[test]
fn a_damaged_parquet_file() {
    assert_error(
        &error_of("PAR1 and nothing more"),
        ErrorCode::FileUnreadable,
        "damaged Parquet",
    );
    assert_error(&error_of("PAR1"), ErrorCode::FileUnreadable, "damaged Parquet");
}

#[test]
fn duplicate_headers() {
    let error = error_of("id,date,date,amount\n1,20240131,20240131,5\n");
    assert_error(&error, ErrorCode::DuplicateColumn, "columns 2 and 3");
    assert_eq!(error.value(), Some("date"));
    // The first line of data in place of a header.
    assert_error(
        &error_of("1,19970101,1,11.77\n2,19970112,1,12.00\n"),
        ErrorCode::DuplicateColumn,
        "hold data",
    );
    // Columns without a name do not clash.
    let folder = Folder::new();
    let path = folder.file("orders.csv", ",id,date,\n0,1,20240131,\n");
    assert!(read_purchases(path, &OrdersOptions::default()).is_ok());
}

#[test]
fn a_wrong_column_name() {
    let options = OrdersOptions {
        amount: Some("amuont".into()),
        ..OrdersOptions::default()
    };
    let error = error_with("customer_id,date,amount\n1,20240131,5\n", &options);
    assert_error(&error, ErrorCode::UnknownColumn, "did you mean \"amount\"?");
    assert_eq!(error.parameter(), "amuont");
    let options = OrdersOptions {
        customer: Some("CUSTOMER ID".into()),
        ..OrdersOptions::default()
    };
    let error = error_with("customer_id,date,amount\n1,20240131,5\n", &options);
    assert_error(&error, ErrorCode::UnknownColumn, "did you mean \"customer_id\"?");
    let options = OrdersOptions {
        customer: Some("xyz".into()),
        ..OrdersOptions::default()
    };
    let error = error_with("customer_id,date,amount\n1,20240131,5\n", &options);
    assert_eq!(
        error.reason(),
        "there is no such column. The columns are customer_id, date, amount"
    );
}

#[test]
fn nothing_to_recognise() {
    let error = error_of("foo,bar\n1,2\n");
    assert_eq!(
        error.to_string(),
        "customer: no column is recognised as the customer: say which of foo, bar"
    );
    let error = error_of("customer_id,user_id,date\n1,2,20240131\n");
    assert_error(
        &error,
        ErrorCode::UnknownColumn,
        "could be any of customer_id, user_id",
    );
    let error = read_survey(
        Folder::new().file("s.csv", "foo,bar\n1,2\n"),
        &SurveyOptions::default(),
    )
    .unwrap_err();
    assert_error(&error, ErrorCode::UnknownColumn, "say which of foo, bar");
}

#[test]
fn unreadable_dates() {
    let error = error_of("id,date,amount\n1,yesterday,5\n2,today,6\n");
    assert_error(&error, ErrorCode::InvalidDate, "no known date format");
    assert_eq!((error.parameter(), error.value()), ("date", Some("yesterday")));
    let error = error_of("id,date,amount\n1,03/04/2024,5\n2,05/06/2024,6\n");
    assert_error(&error, ErrorCode::InvalidDate, "DD/MM/YYYY or MM/DD/YYYY");
    let error = error_of("id,date,amount\n1,1706659200,5\n");
    assert_error(&error, ErrorCode::InvalidDate, "unix_seconds");
    let error = error_of("id,date,amount\n1,13/04/2024,5\n2,04/13/2024,6\n");
    assert_error(&error, ErrorCode::InvalidDate, "mixes");
    // The contradiction comes after the sample: nothing that was read day-first before it may stand.
    let mut late = "id,date,amount\n".to_owned();
    late.extend((0..12_000).map(|i| format!("{i},{:02}/04/2024,5\n", i % 28 + 1)));
    late.push_str("1,04/29/2024,6\n");
    let error = error_of(&late);
    assert_error(
        &error,
        ErrorCode::InvalidDate,
        "mixes day-first and month-first dates: line 12002",
    );
    assert_eq!((error.index(), error.value()), (Some(12_000), Some("04/29/2024")));
}

#[test]
fn a_second_date_format_is_not_skipped_over() {
    let mut late = "id,date,amount\n".to_owned();
    late.extend((0..12_000).map(|i| format!("{i},2024-04-{:02},5\n", i % 28 + 1)));
    late.extend((0..2_000).map(|i| format!("{i},{:02}.04.2024,5\n", i % 28 + 1)));
    let error = error_of(&late);
    assert_error(
        &error,
        ErrorCode::InvalidDate,
        "2000 of 14000 values are not YYYY-MM-DD, the first of them on line 12002 (\"01.04.2024\")",
    );
}

#[test]
fn amounts_that_are_none() {
    let error = error_of("id,date,amount\n1,20240131,cheap\n");
    assert_error(&error, ErrorCode::UnsupportedType, "holds text");
    let error = error_of("id,date,amount\n1,20240131,\"1,234\"\n");
    assert_error(
        &error,
        ErrorCode::UnsupportedType,
        "decimal_comma or decimal_point",
    );
    let error = error_of("id,date,amount\n1,20240131,$5\n2,20240131,€6\n");
    assert_error(&error, ErrorCode::Inconsistent, "mixes currencies ($ and €)");
    let mut late = "id,date,amount\n".to_owned();
    late.extend((0..12_000).map(|i| format!("{i},20240131,$5.00\n")));
    late.push_str("1,20240131,£5.00\n");
    assert_error(&error_of(&late), ErrorCode::Inconsistent, "mixes currencies");
}

const RAGGED: &str = "id,date,amount
1,20240131,5.00
2,20240131
3,20240131,6.00,surplus

4,20240131,7.00
5,not a date,8.00
6,20240131,nine
,20240131,1.00
8,,1.00
9,20240131,
10,20240132,1.00
1,20240201,2.00
1,20240202,2.00
1,20240203,2.00
1,20240204,2.00
1,20240205,2.00
1,20240206,2.00
1,20240207,2.00
1,20240208,2.00
1,20240209,2.00
1,20240210,2.00
1,20240211,2.00
1,20240212,2.00
1,20240213,2.00
1,20240214,2.00
1,20240215,2.00
";

#[test]
fn bad_rows_are_reported_with_their_lines() {
    let folder = Folder::new();
    for content in [RAGGED.to_owned(), RAGGED.replace('\n', "\r\n")] {
        let path = folder.file("orders.csv", content);
        let (purchases, report) = read_purchases(&path, &OrdersOptions::default()).unwrap();
        let skipped: Vec<String> = report.skipped.iter().map(ToString::to_string).collect();
        assert_eq!(
            skipped,
            [
                "2 rows with fields that do not fit the header (lines 3, 4; has 2 fields where the header has 3)",
                "1 row with no customer (line 9)",
                "1 row with no date (line 10)",
                "2 rows with an unreadable date (lines 7, 12; \"not a date\")",
                "1 row with no amount (line 11)",
                "1 row with an unreadable amount (line 8; \"nine\")",
            ]
        );
        assert_eq!((report.rows, report.skipped_rows()), (25, 8));
        // The core counts the same, but for the two rows it never saw.
        let intake = purchases.intake();
        assert_eq!(
            (
                intake.rows,
                intake.missing_customer,
                intake.missing_day,
                intake.missing_amount
            ),
            (23, 1, 3, 2)
        );
        assert_eq!(purchases.occasions(), 17);
    }
}

#[test]
fn bad_rows_are_errors_where_that_is_wanted() {
    let options = OrdersOptions {
        file: FileOptions {
            bad_rows: BadRows::Error,
            ..FileOptions::default()
        },
        ..OrdersOptions::default()
    };
    let error = error_with(RAGGED, &options);
    assert_error(
        &error,
        ErrorCode::MalformedRow,
        "line 3 has 2 fields where the header has 3",
    );
    let head = "id,date,amount\n1,20240131,5\n".to_owned() + &"1,20240201,5\n".repeat(20);
    let error = error_with(head.clone() + "2,20240132,5\n", &options);
    assert_error(&error, ErrorCode::InvalidDate, "YYYYMMDD");
    assert_eq!((error.index(), error.value()), (Some(21), Some("20240132")));
    let error = error_with(head + "2,20240131,five\n", &options);
    assert_eq!(
        (error.code(), error.index(), error.value()),
        (ErrorCode::UnsupportedType, Some(21), Some("five"))
    );
}

#[test]
fn no_row_fits() {
    assert_error(
        &error_of("id,date,amount\n1,20240131,5,\n2,20240131,6,\n"),
        ErrorCode::MalformedRow,
        "no row has 3 fields as the header does: line 2 has 4 fields",
    );
}

#[test]
fn only_the_first_lines_are_kept() {
    let mut content = "id,date,amount\n1,20240131,5\n".to_owned();
    content.extend((0..50).map(|_| "short\n"));
    let (_, report) =
        read_purchases(Folder::new().file("o.csv", content), &OrdersOptions::default()).unwrap();
    assert_eq!(
        (report.skipped[0].reason, report.skipped[0].rows),
        (SkipReason::FieldCount, 50)
    );
    assert_eq!(report.skipped[0].lines, (3..23).collect::<Vec<u64>>());
    assert!(report.skipped[0].to_string().contains(", 22, …;"));
}

#[test]
fn a_quote_that_never_closes_swallows_nothing() {
    for count in [20, 1_000] {
        let rows = "1,20240131,5.00\n".repeat(count);
        // To the end of the file: in the last field, before it.
        for open in ["2,20240131,\"6.00\n", "2,\"20240131,6.00\n"] {
            let error = error_of(format!("id,date,amount\n{rows}{open}{rows}"));
            assert_error(
                &error,
                ErrorCode::MalformedRow,
                &format!("a quote opens on line {}", count + 2),
            );
        }
        // To the next quote, so that the fields happen to be as many as there should be.
        for (open, close) in [
            ("2,\"20240131,6.00\n", "3,\"20240131\",7.00\n"),
            ("2,20240131,\"6.00\n", "3,20240131,7.00\"\n"),
        ] {
            let error = error_of(format!("id,date,amount\n{rows}{open}{close}{rows}"));
            assert_error(
                &error,
                ErrorCode::MalformedRow,
                &format!("starts on line {}", count + 2),
            );
        }
    }
    // A quoted field may hold line breaks, the last one too.
    let content = "id,date,amount,note\n1,20240131,5,\"two\nlines\"\nshort\n2,20240131,5,\"two\nmore\"\n";
    let (purchases, report) =
        read_purchases(Folder::new().file("o.csv", content), &OrdersOptions::default()).unwrap();
    assert_eq!((purchases.occasions(), &*report.skipped[0].lines), (2, &[4][..]));
}

#[test]
fn lines_are_counted_however_they_end() {
    for (content, line) in [
        ("id,date\n1,20240131\nshort", 3),
        ("id,date\n1,20240131\nshort\n", 3),
        ("id,date\r\n1,20240131\r\nshort", 3),
        ("id,date\r\n\r\n1,20240131\r\n\r\nshort\r\n", 5),
        ("\n\nid,date\n1,20240131\n\nshort\n", 6),
        ("id,date\r1,20240131\rshort\r", 3),
        ("sep=,\nid,date\n1,20240131\nshort\n", 4),
        ("\u{feff}id,date\n1,20240131\nshort\n", 3),
    ] {
        let (_, report) =
            read_purchases(Folder::new().file("o.csv", content), &OrdersOptions::default()).unwrap();
        assert_eq!(report.skipped[0].lines, [line], "{content:?}");
    }
}

#[test]
fn infinite_amounts_name_the_column_and_the_row() {
    use arrow_array::{Date32Array, Float64Array, Int64Array, RecordBatch};
    use std::sync::Arc;
    let batch = RecordBatch::try_from_iter([
        (
            "customer",
            Arc::new(Int64Array::from(vec![1, 2, 3])) as arrow_array::ArrayRef,
        ),
        ("date", Arc::new(Date32Array::from(vec![1, 2, 3]))),
        (
            "revenue",
            Arc::new(Float64Array::from(vec![1.0, 2.0, f64::INFINITY])),
        ),
    ])
    .unwrap();
    let mut bytes = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let folder = Folder::new();
    let path = folder.file("orders.parquet", &bytes);
    for batch_rows in [1, 2, 100] {
        let options = OrdersOptions {
            file: FileOptions {
                batch_rows,
                ..FileOptions::default()
            },
            ..OrdersOptions::default()
        };
        let error = read_purchases(&path, &options).unwrap_err();
        assert_eq!(
            (error.code(), error.parameter(), error.index()),
            (ErrorCode::NotFinite, "revenue", Some(2))
        );
    }
    // Cut short.
    let error = error_of(&bytes[..bytes.len() - 5]);
    assert_error(&error, ErrorCode::FileUnreadable, "damaged Parquet");
    // A footer that promises pages which are not there.
    let mut hollow = bytes.clone();
    hollow[4..60].fill(0xff);
    let error = error_of(&hollow);
    assert_error(&error, ErrorCode::FileUnreadable, "damaged Parquet");
}

#[test]
fn bad_options() {
    let with = |file: FileOptions| OrdersOptions {
        file,
        ..OrdersOptions::default()
    };
    let content = "id,date,amount,units\n1,20240131,5,1\n";
    let error = error_with(
        content,
        &with(FileOptions {
            encoding: Some("klingon".into()),
            ..FileOptions::default()
        }),
    );
    assert_eq!(
        (error.code(), error.parameter(), error.value()),
        (ErrorCode::InvalidChoice, "encoding", Some("klingon"))
    );
    let error = error_with(
        content,
        &with(FileOptions {
            delimiter: Some('，'),
            ..FileOptions::default()
        }),
    );
    assert_eq!(
        (error.code(), error.parameter()),
        (ErrorCode::InvalidChoice, "delimiter")
    );
    let options = OrdersOptions {
        amount: Some("amount".into()),
        quantity: Some("units".into()),
        ..OrdersOptions::default()
    };
    assert_error(&error_with(content, &options), ErrorCode::Inconsistent, "product");
}

#[test]
fn reading_can_be_broken_off() {
    let folder = Folder::new();
    let mut content = "id,date,amount\n".to_owned();
    content.extend((0..1_000).map(|i| format!("{i},20240131,5\n")));
    let path = folder.file("orders.csv", content);
    for stop_at in 1..4 {
        for read_ahead in [false, true] {
            let mut calls = 0;
            let options = OrdersOptions {
                file: FileOptions {
                    batch_rows: 100,
                    read_ahead,
                    ..FileOptions::default()
                },
                ..OrdersOptions::default()
            };
            let error = read_purchases_with(&path, &options, &mut |_| {
                calls += 1;
                if calls == stop_at {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })
            .unwrap_err();
            assert_eq!((error.code(), calls), (ErrorCode::Interrupted, stop_at));
        }
    }
}
