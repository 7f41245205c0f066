//! The Gamma–Gamma model of spend per purchase.

use super::fit::{FitOptions, FitWarning, FitWarningKind, Fitted, check_regularity, fit_likelihood};
use super::kind::ModelKind;
use super::likelihood::{Model, Setting};
use super::model_type::{write_model, wrong_length};
use super::simulate::Stream;
use super::spend_counts::{SpendCounts, whole};
use super::spend_likelihood::SpendLikelihood;
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::{beta, gamma};
use crate::quantity::{NonNegative, Positive, finite};
use alloc::{format, vec, vec::Vec};
use core::fmt;

/// Gamma–Gamma model: what a customer spends on one purchase varies as Gamma(p, ν) about a mean of their own, p/ν; ν
/// varies over customers as Gamma(q, γ). Spend is independent of how often they buy
/// ([`spend_independence`](super::spend_independence())).
///
/// p is the shape of one customer's spends (large: they spend the same each time), q of the customers' rates (large: they are alike), γ their scale, in
/// money.
///
/// With x purchases of mean z̄ the likelihood is Γ(px + q) / (Γ(px) Γ(q)) · γ^q z̄^(px−1) x^(px) / (γ + x z̄)^(px+q).
///
/// ```
/// use goodwill::model::GammaGamma;
/// let model = GammaGamma::new(6.25, 3.74, 15.44)?; // CDNOW
/// assert_eq!(format!("{:.2}", model.mean_spend()?), "35.22");
/// // The mean of few purchases is drawn to the mean of all customers, that of many stays.
/// assert_eq!(format!("{:.2}", model.expected_spend(1, 11.77)?), "18.92");
/// assert_eq!(format!("{:.2}", model.expected_spend(50, 10.0)?), "10.22");
/// assert_eq!(model.expected_spend(0, 0.0)?, model.mean_spend()?);
/// assert_eq!(model.to_string(), "Gamma-Gamma (p = 6.250, q = 3.740, gamma = 15.440)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Fader, Hardie & Lee 2005b, "RFM and CLV: using iso-value curves for customer base analysis", J. Marketing Research 42;
/// Fader & Hardie 2013, "The Gamma-Gamma model of monetary value".
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "Written", try_from = "Written"))]
pub struct GammaGamma {
    p: f64,
    q: f64,
    gamma: f64,
}

/// The model as it is written down; read back through the checks.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
struct Written {
    p: f64,
    q: f64,
    gamma: f64,
}

#[cfg(feature = "serde")]
impl From<GammaGamma> for Written {
    fn from(GammaGamma { p, q, gamma }: GammaGamma) -> Self {
        Self { p, q, gamma }
    }
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for GammaGamma {
    type Error = Error;
    fn try_from(Written { p, q, gamma }: Written) -> Result<Self> {
        Self::new(p, q, gamma)
    }
}

impl fmt::Display for GammaGamma {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_model(f, "Gamma-Gamma", Self::PARAMETERS, &self.parameters(), None)
    }
}

/// A frequency–spend correlation of at least this size is worth a warning.
const RELATED: f64 = 0.3;

impl Model for GammaGamma {
    const KIND: ModelKind = ModelKind::GammaGamma;
    const PARAMETERS: &'static [&'static str] = &["p", "q", "gamma"];
    type Data = SpendCounts;
    type Likelihood = SpendLikelihood;

    fn from_parameters(parameters: &[f64], _setting: Setting) -> Result<Self> {
        let &[p, q, gamma] = parameters else {
            return Err(wrong_length(parameters, Self::PARAMETERS));
        };
        Self::new(p, q, gamma)
    }

    fn parameters(&self) -> Vec<f64> {
        vec![self.p, self.q, self.gamma]
    }

    fn setting(&self) -> Setting {
        Setting::default()
    }

    fn likelihood(data: &SpendCounts, _regularity: u32) -> Result<SpendLikelihood> {
        SpendLikelihood::new(data)
    }

    /// Besides what every fit warns of: spend and frequency related, |Spearman's ρ| ≥ 0.3 and significant at 5 %.
    fn fit(data: &SpendCounts, options: &FitOptions) -> Result<Fitted<Self>> {
        check_regularity(Self::KIND, options.regularity)?;
        let mut fitted: Fitted<Self> = fit_likelihood(&Self::likelihood(data, 1)?, options)?;
        if let Ok((correlation, test)) = data.rough_relation()
            && libm::fabs(correlation) >= RELATED
            && test.p_value < 0.05
        {
            fitted.summary.warnings.push(FitWarning {
                kind: FitWarningKind::SpendFrequency,
                message: format!(
                    "spend and frequency are related (rank correlation {correlation:.2}): the model takes them to be independent, so \
                     values of frequent and of rare buyers are off in opposite directions"
                ),
            });
        }
        Ok(fitted)
    }
}

impl GammaGamma {
    /// The model of these parameters.
    ///
    /// # Errors
    /// `OutOfRange` or `NotFinite`, naming the parameter that is not positive and finite.
    pub fn new(p: f64, q: f64, gamma: f64) -> Result<Self> {
        Ok(Self {
            p: Positive::new("p", p)?.get(),
            q: Positive::new("q", q)?.get(),
            gamma: Positive::new("gamma", gamma)?.get(),
        })
    }

    /// p: the shape of one customer's spends.
    #[must_use]
    pub fn p(&self) -> f64 {
        self.p
    }

    /// q: the shape of the customers' rates ν.
    #[must_use]
    pub fn q(&self) -> f64 {
        self.q
    }

    /// γ: the scale of ν, in money.
    #[must_use]
    pub fn gamma(&self) -> f64 {
        self.gamma
    }

    /// The mean spend per purchase over customers: pγ / (q − 1).
    ///
    /// # Errors
    /// `Undefined` for q ≤ 1: the mean is infinite.
    pub fn mean_spend(&self) -> Result<f64> {
        self.expected_spend(0, 0.0)
    }

    /// E[Z | x, z̄]: a customer's expected spend per purchase, given the mean z̄ of x purchases: p (γ + x z̄) / (px + q − 1).
    ///
    /// A weighted mean of z̄ and the mean over customers; without purchase the latter. `mean_spend` is not looked at then.
    ///
    /// # Errors
    /// `Undefined` where px + q ≤ 1 (for a customer without purchase: q ≤ 1): the expectation is infinite. `OutOfRange` or `NotFinite` for a
    /// `mean_spend` that is not positive.
    pub fn expected_spend(&self, frequency: u32, mean_spend: f64) -> Result<f64> {
        let Self { p, q, gamma } = *self;
        let x = f64::from(frequency);
        let spent = if frequency == 0 {
            0.0
        } else {
            x * Positive::new("mean_spend", mean_spend)?.get()
        };
        // q − 1 is exact near 1, where it matters.
        let shape = p * x + (q - 1.0);
        if shape <= 0.0 {
            return Err(Error::undefined(
                "q",
                "must be greater than 1 (less p for each purchase), or the expected spend is infinite",
            )
            .with_value(q));
        }
        finite("mean_spend", p * (gamma + spent) / shape)
    }

    /// [`expected_spend`](Self::expected_spend) of columns, one row a customer; NaN where a number is missing.
    ///
    /// # Errors
    /// `LengthMismatch`; the error of a row carries its index.
    pub fn expected_spends(&self, frequency: &[f64], mean_spend: &[f64]) -> Result<Vec<f64>> {
        if mean_spend.len() != frequency.len() {
            return Err(Error::length_mismatch(
                "mean_spend",
                mean_spend.len(),
                frequency.len(),
            ));
        }
        let row = |(at, (&x, &mean)): (usize, (&f64, &f64))| {
            if x.is_nan() || (mean.is_nan() && x != 0.0) {
                return Ok(f64::NAN);
            }
            whole(x)
                .and_then(|x| self.expected_spend(x, mean))
                .map_err(|error| error.at(at))
        };
        frequency.iter().zip(mean_spend).enumerate().map(row).collect()
    }

    /// The density over customers of their own mean spend p/ν, at `spend`: an inverse gamma distribution.
    ///
    /// # Errors
    /// `OutOfRange` or `NotFinite` for a `spend` that is not positive.
    pub fn spend_pdf(&self, spend: f64) -> Result<f64> {
        let spend = Positive::new("spend", spend)?.get();
        let rate = self.p * self.gamma / spend;
        let ln = self.q * libm::log(rate) - rate - gamma::ln_gamma(self.q) - libm::log(spend);
        Ok(libm::exp(ln))
    }

    /// The share of customers whose own mean spend p/ν is at most `spend`.
    ///
    /// # Errors
    /// `OutOfRange` or `NotFinite` for a negative `spend`.
    pub fn spend_cdf(&self, spend: f64) -> Result<f64> {
        let spend = NonNegative::new("spend", spend)?.get();
        Ok(gamma::regularized_q(self.q, self.p * self.gamma / spend))
    }

    /// The density, over customers with `frequency` purchases, of the mean of their spends, at `mean_spend`.
    ///
    /// # Errors
    /// `OutOfRange` or `NotFinite` for a `mean_spend` that is not positive or no purchase.
    pub fn mean_spend_pdf(&self, frequency: u32, mean_spend: f64) -> Result<f64> {
        let mean = Positive::new("mean_spend", mean_spend)?.get();
        let x = bought(frequency)?;
        // x z̄ / (γ + x z̄) is Beta(px, q).
        let ratio = x * mean / self.gamma;
        let shape = self.p * x;
        let ln =
            -shape * libm::log1p(1.0 / ratio) - self.q * libm::log1p(ratio) - beta::ln_beta(shape, self.q);
        Ok(libm::exp(ln) / mean)
    }

    /// The share of customers with `frequency` purchases whose mean of them is at most `mean_spend`.
    ///
    /// # Errors
    /// `OutOfRange` or `NotFinite` for a negative `mean_spend` or no purchase.
    pub fn mean_spend_cdf(&self, frequency: u32, mean_spend: f64) -> Result<f64> {
        let mean = NonNegative::new("mean_spend", mean_spend)?.get();
        let x = bought(frequency)?;
        let (below, above) = (x * mean, self.gamma);
        let shape = self.p * x;
        Ok(if below < above {
            beta::regularized(shape, self.q, below / (below + above))
        } else {
            1.0 - beta::regularized(self.q, shape, above / (below + above))
        })
    }
}

impl GammaGamma {
    /// Simulated mean spends, one for each number of purchases; NaN for a customer without purchase. The same seed gives
    /// the same customers; customer i depends on the seed, on i and on their own number of purchases only.
    ///
    /// ```
    /// use goodwill::model::{FitOptions, GammaGamma, Model, NonPositiveSpend, SpendCounts};
    /// let model = GammaGamma::new(6.25, 3.74, 15.44)?;
    /// let spend = model.simulate(&[3.0; 3000], 1)?;
    /// let counts = SpendCounts::from_columns(&[3.0; 3000], &spend, None, NonPositiveSpend::Refuse)?;
    /// let fitted = GammaGamma::fit(&counts, &FitOptions::default())?;
    /// assert!((fitted.model.mean_spend()? / model.mean_spend()? - 1.0).abs() < 0.05);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    ///
    /// # Errors
    /// `OutOfRange` for a frequency that is no whole number, with its position; `Overflow` for a spend beyond all numbers,
    /// which a tiny q makes likely.
    pub fn simulate(&self, frequency: &[f64], seed: u64) -> Result<Vec<f64>> {
        let one = |(customer, &frequency): (usize, &f64)| {
            let x = f64::from(whole(frequency).map_err(|error| error.at(customer))?);
            if x == 0.0 {
                return Ok(f64::NAN);
            }
            let mut stream = Stream::new(seed, customer);
            let rng = stream.rng();
            let ln_rate = rng.ln_gamma_deviate(self.q) - libm::log(self.gamma);
            let spend = libm::exp(rng.ln_gamma_deviate(self.p * x) - ln_rate - libm::log(x));
            if spend.is_finite() && spend > 0.0 {
                Ok(spend)
            } else {
                Err(Error::new(
                    ErrorCode::Overflow,
                    "q",
                    "so small makes spends beyond all numbers",
                )
                .with_value(self.q)
                .at(customer))
            }
        };
        frequency.iter().enumerate().map(one).collect()
    }
}

fn bought(frequency: u32) -> Result<f64> {
    if frequency == 0 {
        return Err(Error::out_of_range(
            "frequency",
            "must be 1 or more: without purchase there is no mean spend",
        )
        .with_value(0));
    }
    Ok(f64::from(frequency))
}
