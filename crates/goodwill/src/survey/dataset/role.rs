//! What an item asks about.

use crate::choice::choice;

choice! { "role of a survey item",
    /// What an item asks about, so that a metric finds its items without being told their names.
    #[derive(Default)]
    ItemRole {
        /// Nothing in particular: the item is asked for by its name.
        #[default]
        Item = 0, "item";
        /// How likely the respondent is to recommend, 0 to 10 推荐意愿.
        Recommendation = 1, "recommendation";
        /// Satisfaction with all of it 总体满意度.
        Satisfaction = 2, "satisfaction";
        /// How likely the respondent is to buy again 再购意愿.
        Repurchase = 3, "repurchase";
        /// How much effort it took 费力度.
        Effort = 4, "effort";
        /// The value perceived 感知值.
        Perceived = 5, "perceived";
        /// The value expected 期望值.
        Expected = 6, "expected";
        /// How well an attribute does 绩效; `about` names the attribute.
        Performance = 7, "performance";
        /// How much an attribute matters 重要性; `about` names the attribute.
        Importance = 8, "importance";
        /// What excellent service should be: the expectation half of a SERVQUAL statement; `about` names it.
        ServiceExpectation = 9, "service_expectation";
        /// What the service was: the perception half of a SERVQUAL statement; `about` names it.
        ServicePerception = 10, "service_perception";
        /// How the respondent would feel with a feature; `about` names the feature.
        KanoFunctional = 11, "kano_functional";
        /// How the respondent would feel without a feature; `about` names the feature.
        KanoDysfunctional = 12, "kano_dysfunctional";
        /// One of the items of a satisfaction index of the ACSI kind.
        SatisfactionIndex = 13, "satisfaction_index";
        /// A benefit of the delivered value: product, service, personnel, image; `about` names it.
        Benefit = 14, "benefit";
        /// A cost of the delivered value: money, time, energy, psychic; `about` names it.
        Cost = 15, "cost";
        /// An attitude of loyalty: would continue, resist rivals, pay a premium; `about` names it.
        Attitude = 16, "attitude";
        /// A behaviour of loyalty, in the respondent's own words: bought again, bought other things; `about` names it.
        Behaviour = 17, "behaviour";
        /// How long the respondent took.
        Duration = 18, "duration";
    }
}
