//! The Python interface of goodwill: thin glue, which computes nothing.

#![allow(clippy::needless_pass_by_value)] // the arguments of a Python function arrive by value
#![allow(clippy::doc_link_with_quotes)] // examples hold Python lists of texts
#![allow(dead_code)] // until the purchases land

mod capsule;
mod choice;
mod columns;
mod error;
mod mirror;
mod rooms;
mod scalar;

use pyo3::prelude::*;

/// The compiled part of goodwill; use the rooms of the package instead.
#[pymodule]
mod _goodwill {
    #[pymodule_export]
    use crate::choice::choice_names;
    #[pymodule_export]
    use crate::error::error_codes;
    #[pymodule_export]
    use crate::rooms::calendar::Window;
    #[pymodule_export]
    use crate::rooms::estimate::{
        Estimate, Interval, TestResult, mean, poisson_rate, proportion, proportion_difference,
    };

    #[pymodule_export]
    use crate::rooms::retention::{
        Churn, ChurnCost, ChurnDecomposition, ChurnReason, ChurnReasons, GroupEffect, Growth, GrowthPeriod,
        churn, churn_annualised, churn_cost, churn_daily, churn_decomposition, churn_reasons, retention,
        retention_from_counts,
    };

    #[pymodule_export]
    use crate::rooms::survey::{
        Nps, NpsCounts, NpsOfUnits, NpsPaired, NpsWeighted, Satisfaction, nps, nps_difference,
        nps_from_counts, nps_homogeneity, nps_of_units, nps_paired, nps_sample_size, nps_weighted,
        satisfaction, satisfaction_gap, satisfaction_ratio, satisfaction_reversed, satisfaction_state,
    };

    #[pymodule_export]
    use crate::rooms::value::{
        AbcClasses, AbcRow, Cltv, Concentration, CustomersForShare, Gini, Herfindahl, HistoricValue,
        LiteralCltv, LorenzCurve, Theil, abc_classes, cltv, cltv_finite, cltv_historic, cltv_literal,
        concentration, customers_for_share, gini, herfindahl, lorenz_curve, margin_multiple, theil,
        top_k_share, top_share,
    };

    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = goodwill::VERSION;
}
