//! A whole survey report of made-up answers, against pandas making the same tables.
//!
//! ```text
//! cargo bench -p goodwill-benches --bench surveys [-- --respondents N] [--threads N] [--no-peers]
//! ```
//!
//! Thirty items on 1 to 5 that share a factor, a recommendation on 0 to 10 and a region. The clock of ours covers the columns in memory
//! to the survey, and the survey to its report: counts, means, boxes, net promoter score, groups, drivers, reliability,
//! loyalty curve and types. The clock of pandas covers the tables alone, without intervals. The means must agree.

use goodwill::assess::{SurveyAssessOptions, assess_survey};
use goodwill::survey::{
    GroupDeclaration, ItemDeclaration, ItemRole, ScaleDeclaration, Survey, SurveyDeclaration, SurveyValues,
};
use goodwill_benches::orders::Random;
use goodwill_benches::{peers, timing};

const ITEMS: usize = 30;
const REGIONS: [&str; 6] = ["east", "north", "south", "west", "centre", "abroad"];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, usual: usize| {
        let place = arguments.iter().position(|argument| argument == name);
        place.map_or(usual, |place| arguments[place + 1].parse().expect("a number"))
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(number("--threads", 2))
        .build_global()
        .expect("a thread pool");
    let with_peers = !arguments.iter().any(|argument| argument == "--no-peers");
    compare(number("--respondents", 1_000_000), with_peers).expect("a benchmark that runs");
}

/// Recommendation first, then the items.
fn made_up(respondents: usize) -> (Vec<Vec<f64>>, Vec<usize>) {
    let mut random = Random(11);
    let mut columns = vec![Vec::new(); ITEMS + 1];
    let mut regions = Vec::with_capacity(respondents);
    for _ in 0..respondents {
        let mood = random.bits() % 4;
        columns[0].push((mood * 2 + random.bits() % 5) as f64);
        for column in &mut columns[1..] {
            let answer = 1 + (mood + random.bits() % 3).min(4);
            // One answer of fifty is missing.
            column.push(if random.bits().is_multiple_of(50) {
                f64::NAN
            } else {
                answer as f64
            });
        }
        regions.push((random.bits() % REGIONS.len() as u64) as usize);
    }
    (columns, regions)
}

fn declaration() -> SurveyDeclaration {
    let mut declaration = SurveyDeclaration::default()
        .scale("five", ScaleDeclaration::new(1, 5))
        .group(GroupDeclaration::new("region"))
        .item(ItemDeclaration::new("recommend").role(ItemRole::Recommendation));
    for number in 0..ITEMS {
        let item = ItemDeclaration::new(&format!("q{number}")).on("five");
        declaration = declaration.item(match number {
            0 => item.role(ItemRole::Satisfaction),
            1 => item.role(ItemRole::Repurchase),
            2..=11 => item.role(ItemRole::Performance),
            12..=17 => item.construct("trust"),
            _ => item.construct("liking"),
        });
    }
    declaration
}

fn compare(respondents: usize, with_peers: bool) -> Result<(), String> {
    let (columns, regions) = made_up(respondents);
    let names: Vec<String> = (0..ITEMS).map(|number| format!("q{number}")).collect();
    let words: Vec<Option<&str>> = regions.iter().map(|&region| Some(REGIONS[region])).collect();
    let mut given = vec![
        ("recommend", SurveyValues::Numbers(&columns[0])),
        ("region", SurveyValues::Texts(&words)),
    ];
    for (name, column) in names.iter().zip(&columns[1..]) {
        given.push((name, SurveyValues::Numbers(column)));
    }
    let declaration = declaration();
    let mut best = (f64::INFINITY, f64::INFINITY);
    let mut means = Vec::new();
    for _ in 0..3 {
        let (survey, read) = timing::seconds(|| Survey::new(&declaration, &given).expect("good answers"));
        let (report, made) = timing::seconds(|| {
            assess_survey(&survey, &SurveyAssessOptions::default()).expect("good answers")
        });
        best = (best.0.min(read), best.1.min(made));
        means = report.survey.items.iter().map(|item| item.mean.value).collect();
    }
    println!("{respondents} respondents, {ITEMS} items");
    println!(
        "goodwill: {:.3} s to read the columns, {:.3} s for the report",
        best.0, best.1
    );
    if with_peers {
        let file = std::env::temp_dir().join(format!("goodwill-surveys-{}.f64", std::process::id()));
        let mut bytes = Vec::with_capacity((ITEMS + 2) * respondents * 8);
        for column in &columns {
            bytes.extend(column.iter().flat_map(|value| value.to_le_bytes()));
        }
        bytes.extend(regions.iter().flat_map(|&region| (region as f64).to_le_bytes()));
        std::fs::write(&file, bytes).map_err(|error| error.to_string())?;
        let python = peers::python("pandas", "GOODWILL_PANDAS_PYTHON")?;
        let pandas = peers::task(&python, "surveys.py", &file, &[(ITEMS + 2).to_string()]);
        std::fs::remove_file(&file).map_err(|error| error.to_string())?;
        let pandas = pandas?;
        let ratio = pandas.seconds / best.1;
        println!(
            "pandas, the tables alone: {:.3} s, {ratio:.1} times goodwill's report",
            pandas.seconds
        );
        for (number, mean) in means.iter().enumerate() {
            let theirs = pandas.numbers[number];
            if (theirs - mean).abs() > 1e-9 {
                return Err(format!(
                    "the mean of item {number} is {mean}, pandas says {theirs}"
                ));
            }
        }
    }
    Ok(())
}
