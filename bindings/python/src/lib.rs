//! The Python interface of goodwill: thin glue, which computes nothing.

#![allow(clippy::needless_pass_by_value)] // the arguments of a Python function arrive by value
#![allow(clippy::doc_link_with_quotes)] // examples hold Python lists of texts

mod capsule;
mod choice;
mod columns;
mod error;
mod frames;
mod long_work;
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
    use crate::frames::{StreamColumn, Table, stream_columns, unknown_column};
    #[pymodule_export]
    use crate::rooms::assess::{
        AliveGroup, Assessment, DataSummary, Indicator, ModelCandidate, ModelSection, NotComputed,
        OrdersPerCustomer, Outlook, TierSection, ValueGroup, ValueOutlook, assess_purchases,
    };
    #[pymodule_export]
    use crate::rooms::assess_survey::{
        CurveSection, DriverSection, GroupScore, GroupSection, ImportanceSection, ItemSummary, KanoFeature,
        LoyaltyShares, ReliabilitySection, ServqualSection, SurveyAssessment, SurveySection, WaveChange,
    };
    #[pymodule_export]
    use crate::rooms::calendar::Window;
    #[pymodule_export]
    use crate::rooms::estimate::{
        Estimate, Interval, TestResult, mean, poisson_rate, proportion, proportion_difference,
    };
    #[pymodule_export]
    use crate::rooms::loyalty::{
        ApostleModel, LoyaltyMatrix, LoyaltyPyramid, LoyaltyScores, LoyaltyTypes, PyramidRow, apostle_model,
        apostle_segment, loyalty_matrix, loyalty_pyramid, loyalty_quadrant, loyalty_score, loyalty_scores,
        loyalty_type, loyalty_types, pyramid_level,
    };
    #[pymodule_export]
    use crate::rooms::model::{
        AlivePoint, CalibrationRow, CalibrationTable, ComparedModel, CovariateCore, CovariatePosteriorCore,
        FitSummary, FitWarning, ForecastError, HistoryGrid, HistoryTally, HoldoutRow, HoldoutTable,
        HoldoutTally, ModelComparison, ModelCore, Parameter, PathCore, PosteriorCore, PosteriorParameter,
        PosteriorRates, PosteriorSummary, PosteriorWarning, RenewalTally, SimulatedContracts,
        SimulatedHistories, SpendIndependence, SpendTally, TimeVaryingCore, Tracking, TrackingPeriod,
        TrackingTotal, alive_of, calibration_of, coefficient_names, compare_fits, fit_model,
        fit_time_varying, fit_with_covariates, forecast_error_of, grid_of, holdout_of, likelihood_ratio_of,
        parameter_names, posterior_of, posterior_with_covariates, simulate_contracts, simulate_of,
        simulate_spend, tracking_of,
    };
    #[pymodule_export]
    use crate::rooms::purchase::{
        CalibrationHoldout, Histories, Intake, InterpurchaseTime, OrderCount, OrderIntake, OrderRatios,
        OrderValue, PurchaseFrequency, Purchases, RepeatRate, calibration_holdout_of, histories_of,
        interpurchase_time, order_ratios, order_value, purchase_frequency, repeat_from_counts, repeat_rate,
        revenue_per_buyer,
    };
    #[pymodule_export]
    use crate::rooms::retention::{
        Churn, ChurnCost, ChurnDecomposition, ChurnReason, ChurnReasons, GroupEffect, Growth, GrowthPeriod,
        churn, churn_annualised, churn_cost, churn_daily, churn_decomposition, churn_reasons,
        growth_accounting, growth_from_periods, retention, retention_from_counts,
    };
    #[pymodule_export]
    use crate::rooms::segment::{
        TierRow, TierTable, Tiers, YearlyActivity, circulating_purchases, implied_repeat_rate, per_year,
        purchase_tier_table, purchase_tiers, tier, tier_table_of, tiers_by, tiers_of, yearly_activity,
    };
    #[pymodule_export]
    use crate::rooms::survey::answers::{Scale, Tally};
    #[pymodule_export]
    use crate::rooms::survey::curve::{
        CurveLevel, CurveZone, LoyaltyElasticity, SatisfactionCurve, SatisfactionTrap, ZoneElasticity,
        loyalty_elasticity, satisfaction_curve, satisfaction_trap,
    };
    #[pymodule_export]
    use crate::rooms::survey::dataset::SurveyData;
    #[pymodule_export]
    use crate::rooms::survey::declaration::{
        GroupDeclaration, ItemDeclaration, ScaleDeclaration, SurveyDeclaration,
    };
    #[pymodule_export]
    use crate::rooms::survey::fieldwork::{
        AaporRates, CategoryFit, DesignEffect, Weighting, aapor_rates, design_effect, post_stratify_of,
        rake_of, response_rate,
    };
    #[pymodule_export]
    use crate::rooms::survey::importance::{
        Ipa, IpaItem, OpportunityItem, ipa, ipa_derived, opportunity_score, opportunity_scores,
    };
    #[pymodule_export]
    use crate::rooms::survey::kano_model::{
        Kano, KanoContinuous, KanoCounts, KanoFuzzy, KanoPairs, PenaltyReward, PenaltyRewardItem, kano,
        kano_category, kano_continuous, kano_fuzzy, penalty_reward,
    };
    #[pymodule_export]
    use crate::rooms::survey::key_drivers::{Driver, Drivers, drivers};
    #[pymodule_export]
    use crate::rooms::survey::nps::{
        Nps, NpsCounts, NpsOfUnits, NpsPaired, NpsWaves, NpsWeighted, nps, nps_difference, nps_from_counts,
        nps_homogeneity, nps_of_units, nps_paired, nps_sample_size, nps_waves, nps_weighted,
    };
    #[pymodule_export]
    use crate::rooms::survey::reliability::{
        CronbachAlpha, ItemAnalysis, ItemStatistics, McDonaldOmega, Speeding, StraightLining, cronbach_alpha,
        item_analysis, mcdonald_omega, speeding, straight_lining,
    };
    #[pymodule_export]
    use crate::rooms::survey::satisfaction::{
        Satisfaction, satisfaction, satisfaction_gap, satisfaction_ratio, satisfaction_reversed,
        satisfaction_state,
    };
    #[pymodule_export]
    use crate::rooms::survey::satisfaction_index::{
        Acsi, AcsiComparison, AcsiDifference, acsi, acsi_compare, acsi_from_means,
    };
    #[pymodule_export]
    use crate::rooms::survey::scores::{
        FrequencyRow, FrequencyTable, GroupComparison, GroupDifference, GroupTest, ItemScore,
        RecommendWillingness, SecureCustomers, bottom_box, compare_groups, csat, effort_score,
        frequency_table, mean_sample_size, mean_score, net_box, recommend_willingness, rescaled_score,
        secure_customers, share_sample_size, top_box,
    };
    #[pymodule_export]
    use crate::rooms::survey::service::{
        DeliveredValue, DeliveredValues, FiveGaps, Servperf, ServperfDimension, ServperfItem, Servqual,
        ServqualDimension, ServqualItem, delivered_value, delivered_values, five_gaps, servperf, servqual,
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
