//! The public face of both models: the same but for the name and the chance to leave at the first purchase.

/// Declares a public model over [`BetaGeometric`](super::BetaGeometric): name, name in words, chances at the first purchase.
macro_rules! beta_geometric_model {
    ($(#[$doc:meta])* $name:ident, $label:literal, $at_first:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(try_from = "Form", into = "Form"))]
        pub struct $name {
            process: BetaGeometric,
            unit: Option<TimeUnit>,
        }

        /// The serialised form.
        #[cfg(feature = "serde")]
        #[derive(serde::Serialize, serde::Deserialize)]
        struct Form {
            r: f64,
            alpha: f64,
            a: f64,
            b: f64,
            #[serde(default)]
            unit: Option<TimeUnit>,
            #[serde(default = "one")]
            regularity: u32,
        }

        #[cfg(feature = "serde")]
        const fn one() -> u32 {
            1
        }

        #[cfg(feature = "serde")]
        impl TryFrom<Form> for $name {
            type Error = crate::Error;

            fn try_from(form: Form) -> Result<Self> {
                let setting = Setting { unit: form.unit, regularity: form.regularity };
                Self::from_parameters(&[form.r, form.alpha, form.a, form.b], setting)
            }
        }

        #[cfg(feature = "serde")]
        impl From<$name> for Form {
            fn from(model: $name) -> Self {
                let BetaGeometric { r, alpha, a, b, k, .. } = model.process;
                Self { r, alpha, a, b, unit: model.unit, regularity: k }
            }
        }

        impl $name {
            /// The model of these parameters, without unit, with exponential times between purchases.
            ///
            /// # Errors
            /// `OutOfRange` or `NotFinite`, naming the parameter that is not positive.
            pub fn new(r: f64, alpha: f64, a: f64, b: f64) -> Result<Self> {
                Self::from_parameters(&[r, alpha, a, b], Setting::default())
            }

            /// With the unit of time of the parameters and of every duration.
            #[must_use]
            pub const fn with_unit(mut self, unit: TimeUnit) -> Self {
                self.unit = Some(unit);
                self
            }

            /// With Erlang-k times between purchases: every purchase takes k phases, each at the rate λ.
            ///
            /// # Errors
            /// `OutOfRange` unless k is between 1 and 100.
            pub fn with_regularity(mut self, k: u32) -> Result<Self> {
                self.process.k = checked_regularity(k)?;
                Ok(self)
            }

            /// The shape of the gamma distribution of λ.
            #[must_use]
            pub const fn r(&self) -> f64 {
                self.process.r
            }

            /// The rate of the gamma distribution of λ, in units of time.
            #[must_use]
            pub const fn alpha(&self) -> f64 {
                self.process.alpha
            }

            /// The first parameter of the beta distribution of p.
            #[must_use]
            pub const fn a(&self) -> f64 {
                self.process.a
            }

            /// The second parameter of the beta distribution of p.
            #[must_use]
            pub const fn b(&self) -> f64 {
                self.process.b
            }

            /// Phases per purchase, k.
            #[must_use]
            pub const fn regularity(&self) -> u32 {
                self.process.k
            }

            /// The regularity from 1 to `most` of the highest likelihood, with its model.
            ///
            /// # Errors
            /// `Undefined` where the times between purchases are not known ([`HistoryCounts::log_gaps`]): without them the
            /// likelihoods of different k cannot be compared. As [`Model::fit`].
            pub fn best_regularity(
                data: &HistoryCounts,
                most: u32,
                options: &FitOptions,
            ) -> Result<Fitted<Self>> {
                crate::model::beta_geometric::best_regularity(data, most, options)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.process.display($label, self.unit, f)
            }
        }

        impl Model for $name {
            const KIND: ModelKind = ModelKind::$name;
            const PARAMETERS: &'static [&'static str] = &["r", "alpha", "a", "b"];
            type Data = HistoryCounts;
            type Likelihood = BetaGeometricLikelihood;

            fn from_parameters(parameters: &[f64], setting: Setting) -> Result<Self> {
                Ok(Self {
                    process: BetaGeometric::new(parameters, setting.regularity, $at_first)?,
                    unit: setting.unit,
                })
            }

            fn parameters(&self) -> Vec<f64> {
                self.process.parameters().to_vec()
            }

            fn setting(&self) -> Setting {
                Setting { unit: self.unit, regularity: self.process.k }
            }

            fn likelihood(data: &Self::Data, regularity: u32) -> Result<Self::Likelihood> {
                BetaGeometricLikelihood::new(data, regularity, $at_first)
            }
        }

        impl Simulate for $name {
            fn simulate_one(
                &self,
                tenure: f64,
                stream: &mut Stream,
                times: &mut Vec<f64>,
            ) -> Result<SimulatedLife> {
                self.process.simulate_one(tenure, stream, times)
            }
        }

        impl PurchaseModel for $name {
            fn unit(&self) -> Option<TimeUnit> {
                self.unit
            }

            fn is_proportional_to_alive(&self) -> bool {
                self.process.k == 1
            }

            fn expected_purchases(&self, t: f64) -> Result<f64> {
                self.process.expected_purchases(t)
            }

            fn purchase_pmf(&self, n: u32, from: f64, to: f64) -> Result<f64> {
                self.process.purchase_pmf(n, from, to)
            }

            fn conditional_purchases(&self, history: &History, t: f64) -> Result<f64> {
                self.process.conditional_purchases(history, t)
            }

            fn purchases_if_alive(&self, frequency: u32, tenure: f64, t: f64) -> Result<Option<f64>> {
                self.process.purchases_if_alive(frequency, tenure, t)
            }

            fn conditional_pmf(&self, history: &History, n: u32, from: f64, to: f64) -> Result<f64> {
                self.process.conditional_pmf(history, n, from, to)
            }

            fn probability_alive(&self, history: &History, after: f64) -> Result<f64> {
                self.process.probability_alive(history, after)
            }

            fn probability_active(&self, history: &History, from: f64, to: f64) -> Result<f64> {
                self.process.probability_active(history, from, to)
            }

            fn residual_transactions(
                &self,
                history: &History,
                discount: DiscountRate,
                horizon: Option<f64>,
            ) -> Result<f64> {
                self.process.residual_transactions(history, discount.delta(self.unit)?, horizon)
            }

            fn residual_lifetime(&self, history: &History, horizon: Option<f64>) -> Result<f64> {
                self.process.residual_lifetime(history, horizon)
            }

            fn posterior_rates(&self, history: &History) -> Result<PosteriorRates> {
                Ok(self.process.posterior_rates(history))
            }
        }
    };
}

pub(in super::super) use beta_geometric_model;
