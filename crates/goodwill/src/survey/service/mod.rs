//! What customers get for what they give, and service quality against expectations.

mod delivered_value;
mod five_gaps;
mod servqual;

pub use delivered_value::{
    CustomerBenefits, CustomerCosts, DeliveredValue, DeliveredValues, ValueMetric, delivered_value,
    delivered_values,
};
pub use five_gaps::{FiveGaps, FiveGapsAnswers, five_gaps};
pub use servqual::{
    DimensionWeights, Servperf, ServperfDimension, ServperfItem, Servqual, ServqualDimension, ServqualItem,
    ServqualOptions, servperf, servqual,
};
