/* What the boundary promises: every kind of bad input is a status and leaves the output as it was, strides are
 * honoured at any alignment, errors belong to their thread, and a panic does not end the host. */
#include "check.h"

#include <pthread.h>

static void before_any_error(void) {
    CHECK(goodwill_last_error_code() == GOODWILL_OK);
    CHECK(goodwill_last_error_index() == -1);
    CHECK(!strcmp(message(), ""));
    CHECK(!strcmp(parameter(), ""));
}

static void version_and_statuses(void) {
    static const goodwill_status all[] = {
        GOODWILL_OK, GOODWILL_EMPTY, GOODWILL_UNDEFINED, GOODWILL_OUT_OF_RANGE, GOODWILL_NOT_FINITE,
        GOODWILL_LENGTH_MISMATCH, GOODWILL_INCONSISTENT, GOODWILL_OVERFLOW, GOODWILL_NOT_CONVERGED,
        GOODWILL_INVALID_CHOICE, GOODWILL_INVALID_DATE, GOODWILL_INVALID_STATE, GOODWILL_MISMATCHED_STATE,
        GOODWILL_REFUSED, GOODWILL_FILE_NOT_FOUND, GOODWILL_FILE_UNREADABLE, GOODWILL_UNSUPPORTED_FILE,
        GOODWILL_MALFORMED_ROW, GOODWILL_UNKNOWN_COLUMN, GOODWILL_DUPLICATE_COLUMN, GOODWILL_UNSUPPORTED_TYPE,
        GOODWILL_NULL_POINTER, GOODWILL_BUFFER_TOO_SMALL, GOODWILL_STRUCT_SIZE, GOODWILL_INTERRUPTED,
        GOODWILL_PANIC};
    char text[256];
    CHECK(!strcmp(goodwill_version(), GOODWILL_VERSION));
    for (size_t i = 0; i < sizeof all / sizeof *all; ++i) {
        CHECK(goodwill_status_text(all[i], text, sizeof text, NULL) == GOODWILL_OK);
        CHECK(strlen(text) > 1);
    }
    CHECK(goodwill_status_text(GOODWILL_STRUCT_SIZE, text, sizeof text, NULL) == GOODWILL_OK);
    CHECK(!strncmp(text, "struct_size: ", 13));
    CHECK(goodwill_status_text(98, text, sizeof text, NULL) == GOODWILL_INVALID_CHOICE);
}

static void texts_and_buffers(void) {
    char buffer[64] = "untouched";
    size_t needed = 0;
    CHECK(goodwill_choice_name("method", GOODWILL_METHOD_CLOPPER_PEARSON, NULL, 0, &needed) == GOODWILL_OK);
    CHECK(needed == sizeof "clopper_pearson");
    CHECK(goodwill_choice_name("method", GOODWILL_METHOD_CLOPPER_PEARSON, buffer, needed - 1, &needed) ==
          GOODWILL_BUFFER_TOO_SMALL);
    CHECK(needed == sizeof "clopper_pearson");
    CHECK(!strcmp(buffer, "untouched"));
    CHECK(goodwill_choice_name("method", GOODWILL_METHOD_CLOPPER_PEARSON, buffer, needed, NULL) == GOODWILL_OK);
    CHECK(!strcmp(buffer, "clopper_pearson"));

    int32_t number = 77;
    CHECK(goodwill_choice_number("churn_base", "average", &number) == GOODWILL_OK);
    CHECK(number == GOODWILL_CHURN_BASE_AVERAGE);
    number = 77;
    CHECK(goodwill_choice_number("churn_base", "middle", &number) == GOODWILL_INVALID_CHOICE);
    CHECK(strstr(message(), "start_plus_joiners") != NULL);
    CHECK(goodwill_choice_number("churn_bass", "average", &number) == GOODWILL_INVALID_CHOICE);
    CHECK(goodwill_choice_number(NULL, "average", &number) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_choice_number("churn_base", "\xff", &number) == GOODWILL_UNSUPPORTED_TYPE);
    CHECK(number == 77);

    /* Asking what went wrong does not change the answer. */
    CHECK(goodwill_last_error_message(buffer, 1, &needed) == GOODWILL_BUFFER_TOO_SMALL);
    CHECK(goodwill_last_error_code() == GOODWILL_UNSUPPORTED_TYPE);
}

static void null_pointers(void) {
    goodwill_estimate out = untouched();
    const double values[] = {1, 2, 3};
    CHECK(goodwill_mean(NULL, 0, 3, NULL, &out) == GOODWILL_NULL_POINTER);
    CHECK(!strcmp(parameter(), "values"));
    CHECK(is_untouched(&out));
    CHECK(goodwill_mean(values, 0, 3, NULL, NULL) == GOODWILL_NULL_POINTER);
    CHECK(!strcmp(parameter(), "out"));
    /* NULL and 0 is an empty column. */
    CHECK(goodwill_mean(NULL, 0, 0, NULL, &out) == GOODWILL_EMPTY);
    CHECK(is_untouched(&out));

    goodwill_churn_result churn;
    goodwill_nps_result nps;
    CHECK(goodwill_churn(NULL, GOODWILL_CHURN_BASE_START, NULL, &churn) == GOODWILL_NULL_POINTER);
    CHECK(!strcmp(parameter(), "flow"));
    CHECK(goodwill_nps_from_counts(NULL, NULL, &nps) == GOODWILL_NULL_POINTER);
    CHECK(!strcmp(parameter(), "counts"));
    CHECK(goodwill_churn_annualised(NULL, 12, &out) == GOODWILL_NULL_POINTER);

    goodwill_purchases *purchases = NULL;
    goodwill_history *history = NULL;
    goodwill_intake intake;
    CHECK(goodwill_builder_new(NULL, NULL) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_builder_update(NULL, NULL, 0, NULL, 0, NULL, 0, 0) == GOODWILL_NULL_POINTER);
    CHECK(!strcmp(parameter(), "builder"));
    CHECK(goodwill_builder_merge(NULL, NULL) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_builder_finish(NULL, &purchases) == GOODWILL_NULL_POINTER);
    CHECK(purchases == NULL);
    CHECK(goodwill_purchases_intake(NULL, &intake) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_purchases_histories(NULL, 0, NULL, &history) == GOODWILL_NULL_POINTER);
    CHECK(history == NULL);
    goodwill_builder_free(NULL);
    goodwill_purchases_free(NULL);
    goodwill_history_free(NULL);
    goodwill_tier_rules_free(NULL);
    goodwill_assessment_free(NULL);
}

static void bad_values(void) {
    goodwill_estimate out = untouched();
    const double infinite[] = {1, NAN, INFINITY};
    const double missing[] = {NAN, NAN};
    const int32_t scores[] = {9, 10, 11};
    goodwill_nps_result nps;
    CHECK(goodwill_mean(infinite, 0, 3, NULL, &out) == GOODWILL_NOT_FINITE);
    CHECK(goodwill_last_error_code() == GOODWILL_NOT_FINITE);
    CHECK(goodwill_last_error_index() == 2);
    CHECK(!strcmp(value(), "inf"));
    CHECK(!strcmp(message(), "values[2]: must be a finite number, or NaN if missing, got inf"));
    CHECK(goodwill_mean(missing, 0, 2, NULL, &out) == GOODWILL_EMPTY);
    CHECK(goodwill_proportion(1, 0, NULL, &out) == GOODWILL_UNDEFINED);
    CHECK(goodwill_proportion(2, 1, NULL, &out) == GOODWILL_INCONSISTENT);
    CHECK(goodwill_proportion_difference(1, 2, 1, 2, 1.0, &out) == GOODWILL_OUT_OF_RANGE);
    CHECK(!strcmp(parameter(), "level"));
    CHECK(goodwill_poisson_rate(3, -1.0, 0.95, &out) == GOODWILL_OUT_OF_RANGE);
    CHECK(goodwill_nps(scores, GOODWILL_TYPE_INT32, 0, 3, NULL, &nps) == GOODWILL_OUT_OF_RANGE);
    CHECK(goodwill_last_error_index() == 2);
    CHECK(goodwill_nps(scores, 99, 0, 3, NULL, &nps) == GOODWILL_INVALID_CHOICE);
    CHECK(!strcmp(parameter(), "scores_type"));
    CHECK(is_untouched(&out));
    /* Success leaves the last error as it was. */
    CHECK(goodwill_proportion(1, 2, NULL, &out) == GOODWILL_OK);
    CHECK(goodwill_last_error_code() == GOODWILL_INVALID_CHOICE);

    goodwill_purchase_options options = GOODWILL_PURCHASE_OPTIONS_INIT;
    goodwill_builder *builder = NULL;
    options.grain = 17;
    CHECK(goodwill_builder_new(&options, &builder) == GOODWILL_INVALID_CHOICE);
    CHECK(builder == NULL);
    options.grain = GOODWILL_GRAIN_DAY;
    options.as_of = 2147483647;
    CHECK(goodwill_builder_new(&options, &builder) == GOODWILL_INVALID_DATE);
    CHECK(!strcmp(parameter(), "as_of"));

    goodwill_history_options history_options = GOODWILL_HISTORY_OPTIONS_INIT;
    goodwill_history *history = NULL;
    const int64_t customer = 1;
    const int32_t day = 100;
    history_options.include_first = 2;
    CHECK(goodwill_histories(&customer, 0, &day, 0, NULL, 0, 1, NULL, 100, &history_options, &history) ==
          GOODWILL_OUT_OF_RANGE);
    CHECK(!strcmp(parameter(), "include_first"));
    CHECK(goodwill_histories(&customer, 0, &day, 0, NULL, 0, 1, NULL, 99, NULL, &history) == GOODWILL_INCONSISTENT);
    CHECK(!strcmp(parameter(), "as_of"));
    CHECK(history == NULL);
}

static void struct_sizes(void) {
    goodwill_estimate out = untouched();
    goodwill_proportion_options options = GOODWILL_PROPORTION_OPTIONS_INIT;
    CHECK(options.struct_size == sizeof options);
    CHECK(options.level == 0.95);
    static const uint32_t wrong[] = {0, 1, 8, sizeof options - 1, sizeof options + 8, UINT32_MAX};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; ++i) {
        options.struct_size = wrong[i];
        CHECK(goodwill_proportion(1, 2, &options, &out) == GOODWILL_STRUCT_SIZE);
        CHECK(is_untouched(&out));
    }
    goodwill_customer_flow flow = GOODWILL_CUSTOMER_FLOW_INIT;
    goodwill_churn_result churn;
    flow.struct_size = 4;
    CHECK(goodwill_churn(&flow, GOODWILL_CHURN_BASE_START, NULL, &churn) == GOODWILL_STRUCT_SIZE);
    CHECK(sizeof(goodwill_estimate) == 56);
    CHECK(sizeof(goodwill_nps_counts) == 32);
    CHECK(sizeof(goodwill_nps_result) == 4 * 56 + 32 + 8);
}

static void strides(void) {
    const double values[] = {4, 5, 3};
    goodwill_estimate plain, out = untouched();
    CHECK(goodwill_mean(values, 0, 3, NULL, &plain) == GOODWILL_OK);
    CHECK(goodwill_mean(values, sizeof *values, 3, NULL, &out) == GOODWILL_OK);
    CHECK(!memcmp(&plain, &out, sizeof out));

    /* Records of 13 bytes, read at every alignment. */
    for (size_t shift = 0; shift < 8; ++shift) {
        unsigned char records[8 + 3 * 13];
        for (size_t i = 0; i < 3; ++i) {
            memcpy(records + shift + 13 * i, &values[i], sizeof values[i]);
        }
        out = untouched();
        CHECK(goodwill_mean((const double *)(const void *)(records + shift), 13, 3, NULL, &out) == GOODWILL_OK);
        CHECK(!memcmp(&plain, &out, sizeof out));
    }

    /* Results and options at odd addresses. */
    unsigned char room[1 + sizeof out], given[3 + sizeof(goodwill_mean_options)];
    const goodwill_mean_options options = GOODWILL_MEAN_OPTIONS_INIT;
    memcpy(given + 3, &options, sizeof options);
    CHECK(goodwill_mean(values, 0, 3, (const goodwill_mean_options *)(const void *)(given + 3),
                        (goodwill_estimate *)(void *)(room + 1)) == GOODWILL_OK);
    CHECK(!memcmp(&plain, room + 1, sizeof plain));

    out = untouched();
    for (size_t stride = 1; stride < sizeof *values; ++stride) {
        CHECK(goodwill_mean(values, stride, 3, NULL, &out) == GOODWILL_OUT_OF_RANGE);
        CHECK(!strcmp(parameter(), "values"));
    }
    CHECK(goodwill_mean(values, SIZE_MAX, 3, NULL, &out) == GOODWILL_OUT_OF_RANGE);
    CHECK(goodwill_mean(values, SIZE_MAX / 2, 3, NULL, &out) == GOODWILL_OUT_OF_RANGE);
    CHECK(goodwill_mean(values, 0, SIZE_MAX, NULL, &out) == GOODWILL_OUT_OF_RANGE);
    CHECK(goodwill_mean(values, 0, SIZE_MAX / 8, NULL, &out) == GOODWILL_OUT_OF_RANGE);
    CHECK(is_untouched(&out));
}

static goodwill_builder *builder_of(const int64_t *customers, const int32_t *days, const double *amounts, size_t n) {
    goodwill_builder *builder = NULL;
    CHECK(goodwill_builder_new(NULL, &builder) == GOODWILL_OK);
    CHECK(goodwill_builder_update(builder, customers, 0, days, 0, amounts, 0, n) == GOODWILL_OK);
    return builder;
}

static void builders(void) {
    static const int64_t customers[] = {7, 3, GOODWILL_NO_CUSTOMER, 7, 7, 3};
    static const int32_t days[] = {10, 11, 12, 20, GOODWILL_NONE, 11};
    static const double amounts[] = {1.5, 2.5, 9, 4, 9, 1};
    goodwill_builder *whole = builder_of(customers, days, amounts, 6);
    goodwill_builder *part = builder_of(customers, days, amounts, 2);
    goodwill_builder *rest = builder_of(customers + 2, days + 2, amounts + 2, 4);
    goodwill_builder *back = NULL, *other = NULL;
    goodwill_purchases *purchases = NULL, *merged = NULL;
    goodwill_intake intake;

    CHECK(goodwill_builder_merge(part, part) == GOODWILL_INCONSISTENT);
    CHECK(goodwill_builder_merge(part, rest) == GOODWILL_OK);
    CHECK(goodwill_builder_finish(rest, &purchases) == GOODWILL_EMPTY);
    CHECK(purchases == NULL);

    /* Through bytes and back. */
    size_t needed = 0;
    CHECK(goodwill_builder_to_bytes(part, NULL, 0, &needed) == GOODWILL_OK);
    uint8_t *bytes = malloc(needed);
    CHECK(goodwill_builder_to_bytes(part, bytes, needed - 1, NULL) == GOODWILL_BUFFER_TOO_SMALL);
    CHECK(goodwill_builder_to_bytes(part, bytes, needed, NULL) == GOODWILL_OK);
    CHECK(goodwill_builder_from_bytes(bytes, needed, &back) == GOODWILL_OK);
    CHECK(goodwill_builder_from_bytes(bytes, needed - 1, &other) == GOODWILL_INVALID_STATE);
    bytes[0] ^= 0xff;
    CHECK(goodwill_builder_from_bytes(bytes, needed, &other) == GOODWILL_INVALID_STATE);
    CHECK(goodwill_builder_from_bytes(NULL, 5, &other) == GOODWILL_NULL_POINTER);
    CHECK(other == NULL);
    free(bytes);

    CHECK(goodwill_builder_finish(whole, &purchases) == GOODWILL_OK);
    CHECK(goodwill_builder_finish(back, &merged) == GOODWILL_OK);
    for (int i = 0; i < 2; ++i) {
        const goodwill_purchases *one = i ? merged : purchases;
        uint64_t starts[3];
        int32_t day[3], first, last, has_amounts;
        double amount[3];
        int64_t ids[2];
        char id[8];
        CHECK(goodwill_purchases_intake(one, &intake) == GOODWILL_OK);
        CHECK(intake.rows == 6 && intake.missing_customer == 1 && intake.missing_day == 1 && intake.merged == 1);
        CHECK(intake.customers == 2 && intake.occasions == 3);
        CHECK(goodwill_purchases_occasions(one, starts, day, amount) == GOODWILL_OK);
        CHECK(starts[0] == 0 && starts[1] == 1 && starts[2] == 3);
        CHECK(day[0] == 11 && day[1] == 10 && day[2] == 20);
        CHECK(amount[0] == 3.5 && amount[1] == 1.5 && amount[2] == 4);
        CHECK(goodwill_purchases_span(one, &first, &last, &has_amounts) == GOODWILL_OK);
        CHECK(first == 10 && last == 20 && has_amounts == 1);
        CHECK(goodwill_purchases_ids(one, ids, 1) == GOODWILL_BUFFER_TOO_SMALL);
        CHECK(goodwill_purchases_ids(one, ids, 2) == GOODWILL_OK);
        CHECK(ids[0] == 3 && ids[1] == 7);
        CHECK(goodwill_purchases_id_text(one, 1, id, sizeof id, NULL) == GOODWILL_OK);
        CHECK(!strcmp(id, "7"));
        CHECK(goodwill_purchases_id_text(one, 2, id, sizeof id, NULL) == GOODWILL_OUT_OF_RANGE);
    }

    /* A batch that fails leaves the builder as it was. */
    const double bad[] = {1, INFINITY};
    CHECK(goodwill_builder_update(part, customers, 0, days, 0, bad, 0, 2) == GOODWILL_NOT_FINITE);
    CHECK(goodwill_last_error_index() == 1);
    CHECK(goodwill_builder_update(part, customers, 0, days, 0, NULL, 0, 2) == GOODWILL_INCONSISTENT);
    goodwill_purchases *still = NULL;
    CHECK(goodwill_builder_finish(part, &still) == GOODWILL_OK);
    CHECK(goodwill_purchases_intake(still, &intake) == GOODWILL_OK);
    CHECK(intake.rows == 6);

    /* Other options: no merge. */
    goodwill_purchase_options options = GOODWILL_PURCHASE_OPTIONS_INIT;
    options.grain = GOODWILL_GRAIN_MONTH;
    CHECK(goodwill_builder_new(&options, &other) == GOODWILL_OK);
    CHECK(goodwill_builder_merge(part, other) == GOODWILL_MISMATCHED_STATE);

    goodwill_purchases_free(purchases);
    goodwill_purchases_free(merged);
    goodwill_purchases_free(still);
    goodwill_builder_free(whole);
    goodwill_builder_free(part);
    goodwill_builder_free(rest);
    goodwill_builder_free(back);
    goodwill_builder_free(other);
}

static void text_customers(void) {
    static const char *const names[] = {"b", "a", NULL, "", "\xc3\xa4", "a"};
    static const char fields[6][4] = {"b   ", "a\0x ", "    ", "\0   ", "\xc3\xa4  ", "a   "};
    static const int32_t days[] = {1, 2, 3, 4, 5, 6};
    for (int i = 0; i < 2; ++i) {
        goodwill_builder *builder = NULL;
        goodwill_purchases *purchases = NULL;
        goodwill_intake intake;
        char id[8];
        int64_t ids[3];
        CHECK(goodwill_builder_new(NULL, &builder) == GOODWILL_OK);
        CHECK((i ? goodwill_builder_update_text(builder, names, 0, days, 0, NULL, 0, 6)
                 : goodwill_builder_update_fields(builder, fields[0], 4, 0, days, 0, NULL, 0, 6)) == GOODWILL_OK);
        CHECK(goodwill_builder_finish(builder, &purchases) == GOODWILL_OK);
        CHECK(goodwill_purchases_intake(purchases, &intake) == GOODWILL_OK);
        CHECK(intake.customers == 3 && intake.missing_customer == 2);
        CHECK(goodwill_purchases_id_text(purchases, 0, id, sizeof id, NULL) == GOODWILL_OK && !strcmp(id, "a"));
        CHECK(goodwill_purchases_id_text(purchases, 2, id, sizeof id, NULL) == GOODWILL_OK &&
              !strcmp(id, "\xc3\xa4"));
        CHECK(goodwill_purchases_ids(purchases, ids, 3) == GOODWILL_UNSUPPORTED_TYPE);
        goodwill_purchases_free(purchases);
        goodwill_builder_free(builder);
    }
    goodwill_builder *builder = NULL;
    static const char latin[2][2] = {"a ", "\xe4 "};
    CHECK(goodwill_builder_new(NULL, &builder) == GOODWILL_OK);
    CHECK(goodwill_builder_update_fields(builder, latin[0], 2, 0, days, 0, NULL, 0, 2) == GOODWILL_UNSUPPORTED_TYPE);
    CHECK(goodwill_last_error_index() == 1);
    CHECK(goodwill_builder_update_fields(builder, latin[0], 0, 0, days, 0, NULL, 0, 2) == GOODWILL_OUT_OF_RANGE);
    CHECK(goodwill_builder_update_fields(builder, latin[0], 4, 2, days, 0, NULL, 0, 2) == GOODWILL_OUT_OF_RANGE);
    CHECK(goodwill_builder_update_text(builder, NULL, 0, days, 0, NULL, 0, 2) == GOODWILL_NULL_POINTER);
    goodwill_builder_free(builder);
}

static void days_and_periods(void) {
    static const int32_t dates[] = {19970101, 0, 20240229};
    static const int32_t wrong[] = {19970101, 20230229};
    int32_t days[3] = {7, 7, 7}, year, month, day, index, start;
    char label[16];
    CHECK(goodwill_days_from_yyyymmdd(dates, 0, 3, days) == GOODWILL_OK);
    CHECK(days[0] == 9862 && days[1] == GOODWILL_NONE && days[2] == 19782);
    CHECK(goodwill_days_from_yyyymmdd(wrong, 0, 2, days) == GOODWILL_INVALID_DATE);
    CHECK(goodwill_last_error_index() == 1);
    CHECK(days[0] == 9862);
    CHECK(goodwill_days_from_yyyymmdd(dates, 0, 3, NULL) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_day_to_ymd(19782, &year, &month, &day) == GOODWILL_OK);
    CHECK(year == 2024 && month == 2 && day == 29);
    CHECK(goodwill_day_to_ymd(19782, NULL, NULL, &day) == GOODWILL_OK);
    CHECK(goodwill_day_from_ymd(2023, 2, 29, &day) == GOODWILL_INVALID_DATE);
    CHECK(goodwill_day_from_ymd(2023, 257, 1, &day) == GOODWILL_INVALID_DATE);
    CHECK(goodwill_period_index(GOODWILL_PERIOD_MONTH, 19782, &index) == GOODWILL_OK);
    CHECK(goodwill_period_label(GOODWILL_PERIOD_MONTH, index, label, sizeof label, NULL) == GOODWILL_OK);
    CHECK(!strcmp(label, "2024-02"));
    CHECK(goodwill_period_start(GOODWILL_PERIOD_MONTH, index, &start) == GOODWILL_OK);
    CHECK(start == 19782 - 28);
    CHECK(goodwill_period_label(GOODWILL_PERIOD_YEAR, 2147483647, label, sizeof label, NULL) ==
          GOODWILL_INVALID_DATE);
    CHECK(goodwill_period_index(9, 0, &index) == GOODWILL_INVALID_CHOICE);
}

static void rows_and_capacities(void) {
    static const int64_t customers[] = {1, 1, 2};
    static const int32_t periods[] = {5, 6, 6};
    goodwill_growth_period rows[2];
    goodwill_growth_result growth;
    size_t needed = 0;
    memset(rows, 0x5a, sizeof rows);
    memset(&growth, 0x5a, sizeof growth);
    CHECK(goodwill_growth_from_periods(customers, 0, periods, 0, NULL, 0, 3, GOODWILL_NONE, NULL, rows, 1, &needed,
                                       &growth) == GOODWILL_BUFFER_TOO_SMALL);
    CHECK(needed == 2);
    CHECK(rows[0].index == 0x5a5a5a5a && growth.period == 0x5a5a5a5a);
    CHECK(goodwill_growth_from_periods(customers, 0, periods, 0, NULL, 0, 3, GOODWILL_NONE, NULL, rows, 2, NULL,
                                       NULL) == GOODWILL_OK);
    CHECK(rows[1].active == 2 && rows[1].retained == 1 && rows[1].new_customers == 1);
}

static double exponential(double mean) {
    static uint64_t state = 20;
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return -mean * log(((double)(state >> 11) + 0.5) / 9007199254740992.0);
}

static int agree(const goodwill_estimate *a, const goodwill_estimate *b) {
    return fabs(a->value - b->value) <= 1e-6 * fabs(b->value) &&
           fabs(a->standard_error - b->standard_error) <= 1e-6 * b->standard_error;
}

/* Draws of a model with covariates answer for a customer whose covariates are known. */
static void draws_with_covariates(void) {
    enum { CUSTOMERS = 200 };
    static const char *const names[] = {"online"};
    static double tenure[CUSTOMERS], frequency[CUSTOMERS], recency[CUSTOMERS], online[CUSTOMERS];
    static double left[CUSTOMERS], buys[CUSTOMERS], leaves[CUSTOMERS], again[CUSTOMERS];
    const double *const columns[] = {online};
    const double parameters[] = {0.9, 8.0, 0.7, 20.0}, one = 1, both[] = {1, 1};
    const double count = 2, last = 20, observed = 39;
    goodwill_model *truth = NULL;
    goodwill_draws *draws = NULL, *own = NULL, *other = NULL;
    goodwill_covariate_fit *fit = NULL;
    goodwill_posterior_options few = GOODWILL_POSTERIOR_OPTIONS_INIT;
    goodwill_posterior_summary summary, own_summary;
    goodwill_estimate fitted[3], drawn[3], mine[2], expected, out = untouched();
    goodwill_prior priors[3];
    goodwill_question question = GOODWILL_QUESTION_INIT;
    size_t needed = 0;

    CHECK(goodwill_model_new(GOODWILL_MODEL_KIND_PARETO_NBD, parameters, 4, GOODWILL_TIME_UNIT_WEEK, 1, &truth) ==
          GOODWILL_OK);
    for (size_t k = 0; k < CUSTOMERS; ++k) {
        tenure[k] = 60;
        online[k] = (double)(k % 2);
    }
    /* Customers come with their own rates, and any column may be left out. */
    CHECK(goodwill_simulate(truth, tenure, 0, CUSTOMERS, 5, frequency, recency, left, buys, leaves) == GOODWILL_OK);
    CHECK(goodwill_simulate(truth, tenure, 0, CUSTOMERS, 5, NULL, NULL, NULL, again, NULL) == GOODWILL_OK);
    double mean_rate = 0, mean_end = 0;
    for (size_t k = 0; k < CUSTOMERS; ++k) {
        CHECK(again[k] == buys[k] && buys[k] > 0 && leaves[k] > 0);
        mean_rate += buys[k] / CUSTOMERS;
        mean_end += leaves[k] / CUSTOMERS;
    }
    CHECK(fabs(mean_rate - 0.9 / 8) < 0.03 && fabs(mean_end - 0.7 / 20) < 0.015);

    few.draws = 1000;
    CHECK(goodwill_covariates_posterior(GOODWILL_MODEL_KIND_NBD, frequency, 0, recency, 0, tenure, 0, CUSTOMERS,
                                        GOODWILL_TIME_UNIT_WEEK, names, columns, 1, NULL, NULL, 0, NULL, 0, &few,
                                        &draws) == GOODWILL_OK);
    CHECK(goodwill_covariates_fit(GOODWILL_MODEL_KIND_NBD, frequency, 0, recency, 0, tenure, 0, CUSTOMERS,
                                  GOODWILL_TIME_UNIT_WEEK, names, columns, 1, NULL, NULL, 0, NULL,
                                  &fit) == GOODWILL_OK);
    CHECK(goodwill_draws_summary(draws, &summary) == GOODWILL_OK);
    CHECK(summary.parameters == 3 && summary.draws == 1000 && summary.customers == CUSTOMERS);
    CHECK(goodwill_draws_estimates(draws, drawn, 3, &needed) == GOODWILL_OK && needed == 3);
    CHECK(goodwill_covariates_estimates(fit, fitted, 3, NULL) == GOODWILL_OK);
    CHECK(fabs(drawn[2].value - fitted[2].value) < 0.2 * fitted[2].standard_error);
    CHECK(fabs(drawn[2].standard_error / fitted[2].standard_error - 1) < 0.15);

    question.verb = GOODWILL_QUESTION_VERB_CONDITIONAL_PURCHASES;
    question.t = 26;
    CHECK(goodwill_draws_predict(draws, &count, 0, &last, 0, &observed, 0, 1, &question, &out) ==
          GOODWILL_NOT_APPLICABLE);
    CHECK(!strcmp(parameter(), "draws") && is_untouched(&out));
    CHECK(goodwill_draws_for(draws, &one, 1, NULL, 0, &own) == GOODWILL_OK);
    CHECK(goodwill_draws_summary(own, &own_summary) == GOODWILL_OK);
    CHECK(own_summary.parameters == 2 && own_summary.draws == 1000);
    CHECK(goodwill_draws_estimates(own, mine, 2, NULL) == GOODWILL_OK);
    CHECK(mine[0].value == drawn[0].value && mine[1].value != drawn[1].value);
    CHECK(goodwill_draws_predict(own, &count, 0, &last, 0, &observed, 0, 1, &question, &out) == GOODWILL_OK);
    CHECK(goodwill_covariates_predict(fit, &one, 1, NULL, 0, &count, 0, &last, 0, &observed, 0, 1, &question,
                                      &expected) == GOODWILL_OK);
    CHECK(fabs(out.value - expected.value) < 0.3 * expected.standard_error);
    CHECK(out.lower < out.value && out.value < out.upper && out.n == CUSTOMERS);

    /* Covariates that are too many, draws without any, priors that are none of a coefficient. */
    CHECK(goodwill_draws_for(draws, both, 2, NULL, 0, &other) == GOODWILL_LENGTH_MISMATCH);
    CHECK(!strcmp(parameter(), "purchase") && other == NULL);
    CHECK(goodwill_draws_for(own, &one, 1, NULL, 0, &other) == GOODWILL_NOT_APPLICABLE);
    CHECK(goodwill_draws_for(NULL, &one, 1, NULL, 0, &other) == GOODWILL_NULL_POINTER);
    memset(priors, 0, sizeof priors);
    CHECK(goodwill_covariates_posterior(GOODWILL_MODEL_KIND_NBD, frequency, 0, recency, 0, tenure, 0, CUSTOMERS,
                                        GOODWILL_NONE, names, columns, 1, NULL, NULL, 0, priors, 3, &few,
                                        &other) == GOODWILL_NOT_APPLICABLE);
    CHECK(!strcmp(parameter(), "priors") && goodwill_last_error_index() == 2);
    priors[2].kind = GOODWILL_PRIOR_KIND_NORMAL;
    priors[2].second = 0.01;
    CHECK(goodwill_covariates_posterior(GOODWILL_MODEL_KIND_NBD, frequency, 0, recency, 0, tenure, 0, CUSTOMERS,
                                        GOODWILL_NONE, names, columns, 1, NULL, NULL, 0, priors, 3, &few,
                                        &other) == GOODWILL_OK);
    CHECK(goodwill_draws_estimates(other, drawn, 3, NULL) == GOODWILL_OK);
    CHECK(fabs(drawn[2].value) < 0.01 && fabs(drawn[2].standard_error / 0.01 - 1) < 0.1);

    goodwill_draws_free(other);
    goodwill_draws_free(own);
    goodwill_draws_free(draws);
    goodwill_covariates_free(fit);
    goodwill_model_free(truth);
}

/* Covariates over time that do not change are static ones, and what is missing of them is no zero. */
static void covariates_over_time(void) {
    enum { CUSTOMERS = 200, MOST = 256 };
    static const char *const names[] = {"online", "age"};
    static const double starts[] = {-2, 10, 30}, late[] = {1, 10, 30};
    static double frequency[CUSTOMERS], recency[CUSTOMERS], tenure[CUSTOMERS], online[CUSTOMERS], age[CUSTOMERS];
    const double *const columns[] = {online, age};
    double times[MOST] = {0}, values[6];
    goodwill_varying_data *data = NULL, *other = NULL;
    goodwill_varying_fit *fit = NULL;
    goodwill_covariate_fit *fixed = NULL;
    goodwill_fit_summary summary, fixed_summary;
    goodwill_estimate estimates[6], fixed_estimates[6], with, without, out = untouched();
    goodwill_test_result test, fixed_test;
    size_t needed = 0;

    CHECK(goodwill_varying_data_new(names, 1, names + 1, 1, GOODWILL_TIME_UNIT_WEEK, &data) == GOODWILL_OK);
    CHECK(goodwill_fit_varying(data, NULL, &fit) == GOODWILL_EMPTY);
    CHECK(fit == NULL);
    for (size_t k = 0; k < CUSTOMERS; ++k) {
        size_t n = 0;
        tenure[k] = 60.0 - (double)(k % 12);
        online[k] = (double)(k % 2);
        age[k] = (double)(k % 7) / 7;
        const double mean = 1 / exponential(0.1 * (1 + online[k]));
        const double left = exponential(1 / exponential(0.03));
        for (double time = exponential(mean); time <= tenure[k] && time <= left && n < MOST;
             time += exponential(mean)) {
            times[n++] = time;
        }
        frequency[k] = (double)n;
        recency[k] = n ? times[n - 1] : 0;
        for (size_t period = 0; period < 3; ++period) {
            values[2 * period] = online[k];
            values[2 * period + 1] = age[k];
        }
        CHECK(goodwill_varying_data_add(data, times, n, tenure[k], starts, 3, 65, values) == GOODWILL_OK);
    }

    /* A customer who is refused leaves the data as they were. */
    times[0] = 3;
    times[1] = 20;
    CHECK(goodwill_varying_data_add(data, times, 2, 39, starts, 3, 38.5, values) == GOODWILL_INCONSISTENT);
    CHECK(!strcmp(parameter(), "path"));
    CHECK(goodwill_varying_data_add(data, times, 2, 39, late, 3, 65, values) == GOODWILL_INCONSISTENT);
    CHECK(!strcmp(parameter(), "starts"));
    values[3] = NAN;
    CHECK(goodwill_varying_data_add(data, times, 2, 39, starts, 3, 65, values) == GOODWILL_NOT_FINITE);
    CHECK(!strcmp(parameter(), "values") && goodwill_last_error_index() == 1);
    values[3] = 0.5;
    CHECK(goodwill_varying_data_add(data, times, 2, 39, starts, 0, 65, values) == GOODWILL_EMPTY);
    CHECK(goodwill_varying_data_add(data, times, 2, 19, starts, 3, 65, values) != GOODWILL_OK);
    CHECK(goodwill_varying_data_add(data, NULL, 2, 39, starts, 3, 65, values) == GOODWILL_NULL_POINTER);
    CHECK(!strcmp(parameter(), "purchases"));
    CHECK(goodwill_varying_data_add(data, times, 2, 39, NULL, 3, 65, values) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_varying_data_add(data, times, 2, 39, starts, 3, 65, NULL) == GOODWILL_NULL_POINTER);
    CHECK(!strcmp(parameter(), "values"));
    CHECK(goodwill_varying_data_add(NULL, times, 2, 39, starts, 3, 65, values) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_varying_data_new(NULL, 1, NULL, 0, GOODWILL_NONE, &other) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_varying_data_new(names, 1, NULL, 0, 99, &other) == GOODWILL_INVALID_CHOICE);
    CHECK(other == NULL);
    CHECK(goodwill_fit_varying(NULL, NULL, &fit) == GOODWILL_NULL_POINTER);

    CHECK(goodwill_fit_varying(data, NULL, &fit) == GOODWILL_OK);
    CHECK(goodwill_covariates_fit(GOODWILL_MODEL_KIND_PARETO_NBD, frequency, 0, recency, 0, tenure, 0, CUSTOMERS,
                                  GOODWILL_TIME_UNIT_WEEK, names, columns, 1, names + 1, columns + 1, 1, NULL,
                                  &fixed) == GOODWILL_OK);
    CHECK(goodwill_varying_summary(fit, &summary) == GOODWILL_OK);
    CHECK(goodwill_covariates_summary(fixed, &fixed_summary) == GOODWILL_OK);
    CHECK(summary.model == GOODWILL_MODEL_KIND_PARETO_NBD && summary.parameters == 6);
    CHECK(summary.customers == CUSTOMERS);
    CHECK(fabs(summary.log_likelihood / fixed_summary.log_likelihood - 1) <= 1e-12);
    CHECK(goodwill_varying_estimates(fit, estimates, 5, &needed) == GOODWILL_BUFFER_TOO_SMALL);
    CHECK(needed == 6);
    CHECK(goodwill_varying_estimates(fit, estimates, 6, NULL) == GOODWILL_OK);
    CHECK(goodwill_covariates_estimates(fixed, fixed_estimates, 6, NULL) == GOODWILL_OK);
    double covariance[36], fixed_covariance[36];
    CHECK(goodwill_varying_covariance(fit, covariance, 35, &needed) == GOODWILL_BUFFER_TOO_SMALL);
    CHECK(needed == 36);
    CHECK(goodwill_varying_covariance(NULL, covariance, 36, NULL) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_varying_covariance(fit, covariance, 36, NULL) == GOODWILL_OK);
    CHECK(goodwill_covariates_covariance(fixed, NULL, 0, &needed) == GOODWILL_OK);
    CHECK(needed == 36);
    CHECK(goodwill_covariates_covariance(fixed, fixed_covariance, 36, NULL) == GOODWILL_OK);
    for (size_t i = 0; i < 6; ++i) {
        CHECK(agree(&estimates[i], &fixed_estimates[i]));
        CHECK(fabs(sqrt(fixed_covariance[7 * i]) / fixed_estimates[i].standard_error - 1) <= 1e-12);
        for (size_t j = 0; j < 6; ++j) {
            const double size = sqrt(fixed_covariance[7 * i] * fixed_covariance[7 * j]);
            CHECK(fixed_covariance[6 * i + j] == fixed_covariance[6 * j + i]);
            CHECK(fabs(covariance[6 * i + j] - fixed_covariance[6 * i + j]) <= 1e-5 * size);
        }
    }
    CHECK(goodwill_varying_test(fit, &test) == GOODWILL_OK);
    CHECK(goodwill_covariates_test(fixed, &fixed_test) == GOODWILL_OK);
    CHECK(test.degrees_of_freedom == 2);
    CHECK(fabs(test.statistic - fixed_test.statistic) <= 1e-6);

    /* Predictions for a customer whose covariates stay are those of the static model. */
    const double count = 2, last = 20, observed = 39, ahead = 26, now[] = {1, 0.5};
    goodwill_model *own = NULL;
    double purchases, alive;
    for (size_t period = 0; period < 3; ++period) {
        values[2 * period] = now[0];
        values[2 * period + 1] = now[1];
    }
    CHECK(goodwill_covariates_model(fixed, now, 1, now + 1, 1, &own) == GOODWILL_OK);
    CHECK(goodwill_conditional_purchases(own, &count, 0, &last, 0, &observed, 0, 1, ahead, &purchases) ==
          GOODWILL_OK);
    CHECK(goodwill_probability_alive(own, &count, 0, &last, 0, &observed, 0, 1, ahead, &alive) == GOODWILL_OK);
    CHECK(goodwill_varying_purchases(fit, times, 2, observed, starts, 3, 65, values, ahead, &with) == GOODWILL_OK);
    CHECK(fabs(with.value / purchases - 1) <= 1e-6);
    goodwill_question question = GOODWILL_QUESTION_INIT;
    question.verb = GOODWILL_QUESTION_VERB_CONDITIONAL_PURCHASES;
    question.t = ahead;
    CHECK(goodwill_covariates_predict(fixed, now, 1, now + 1, 1, &count, 0, &last, 0, &observed, 0, 1, &question,
                                      &out) == GOODWILL_OK);
    CHECK(agree(&with, &out) && out.value == purchases);
    CHECK(goodwill_covariates_predict(fixed, now, 2, now + 1, 1, &count, 0, &last, 0, &observed, 0, 1, &question,
                                      &out) == GOODWILL_LENGTH_MISMATCH);
    CHECK(goodwill_covariates_predict(fixed, now, 1, now + 1, 1, &count, 0, &last, 0, &observed, 0, 1, NULL, &out) ==
          GOODWILL_NULL_POINTER);
    CHECK(with.standard_error > 0 && with.lower < with.value && with.value < with.upper);
    CHECK(goodwill_varying_alive(fit, times, 2, observed, starts, 3, 65, values, ahead, &out) == GOODWILL_OK);
    CHECK(fabs(out.value / alive - 1) <= 1e-6);

    /* Without the purchase covariate from now on, they buy exp(coefficient) times less. */
    const double change[] = {0, 39}, planned[] = {1, 0.5, 0, 0.5};
    CHECK(goodwill_varying_purchases(fit, times, 2, observed, change, 2, 65, planned, ahead, &without) ==
          GOODWILL_OK);
    CHECK(fabs(with.value / without.value / exp(estimates[4].value) - 1) <= 1e-12);

    /* What is not known of the future is an error. */
    out = untouched();
    CHECK(goodwill_varying_purchases(fit, times, 2, observed, starts, 3, 65, values, ahead + 0.5, &out) ==
          GOODWILL_INCONSISTENT);
    CHECK(goodwill_varying_alive(fit, times, 2, observed, starts, 3, 65, values, ahead + 0.5, &out) ==
          GOODWILL_INCONSISTENT);
    CHECK(goodwill_varying_alive(NULL, times, 2, observed, starts, 3, 65, values, 0, &out) ==
          GOODWILL_NULL_POINTER);
    CHECK(is_untouched(&out));

    goodwill_model_free(own);
    goodwill_covariates_free(fixed);
    goodwill_varying_free(fit);
    goodwill_varying_data_free(data);
    goodwill_varying_data_free(NULL);
    goodwill_varying_free(NULL);
}

static void *on_another_thread(void *nothing) {
    (void)nothing;
    goodwill_estimate out;
    CHECK(goodwill_last_error_code() == GOODWILL_OK);
    CHECK(goodwill_proportion(2, 1, NULL, &out) == GOODWILL_INCONSISTENT);
    CHECK(!strcmp(parameter(), "successes"));
    return NULL;
}

static void threads(void) {
    pthread_t thread;
    goodwill_estimate out;
    CHECK(goodwill_proportion(1, 0, NULL, &out) == GOODWILL_UNDEFINED);
    CHECK(pthread_create(&thread, NULL, on_another_thread, NULL) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(goodwill_last_error_code() == GOODWILL_UNDEFINED);
    CHECK(!strcmp(parameter(), "n"));
}

static void panics(void) {
#ifdef GOODWILL_INJECT_PANIC
    CHECK(goodwill_inject_panic() == GOODWILL_PANIC);
    CHECK(goodwill_last_error_code() == GOODWILL_PANIC);
    CHECK(strstr(message(), "injected") != NULL);
    goodwill_estimate out;
    CHECK(goodwill_proportion(1, 2, NULL, &out) == GOODWILL_OK);
    CHECK(out.value == 0.5);
#endif
}

int main(void) {
    before_any_error();
    version_and_statuses();
    texts_and_buffers();
    null_pointers();
    bad_values();
    struct_sizes();
    strides();
    builders();
    text_customers();
    days_and_periods();
    rows_and_capacities();
    covariates_over_time();
    draws_with_covariates();
    threads();
    panics();
    printf("%d checks in C, %d failed\n", checks, failures);
    return failures != 0;
}
