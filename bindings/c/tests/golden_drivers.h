/* Golden cases of key drivers and reliability: included by golden.c, whose readers and writers it uses. */

/* The block of answers of a case, and its weights. */
static const double *block(const char *key, goodwill_items *layout, const double **weights) {
    const double *answers = items(key, layout);
    *weights = list_of("weights", layout->n);
    return answers;
}

static const uint64_t *reversed_items(size_t *number) {
    list("reversed", number);
    return counts("reversed", *number);
}

static goodwill_status run_drivers(void) {
    goodwill_driver_options options = GOODWILL_DRIVER_OPTIONS_INIT;
    goodwill_drivers_result out;
    goodwill_driver drivers[64];
    goodwill_items layout;
    const double *weights, *answers = block("predictors", &layout, &weights);
    size_t needed;
    options.level = level();
    options.resamples = (uint32_t)count_or("resamples", options.resamples);
    options.seed = count_or("seed", options.seed);
    options.sampled_orders = (uint32_t)count_or("sampled_orders", options.sampled_orders);
    TRY(goodwill_drivers(list_of("outcome", layout.n), 0, answers, weights, &layout, &options, &out, drivers, 64, &needed));
    PUT_ESTIMATE(out, r_squared);
    PUT(out, adjusted_r_squared);
    PUT(out, n);
    PUT(out, missing);
    PUT(out, effective_n);
    PUT(out, failed_resamples);
    for (size_t i = 0; i < needed; ++i) {
        put_estimate(element("predictors", i, "lmg"), &drivers[i].lmg);
        put_estimate(element("predictors", i, "share"), &drivers[i].share);
        put_estimate(element("predictors", i, "relative_weight"), &drivers[i].relative_weight);
        put_estimate(element("predictors", i, "standardised_beta"), &drivers[i].standardised_beta);
        put_estimate(element("predictors", i, "pratt"), &drivers[i].pratt);
        put_estimate(element("predictors", i, "correlation"), &drivers[i].correlation);
        put(element("predictors", i, ""), "sampling_error", drivers[i].sampling_error);
        put(element("predictors", i, ""), "variance_inflation", drivers[i].variance_inflation);
    }
    return GOODWILL_OK;
}

static void put_alpha(const char *prefix, const goodwill_alpha *alpha) {
    char path[64];
    sprintf(path, "%s%salpha", prefix, *prefix ? "." : "");
    put_estimate(path, &alpha->alpha);
    put(prefix, "standardised", alpha->standardised);
    put(prefix, "mean_correlation", alpha->mean_correlation);
    put_count(prefix, "items", alpha->items);
    put_count(prefix, "n", alpha->n);
    put_count(prefix, "missing", alpha->missing);
    put(prefix, "effective_n", alpha->effective_n);
    put(prefix, "small_sample", alpha->small_sample);
}

static goodwill_status run_cronbach_alpha(void) {
    goodwill_reliability_options options = GOODWILL_RELIABILITY_OPTIONS_INIT;
    goodwill_alpha out;
    goodwill_items layout;
    const double *weights, *answers = block("answers", &layout, &weights);
    size_t number;
    const uint64_t *reversed = reversed_items(&number);
    options.level = level();
    TRY(goodwill_cronbach_alpha(answers, weights, &layout, reversed, number, &options, &out));
    put_alpha("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_item_analysis(void) {
    goodwill_reliability_options options = GOODWILL_RELIABILITY_OPTIONS_INIT;
    goodwill_alpha out;
    goodwill_item_statistics statistics[64];
    goodwill_items layout;
    const double *weights, *answers = block("answers", &layout, &weights);
    size_t number, needed;
    const uint64_t *reversed = reversed_items(&number);
    options.level = level();
    TRY(goodwill_item_analysis(answers, weights, &layout, reversed, number, &options, &out, statistics, 64, &needed));
    put_alpha("alpha", &out);
    for (size_t i = 0; i < needed; ++i) {
        put_estimate(element("items", i, "mean"), &statistics[i].mean);
        put_estimate(element("items", i, "item_rest"), &statistics[i].item_rest);
        put_estimate(element("items", i, "alpha_if_dropped"), &statistics[i].alpha_if_dropped);
        put(element("items", i, ""), "standard_deviation", statistics[i].standard_deviation);
        put(element("items", i, ""), "item_total", statistics[i].item_total);
        put(element("items", i, ""), "squared_multiple_correlation", statistics[i].squared_multiple_correlation);
        put(element("items", i, ""), "reversed", statistics[i].reversed);
    }
    return GOODWILL_OK;
}

static goodwill_status run_mcdonald_omega(void) {
    goodwill_omega_options options = GOODWILL_OMEGA_OPTIONS_INIT;
    goodwill_omega out;
    double loadings[64], uniquenesses[64];
    goodwill_items layout;
    const double *weights, *answers = block("answers", &layout, &weights);
    size_t number;
    const uint64_t *reversed = reversed_items(&number);
    options.level = level();
    options.resamples = (uint32_t)count_or("resamples", options.resamples);
    options.seed = count_or("seed", options.seed);
    TRY(goodwill_mcdonald_omega(answers, weights, &layout, reversed, number, &options, &out, loadings, uniquenesses));
    PUT_ESTIMATE(out, omega);
    PUT(out, standardised);
    put("one_factor", "statistic", out.one_factor.statistic);
    put("one_factor", "degrees_of_freedom", out.one_factor.degrees_of_freedom);
    put("one_factor", "p_value", out.one_factor.p_value);
    PUT(out, n);
    PUT(out, missing);
    PUT(out, effective_n);
    PUT(out, heywood);
    PUT(out, failed_resamples);
    for (size_t i = 0; i < layout.items; ++i) {
        put("", element("loadings", i, ""), loadings[i]);
        put("", element("uniquenesses", i, ""), uniquenesses[i]);
    }
    return GOODWILL_OK;
}

static void put_flagged(const goodwill_flagged *out, const uint8_t *flags, size_t n) {
    PUT_ESTIMATE(*out, share);
    put_count("", "flagged", out->flagged);
    put_count("", "n", out->n);
    put_count("", "missing", out->missing);
    for (size_t i = 0; i < n; ++i) {
        put("", element("flags", i, ""), flags[i]);
    }
}

static goodwill_status run_straight_lining(void) {
    goodwill_straight_options options = GOODWILL_STRAIGHT_OPTIONS_INIT;
    goodwill_flagged out;
    uint8_t flags[256];
    uint32_t longest_runs[256];
    double variability[256];
    goodwill_items layout;
    const double *weights, *answers = block("answers", &layout, &weights);
    options.level = level();
    options.longest_run = (uint32_t)count_or("longest_run", options.longest_run);
    options.least_answers = (uint32_t)count_or("least_answers", options.least_answers);
    TRY(goodwill_straight_lining(answers, weights, &layout, &options, &out, flags, longest_runs, variability));
    put_flagged(&out, flags, layout.n);
    for (size_t i = 0; i < layout.n; ++i) {
        put("", element("longest_runs", i, ""), longest_runs[i]);
        put("", element("variability", i, ""), variability[i]);
    }
    return GOODWILL_OK;
}

static goodwill_status run_speeding(void) {
    goodwill_speeding_options options = GOODWILL_SPEEDING_OPTIONS_INIT;
    goodwill_flagged out;
    uint8_t flags[256];
    double speeds[256], medians[64];
    goodwill_items layout;
    const double *weights, *times = block("times", &layout, &weights);
    options.level = level();
    options.threshold = num_or("threshold", options.threshold);
    options.cap = num_or("cap", options.cap);
    TRY(goodwill_speeding(times, weights, &layout, &options, &out, flags, speeds, medians));
    put_flagged(&out, flags, layout.n);
    for (size_t i = 0; i < layout.items; ++i) {
        put("", element("medians", i, ""), medians[i]);
    }
    for (size_t i = 0; i < layout.n; ++i) {
        put("", element("speeds", i, ""), speeds[i]);
    }
    return GOODWILL_OK;
}
