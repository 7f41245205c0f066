/* Every golden case, through the C door: golden [--bits FILE] DATA_FOLDER FILE.toml...
 *
 * Reads the flat form of the files in tests/golden with a reader of its own, calls the function each case names, and
 * compares what comes out. With --bits it writes the bits of every expected number, one line each, to be compared
 * with what the other doors give. */
#include <goodwill.h>

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- memory, failing loudly */

static void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}

static void *grow(void *old, size_t count, size_t size) {
    void *memory = realloc(old, count ? count * size : 1);
    if (!memory) {
        die("out of memory");
    }
    return memory;
}

static char *copy(const char *start, size_t length) {
    char *text = grow(NULL, length + 1, 1);
    memcpy(text, start, length);
    text[length] = '\0';
    return text;
}

/* ---- cases: keys with numbers, texts, or lists of them */

typedef struct {
    char *key;
    double *numbers;
    char **texts; /* NULL beside a number */
    size_t count;
    int is_list;
} entry;

typedef struct {
    char name[128]; /* file:number */
    char *function;
    double tolerance;
    entry *in, *out;
    size_t ins, outs;
} golden_case;

static const char *skip_space(const char *at) {
    while (*at == ' ' || *at == '\t' || *at == '\r') {
        ++at;
    }
    return at;
}

/* One value; leaves `*at` behind it. */
static void read_value(const char **at, entry *into, const char *where) {
    const char *start = *at;
    into->numbers = grow(into->numbers, into->count + 1, sizeof(double));
    into->numbers[into->count] = 0;
    into->texts = grow(into->texts, into->count + 1, sizeof(char *));
    into->texts[into->count] = NULL;
    if (*start == '"') {
        char *text = copy(start, strlen(start)), *end = text;
        for (++start; *start != '"'; ++start) {
            if (*start == '\\') {
                ++start;
            }
            if (!*start) {
                die("%s: a text without end", where);
            }
            *end++ = *start;
        }
        *end = '\0';
        into->texts[into->count] = text;
        *at = start + 1;
    } else if (!strncmp(start, "true", 4)) {
        into->numbers[into->count] = 1;
        *at = start + 4;
    } else if (!strncmp(start, "false", 5)) {
        *at = start + 5;
    } else {
        /* TOML allows 9_007_199_254_740_993. */
        char digits[64];
        size_t length = 0;
        while (*start && strchr("+-.0123456789eEinfa_", *start) && length + 1 < sizeof digits) {
            if (*start != '_') {
                digits[length++] = *start;
            }
            ++start;
        }
        digits[length] = '\0';
        char *end;
        into->numbers[into->count] = strtod(digits, &end);
        if (!length || *end) {
            die("%s: what is %s", where, *at);
        }
        *at = start;
    }
    ++into->count;
}

static entry read_entry(const char *key, size_t key_length, const char *at, const char *where) {
    entry made;
    memset(&made, 0, sizeof made);
    made.key = copy(key, key_length);
    at = skip_space(at);
    if (*at == '[') {
        made.is_list = 1;
        at = skip_space(at + 1);
        while (*at != ']') {
            read_value(&at, &made, where);
            at = skip_space(at);
            if (*at == ',') {
                at = skip_space(at + 1);
            } else if (*at != ']') {
                die("%s: a list without end (one key, one line)", where);
            }
        }
        ++at;
    } else {
        read_value(&at, &made, where);
    }
    at = skip_space(at);
    if (*at && *at != '#') {
        die("%s: what is %s", where, at);
    }
    return made;
}

static golden_case *read_file(const char *path, size_t *count) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        die("%s: cannot be read", path);
    }
    const char *stem = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *dot = strrchr(stem, '.');
    const int stem_length = (int)(dot ? dot - stem : (long)strlen(stem));

    golden_case *cases = NULL;
    golden_case *now = NULL;
    *count = 0;
    size_t room = 1 << 20;
    char *line = grow(NULL, room, 1);
    for (size_t number = 1; fgets(line, (int)room, file); ++number) {
        line[strcspn(line, "\n")] = '\0';
        const char *at = skip_space(line);
        char where[256];
        sprintf(where, "%.200s:%lu", path, (unsigned long)number);
        if (!*at || *at == '#') {
            continue;
        }
        if (!strncmp(at, "[[case]]", 8)) {
            cases = grow(cases, *count + 1, sizeof *cases);
            now = &cases[(*count)++];
            memset(now, 0, sizeof *now);
            sprintf(now->name, "%.*s:%lu", stem_length > 100 ? 100 : stem_length, stem, (unsigned long)*count);
            continue;
        }
        const char *equals = strchr(at, '=');
        if (!now || !equals) {
            die("%s: what is %s", where, at);
        }
        size_t length = (size_t)(equals - at);
        while (length && at[length - 1] == ' ') {
            --length;
        }
        if (length > 3 && !strncmp(at, "in.", 3)) {
            now->in = grow(now->in, now->ins + 1, sizeof(entry));
            now->in[now->ins++] = read_entry(at + 3, length - 3, equals + 1, where);
        } else if (length > 4 && !strncmp(at, "out.", 4)) {
            now->out = grow(now->out, now->outs + 1, sizeof(entry));
            now->out[now->outs++] = read_entry(at + 4, length - 4, equals + 1, where);
        } else {
            entry one = read_entry(at, length, equals + 1, where);
            if (!strcmp(one.key, "function")) {
                now->function = one.texts[0];
                one.texts[0] = NULL;
            } else if (!strcmp(one.key, "tolerance")) {
                now->tolerance = one.numbers[0];
            } else if (strcmp(one.key, "source")) {
                die("%s: unknown key %s", where, one.key);
            }
            free(one.texts[0]);
            free(one.texts);
            free(one.numbers);
            free(one.key);
        }
    }
    fclose(file);
    free(line);
    return cases;
}

static void free_entries(entry *entries, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        for (size_t j = 0; j < entries[i].count; ++j) {
            free(entries[i].texts[j]);
        }
        free(entries[i].texts);
        free(entries[i].numbers);
        free(entries[i].key);
    }
    free(entries);
}

/* ---- the case at hand: its inputs, and what came out */

static const char *data_folder;
static golden_case *at_hand;

static entry *find(const char *key) {
    for (size_t i = 0; i < at_hand->ins; ++i) {
        if (!strcmp(at_hand->in[i].key, key)) {
            return &at_hand->in[i];
        }
    }
    return NULL;
}

static entry *need(const char *key) {
    entry *found = find(key);
    if (!found) {
        die("%s: no input %s", at_hand->name, key);
    }
    return found;
}

static int has(const char *key) { return find(key) != NULL; }
static double num(const char *key) { return need(key)->numbers[0]; }
static double num_or(const char *key, double other) { return has(key) ? num(key) : other; }
static uint64_t count(const char *key) { return (uint64_t)num(key); }
static uint64_t count_or(const char *key, uint64_t other) { return has(key) ? count(key) : other; }
static double level(void) { return num_or("level", 0.95); }

static const char *text(const char *key) {
    entry *found = need(key);
    if (!found->count || !found->texts[0]) {
        die("%s: %s is no text", at_hand->name, key);
    }
    return found->texts[0];
}

/* A list of numbers; NULL where it is empty or not given. */
static const double *list(const char *key, size_t *length) {
    entry *found = find(key);
    *length = found ? found->count : 0;
    return *length ? found->numbers : NULL;
}

/* Lists of one length. A case whose lists differ cannot be put to a function with one length. */
static int lengths_differ;

static const double *list_of(const char *key, size_t length) {
    size_t own;
    const double *numbers = list(key, &own);
    lengths_differ |= numbers != NULL && own != length;
    return numbers;
}

static void *scratch[16];
static size_t scratches;

static void *keep(void *memory) {
    if (scratches == sizeof scratch / sizeof *scratch) {
        die("too many lists");
    }
    return scratch[scratches++] = memory;
}

static const uint64_t *counts(const char *key, size_t length) {
    const double *numbers = list_of(key, length);
    uint64_t *whole = keep(grow(NULL, length, sizeof *whole));
    for (size_t i = 0; numbers && !lengths_differ && i < length; ++i) {
        whole[i] = (uint64_t)numbers[i];
    }
    return numbers ? whole : NULL;
}

static const int64_t *integers(const char *key, size_t length) {
    const double *numbers = list_of(key, length);
    int64_t *whole = keep(grow(NULL, length, sizeof *whole));
    for (size_t i = 0; numbers && !lengths_differ && i < length; ++i) {
        whole[i] = (int64_t)numbers[i];
    }
    return numbers ? whole : NULL;
}

static const int32_t *small_integers(const char *key, size_t length) {
    const double *numbers = list_of(key, length);
    int32_t *whole = keep(grow(NULL, length, sizeof *whole));
    for (size_t i = 0; numbers && !lengths_differ && i < length; ++i) {
        whole[i] = (int32_t)numbers[i];
    }
    return numbers ? whole : NULL;
}

#define TRY(call)                        \
    do {                                 \
        goodwill_status tried = (call);  \
        if (tried != GOODWILL_OK) {      \
            return tried;                \
        }                                \
    } while (0)

/* The number of a choice the case names, unless it names none. */
static goodwill_status choice(const char *key, const char *of, int32_t *number) {
    return has(key) ? goodwill_choice_number(of, text(key), number) : GOODWILL_OK;
}

static goodwill_status day(const char *key, int32_t *number) {
    int year, month, date;
    if (sscanf(text(key), "%d-%d-%d", &year, &month, &date) != 3) {
        return GOODWILL_INVALID_DATE;
    }
    return goodwill_day_from_ymd(year, month, date, number);
}

typedef struct {
    char path[96];
    double number;
    char text[64]; /* empty where the output is a number */
} output;

static output *outputs;
static size_t output_count, output_room;

static output *put_path(const char *prefix, const char *key) {
    if (output_count == output_room) {
        output_room = output_room ? 2 * output_room : 256;
        outputs = grow(outputs, output_room, sizeof *outputs);
    }
    output *made = &outputs[output_count++];
    sprintf(made->path, "%.60s%s%.30s", prefix, *prefix && *key ? "." : "", key);
    made->text[0] = '\0';
    made->number = 0;
    return made;
}

static void put(const char *prefix, const char *key, double number) { put_path(prefix, key)->number = number; }
static void put_count(const char *prefix, const char *key, uint64_t number) { put(prefix, key, (double)number); }

static void put_choice(const char *prefix, const char *key, const char *of, int32_t number) {
    output *made = put_path(prefix, key);
    if (number == GOODWILL_NONE) {
        made->number = NAN;
    } else if (goodwill_choice_name(of, number, made->text, sizeof made->text, NULL) != GOODWILL_OK) {
        die("%s: %d is no %s", at_hand->name, (int)number, of);
    }
}

static void put_estimate(const char *path, const goodwill_estimate *estimate) {
    if (*path == '\0') {
        put("", "value", estimate->value);
    } else {
        put(path, "value", estimate->value);
    }
    put(path, "standard_error", estimate->standard_error);
    put(path, "lower", estimate->lower);
    put(path, "upper", estimate->upper);
    put(path, "level", estimate->level);
    put_count(path, "n", estimate->n);
    put_choice(path, "method", "method", estimate->method);
}

/* "tiers", 2, "share" → "tiers.2.share" */
static const char *element(const char *name, size_t index, const char *key) {
    static char path[4][96];
    static int turn;
    turn = (turn + 1) % 4;
    sprintf(path[turn], "%.40s.%lu%s%.30s", name, (unsigned long)index, *key ? "." : "", key);
    return path[turn];
}

#define PUT_ESTIMATE(result, field) put_estimate(#field, &(result).field)
#define PUT(result, field) put("", #field, (double)(result).field)

/* ---- estimate */

static goodwill_status proportion_options(goodwill_proportion_options *options) {
    static const goodwill_proportion_options usual = GOODWILL_PROPORTION_OPTIONS_INIT;
    *options = usual;
    options->level = level();
    return choice("interval", "proportion_interval", &options->interval);
}

static goodwill_status run_proportion(void) {
    goodwill_proportion_options options;
    goodwill_estimate out;
    TRY(proportion_options(&options));
    TRY(goodwill_proportion(count("successes"), count("n"), &options, &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_proportion_difference(void) {
    goodwill_estimate out;
    TRY(goodwill_proportion_difference(count("a"), count("n_a"), count("b"), count("n_b"), level(), &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_mean(void) {
    goodwill_mean_options options = GOODWILL_MEAN_OPTIONS_INIT;
    goodwill_estimate out;
    size_t n;
    const double *values = list("values", &n);
    options.level = level();
    options.population_size = count_or("population_size", GOODWILL_UNKNOWN);
    TRY(goodwill_mean(values, 0, n, &options, &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_poisson_rate(void) {
    goodwill_estimate out;
    TRY(goodwill_poisson_rate(count("events"), num("exposure"), level(), &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

/* ---- survey */

static goodwill_nps_counts nps_counts(void) {
    goodwill_nps_counts made;
    made.promoters = count("promoters");
    made.passives = count("passives");
    made.detractors = count("detractors");
    made.missing = count_or("missing", 0);
    return made;
}

static goodwill_nps_counts nps_group(const char *key) {
    goodwill_nps_counts made = {0, 0, 0, 0};
    size_t n;
    const double *groups = list(key, &n);
    if (n != 3) {
        die("%s: %s must have three counts", at_hand->name, key);
    }
    made.promoters = (uint64_t)groups[0];
    made.passives = (uint64_t)groups[1];
    made.detractors = (uint64_t)groups[2];
    return made;
}

static goodwill_nps_counts *nps_samples(size_t *n) {
    list("promoters", n);
    const uint64_t *promoters = counts("promoters", *n);
    const uint64_t *passives = counts("passives", *n);
    const uint64_t *detractors = counts("detractors", *n);
    goodwill_nps_counts *made = keep(grow(NULL, *n, sizeof *made));
    for (size_t i = 0; i < *n; ++i) {
        made[i].promoters = promoters[i];
        made[i].passives = passives[i];
        made[i].detractors = detractors[i];
        made[i].missing = 0;
    }
    return made;
}

static goodwill_status nps_options(goodwill_nps_options *options) {
    static const goodwill_nps_options usual = GOODWILL_NPS_OPTIONS_INIT;
    *options = usual;
    options->level = level();
    options->seed = count_or("seed", usual.seed);
    options->resamples = (uint32_t)count_or("resamples", usual.resamples);
    options->missing_code = has("missing_code") ? (int32_t)num("missing_code") : GOODWILL_NONE;
    TRY(choice("fractional", "fractional_scores", &options->fractional));
    return choice("interval", "nps_interval", &options->interval);
}

static void put_nps(const goodwill_nps_result *nps) {
    PUT_ESTIMATE(*nps, score);
    PUT_ESTIMATE(*nps, promoters);
    PUT_ESTIMATE(*nps, passives);
    PUT_ESTIMATE(*nps, detractors);
    put_count("counts", "promoters", nps->counts.promoters);
    put_count("counts", "passives", nps->counts.passives);
    put_count("counts", "detractors", nps->counts.detractors);
    put_count("counts", "missing", nps->counts.missing);
}

static goodwill_status run_nps(void) {
    goodwill_nps_options options;
    goodwill_nps_result out;
    size_t n;
    const double *scores = list("scores", &n);
    TRY(nps_options(&options));
    TRY(goodwill_nps(scores, GOODWILL_TYPE_DOUBLE, 0, n, &options, &out));
    put_nps(&out);
    return GOODWILL_OK;
}

static goodwill_status run_nps_from_counts(void) {
    goodwill_nps_options options;
    goodwill_nps_result out;
    const goodwill_nps_counts counted = nps_counts();
    TRY(nps_options(&options));
    TRY(goodwill_nps_from_counts(&counted, &options, &out));
    put_nps(&out);
    return GOODWILL_OK;
}

static goodwill_status run_nps_weighted(void) {
    goodwill_nps_weighted_options options = GOODWILL_NPS_WEIGHTED_OPTIONS_INIT;
    goodwill_nps_weighted_result out;
    size_t n;
    const double *scores = list("scores", &n);
    const double *weights = list_of("weights", n);
    options.level = level();
    options.missing_code = has("missing_code") ? (int32_t)num("missing_code") : GOODWILL_NONE;
    TRY(choice("fractional", "fractional_scores", &options.fractional));
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_nps_weighted(scores, GOODWILL_TYPE_DOUBLE, 0, weights, 0, n, &options, &out));
    PUT_ESTIMATE(out, score);
    PUT_ESTIMATE(out, promoters);
    PUT_ESTIMATE(out, passives);
    PUT_ESTIMATE(out, detractors);
    PUT(out, effective_n);
    PUT(out, missing);
    return GOODWILL_OK;
}

static goodwill_status run_nps_difference(void) {
    goodwill_nps_diff_options options = GOODWILL_NPS_DIFF_OPTIONS_INIT;
    goodwill_estimate out;
    const goodwill_nps_counts a = nps_group("a"), b = nps_group("b");
    options.level = level();
    TRY(choice("interval", "nps_difference_interval", &options.interval));
    TRY(goodwill_nps_difference(&a, &b, &options, &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_nps_paired(void) {
    goodwill_nps_paired_options options = GOODWILL_NPS_PAIRED_OPTIONS_INIT;
    goodwill_nps_paired_result out;
    size_t n;
    const double *first = list("first", &n);
    const double *second = list_of("second", n);
    options.level = level();
    options.missing_code = has("missing_code") ? (int32_t)num("missing_code") : GOODWILL_NONE;
    TRY(choice("fractional", "fractional_scores", &options.fractional));
    TRY(choice("interval", "nps_paired_interval", &options.interval));
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_nps_paired(first, 0, second, 0, GOODWILL_TYPE_DOUBLE, n, &options, &out));
    PUT_ESTIMATE(out, difference);
    PUT_ESTIMATE(out, first);
    PUT_ESTIMATE(out, second);
    PUT(out, correlation);
    PUT(out, missing);
    return GOODWILL_OK;
}

static goodwill_status run_nps_homogeneity(void) {
    goodwill_test_result out;
    size_t n;
    const goodwill_nps_counts *samples = nps_samples(&n);
    TRY(goodwill_nps_homogeneity(samples, 0, n, &out));
    PUT(out, statistic);
    PUT(out, degrees_of_freedom);
    PUT(out, p_value);
    return GOODWILL_OK;
}

static goodwill_status run_nps_of_units(void) {
    goodwill_nps_of_units_result out;
    size_t n;
    const goodwill_nps_counts *units = nps_samples(&n);
    TRY(goodwill_nps_of_units(units, 0, n, level(), &out));
    PUT_ESTIMATE(out, pooled);
    PUT_ESTIMATE(out, mean_of_units);
    PUT(out, units);
    return GOODWILL_OK;
}

static goodwill_status run_nps_sample_size(void) {
    goodwill_nps_size_options options = GOODWILL_NPS_SIZE_OPTIONS_INIT;
    uint64_t out;
    options.level = level();
    options.promoters = num_or("promoters", options.promoters);
    options.detractors = num_or("detractors", options.detractors);
    options.population_size = count_or("population_size", GOODWILL_UNKNOWN);
    TRY(goodwill_nps_sample_size(num("margin"), &options, &out));
    put_count("", "value", out);
    return GOODWILL_OK;
}

static goodwill_status run_satisfaction(void) {
    goodwill_satisfaction_options options = GOODWILL_SATISFACTION_OPTIONS_INIT;
    goodwill_satisfaction_result out;
    size_t n;
    const double *perceived = list("perceived", &n);
    const double *expected = list_of("expected", n), *weights = list_of("weights", n);
    options.level = level();
    options.tolerance = num_or("tolerance", 0);
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_satisfaction(perceived, 0, expected, 0, weights, 0, n, &options, &out));
    PUT_ESTIMATE(out, mean_of_ratios);
    PUT_ESTIMATE(out, ratio_of_means);
    PUT_ESTIMATE(out, mean_gap);
    PUT_ESTIMATE(out, above);
    PUT_ESTIMATE(out, equal);
    PUT_ESTIMATE(out, below);
    PUT(out, n);
    PUT(out, missing);
    PUT(out, undefined_ratios);
    return GOODWILL_OK;
}

static goodwill_status run_satisfaction_ratio(void) {
    double out;
    TRY(goodwill_satisfaction_ratio(num("perceived"), num("expected"), &out));
    put("", "value", out);
    return GOODWILL_OK;
}

static goodwill_status run_satisfaction_gap(void) {
    double out;
    TRY(goodwill_satisfaction_gap(num("perceived"), num("expected"), &out));
    put("", "value", out);
    return GOODWILL_OK;
}

static goodwill_status run_satisfaction_reversed(void) {
    double out;
    TRY(goodwill_satisfaction_reversed(num("perceived"), num("expected"), &out));
    put("", "value", out);
    return GOODWILL_OK;
}

static goodwill_status run_satisfaction_state(void) {
    int32_t out;
    TRY(goodwill_satisfaction_state(num("perceived"), num("expected"), num_or("tolerance", 0), &out));
    put_choice("", "value", "satisfaction_state", out);
    return GOODWILL_OK;
}

/* ---- purchase */

static goodwill_purchases *purchases;

/* The columns id, date (YYYYMMDD) and spend of a data file. */
static goodwill_status read_orders(void) {
    char path[512];
    sprintf(path, "%.300s/%.200s", data_folder, text("orders"));
    FILE *file = fopen(path, "rb");
    char line[512];
    if (!file || !fgets(line, sizeof line, file)) {
        die("%s: cannot be read", path);
    }
    int place[3] = {-1, -1, -1};
    static const char *const names[3] = {"id", "date", "spend"};
    int column = 0;
    for (char *field = strtok(line, ",\r\n"); field; field = strtok(NULL, ",\r\n"), ++column) {
        for (int i = 0; i < 3; ++i) {
            place[i] = strcmp(field, names[i]) ? place[i] : column;
        }
    }
    size_t n = 0, room = 0;
    int64_t *ids = NULL;
    int32_t *dates = NULL;
    double *amounts = NULL;
    while (fgets(line, sizeof line, file)) {
        if (n == room) {
            room = room ? 2 * room : 1024;
            ids = grow(ids, room, sizeof *ids);
            dates = grow(dates, room, sizeof *dates);
            amounts = grow(amounts, room, sizeof *amounts);
        }
        column = 0;
        for (char *field = strtok(line, ",\r\n"); field; field = strtok(NULL, ",\r\n"), ++column) {
            if (column == place[0]) {
                ids[n] = strtol(field, NULL, 10);
            } else if (column == place[1]) {
                dates[n] = (int32_t)strtol(field, NULL, 10);
            } else if (column == place[2]) {
                amounts[n] = strtod(field, NULL);
            }
        }
        ++n;
    }
    fclose(file);
    goodwill_builder *builder = NULL;
    goodwill_status status = goodwill_days_from_yyyymmdd(dates, 0, n, dates);
    if (status == GOODWILL_OK) {
        status = goodwill_builder_new(NULL, &builder);
    }
    if (status == GOODWILL_OK) {
        status = goodwill_builder_update(builder, ids, 0, dates, 0, amounts, 0, n);
    }
    if (status == GOODWILL_OK) {
        status = goodwill_builder_finish(builder, &purchases);
    }
    goodwill_builder_free(builder);
    free(ids);
    free(dates);
    free(amounts);
    return status;
}

static goodwill_history *history;

static goodwill_status purchase_options(goodwill_purchase_options *options) {
    static const goodwill_purchase_options usual = GOODWILL_PURCHASE_OPTIONS_INIT;
    *options = usual;
    if (has("history_start")) {
        TRY(day("history_start", &options->history_start));
    }
    TRY(choice("grain", "grain", &options->grain));
    TRY(choice("returns", "returns_policy", &options->returns));
    return choice("zero_amounts", "zero_amounts", &options->zero_amounts);
}

static goodwill_status put_history(const char *path) {
    goodwill_history_summary summary;
    TRY(goodwill_history_describe(history, &summary));
    const size_t n = (size_t)summary.customers;
    int64_t *ids = keep(grow(NULL, n, sizeof *ids));
    uint32_t *frequency = keep(grow(NULL, n, sizeof *frequency));
    double *recency = keep(grow(NULL, n, sizeof *recency));
    double *tenure = keep(grow(NULL, n, sizeof *tenure));
    double *monetary_value = keep(grow(NULL, n, sizeof *monetary_value));
    int32_t *first_day = keep(grow(NULL, n, sizeof *first_day));
    int32_t *last_day = keep(grow(NULL, n, sizeof *last_day));
    TRY(goodwill_history_ids(history, ids, n));
    TRY(goodwill_history_columns(history, frequency, recency, tenure, monetary_value, first_day, last_day));
    for (size_t i = 0; i < n; ++i) {
        put(path, element("customers", i, ""), (double)ids[i]);
        put(path, element("frequency", i, ""), frequency[i]);
        put(path, element("recency", i, ""), recency[i]);
        put(path, element("tenure", i, ""), tenure[i]);
        put(path, element("monetary_value", i, ""), monetary_value[i]);
        put(path, element("first_day", i, ""), first_day[i]);
        put(path, element("last_day", i, ""), last_day[i]);
    }
    put_choice(path, "unit", "time_unit", summary.unit);
    put(path, "include_first", summary.include_first);
    put_count(path, "later_occasions", summary.later_occasions);
    put_count(path, "later_customers", summary.later_customers);
    put_count(path, "known_before", summary.known_before);
    return GOODWILL_OK;
}

static goodwill_status run_histories(void) {
    goodwill_purchase_options options;
    goodwill_history_options history_options = GOODWILL_HISTORY_OPTIONS_INIT;
    int32_t as_of;
    size_t n;
    list("customers", &n);
    const int64_t *customers = integers("customers", n);
    const int32_t *days = small_integers("days", n);
    const double *amounts = list_of("amounts", n);
    TRY(purchase_options(&options));
    TRY(day("as_of", &as_of));
    TRY(choice("unit", "time_unit", &history_options.unit));
    history_options.include_first = (int32_t)num_or("include_first", 0);
    history_options.include_known_before = (int32_t)num_or("include_known_before", 0);
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_histories(customers, 0, days, 0, amounts, 0, n, &options, as_of, &history_options, &history));
    return put_history("");
}

static goodwill_status run_calibration_holdout(void) {
    goodwill_purchase_options options;
    goodwill_history_summary summary;
    int32_t calibration_end, observation_end, unit = GOODWILL_TIME_UNIT_WEEK;
    size_t n;
    list("customers", &n);
    const int64_t *customers = integers("customers", n);
    const int32_t *days = small_integers("days", n);
    const double *amounts = list_of("amounts", n);
    TRY(purchase_options(&options));
    TRY(day("calibration_end", &calibration_end));
    TRY(day("observation_end", &observation_end));
    TRY(choice("unit", "time_unit", &unit));
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_calibration_holdout(customers, 0, days, 0, amounts, 0, n, &options, calibration_end,
                                     observation_end, unit, &history));
    TRY(put_history("calibration"));
    TRY(goodwill_history_describe(history, &summary));
    uint32_t *frequency = keep(grow(NULL, (size_t)summary.customers, sizeof *frequency));
    double *monetary_value = keep(grow(NULL, (size_t)summary.customers, sizeof *monetary_value));
    TRY(goodwill_history_holdout(history, frequency, monetary_value));
    for (size_t i = 0; i < summary.customers; ++i) {
        put(element("holdout_frequency", i, ""), "", frequency[i]);
        put(element("holdout_monetary_value", i, ""), "", monetary_value[i]);
    }
    PUT(summary, holdout_duration);
    return GOODWILL_OK;
}

static int32_t window_start, window_end;

static goodwill_status window(void) {
    TRY(day("window_start", &window_start));
    return day("window_end", &window_end);
}

static goodwill_status in_window(void) {
    TRY(read_orders());
    return window();
}

static goodwill_status repeat_options(goodwill_repeat_options *options) {
    static const goodwill_repeat_options usual = GOODWILL_REPEAT_OPTIONS_INIT;
    *options = usual;
    options->level = level();
    options->horizon_days = count_or("horizon_days", GOODWILL_UNKNOWN);
    return choice("interval", "proportion_interval", &options->interval);
}

static void put_repeat(const goodwill_repeat_result *repeat) {
    PUT_ESTIMATE(*repeat, rate);
    put_choice("", "variant", "repeat_variant", repeat->variant);
    PUT(*repeat, repeaters);
    PUT(*repeat, base);
    PUT(*repeat, not_yet_observable);
}

static goodwill_status run_repeat_rate(void) {
    goodwill_repeat_options options;
    goodwill_repeat_result out;
    int32_t variant = 0;
    TRY(in_window());
    TRY(choice("variant", "repeat_variant", &variant));
    TRY(repeat_options(&options));
    TRY(goodwill_repeat_rate(purchases, window_start, window_end, variant, &options, &out));
    put_repeat(&out);
    return GOODWILL_OK;
}

static goodwill_status run_repeat_from_counts(void) {
    goodwill_repeat_options options;
    goodwill_repeat_result out;
    int32_t variant = 0;
    TRY(choice("variant", "repeat_variant", &variant));
    TRY(repeat_options(&options));
    TRY(goodwill_repeat_from_counts(count("repeaters"), count("base"), variant, &options, &out));
    put_repeat(&out);
    return GOODWILL_OK;
}

static goodwill_status run_purchase_frequency(void) {
    goodwill_frequency_result out;
    goodwill_order_count *rows;
    size_t n;
    TRY(in_window());
    TRY(goodwill_purchase_frequency(purchases, window_start, window_end, level(), NULL, 0, &n, &out));
    rows = keep(grow(NULL, n, sizeof *rows));
    TRY(goodwill_purchase_frequency(purchases, window_start, window_end, level(), rows, n, NULL, &out));
    PUT_ESTIMATE(out, mean);
    PUT(out, buyers);
    PUT(out, orders);
    for (size_t i = 0; i < n; ++i) {
        put_count(element("distribution", i, "orders"), "", rows[i].orders);
        put_count(element("distribution", i, "buyers"), "", rows[i].buyers);
    }
    return GOODWILL_OK;
}

static goodwill_status run_order_ratios(void) {
    goodwill_order_ratios_result out;
    TRY(goodwill_order_ratios(count("buyers"), count("orders"), num("revenue"), &out));
    PUT(out, purchase_frequency);
    PUT(out, order_value);
    PUT(out, revenue_per_buyer);
    return GOODWILL_OK;
}

static goodwill_status run_order_value(void) {
    goodwill_order_value_result out;
    TRY(in_window());
    TRY(goodwill_order_value(purchases, window_start, window_end, level(), &out));
    PUT_ESTIMATE(out, mean);
    PUT(out, revenue);
    PUT(out, orders);
    PUT(out, buyers);
    return GOODWILL_OK;
}

static goodwill_status run_revenue_per_buyer(void) {
    goodwill_estimate out;
    TRY(in_window());
    TRY(goodwill_revenue_per_buyer(purchases, window_start, window_end, level(), &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_interpurchase_time(void) {
    goodwill_interpurchase_options options = GOODWILL_INTERPURCHASE_OPTIONS_INIT;
    goodwill_interpurchase_result out;
    options.level = level();
    TRY(in_window());
    TRY(choice("unit", "time_unit", &options.unit));
    TRY(goodwill_interpurchase_time(purchases, window_start, window_end, &options, &out));
    PUT_ESTIMATE(out, mean);
    PUT(out, median);
    PUT(out, coefficient_of_variation);
    PUT(out, median_with_open_gaps);
    PUT(out, closed_gaps);
    PUT(out, open_gaps);
    put_choice("", "unit", "time_unit", out.unit);
    return GOODWILL_OK;
}

/* ---- retention */

/* in.churn = 0.05 is given; with its parts beside it, in.churn_lower and so on, it is an estimate. */
static goodwill_status estimate(const char *key, goodwill_estimate *made) {
    static const char *const parts[] = {"standard_error", "lower", "upper", "n"};
    char names[4][64];
    TRY(goodwill_estimate_given(num(key), made));
    for (int i = 0; i < 4; ++i) {
        sprintf(names[i], "%.30s_%s", key, parts[i]);
    }
    if (has(names[1])) {
        made->standard_error = num(names[0]);
        made->lower = num(names[1]);
        made->upper = num(names[2]);
        made->n = count(names[3]);
        made->level = level();
        made->method = GOODWILL_METHOD_WALD;
    }
    return GOODWILL_OK;
}

static goodwill_customer_flow flow(void) {
    goodwill_customer_flow made = GOODWILL_CUSTOMER_FLOW_INIT;
    made.start = count("start");
    made.joined = count_or("joined", 0);
    made.lost = count("lost");
    made.joined_lost = count_or("joined_lost", GOODWILL_UNKNOWN);
    made.customer_days = num_or("customer_days", NAN);
    made.days = num_or("days", NAN);
    return made;
}

static void put_churn(const goodwill_churn_result *churn) {
    PUT_ESTIMATE(*churn, rate);
    PUT_ESTIMATE(*churn, probability);
    PUT(*churn, lost);
    PUT(*churn, at_risk);
    PUT(*churn, closed_cohort);
    put_choice("", "base", "churn_base", churn->base);
}

static goodwill_status run_churn(void) {
    goodwill_proportion_options options;
    goodwill_churn_result out;
    const goodwill_customer_flow period = flow();
    int32_t base = 0;
    TRY(choice("base", "churn_base", &base));
    TRY(proportion_options(&options));
    TRY(goodwill_churn(&period, base, &options, &out));
    put_churn(&out);
    return GOODWILL_OK;
}

static goodwill_status run_churn_daily(void) {
    goodwill_churn_result out;
    int32_t base = 0;
    size_t n;
    list("active", &n);
    const uint64_t *active = counts("active", n);
    const uint64_t *lost = counts("lost", n);
    TRY(choice("base", "churn_base", &base));
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_churn_daily(active, 0, lost, 0, n, base, level(), &out));
    put_churn(&out);
    return GOODWILL_OK;
}

static goodwill_status run_retention(void) {
    goodwill_proportion_options options;
    goodwill_estimate out;
    const goodwill_customer_flow period = flow();
    TRY(proportion_options(&options));
    TRY(goodwill_retention(&period, &options, &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_retention_from_counts(void) {
    goodwill_proportion_options options;
    goodwill_estimate out;
    TRY(proportion_options(&options));
    TRY(goodwill_retention_from_counts(count("start"), count("end"), count("joined"), &options, &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_churn_annualised(void) {
    goodwill_estimate churn, out;
    TRY(estimate("churn", &churn));
    TRY(goodwill_churn_annualised(&churn, num("periods"), &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_churn_cost(void) {
    goodwill_estimate churn;
    goodwill_churn_cost_result out;
    TRY(estimate("churn", &churn));
    TRY(goodwill_churn_cost(&churn, count("customers"), num("value_per_customer"), num("acquisition_cost"), &out));
    PUT_ESTIMATE(out, lost);
    PUT_ESTIMATE(out, forgone);
    PUT_ESTIMATE(out, replacement);
    PUT_ESTIMATE(out, total);
    return GOODWILL_OK;
}

static goodwill_status run_churn_reasons(void) {
    goodwill_reason_options options = GOODWILL_REASON_OPTIONS_INIT;
    goodwill_churn_reasons_result out;
    const entry *reasons = need("reasons");
    const size_t n = reasons->count;
    const uint64_t *customers = counts("counts", n);
    size_t rows;
    goodwill_churn_reason *row = keep(grow(NULL, n, sizeof *row));
    options.level = level();
    options.vital_share = num_or("vital_share", options.vital_share);
    TRY(choice("interval", "proportion_interval", &options.interval));
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_churn_reasons((const char *const *)reasons->texts, 0, customers, 0, n, &options, row, n, &rows,
                               &out));
    for (size_t i = 0; i < rows; ++i) {
        sprintf(put_path(element("rows", i, "reason"), "")->text, "%.60s", reasons->texts[row[i].row]);
        put_count(element("rows", i, "lost"), "", row[i].lost);
        put_estimate(element("rows", i, "share"), &row[i].share);
        put_count(element("rows", i, "cumulative_lost"), "", row[i].cumulative_lost);
        put_estimate(element("rows", i, "cumulative_share"), &row[i].cumulative_share);
    }
    PUT(out, lost);
    PUT(out, missing);
    PUT(out, vital_few);
    return GOODWILL_OK;
}

static goodwill_status run_churn_decomposition(void) {
    goodwill_decomposition_result out;
    size_t n;
    list("customers_before", &n);
    const uint64_t *customers_before = counts("customers_before", n);
    const uint64_t *lost_before = counts("lost_before", n);
    const uint64_t *customers_after = counts("customers_after", n);
    const uint64_t *lost_after = counts("lost_after", n);
    goodwill_group_effect *groups = keep(grow(NULL, n, sizeof *groups));
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_churn_decomposition(customers_before, 0, lost_before, 0, customers_after, 0, lost_after, 0, n,
                                     level(), groups, &out));
    PUT_ESTIMATE(out, change);
    PUT_ESTIMATE(out, mix);
    PUT_ESTIMATE(out, rate);
    for (size_t i = 0; i < n; ++i) {
        put(element("groups", i, "share_before"), "", groups[i].share_before);
        put(element("groups", i, "share_after"), "", groups[i].share_after);
        put(element("groups", i, "churn_before"), "", groups[i].churn_before);
        put(element("groups", i, "churn_after"), "", groups[i].churn_after);
        put(element("groups", i, "mix"), "", groups[i].mix);
        put(element("groups", i, "rate"), "", groups[i].rate);
    }
    return GOODWILL_OK;
}

static void put_growth(const goodwill_growth_period *rows, size_t n, const goodwill_growth_result *growth) {
    for (size_t i = 0; i < n; ++i) {
        const goodwill_growth_period *row = &rows[i];
        put(element("periods", i, "index"), "", row->index);
        output *label = put_path(element("periods", i, "label"), "");
        if (growth->period == GOODWILL_NONE) {
            sprintf(label->text, "%ld", (long)row->index);
        } else if (goodwill_period_label(growth->period, row->index, label->text, sizeof label->text, NULL)) {
            die("%s: period %ld has no label", at_hand->name, (long)row->index);
        }
        put(element("periods", i, "complete"), "", row->complete);
        put_count(element("periods", i, "active"), "", row->active);
        put_count(element("periods", i, "retained"), "", row->retained);
        put_count(element("periods", i, "new"), "", row->new_customers);
        put_count(element("periods", i, "resurrected"), "", row->resurrected);
        put_count(element("periods", i, "churned"), "", row->churned);
        put_count(element("periods", i, "orders"), "", row->orders);
        put(element("periods", i, "revenue"), "", row->revenue);
        put_estimate(element("periods", i, "retention"), &row->retention);
        put_estimate(element("periods", i, "churn"), &row->churn);
    }
    PUT(*growth, later_orders);
    PUT(*growth, missing_amounts);
    put_choice("", "period", "period", growth->period);
}

static goodwill_status run_growth_accounting(void) {
    goodwill_proportion_options options;
    goodwill_growth_result out;
    goodwill_growth_period *rows;
    int32_t period = 0, as_of;
    size_t n;
    TRY(read_orders());
    TRY(day("as_of", &as_of));
    TRY(choice("period", "period", &period));
    TRY(proportion_options(&options));
    TRY(goodwill_growth_accounting(purchases, period, as_of, &options, NULL, 0, &n, &out));
    rows = keep(grow(NULL, n, sizeof *rows));
    TRY(goodwill_growth_accounting(purchases, period, as_of, &options, rows, n, &n, &out));
    put_growth(rows, n, &out);
    return GOODWILL_OK;
}

static goodwill_status run_growth_from_periods(void) {
    goodwill_proportion_options options;
    goodwill_growth_result out;
    size_t n, needed;
    list("customers", &n);
    const int64_t *customers = integers("customers", n);
    const int32_t *periods = small_integers("periods", n);
    const double *amounts = list_of("amounts", n);
    const int32_t last_complete = has("last_complete") ? (int32_t)num("last_complete") : GOODWILL_NONE;
    TRY(proportion_options(&options));
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_growth_from_periods(customers, 0, periods, 0, amounts, 0, n, last_complete, &options, NULL, 0,
                                     &needed, &out));
    goodwill_growth_period *rows = keep(grow(NULL, needed, sizeof *rows));
    TRY(goodwill_growth_from_periods(customers, 0, periods, 0, amounts, 0, n, last_complete, &options, rows,
                                     needed, &needed, &out));
    put_growth(rows, needed, &out);
    return GOODWILL_OK;
}

/* ---- value */

static goodwill_status run_margin_multiple(void) {
    goodwill_estimate retention, out;
    int32_t first_payment = 0;
    TRY(estimate("retention", &retention));
    TRY(choice("first_payment", "first_payment", &first_payment));
    TRY(goodwill_margin_multiple(&retention, num("discount"), first_payment, &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static void put_cltv(const goodwill_cltv_result *value) {
    PUT_ESTIMATE(*value, cltv);
    PUT_ESTIMATE(*value, multiple);
    put_choice("", "first_payment", "first_payment", value->first_payment);
}

static goodwill_status run_cltv(void) {
    goodwill_estimate margin, retention;
    goodwill_cltv_result out;
    int32_t first_payment = 0;
    TRY(estimate("margin", &margin));
    TRY(estimate("retention", &retention));
    TRY(choice("first_payment", "first_payment", &first_payment));
    TRY(goodwill_cltv(&margin, &retention, num("discount"), first_payment, num_or("acquisition_cost", 0), &out));
    put_cltv(&out);
    return GOODWILL_OK;
}

static goodwill_status run_cltv_finite(void) {
    goodwill_estimate margin, retention;
    goodwill_cltv_result out;
    int32_t first_payment = 0;
    TRY(estimate("margin", &margin));
    TRY(estimate("retention", &retention));
    TRY(choice("first_payment", "first_payment", &first_payment));
    TRY(goodwill_cltv_finite(&margin, &retention, num("discount"), first_payment, (uint32_t)count("periods"),
                             num_or("acquisition_cost", 0), &out));
    put_cltv(&out);
    return GOODWILL_OK;
}

static goodwill_status run_cltv_historic(void) {
    goodwill_historic_result out;
    size_t n;
    const double *values = list("values", &n);
    TRY(goodwill_cltv_historic(values, 0, n, level(), &out));
    PUT_ESTIMATE(out, mean);
    PUT(out, total);
    PUT(out, customers);
    PUT(out, missing);
    return GOODWILL_OK;
}

static goodwill_status run_cltv_literal(void) {
    goodwill_cltv_literal_result out;
    char warning[1024];
    TRY(goodwill_cltv_literal(num("arpc"), num("retention"), num("lifetime"), warning, sizeof warning, NULL, &out));
    PUT(out, value);
    PUT(out, factor);
    PUT(out, end_of_period);
    PUT(out, immediate);
    return GOODWILL_OK;
}

static void put_gini(const char *path, const goodwill_gini_result *gini) {
    put_estimate(*path ? "gini.gini" : "gini", &gini->gini);
    put_estimate(*path ? "gini.unbiased" : "unbiased", &gini->unbiased);
    put_count(path, "missing", gini->missing);
}

static void put_theil(const char *path, const goodwill_theil_result *theil) {
    put_estimate(*path ? "theil.theil" : "theil", &theil->theil);
    put(path, "normalised", theil->normalised);
    put_count(path, "missing", theil->missing);
}

static void put_herfindahl(const char *path, const goodwill_herfindahl_result *herfindahl) {
    put_estimate(*path ? "herfindahl.index" : "index", &herfindahl->index);
    put_estimate(*path ? "herfindahl.effective_customers" : "effective_customers",
                 &herfindahl->effective_customers);
    put(path, "normalised", herfindahl->normalised);
    put_count(path, "missing", herfindahl->missing);
}

static void put_customers(const char *path, const goodwill_customers_result *customers) {
    put_count(path, "customers", customers->customers);
    put_estimate(*path ? "customers_for_80.fraction" : "fraction", &customers->fraction);
    put(path, "share", customers->share);
    put_count(path, "missing", customers->missing);
}

static void put_abc(const char *name, const goodwill_abc_row *rows) {
    for (size_t i = 0; i < 3; ++i) {
        put_choice(element(name, i, "abc_class"), "", "abc_class", rows[i].abc_class);
        put_count(element(name, i, "customers"), "", rows[i].customers);
        put(element(name, i, "customer_share"), "", rows[i].customer_share);
        put(element(name, i, "amount"), "", rows[i].amount);
        put(element(name, i, "amount_share"), "", rows[i].amount_share);
    }
}

static goodwill_status put_lorenz(const char *path, size_t points) {
    size_t n, needed;
    const double *values = list("values", &n);
    TRY(goodwill_lorenz_curve(values, 0, n, points, NULL, NULL, 0, &needed, NULL));
    double *customers = keep(grow(NULL, needed, sizeof *customers));
    double *amounts = keep(grow(NULL, needed, sizeof *amounts));
    uint64_t missing;
    TRY(goodwill_lorenz_curve(values, 0, n, points, customers, amounts, needed, NULL, &missing));
    for (size_t i = 0; i < needed; ++i) {
        put(path, element("customers", i, ""), customers[i]);
        put(path, element("amounts", i, ""), amounts[i]);
    }
    put_count(path, "missing", missing);
    return GOODWILL_OK;
}

static goodwill_status run_concentration(void) {
    goodwill_concentration_result out;
    size_t n;
    const double *values = list("values", &n);
    TRY(goodwill_concentration(values, 0, n, level(), &out));
    PUT(out, customers);
    PUT(out, missing);
    PUT(out, total);
    put_gini("gini", &out.gini);
    put_theil("theil", &out.theil);
    put_herfindahl("herfindahl", &out.herfindahl);
    PUT_ESTIMATE(out, top_1_percent);
    PUT_ESTIMATE(out, top_10_percent);
    PUT_ESTIMATE(out, top_20_percent);
    put_customers("customers_for_80", &out.customers_for_80);
    put_abc("abc", out.abc);
    return put_lorenz("lorenz", 100);
}

static goodwill_status run_lorenz_curve(void) { return put_lorenz("", (size_t)count_or("points", 0)); }

static goodwill_status run_gini(void) {
    goodwill_gini_result out;
    size_t n;
    const double *values = list("values", &n);
    TRY(goodwill_gini(values, 0, n, level(), &out));
    put_gini("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_theil(void) {
    goodwill_theil_result out;
    size_t n;
    const double *values = list("values", &n);
    TRY(goodwill_theil(values, 0, n, level(), &out));
    put_theil("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_herfindahl(void) {
    goodwill_herfindahl_result out;
    size_t n;
    const double *values = list("values", &n);
    TRY(goodwill_herfindahl(values, 0, n, level(), &out));
    put_herfindahl("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_top_share(void) {
    goodwill_estimate out;
    size_t n;
    const double *values = list("values", &n);
    TRY(goodwill_top_share(values, 0, n, num("customers"), level(), &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_top_k_share(void) {
    goodwill_estimate out;
    size_t n;
    const double *values = list("values", &n);
    TRY(goodwill_top_k_share(values, 0, n, count("k"), level(), &out));
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_customers_for_share(void) {
    goodwill_customers_result out;
    size_t n;
    const double *values = list("values", &n);
    TRY(goodwill_customers_for_share(values, 0, n, num("share"), level(), &out));
    put_customers("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_abc_classes(void) {
    goodwill_abc_options options = GOODWILL_ABC_OPTIONS_INIT;
    goodwill_abc_row rows[3];
    uint64_t missing;
    size_t n;
    const double *values = list("values", &n);
    int32_t *classes = keep(grow(NULL, n, sizeof *classes));
    options.a = num_or("a", options.a);
    options.b = num_or("b", options.b);
    TRY(goodwill_abc_classes(values, 0, n, &options, classes, rows, &missing));
    for (size_t i = 0; i < n; ++i) {
        put_choice(element("abc_class", i, ""), "", "abc_class",
                   classes[i] == GOODWILL_NO_CLASS ? GOODWILL_NONE : classes[i]);
    }
    put_abc("rows", rows);
    put_count("", "missing", missing);
    return GOODWILL_OK;
}

/* ---- segment */

static goodwill_tier_rules *rules;

static goodwill_status read_rules(void) {
    size_t spends, orders;
    const double *spend = list("spend_thresholds", &spends);
    const double *order = list("purchase_thresholds", &orders);
    int32_t agreement = 0;
    TRY(choice("agreement", "tier_agreement", &agreement));
    return goodwill_tier_rules_new(spend, spends, order, orders, agreement, &rules);
}

static uint64_t tier_count(void) {
    uint64_t n = 0;
    goodwill_tier_rules_count(rules, &n);
    return n;
}

static void put_tiers(const int32_t *tier, size_t n, const uint64_t *customers, size_t tiers, uint64_t missing) {
    for (size_t i = 0; i < n; ++i) {
        put(element("tier", i, ""), "", tier[i] == GOODWILL_NO_TIER ? NAN : tier[i]);
    }
    for (size_t i = 0; i < tiers; ++i) {
        put_count(element("customers", i, ""), "", customers[i]);
    }
    put_count("", "missing", missing);
}

static goodwill_status run_tier(void) {
    uint32_t out;
    TRY(read_rules());
    TRY(goodwill_tier(num("spend"), num("purchases"), rules, &out));
    put("", "value", out);
    return GOODWILL_OK;
}

static goodwill_status run_tiers(void) {
    size_t n, purchase_count;
    const double *spend = list("spend", &n);
    const double *orders = list("purchases", &purchase_count);
    lengths_differ |= n && purchase_count && n != purchase_count;
    n = n > purchase_count ? n : purchase_count;
    TRY(read_rules());
    int32_t *tier = keep(grow(NULL, n, sizeof *tier));
    uint64_t *customers = keep(grow(NULL, tier_count(), sizeof *customers));
    uint64_t missing;
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_tiers(spend, 0, orders, 0, n, rules, tier, customers, &missing));
    put_tiers(tier, n, customers, tier_count(), missing);
    return GOODWILL_OK;
}

static goodwill_status run_tiers_by(void) {
    const size_t criteria = count("criteria");
    const double *column[8], *threshold[8];
    size_t values, cuts;
    const double *columns = list("columns", &values);
    const double *thresholds = list("thresholds", &cuts);
    if (criteria > 8 || (criteria && (values % criteria || cuts % criteria))) {
        lengths_differ = 1;
        return GOODWILL_OK;
    }
    for (size_t i = 0; i < criteria; ++i) {
        column[i] = columns + i * (values / criteria);
        threshold[i] = thresholds + i * (cuts / criteria);
    }
    const size_t n = criteria ? values / criteria : 0;
    cuts = criteria ? cuts / criteria : 0;
    int32_t *tier = keep(grow(NULL, n, sizeof *tier));
    uint64_t *customers = keep(grow(NULL, cuts + 1, sizeof *customers));
    uint64_t missing;
    TRY(goodwill_tiers_by(column, criteria, 0, n, threshold, cuts, count("required"), tier, customers, &missing));
    put_tiers(tier, n, customers, cuts + 1, missing);
    return GOODWILL_OK;
}

static goodwill_status run_purchase_tiers(void) {
    goodwill_intake intake;
    TRY(in_window());
    TRY(read_rules());
    TRY(goodwill_purchases_intake(purchases, &intake));
    int32_t *tier = keep(grow(NULL, intake.customers, sizeof *tier));
    uint64_t *customers = keep(grow(NULL, tier_count(), sizeof *customers));
    uint64_t missing;
    TRY(goodwill_purchase_tiers(purchases, window_start, window_end, rules, tier, customers, &missing));
    put_tiers(tier, intake.customers, customers, tier_count(), missing);
    return GOODWILL_OK;
}

static void put_table(const goodwill_tier_row *rows, const goodwill_tier_table_result *table) {
    for (size_t i = 0; i < tier_count(); ++i) {
        put_count(element("tiers", i, "customers"), "", rows[i].customers);
        put(element("tiers", i, "revenue"), "", rows[i].revenue);
        put_estimate(element("tiers", i, "share"), &rows[i].share);
        put_estimate(element("tiers", i, "repeat_rate"), &rows[i].repeat_rate);
        put_estimate(element("tiers", i, "revenue_share"), &rows[i].revenue_share);
        put_estimate(element("tiers", i, "mean_spend"), &rows[i].mean_spend);
    }
    PUT(*table, customers);
    PUT_ESTIMATE(*table, repeat_rate);
    PUT(*table, revenue);
    PUT_ESTIMATE(*table, mean_spend);
    PUT(*table, missing);
    PUT(*table, spend_missing);
    PUT(*table, repeat_missing);
}

static goodwill_status run_tier_table(void) {
    goodwill_proportion_options options;
    goodwill_tier_table_result out;
    size_t n, purchase_count;
    const double *spend = list("spend", &n);
    const double *orders = list("purchases", &purchase_count);
    lengths_differ |= n && purchase_count && n != purchase_count;
    n = n > purchase_count ? n : purchase_count;
    const double *repeats = list_of("repeat", n);
    TRY(read_rules());
    TRY(proportion_options(&options));
    goodwill_tier_row *rows = keep(grow(NULL, tier_count(), sizeof *rows));
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_tier_table(spend, 0, orders, 0, repeats, 0, n, rules, &options, rows, &out));
    put_table(rows, &out);
    return GOODWILL_OK;
}

static goodwill_status run_purchase_tier_table(void) {
    goodwill_repeat_options options;
    goodwill_tier_table_result out;
    int32_t repeat = 0;
    TRY(in_window());
    TRY(read_rules());
    TRY(choice("repeat", "repeat_variant", &repeat));
    TRY(repeat_options(&options));
    goodwill_tier_row *rows = keep(grow(NULL, tier_count(), sizeof *rows));
    TRY(goodwill_purchase_tier_table(purchases, window_start, window_end, rules, repeat, &options, rows, &out));
    put_table(rows, &out);
    return GOODWILL_OK;
}

static goodwill_status run_yearly_activity(void) {
    goodwill_intake intake;
    TRY(in_window());
    TRY(goodwill_purchases_intake(purchases, &intake));
    double *spend = keep(grow(NULL, intake.customers, sizeof *spend));
    double *orders = keep(grow(NULL, intake.customers, sizeof *orders));
    double years;
    TRY(goodwill_yearly_activity(purchases, window_start, window_end, spend, orders, &years));
    for (size_t i = 0; i < intake.customers; ++i) {
        put(element("spend", i, ""), "", spend[i]);
        put(element("purchases", i, ""), "", orders[i]);
    }
    put("", "years", years);
    return GOODWILL_OK;
}

static goodwill_status run_per_year(void) {
    double out;
    TRY(window());
    TRY(goodwill_per_year(num("total"), window_start, window_end, &out));
    put("", "value", out);
    return GOODWILL_OK;
}

static goodwill_status run_implied_repeat_rate(void) {
    double out;
    size_t n;
    const double *shares = list("shares", &n);
    const double *rates = list_of("rates", n);
    if (lengths_differ) {
        return GOODWILL_OK;
    }
    TRY(goodwill_implied_repeat_rate(shares, 0, rates, 0, n, &out));
    put("", "value", out);
    return GOODWILL_OK;
}

/* ---- surveys */

#include "golden_survey.h"
#include "golden_field.h"
#include "golden_drivers.h"
#include "golden_kano.h"
#include "golden_scores.h"

/* ---- models */

#include "golden_model.h"

/* ---- running a case */

#define RUN(name) {#name, run_##name}

static const struct {
    const char *function;
    goodwill_status (*run)(void);
} table[] = {
    RUN(proportion), RUN(proportion_difference), RUN(mean), RUN(poisson_rate),
    RUN(nps), RUN(nps_from_counts), RUN(nps_weighted), RUN(nps_difference), RUN(nps_paired), RUN(nps_homogeneity),
    RUN(nps_of_units), RUN(nps_sample_size), RUN(nps_waves),
    RUN(frequency_table), RUN(mean_score), RUN(rescaled_score), RUN(top_box), RUN(bottom_box), RUN(net_box),
    RUN(recommend_willingness), RUN(csat), RUN(effort_score), RUN(secure_customers), RUN(compare_groups),
    RUN(share_sample_size), RUN(mean_sample_size),
    RUN(satisfaction), RUN(satisfaction_ratio), RUN(satisfaction_gap), RUN(satisfaction_reversed),
    RUN(satisfaction_state),
    RUN(response_rate), RUN(aapor_rates), RUN(design_effect), RUN(rake), RUN(post_stratify),
    RUN(satisfaction_curve), RUN(satisfaction_trap), RUN(loyalty_elasticity),
    RUN(drivers), RUN(cronbach_alpha), RUN(item_analysis), RUN(mcdonald_omega), RUN(straight_lining), RUN(speeding),
    RUN(kano_category), RUN(kano), RUN(kano_continuous), RUN(kano_fuzzy), RUN(penalty_reward), RUN(ipa), RUN(ipa_derived),
    RUN(opportunity_score), RUN(opportunity_scores), RUN(delivered_value), RUN(delivered_values), RUN(servqual),
    RUN(servperf), RUN(five_gaps), RUN(acsi), RUN(acsi_from_means), RUN(acsi_compare),
    RUN(histories), RUN(calibration_holdout),
    RUN(repeat_rate), RUN(repeat_from_counts), RUN(purchase_frequency), RUN(order_ratios), RUN(order_value),
    RUN(revenue_per_buyer), RUN(interpurchase_time),
    RUN(churn), RUN(churn_daily), RUN(retention), RUN(retention_from_counts), RUN(churn_annualised), RUN(churn_cost),
    RUN(churn_reasons), RUN(churn_decomposition), RUN(growth_accounting), RUN(growth_from_periods),
    RUN(margin_multiple), RUN(cltv), RUN(cltv_finite), RUN(cltv_historic), RUN(cltv_literal),
    RUN(concentration), RUN(lorenz_curve), RUN(gini), RUN(theil), RUN(herfindahl), RUN(top_share),
    RUN(top_k_share), RUN(customers_for_share), RUN(abc_classes),
    RUN(tier), RUN(tiers), RUN(tiers_by), RUN(tier_table), RUN(purchase_tiers), RUN(purchase_tier_table),
    RUN(yearly_activity), RUN(per_year), RUN(implied_repeat_rate),
    RUN(loyalty_quadrant), RUN(loyalty_matrix), RUN(apostle_segment), RUN(apostle_model), RUN(loyalty_type),
    RUN(loyalty_types), RUN(pyramid_level), RUN(loyalty_pyramid), RUN(loyalty_score), RUN(loyalty_scores),
    RUN(expected_purchases), RUN(purchase_pmf), RUN(conditional_purchases), RUN(conditional_pmf),
    RUN(probability_alive), RUN(probability_active), RUN(residual_transactions), RUN(residual_lifetime),
    RUN(posterior_rates), RUN(survival), RUN(retention_rate), RUN(churn_pmf), RUN(conditional_survival),
    RUN(posterior_churn), RUN(residual_renewals), RUN(retention_elasticity), RUN(expected_spend),
    RUN(spend_independence), RUN(log_likelihood), RUN(gradient), RUN(hessian), RUN(fit), RUN(posterior),
    RUN(posterior_covariates), RUN(posterior_purchases),
    RUN(fit_covariates), RUN(covariate_purchases), RUN(fit_time_varying), RUN(varying_purchases),
    RUN(tracking), RUN(calibration_table), RUN(holdout_table), RUN(forecast_error), RUN(history_grid),
    RUN(alive_timeline), RUN(lifetime_value), RUN(simulate), RUN(likelihood_ratio), RUN(compare_models),
};

static int near(double got, double wanted) {
    if (isnan(got) || isnan(wanted)) {
        return isnan(got) && isnan(wanted);
    }
    return got == wanted || fabs(got - wanted) <= at_hand->tolerance * fmax(1.0, fabs(wanted));
}

/* Whether a status has that name. */
static int is_named(goodwill_status status, const char *name) {
    char told[256];
    if (goodwill_status_text(status, told, sizeof told, NULL) != GOODWILL_OK) {
        return 0;
    }
    const size_t length = strlen(name);
    return !strncmp(told, name, length) && (told[length] == ':' || !told[length]);
}

static int complaints;

static void complain(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s %s: ", at_hand->name, at_hand->function);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    ++complaints;
}

static void compare_one(const char *path, const entry *wanted, size_t i, FILE *bits) {
    for (size_t j = 0; j < output_count; ++j) {
        const output *got = &outputs[j];
        if (strcmp(got->path, path)) {
            continue;
        }
        if (*got->text) {
            if (!wanted->texts[i] || strcmp(got->text, wanted->texts[i])) {
                complain("%s is \"%s\", expected %s", path, got->text,
                         wanted->texts[i] ? wanted->texts[i] : "a number");
            }
        } else {
            if (wanted->texts[i] || !near(got->number, wanted->numbers[i])) {
                complain("%s is %.17g, expected %.17g", path, got->number, wanted->numbers[i]);
            }
            if (bits) {
                uint64_t pattern = UINT64_C(0x7ff8000000000000); /* one NaN for all doors */
                if (!isnan(got->number)) {
                    memcpy(&pattern, &got->number, sizeof pattern);
                }
                fprintf(bits, "%s %s %08lx%08lx\n", at_hand->name, path, (unsigned long)(pattern >> 32),
                        (unsigned long)(pattern & 0xffffffffu));
            }
        }
        return;
    }
    complain("has no output %s", path);
}

static void compare(FILE *bits) {
    for (size_t i = 0; i < at_hand->outs; ++i) {
        const entry *wanted = &at_hand->out[i];
        for (size_t j = 0; j < wanted->count; ++j) {
            compare_one(wanted->is_list ? element(wanted->key, j, "") : wanted->key, wanted, j, bits);
        }
    }
}

static void run_case(FILE *bits, size_t *ran) {
    const char *error = NULL;
    for (size_t i = 0; i < at_hand->outs; ++i) {
        if (!strcmp(at_hand->out[i].key, "error")) {
            error = at_hand->out[i].texts[0];
        }
    }
    size_t found = 0;
    while (found < sizeof table / sizeof *table && strcmp(table[found].function, at_hand->function)) {
        ++found;
    }
    if (found == sizeof table / sizeof *table) {
        complain("no such function in C");
        return;
    }
    output_count = 0;
    lengths_differ = 0;
    const goodwill_status status = table[found].run();
    ++*ran;
    if (lengths_differ) {
        /* One length serves all columns of a C call, so this cannot be put to the library. */
        if (!error || strcmp(error, "length_mismatch")) {
            complain("has lists of different lengths");
        }
    } else if (error) {
        if (!is_named(status, error)) {
            complain("gave status %d instead of %s", (int)status, error);
        }
    } else if (status != GOODWILL_OK) {
        char message[512] = "";
        goodwill_last_error_message(message, sizeof message, NULL);
        complain("failed with status %d: %s", (int)status, message);
    } else {
        compare(bits);
    }
    goodwill_purchases_free(purchases);
    goodwill_history_free(history);
    goodwill_tier_rules_free(rules);
    goodwill_tally_free(tally);
    tally = NULL;
    goodwill_kano_pairs_free(kano_pairs);
    kano_pairs = NULL;
    goodwill_model_free(model);
    goodwill_data_free(model_data);
    model = NULL;
    model_data = NULL;
    history = NULL;
    purchases = NULL;
    rules = NULL;
    while (scratches) {
        free(scratch[--scratches]);
    }
}

int main(int argc, char **argv) {
    FILE *bits = NULL;
    int at = 1;
    if (argc > 2 && !strcmp(argv[1], "--bits")) {
        bits = fopen(argv[2], "wb");
        if (!bits) {
            die("%s: cannot be written", argv[2]);
        }
        at = 3;
    }
    if (at >= argc) {
        die("usage: golden [--bits FILE] DATA_FOLDER FILE.toml...");
    }
    data_folder = argv[at++];
    size_t ran = 0;
    for (; at < argc; ++at) {
        size_t cases;
        golden_case *all = read_file(argv[at], &cases);
        for (size_t i = 0; i < cases; ++i) {
            at_hand = &all[i];
            if (!at_hand->function) {
                die("%s: names no function", at_hand->name);
            }
            run_case(bits, &ran);
            free_entries(at_hand->in, at_hand->ins);
            free_entries(at_hand->out, at_hand->outs);
            free(at_hand->function);
        }
        free(all);
    }
    free(outputs);
    if (bits && fclose(bits)) {
        die("the bits cannot be written");
    }
    printf("%lu golden cases in C, %d complaints\n", (unsigned long)ran, complaints);
    return complaints != 0;
}
