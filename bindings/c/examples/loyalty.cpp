// From an ERP's order records to a loyalty report, in C++.
//
// The orders lie in a vector of records and are read in place; what goes wrong is an exception.
#include <goodwill.hpp>

#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

struct order {
    std::int64_t customer;
    std::int32_t date;
    double amount;
};

static void show(const char *what, const goodwill_estimate &estimate) {
    std::printf("%-22s %8.3f  (%.0f%% %.3f to %.3f, n = %lu, %s)\n", what, estimate.value, 100 * estimate.level,
                estimate.lower, estimate.upper, static_cast<unsigned long>(estimate.n),
                goodwill::choice_name("method", estimate.method).c_str());
}

int main() {
    const std::vector<order> orders = {
        {1, 20240105, 120.00}, {2, 20240107, 35.50}, {1, 20240105, 14.50}, {3, 20240220, 410.00},
        {1, 20240311, 80.00},  {4, 20240402, 22.00}, {2, 20240415, 41.00}, {1, 20240601, 95.25},
        {5, 20240705, 18.00},  {3, 20240909, 390.00}, {1, 20241120, 60.00},
    };

    // Orders become purchases, purchases become histories.
    goodwill::builder builder;
    builder.update(goodwill::field(orders, &order::customer),
                   goodwill::days_from_yyyymmdd(goodwill::field(orders, &order::date)),
                   goodwill::field(orders, &order::amount));
    const goodwill::purchases purchases = builder.finish();
    const std::int32_t start = goodwill::day_from_ymd(2024, 1, 1);
    const std::int32_t end = goodwill::day_from_ymd(2025, 1, 1);
    const goodwill::history history = purchases.histories(end - 1);
    const std::vector<std::uint32_t> frequency = history.frequency();
    const std::vector<double> tenure = history.tenure();
    for (std::size_t i = 0; i < history.size(); ++i) {
        std::printf("customer %s: %u repeats in %.2f weeks\n", history.id_text(i).c_str(), frequency[i], tenure[i]);
    }

    // What it says about loyalty.
    show("repeat purchase rate",
         goodwill::repeat_rate(purchases, start, end, GOODWILL_REPEAT_VARIANT_TWO_OR_MORE).rate);
    show("order value", goodwill::order_value(purchases, start, end).mean);
    const goodwill::tier_rules rules({}, {5, 3}, GOODWILL_TIER_AGREEMENT_PURCHASES_FIRST);
    const auto tiers = goodwill::purchase_tier_table(purchases, start, end, rules,
                                                     GOODWILL_REPEAT_VARIANT_TWO_OR_MORE);
    for (std::uint32_t i = 0; i < rules.count(); ++i) {
        std::printf("tier %-8s %2lu customers, revenue %8.2f\n", rules.label(i).c_str(),
                    static_cast<unsigned long>(tiers.rows[i].customers), tiers.rows[i].revenue);
    }
    for (const goodwill_growth_period &period :
         goodwill::growth_accounting(purchases, GOODWILL_PERIOD_QUARTER, end - 1).rows) {
        std::printf("%s: %lu active, %lu new\n",
                    goodwill::period_label(GOODWILL_PERIOD_QUARTER, period.index).c_str(),
                    static_cast<unsigned long>(period.active), static_cast<unsigned long>(period.new_customers));
    }

    // A survey, by options of one's own.
    goodwill_nps_options options = GOODWILL_NPS_OPTIONS_INIT;
    options.interval = goodwill::choice_number("nps_interval", "tango");
    const std::vector<std::int8_t> scores = {10, 9, 9, 8, 7, 10, 6, 3, 9, 10, 8, 2};
    show("net promoter score", goodwill::nps(scores, options).score);

    // Lifetime value from churn.
    goodwill_customer_flow flow = GOODWILL_CUSTOMER_FLOW_INIT;
    flow.start = 1000;
    flow.lost = 80;
    show("churn", goodwill::churn(flow, GOODWILL_CHURN_BASE_START).rate);
    show("lifetime value", goodwill::cltv(goodwill::estimate_given(100), goodwill::retention(flow), 0.10,
                                          GOODWILL_FIRST_PAYMENT_END_OF_PERIOD)
                               .cltv);

    // Everything at once, as JSON.
    const std::string json = goodwill::assess(purchases);
    std::printf("assessment: %s\n", json.substr(4, json.find(',') - 4).c_str());

    try {
        goodwill::nps(std::vector<double>{9, 10, 11});
    } catch (const goodwill::error &error) {
        std::printf("%s (status %d, parameter %s, value %s, index %ld)\n", error.what(), error.code(),
                    error.parameter().c_str(), error.value().c_str(), static_cast<long>(error.index()));
    }
}
