/* The golden cases of scores of one item and of groups: included by golden.c. */

static void put_score(const goodwill_item_score *of, const char *path) {
    char score[96];
    sprintf(score, "%.60s%sscore", path, *path ? "." : "");
    put_estimate(score, &of->score);
    put_choice(path, "measure", "measure", of->measure);
    put_count(path, "top", of->top);
    put_count(path, "bottom", of->bottom);
    put(path, "effective_n", of->effective_n);
    put_count(path, "missing", of->missing);
    put_count(path, "invalid", of->invalid);
    put(path, "small_sample", of->small_sample);
}

static void put_row(size_t index, const goodwill_answer_row *row) {
    const char *path = element("rows", index, "");
    put(path, "answer", row->answer);
    put_count(path, "count", row->count);
    put(path, "weight", row->weight);
    put(path, "cumulative", row->cumulative);
    put_estimate(element("rows", index, "share"), &row->share);
}

static goodwill_status run_frequency_table(void) {
    goodwill_proportion_options options;
    goodwill_answer_row rows[256];
    goodwill_answer_table out;
    size_t needed;
    TRY(proportion_options(&options));
    TRY(make_tally());
    TRY(goodwill_frequency_table(tally, &options, rows, 256, &needed, &out));
    for (size_t i = 0; i < needed; ++i) {
        put_row(i, &rows[i]);
    }
    PUT(out, n);
    PUT(out, missing);
    PUT(out, invalid);
    PUT(out, effective_n);
    PUT(out, median);
    PUT(out, mode);
    PUT(out, small_sample);
    return GOODWILL_OK;
}

static goodwill_status mean_options(goodwill_mean_options *options) {
    static const goodwill_mean_options usual = GOODWILL_MEAN_OPTIONS_INIT;
    *options = usual;
    options->level = level();
    options->population_size = count_or("population_size", GOODWILL_UNKNOWN);
    return GOODWILL_OK;
}

static goodwill_status run_mean_score(void) {
    goodwill_mean_options options;
    goodwill_item_score out;
    TRY(mean_options(&options));
    TRY(make_tally());
    TRY(goodwill_mean_score(tally, &options, &out));
    put_score(&out, "");
    return GOODWILL_OK;
}

static goodwill_status run_rescaled_score(void) {
    goodwill_mean_options options;
    goodwill_item_score out;
    TRY(mean_options(&options));
    TRY(make_tally());
    TRY(goodwill_rescaled_score(tally, &options, &out));
    put_score(&out, "");
    return GOODWILL_OK;
}

static goodwill_status run_top_box(void) {
    goodwill_proportion_options options;
    goodwill_item_score out;
    TRY(proportion_options(&options));
    TRY(make_tally());
    TRY(goodwill_top_box(tally, (uint32_t)num("k"), &options, &out));
    put_score(&out, "");
    return GOODWILL_OK;
}

static goodwill_status run_bottom_box(void) {
    goodwill_proportion_options options;
    goodwill_item_score out;
    TRY(proportion_options(&options));
    TRY(make_tally());
    TRY(goodwill_bottom_box(tally, (uint32_t)num("k"), &options, &out));
    put_score(&out, "");
    return GOODWILL_OK;
}

static goodwill_status run_net_box(void) {
    goodwill_net_box_options options = GOODWILL_NET_BOX_OPTIONS_INIT;
    goodwill_item_score out;
    options.level = level();
    TRY(choice("interval", "nps_interval", &options.interval));
    TRY(make_tally());
    TRY(goodwill_net_box(tally, (uint32_t)num("top"), (uint32_t)num("bottom"), &options, &out));
    put_score(&out, "");
    return GOODWILL_OK;
}

static goodwill_status run_recommend_willingness(void) {
    goodwill_proportion_options options;
    goodwill_willingness_result out;
    TRY(proportion_options(&options));
    TRY(make_tally());
    TRY(goodwill_recommend_willingness(tally, &options, &out));
    for (size_t i = 0; i < 5; ++i) {
        put_row(i, &out.rows[i]);
    }
    PUT_ESTIMATE(out, mean);
    PUT_ESTIMATE(out, willing);
    PUT_ESTIMATE(out, unwilling);
    PUT(out, n);
    PUT(out, missing);
    PUT(out, invalid);
    PUT(out, effective_n);
    PUT(out, small_sample);
    return GOODWILL_OK;
}

static goodwill_status run_csat(void) {
    goodwill_csat_options options = GOODWILL_CSAT_OPTIONS_INIT;
    goodwill_item_score out;
    options.level = level();
    options.top = (uint32_t)num_or("top", options.top);
    TRY(choice("measure", "csat_measure", &options.measure));
    TRY(choice("interval", "proportion_interval", &options.interval));
    TRY(make_tally());
    TRY(goodwill_csat(tally, &options, &out));
    put_score(&out, "");
    return GOODWILL_OK;
}

static goodwill_status run_effort_score(void) {
    goodwill_effort_options options = GOODWILL_EFFORT_OPTIONS_INIT;
    goodwill_item_score out;
    int32_t measure;
    options.level = level();
    options.top = count_or("top", GOODWILL_UNKNOWN);
    options.bottom = count_or("bottom", GOODWILL_UNKNOWN);
    TRY(goodwill_choice_number("effort_measure", text("measure"), &measure));
    TRY(choice("interval", "proportion_interval", &options.interval));
    TRY(choice("net_interval", "nps_interval", &options.net_interval));
    TRY(make_tally());
    TRY(goodwill_effort_score(tally, measure, &options, &out));
    put_score(&out, "");
    return GOODWILL_OK;
}

static goodwill_status run_secure_customers(void) {
    static const goodwill_scale usual = GOODWILL_SCALE_INIT;
    goodwill_proportion_options options;
    goodwill_scale scales[16];
    goodwill_estimate each[16];
    goodwill_secure_result out;
    goodwill_items layout;
    const double *answers = items("answers", &layout);
    size_t count;
    const double *minima = list("minima", &count), *maxima = list_of("maxima", count);
    const double *weights = list_of("weights", (size_t)layout.n);
    for (size_t i = 0; i < count; ++i) {
        scales[i] = usual;
        scales[i].minimum = (int32_t)minima[i];
        scales[i].maximum = (int32_t)maxima[i];
    }
    TRY(proportion_options(&options));
    TRY(goodwill_secure_customers(answers, weights, &layout, scales, &options, each, &out));
    PUT_ESTIMATE(out, secure);
    for (size_t i = 0; i < count; ++i) {
        put_estimate(element("each", i, ""), &each[i]);
    }
    PUT(out, n);
    PUT(out, missing);
    PUT(out, invalid);
    PUT(out, effective_n);
    PUT(out, small_sample);
    return GOODWILL_OK;
}

static void put_group_test(const char *path, const goodwill_group_test *test) {
    put_choice(path, "test", "group_test_kind", test->test);
    put(path, "statistic", test->statistic);
    put(path, "degrees_of_freedom", test->degrees_of_freedom);
    put(path, "denominator_degrees_of_freedom", test->denominator_df);
    put(path, "p_value", test->p_value);
}

static void put_pair(const char *name, size_t index, const goodwill_group_difference *pair) {
    const char *path = element(name, index, "");
    put_count(path, "first", pair->first);
    put_count(path, "second", pair->second);
    put(path, "statistic", pair->statistic);
    put(path, "degrees_of_freedom", pair->degrees_of_freedom);
    put(path, "p_value", pair->p_value);
    put(path, "adjusted_p_value", pair->adjusted_p_value);
    put_estimate(element(name, index, "difference"), &pair->difference);
}

static goodwill_status compared(const goodwill_tally *const *tallies, size_t n) {
    goodwill_compare_options options = GOODWILL_COMPARE_OPTIONS_INIT;
    goodwill_item_score groups[8];
    goodwill_group_difference pairs[28];
    goodwill_comparison_result out;
    int32_t measure;
    size_t needed;
    options.level = level();
    options.top = (uint32_t)num_or("top", options.top);
    options.bottom = (uint32_t)num_or("bottom", options.bottom);
    TRY(goodwill_choice_number("measure", text("measure"), &measure));
    TRY(choice("adjustment", "adjustment", &options.adjustment));
    TRY(goodwill_compare_groups(tallies, n, measure, &options, groups, pairs, 28, &needed, &out));
    for (size_t i = 0; i < n; ++i) {
        put_score(&groups[i], element("groups", i, ""));
    }
    for (size_t i = 0; i < needed; ++i) {
        put_pair("pairs", i, &pairs[i]);
    }
    put_choice("", "measure", "measure", out.measure);
    put_choice("", "adjustment", "adjustment", out.adjustment);
    put_group_test("omnibus", &out.omnibus);
    PUT(out, small_sample);
    return GOODWILL_OK;
}

static goodwill_status run_compare_groups(void) {
    goodwill_tally *tallies[8] = {NULL};
    goodwill_scale scale;
    goodwill_status status = GOODWILL_OK;
    size_t n, groups;
    const double *answers = list("answers", &n), *weights = list_of("weights", n), *sizes = list("sizes", &groups);
    TRY(scale_of_case(&scale));
    for (size_t i = 0; i < groups && status == GOODWILL_OK; ++i) {
        const size_t size = (size_t)sizes[i];
        status = goodwill_tally_of(answers, GOODWILL_TYPE_DOUBLE, 0, weights, 0, size, &scale, &tallies[i]);
        answers += size;
        weights = weights ? weights + size : NULL;
    }
    if (status == GOODWILL_OK) {
        status = compared((const goodwill_tally *const *)tallies, groups);
    }
    for (size_t i = 0; i < groups; ++i) {
        goodwill_tally_free(tallies[i]);
    }
    return status;
}

static goodwill_status run_nps_waves(void) {
    goodwill_waves_options options = GOODWILL_WAVES_OPTIONS_INIT;
    goodwill_estimate waves[8];
    goodwill_group_difference changes[28];
    goodwill_waves_result out;
    goodwill_items layout;
    double covariance[64];
    size_t needed;
    const double *answers = items("answers", &layout), *weights = list_of("weights", (size_t)layout.n);
    options.level = level();
    TRY(choice("interval", "nps_paired_interval", &options.interval));
    TRY(choice("adjustment", "adjustment", &options.adjustment));
    TRY(goodwill_nps_waves(answers, weights, &layout, &options, waves, covariance, changes, 28, &needed, &out));
    const size_t n = (size_t)layout.items;
    for (size_t i = 0; i < n; ++i) {
        put_estimate(element("waves", i, ""), &waves[i]);
        for (size_t j = 0; j < n; ++j) {
            char key[32];
            sprintf(key, "%lu", (unsigned long)j);
            put(element("covariance", i, ""), key, covariance[n * i + j]);
        }
    }
    for (size_t i = 0; i < needed; ++i) {
        put_pair("changes", i, &changes[i]);
    }
    put_group_test("omnibus", &out.omnibus);
    put_choice("", "adjustment", "adjustment", out.adjustment);
    PUT(out, n);
    PUT(out, missing);
    PUT(out, effective_n);
    PUT(out, small_sample);
    return GOODWILL_OK;
}

static goodwill_status run_share_sample_size(void) {
    goodwill_share_size_options options = GOODWILL_SHARE_SIZE_OPTIONS_INIT;
    uint64_t out;
    options.level = level();
    options.share = num_or("share", options.share);
    options.population_size = count_or("population_size", GOODWILL_UNKNOWN);
    TRY(goodwill_share_sample_size(num("margin"), &options, &out));
    put_count("", "value", out);
    return GOODWILL_OK;
}

static goodwill_status run_mean_sample_size(void) {
    goodwill_mean_size_options options = GOODWILL_MEAN_SIZE_OPTIONS_INIT;
    uint64_t out;
    options.level = level();
    options.population_size = count_or("population_size", GOODWILL_UNKNOWN);
    TRY(goodwill_mean_sample_size(num("margin"), num("standard_deviation"), &options, &out));
    put_count("", "value", out);
    return GOODWILL_OK;
}
