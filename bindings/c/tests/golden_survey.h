/* What the golden cases of surveys share: included by golden.c, whose readers and writers it uses. */

/* The scale of a case: `minimum` and `maximum`, and what else it says. */
static inline goodwill_status scale_of_case(goodwill_scale *scale) {
    static const goodwill_scale usual = GOODWILL_SCALE_INIT;
    size_t codes;
    const double *code = list("missing_codes", &codes);
    *scale = usual;
    scale->minimum = (int32_t)num_or("minimum", 1);
    scale->maximum = (int32_t)num_or("maximum", 5);
    if (codes > 3) {
        die("%s: a scale in C has at most three missing codes", at_hand->name);
    }
    scale->missing_code = codes > 0 ? (int32_t)code[0] : GOODWILL_NONE;
    scale->missing_code_2 = codes > 1 ? (int32_t)code[1] : GOODWILL_NONE;
    scale->missing_code_3 = codes > 2 ? (int32_t)code[2] : GOODWILL_NONE;
    TRY(choice("polarity", "polarity", &scale->polarity));
    TRY(choice("off_scale", "off_scale", &scale->off_scale));
    return choice("fractional", "fractional_scores", &scale->fractional);
}

/* The answers of a case, counted; freed after the case. */
static goodwill_tally *tally;

static inline goodwill_status make_tally(void) {
    goodwill_scale scale;
    size_t n;
    TRY(scale_of_case(&scale));
    if (has("counts")) {
        size_t points;
        list("counts", &points);
        return goodwill_tally_from_counts(counts("counts", points), 0, points, count_or("missing", 0), &scale, &tally);
    }
    const double *answers = list("answers", &n), *weights = list_of("weights", n);
    return goodwill_tally_of(answers, GOODWILL_TYPE_DOUBLE, 0, weights, 0, n, &scale, &tally);
}

/* Columns that stand one after another in the list of that name: as many as `items` says, of one length. */
static inline const double *items(const char *key, goodwill_items *layout) {
    static const goodwill_items usual = GOODWILL_ITEMS_INIT;
    size_t length;
    const double *answers = list(key, &length);
    *layout = usual;
    layout->items = count("items");
    layout->n = layout->items ? length / layout->items : 0;
    return answers;
}
