/* From an ERP's order records to a loyalty report, in C.
 *
 * The orders lie in an array of records, as they came from the ledger, and are read in place: one field is a
 * column, and the size of a record is the distance from one value to the next. */
#include <goodwill.h>

#include <stdio.h>
#include <stdlib.h>

/* An order as the ledger keeps it: a padded text field, a date as a number, and money. */
struct order {
    char customer[8];
    int32_t date;
    double amount;
};

static const struct order orders[] = {
    {"C-001   ", 20240105, 120.00}, {"C-002   ", 20240107, 35.50}, {"C-001   ", 20240105, 14.50},
    {"C-003   ", 20240220, 410.00}, {"C-001   ", 20240311, 80.00}, {"C-004   ", 20240402, 22.00},
    {"C-002   ", 20240415, 41.00},  {"C-001   ", 20240601, 95.25}, {"C-005   ", 20240705, 18.00},
    {"C-003   ", 20240909, 390.00}, {"C-001   ", 20241120, 60.00}, {"        ", 20241121, 12.00},
};
#define ORDERS (sizeof orders / sizeof *orders)

/* Stops with the library's own words. */
static void must(goodwill_status status) {
    if (status != GOODWILL_OK) {
        char message[512] = "";
        goodwill_last_error_message(message, sizeof message, NULL);
        fprintf(stderr, "goodwill: %s (status %d)\n", message, (int)status);
        exit(EXIT_FAILURE);
    }
}

static void show(const char *what, const goodwill_estimate *estimate) {
    char method[32];
    must(goodwill_choice_name("method", estimate->method, method, sizeof method, NULL));
    printf("%-22s %8.3f  (%.0f%% %.3f to %.3f, n = %lu, %s)\n", what, estimate->value, 100 * estimate->level,
           estimate->lower, estimate->upper, (unsigned long)estimate->n, method);
}

int main(void) {
    /* 1. Orders become purchases. Blank customers are left out and counted. */
    int32_t days[ORDERS];
    goodwill_builder *builder = NULL;
    goodwill_purchases *purchases = NULL;
    goodwill_intake intake;
    must(goodwill_days_from_yyyymmdd(&orders[0].date, sizeof orders[0], ORDERS, days));
    must(goodwill_builder_new(NULL, &builder));
    must(goodwill_builder_update_fields(builder, orders[0].customer, sizeof orders[0].customer, sizeof orders[0],
                                        days, 0, &orders[0].amount, sizeof orders[0], ORDERS));
    must(goodwill_builder_finish(builder, &purchases));
    goodwill_builder_free(builder);
    must(goodwill_purchases_intake(purchases, &intake));
    printf("%lu rows, %lu without customer, %lu merged, %lu purchases of %lu customers\n\n",
           (unsigned long)intake.rows, (unsigned long)intake.missing_customer, (unsigned long)intake.merged,
           (unsigned long)intake.occasions, (unsigned long)intake.customers);

    /* 2. Every customer's history as of the end of the year. */
    int32_t year_start, year_end;
    goodwill_history *history = NULL;
    goodwill_history_summary summary;
    must(goodwill_day_from_ymd(2024, 1, 1, &year_start));
    must(goodwill_day_from_ymd(2025, 1, 1, &year_end));
    must(goodwill_purchases_histories(purchases, year_end - 1, NULL, &history));
    must(goodwill_history_describe(history, &summary));
    {
        const size_t n = (size_t)summary.customers;
        uint32_t *frequency = malloc(n * sizeof *frequency);
        double *recency = malloc(n * sizeof *recency);
        double *tenure = malloc(n * sizeof *tenure);
        double *value = malloc(n * sizeof *value);
        if (!frequency || !recency || !tenure || !value) {
            return EXIT_FAILURE;
        }
        must(goodwill_history_columns(history, frequency, recency, tenure, value, NULL, NULL));
        printf("customer  repeats  recency  tenure (weeks)  mean repeat value\n");
        for (size_t i = 0; i < n; ++i) {
            char id[16];
            must(goodwill_history_id_text(history, i, id, sizeof id, NULL));
            printf("%-8s %8u %8.2f %7.2f %26.2f\n", id, (unsigned)frequency[i], recency[i], tenure[i], value[i]);
        }
        free(frequency);
        free(recency);
        free(tenure);
        free(value);
    }
    goodwill_history_free(history);

    /* 3. Do they come back, and how much do they bring? */
    goodwill_repeat_result repeat;
    goodwill_frequency_result frequency;
    goodwill_order_value_result order_value;
    must(goodwill_repeat_rate(purchases, year_start, year_end, GOODWILL_REPEAT_VARIANT_TWO_OR_MORE, NULL, &repeat));
    must(goodwill_purchase_frequency(purchases, year_start, year_end, 0.95, NULL, 0, NULL, &frequency));
    must(goodwill_order_value(purchases, year_start, year_end, 0.95, &order_value));
    printf("\n");
    show("repeat purchase rate", &repeat.rate);
    show("purchase frequency", &frequency.mean);
    show("order value", &order_value.mean);

    /* 4. Tiers by purchases a year. */
    const double cuts[] = {5, 3};
    goodwill_tier_rules *rules = NULL;
    goodwill_tier_row tiers[3];
    goodwill_tier_table_result table;
    must(goodwill_tier_rules_new(NULL, 0, cuts, 2, GOODWILL_TIER_AGREEMENT_PURCHASES_FIRST, &rules));
    must(goodwill_purchase_tier_table(purchases, year_start, year_end, rules, GOODWILL_REPEAT_VARIANT_TWO_OR_MORE,
                                      NULL, tiers, &table));
    for (uint32_t i = 0; i < 3; ++i) {
        char label[32];
        must(goodwill_tier_rules_label(rules, i, label, sizeof label, NULL));
        printf("tier %-8s %2lu customers, revenue %8.2f\n", label, (unsigned long)tiers[i].customers, tiers[i].revenue);
    }
    goodwill_tier_rules_free(rules);

    /* 5. A survey, churn and lifetime value. */
    const int8_t scores[] = {10, 9, 9, 8, 7, 10, 6, 3, 9, 10, 8, 2};
    const double perceived[] = {8, 6, 9, 5, 7}, expected[] = {7, 7, 8, 5, 8};
    goodwill_nps_result nps;
    goodwill_satisfaction_result satisfaction;
    goodwill_customer_flow flow = GOODWILL_CUSTOMER_FLOW_INIT;
    goodwill_churn_result churn;
    goodwill_estimate retention, margin;
    goodwill_cltv_result cltv;
    must(goodwill_nps(scores, GOODWILL_TYPE_INT8, 0, sizeof scores, NULL, &nps));
    must(goodwill_satisfaction(perceived, 0, expected, 0, NULL, 0, 5, NULL, &satisfaction));
    flow.start = 1000;
    flow.lost = 80;
    must(goodwill_churn(&flow, GOODWILL_CHURN_BASE_START, NULL, &churn));
    must(goodwill_retention(&flow, NULL, &retention));
    must(goodwill_estimate_given(100, &margin));
    must(goodwill_cltv(&margin, &retention, 0.10, GOODWILL_FIRST_PAYMENT_END_OF_PERIOD, 0, &cltv));
    printf("\n");
    show("net promoter score", &nps.score);
    show("satisfaction", &satisfaction.ratio_of_means);
    show("churn", &churn.rate);
    show("lifetime value", &cltv.cltv);

    /* 6. Everything at once, as JSON in a buffer of the caller's. */
    goodwill_survey_builder *columns = NULL;
    goodwill_survey *survey = NULL;
    goodwill_assessment *assessment = NULL;
    size_t needed = 0;
    char *json;
    must(goodwill_survey_builder_new("[[items]]\nname = 'value'\nrole = 'perceived'\n"
                                     "[[items]]\nname = 'hope'\nrole = 'expected'\n",
                                     &columns));
    must(goodwill_survey_add_numbers(columns, "value", perceived, GOODWILL_TYPE_DOUBLE, 0, 5));
    must(goodwill_survey_add_numbers(columns, "hope", expected, GOODWILL_TYPE_DOUBLE, 0, 5));
    must(goodwill_survey_new(columns, &survey));
    goodwill_survey_builder_free(columns);
    must(goodwill_assess(purchases, survey, NULL, NULL, &assessment));
    goodwill_survey_free(survey);
    must(goodwill_assessment_json(assessment, NULL, 0, &needed));
    json = malloc(needed);
    if (!json) {
        return EXIT_FAILURE;
    }
    must(goodwill_assessment_json(assessment, json, needed, NULL));
    printf("\nassessment: %.33s\n", json + 4);
    free(json);
    goodwill_assessment_free(assessment);

    /* 7. What goes wrong has a status, and a sentence that says what and where. */
    const double bad[] = {1.5, 2.5, 1e308 * 10};
    goodwill_estimate never;
    goodwill_status status = goodwill_mean(bad, 0, 3, NULL, &never);
    char message[256];
    must(goodwill_last_error_message(message, sizeof message, NULL));
    printf("status %d: %s\n", (int)status, message);

    goodwill_purchases_free(purchases);
    return EXIT_SUCCESS;
}
