/* The golden cases of models: included by golden.c, whose readers and writers it uses. */

static goodwill_model *model;
static goodwill_model_data *model_data;

static goodwill_status unit_of_time(int32_t *unit) {
    *unit = GOODWILL_NONE;
    return choice("unit", "time_unit", unit);
}

static goodwill_status model_kind(int32_t *kind) { return goodwill_choice_number("model_kind", text("model"), kind); }

/* The model of the parameters given. */
static goodwill_status make_model(void) {
    int32_t kind, unit;
    size_t n;
    const double *parameters = list("parameters", &n);
    TRY(model_kind(&kind));
    TRY(unit_of_time(&unit));
    return goodwill_model_new(kind, parameters, n, unit, (uint32_t)count_or("regularity", 1), &model);
}

/* The histories of a case: one customer, or columns. */
typedef struct {
    const double *frequency, *recency, *tenure;
    size_t n;
} customers;

static customers histories_of_case(void) {
    customers of;
    of.frequency = list("frequency", &of.n);
    of.recency = list_of("recency", of.n);
    of.tenure = list_of("tenure", of.n);
    return of;
}

/* The data of a case, whatever their kind. */
static goodwill_status make_data(void) {
    size_t n, weighted;
    int32_t unit, non_positive = GOODWILL_NON_POSITIVE_SPEND_REFUSE;
    const double *weights = list("weights", &weighted);
    TRY(choice("non_positive", "non_positive_spend", &non_positive));
    if (has("survivors")) {
        const double *survivors = list("survivors", &n);
        return goodwill_data_survivors(survivors, 0, n, &model_data);
    }
    if (has("mean_spend")) {
        const double *frequency = list("frequency", &n), *spend = list_of("mean_spend", n);
        return goodwill_data_spend(frequency, 0, spend, 0, weights, 0, n, non_positive, &model_data);
    }
    if (has("orders")) {
        int32_t as_of;
        goodwill_history_options options = GOODWILL_HISTORY_OPTIONS_INIT;
        TRY(choice("unit", "time_unit", &options.unit));
        TRY(day("as_of", &as_of));
        TRY(read_orders());
        if (has("model") && !strcmp(text("model"), "gamma_gamma")) {
            TRY(goodwill_purchases_histories(purchases, as_of, &options, &history));
            return goodwill_data_history_spend(history, non_positive, &model_data);
        }
        return goodwill_data_purchases(purchases, as_of, &options, &model_data);
    }
    const customers of = histories_of_case();
    TRY(unit_of_time(&unit));
    return goodwill_data_columns(of.frequency, 0, of.recency, 0, of.tenure, 0, weights, 0, of.n, unit, &model_data);
}

static void put_test(const char *path, const goodwill_test_result *test) {
    put(path, "statistic", test->statistic);
    put(path, "degrees_of_freedom", test->degrees_of_freedom);
    put(path, "p_value", test->p_value);
}

static void put_matrix(const char *name, const double *numbers, size_t columns, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        char path[48];
        sprintf(path, "%lu.%lu", (unsigned long)(i / columns), (unsigned long)(i % columns));
        put(name, path, numbers[i]);
    }
}

static void put_number(size_t index, int is_list, double number) {
    put("", is_list ? element("", index, "") + 1 : "value", number);
}

/* One number a customer. */
static goodwill_status put_numbers(double *numbers, size_t n, goodwill_status status) {
    if (status == GOODWILL_OK) {
        for (size_t i = 0; i < n; ++i) {
            put_number(i, need("frequency")->is_list, numbers[i]);
        }
    }
    free(numbers);
    return status;
}

static goodwill_status discount(double *rate, int32_t *unit) {
    if (has("discount_rate")) {
        *rate = num("discount_rate");
        *unit = GOODWILL_NONE;
        return choice("discount_unit", "time_unit", unit);
    }
    *rate = num_or("discount", 0);
    *unit = GOODWILL_CONTINUOUS;
    return GOODWILL_OK;
}

static double horizon(void) { return num_or("horizon", GOODWILL_FOR_EVER); }

static goodwill_status run_expected_purchases(void) {
    double t = num("t"), out;
    TRY(make_model());
    TRY(goodwill_expected_purchases(model, &t, 0, 1, &out));
    put("", "value", out);
    return GOODWILL_OK;
}

static goodwill_status run_purchase_pmf(void) {
    double out;
    TRY(make_model());
    TRY(goodwill_purchase_pmf(model, (uint32_t)count("n"), num("from"), num("to"), &out));
    put("", "value", out);
    return GOODWILL_OK;
}

#define EACH of.frequency, 0, of.recency, 0, of.tenure, 0, of.n

static goodwill_status run_conditional_purchases(void) {
    const customers of = histories_of_case();
    TRY(make_model());
    double *out = grow(NULL, of.n, sizeof *out);
    return put_numbers(out, of.n, goodwill_conditional_purchases(model, EACH, num("t"), out));
}

static goodwill_status run_conditional_pmf(void) {
    const customers of = histories_of_case();
    TRY(make_model());
    double *out = grow(NULL, of.n, sizeof *out);
    return put_numbers(
        out, of.n, goodwill_conditional_pmf(model, EACH, (uint32_t)count("n"), num("from"), num("to"), out));
}

static goodwill_status run_probability_alive(void) {
    const customers of = histories_of_case();
    TRY(make_model());
    double *out = grow(NULL, of.n, sizeof *out);
    return put_numbers(out, of.n, goodwill_probability_alive(model, EACH, num_or("after", 0), out));
}

static goodwill_status run_probability_active(void) {
    const customers of = histories_of_case();
    TRY(make_model());
    double *out = grow(NULL, of.n, sizeof *out);
    return put_numbers(out, of.n, goodwill_probability_active(model, EACH, num("from"), num("to"), out));
}

static goodwill_status run_residual_transactions(void) {
    const customers of = histories_of_case();
    double rate;
    int32_t unit;
    TRY(discount(&rate, &unit));
    TRY(make_model());
    double *out = grow(NULL, of.n, sizeof *out);
    return put_numbers(out, of.n, goodwill_residual_transactions(model, EACH, rate, unit, horizon(), out));
}

static goodwill_status run_residual_lifetime(void) {
    const customers of = histories_of_case();
    TRY(make_model());
    double *out = grow(NULL, of.n, sizeof *out);
    return put_numbers(out, of.n, goodwill_residual_lifetime(model, EACH, horizon(), out));
}

static goodwill_status run_posterior_rates(void) {
    const customers of = histories_of_case();
    goodwill_customer_rates out;
    TRY(make_model());
    TRY(goodwill_posterior_rates(model, of.frequency, 0, of.recency, 0, of.tenure, 0, 1, &out));
    PUT(out, purchase);
    PUT(out, dropout);
    return GOODWILL_OK;
}

/* ---- contracts */

static uint32_t periods_of(const char *key) { return (uint32_t)count(key); }

#define RUN_CONTRACT(verb, arguments)           \
    static goodwill_status run_##verb(void) {   \
        double out;                             \
        TRY(make_model());                      \
        TRY(goodwill_##verb arguments);         \
        put("", "value", out);                  \
        return GOODWILL_OK;                     \
    }

static uint32_t one_period;

static const uint32_t *one(const char *key) {
    one_period = periods_of(key);
    return &one_period;
}

RUN_CONTRACT(survival, (model, one("t"), 0, 1, &out))
RUN_CONTRACT(retention_rate, (model, one("t"), 0, 1, &out))
RUN_CONTRACT(churn_pmf, (model, one("t"), 0, 1, &out))
RUN_CONTRACT(conditional_survival, (model, periods_of("renewals"), periods_of("t"), &out))
RUN_CONTRACT(posterior_churn, (model, periods_of("renewals"), &out))

static goodwill_status run_residual_renewals(void) {
    double rate, out;
    int32_t unit;
    TRY(discount(&rate, &unit));
    TRY(make_model());
    TRY(goodwill_residual_renewals(
        model, one("renewals"), 0, 1, rate, unit, count_or("horizon", GOODWILL_UNKNOWN), &out));
    put("", "value", out);
    return GOODWILL_OK;
}

static goodwill_status run_retention_elasticity(void) {
    double rate, out;
    int32_t unit;
    TRY(discount(&rate, &unit));
    TRY(make_model());
    TRY(goodwill_retention_elasticity(model, one("renewals"), 0, 1, rate, unit, &out));
    put("", "value", out);
    return GOODWILL_OK;
}

/* ---- spend */

static goodwill_status run_expected_spend(void) {
    size_t n;
    const double *frequency = list("frequency", &n), *spend = list_of("mean_spend", n);
    TRY(make_model());
    double *out = grow(NULL, n, sizeof *out);
    return put_numbers(out, n, goodwill_expected_spend(model, frequency, 0, spend, 0, n, out));
}

static goodwill_status run_spend_independence(void) {
    size_t n;
    const double *frequency = list("frequency", &n), *spend = list_of("mean_spend", n);
    goodwill_spend_relation out;
    TRY(goodwill_spend_independence(frequency, 0, spend, 0, n, level(), &out));
    PUT_ESTIMATE(out, pearson);
    PUT_ESTIMATE(out, spearman);
    put_test("pearson_test", &out.pearson_test);
    put_test("spearman_test", &out.spearman_test);
    PUT(out, without_purchase);
    return GOODWILL_OK;
}

static goodwill_status run_lifetime_value(void) {
    const customers of = histories_of_case();
    goodwill_value_options options = GOODWILL_VALUE_OPTIONS_INIT;
    const double *spend = list_of("spend", of.n);
    options.horizon_unit = GOODWILL_NONE;
    options.horizon = horizon();
    options.payment = num_or("period", 0);
    options.margin = num_or("margin", 1);
    TRY(discount(&options.discount, &options.discount_unit));
    TRY(make_model());
    double *out = grow(NULL, of.n, sizeof *out);
    return put_numbers(
        out, of.n,
        need("frequency")->is_list
            ? goodwill_lifetime_values(
                  model, of.frequency, 0, of.recency, 0, of.tenure, 0, spend, 0, of.n, &options, out)
            : goodwill_lifetime_value(
                  model, (uint32_t)of.frequency[0], of.recency[0], of.tenure[0], spend[0], &options, out));
}

/* ---- made-up customers, and models side by side */

static goodwill_status run_simulate(void) {
    size_t n;
    const double *tenures = list("tenures", &n);
    double *frequency = keep(grow(NULL, n, sizeof *frequency));
    double *recency = keep(grow(NULL, n, sizeof *recency));
    double *left = keep(grow(NULL, n, sizeof *left));
    double *purchase_rate = keep(grow(NULL, n, sizeof *purchase_rate));
    double *dropout_rate = keep(grow(NULL, n, sizeof *dropout_rate));
    TRY(make_model());
    TRY(goodwill_simulate(model, tenures, 0, n, count("seed"), frequency, recency, left, purchase_rate,
                          dropout_rate));
    for (size_t i = 0; i < n; ++i) {
        put("", element("frequency", i, ""), frequency[i]);
        put("", element("recency", i, ""), recency[i]);
        put("", element("left", i, ""), left[i]);
        put("", element("purchase_rate", i, ""), purchase_rate[i]);
        put("", element("dropout_rate", i, ""), dropout_rate[i]);
    }
    return GOODWILL_OK;
}

/* Models of the kinds a case names, fitted to its data. */
static goodwill_status fit_kind(const char *kind_name, goodwill_model **fitted) {
    int32_t kind;
    TRY(goodwill_choice_number("model_kind", kind_name, &kind));
    return goodwill_fit(kind, model_data, NULL, fitted);
}

static goodwill_status run_likelihood_ratio(void) {
    goodwill_model *full = NULL;
    goodwill_test_result out;
    TRY(make_data());
    TRY(fit_kind(text("restricted"), &model));
    goodwill_status status = fit_kind(text("full"), &full);
    if (status == GOODWILL_OK) {
        status = goodwill_likelihood_ratio(model, full, &out);
    }
    goodwill_model_free(full);
    TRY(status);
    put_test("", &out);
    return GOODWILL_OK;
}

static goodwill_status run_compare_models(void) {
    const entry *kinds = need("models");
    goodwill_model *models[8] = {NULL};
    goodwill_compared_model rows[8];
    goodwill_status status = make_data();
    for (size_t i = 0; status == GOODWILL_OK && i < kinds->count; ++i) {
        status = fit_kind(kinds->texts[i], &models[i]);
    }
    if (status == GOODWILL_OK) {
        status = goodwill_compare_models((const goodwill_model *const *)models, kinds->count, rows);
    }
    for (size_t i = 0; i < kinds->count; ++i) {
        goodwill_model_free(models[i]);
        if (status == GOODWILL_OK) {
            put_choice(element("models", i, ""), "model", "model_kind", rows[i].model);
            put_count("", element("models", i, "parameters"), rows[i].parameters);
            put("", element("models", i, "log_likelihood"), rows[i].log_likelihood);
            put("", element("models", i, "aic"), rows[i].aic);
            put("", element("models", i, "bic"), rows[i].bic);
            put("", element("models", i, "delta_aic"), rows[i].delta_aic);
            put("", element("models", i, "akaike_weight"), rows[i].akaike_weight);
            put("", element("models", i, "chosen"), rows[i].chosen);
            if (rows[i].chosen) {
                put("", "chosen", (double)i);
            }
        }
    }
    return status;
}

/* ---- likelihood and fit */

static goodwill_status run_log_likelihood(void) {
    double out;
    TRY(make_data());
    TRY(make_model());
    TRY(goodwill_log_likelihood(model, model_data, &out));
    put("", "value", out);
    return GOODWILL_OK;
}

static goodwill_status run_gradient(void) {
    double out[8];
    size_t n;
    TRY(make_data());
    TRY(make_model());
    TRY(goodwill_model_parameters(model, NULL, 0, &n));
    TRY(goodwill_gradient(model, model_data, out, 8));
    for (size_t i = 0; i < n; ++i) {
        put_number(i, 1, out[i]);
    }
    return GOODWILL_OK;
}

static goodwill_status run_hessian(void) {
    double out[64];
    size_t n;
    TRY(make_data());
    TRY(make_model());
    TRY(goodwill_model_parameters(model, NULL, 0, &n));
    TRY(goodwill_hessian(model, model_data, out, 64));
    put_matrix("", out, n, n * n);
    return GOODWILL_OK;
}

static goodwill_status run_fit(void) {
    int32_t kind;
    goodwill_fit_options options = GOODWILL_FIT_OPTIONS_INIT;
    goodwill_fit_summary out;
    goodwill_estimate parameters[8];
    double covariance[64];
    size_t n, cells;
    TRY(model_kind(&kind));
    options.penalty = num_or("penalty", 0);
    options.regularity = (uint32_t)count_or("regularity", 1);
    TRY(make_data());
    TRY(goodwill_fit(kind, model_data, &options, &model));
    TRY(goodwill_model_summary(model, &out));
    TRY(goodwill_model_estimates(model, parameters, 8, &n));
    TRY(goodwill_model_covariance(model, covariance, 64, &cells));
    put_choice("", "model", "model_kind", out.model);
    PUT(out, log_likelihood);
    PUT(out, aic);
    PUT(out, bic);
    PUT(out, customers);
    PUT(out, condition);
    PUT(out, iterations);
    PUT(out, evaluations);
    PUT(out, converged);
    for (size_t i = 0; i < n; ++i) {
        put_estimate(element("parameters", i, "estimate"), &parameters[i]);
    }
    put_matrix("covariance", covariance, n, cells);
    for (size_t i = 0; i < out.warnings; ++i) {
        int32_t warning;
        TRY(goodwill_model_warning(model, i, &warning, NULL, 0, NULL));
        put_choice(element("warnings", i, ""), "kind", "fit_warning_kind", warning);
    }
    return GOODWILL_OK;
}

/* The priors by name, and the numbers of all of them one after the other. */
static goodwill_status priors_of_case(goodwill_prior *priors, size_t *given) {
    size_t at = 0;
    entry *names = find("priors");
    *given = names ? names->count : 0;
    for (size_t i = 0; i < *given; ++i) {
        const char *name = names->texts[i];
        const int numbers = !strcmp(name, "log_flat") || !strcmp(name, "flat") ? 0 : strcmp(name, "half_normal") ? 2 : 1;
        memset(&priors[i], 0, sizeof priors[i]);
        TRY(goodwill_choice_number("prior_kind", name, &priors[i].kind));
        priors[i].first = numbers > 0 ? need("prior_numbers")->numbers[at++] : 0;
        priors[i].second = numbers > 1 ? need("prior_numbers")->numbers[at++] : 0;
    }
    return GOODWILL_OK;
}

static goodwill_status posterior_options_of_case(goodwill_posterior_options *options) {
    TRY(choice("method", "posterior_method", &options->method));
    options->draws = (uint32_t)count_or("draws", options->draws);
    options->chains = (uint32_t)count_or("chains", options->chains);
    options->warmup = (uint32_t)count_or("warmup", options->warmup);
    options->seed = count_or("seed", options->seed);
    options->regularity = (uint32_t)count_or("regularity", 1);
    options->level = level();
    return GOODWILL_OK;
}

/* What draws say; they are freed. */
static goodwill_status put_draws(goodwill_draws *draws) {
    goodwill_posterior_summary out;
    goodwill_estimate parameters[8];
    double covariance[64];
    size_t n = 0, cells = 0;
    goodwill_status status = goodwill_draws_summary(draws, &out);
    if (status == GOODWILL_OK) {
        status = goodwill_draws_estimates(draws, parameters, 8, &n);
    }
    if (status == GOODWILL_OK) {
        status = goodwill_draws_covariance(draws, covariance, 64, &cells);
    }
    for (size_t i = 0; status == GOODWILL_OK && i < out.warnings; ++i) {
        int32_t warning;
        status = goodwill_draws_warning(draws, i, &warning, NULL, 0, NULL);
        put_choice(element("warnings", i, ""), "kind", "posterior_warning_kind", warning);
    }
    goodwill_draws_free(draws);
    TRY(status);
    put_choice("", "method", "posterior_method", out.method);
    PUT(out, customers);
    PUT(out, effective_draws);
    PUT(out, k_hat);
    PUT(out, k_threshold);
    PUT(out, r_hat);
    PUT(out, draws);
    PUT(out, divergences);
    PUT(out, evaluations);
    PUT(out, reliable);
    PUT(out, chains);
    put_matrix("covariance", covariance, n, cells);
    for (size_t i = 0; i < n; ++i) {
        put_estimate(element("parameters", i, "estimate"), &parameters[i]);
    }
    return GOODWILL_OK;
}

static goodwill_status run_posterior(void) {
    int32_t kind;
    goodwill_posterior_options options = GOODWILL_POSTERIOR_OPTIONS_INIT;
    goodwill_draws *draws = NULL;
    goodwill_prior priors[8];
    size_t given = 0;
    TRY(model_kind(&kind));
    TRY(posterior_options_of_case(&options));
    TRY(make_data());
    TRY(priors_of_case(priors, &given));
    TRY(goodwill_posterior(kind, model_data, given ? priors : NULL, given, &options, &draws));
    return put_draws(draws);
}

/* ---- covariates */

/* The columns of the covariates of a process: lists under their names. */
static size_t columns_of(const char *process, const double *columns[8], size_t n) {
    const entry *names = need(process);
    for (size_t i = 0; i < names->count; ++i) {
        columns[i] = list_of(names->texts[i], n);
    }
    return names->count;
}

static goodwill_status fit_static(goodwill_covariate_fit **fit) {
    const customers of = histories_of_case();
    const double *purchase[8], *dropout[8];
    const size_t purchases = columns_of("purchase", purchase, of.n), dropouts = columns_of("dropout", dropout, of.n);
    int32_t kind;
    TRY(model_kind(&kind));
    return goodwill_covariates_fit(kind, EACH, GOODWILL_NONE, (const char *const *)need("purchase")->texts, purchase,
                                   purchases, (const char *const *)need("dropout")->texts, dropout, dropouts, NULL,
                                   fit);
}

static void put_coefficients(const goodwill_fit_summary *summary, const goodwill_estimate *estimates, size_t n,
                             const goodwill_test_result *test) {
    put("summary", "log_likelihood", summary->log_likelihood);
    for (size_t i = 0; i < n; ++i) {
        put_estimate(element("summary.parameters", i, "estimate"), &estimates[i]);
    }
    put_test("test", test);
}

static goodwill_status run_fit_covariates(void) {
    goodwill_covariate_fit *fit = NULL;
    goodwill_fit_summary summary;
    goodwill_estimate estimates[16];
    goodwill_test_result test;
    size_t n;
    TRY(fit_static(&fit));
    goodwill_status status = goodwill_covariates_summary(fit, &summary);
    if (status == GOODWILL_OK) {
        status = goodwill_covariates_estimates(fit, estimates, 16, &n);
    }
    if (status == GOODWILL_OK) {
        status = goodwill_covariates_test(fit, &test);
    }
    goodwill_covariates_free(fit);
    TRY(status);
    put_coefficients(&summary, estimates, n, &test);
    return GOODWILL_OK;
}

static goodwill_status run_covariate_purchases(void) {
    goodwill_question question = GOODWILL_QUESTION_INIT;
    goodwill_covariate_fit *fit = NULL;
    goodwill_estimate out;
    size_t three, purchases, dropouts;
    const double *history_asked = list("history", &three);
    const double *purchase = list("at_purchase", &purchases), *dropout = list("at_dropout", &dropouts);
    question.verb = GOODWILL_QUESTION_VERB_CONDITIONAL_PURCHASES;
    question.t = num("t");
    TRY(fit_static(&fit));
    const goodwill_status status =
        goodwill_covariates_predict(fit, purchase, purchases, dropout, dropouts, history_asked, 0, history_asked + 1, 0,
                                    history_asked + 2, 0, 1, &question, &out);
    goodwill_covariates_free(fit);
    TRY(status);
    put_estimate("", &out);
    return GOODWILL_OK;
}

static goodwill_status draw_static(goodwill_draws **draws) {
    const customers of = histories_of_case();
    const double *purchase[8], *dropout[8];
    const size_t purchases = columns_of("purchase", purchase, of.n), dropouts = columns_of("dropout", dropout, of.n);
    goodwill_posterior_options options = GOODWILL_POSTERIOR_OPTIONS_INIT;
    goodwill_prior priors[8];
    size_t given = 0;
    int32_t kind;
    TRY(model_kind(&kind));
    TRY(posterior_options_of_case(&options));
    TRY(priors_of_case(priors, &given));
    return goodwill_covariates_posterior(kind, EACH, GOODWILL_NONE, (const char *const *)need("purchase")->texts,
                                         purchase, purchases, (const char *const *)need("dropout")->texts, dropout,
                                         dropouts, given ? priors : NULL, given, &options, draws);
}

static goodwill_status run_posterior_covariates(void) {
    goodwill_draws *draws = NULL;
    TRY(draw_static(&draws));
    return put_draws(draws);
}

static goodwill_status run_posterior_purchases(void) {
    goodwill_question question = GOODWILL_QUESTION_INIT;
    goodwill_draws *draws = NULL, *own = NULL;
    goodwill_estimate out;
    size_t three, purchases, dropouts;
    const double *history_asked = list("history", &three);
    const double *purchase = list("at_purchase", &purchases), *dropout = list("at_dropout", &dropouts);
    question.verb = GOODWILL_QUESTION_VERB_CONDITIONAL_PURCHASES;
    question.t = num("t");
    TRY(draw_static(&draws));
    goodwill_status status = goodwill_draws_for(draws, purchase, purchases, dropout, dropouts, &own);
    if (status == GOODWILL_OK) {
        status = goodwill_draws_predict(own, history_asked, 0, history_asked + 1, 0, history_asked + 2, 0, 1, &question,
                                        &out);
    }
    goodwill_draws_free(own);
    goodwill_draws_free(draws);
    TRY(status);
    put_estimate("", &out);
    return GOODWILL_OK;
}

/* Where the covariates and purchases of each customer begin in the lists of all. */
typedef struct {
    const double *frequency, *tenure, *purchases, *starts, *values;
    size_t n, periods, width;
} varying_customers;

static varying_customers varying_of_case(void) {
    varying_customers of;
    size_t all;
    of.frequency = list("frequency", &of.n);
    of.tenure = list_of("tenure", of.n);
    of.purchases = list("purchases", &all);
    of.starts = list("starts", &of.periods);
    of.values = list("values", &all);
    of.width = need("purchase")->count + need("dropout")->count;
    return of;
}

static goodwill_status fit_over_time(const varying_customers *of, goodwill_varying_fit **fit) {
    const entry *purchase = need("purchase"), *dropout = need("dropout");
    goodwill_varying_data *data = NULL;
    TRY(goodwill_varying_data_new((const char *const *)purchase->texts, purchase->count,
                                  (const char *const *)dropout->texts, dropout->count, GOODWILL_NONE, &data));
    const double *times = of->purchases, *values = of->values;
    goodwill_status status = GOODWILL_OK;
    for (size_t i = 0; status == GOODWILL_OK && i < of->n; ++i) {
        status = goodwill_varying_data_add(data, times, (size_t)of->frequency[i], of->tenure[i], of->starts, of->periods,
                                           num("end"), values);
        times += (size_t)of->frequency[i];
        values += of->periods * of->width;
    }
    if (status == GOODWILL_OK) {
        status = goodwill_fit_varying(data, NULL, fit);
    }
    goodwill_varying_data_free(data);
    return status;
}

static goodwill_status run_fit_time_varying(void) {
    const varying_customers of = varying_of_case();
    goodwill_varying_fit *fit = NULL;
    goodwill_fit_summary summary;
    goodwill_estimate estimates[16];
    goodwill_test_result test;
    size_t n;
    TRY(fit_over_time(&of, &fit));
    goodwill_status status = goodwill_varying_summary(fit, &summary);
    if (status == GOODWILL_OK) {
        status = goodwill_varying_estimates(fit, estimates, 16, &n);
    }
    if (status == GOODWILL_OK) {
        status = goodwill_varying_test(fit, &test);
    }
    goodwill_varying_free(fit);
    TRY(status);
    put_coefficients(&summary, estimates, n, &test);
    return GOODWILL_OK;
}

static goodwill_status run_varying_purchases(void) {
    const varying_customers of = varying_of_case();
    goodwill_varying_fit *fit = NULL;
    goodwill_estimate out;
    const size_t asked = (size_t)count("customer");
    const double *times = of.purchases;
    for (size_t i = 0; i < asked; ++i) {
        times += (size_t)of.frequency[i];
    }
    TRY(fit_over_time(&of, &fit));
    const goodwill_status status = goodwill_varying_purchases(
        fit, times, (size_t)of.frequency[asked], of.tenure[asked], of.starts, of.periods, num("end"),
        of.values + asked * of.periods * of.width, num("t"), &out);
    goodwill_varying_free(fit);
    TRY(status);
    put_estimate("", &out);
    return GOODWILL_OK;
}

/* ---- backtests */

static goodwill_status make_split(void) {
    int32_t calibration_end, observation_end, unit = GOODWILL_TIME_UNIT_WEEK;
    TRY(day("calibration_end", &calibration_end));
    TRY(day("observation_end", &observation_end));
    TRY(choice("unit", "time_unit", &unit));
    TRY(read_orders());
    return goodwill_purchases_holdout(purchases, calibration_end, observation_end, unit, &history);
}

static goodwill_status run_tracking(void) {
    int32_t calibration_end, observation_end;
    goodwill_tracking_result out;
    size_t n;
    TRY(make_model());
    TRY(day("calibration_end", &calibration_end));
    TRY(day("observation_end", &observation_end));
    TRY(read_orders());
    TRY(goodwill_tracking(model, purchases, calibration_end, observation_end, 7, NULL, 0, &n, NULL));
    goodwill_tracking_period *rows = keep(grow(NULL, n, sizeof *rows));
    TRY(goodwill_tracking(model, purchases, calibration_end, observation_end, 7, rows, n, NULL, &out));
    PUT(out, customers);
    put_count("calibration", "actual", out.calibration_actual);
    put("calibration", "expected", out.calibration_expected);
    put("calibration", "error", out.calibration_error);
    put_count("holdout", "actual", out.holdout_actual);
    put("holdout", "expected", out.holdout_expected);
    put("holdout", "error", out.holdout_error);
    PUT(out, holdout_mape);
    for (size_t i = 0; i < n; ++i) {
        put("", element("periods", i, "days"), rows[i].days);
        put("", element("periods", i, "holdout"), rows[i].holdout);
        put_count("", element("periods", i, "actual"), rows[i].actual);
        put("", element("periods", i, "expected"), rows[i].expected);
        put_count(element("periods", i, ""), "cumulative_actual", rows[i].cumulative_actual);
        put(element("periods", i, ""), "cumulative_expected", rows[i].cumulative_expected);
    }
    return GOODWILL_OK;
}

static goodwill_status run_calibration_table(void) {
    const size_t n = count("censor") + 1;
    goodwill_calibration_row *rows = keep(grow(NULL, n, sizeof *rows));
    double customers_in_all = 0;
    TRY(make_data());
    TRY(make_model());
    TRY(goodwill_calibration_table(model, model_data, (uint32_t)count("censor"), rows, n));
    for (size_t i = 0; i < n; ++i) {
        put("", element("rows", i, "actual"), rows[i].actual);
        put("", element("rows", i, "expected"), rows[i].expected);
        customers_in_all += rows[i].actual;
    }
    put("", "customers", customers_in_all);
    return GOODWILL_OK;
}

static goodwill_status run_holdout_table(void) {
    goodwill_holdout_options options = GOODWILL_HOLDOUT_OPTIONS_INIT;
    TRY(choice("by", "holdout_grouping", &options.by));
    options.width = num("width");
    options.groups = (uint32_t)count("groups");
    goodwill_holdout_row *rows = keep(grow(NULL, options.groups, sizeof *rows));
    goodwill_holdout_total total;
    TRY(make_model());
    TRY(make_split());
    TRY(goodwill_holdout_table(model, history, &options, rows, options.groups, &total));
    for (size_t i = 0; i < options.groups; ++i) {
        put("", element("rows", i, "lower"), rows[i].lower);
        put("", element("rows", i, "upper"), rows[i].upper);
        put_count("", element("rows", i, "customers"), rows[i].customers);
        put_count("", element("rows", i, "actual"), rows[i].actual);
        put("", element("rows", i, "expected"), rows[i].expected);
        put("", element("rows", i, "actual_mean"), rows[i].actual_mean);
        put("", element("rows", i, "expected_mean"), rows[i].expected_mean);
    }
    PUT(total, customers);
    PUT(total, actual);
    PUT(total, expected);
    return GOODWILL_OK;
}

static goodwill_status run_forecast_error(void) {
    goodwill_forecast_result out;
    TRY(make_model());
    TRY(make_split());
    TRY(goodwill_forecast_error(model, history, level(), &out));
    PUT(out, customers);
    PUT(out, actual);
    PUT(out, expected);
    PUT(out, total_error);
    PUT_ESTIMATE(out, mae);
    PUT(out, rmse);
    PUT_ESTIMATE(out, bias);
    PUT(out, correlation);
    return GOODWILL_OK;
}

static goodwill_status run_history_grid(void) {
    goodwill_grid_options options = GOODWILL_GRID_OPTIONS_INIT;
    TRY(choice("value", "grid_value", &options.value));
    options.t = num("t");
    options.max_frequency = (uint32_t)count("max_frequency");
    options.tenure = num("tenure");
    options.steps = (uint32_t)count("steps");
    const size_t n = (size_t)(options.max_frequency + 1) * (options.steps + 1);
    double *values = keep(grow(NULL, n, sizeof *values));
    TRY(make_model());
    TRY(goodwill_history_grid(model, &options, values, n));
    for (size_t i = 0; i < n; ++i) {
        put("", element("values", i, ""), values[i]);
    }
    return GOODWILL_OK;
}

static goodwill_status run_alive_timeline(void) {
    size_t n = need("days")->count, points = 0;
    const int32_t *days = small_integers("days", n);
    const int32_t until = (int32_t)num("until");
    const uint32_t step = (uint32_t)count("step");
    TRY(make_model());
    TRY(goodwill_alive_timeline(model, days, 0, n, until, step, NULL, 0, &points));
    goodwill_alive_point *path = keep(grow(NULL, points, sizeof *path));
    TRY(goodwill_alive_timeline(model, days, 0, n, until, step, path, points, NULL));
    for (size_t i = 0; i < points; ++i) {
        char place[32];
        sprintf(place, "%lu", (unsigned long)i);
        put(place, "day", path[i].day);
        put(place, "frequency", path[i].frequency);
        put(place, "probability_alive", path[i].probability_alive);
    }
    return GOODWILL_OK;
}
