//! The scalar indicators, collected in one list that tables, charts and readers can walk.

use super::NotComputed;
use crate::catalogue::Metric;
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::estimate::Estimate;
use alloc::{string::String, string::ToString, vec::Vec};

choice! { "unit",
    /// What an indicator's number counts, so that it can be written as people expect.
    Unit {
        /// A share in [0, 1], shown in percent.
        Share = 0, "share";
        /// A net score in [−1, 1], shown in points.
        Points = 1, "points";
        /// A number of things.
        Count = 2, "count";
        /// Money in the caller's currency.
        Money = 3, "money";
        /// A number of days.
        Days = 4, "days";
        /// A pure number.
        Number = 5, "number";
    }
}

/// One scalar indicator with its interval.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Indicator {
    /// The name of the metric in the catalogue.
    pub metric: String,
    /// What this figure is, in English: the metric, or the variant of it.
    pub title: String,
    /// The metric in Chinese.
    pub chinese: String,
    /// What the number counts.
    pub unit: Unit,
    /// The figure.
    pub estimate: Estimate,
    /// What exactly was measured: window, base, variant.
    pub note: String,
    /// Whether it belongs among the few figures to see first.
    pub headline: bool,
}

/// What a figure is and how it is to be shown.
pub(super) struct Label<'a> {
    pub(super) metric: &'static str,
    /// In place of the metric's own title.
    pub(super) title: Option<&'a str>,
    pub(super) unit: Unit,
    pub(super) note: String,
    pub(super) headline: bool,
}

impl<'a> Label<'a> {
    pub(super) fn new(metric: &'static str, unit: Unit, note: impl Into<String>) -> Self {
        Self {
            metric,
            title: None,
            unit,
            note: note.into(),
            headline: false,
        }
    }

    pub(super) fn titled(mut self, title: &'a str) -> Self {
        self.title = Some(title);
        self
    }

    pub(super) fn headline(mut self) -> Self {
        self.headline = true;
        self
    }
}

/// Indicators that could be computed, and those that could not.
#[derive(Default)]
pub(super) struct Indicators {
    pub(super) computed: Vec<Indicator>,
    pub(super) missing: Vec<NotComputed>,
}

impl Indicators {
    /// Files a figure; one that the data do not allow goes to the other list with the reason.
    pub(super) fn add(&mut self, label: Label<'_>, estimate: Result<Estimate>) {
        let metric = Metric::named(label.metric).expect("every indicator is in the catalogue");
        let title = label.title.unwrap_or(metric.title).to_string();
        match estimate {
            Ok(estimate) => self.computed.push(Indicator {
                metric: metric.name.into(),
                title,
                chinese: metric.chinese.into(),
                unit: label.unit,
                estimate,
                note: label.note,
                headline: label.headline,
            }),
            Err(error) => self.refuse(label.metric, &error),
        }
    }

    /// Says that the data do not allow a metric, and why.
    pub(super) fn refuse(&mut self, name: &str, error: &Error) {
        self.lacks(name, &alloc::format!("data that allow it ({error})"));
    }

    /// Says that a metric needs an input that was not given.
    pub(super) fn lacks(&mut self, name: &str, needs: &str) {
        let metric = Metric::named(name).expect("every indicator is in the catalogue");
        self.missing.push(NotComputed {
            metric: metric.name.into(),
            title: metric.title.into(),
            chinese: metric.chinese.into(),
            needs: needs.into(),
        });
    }

    /// The first figure of a metric.
    pub(super) fn first(&self, name: &str) -> Option<&Indicator> {
        self.computed.iter().find(|indicator| indicator.metric == name)
    }
}
