//! What a hypothesis test found.

/// A test statistic, its degrees of freedom and the p-value.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TestResult {
    /// The test statistic; NaN where there is nothing to test.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub statistic: f64,
    /// Degrees of freedom; NaN for a normal statistic.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub degrees_of_freedom: f64,
    /// The probability, under the hypothesis, of a statistic at least as extreme; NaN where there is nothing to test.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null"))]
    pub p_value: f64,
}
