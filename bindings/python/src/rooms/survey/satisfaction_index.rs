//! The satisfaction index.

use crate::columns::ColumnLike;
use crate::error::Reply;
use crate::mirror::mirror;
use crate::rooms::survey::items::ItemsLike;
use crate::scalar::EstimateLike;
use goodwill::Estimate;
use goodwill::quantity::Level;
use goodwill::survey::{self as core, AcsiReference};
use pyo3::prelude::*;

mirror! {
    /// A satisfaction index.
    Acsi in "goodwill.survey" = core::Acsi {
        /// The index, in [0, 100].
        index: Estimate,
        /// The mean of each rating, on its scale.
        ratings: Vec<Estimate>,
        /// The number of respondents with every rating.
        n: u64,
        /// Kish's effective number of respondents; `n` without weights.
        effective_n: f64,
        /// Respondents with a rating or the weight missing.
        missing: u64,
        /// Whether there are fewer than 30 effective respondents.
        small_sample: bool,
    }
    line |acsi| acsi.index.to_string();
}

fn options(
    rating_weights: Option<Vec<f64>>,
    minimum: f64,
    maximum: f64,
    level: f64,
) -> Reply<core::AcsiOptions> {
    Ok(core::AcsiOptions {
        rating_weights,
        minimum,
        maximum,
        level: Level::new("level", level)?,
    })
}

/// The satisfaction index 满意度指数 of the American Customer Satisfaction Index, from its three ratings on 1 to 10: overall
/// satisfaction, against expectations, against an ideal.
///
/// index = 100 · Σwᵢ(x̄ᵢ − 1)/(9 Σwᵢ). Without `rating_weights` the ratings count alike; any number of them on one scale will
/// do. The interval is that of the mean of the respondents' own indices.
///
/// Raises `out_of_range` at a rating off the scale, `length_mismatch`, `empty`, `undefined` if all weights are 0.
///
/// >>> print(gw.survey.acsi([[8, 9, 7, 8], [7, 8, 6, 7], [7, 9, 5, 7]]).index)
/// 70.370 (95% Student t 51.123 to 89.618, n = 4)
///
/// Source: Fornell et al. 1996.
#[pyfunction]
#[pyo3(signature = (ratings, *, rating_weights = None, weights = None, minimum = 1.0, maximum = 10.0, level = 0.95))]
pub(crate) fn acsi(
    py: Python<'_>,
    ratings: ItemsLike<'_, '_>,
    rating_weights: Option<Vec<f64>>,
    weights: Option<ColumnLike<'_, '_>>,
    minimum: f64,
    maximum: f64,
    level: f64,
) -> Reply<Acsi> {
    let options = options(rating_weights, minimum, maximum, level)?;
    let ratings = ratings.read("ratings", weights)?;
    Ok(ratings.ask(py, |ratings| core::acsi(ratings, &options))?.into())
}

/// The satisfaction index from the means of the ratings: see `acsi`.
///
/// >>> round(gw.survey.acsi_from_means([8, 7, 7]), 4)
/// 70.3704
///
/// Source: Fornell et al. 1996.
#[pyfunction]
#[pyo3(signature = (means, *, rating_weights = None, minimum = 1.0, maximum = 10.0))]
pub(crate) fn acsi_from_means(
    means: Vec<f64>,
    rating_weights: Option<Vec<f64>>,
    minimum: f64,
    maximum: f64,
) -> Reply<f64> {
    let options = options(rating_weights, minimum, maximum, Level::default().get())?;
    Ok(core::acsi_from_means(&means, &options)?)
}

mirror! {
    /// The distance of an index to one reference.
    AcsiDifference in "goodwill.survey" = core::AcsiDifference {
        /// What is compared with.
        reference: AcsiReference,
        /// The value of the reference.
        value: f64,
        /// The own index less the reference, in points.
        difference: Estimate,
        /// The probability of a difference at least that far from 0 if there were none; NaN where no uncertainty is known.
        p_value: f64,
    }
}

mirror! {
    /// An index and its distance to each reference that was given.
    AcsiComparison in "goodwill.survey" = core::AcsiComparison {
        /// The own index.
        current: Estimate,
        /// The differences: past, rival, index, as far as given.
        differences: Vec<core::AcsiDifference>,
    }
}

/// An index against its past, a rival, and a published index 对标: numbers or estimates, at least one of the three.
///
/// Samples are taken as independent; a reference that is a mere number counts as known.
///
/// Raises `empty` if no reference is given, `not_finite`.
///
/// >>> ours = gw.survey.acsi([[8, 9, 7, 8], [7, 8, 6, 7], [7, 9, 5, 7]]).index
/// >>> got = gw.survey.acsi_compare(ours, index=77.8)
/// >>> print(got.differences[0].difference)
/// -7.430 (95% Wald -19.284 to 4.424, n = 4)
///
/// Source: Fornell et al. 1996.
#[pyfunction]
#[pyo3(signature = (current, *, past = None, rival = None, index = None, level = 0.95))]
pub(crate) fn acsi_compare(
    current: EstimateLike<'_, '_>,
    past: Option<EstimateLike<'_, '_>>,
    rival: Option<EstimateLike<'_, '_>>,
    index: Option<EstimateLike<'_, '_>>,
    level: f64,
) -> Reply<AcsiComparison> {
    let get = |name, estimate: Option<EstimateLike<'_, '_>>| {
        estimate.map(|estimate| estimate.get(name)).transpose()
    };
    let (past, rival, index) = (get("past", past)?, get("rival", rival)?, get("index", index)?);
    Ok(core::acsi_compare(
        &current.get("current")?,
        past.as_ref(),
        rival.as_ref(),
        index.as_ref(),
        Level::new("level", level)?,
    )?
    .into())
}
