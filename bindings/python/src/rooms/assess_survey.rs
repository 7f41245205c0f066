//! `goodwill.assessment`: what a survey says.

use super::assess::Indicator;
use super::survey::key_drivers::NamedDrivers;
use super::survey::scores::NamedComparison;
use crate::mirror::{As, mirror};
use goodwill::Estimate;
use goodwill::assess::{self as core, Unit};
use goodwill::quantity::Level;
use goodwill::survey::{
    Acsi, CronbachAlpha, Ipa, ItemRole, ItemScore, Kano, Nps, NpsWeighted, Polarity, Satisfaction,
    SatisfactionCurve, Servqual,
};

mirror! {
    /// The answers to one item on a scale.
    ItemSummary in "goodwill.assessment" = core::ItemSummary {
        /// The name of the item.
        name: String,
        /// What was asked: the header of the column.
        question: String,
        /// What it asks about.
        role: ItemRole,
        /// The attribute, feature or statement.
        about: String,
        /// The lowest answer of the scale.
        minimum: i32,
        /// The highest.
        maximum: i32,
        /// Which end is good.
        polarity: Polarity,
        /// How many gave each answer, from the lowest up.
        counts: Vec<u64>,
        /// The (weighted) share of each answer, from the lowest up.
        shares: Vec<f64>,
        /// Answers given.
        n: u64,
        /// Answers not given.
        missing: u64,
        /// Answers off the scale.
        invalid: u64,
        /// The mean answer.
        mean: Estimate,
        /// The share of the two best answers.
        top_box: Estimate,
        /// The share of the two worst.
        bottom_box: Estimate,
    }
}

mirror! {
    /// How loyalty goes with satisfaction.
    CurveSection in "goodwill.assessment" = core::CurveSection {
        /// The item of satisfaction.
        satisfaction: String,
        /// The item of loyalty, on the scale of 0 to 1.
        loyalty: String,
        /// The curve and its zones: below the middle of the scale, up to three quarters of it, above.
        curve: SatisfactionCurve,
    }
}

mirror! {
    /// The shares of the loyalty matrix of Dick and Basu.
    LoyaltyShares in "goodwill.assessment" = core::LoyaltyShares {
        /// The item of attitude; high from three quarters of its scale on.
        attitude: String,
        /// The item of repeat purchase; high from three quarters of its scale on.
        repeat: String,
        /// High attitude and repeat purchase.
        loyalty: Estimate,
        /// High attitude without repeat purchase.
        latent: Estimate,
        /// Repeat purchase without attitude.
        spurious: Estimate,
        /// Neither.
        none: Estimate,
        /// How much of the repeat purchase is loyalty.
        genuine: Estimate,
        /// Respondents with both answers.
        n: u64,
        /// Respondents without.
        missing: u64,
    }
}

/// What drives an outcome, the attributes named in their place.
#[derive(Clone)]
pub(crate) struct NamedSection {
    outcome: String,
    attributes: Vec<String>,
    drivers: NamedDrivers,
}

impl From<core::DriverSection> for NamedSection {
    fn from(section: core::DriverSection) -> Self {
        Self {
            outcome: section.outcome,
            drivers: NamedDrivers::new(section.drivers, section.attributes.clone()),
            attributes: section.attributes,
        }
    }
}

impl From<NamedSection> for core::DriverSection {
    fn from(section: NamedSection) -> Self {
        Self {
            outcome: section.outcome,
            attributes: section.attributes,
            drivers: section.drivers.into(),
        }
    }
}

mirror! {
    /// What drives an outcome.
    DriverSection in "goodwill.assessment" = NamedSection {
        /// The item that is explained.
        outcome: String,
        /// The attributes that explain it, in the order of the drivers.
        attributes: Vec<String>,
        /// What each of them does.
        drivers: NamedDrivers,
    }
}

mirror! {
    /// Importance against performance.
    ImportanceSection in "goodwill.assessment" = core::ImportanceSection {
        /// The attributes, in the order of the items.
        attributes: Vec<String>,
        /// Where each of them lies, and how certain that is.
        ipa: Ipa,
    }
}

mirror! {
    /// What a feature is to customers.
    KanoFeature in "goodwill.assessment" = core::KanoFeature {
        /// The feature.
        feature: String,
        /// Its Kano analysis.
        kano: Kano,
    }
}

mirror! {
    /// Service quality by dimension.
    ServqualSection in "goodwill.assessment" = core::ServqualSection {
        /// The dimensions, in the order of the result.
        dimensions: Vec<String>,
        /// The statements, in the order of the result.
        statements: Vec<String>,
        /// Gaps by dimension and statement.
        servqual: Servqual,
    }
}

mirror! {
    /// How well items measure one thing together.
    ReliabilitySection in "goodwill.assessment" = core::ReliabilitySection {
        /// What they are declared to measure.
        construct: String,
        /// The items.
        items: Vec<String>,
        /// Cronbach's α.
        alpha: CronbachAlpha,
    }
}

/// One figure of one item in every group, the groups named in their place.
#[derive(Clone)]
pub(crate) struct NamedScore {
    item: String,
    title: String,
    unit: Unit,
    labels: Vec<String>,
    comparison: NamedComparison,
}

impl From<core::GroupScore> for NamedScore {
    fn from(score: core::GroupScore) -> Self {
        Self {
            item: score.item,
            title: score.title,
            unit: score.unit,
            comparison: NamedComparison::new(score.comparison, Some(&score.labels)),
            labels: score.labels,
        }
    }
}

impl From<NamedScore> for core::GroupScore {
    fn from(score: NamedScore) -> Self {
        Self {
            item: score.item,
            title: score.title,
            unit: score.unit,
            labels: score.labels,
            comparison: score.comparison.into(),
        }
    }
}

mirror! {
    /// One figure of one item in every group.
    GroupScore in "goodwill.assessment" = NamedScore {
        /// The item.
        item: String,
        /// What the figure is.
        title: String,
        /// What its number counts.
        unit: Unit,
        /// The groups of the section that have answers, in their order.
        labels: Vec<String>,
        /// The figure in each of them, and whether they differ.
        comparison: NamedComparison,
    }
}

mirror! {
    /// The headline figures by the groups of one column.
    GroupSection in "goodwill.assessment" = core::GroupSection {
        /// The group column.
        name: String,
        /// Respondents in no group.
        missing: u64,
        /// The figures.
        scores: Vec<As<core::GroupScore, NamedScore>>,
    }
}

mirror! {
    /// What changed between a wave and the next.
    WaveChange in "goodwill.assessment" = core::WaveChange {
        /// The item.
        item: String,
        /// What the figure is.
        title: String,
        /// The earlier wave.
        before: String,
        /// The later one.
        after: String,
        /// Whether it is about the respondents of both waves, matched by identifier; else the waves are two samples.
        same_respondents: bool,
        /// The net promoter score in the earlier wave.
        first: Estimate,
        /// The net promoter score in the later one.
        second: Estimate,
        /// The later less the earlier.
        change: Estimate,
    }
}

mirror! {
    /// What the survey says.
    SurveySection in "goodwill.assessment" = core::SurveySection {
        /// What the survey is called, if its declaration says so.
        title: Option<String>,
        /// Respondents, whatever they answered.
        respondents: u64,
        /// Whether respondents have weights.
        weighted: bool,
        /// Every item on a scale: its answers counted, missing and invalid ones apart, with mean and boxes.
        items: Vec<core::ItemSummary>,
        /// Net promoter score, if recommendation was asked.
        nps: Option<Nps>,
        /// The same of respondents with weights, who have no counts.
        nps_weighted: Option<NpsWeighted>,
        /// Customer effort score, if effort was asked.
        effort: Option<ItemScore>,
        /// Satisfaction, if perceived and expected value were asked.
        satisfaction: Option<Satisfaction>,
        /// Satisfaction index of the ACSI kind, if its items were asked.
        acsi: Option<Acsi>,
        /// How loyalty goes with satisfaction, if both were asked.
        curve: Option<core::CurveSection>,
        /// Attitude by repeat purchase, if both were asked.
        loyalty: Option<core::LoyaltyShares>,
        /// What drives satisfaction, if attributes were rated.
        drivers: Option<As<core::DriverSection, NamedSection>>,
        /// Importance against performance of attributes, if both were asked.
        importance: Option<core::ImportanceSection>,
        /// What features are to customers, one row a pair of Kano questions.
        kano: Vec<core::KanoFeature>,
        /// Service quality by dimension, if SERVQUAL statements were asked.
        service_quality: Option<core::ServqualSection>,
        /// How well items measure what they are declared to measure together.
        reliability: Vec<core::ReliabilitySection>,
        /// The headline figures by group.
        groups: Vec<core::GroupSection>,
        /// What changed from wave to wave.
        waves: Vec<core::WaveChange>,
    }
}

mirror! {
    /// All that a survey says, by itself.
    SurveyAssessment in "goodwill.assessment" = core::SurveyAssessment {
        /// The name and version of this form.
        schema: String,
        /// The version of the library.
        goodwill: String,
        /// The confidence level of every interval.
        level: Level,
        /// The scalar indicators.
        indicators: Vec<core::Indicator>,
        /// Everything else.
        survey: core::SurveySection,
        /// What had to be decided or left out, in sentences.
        notes: Vec<String>,
        /// The main results in plain sentences.
        findings: Vec<String>,
        /// What could not be computed, and what it needs.
        not_computed: Vec<core::NotComputed>,
    }
    html |assessment| goodwill_report::survey_fragment(assessment);
    methods {
        /// The first indicator of that metric, or None.
        fn indicator(&self, metric: &str) -> Option<Indicator> {
            let found = self.0.indicators.iter().find(|indicator| indicator.metric == metric);
            found.cloned().map(Indicator)
        }

        /// The assessment as JSON.
        fn to_json(&self) -> String {
            goodwill_report::survey_json(&self.0)
        }

        /// The report: one self-contained page with charts.
        fn to_html(&self) -> String {
            goodwill_report::survey_page(&self.0)
        }

        fn __str__(&self) -> String {
            goodwill_report::survey_summary(&self.0, 100)
        }
    }
}
