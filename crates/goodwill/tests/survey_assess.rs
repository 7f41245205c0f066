//! What a survey says by itself: every metric its roles allow, and what is said of the others.

use goodwill::assess::{SURVEY_SCHEMA, SurveyAssessOptions, SurveyAssessment, assess_survey};
use goodwill::survey::{
    DriverOptions, GroupDeclaration, ItemAnswers, ItemDeclaration, ItemRole, ScaleDeclaration, Survey,
    SurveyDeclaration, SurveyValues, drivers,
};

/// A whole number from 0 to `below − 1` that looks random.
fn noise(i: usize, salt: usize, below: usize) -> usize {
    let mut x = (i * 2_654_435_761 + salt * 40_503 + 12_345) as u64;
    x ^= x >> 15;
    x = x.wrapping_mul(0x2c1b_3c6d_0297_52d1);
    x ^= x >> 12;
    (x % below as u64) as usize
}

/// Answers on 1 to 5 that lean on a respondent's mood.
fn leaning(n: usize, salt: usize) -> Vec<f64> {
    (0..n)
        .map(|i| (1 + (noise(i, 0, 4) + noise(i, salt, 3)).min(4)) as f64)
        .collect()
}

fn survey(n: usize, weighted: bool) -> Survey {
    let five = || ScaleDeclaration::new(1, 5);
    let item =
        |name: &str, role, about: &str| ItemDeclaration::new(name).role(role).about(about).scale(five());
    let mut declaration = SurveyDeclaration::default()
        .item(ItemDeclaration::new("recommend").role(ItemRole::Recommendation))
        .item(item("overall", ItemRole::Satisfaction, "overall").construct("liking"))
        .item(item("again", ItemRole::Repurchase, "again").construct("liking"))
        .item(item("price_p", ItemRole::Performance, "price"))
        .item(item("staff_p", ItemRole::Performance, "staff"))
        .item(item("price_i", ItemRole::Importance, "price"))
        .item(item("staff_i", ItemRole::Importance, "staff"))
        .item(item("app_with", ItemRole::KanoFunctional, "app"))
        .item(item("app_without", ItemRole::KanoDysfunctional, "app"))
        .item(item("prompt_e", ItemRole::ServiceExpectation, "prompt").dimension("responsiveness"))
        .item(item("prompt_p", ItemRole::ServicePerception, "prompt").dimension("responsiveness"))
        .group(GroupDeclaration::new("region"));
    if weighted {
        declaration = declaration.weight("weight");
    }
    let columns: Vec<(&str, Vec<f64>)> = [
        "overall",
        "again",
        "price_p",
        "staff_p",
        "price_i",
        "staff_i",
        "app_with",
        "app_without",
        "prompt_e",
        "prompt_p",
    ]
    .into_iter()
    .enumerate()
    .map(|(salt, name)| (name, leaning(n, salt + 1)))
    .collect();
    let recommend: Vec<f64> = (0..n)
        .map(|i| (2 * noise(i, 0, 4) + noise(i, 99, 5)) as f64)
        .collect();
    let regions: Vec<Option<&str>> = (0..n).map(|i| Some(["north", "south"][noise(i, 7, 2)])).collect();
    let weights = vec![1.0; n];
    let mut given: Vec<(&str, SurveyValues<'_>)> = columns
        .iter()
        .map(|(name, values)| (*name, SurveyValues::Numbers(values)))
        .collect();
    given.push(("recommend", SurveyValues::Numbers(&recommend)));
    given.push(("region", SurveyValues::Texts(&regions)));
    given.push(("weight", SurveyValues::Numbers(&weights)));
    Survey::new(&declaration, &given).unwrap()
}

fn assessed(weighted: bool) -> SurveyAssessment {
    assess_survey(&survey(400, weighted), &SurveyAssessOptions::default()).unwrap()
}

#[test]
fn every_role_has_its_metric() {
    let said = assessed(false);
    assert_eq!(said.schema, SURVEY_SCHEMA);
    let section = &said.survey;
    assert_eq!(section.items.len(), 11);
    assert!(
        section
            .items
            .iter()
            .all(|item| item.counts.iter().sum::<u64>() == item.n)
    );
    let drivers = section.drivers.as_ref().unwrap();
    let explained: f64 = drivers
        .drivers
        .predictors
        .iter()
        .map(|driver| driver.share.value)
        .sum();
    assert!((explained - 1.0).abs() < 1e-9);
    assert_eq!(
        section.importance.as_ref().unwrap().attributes,
        ["price", "staff"]
    );
    assert_eq!(section.kano[0].feature, "app");
    assert_eq!(
        section.service_quality.as_ref().unwrap().dimensions,
        ["responsiveness"]
    );
    assert_eq!(section.reliability[0].items, ["overall", "again"]);
    let loyalty = section.loyalty.as_ref().unwrap();
    let shares = [loyalty.loyalty, loyalty.latent, loyalty.spurious, loyalty.none];
    assert!((shares.iter().map(|share| share.value).sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(section.curve.as_ref().unwrap().curve.n, 400);
    let regions = &section.groups[0];
    assert_eq!(regions.scores[0].labels, ["north", "south"]);
    let parts: u64 = regions.scores[0]
        .comparison
        .groups
        .iter()
        .map(|group| group.score.n)
        .sum();
    assert_eq!(parts, section.nps.as_ref().unwrap().score.n);
    // What was not asked is said, and nothing else.
    let missing: Vec<&str> = said
        .not_computed
        .iter()
        .map(|missing| missing.metric.as_str())
        .collect();
    assert_eq!(missing, ["effort_score", "satisfaction", "acsi"]);
}

#[test]
fn equal_weights_change_no_figure() {
    let (plain, weighted) = (assessed(false).survey, assessed(true).survey);
    assert!(weighted.nps.is_none());
    let (a, b) = (plain.nps.unwrap(), weighted.nps_weighted.unwrap());
    assert!((a.score.value - b.score.value).abs() < 1e-12);
    for (a, b) in plain.items.iter().zip(&weighted.items) {
        assert!((a.mean.value - b.mean.value).abs() < 1e-12);
        assert!((a.top_box.value - b.top_box.value).abs() < 1e-12);
    }
    let (a, b) = (plain.drivers.unwrap().drivers, weighted.drivers.unwrap().drivers);
    assert!((a.r_squared.value - b.r_squared.value).abs() < 1e-12);
    assert!((plain.kano[0].kano.better.value - weighted.kano[0].kano.better.value).abs() < 1e-12);
}

#[test]
fn an_item_nobody_answered_is_said() {
    let declaration = SurveyDeclaration::default()
        .item(ItemDeclaration::new("recommend").role(ItemRole::Recommendation))
        .item(
            ItemDeclaration::new("overall")
                .role(ItemRole::Satisfaction)
                .scale(ScaleDeclaration::new(1, 5)),
        );
    let columns = [
        ("recommend", SurveyValues::Numbers(&[9.0, 10.0])),
        ("overall", SurveyValues::Numbers(&[f64::NAN, f64::NAN])),
    ];
    let said = assess_survey(
        &Survey::new(&declaration, &columns).unwrap(),
        &SurveyAssessOptions::default(),
    )
    .unwrap();
    assert!(
        said.notes
            .iter()
            .any(|note| note.contains("Nobody answered \"overall\""))
    );
    assert!(said.survey.items[1].mean.value.is_nan());
    assert!(said.not_computed.iter().any(|missing| missing.metric == "csat"));
    assert_eq!(said.survey.nps.unwrap().score.value, 1.0);
}

/// Of many respondents the bootstrap draws blocks; what it says must be what single draws would say.
#[test]
fn intervals_of_many_respondents_are_those_of_theory() {
    let n = 120_000;
    let predictor: Vec<f64> = (0..n).map(|i| noise(i, 1, 7) as f64).collect();
    let other: Vec<f64> = (0..n).map(|i| noise(i, 2, 7) as f64).collect();
    let outcome: Vec<f64> = (0..n)
        .map(|i| (noise(i, 1, 7) + noise(i, 3, 7) + noise(i, 4, 7)) as f64)
        .collect();
    let options = DriverOptions {
        resamples: 400,
        ..DriverOptions::default()
    };
    let got = drivers(&outcome, &ItemAnswers::new(&[&predictor, &other]), &options).unwrap();
    for driver in &got.predictors {
        let correlation = driver.correlation;
        let theory = (1.0 - correlation.value * correlation.value) / f64::from(n as u32).sqrt();
        let ratio = correlation.standard_error / theory;
        assert!((0.8..1.2).contains(&ratio), "{correlation} against {theory}");
    }
    // The rows in another order are the same respondents.
    let turned = |column: &[f64]| column.iter().rev().copied().collect::<Vec<_>>();
    let (a, b, c) = (turned(&predictor), turned(&other), turned(&outcome));
    assert_eq!(got, drivers(&c, &ItemAnswers::new(&[&a, &b]), &options).unwrap());
}
