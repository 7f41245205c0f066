//! 有效回收率: the valid response rate.

use crate::error::Result;
use crate::estimate::{Estimate, ProportionOptions, proportion};

/// The valid response rate 有效回收率: questionnaires that came back and can be used, over those sent out.
///
/// It is the product of two rates that are often mistaken for it: the return rate 回收率 (returned/sent) and the share
/// of the returned that is valid 有效率 (valid/returned). Both are a [`proportion`] too.
///
/// # Errors
/// [`Undefined`](crate::ErrorCode::Undefined) if nothing was sent, [`Inconsistent`](crate::ErrorCode::Inconsistent) if more
/// are valid than were sent.
///
/// # Example
/// ```
/// use goodwill::{estimate::ProportionOptions, survey::response_rate};
///
/// let rate = response_rate(412, 500, &ProportionOptions::default())?;
/// assert_eq!(rate.to_string(), "0.824 (95% Wilson 0.788 to 0.855, n = 500)");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Common practice of questionnaire surveys; for telephone, mail and web panels see [`aapor_rates`](super::aapor_rates).
pub fn response_rate(valid: u64, sent: u64, options: &ProportionOptions) -> Result<Estimate> {
    proportion(valid, sent, options).map_err(|error| match error.parameter() {
        "n" => error.rename("sent"),
        "successes" => error.rename("valid"),
        _ => error,
    })
}
