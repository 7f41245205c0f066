//! Many tests at once.

use crate::choice::choice;
use alloc::vec::Vec;

choice! { "adjustment of p-values",
    /// How the p-values of several tests are adjusted for their number.
    #[derive(Default)]
    Adjustment {
        /// Holm 1979: the chance of any false alarm is held, without assumptions. Never less powerful than Bonferroni.
        #[default]
        Holm = 0, "holm";
        /// Every p-value times the number of tests.
        Bonferroni = 1, "bonferroni";
        /// Benjamini & Hochberg 1995: the expected share of false alarms among all alarms is held.
        BenjaminiHochberg = 2, "benjamini_hochberg";
        /// As they are.
        None = 3, "none";
    }
}

/// The p-values, adjusted; a NaN is no test and stays one.
pub(crate) fn adjusted(p_values: &[f64], adjustment: Adjustment) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).filter(|&i| !p_values[i].is_nan()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let tests = order.len() as f64;
    let mut adjusted = p_values.to_vec();
    match adjustment {
        Adjustment::None => {}
        Adjustment::Bonferroni => {
            for &i in &order {
                adjusted[i] = (p_values[i] * tests).min(1.0);
            }
        }
        Adjustment::Holm => {
            let mut largest = 0.0_f64;
            for (rank, &i) in order.iter().enumerate() {
                largest = largest.max(p_values[i] * (tests - rank as f64)).min(1.0);
                adjusted[i] = largest;
            }
        }
        Adjustment::BenjaminiHochberg => {
            let mut smallest = 1.0_f64;
            for (rank, &i) in order.iter().enumerate().rev() {
                smallest = smallest.min(p_values[i] * tests / (rank + 1) as f64);
                adjusted[i] = smallest;
            }
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_example_of_benjamini_and_hochberg() {
        // The 15 p-values of their section 3.2: Bonferroni and Holm reject 3 at 0.05, their procedure 4.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0,
        ];
        let rejected = |adjustment| adjusted(&p, adjustment).iter().filter(|&&p| p <= 0.05).count();
        assert_eq!(rejected(Adjustment::Bonferroni), 3);
        assert_eq!(rejected(Adjustment::Holm), 3);
        assert_eq!(rejected(Adjustment::BenjaminiHochberg), 4);
        assert_eq!(rejected(Adjustment::None), 9);
    }

    #[test]
    fn what_is_no_test_does_not_count() {
        for adjustment in [
            Adjustment::Holm,
            Adjustment::Bonferroni,
            Adjustment::BenjaminiHochberg,
        ] {
            let got = adjusted(&[0.04, f64::NAN, 0.01], adjustment);
            assert!(got[1].is_nan());
            assert_eq!(got[2], 0.02);
            assert!(got[0] >= got[2] && got[0] <= 0.08);
        }
    }
}
