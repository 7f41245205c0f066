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
    survey {
        nps, "Net promoter score", "净推荐值", "nps";
        nps_from_counts, "Net promoter score of counted answers", "净推荐值（按人数）", "nps";
        nps_weighted, "Net promoter score of weighted answers", "加权净推荐值", "nps";
        nps_difference, "Difference of two net promoter scores", "净推荐值之差", "nps";
        nps_paired, "Change of the net promoter score of the same respondents", "净推荐值配对变化", "nps";
        nps_homogeneity, "Test of several samples for one distribution of promoters", "净推荐值同质性检验", "nps";
        nps_of_units, "Net promoter score of several units, pooled and averaged", "多单位净推荐值", "nps";
        nps_sample_size, "Answers needed for a net promoter score", "净推荐值样本量", "nps";
        satisfaction, "Customer satisfaction: perception against expectation", "客户满意度", "satisfaction";
        satisfaction_ratio, "Satisfaction ratio C = b/a", "客户满意度比值", "satisfaction";
        satisfaction_gap, "Disconfirmation gap b − a", "期望差距", "satisfaction";
        satisfaction_reversed, "The reversed form a − b, refused", "反向满意度（拒绝）", "satisfaction";
        satisfaction_state, "State of expectation: above, equal, below", "期待三态", "satisfaction";
    }
}
