//! `goodwill survey`, and the commands of one metric, on a declared survey.

use crate::{data, file, number, run, run_in, scratch};
use serde_json::Value;

fn shop(command: &str, more: &[&str]) -> Vec<String> {
    let (answers, declaration) = (data("shop_survey.csv"), data("shop_survey.toml"));
    let mut arguments = vec![
        command.to_owned(),
        answers,
        "--declaration".to_owned(),
        declaration,
    ];
    arguments.extend(more.iter().map(|&one| one.to_owned()));
    arguments
}

fn json(command: &str, more: &[&str]) -> Value {
    let mut arguments = shop(command, more);
    arguments.extend(["--format".to_owned(), "json".to_owned()]);
    if command == "survey" {
        arguments.push("--no-files".to_owned());
    }
    run(&arguments.iter().map(|one| &**one).collect::<Vec<_>>()).json()
}

fn refused(command: &str, more: &[&str]) -> (i32, String) {
    let arguments = shop(command, more);
    let run = run(&arguments.iter().map(|one| &**one).collect::<Vec<_>>());
    let (code, lines) = run.refused();
    (code, lines[0].to_owned())
}

#[test]
fn a_declared_survey_becomes_a_page_and_its_data() {
    let directory = scratch();
    let arguments = shop("survey", &[]);
    let arguments: Vec<&str> = arguments.iter().map(|one| &**one).collect();
    let done = run_in(directory.path(), &arguments).succeeded();
    assert!(done.stdout.contains("600 respondents"), "{}", done.stdout);
    let page = std::fs::read_to_string(directory.path().join("report.html")).unwrap();
    assert!(page.contains("<svg") && page.contains("华北 North"));
    let text = std::fs::read_to_string(directory.path().join("report.json")).unwrap();
    let said: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(said["schema"], "goodwill-survey/1");
    assert_eq!(number(&said, "/survey/respondents"), 600.0);
    assert_eq!(number(&said, "/survey/kano/0/kano/n"), 564.0);
}

#[test]
fn part_of_a_survey_is_named_in_the_notes() {
    let groups = ["--where", "region=华北 North", "--where", "调查期=2024 秋"];
    let said = json("survey", &groups);
    assert_eq!(number(&said, "/survey/respondents"), 69.0);
    let notes = said["notes"].to_string();
    assert!(
        notes.contains("Only respondents of region 华北 North, 调查期 2024 秋: 69 of 600."),
        "{notes}"
    );
    let (part, whole) = (json("satisfaction", &groups), json("satisfaction", &[]));
    assert_eq!(number(&part, "/result/mean_gap/n"), 69.0);
    assert_eq!(number(&whole, "/result/mean_gap/n"), 600.0);
}

#[test]
fn declared_weights_count() {
    let weighted = json("nps", &[]);
    assert_eq!(
        weighted.pointer("/result/score/method"),
        Some(&Value::from("linearised"))
    );
    assert_eq!(number(&weighted, "/result/missing"), 15.0);
}

#[test]
fn what_is_no_part_is_refused() {
    let (code, said) = refused("nps", &["--where", "region=North"]);
    assert_eq!(code, 4);
    assert!(said.contains("did you mean \"华北 North\"?"), "{said}");
    let (code, said) = refused("survey", &["--where", "reigon=North"]);
    assert_eq!(code, 4);
    assert!(
        said.contains("there is no such group column: did you mean \"region\"?"),
        "{said}"
    );
    let (code, said) = refused("survey", &["--where", "region"]);
    assert_eq!(code, 2);
    assert!(said.contains("must be a group column, =, and a label"), "{said}");
    let alone = run(&["nps", &data("survey_example.csv"), "--where", "region=North"]);
    assert_eq!(alone.refused().0, 2);
}

#[test]
fn a_declaration_that_is_wrong_is_refused_by_its_line() {
    let (_directory, declaration) = file("d.toml", b"[[items]]\nname = \"q\"\nrolle = \"effort\"\n");
    let run = run(&["survey", &data("shop_survey.csv"), "--declaration", &declaration]);
    let (code, lines) = run.refused();
    assert_eq!(code, 4);
    assert!(
        lines[0].contains("d.toml: line 3: unknown field `rolle`"),
        "{lines:?}"
    );
}
