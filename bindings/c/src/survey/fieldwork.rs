//! Fieldwork: whom a survey reached, and weights that mend what the sample lacks.

use crate::boundary::{In, Out, copy_text, null, returning};
use crate::estimate::goodwill_proportion_options;
use crate::flat::{GOODWILL_NONE, flat, goodwill_estimate, parse};
use crate::library::goodwill_status;
use crate::options::options;
use bytemuck::{Pod, Zeroable};
use goodwill::survey::{
    AaporOptions, AaporRates, DesignEffect, Dispositions, Margin, RakeOptions, Weighting,
};
use goodwill::{Error, ErrorCode, Result, survey};
use std::ffi::c_char;

/// The valid response rate: questionnaires that can be used over those sent out.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_response_rate(
    valid: u64,
    sent: u64,
    options: In<goodwill_proportion_options>,
    out: Out<goodwill_estimate>,
) -> goodwill_status {
    returning(out, || survey::response_rate(valid, sent, &options.options()?))
}

/// How many cases of a sample ended how.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_dispositions {
    /// Complete interviews, I.
    pub complete: u64,
    /// Partial interviews, P.
    pub partial: u64,
    /// Refusals and break-offs, R.
    pub refusal: u64,
    /// Eligible, but not reached, NC.
    pub non_contact: u64,
    /// Eligible and reached, but no interview for another reason, O.
    pub other: u64,
    /// Not known whether there is a household or customer at all, UH.
    pub unknown_household: u64,
    /// Not known whether eligible for another reason, UO.
    pub unknown_other: u64,
    /// Known not to be eligible.
    pub ineligible: u64,
}

/// How `goodwill_aapor_rates` treats cases of unknown eligibility.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_aapor_options {
    /// `sizeof(goodwill_aapor_options)`
    pub struct_size: u32,
    /// 0.
    pub reserved: i32,
    /// Confidence level of every interval.
    pub level: f64,
    /// The share e of the cases of unknown eligibility that are eligible; NaN to take it from the cases of known
    /// eligibility.
    pub eligibility: f64,
}

options!(goodwill_aapor_options: AaporOptions { level, eligibility });

/// The outcome rates of a sample. A rate whose denominator is 0 is NaN.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_aapor_result {
    /// Response rate 1: I over all cases that are or may be eligible.
    pub rr1: goodwill_estimate,
    /// Response rate 2: as 1, with partial interviews counted as responses.
    pub rr2: goodwill_estimate,
    /// Response rate 3: I over the cases that are or, by e, are likely to be eligible.
    pub rr3: goodwill_estimate,
    /// Response rate 4: as 3, with partial interviews counted as responses.
    pub rr4: goodwill_estimate,
    /// Response rate 5: I over the cases known to be eligible.
    pub rr5: goodwill_estimate,
    /// Response rate 6: as 5, with partial interviews counted as responses.
    pub rr6: goodwill_estimate,
    /// Cooperation rate 1: I over all who were reached.
    pub coop1: goodwill_estimate,
    /// Cooperation rate 2: as 1, with partial interviews counted as responses.
    pub coop2: goodwill_estimate,
    /// Cooperation rate 3: I over those reached who could have answered.
    pub coop3: goodwill_estimate,
    /// Cooperation rate 4: as 3, with partial interviews counted as responses.
    pub coop4: goodwill_estimate,
    /// Refusal rate 1: R over all cases that are or may be eligible.
    pub ref1: goodwill_estimate,
    /// Refusal rate 2: R over the cases that are or, by e, are likely to be eligible.
    pub ref2: goodwill_estimate,
    /// Refusal rate 3: R over the cases known to be eligible.
    pub ref3: goodwill_estimate,
    /// Contact rate 1: the reached over all cases that are or may be eligible.
    pub con1: goodwill_estimate,
    /// Contact rate 2: the reached over the cases that are or, by e, are likely to be eligible.
    pub con2: goodwill_estimate,
    /// Contact rate 3: the reached over the cases known to be eligible.
    pub con3: goodwill_estimate,
    /// The share e of the cases of unknown eligibility that counts as eligible.
    pub eligibility: f64,
    /// All cases, the ineligible among them.
    pub cases: u64,
}
flat!(AaporRates => goodwill_aapor_result {
    rr1, rr2, rr3, rr4, rr5, rr6, coop1, coop2, coop3, coop4, ref1, ref2, ref3, con1, con2, con3, eligibility, cases,
});

/// Response, cooperation, refusal and contact rates by the Standard Definitions of AAPOR.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_aapor_rates(
    dispositions: In<goodwill_dispositions>,
    options: In<goodwill_aapor_options>,
    out: Out<goodwill_aapor_result>,
) -> goodwill_status {
    returning(out, || {
        let given = dispositions.read().ok_or_else(|| null("dispositions"))?;
        let dispositions = Dispositions {
            complete: given.complete,
            partial: given.partial,
            refusal: given.refusal,
            non_contact: given.non_contact,
            other: given.other,
            unknown_household: given.unknown_household,
            unknown_other: given.unknown_other,
            ineligible: given.ineligible,
        };
        survey::aapor_rates(&dispositions, &options.options()?)
    })
}

/// What weights cost in precision.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_design_effect_result {
    /// n times the sum of the squared weights over the square of their sum, 1 or more.
    pub design_effect: f64,
    /// How many respondents with equal weights would tell as much.
    pub effective_n: f64,
    /// The coefficient of variation of the weights.
    pub variation: f64,
    /// The smallest weight over the mean weight.
    pub smallest: f64,
    /// The largest weight over the mean weight.
    pub largest: f64,
    /// Respondents with a weight.
    pub n: u64,
    /// Respondents without a weight.
    pub missing: u64,
}
flat!(DesignEffect => goodwill_design_effect_result {
    design_effect, effective_n, variation, smallest, largest, n, missing,
});

/// The design effect of `n` weights, after Kish.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_design_effect(
    weights: In<f64>,
    weights_stride: usize,
    n: usize,
    out: Out<goodwill_design_effect_result>,
) -> goodwill_status {
    returning(out, || {
        survey::design_effect(&weights.column("weights", weights_stride, n)?)
    })
}

/// How `goodwill_rake` goes about it.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_rake_options {
    /// `sizeof(goodwill_rake_options)`
    pub struct_size: u32,
    /// What the weights sum to: one of `GOODWILL_WEIGHT_TOTAL_…`.
    pub total: i32,
    /// How far a category may stay from its target, as a part of the target.
    pub tolerance: f64,
    /// How many rounds over all margins to try.
    pub most_rounds: u32,
    /// 0.
    pub reserved: i32,
}
options!(goodwill_rake_options: RakeOptions { tolerance, most_rounds, total });

/// One category of one margin, before and after weighting.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_category_fit {
    /// The margin, counted from 0.
    pub margin: u64,
    /// The category, counted from 0.
    pub category: u64,
    /// Respondents in it.
    pub respondents: u64,
    /// Its share of the population.
    pub target: f64,
    /// Its share of the respondents, by the weights they came with.
    pub before: f64,
    /// Its share of the respondents, by the weights they leave with.
    pub after: f64,
}

/// How well weights do.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct goodwill_weighting_result {
    /// Respondents with a weight.
    pub n: u64,
    /// Respondents left out: a category or the weight they came with is not known.
    pub missing: u64,
    /// The largest distance of a category from its target that is left, as a part of the target.
    pub largest_error: f64,
    /// What the weights cost in precision.
    pub design: goodwill_design_effect_result,
    /// Rounds over all margins.
    pub rounds: u32,
    /// 0.
    pub reserved: i32,
}
flat!(Weighting => goodwill_weighting_result { n, missing, largest_error, design, rounds });

/// Raking: weights that make the sample agree with the margins of the population.
///
/// `categories` holds the category of `n` respondents in the first margin, then in the second, and so on: counted from 0,
/// `GOODWILL_NONE` where it is not known. `target_counts` says how many categories each of the `margins` has, and `targets`
/// holds what they must sum to, margin after margin. `names` are the names of the margins for messages, or NULL.
/// `weights`, those respondents came with, may be NULL. `made` has room for `n`, NaN for who was left out; `fits` for one
/// row a category; the words about it go to `report` with their final NUL. Each of them may be NULL.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_rake(
    categories: In<i32>,
    margins: usize,
    n: usize,
    targets: In<f64>,
    target_counts: In<u64>,
    names: In<In<c_char>>,
    weights: In<f64>,
    weights_stride: usize,
    options: In<goodwill_rake_options>,
    made: Out<f64>,
    fits: Out<goodwill_category_fit>,
    report: Out<c_char>,
    report_capacity: usize,
    report_needed: Out<usize>,
    out: Out<goodwill_weighting_result>,
) -> goodwill_status {
    weighting(made, fits, (report, report_capacity, report_needed), out, || {
        let counts = target_counts.column("target_counts", 0, margins)?;
        let total = counts
            .iter()
            .try_fold(0_u64, |sum, &count| sum.checked_add(count));
        let cells = margins.checked_mul(n);
        let (Some(total), Some(cells)) = (total.and_then(|total| usize::try_from(total).ok()), cells) else {
            return Err(Error::new(ErrorCode::OutOfRange, "target_counts", "have no sum"));
        };
        let targets = targets.column("targets", 0, total)?;
        let codes = categories.column("categories", 0, cells)?;
        let names = if names.is_null() {
            Vec::new()
        } else {
            let texts = names.strings("names", 0, margins)?;
            texts.all("names")?.into_iter().map(ToOwned::to_owned).collect()
        };
        let name = |margin: usize| {
            names
                .get(margin)
                .cloned()
                .unwrap_or_else(|| format!("margin {margin}"))
        };
        let names: Vec<String> = (0..margins).map(name).collect();
        let columns = (0..margins)
            .map(|margin| read(&codes[margin * n..(margin + 1) * n], &names[margin]))
            .collect::<Result<Vec<_>>>()?;
        let mut start = 0;
        let parts: Vec<Margin<'_>> = (0..margins)
            .map(|margin| {
                let count = counts[margin] as usize;
                start += count;
                Margin {
                    name: &names[margin],
                    categories: &columns[margin],
                    targets: &targets[start - count..start],
                    labels: &[],
                }
            })
            .collect();
        let weights = weights.optional_column("weights", weights_stride, n)?;
        let weighting = survey::rake(&parts, weights.as_deref(), &options.options()?)?;
        Ok((weighting, counts.to_vec()))
    })
}

/// Post-stratification: weights that give each stratum its share of the population in one step.
///
/// `strata` is the stratum of `n` respondents, counted from 0, `GOODWILL_NONE` where it is not known; `targets` is what each
/// of the `target_count` strata must sum to. `total` is one of `GOODWILL_WEIGHT_TOTAL_…`. The rest is as in `goodwill_rake`.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_post_stratify(
    strata: In<i32>,
    strata_stride: usize,
    n: usize,
    targets: In<f64>,
    target_count: usize,
    weights: In<f64>,
    weights_stride: usize,
    total: i32,
    made: Out<f64>,
    fits: Out<goodwill_category_fit>,
    report: Out<c_char>,
    report_capacity: usize,
    report_needed: Out<usize>,
    out: Out<goodwill_weighting_result>,
) -> goodwill_status {
    weighting(made, fits, (report, report_capacity, report_needed), out, || {
        let categories = read(&strata.column("strata", strata_stride, n)?, "strata")?;
        let strata = Margin {
            name: "strata",
            categories: &categories,
            targets: &targets.column("targets", 0, target_count)?,
            labels: &[],
        };
        let weights = weights.optional_column("weights", weights_stride, n)?;
        let weighting = survey::post_stratify(&strata, weights.as_deref(), parse!(total))?;
        Ok((weighting, vec![target_count as u64]))
    })
}

/// Categories from numbers of which one stands for none.
fn read(codes: &[i32], name: &str) -> Result<Vec<Option<u32>>> {
    let one = |(row, &code): (usize, &i32)| match u32::try_from(code) {
        Ok(code) => Ok(Some(code)),
        Err(_) if code == GOODWILL_NONE => Ok(None),
        Err(_) => {
            let reason = "must be 0 or more, or GOODWILL_NONE";
            Err(Error::new(ErrorCode::OutOfRange, name.to_owned(), reason)
                .with_value(code)
                .at(row))
        }
    };
    codes.iter().enumerate().map(one).collect()
}

/// Weights and everything about them; `f` also says how many categories each margin has.
fn weighting(
    made: Out<f64>,
    fits: Out<goodwill_category_fit>,
    (report, capacity, needed): (Out<c_char>, usize, Out<usize>),
    out: Out<goodwill_weighting_result>,
    f: impl FnOnce() -> Result<(Weighting, Vec<u64>)>,
) -> goodwill_status {
    returning(out, || {
        let (weighting, counts) = f()?;
        copy_text(&weighting.report, report, capacity, needed)?;
        made.fill_if_wanted(|| weighting.weights.iter().copied());
        let places = counts
            .iter()
            .enumerate()
            .flat_map(|(margin, &count)| (0..count).map(move |category| (margin as u64, category)));
        fits.fill_if_wanted(|| {
            places
                .zip(&weighting.categories)
                .map(|((margin, category), fit)| goodwill_category_fit {
                    margin,
                    category,
                    respondents: fit.respondents,
                    target: fit.target,
                    before: fit.before,
                    after: fit.after,
                })
        });
        Ok(weighting)
    })
}
