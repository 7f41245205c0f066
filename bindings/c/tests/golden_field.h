/* Golden cases of fieldwork, the satisfaction-loyalty curve and the types of loyalty: included by golden.c, whose readers
 * and writers it uses. */

/* ---- fieldwork */

static goodwill_status run_response_rate(void) {
    goodwill_proportion_options options;
    goodwill_estimate out;
    TRY(proportion_options(&options));
    TRY(goodwill_response_rate(count("valid"), count("sent"), &options, &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_aapor_rates(void) {
    goodwill_aapor_options options = GOODWILL_AAPOR_OPTIONS_INIT;
    goodwill_dispositions cases;
    goodwill_aapor_result out;
    cases.complete = count("complete");
    cases.partial = count("partial");
    cases.refusal = count("refusal");
    cases.non_contact = count("non_contact");
    cases.other = count("other");
    cases.unknown_household = count("unknown_household");
    cases.unknown_other = count("unknown_other");
    cases.ineligible = count("ineligible");
    options.level = level();
    options.eligibility = num_or("eligibility", NAN);
    TRY(goodwill_aapor_rates(&cases, &options, &out));
    PUT_ESTIMATE(out, rr1);
    PUT_ESTIMATE(out, rr2);
    PUT_ESTIMATE(out, rr3);
    PUT_ESTIMATE(out, rr4);
    PUT_ESTIMATE(out, rr5);
    PUT_ESTIMATE(out, rr6);
    PUT_ESTIMATE(out, coop1);
    PUT_ESTIMATE(out, coop2);
    PUT_ESTIMATE(out, coop3);
    PUT_ESTIMATE(out, coop4);
    PUT_ESTIMATE(out, ref1);
    PUT_ESTIMATE(out, ref2);
    PUT_ESTIMATE(out, ref3);
    PUT_ESTIMATE(out, con1);
    PUT_ESTIMATE(out, con2);
    PUT_ESTIMATE(out, con3);
    PUT(out, eligibility);
    PUT(out, cases);
    return GOODWILL_OK;
}

static void put_design(const char *prefix, const goodwill_design_effect_result *design) {
    put(prefix, "design_effect", design->design_effect);
    put(prefix, "effective_n", design->effective_n);
    put(prefix, "variation", design->variation);
    put(prefix, "smallest", design->smallest);
    put(prefix, "largest", design->largest);
    put_count(prefix, "n", design->n);
    put_count(prefix, "missing", design->missing);
}

static goodwill_status run_design_effect(void) {
    goodwill_design_effect_result out;
    size_t n;
    const double *weights = list("weights", &n);
    TRY(goodwill_design_effect(weights, 0, n, &out));
    put_design("", &out);
    return GOODWILL_OK;
}

/* Categories of which those below 0 stand for none. */
static const int32_t *categories_of(const char *key, size_t n) {
    int32_t *codes = keep(grow(NULL, n, sizeof *codes));
    const int32_t *given = small_integers(key, n);
    for (size_t i = 0; given && i < n; ++i) {
        codes[i] = given[i] < 0 ? GOODWILL_NONE : given[i];
    }
    return codes;
}

static void put_weighting(const double *weights, size_t n, const goodwill_category_fit *fits, size_t rows,
                          const goodwill_weighting_result *out) {
    for (size_t i = 0; i < n; ++i) {
        put("", element("weights", i, ""), weights[i]);
    }
    for (size_t i = 0; i < rows; ++i) {
        put_count(element("categories", i, ""), "respondents", fits[i].respondents);
        put(element("categories", i, ""), "target", fits[i].target);
        put(element("categories", i, ""), "before", fits[i].before);
        put(element("categories", i, ""), "after", fits[i].after);
    }
    put_count("", "n", out->n);
    put_count("", "missing", out->missing);
    put_count("", "rounds", out->rounds);
    put("", "largest_error", out->largest_error);
    put_design("design", &out->design);
}

static goodwill_status run_rake(void) {
    goodwill_rake_options options = GOODWILL_RAKE_OPTIONS_INIT;
    goodwill_weighting_result out;
    char report[512];
    size_t cells, rows, margins;
    list("categories", &cells);
    list("target_counts", &margins);
    const size_t n = cells / margins;
    const double *targets = list("targets", &rows), *weights = list_of("weights", n);
    double *made = keep(grow(NULL, n, sizeof *made));
    goodwill_category_fit *fits = keep(grow(NULL, rows, sizeof *fits));
    options.tolerance = num_or("tolerance", options.tolerance);
    options.most_rounds = (uint32_t)count_or("most_rounds", options.most_rounds);
    TRY(choice("total", "weight_total", &options.total));
    TRY(goodwill_rake(categories_of("categories", cells), margins, n, targets, counts("target_counts", margins), NULL,
                      weights, 0, &options, made, fits, report, sizeof report, NULL, &out));
    put_weighting(made, n, fits, rows, &out);
    return GOODWILL_OK;
}

static goodwill_status run_post_stratify(void) {
    goodwill_weighting_result out;
    char report[512];
    int32_t total = GOODWILL_WEIGHT_TOTAL_RESPONDENTS;
    size_t n, rows;
    list("strata", &n);
    const double *targets = list("targets", &rows), *weights = list_of("weights", n);
    double *made = keep(grow(NULL, n, sizeof *made));
    goodwill_category_fit *fits = keep(grow(NULL, rows, sizeof *fits));
    TRY(choice("total", "weight_total", &total));
    TRY(goodwill_post_stratify(categories_of("strata", n), 0, n, targets, rows, weights, 0, total, made, fits, report,
                               sizeof report, NULL, &out));
    put_weighting(made, n, fits, rows, &out);
    return GOODWILL_OK;
}

/* ---- the satisfaction-loyalty curve */

static void put_zones(const char *name, const goodwill_curve_zone *zones, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        put(element(name, i, ""), "start", zones[i].start);
        put(element(name, i, ""), "end", zones[i].end);
        put_estimate(element(name, i, "share"), &zones[i].share);
        put_estimate(element(name, i, "loyalty"), &zones[i].loyalty);
        put_estimate(element(name, i, "slope"), &zones[i].slope);
    }
}

static void put_curve(const char *prefix, const goodwill_curve_result *curve) {
    put(prefix, "plateau", curve->plateau);
    put(prefix, "r_squared", curve->r_squared);
    put_count(prefix, "n", curve->n);
    put_count(prefix, "missing", curve->missing);
    put_choice(prefix, "shape", "curve_shape", curve->shape);
    put(prefix, "small_sample", curve->small_sample);
}

static goodwill_status run_satisfaction_curve(void) {
    goodwill_curve_result out;
    size_t n, cuts, levels;
    const double *satisfaction = list("satisfaction", &n), *loyalty = list_of("loyalty", n);
    const double *weights = list_of("weights", n), *cut = list("cuts", &cuts);
    goodwill_curve_level *level_rows = keep(grow(NULL, n, sizeof *level_rows));
    goodwill_curve_zone *zones = keep(grow(NULL, cuts + 1, sizeof *zones));
    goodwill_estimate *changes = keep(grow(NULL, cuts, sizeof *changes));
    TRY(goodwill_satisfaction_curve(satisfaction, 0, loyalty, 0, weights, 0, n, cut, cuts, level(), level_rows, n,
                                    &levels, zones, changes, &out));
    for (size_t i = 0; i < levels; ++i) {
        put(element("levels", i, ""), "satisfaction", level_rows[i].satisfaction);
        put(element("levels", i, ""), "isotonic", level_rows[i].isotonic);
        put_estimate(element("levels", i, "loyalty"), &level_rows[i].loyalty);
    }
    put_zones("zones", zones, cuts + 1);
    for (size_t i = 0; i < cuts; ++i) {
        put_estimate(element("changes", i, ""), &changes[i]);
    }
    put_curve("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_satisfaction_trap(void) {
    goodwill_trap_result out;
    size_t n, cuts;
    const double *basic = list("basic", &n), *latent = list_of("latent", n), *loyalty = list_of("loyalty", n);
    const double *weights = list_of("weights", n), *cut = list("cuts", &cuts);
    goodwill_curve_zone *basic_zones = keep(grow(NULL, cuts + 1, sizeof *basic_zones));
    goodwill_curve_zone *latent_zones = keep(grow(NULL, cuts + 1, sizeof *latent_zones));
    TRY(goodwill_satisfaction_trap(basic, 0, latent, 0, loyalty, 0, weights, 0, n, cut, cuts, level(), basic_zones,
                                   latent_zones, &out));
    put_curve("basic", &out.basic);
    put_curve("latent", &out.latent);
    put_zones("basic.zones", basic_zones, cuts + 1);
    put_zones("latent.zones", latent_zones, cuts + 1);
    PUT_ESTIMATE(out, slope_difference);
    PUT_ESTIMATE(out, exposed);
    PUT(out, trap);
    PUT(out, n);
    PUT(out, missing);
    return GOODWILL_OK;
}

static goodwill_status run_loyalty_elasticity(void) {
    goodwill_elasticity_options options = GOODWILL_ELASTICITY_OPTIONS_INIT;
    goodwill_elasticity_result out;
    size_t n, cuts;
    const double *satisfaction = list("satisfaction", &n), *loyalty = list_of("loyalty", n);
    const double *weights = list_of("weights", n), *cut = list("cuts", &cuts);
    goodwill_zone_elasticity *zones = keep(grow(NULL, cuts + 1, sizeof *zones));
    options.level = level();
    options.origin = num_or("origin", 0);
    TRY(goodwill_loyalty_elasticity(satisfaction, 0, loyalty, 0, weights, 0, n, cut, cuts, &options, zones, &out));
    for (size_t i = 0; i <= cuts; ++i) {
        put(element("zones", i, ""), "satisfaction", zones[i].satisfaction);
        put(element("zones", i, ""), "loyalty", zones[i].loyalty);
        put_estimate(element("zones", i, "elasticity"), &zones[i].elasticity);
    }
    PUT_ESTIMATE(out, overall);
    PUT(out, small_sample);
    PUT(out, n);
    PUT(out, missing);
    return GOODWILL_OK;
}

/* ---- types of loyalty */

static void put_choices(const char *name, const char *of, const int32_t *numbers, size_t n) {
    for (size_t i = 0; i < n; ++i) {
        put_choice("", element(name, i, ""), of, numbers[i]);
    }
}

static goodwill_status run_loyalty_quadrant(void) {
    int32_t out;
    TRY(goodwill_loyalty_quadrant(num("attitude"), num("repeat"), num("attitude_cut"), num("repeat_cut"), &out));
    put_choice("", "value", "loyalty_quadrant", out);
    return GOODWILL_OK;
}

static goodwill_status run_loyalty_matrix(void) {
    goodwill_loyalty_matrix_result out;
    size_t n;
    const double *attitude = list("attitude", &n), *repeat = list_of("repeat", n), *weights = list_of("weights", n);
    int32_t *quadrants = keep(grow(NULL, n, sizeof *quadrants));
    TRY(goodwill_loyalty_matrix(attitude, 0, repeat, 0, weights, 0, n, num("attitude_cut"), num("repeat_cut"), level(),
                                quadrants, &out));
    put_choices("quadrant", "loyalty_quadrant", quadrants, n);
    PUT_ESTIMATE(out, loyalty);
    PUT_ESTIMATE(out, latent);
    PUT_ESTIMATE(out, spurious);
    PUT_ESTIMATE(out, none);
    PUT_ESTIMATE(out, genuine);
    PUT(out, n);
    PUT(out, missing);
    PUT(out, effective_n);
    return GOODWILL_OK;
}

static void apostle_cuts_of_case(goodwill_apostle_cuts *cuts) {
    static const goodwill_apostle_cuts usual = GOODWILL_APOSTLE_CUTS_INIT;
    size_t both;
    const double *apostle = list("apostle", &both), *terrorist = list("terrorist", &both);
    *cuts = usual;
    cuts->satisfaction = num("satisfaction_cut");
    cuts->loyalty = num("loyalty_cut");
    if (apostle) {
        cuts->apostles = 1;
        cuts->apostle_satisfaction = apostle[0];
        cuts->apostle_loyalty = apostle[1];
    }
    if (terrorist) {
        cuts->terrorists = 1;
        cuts->terrorist_satisfaction = terrorist[0];
        cuts->terrorist_loyalty = terrorist[1];
    }
}

static goodwill_status run_apostle_segment(void) {
    goodwill_apostle_cuts cuts;
    int32_t out;
    apostle_cuts_of_case(&cuts);
    TRY(goodwill_apostle_segment(num("satisfaction"), num("loyalty"), &cuts, &out));
    put_choice("", "value", "apostle_segment", out);
    return GOODWILL_OK;
}

static goodwill_status run_apostle_model(void) {
    goodwill_apostle_cuts cuts;
    goodwill_apostle_result out;
    size_t n;
    const double *satisfaction = list("satisfaction", &n), *loyalty = list_of("loyalty", n);
    const double *weights = list_of("weights", n);
    int32_t *segments = keep(grow(NULL, n, sizeof *segments));
    apostle_cuts_of_case(&cuts);
    TRY(goodwill_apostle_model(satisfaction, 0, loyalty, 0, weights, 0, n, &cuts, level(), segments, &out));
    put_choices("segment", "apostle_segment", segments, n);
    PUT_ESTIMATE(out, apostle);
    PUT_ESTIMATE(out, loyalist);
    PUT_ESTIMATE(out, mercenary);
    PUT_ESTIMATE(out, hostage);
    PUT_ESTIMATE(out, defector);
    PUT_ESTIMATE(out, terrorist);
    PUT(out, n);
    PUT(out, missing);
    PUT(out, effective_n);
    return GOODWILL_OK;
}

static goodwill_status run_loyalty_type(void) {
    int32_t reason = GOODWILL_NONE, out;
    TRY(choice("reason", "loyalty_reason", &reason));
    TRY(goodwill_loyalty_type(num("attitude"), num("repeat"), reason, num("attitude_cut"), num("repeat_cut"), &out));
    put_choice("", "value", "loyalty_type", out);
    return GOODWILL_OK;
}

static goodwill_status run_loyalty_types(void) {
    goodwill_loyalty_types_result out;
    size_t n;
    const double *attitude = list("attitude", &n), *repeat = list_of("repeat", n), *weights = list_of("weights", n);
    int32_t *types = keep(grow(NULL, n, sizeof *types)), *reasons = NULL;
    if (has("reason")) {
        const entry *given = need("reason");
        reasons = keep(grow(NULL, n, sizeof *reasons));
        for (size_t i = 0; i < n; ++i) {
            reasons[i] = GOODWILL_NONE;
            if (*given->texts[i]) {
                TRY(goodwill_choice_number("loyalty_reason", given->texts[i], &reasons[i]));
            }
        }
    }
    TRY(goodwill_loyalty_types(attitude, 0, repeat, 0, reasons, 0, weights, 0, n, num("attitude_cut"),
                               num("repeat_cut"), level(), types, &out));
    put_choices("kind", "loyalty_type", types, n);
    PUT_ESTIMATE(out, monopoly);
    PUT_ESTIMATE(out, kinship);
    PUT_ESTIMATE(out, incentive);
    PUT_ESTIMATE(out, inertia);
    PUT_ESTIMATE(out, trust);
    PUT_ESTIMATE(out, latent);
    PUT_ESTIMATE(out, none);
    PUT(out, without_reason);
    PUT(out, n);
    PUT(out, missing);
    PUT(out, effective_n);
    return GOODWILL_OK;
}

static goodwill_status run_pyramid_level(void) {
    int32_t rule = 0, out;
    TRY(choice("rule", "pyramid_rule", &rule));
    TRY(goodwill_pyramid_level(list_of("answers", 4), list_of("cuts", 4), rule, &out));
    put_choice("", "value", "pyramid_level", out);
    return GOODWILL_OK;
}

static goodwill_status run_loyalty_pyramid(void) {
    goodwill_items layout;
    goodwill_pyramid_row rows[5];
    goodwill_pyramid_result out;
    int32_t rule = 0;
    const double *answers = items("answers", &layout);
    const size_t n = (size_t)layout.n;
    const double *weights = list_of("weights", n);
    int32_t *levels = keep(grow(NULL, n, sizeof *levels));
    TRY(choice("rule", "pyramid_rule", &rule));
    TRY(goodwill_loyalty_pyramid(answers, weights, &layout, list_of("cuts", 4), rule, level(), levels, rows, &out));
    put_choices("level", "pyramid_level", levels, n);
    for (size_t i = 0; i < 5; ++i) {
        put_choice(element("rows", i, ""), "level", "pyramid_level", rows[i].level);
        put_count(element("rows", i, ""), "customers", rows[i].customers);
        put_estimate(element("rows", i, "share"), &rows[i].share);
        put_estimate(element("rows", i, "reached"), &rows[i].reached);
        put_estimate(element("rows", i, "conversion"), &rows[i].conversion);
    }
    PUT(out, broken);
    PUT(out, n);
    PUT(out, missing);
    PUT(out, effective_n);
    return GOODWILL_OK;
}

/* How the items of a score are read. */
static const goodwill_score_item *score_items(const char *worst, const char *best, const char *importance,
                                              size_t count) {
    const double *from = list_of(worst, count), *to = list_of(best, count), *weight = list_of(importance, count);
    goodwill_score_item *made = keep(grow(NULL, count, sizeof *made));
    for (size_t i = 0; i < count; ++i) {
        made[i].worst = from[i];
        made[i].best = to[i];
        made[i].importance = weight ? weight[i] : 1;
    }
    return made;
}

static goodwill_status run_loyalty_score(void) {
    double out;
    size_t n;
    const double *answers = list("answers", &n);
    TRY(goodwill_loyalty_score(answers, score_items("worst", "best", "importance", n), n, &out));
    put("", "value", out);
    return GOODWILL_OK;
}

/* One side of the scores of loyalty: a block of answers. */
static const double *side_of(const char *answers, const char *item_count, goodwill_items *layout) {
    static const goodwill_items usual = GOODWILL_ITEMS_INIT;
    size_t length;
    const double *block = list(answers, &length);
    *layout = usual;
    layout->items = count(item_count);
    layout->n = length / layout->items;
    return block;
}

static goodwill_status run_loyalty_scores(void) {
    goodwill_items mind_layout, deed_layout;
    goodwill_loyalty_scores_result out;
    const double *mind = side_of("attitudinal", "attitudinal_items", &mind_layout);
    const double *deed = side_of("behavioural", "behavioural_items", &deed_layout);
    const size_t n = (size_t)mind_layout.n;
    double *in_mind = keep(grow(NULL, n, sizeof *in_mind)), *in_deed = keep(grow(NULL, n, sizeof *in_deed));
    TRY(goodwill_loyalty_scores(mind, &mind_layout,
                                score_items("attitudinal_worst", "attitudinal_best", "attitudinal_importance",
                                            (size_t)mind_layout.items),
                                deed, &deed_layout,
                                score_items("behavioural_worst", "behavioural_best", "behavioural_importance",
                                            (size_t)deed_layout.items),
                                list_of("weights", n), level(), in_mind, in_deed, &out));
    for (size_t i = 0; i < n; ++i) {
        put("", element("attitudinal", i, ""), in_mind[i]);
        put("", element("behavioural", i, ""), in_deed[i]);
    }
    PUT_ESTIMATE(out, mean_attitudinal);
    PUT_ESTIMATE(out, mean_behavioural);
    PUT_ESTIMATE(out, gap);
    PUT(out, correlation);
    PUT(out, n);
    PUT(out, missing);
    return GOODWILL_OK;
}
