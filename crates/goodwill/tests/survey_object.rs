//! The survey object: one reading of the answers, whatever form, words, order or batches they come in.

use goodwill::survey::{
    GroupDeclaration, ItemDeclaration, ItemRole, OffScale, ScaleDeclaration, Survey, SurveyBuilder,
    SurveyDeclaration, SurveyValues, Tally,
};
use goodwill::{Error, ErrorCode};
use proptest::prelude::*;

use SurveyValues::{Numbers, Texts};

fn agreement() -> ScaleDeclaration {
    ScaleDeclaration::new(1, 5)
        .missing(&[98, 99])
        .labels(
            "en",
            &[
                "Strongly disagree",
                "Disagree",
                "Neither",
                "Agree",
                "Strongly agree",
            ],
        )
        .labels("zh", &["非常不同意", "不同意", "一般", "同意", "非常同意"])
        .code("不适用", 98)
}

fn two_items() -> SurveyDeclaration {
    SurveyDeclaration::default()
        .scale("agreement", agreement())
        .item(
            ItemDeclaration::new("trust")
                .column("I trust this shop.")
                .on("agreement"),
        )
        .item(
            ItemDeclaration::new("doubt")
                .column("I feel let down.")
                .on("agreement")
                .reversed(),
        )
}

fn refused(declaration: &SurveyDeclaration, columns: &[(&str, SurveyValues<'_>)]) -> Error {
    Survey::new(declaration, columns).expect_err("refused")
}

#[test]
fn words_numbers_and_codes_are_one() {
    let words = [
        Some("Strongly agree"),
        Some(" strongly  AGREE "),
        Some("非常同意"),
        Some("5"),
        Some("５"),
        Some("5.0"),
        Some("不适用"),
        Some("99"),
        Some(""),
        None,
    ];
    let doubt = [1.0, 2.0, 3.0, 4.0, 5.0, 98.0, 99.0, f64::NAN, 1.0, 1.0];
    let survey = Survey::new(
        &two_items(),
        &[
            ("I trust this shop.", Texts(&words)),
            ("I feel let down.", Numbers(&doubt)),
        ],
    )
    .unwrap();
    let trust = survey.tally("trust").unwrap();
    assert_eq!(
        (trust.counts(), trust.missing(), trust.invalid()),
        (&[0, 0, 0, 0, 6][..], 4, 0)
    );
    // Reflected: three answers of 1 are three of 5.
    assert_eq!(survey.tally("doubt").unwrap().counts(), [1, 1, 1, 1, 3]);
    assert_eq!(survey.values("doubt").unwrap()[..3], [5.0, 4.0, 3.0]);
    assert_eq!(survey.item("doubt").unwrap().given()[..3], [1.0, 2.0, 3.0]);
    assert_eq!(survey.item("doubt").unwrap().counts(), (7, 3, 0));
}

#[test]
fn what_is_no_answer_is_named_by_column_row_and_value() {
    let good = Numbers(&[1.0, 2.0]);
    let error = refused(
        &two_items(),
        &[
            ("I trust this shop.", Texts(&[Some("Agree"), Some("Agreed")])),
            ("I feel let down.", good),
        ],
    );
    assert_eq!(error.code(), ErrorCode::InvalidChoice);
    assert_eq!(
        (error.parameter(), error.index(), error.value()),
        ("I trust this shop.", Some(1), Some("\"Agreed\""))
    );
    assert!(
        error.reason().starts_with(
            "must be a number of 1 to 5 or one of strongly disagree (1), 非常不同意 (1), disagree (2)"
        ),
        "{error}"
    );

    let error = refused(
        &two_items(),
        &[
            ("I trust this shop.", good),
            ("I feel let down.", Numbers(&[1.0, 6.0])),
        ],
    );
    assert_eq!(
        error.to_string(),
        "I feel let down.[1]: must be between 1 and 5, got 6"
    );
    let error = refused(
        &two_items(),
        &[
            ("I trust this shop.", good),
            ("I feel let down.", Numbers(&[1.5, 6.0])),
        ],
    );
    assert_eq!((error.index(), error.value()), (Some(0), Some("1.5")));
    let error = refused(
        &two_items(),
        &[
            ("I trust this shop.", good),
            ("I feel let down.", Texts(&[Some("2"), Some("7")])),
        ],
    );
    assert_eq!(
        error.to_string(),
        "I feel let down.[1]: must be between 1 and 5, got 7"
    );

    let error = refused(
        &two_items(),
        &[("I trust this shop", good), ("I feel let down.", good)],
    );
    assert_eq!(
        error.to_string(),
        "I trust this shop.: there is no such column: did you mean \"I trust this shop\"? The columns are I trust this \
         shop, I feel let down."
    );
    let survey = Survey::new(
        &two_items(),
        &[("I trust this shop.", good), ("I feel let down.", good)],
    )
    .unwrap();
    assert_eq!(
        survey.tally("trusts").unwrap_err().to_string(),
        "trusts: there is no such item: did you mean \"trust\"? The items are trust, doubt"
    );
}

#[test]
fn invalid_answers_are_counted_apart_where_the_declaration_says_so() {
    let mut declaration = two_items();
    declaration.off_scale = OffScale::Count;
    let survey = Survey::new(
        &declaration,
        &[
            (
                "I trust this shop.",
                Texts(&[Some("4"), Some("7"), Some("dunno"), None]),
            ),
            ("I feel let down.", Numbers(&[1.0, 0.0, f64::INFINITY, 99.0])),
        ],
    )
    .unwrap();
    assert_eq!(survey.item("trust").unwrap().counts(), (1, 1, 2));
    assert_eq!(survey.item("trust").unwrap().first_invalid(), Some((1, "7")));
    let doubt = survey.tally("doubt").unwrap();
    assert_eq!((doubt.n(), doubt.missing(), doubt.invalid()), (1, 1, 2));
    assert!(
        survey.values("trust").unwrap()[1..]
            .iter()
            .all(|answer| answer.is_nan())
    );
}

#[test]
fn numbers_without_a_scale_stay_numbers() {
    let declaration =
        SurveyDeclaration::default().item(ItemDeclaration::new("spent").role(ItemRole::Perceived));
    let survey = Survey::new(
        &declaration,
        &[("spent", Texts(&[Some("12.5"), None, Some("-3")]))],
    )
    .unwrap();
    let spent = survey.values("spent").unwrap();
    assert_eq!((spent[0], spent[2]), (12.5, -3.0));
    assert!(spent[1].is_nan());
    assert_eq!(
        survey.tally("spent").unwrap_err().code(),
        ErrorCode::UnsupportedType
    );
    let error = refused(&declaration, &[("spent", Texts(&[Some("much")]))]);
    assert_eq!(error.to_string(), "spent[0]: must be a number, got \"much\"");
    let error = refused(&declaration, &[("spent", Numbers(&[1.0, f64::NEG_INFINITY]))]);
    assert_eq!((error.code(), error.index()), (ErrorCode::NotFinite, Some(1)));
}

#[test]
fn answers_between_points_keep_their_value_where_cuts_are_half_open() {
    let mut scale = ScaleDeclaration::new(0, 10);
    scale.fractional = goodwill::survey::FractionalScores::HalfOpen;
    let declaration = SurveyDeclaration::default().item(ItemDeclaration::new("x").scale(scale));
    let survey = Survey::new(&declaration, &[("x", Numbers(&[8.5, 9.0, f64::NAN]))]).unwrap();
    assert_eq!(survey.values("x").unwrap()[0], 8.5);
    assert_eq!(survey.tally("x").unwrap().counts()[8..], [1, 1, 0]);
}

#[test]
fn weights_are_read_once_and_belong_to_every_item() {
    let declaration = two_items().weight("w");
    let columns = [
        ("I trust this shop.", Numbers(&[5.0, 4.0, 3.0])),
        ("I feel let down.", Numbers(&[1.0, 2.0, 99.0])),
        ("w", Texts(&[Some("0.5"), None, Some("2")])),
    ];
    let survey = Survey::new(&declaration, &columns).unwrap();
    let scale = survey.item("trust").unwrap().scale().unwrap().clone();
    let expected = Tally::weighted(&[5.0, 4.0, 3.0], &[0.5, f64::NAN, 2.0], &scale).unwrap();
    assert_eq!(survey.tally("trust").unwrap(), expected);
    assert_eq!(expected.missing(), 1);
    let error = refused(
        &declaration,
        &[columns[0], columns[1], ("w", Numbers(&[1.0, -1.0, 1.0]))],
    );
    assert_eq!(error.to_string(), "w[1]: must be 0 or more, got -1");
    let error = refused(
        &declaration,
        &[
            columns[0],
            columns[1],
            ("w", Texts(&[Some("1"), Some("heavy"), None])),
        ],
    );
    assert_eq!(error.to_string(), "w[1]: must be a number, got \"heavy\"");
}

#[test]
fn groups_come_in_order_and_may_be_called_otherwise() {
    let declaration = SurveyDeclaration::default()
        .item(ItemDeclaration::new("x").scale(ScaleDeclaration::new(1, 5)))
        .group(GroupDeclaration::new("size"))
        .group(
            GroupDeclaration::new("region")
                .column("地区")
                .order(&["North"])
                .label("北区", "North"),
        );
    let survey = Survey::new(
        &declaration,
        &[
            ("x", Numbers(&[1.0, 2.0, 3.0, 4.0])),
            ("size", Texts(&[Some("10"), Some("9"), None, Some("10")])),
            (
                "地区",
                Texts(&[Some("East"), Some("北区"), Some("North"), Some("South")]),
            ),
        ],
    )
    .unwrap();
    let labels = |group: &str| -> Vec<String> {
        let groups = survey.by(group).unwrap();
        groups
            .groups
            .iter()
            .map(|group| format!("{} {}", group.label, group.survey.respondents()))
            .collect()
    };
    assert_eq!(labels("size"), ["9 1", "10 2"]);
    assert_eq!(labels("region"), ["North 2", "East 1", "South 1"]);
    assert_eq!(survey.by("size").unwrap().missing, 1);
    assert_eq!(survey.labels("region").unwrap()[1], Some("North"));
    // A part can be split again, and knows its own answers.
    let north = &survey.by("region").unwrap().groups[0].survey;
    assert_eq!(north.values("x").unwrap(), [2.0, 3.0]);
    assert_eq!(
        north.by("size").unwrap().groups[0].survey.values("x").unwrap(),
        [2.0]
    );
    assert_eq!(north.item("x").unwrap().counts(), (2, 0, 0));
}

#[test]
fn a_respondent_stands_once_in_a_wave() {
    let declaration = SurveyDeclaration::default()
        .respondent("id")
        .item(ItemDeclaration::new("x").scale(ScaleDeclaration::new(1, 5)));
    let columns = |ids| [("x", Numbers(&[1.0, 2.0, 3.0])), ("id", Texts(ids))];
    let error = refused(&declaration, &columns(&[Some("a"), Some("b"), Some("a")]));
    assert_eq!(
        (error.code(), error.index(), error.value()),
        (ErrorCode::Inconsistent, Some(2), Some("a"))
    );
    // Those without an identifier are not one another.
    let survey = Survey::new(&declaration, &columns(&[None, Some("b"), None])).unwrap();
    assert_eq!(survey.respondent_ids().unwrap(), [None, Some("b"), None]);
    let wave = ("wave", Texts(&[Some("1"), Some("1"), Some("2")]));
    let [x, id] = columns(&[Some("a"), Some("b"), Some("a")]);
    let survey = Survey::new(&declaration.wave("wave"), &[x, id, wave]).unwrap();
    let paired = survey.paired("x", "2", "1").unwrap();
    assert_eq!((paired.before, paired.after), (vec![3.0], vec![1.0]));
    assert_eq!(
        (paired.only_before, paired.only_after, paired.unidentified),
        (0, 1, 0)
    );
    assert_eq!(survey.waves().unwrap().groups.len(), 2);
    assert_eq!(
        survey.paired("x", "1", "3").unwrap_err().code(),
        ErrorCode::UnknownColumn
    );
    assert_eq!(
        survey.paired("x", "1", "1").unwrap_err().code(),
        ErrorCode::Inconsistent
    );
}

#[test]
fn a_declaration_is_checked_before_anything_is_read() {
    let error =
        |declaration: SurveyDeclaration| SurveyBuilder::new(&declaration).expect_err("refused").to_string();
    let x = || ItemDeclaration::new("x");
    let with = |scale| SurveyDeclaration::default().item(x().scale(scale));
    assert_eq!(error(SurveyDeclaration::default()), "items: declares no item");
    assert_eq!(
        error(SurveyDeclaration::default().item(x()).item(x())),
        "items: declares the same name twice, got x"
    );
    assert_eq!(
        error(
            SurveyDeclaration::default()
                .scale("stars", agreement())
                .item(x().on("star"))
        ),
        "items.x.scale: there is no such scale: did you mean \"stars\"? The scales are stars (scale \"star\")"
    );
    assert_eq!(
        error(with(ScaleDeclaration::new(5, 1))),
        "scales.x.maximum: must be 1 to 249 above the minimum, 5, got 1"
    );
    assert_eq!(
        error(with(ScaleDeclaration::new(1, 5).missing(&[5]))),
        "scales.x.missing[0]: must lie off the scale of 1 to 5, got 5"
    );
    assert_eq!(
        error(with(ScaleDeclaration::new(1, 3).labels("en", &["bad", "good"]))),
        "scales.x.labels.en: must have a label for each of the 3 points, from the lowest up, got 2"
    );
    assert_eq!(
        error(with(ScaleDeclaration::new(1, 2).labels("en", &["bad", "Bad "]))),
        "scales.x.labels.en: stands for both 1 and 2, got Bad "
    );
    assert_eq!(
        error(SurveyDeclaration::default().item(x().reversed())),
        "items.x.reverse: has no scale to reflect its answers on"
    );
    let mut long = SurveyDeclaration::default().item(x()).long("q", "a");
    assert_eq!(
        error(long.clone()),
        "respondent: must name a column: the survey is in the long form"
    );
    long = long.respondent("r");
    long.question = None;
    assert_eq!(
        error(long),
        "question: must name a column: the survey is in the long form"
    );
}

#[test]
fn the_long_form_is_checked() {
    let declaration = SurveyDeclaration::default()
        .respondent("who")
        .long("question", "answer")
        .weight("w")
        .item(
            ItemDeclaration::new("x")
                .column("How?")
                .scale(ScaleDeclaration::new(1, 5)),
        );
    let who = ("who", Texts(&[Some("a"), Some("b"), Some("a")]));
    let asked = ("question", Texts(&[Some("How?"), Some("How?"), Some("Other?")]));
    let answers = ("answer", Texts(&[Some("3"), None, Some("anything")]));
    let weights = ("w", Numbers(&[2.0, 1.0, f64::NAN]));
    let survey = Survey::new(&declaration, &[who, asked, answers, weights]).unwrap();
    assert_eq!(survey.respondents(), 2);
    assert_eq!(survey.weights().unwrap(), [2.0, 1.0]);
    assert_eq!(survey.item("x").unwrap().counts(), (1, 1, 0));

    let twice = ("question", Texts(&[Some("How?"), Some("How?"), Some("How?")]));
    let digits = ("answer", Texts(&[Some("3"), None, Some("4")]));
    let error = refused(&declaration, &[who, twice, digits, weights]);
    assert_eq!(
        error.to_string(),
        "answer[2]: the respondent answered the question \"How?\" before, got 4"
    );
    let error = refused(&declaration, &[who, twice, answers, weights]);
    assert_eq!((error.code(), error.index()), (ErrorCode::InvalidChoice, Some(2)));
    assert!(
        error
            .reason()
            .starts_with("of the question \"How?\": must be a number of 1 to 5"),
        "{error}"
    );
    let error = refused(
        &declaration,
        &[who, asked, answers, ("w", Numbers(&[2.0, 1.0, 3.0]))],
    );
    assert_eq!(
        error.to_string(),
        "w[2]: must be the same in all rows of a respondent, got 3"
    );
    let nobody = ("who", Texts(&[Some("a"), None, Some("a")]));
    assert_eq!(
        refused(&declaration, &[nobody, asked, answers, weights]).to_string(),
        "who[1]: must say who answered"
    );
    let other = ("question", Texts(&[Some("How"), Some("How"), Some("Why")]));
    assert_eq!(
        refused(&declaration, &[who, other, answers, weights]).to_string(),
        "How?: there is no such question: did you mean \"How\"? The questions are How, Why"
    );
}

fn wide() -> SurveyDeclaration {
    SurveyDeclaration::default()
        .respondent("id")
        .wave("wave")
        .weight("w")
        .group(GroupDeclaration::new("region"))
        .scale("agreement", agreement())
        .item(ItemDeclaration::new("a").on("agreement"))
        .item(ItemDeclaration::new("b").on("agreement").reversed())
}

type Row = (u8, u8, u8, f64, &'static str);

/// Answers of 0 are missing.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        0..=5_u8,
        0..=5_u8,
        0..2_u8,
        0.1..3.0,
        prop_oneof![Just("N"), Just("S"), Just("")],
    );
    proptest::collection::vec(row, 1..40)
}

struct Columns {
    ids: Vec<String>,
    waves: Vec<f64>,
    weights: Vec<f64>,
    regions: Vec<Option<&'static str>>,
    a: Vec<f64>,
    b: Vec<f64>,
}

fn answer(answer: u8) -> f64 {
    if answer == 0 { f64::NAN } else { f64::from(answer) }
}

fn columns(rows: &[Row]) -> Columns {
    Columns {
        ids: (0..rows.len()).map(|row| format!("r{row}")).collect(),
        waves: rows.iter().map(|row| f64::from(row.2)).collect(),
        weights: rows.iter().map(|row| row.3).collect(),
        regions: rows.iter().map(|row| Some(row.4)).collect(),
        a: rows.iter().map(|row| answer(row.0)).collect(),
        b: rows.iter().map(|row| answer(row.1)).collect(),
    }
}

fn survey_of(rows: &[Row], batch: usize) -> Survey {
    let all = columns(rows);
    let ids: Vec<Option<&str>> = all.ids.iter().map(|id| Some(&**id)).collect();
    let mut builder = SurveyBuilder::new(&wide()).unwrap();
    let headers: Vec<String> = builder
        .columns()
        .into_iter()
        .map(|column| column.header)
        .collect();
    for start in (0..rows.len()).step_by(batch) {
        let part = start..(start + batch).min(rows.len());
        let values: Vec<SurveyValues<'_>> = headers
            .iter()
            .map(|header| match &**header {
                "id" => Texts(&ids[part.clone()]),
                "wave" => Numbers(&all.waves[part.clone()]),
                "w" => Numbers(&all.weights[part.clone()]),
                "region" => Texts(&all.regions[part.clone()]),
                "a" => Numbers(&all.a[part.clone()]),
                _ => Numbers(&all.b[part.clone()]),
            })
            .collect();
        builder.push(&values).unwrap();
    }
    builder.finish().unwrap()
}

/// Everything a metric of one item sees, by wave and region.
fn tallies(survey: &Survey) -> Vec<(String, String, Tally)> {
    let mut tallies = Vec::new();
    for name in ["a", "b"] {
        tallies.push((String::new(), name.to_owned(), survey.tally(name).unwrap()));
        for group in ["region", "wave"] {
            for part in survey.by(group).unwrap().groups {
                tallies.push((part.label, name.to_owned(), part.survey.tally(name).unwrap()));
            }
        }
    }
    tallies
}

proptest! {
    #[test]
    fn batches_and_row_order_leave_no_trace(rows in rows(), batch in 1..50_usize, turn in 0..40_usize) {
        let whole = tallies(&survey_of(&rows, rows.len()));
        prop_assert_eq!(&tallies(&survey_of(&rows, batch)), &whole);
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        prop_assert_eq!(&tallies(&survey_of(&turned, batch)), &whole);
    }

    #[test]
    fn the_parts_make_the_whole(rows in rows()) {
        let mut rows = rows;
        for row in &mut rows {
            if row.4.is_empty() {
                row.4 = "W";
            }
        }
        let survey = survey_of(&rows, 7);
        for group in ["region", "wave"] {
            let mut merged: Option<Tally> = None;
            for part in survey.by(group).unwrap().groups {
                let tally = part.survey.tally("b").unwrap();
                match &mut merged {
                    Some(merged) => merged.merge(&tally).unwrap(),
                    None => merged = Some(tally),
                }
            }
            prop_assert_eq!(merged.unwrap(), survey.tally("b").unwrap());
        }
    }

    #[test]
    fn long_and_wide_are_the_same_survey(rows in rows(), batch in 1..50_usize, by_question in any::<bool>()) {
        let all = columns(&rows);
        let mut declaration = wide();
        declaration = declaration.long("question", "answer");
        let mut places: Vec<(usize, &str)> =
            (0..rows.len()).flat_map(|row| [(row, "a"), (row, "b")]).collect();
        if by_question {
            places.sort_by_key(|(row, item)| (*item, *row));
        }
        let mut builder = SurveyBuilder::new(&declaration).unwrap();
        let headers: Vec<String> = builder.columns().into_iter().map(|column| column.header).collect();
        for part in places.chunks(batch) {
            let numbers = |of: &dyn Fn(usize, &str) -> f64| -> Vec<f64> {
                part.iter().map(|(row, item)| of(*row, item)).collect()
            };
            let ids: Vec<Option<&str>> = part.iter().map(|(row, _)| Some(&*all.ids[*row])).collect();
            let questions: Vec<Option<&str>> = part.iter().map(|(_, item)| Some(*item)).collect();
            let regions: Vec<Option<&str>> = part.iter().map(|(row, _)| all.regions[*row]).collect();
            let waves = numbers(&|row, _| all.waves[row]);
            let weights = numbers(&|row, _| all.weights[row]);
            let answers = numbers(&|row, item| if item == "a" { all.a[row] } else { all.b[row] });
            let values: Vec<SurveyValues<'_>> = headers
                .iter()
                .map(|header| match &**header {
                    "id" => Texts(&ids),
                    "wave" => Numbers(&waves),
                    "w" => Numbers(&weights),
                    "region" => Texts(&regions),
                    "question" => Texts(&questions),
                    _ => Numbers(&answers),
                })
                .collect();
            builder.push(&values).unwrap();
        }
        let long = builder.finish().unwrap();
        prop_assert_eq!(long.respondents(), rows.len());
        prop_assert_eq!(tallies(&long), tallies(&survey_of(&rows, 9)));
    }

    #[test]
    fn a_tally_of_the_survey_is_the_tally_of_its_values(rows in rows()) {
        let survey = survey_of(&rows, 11);
        let weights = survey.weights().unwrap();
        for item in survey.items() {
            let direct = Tally::weighted(&item.values(), &weights, item.scale().unwrap()).unwrap();
            prop_assert_eq!(item.tally().unwrap(), direct);
        }
    }
}
