/* What a C program meets that asks for survey metrics: pointers that are NULL, answers laid out in every way, scales that do
 * not fit, answers that say nothing, and messages that name the parameter, the row and the value. */
#include "check.h"

/* A respondent as a program keeps one: packed, so that the answers lie at odd addresses. */
#pragma pack(push, 1)
struct respondent {
    char tier;
    double service, price, overall;
    int8_t recommend;
    float effort;
    double weight;
};
#pragma pack(pop)

enum { PEOPLE = 6 };

static const struct respondent people[PEOPLE] = {
    {'a', 4, 3, 4, 9, 2, 1.5},  {'b', 5, 5, 5, 10, 1, 0.5}, {'a', 2, 4, 2, 3, 6, 1},
    {'b', 3, 2, 3, -1, 4, 2.5}, {'a', 4, 4, 5, 8, 3, 1},    {'b', 1, 2, 1, 0, 7, 2},
};

static goodwill_scale scale(int32_t minimum, int32_t maximum) {
    goodwill_scale made = GOODWILL_SCALE_INIT;
    made.minimum = minimum;
    made.maximum = maximum;
    return made;
}

/* Items as columns, one after another. */
static goodwill_items layout(uint64_t items, uint64_t n) {
    goodwill_items made = GOODWILL_ITEMS_INIT;
    made.items = items;
    made.n = n;
    return made;
}

static goodwill_tally *tally(const double *answers, size_t n, goodwill_scale on) {
    goodwill_tally *made = NULL;
    CHECK(goodwill_tally_of(answers, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, n, &on, &made) == GOODWILL_OK);
    return made;
}

static void null_pointers(void) {
    const double answers[] = {1, 2, 3};
    const goodwill_scale five = scale(1, 5);
    const goodwill_items one = layout(1, 3), three = layout(3, 1);
    goodwill_tally *made = NULL;
    goodwill_item_score score;
    goodwill_alpha alpha;
    goodwill_items_summary summary;
    goodwill_drivers_result drivers;
    SPOIL(score);
    SPOIL(alpha);

    FAILS(goodwill_tally_of(NULL, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, 3, &five, &made), GOODWILL_NULL_POINTER, "answers");
    CHECK(!strcmp(message(), "answers: must not be NULL"));
    FAILS(goodwill_tally_of(answers, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, 3, NULL, &made), GOODWILL_NULL_POINTER, "scale");
    FAILS(goodwill_tally_of(answers, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, 3, &five, NULL), GOODWILL_NULL_POINTER, "out");
    FAILS(goodwill_tally_of(answers, 17, 0, NULL, 0, 3, &five, &made), GOODWILL_INVALID_CHOICE, "answers_type");
    FAILS(goodwill_tally_from_counts(NULL, 0, 5, 0, &five, &made), GOODWILL_NULL_POINTER, "counts");
    FAILS(goodwill_tally_merge(NULL, NULL), GOODWILL_NULL_POINTER, "tally");
    FAILS(goodwill_tally_counts(NULL, NULL, 0, NULL), GOODWILL_NULL_POINTER, "out");
    CHECK(made == NULL);

    FAILS(goodwill_csat(NULL, NULL, &score), GOODWILL_NULL_POINTER, "tally");
    FAILS(goodwill_mean_score(NULL, NULL, &score), GOODWILL_NULL_POINTER, "tally");
    FAILS(goodwill_top_box(NULL, 2, NULL, &score), GOODWILL_NULL_POINTER, "tally");
    FAILS(goodwill_effort_score(NULL, GOODWILL_EFFORT_MEASURE_MEAN, NULL, &score), GOODWILL_NULL_POINTER, "tally");
    FAILS(goodwill_nps_from_tally(NULL, NULL, NULL), GOODWILL_NULL_POINTER, "out");
    FAILS(goodwill_compare_groups(NULL, 2, GOODWILL_MEASURE_MEAN, NULL, NULL, NULL, 0, NULL, NULL),
          GOODWILL_NULL_POINTER, "tallies");
    CHECK(IS_SPOILED(score));

    /* Several items: the block, its layout, what belongs to it. */
    FAILS(goodwill_items_describe(answers, NULL, NULL, &summary), GOODWILL_NULL_POINTER, "layout");
    FAILS(goodwill_items_describe(NULL, NULL, &one, &summary), GOODWILL_NULL_POINTER, "answers");
    FAILS(goodwill_cronbach_alpha(NULL, NULL, &three, NULL, 0, NULL, &alpha), GOODWILL_NULL_POINTER, "answers");
    FAILS(goodwill_cronbach_alpha(answers, NULL, &three, NULL, 1, NULL, &alpha), GOODWILL_NULL_POINTER, "reversed");
    FAILS(goodwill_drivers(NULL, 0, answers, NULL, &one, NULL, &drivers, NULL, 0, NULL), GOODWILL_NULL_POINTER, "outcome");
    FAILS(goodwill_drivers(answers, 0, NULL, NULL, &one, NULL, &drivers, NULL, 0, NULL), GOODWILL_NULL_POINTER,
          "predictors");
    FAILS(goodwill_drivers(answers, 0, answers, NULL, &one, NULL, NULL, NULL, 0, NULL), GOODWILL_NULL_POINTER, "out");
    FAILS(goodwill_secure_customers(answers, NULL, &three, NULL, NULL, NULL, NULL), GOODWILL_NULL_POINTER, "out");
    CHECK(IS_SPOILED(alpha));

    /* NULL with no rows is an empty column. */
    CHECK(goodwill_tally_of(NULL, GOODWILL_TYPE_INT8, 0, NULL, 0, 0, &five, &made) == GOODWILL_OK);
    FAILS(goodwill_csat(made, NULL, &score), GOODWILL_EMPTY, "answers");
    FAILS(goodwill_compare_groups((const goodwill_tally *const[]){made, NULL}, 2, GOODWILL_MEASURE_MEAN, NULL, NULL, NULL, 0,
                                  NULL, NULL),
          GOODWILL_NULL_POINTER, "tallies");
    CHECK(goodwill_last_error_index() == 1);
    FAILS(goodwill_tally_merge(made, made), GOODWILL_INCONSISTENT, "other");
    FAILS(goodwill_tally_to_bytes(NULL, NULL, 0, NULL), GOODWILL_NULL_POINTER, "tally");
    goodwill_tally_free(made);
    made = NULL;
    FAILS(goodwill_tally_from_bytes(NULL, 3, &made), GOODWILL_NULL_POINTER, "bytes");
    FAILS(goodwill_tally_from_bytes((const uint8_t *)"GWTY", 4, &made), GOODWILL_INVALID_STATE, "bytes");
    FAILS(goodwill_nps_weighted_tally(NULL, NULL, NULL), GOODWILL_NULL_POINTER, "out");
    CHECK(made == NULL);
    goodwill_tally_free(NULL);
    goodwill_kano_pairs_free(NULL);
}

static void no_rows(void) {
    const goodwill_items nobody = layout(3, 0), nothing = layout(0, 0);
    const double cuts[] = {3};
    goodwill_alpha alpha;
    goodwill_flagged flagged;
    goodwill_ipa_result grid;
    goodwill_acsi_result acsi;
    goodwill_servqual_result quality;
    goodwill_curve_result curve;
    goodwill_loyalty_matrix_result matrix;
    goodwill_weighting_result weighting;
    goodwill_design_effect_result design;
    goodwill_kano_pairs *pairs = NULL;
    goodwill_kano_result kano;
    goodwill_nps_result nps;
    CHECK(goodwill_cronbach_alpha(NULL, NULL, &nobody, NULL, 0, NULL, &alpha) != GOODWILL_OK);
    CHECK(goodwill_cronbach_alpha(NULL, NULL, &nothing, NULL, 0, NULL, &alpha) != GOODWILL_OK);
    CHECK(goodwill_straight_lining(NULL, NULL, &nobody, NULL, &flagged, NULL, NULL, NULL) == GOODWILL_EMPTY);
    CHECK(goodwill_speeding(NULL, NULL, &nobody, NULL, &flagged, NULL, NULL, NULL) == GOODWILL_EMPTY);
    CHECK(goodwill_ipa(NULL, NULL, NULL, &nobody, NULL, NULL, &grid) == GOODWILL_EMPTY);
    CHECK(goodwill_acsi(NULL, NULL, &nobody, NULL, NULL, NULL, &acsi) == GOODWILL_EMPTY);
    CHECK(goodwill_servqual(NULL, NULL, NULL, &nobody, NULL, NULL, NULL, 0, 0.95, NULL, NULL, &quality) ==
          GOODWILL_EMPTY);
    CHECK(goodwill_satisfaction_curve(NULL, 0, NULL, 0, NULL, 0, 0, cuts, 1, 0.95, NULL, 0, NULL, NULL, NULL, &curve) ==
          GOODWILL_EMPTY);
    CHECK(goodwill_loyalty_matrix(NULL, 0, NULL, 0, NULL, 0, 0, 4, 0.5, 0.95, NULL, &matrix) == GOODWILL_EMPTY);
    CHECK(goodwill_rake(NULL, 0, 0, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, 0, NULL, &weighting) ==
          GOODWILL_EMPTY);
    CHECK(goodwill_design_effect(NULL, 0, 0, &design) == GOODWILL_EMPTY);
    CHECK(goodwill_nps(NULL, GOODWILL_TYPE_INT8, 0, 0, NULL, &nps) == GOODWILL_EMPTY);
    CHECK(goodwill_kano_pairs_of(NULL, 0, NULL, 0, GOODWILL_TYPE_INT8, NULL, 0, 0, NULL, &pairs) == GOODWILL_OK);
    FAILS(goodwill_kano(pairs, NULL, NULL, &kano), GOODWILL_EMPTY, "pairs");
    goodwill_kano_pairs_free(pairs);
}

static void struct_sizes(void) {
    const double answers[] = {5, 4, 5, 5, 3, 5};
    goodwill_scale on[] = {GOODWILL_SCALE_INIT, GOODWILL_SCALE_INIT};
    goodwill_items both = layout(2, 3);
    goodwill_csat_options options = GOODWILL_CSAT_OPTIONS_INIT;
    goodwill_secure_result secure;
    goodwill_items_summary summary;
    goodwill_item_score score;
    goodwill_tally *made = NULL;
    on[0].struct_size = 8;
    FAILS(goodwill_tally_of(answers, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, 6, on, &made), GOODWILL_STRUCT_SIZE, "struct_size");
    CHECK(!strcmp(value(), "8"));
    on[0] = on[1];
    /* Each scale of several begins with its size. */
    CHECK(goodwill_secure_customers(answers, NULL, &both, on, NULL, NULL, &secure) == GOODWILL_OK);
    CHECK(secure.n == 3 && secure.secure.value == 2.0 / 3);
    on[1].struct_size = 0;
    FAILS(goodwill_secure_customers(answers, NULL, &both, on, NULL, NULL, &secure), GOODWILL_STRUCT_SIZE, "struct_size");
    both.struct_size = 4;
    FAILS(goodwill_items_describe(answers, NULL, &both, &summary), GOODWILL_STRUCT_SIZE, "struct_size");
    made = tally(answers, 6, scale(1, 5));
    options.struct_size = 0;
    FAILS(goodwill_csat(made, &options, &score), GOODWILL_STRUCT_SIZE, "struct_size");
    goodwill_tally_free(made);
}

/* One item, of every type, as a column and as a field of packed records. */
static void one_item_of_any_type(void) {
    double overall[PEOPLE], weights[PEOPLE];
    int8_t recommend[PEOPLE];
    goodwill_scale five = scale(1, 5), eleven = scale(0, 10), seven = scale(1, 7);
    goodwill_tally *column = NULL, *field = NULL, *of[7] = {NULL};
    goodwill_tally_summary summary;
    goodwill_item_score a, b;
    goodwill_nps_result nps;
    uint64_t counts[11];
    for (size_t i = 0; i < PEOPLE; ++i) {
        overall[i] = people[i].overall;
        weights[i] = people[i].weight;
        recommend[i] = people[i].recommend;
    }
    CHECK(goodwill_tally_of(overall, GOODWILL_TYPE_DOUBLE, 0, weights, 0, PEOPLE, &five, &column) == GOODWILL_OK);
    CHECK(goodwill_tally_of((const char *)people + offsetof(struct respondent, overall), GOODWILL_TYPE_DOUBLE,
                            sizeof *people,
                            (const double *)(const void *)((const char *)people + offsetof(struct respondent, weight)),
                            sizeof *people, PEOPLE, &five, &field) == GOODWILL_OK);
    CHECK(goodwill_mean_score(column, NULL, &a) == GOODWILL_OK);
    CHECK(goodwill_mean_score(field, NULL, &b) == GOODWILL_OK);
    CHECK(!memcmp(&a, &b, sizeof a));
    CHECK(fabs(a.score.value - 25 / 8.5) < 1e-15);
    goodwill_tally_free(column);
    goodwill_tally_free(field);

    /* -1 is no answer here: said so it is missing, otherwise it is an error with its row. */
    const char *first = (const char *)people + offsetof(struct respondent, recommend);
    column = NULL;
    FAILS(goodwill_tally_of(first, GOODWILL_TYPE_INT8, sizeof *people, NULL, 0, PEOPLE, &eleven, &column),
          GOODWILL_OUT_OF_RANGE, "answers");
    CHECK(goodwill_last_error_index() == 3 && !strcmp(value(), "-1"));
    CHECK(!strcmp(message(), "answers[3]: must be between 0 and 10, got -1"));
    CHECK(column == NULL);
    eleven.missing_code = -1;
    CHECK(goodwill_tally_of(first, GOODWILL_TYPE_INT8, sizeof *people, NULL, 0, PEOPLE, &eleven, &column) == GOODWILL_OK);
    CHECK(goodwill_tally_counts(column, counts, 11, &summary) == GOODWILL_OK);
    CHECK(summary.points == 11 && summary.n == 5 && summary.missing == 1 && summary.weighted == 0);
    CHECK(counts[9] == 1 && counts[10] == 1 && counts[3] == 1 && counts[8] == 1 && counts[0] == 1 && counts[5] == 0);
    CHECK(goodwill_nps_from_tally(column, NULL, &nps) == GOODWILL_OK);
    CHECK(nps.score.value == 0 && nps.counts.promoters == 2 && nps.counts.missing == 1);
    goodwill_tally_free(column);

    /* The same answers in every type are the same tally. */
    const int16_t i16[] = {2, 7};
    const int32_t i32[] = {2, 7};
    const int64_t i64[] = {2, 7};
    const uint8_t u8[] = {2, 7};
    const int8_t i8[] = {2, 7};
    const float f32[] = {2, 7};
    const double f64[] = {2, 7};
    const void *const same[] = {i8, u8, i16, i32, i64, f32, f64};
    for (int32_t type = GOODWILL_TYPE_INT8; type <= GOODWILL_TYPE_DOUBLE; ++type) {
        CHECK(goodwill_tally_of(same[type], type, 0, NULL, 0, 2, &seven, &of[type]) == GOODWILL_OK);
        CHECK(goodwill_tally_counts(of[type], counts, 7, &summary) == GOODWILL_OK);
        CHECK(counts[1] == 1 && counts[6] == 1 && summary.n == 2);
    }
    CHECK(goodwill_tally_merge(of[0], of[6]) == GOODWILL_OK);
    CHECK(goodwill_tally_counts(of[0], counts, 7, &summary) == GOODWILL_OK);
    CHECK(counts[1] == 2 && summary.n == 4);
    for (size_t i = 0; i < 7; ++i) {
        goodwill_tally_free(of[i]);
    }
    CHECK(goodwill_nps(recommend, GOODWILL_TYPE_INT8, 0, PEOPLE, NULL, &nps) == GOODWILL_OUT_OF_RANGE);
    CHECK(goodwill_last_error_index() == 3);
}

static goodwill_alpha alpha_of(const double *answers, const double *weights, goodwill_items how) {
    goodwill_alpha out;
    SPOIL(out);
    CHECK(goodwill_cronbach_alpha(answers, weights, &how, NULL, 0, NULL, &out) == GOODWILL_OK);
    return out;
}

/* The same answers as columns, as records, as records with a gap, transposed: the same bits. */
static void items_laid_out_in_every_way(void) {
    enum { N = 5, ITEMS = 3 };
    static const double answers[ITEMS][N] = {{4, 3, 5, 2, 4}, {5, 3, 4, 2, 4}, {4, 3, 5, 1, 4}};
    static const double weight[N] = {1, 2, 1, 0.5, 3};
    double rows[N][ITEMS], wide[N][2 * ITEMS + 1], spaced[ITEMS][N + 2], weights[N][3];
    unsigned char odd[1 + sizeof rows];
    for (size_t i = 0; i < N; ++i) {
        weights[i][0] = weight[i];
        for (size_t item = 0; item < ITEMS; ++item) {
            rows[i][item] = wide[i][2 * item] = spaced[item][i] = answers[item][i];
        }
    }
    memcpy(odd + 1, rows, sizeof rows);
    goodwill_items how = layout(ITEMS, N);
    const goodwill_alpha plain = alpha_of(answers[0], NULL, how), weighed = alpha_of(answers[0], weight, how);
    CHECK(plain.n == N && plain.items == ITEMS && plain.alpha.value > 0.9);
    CHECK(weighed.alpha.value != plain.alpha.value);

    goodwill_alpha got;
    how.respondent_stride = sizeof rows[0];
    how.weights_stride = sizeof weights[0];
    got = alpha_of(rows[0], NULL, how);
    CHECK(!memcmp(&got, &plain, sizeof got));
    got = alpha_of((const double *)(const void *)(odd + 1), weights[0], how);
    CHECK(!memcmp(&got, &weighed, sizeof got));
    how.respondent_stride = sizeof wide[0];
    how.item_stride = 2 * sizeof(double);
    got = alpha_of(wide[0], NULL, how);
    CHECK(!memcmp(&got, &plain, sizeof got));
    how.respondent_stride = 0;
    how.item_stride = sizeof spaced[0];
    got = alpha_of(spaced[0], NULL, how);
    CHECK(!memcmp(&got, &plain, sizeof got));

    /* Strides that overlap answers, and more answers than memory has. */
    goodwill_alpha out;
    how = layout(ITEMS, N);
    how.respondent_stride = 4;
    FAILS(goodwill_cronbach_alpha(rows[0], NULL, &how, NULL, 0, NULL, &out), GOODWILL_OUT_OF_RANGE, "answers");
    CHECK(!strcmp(value(), "4"));
    how.respondent_stride = 0;
    how.item_stride = 7;
    FAILS(goodwill_cronbach_alpha(rows[0], NULL, &how, NULL, 0, NULL, &out), GOODWILL_OUT_OF_RANGE, "answers");
    how = layout(ITEMS, UINT64_MAX);
    FAILS(goodwill_cronbach_alpha(rows[0], NULL, &how, NULL, 0, NULL, &out), GOODWILL_OUT_OF_RANGE, "answers");
    how = layout(UINT64_MAX, N);
    FAILS(goodwill_cronbach_alpha(rows[0], NULL, &how, NULL, 0, NULL, &out), GOODWILL_OUT_OF_RANGE, "answers");
    how = layout(ITEMS, N);
    how.weights_stride = 3;
    FAILS(goodwill_cronbach_alpha(rows[0], weight, &how, NULL, 0, NULL, &out), GOODWILL_OUT_OF_RANGE, "weights");
}

static void wrong_scales(void) {
    enum { MANY = 100 };
    int8_t scores[MANY];
    const double four[] = {1, 2, 4, 3, 4}, half[] = {3.5, 2}, nine = 9, infinite = INFINITY;
    goodwill_tally *made = tally(four, 5, scale(1, 4)), *other = NULL;
    goodwill_nps_result nps;
    goodwill_item_score score;
    goodwill_willingness_result would;
    SPOIL(nps);
    SPOIL(score);

    /* A scale of 1 to 4 has no net promoter score. */
    FAILS(goodwill_nps_from_tally(made, NULL, &nps), GOODWILL_INCONSISTENT, "scale");
    CHECK(!strcmp(value(), "1 to 4") && says("must be 0 to 10, high is good"));
    FAILS(goodwill_recommend_willingness(made, NULL, &would), GOODWILL_INCONSISTENT, "scale");
    CHECK(!strcmp(value(), "4"));
    FAILS(goodwill_top_box(made, 4, NULL, &score), GOODWILL_OUT_OF_RANGE, "k");
    FAILS(goodwill_bottom_box(made, 0, NULL, &score), GOODWILL_OUT_OF_RANGE, "k");
    FAILS(goodwill_net_box(made, 3, 2, NULL, &score), GOODWILL_INCONSISTENT, "bottom");
    CHECK(IS_SPOILED(nps) && IS_SPOILED(score));
    CHECK(goodwill_top_box(made, 3, NULL, &score) == GOODWILL_OK);
    CHECK(score.score.value == 0.8 && score.small_sample == 0);
    goodwill_tally_free(made);

    /* The other end is good: the best answer of an effort on 1 to 4 is 1. */
    goodwill_scale low = scale(1, 4);
    low.polarity = GOODWILL_POLARITY_LOW_IS_GOOD;
    made = tally(four, 5, low);
    CHECK(goodwill_top_box(made, 1, NULL, &score) == GOODWILL_OK);
    CHECK(score.score.value == 0.2);
    goodwill_tally_free(made);

    /* Answers of 1 to 10 are counted as they are, with a warning once enough of them tell. */
    for (int i = 0; i < MANY; ++i) {
        scores[i] = (int8_t)(1 + i % 10);
    }
    CHECK(goodwill_nps(scores, GOODWILL_TYPE_INT8, 0, MANY, NULL, &nps) == GOODWILL_OK);
    CHECK(nps.suspect_scale == 1 && nps.score.value == -0.4);
    CHECK(goodwill_nps(scores, GOODWILL_TYPE_INT8, 0, MANY - 1, NULL, &nps) == GOODWILL_OK);
    CHECK(nps.suspect_scale == 0);
    scores[7] = 0;
    CHECK(goodwill_nps(scores, GOODWILL_TYPE_INT8, 0, MANY, NULL, &nps) == GOODWILL_OK);
    CHECK(nps.suspect_scale == 0);
    goodwill_scale ten = scale(1, 10);
    scores[7] = 1;
    CHECK(goodwill_tally_of(scores, GOODWILL_TYPE_INT8, 0, NULL, 0, MANY, &ten, &other) == GOODWILL_OK);
    FAILS(goodwill_nps_from_tally(other, NULL, &nps), GOODWILL_INCONSISTENT, "scale");
    goodwill_tally_free(other);
    other = NULL;

    /* Off the scale, between its points, infinite; counted apart if asked for. */
    goodwill_scale five = scale(1, 5);
    FAILS(goodwill_tally_of(&nine, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, 1, &five, &other), GOODWILL_OUT_OF_RANGE, "answers");
    CHECK(!strcmp(message(), "answers[0]: must be between 1 and 5, got 9"));
    FAILS(goodwill_tally_of(half, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, 2, &five, &other), GOODWILL_OUT_OF_RANGE, "answers");
    CHECK(says("whole number") && !strcmp(value(), "3.5"));
    FAILS(goodwill_tally_of(&infinite, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, 1, &five, &other), GOODWILL_NOT_FINITE,
          "answers");
    five.fractional = GOODWILL_FRACTIONAL_SCORES_HALF_OPEN;
    five.off_scale = GOODWILL_OFF_SCALE_COUNT;
    const double mixed[] = {3.5, 9, NAN, INFINITY, 5};
    goodwill_tally_summary summary;
    uint64_t counts[5];
    other = tally(mixed, 5, five);
    CHECK(goodwill_tally_counts(other, counts, 5, &summary) == GOODWILL_OK);
    CHECK(summary.n == 2 && summary.invalid == 2 && summary.missing == 1 && counts[2] == 1 && counts[4] == 1);
    goodwill_tally_free(other);
    other = NULL;

    /* Declarations that contradict themselves. */
    five.missing_code_2 = 4;
    FAILS(goodwill_tally_of(half, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, 2, &five, &other), GOODWILL_OUT_OF_RANGE,
          "missing_codes");
    const goodwill_scale empty = scale(5, 5), huge = scale(INT32_MIN, INT32_MAX);
    FAILS(goodwill_tally_of(half, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, 2, &empty, &other), GOODWILL_OUT_OF_RANGE, "maximum");
    FAILS(goodwill_tally_of(half, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, 2, &huge, &other), GOODWILL_OUT_OF_RANGE, "maximum");
    five = scale(1, 5);
    five.polarity = 9;
    FAILS(goodwill_tally_of(half, GOODWILL_TYPE_DOUBLE, 0, NULL, 0, 2, &five, &other), GOODWILL_INVALID_CHOICE, "polarity");
    CHECK(other == NULL);
}

/* Everybody gives the same answer: shares are certain, what compares variation is undefined and says so. */
static void answers_all_equal(void) {
    const double same[12] = {4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4}, varied[4] = {1, 2, 3, 5};
    const goodwill_items three = layout(3, 4), one = layout(1, 4);
    goodwill_alpha alpha;
    goodwill_omega omega;
    goodwill_flagged flagged;
    goodwill_drivers_result drivers;
    goodwill_penalty_reward_result contrast;
    goodwill_curve_result curve;
    goodwill_item_score score;
    SPOIL(alpha);
    FAILS(goodwill_cronbach_alpha(same, NULL, &three, NULL, 0, NULL, &alpha), GOODWILL_UNDEFINED, "items");
    CHECK(!strcmp(message(), "items: do not vary: everybody gave the same answers"));
    FAILS(goodwill_item_analysis(same, NULL, &three, NULL, 0, NULL, &alpha, NULL, 0, NULL), GOODWILL_UNDEFINED, "items");
    CHECK(IS_SPOILED(alpha));
    FAILS(goodwill_mcdonald_omega(same, NULL, &three, NULL, 0, NULL, &omega, NULL, NULL), GOODWILL_UNDEFINED, "items[0]");
    CHECK(says("all answers are the same"));
    FAILS(goodwill_drivers(varied, 0, same, NULL, &one, NULL, &drivers, NULL, 0, NULL), GOODWILL_UNDEFINED, "items[0]");
    FAILS(goodwill_drivers(same, 0, varied, NULL, &one, NULL, &drivers, NULL, 0, NULL), GOODWILL_UNDEFINED, "outcome");
    FAILS(goodwill_penalty_reward(varied, 0, same, NULL, &one, 2, 4, 0.95, NULL, &contrast), GOODWILL_NOT_IDENTIFIED,
          "items[0]");
    CHECK(says("was rated low by nobody"));
    FAILS(goodwill_satisfaction_curve(same, 0, varied, 0, NULL, 0, 4, same, 1, 0.95, NULL, 0, NULL, NULL, NULL, &curve),
          GOODWILL_NOT_IDENTIFIED, "cuts");

    CHECK(goodwill_straight_lining(same, NULL, &three, NULL, &flagged, NULL, NULL, NULL) == GOODWILL_OK);
    CHECK(flagged.flagged == 4 && flagged.share.value == 1);
    goodwill_tally *made = tally(same, 12, scale(1, 5));
    CHECK(goodwill_csat(made, NULL, &score) == GOODWILL_OK);
    CHECK(score.score.value == 1 && score.score.lower < 1 && score.score.upper == 1);
    CHECK(goodwill_mean_score(made, NULL, &score) == GOODWILL_OK);
    CHECK(score.score.value == 4 && score.score.standard_error == 0);
    goodwill_tally_free(made);
}

/* A predictor that the others make up is named. */
static void collinear_predictors(void) {
    enum { N = 8 };
    double predictors[3][N] = {{3, 4, 2, 5, 4, 1, 3, 5}, {4, 4, 1, 5, 3, 2, 2, 4}};
    const double outcome[N] = {4, 4, 1, 5, 4, 2, 3, 5};
    const goodwill_items two = layout(2, N), three = layout(3, N), few = layout(2, 3);
    goodwill_driver_options options = GOODWILL_DRIVER_OPTIONS_INIT;
    goodwill_driver rows[3];
    goodwill_drivers_result out;
    goodwill_omega omega;
    options.resamples = 0;
    for (size_t i = 0; i < N; ++i) {
        predictors[2][i] = predictors[0][i] + 2 * predictors[1][i];
    }
    SPOIL(out);
    SPOIL(rows);
    FAILS(goodwill_drivers(outcome, 0, predictors[0], NULL, &three, &options, &out, rows, 3, NULL),
          GOODWILL_NOT_IDENTIFIED, "items[2]");
    CHECK(!strcmp(message(), "items[2]: is a linear combination of the items before it"));
    FAILS(goodwill_mcdonald_omega(predictors[0], NULL, &three, NULL, 0, NULL, &omega, NULL, NULL), GOODWILL_NOT_IDENTIFIED,
          "items[2]");
    FAILS(goodwill_drivers(outcome, 0, predictors[0], NULL, &few, &options, &out, rows, 3, NULL), GOODWILL_NOT_IDENTIFIED,
          "items");
    CHECK(says("at least 4 complete respondents"));
    options.resamples = 7;
    FAILS(goodwill_drivers(outcome, 0, predictors[0], NULL, &two, &options, &out, rows, 3, NULL), GOODWILL_OUT_OF_RANGE,
          "resamples");
    CHECK(IS_SPOILED(out) && IS_SPOILED(rows));
    options.resamples = 0;
    CHECK(goodwill_drivers(outcome, 0, predictors[0], NULL, &two, &options, &out, rows, 3, NULL) == GOODWILL_OK);
    CHECK(fabs(rows[0].lmg.value + rows[1].lmg.value - out.r_squared.value) < 1e-12);
}

static void weights_that_do_not_weigh(void) {
    enum { N = 4 };
    const double answers[] = {1, 2, 4, 5, 2, 2, 5, 4}, outcome[N] = {1, 2, 4, 4};
    const double negative[N] = {1, 1, -1, 1}, nothing[N] = {0, 0, 0, 0}, infinite[N] = {1, INFINITY, 1, 1};
    const double some[N] = {1, NAN, 1, 0};
    const goodwill_items two = layout(2, N);
    const goodwill_scale five = scale(1, 5);
    goodwill_tally *made = NULL;
    goodwill_item_score score;
    goodwill_alpha alpha;
    goodwill_drivers_result drivers;
    goodwill_nps_weighted_result nps;
    goodwill_kano_pairs *pairs = NULL;
    goodwill_kano_result kano;
    goodwill_loyalty_matrix_result matrix;
    goodwill_design_effect_result design;
    goodwill_acsi_result acsi;

    FAILS(goodwill_tally_of(answers, GOODWILL_TYPE_DOUBLE, 0, negative, 0, N, &five, &made), GOODWILL_OUT_OF_RANGE,
          "weights");
    CHECK(!strcmp(message(), "weights[2]: must be 0 or more, got -1") && goodwill_last_error_index() == 2);
    FAILS(goodwill_tally_of(answers, GOODWILL_TYPE_DOUBLE, 0, infinite, 0, N, &five, &made), GOODWILL_NOT_FINITE,
          "weights");
    CHECK(goodwill_last_error_index() == 1 && made == NULL);
    FAILS(goodwill_cronbach_alpha(answers, negative, &two, NULL, 0, NULL, &alpha), GOODWILL_OUT_OF_RANGE, "weights");
    FAILS(goodwill_nps_weighted(answers, GOODWILL_TYPE_DOUBLE, 0, negative, 0, N, NULL, &nps), GOODWILL_OUT_OF_RANGE,
          "weights");
    FAILS(goodwill_kano_pairs_of(answers, 0, outcome, 0, GOODWILL_TYPE_DOUBLE, negative, 0, N, NULL, &pairs),
          GOODWILL_OUT_OF_RANGE, "weights");
    FAILS(goodwill_loyalty_matrix(answers, 0, outcome, 0, negative, 0, N, 3, 2, 0.95, NULL, &matrix),
          GOODWILL_OUT_OF_RANGE, "weights");
    FAILS(goodwill_acsi(answers, negative, &two, NULL, NULL, NULL, &acsi), GOODWILL_OUT_OF_RANGE, "weights");
    FAILS(goodwill_design_effect(negative, 0, N, &design), GOODWILL_OUT_OF_RANGE, "weights");

    /* All zero: a tally can be made and added to, but has no mean. */
    CHECK(goodwill_tally_of(answers, GOODWILL_TYPE_DOUBLE, 0, nothing, 0, N, &five, &made) == GOODWILL_OK);
    FAILS(goodwill_mean_score(made, NULL, &score), GOODWILL_UNDEFINED, "weights");
    CHECK(!strcmp(message(), "weights: are all 0"));
    FAILS(goodwill_csat(made, NULL, &score), GOODWILL_UNDEFINED, "weights");
    goodwill_tally_free(made);
    FAILS(goodwill_cronbach_alpha(answers, nothing, &two, NULL, 0, NULL, &alpha), GOODWILL_UNDEFINED, "weights");
    FAILS(goodwill_drivers(outcome, 0, answers, nothing, &two, NULL, &drivers, NULL, 0, NULL), GOODWILL_UNDEFINED,
          "weights");
    FAILS(goodwill_nps_weighted(answers, GOODWILL_TYPE_DOUBLE, 0, nothing, 0, N, NULL, &nps), GOODWILL_UNDEFINED,
          "weights");
    FAILS(goodwill_loyalty_matrix(answers, 0, outcome, 0, nothing, 0, N, 3, 2, 0.95, NULL, &matrix), GOODWILL_UNDEFINED,
          "weights");
    FAILS(goodwill_design_effect(nothing, 0, N, &design), GOODWILL_UNDEFINED, "weights");
    CHECK(goodwill_kano_pairs_of(answers, 0, outcome, 0, GOODWILL_TYPE_DOUBLE, nothing, 0, N, NULL, &pairs) ==
          GOODWILL_OK);
    FAILS(goodwill_kano(pairs, NULL, NULL, &kano), GOODWILL_UNDEFINED, "weights");
    goodwill_kano_pairs_free(pairs);

    /* A weight that is missing leaves its respondent out; one of 0 does not count. */
    CHECK(goodwill_tally_of(answers, GOODWILL_TYPE_DOUBLE, 0, some, 0, N, &five, &made) == GOODWILL_OK);
    CHECK(goodwill_mean_score(made, NULL, &score) == GOODWILL_OK);
    CHECK(score.score.value == 2.5 && score.score.n == 3 && score.missing == 1 && score.effective_n == 2);
    goodwill_tally_free(made);
}

static void groups(void) {
    const double first[] = {1, 2, 4, 5, 3, 4}, second[] = {5, 5, 4, 5, 3, 5}, nobody[] = {NAN, NAN};
    goodwill_tally *a = tally(first, 6, scale(1, 5)), *b = tally(second, 6, scale(1, 5));
    goodwill_tally *empty = tally(nobody, 2, scale(1, 5)), *other = tally(first, 6, scale(1, 7));
    const goodwill_tally *const three[] = {a, b, empty}, *const mixed[] = {a, b, other};
    goodwill_item_score scores[2];
    goodwill_group_difference pairs[1];
    goodwill_comparison_result out;
    size_t needed = 0;
    SPOIL(out);
    SPOIL(scores);
    SPOIL(pairs);
    FAILS(goodwill_compare_groups(three, 3, GOODWILL_MEASURE_MEAN, NULL, NULL, NULL, 0, NULL, &out), GOODWILL_EMPTY,
          "groups");
    CHECK(goodwill_last_error_index() == 2);
    FAILS(goodwill_compare_groups(mixed, 3, GOODWILL_MEASURE_MEAN, NULL, NULL, NULL, 0, NULL, &out),
          GOODWILL_INCONSISTENT, "groups");
    CHECK(goodwill_last_error_index() == 2 && says("one scale"));
    FAILS(goodwill_compare_groups(three, 1, GOODWILL_MEASURE_MEAN, NULL, NULL, NULL, 0, NULL, &out), GOODWILL_UNDEFINED,
          "groups");
    FAILS(goodwill_compare_groups(three, 2, 99, NULL, NULL, NULL, 0, NULL, &out), GOODWILL_INVALID_CHOICE, "measure");
    FAILS(goodwill_compare_groups(three, 2, GOODWILL_MEASURE_NPS, NULL, NULL, NULL, 0, NULL, &out),
          GOODWILL_INCONSISTENT, "scale");
    FAILS(goodwill_compare_groups(three, 2, GOODWILL_MEASURE_MEAN, NULL, scores, pairs, 0, &needed, &out),
          GOODWILL_BUFFER_TOO_SMALL, "pairs");
    CHECK(needed == 1 && IS_SPOILED(out) && IS_SPOILED(scores) && IS_SPOILED(pairs));
    CHECK(goodwill_compare_groups(three, 2, GOODWILL_MEASURE_MEAN, NULL, scores, pairs, 1, NULL, &out) == GOODWILL_OK);
    CHECK(pairs[0].first == 0 && pairs[0].second == 1);
    CHECK(fabs(pairs[0].difference.value - (scores[0].score.value - scores[1].score.value)) < 1e-15);
    CHECK(out.small_sample == 1 && out.measure == GOODWILL_MEASURE_MEAN);
    goodwill_tally_free(a);
    goodwill_tally_free(b);
    goodwill_tally_free(empty);
    goodwill_tally_free(other);
}

/* An item that nobody answered. */
static void an_item_without_answers(void) {
    enum { N = 4 };
    const double answers[] = {1, 2, 4, 5, NAN, NAN, NAN, NAN, 2, 2, 5, 4}, other[N] = {1, 3, 4, 4};
    const goodwill_items three = layout(3, N);
    const uint64_t dimensions[] = {3};
    goodwill_items_summary summary;
    goodwill_alpha alpha;
    goodwill_drivers_result drivers;
    goodwill_ipa_result grid;
    goodwill_servqual_result quality;
    goodwill_acsi_result acsi;
    goodwill_straight_options least = GOODWILL_STRAIGHT_OPTIONS_INIT;
    goodwill_flagged flagged;
    goodwill_penalty_reward_result contrast;
    goodwill_answer_table table;
    FAILS(goodwill_items_describe(answers, NULL, &three, &summary), GOODWILL_EMPTY, "items");
    FAILS(goodwill_cronbach_alpha(answers, NULL, &three, NULL, 0, NULL, &alpha), GOODWILL_EMPTY, "items");
    FAILS(goodwill_drivers(other, 0, answers, NULL, &three, NULL, &drivers, NULL, 0, NULL), GOODWILL_EMPTY, "items");
    FAILS(goodwill_penalty_reward(other, 0, answers, NULL, &three, 2, 4, 0.95, NULL, &contrast), GOODWILL_EMPTY, "items");
    FAILS(goodwill_ipa(answers, answers, NULL, &three, NULL, NULL, &grid), GOODWILL_EMPTY, "performance[1]");
    FAILS(goodwill_servqual(answers, answers, NULL, &three, NULL, NULL, dimensions, 1, 0.95, NULL, NULL, &quality),
          GOODWILL_EMPTY, "perceived");
    FAILS(goodwill_acsi(answers, NULL, &three, NULL, NULL, NULL, &acsi), GOODWILL_EMPTY, "items");
    /* Who skips an item can still be judged by the others. */
    least.least_answers = 2;
    CHECK(goodwill_straight_lining(answers, NULL, &three, &least, &flagged, NULL, NULL, NULL) == GOODWILL_OK);
    CHECK(flagged.n == N && flagged.flagged == 1);
    goodwill_tally *made = tally(answers + N, N, scale(1, 5));
    FAILS(goodwill_frequency_table(made, NULL, NULL, 0, NULL, &table), GOODWILL_EMPTY, "answers");
    goodwill_tally_free(made);
}

/* Too little room is told, with how much there should be, and nothing is written. */
static void buffers_too_small(void) {
    const double answers[] = {1, 2, 4, 5, 2, 2, 5, 4, 3, 2, 4, 5}, outcome[] = {1, 2, 4, 4};
    const goodwill_items two = layout(2, 4), three = layout(3, 4);
    goodwill_tally *made = tally(answers, 12, scale(1, 5));
    goodwill_tally_summary summary;
    goodwill_answer_row rows[5];
    goodwill_answer_table table;
    goodwill_driver predictors[1];
    goodwill_drivers_result drivers;
    goodwill_item_statistics statistics[1];
    goodwill_alpha alpha;
    goodwill_curve_level levels[1];
    goodwill_curve_zone zones[1];
    goodwill_curve_result curve;
    goodwill_estimate waves[3];
    goodwill_group_difference changes[2];
    goodwill_waves_result several;
    uint64_t counts[5];
    size_t needed = 0;
    SPOIL(summary);
    SPOIL(rows);
    SPOIL(table);
    SPOIL(predictors);
    SPOIL(drivers);
    SPOIL(statistics);
    SPOIL(alpha);
    SPOIL(levels);
    SPOIL(zones);
    SPOIL(curve);
    SPOIL(waves);
    SPOIL(changes);
    SPOIL(several);
    SPOIL(counts);
    FAILS(goodwill_tally_counts(made, counts, 4, &summary), GOODWILL_BUFFER_TOO_SMALL, "counts");
    CHECK(IS_SPOILED(counts) && IS_SPOILED(summary));
    FAILS(goodwill_frequency_table(made, NULL, rows, 4, &needed, &table), GOODWILL_BUFFER_TOO_SMALL, "rows");
    CHECK(needed == 5 && !strcmp(value(), "4") && IS_SPOILED(rows) && IS_SPOILED(table));
    FAILS(goodwill_drivers(outcome, 0, answers, NULL, &two, NULL, &drivers, predictors, 1, &needed),
          GOODWILL_BUFFER_TOO_SMALL, "drivers");
    CHECK(needed == 2 && IS_SPOILED(predictors) && IS_SPOILED(drivers));
    FAILS(goodwill_item_analysis(answers, NULL, &three, NULL, 0, NULL, &alpha, statistics, 1, &needed),
          GOODWILL_BUFFER_TOO_SMALL, "statistics");
    CHECK(needed == 3 && IS_SPOILED(statistics) && IS_SPOILED(alpha));
    FAILS(goodwill_satisfaction_curve(answers, 0, outcome, 0, NULL, 0, 4, answers + 1, 1, 0.95, levels, 1, &needed, zones,
                                      NULL, &curve),
          GOODWILL_BUFFER_TOO_SMALL, "levels");
    CHECK(needed == 4 && IS_SPOILED(levels) && IS_SPOILED(zones) && IS_SPOILED(curve));
    FAILS(goodwill_nps_waves(answers, NULL, &three, NULL, waves, NULL, changes, 2, &needed, &several),
          GOODWILL_BUFFER_TOO_SMALL, "changes");
    CHECK(needed == 3 && IS_SPOILED(waves) && IS_SPOILED(changes) && IS_SPOILED(several));

    /* NULL asks for the number alone; results may be asked for without rows. */
    CHECK(goodwill_frequency_table(made, NULL, NULL, 0, &needed, NULL) == GOODWILL_OK);
    CHECK(goodwill_frequency_table(made, NULL, rows, needed, NULL, &table) == GOODWILL_OK);
    CHECK(rows[0].answer == 1 && rows[4].answer == 5 && rows[4].cumulative == 1 && table.n == 12 && table.mode == 2);
    goodwill_tally_free(made);
}

static void kano(void) {
    const double functional[] = {1, 1, 2, NAN, 4, NAN}, dysfunctional[] = {5, 3, 5, 1, NAN, NAN}, off = 6, like = 1;
    const goodwill_scale four = scale(1, 4), five = scale(1, 5);
    goodwill_kano_pairs *pairs = NULL, *more = NULL, *weighed = NULL;
    goodwill_kano_pairs_summary summary;
    goodwill_kano_result got;
    goodwill_kano_position place;
    goodwill_kano_options options = GOODWILL_KANO_OPTIONS_INIT;
    uint64_t counts[25] = {0};
    int32_t category = 77;

    FAILS(goodwill_kano_category(NAN, 1, NULL, GOODWILL_KANO_TABLE_STANDARD, NULL, &category), GOODWILL_EMPTY, "functional");
    FAILS(goodwill_kano_category(1, 6, NULL, GOODWILL_KANO_TABLE_STANDARD, NULL, &category), GOODWILL_OUT_OF_RANGE,
          "dysfunctional");
    CHECK(!strcmp(value(), "6"));
    FAILS(goodwill_kano_category(1, 4, &four, GOODWILL_KANO_TABLE_STANDARD, NULL, &category), GOODWILL_OUT_OF_RANGE, "scale");
    CHECK(says("3 or 5 points"));
    FAILS(goodwill_kano_category(1, 4, NULL, 9, NULL, &category), GOODWILL_INVALID_CHOICE, "table");
    CHECK(category == 77);
    /* On a scale where high is good, 5 is "like". */
    CHECK(goodwill_kano_category(5, 1, &five, GOODWILL_KANO_TABLE_STANDARD, NULL, &category) == GOODWILL_OK);
    CHECK(category == GOODWILL_KANO_CATEGORY_ONE_DIMENSIONAL);

    /* Half a pair says nothing, and is counted apart from none at all. */
    CHECK(goodwill_kano_pairs_of(functional, 0, dysfunctional, 0, GOODWILL_TYPE_DOUBLE, NULL, 0, 6, NULL, &pairs) ==
          GOODWILL_OK);
    CHECK(goodwill_kano_pairs_counts(pairs, &summary) == GOODWILL_OK);
    CHECK(summary.n == 3 && summary.half_missing == 2 && summary.missing == 1 && summary.invalid == 0);
    CHECK(summary.counts[4] == 1 && summary.counts[2] == 1 && summary.counts[9] == 1);
    CHECK(goodwill_kano(pairs, NULL, NULL, &got) == GOODWILL_OK);
    CHECK(got.n == 3 && got.half_missing == 2 && got.missing == 1 && got.small_sample == 1);
    CHECK(goodwill_kano_continuous(pairs, 0.95, &place) == GOODWILL_OK);
    CHECK(place.half_missing == 2);
    FAILS(goodwill_kano_continuous(pairs, 1, &place), GOODWILL_OUT_OF_RANGE, "level");
    FAILS(goodwill_kano(NULL, NULL, NULL, &got), GOODWILL_NULL_POINTER, "pairs");
    FAILS(goodwill_kano_pairs_of(functional, 0, NULL, 0, GOODWILL_TYPE_DOUBLE, NULL, 0, 6, NULL, &more),
          GOODWILL_NULL_POINTER, "dysfunctional");
    FAILS(goodwill_kano_pairs_of(&like, 0, &off, 0, GOODWILL_TYPE_DOUBLE, NULL, 0, 1, NULL, &more), GOODWILL_OUT_OF_RANGE,
          "dysfunctional");
    CHECK(goodwill_last_error_index() == 0 && more == NULL);
    options.rule = 5;
    FAILS(goodwill_kano(pairs, NULL, &options, &got), GOODWILL_INVALID_CHOICE, "rule");

    /* A table of one's own: 25 categories; with one, no other may be asked for. */
    enum { A, O, M, I, R, Q };
    int32_t own[25] = {Q, A, A, A, O, R, I, I, I, M, R, I, I, I, M, R, I, I, I, M, R, R, R, R, Q};
    goodwill_kano_result same;
    memset(&same, 0, sizeof same);
    memset(&got, 0, sizeof got);
    CHECK(goodwill_kano(pairs, NULL, NULL, &got) == GOODWILL_OK);
    CHECK(goodwill_kano(pairs, own, NULL, &same) == GOODWILL_OK);
    CHECK(!memcmp(&same, &got, sizeof got));
    own[4] = A;
    CHECK(goodwill_kano(pairs, own, NULL, &same) == GOODWILL_OK);
    CHECK(same.counts.one_dimensional == 0 && same.counts.attractive == got.counts.attractive + 1);
    CHECK(goodwill_kano_category(1, 5, NULL, GOODWILL_KANO_TABLE_STANDARD, own, &category) == GOODWILL_OK);
    CHECK(category == GOODWILL_KANO_CATEGORY_ATTRACTIVE);
    options.table = GOODWILL_KANO_TABLE_POULIOT;
    options.rule = GOODWILL_KANO_RULE_MODE;
    FAILS(goodwill_kano(pairs, own, &options, &same), GOODWILL_INCONSISTENT, "table");
    own[7] = 6;
    FAILS(goodwill_kano(pairs, own, NULL, &same), GOODWILL_INVALID_CHOICE, "table[1]");
    CHECK(goodwill_last_error_index() == 2 && !strcmp(value(), "6"));

    /* Batches add up; with weights and without they do not. */
    counts[24] = 2;
    FAILS(goodwill_kano_pairs_of_counts(NULL, &more), GOODWILL_NULL_POINTER, "counts");
    CHECK(goodwill_kano_pairs_of_counts(counts, &more) == GOODWILL_OK);
    CHECK(goodwill_kano(more, NULL, NULL, &got) == GOODWILL_OK);
    CHECK(got.category == GOODWILL_KANO_CATEGORY_QUESTIONABLE && isnan(got.better.value) && got.better.n == 0);
    CHECK(goodwill_kano_continuous(more, 0.95, &place) == GOODWILL_OK);
    CHECK(isnan(place.correlation));
    CHECK(goodwill_kano_pairs_merge(pairs, more) == GOODWILL_OK);
    CHECK(goodwill_kano_pairs_counts(pairs, &summary) == GOODWILL_OK);
    CHECK(summary.n == 5 && summary.counts[24] == 2);
    CHECK(goodwill_kano_pairs_of(&like, 0, &like, 0, GOODWILL_TYPE_DOUBLE, &like, 0, 1, NULL, &weighed) == GOODWILL_OK);
    FAILS(goodwill_kano_pairs_merge(pairs, weighed), GOODWILL_INCONSISTENT, "other");
    goodwill_kano_pairs_free(more);
    more = NULL;

    /* Counts beyond any survey are refused, not wrapped round. */
    counts[0] = UINT64_MAX;
    CHECK(goodwill_kano_pairs_of_counts(counts, &more) == GOODWILL_OK);
    FAILS(goodwill_kano(more, NULL, NULL, &got), GOODWILL_OVERFLOW, "pairs");
    FAILS(goodwill_kano_continuous(more, 0.95, &place), GOODWILL_OVERFLOW, "pairs");
    CHECK(goodwill_kano_pairs_counts(more, &summary) == GOODWILL_OK);
    CHECK(summary.n == UINT64_MAX);
    CHECK(goodwill_kano_pairs_merge(more, pairs) == GOODWILL_OK);
    goodwill_kano_pairs_free(pairs);
    goodwill_kano_pairs_free(more);
    goodwill_kano_pairs_free(weighed);

    /* Memberships: five columns that add up to 1. */
    const double shares[] = {0.6, 0.4, 0, 0, 0}, wrong[] = {0.6, 0.6, 0, 0, 0}, beyond[] = {1.5, 0, 0, 0, 0};
    const goodwill_items members = layout(5, 1), three = layout(3, 1);
    goodwill_kano_fuzzy_result fuzzy;
    CHECK(goodwill_kano_fuzzy(shares, shares, NULL, &members, NULL, NULL, &fuzzy) == GOODWILL_OK);
    CHECK(fuzzy.n == 1 && fabs(fuzzy.memberships[GOODWILL_KANO_CATEGORY_QUESTIONABLE].value - 0.36) < 1e-15);
    FAILS(goodwill_kano_fuzzy(shares, wrong, NULL, &members, NULL, NULL, &fuzzy), GOODWILL_OUT_OF_RANGE, "dysfunctional");
    CHECK(says("add up to 1") && goodwill_last_error_index() == 0);
    FAILS(goodwill_kano_fuzzy(beyond, shares, NULL, &members, NULL, NULL, &fuzzy), GOODWILL_OUT_OF_RANGE, "functional[0]");
    FAILS(goodwill_kano_fuzzy(shares, shares, NULL, &three, NULL, NULL, &fuzzy), GOODWILL_LENGTH_MISMATCH, "functional");
}

static void counts_beyond_any_survey(void) {
    const uint64_t many[] = {UINT64_MAX, 1, 0, 0, 7}, four[] = {1, 2, 3, 4};
    const goodwill_scale five = scale(1, 5);
    goodwill_tally *made = NULL, *other = NULL;
    goodwill_tally_summary summary;
    goodwill_item_score score;
    CHECK(goodwill_tally_from_counts(many, 0, 5, 3, &five, &made) == GOODWILL_OK);
    CHECK(goodwill_tally_counts(made, NULL, 0, &summary) == GOODWILL_OK);
    CHECK(summary.n == UINT64_MAX && summary.missing == 3);
    FAILS(goodwill_mean_score(made, NULL, &score), GOODWILL_OVERFLOW, "answers");
    CHECK(goodwill_tally_from_counts(many, 0, 5, UINT64_MAX, &five, &other) == GOODWILL_OK);
    CHECK(goodwill_tally_merge(made, other) == GOODWILL_OK);
    CHECK(goodwill_tally_counts(made, NULL, 0, &summary) == GOODWILL_OK);
    CHECK(summary.n == UINT64_MAX && summary.missing == UINT64_MAX);
    goodwill_tally_free(made);
    goodwill_tally_free(other);
    made = NULL;
    FAILS(goodwill_tally_from_counts(four, 0, 4, 0, &five, &made), GOODWILL_LENGTH_MISMATCH, "counts");
    CHECK(!strcmp(value(), "4") && made == NULL);
}

static void importance(void) {
    const double stated[] = {5, 4, 5, 2, 1, 2}, rated[] = {2, 1, 2, 5, 4, 5}, derived[] = {0.6, INFINITY};
    const goodwill_items two = layout(2, 3);
    const goodwill_scale ten = scale(1, 10);
    goodwill_ipa_options options = GOODWILL_IPA_OPTIONS_INIT;
    goodwill_ipa_item rows[2];
    goodwill_ipa_result out;
    goodwill_opportunity_item outcomes[2];
    double score = 77;
    options.crosshair = GOODWILL_IPA_CROSSHAIR_MIDPOINT;
    FAILS(goodwill_ipa(stated, rated, NULL, &two, &options, rows, &out), GOODWILL_UNDEFINED, "importance_midpoint");
    options.importance_midpoint = options.performance_midpoint = 3;
    CHECK(goodwill_ipa(stated, rated, NULL, &two, &options, rows, &out) == GOODWILL_OK);
    CHECK(out.importance_crosshair == 3 && out.performance_crosshair == 3 && out.small_sample == 1);
    CHECK(rows[0].quadrant == GOODWILL_IPA_QUADRANT_CONCENTRATE);
    CHECK(rows[1].quadrant == GOODWILL_IPA_QUADRANT_POSSIBLE_OVERKILL);
    options.resamples = 99;
    FAILS(goodwill_ipa(stated, rated, NULL, &two, &options, rows, &out), GOODWILL_OUT_OF_RANGE, "resamples");
    FAILS(goodwill_ipa(stated, NULL, NULL, &two, NULL, rows, &out), GOODWILL_NULL_POINTER, "performance");
    FAILS(goodwill_ipa_derived(NULL, rated, NULL, &two, NULL, rows, &out), GOODWILL_NULL_POINTER, "importance");
    FAILS(goodwill_ipa_derived(derived, rated, NULL, &two, NULL, rows, &out), GOODWILL_NOT_FINITE, "importance");
    CHECK(goodwill_last_error_index() == 1);
    FAILS(goodwill_opportunity_score(11, 5, &score), GOODWILL_OUT_OF_RANGE, "importance");
    CHECK(score == 77);
    FAILS(goodwill_opportunity_scores(stated, rated, NULL, &two, &ten, 10, 0.95, outcomes), GOODWILL_OUT_OF_RANGE, "top");
    FAILS(goodwill_opportunity_scores(stated, rated, NULL, &two, &ten, 2, 0.95, NULL), GOODWILL_NULL_POINTER, "rows");
    FAILS(goodwill_opportunity_scores(stated, rated, NULL, &two, NULL, 2, 0.95, outcomes), GOODWILL_NULL_POINTER, "scale");
}

static void service(void) {
    goodwill_customer_benefits benefits = {40, 20, 10, 5};
    const goodwill_customer_costs costs = {30, 5, 5, 5};
    const double weights[8] = {0}, answers[] = {7, 6, 5, 7, 6, 4}, points[] = {60, 40}, none[] = {0, 0, 0};
    const goodwill_items three = layout(3, 2), shared = layout(2, 1);
    const uint64_t right[] = {2, 1}, wrong[] = {2, 2}, empty[] = {3, 0}, wrapping[] = {UINT64_MAX, 4};
    goodwill_delivered_result delivered;
    goodwill_delivered_means means;
    goodwill_servqual_result quality;
    goodwill_servperf_result performance;
    goodwill_five_gaps_result gaps;
    goodwill_acsi_result index;
    goodwill_acsi_difference differences[3];
    goodwill_estimate now, before = untouched();
    uint64_t found = 77;

    CHECK(goodwill_delivered_value(&benefits, &costs, 1, NULL, &delivered) == GOODWILL_OK);
    CHECK(delivered.difference == 30 && fabs(delivered.ratio - 75.0 / 45) < 1e-15);
    FAILS(goodwill_delivered_value(&benefits, &costs, 1, weights, &delivered), GOODWILL_INCONSISTENT, "value_weights");
    FAILS(goodwill_delivered_value(&benefits, &costs, 0, NULL, &delivered), GOODWILL_UNDEFINED, "value_weights");
    FAILS(goodwill_delivered_value(&benefits, &costs, 0, weights, &delivered), GOODWILL_UNDEFINED, "value_weights");
    FAILS(goodwill_delivered_value(&benefits, &costs, 2, NULL, &delivered), GOODWILL_OUT_OF_RANGE, "in_money");
    FAILS(goodwill_delivered_value(NULL, &costs, 1, NULL, &delivered), GOODWILL_NULL_POINTER, "benefits");
    FAILS(goodwill_delivered_value(&benefits, NULL, 1, NULL, &delivered), GOODWILL_NULL_POINTER, "costs");
    benefits.personnel = -1;
    CHECK(goodwill_delivered_value(&benefits, &costs, 1, NULL, &delivered) == GOODWILL_OUT_OF_RANGE);
    CHECK(strstr(parameter(), "personnel") != NULL && !strcmp(value(), "-1"));
    CHECK(goodwill_delivered_values(answers, NULL, &three, 1, NULL, 0.95, &means) == GOODWILL_LENGTH_MISMATCH);

    CHECK(goodwill_servqual(answers, answers, NULL, &three, NULL, NULL, right, 2, 0.95, NULL, NULL, &quality) ==
          GOODWILL_OK);
    CHECK(quality.gap.value == 0 && quality.n == 2 && quality.small_sample == 1);
    FAILS(goodwill_servqual(answers, answers, NULL, &three, NULL, NULL, NULL, 0, 0.95, NULL, NULL, &quality),
          GOODWILL_OUT_OF_RANGE, "dimensions");
    CHECK(!strcmp(message(), "dimensions: must add up to the number of items, 3, got 22"));
    FAILS(goodwill_servqual(answers, answers, NULL, &three, NULL, NULL, wrong, 2, 0.95, NULL, NULL, &quality),
          GOODWILL_OUT_OF_RANGE, "dimensions");
    FAILS(goodwill_servqual(answers, answers, NULL, &three, NULL, NULL, empty, 2, 0.95, NULL, NULL, &quality),
          GOODWILL_OUT_OF_RANGE, "dimensions");
    CHECK(goodwill_last_error_index() == 1);
    FAILS(goodwill_servqual(answers, answers, NULL, &three, NULL, NULL, wrapping, 2, 0.95, NULL, NULL, &quality),
          GOODWILL_OUT_OF_RANGE, "dimensions");
    FAILS(goodwill_servperf(answers, NULL, &three, points, NULL, right, 2, 0.95, NULL, NULL, &performance),
          GOODWILL_NULL_POINTER, "points_layout");
    FAILS(goodwill_servperf(answers, NULL, &three, none, &shared, right, 2, 0.95, NULL, NULL, &performance),
          GOODWILL_UNDEFINED, "points");
    CHECK(goodwill_servperf(answers, NULL, &three, points, &shared, right, 2, 0.95, NULL, NULL, &performance) ==
          GOODWILL_OK);
    CHECK(performance.weighted_score.value != performance.score.value);

    /* What was not asked is NULL; if nothing was asked there is no gap. */
    FAILS(goodwill_five_gaps(NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, 0, 0.95, &gaps), GOODWILL_EMPTY,
          "expected");
    CHECK(goodwill_five_gaps(answers, NULL, 3, points, 1, NULL, 0, NULL, 0, NULL, 0, 0, 0.95, &gaps) == GOODWILL_OK);
    CHECK(gaps.knowledge.value == -54 && isnan(gaps.service.value) && gaps.service.n == 0);

    FAILS(goodwill_acsi(answers, NULL, &three, none, NULL, NULL, &index), GOODWILL_UNDEFINED, "rating_weights");
    goodwill_acsi_options options = GOODWILL_ACSI_OPTIONS_INIT;
    options.maximum = 6;
    CHECK(goodwill_acsi(answers, NULL, &three, NULL, &options, NULL, &index) == GOODWILL_OUT_OF_RANGE);
    CHECK(says("between 1 and 6") && !strcmp(value(), "7"));
    CHECK(goodwill_acsi(answers, NULL, &three, NULL, NULL, NULL, &index) == GOODWILL_OK);
    CHECK(goodwill_estimate_given(70, &now) == GOODWILL_OK);
    FAILS(goodwill_acsi_compare(&now, NULL, NULL, NULL, 0.95, differences, &found), GOODWILL_EMPTY, "past");
    FAILS(goodwill_acsi_compare(NULL, &now, NULL, NULL, 0.95, differences, &found), GOODWILL_NULL_POINTER, "current");
    CHECK(goodwill_acsi_compare(&now, &before, NULL, NULL, 0.95, differences, &found) != GOODWILL_OK);
    CHECK(found == 77);
    CHECK(goodwill_acsi_compare(&index.index, NULL, &now, NULL, 0.95, differences, &found) == GOODWILL_OK);
    CHECK(found == 1 && differences[0].reference == GOODWILL_ACSI_REFERENCE_RIVAL);
}

static void reliability(void) {
    const double answers[] = {4, 3, 5, 2, 4, 5, 3, 4, 2, 4, 2, 3, 1, 4, 1}, two[] = {4, 3, 2, 2, 4, 5, 5, 3, 4, 1};
    const double seconds[] = {300, 0, 280};
    const uint64_t third = 2, fourth = 3;
    const goodwill_items three = layout(3, 5), pair = layout(2, 5), one = layout(1, 5), page = layout(1, 3);
    goodwill_alpha alpha;
    goodwill_omega omega;
    goodwill_flagged flagged;
    goodwill_straight_options straight = GOODWILL_STRAIGHT_OPTIONS_INIT;
    goodwill_speeding_options speeding = GOODWILL_SPEEDING_OPTIONS_INIT;
    uint8_t flags[5];
    CHECK(goodwill_cronbach_alpha(answers, NULL, &three, &third, 1, NULL, &alpha) == GOODWILL_OK);
    CHECK(alpha.alpha.value > 0.9 && alpha.small_sample == 1);
    FAILS(goodwill_cronbach_alpha(answers, NULL, &three, &fourth, 1, NULL, &alpha), GOODWILL_OUT_OF_RANGE, "reversed");
    CHECK(!strcmp(message(), "reversed[0]: must be the number of an item, from 0 to 2, got 3"));
    FAILS(goodwill_cronbach_alpha(answers, NULL, &one, NULL, 0, NULL, &alpha), GOODWILL_UNDEFINED, "items");
    CHECK(says("at least two items"));
    FAILS(goodwill_mcdonald_omega(two, NULL, &pair, NULL, 0, NULL, &omega, NULL, NULL), GOODWILL_NOT_IDENTIFIED, "items");
    CHECK(says("at least three items"));
    straight.longest_run = 1;
    FAILS(goodwill_straight_lining(answers, NULL, &three, &straight, &flagged, flags, NULL, NULL), GOODWILL_OUT_OF_RANGE,
          "longest_run");
    FAILS(goodwill_speeding(seconds, NULL, &page, NULL, &flagged, NULL, NULL, NULL), GOODWILL_OUT_OF_RANGE, "items[0]");
    CHECK(goodwill_last_error_index() == 1 && !strcmp(value(), "0"));
    speeding.cap = 1;
    FAILS(goodwill_speeding(seconds, NULL, &page, &speeding, &flagged, NULL, NULL, NULL), GOODWILL_INCONSISTENT, "cap");
}

static void fieldwork(void) {
    enum { N = 4 };
    const int32_t tier[] = {0, 1, 1, 1}, wild[] = {0, -5, 1, 1}, beyond[] = {0, 2, 1, 1}, both[] = {0, 1, 1, 1, 0, 0, 0, 0};
    const double targets[] = {500, 300}, margins[] = {500, 300, 400, 400};
    const uint64_t two = 2, counts[] = {2, 2}, huge[] = {UINT64_MAX, 2};
    const char *const names[] = {"tier", "region"};
    goodwill_estimate rate = untouched();
    goodwill_dispositions none = {0, 0, 0, 0, 0, 0, 0, 0}, unknown = {0, 0, 0, 0, 0, 4, 0, 0};
    goodwill_aapor_options options = GOODWILL_AAPOR_OPTIONS_INIT;
    goodwill_aapor_result rates;
    goodwill_weighting_result out;
    goodwill_category_fit fits[2];
    double made[N];
    char report[8] = "as it w";
    size_t needed = 0;

    FAILS(goodwill_response_rate(501, 500, NULL, &rate), GOODWILL_INCONSISTENT, "valid");
    FAILS(goodwill_response_rate(0, 0, NULL, &rate), GOODWILL_UNDEFINED, "sent");
    CHECK(is_untouched(&rate));
    FAILS(goodwill_aapor_rates(NULL, NULL, &rates), GOODWILL_NULL_POINTER, "dispositions");
    FAILS(goodwill_aapor_rates(&none, NULL, &rates), GOODWILL_EMPTY, "dispositions");
    FAILS(goodwill_aapor_rates(&unknown, NULL, &rates), GOODWILL_UNDEFINED, "eligibility");
    options.eligibility = 1.5;
    FAILS(goodwill_aapor_rates(&unknown, &options, &rates), GOODWILL_OUT_OF_RANGE, "eligibility");
    options.eligibility = 0.5;
    CHECK(goodwill_aapor_rates(&unknown, &options, &rates) == GOODWILL_OK);
    CHECK(rates.eligibility == 0.5 && rates.cases == 4 && rates.rr1.value == 0 && isnan(rates.rr5.value));
    unknown.complete = UINT64_MAX;
    FAILS(goodwill_aapor_rates(&unknown, &options, &rates), GOODWILL_OVERFLOW, "dispositions");

    SPOIL(out);
    SPOIL(made);
    SPOIL(fits);
    FAILS(goodwill_rake(wild, 1, N, targets, &two, names, NULL, 0, NULL, made, fits, NULL, 0, NULL, &out),
          GOODWILL_OUT_OF_RANGE, "tier");
    CHECK(goodwill_last_error_index() == 1 && !strcmp(value(), "-5"));
    FAILS(goodwill_rake(beyond, 1, N, targets, &two, NULL, NULL, 0, NULL, made, fits, NULL, 0, NULL, &out),
          GOODWILL_OUT_OF_RANGE, "margin 0");
    CHECK(goodwill_last_error_index() == 1 && !strcmp(value(), "2"));
    FAILS(goodwill_rake(both, 2, N, margins, counts, names, NULL, 0, NULL, made, fits, NULL, 0, NULL, &out),
          GOODWILL_INCONSISTENT, "region");
    CHECK(says("no respondent in it"));
    FAILS(goodwill_rake(both, 2, N, margins, huge, names, NULL, 0, NULL, made, fits, NULL, 0, NULL, &out),
          GOODWILL_OUT_OF_RANGE, "target_counts");
    FAILS(goodwill_rake(tier, 1, N, NULL, &two, NULL, NULL, 0, NULL, made, fits, NULL, 0, NULL, &out),
          GOODWILL_NULL_POINTER, "targets");
    FAILS(goodwill_rake(tier, 1, N, targets, &two, NULL, NULL, 0, NULL, made, fits, report, sizeof report, &needed, &out),
          GOODWILL_BUFFER_TOO_SMALL, "buffer");
    CHECK(needed > sizeof report && !strcmp(report, "as it w"));
    CHECK(IS_SPOILED(out) && IS_SPOILED(made) && IS_SPOILED(fits));
    CHECK(goodwill_rake(tier, 1, N, targets, &two, NULL, NULL, 0, NULL, made, fits, NULL, 0, NULL, &out) == GOODWILL_OK);
    CHECK(fabs(made[0] - 2.5) < 1e-12 && fabs(made[3] - 0.5) < 1e-12 && fits[1].respondents == 3);
    FAILS(goodwill_post_stratify(tier, 0, N, targets, 2, NULL, 0, 7, made, NULL, NULL, 0, NULL, &out),
          GOODWILL_INVALID_CHOICE, "total");
}

static void satisfaction(void) {
    const double perceived[] = {8, 6, NAN}, expected[] = {7, 0, 5}, cuts[] = {4, 3}, levels[] = {1, 2, 3};
    goodwill_satisfaction_result out;
    goodwill_curve_result curve;
    double ratio = 77;
    FAILS(goodwill_satisfaction_ratio(8, 0, &ratio), GOODWILL_UNDEFINED, "expected");
    FAILS(goodwill_satisfaction_reversed(8, 7, &ratio), GOODWILL_REFUSED, "satisfaction_reversed");
    CHECK(ratio == 77);
    CHECK(goodwill_satisfaction(perceived, 0, expected, 0, NULL, 0, 3, NULL, &out) == GOODWILL_OK);
    CHECK(out.n == 2 && out.missing == 1 && out.undefined_ratios == 1);
    FAILS(goodwill_satisfaction(perceived, 0, NULL, 0, NULL, 0, 3, NULL, &out), GOODWILL_NULL_POINTER, "expected");
    FAILS(goodwill_satisfaction_curve(levels, 0, levels, 0, NULL, 0, 3, cuts, 2, 0.95, NULL, 0, NULL, NULL, NULL, &curve),
          GOODWILL_OUT_OF_RANGE, "cuts");
    CHECK(goodwill_last_error_index() == 1 && says("must ascend"));
    FAILS(goodwill_satisfaction_curve(levels, 0, levels, 0, NULL, 0, 3, cuts, 1, 0.95, NULL, 0, NULL, NULL, NULL, &curve),
          GOODWILL_NOT_IDENTIFIED, "cuts");
}

static void types_of_loyalty(void) {
    enum { N = 3 };
    const double attitude[] = {5, 2, NAN}, repeat[] = {0.9, 0.8, 0.5}, four[] = {4, 4, 4, 4};
    const int32_t reasons[] = {GOODWILL_NONE, 99, GOODWILL_NONE};
    const goodwill_items three = layout(3, 1);
    goodwill_loyalty_matrix_result matrix;
    goodwill_loyalty_types_result types;
    goodwill_apostle_cuts cuts = GOODWILL_APOSTLE_CUTS_INIT;
    goodwill_apostle_result apostles;
    goodwill_pyramid_result pyramid;
    goodwill_score_item ends[2] = {{1, 5, 1}, {3, 3, 1}};
    int32_t place = 77, places[N];
    double score = 77;
    FAILS(goodwill_loyalty_quadrant(NAN, 0.5, 4, 0.5, &place), GOODWILL_UNDEFINED, "attitude");
    FAILS(goodwill_loyalty_quadrant(4, 0.5, NAN, 0.5, &place), GOODWILL_NOT_FINITE, "attitude_cut");
    FAILS(goodwill_loyalty_type(4, 0.5, 99, 4, 0.5, &place), GOODWILL_INVALID_CHOICE, "reason");
    CHECK(place == 77);
    CHECK(goodwill_loyalty_matrix(attitude, 0, repeat, 0, NULL, 0, N, 4, 0.5, 0.95, places, &matrix) == GOODWILL_OK);
    CHECK(places[0] == GOODWILL_LOYALTY_QUADRANT_LOYALTY && places[1] == GOODWILL_LOYALTY_QUADRANT_SPURIOUS);
    CHECK(places[2] == GOODWILL_NONE && matrix.n == 2 && matrix.missing == 1 && matrix.genuine.value == 0.5);
    FAILS(goodwill_loyalty_types(attitude, 0, repeat, 0, reasons, 0, NULL, 0, N, 4, 0.5, 0.95, places, &types),
          GOODWILL_INVALID_CHOICE, "reasons");
    CHECK(goodwill_last_error_index() == 1 && !strcmp(value(), "99"));
    cuts.satisfaction = 4;
    cuts.loyalty = 0.5;
    cuts.apostles = 1;
    cuts.apostle_satisfaction = 3;
    FAILS(goodwill_apostle_model(attitude, 0, repeat, 0, NULL, 0, N, &cuts, 0.95, places, &apostles),
          GOODWILL_OUT_OF_RANGE, "apostle_satisfaction");
    FAILS(goodwill_apostle_model(attitude, 0, repeat, 0, NULL, 0, N, NULL, 0.95, places, &apostles),
          GOODWILL_NULL_POINTER, "cuts");
    cuts.apostles = 2;
    FAILS(goodwill_apostle_segment(4, 0.5, &cuts, &place), GOODWILL_OUT_OF_RANGE, "apostles");
    FAILS(goodwill_loyalty_pyramid(attitude, NULL, &three, four, GOODWILL_PYRAMID_RULE_HIGHEST, 0.95, NULL, NULL, &pyramid),
          GOODWILL_LENGTH_MISMATCH, "answers");
    FAILS(goodwill_pyramid_level(four, NULL, GOODWILL_PYRAMID_RULE_HIGHEST, &place), GOODWILL_NULL_POINTER, "cuts");
    CHECK(goodwill_loyalty_score(four, ends, 2, &score) == GOODWILL_OUT_OF_RANGE);
    CHECK(goodwill_last_error_index() == 1 && score == 77);
    FAILS(goodwill_loyalty_score(four, NULL, 2, &score), GOODWILL_NULL_POINTER, "items");
}

static void whole_surveys(void) {
    goodwill_survey_builder *builder = NULL;
    goodwill_survey *survey = NULL, *part = NULL;
    goodwill_assessment *assessment = NULL;
    goodwill_tally *tally = NULL;
    goodwill_survey_summary summary;
    size_t n = 0;
    char text[64];
    const double scores[] = {10, 9, 3};
    const char *const regions[] = {"South", NULL, "North"};
    CHECK(goodwill_survey_builder_new(NULL, &builder) == GOODWILL_NULL_POINTER && !builder);
    CHECK(goodwill_survey_builder_new("items = 1", &builder) == GOODWILL_UNSUPPORTED_FILE && !builder);
    CHECK(strstr(message(), "declaration: line 1:") != NULL);
    CHECK(goodwill_survey_builder_new("[[items]]\nname = 'q'\nrole = 'recommendation'\n[[groups]]\nname = 'region'\n",
                                      &builder) == GOODWILL_OK);
    CHECK(goodwill_survey_new(NULL, &survey) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_survey_new(builder, &survey) == GOODWILL_UNKNOWN_COLUMN && !survey);
    CHECK(goodwill_survey_add_numbers(NULL, "q", scores, GOODWILL_TYPE_DOUBLE, 0, 3) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_survey_add_numbers(builder, NULL, scores, GOODWILL_TYPE_DOUBLE, 0, 3) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_survey_add_numbers(builder, "q", NULL, GOODWILL_TYPE_DOUBLE, 0, 3) == GOODWILL_NULL_POINTER);
    CHECK(goodwill_survey_add_numbers(builder, "q", scores, 77, 0, 3) == GOODWILL_INVALID_CHOICE);
    CHECK(goodwill_survey_add_numbers(builder, "q", scores, GOODWILL_TYPE_DOUBLE, 0, 3) == GOODWILL_OK);
    CHECK(goodwill_survey_add_texts(builder, "region", regions, 0, 3) == GOODWILL_OK);
    CHECK(goodwill_survey_new(builder, &survey) == GOODWILL_OK);
    goodwill_survey_builder_free(builder);
    CHECK(goodwill_survey_describe(survey, &summary) == GOODWILL_OK && summary.respondents == 3 && !summary.weighted);
    CHECK(goodwill_survey_weights(survey, NULL, 0, &n) == GOODWILL_OK && n == 0);
    CHECK(goodwill_survey_item(survey, 0, text, 1, &n, NULL) == GOODWILL_BUFFER_TOO_SMALL && n == 2);
    CHECK(goodwill_survey_item(survey, 1, text, sizeof text, &n, NULL) == GOODWILL_OUT_OF_RANGE);
    CHECK(goodwill_survey_group(survey, "region", 0, text, sizeof text, &n, &part) == GOODWILL_OK);
    CHECK(!strcmp(text, "North"));
    CHECK(goodwill_survey_group(survey, "region", 2, text, sizeof text, &n, NULL) == GOODWILL_OUT_OF_RANGE);
    CHECK(goodwill_survey_group(survey, "reigon", 0, text, sizeof text, &n, NULL) == GOODWILL_UNKNOWN_COLUMN);
    CHECK(goodwill_assess_survey(survey, 0.95, &assessment) == GOODWILL_OK);
    CHECK(goodwill_assessment_json(assessment, NULL, 0, &n) == GOODWILL_OK && n > 1000);
    goodwill_assessment_free(assessment);
    /* A part outlives the whole. */
    goodwill_survey_free(survey);
    CHECK(goodwill_survey_tally(part, "q", &tally) == GOODWILL_OK);
    goodwill_tally_free(tally);
    goodwill_survey_free(part);
    goodwill_survey_free(NULL);
    goodwill_survey_builder_free(NULL);
    CHECK(goodwill_assess_survey(NULL, 0.95, &assessment) == GOODWILL_NULL_POINTER);
}

int main(void) {
    null_pointers();
    no_rows();
    struct_sizes();
    one_item_of_any_type();
    items_laid_out_in_every_way();
    wrong_scales();
    answers_all_equal();
    collinear_predictors();
    weights_that_do_not_weigh();
    groups();
    an_item_without_answers();
    buffers_too_small();
    kano();
    counts_beyond_any_survey();
    importance();
    service();
    reliability();
    fieldwork();
    satisfaction();
    types_of_loyalty();
    whole_surveys();
    printf("%d checks of surveys in C, %d failed\n", checks, failures);
    return failures != 0;
}
