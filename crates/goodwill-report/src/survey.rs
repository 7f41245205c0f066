//! The part of the page about what customers say.

use crate::chart::{self, Answers, Axis, Cell, Point, Spot, Whisker, Zone};
use crate::has_good_end;
use crate::html::{estimate_cells, figure, range, stacked_cell};
use crate::scale::Format;
use goodwill::Estimate;
use goodwill::assess::{
    CurveSection, DriverSection, GroupSection, ImportanceSection, ItemSummary, KanoFeature, LoyaltyShares,
    ReliabilitySection, ServqualSection, SurveySection, WaveChange,
};
use goodwill::survey::{IpaQuadrant, ItemRole, KanoCategory, Polarity, Satisfaction};
use maud::{Markup, html};

pub(crate) fn section(survey: &SurveySection) -> Markup {
    html! {
        h2 { "What do they say? " span lang="zh" { "净推荐值 · 客户满意度" } }
        p.soft { @if let Some(title) = &survey.title { (title) ": " }
            (Format::Count.write(survey.respondents as f64)) " respondents"
            @if survey.weighted { ", weighted" } "." }
        div.charts {
            @if let Some(nps) = &survey.nps {
                (net_promoter_score(&nps.score, [&nps.promoters, &nps.passives, &nps.detractors], nps.counts.missing))
            }
            @if let Some(nps) = &survey.nps_weighted {
                (net_promoter_score(&nps.score, [&nps.promoters, &nps.passives, &nps.detractors], nps.missing))
            }
            @if let Some(satisfaction) = &survey.satisfaction { (perceived_value(satisfaction)) }
            (answers(survey))
            @if let Some(section) = &survey.loyalty { (loyalty(section)) }
            @if let Some(section) = &survey.curve { (curve(section)) }
            @if let Some(section) = &survey.drivers { (drivers(section)) }
            @if let Some(section) = &survey.importance { (importance(section)) }
            @if !survey.kano.is_empty() { (kano(&survey.kano)) }
            @if let Some(section) = &survey.service_quality { (service_quality(section)) }
            @for section in &survey.groups { (group(section)) }
        }
        @if !survey.kano.is_empty() { (kano_table(&survey.kano)) }
        (waves(&survey.waves))
        (reliability(&survey.reliability))
        (item_table(&survey.items))
    }
}

fn whisker(label: impl Into<String>, estimate: &Estimate) -> Whisker {
    Whisker {
        label: label.into(),
        value: estimate.value,
        interval: ends(estimate),
    }
}

fn ends(estimate: &Estimate) -> (f64, f64) {
    (estimate.interval.lower, estimate.interval.upper)
}

/// The score, its parts, and who gave no answer.
fn net_promoter_score(score: &Estimate, shares: [&Estimate; 3], missing: u64) -> Markup {
    let [promoters, passives, detractors] = shares;
    let parts = [
        ("detractors (0–6)", "c4", detractors.value),
        ("passives (7–8)", "c6", passives.value),
        ("promoters (9–10)", "c3", promoters.value),
    ];
    let caption = format!(
        "{}; {} answers, {} missing.",
        range(score, Format::Points).unwrap_or_else(|| "No interval".into()),
        Format::Count.write(score.n as f64),
        Format::Count.write(missing as f64)
    );
    figure(
        &format!("Net promoter score {}", Format::Points.write(score.value)),
        &chart::net_score(
            "Promoters, passives and detractors",
            &parts,
            &whisker("NPS", score),
        ),
        &caption,
    )
}

fn perceived_value(satisfaction: &Satisfaction) -> Markup {
    let parts = [
        ("below expectation", "c4", satisfaction.below.value),
        ("as expected", "c6", satisfaction.equal.value),
        ("above expectation", "c3", satisfaction.above.value),
    ];
    figure(
        &format!(
            "Satisfaction C = b/a: {}",
            Format::Number.write(satisfaction.ratio_of_means.value)
        ),
        &chart::shares("Perceived against expected", &parts),
        &format!(
            "Ratio of the means, perceived to expected; {}.",
            range(&satisfaction.ratio_of_means, Format::Number).unwrap_or_else(|| "no interval".into())
        ),
    )
}

/// The items whose answers can be set around a middle: not those of Kano pairs, which have no good end.
fn shown(item: &ItemSummary) -> bool {
    item.n > 0 && has_good_end(item.role) && item.role != ItemRole::Recommendation
}

/// Items that are asked and read together.
#[derive(PartialEq)]
struct Battery {
    name: String,
    points: (i32, i32),
}

impl Battery {
    /// The battery of an item; none for a question by itself.
    fn of(item: &ItemSummary, constructs: &[ReliabilitySection]) -> Option<Self> {
        let name = match item.role {
            ItemRole::Performance => "Performance 绩效",
            ItemRole::Importance => "Importance 重要性",
            ItemRole::ServiceExpectation => "Service expected 服务期望",
            ItemRole::ServicePerception => "Service perceived 服务感知",
            ItemRole::SatisfactionIndex => "Satisfaction index 满意度指数",
            ItemRole::Benefit => "Benefits 利益",
            ItemRole::Cost => "Costs 成本",
            ItemRole::Attitude => "Attitude 态度",
            ItemRole::Behaviour => "Behaviour 行为",
            ItemRole::Item => {
                let measures = |section: &&ReliabilitySection| section.items.contains(&item.name);
                let construct = constructs.iter().find(measures);
                construct.map_or("Other items", |section| &section.construct)
            }
            _ => return None,
        };
        Some(Self {
            name: name.into(),
            points: (item.minimum, item.maximum),
        })
    }
}

/// The answers to an item from the worst to the best.
fn answered(item: &ItemSummary) -> Answers {
    let mut shares = item.shares.clone();
    if item.polarity == Polarity::LowIsGood {
        shares.reverse();
    }
    Answers {
        label: item.name.clone(),
        shares,
        n: item.n,
    }
}

/// A drawing for each battery, the best item first, and one for the questions by themselves.
fn answers(survey: &SurveySection) -> Markup {
    let mut batteries: Vec<(Battery, Vec<Answers>)> = Vec::new();
    let mut alone = Vec::new();
    for item in survey.items.iter().filter(|item| shown(item)) {
        match Battery::of(item, &survey.reliability) {
            None => alone.push(answered(item)),
            Some(battery) => match batteries.iter_mut().find(|(known, _)| *known == battery) {
                Some((_, rows)) => rows.push(answered(item)),
                None => batteries.push((battery, vec![answered(item)])),
            },
        }
    }
    let mut drawings = Vec::new();
    for (battery, mut rows) in batteries {
        if rows.len() == 1 {
            alone.append(&mut rows);
        } else {
            let (minimum, maximum) = battery.points;
            drawings.push((format!("{}: answers on {minimum}–{maximum}", battery.name), rows));
        }
    }
    if !alone.is_empty() {
        drawings.insert(0, ("Answers to single questions".into(), alone));
    }
    for (_, rows) in &mut drawings {
        rows.sort_by(|a, b| b.balance().total_cmp(&a.balance()));
    }
    html! {
        @for (title, rows) in &drawings {
            (figure(title, &chart::diverging(title, rows, ("worst answers", "best answers")),
                "Around the middle of the scale, the best item first; a middle answer lies half on either side of the line."))
        }
    }
}

fn loyalty(section: &LoyaltyShares) -> Markup {
    let cell = |name: &str, estimate: &Estimate| Cell {
        name: name.into(),
        share: estimate.value,
        interval: ends(estimate),
    };
    let rows = [
        (
            "high",
            vec![
                cell("latent loyalty 潜在忠诚", &section.latent),
                cell("loyalty 忠诚", &section.loyalty),
            ],
        ),
        (
            "low",
            vec![
                cell("no loyalty 不忠诚", &section.none),
                cell("spurious loyalty 虚假忠诚", &section.spurious),
            ],
        ),
    ];
    figure(
        "Types of loyalty",
        &chart::matrix(
            "Attitude by repeat purchase",
            &rows,
            &["low", "high"],
            (&format!("repeat purchase: {}", section.repeat), "attitude"),
        ),
        &format!(
            "Attitude: {}. High is three quarters of the scale or more; {} respondents.",
            section.attitude,
            Format::Count.write(section.n as f64)
        ),
    )
}

fn curve(section: &CurveSection) -> Markup {
    let curve = &section.curve;
    let points: Vec<Point> = curve
        .levels
        .iter()
        .map(|level| Point {
            x: level.satisfaction,
            y: level.loyalty.value,
            interval: ends(&level.loyalty),
            n: level.loyalty.n,
        })
        .collect();
    let isotonic = curve
        .levels
        .iter()
        .map(|level| (level.satisfaction, level.isotonic))
        .collect();
    let names = ["defection", "indifference", "affection"];
    let zones: Vec<Zone> = curve
        .zones
        .iter()
        .zip(names)
        .map(|(zone, name)| Zone {
            name: name.into(),
            from: zone.start,
            to: zone.end,
        })
        .collect();
    let shape = match goodwill::choice::Choice::name(curve.shape) {
        "saturating" => {
            "Above the last cut, more satisfaction brings less than before: the satisfaction trap 满意陷阱"
        }
        "accelerating" => "Above the last cut, more satisfaction brings more than before",
        _ => "The slope above the last cut may be the same as below",
    };
    figure(
        "Loyalty by satisfaction",
        &chart::zones(
            "Loyalty by satisfaction",
            &points,
            &[("c2", isotonic)],
            &zones,
            (&section.satisfaction, &section.loyalty),
            Format::Percent,
        ),
        &format!("Mean loyalty at each answer with its interval; the line never falls. {shape}."),
    )
}

fn drivers(section: &DriverSection) -> Markup {
    let mut rows: Vec<Whisker> = section
        .attributes
        .iter()
        .zip(&section.drivers.predictors)
        .map(|(name, driver)| whisker(name.clone(), &driver.share))
        .collect();
    rows.sort_by(|a, b| b.value.total_cmp(&a.value));
    figure(
        &format!("What drives {}", section.outcome),
        &chart::bars("Shares of the explained variance", &rows, Format::Percent),
        &format!(
            "Share of the explained variance (LMG); together they explain R² = {} ({}).",
            Format::Percent.write(section.drivers.r_squared.value),
            range(&section.drivers.r_squared, Format::Percent).unwrap_or_else(|| "no interval".into())
        ),
    )
}

fn importance(section: &ImportanceSection) -> Markup {
    let ipa = &section.ipa;
    let class = |quadrant| match quadrant {
        IpaQuadrant::Concentrate => ("c4", "concentrate here"),
        IpaQuadrant::KeepUp => ("c3", "keep up"),
        IpaQuadrant::LowPriority => ("c6", "low priority"),
        IpaQuadrant::PossibleOverkill => ("c2", "possible overkill"),
    };
    let spots: Vec<Spot> = section
        .attributes
        .iter()
        .zip(&ipa.items)
        .map(|(name, item)| {
            let certain = Format::Percent.tick((item.certainty * 100.0).round() / 100.0);
            Spot {
                label: name.clone(),
                mark: certain.clone(),
                class: class(item.quadrant).0,
                x: item.performance.value,
                y: item.importance.value,
                x_interval: ends(&item.performance),
                y_interval: ends(&item.importance),
                note: format!("{}, {certain} certain", class(item.quadrant).1),
            }
        })
        .collect();
    let axis = |name, cross| Axis {
        name,
        format: Format::Number,
        domain: None,
        cross,
    };
    figure(
        "Importance and performance",
        &chart::map(
            "Importance against performance",
            &spots,
            (
                &axis("performance 绩效", ipa.performance_crosshair),
                &axis("importance 重要性", ipa.importance_crosshair),
            ),
            [
                "concentrate here 重点改进",
                "keep up 继续保持",
                "possible overkill 过度投入",
                "low priority 低优先级",
            ],
            &[],
        ),
        "Crosses are intervals; the percentage says how certain the quadrant is.",
    )
}

/// Class, English and Chinese name of a Kano category.
fn category(category: KanoCategory) -> (&'static str, &'static str) {
    match category {
        KanoCategory::Attractive => ("c3", "attractive 魅力"),
        KanoCategory::OneDimensional => ("c1", "one-dimensional 期望"),
        KanoCategory::MustBe => ("c4", "must-be 基本"),
        KanoCategory::Indifferent => ("c6", "indifferent 无差异"),
        KanoCategory::Reverse => ("c2", "reverse 反向"),
        KanoCategory::Questionable => ("c5", "questionable 可疑"),
    }
}

fn kano(features: &[KanoFeature]) -> Markup {
    let spots: Vec<Spot> = features
        .iter()
        .filter(|feature| feature.kano.better.value.is_finite())
        .map(|feature| {
            let (worse, ends) = (feature.kano.worse, ends(&feature.kano.worse));
            Spot {
                label: feature.feature.clone(),
                mark: String::new(),
                class: category(feature.kano.category).0,
                x: -worse.value,
                y: feature.kano.better.value,
                x_interval: (-ends.1, -ends.0),
                y_interval: (
                    feature.kano.better.interval.lower,
                    feature.kano.better.interval.upper,
                ),
                note: category(feature.kano.category).1.into(),
            }
        })
        .collect();
    let mut classes: Vec<(&str, &str)> = Vec::new();
    for feature in features {
        let (class, name) = category(feature.kano.category);
        if !classes.contains(&(name, class)) {
            classes.push((name, class));
        }
    }
    let axis = |name| Axis {
        name,
        format: Format::Percent,
        domain: Some((0.0, 1.0)),
        cross: 0.5,
    };
    figure(
        "Kano: better and worse",
        &chart::map(
            "Better if present against worse if absent",
            &spots,
            (&axis("worse if absent"), &axis("better if present")),
            [
                "attractive 魅力",
                "one-dimensional 期望",
                "must-be 基本",
                "indifferent 无差异",
            ],
            &classes,
        ),
        "How many a feature pleases by being there, and how many its absence angers; crosses are intervals.",
    )
}

fn kano_table(features: &[KanoFeature]) -> Markup {
    html! {
        div.scroll { table {
            tr { th { "feature" } th.text { "category" } th { "better" } th { "worse" } th { "must-be" } th { "one-dimensional" }
                th { "attractive" } th { "indifferent" } th { "n" } th { "one half missing" } }
            @for KanoFeature { feature, kano } in features {
                tr {
                    td { (feature) }
                    td.text { (category(kano.category).1) @if !kano.decided { small { "undecided: " (category(kano.runner_up).1) } } }
                    (stacked_cell(&kano.better, Format::Percent))
                    (stacked_cell(&kano.worse, Format::Percent))
                    @for share in [&kano.must_be, &kano.one_dimensional, &kano.attractive, &kano.indifferent] {
                        td { (Format::Percent.write(share.value)) }
                    }
                    td { (Format::Count.write(kano.n as f64)) }
                    td { (Format::Count.write(kano.half_missing as f64)) }
                }
            }
        } }
    }
}

fn service_quality(section: &ServqualSection) -> Markup {
    let rows: Vec<Whisker> = section
        .dimensions
        .iter()
        .zip(&section.servqual.dimensions)
        .map(|(name, dimension)| whisker(name.clone(), &dimension.gap))
        .collect();
    figure(
        "Service quality: perception less expectation",
        &chart::bars("Gaps by dimension", &rows, Format::Number),
        &format!(
            "In points of the scale. Over all dimensions {} ({}).",
            Format::Number.write(section.servqual.gap.value),
            range(&section.servqual.gap, Format::Number).unwrap_or_else(|| "no interval".into())
        ),
    )
}

fn group(section: &GroupSection) -> Markup {
    html! {
        @for score in &section.scores {
            @let rows: Vec<Whisker> = score.labels.iter().zip(&score.comparison.groups)
                .map(|(label, group)| whisker(label.clone(), &group.score)).collect();
            @let p = score.comparison.omnibus.p_value;
            (figure(
                &format!("{} by {}", score.title, section.name),
                &chart::whiskers(&score.title, &rows, crate::format_of(score.unit)),
                &format!("Dot: estimate; bar: its interval. Whether all groups are alike: p {}.", p_text(p)),
            ))
        }
    }
}

fn p_text(p: f64) -> String {
    if p < 0.001 {
        "< 0.001".into()
    } else {
        format!("= {p:.3}")
    }
}

fn waves(changes: &[WaveChange]) -> Markup {
    html! {
        @if !changes.is_empty() {
            h3 { "From wave to wave" }
            div.scroll { table {
                tr { th { "item" } th.text { "waves" } th { "before" } th { "after" } th { "change" } th { "interval" } th { "respondents" } }
                @for change in changes {
                    tr {
                        td { (change.title) }
                        td.text { (change.before) " → " (change.after) }
                        td { (Format::Points.write(change.first.value)) }
                        td { (Format::Points.write(change.second.value)) }
                        (estimate_cells(&change.change, Format::Points))
                        td { (Format::Count.write(change.change.n as f64)) " " (if change.same_respondents { "the same" } else { "in both" }) }
                    }
                }
            } }
        }
    }
}

fn reliability(sections: &[ReliabilitySection]) -> Markup {
    html! {
        @if !sections.is_empty() {
            h3 { "Do the items belong together? " span lang="zh" { "信度" } }
            div.scroll { table {
                tr { th { "construct" } th { "items" } th { "Cronbach's α" } th { "interval" } th { "n" } }
                @for section in sections {
                    tr {
                        td { (section.construct) }
                        td { (section.items.len()) }
                        (estimate_cells(&section.alpha.alpha, Format::Number))
                        td { (Format::Count.write(section.alpha.alpha.n as f64)) }
                    }
                }
            } }
        }
    }
}

fn item_table(items: &[ItemSummary]) -> Markup {
    html! {
        @if !items.is_empty() {
            h3 { "Every item" }
            div.scroll { table {
                tr { th { "item" } th { "scale" } th { "n" } th { "missing" } th { "invalid" } th { "mean" } th { "best two" } th { "worst two" } }
                @for item in items {
                    tr {
                        td { (item.name) @if item.question != item.name { small.note { (item.question) } } }
                        td { (item.minimum) "–" (item.maximum) @if item.polarity == Polarity::LowIsGood { small { "low is good" } } }
                        td { (Format::Count.write(item.n as f64)) }
                        td { (Format::Count.write(item.missing as f64)) }
                        td { (Format::Count.write(item.invalid as f64)) }
                        (stacked_cell(&item.mean, Format::Number))
                        @if has_good_end(item.role) {
                            (stacked_cell(&item.top_box, Format::Percent))
                            (stacked_cell(&item.bottom_box, Format::Percent))
                        } @else { td {} td {} }
                    }
                }
            } }
        }
    }
}

#[cfg(test)]
mod tests {
    use goodwill::assess::{SurveyAssessOptions, SurveyAssessment, assess_survey};
    use goodwill::survey::{
        ItemDeclaration, ItemRole, ScaleDeclaration, Survey, SurveyDeclaration, SurveyValues,
    };

    /// A survey with two batteries, two questions by themselves and a pair of Kano's.
    fn assessed() -> SurveyAssessment {
        let items: [(&str, ItemRole, [f64; 4]); 8] = [
            ("overall", ItemRole::Satisfaction, [4.0, 5.0, 3.0, 4.0]),
            ("again", ItemRole::Repurchase, [5.0, 5.0, 4.0, 5.0]),
            ("slow", ItemRole::Performance, [1.0, 2.0, 2.0, 1.0]),
            ("fine", ItemRole::Performance, [5.0, 4.0, 5.0, 4.0]),
            ("fair", ItemRole::Performance, [3.0, 4.0, 2.0, 3.0]),
            ("loose one", ItemRole::Item, [3.0, 2.0, 2.0, 3.0]),
            ("with it", ItemRole::KanoFunctional, [1.0, 1.0, 2.0, 3.0]),
            ("without it", ItemRole::KanoDysfunctional, [5.0, 4.0, 5.0, 3.0]),
        ];
        let mut declaration = SurveyDeclaration::default();
        for (name, role, _) in &items {
            let item = ItemDeclaration::new(name)
                .role(*role)
                .scale(ScaleDeclaration::new(1, 5));
            declaration = declaration.item(match role {
                ItemRole::Performance => item.about(name),
                ItemRole::KanoFunctional | ItemRole::KanoDysfunctional => item.about("it"),
                _ => item,
            });
        }
        let columns: Vec<(&str, SurveyValues<'_>)> = items
            .iter()
            .map(|(name, _, answers)| (*name, SurveyValues::Numbers(answers)))
            .collect();
        let survey = Survey::new(&declaration, &columns).unwrap();
        assess_survey(&survey, &SurveyAssessOptions::default()).unwrap()
    }

    /// Where some texts stand, which is the order they come in.
    fn in_order(page: &str, texts: &[&str]) {
        let at: Vec<usize> = texts.iter().map(|text| page.find(text).expect(text)).collect();
        assert!(at.is_sorted(), "{texts:?} at {at:?}");
    }

    #[test]
    fn batteries_are_drawn_together_the_best_item_first() {
        let page = crate::survey_page(&assessed());
        in_order(
            &page,
            &[
                "Answers to single questions",
                "again<title>",
                "overall<title>",
                "loose one<title>",
                "Performance 绩效: answers on 1–5",
                "fine<title>",
                "fair<title>",
                "slow<title>",
            ],
        );
        assert!(!page.contains("with it<title>"));
    }

    #[test]
    fn answers_to_kanos_questions_have_no_best() {
        let said = assessed();
        let page = crate::survey_page(&said);
        assert_eq!(page.matches("<td></td><td></td></tr>").count(), 2);
        let tables = crate::survey_summary(&said, 100);
        let row = |name: &str| {
            let line = tables.lines().find(|line| line.starts_with(name));
            line.expect(name).matches('%').count()
        };
        assert_eq!((row("fine"), row("with it"), row("without it")), (2, 0, 0));
    }
}
