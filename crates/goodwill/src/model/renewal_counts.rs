//! Contracts counted by when they ended.

use crate::calendar::TimeUnit;
use crate::choice::Choice;
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::sum::ExactSum;
use crate::quantity::{NonNegative, finite};
use crate::state::{Format, invalid, seal};
use alloc::vec::Vec;

/// More renewals than any contract has had; a larger number is a mistake.
const MOST_RENEWALS: usize = 100_000;
const FORMAT: Format = Format {
    magic: *b"GWRC",
    version: 1,
    other: "is no state of counted renewals",
};
/// In place of the number of a unit.
const NO_UNIT: u8 = u8::MAX;

/// What happened at one renewal decision. Numbers are weights: customers when none is weighted.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RenewalCount {
    /// Which decision: 1 for the first.
    pub renewal: u32,
    /// Contracts that were renewed at it.
    pub renewed: f64,
    /// Contracts that ended at it.
    pub churned: f64,
    /// Contracts that were renewed at it and not observed any further.
    pub censored: f64,
}

impl RenewalCount {
    /// Those who faced the decision: renewed or churned.
    #[must_use]
    pub fn at_risk(&self) -> f64 {
        self.renewed + self.churned
    }

    /// The share who renewed; NaN when nobody faced the decision.
    #[must_use]
    pub fn retention_rate(&self) -> f64 {
        self.renewed / self.at_risk()
    }
}

/// Contracts by the decision at which they ended, or the last they are known to have passed: all that a renewal model's
/// likelihood depends on.
///
/// Sums are exact: any partition of the contracts gives the same bits.
///
/// ```
/// use goodwill::model::RenewalCounts;
/// // 1,000 customers; 869, 743 and 653 are left after one, two and three renewals.
/// let mut counts = RenewalCounts::from_survivors(&[1000.0, 869.0, 743.0, 653.0])?;
/// assert_eq!(counts.rows()[1].churned, 126.0);
/// assert_eq!(counts.rows()[1].retention_rate(), 743.0 / 869.0);
/// // A younger cohort has only been asked once.
/// counts.merge(&RenewalCounts::from_survivors(&[500.0, 430.0])?)?;
/// assert_eq!(counts.rows()[0].at_risk(), 1500.0);
/// assert_eq!(counts.rows()[0].censored, 430.0);
/// assert_eq!(RenewalCounts::from_bytes(&counts.to_bytes())?, counts);
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RenewalCounts {
    /// Churned at decision i + 1.
    churned: Vec<ExactSum>,
    /// Renewed at decision i + 1 and not observed further.
    censored: Vec<ExactSum>,
    unit: Option<TimeUnit>,
    missing: u64,
}

impl RenewalCounts {
    /// No contract yet: to be merged into.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Of one cohort: how many are still customers at the start and after each renewal. Counts or per cent: real numbers are weights, and
    /// standard errors take them for numbers of customers.
    ///
    /// # Errors
    /// `Empty` with fewer than two values; `OutOfRange`, `NotFinite`; `Inconsistent` at the position where the
    /// survivors rise or when there is nobody at the start.
    pub fn from_survivors(survivors: &[f64]) -> Result<Self> {
        let mut counts = Self::empty();
        counts.add_cohort(survivors)?;
        Ok(counts)
    }

    /// Of several cohorts, each as for [`from_survivors`](Self::from_survivors); they may have been observed for different times.
    ///
    /// # Errors
    /// `Empty`; as [`from_survivors`](Self::from_survivors).
    pub fn from_cohorts(cohorts: &[&[f64]]) -> Result<Self> {
        if cohorts.is_empty() {
            return Err(Error::empty("survivors"));
        }
        let mut counts = Self::empty();
        for cohort in cohorts {
            counts.add_cohort(cohort)?;
        }
        Ok(counts)
    }

    fn add_cohort(&mut self, survivors: &[f64]) -> Result<()> {
        if survivors.len() < 2 {
            return Err(Error::empty("survivors"));
        }
        check_renewals("survivors", survivors.len() - 1)?;
        for (at, &left) in survivors.iter().enumerate() {
            NonNegative::new("survivors", left).map_err(|error| error.at(at))?;
            if at > 0 && left > survivors[at - 1] {
                return Err(Error::inconsistent(
                    "survivors",
                    "must not rise: nobody comes back in a contract model",
                )
                .with_value(left)
                .at(at));
            }
        }
        if survivors[0] == 0.0 {
            return Err(
                Error::inconsistent("survivors", "must start with somebody: more than 0")
                    .with_value(0.0)
                    .at(0),
            );
        }
        let last = survivors.len() - 1;
        self.make_room(last);
        for (at, pair) in survivors.windows(2).enumerate() {
            self.churned[at].add(pair[0]);
            self.churned[at].add(-pair[1]);
        }
        self.censored[last - 1].add(survivors[last]);
        Ok(())
    }

    /// Of single contracts: how often each was renewed, and whether it ended at the next decision (else it is still
    /// running). A row with a NaN is [missing](Self::missing). A running contract that has not faced a decision tells nothing.
    ///
    /// # Errors
    /// `LengthMismatch`; `OutOfRange` for a number of renewals that is no whole number or a negative weight; `Empty`.
    pub fn from_contracts(renewals: &[f64], churned: &[bool], weights: Option<&[f64]>) -> Result<Self> {
        if churned.len() != renewals.len() {
            return Err(Error::length_mismatch("churned", churned.len(), renewals.len()));
        }
        if let Some(weights) = weights
            && weights.len() != renewals.len()
        {
            return Err(Error::length_mismatch("weights", weights.len(), renewals.len()));
        }
        let mut counts = Self::empty();
        for (row, (&made, &churned)) in renewals.iter().zip(churned).enumerate() {
            let weight = weights.map_or(1.0, |weights| weights[row]);
            if made.is_nan() || weight.is_nan() {
                counts.missing += 1;
                continue;
            }
            finite("renewals", made).map_err(|error| error.at(row))?;
            let weight = NonNegative::new("weights", weight).map_err(|error| error.at(row))?;
            if made < 0.0 || made != libm::floor(made) {
                return Err(
                    Error::out_of_range("renewals", "must be a whole number, 0 or more")
                        .with_value(made)
                        .at(row),
                );
            }
            check_renewals("renewals", made.min(1e9) as usize).map_err(|error| error.at(row))?;
            let made = made as usize;
            let decisions = made + usize::from(churned);
            if decisions == 0 || weight.get() == 0.0 {
                continue;
            }
            counts.make_room(decisions);
            let column = if churned {
                &mut counts.churned
            } else {
                &mut counts.censored
            };
            column[decisions - 1].add(weight.get());
        }
        if counts.churned.is_empty() {
            return Err(Error::empty("renewals"));
        }
        Ok(counts)
    }

    fn make_room(&mut self, decisions: usize) {
        if self.churned.len() < decisions {
            self.churned.resize_with(decisions, ExactSum::new);
            self.censored.resize_with(decisions, ExactSum::new);
        }
    }

    /// Names the length of a period.
    #[must_use]
    pub fn with_unit(self, unit: TimeUnit) -> Self {
        Self {
            unit: Some(unit),
            ..self
        }
    }

    /// The length of a period, if it was named.
    #[must_use]
    pub fn unit(&self) -> Option<TimeUnit> {
        self.unit
    }

    /// Rows left out because a number was missing.
    #[must_use]
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// What happened at each decision, from the first.
    #[must_use]
    pub fn rows(&self) -> Vec<RenewalCount> {
        let mut later = ExactSum::new();
        let mut rows: Vec<_> = (0..self.churned.len())
            .rev()
            .map(|at| {
                later.merge(&self.censored[at]);
                let row = RenewalCount {
                    renewal: at as u32 + 1,
                    renewed: later.value(),
                    churned: self.churned[at].value(),
                    censored: self.censored[at].value(),
                };
                later.merge(&self.churned[at]);
                row
            })
            .collect();
        rows.reverse();
        rows
    }

    /// The contracts that faced at least one decision.
    #[must_use]
    pub fn customers(&self) -> f64 {
        let mut sum = ExactSum::new();
        for part in self.churned.iter().chain(&self.censored) {
            sum.merge(part);
        }
        sum.value()
    }

    /// Adds the contracts of another state.
    ///
    /// # Errors
    /// `MismatchedState` when periods are named and differ. Nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if self.churned.is_empty() && self.missing == 0 && self.unit.is_none() {
            *self = other.clone();
            return Ok(());
        }
        if self.unit != other.unit {
            return Err(Error::new(
                ErrorCode::MismatchedState,
                "unit",
                "of the two states differs: the length of a period must be the same",
            )
            .with_value(other.unit.map_or("none", Choice::name)));
        }
        self.make_room(other.churned.len());
        for (sum, theirs) in self.churned.iter_mut().zip(&other.churned) {
            sum.merge(theirs);
        }
        for (sum, theirs) in self.censored.iter_mut().zip(&other.censored) {
            sum.merge(theirs);
        }
        self.missing += other.missing;
        Ok(())
    }

    /// The counts as bytes, the same on every platform.
    ///
    /// Little-endian: magic, version, unit, missing rows, number of decisions, the exact sum of those churned and censored
    /// at each, and a checksum of everything before it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = FORMAT.begin(64 + 32 * self.churned.len());
        bytes.push(self.unit.map_or(NO_UNIT, |unit| unit.number() as u8));
        bytes.extend(self.missing.to_le_bytes());
        bytes.extend((self.churned.len() as u64).to_le_bytes());
        for (churned, censored) in self.churned.iter().zip(&self.censored) {
            bytes.extend(churned.to_bytes());
            bytes.extend(censored.to_bytes());
        }
        seal(bytes)
    }

    /// The counts that [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// `InvalidState` when the bytes are truncated, damaged, contradict themselves or are of an unknown version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = FORMAT.open(bytes)?;
        let [unit] = reader.array()?;
        let unit = match unit {
            NO_UNIT => None,
            number => Some(
                TimeUnit::from_number("unit", i32::from(number))
                    .map_err(|_| invalid("holds an unknown number of a choice"))?,
            ),
        };
        let (missing, decisions) = (reader.count()?, reader.count()?);
        if decisions > MOST_RENEWALS as u64 {
            return Err(invalid("holds more renewals than there can be"));
        }
        let mut counts = Self {
            unit,
            missing,
            ..Self::empty()
        };
        for _ in 0..decisions {
            for column in [&mut counts.churned, &mut counts.censored] {
                let (sum, rest) =
                    ExactSum::from_bytes(reader.bytes).map_err(|error| error.rename("bytes"))?;
                let value = sum.value();
                if !(value >= 0.0 && value.is_finite()) {
                    return Err(invalid("holds a number of contracts that cannot be"));
                }
                reader.bytes = rest;
                column.push(sum);
            }
        }
        reader.end()?;
        Ok(counts)
    }
}

fn check_renewals(parameter: &'static str, renewals: usize) -> Result<()> {
    if renewals > MOST_RENEWALS {
        return Err(Error::out_of_range(parameter, "must be at most 100,000 renewals").with_value(renewals));
    }
    Ok(())
}

// The numbers of these choices are part of the format.
const _: () = assert!(TimeUnit::Year as i32 == 3);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partitions_give_the_same_bits() {
        let survivors = [100.0, 63.1, 46.8, 38.2, 32.6];
        let younger = [70.3, 0.1];
        let mut one = RenewalCounts::from_cohorts(&[&survivors, &younger, &survivors]).unwrap();
        let mut other = RenewalCounts::from_survivors(&survivors).unwrap();
        other
            .merge(&RenewalCounts::from_cohorts(&[&survivors, &younger]).unwrap())
            .unwrap();
        assert_eq!(one.to_bytes(), other.to_bytes());
        assert_eq!(one.customers(), 270.3);
        one = RenewalCounts::from_bytes(&other.to_bytes()).unwrap();
        assert_eq!(one.rows(), other.rows());
    }

    #[test]
    fn contracts_and_survivors_agree() {
        let contracts = RenewalCounts::from_contracts(
            &[0.0, 1.0, 1.0, 2.0, 0.0, f64::NAN],
            &[true, true, false, false, false, true],
            None,
        )
        .unwrap();
        let mut survivors = RenewalCounts::from_survivors(&[3.0, 2.0, 1.0]).unwrap();
        survivors
            .merge(&RenewalCounts::from_survivors(&[1.0, 1.0]).unwrap())
            .unwrap();
        assert_eq!(contracts.rows(), survivors.rows());
        assert_eq!((contracts.customers(), contracts.missing()), (4.0, 1));
    }

    #[test]
    fn bad_input_is_named() {
        let failure = |survivors: &[f64]| RenewalCounts::from_survivors(survivors).unwrap_err();
        let rising = failure(&[100.0, 60.0, 61.0]);
        assert_eq!(
            (rising.code(), rising.index()),
            (ErrorCode::Inconsistent, Some(2))
        );
        assert_eq!(rising.value(), Some("61"));
        assert_eq!(failure(&[100.0]).code(), ErrorCode::Empty);
        assert_eq!(failure(&[0.0, 0.0]).code(), ErrorCode::Inconsistent);
        assert_eq!(
            (failure(&[1.0, -1.0]).code(), failure(&[1.0, -1.0]).index()),
            (ErrorCode::OutOfRange, Some(1))
        );
        assert_eq!(failure(&[1.0, f64::NAN]).code(), ErrorCode::NotFinite);
        let failure =
            |made: f64| RenewalCounts::from_contracts(&[1.0, made], &[true, true], None).unwrap_err();
        assert_eq!(
            (failure(0.5).code(), failure(0.5).index()),
            (ErrorCode::OutOfRange, Some(1))
        );
        assert_eq!(failure(-1.0).code(), ErrorCode::OutOfRange);
        assert_eq!(failure(f64::INFINITY).code(), ErrorCode::NotFinite);
        assert_eq!(failure(1e300).code(), ErrorCode::OutOfRange);
        assert_eq!(
            RenewalCounts::from_contracts(&[1.0], &[true, true], None)
                .unwrap_err()
                .code(),
            ErrorCode::LengthMismatch
        );
        let mut years = RenewalCounts::from_survivors(&[2.0, 1.0])
            .unwrap()
            .with_unit(TimeUnit::Year);
        let months = RenewalCounts::from_survivors(&[2.0, 1.0])
            .unwrap()
            .with_unit(TimeUnit::Month);
        assert_eq!(
            years.merge(&months).unwrap_err().code(),
            ErrorCode::MismatchedState
        );
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = RenewalCounts::from_survivors(&[100.0, 63.1, 46.8])
            .unwrap()
            .to_bytes();
        for length in 0..bytes.len() {
            assert_eq!(
                RenewalCounts::from_bytes(&bytes[..length]).unwrap_err().code(),
                ErrorCode::InvalidState
            );
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(
                RenewalCounts::from_bytes(&damaged).unwrap_err().code(),
                ErrorCode::InvalidState
            );
        }
    }
}
