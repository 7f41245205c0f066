//! Choices: strings in Python, with the core's stable names in the stubs.

use crate::error::Reply;
use crate::mirror::{Mirror, Tree};
use goodwill::choice::Choice;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use std::marker::PhantomData;

/// A choice whose names the stubs list.
pub(crate) trait Named: Choice {
    /// `Literal["…", …]`.
    const LITERAL: PyStaticExpr;
}

/// An argument that picks a choice by its name.
pub(crate) struct Pick<'a, T>(&'a str, PhantomData<T>);

impl<'a, 'py: 'a, T: Named> FromPyObject<'a, 'py> for Pick<'a, T> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = T::LITERAL;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object.extract()?, PhantomData))
    }
}

impl<T: Named> Pick<'_, T> {
    /// The choice; an unknown name is an error that lists the names.
    pub(crate) fn get(self, parameter: &'static str) -> Reply<T> {
        Ok(T::from_name(parameter, self.0)?)
    }
}

/// Lets a signature say `interval = "wilson"`: a string literal as the default is what help and stubs can show.
/// For an optional argument the generated code wraps the default through this trait.
impl<'a, T> pyo3::impl_::wrap::SomeWrap<Pick<'a, T>> for &'a str {
    fn wrap(self) -> Option<Pick<'a, T>> {
        Some(Pick(self, PhantomData))
    }
}

/// The core's own default where the argument is `None`.
pub(crate) fn pick<T: Named + Default>(parameter: &'static str, picked: Option<Pick<'_, T>>) -> Reply<T> {
    picked.map_or_else(|| Ok(T::default()), |picked| picked.get(parameter))
}

/// Declares the names of choices for the stubs.
///
/// A test compares them with the core's, through [`choice_names`].
macro_rules! choices {
    ($($ty:ty: $($name:literal),* $(,)?;)*) => {
        $(
            impl Named for $ty {
                const LITERAL: PyStaticExpr = PyStaticExpr::Subscript {
                    value: &pyo3::type_hint_identifier!("typing", "Literal"),
                    slice: &PyStaticExpr::Tuple {
                        elts: &[$(PyStaticExpr::Constant { value: pyo3::inspect::PyStaticConstant::Str($name) }),*],
                    },
                };
            }

            impl Mirror for $ty {
                type Core = Self;
                const HINT: PyStaticExpr = <$ty as Named>::LITERAL;
                fn give<'py>(core: &Self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    Ok(pyo3::types::PyString::intern(py, core.name()).into_any())
                }
                fn take(object: &Bound<'_, PyAny>) -> PyResult<Self> {
                    Self::take_as(object, "choice")
                }
                fn take_as(object: &Bound<'_, PyAny>, parameter: &'static str) -> PyResult<Self> {
                    Pick::<Self>::extract(object.as_borrowed())?.get(parameter).map_err(PyErr::from)
                }
                fn tree(core: &Self) -> Tree {
                    Tree::Text(core.name().into())
                }
            }
        )*

        /// For every choice: its type, the names in the stubs, the names in the core.
        #[pyfunction]
        pub(crate) fn choice_names() -> Vec<(&'static str, Vec<&'static str>, Vec<&'static str>)> {
            vec![$((
                <$ty as Choice>::WHAT,
                vec![$($name),*],
                <$ty as Choice>::ALL.iter().map(|choice| choice.name()).collect(),
            )),*]
        }
    };
}

choices! {
    goodwill::Method: "none", "wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald", "newcombe", "mover", "tango", "adjusted_wald", "bootstrap", "student_t", "exact_poisson", "delta", "transformed", "linearised", "jackknife", "fay_feuer", "log_wald", "posterior", "feldt";
    goodwill::assess::Unit: "share", "points", "count", "money", "days", "number";
    goodwill::calendar::Period: "day", "week", "month", "quarter", "year";
    goodwill::calendar::TimeUnit: "day", "week", "month", "year";
    goodwill::estimate::ProportionInterval: "wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald";
    goodwill::model::FitWarningKind: "flat_ridge", "boundary", "near_one", "undefined_mean", "spend_frequency", "penalty", "local_optima";
    goodwill::model::GridValue: "conditional_purchases", "probability_alive", "probability_active";
    goodwill::model::HoldoutGrouping: "frequency", "recency", "tenure", "idle";
    goodwill::model::ModelKind: "sbg", "bdw", "nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma";
    goodwill::model::NonPositiveSpend: "refuse", "skip";
    goodwill::model::PosteriorMethod: "laplace_psis", "nuts";
    goodwill::model::PosteriorWarningKind: "heavy_tail", "few_draws", "chains_disagree", "divergences";
    goodwill::purchase::Grain: "day", "week", "month", "row";
    goodwill::purchase::RepeatVariant: "two_or_more", "bought_before", "within_horizon", "repeat_orders", "after_window";
    goodwill::purchase::ReturnsPolicy: "net", "drop", "error";
    goodwill::purchase::ZeroAmounts: "keep", "drop";
    goodwill::retention::ChurnBase: "start", "start_plus_joiners", "average", "customer_days", "daily_sum";
    goodwill::segment::ApostleSegment: "apostle", "loyalist", "mercenary", "hostage", "defector", "terrorist";
    goodwill::segment::LoyaltyQuadrant: "loyalty", "latent", "spurious", "none";
    goodwill::segment::LoyaltyReason: "no_alternative", "kinship", "incentive", "habit", "preference";
    goodwill::segment::LoyaltyType: "monopoly", "kinship", "incentive", "inertia", "trust", "latent", "none";
    goodwill::segment::PyramidLevel: "switcher", "habitual", "satisfied", "friend", "committed";
    goodwill::segment::PyramidRule: "cumulative", "highest";
    goodwill::segment::TierAgreement: "both", "either", "spend_first", "purchases_first";
    goodwill::survey::CurveShape: "saturating", "steady", "accelerating";
    goodwill::survey::Adjustment: "holm", "bonferroni", "benjamini_hochberg", "none";
    goodwill::survey::CsatMeasure: "top_box", "mean", "rescaled";
    goodwill::survey::EffortMeasure: "mean", "top_box", "net_box";
    goodwill::survey::GroupTestKind: "pearson_chi_squared", "welch_f", "wald_chi_squared";
    goodwill::survey::Measure: "mean", "rescaled", "top_box", "bottom_box", "net_box", "nps";
    goodwill::survey::FractionalScores: "refuse", "half_open";
    goodwill::survey::AcsiReference: "past", "rival", "index";
    goodwill::survey::IpaCrosshair: "mean", "median", "midpoint";
    goodwill::survey::IpaQuadrant: "concentrate", "keep_up", "low_priority", "possible_overkill";
    goodwill::survey::ItemRole: "item", "recommendation", "satisfaction", "repurchase", "effort", "perceived", "expected", "performance", "importance", "service_expectation", "service_perception", "kano_functional", "kano_dysfunctional", "satisfaction_index", "benefit", "cost", "attitude", "behaviour", "duration";
    goodwill::survey::KanoCategory: "attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable";
    goodwill::survey::KanoRule: "mode", "grouped";
    goodwill::survey::KanoTable: "standard", "pouliot";
    goodwill::survey::NpsDifferenceInterval: "mover", "adjusted_wald", "wald";
    goodwill::survey::NpsInterval: "mover", "tango", "adjusted_wald", "wald", "bootstrap";
    goodwill::survey::NpsPairedInterval: "mover", "wald";
    goodwill::survey::OffScale: "refuse", "count";
    goodwill::survey::Polarity: "high_is_good", "low_is_good";
    goodwill::survey::SatisfactionState: "below", "equal", "above";
    goodwill::survey::SurveyForm: "wide", "long";
    goodwill::survey::WeightTotal: "respondents", "targets";
    goodwill::value::AbcClass: "a", "b", "c";
    goodwill::value::FirstPayment: "end_of_period", "immediate";
}
