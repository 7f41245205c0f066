// What the C++ header promises: exceptions that know what went wrong, columns of every kind, handles that move.
#include "check.hpp"

#include <array>

#pragma pack(push, 1)
struct answer {
    char kind;
    double perceived;
    std::int16_t score;
    double expected;
};
#pragma pack(pop)

static void errors() {
    const goodwill::error error = thrown([] { goodwill::mean(std::vector<double>{1, NAN, INFINITY}); });
    CHECK(error.code() == GOODWILL_NOT_FINITE);
    CHECK(error.parameter() == "values");
    CHECK(error.value() == "inf");
    CHECK(error.index() == 2);
    CHECK(std::string(error.what()) == "values[2]: must be a finite number, or NaN if missing, got inf");
    CHECK(thrown([] { goodwill::satisfaction_reversed(1, 2); }).code() == GOODWILL_REFUSED);
    const goodwill::error length = thrown([] {
        goodwill::satisfaction(std::vector<double>{1, 2}, std::vector<double>{1});
    });
    CHECK(length.code() == GOODWILL_LENGTH_MISMATCH);
    CHECK(length.parameter() == "expected");
    CHECK(goodwill::status_text(GOODWILL_EMPTY).find("empty: ") == 0);
    CHECK(goodwill::version() == GOODWILL_VERSION);
}

static void columns() {
    const std::vector<answer> answers = {{'a', 8, 10, 7}, {'b', 6, 9, 7}, {'c', 9, 3, 8}};
    const std::array<double, 3> perceived = {{8, 6, 9}}, expected = {{7, 7, 8}};
    const std::int8_t bytes[] = {10, 9, 3};
    const goodwill_satisfaction_result a = goodwill::satisfaction(
        goodwill::field(answers, &answer::perceived), goodwill::field(answers, &answer::expected));
    const goodwill_satisfaction_result b = goodwill::satisfaction(perceived, expected);
    CHECK(a.ratio_of_means.value == b.ratio_of_means.value && a.mean_gap.lower == b.mean_gap.lower);
    const goodwill_nps_result of_records = goodwill::nps(goodwill::field(answers, &answer::score));
    const goodwill_nps_result of_bytes = goodwill::nps(goodwill::column<std::int8_t>(bytes, 3));
    const goodwill_nps_result of_doubles = goodwill::nps(std::vector<double>{10, 9, 3});
    CHECK(of_records.score.value == of_bytes.score.value && of_bytes.score.lower == of_doubles.score.lower);
    CHECK(goodwill::nps_count_scores(std::vector<float>{10, 9, 3}).promoters == 2);
    CHECK(goodwill::nps_weighted(std::vector<double>{10, 0}, std::vector<double>{3, 1}).score.value == 0.5);
    CHECK(goodwill::nps_paired(std::vector<int>{10, 0, 8}, std::vector<int>{10, 9, 8}).difference.n == 3);
    const std::vector<goodwill_nps_counts> units = {{5, 3, 2, 0}, {50, 35, 15, 1}};
    CHECK(goodwill::nps_of_units(units).units == 2);
    CHECK(goodwill::nps_homogeneity(units).degrees_of_freedom == 2);
    CHECK(goodwill::nps_difference(units[0], units[1]).n == 110);
    CHECK(goodwill::nps_sample_size(0.05) > 1000);
}

static goodwill::purchases bought() {
    goodwill::builder builder, second;
    builder.update(std::vector<std::string>{"b", "a", "", "a"}, std::vector<std::int32_t>{10, 11, 12, 30},
                   std::vector<double>{1, 2, 3, 4});
    second.update(std::vector<std::string>{"c"}, std::vector<std::int32_t>{15}, std::vector<double>{5});
    builder.merge(std::move(second));
    return goodwill::builder::from_bytes(builder.to_bytes()).finish();
}

static void handles() {
    goodwill::purchases purchases = bought();
    goodwill::purchases moved = std::move(purchases);
    CHECK(purchases.get() == nullptr);
    CHECK(thrown([&] { purchases.intake(); }).code() == GOODWILL_NULL_POINTER);
    CHECK(moved.customers() == 3);
    CHECK(moved.intake().missing_customer == 1);
    CHECK(moved.id_text(0) == "a" && moved.id_text(2) == "c");
    CHECK(moved.first_day() == 10 && moved.last_day() == 30);
    const goodwill::purchases::occasion_columns occasions = moved.occasions();
    CHECK(occasions.starts.size() == 4 && occasions.days.size() == 4 && occasions.amounts[1] == 4);
    CHECK(moved.within(0, 20).customers() == 3);

    const goodwill::history split = moved.calibration_holdout(20, 30, GOODWILL_TIME_UNIT_DAY);
    CHECK(split.size() == 3 && split.tenure()[0] == 9 && split.holdout_frequency()[0] == 1);
    CHECK(split.holdout_monetary_value()[0] == 4 && std::isnan(split.holdout_monetary_value()[1]));
    CHECK(split.describe().holdout_duration == 10);
    const goodwill::history history = goodwill::histories(
        std::vector<std::int64_t>{1, 1}, std::vector<std::int32_t>{0, 14}, goodwill::column<double>(), 21);
    CHECK(history.frequency()[0] == 1 && history.recency()[0] == 2 && history.tenure()[0] == 3);
    CHECK(history.ids()[0] == 1 && history.first_day()[0] == 0 && history.last_day()[0] == 14);
    CHECK(std::isnan(history.monetary_value()[0]));
    CHECK(thrown([&] { history.holdout_frequency(); }).code() == GOODWILL_UNDEFINED);
    CHECK(goodwill::calibration_holdout(std::vector<std::int64_t>{1, 1}, std::vector<std::int32_t>{0, 14},
                                        goodwill::column<double>(), 7, 21)
              .holdout_frequency()[0] == 1);
}

static void tables() {
    const auto reasons = goodwill::churn_reasons({"price", "service", "price", ""});
    CHECK(reasons.rows.size() == 2 && reasons.rows[0].row == 0 && reasons.rows[0].lost == 2);
    CHECK(reasons.result.missing == 1);
    const auto parts = goodwill::churn_decomposition(std::vector<std::uint64_t>{100, 100}, std::vector<std::uint64_t>{10, 30},
                                                     std::vector<std::uint64_t>{50, 150}, std::vector<std::uint64_t>{5, 45});
    CHECK(parts.rows.size() == 2 && parts.result.rate.value == 0);
    // More rows than the first guess.
    std::vector<std::int64_t> customers(200, 1);
    std::vector<std::int32_t> periods(200);
    for (int i = 0; i < 200; ++i) {
        periods[i] = i;
    }
    CHECK(goodwill::growth_from_periods(customers, periods).rows.size() == 200);

    const std::vector<double> values = {541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261};
    CHECK(std::fabs(goodwill::gini(values).gini.value - 0.4620911) < 5e-8);
    CHECK(std::fabs(goodwill::theil(values).theil.value - 0.3623412) < 5e-8);
    CHECK(std::fabs(goodwill::herfindahl(values).index.value - 0.1840812) < 5e-8);
    CHECK(goodwill::concentration(values).customers == 10);
    CHECK(goodwill::top_share(values, 0.1).value == goodwill::top_k_share(values, 1).value);
    CHECK(goodwill::customers_for_share(values, 0.8).customers > 1);
    CHECK(goodwill::lorenz_curve(values).customers.size() == 11 && goodwill::lorenz_curve(values, 4).amounts.size() == 5);
    CHECK(goodwill::abc_classes(values).result.size() == 10 && goodwill::abc_classes(values).rows.size() == 3);

    const goodwill::tier_rules rules({}, {5, 3}, GOODWILL_TIER_AGREEMENT_PURCHASES_FIRST);
    CHECK(goodwill::tier(NAN, 4.5, rules) == 1);
    const goodwill::tier_column tiers = goodwill::tiers(goodwill::column<double>(), std::vector<double>{7, 4, NAN}, rules);
    CHECK(tiers.tier[0] == 0 && tiers.tier[1] == 1 && tiers.tier[2] == GOODWILL_NO_TIER && tiers.missing == 1);
    CHECK(goodwill::tier_table(goodwill::column<double>(), std::vector<double>{7, 4}, std::vector<double>{1, 0}, rules)
              .rows[0]
              .customers == 1);
    CHECK(goodwill::tiers_by({{1200, 90}, {2, 6}, {4, 1}}, {{1000, 300}, {5, 3}, {4, 2}}, 2).tier[1] == 2);
    CHECK(thrown([] { goodwill::tiers_by({{1}, {2}}, {{1}}, 1); }).parameter() == "thresholds");
    const goodwill::purchases purchases = bought();
    CHECK(goodwill::purchase_tiers(purchases, 0, 31, rules).tier.size() == 3);
    CHECK(goodwill::yearly_activity(purchases, 0, 31).orders.size() == 3);
    CHECK(goodwill::purchase_frequency(purchases, 0, 31).rows.size() == 2);
    CHECK(goodwill::revenue_per_buyer(purchases, 0, 31).n == 3);
    CHECK(goodwill::interpurchase_time(purchases, 0, 31).closed_gaps == 1);
    CHECK(goodwill::repeat_from_counts(81, 263, GOODWILL_REPEAT_VARIANT_TWO_OR_MORE).base == 263);
    CHECK(goodwill::order_ratios(200, 500, 20000).order_value == 40);
    CHECK(goodwill::per_year(5, goodwill::day_from_ymd(2024, 1, 1), goodwill::day_from_ymd(2025, 1, 1)) == 5);
    CHECK(goodwill::implied_repeat_rate(std::vector<double>{0.5, 0.5}, std::vector<double>{1, 0}) == 0.5);

    goodwill::survey_builder columns("[[items]]\nname = 'recommend'\nrole = 'recommendation'");
    columns.add_numbers("recommend", std::vector<double>{10, 9, 3});
    const goodwill::survey answers(columns);
    CHECK(goodwill::assess(purchases, &answers).find("\"nps\"") != std::string::npos);
    CHECK(goodwill::assess(purchases, nullptr, GOODWILL_ASSESS_OPTIONS_INIT, &rules).size() > 1000);
}

static bool says(const std::string &json, const char *text) { return json.find(text) != std::string::npos; }

// The models of an assessment: whether there are any, how far they look, what later money is worth.
static void assessed_models() {
    const goodwill::model model(GOODWILL_MODEL_KIND_MBG_NBD, {0.8, 6, 0.9, 2.5}, GOODWILL_TIME_UNIT_WEEK);
    const goodwill::model::simulated made = model.simulate(std::vector<double>(400, 60.0), 7);
    std::vector<std::int64_t> customers;
    std::vector<std::int32_t> days;
    std::vector<double> amounts;
    for (std::size_t i = 0; i < made.frequency.size(); ++i) {
        for (double purchase = 0; purchase <= made.frequency[i]; ++purchase) {
            const double share = made.frequency[i] > 0 ? purchase / made.frequency[i] : 0;
            customers.push_back(static_cast<std::int64_t>(i));
            days.push_back(static_cast<std::int32_t>(i % 30 + 7 * made.recency[i] * share));
            amounts.push_back(10 + static_cast<double>(i % 13));
        }
    }
    goodwill::builder builder;
    builder.update(customers, days, amounts);
    const goodwill::purchases orders = builder.finish();

    goodwill_assess_options options = GOODWILL_ASSESS_OPTIONS_INIT;
    CHECK(options.models == 1 && options.value_months == 12 && options.discount == 0.1);
    const std::string usual = goodwill::assess(orders, nullptr, options);
    CHECK(says(usual, "\"months\": 12") && says(usual, "\"discount\": 0.1"));
    options.value_months = 24;
    options.discount = 0.2;
    const std::string longer = goodwill::assess(orders, nullptr, options);
    CHECK(says(longer, "\"months\": 24") && says(longer, "\"discount\": 0.2"));
    options.models = 0;
    CHECK(says(goodwill::assess(orders, nullptr, options), "models to be asked for"));
    options.discount = -2;
    CHECK(thrown([&] { goodwill::assess(orders, nullptr, options); }).parameter() == "discount");
    options.discount = 0.1;
    options.models = 2;
    CHECK(thrown([&] { goodwill::assess(orders, nullptr, options); }).parameter() == "models");
}

static void scalars() {
    goodwill_customer_flow flow = GOODWILL_CUSTOMER_FLOW_INIT;
    flow.start = 100;
    flow.lost = 5;
    const goodwill_churn_result churn = goodwill::churn(flow, GOODWILL_CHURN_BASE_START);
    CHECK(churn.rate.value == 0.05);
    CHECK(goodwill::retention_from_counts(100, 95, 0).value == 0.95);
    CHECK(goodwill::churn_annualised(churn.probability, 12).value > 0.4);
    CHECK(goodwill::churn_cost(churn.probability, 1000, 100, 50).lost.value == 50);
    CHECK(goodwill::churn_daily(std::vector<std::uint64_t>{10, 9}, std::vector<std::uint64_t>{1, 0},
                                GOODWILL_CHURN_BASE_DAILY_SUM)
              .rate.value == 0.1);
    const goodwill_estimate retention = goodwill::estimate_given(0.8);
    CHECK(std::fabs(goodwill::margin_multiple(retention, 0.12, GOODWILL_FIRST_PAYMENT_END_OF_PERIOD).value - 2.5) <
          1e-14);
    CHECK(goodwill::cltv_finite(goodwill::estimate_given(10), retention, 0.1, GOODWILL_FIRST_PAYMENT_IMMEDIATE, 1)
              .cltv.value == 10);
    CHECK(goodwill::cltv_historic(std::vector<double>{1, 2, 3}).total == 6);
    CHECK(!goodwill::cltv_literal(100, 0.8, 5).warning.empty());
    CHECK(goodwill::satisfaction_ratio(8, 4) == 2 && goodwill::satisfaction_gap(8, 4) == 4);
    CHECK(goodwill::satisfaction_state(8, 4) == GOODWILL_SATISFACTION_STATE_ABOVE);
    CHECK(goodwill::proportion_difference(56, 70, 48, 80).n == 150);
    CHECK(goodwill::poisson_rate(10, 200).value == 0.05);
    CHECK(goodwill::nps_from_counts({50, 35, 15, 0}).score.value == 0.35);
    CHECK(goodwill::choice_name("method", GOODWILL_METHOD_WILSON) == "wilson");
    const goodwill::ymd day = goodwill::day_to_ymd(goodwill::day_from_ymd(1997, 9, 30));
    CHECK(day.year == 1997 && day.month == 9 && day.day == 30);
    CHECK(goodwill::period_start(GOODWILL_PERIOD_YEAR, goodwill::period_index(GOODWILL_PERIOD_YEAR, 400)) == 365);
}

static bool holds(const goodwill_estimate &estimate) {
    return estimate.standard_error > 0 && estimate.lower < estimate.value && estimate.value < estimate.upper;
}

// Customers made up by a model, the same data in parts, and the fit of them.
static void models() {
    using goodwill::model;
    using goodwill::model_data;
    const model truth(GOODWILL_MODEL_KIND_BG_NBD, {0.8, 6.0, 0.9, 2.5}, GOODWILL_TIME_UNIT_WEEK);
    const std::vector<double> tenure(600, 60.0);
    const model::simulated made = truth.simulate(tenure, 3);
    const goodwill::customers all(made.frequency, made.recency, tenure);
    const model_data data(all, GOODWILL_TIME_UNIT_WEEK);
    CHECK(data.describe().customers == 600);

    const std::size_t half = 300;
    model_data parts(goodwill::customers({made.frequency.data(), half}, {made.recency.data(), half}, {tenure.data(), half}),
                     GOODWILL_TIME_UNIT_WEEK);
    parts.merge(model_data(goodwill::customers({made.frequency.data() + half, half}, {made.recency.data() + half, half},
                                               {tenure.data() + half, half}),
                           GOODWILL_TIME_UNIT_WEEK));
    const model_data back = model_data::from_bytes(GOODWILL_MODEL_KIND_BG_NBD, parts.to_bytes());
    const model fitted = model::fit(GOODWILL_MODEL_KIND_BG_NBD, data);
    CHECK(model::fit(GOODWILL_MODEL_KIND_BG_NBD, back).parameters() == fitted.parameters());

    const goodwill_fit_summary summary = fitted.summary();
    CHECK(summary.converged == 1 && summary.parameters == 4 && summary.customers == 600);
    const std::vector<goodwill_estimate> estimates = fitted.estimates();
    const std::vector<double> covariance = fitted.covariance(), gradient = fitted.gradient(data),
                              hessian = fitted.hessian(data);
    CHECK(estimates.size() == 4 && covariance.size() == 16 && hessian.size() == 16);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(holds(estimates[i]) && estimates[i].value == fitted.parameters()[i]);
        CHECK(near(covariance[5 * i], estimates[i].standard_error * estimates[i].standard_error, 1e-12));
        CHECK(std::fabs(gradient[i]) * estimates[i].standard_error < 1e-8 && hessian[5 * i] < 0);
    }
    CHECK(fitted.log_likelihood(data) == summary.log_likelihood);
    CHECK(thrown([&] { truth.summary(); }).code() != GOODWILL_OK);

    const model copied = fitted, read = model::from_json(fitted.to_json());
    CHECK(copied.text() == fitted.text() && read.parameters() == fitted.parameters());

    // The verbs agree with each other.
    const goodwill::customers one({made.frequency.data(), 1}, {made.recency.data(), 1}, {tenure.data(), 1});
    goodwill_question question = GOODWILL_QUESTION_INIT;
    question.verb = GOODWILL_QUESTION_VERB_CONDITIONAL_PURCHASES;
    question.t = 26;
    const std::vector<goodwill_estimate> answers = fitted.predict(one, question);
    CHECK(answers.size() == 1 && holds(answers[0]));
    CHECK(answers[0].value == fitted.conditional_purchases(one, 26)[0]);
    CHECK(fitted.conditional_purchases(all, 26).size() == 600);
    CHECK(fitted.probability_alive(one, 5)[0] < fitted.probability_alive(one)[0]);
    CHECK(near(fitted.probability_active(one, 0, 26)[0], 1 - fitted.conditional_pmf(one, 0, 0, 26)[0], 1e-12));
    CHECK(fitted.residual_transactions(one, 0.1, GOODWILL_TIME_UNIT_YEAR, 26)[0] < answers[0].value);
    CHECK(fitted.residual_lifetime(one, 26)[0] <= 26);
    CHECK(fitted.posterior_rates(one)[0].purchase > 0);
    CHECK(fitted.expected_purchases(26) > 0 && fitted.purchase_pmf(0, 0, 26) < 1);
    CHECK(thrown([&] { fitted.survival(std::vector<std::uint32_t>{1}); }).code() == GOODWILL_NOT_APPLICABLE);

    // Side by side.
    const model nbd = model::fit(GOODWILL_MODEL_KIND_NBD, data);
    const std::vector<goodwill_compared_model> compared = goodwill::compare_models({&fitted, &nbd});
    CHECK(compared.size() == 2 && compared[0].chosen == 1 && compared[1].chosen == 0);
    CHECK(fitted.calibration_table(data, 5).size() == 6);

    // Draws.
    goodwill_posterior_options few = GOODWILL_POSTERIOR_OPTIONS_INIT;
    few.draws = 500;
    const goodwill::posterior posterior(GOODWILL_MODEL_KIND_BG_NBD, data, {}, few);
    CHECK(posterior.summary().draws == 500 && posterior.estimates().size() == 4);
    CHECK(posterior.draws().values.size() == 2000 && !posterior.report().empty());
    const goodwill_estimate drawn = posterior.predict(one, question)[0];
    CHECK(holds(drawn) && near(drawn.value, answers[0].value, 0.1));
}

// Contracts and spend.
static void other_models() {
    using goodwill::model;
    using goodwill::model_data;
    const model sbg = model::fit(GOODWILL_MODEL_KIND_SBG,
                                 model_data::survivors(std::vector<double>{1000, 869, 743, 653, 593, 551, 517, 491}));
    const std::vector<std::uint32_t> second = {2};
    CHECK(near(sbg.survival(second)[0], 0.743, 0.02));
    CHECK(near(sbg.survival(second)[0] / sbg.survival(std::vector<std::uint32_t>{1})[0], sbg.retention_rate(second)[0],
               1e-12));
    CHECK(sbg.churn_pmf(second)[0] > 0 && sbg.conditional_survival(3, 2) < 1 && sbg.posterior_churn(3) > 0);
    CHECK(sbg.residual_renewals(second, 0.1)[0] > sbg.residual_renewals(second, 0.1, GOODWILL_NONE, 5)[0]);
    CHECK(sbg.retention_elasticity(second, 0.1)[0] > 0);

    const model spend(GOODWILL_MODEL_KIND_GAMMA_GAMMA, {6.25, 3.74, 15.44});
    const std::vector<double> frequency = {2, 1, 7}, mean = {22.345, 11.77, 73.74};
    CHECK(near(spend.expected_spend(frequency, mean)[0], 24.659612860892388, 1e-12));
    CHECK(thrown([&] { spend.expected_spend(frequency, std::vector<double>{1}); }).code() == GOODWILL_LENGTH_MISMATCH);
    CHECK(thrown([&] { model::fit(GOODWILL_MODEL_KIND_GAMMA_GAMMA, model_data::spend(frequency, {mean.data(), 2})); })
              .parameter() == "mean_spend");
}

// Covariates that stay are a path that does not change.
static void covariates() {
    const goodwill::model truth(GOODWILL_MODEL_KIND_PARETO_NBD, {0.8, 9.0, 0.7, 15.0});
    const std::vector<double> tenure(150, 60.0);
    const goodwill::model::simulated made = truth.simulate(tenure, 1);
    const goodwill::customers all(made.frequency, made.recency, tenure);
    std::vector<double> online, starts = {0, 30};
    goodwill::varying_data data({"online"}, {});
    for (std::size_t i = 0; i < tenure.size(); ++i) {
        online.push_back(static_cast<double>(i % 2));
        // The last purchase is where it was; the others may be anywhere before.
        const std::vector<double> times(static_cast<std::size_t>(made.frequency[i]), made.recency[i]);
        data.add({times, 60, starts, 90, {online[i], online[i]}});
    }
    const goodwill::covariate_fit fixed(GOODWILL_MODEL_KIND_PARETO_NBD, all, {{"online", online}}, {});
    const goodwill::varying_fit varying(data);
    CHECK(fixed.estimates().size() == 5 && fixed.test().degrees_of_freedom == 1);
    CHECK(near(varying.summary().log_likelihood, fixed.summary().log_likelihood, 1e-12));
    CHECK(near(varying.test().statistic, fixed.test().statistic, 1e-6));
    const std::vector<double> covariance = fixed.covariance();
    CHECK(covariance.size() == 25 && varying.covariance().size() == 25);
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(near(std::sqrt(covariance[6 * i]), fixed.estimates()[i].standard_error, 1e-12));
        CHECK(near(varying.estimates()[i].standard_error, fixed.estimates()[i].standard_error, 1e-5));
    }
    goodwill_question question = GOODWILL_QUESTION_INIT;
    question.verb = GOODWILL_QUESTION_VERB_CONDITIONAL_PURCHASES;
    question.t = 26;
    const std::vector<double> last = {40};
    const std::vector<double> bought = {1};
    const goodwill::customers customer(bought, last, {tenure.data(), 1});
    const goodwill_estimate expected = fixed.predict({1}, {}, customer, question)[0];
    CHECK(holds(expected) && expected.value == fixed.model_for({1}, {}).conditional_purchases(customer, 26)[0]);
    const goodwill::varying_customer same = {{40}, 60, starts, 90, {1, 1}};
    const goodwill_estimate over_time = varying.conditional_purchases(same, 26);
    CHECK(near(over_time.value, expected.value, 1e-6) && near(over_time.standard_error, expected.standard_error, 1e-5));
    CHECK(varying.probability_alive(same, 26).value < varying.probability_alive(same).value);

    // Draws with covariates answer for a customer.
    goodwill_posterior_options few = GOODWILL_POSTERIOR_OPTIONS_INIT;
    few.draws = 500;
    const goodwill::posterior drawn(GOODWILL_MODEL_KIND_NBD, all, {{"online", online}}, {}, {}, GOODWILL_NONE, few);
    const goodwill::posterior own = drawn.posterior_for({1}, {});
    CHECK(drawn.estimates().size() == 3 && own.estimates().size() == 2 && own.draws().values.size() == 1000);
    CHECK(holds(own.predict(customer, question)[0]));
    CHECK(thrown([&] { drawn.predict(customer, question); }).parameter() == "draws");
    CHECK(thrown([&] { drawn.posterior_for({1}, {2}); }).code() == GOODWILL_LENGTH_MISMATCH);
    CHECK(made.purchase_rate.size() == tenure.size() && made.dropout_rate[0] > 0);

    // Columns and periods that are too short are not read.
    const std::vector<double> short_column(10, 1.0);
    CHECK(thrown([&] {
              goodwill::covariate_fit(GOODWILL_MODEL_KIND_PARETO_NBD, all, {{"online", short_column}}, {});
          }).parameter() == "purchase_columns");
    CHECK(thrown([&] { data.add({{40}, 60, starts, 90, {1}}); }).code() == GOODWILL_LENGTH_MISMATCH);
    CHECK(thrown([&] { varying.conditional_purchases({{40}, 60, starts, 90, {1}}, 26); }).parameter() == "values");
}

int main() {
    errors();
    columns();
    handles();
    tables();
    assessed_models();
    scalars();
    models();
    other_models();
    covariates();
    std::printf("%d checks in C++, %d failed\n", checks, failures);
    return failures != 0;
}
