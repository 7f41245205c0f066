//! 高/中/低价值: tiers of customers by what they spend and how often they buy in a year.

use crate::calendar::Window;
use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::estimate::{Estimate, MeanOptions, ProportionOptions, clustered_share, mean, proportion, ratio};
use crate::numeric::sum::{exact_dot, exact_sum};
use crate::purchase::window::{Buyer, InWindow};
use crate::purchase::{Purchases, RepeatOptions, RepeatRule, RepeatVariant};
use crate::quantity::{Level, Proportion, finite};
use alloc::{borrow::Cow, format, vec, vec::Vec};

/// The circulating table's cuts: 5 and more purchases a year, 3–4, and 1–2. As half-open bands [5, ∞), [3, 5)
/// and everything below 3, so that 4.5 purchases a year are of the middle tier.
pub const CIRCULATING_PURCHASES: [f64; 2] = [5.0, 3.0];

choice! { "agreement of tier criteria",
    /// What decides where spend and frequency disagree: a customer of few, large purchases, or of many small ones.
    TierAgreement {
        /// Both must reach the tier: the lower of the two tiers.
        Both = 0, "both";
        /// One of them is enough: the higher of the two tiers.
        Either = 1, "either";
        /// Spend decides; the purchases count only where the spend is missing.
        SpendFirst = 2, "spend_first";
        /// The number of purchases decides; the spend counts only where it is missing.
        PurchasesFirst = 3, "purchases_first";
    }
}

/// The thresholds between tiers, per year, and what decides where the two criteria disagree.
///
/// `k` descending thresholds part the customers into `k + 1` tiers, numbered from 0, the highest. A tier is a
/// half-open band: it starts at its threshold, which belongs to it. The lowest tier is open below, so every
/// customer with a value has a tier.
///
/// Spend thresholds are the caller's, in the caller's currency: no table that circulates has them.
///
/// ```
/// use goodwill::segment::{CIRCULATING_PURCHASES, TierAgreement, TierRules, tier};
///
/// let frequency_only = TierRules::by_purchases(&CIRCULATING_PURCHASES)?;
/// assert_eq!(tier(f64::NAN, 4.5, &frequency_only)?, 1);
///
/// let rules = TierRules::new(&[1000.0, 300.0], &CIRCULATING_PURCHASES, TierAgreement::Both)?;
/// assert_eq!(rules.tiers(), 3);
/// assert_eq!(rules.label(0), "high");
/// assert!(TierRules::by_spend(&[300.0, 1000.0]).is_err()); // not descending
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "RawTierRules"))]
pub struct TierRules {
    spend_thresholds: Vec<f64>,
    purchase_thresholds: Vec<f64>,
    agreement: TierAgreement,
}

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct RawTierRules {
    spend_thresholds: Vec<f64>,
    purchase_thresholds: Vec<f64>,
    agreement: TierAgreement,
}

#[cfg(feature = "serde")]
impl TryFrom<RawTierRules> for TierRules {
    type Error = Error;
    fn try_from(raw: RawTierRules) -> Result<Self> {
        Self::new(&raw.spend_thresholds, &raw.purchase_thresholds, raw.agreement)
    }
}

impl TierRules {
    /// Rules from thresholds of spend and of purchases a year, both descending. One of the two may be empty: then
    /// the other decides alone. Otherwise they must part the customers into the same number of tiers.
    ///
    /// # Errors
    /// [`Empty`](ErrorCode::Empty) without any threshold; [`NotFinite`](ErrorCode::NotFinite) for a NaN or infinite
    /// one; [`OutOfRange`](ErrorCode::OutOfRange) for one that is not below its predecessor, or a number of purchases
    /// that is not positive; [`LengthMismatch`](ErrorCode::LengthMismatch) if the two disagree on the number of tiers.
    pub fn new(
        spend_thresholds: &[f64],
        purchase_thresholds: &[f64],
        agreement: TierAgreement,
    ) -> Result<Self> {
        if spend_thresholds.is_empty() && purchase_thresholds.is_empty() {
            return Err(Error::empty("spend_thresholds"));
        }
        check_thresholds("spend_thresholds", spend_thresholds)?;
        check_thresholds("purchase_thresholds", purchase_thresholds)?;
        if let Some(index) = purchase_thresholds.iter().position(|&cut| cut <= 0.0) {
            return Err(
                Error::out_of_range("purchase_thresholds", "must be greater than 0")
                    .with_value(purchase_thresholds[index])
                    .at(index),
            );
        }
        let (by_spend, by_purchases) = (spend_thresholds.len(), purchase_thresholds.len());
        if by_spend != 0 && by_purchases != 0 && by_spend != by_purchases {
            return Err(Error::new(
                ErrorCode::LengthMismatch,
                "purchase_thresholds",
                format!("must be {by_spend} like the spend thresholds, or none"),
            )
            .with_value(by_purchases));
        }
        Ok(Self {
            spend_thresholds: spend_thresholds.to_vec(),
            purchase_thresholds: purchase_thresholds.to_vec(),
            agreement,
        })
    }

    /// Rules by annual spend alone.
    pub fn by_spend(thresholds: &[f64]) -> Result<Self> {
        Self::new(thresholds, &[], TierAgreement::SpendFirst)
    }

    /// Rules by the number of purchases a year alone.
    pub fn by_purchases(thresholds: &[f64]) -> Result<Self> {
        if thresholds.is_empty() {
            return Err(Error::empty("purchase_thresholds"));
        }
        Self::new(&[], thresholds, TierAgreement::PurchasesFirst)
    }

    /// How many tiers there are: one more than thresholds.
    #[must_use]
    pub fn tiers(&self) -> usize {
        self.spend_thresholds.len().max(self.purchase_thresholds.len()) + 1
    }

    /// The thresholds of annual spend, descending; empty if spend does not count.
    #[must_use]
    pub fn spend_thresholds(&self) -> &[f64] {
        &self.spend_thresholds
    }

    /// The thresholds of purchases a year, descending; empty if the number of purchases does not count.
    #[must_use]
    pub fn purchase_thresholds(&self) -> &[f64] {
        &self.purchase_thresholds
    }

    /// What decides where the two criteria disagree.
    #[must_use]
    pub fn agreement(&self) -> TierAgreement {
        self.agreement
    }

    /// A name for a tier: "high", "medium" and "low" of three, otherwise "tier 1", "tier 2", ….
    #[must_use]
    pub fn label(&self, tier: u32) -> Cow<'static, str> {
        match (self.tiers(), tier) {
            (3, 0) => "high".into(),
            (3, 1) => "medium".into(),
            (3, 2) => "low".into(),
            _ => format!("tier {}", u64::from(tier) + 1).into(),
        }
    }

    /// The tier of values that were checked; `None` if a value it needs is missing.
    fn assign(&self, spend: f64, purchases: f64) -> Option<u32> {
        let by_spend = band(spend, &self.spend_thresholds);
        let by_purchases = band(purchases, &self.purchase_thresholds);
        if self.purchase_thresholds.is_empty() {
            return by_spend;
        }
        if self.spend_thresholds.is_empty() {
            return by_purchases;
        }
        match self.agreement {
            // A higher number is a lower tier.
            TierAgreement::Both => Some(by_spend?.max(by_purchases?)),
            TierAgreement::Either => Some(by_spend?.min(by_purchases?)),
            TierAgreement::SpendFirst => by_spend.or(by_purchases),
            TierAgreement::PurchasesFirst => by_purchases.or(by_spend),
        }
    }

    /// Checks the columns these rules read, and gives their length.
    fn check(&self, spend: &[f64], purchases: &[f64]) -> Result<usize> {
        let (by_spend, by_purchases) = (
            !self.spend_thresholds.is_empty(),
            !self.purchase_thresholds.is_empty(),
        );
        if by_spend && by_purchases && purchases.len() != spend.len() {
            return Err(Error::length_mismatch("purchases", purchases.len(), spend.len()));
        }
        if by_spend {
            check_column("spend", spend)?;
        }
        if by_purchases {
            check_column("purchases", purchases)?;
            if let Some(index) = purchases.iter().position(|&count| count < 0.0) {
                return Err(Error::out_of_range("purchases", "must be 0 or more")
                    .with_value(purchases[index])
                    .at(index));
            }
        }
        Ok(if by_spend { spend.len() } else { purchases.len() })
    }
}

fn check_thresholds(parameter: &'static str, thresholds: &[f64]) -> Result<()> {
    for (index, &cut) in thresholds.iter().enumerate() {
        finite(parameter, cut).map_err(|error| error.at(index))?;
        if index > 0 && cut >= thresholds[index - 1] {
            return Err(Error::out_of_range(
                parameter,
                format!("must descend: below {} before it", thresholds[index - 1]),
            )
            .with_value(cut)
            .at(index));
        }
    }
    Ok(())
}

/// Refuses infinities; NaN is a missing value.
fn check_column(parameter: &'static str, values: &[f64]) -> Result<()> {
    match values.iter().position(|value| value.is_infinite()) {
        None => Ok(()),
        Some(index) => Err(Error::new(
            ErrorCode::NotFinite,
            parameter,
            "must be a finite number, or NaN if missing",
        )
        .with_value(values[index])
        .at(index)),
    }
}

/// How many of the descending thresholds lie above `value`: the number of its half-open band.
fn band(value: f64, thresholds: &[f64]) -> Option<u32> {
    (!value.is_nan()).then(|| thresholds.partition_point(|&cut| cut > value) as u32)
}

/// The tier of one customer: 0 is the highest, `rules.tiers() − 1` the lowest.
///
/// `spend` is money a year, in the currency of the thresholds, and may be negative (returns); `purchases` is purchases
/// a year, 0 or more and not necessarily whole. A value the rules do not use is ignored and may be NaN.
///
/// # Errors
/// [`Undefined`](ErrorCode::Undefined) if a value the rules need is NaN, [`NotFinite`](ErrorCode::NotFinite) if it is
/// infinite, [`OutOfRange`](ErrorCode::OutOfRange) for negative `purchases`.
///
/// # Example
/// ```
/// use goodwill::segment::{CIRCULATING_PURCHASES, TierAgreement, TierRules, tier};
///
/// // 1,200 a year in two purchases: high by spend, low by frequency.
/// let with = |agreement| TierRules::new(&[1000.0, 300.0], &CIRCULATING_PURCHASES, agreement);
/// assert_eq!(tier(1200.0, 2.0, &with(TierAgreement::Both)?)?, 2);
/// assert_eq!(tier(1200.0, 2.0, &with(TierAgreement::Either)?)?, 0);
/// assert_eq!(tier(1200.0, 2.0, &with(TierAgreement::PurchasesFirst)?)?, 2);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn tier(spend: f64, purchases: f64, rules: &TierRules) -> Result<u32> {
    rules.check(&[spend], &[purchases])?;
    rules.assign(spend, purchases).ok_or_else(|| {
        let parameter = if rules.spend_thresholds.is_empty() || !spend.is_nan() {
            "purchases"
        } else {
            "spend"
        };
        Error::undefined(parameter, "is missing, so the customer has no tier")
    })
}

/// The tier of every customer of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Tiers {
    /// The tier of each customer, 0 the highest; `None` where a value it needs is missing.
    pub tier: Vec<Option<u32>>,
    /// How many customers each tier holds, from the highest down.
    pub customers: Vec<u64>,
    /// How many customers have no tier.
    pub missing: u64,
}

impl Tiers {
    fn of(tier: Vec<Option<u32>>, tiers: usize) -> Self {
        let (mut customers, mut missing) = (vec![0; tiers], 0);
        for of_customer in &tier {
            match of_customer {
                Some(tier) => customers[*tier as usize] += 1,
                None => missing += 1,
            }
        }
        Self {
            tier,
            customers,
            missing,
        }
    }
}

/// The tier of every customer, from columns of spend and purchases a year.
///
/// A column the rules do not use may be empty. NaN is missing: the customer has no tier and is counted.
///
/// # Errors
/// [`LengthMismatch`](ErrorCode::LengthMismatch), [`NotFinite`](ErrorCode::NotFinite) for an infinite value and
/// [`OutOfRange`](ErrorCode::OutOfRange) for negative `purchases`, with the row.
///
/// # Example
/// ```
/// use goodwill::segment::{CIRCULATING_PURCHASES, TierRules, tiers};
///
/// let rules = TierRules::by_purchases(&CIRCULATING_PURCHASES)?;
/// let got = tiers(&[], &[7.0, 5.0, 4.5, 3.0, 2.9, f64::NAN], &rules)?;
/// assert_eq!(got.tier, [Some(0), Some(0), Some(1), Some(1), Some(2), None]);
/// assert_eq!((got.customers, got.missing), (vec![2, 2, 1], 1));
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn tiers(spend: &[f64], purchases: &[f64], rules: &TierRules) -> Result<Tiers> {
    let n = rules.check(spend, purchases)?;
    let at = |column: &[f64], i| column.get(i).copied().unwrap_or(f64::NAN);
    let tier = (0..n).map(|i| rules.assign(at(spend, i), at(purchases, i)));
    Ok(Tiers::of(tier.collect(), rules.tiers()))
}

/// The tier of every customer by any number of criteria: the highest that at least `required` of them reach.
///
/// `columns` holds one column per criterion and `thresholds` the descending thresholds of each, equally many.
/// `required = columns.len()` demands all criteria, `required = 1` any. A customer who lacks a value has no tier.
///
/// # Errors
/// As for [`tiers`] and [`TierRules::new`], naming `columns` or `thresholds` and the row or the criterion;
/// [`OutOfRange`](ErrorCode::OutOfRange) if `required` is 0 or more than there are criteria.
///
/// # Example
/// ```
/// use goodwill::segment::tiers_by;
///
/// // Spend, purchases and categories bought from; two of the three must reach the tier.
/// let columns: [&[f64]; 3] = [&[1200.0, 90.0], &[2.0, 6.0], &[4.0, 1.0]];
/// let thresholds: [&[f64]; 3] = [&[1000.0, 300.0], &[5.0, 3.0], &[4.0, 2.0]];
/// assert_eq!(tiers_by(&columns, &thresholds, 2)?.tier, [Some(0), Some(2)]);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn tiers_by(columns: &[&[f64]], thresholds: &[&[f64]], required: usize) -> Result<Tiers> {
    let (Some(first), Some(first_cuts)) = (columns.first(), thresholds.first()) else {
        return Err(Error::empty(if columns.is_empty() {
            "columns"
        } else {
            "thresholds"
        }));
    };
    if thresholds.len() != columns.len() {
        return Err(Error::length_mismatch(
            "thresholds",
            thresholds.len(),
            columns.len(),
        ));
    }
    if !(1..=columns.len()).contains(&required) {
        let bound = format!("must be between 1 and {}, the number of criteria", columns.len());
        return Err(Error::out_of_range("required", bound).with_value(required));
    }
    for (column, cuts) in columns.iter().zip(thresholds) {
        if column.len() != first.len() {
            return Err(Error::length_mismatch("columns", column.len(), first.len()));
        }
        check_column("columns", column)?;
        if cuts.is_empty() {
            return Err(Error::empty("thresholds"));
        }
        if cuts.len() != first_cuts.len() {
            return Err(Error::length_mismatch("thresholds", cuts.len(), first_cuts.len()));
        }
        check_thresholds("thresholds", cuts)?;
    }
    let mut bands = Vec::with_capacity(columns.len());
    let tier = (0..first.len()).map(|i| {
        bands.clear();
        for (column, cuts) in columns.iter().zip(thresholds) {
            bands.push(band(column[i], cuts)?);
        }
        bands.sort_unstable();
        Some(bands[required - 1])
    });
    Ok(Tiers::of(tier.collect(), first_cuts.len() + 1))
}

/// One row of a [`TierTable`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TierRow {
    /// Customers in the tier.
    pub customers: u64,
    /// Their share of all customers that have a tier.
    pub share: Estimate,
    /// The share of them who bought again, of those for whom that is known; NaN if it is known for none.
    pub repeat_rate: Estimate,
    /// What they spent, in the unit of the spend column; NaN without one.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub revenue: f64,
    /// Their share of the revenue; NaN if there is none.
    pub revenue_share: Estimate,
    /// What one of them spent on average; NaN in an empty tier.
    pub mean_spend: Estimate,
}

/// What each tier holds: customers, repeat rate and revenue.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TierTable {
    /// The tiers, from the highest down.
    pub tiers: Vec<TierRow>,
    /// Customers that have a tier.
    pub customers: u64,
    /// The repeat rate of all of them together.
    pub repeat_rate: Estimate,
    /// What all of them spent; NaN without a spend column.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub revenue: f64,
    /// What one of them spent on average.
    pub mean_spend: Estimate,
    /// Customers without a tier: a value is missing, or they did not buy in the window.
    pub missing: u64,
    /// Customers with a tier whose spend is missing: they are not in the revenue.
    pub spend_missing: u64,
    /// Customers with a tier of whom it is not known whether they bought again: they are not in the repeat rates.
    pub repeat_missing: u64,
}

/// Customers, repeat rate and revenue by tier, from one row per customer.
///
/// `spend` and `purchases` are per year, as for [`tiers`]; the revenue is the sum of `spend`. `repeat` is 1 for a
/// customer who bought again, 0 for one who did not, NaN where that is not known or not yet observable. Which
/// purchases count as "again" is the caller's to say: "at least two in the same year" makes the rate of every tier
/// that asks for two purchases or more 100 % by construction, so a following year says more. `spend` may be empty in
/// rules by purchases and `purchases` in rules by spend; `repeat` may be empty: what they would give is NaN.
///
/// Shares and repeat rates are proportions with the interval the `options` name. The revenue share is a ratio
/// estimate with customers as the sample: its interval is linearised, and cut to [0, 1] unless somebody's spend is
/// negative. The mean spend has Student's t interval.
///
/// # Errors
/// As for [`tiers`]; [`OutOfRange`](ErrorCode::OutOfRange) for a `repeat` other than 0, 1 and NaN;
/// [`Empty`](ErrorCode::Empty) if no customer has a tier.
///
/// # Example
/// ```
/// use goodwill::segment::{CIRCULATING_PURCHASES, TierRules, tier_table};
///
/// let rules = TierRules::by_purchases(&CIRCULATING_PURCHASES)?;
/// let spend = [900.0, 500.0, 340.0, 160.0, 60.0, 40.0];
/// let purchases = [9.0, 5.0, 4.0, 3.0, 1.0, 1.0];
/// let repeat = [1.0, 1.0, 1.0, 0.0, 0.0, f64::NAN];
/// let table = tier_table(&spend, &purchases, &repeat, &rules, &Default::default())?;
/// let high = &table.tiers[0];
/// assert_eq!((high.customers, high.revenue), (2, 1400.0));
/// assert_eq!(high.revenue_share.value, 0.7);
/// assert_eq!(high.share.to_string(), "0.333 (95% Wilson 0.097 to 0.700, n = 6)");
/// assert_eq!(table.repeat_rate.value, 0.6);
/// assert_eq!(table.repeat_missing, 1);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn tier_table(
    spend: &[f64],
    purchases: &[f64],
    repeat: &[f64],
    rules: &TierRules,
    options: &ProportionOptions,
) -> Result<TierTable> {
    let assigned = tiers(spend, purchases, rules)?;
    let n = assigned.tier.len();
    if !spend.is_empty() && spend.len() != n {
        return Err(Error::length_mismatch("spend", spend.len(), n));
    }
    check_column("spend", spend)?;
    if !repeat.is_empty() && repeat.len() != n {
        return Err(Error::length_mismatch("repeat", repeat.len(), n));
    }
    if let Some(index) = repeat
        .iter()
        .position(|&flag| flag != 0.0 && flag != 1.0 && !flag.is_nan())
    {
        return Err(
            Error::out_of_range("repeat", "must be 1 (bought again), 0 (did not) or NaN")
                .with_value(repeat[index])
                .at(index),
        );
    }
    let mut rows = vec![Members::default(); rules.tiers()];
    for (i, of_customer) in assigned.tier.iter().enumerate() {
        let Some(tier) = of_customer else { continue };
        let spend = spend.get(i).copied().unwrap_or(f64::NAN);
        let repeat = repeat.get(i).filter(|flag| !flag.is_nan());
        rows[*tier as usize].add(spend, repeat.map(|&flag| (flag, 1.0)));
    }
    table(&rows, assigned.missing, RepeatUnit::Customer, options)
}

/// What a tier table needs to know of the customers of one tier.
#[derive(Debug, Clone, Default)]
struct Members {
    customers: u64,
    spends: Vec<f64>,
    /// Per customer: the units that repeat, and the units there are.
    repeats: Vec<(f64, f64)>,
}

impl Members {
    /// One more customer, with a NaN `spend` and no `repeat` where those are not known.
    fn add(&mut self, spend: f64, repeat: Option<(f64, f64)>) {
        self.customers += 1;
        if !spend.is_nan() {
            self.spends.push(spend);
        }
        self.repeats.extend(repeat);
    }

    fn append(&mut self, other: &Self) {
        self.customers += other.customers;
        self.spends.extend_from_slice(&other.spends);
        self.repeats.extend_from_slice(&other.repeats);
    }

    fn repeat_rate(&self, unit: RepeatUnit, options: &ProportionOptions) -> Result<Estimate> {
        let repeats = || self.repeats.iter().copied();
        match unit {
            _ if self.repeats.is_empty() => Ok(Estimate::without_interval(f64::NAN, options.level, 0)),
            RepeatUnit::Customer => {
                let repeaters = repeats().filter(|&(again, _)| again == 1.0).count() as u64;
                proportion(repeaters, self.repeats.len() as u64, options)
            }
            RepeatUnit::Order => Ok(clustered_share(repeats(), options.level)),
        }
    }

    fn mean_spend(&self, level: Level) -> Result<Estimate> {
        if self.spends.is_empty() {
            return Ok(Estimate::without_interval(f64::NAN, level, 0));
        }
        let options = MeanOptions {
            level,
            ..MeanOptions::default()
        };
        mean(&self.spends, &options).map_err(|error| error.rename("spend"))
    }
}

/// What a repeat rate is a share of: customers, who are independent, or orders, which come in customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RepeatUnit {
    Customer,
    Order,
}

fn table(rows: &[Members], missing: u64, unit: RepeatUnit, options: &ProportionOptions) -> Result<TierTable> {
    let mut all = Members::default();
    for row in rows {
        all.append(row);
    }
    if all.customers == 0 {
        return Err(Error::empty("purchases"));
    }
    let revenue_of = |members: &Members| match members.spends.len() {
        0 => f64::NAN,
        _ => exact_sum(members.spends.iter().copied()),
    };
    // Where a customer returned more than they bought, a tier may earn less than nothing or more than all.
    let returns = all.spends.iter().any(|&spend| spend < 0.0);
    let tiers = rows.iter().enumerate().map(|(i, row)| {
        // Every customer with their spend, as the sample; those of this tier count in the numerator.
        let spends = rows.iter().enumerate().flat_map(move |(j, of)| {
            of.spends
                .iter()
                .map(move |&spend| (if i == j { spend } else { 0.0 }, spend))
        });
        Ok(TierRow {
            customers: row.customers,
            share: proportion(row.customers, all.customers, options)?,
            repeat_rate: row.repeat_rate(unit, options)?,
            // A tier without customers earns nothing; one whose spend is unknown earns an unknown amount.
            revenue: if row.customers == 0 { 0.0 } else { revenue_of(row) },
            revenue_share: match ratio(spends, options.level) {
                share if returns => share,
                share => share.clipped(0.0, 1.0),
            },
            mean_spend: row.mean_spend(options.level)?,
        })
    });
    Ok(TierTable {
        tiers: tiers.collect::<Result<_>>()?,
        customers: all.customers,
        repeat_rate: all.repeat_rate(unit, options)?,
        revenue: revenue_of(&all),
        mean_spend: all.mean_spend(options.level)?,
        missing,
        spend_missing: all.customers - all.spends.len() as u64,
        repeat_missing: all.customers - all.repeats.len() as u64,
    })
}

/// What a total collected in `window` amounts to per year: `total / window.years()`.
///
/// A window from one date to the same date a year later is exactly one year, leap year or not.
///
/// # Errors
/// [`NotFinite`](ErrorCode::NotFinite) for the total; [`Inconsistent`](ErrorCode::Inconsistent) if the window does not
/// start before it ends.
///
/// # Example
/// ```
/// use goodwill::{calendar::{Day, Window}, segment::per_year};
///
/// let window = Window { start: Day::from_ymd(2023, 7, 1)?, end: Day::from_ymd(2025, 7, 1)? };
/// assert_eq!(per_year(9.0, window)?, 4.5);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn per_year(total: f64, window: Window) -> Result<f64> {
    finite("total", total)?;
    if window.start >= window.end {
        return Err(Error::inconsistent("window", "must start before it ends"));
    }
    Ok(total / window.years())
}

/// What every customer spent and how often they bought in a window, per year.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct YearlyActivity {
    /// Spend a year, by customer in the order of [`Purchases::ids`]; 0 for who did not buy in the window; empty for
    /// orders without amounts.
    pub spend: Vec<f64>,
    /// Orders (purchase occasions) a year, by customer.
    pub purchases: Vec<f64>,
    /// The length of the window in years, by which the totals were divided.
    pub years: f64,
}

/// Spend and orders per year of every customer, from the purchases in a window.
///
/// Everybody is measured by the whole window, newcomers too: annualising one order of last month as twelve would make a
/// stranger a high-value customer. A window much shorter than a year multiplies chance; a year is a good one.
///
/// # Errors
/// [`Inconsistent`](ErrorCode::Inconsistent) for a window that ends before it starts or splits an occasion.
///
/// # Example
/// ```
/// use goodwill::calendar::{Day, Window};
/// use goodwill::purchase::{CustomerColumn, PurchaseBatch, PurchaseOptions, PurchasesBuilder};
/// use goodwill::segment::yearly_activity;
///
/// let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
/// let day = Day::from_ymd(2023, 3, 1)?.number();
/// builder.update(&PurchaseBatch::new(CustomerColumn::Integers(&[7, 7, 7, 9]), &[day, day + 9, day + 500, day])
///     .amounts(&[80.0, 20.0, 60.0, 30.0]))?;
/// let window = Window { start: Day::from_ymd(2023, 1, 1)?, end: Day::from_ymd(2025, 1, 1)? };
/// let activity = yearly_activity(&builder.finish()?, window)?;
/// assert_eq!(activity.spend, [80.0, 15.0]);
/// assert_eq!(activity.purchases, [1.5, 0.5]);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn yearly_activity(purchases: &Purchases, window: Window) -> Result<YearlyActivity> {
    let inside = InWindow::new(purchases, window)?;
    let years = window.years();
    let of_all = |value: &dyn Fn(Buyer<'_>) -> f64| -> Vec<f64> {
        (0..purchases.customers())
            .map(|index| inside.buyer(index).map_or(0.0, value) / years)
            .collect()
    };
    Ok(YearlyActivity {
        spend: if purchases.has_amounts() {
            of_all(&|buyer| inside.spend(buyer))
        } else {
            Vec::new()
        },
        purchases: of_all(&|buyer| buyer.orders() as f64),
        years,
    })
}

/// The tier of every customer from the purchases in a window, by spend and orders per year.
///
/// One tier per customer in the order of [`Purchases::ids`]. A customer without a purchase in the window has none and is
/// counted as missing: who did not buy is no low-value buyer.
///
/// # Errors
/// As for [`yearly_activity`]; [`Inconsistent`](ErrorCode::Inconsistent) too if the rules ask for spend and the orders
/// have no amounts.
///
/// # Example
/// ```
/// use goodwill::calendar::{Day, Window};
/// use goodwill::purchase::*;
/// use goodwill::segment::{CIRCULATING_PURCHASES, TierRules, purchase_tier_table, purchase_tiers};
///
/// let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
/// let start = Day::from_ymd(2024, 1, 1)?.number();
/// builder.update(&PurchaseBatch::new(
///     CustomerColumn::Integers(&[1, 1, 1, 1, 1, 2, 2, 2, 3, 4]),
///     &[start, start + 50, start + 90, start + 200, start + 300, start + 5, start + 9, start + 400, start + 7, start - 1],
/// ).amounts(&[40.0, 50.0, 60.0, 70.0, 80.0, 30.0, 20.0, 10.0, 50.0, 99.0]))?;
/// let purchases = builder.finish()?;
/// let window = Window { start: Day::new(start)?, end: Day::from_ymd(2025, 1, 1)? };
///
/// let rules = TierRules::by_purchases(&CIRCULATING_PURCHASES)?;
/// let tiers = purchase_tiers(&purchases, window, &rules)?;
/// assert_eq!(tiers.tier, [Some(0), Some(2), Some(2), None]);
///
/// let options = RepeatOptions { horizon_days: Some(30), ..RepeatOptions::default() };
/// let table = purchase_tier_table(&purchases, window, &rules, RepeatVariant::AfterWindow, &options)?;
/// assert_eq!(table.tiers[0].revenue_share.value, 0.75);
/// assert_eq!(table.tiers[2].repeat_rate.value, 0.0); // customer 2 came back on day 34 after the window
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn purchase_tiers(purchases: &Purchases, window: Window, rules: &TierRules) -> Result<Tiers> {
    let inside = activity_for(purchases, window, rules)?;
    let tier = (0..purchases.customers()).map(|index| tier_of(&inside, index, rules).map(|(_, tier)| tier));
    Ok(Tiers::of(tier.collect(), rules.tiers()))
}

/// Customers, repeat rate and revenue by tier, from the purchases in a window.
///
/// Tiers are by spend and orders per year, as in [`purchase_tiers`] and its example; revenue and mean spend are those of
/// the window itself. `repeat` says which repeat rate the table shows (see
/// [`repeat_rate`](crate::purchase::repeat_rate)). [`TwoOrMore`](RepeatVariant::TwoOrMore) is 100 % by construction in a
/// tier that asks for two orders in the window; [`AfterWindow`](RepeatVariant::AfterWindow) asks whether they returned
/// afterwards, which the tier does not settle. Customers outside the base of that rate are counted as `repeat_missing`,
/// customers without a purchase in the window as `missing`.
///
/// # Errors
/// As for [`purchase_tiers`] and [`repeat_rate`](crate::purchase::repeat_rate); [`Empty`](ErrorCode::Empty) if nobody
/// bought in the window.
pub fn purchase_tier_table(
    purchases: &Purchases,
    window: Window,
    rules: &TierRules,
    repeat: RepeatVariant,
    options: &RepeatOptions,
) -> Result<TierTable> {
    let inside = activity_for(purchases, window, rules)?;
    let rule = RepeatRule::new(&inside, repeat, options)?;
    let mut rows = vec![Members::default(); rules.tiers()];
    let mut missing = 0;
    for index in 0..purchases.customers() {
        let Some((buyer, tier)) = tier_of(&inside, index, rules) else {
            missing += 1;
            continue;
        };
        let spend = if purchases.has_amounts() {
            inside.spend(buyer)
        } else {
            f64::NAN
        };
        rows[tier as usize].add(spend, rule.of(&buyer).row());
    }
    let unit = match repeat {
        RepeatVariant::RepeatOrders => RepeatUnit::Order,
        _ => RepeatUnit::Customer,
    };
    table(&rows, missing, unit, &options.proportion())
}

fn activity_for<'a>(purchases: &'a Purchases, window: Window, rules: &TierRules) -> Result<InWindow<'a>> {
    if rules.spend_thresholds.is_empty() {
        InWindow::new(purchases, window)
    } else {
        InWindow::with_amounts(purchases, window)
    }
}

fn tier_of<'a>(inside: &InWindow<'a>, index: usize, rules: &TierRules) -> Option<(Buyer<'a>, u32)> {
    let buyer = inside.buyer(index)?;
    let years = inside.window.years();
    let spend = if rules.spend_thresholds.is_empty() {
        f64::NAN
    } else {
        inside.spend(buyer) / years
    };
    Some((buyer, rules.assign(spend, buyer.orders() as f64 / years)?))
}

/// The overall repeat rate that a tier table of shares and rates implies: Σ share · rate.
///
/// Every tier table that circulates can be checked against the overall rate it claims. `shares` are the tiers' shares
/// of all customers and sum to 1 (within 10⁻⁹); `rates` their repeat rates; both in [0, 1].
///
/// # Errors
/// [`LengthMismatch`](ErrorCode::LengthMismatch); [`Empty`](ErrorCode::Empty) without tiers;
/// [`NotFinite`](ErrorCode::NotFinite) and [`OutOfRange`](ErrorCode::OutOfRange) for what is no proportion;
/// [`Inconsistent`](ErrorCode::Inconsistent) if the shares do not sum to 1.
///
/// # Example
/// ```
/// use goodwill::segment::implied_repeat_rate;
///
/// // 15 % high, 30 % medium and 55 % low value, who come back at 85, 60 and 30 %.
/// assert_eq!(implied_repeat_rate(&[0.15, 0.30, 0.55], &[0.85, 0.60, 0.30])?, 0.4725);
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn implied_repeat_rate(shares: &[f64], rates: &[f64]) -> Result<f64> {
    if rates.len() != shares.len() {
        return Err(Error::length_mismatch("rates", rates.len(), shares.len()));
    }
    if shares.is_empty() {
        return Err(Error::empty("shares"));
    }
    for (parameter, column) in [("shares", shares), ("rates", rates)] {
        for (index, &value) in column.iter().enumerate() {
            Proportion::new(parameter, value).map_err(|error| error.at(index))?;
        }
    }
    let total = exact_sum(shares.iter().copied());
    if libm::fabs(total - 1.0) > 1e-9 {
        return Err(Error::inconsistent("shares", "must sum to 1").with_value(total));
    }
    Ok(exact_dot(shares, rates))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn rules(agreement: TierAgreement) -> TierRules {
        TierRules::new(&[1000.0, 300.0], &CIRCULATING_PURCHASES, agreement).unwrap()
    }

    #[test]
    fn the_circulating_table_implies_47_25_percent() {
        let implied = implied_repeat_rate(&[0.15, 0.30, 0.55], &[0.85, 0.60, 0.30]);
        assert_eq!(implied, Ok(0.4725));
    }

    #[test]
    fn bands_are_half_open() {
        let rules = TierRules::by_purchases(&CIRCULATING_PURCHASES).unwrap();
        let below = |value: f64| f64::from_bits(value.to_bits() - 1);
        for (purchases, expected) in [
            (100.0, 0),
            (5.0, 0),
            (below(5.0), 1),
            (4.5, 1),
            (3.0, 1),
            (below(3.0), 2),
            (1.0, 2),
            (0.0, 2),
        ] {
            assert_eq!(tier(f64::NAN, purchases, &rules), Ok(expected), "{purchases}");
        }
    }

    #[test]
    fn agreement_decides() {
        use TierAgreement::{Both, Either, PurchasesFirst, SpendFirst};
        let nan = f64::NAN;
        for (spend, purchases, both, either, spend_first, purchases_first) in [
            (1200.0, 1.0, Some(2), Some(0), Some(0), Some(2)),
            (500.0, 9.0, Some(1), Some(0), Some(1), Some(0)),
            (-20.0, 3.0, Some(2), Some(1), Some(2), Some(1)),
            (500.0, nan, None, None, Some(1), Some(1)),
            (nan, 9.0, None, None, Some(0), Some(0)),
            (nan, nan, None, None, None, None),
        ] {
            for (agreement, expected) in [
                (Both, both),
                (Either, either),
                (SpendFirst, spend_first),
                (PurchasesFirst, purchases_first),
            ] {
                let got = tiers(&[spend], &[purchases], &rules(agreement)).unwrap();
                assert_eq!(got.tier, [expected], "{spend} {purchases} {agreement:?}");
                assert_eq!(got.missing, u64::from(expected.is_none()));
            }
        }
    }

    #[test]
    fn a_missing_value_is_undefined_for_one_customer() {
        let error = tier(f64::NAN, 4.0, &rules(TierAgreement::Both)).unwrap_err();
        assert_eq!((error.code(), error.parameter()), (ErrorCode::Undefined, "spend"));
        let error = tier(1.0, f64::NAN, &rules(TierAgreement::Either)).unwrap_err();
        assert_eq!(
            (error.code(), error.parameter()),
            (ErrorCode::Undefined, "purchases")
        );
    }

    #[test]
    fn rules_that_contradict_themselves_are_refused() {
        let refused = |spend: &[f64], purchases: &[f64]| {
            TierRules::new(spend, purchases, TierAgreement::Both)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(refused(&[], &[]), "spend_thresholds: holds no usable value");
        assert_eq!(
            refused(&[300.0, 300.0], &[]),
            "spend_thresholds[1]: must descend: below 300 before it, got 300"
        );
        assert_eq!(
            refused(&[f64::INFINITY], &[]),
            "spend_thresholds[0]: must be a finite number, got inf"
        );
        assert_eq!(
            refused(&[300.0], &[5.0, 3.0]),
            "purchase_thresholds: must be 1 like the spend thresholds, or none, got 2"
        );
        assert_eq!(
            refused(&[], &[5.0, 0.0]),
            "purchase_thresholds[1]: must be greater than 0, got 0"
        );
    }

    #[test]
    fn columns_are_checked_with_their_row() {
        let of = |spend: &[f64], purchases: &[f64]| {
            tiers(spend, purchases, &rules(TierAgreement::Both))
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            of(&[1.0], &[1.0, 2.0]),
            "purchases: must have 1 values like the columns before it, got 2"
        );
        assert_eq!(
            of(&[1.0, f64::INFINITY], &[1.0, 2.0]),
            "spend[1]: must be a finite number, or NaN if missing, got inf"
        );
        assert_eq!(
            of(&[1.0, 2.0], &[1.0, -2.0]),
            "purchases[1]: must be 0 or more, got -2"
        );
    }

    #[test]
    fn no_customer_with_a_tier_is_no_table() {
        let rules = TierRules::by_purchases(&CIRCULATING_PURCHASES).unwrap();
        for purchases in [&[][..], &[f64::NAN]] {
            let error = tier_table(&[], purchases, &[], &rules, &ProportionOptions::default()).unwrap_err();
            assert_eq!(error.code(), ErrorCode::Empty);
        }
    }

    #[test]
    fn an_empty_tier_earns_nothing_and_has_no_rates() {
        let rules = TierRules::by_spend(&[100.0]).unwrap();
        let table = tier_table(
            &[10.0, 30.0],
            &[],
            &[1.0, 0.0],
            &rules,
            &ProportionOptions::default(),
        )
        .unwrap();
        let high = table.tiers[0];
        assert_eq!((high.customers, high.revenue), (0, 0.0));
        assert_eq!((high.share.value, high.revenue_share.value), (0.0, 0.0));
        assert!(high.repeat_rate.value.is_nan() && high.mean_spend.value.is_nan());
        assert_eq!(table.tiers[1].mean_spend.value, 20.0);
    }

    #[test]
    fn columns_that_are_not_given_give_nan() {
        let rules = TierRules::by_purchases(&CIRCULATING_PURCHASES).unwrap();
        let table = tier_table(&[], &[1.0, 6.0], &[], &rules, &ProportionOptions::default()).unwrap();
        assert!(table.revenue.is_nan() && table.repeat_rate.value.is_nan());
        assert_eq!((table.spend_missing, table.repeat_missing), (2, 2));
        assert_eq!(table.tiers[0].share.value, 0.5);
    }
}
