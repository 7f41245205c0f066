//! An index against one's own past, a rival and the published index: 对标.

use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, Method};
use crate::numeric::normal;
use crate::quantity::Level;
use alloc::vec::Vec;

choice! { "reference of a comparison",
    /// What an index is compared with.
    AcsiReference {
        /// One's own index of an earlier period.
        Past = 0, "past";
        /// The index of a rival.
        Rival = 1, "rival";
        /// The published index of the industry or the country.
        Index = 2, "index";
    }
}

/// The distance to one reference.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AcsiDifference {
    /// What is compared with.
    pub reference: AcsiReference,
    /// The value of the reference.
    pub value: f64,
    /// The own index less the reference, in points.
    pub difference: Estimate,
    /// The probability of a difference at least that far from 0 if there were none; NaN where no uncertainty is known.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub p_value: f64,
}

/// An index and its distance to each reference that was given.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AcsiComparison {
    /// The own index.
    pub current: Estimate,
    /// The differences: past, rival, index, as far as given.
    pub differences: Vec<AcsiDifference>,
}

/// An index against its past, a rival, and a published index: the three comparisons a satisfaction index is made for.
///
/// Samples are taken as independent: the standard error of a difference is √(SE² + SE²), its interval normal. A
/// reference without a standard error (a published figure, [`Estimate::given`]) counts as known. Three comparisons are
/// three chances to be surprised: adjust the p-values if the report claims any of them.
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) if no reference is given; [`NotFinite`](crate::ErrorCode::NotFinite), naming the
/// reference, if a value is no number.
///
/// # Example
/// ```
/// use goodwill::{Estimate, estimate::Method, quantity::Level, survey::{AcsiReference, acsi_compare}};
///
/// let level = Level::default();
/// let now = Estimate::wald(76.0, 0.8, level, 400, Method::Wald);
/// let last_year = Estimate::wald(74.0, 0.6, level, 500, Method::Wald);
/// let got = acsi_compare(&now, Some(&last_year), None, Some(&Estimate::given(77.8)), level)?;
/// assert_eq!(got.differences[0].difference.to_string(), "2.000 (95% Wald 0.040 to 3.960, n = 900)");
/// assert_eq!(got.differences[1].reference, AcsiReference::Index);
/// assert_eq!(format!("{:.3}", got.differences[1].p_value), "0.024");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Fornell et al. 1996 (comparison over time, with competitors and with industries).
pub fn acsi_compare(
    current: &Estimate,
    past: Option<&Estimate>,
    rival: Option<&Estimate>,
    index: Option<&Estimate>,
    level: Level,
) -> Result<AcsiComparison> {
    let known = |parameter: &'static str, estimate: &Estimate| {
        crate::quantity::finite(parameter, estimate.value).map(|_| ())
    };
    known("current", current)?;
    let mut differences = Vec::new();
    for (reference, name, other) in [
        (AcsiReference::Past, "past", past),
        (AcsiReference::Rival, "rival", rival),
        (AcsiReference::Index, "index", index),
    ] {
        let Some(other) = other else { continue };
        known(name, other)?;
        differences.push(difference(current, other, reference, level));
    }
    if differences.is_empty() {
        return Err(Error::empty("past"));
    }
    Ok(AcsiComparison {
        current: *current,
        differences,
    })
}

fn difference(
    current: &Estimate,
    other: &Estimate,
    reference: AcsiReference,
    level: Level,
) -> AcsiDifference {
    let value = current.value - other.value;
    // What has no standard error is taken as known.
    let error = |estimate: &Estimate| {
        if estimate.standard_error.is_nan() {
            0.0
        } else {
            estimate.standard_error
        }
    };
    let standard_error = libm::hypot(error(current), error(other));
    let n = current.n.saturating_add(other.n);
    let known = current.standard_error.is_nan() && other.standard_error.is_nan();
    let (difference, p_value) = if known {
        (Estimate::without_interval(value, level, n), f64::NAN)
    } else if standard_error == 0.0 {
        let p_value = f64::from(value == 0.0);
        (Estimate::wald(value, 0.0, level, n, Method::Wald), p_value)
    } else {
        let p_value = 2.0 * normal::sf(libm::fabs(value) / standard_error);
        (
            Estimate::wald(value, standard_error, level, n, Method::Wald),
            p_value,
        )
    };
    AcsiDifference {
        reference,
        value: other.value,
        difference,
        p_value,
    }
}
