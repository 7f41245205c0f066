//! Customer lifetime value from a margin, a retention rate and a discount rate.

use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, MeanOptions, Method, mean};
use crate::numeric::sum::exact_sum;
use crate::quantity::{Discount, Level, Money, NonNegative, Proportion, finite};
use alloc::{format, string::String};

choice! { "time of the first payment",
    /// When the first margin falls. Practice disagrees, and the values differ by one margin: there is no default.
    FirstPayment {
        /// At the end of the first period, from those who stayed: margins m·r/(1 + i), m·r²/(1 + i)², …
        EndOfPeriod = 0, "end_of_period";
        /// At once, before anybody can leave: margins m, m·r/(1 + i), m·r²/(1 + i)², …
        Immediate = 1, "immediate";
    }
}

/// A lifetime value and the multiple it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cltv {
    /// Lifetime value of one customer, net of the acquisition cost, in the unit of the margin.
    pub cltv: Estimate,
    /// Discounted expected number of margins: what one unit of margin per period is worth.
    pub multiple: Estimate,
    /// When the first margin falls.
    pub first_payment: FirstPayment,
}

/// The value today of one unit of margin per period from a customer who stays with probability r each period:
/// `r/(1 + i − r)` if the first falls at the end of the period, `(1 + i)/(1 + i − r)` if it falls at once.
///
/// `retention` is the probability to stay one more period, the same in every period and for every customer, of one
/// closed cohort; `discount` is the rate per the same period. The interval of the retention rate is carried through the
/// multiple, which rises with it; the standard error is multiplied by the slope (1 + i)/(1 + i − r)². A retention that is
/// [given](Estimate::given) yields a multiple without interval. An end of the interval at which the multiple is
/// unbounded is infinite.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if 1 + i − r = 0: nobody ever leaves and nothing is discounted;
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) or [`NotFinite`](crate::ErrorCode::NotFinite) if the retention is no
/// probability.
///
/// # Example
/// ```
/// use goodwill::{Estimate, quantity::Discount, value::{FirstPayment, margin_multiple}};
///
/// let twelve = Discount::new("discount", 0.12)?;
/// let multiples = [0.6, 0.7, 0.8, 0.9].map(|retention| {
///     let multiple = margin_multiple(&Estimate::given(retention), twelve, FirstPayment::EndOfPeriod);
///     format!("{:.2}", multiple.unwrap().value)
/// });
/// assert_eq!(multiples, ["1.15", "1.67", "2.50", "4.09"]);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Gupta & Lehmann 2003, table 1 (first margin at the end of the period); Fader & Hardie 2010 (which forms are
/// consistent, and what constant retention hides).
pub fn margin_multiple(
    retention: &Estimate,
    discount: Discount,
    first_payment: FirstPayment,
) -> Result<Estimate> {
    let r = Proportion::new("retention", retention.value)?.get();
    let i = discount.get();
    let open = left(i, r);
    if open == 0.0 {
        return Err(Error::undefined(
            "retention",
            "of 1 without discount makes the value unbounded: 1 + i − r is 0",
        )
        .with_value(r));
    }
    let multiple = |r: f64| match first_payment {
        FirstPayment::EndOfPeriod => r / left(i, r),
        FirstPayment::Immediate => (1.0 + i) / left(i, r),
    };
    let slope = (1.0 + i) / (open * open);
    Ok(retention.transformed(|r| multiple(r.clamp(0.0, 1.0)), slope))
}

/// 1 + i − r, without losing the digits of a small i and 1 − r.
fn left(i: f64, r: f64) -> f64 {
    (1.0 - r) + i
}

/// Lifetime value of a customer who brings `margin` per period for as long as they stay: margin × the
/// [`margin_multiple`], less the acquisition cost.
///
/// `margin` is revenue less the cost of serving, per period, the same in every period. With an interval on one of margin
/// and retention it is carried through; with both, they are taken as independent and combined by the delta method.
/// Numbers that are [given](Estimate::given) are taken as known.
///
/// One retention rate for all customers understates the value of those who are left: the loyal ones remain. Where
/// single histories are known, a model of the base says more.
///
/// # Errors
/// As [`margin_multiple`]; [`NotFinite`](crate::ErrorCode::NotFinite) if the margin is.
///
/// # Example
/// ```
/// use goodwill::estimate::{ProportionOptions, proportion};
/// use goodwill::quantity::{Discount, NonNegative};
/// use goodwill::{Estimate, value::{FirstPayment, cltv}};
///
/// let retention = proportion(800, 1000, &ProportionOptions::default())?;
/// let discount = Discount::new("discount", 0.12)?;
/// let value = cltv(&Estimate::given(50.0), &retention, discount, FirstPayment::EndOfPeriod, NonNegative::default())?;
/// assert_eq!(format!("{:.2}", value.cltv), "125.00 (95% transformed 111.89 to 138.95, n = 1000)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Gupta & Lehmann 2003; Fader & Hardie 2010.
pub fn cltv(
    margin: &Estimate,
    retention: &Estimate,
    discount: Discount,
    first_payment: FirstPayment,
    acquisition_cost: NonNegative,
) -> Result<Cltv> {
    let multiple = margin_multiple(retention, discount, first_payment)?;
    net(margin, multiple, first_payment, acquisition_cost)
}

fn net(
    margin: &Estimate,
    multiple: Estimate,
    first_payment: FirstPayment,
    acquisition_cost: NonNegative,
) -> Result<Cltv> {
    finite("margin", margin.value)?;
    let gross = product(margin, &multiple);
    let cost = acquisition_cost.get();
    Ok(Cltv {
        cltv: Estimate {
            method: gross.method, // a shift leaves it what it was
            ..gross.transformed(|value| value - cost, 1.0)
        },
        multiple,
        first_payment,
    })
}

/// The product of two independent estimates.
pub(crate) fn product(margin: &Estimate, multiple: &Estimate) -> Estimate {
    let known = |estimate: &Estimate| estimate.standard_error.is_nan() || estimate.standard_error == 0.0;
    if known(margin) {
        return multiple.transformed(|multiple| margin.value * multiple, margin.value);
    }
    if known(multiple) {
        return margin.transformed(|margin| margin * multiple.value, multiple.value);
    }
    let (a, b) = (
        multiple.value * margin.standard_error,
        margin.value * multiple.standard_error,
    );
    Estimate::wald(
        margin.value * multiple.value,
        libm::sqrt(a * a + b * b),
        multiple.level,
        margin.n.min(multiple.n),
        Method::Delta,
    )
}

/// Lifetime value within a horizon: the first `periods` margins of [`cltv`](fn@cltv), less the acquisition cost.
///
/// With q = r/(1 + i) and n periods the multiple is q + q² + … + qⁿ for a first margin at the end of the period, and
/// 1 + q + … + qⁿ⁻¹ for an immediate one. It is defined at 1 + i = r too, where every term is 1, and tends to
/// [`margin_multiple`] as the horizon grows. Intervals as for [`cltv`](fn@cltv).
///
/// # Errors
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) or [`NotFinite`](crate::ErrorCode::NotFinite) if the retention is no
/// probability or the margin not finite.
///
/// # Example
/// ```
/// use goodwill::quantity::{Discount, NonNegative};
/// use goodwill::{Estimate, value::{FirstPayment, cltv_finite}};
///
/// let (margin, retention) = (Estimate::given(50.0), Estimate::given(0.8));
/// let discount = Discount::new("discount", 0.12)?;
/// let free = NonNegative::default();
/// let value = cltv_finite(&margin, &retention, discount, FirstPayment::EndOfPeriod, 5, free)?;
/// assert_eq!(format!("{:.2}", value.cltv.value), "101.76");
/// assert_eq!(format!("{:.4}", value.multiple.value), "2.0352");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Berger & Nasr 1998, case 1; Gupta & Lehmann 2003.
pub fn cltv_finite(
    margin: &Estimate,
    retention: &Estimate,
    discount: Discount,
    first_payment: FirstPayment,
    periods: u32,
    acquisition_cost: NonNegative,
) -> Result<Cltv> {
    Proportion::new("retention", retention.value)?;
    let i = discount.get();
    let multiple = |r: f64| {
        let r = r.clamp(0.0, 1.0);
        let sum = Geometric::new(r, i, periods).sum;
        match first_payment {
            FirstPayment::EndOfPeriod => r / (1.0 + i) * sum,
            FirstPayment::Immediate => sum,
        }
    };
    let Geometric { sum, slope } = Geometric::new(retention.value, i, periods);
    let q = retention.value / (1.0 + i);
    let slope = match first_payment {
        FirstPayment::EndOfPeriod => sum + q * slope,
        FirstPayment::Immediate => slope,
    } / (1.0 + i);
    net(
        margin,
        retention.transformed(multiple, slope),
        first_payment,
        acquisition_cost,
    )
}

/// 1 + q + … + qⁿ⁻¹ with q = r/(1 + i), and its derivative by q.
struct Geometric {
    sum: f64,
    slope: f64,
}

impl Geometric {
    fn new(r: f64, i: f64, periods: u32) -> Self {
        let n = f64::from(periods);
        // 1 − q, whose digits 1 − (r / (1 + i)) would lose.
        let x = left(i, r) / (1.0 + i);
        if n * x < 1e-3 {
            // Binomial series of (1 − (1 − x)ⁿ)/x; the next term is below 1e-16 of the sum.
            let (mut sum, mut slope, mut binomial, mut power) = (0.0, 0.0, n, 1.0);
            for k in 1..=6_u32 {
                sum += binomial * power;
                let next = -binomial * (n - f64::from(k)) / f64::from(k + 1);
                slope -= f64::from(k) * next * power;
                binomial = next;
                power *= x;
            }
            return Self { sum, slope };
        }
        let log_q = libm::log1p(-x); // −∞ at r = 0, where qⁿ is 0 and q⁰ is 1
        let sum = if periods == 0 {
            0.0
        } else {
            -libm::expm1(n * log_q) / x
        };
        let last = match periods {
            0 | 1 => n,
            _ => n * libm::exp((n - 1.0) * log_q),
        };
        Self {
            sum,
            slope: (sum - last) / x,
        }
    }
}

/// What customers have been worth so far.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HistoricValue {
    /// The mean per customer, in the unit of the values.
    pub mean: Estimate,
    /// The sum over customers.
    pub total: f64,
    /// Customers with a value.
    pub customers: u64,
    /// Customers without one (NaN); left out.
    pub missing: u64,
}

/// Historic value: the mean and the sum of what each customer has brought so far.
///
/// `values` has one row a customer: the sum of their past margins, or of their spend where margins are not known (say
/// which). Nothing is discounted and nothing is forecast. The interval is that of a mean (Student's t); the values of
/// customers are skewed, so it needs hundreds of customers to mean what it says.
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) if there is no value; [`NotFinite`](crate::ErrorCode::NotFinite) at the first
/// infinite one; [`Overflow`](crate::ErrorCode::Overflow) if the squares exceed the range of `f64`.
///
/// # Example
/// ```
/// use goodwill::{quantity::Level, value::cltv_historic};
///
/// let historic = cltv_historic(&[120.0, 35.5, 0.0, 310.0, f64::NAN], Level::default())?;
/// assert_eq!((historic.total, historic.customers, historic.missing), (465.5, 4, 1));
/// assert_eq!(format!("{:.1}", historic.mean), "116.4 (95% Student t -104.1 to 336.8, n = 4)");
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn cltv_historic(values: &[f64], level: Level) -> Result<HistoricValue> {
    let options = MeanOptions {
        level,
        ..Default::default()
    };
    let mean = mean(values, &options)?;
    let total = exact_sum(values.iter().copied().filter(|value| !value.is_nan()));
    if !total.is_finite() {
        return Err(Error::new(
            ErrorCode::Overflow,
            "values",
            "add to more than a double can hold",
        ));
    }
    Ok(HistoricValue {
        mean,
        total,
        customers: mean.n,
        missing: values.len() as u64 - mean.n,
    })
}

/// What the circulating lifetime value formula gives, and what it was meant to give.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LiteralCltv {
    /// The formula taken at its word: ARPC × lifetime, because its middle factor is 1.
    pub value: f64,
    /// The middle factor, retention/(1 − churn): always 1.
    pub factor: f64,
    /// The consistent reading with a first payment at the end of the period: ARPC × r/(1 − r). NaN at r = 1.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub end_of_period: f64,
    /// The consistent reading with an immediate first payment: ARPC × 1/(1 − r). NaN at r = 1.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub immediate: f64,
    /// Why not to use `value`, in a sentence.
    pub warning: String,
}

/// The circulating formula ARPC × retention/(1 − churn) × lifetime, computed as it is written.
///
/// It is offered because people arrive with it. Churn is 1 − retention, so retention/(1 − churn) is 1 whatever the
/// retention, and the result is ARPC × lifetime: retention does not enter. What was meant is one of two sums of a
/// geometric series, neither discounted: `r/(1 − r)` payments if the first falls at the end of the first period,
/// `1/(1 − r)` if it falls at once; both already hold the lifetime, which must not be multiplied again. The result has
/// their values beside the literal one, and a warning to show. Use [`cltv`](fn@cltv), which discounts too.
///
/// `arpc` is the average revenue per customer and period; `lifetime` is counted in the same periods.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if retention is 0: the factor is 0/0.
///
/// # Example
/// ```
/// use goodwill::quantity::{Money, NonNegative, Proportion};
/// use goodwill::value::cltv_literal;
///
/// let arpc = Money::new("arpc", 100.0)?;
/// let lifetime = NonNegative::new("lifetime", 3.0)?;
/// let literal = cltv_literal(arpc, Proportion::new("retention", 0.75)?, lifetime)?;
/// assert_eq!((literal.value, literal.factor), (300.0, 1.0));
/// assert_eq!((literal.end_of_period, literal.immediate), (300.0, 400.0));
/// assert!(literal.warning.contains("r/(1 − r) = 3"));
///
/// // Half the retention leaves the literal value as it was.
/// let literal = cltv_literal(arpc, Proportion::new("retention", 0.375)?, lifetime)?;
/// assert_eq!((literal.value, literal.end_of_period), (300.0, 60.0));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Fader & Hardie 2010 (the consistent readings).
pub fn cltv_literal(arpc: Money, retention: Proportion, lifetime: NonNegative) -> Result<LiteralCltv> {
    let r = retention.get();
    if r == 0.0 {
        return Err(Error::undefined(
            "retention",
            "is 0, and so is 1 − churn: the factor is 0/0",
        ));
    }
    let (end_of_period, immediate) = if r == 1.0 {
        (f64::NAN, f64::NAN)
    } else {
        (r / (1.0 - r), 1.0 / (1.0 - r))
    };
    let readings = if r == 1.0 {
        String::from("are unbounded at r = 1")
    } else {
        format!("are ARPC × r/(1 − r) = {end_of_period:.4} ARPC and ARPC × 1/(1 − r) = {immediate:.4} ARPC")
    };
    Ok(LiteralCltv {
        value: arpc.get() * lifetime.get(),
        factor: 1.0,
        end_of_period: arpc.get() * end_of_period,
        immediate: arpc.get() * immediate,
        warning: format!(
            "retention/(1 − churn) is always 1 because churn = 1 − retention, so this is ARPC × lifetime and ignores \
             retention; the consistent readings, which already hold the lifetime, {readings}"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{ProportionOptions, proportion};
    use approx::assert_relative_eq;

    fn discount(rate: f64) -> Discount {
        Discount::new("discount", rate).unwrap()
    }

    #[test]
    fn multiples_of_gupta_and_lehmann_2003_table_1() {
        for (i, row) in [
            (0.10, [1.20, 1.75, 2.67, 4.50]),
            (0.12, [1.15, 1.67, 2.50, 4.09]),
            (0.14, [1.11, 1.59, 2.35, 3.75]),
            (0.16, [1.07, 1.52, 2.22, 3.46]),
        ] {
            for (r, expected) in [0.6, 0.7, 0.8, 0.9].into_iter().zip(row) {
                let of = |first| {
                    margin_multiple(&Estimate::given(r), discount(i), first)
                        .unwrap()
                        .value
                };
                let end = of(FirstPayment::EndOfPeriod);
                assert!((end - expected).abs() <= 0.005 + 1e-12, "{i} {r}: {end}");
                assert_relative_eq!(of(FirstPayment::Immediate), end + 1.0, max_relative = 1e-15);
            }
        }
    }

    #[test]
    fn no_churn_and_no_discount_is_undefined() {
        let of = |r| margin_multiple(&Estimate::given(r), discount(0.0), FirstPayment::Immediate);
        assert_eq!(of(1.0).unwrap_err().code(), ErrorCode::Undefined);
        assert_eq!(of(1.1).unwrap_err().code(), ErrorCode::OutOfRange);
        assert_eq!(of(f64::NAN).unwrap_err().code(), ErrorCode::NotFinite);
        // An interval that reaches 1 has no upper bound, which is not the same as no interval.
        let all_but_one = proportion(19, 20, &ProportionOptions::default()).unwrap();
        let mut reaches_one = all_but_one;
        reaches_one.interval.upper = 1.0;
        let multiple = margin_multiple(&reaches_one, discount(0.0), FirstPayment::Immediate).unwrap();
        assert_eq!(multiple.interval.upper, f64::INFINITY);
    }

    #[test]
    fn uncertainty_of_one_or_both() {
        let retention = proportion(800, 1000, &ProportionOptions::default()).unwrap();
        let margin = Estimate::wald(50.0, 2.0, Level::default(), 400, Method::Wald);
        let of = |margin: &Estimate, retention: &Estimate| {
            let first = FirstPayment::EndOfPeriod;
            cltv(margin, retention, discount(0.12), first, NonNegative::default())
                .unwrap()
                .cltv
        };
        let given = of(&Estimate::given(50.0), &Estimate::given(0.8));
        assert_relative_eq!(given.value, 125.0, max_relative = 1e-15);
        assert!(given.method == Method::None && given.interval.lower.is_nan());
        let by_margin = of(&margin, &Estimate::given(0.8));
        assert_relative_eq!(by_margin.standard_error, 5.0, max_relative = 1e-14);
        assert_relative_eq!(
            by_margin.interval.lower,
            2.5 * margin.interval.lower,
            max_relative = 1e-14
        );
        let by_retention = of(&Estimate::given(50.0), &retention);
        let slope = 50.0 * 1.12 / (0.32 * 0.32);
        assert_relative_eq!(
            by_retention.standard_error,
            slope * retention.standard_error,
            max_relative = 1e-14
        );
        let both = of(&margin, &retention);
        let squares = 25.0 + by_retention.standard_error * by_retention.standard_error;
        assert_eq!((both.method, both.n), (Method::Delta, 400));
        assert_relative_eq!(both.standard_error, libm::sqrt(squares), max_relative = 1e-14);
    }

    #[test]
    fn a_loss_turns_the_interval_around_and_a_cost_shifts_it() {
        let retention = proportion(800, 1000, &ProportionOptions::default()).unwrap();
        let cost = NonNegative::new("acquisition_cost", 30.0).unwrap();
        let of = |margin: f64| {
            let margin = Estimate::given(margin);
            cltv(&margin, &retention, discount(0.1), FirstPayment::Immediate, cost)
                .unwrap()
                .cltv
        };
        let (gain, loss) = (of(10.0), of(-10.0));
        assert!(loss.interval.lower < loss.value && loss.value < loss.interval.upper);
        assert_relative_eq!(
            gain.interval.upper + 30.0,
            -(loss.interval.lower + 30.0),
            max_relative = 1e-14
        );
        assert_eq!(gain.standard_error, loss.standard_error);
    }

    #[test]
    fn finite_sums_near_the_singular_point() {
        // Against the plain sum, from no discount and no churn to much of both.
        for r in [0.0, 0.3, 0.9, 0.999, 0.999_999_9, 1.0] {
            for i in [0.0, 1e-9, 1e-4, 0.12] {
                for n in [0_u32, 1, 2, 7, 60, 1000] {
                    let q = r / (1.0 + i);
                    let mut power = 1.0;
                    let (mut sum, mut slope, mut before) = (0.0, 0.0, 0.0);
                    for k in 0..n {
                        sum += power;
                        slope += f64::from(k) * before;
                        (before, power) = (power, power * q);
                    }
                    let got = Geometric::new(r, i, n);
                    assert_relative_eq!(got.sum, sum, max_relative = 1e-12, epsilon = 1e-300);
                    assert_relative_eq!(got.slope, slope, max_relative = 1e-9, epsilon = 1e-12);
                }
            }
        }
    }

    #[test]
    fn the_literal_formula_ignores_retention() {
        let of = |r| {
            cltv_literal(
                Money::new("arpc", 80.0).unwrap(),
                Proportion::new("retention", r).unwrap(),
                NonNegative::new("lifetime", 5.0).unwrap(),
            )
        };
        assert_eq!(of(0.2).unwrap().value, of(0.9).unwrap().value);
        assert_eq!(of(0.0).unwrap_err().code(), ErrorCode::Undefined);
        let never = of(1.0).unwrap();
        assert!(never.end_of_period.is_nan() && never.warning.contains("unbounded"));
    }
}
