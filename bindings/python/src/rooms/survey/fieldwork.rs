//! Fieldwork.

use crate::choice::{Pick, pick};
use crate::columns::{Column, ColumnLike};
use crate::error::Reply;
use crate::mirror::{Array, mirror};
use crate::scalar::{Count, options};
use goodwill::estimate::ProportionInterval;
use goodwill::quantity::{Level, Positive, Proportion};
use goodwill::survey::{self as core, DesignEffect as CoreDesign, WeightTotal};
use goodwill::{Error, ErrorCode, Estimate};
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// The valid response rate 有效回收率: questionnaires that came back and can be used, over those sent out.
///
/// The return rate 回收率 (returned/sent) and the valid share 有效率 (valid/returned) are each an
/// `estimate.proportion`; this is their product.
///
/// >>> print(gw.survey.response_rate(412, 500))
/// 0.824 (95% Wilson 0.788 to 0.855, n = 500)
#[pyfunction]
#[pyo3(signature = (valid, sent, *, level = 0.95, interval = "wilson"))]
pub(crate) fn response_rate(
    valid: Count<'_, '_>,
    sent: Count<'_, '_>,
    level: f64,
    interval: Option<Pick<'_, ProportionInterval>>,
) -> Reply<crate::rooms::estimate::Estimate> {
    let options = options(level, interval)?;
    Ok(core::response_rate(valid.get("valid")?, sent.get("sent")?, &options)?.into())
}

mirror! {
    /// The outcome rates of a sample, each in [0, 1]. `n` of each is its denominator, rounded; a rate whose denominator is 0
    /// is NaN.
    AaporRates in "goodwill.survey" = core::AaporRates {
        /// Response rate 1, the least: complete interviews over all cases that are or may be eligible.
        rr1: Estimate,
        /// Response rate 2: as 1, with partial interviews counted as responses.
        rr2: Estimate,
        /// Response rate 3: complete interviews over the cases that are or, by e, are likely to be eligible.
        rr3: Estimate,
        /// Response rate 4: as 3, with partial interviews counted as responses.
        rr4: Estimate,
        /// Response rate 5: complete interviews over the cases known to be eligible.
        rr5: Estimate,
        /// Response rate 6, the greatest: as 5, with partial interviews counted as responses.
        rr6: Estimate,
        /// Cooperation rate 1: complete interviews over all who were reached.
        coop1: Estimate,
        /// Cooperation rate 2: as 1, with partial interviews counted as responses.
        coop2: Estimate,
        /// Cooperation rate 3: complete interviews over those reached who could have answered.
        coop3: Estimate,
        /// Cooperation rate 4: as 3, with partial interviews counted as responses.
        coop4: Estimate,
        /// Refusal rate 1: refusals over all cases that are or may be eligible.
        ref1: Estimate,
        /// Refusal rate 2: refusals over the cases that are or, by e, are likely to be eligible.
        ref2: Estimate,
        /// Refusal rate 3: refusals over the cases known to be eligible.
        ref3: Estimate,
        /// Contact rate 1: the reached over all cases that are or may be eligible.
        con1: Estimate,
        /// Contact rate 2: the reached over the cases that are or, by e, are likely to be eligible.
        con2: Estimate,
        /// Contact rate 3: the reached over the cases known to be eligible.
        con3: Estimate,
        /// The share e of the cases of unknown eligibility that counts as eligible.
        eligibility: f64,
        /// All cases, the ineligible among them.
        cases: u64,
    }
}

/// Response, cooperation, refusal and contact rates by the Standard Definitions of AAPOR.
///
/// The arguments are numbers of cases: complete interviews I, partial interviews P, refusals R, eligible cases not reached
/// NC, reached but prevented otherwise O, of unknown eligibility UH and UO, and known not to be eligible. `eligibility` is
/// the share e of the unknown cases that are eligible; by default that of the known cases.
///
/// Raises `empty` without cases, `undefined` if e is not given and no case has a known eligibility.
///
/// >>> rates = gw.survey.aapor_rates(4, 2, 1, 1, 1, 1, 1, eligibility=0.9)
/// >>> [round(rate.value, 3) for rate in (rates.rr1, rates.rr2, rates.rr3, rates.rr4, rates.rr5, rates.rr6)]
/// [0.364, 0.545, 0.37, 0.556, 0.444, 0.667]
///
/// Source: AAPOR 2023, Standard Definitions, 10th edition.
#[pyfunction]
#[pyo3(signature = (
    complete, partial = None, refusal = None, non_contact = None, other = None, unknown_household = None,
    unknown_other = None, ineligible = None, *, eligibility = None, level = 0.95
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn aapor_rates(
    complete: Count<'_, '_>,
    partial: Option<Count<'_, '_>>,
    refusal: Option<Count<'_, '_>>,
    non_contact: Option<Count<'_, '_>>,
    other: Option<Count<'_, '_>>,
    unknown_household: Option<Count<'_, '_>>,
    unknown_other: Option<Count<'_, '_>>,
    ineligible: Option<Count<'_, '_>>,
    eligibility: Option<f64>,
    level: f64,
) -> Reply<AaporRates> {
    let count =
        |cases: Option<Count<'_, '_>>, name: &'static str| cases.map_or(Ok(0), |cases| cases.get(name));
    let dispositions = core::Dispositions {
        complete: complete.get("complete")?,
        partial: count(partial, "partial")?,
        refusal: count(refusal, "refusal")?,
        non_contact: count(non_contact, "non_contact")?,
        other: count(other, "other")?,
        unknown_household: count(unknown_household, "unknown_household")?,
        unknown_other: count(unknown_other, "unknown_other")?,
        ineligible: count(ineligible, "ineligible")?,
    };
    let options = core::AaporOptions {
        level: Level::new("level", level)?,
        eligibility: eligibility
            .map(|share| Proportion::new("eligibility", share))
            .transpose()?,
    };
    Ok(core::aapor_rates(&dispositions, &options)?.into())
}

mirror! {
    /// What weights cost in precision.
    DesignEffect in "goodwill.survey" = CoreDesign {
        /// n·Σw²/(Σw)² = 1 + CV²(w), 1 or more: how much larger the variance is than with equal weights.
        design_effect: f64,
        /// (Σw)²/Σw²: how many respondents with equal weights would tell as much.
        effective_n: f64,
        /// The coefficient of variation of the weights, with the denominator n.
        variation: f64,
        /// The smallest weight over the mean weight.
        smallest: f64,
        /// The largest weight over the mean weight.
        largest: f64,
        /// Respondents with a weight, those with a weight of 0 among them.
        n: u64,
        /// Respondents without a weight.
        missing: u64,
    }
}

/// The design effect of weights, after Kish: 1 + CV²(w), and the effective number of respondents n/deff.
///
/// >>> got = gw.survey.design_effect([1, 1, 1, 3])
/// >>> got.effective_n, round(got.design_effect, 4)
/// (3.0, 1.3333)
///
/// Source: Kish 1965, section 11.7.
#[pyfunction]
pub(crate) fn design_effect(py: Python<'_>, weights: ColumnLike<'_, '_>) -> Reply<DesignEffect> {
    let weights = weights.read("weights")?;
    Ok(py.detach(|| core::design_effect(&weights.numbers()?))?.into())
}

mirror! {
    /// One category of one margin, before and after weighting.
    CategoryFit in "goodwill.survey" = core::CategoryFit {
        /// The name of the margin.
        margin: String,
        /// The category, as a text.
        category: String,
        /// Respondents in it.
        respondents: u64,
        /// Its share of the population, in [0, 1].
        target: f64,
        /// Its share of the respondents, by the weights they came with.
        before: f64,
        /// Its share of the respondents, by the weights they leave with.
        after: f64,
    }
}

mirror! {
    /// Weights, and how well they do.
    Weighting in "goodwill.survey" = core::Weighting {
        /// The weight of each respondent; NaN for one who was left out.
        weights: Array<f64>,
        /// Respondents with a weight.
        n: u64,
        /// Respondents left out: a category or the weight they came with is not known.
        missing: u64,
        /// Rounds over all margins.
        rounds: u32,
        /// The largest distance of a category from its target that is left, as a part of the target.
        largest_error: f64,
        /// Every category of every margin.
        categories: Vec<core::CategoryFit>,
        /// What the weights cost in precision.
        design: CoreDesign,
        /// The same in words.
        report: String,
    }
}

/// A margin as it comes from Python: its name, the column of categories, the categories there are, their targets.
type GivenMargin<'py> = (String, Bound<'py, PyAny>, Bound<'py, PyAny>, Vec<f64>);

/// Weights that meet margins.
#[pyfunction]
#[pyo3(signature = (margins, weights, tolerance, most_rounds, total))]
pub(crate) fn rake_of(
    py: Python<'_>,
    margins: Vec<GivenMargin<'_>>,
    weights: Option<ColumnLike<'_, '_>>,
    tolerance: f64,
    most_rounds: u32,
    total: Option<Pick<'_, WeightTotal>>,
) -> Reply<Weighting> {
    let options = core::RakeOptions {
        tolerance: Positive::new("tolerance", tolerance)?,
        most_rounds,
        total: pick("total", total)?,
    };
    let margins = margins.iter().map(Coded::read).collect::<Reply<Vec<_>>>()?;
    let weights = weights.map(|weights| weights.read("weights")).transpose()?;
    let weighting = py.detach(|| {
        let labels: Vec<Vec<&str>> = margins.iter().map(Coded::labels).collect();
        let margins: Vec<core::Margin<'_>> = margins
            .iter()
            .zip(&labels)
            .map(|(margin, labels)| margin.core(labels))
            .collect();
        let weights = weights.as_ref().map(Column::numbers).transpose()?;
        core::rake(&margins, weights.as_deref(), &options)
    });
    Ok(weighting?.into())
}

/// Weights that meet one margin.
#[pyfunction]
#[pyo3(signature = (strata, weights, total))]
pub(crate) fn post_stratify_of(
    py: Python<'_>,
    strata: GivenMargin<'_>,
    weights: Option<ColumnLike<'_, '_>>,
    total: Option<Pick<'_, WeightTotal>>,
) -> Reply<Weighting> {
    let total = pick("total", total)?;
    let strata = Coded::read(&strata)?;
    let weights = weights.map(|weights| weights.read("weights")).transpose()?;
    let weighting = py.detach(|| {
        let weights = weights.as_ref().map(Column::numbers).transpose()?;
        core::post_stratify(&strata.core(&strata.labels()), weights.as_deref(), total)
    });
    Ok(weighting?.into())
}

/// A margin whose categories are numbered.
struct Coded {
    name: String,
    categories: Vec<Option<u32>>,
    targets: Vec<f64>,
    labels: Vec<String>,
}

impl Coded {
    fn read((name, column, known, targets): &GivenMargin<'_>) -> Reply<Self> {
        let (column, known) = (Column::read(name, column)?, Column::read(name, known)?);
        // Texts are known by their letters, everything else by its number.
        let (values, labels) = match known.texts() {
            Ok(known) => (column.texts()?, known),
            Err(_) => (numbers(&column)?, numbers(&known)?),
        };
        let labels: Vec<String> = labels.into_iter().map(Option::unwrap_or_default).collect();
        let number: BTreeMap<&str, u32> = labels.iter().map(String::as_str).zip(0..).collect();
        let code = |(row, value): (usize, &Option<String>)| {
            let Some(value) = value else { return Ok(None) };
            number.get(value.as_str()).copied().map(Some).ok_or_else(|| {
                let reason = "has a category without a target";
                Error::new(ErrorCode::OutOfRange, name.clone(), reason)
                    .with_value(value)
                    .at(row)
            })
        };
        Ok(Self {
            name: name.clone(),
            categories: values
                .iter()
                .enumerate()
                .map(code)
                .collect::<Result<_, Error>>()?,
            targets: targets.clone(),
            labels,
        })
    }

    fn labels(&self) -> Vec<&str> {
        self.labels.iter().map(String::as_str).collect()
    }

    fn core<'a>(&'a self, labels: &'a [&'a str]) -> core::Margin<'a> {
        core::Margin {
            name: &self.name,
            categories: &self.categories,
            targets: &self.targets,
            labels,
        }
    }
}

/// Numbers as texts, each number in one way.
fn numbers(column: &Column) -> Result<Vec<Option<String>>, Error> {
    let text = |number: &f64| (!number.is_nan()).then(|| (number + 0.0).to_string());
    Ok(column.numbers()?.iter().map(text).collect())
}
