//! Why a model is used, in words.

use super::candidates::{ModelCandidate, OUT};
use alloc::{string::String, vec::Vec};
use core::fmt::Write as _;

/// Why the chosen one of the candidates is used.
pub(super) fn of(candidates: &[&ModelCandidate]) -> String {
    let Some(chosen) = candidates.iter().find(|candidate| candidate.chosen) else {
        return String::new();
    };
    let fitted = candidates.iter().filter(|candidate| candidate.refused.is_none());
    let near: Vec<_> = fitted
        .clone()
        .filter(|candidate| candidate.delta_aic <= OUT)
        .collect();
    let out: Vec<&str> = fitted
        .filter(|candidate| candidate.delta_aic > OUT)
        .map(|candidate| candidate.label.as_str())
        .collect();
    let label = &chosen.label;
    let mut text = String::new();
    let _ = match &chosen.holdout {
        Some(error) if near.len() > 1 => write!(
            text,
            "Of the {} models whose AIC is within {OUT} of the lowest, {label} forecast the orders held back most nearly \
             (RMSE {:.4} orders a customer; {:+.1}% in total) and is used.",
            near.len(),
            error.rmse,
            100.0 * error.total_error
        ),
        Some(error) => write!(
            text,
            "{label} is used: no other model comes within {OUT} of its AIC. Its forecast of the orders held back was {:+.1}% off \
             in total.",
            100.0 * error.total_error
        ),
        None => write!(
            text,
            "{label} is used: its AIC is the lowest. The orders span too little time to hold any back and test the forecast."
        ),
    };
    if !out.is_empty() && near.len() > 1 {
        let _ = write!(text, " Out by their AIC: {}.", out.join(", "));
    }
    text
}
