// Surveys in C++: answers of every type and layout, handles that move, exceptions that name what does not fit, and the
// metrics of several items as they come out.
#include "check.hpp"

#include <array>

#pragma pack(push, 1)
struct respondent {
    char tier;
    double service, price, overall;
    std::int8_t recommend;
    double weight;
};
#pragma pack(pop)

static const std::vector<respondent> people = {
    {'a', 4, 3, 4, 9, 1.5}, {'b', 5, 5, 5, 10, 0.5}, {'a', 2, 4, 2, 3, 1},
    {'b', 3, 2, 3, 8, 2.5}, {'a', 4, 4, 5, 8, 1},    {'b', 1, 2, 1, 0, 2},
};

// One item: any container or field, merged, moved, weighed.
static void tallies() {
    const goodwill_scale five = goodwill::scale(1, 5), eleven = goodwill::scale(0, 10);
    goodwill::tally fields(goodwill::field(people, &respondent::overall), five);
    const std::vector<float> same = {4, 5, 2, 3, 5, 1};
    const goodwill::tally floats(same, five);
    CHECK(fields.counts() == floats.counts() && fields.summary().n == 6);
    CHECK(goodwill::csat(fields).score.value == 0.5 && goodwill::csat(fields).small_sample == 0);
    const goodwill::tally weighed(goodwill::field(people, &respondent::overall),
                                  goodwill::field(people, &respondent::weight), five);
    CHECK(weighed.summary().weighted == 1 && near(goodwill::mean_score(weighed).score.value, 25 / 8.5, 1e-15));
    CHECK(near(goodwill::rescaled_score(fields).score.value, (20.0 / 6 - 1) / 4, 1e-15));
    CHECK(goodwill::top_box(fields, 1).score.value == goodwill::frequency_table(fields).rows[4].share.value);
    CHECK(goodwill::bottom_box(fields, 1).bottom == 1 && goodwill::net_box(fields, 2, 2).score.value == 1.0 / 6);
    CHECK(goodwill::recommend_willingness(fields).willing.value == 0.5);
    CHECK(goodwill::effort_score(fields, GOODWILL_EFFORT_MEASURE_MEAN).score.value > 3);
    CHECK(goodwill::nps_from_tally(goodwill::tally(goodwill::field(people, &respondent::recommend), eleven)).score.value ==
          goodwill::nps(goodwill::field(people, &respondent::recommend)).score.value);

    fields.merge(floats);
    CHECK(fields.summary().n == 12);
    CHECK(thrown([&] { fields.merge(fields); }).code() == GOODWILL_INCONSISTENT);
    CHECK(thrown([&] { fields.merge(weighed); }).parameter() == "other");
    const goodwill::tally moved = std::move(fields);
    CHECK(fields.get() == nullptr && moved.summary().n == 12);
    CHECK(thrown([&] { goodwill::csat(fields); }).code() == GOODWILL_NULL_POINTER);
    CHECK(thrown([&] { fields.summary(); }).parameter() == "tally");

    const goodwill::error off = thrown([&] { goodwill::tally(std::vector<int>{5, 4, 6}, five); });
    CHECK(off.code() == GOODWILL_OUT_OF_RANGE && off.parameter() == "answers" && off.index() == 2 && off.value() == "6");
    CHECK(std::string(off.what()) == "answers[2]: must be between 1 and 5, got 6");
    CHECK(thrown([&] { goodwill::tally(same, std::vector<double>{1, 2}, five); }).parameter() == "weights");
    CHECK(thrown([&] { goodwill::tally::from_counts(std::vector<std::uint64_t>{1, 2}, five); }).parameter() == "counts");
    const goodwill::error four = thrown([] {
        goodwill::nps_from_tally(goodwill::tally(std::vector<int>{1, 4, 4}, goodwill::scale(1, 4)));
    });
    CHECK(four.code() == GOODWILL_INCONSISTENT && four.parameter() == "scale" && four.value() == "1 to 4");

    // More rows than the first guess of the wrapper.
    const goodwill_scale hundred = goodwill::scale(0, 100);
    CHECK(goodwill::frequency_table(goodwill::tally(same, hundred)).rows.size() == 101);
    std::vector<goodwill::tally> groups;
    for (int i = 0; i < 13; ++i) {
        groups.push_back(goodwill::tally(same, five));
    }
    std::vector<const goodwill::tally *> all;
    for (const goodwill::tally &group : groups) {
        all.push_back(&group);
    }
    const goodwill::comparison compared = goodwill::compare_groups(all, GOODWILL_MEASURE_MEAN);
    CHECK(compared.groups.size() == 13 && compared.pairs.size() == 78 && compared.pairs[77].difference.value == 0);
    const std::vector<int> scores{9, 10, 3, 7};
    const std::vector<double> weights{2, 1, 1, 1};
    const goodwill::tally counted(scores, weights, eleven);
    CHECK(goodwill::nps_weighted(counted).score.value == goodwill::nps_weighted(scores, weights).score.value);
    CHECK(goodwill::nps_weighted(counted).score.standard_error == goodwill::nps_weighted(scores, weights).score.standard_error);
    std::vector<std::uint8_t> bytes = counted.to_bytes();
    const goodwill::tally again = goodwill::tally::from_bytes(bytes);
    CHECK(again.counts() == counted.counts() && again.to_bytes() == bytes);
    CHECK(goodwill::nps_weighted(again).score.value == 0.4);
    bytes[20] ^= 1;
    CHECK(thrown([&] { goodwill::tally::from_bytes(bytes); }).code() == GOODWILL_INVALID_STATE);
    const goodwill::tally nobody(std::vector<double>{NAN}, five);
    all[2] = &nobody;
    const goodwill::error empty = thrown([&] { goodwill::compare_groups(all, GOODWILL_MEASURE_MEAN); });
    CHECK(empty.code() == GOODWILL_EMPTY && empty.index() == 2);
    all[2] = nullptr;
    CHECK(thrown([&] { goodwill::compare_groups(all, GOODWILL_MEASURE_MEAN); }).parameter() == "tallies");
    CHECK(goodwill::share_sample_size(0.05) == 385 && goodwill::mean_sample_size(0.1, 1) == 385);
}

// Several items: columns, neighbouring fields, weights; what does not fit is named before C reads it.
static void layouts() {
    std::vector<double> block;
    for (double respondent::*item : {&respondent::service, &respondent::price, &respondent::overall}) {
        for (const respondent &each : people) {
            block.push_back(each.*item);
        }
    }
    const goodwill::items columns(block, 3), fields(goodwill::field(people, &respondent::service), 3);
    CHECK(fields.describe().n == 6);
    CHECK(goodwill::cronbach_alpha(columns).alpha.value == goodwill::cronbach_alpha(fields).alpha.value);
    goodwill::items weighed = fields;
    weighed.weigh(goodwill::field(people, &respondent::weight));
    CHECK(goodwill::cronbach_alpha(weighed).effective_n < 6);
    CHECK(thrown([&] { weighed.weigh(std::vector<double>{1, 2}); }).parameter() == "weights");
    CHECK(thrown([&] { goodwill::items(block, 4); }).code() == GOODWILL_LENGTH_MISMATCH);
    CHECK(thrown([&] { goodwill::items(block, 0); }).parameter() == "all");
    CHECK(thrown([] { goodwill::items(std::vector<double>(), 0).describe(); }).code() == GOODWILL_EMPTY);
    CHECK(thrown([&] { goodwill::ipa(columns, fields); }).parameter() == "performance");
    CHECK(thrown([&] { goodwill::penalty_reward(std::vector<double>{1}, columns, 2, 4); }).parameter() == "overall");
    const std::vector<goodwill_scale> scales(2, goodwill::scale(1, 5));
    CHECK(thrown([&] { goodwill::secure_customers(fields, scales); }).parameter() == "scales");
    const goodwill::secure secure = goodwill::secure_customers(fields, std::vector<goodwill_scale>(3, scales[0]));
    CHECK(secure.result.n == 6 && secure.each.size() == 3 && secure.result.secure.value == 1.0 / 6);
    const std::vector<double> answers = {9, 10, 3, 8, 8, 0, 10, 9, 4, 9, 7, 2, 9, 9, 9, 9, 0, 1};
    const goodwill::waves waves = goodwill::nps_waves(goodwill::items(answers, 3));
    CHECK(waves.scores.size() == 3 && waves.covariance.size() == 9 && waves.changes.size() == 3);
    CHECK(waves.changes[0].difference.value == waves.scores[1].value - waves.scores[0].value ||
          waves.changes[0].difference.value == waves.scores[0].value - waves.scores[1].value);

    // What everybody answers alike, and what others make up.
    const std::vector<double> same(18, 4.0);
    CHECK(thrown([&] { goodwill::cronbach_alpha(goodwill::items(same, 3)); }).code() == GOODWILL_UNDEFINED);
    std::vector<double> sums(block);
    for (std::size_t i = 0; i < 6; ++i) {
        sums[12 + i] = sums[i] + sums[6 + i];
    }
    const goodwill::error collinear = thrown([&] {
        goodwill::drivers(goodwill::field(people, &respondent::overall), goodwill::items(sums, 3));
    });
    CHECK(collinear.code() == GOODWILL_NOT_IDENTIFIED && collinear.parameter() == "items[2]");
}

static void several_items() {
    const std::vector<double> price = {3, 4, 2, 5, 4, 1, 3, 5, 2, 4}, service = {4, 4, 1, 5, 3, 2, 2, 4, 3, 5};
    const std::vector<double> overall = {4, 4, 1, 5, 4, 2, 3, 5, 3, 5};
    std::vector<double> block(price);
    block.insert(block.end(), service.begin(), service.end());
    const goodwill::items both(block, 2);
    goodwill_driver_options options = GOODWILL_DRIVER_OPTIONS_INIT;
    options.resamples = 0;
    const goodwill::drivers_result drivers = goodwill::drivers(overall, both, options);
    CHECK(drivers.predictors.size() == 2);
    CHECK(std::fabs(drivers.predictors[1].lmg.value - 0.5267262) < 1e-7);
    CHECK(drivers.n == 10 && drivers.missing == 0);
    CHECK(thrown([&] { goodwill::drivers(price, goodwill::items(price, 2), options); }).code() ==
          GOODWILL_LENGTH_MISMATCH);

    const std::vector<double> answers = {4, 3, 5, 2, 4, 5, 3, 4, 2, 4, 2, 3, 1, 4, 1};
    const goodwill::items three(answers, 3);
    CHECK(std::fabs(goodwill::cronbach_alpha(three, {2}).alpha.value - 0.93913043) < 1e-8);
    CHECK(thrown([&] { goodwill::cronbach_alpha(three, {3}); }).parameter() == "reversed");
    const goodwill::item_analysis_result analysis = goodwill::item_analysis(three, {2});
    CHECK(analysis.items.size() == 3 && analysis.items[2].reversed == 1);
    goodwill_omega_options bare = GOODWILL_OMEGA_OPTIONS_INIT;
    bare.resamples = 0;
    CHECK(std::fabs(goodwill::mcdonald_omega(three, {2}, bare).omega.value - 0.9455734) < 1e-7);
    CHECK(goodwill::straight_lining(three).flags == (std::vector<std::uint8_t>{0, 1, 0, 0, 0}));
    const std::vector<double> seconds = {300, 280, 120, 400, NAN, 310};
    CHECK(goodwill::speeding(goodwill::items(seconds, 1)).flagged == 1);
}

// Kano's pairs as columns, counts and batches.
static void kano() {
    const std::vector<double> functional = {1, 1, 2, NAN}, dysfunctional = {5, 3, 5, 1};
    goodwill::kano_pairs pairs(functional, dysfunctional);
    CHECK(pairs.counts().n == 3 && pairs.counts().half_missing == 1);
    CHECK(goodwill::kano(pairs).half_missing == 1 && goodwill::kano_continuous(pairs).n == 3);
    pairs.merge(goodwill::kano_pairs(functional, dysfunctional));
    CHECK(pairs.counts().n == 6);
    CHECK(thrown([&] { goodwill::kano_pairs(functional, std::vector<double>{1}); }).parameter() == "dysfunctional");
    CHECK(thrown([&] { goodwill::kano_pairs::from_counts({1, 2, 3}); }).parameter() == "counts");
    CHECK(goodwill::kano(goodwill::kano_pairs::from_counts(std::vector<std::uint64_t>(25, 4))).n == 100);
    enum { A, O, M, I, R, Q };
    goodwill::kano_cells own = {{{{Q, A, A, A, O}}, {{R, I, I, I, M}}, {{R, I, I, I, M}}, {{R, I, I, I, M}}, {{R, R, R, R, Q}}}};
    CHECK(goodwill::kano(pairs, GOODWILL_KANO_OPTIONS_INIT, &own).better.value == goodwill::kano(pairs).better.value);
    own[0][4] = A;
    CHECK(goodwill::kano_category(1, 5, nullptr, GOODWILL_KANO_TABLE_STANDARD, &own) == A);
    own[3][1] = -1;
    const goodwill::error cell = thrown([&] { goodwill::kano(pairs, GOODWILL_KANO_OPTIONS_INIT, &own); });
    CHECK(cell.parameter() == "table[3]" && cell.index() == 1 && cell.value() == "-1");
    const goodwill_scale good = goodwill::scale(1, 5), four = goodwill::scale(1, 4);
    CHECK(goodwill::kano_category(5, 1, &good) == GOODWILL_KANO_CATEGORY_ONE_DIMENSIONAL);
    CHECK(thrown([&] { goodwill::kano_category(1, 2, &four); }).parameter() == "scale");
    const goodwill::kano_pairs moved = std::move(pairs);
    CHECK(thrown([&] { goodwill::kano(pairs); }).code() == GOODWILL_NULL_POINTER && moved.counts().n == 6);
    const std::vector<double> shares = {0.6, 0.4, 0, 0, 0};
    CHECK(goodwill::kano_fuzzy(goodwill::items(shares, 5), goodwill::items(shares, 5)).n == 1);
    CHECK(thrown([&] { goodwill::kano_fuzzy(goodwill::items(shares, 1), goodwill::items(shares, 1)); }).parameter() ==
          "functional");
    const std::vector<double> overall = {1, 2, 3, 4, 5, 4, 2, 3}, price = {1, 2, 3, 3, 5, 4, 3, 3};
    const goodwill::penalty_rewards contrast = goodwill::penalty_reward(overall, goodwill::items(price, 1), 2, 4);
    CHECK(contrast.items.size() == 1 && contrast.items[0].penalty.value < 0 && contrast.whole.n == 8);
}

static void importance_and_service() {
    const std::vector<double> stated = {5, 4, 5, 2, 1, 2}, rated = {2, 1, 2, 5, 4, 5};
    goodwill_ipa_options options = GOODWILL_IPA_OPTIONS_INIT;
    CHECK(std::isnan(options.importance_midpoint) && std::isnan(options.performance_midpoint));
    options.crosshair = GOODWILL_IPA_CROSSHAIR_MIDPOINT;
    CHECK(thrown([&] { goodwill::ipa(goodwill::items(stated, 2), goodwill::items(rated, 2), options); }).parameter() ==
          "importance_midpoint");
    options.importance_midpoint = options.performance_midpoint = 3;
    const goodwill::ipa_grid grid = goodwill::ipa(goodwill::items(stated, 2), goodwill::items(rated, 2), options);
    CHECK(grid.items[0].quadrant == GOODWILL_IPA_QUADRANT_CONCENTRATE && grid.whole.performance_crosshair == 3);
    CHECK(goodwill::ipa_derived({0.6, 0.4}, goodwill::items(rated, 2)).items.size() == 2);
    CHECK(thrown([&] { goodwill::ipa_derived({0.6}, goodwill::items(rated, 2)); }).parameter() == "importance");
    CHECK(goodwill::opportunity_score(8, 3) == 13);
    CHECK(goodwill::opportunity_scores(goodwill::items(stated, 2), goodwill::items(rated, 2), goodwill::scale(1, 5), 2)
              .size() == 2);

    CHECK(goodwill::delivered_value({40, 20, 10, 5}, {30, 5, 5, 5}).difference == 30);
    CHECK(thrown([] { goodwill::delivered_value({40, 20, 10, 5}, {30, 5, 5, 5}, {1, 2}); }).parameter() == "value_weights");
    const goodwill::servqual_report report =
        goodwill::servqual(goodwill::items(stated, 2), goodwill::items(rated, 2), nullptr, {1, 1});
    CHECK(report.items.size() == 2 && report.dimensions.size() == 2 && report.whole.n == 3);
    CHECK(thrown([&] { goodwill::servqual(goodwill::items(stated, 2), goodwill::items(rated, 2)); }).parameter() ==
          "dimensions");
    CHECK(goodwill::servperf(goodwill::items(rated, 2), nullptr, {2}).dimensions[0].perceived.value ==
          goodwill::servperf(goodwill::items(rated, 2), nullptr, {2}).whole.score.value);
    goodwill::five_gaps_answers answers;
    CHECK(thrown([&] { goodwill::five_gaps(answers); }).code() == GOODWILL_EMPTY);
    answers.expected = {7, 6};
    answers.perceived = {5, 5, 5};
    CHECK(thrown([&] { goodwill::five_gaps(answers); }).parameter() == "perceived");
    answers.perceived = {5, 5};
    CHECK(goodwill::five_gaps(answers).service.value == 1.5);
    const std::vector<double> ratings = {9, 8, 7, 6, 8, 9};
    const goodwill::acsi_report index = goodwill::acsi(goodwill::items(ratings, 3));
    CHECK(index.ratings.size() == 3 && index.whole.n == 2);
    CHECK(thrown([&] { goodwill::acsi(goodwill::items(ratings, 3), {1, 2}); }).parameter() == "rating_weights");
    CHECK(goodwill::acsi_from_means({1, 10}) == 50);
    const goodwill_estimate rival = goodwill::estimate_given(70);
    CHECK(goodwill::acsi_compare(index.whole.index, nullptr, &rival, nullptr).size() == 1);
    CHECK(thrown([&] { goodwill::acsi_compare(rival, nullptr, nullptr, nullptr); }).code() == GOODWILL_EMPTY);
}

// Weights, curves and types of loyalty as they come out of C++.
static void loyalty() {
    const goodwill::margin tier = {"tier", {0, 1, 1, 1}, {500, 300}};
    const goodwill::weighting made = goodwill::rake({tier});
    CHECK(near(made.weights[0], 2.5, 1e-12) && near(made.weights[3], 0.5, 1e-12));
    CHECK(made.report.find("1 margin met in 1 round") == 0 && made.categories[1].respondents == 3);
    const goodwill::weighting once =
        goodwill::post_stratify(tier.categories, tier.targets, {}, GOODWILL_WEIGHT_TOTAL_TARGETS);
    CHECK(once.weights[0] == 500 && once.weights[1] == 100 && goodwill::design_effect(once.weights).n == 4);
    const goodwill::margin nobody = {"age", {0, 0, 0, 0}, {1, 1}};
    CHECK(thrown([&] { goodwill::rake({nobody}); }).parameter() == "age");
    const goodwill::margin short_one = {"age", {0, 0}, {1}};
    CHECK(thrown([&] { goodwill::rake({tier, short_one}); }).code() == GOODWILL_LENGTH_MISMATCH);
    CHECK(goodwill::response_rate(412, 500).value == 0.824);
    goodwill_dispositions cases = {4, 2, 1, 1, 1, 1, 1, 3};
    CHECK(goodwill::aapor_rates(cases).eligibility == 0.75);

    const std::vector<double> satisfaction = {1, 1, 2, 2, 3, 3, 4, 4, 5, 5};
    const std::vector<double> bought = {0.1, 0, 0.3, 0.3, 0.5, 0.6, 0.8, 0.8, 0.8, 0.8};
    const goodwill::loyalty_curve curve = goodwill::satisfaction_curve(satisfaction, bought, {4});
    CHECK(curve.result.shape == GOODWILL_CURVE_SHAPE_SATURATING && curve.levels.size() == 5 && curve.zones.size() == 2);
    CHECK(curve.changes[0].value == curve.zones[1].slope.value - curve.zones[0].slope.value);
    const auto elasticity = goodwill::loyalty_elasticity(satisfaction, bought, {4});
    CHECK(elasticity.rows[0].elasticity.value > 1 && elasticity.result.n == 10);
    const goodwill::trap trap = goodwill::satisfaction_trap(satisfaction, satisfaction, bought, {4});
    CHECK(trap.result.slope_difference.value == 0 && !trap.result.trap && trap.basic_zones.size() == 2);

    const std::vector<double> repeat = {0.9, 0.5, 0.7, 0.1};
    const std::vector<double> attitude = {5, 4, 2, NAN};
    const auto matrix = goodwill::loyalty_matrix(attitude, repeat, 4, 0.5);
    CHECK(matrix.places[2] == goodwill::loyalty_quadrant(2, 0.7, 4, 0.5) && matrix.places[3] == GOODWILL_NONE);
    const std::vector<std::int32_t> reasons = {GOODWILL_NONE, GOODWILL_LOYALTY_REASON_KINSHIP, GOODWILL_NONE, 0};
    const auto types = goodwill::loyalty_types(attitude, repeat, reasons, 4, 0.5);
    CHECK(types.places[0] == GOODWILL_LOYALTY_TYPE_TRUST && types.result.without_reason == 2);
    CHECK(types.places[1] == goodwill::loyalty_type(4, 0.5, GOODWILL_LOYALTY_REASON_KINSHIP, 4, 0.5));
    goodwill_apostle_cuts cuts = goodwill::apostle_cuts(4, 0.5);
    CHECK(goodwill::apostle_segment(5, 0.9, cuts) == GOODWILL_APOSTLE_SEGMENT_LOYALIST);
    cuts.apostles = 1;
    cuts.apostle_satisfaction = 5;
    cuts.apostle_loyalty = 0.8;
    CHECK(goodwill::apostle_model(attitude, repeat, cuts).places[0] == GOODWILL_APOSTLE_SEGMENT_APOSTLE);
    const std::array<double, 4> four = {{4, 4, 4, 4}}, answers = {{5, 4, 2, 4}};
    CHECK(goodwill::pyramid_level(answers, four, GOODWILL_PYRAMID_RULE_HIGHEST) == GOODWILL_PYRAMID_LEVEL_COMMITTED);
    const std::vector<double> two = {5, 1, 4, 5, 2, 5, 4, 5};
    const goodwill::pyramid pyramid =
        goodwill::loyalty_pyramid(goodwill::items(two, 4), four, GOODWILL_PYRAMID_RULE_CUMULATIVE);
    CHECK(pyramid.levels[0] == GOODWILL_PYRAMID_LEVEL_SATISFIED && pyramid.rows.size() == 5 && pyramid.result.broken == 2);
    const std::vector<goodwill_score_item> ends = {{1, 5, 1}, {0, 10, 1}};
    const std::vector<double> one = {5, 8};
    CHECK(near(goodwill::loyalty_score(one, ends), 0.9, 1e-15));
    const std::vector<double> columns = {5, 3, 8, 5};
    const auto scores = goodwill::loyalty_scores(goodwill::items(columns, 2), ends, goodwill::items(columns, 2), ends);
    CHECK(scores.attitudinal[0] == scores.behavioural[0] && scores.result.gap.value == 0);
}

// A survey is declared once, read once, and everything is asked of it.
static void whole_surveys() {
    const char *declaration = "weight = 'weight'\nrespondent = 'who'\nwave = 'year'\n"
                              "[scales.agree]\nminimum = 1\nmaximum = 5\nmissing = [99]\n"
                              "labels.en = ['no', 'rather not', 'so so', 'rather', 'yes']\n"
                              "[[items]]\nname = 'recommend'\nrole = 'recommendation'\n"
                              "[[items]]\nname = 'trust'\nscale = 'agree'\n"
                              "[[items]]\nname = 'doubt'\nscale = 'agree'\nreverse = true\n"
                              "[[groups]]\nname = 'region'\n";
    goodwill::survey_builder columns(declaration);
    columns.add_numbers("recommend", std::vector<std::int8_t>{10, 9, 3, 7});
    columns.add_texts("trust", {"yes", "rather", "", "no"});
    columns.add_fields("doubt", "yes  no   99   so so", 5, 5, 4);
    columns.add_texts("region", {"South", "North", "South", ""});
    columns.add_texts("who", {"a", "b", "a", "c"});
    columns.add_numbers("year", std::vector<double>{2024, 2024, 2025, 2025});
    columns.add_numbers("weight", std::vector<double>{1, 2, 1, 0.5});
    const goodwill::survey survey(columns);
    CHECK(survey.summary().respondents == 4 && survey.summary().items == 3 && survey.summary().weighted == 1);
    CHECK(survey.item_name(2) == "doubt" && survey.item_info(0).role == GOODWILL_ITEM_ROLE_RECOMMENDATION);
    CHECK(survey.item_info(1).n == 3 && survey.item_info(1).missing == 1 && survey.item_info(1).maximum == 5);
    CHECK((survey.tally("trust").counts() == std::vector<std::uint64_t>{1, 0, 0, 1, 1}));
    const std::vector<double> doubt = survey.values("doubt");
    CHECK(doubt[0] == 1 && doubt[1] == 5 && std::isnan(doubt[2]) && doubt[3] == 3);
    CHECK((survey.weights() == std::vector<double>{1, 2, 1, 0.5}));
    std::uint64_t missing = 0;
    const std::vector<goodwill::survey_part<goodwill::survey>> regions = survey.by("region", &missing);
    CHECK(regions.size() == 2 && missing == 1 && regions[0].label == "North" && regions[1].label == "South");
    CHECK(regions[1].respondents.tally("recommend").summary().n == 2);
    const std::pair<std::vector<double>, std::vector<double>> both = survey.paired("recommend", "2024", "2025");
    CHECK(both.first == std::vector<double>{10} && both.second == std::vector<double>{3});
    CHECK(goodwill::assess_survey(survey).find("goodwill-survey/1") != std::string::npos);
    CHECK(thrown([&] { goodwill::assess_survey(survey, 2); }).parameter() == "level");
    CHECK(thrown([&] { survey.tally("trsut"); }).code() == GOODWILL_UNKNOWN_COLUMN);
    CHECK(thrown([&] { survey.item_info(3); }).value() == "3");

    // What is wrong is named by header, row and value.
    goodwill::survey_builder bad("[[items]]\nname = 'q'\n[items.scale]\nminimum = 1\nmaximum = 5");
    CHECK(thrown([&] { goodwill::survey never(bad); }).code() == GOODWILL_UNKNOWN_COLUMN);
    bad.add_numbers("q", std::vector<double>{1, 6});
    const goodwill::error off = thrown([&] { goodwill::survey never(bad); });
    CHECK(off.parameter() == "q" && off.value() == "6" && off.index() == 1);
    CHECK(thrown([] { goodwill::survey_builder never("[[items]]\nnom = 'q'"); }).code() == GOODWILL_UNSUPPORTED_FILE);
}

int main() {
    tallies();
    layouts();
    several_items();
    kano();
    importance_and_service();
    loyalty();
    whole_surveys();
    std::printf("%d checks of surveys in C++, %d failed\n", checks, failures);
    return failures != 0;
}
