/* Golden cases of Kano's model, importance and performance, delivered value, service quality and the satisfaction index:
 * included by golden.c, whose readers and writers it uses. */

/* A table whose rows are freed by the next case. */
#define TABLE(type, length) ((type *)keep(grow(NULL, (length) + 1, sizeof(type))))

#define PUT_CHOICE(result, field, of) put_choice("", #field, of, (result).field)

static const double *weights_of_rows(size_t n) { return list_of("weights", n); }

/* The items of a second list, of the layout of the first. */
static const double *like(const char *key, const goodwill_items *layout) {
    return list_of(key, (size_t)(layout->items * layout->n));
}

/* ---- Kano's model */

/* The scale of a case, unless it is the usual one. */
static goodwill_status kano_scale(goodwill_scale *scale, const goodwill_scale **given) {
    *given = has("minimum") ? scale : NULL;
    return has("minimum") ? scale_of_case(scale) : GOODWILL_OK;
}

/* The table of one's own of a case, if it has one: its categories by name, row by row. */
static goodwill_status kano_cells(int32_t cells[25], const int32_t **given) {
    entry *names = find("cells");
    *given = names ? cells : NULL;
    for (size_t i = 0; names && i < 25; ++i) {
        TRY(goodwill_choice_number("kano_category", i < names->count ? names->texts[i] : NULL, &cells[i]));
    }
    return GOODWILL_OK;
}

static goodwill_status run_kano_category(void) {
    goodwill_scale scale;
    const goodwill_scale *given;
    int32_t kind = GOODWILL_KANO_TABLE_STANDARD, cells[25], out;
    const int32_t *own;
    TRY(kano_scale(&scale, &given));
    TRY(choice("table", "kano_table", &kind));
    TRY(kano_cells(cells, &own));
    TRY(goodwill_kano_category(num("functional"), num("dysfunctional"), given, kind, own, &out));
    put_choice("", "value", "kano_category", out);
    return GOODWILL_OK;
}

/* The pairs of a case; freed after it. */
static goodwill_kano_pairs *kano_pairs;

static goodwill_status make_pairs(void) {
    goodwill_scale scale;
    const goodwill_scale *given;
    size_t n;
    goodwill_kano_pairs_free(kano_pairs);
    kano_pairs = NULL;
    if (has("counts")) {
        return goodwill_kano_pairs_of_counts(counts("counts", 25), &kano_pairs);
    }
    const double *functional = list("functional", &n), *dysfunctional = list_of("dysfunctional", n);
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(kano_scale(&scale, &given));
    return goodwill_kano_pairs_of(functional, 0, dysfunctional, 0, GOODWILL_TYPE_DOUBLE, weights_of_rows(n), 0, n, given,
                                  &kano_pairs);
}

static goodwill_status run_kano(void) {
    goodwill_kano_options options = GOODWILL_KANO_OPTIONS_INIT;
    goodwill_kano_result out;
    int32_t cells[25];
    const int32_t *own;
    TRY(kano_cells(cells, &own));
    options.level = level();
    options.decision_level = num_or("decision_level", options.decision_level);
    TRY(choice("table", "kano_table", &options.table));
    TRY(choice("rule", "kano_rule", &options.rule));
    TRY(choice("interval", "proportion_interval", &options.interval));
    TRY(make_pairs());
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_kano(kano_pairs, own, &options, &out));
    PUT_CHOICE(out, category, "kano_category");
    PUT_CHOICE(out, runner_up, "kano_category");
    PUT(out, decided);
    PUT(out, mixed);
    PUT_ESTIMATE(out, attractive);
    PUT_ESTIMATE(out, one_dimensional);
    PUT_ESTIMATE(out, must_be);
    PUT_ESTIMATE(out, indifferent);
    PUT_ESTIMATE(out, reverse);
    PUT_ESTIMATE(out, questionable);
    PUT_ESTIMATE(out, better);
    PUT_ESTIMATE(out, worse);
    PUT_ESTIMATE(out, category_strength);
    PUT_ESTIMATE(out, total_strength);
    put_count("counts", "attractive", out.counts.attractive);
    put_count("counts", "one_dimensional", out.counts.one_dimensional);
    put_count("counts", "must_be", out.counts.must_be);
    put_count("counts", "indifferent", out.counts.indifferent);
    put_count("counts", "reverse", out.counts.reverse);
    put_count("counts", "questionable", out.counts.questionable);
    PUT(out, n);
    PUT(out, effective_n);
    PUT(out, missing);
    PUT(out, half_missing);
    PUT(out, invalid);
    PUT(out, small_sample);
    return GOODWILL_OK;
}

static goodwill_status run_kano_continuous(void) {
    goodwill_kano_position out;
    TRY(make_pairs());
    TRY(goodwill_kano_continuous(kano_pairs, level(), &out));
    PUT_ESTIMATE(out, functional);
    PUT_ESTIMATE(out, dysfunctional);
    PUT_CHOICE(out, category, "kano_category");
    PUT(out, correlation);
    PUT(out, n);
    PUT(out, missing);
    PUT(out, half_missing);
    PUT(out, invalid);
    return GOODWILL_OK;
}

static goodwill_status run_kano_fuzzy(void) {
    goodwill_kano_fuzzy_options options = GOODWILL_KANO_FUZZY_OPTIONS_INIT;
    goodwill_kano_fuzzy_result out;
    goodwill_items layout;
    int32_t cells[25];
    const int32_t *own;
    const double *functional = items("functional", &layout), *dysfunctional = like("dysfunctional", &layout);
    options.level = level();
    options.threshold = num_or("threshold", options.threshold);
    TRY(choice("table", "kano_table", &options.table));
    TRY(kano_cells(cells, &own));
    TRY(goodwill_kano_fuzzy(functional, dysfunctional, weights_of_rows(layout.n), &layout, own, &options, &out));
    PUT_CHOICE(out, category, "kano_category");
    PUT_ESTIMATE(out, attractive);
    PUT_ESTIMATE(out, one_dimensional);
    PUT_ESTIMATE(out, must_be);
    PUT_ESTIMATE(out, indifferent);
    PUT_ESTIMATE(out, reverse);
    PUT_ESTIMATE(out, questionable);
    for (size_t i = 0; i < 6; ++i) {
        put_estimate(element("memberships", i, ""), &out.memberships[i]);
    }
    PUT_ESTIMATE(out, better);
    PUT_ESTIMATE(out, worse);
    PUT(out, undecided);
    PUT(out, n);
    PUT(out, effective_n);
    PUT(out, missing);
    return GOODWILL_OK;
}

static goodwill_status run_penalty_reward(void) {
    goodwill_penalty_reward_result out;
    goodwill_items layout;
    const double *attributes = items("attributes", &layout);
    const double *overall = list_of("overall", layout.n);
    goodwill_penalty_reward_item *rows = TABLE(goodwill_penalty_reward_item, layout.items);
    TRY(goodwill_penalty_reward(overall, 0, attributes, weights_of_rows(layout.n), &layout, num("low"), num("high"),
                                level(), rows, &out));
    PUT_ESTIMATE(out, intercept);
    PUT(out, r_squared);
    PUT(out, n);
    PUT(out, missing);
    for (size_t i = 0; i < layout.items; ++i) {
        put_estimate(element("items", i, "penalty"), &rows[i].penalty);
        put_estimate(element("items", i, "reward"), &rows[i].reward);
        put_estimate(element("items", i, "contrast"), &rows[i].contrast);
        put(element("items", i, "range"), "", rows[i].range);
        put(element("items", i, "asymmetry"), "", rows[i].asymmetry);
        put_choice(element("items", i, "category"), "", "kano_category", rows[i].category);
        put_count(element("items", i, "low"), "", rows[i].low);
        put_count(element("items", i, "high"), "", rows[i].high);
    }
    return GOODWILL_OK;
}

/* ---- importance and performance */

static goodwill_status ipa_options(goodwill_ipa_options *options) {
    static const goodwill_ipa_options usual = GOODWILL_IPA_OPTIONS_INIT;
    *options = usual;
    options->importance_midpoint = num_or("importance_midpoint", NAN);
    options->performance_midpoint = num_or("performance_midpoint", NAN);
    options->level = level();
    options->resamples = (uint32_t)count_or("resamples", options->resamples);
    options->seed = count_or("seed", options->seed);
    return choice("crosshair", "ipa_crosshair", &options->crosshair);
}

static void put_grid(const goodwill_ipa_result *out, const goodwill_ipa_item *rows, size_t n) {
    PUT(*out, importance_crosshair);
    PUT(*out, performance_crosshair);
    PUT(*out, n);
    PUT(*out, missing);
    for (size_t i = 0; i < n; ++i) {
        put_estimate(element("items", i, "importance"), &rows[i].importance);
        put_estimate(element("items", i, "performance"), &rows[i].performance);
        put_estimate(element("items", i, "gap"), &rows[i].gap);
        put_choice(element("items", i, "quadrant"), "", "ipa_quadrant", rows[i].quadrant);
        put(element("items", i, "certainty"), "", rows[i].certainty);
        put(element("items", i, "quadrants.0"), "", rows[i].quadrants[0]);
        put(element("items", i, "quadrants.1"), "", rows[i].quadrants[1]);
        put(element("items", i, "quadrants.2"), "", rows[i].quadrants[2]);
        put(element("items", i, "quadrants.3"), "", rows[i].quadrants[3]);
        put_count(element("items", i, "n"), "", rows[i].n);
        put_count(element("items", i, "missing"), "", rows[i].missing);
    }
}

static goodwill_status run_ipa(void) {
    goodwill_ipa_options options;
    goodwill_ipa_result out;
    goodwill_items layout;
    const double *importance = items("importance", &layout), *performance = like("performance", &layout);
    goodwill_ipa_item *rows = TABLE(goodwill_ipa_item, layout.items);
    TRY(ipa_options(&options));
    TRY(goodwill_ipa(importance, performance, weights_of_rows(layout.n), &layout, &options, rows, &out));
    put_grid(&out, rows, layout.items);
    return GOODWILL_OK;
}

static goodwill_status run_ipa_derived(void) {
    goodwill_ipa_options options;
    goodwill_ipa_result out;
    goodwill_items layout;
    const double *performance = items("performance", &layout);
    const double *importance = list_of("importance", layout.items);
    goodwill_ipa_item *rows = TABLE(goodwill_ipa_item, layout.items);
    TRY(ipa_options(&options));
    TRY(goodwill_ipa_derived(importance, performance, weights_of_rows(layout.n), &layout, &options, rows, &out));
    put_grid(&out, rows, layout.items);
    return GOODWILL_OK;
}

static goodwill_status run_opportunity_score(void) {
    double out;
    TRY(goodwill_opportunity_score(num("importance"), num("satisfaction"), &out));
    put("", "value", out);
    return GOODWILL_OK;
}

static goodwill_status run_opportunity_scores(void) {
    goodwill_scale scale;
    goodwill_items layout;
    const double *importance = items("importance", &layout), *satisfaction = like("satisfaction", &layout);
    goodwill_opportunity_item *rows = TABLE(goodwill_opportunity_item, layout.items);
    TRY(scale_of_case(&scale));
    TRY(goodwill_opportunity_scores(importance, satisfaction, weights_of_rows(layout.n), &layout, &scale,
                                    (size_t)count("top"), level(), rows));
    for (size_t i = 0; i < layout.items; ++i) {
        char path[40];
        sprintf(path, "%lu.importance", (unsigned long)i);
        put_estimate(path, &rows[i].importance);
        sprintf(path, "%lu.satisfaction", (unsigned long)i);
        put_estimate(path, &rows[i].satisfaction);
        sprintf(path, "%lu.score", (unsigned long)i);
        put_estimate(path, &rows[i].score);
        sprintf(path, "%lu", (unsigned long)i);
        put_count(path, "n", rows[i].n);
        put_count(path, "missing", rows[i].missing);
        put_count(path, "invalid", rows[i].invalid);
    }
    return GOODWILL_OK;
}

/* ---- delivered value and service quality */

static goodwill_status run_delivered_value(void) {
    const goodwill_customer_benefits benefits = {num("product"), num("service"), num("personnel"), num("image")};
    const goodwill_customer_costs costs = {num("money"), num("time"), num("energy"), num("psychic")};
    goodwill_delivered_result out;
    TRY(goodwill_delivered_value(&benefits, &costs, (int32_t)num_or("in_money", 0), list_of("value_weights", 8), &out));
    PUT(out, benefits);
    PUT(out, costs);
    PUT(out, difference);
    PUT(out, ratio);
    return GOODWILL_OK;
}

static goodwill_status run_delivered_values(void) {
    goodwill_delivered_means out;
    goodwill_items layout;
    const double *answers = items("answers", &layout);
    TRY(goodwill_delivered_values(answers, weights_of_rows(layout.n), &layout, (int32_t)num_or("in_money", 0),
                                  list_of("value_weights", 8), level(), &out));
    PUT_ESTIMATE(out, benefits);
    PUT_ESTIMATE(out, costs);
    PUT_ESTIMATE(out, difference);
    PUT_ESTIMATE(out, ratio_of_means);
    PUT_ESTIMATE(out, positive);
    PUT(out, n);
    PUT(out, effective_n);
    PUT(out, missing);
    return GOODWILL_OK;
}

/* The dimensions of a case, NULL for those of SERVQUAL, and its points. */
static const double *points_of_case(const uint64_t **dimensions, size_t *dimension_count, goodwill_items *layout) {
    static const goodwill_items usual = GOODWILL_ITEMS_INIT;
    size_t length;
    const double *points = list("points", &length);
    list("dimensions", dimension_count);
    *dimensions = *dimension_count ? counts("dimensions", *dimension_count) : NULL;
    *layout = usual;
    layout->items = *dimension_count ? *dimension_count : 5;
    layout->n = length / layout->items;
    return points;
}

static goodwill_status run_servqual(void) {
    goodwill_servqual_result out;
    goodwill_items layout, points_layout;
    const uint64_t *dimensions;
    size_t dimension_count;
    const double *expected = items("expected", &layout), *perceived = like("perceived", &layout);
    const double *points = points_of_case(&dimensions, &dimension_count, &points_layout);
    goodwill_servqual_item *answers = TABLE(goodwill_servqual_item, layout.items);
    goodwill_servqual_dimension *rows = TABLE(goodwill_servqual_dimension, points_layout.items);
    TRY(goodwill_servqual(expected, perceived, weights_of_rows(layout.n), &layout, points, &points_layout, dimensions,
                          dimension_count, level(), answers, rows, &out));
    PUT_ESTIMATE(out, gap);
    PUT_ESTIMATE(out, weighted_gap);
    PUT(out, gap_reliability);
    PUT(out, n);
    PUT(out, effective_n);
    PUT(out, missing);
    PUT(out, rescaled);
    for (size_t i = 0; i < layout.items; ++i) {
        put_estimate(element("items", i, "expected"), &answers[i].expected);
        put_estimate(element("items", i, "perceived"), &answers[i].perceived);
        put_estimate(element("items", i, "gap"), &answers[i].gap);
    }
    for (size_t i = 0; i < points_layout.items; ++i) {
        put_estimate(element("dimensions", i, "expected"), &rows[i].expected);
        put_estimate(element("dimensions", i, "perceived"), &rows[i].perceived);
        put_estimate(element("dimensions", i, "gap"), &rows[i].gap);
        put(element("dimensions", i, "weight"), "", rows[i].weight);
        put(element("dimensions", i, "expected_reliability"), "", rows[i].expected_reliability);
        put(element("dimensions", i, "perceived_reliability"), "", rows[i].perceived_reliability);
        put(element("dimensions", i, "gap_reliability"), "", rows[i].gap_reliability);
    }
    return GOODWILL_OK;
}

static goodwill_status run_servperf(void) {
    goodwill_servperf_result out;
    goodwill_items layout, points_layout;
    const uint64_t *dimensions;
    size_t dimension_count;
    const double *perceived = items("perceived", &layout);
    const double *points = points_of_case(&dimensions, &dimension_count, &points_layout);
    goodwill_estimate *answers = TABLE(goodwill_estimate, layout.items);
    goodwill_servperf_dimension *rows = TABLE(goodwill_servperf_dimension, points_layout.items);
    TRY(goodwill_servperf(perceived, weights_of_rows(layout.n), &layout, points, &points_layout, dimensions, dimension_count,
                          level(), answers, rows, &out));
    PUT_ESTIMATE(out, score);
    PUT_ESTIMATE(out, weighted_score);
    PUT(out, n);
    PUT(out, effective_n);
    PUT(out, missing);
    for (size_t i = 0; i < layout.items; ++i) {
        put_estimate(element("items", i, "perceived"), &answers[i]);
    }
    for (size_t i = 0; i < points_layout.items; ++i) {
        put_estimate(element("dimensions", i, "perceived"), &rows[i].perceived);
        put(element("dimensions", i, "weight"), "", rows[i].weight);
        put(element("dimensions", i, "reliability"), "", rows[i].reliability);
    }
    return GOODWILL_OK;
}

static goodwill_status run_five_gaps(void) {
    goodwill_five_gaps_result out;
    size_t customers, perceptions, n[4];
    const double *expected = list("expected", &customers), *perceived = list("perceived", &perceptions);
    const double *believed = list("believed", &n[0]), *standards = list("standards", &n[1]);
    const double *delivered = list("delivered", &n[2]), *promised = list("promised", &n[3]);
    lengths_differ |= expected && perceived && customers != perceptions;
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_five_gaps(expected, perceived, expected ? customers : perceptions, believed, n[0], standards, n[1],
                           delivered, n[2], promised, n[3], 0, level(), &out));
    PUT_ESTIMATE(out, knowledge);
    PUT_ESTIMATE(out, standards);
    PUT_ESTIMATE(out, delivery);
    PUT_ESTIMATE(out, communication);
    PUT_ESTIMATE(out, service);
    PUT(out, missing);
    return GOODWILL_OK;
}

/* ---- satisfaction index */

static void acsi_options(goodwill_acsi_options *options) {
    static const goodwill_acsi_options usual = GOODWILL_ACSI_OPTIONS_INIT;
    *options = usual;
    options->level = level();
    options->minimum = num_or("minimum", options->minimum);
    options->maximum = num_or("maximum", options->maximum);
}

static goodwill_status run_acsi(void) {
    goodwill_acsi_options options;
    goodwill_acsi_result out;
    goodwill_items layout;
    const double *ratings = items("ratings", &layout);
    goodwill_estimate *means = TABLE(goodwill_estimate, layout.items);
    acsi_options(&options);
    TRY(goodwill_acsi(ratings, weights_of_rows(layout.n), &layout, list_of("rating_weights", layout.items), &options, means,
                      &out));
    PUT_ESTIMATE(out, index);
    PUT(out, n);
    PUT(out, effective_n);
    PUT(out, missing);
    PUT(out, small_sample);
    for (size_t i = 0; i < layout.items; ++i) {
        put_estimate(element("ratings", i, ""), &means[i]);
    }
    return GOODWILL_OK;
}

static goodwill_status run_acsi_from_means(void) {
    goodwill_acsi_options options;
    size_t n;
    double out;
    const double *means = list("means", &n), *rating_weights = list_of("rating_weights", n);
    acsi_options(&options);
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_acsi_from_means(means, n, rating_weights, &options, &out));
    put("", "value", out);
    return GOODWILL_OK;
}

/* An index with its standard error, if the case knows one. */
static goodwill_status known_index(const char *key, goodwill_estimate *into, const goodwill_estimate **given) {
    char name[32];
    *given = has(key) ? into : NULL;
    if (!has(key)) {
        return GOODWILL_OK;
    }
    TRY(goodwill_estimate_given(num(key), into));
    sprintf(name, "%.20s_error", key);
    into->standard_error = num_or(name, into->standard_error);
    return GOODWILL_OK;
}

static goodwill_status run_acsi_compare(void) {
    goodwill_estimate estimates[4];
    const goodwill_estimate *current, *past, *rival, *published;
    goodwill_acsi_difference rows[3];
    uint64_t differences;
    TRY(known_index("current", &estimates[0], &current));
    TRY(known_index("past", &estimates[1], &past));
    TRY(known_index("rival", &estimates[2], &rival));
    TRY(known_index("index", &estimates[3], &published));
    TRY(goodwill_acsi_compare(current, past, rival, published, level(), rows, &differences));
    for (size_t i = 0; i < differences; ++i) {
        put_choice(element("differences", i, "reference"), "", "acsi_reference", rows[i].reference);
        put(element("differences", i, "value"), "", rows[i].value);
        put(element("differences", i, "p_value"), "", rows[i].p_value);
        put_estimate(element("differences", i, "difference"), &rows[i].difference);
    }
    return GOODWILL_OK;
}
