//! What is believed of a parameter before the data.

use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::quantity::{Finite, Positive};
use core::fmt;

/// The prior density of one parameter p > 0, or of a coefficient of a covariate.
///
/// Densities need not integrate to 1; a constant factor changes nothing. Times and rates are in the unit of the model:
/// a prior on α of weeks is another one than a prior on α of days.
///
/// Neither [`LogFlat`](Self::LogFlat) nor [`Flat`](Self::Flat) is a proper density. The likelihood of these models
/// does not vanish at the ends of a parameter either (as a, b → ∞ the customers become alike, as a → 0 nobody leaves), so
/// strictly the posterior is improper too. Where the data identify the parameters, the part out there is smaller by a
/// factor like e⁻¹⁰⁰ and no sampler meets it; where they do not, the diagnostics say so, and a proper prior is the cure.
///
/// ```
/// use goodwill::model::Prior;
/// let prior = Prior::gamma(2.0, 0.5)?; // mean 4
/// assert_eq!(prior.to_string(), "gamma(shape 2, rate 0.5)");
/// assert!(Prior::half_normal(0.0).is_err());
/// // Of a coefficient: about 0, and hardly beyond a factor of e in the rate.
/// assert_eq!(Prior::normal(0.0, 0.5)?.to_string(), "normal(mean 0, sigma 0.5)");
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "kind", rename_all = "snake_case"))]
pub enum Prior {
    /// ∝ 1/p: every value of ln p is as likely as any other. The posterior mode of ln p is then the maximum-likelihood
    /// estimate, and the answer is the same whether one speaks of p, 1/p or p².
    #[default]
    LogFlat,
    /// ∝ 1: every value of p > 0, or of a coefficient, is as likely as any other.
    Flat,
    /// ln p is normal around ln `median` with standard deviation `sigma`.
    LogNormal {
        /// Half of the prior lies below it.
        median: Positive,
        /// The standard deviation of ln p.
        sigma: Positive,
    },
    /// ∝ p^(shape − 1) exp(−rate · p); mean shape / rate.
    Gamma {
        /// The shape.
        shape: Positive,
        /// The rate, one over the scale.
        rate: Positive,
    },
    /// ∝ exp(−p² / 2 sigma²) on p > 0.
    HalfNormal {
        /// The scale.
        sigma: Positive,
    },
    /// ∝ p^(shape − 1) exp(−(p / scale)^shape).
    Weibull {
        /// The shape.
        shape: Positive,
        /// The scale.
        scale: Positive,
    },
    /// ∝ exp(−(p − mean)² / 2 sigma²): of a coefficient, or of a parameter p > 0, where it is cut off at 0.
    Normal {
        /// The mean, before it is cut off.
        mean: Finite,
        /// The standard deviation, before it is cut off.
        sigma: Positive,
    },
}

choice! { "prior",
    /// A [`Prior`] by its name; what its two numbers are is said beside it.
    PriorKind {
        /// [`Prior::LogFlat`]: no numbers.
        LogFlat = 0, "log_flat";
        /// [`Prior::Flat`]: no numbers.
        Flat = 1, "flat";
        /// [`Prior::LogNormal`]: median, sigma.
        LogNormal = 2, "log_normal";
        /// [`Prior::Gamma`]: shape, rate.
        Gamma = 3, "gamma";
        /// [`Prior::HalfNormal`]: sigma.
        HalfNormal = 4, "half_normal";
        /// [`Prior::Weibull`]: shape, scale.
        Weibull = 5, "weibull";
        /// [`Prior::Normal`]: mean, sigma.
        Normal = 6, "normal";
    }
}

impl PriorKind {
    /// How many numbers a prior of this kind has.
    #[must_use]
    pub const fn numbers(self) -> usize {
        match self {
            Self::LogFlat | Self::Flat => 0,
            Self::HalfNormal => 1,
            Self::LogNormal | Self::Gamma | Self::Weibull | Self::Normal => 2,
        }
    }
}

impl Prior {
    /// ln p normal around ln `median`.
    pub fn log_normal(median: f64, sigma: f64) -> Result<Self> {
        Ok(Self::LogNormal {
            median: Positive::new("median", median)?,
            sigma: Positive::new("sigma", sigma)?,
        })
    }

    /// Gamma of that shape and rate.
    pub fn gamma(shape: f64, rate: f64) -> Result<Self> {
        Ok(Self::Gamma {
            shape: Positive::new("shape", shape)?,
            rate: Positive::new("rate", rate)?,
        })
    }

    /// The positive half of a normal around 0.
    pub fn half_normal(sigma: f64) -> Result<Self> {
        Ok(Self::HalfNormal {
            sigma: Positive::new("sigma", sigma)?,
        })
    }

    /// Weibull of that shape and scale.
    pub fn weibull(shape: f64, scale: f64) -> Result<Self> {
        Ok(Self::Weibull {
            shape: Positive::new("shape", shape)?,
            scale: Positive::new("scale", scale)?,
        })
    }

    /// Normal around `mean`; of a positive parameter cut off at 0.
    pub fn normal(mean: f64, sigma: f64) -> Result<Self> {
        Ok(Self::Normal {
            mean: Finite::new("mean", mean)?,
            sigma: Positive::new("sigma", sigma)?,
        })
    }

    /// The prior of a kind and its numbers.
    ///
    /// # Errors
    /// `Inconsistent` for too many or too few numbers; as the constructors.
    ///
    /// ```
    /// use goodwill::model::{Prior, PriorKind};
    /// assert_eq!(Prior::from_numbers(PriorKind::Gamma, &[2.0, 0.5])?, Prior::gamma(2.0, 0.5)?);
    /// assert!(Prior::from_numbers(PriorKind::Gamma, &[2.0]).is_err());
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    pub fn from_numbers(kind: PriorKind, numbers: &[f64]) -> Result<Self> {
        match (kind, numbers) {
            (PriorKind::LogFlat, []) => Ok(Self::LogFlat),
            (PriorKind::Flat, []) => Ok(Self::Flat),
            (PriorKind::LogNormal, &[median, sigma]) => Self::log_normal(median, sigma),
            (PriorKind::Gamma, &[shape, rate]) => Self::gamma(shape, rate),
            (PriorKind::HalfNormal, &[sigma]) => Self::half_normal(sigma),
            (PriorKind::Weibull, &[shape, scale]) => Self::weibull(shape, scale),
            (PriorKind::Normal, &[mean, sigma]) => Self::normal(mean, sigma),
            _ => Err(Error::new(
                ErrorCode::Inconsistent,
                "prior",
                alloc::format!(
                    "{} takes {} numbers",
                    crate::choice::Choice::name(kind),
                    kind.numbers()
                ),
            )
            .with_value(numbers.len())),
        }
    }

    /// Whether its density integrates to a finite number.
    #[must_use]
    pub const fn is_proper(self) -> bool {
        !matches!(self, Self::LogFlat | Self::Flat)
    }

    /// ln of the density of θ = ln p, up to a constant, and its first two derivatives by θ.
    ///
    /// The density of θ is that of p times dp/dθ = p.
    pub(super) fn log_density(self, theta: f64) -> [f64; 3] {
        match self {
            Self::LogFlat => [0.0; 3],
            Self::Flat => [theta, 1.0, 0.0],
            Self::LogNormal { median, sigma } => {
                let precision = 1.0 / (sigma.get() * sigma.get());
                let off = theta - libm::log(median.get());
                [-0.5 * precision * off * off, -precision * off, -precision]
            }
            Self::Gamma { shape, rate } => {
                let (shape, scaled) = (shape.get(), rate.get() * libm::exp(theta));
                [shape * theta - scaled, shape - scaled, -scaled]
            }
            Self::HalfNormal { sigma } => {
                let z = libm::exp(theta) / sigma.get();
                let square = z * z;
                [theta - 0.5 * square, 1.0 - square, -2.0 * square]
            }
            Self::Weibull { shape, scale } => {
                let shape = shape.get();
                let power = libm::exp(shape * (theta - libm::log(scale.get())));
                [
                    shape * theta - power,
                    shape - shape * power,
                    -shape * shape * power,
                ]
            }
            Self::Normal { mean, sigma } => {
                let p = libm::exp(theta);
                let (z, slope) = ((p - mean.get()) / sigma.get(), p / sigma.get());
                [theta - 0.5 * z * z, 1.0 - z * slope, -slope * (slope + z)]
            }
        }
    }

    /// ln of the density of a coefficient, up to a constant, and its first two derivatives. Only flat and normal ones get here.
    pub(super) fn coefficient_log_density(self, gamma: f64) -> [f64; 3] {
        let Self::Normal { mean, sigma } = self else {
            return [0.0; 3];
        };
        let precision = 1.0 / (sigma.get() * sigma.get());
        let off = gamma - mean.get();
        [-0.5 * precision * off * off, -precision * off, -precision]
    }
}

impl fmt::Display for Prior {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LogFlat => f.write_str("flat in ln p"),
            Self::Flat => f.write_str("flat in p"),
            Self::LogNormal { median, sigma } => {
                write!(f, "log-normal(median {}, sigma {})", median.get(), sigma.get())
            }
            Self::Gamma { shape, rate } => write!(f, "gamma(shape {}, rate {})", shape.get(), rate.get()),
            Self::HalfNormal { sigma } => write!(f, "half-normal(sigma {})", sigma.get()),
            Self::Weibull { shape, scale } => {
                write!(f, "Weibull(shape {}, scale {})", shape.get(), scale.get())
            }
            Self::Normal { mean, sigma } => write!(f, "normal(mean {}, sigma {})", mean.get(), sigma.get()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy.stats: `lognorm(0.5, scale=3)`, `gamma(2.5, scale=1/1.5)`, `halfnorm(scale=2)`, `weibull_min(2, scale=10)`, `norm(1.5, 2)`;
    /// `logpdf(4) − logpdf(0.7) + ln(4 / 0.7)`.
    #[test]
    fn log_densities_are_those_of_scipy_with_the_jacobian() {
        let cases = [
            (Prior::LogFlat, 0.0),
            (Prior::Flat, 1.742969305058623),
            (Prior::log_normal(3.0, 0.5).unwrap(), 4.070199909156659),
            (Prior::gamma(2.5, 1.5).unwrap(), -0.5925767373534419),
            (Prior::half_normal(2.0).unwrap(), -0.19578069494137695),
            (Prior::weibull(2.0, 10.0).unwrap(), 3.3308386101172465),
            (Prior::normal(1.5, 2.0).unwrap(), 1.041719305058623),
        ];
        for (prior, expected) in cases {
            let at = |p: f64| prior.log_density(libm::log(p))[0];
            let got = at(4.0) - at(0.7);
            assert!((got - expected).abs() < 1e-13, "{prior}: {got}, not {expected}");
        }
    }

    #[test]
    fn derivatives_are_those_of_the_density() {
        let h = 1e-5;
        for prior in [
            Prior::LogFlat,
            Prior::Flat,
            Prior::log_normal(3.0, 0.5).unwrap(),
            Prior::gamma(2.5, 1.5).unwrap(),
            Prior::half_normal(2.0).unwrap(),
            Prior::weibull(2.0, 10.0).unwrap(),
            Prior::normal(1.5, 2.0).unwrap(),
            Prior::normal(-0.3, 0.8).unwrap(),
        ] {
            for theta in [-1.0, 0.3, 1.2] {
                let [_, first, second] = prior.log_density(theta);
                let (up, down) = (prior.log_density(theta + h), prior.log_density(theta - h));
                assert!(((up[0] - down[0]) / (2.0 * h) - first).abs() < 1e-7, "{prior}");
                assert!(((up[1] - down[1]) / (2.0 * h) - second).abs() < 1e-7, "{prior}");
            }
        }
    }
}
