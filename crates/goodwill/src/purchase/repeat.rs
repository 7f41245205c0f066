//! 重复购买率: who comes back. Five rates carry the name; the caller says which.

use super::Purchases;
use super::window::{Buyer, InWindow};
use crate::calendar::Window;
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, ProportionInterval, ProportionOptions, clustered_share, proportion};
use crate::quantity::Level;

choice! { "repeat rate variant",
    /// Which repeat purchase rate is meant. They answer different questions and differ widely on the same orders.
    RepeatVariant {
        /// Of the buyers of the period, those with two orders or more in it. A longer period gives a higher rate.
        TwoOrMore = 0, "two_or_more";
        /// Of the buyers of the period, those who had bought before it: the old-customer share 老客户比例.
        BoughtBefore = 1, "bought_before";
        /// Of the customers whose first order ever lies in the period, those who ordered again within the horizon
        /// after it. Customers observed for less than the horizon are left out, whatever they did.
        WithinHorizon = 2, "within_horizon";
        /// Of the orders of the period, those that were not their customer's first.
        RepeatOrders = 3, "repeat_orders";
        /// Of the buyers of the period, those who bought in the horizon that follows it.
        AfterWindow = 4, "after_window";
    }
}

impl RepeatVariant {
    fn needs_horizon(self) -> bool {
        matches!(self, Self::WithinHorizon | Self::AfterWindow)
    }
}

/// How a repeat rate is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct RepeatOptions {
    /// Confidence level of the interval.
    pub level: Level,
    /// How the interval of a share of customers is made.
    pub interval: ProportionInterval,
    /// The horizon in days, 1 or more; needed by [`RepeatVariant::WithinHorizon`] and [`RepeatVariant::AfterWindow`],
    /// ignored by the others.
    pub horizon_days: Option<u32>,
}

impl RepeatOptions {
    pub(crate) fn proportion(&self) -> ProportionOptions {
        ProportionOptions {
            level: self.level,
            interval: self.interval,
        }
    }
}

/// A repeat purchase rate and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RepeatRate {
    /// The rate, in [0, 1].
    pub rate: Estimate,
    /// Which rate it is.
    pub variant: RepeatVariant,
    /// The customers, or orders, that repeat: the numerator.
    pub repeaters: u64,
    /// The customers, or orders, that could: the denominator.
    pub base: u64,
    /// Customers left out because they were observed for less than the horizon.
    pub not_yet_observable: u64,
}

/// The repeat purchase rate from two counts: `repeaters / base`.
///
/// `variant` says what was counted, and the result names it. For [`RepeatVariant::RepeatOrders`] the interval takes
/// every order for an independent draw and is too narrow where customers differ; [`repeat_rate`] clusters by customer.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if `base` is 0; [`Inconsistent`](crate::ErrorCode::Inconsistent) if
/// `repeaters` exceeds it.
///
/// # Example
/// ```
/// use goodwill::purchase::{RepeatOptions, RepeatVariant, repeat_from_counts};
///
/// let repeat = repeat_from_counts(81, 263, RepeatVariant::TwoOrMore, &RepeatOptions::default())?;
/// assert_eq!(repeat.rate.to_string(), "0.308 (95% Wilson 0.255 to 0.366, n = 263)");
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn repeat_from_counts(
    repeaters: u64,
    base: u64,
    variant: RepeatVariant,
    options: &RepeatOptions,
) -> Result<RepeatRate> {
    let rate =
        proportion(repeaters, base, &options.proportion()).map_err(|error| match error.parameter() {
            "n" => error.rename("base"),
            _ => error.rename("repeaters"),
        })?;
    Ok(RepeatRate {
        rate,
        variant,
        repeaters,
        base,
        not_yet_observable: 0,
    })
}

/// The repeat purchase rate of the buyers of a period.
///
/// | variant | numerator | denominator |
/// |---|---|---|
/// | `two_or_more` | buyers with two orders or more in the window | buyers in the window |
/// | `bought_before` | buyers with an order before the window | buyers in the window |
/// | `within_horizon` | of those, with a second order at most `horizon_days` after the first | customers whose first order lies in the window, observed for `horizon_days` after it |
/// | `repeat_orders` | orders in the window that are not their customer's first | orders in the window |
/// | `after_window` | of those, with an order in the `horizon_days` that follow the window | buyers in the window |
///
/// An order is a purchase occasion: at the default grain, all rows of a customer on one day. "First" and "before" are
/// read from the record, including orders before `history_start`; a record that starts late takes old customers for new
/// ones. Observation ends with `as_of`, or with the last purchase on record.
///
/// Shares of customers have the interval the `options` name (Wilson). The share of orders is clustered by customer,
/// whose orders resemble one another: the standard error is linearised, the interval Wilson's on the effective number
/// of independent orders, and `n` counts customers.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if nobody is in the denominator, if nobody could have bought before (the
/// record starts with the window), or if the horizon after the window is not over;
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) for a missing or zero horizon where one is needed;
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) for a window that ends before it starts or splits an occasion.
///
/// # Source
/// Korn & Graubard 1998 and Dean & Pagano 2015 for the share of orders.
///
/// # Example
/// ```
/// use goodwill::calendar::{Day, Window};
/// use goodwill::purchase::*;
///
/// let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
/// builder.update(&PurchaseBatch::new(
///     CustomerColumn::Integers(&[1, 1, 2, 2, 3, 4]),
///     &[10, 110, 105, 130, 140, 199],
/// ))?;
/// let purchases = builder.finish()?;
/// let window = Window { start: Day::new(100)?, end: Day::new(200)? };
///
/// let options = RepeatOptions { horizon_days: Some(30), ..RepeatOptions::default() };
/// let rate = |variant| repeat_rate(&purchases, window, variant, &options);
/// assert_eq!(rate(RepeatVariant::TwoOrMore)?.rate.value, 1.0 / 4.0); // customer 2
/// assert_eq!(rate(RepeatVariant::BoughtBefore)?.rate.value, 1.0 / 4.0); // customer 1
/// let cohort = rate(RepeatVariant::WithinHorizon)?; // 2 did, 3 did not, 4 is not yet observable
/// assert_eq!((cohort.rate.value, cohort.not_yet_observable), (0.5, 1));
/// assert_eq!(rate(RepeatVariant::RepeatOrders)?.rate.value, 2.0 / 5.0);
/// assert!(rate(RepeatVariant::AfterWindow).is_err()); // nothing is known after day 199
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn repeat_rate(
    purchases: &Purchases,
    window: Window,
    variant: RepeatVariant,
    options: &RepeatOptions,
) -> Result<RepeatRate> {
    let inside = InWindow::new(purchases, window)?;
    let rule = RepeatRule::new(&inside, variant, options)?;
    let (mut repeaters, mut base, mut buyers, mut not_yet_observable) = (0, 0, 0, 0);
    for buyer in inside.buyers() {
        buyers += 1;
        match rule.of(&buyer) {
            Repeat::Counts { again, units } => {
                repeaters += again;
                base += units;
            }
            Repeat::NotYetObservable => not_yet_observable += 1,
            Repeat::Outside => {}
        }
    }
    if base == 0 {
        return Err(Error::undefined(
            "window",
            if buyers == 0 {
                "holds no purchase"
            } else if not_yet_observable > 0 {
                "holds no new customer who was observed for the horizon"
            } else {
                "holds no customer's first purchase"
            },
        ));
    }
    let rate = if variant == RepeatVariant::RepeatOrders {
        let rows = inside.buyers().filter_map(|buyer| rule.of(&buyer).row());
        clustered_share(rows, options.level)
    } else {
        proportion(repeaters, base, &options.proportion())?
    };
    Ok(RepeatRate {
        rate,
        variant,
        repeaters,
        base,
        not_yet_observable,
    })
}

/// A variant with what it needs to be decided for one buyer.
pub(crate) struct RepeatRule {
    variant: RepeatVariant,
    /// 0 where no horizon is needed.
    horizon: i64,
    window_end: i64,
    observed_until: i64,
}

/// What one buyer adds to a repeat rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// The customer is not in the denominator.
    Outside,
    NotYetObservable,
    Counts {
        again: u64,
        units: u64,
    },
}

impl Repeat {
    pub(crate) fn row(self) -> Option<(f64, f64)> {
        match self {
            Self::Counts { again, units } => Some((again as f64, units as f64)),
            _ => None,
        }
    }
}

impl RepeatRule {
    pub(crate) fn new(
        inside: &InWindow<'_>,
        variant: RepeatVariant,
        options: &RepeatOptions,
    ) -> Result<Self> {
        let horizon = match options.horizon_days {
            _ if !variant.needs_horizon() => 0,
            Some(days) if days > 0 => i64::from(days),
            other => {
                let error = Error::out_of_range("horizon_days", "must be 1 or more for this variant");
                return Err(other.map_or(error.clone(), |days| error.with_value(days)));
            }
        };
        let (window, purchases) = (inside.window, inside.purchases);
        let rule = Self {
            variant,
            horizon,
            window_end: i64::from(window.end.number()),
            observed_until: i64::from(inside.observed_until()),
        };
        if variant == RepeatVariant::BoughtBefore
            && purchases.first_day() >= window.start
            && (0..purchases.customers()).all(|index| !purchases.known_before(index))
        {
            return Err(Error::undefined(
                "window",
                "has no purchase before it on record, so nobody can have bought before",
            )
            .with_value(window.start));
        }
        if variant == RepeatVariant::AfterWindow && rule.window_end + horizon > rule.observed_until {
            return Err(
                Error::undefined("horizon_days", "the horizon after the window is not yet over")
                    .with_value(horizon),
            );
        }
        Ok(rule)
    }

    pub(crate) fn of(&self, buyer: &Buyer<'_>) -> Repeat {
        let orders = buyer.orders() as u64;
        let one = |again: bool| Repeat::Counts {
            again: u64::from(again),
            units: 1,
        };
        match self.variant {
            RepeatVariant::TwoOrMore => one(orders >= 2),
            RepeatVariant::BoughtBefore => one(buyer.bought_before),
            RepeatVariant::WithinHorizon => {
                if buyer.bought_before {
                    return Repeat::Outside;
                }
                let last = i64::from(buyer.all[0]) + self.horizon;
                if last >= self.observed_until {
                    return Repeat::NotYetObservable;
                }
                one(buyer.all.get(1).is_some_and(|&second| i64::from(second) <= last))
            }
            RepeatVariant::RepeatOrders => Repeat::Counts {
                again: orders - u64::from(!buyer.bought_before),
                units: orders,
            },
            RepeatVariant::AfterWindow => one(buyer
                .all
                .get(buyer.to)
                .is_some_and(|&next| i64::from(next) < self.window_end + self.horizon)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;
    use alloc::string::ToString;

    #[test]
    fn counts_that_contradict_one_another_are_refused() {
        let of = |repeaters, base| {
            repeat_from_counts(
                repeaters,
                base,
                RepeatVariant::BoughtBefore,
                &RepeatOptions::default(),
            )
        };
        assert_eq!(
            of(0, 0).unwrap_err().to_string(),
            "base: is 0: a share of nothing has no value"
        );
        assert_eq!(of(3, 2).unwrap_err().code(), ErrorCode::Inconsistent);
        assert_eq!(of(3, 2).unwrap_err().parameter(), "repeaters");
    }
}
