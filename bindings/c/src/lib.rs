//! The C interface of goodwill: plain arrays in, plain numbers out, a status for everything that can go wrong.
//!
//! `docs/c.md` is its manual and `include/goodwill.h` its reference, generated from this crate by
//! `cargo xtask header`. Every function here is glue: it checks pointers and calls the function of the core that
//! has its name. Results and options mirror the core's field by field.
#![allow(non_camel_case_types)] // the names are the header's
#![allow(missing_debug_implementations)]

pub mod boundary;
pub mod options;

mod choices;

// The header has the modules below in this order.
pub mod library;

pub mod flat;

pub mod calendar;

pub mod estimate;

pub mod survey;

pub mod purchase;

pub mod orders;

pub mod retention;

pub mod value;

pub mod concentration;

pub mod segment;

pub mod loyalty;

pub mod model_data;

pub mod model;

pub mod predict;

pub mod posterior;

pub mod backtest;

pub mod spend;

pub mod covariates;

pub mod time_varying;

pub mod assess;

/// What `cargo xtask header` cannot read from the source text.
#[doc(hidden)]
pub mod reflect {
    pub use crate::choices::{ChoiceTable, choices};
    use crate::options::Options;
    use goodwill::ErrorCode;

    /// Every status but success: its name, number and meaning.
    #[must_use]
    pub fn statuses() -> Vec<(&'static str, i32, &'static str)> {
        ErrorCode::ALL
            .iter()
            .map(|code| (code.name(), code.number(), code.meaning()))
            .collect()
    }

    /// The bytes of every options struct at its defaults, by the struct's name.
    #[must_use]
    pub fn defaults() -> Vec<(&'static str, Vec<u8>)> {
        macro_rules! defaults {
            ($($room:ident :: $name:ident),* $(,)?) => {
                vec![$((stringify!($name), bytemuck::bytes_of(&crate::$room::$name::defaults()).to_vec())),*]
            };
        }
        defaults![
            estimate::goodwill_proportion_options,
            estimate::goodwill_mean_options,
            survey::goodwill_scale,
            survey::goodwill_items,
            survey::goodwill_driver_options,
            survey::goodwill_reliability_options,
            survey::goodwill_omega_options,
            survey::goodwill_straight_options,
            survey::goodwill_speeding_options,
            survey::goodwill_net_box_options,
            survey::goodwill_csat_options,
            survey::goodwill_effort_options,
            survey::goodwill_compare_options,
            survey::goodwill_share_size_options,
            survey::goodwill_mean_size_options,
            survey::goodwill_waves_options,
            survey::goodwill_nps_options,
            survey::goodwill_nps_weighted_options,
            survey::goodwill_nps_diff_options,
            survey::goodwill_nps_paired_options,
            survey::goodwill_nps_size_options,
            survey::goodwill_satisfaction_options,
            survey::goodwill_aapor_options,
            survey::goodwill_rake_options,
            survey::goodwill_elasticity_options,
            survey::goodwill_kano_options,
            survey::goodwill_kano_fuzzy_options,
            survey::goodwill_ipa_options,
            survey::goodwill_acsi_options,
            purchase::goodwill_purchase_options,
            purchase::goodwill_history_options,
            orders::goodwill_repeat_options,
            orders::goodwill_interpurchase_options,
            retention::goodwill_customer_flow,
            retention::goodwill_reason_options,
            concentration::goodwill_abc_options,
            loyalty::goodwill_apostle_cuts,
            model::goodwill_fit_options,
            predict::goodwill_question,
            posterior::goodwill_posterior_options,
            backtest::goodwill_holdout_options,
            backtest::goodwill_grid_options,
            spend::goodwill_value_options,
            assess::goodwill_assess_options,
        ]
    }
}
