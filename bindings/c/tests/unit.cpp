// What the C++ header promises: exceptions that know what went wrong, columns of every kind, handles that move.
#include <goodwill.hpp>

#include <array>
#include <cmath>
#include <cstdio>

static int checks, failures;

#define CHECK(holds)                                                            \
    do {                                                                        \
        ++checks;                                                               \
        if (!(holds)) {                                                         \
            ++failures;                                                         \
            std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #holds);    \
        }                                                                       \
    } while (0)

// The error a call throws.
template <class Call> static goodwill::error thrown(Call call) {
    try {
        call();
    } catch (const goodwill::error &error) {
        return error;
    }
    return goodwill::error(GOODWILL_OK, "nothing was thrown", "", "", -1);
}

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

    goodwill::survey answers;
    const std::vector<double> scores = {10, 9, 3};
    answers.recommendation = scores;
    CHECK(goodwill::assess(purchases, answers).find("\"nps\"") != std::string::npos);
    CHECK(goodwill::assess(purchases, goodwill::survey(), GOODWILL_ASSESS_OPTIONS_INIT, &rules).size() > 1000);
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

int main() {
    errors();
    columns();
    handles();
    tables();
    scalars();
    std::printf("%d checks in C++, %d failed\n", checks, failures);
    return failures != 0;
}
