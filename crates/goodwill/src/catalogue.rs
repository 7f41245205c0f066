//! The catalogue: every public metric with its standard English and Chinese name.

/// One metric. Its name is the same everywhere: Rust `goodwill::<room>::<name>`, Python `goodwill.<room>.<name>`,
/// C `goodwill_<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metric {
    /// The name of the function.
    pub name: &'static str,
    /// The room it lives in.
    pub room: &'static str,
    /// The standard English term.
    pub title: &'static str,
    /// The standard Chinese term.
    pub chinese: &'static str,
    /// The page of the documentation that explains it.
    pub page: &'static str,
}

impl Metric {
    /// The metric of that name.
    ///
    /// ```
    /// let metric = goodwill::catalogue::Metric::named("nps").unwrap();
    /// assert_eq!(metric.chinese, "净推荐值");
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        METRICS.iter().find(|metric| metric.name == name)
    }
}

/// Declares rows as `room: name, title, chinese, page`.
macro_rules! metrics {
    ($($room:ident { $($name:ident, $title:literal, $chinese:literal, $page:literal;)* })*) => {
        /// Every public metric, by room.
        pub const METRICS: &[Metric] = &[$($(Metric {
            name: stringify!($name),
            room: stringify!($room),
            title: $title,
            chinese: $chinese,
            page: $page,
        },)*)*];
    };
}

metrics! {
    estimate {
        proportion, "Proportion with its interval", "比例估计", "estimates";
        proportion_difference, "Difference of two proportions", "比例差", "estimates";
        mean, "Mean with its interval", "均值估计", "estimates";
        poisson_rate, "Rate of events per exposure", "泊松发生率", "estimates";
    }
}
