//! The share of customers lost in a period, on a base the caller names.

use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, ProportionOptions, fay_feuer, poisson_rate, proportion};
use crate::numeric::sum::exact_sum;
use crate::quantity::{Level, Positive};
use alloc::format;

choice! { "churn base",
    /// What the lost customers are divided by. Practice disagrees, so there is no default.
    ChurnBase {
        /// Customers at the start of the period: the share of them that left. A probability.
        Start = 0, "start";
        /// Customers at the start plus those who joined: everybody who could have left, although joiners had less
        /// time to. A probability.
        StartPlusJoiners = 1, "start_plus_joiners";
        /// The mean of the customers at the start and at the end: a rate per customer and period, which exceeds 1
        /// when more leave than are there on average.
        Average = 2, "average";
        /// Days spent as a customer, added over customers: the rate per customer-day, a hazard.
        CustomerDays = 3, "customer_days";
        /// Each day's lost over that day's customers, added over the days: a cumulative hazard. Needs
        /// [`churn_daily`].
        DailySum = 4, "daily_sum";
    }
}

/// What happened to the customers of one period.
///
/// `start + joined − lost` customers are left at its end. Only the first three counts are always needed.
///
/// ```
/// use goodwill::retention::CustomerFlow;
/// let april = CustomerFlow { start: 200, joined: 30, lost: 20, ..Default::default() };
/// assert_eq!(april.end(), 210);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct CustomerFlow {
    /// Customers at the start of the period.
    pub start: u64,
    /// Customers who joined, or came back, during the period.
    pub joined: u64,
    /// Customers who left during the period, whether they were there at the start or joined later.
    pub lost: u64,
    /// How many of the lost had joined during the same period, if known.
    pub joined_lost: Option<u64>,
    /// Days spent as a customer within the period, added over customers, if known.
    pub customer_days: Option<f64>,
    /// Length of the period in days, if known.
    pub days: Option<f64>,
}

impl CustomerFlow {
    /// Customers at the end of the period: `start + joined − lost`, or 0 if more are lost than there were.
    #[must_use]
    pub fn end(&self) -> u64 {
        (self.start.saturating_add(self.joined)).saturating_sub(self.lost)
    }

    /// Refuses counts that contradict one another, whichever base they are used with.
    fn check(&self) -> Result<()> {
        let ever = self.start.checked_add(self.joined).ok_or_else(|| {
            Error::new(
                crate::ErrorCode::Overflow,
                "joined",
                "plus start is too large a count",
            )
        })?;
        if self.lost > ever {
            return Err(
                Error::inconsistent("lost", format!("must not exceed start + joined = {ever}"))
                    .with_value(self.lost),
            );
        }
        if let Some(joined_lost) = self.joined_lost {
            let reason = if joined_lost > self.joined {
                format!("must not exceed joined = {}", self.joined)
            } else if joined_lost > self.lost {
                format!("must not exceed lost = {}", self.lost)
            } else if self.lost - joined_lost > self.start {
                format!("leaves more lost than start = {}", self.start)
            } else {
                return Ok(());
            };
            return Err(Error::inconsistent("joined_lost", reason).with_value(joined_lost));
        }
        Ok(())
    }

    /// How many of the customers at the start were lost, if that can be told.
    fn start_lost(&self) -> Option<u64> {
        match self.joined_lost {
            Some(joined_lost) => Some(self.lost - joined_lost),
            None => (self.joined == 0).then_some(self.lost),
        }
    }

    /// The customer-days and the length of the period, where they are given and fit the counts.
    fn exposure(&self) -> Result<(Positive, Positive)> {
        let given = |parameter, value: Option<f64>| {
            value.ok_or_else(|| Error::inconsistent(parameter, "must be given for the base customer_days"))
        };
        let days = Positive::new("days", given("days", self.days)?)?;
        let total = given("customer_days", self.customer_days)?;
        if total == 0.0 {
            return Err(Error::undefined("customer_days", "is 0: nobody could have left"));
        }
        let customer_days = Positive::new("customer_days", total)?;
        // Nobody counts for more than the whole period, and who stayed from start to end for no less.
        let most = (self.start + self.joined) as f64 * days.get();
        let least = self.start.saturating_sub(self.lost) as f64 * days.get();
        let rounding = 1e-9 * total;
        if total - rounding > most || total + rounding < least {
            return Err(Error::inconsistent(
                "customer_days",
                format!("must lie between {least} and {most} for these counts"),
            )
            .with_value(total));
        }
        Ok((customer_days, days))
    }
}

/// Churn on the chosen base.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Churn {
    /// What the lost were divided by.
    pub base: ChurnBase,
    /// `lost / at_risk`, as the base defines it: a share, a rate per customer and period, a rate per customer-day,
    /// or a cumulative hazard over the period.
    pub rate: Estimate,
    /// The same as a probability that one customer leaves within the period, so that bases can be compared: the
    /// rate itself on the bases that count customers, 1 − exp(−hazard) on the others.
    pub probability: Estimate,
    /// Customers counted as lost: on the base `start` those of the start alone, if they could be told apart.
    pub lost: u64,
    /// What they are divided by: customers, or customer-days on the bases `customer_days` and `daily_sum`.
    pub at_risk: f64,
    /// Whether the lost and the base are the same group of customers, none joining: only then is `1 − rate` a
    /// retention rate.
    pub closed_cohort: bool,
}

/// Customers lost in a period over the base the caller names.
///
/// | base | rate | interval | probability |
/// |---|---|---|---|
/// | `start` | lost of the start / start | of a proportion | the rate |
/// | `start_plus_joiners` | lost / (start + joined) | of a proportion | the rate |
/// | `average` | lost / ((start + end) / 2) | exact Poisson | 1 − exp(−rate) |
/// | `customer_days` | lost / customer-days | exact Poisson | 1 − exp(−rate · days) |
///
/// The probability assumes a constant hazard within the period where it is made from one. On the base `start`, if
/// `joined_lost` is not given and customers joined, all the lost are counted against the start, as is usual, and
/// `closed_cohort` is false.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if the base is 0; [`Inconsistent`](crate::ErrorCode::Inconsistent) if
/// more are lost than there were, if parts exceed their whole, if customer-days do not fit the counts, or if the base
/// needs what is not given (`customer_days` and `days`; the daily columns of [`churn_daily`]).
///
/// # Example
/// ```
/// use goodwill::{estimate::ProportionOptions, retention::{ChurnBase, CustomerFlow, churn}};
///
/// let options = ProportionOptions::default();
/// let april = CustomerFlow {
///     start: 200, joined: 50, lost: 20, joined_lost: Some(5), customer_days: Some(6_300.0), days: Some(30.0),
/// };
/// let of = |base| churn(&april, base, &options);
/// assert_eq!(of(ChurnBase::Start)?.rate.to_string(), "0.075 (95% Wilson 0.046 to 0.120, n = 200)");
/// assert_eq!(of(ChurnBase::StartPlusJoiners)?.rate.value, 0.08);
/// assert_eq!(of(ChurnBase::Average)?.rate.value, 20.0 / 215.0);
/// let hazard = of(ChurnBase::CustomerDays)?;
/// assert_eq!(hazard.rate.value, 20.0 / 6_300.0);
/// assert_eq!(format!("{:.3}", hazard.probability.value), "0.091");
///
/// let impossible = CustomerFlow { start: 10, lost: 11, ..Default::default() };
/// let error = churn(&impossible, ChurnBase::Start, &options).unwrap_err();
/// assert_eq!(error.to_string(), "lost: must not exceed start + joined = 10, got 11");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Garwood 1936 (exact Poisson interval); Preston, Heuveline & Guillot 2001, *Demography*, ch. 2–3 (rates,
/// probabilities and the conversion between them); Noble 2011, "Defining churn rate" (why the bases disagree).
pub fn churn(flow: &CustomerFlow, base: ChurnBase, options: &ProportionOptions) -> Result<Churn> {
    flow.check()?;
    let share = |parameter, lost, at_risk| {
        if at_risk == 0 {
            return Err(Error::undefined(parameter, "is 0: nobody could have left"));
        }
        let rate = proportion(lost, at_risk, options)?;
        Ok(Churn {
            base,
            rate,
            probability: rate,
            lost,
            at_risk: at_risk as f64,
            closed_cohort: false,
        })
    };
    match base {
        ChurnBase::Start => {
            let start_lost = flow.start_lost();
            let lost = start_lost.unwrap_or(flow.lost);
            if lost > flow.start && flow.start > 0 {
                return Err(Error::inconsistent(
                    "lost",
                    format!(
                        "exceeds start = {}: say in joined_lost how many of the lost had joined",
                        flow.start
                    ),
                )
                .with_value(lost));
            }
            Ok(Churn {
                closed_cohort: start_lost.is_some(),
                ..share("start", lost, flow.start)?
            })
        }
        ChurnBase::StartPlusJoiners => Ok(Churn {
            closed_cohort: flow.joined == 0,
            ..share("start", flow.lost, flow.start + flow.joined)?
        }),
        ChurnBase::Average => {
            let average = 0.5 * (flow.start as f64 + flow.end() as f64);
            if average == 0.0 {
                return Err(Error::undefined(
                    "start",
                    "and end are both 0: nobody could have left",
                ));
            }
            let rate = poisson_rate(flow.lost, Positive::new("start", average)?, options.level)?;
            Ok(hazard(base, rate, flow.lost, average, 1.0))
        }
        ChurnBase::CustomerDays => {
            let (customer_days, days) = flow.exposure()?;
            let rate = poisson_rate(flow.lost, customer_days, options.level)?;
            Ok(hazard(base, rate, flow.lost, customer_days.get(), days.get()))
        }
        ChurnBase::DailySum => Err(Error::inconsistent(
            "base",
            "daily_sum needs the customers and the lost of every day: use churn_daily",
        )
        .with_value("daily_sum")),
    }
}

/// Churn whose rate is a hazard, `duration` times which is the cumulative hazard of the period.
fn hazard(base: ChurnBase, rate: Estimate, lost: u64, at_risk: f64, duration: f64) -> Churn {
    let survival = libm::exp(-rate.value * duration);
    Churn {
        base,
        rate,
        probability: rate.transformed(|rate| -libm::expm1(-rate * duration), duration * survival),
        lost,
        at_risk,
        closed_cohort: false,
    }
}

/// Churn from daily columns: each day's customers and each day's lost.
///
/// `active[d]` counts the customers who could leave on day d, `lost[d]` those who did. On the base `customer_days` the
/// rate is Σ lost / Σ active, with Garwood's exact Poisson interval. On the base `daily_sum` it is
/// H = Σ (lost / active), the sum of the daily churn rates: the Nelson–Aalen cumulative hazard of the period,
/// which weighs every day alike however many customers it had, with the gamma interval of Fay and Feuer and variance
/// Σ lost / active². With the same number of customers every day the two agree, intervals included. The probability
/// that one customer leaves within the period is 1 − exp(−H).
///
/// A day without customers adds nothing; the other days stand for the period.
///
/// # Errors
/// [`LengthMismatch`](crate::ErrorCode::LengthMismatch); [`Empty`](crate::ErrorCode::Empty) without days;
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) at the first day that lost more than it had, or for a base that is
/// none of these two; [`Undefined`](crate::ErrorCode::Undefined) if no day had a customer;
/// [`Overflow`](crate::ErrorCode::Overflow) if the counts add up past 2⁶⁴.
///
/// # Example
/// ```
/// use goodwill::quantity::Level;
/// use goodwill::retention::{ChurnBase, churn_daily};
///
/// let (active, lost) = ([100, 120, 150], [2, 3, 3]);
/// let sum = churn_daily(&active, &lost, ChurnBase::DailySum, Level::default())?;
/// assert_eq!(sum.rate.to_string(), "0.065 (95% Fay-Feuer 0.028 to 0.132, n = 8)");
/// let days = churn_daily(&active, &lost, ChurnBase::CustomerDays, Level::default())?;
/// assert_eq!(days.rate.value, 8.0 / 370.0);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Nelson 1972; Aalen 1978; Fay & Feuer 1997, eq. 7 (interval); Garwood 1936.
pub fn churn_daily(active: &[u64], lost: &[u64], base: ChurnBase, level: Level) -> Result<Churn> {
    if lost.len() != active.len() {
        return Err(Error::length_mismatch("lost", lost.len(), active.len()));
    }
    if active.is_empty() {
        return Err(Error::empty("active"));
    }
    if let Some(day) = (0..active.len()).find(|&day| lost[day] > active[day]) {
        return Err(Error::inconsistent(
            "lost",
            format!("must not exceed that day's active = {}", active[day]),
        )
        .with_value(lost[day])
        .at(day));
    }
    let total = |column: &[u64]| {
        column
            .iter()
            .try_fold(0_u64, |sum, &count| sum.checked_add(count))
    };
    let at_risk = total(active).ok_or_else(|| {
        Error::new(
            crate::ErrorCode::Overflow,
            "active",
            "adds up to too large a count",
        )
    })?;
    if at_risk == 0 {
        return Err(Error::undefined(
            "active",
            "is 0 on every day: nobody could have left",
        ));
    }
    // No overflow: no day lost more than it had.
    let events = lost.iter().sum();
    match base {
        ChurnBase::CustomerDays => {
            let rate = poisson_rate(events, Positive::new("active", at_risk as f64)?, level)?;
            Ok(hazard(base, rate, events, at_risk as f64, active.len() as f64))
        }
        ChurnBase::DailySum => {
            let days = || active.iter().zip(lost).filter(|&(&active, _)| active > 0);
            let weight = |active: u64| 1.0 / active as f64;
            let sum = exact_sum(days().map(|(&active, &lost)| lost as f64 / active as f64));
            let variance =
                exact_sum(days().map(|(&active, &lost)| lost as f64 * weight(active) * weight(active)));
            let largest_weight = weight(days().map(|(&active, _)| active).min().unwrap_or(1));
            let rate = fay_feuer(sum, variance, largest_weight, events, level);
            Ok(hazard(base, rate, events, at_risk as f64, 1.0))
        }
        ChurnBase::Start | ChurnBase::StartPlusJoiners | ChurnBase::Average => Err(Error::inconsistent(
            "base",
            "must be customer_days or daily_sum for daily columns: use churn",
        )
        .with_value(crate::choice::Choice::name(base))),
    }
}

/// The share of the customers at the start who were still there at the end: retention of one closed cohort.
///
/// `(start − lost of the start) / start`, which is 1 − churn on the base `start`. Customers who joined later are not
/// part of it; if any did, `joined_lost` must say how many of the lost were theirs, or 1 − churn is no retention.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if `start` is 0; [`Inconsistent`](crate::ErrorCode::Inconsistent) if
/// customers joined and `joined_lost` is not given, or if the counts contradict one another.
///
/// # Example
/// ```
/// use goodwill::{estimate::ProportionOptions, retention::{CustomerFlow, retention}};
///
/// let options = ProportionOptions::default();
/// let mut april = CustomerFlow { start: 200, joined: 50, lost: 20, joined_lost: Some(5), ..Default::default() };
/// assert_eq!(retention(&april, &options)?.to_string(), "0.925 (95% Wilson 0.880 to 0.954, n = 200)");
///
/// april.joined_lost = None;
/// assert!(retention(&april, &options).is_err());
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Wilson 1927 (default interval).
pub fn retention(flow: &CustomerFlow, options: &ProportionOptions) -> Result<Estimate> {
    flow.check()?;
    let lost = flow.start_lost().ok_or_else(|| {
        Error::inconsistent(
            "joined_lost",
            "must be given when customers joined: 1 − churn is a retention rate for one closed cohort only",
        )
    })?;
    if flow.start == 0 {
        return Err(Error::undefined("start", "is 0: nobody could have stayed"));
    }
    proportion(flow.start - lost, flow.start, options)
}

/// Retention from a period's opening, closing and new customers: `(end − joined) / start`.
///
/// The form most dashboards use. It is the retention of the customers at the start only if none of those who joined
/// left within the same period; otherwise it is too low, by the joiners who left over `start`. Use
/// [`retention`](fn@retention) where they can be told apart.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if `start` is 0; [`Inconsistent`](crate::ErrorCode::Inconsistent) if
/// more joined than are there at the end, or if more are left of the start than there were.
///
/// # Example
/// ```
/// use goodwill::{estimate::ProportionOptions, retention::retention_from_counts};
///
/// let retention = retention_from_counts(200, 230, 50, &ProportionOptions::default())?;
/// assert_eq!(retention.to_string(), "0.900 (95% Wilson 0.851 to 0.934, n = 200)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Wilson 1927 (default interval).
pub fn retention_from_counts(
    start: u64,
    end: u64,
    joined: u64,
    options: &ProportionOptions,
) -> Result<Estimate> {
    if start == 0 {
        return Err(Error::undefined("start", "is 0: nobody could have stayed"));
    }
    let kept = end.checked_sub(joined).ok_or_else(|| {
        Error::inconsistent(
            "joined",
            format!("must not exceed end = {end}: some who joined have left, and cannot be told apart"),
        )
        .with_value(joined)
    })?;
    if kept > start {
        return Err(Error::inconsistent(
            "end",
            format!(
                "must not exceed start + joined = {}",
                start.saturating_add(joined)
            ),
        )
        .with_value(end));
    }
    proportion(kept, start, options)
}

/// Churn over `periods` periods in a row, from the churn probability of one: `1 − (1 − c)^periods`.
///
/// With 12 periods a monthly churn becomes an annual one; with 1/12 an annual one becomes monthly. It assumes the same
/// churn in every period; real customer bases lose their least loyal members first, so a young base's annual churn is
/// lower than this says. The interval's ends are carried through; the standard error is multiplied by the slope
/// `periods · (1 − c)^(periods − 1)`.
///
/// # Errors
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) if the churn is no probability;
/// [`NotFinite`](crate::ErrorCode::NotFinite) if it is NaN.
///
/// # Example
/// ```
/// use goodwill::{Estimate, quantity::Positive, retention::churn_annualised};
///
/// let year = Positive::new("periods", 12.0)?;
/// let annual = churn_annualised(&Estimate::given(0.05), year)?;
/// assert_eq!(format!("{:.4}", annual.value), "0.4596");
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn churn_annualised(churn: &Estimate, periods: Positive) -> Result<Estimate> {
    crate::quantity::Proportion::new("churn", churn.value)?;
    let periods = periods.get();
    let kept_to_the = |power: f64, churn: f64| power * libm::log1p(-churn);
    let slope = if churn.standard_error == 0.0 {
        0.0
    } else {
        periods * libm::exp(kept_to_the(periods - 1.0, churn.value))
    };
    // A Wald interval may reach past the possible.
    Ok(churn.transformed(
        |churn| -libm::expm1(kept_to_the(periods, churn.clamp(0.0, 1.0))),
        slope,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;
    use approx::assert_relative_eq;

    fn flow(start: u64, joined: u64, lost: u64) -> CustomerFlow {
        CustomerFlow {
            start,
            joined,
            lost,
            ..Default::default()
        }
    }

    fn of(flow: &CustomerFlow, base: ChurnBase) -> Result<Churn> {
        churn(flow, base, &ProportionOptions::default())
    }

    #[test]
    fn every_base_has_its_own_denominator() {
        let mut april = flow(200, 50, 20);
        april.customer_days = Some(6_300.0);
        april.days = Some(30.0);
        for (base, rate, probability, at_risk) in [
            (ChurnBase::Start, 0.1, 0.1, 200.0),
            (ChurnBase::StartPlusJoiners, 0.08, 0.08, 250.0),
            (
                ChurnBase::Average,
                20.0 / 215.0,
                1.0 - libm::exp(-20.0 / 215.0),
                215.0,
            ),
            (
                ChurnBase::CustomerDays,
                20.0 / 6_300.0,
                1.0 - libm::exp(-20.0 / 210.0),
                6_300.0,
            ),
        ] {
            let got = of(&april, base).unwrap();
            assert_eq!((got.rate.value, got.at_risk, got.lost), (rate, at_risk, 20));
            assert_relative_eq!(got.probability.value, probability, max_relative = 1e-15);
            assert!(
                !got.closed_cohort,
                "customers joined, and the lost are not told apart"
            );
        }
        assert!(
            of(&flow(200, 0, 20), ChurnBase::StartPlusJoiners)
                .unwrap()
                .closed_cohort
        );
    }

    #[test]
    fn a_rate_may_exceed_one_and_a_probability_may_not() {
        let all_gone = of(&flow(10, 0, 10), ChurnBase::Average).unwrap();
        assert_eq!(all_gone.rate.value, 2.0);
        assert!(all_gone.probability.value < 1.0 && all_gone.probability.interval.upper < 1.0);
    }

    #[test]
    fn contradictions_are_refused() {
        let with = |joined_lost, customer_days, days| CustomerFlow {
            joined_lost,
            customer_days,
            days,
            ..flow(10, 5, 6)
        };
        for (flow, base, parameter, code) in [
            (
                flow(10, 5, 16),
                ChurnBase::Average,
                "lost",
                ErrorCode::Inconsistent,
            ),
            (flow(10, 5, 11), ChurnBase::Start, "lost", ErrorCode::Inconsistent),
            (flow(0, 5, 0), ChurnBase::Start, "start", ErrorCode::Undefined),
            (
                flow(0, 0, 0),
                ChurnBase::StartPlusJoiners,
                "start",
                ErrorCode::Undefined,
            ),
            (flow(0, 5, 5), ChurnBase::Average, "start", ErrorCode::Undefined),
            (
                flow(u64::MAX, 5, 5),
                ChurnBase::Average,
                "joined",
                ErrorCode::Overflow,
            ),
            (
                flow(10, 5, 6),
                ChurnBase::DailySum,
                "base",
                ErrorCode::Inconsistent,
            ),
            (
                flow(10, 5, 6),
                ChurnBase::CustomerDays,
                "days",
                ErrorCode::Inconsistent,
            ),
            (
                with(Some(6), None, None),
                ChurnBase::Start,
                "joined_lost",
                ErrorCode::Inconsistent,
            ),
            (
                with(None, Some(0.0), Some(1.0)),
                ChurnBase::CustomerDays,
                "customer_days",
                ErrorCode::Undefined,
            ),
            (
                with(None, Some(-1.0), Some(1.0)),
                ChurnBase::CustomerDays,
                "customer_days",
                ErrorCode::OutOfRange,
            ),
            (
                with(None, Some(16.0), Some(1.0)),
                ChurnBase::CustomerDays,
                "customer_days",
                ErrorCode::Inconsistent,
            ),
            (
                with(None, Some(3.0), Some(1.0)),
                ChurnBase::CustomerDays,
                "customer_days",
                ErrorCode::Inconsistent,
            ),
            (
                with(None, Some(9.0), Some(f64::NAN)),
                ChurnBase::CustomerDays,
                "days",
                ErrorCode::NotFinite,
            ),
        ] {
            let error = of(&flow, base).unwrap_err();
            assert_eq!((error.parameter(), error.code()), (parameter, code), "{error}");
        }
        let lost_at_start = CustomerFlow {
            joined_lost: Some(1),
            ..flow(3, 2, 5)
        };
        assert_eq!(
            of(&lost_at_start, ChurnBase::Start).unwrap_err().parameter(),
            "joined_lost"
        );
    }

    #[test]
    fn retention_needs_one_closed_cohort() {
        let options = ProportionOptions::default();
        let told = CustomerFlow {
            joined_lost: Some(5),
            ..flow(200, 50, 20)
        };
        let kept = retention(&told, &options).unwrap();
        let churned = of(&told, ChurnBase::Start).unwrap();
        assert!(churned.closed_cohort);
        assert_relative_eq!(kept.value, 1.0 - churned.rate.value);
        assert_relative_eq!(
            kept.interval.lower,
            1.0 - churned.rate.interval.upper,
            max_relative = 1e-14
        );
        let error = retention(&flow(200, 50, 20), &options).unwrap_err();
        assert_eq!(error.parameter(), "joined_lost");
        // The circulating form charges the five joiners to the start.
        let circulating = retention_from_counts(200, told.end(), 50, &options).unwrap();
        assert_eq!(circulating.value, 0.9);
        assert_eq!(
            retention_from_counts(200, 20, 50, &options)
                .unwrap_err()
                .parameter(),
            "joined"
        );
        assert_eq!(
            retention_from_counts(200, 251, 50, &options)
                .unwrap_err()
                .parameter(),
            "end"
        );
        assert_eq!(
            retention_from_counts(0, 0, 0, &options).unwrap_err().code(),
            ErrorCode::Undefined
        );
    }

    #[test]
    fn equal_days_give_garwoods_interval() {
        let (active, lost) = ([50; 7], [0, 1, 2, 0, 3, 0, 1]);
        let sum = churn_daily(&active, &lost, ChurnBase::DailySum, Level::default()).unwrap();
        let days = churn_daily(&active, &lost, ChurnBase::CustomerDays, Level::default()).unwrap();
        assert_relative_eq!(sum.rate.value, 7.0 * days.rate.value, max_relative = 1e-15);
        assert_relative_eq!(
            sum.rate.interval.lower,
            7.0 * days.rate.interval.lower,
            max_relative = 1e-12
        );
        assert_relative_eq!(
            sum.rate.interval.upper,
            7.0 * days.rate.interval.upper,
            max_relative = 1e-12
        );
        assert_relative_eq!(
            sum.probability.value,
            days.probability.value,
            max_relative = 1e-15
        );
    }

    #[test]
    fn days_without_customers_add_nothing() {
        let level = Level::default();
        let with = churn_daily(&[40, 0, 60], &[1, 0, 0], ChurnBase::DailySum, level).unwrap();
        let without = churn_daily(&[40, 60], &[1, 0], ChurnBase::DailySum, level).unwrap();
        assert_eq!(with, without);
        for (active, lost, base, code) in [
            (
                &[0, 0][..],
                &[0, 0][..],
                ChurnBase::DailySum,
                ErrorCode::Undefined,
            ),
            (&[], &[], ChurnBase::DailySum, ErrorCode::Empty),
            (&[1, 2], &[1], ChurnBase::DailySum, ErrorCode::LengthMismatch),
            (&[1, 2], &[1, 3], ChurnBase::CustomerDays, ErrorCode::Inconsistent),
            (&[1, 2], &[1, 0], ChurnBase::Start, ErrorCode::Inconsistent),
        ] {
            let error = churn_daily(active, lost, base, level).unwrap_err();
            assert_eq!(error.code(), code, "{error}");
        }
    }

    #[test]
    fn annualising_at_the_ends() {
        let periods = |value| Positive::new("periods", value).unwrap();
        for (churn, times, expected) in [
            (0.0, 12.0, 0.0),
            (1.0, 12.0, 1.0),
            (0.3, 1.0, 0.3),
            (1.0, 0.5, 1.0),
        ] {
            let got = churn_annualised(&Estimate::given(churn), periods(times)).unwrap();
            assert_relative_eq!(got.value, expected, max_relative = 1e-15);
        }
        let wald = Estimate::wald(0.01, 0.02, Level::default(), 20, crate::Method::Wald);
        let got = churn_annualised(&wald, periods(12.0)).unwrap();
        assert_eq!(got.interval.lower, 0.0);
        assert_relative_eq!(
            got.standard_error,
            0.02 * 12.0 * libm::pow(0.99, 11.0),
            max_relative = 1e-14
        );
        assert!(churn_annualised(&Estimate::given(1.2), periods(12.0)).is_err());
    }
}
