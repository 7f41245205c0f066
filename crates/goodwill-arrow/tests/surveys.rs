//! Declared surveys from files: a web form's export, in both forms and both formats, with what goes wrong in them.
#![cfg(all(feature = "files", feature = "declarations"))]

use arrow_array::{ArrayRef, DictionaryArray, Int64Array, RecordBatch, StringArray, types::Int8Type};
use goodwill::ErrorCode;
use goodwill::survey::{
    ItemDeclaration, ItemRole, NpsPairedOptions, OffScale, Survey, SurveyDeclaration, Tally, nps_paired,
};
use goodwill_arrow::declaration::{parse_declaration, read_declaration};
use goodwill_arrow::file::{BadRows, FileOptions, ReadReport, Role, SurveyOptions, read_survey};
use goodwill_arrow::text::NumberFormat;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/data")
        .join(name)
}

fn declaration() -> SurveyDeclaration {
    read_declaration(data("shop_survey.toml")).unwrap()
}

fn read(path: impl AsRef<Path>, declaration: SurveyDeclaration) -> goodwill::Result<(Survey, ReadReport)> {
    let options = SurveyOptions {
        declaration: Some(declaration),
        ..SurveyOptions::default()
    };
    read_survey(path, &options)
}

fn written(name: &str, content: &str) -> (TempDir, PathBuf) {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join(name);
    std::fs::write(&path, content).unwrap();
    (directory, path)
}

/// What a reader without this library counts in the file: cells of that column by their text.
fn cells(column: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(data("shop_survey.csv")).unwrap();
    let place = reader
        .headers()
        .unwrap()
        .iter()
        .position(|header| header == column)
        .unwrap();
    reader
        .records()
        .map(|record| record.unwrap()[place].to_owned())
        .collect()
}

fn count(cells: &[String], wanted: &[&str]) -> u64 {
    cells
        .iter()
        .filter(|cell| wanted.contains(&cell.as_str()))
        .count() as u64
}

#[test]
fn a_web_form_export_is_read_by_its_declaration() {
    let (survey, report) = read(data("shop_survey.csv"), declaration()).unwrap();
    assert_eq!(survey.respondents(), 600);
    let words = cells("总的来说，您对我们的满意程度如何？");
    let overall = survey.tally("overall").unwrap();
    let expected = [
        count(&words, &["非常不满意", "Very dissatisfied"]),
        count(&words, &["不满意", "Dissatisfied"]),
        count(&words, &["一般", "Neutral"]),
        count(&words, &["满意", "Satisfied"]),
        count(&words, &["非常满意", "Very satisfied"]),
    ];
    assert_eq!(overall.counts(), expected);
    assert_eq!(overall.missing(), count(&words, &["", "98", "99"]));
    assert_eq!(overall.invalid(), 1);
    assert!(overall.is_weighted());

    let words = cells("我常常对这家商店感到失望");
    let let_down = survey.tally("let_down").unwrap();
    assert_eq!(
        let_down.counts()[4],
        count(&words, &["非常不同意", "Strongly disagree"])
    );

    assert_eq!(
        survey.item("recommend").unwrap().first_invalid(),
        Some((17, "11"))
    );
    assert_eq!(
        survey.notes(),
        [
            "2 answers to \"recommend\" are off its scale and count as invalid; the first is \"11\", in row 18.",
            "1 answer to \"overall\" is off its scale and counts as invalid; the first is \"说不清\", in row 432.",
            "1 answer to \"index_overall\" is off its scale and counts as invalid; the first is \"0\", in row 89.",
        ]
    );
    let regions = survey.by("region").unwrap();
    let labels: Vec<&str> = regions.groups.iter().map(|group| &*group.label).collect();
    assert_eq!(labels, ["华东 East", "华北 North", "华南 South"]);
    assert_eq!(report.column(Role::Weight).unwrap().name, "权重");
    assert!(report.skipped.is_empty());

    assert_eq!(
        survey
            .pairs(ItemRole::Importance, ItemRole::Performance)
            .unwrap()
            .len(),
        4
    );
    assert_eq!(
        survey
            .pairs(ItemRole::KanoFunctional, ItemRole::KanoDysfunctional)
            .unwrap()
            .len(),
        2
    );
    let service = survey
        .pairs(ItemRole::ServiceExpectation, ItemRole::ServicePerception)
        .unwrap();
    assert_eq!(service[1].dimension, Some("reliability"));
    assert_eq!(survey.constructs()[0].1.len(), 3);
    assert_eq!(survey.items_of(ItemRole::SatisfactionIndex).len(), 3);
}

#[test]
fn respondents_of_both_waves_are_matched() {
    let (survey, _) = read(data("shop_survey.csv"), declaration()).unwrap();
    let waves = survey.waves().unwrap();
    let sizes: Vec<usize> = waves
        .groups
        .iter()
        .map(|wave| wave.survey.respondents())
        .collect();
    assert_eq!(sizes, [360, 240]);
    let change = survey.paired("recommend", "2024 春", "2024 秋").unwrap();
    assert_eq!(change.before.len(), 200);
    assert_eq!((change.only_before, change.only_after), (160, 40));
    let paired = nps_paired(&change.before, &change.after, &NpsPairedOptions::default()).unwrap();
    assert_eq!(paired.difference.n + paired.missing, 200);
}

/// The tallies of the questions that stand in both files.
fn tallies(survey: &Survey) -> Vec<Tally> {
    let mut tallies = Vec::new();
    for item in ["recommend", "overall", "let_down"] {
        tallies.push(survey.tally(item).unwrap());
        for group in ["region", "wave"] {
            let group = if group == "wave" {
                survey.waves()
            } else {
                survey.by(group)
            };
            tallies.extend(
                group
                    .unwrap()
                    .groups
                    .iter()
                    .map(|part| part.survey.tally(item).unwrap()),
            );
        }
    }
    tallies
}

#[test]
fn the_long_form_holds_the_same_survey() {
    let mut long = declaration()
        .long("question", "answer")
        .respondent("respondent")
        .wave("wave")
        .weight("weight");
    long.groups[0].column = Some("region".into());
    long.items
        .retain(|item| ["recommend", "overall", "let_down"].contains(&&*item.name));
    let (long, _) = read(data("shop_survey_long.csv"), long).unwrap();
    let (wide, _) = read(data("shop_survey.csv"), declaration()).unwrap();
    assert_eq!(tallies(&long), tallies(&wide));
    let ids = (long.respondent_ids().unwrap(), wide.respondent_ids().unwrap());
    assert_eq!(ids.0, ids.1);
}

#[test]
fn batches_and_threads_leave_no_trace() {
    let whole = read(data("shop_survey.csv"), declaration()).unwrap().0;
    for (batch_rows, read_ahead) in [(1, false), (7, true), (64, false)] {
        let options = SurveyOptions {
            declaration: Some(declaration()),
            file: FileOptions {
                batch_rows,
                read_ahead,
                ..FileOptions::default()
            },
            ..SurveyOptions::default()
        };
        let (survey, _) = read_survey(data("shop_survey.csv"), &options).unwrap();
        assert_eq!(tallies(&survey), tallies(&whole));
        assert_eq!(survey.notes(), whole.notes());
    }
}

#[test]
fn parquet_with_words_in_dictionaries_and_numbers_as_identifiers() {
    let toml = "respondent = \"id\"\nwave = \"day\"\n[[items]]\nname = \"q\"\nscale = { minimum = 1, maximum = 2, \
                labels.en = [\"no\", \"yes\"] }";
    let words: DictionaryArray<Int8Type> = [Some("yes"), None, Some("No"), Some("yes")].into_iter().collect();
    let columns: Vec<(&str, ArrayRef)> = vec![
        // Two numbers that are one as doubles.
        (
            "id",
            Arc::new(Int64Array::from(vec![
                9_007_199_254_740_992,
                9_007_199_254_740_993,
                3,
                4,
            ])),
        ),
        ("q", Arc::new(words)),
        (
            "day",
            Arc::new(arrow_array::Date32Array::from(vec![
                19_797, 19_797, 19_797, 19_798,
            ])),
        ),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("q.parquet");
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let (survey, _) = read(&path, parse_declaration("q.toml", toml).unwrap()).unwrap();
    assert_eq!(survey.tally("q").unwrap().counts(), [1, 2]);
    assert_eq!(survey.respondent_ids().unwrap()[1], Some("9007199254740993"));
    assert_eq!(survey.waves().unwrap().groups[0].label, "2024-03-15");
}

#[test]
fn what_is_wrong_is_named_by_column_row_line_and_value() {
    let mut strict = declaration();
    strict.off_scale = OffScale::Refuse;
    let error = read(data("shop_survey.csv"), strict.clone()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::OutOfRange);
    assert_eq!(error.parameter(), "您有多大可能向朋友或同事推荐我们？（0–10）");
    assert_eq!((error.index(), error.value()), (Some(17), Some("11")));
    assert_eq!(error.reason(), "must be between 0 and 10 (line 19)");

    strict.items[1].column = Some("总的来说，您对我们的满意如何？".into());
    let error = read(data("shop_survey.csv"), strict).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnknownColumn);
    assert!(
        error
            .reason()
            .contains("did you mean \"总的来说，您对我们的满意程度如何？\"?"),
        "{error}"
    );

    // A header of two lines: the row is the first, its line the third.
    let toml = "[[items]]\nname = \"q\"\ncolumn = \"How was it?\"\nscale = { minimum = 1, maximum = 5 }";
    let (_directory, path) = written("q.csv", "id,\"How\nwas it?\"\n1,good\n");
    let error = read(&path, parse_declaration("q.toml", toml).unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "How was it?[0]: must be a number of 1 to 5 (line 3), got \"good\""
    );
}

#[test]
fn a_declaration_that_is_none_is_named_by_its_line() {
    for (toml, code, said) in [
        (
            "[[items]\nname = 1",
            ErrorCode::UnsupportedFile,
            "d.toml: line 1:",
        ),
        (
            "form = \"tall\"",
            ErrorCode::UnsupportedFile,
            "d.toml: line 1: unknown variant `tall`, expected `wide` or `long`",
        ),
        (
            "[[items]]\nname = \"q\"\nscale = { minimum = 1, maximun = 5 }",
            ErrorCode::UnsupportedFile,
            "d.toml: line 3: unknown field `maximun`, expected one of `minimum`, `maximum`",
        ),
        (
            "[scales.s]\nminimum = 1\nmaximum = 5\n[[items]]\nname = \"q\"\nscale = \"t\"",
            ErrorCode::UnknownColumn,
            "d.toml: items.q.scale: there is no such scale",
        ),
        (
            "title = \"none\"",
            ErrorCode::Empty,
            "d.toml: items: declares no item",
        ),
    ] {
        let error = parse_declaration("d.toml", toml).unwrap_err();
        assert!(error.to_string().starts_with(said), "{error}");
        assert_eq!(error.code(), code, "{error}");
    }
    assert_eq!(
        read_declaration("none.toml").unwrap_err().code(),
        ErrorCode::FileNotFound
    );
}

#[test]
fn a_declaration_survives_being_written() {
    let declared = declaration();
    let text = toml::to_string(&declared).unwrap();
    assert_eq!(parse_declaration("again.toml", &text).unwrap(), declared);
}

#[test]
fn numbers_keep_their_decimal_sign_and_bad_rows_their_treatment() {
    let toml = "weight = \"w\"\n[[items]]\nname = \"spent\"\n[[items]]\nname = \"q\"\nscale = { minimum = 1, maximum = 5 }";
    let declared = parse_declaration("d.toml", toml).unwrap();
    let (_directory, path) = written("a.csv", "spent;w;q\n1.234,50;0,5;3\n12;1,5;4\nmuch;2,25;5\n");
    let (survey, report) = read(&path, declared.clone()).unwrap();
    assert_eq!(survey.weights().unwrap(), [0.5, 1.5, 2.25]);
    assert_eq!(survey.values("spent").unwrap()[..2], [1234.5, 12.0]);
    assert!(survey.values("spent").unwrap()[2].is_nan());
    assert_eq!(
        report.skipped[0].to_string(),
        "1 row with an unreadable answer (line 4; spent: \"much\")"
    );
    let options = SurveyOptions {
        declaration: Some(declared.clone()),
        number_format: Some(NumberFormat::Comma),
        file: FileOptions {
            bad_rows: BadRows::Error,
            ..FileOptions::default()
        },
        ..SurveyOptions::default()
    };
    let error = read_survey(&path, &options).unwrap_err();
    assert_eq!((error.parameter(), error.index()), ("spent", Some(2)));
    let both = SurveyOptions {
        declaration: Some(declared),
        recommendation: Some("q".into()),
        ..SurveyOptions::default()
    };
    assert_eq!(
        read_survey(&path, &both).unwrap_err().code(),
        ErrorCode::Inconsistent
    );
}

#[test]
fn columns_in_memory_may_come_in_pieces() {
    let declared = SurveyDeclaration::default()
        .item(ItemDeclaration::new("nps").role(ItemRole::Recommendation))
        .weight("w");
    let scores: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(vec!["9", "10"])),
        Arc::new(StringArray::from(Vec::<&str>::new())),
        Arc::new(StringArray::from(vec!["0", "eleven"])),
    ];
    let weights: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from(vec![1, 2, 3])),
        Arc::new(Int64Array::from(vec![4])),
    ];
    let columns = [("w", weights.clone()), ("nps", scores.clone())];
    let error = goodwill_arrow::column::survey(&declared, &columns).unwrap_err();
    assert_eq!(
        error.to_string(),
        "nps[3]: must be a number of 0 to 10, got \"eleven\""
    );
    let columns = [("w", weights[..1].to_vec()), ("nps", scores[..1].to_vec())];
    let error = goodwill_arrow::column::survey(&declared, &columns).unwrap_err();
    assert_eq!(
        error.to_string(),
        "nps: must have 3 values like the longest column, got 2"
    );
    let columns = [
        ("w", weights),
        ("nps", vec![Arc::clone(&scores[0]), Arc::clone(&scores[0])]),
    ];
    let survey = goodwill_arrow::column::survey(&declared, &columns).unwrap();
    assert_eq!(survey.weights().unwrap(), [1.0, 2.0, 3.0, 4.0]);
    assert_eq!(survey.values("nps").unwrap(), [9.0, 10.0, 9.0, 10.0]);
}
