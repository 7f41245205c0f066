// goodwill for C++11 and later: exceptions instead of statuses, handles that free themselves, containers in.
//
// Every function has the name of its C counterpart without the prefix, and its documentation is there:
// goodwill::mean(values) calls goodwill_mean. Results and options are the C structs.
//
// SPDX-License-Identifier: MIT OR Apache-2.0
#ifndef GOODWILL_HPP
#define GOODWILL_HPP

#include "goodwill.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace goodwill {

// What went wrong: what() is the message, the rest says which parameter, which value, and where.
class error : public std::runtime_error {
public:
    error(goodwill_status code, const std::string &message, const std::string &parameter,
          const std::string &value, std::int64_t index)
        : std::runtime_error(message), code_(code), parameter_(parameter), value_(value), index_(index) {}

    goodwill_status code() const noexcept { return code_; }
    const std::string &parameter() const noexcept { return parameter_; }
    const std::string &value() const noexcept { return value_; }
    // Zero-based; -1 if the error is about no value in particular.
    std::int64_t index() const noexcept { return index_; }

private:
    goodwill_status code_;
    std::string parameter_;
    std::string value_;
    std::int64_t index_;
};

namespace detail {

inline std::string last(goodwill_status (*get)(char *, std::size_t, std::size_t *)) {
    std::size_t needed = 0;
    get(nullptr, 0, &needed);
    std::vector<char> buffer(needed + 1);
    get(buffer.data(), buffer.size(), &needed);
    return std::string(buffer.data());
}

inline void check(goodwill_status status) {
    if (status != GOODWILL_OK) {
        throw error(status, last(goodwill_last_error_message), last(goodwill_last_error_parameter),
                    last(goodwill_last_error_value), goodwill_last_error_index());
    }
}

// Fills a vector by call(data, capacity, needed), and again with more room if it was too small.
template <class Row, class Call> std::vector<Row> rows(Call call, std::size_t guess = 64) {
    std::vector<Row> rows(guess);
    std::size_t needed = 0;
    goodwill_status status = call(rows.data(), rows.size(), &needed);
    if (status == GOODWILL_BUFFER_TOO_SMALL) {
        rows.resize(needed);
        status = call(rows.data(), rows.size(), &needed);
    }
    check(status);
    rows.resize(needed);
    return rows;
}

template <class Call> std::string text(Call call) { return std::string(rows<char>(call, 256).data()); }

} // namespace detail

// Values read in place: a container of them, or one field of an array of records.
template <class T> class column {
public:
    column() : data_(nullptr), size_(0), stride_(0) {}

    column(const T *data, std::size_t size, std::size_t stride = 0)
        : data_(data), size_(size), stride_(stride) {}

    // Anything with data() and size(): std::vector, std::array, std::span.
    template <class Container,
              class = decltype(static_cast<const T *>(std::declval<const Container &>().data()))>
    column(const Container &values) : data_(values.data()), size_(values.size()), stride_(0) {}

    const T *data() const noexcept { return data_; }
    std::size_t size() const noexcept { return size_; }
    std::size_t stride() const noexcept { return stride_; }

private:
    const T *data_;
    std::size_t size_;
    std::size_t stride_;
};

// One field of an array of records: field(orders, &order::amount).
template <class Container, class Record, class T>
column<T> field(const Container &records, T Record::*member) {
    return column<T>(records.size() ? &(records.data()->*member) : nullptr, records.size(), sizeof(Record));
}

namespace detail {

template <class A, class B> void same_size(const column<A> &a, const column<B> &b, const char *name) {
    if (a.size() != b.size()) {
        throw error(GOODWILL_LENGTH_MISMATCH,
                    std::string(name) + ": must have " + std::to_string(a.size()) +
                        " values like the columns before it, got " + std::to_string(b.size()),
                    name, std::to_string(b.size()), -1);
    }
}

// For columns that may be left out.
template <class A, class B> void same_size_if_any(const column<A> &a, const column<B> &b, const char *name) {
    if (b.size() != 0 || b.data() != nullptr) {
        same_size(a, b, name);
    }
}

template <class T> struct type_of;
template <> struct type_of<std::int8_t> { static const std::int32_t value = GOODWILL_TYPE_INT8; };
template <> struct type_of<std::uint8_t> { static const std::int32_t value = GOODWILL_TYPE_UINT8; };
template <> struct type_of<std::int16_t> { static const std::int32_t value = GOODWILL_TYPE_INT16; };
template <> struct type_of<std::int32_t> { static const std::int32_t value = GOODWILL_TYPE_INT32; };
template <> struct type_of<std::int64_t> { static const std::int32_t value = GOODWILL_TYPE_INT64; };
template <> struct type_of<float> { static const std::int32_t value = GOODWILL_TYPE_FLOAT; };
template <> struct type_of<double> { static const std::int32_t value = GOODWILL_TYPE_DOUBLE; };

// What a container or a column holds.
template <class Container> struct element {
    typedef typename std::decay<decltype(*std::declval<const Container &>().data())>::type type;
};

template <class T, void (*Free)(T *)> struct deleter {
    void operator()(T *handle) const noexcept { Free(handle); }
};

template <class T, void (*Free)(T *)> using unique = std::unique_ptr<T, deleter<T, Free>>;

} // namespace detail

// A result and its rows.
template <class Result, class Row> struct table {
    Result result;
    std::vector<Row> rows;
};

// ---- the library

// The version of the library that is running.
inline std::string version() { return goodwill_version(); }

// The name and the meaning of a status.
inline std::string status_text(goodwill_status status) {
    return detail::text([=](char *buffer, std::size_t capacity, std::size_t *needed) {
        return goodwill_status_text(status, buffer, capacity, needed);
    });
}

// The number of a choice: choice_number("nps_interval", "tango").
inline std::int32_t choice_number(const std::string &choice, const std::string &name) {
    std::int32_t out;
    detail::check(goodwill_choice_number(choice.c_str(), name.c_str(), &out));
    return out;
}

// The name of a choice: choice_name("method", estimate.method).
inline std::string choice_name(const std::string &choice, std::int32_t number) {
    return detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
        return goodwill_choice_name(choice.c_str(), number, buffer, capacity, needed);
    });
}

// The status of the last call that failed on this thread. Exceptions carry it; this is for calls made in C.
inline goodwill_status last_error_code() noexcept { return goodwill_last_error_code(); }

// ---- days

inline std::int32_t day_from_ymd(std::int32_t year, std::int32_t month, std::int32_t day) {
    std::int32_t out;
    detail::check(goodwill_day_from_ymd(year, month, day, &out));
    return out;
}

struct ymd {
    std::int32_t year, month, day;
};

inline ymd day_to_ymd(std::int32_t number) {
    ymd out;
    detail::check(goodwill_day_to_ymd(number, &out.year, &out.month, &out.day));
    return out;
}

inline std::vector<std::int32_t> days_from_yyyymmdd(const column<std::int32_t> &dates) {
    std::vector<std::int32_t> out(dates.size());
    detail::check(goodwill_days_from_yyyymmdd(dates.data(), dates.stride(), dates.size(), out.data()));
    return out;
}

inline std::int32_t period_index(std::int32_t period, std::int32_t day) {
    std::int32_t out;
    detail::check(goodwill_period_index(period, day, &out));
    return out;
}

inline std::int32_t period_start(std::int32_t period, std::int32_t index) {
    std::int32_t out;
    detail::check(goodwill_period_start(period, index, &out));
    return out;
}

inline std::string period_label(std::int32_t period, std::int32_t index) {
    return detail::text([=](char *buffer, std::size_t capacity, std::size_t *needed) {
        return goodwill_period_label(period, index, buffer, capacity, needed);
    });
}

// ---- shares, means and rates

inline goodwill_estimate
proportion(std::uint64_t successes, std::uint64_t n,
           const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    goodwill_estimate out;
    detail::check(goodwill_proportion(successes, n, &options, &out));
    return out;
}

inline goodwill_estimate proportion_difference(std::uint64_t a, std::uint64_t n_a, std::uint64_t b,
                                               std::uint64_t n_b, double level = 0.95) {
    goodwill_estimate out;
    detail::check(goodwill_proportion_difference(a, n_a, b, n_b, level, &out));
    return out;
}

inline goodwill_estimate mean(const column<double> &values,
                              const goodwill_mean_options &options = GOODWILL_MEAN_OPTIONS_INIT) {
    goodwill_estimate out;
    detail::check(goodwill_mean(values.data(), values.stride(), values.size(), &options, &out));
    return out;
}

inline goodwill_estimate poisson_rate(std::uint64_t events, double exposure, double level = 0.95) {
    goodwill_estimate out;
    detail::check(goodwill_poisson_rate(events, exposure, level, &out));
    return out;
}

inline goodwill_estimate estimate_given(double value) {
    goodwill_estimate out;
    detail::check(goodwill_estimate_given(value, &out));
    return out;
}

// ---- surveys

// The whole numbers from `minimum` to `maximum`; polarity, missing codes and the rest are its fields.
inline goodwill_scale scale(std::int32_t minimum, std::int32_t maximum) {
    goodwill_scale made = GOODWILL_SCALE_INIT;
    made.minimum = minimum;
    made.maximum = maximum;
    return made;
}

// The answers to one item, counted. Answers are any container, or column, of int8_t to int64_t, uint8_t, float or
// double.
class tally {
public:
    template <class Answers> tally(const Answers &answers, const goodwill_scale &scale) {
        typedef typename detail::element<Answers>::type T;
        const column<T> values(answers);
        make(values.data(), detail::type_of<T>::value, values.stride(), column<double>(), values.size(), scale);
    }
    template <class Answers>
    tally(const Answers &answers, const column<double> &weights, const goodwill_scale &scale) {
        typedef typename detail::element<Answers>::type T;
        const column<T> values(answers);
        detail::same_size(values, weights, "weights");
        make(values.data(), detail::type_of<T>::value, values.stride(), weights, values.size(), scale);
    }
    // How many gave each point of the scale, from the lowest up.
    static tally from_counts(const column<std::uint64_t> &counts, const goodwill_scale &scale,
                             std::uint64_t missing = 0) {
        goodwill_tally *out = nullptr;
        detail::check(goodwill_tally_from_counts(counts.data(), counts.stride(), counts.size(), missing, &scale, &out));
        return tally(out);
    }
    void merge(const tally &other) { detail::check(goodwill_tally_merge(handle_.get(), other.handle_.get())); }
    goodwill_tally_summary summary() const {
        goodwill_tally_summary out;
        detail::check(goodwill_tally_counts(get(), nullptr, 0, &out));
        return out;
    }
    std::vector<std::uint64_t> counts() const {
        goodwill_tally_summary out;
        std::vector<std::uint64_t> counts(static_cast<std::size_t>(summary().points));
        detail::check(goodwill_tally_counts(get(), counts.data(), counts.size(), &out));
        return counts;
    }
    // The tally as bytes, the same on every platform, and back.
    std::vector<std::uint8_t> to_bytes() const {
        return detail::rows<std::uint8_t>(
            [&](std::uint8_t *bytes, std::size_t capacity, std::size_t *needed) {
                return goodwill_tally_to_bytes(handle_.get(), bytes, capacity, needed);
            },
            256);
    }
    static tally from_bytes(const std::vector<std::uint8_t> &bytes) {
        goodwill_tally *out = nullptr;
        detail::check(goodwill_tally_from_bytes(bytes.data(), bytes.size(), &out));
        return tally(out);
    }
    const goodwill_tally *get() const noexcept { return handle_.get(); }

private:
    friend class survey;
    explicit tally(goodwill_tally *handle) : handle_(handle) {}
    void make(const void *answers, std::int32_t type, std::size_t stride, const column<double> &weights, std::size_t n,
              const goodwill_scale &scale) {
        goodwill_tally *out = nullptr;
        detail::check(goodwill_tally_of(answers, type, stride, weights.data(), weights.stride(), n, &scale, &out));
        handle_.reset(out);
    }
    detail::unique<goodwill_tally, goodwill_tally_free> handle_;
};

// The answers to several items: a column for each, one after another in memory, or fields side by side in an array of
// records.
class items {
public:
    // `all` holds the columns one after another.
    items(const std::vector<double> &all, std::size_t count) : answers_(all.data()), layout_(usual()) {
        if (count ? all.size() % count != 0 : !all.empty()) {
            throw error(GOODWILL_LENGTH_MISMATCH,
                        "all: must have as many values for each of the " + std::to_string(count) + " items", "all",
                        std::to_string(all.size()), -1);
        }
        layout_.items = count;
        layout_.n = count ? all.size() / count : 0;
    }
    // `first` is the first of `count` neighbouring fields of records.
    items(const column<double> &first, std::size_t count) : answers_(first.data()), layout_(usual()) {
        layout_.items = count;
        layout_.n = first.size();
        layout_.item_stride = sizeof(double);
        layout_.respondent_stride = first.stride();
    }
    items &weigh(const column<double> &weights) {
        if (weights.size() != layout_.n) {
            throw error(GOODWILL_LENGTH_MISMATCH, "weights: must have a value for each respondent", "weights",
                        std::to_string(weights.size()), -1);
        }
        weights_ = weights;
        layout_.weights_stride = weights.stride();
        return *this;
    }
    goodwill_items_summary describe() const {
        goodwill_items_summary out;
        detail::check(goodwill_items_describe(answers(), weights(), layout(), &out));
        return out;
    }
    // Whether there are as many respondents as values of a column.
    void check_rows(std::size_t values, const char *name) const {
        if (values != layout_.n) {
            throw error(GOODWILL_LENGTH_MISMATCH, std::string(name) + ": must have a value for each respondent", name,
                        std::to_string(values), -1);
        }
    }
    const double *answers() const noexcept { return answers_; }
    const double *weights() const noexcept { return weights_.data(); }
    const goodwill_items *layout() const noexcept { return &layout_; }

private:
    static goodwill_items usual() {
        goodwill_items made = GOODWILL_ITEMS_INIT;
        return made;
    }
    const double *answers_;
    column<double> weights_;
    goodwill_items layout_;
};

// Gathers the columns of a survey that a text in TOML declares.
class survey_builder {
public:
    explicit survey_builder(const std::string &declaration) {
        goodwill_survey_builder *out = nullptr;
        detail::check(goodwill_survey_builder_new(declaration.c_str(), &out));
        handle_.reset(out);
    }
    // Numbers of any type, NaN where there is none.
    template <class Numbers> void add_numbers(const std::string &header, const Numbers &numbers) {
        typedef typename detail::element<Numbers>::type T;
        const column<T> values(numbers);
        detail::check(goodwill_survey_add_numbers(handle_.get(), header.c_str(), values.data(), detail::type_of<T>::value,
                                                  values.stride(), values.size()));
    }
    // Texts in UTF-8, empty where there is none.
    void add_texts(const std::string &header, const std::vector<std::string> &texts) {
        std::vector<const char *> pointers;
        pointers.reserve(texts.size());
        for (const std::string &text : texts) {
            pointers.push_back(text.c_str());
        }
        detail::check(
            goodwill_survey_add_texts(handle_.get(), header.c_str(), pointers.data(), 0, pointers.size()));
    }
    // Fixed-width text fields of records: the first field, its width, the size of a record, the records.
    void add_fields(const std::string &header, const char *fields, std::size_t width, std::size_t stride,
                    std::size_t n) {
        detail::check(goodwill_survey_add_fields(handle_.get(), header.c_str(), fields, width, stride, n));
    }
    const goodwill_survey_builder *get() const noexcept { return handle_.get(); }

private:
    detail::unique<goodwill_survey_builder, goodwill_survey_builder_free> handle_;
};

// The respondents of one group, and what the group is called.
template <class Survey> struct survey_part {
    std::string label;
    Survey respondents;
};

// The answers of respondents to the items of a survey: every metric can be asked of it.
class survey {
public:
    explicit survey(const survey_builder &columns) {
        goodwill_survey *out = nullptr;
        detail::check(goodwill_survey_new(columns.get(), &out));
        handle_.reset(out);
    }
    goodwill_survey_summary summary() const {
        goodwill_survey_summary out;
        detail::check(goodwill_survey_describe(get(), &out));
        return out;
    }
    std::string item_name(std::size_t index) const {
        return detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return goodwill_survey_item(get(), index, buffer, capacity, needed, nullptr);
        });
    }
    goodwill_survey_item_info item_info(std::size_t index) const {
        goodwill_survey_item_info out;
        detail::check(goodwill_survey_item(get(), index, nullptr, 0, nullptr, &out));
        return out;
    }
    goodwill::tally tally(const std::string &item) const {
        goodwill_tally *out = nullptr;
        detail::check(goodwill_survey_tally(get(), item.c_str(), &out));
        return goodwill::tally(out);
    }
    std::vector<double> values(const std::string &item) const {
        return detail::rows<double>([&](double *values, std::size_t capacity, std::size_t *needed) {
            return goodwill_survey_values(get(), item.c_str(), values, capacity, needed);
        });
    }
    // Empty if there are no weights.
    std::vector<double> weights() const {
        return detail::rows<double>([&](double *weights, std::size_t capacity, std::size_t *needed) {
            return goodwill_survey_weights(get(), weights, capacity, needed);
        });
    }
    // The groups of a group column, and how many respondents are in none.
    std::vector<survey_part<survey>> by(const std::string &group, std::uint64_t *missing = nullptr) const {
        std::size_t groups = 0;
        detail::check(goodwill_survey_groups(get(), group.c_str(), &groups, missing));
        std::vector<survey_part<survey>> parts;
        for (std::size_t index = 0; index < groups; ++index) {
            goodwill_survey *part = nullptr;
            detail::check(goodwill_survey_group(get(), group.c_str(), index, nullptr, 0, nullptr, &part));
            survey respondents(part);
            const std::string label = detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
                return goodwill_survey_group(get(), group.c_str(), index, buffer, capacity, needed, nullptr);
            });
            parts.push_back(survey_part<survey>{label, std::move(respondents)});
        }
        return parts;
    }
    // The answers of those who answered an item in two waves.
    std::pair<std::vector<double>, std::vector<double>> paired(const std::string &item, const std::string &first_wave,
                                                               const std::string &second_wave) const {
        std::size_t n = 0;
        const auto call = [&](double *before, double *after, std::size_t capacity) {
            detail::check(goodwill_survey_paired(get(), item.c_str(), first_wave.c_str(), second_wave.c_str(), before,
                                                 after, capacity, &n));
        };
        call(nullptr, nullptr, 0);
        std::pair<std::vector<double>, std::vector<double>> answers;
        answers.first.resize(n);
        answers.second.resize(n);
        call(answers.first.data(), answers.second.data(), n);
        return answers;
    }
    const goodwill_survey *get() const noexcept { return handle_.get(); }

private:
    explicit survey(goodwill_survey *handle) : handle_(handle) {}
    detail::unique<goodwill_survey, goodwill_survey_free> handle_;
};

// Key drivers of an outcome, and what each predictor does.
struct drivers_result : goodwill_drivers_result {
    std::vector<goodwill_driver> predictors;
};

inline drivers_result drivers(const column<double> &outcome, const items &predictors,
                              const goodwill_driver_options &options = GOODWILL_DRIVER_OPTIONS_INIT) {
    predictors.check_rows(outcome.size(), "outcome");
    drivers_result out;
    out.predictors.resize(predictors.layout()->items);
    std::size_t needed = 0;
    detail::check(goodwill_drivers(outcome.data(), outcome.stride(), predictors.answers(), predictors.weights(),
                                   predictors.layout(), &options, &out, out.predictors.data(), out.predictors.size(),
                                   &needed));
    return out;
}

// `reversed` are the numbers of the reverse-keyed items, from 0.
inline goodwill_alpha cronbach_alpha(const items &answers, const std::vector<std::uint64_t> &reversed = {},
                                     const goodwill_reliability_options &options = GOODWILL_RELIABILITY_OPTIONS_INIT) {
    goodwill_alpha out;
    detail::check(goodwill_cronbach_alpha(answers.answers(), answers.weights(), answers.layout(), reversed.data(),
                                          reversed.size(), &options, &out));
    return out;
}

// Alpha of all items, and the statistics of each.
struct item_analysis_result {
    goodwill_alpha alpha;
    std::vector<goodwill_item_statistics> items;
};

inline item_analysis_result
item_analysis(const items &answers, const std::vector<std::uint64_t> &reversed = {},
              const goodwill_reliability_options &options = GOODWILL_RELIABILITY_OPTIONS_INIT) {
    item_analysis_result out;
    out.items.resize(answers.layout()->items);
    std::size_t needed = 0;
    detail::check(goodwill_item_analysis(answers.answers(), answers.weights(), answers.layout(), reversed.data(),
                                         reversed.size(), &options, &out.alpha, out.items.data(), out.items.size(),
                                         &needed));
    return out;
}

// Omega, and the factor it comes from.
struct omega_result : goodwill_omega {
    std::vector<double> loadings;
    std::vector<double> uniquenesses;
};

inline omega_result mcdonald_omega(const items &answers, const std::vector<std::uint64_t> &reversed = {},
                                   const goodwill_omega_options &options = GOODWILL_OMEGA_OPTIONS_INIT) {
    omega_result out;
    out.loadings.resize(answers.layout()->items);
    out.uniquenesses.resize(answers.layout()->items);
    detail::check(goodwill_mcdonald_omega(answers.answers(), answers.weights(), answers.layout(), reversed.data(),
                                          reversed.size(), &options, &out, out.loadings.data(),
                                          out.uniquenesses.data()));
    return out;
}

// How many respondents are flagged, and who.
struct straight_lining_result : goodwill_flagged {
    std::vector<std::uint8_t> flags;
    std::vector<std::uint32_t> longest_runs;
    std::vector<double> variability;
};

inline straight_lining_result
straight_lining(const items &answers, const goodwill_straight_options &options = GOODWILL_STRAIGHT_OPTIONS_INIT) {
    straight_lining_result out;
    const std::size_t n = answers.layout()->n;
    out.flags.resize(n);
    out.longest_runs.resize(n);
    out.variability.resize(n);
    detail::check(goodwill_straight_lining(answers.answers(), answers.weights(), answers.layout(), &options, &out,
                                           out.flags.data(), out.longest_runs.data(), out.variability.data()));
    return out;
}

struct speeding_result : goodwill_flagged {
    std::vector<std::uint8_t> flags;
    std::vector<double> speeds;
    std::vector<double> medians;
};

inline speeding_result speeding(const items &times,
                                const goodwill_speeding_options &options = GOODWILL_SPEEDING_OPTIONS_INIT) {
    speeding_result out;
    out.flags.resize(times.layout()->n);
    out.speeds.resize(times.layout()->n);
    out.medians.resize(times.layout()->items);
    detail::check(goodwill_speeding(times.answers(), times.weights(), times.layout(), &options, &out, out.flags.data(),
                                    out.speeds.data(), out.medians.data()));
    return out;
}

// Scores are any container, or column, of int8_t to int64_t, uint8_t, float or double.
template <class Scores>
goodwill_nps_result nps(const Scores &scores,
                        const goodwill_nps_options &options = GOODWILL_NPS_OPTIONS_INIT) {
    typedef typename detail::element<Scores>::type T;
    const column<T> values(scores);
    goodwill_nps_result out;
    detail::check(goodwill_nps(values.data(), detail::type_of<T>::value, values.stride(), values.size(),
                               &options, &out));
    return out;
}

inline goodwill_nps_result
nps_from_counts(const goodwill_nps_counts &counts,
                const goodwill_nps_options &options = GOODWILL_NPS_OPTIONS_INIT) {
    goodwill_nps_result out;
    detail::check(goodwill_nps_from_counts(&counts, &options, &out));
    return out;
}

template <class Scores>
goodwill_nps_counts nps_count_scores(const Scores &scores,
                                     const goodwill_nps_options &options = GOODWILL_NPS_OPTIONS_INIT) {
    typedef typename detail::element<Scores>::type T;
    const column<T> values(scores);
    goodwill_nps_counts out;
    detail::check(goodwill_nps_count_scores(values.data(), detail::type_of<T>::value, values.stride(),
                                            values.size(), &options, &out));
    return out;
}

template <class Scores>
goodwill_nps_weighted_result
nps_weighted(const Scores &scores, const column<double> &weights,
             const goodwill_nps_weighted_options &options = GOODWILL_NPS_WEIGHTED_OPTIONS_INIT) {
    typedef typename detail::element<Scores>::type T;
    const column<T> values(scores);
    detail::same_size(values, weights, "weights");
    goodwill_nps_weighted_result out;
    detail::check(goodwill_nps_weighted(values.data(), detail::type_of<T>::value, values.stride(),
                                        weights.data(), weights.stride(), values.size(), &options, &out));
    return out;
}

inline goodwill_estimate
nps_difference(const goodwill_nps_counts &a, const goodwill_nps_counts &b,
               const goodwill_nps_diff_options &options = GOODWILL_NPS_DIFF_OPTIONS_INIT) {
    goodwill_estimate out;
    detail::check(goodwill_nps_difference(&a, &b, &options, &out));
    return out;
}

template <class Scores>
goodwill_nps_paired_result
nps_paired(const Scores &first, const Scores &second,
           const goodwill_nps_paired_options &options = GOODWILL_NPS_PAIRED_OPTIONS_INIT) {
    typedef typename detail::element<Scores>::type T;
    const column<T> a(first), b(second);
    detail::same_size(a, b, "second");
    goodwill_nps_paired_result out;
    detail::check(goodwill_nps_paired(a.data(), a.stride(), b.data(), b.stride(), detail::type_of<T>::value,
                                      a.size(), &options, &out));
    return out;
}

inline goodwill_test_result nps_homogeneity(const column<goodwill_nps_counts> &samples) {
    goodwill_test_result out;
    detail::check(goodwill_nps_homogeneity(samples.data(), samples.stride(), samples.size(), &out));
    return out;
}

inline goodwill_nps_of_units_result nps_of_units(const column<goodwill_nps_counts> &units,
                                                 double level = 0.95) {
    goodwill_nps_of_units_result out;
    detail::check(goodwill_nps_of_units(units.data(), units.stride(), units.size(), level, &out));
    return out;
}

inline std::uint64_t
nps_sample_size(double margin, const goodwill_nps_size_options &options = GOODWILL_NPS_SIZE_OPTIONS_INIT) {
    std::uint64_t out;
    detail::check(goodwill_nps_sample_size(margin, &options, &out));
    return out;
}

// The net promoter score of a tally of answers from 0 to 10; another scale is refused.
inline goodwill_nps_result nps_from_tally(const tally &answers,
                                          const goodwill_nps_options &options = GOODWILL_NPS_OPTIONS_INIT) {
    goodwill_nps_result out;
    detail::check(goodwill_nps_from_tally(answers.get(), &options, &out));
    return out;
}

// The same of a tally with weights.
inline goodwill_nps_weighted_result
nps_weighted(const tally &answers, const goodwill_nps_weighted_options &options = GOODWILL_NPS_WEIGHTED_OPTIONS_INIT) {
    goodwill_nps_weighted_result out;
    detail::check(goodwill_nps_weighted_tally(answers.get(), &options, &out));
    return out;
}

// Several waves of the same respondents: their scores, the covariance row by row, and the changes.
struct waves {
    goodwill_waves_result result;
    std::vector<goodwill_estimate> scores;
    std::vector<double> covariance;
    std::vector<goodwill_group_difference> changes;
};

inline waves nps_waves(const items &answers, const goodwill_waves_options &options = GOODWILL_WAVES_OPTIONS_INIT) {
    waves out;
    const std::size_t count = static_cast<std::size_t>(answers.layout()->items);
    out.scores.resize(count);
    out.covariance.resize(count * count);
    out.changes = detail::rows<goodwill_group_difference>(
        [&](goodwill_group_difference *changes, std::size_t capacity, std::size_t *needed) {
            return goodwill_nps_waves(answers.answers(), answers.weights(), answers.layout(), &options,
                                      out.scores.data(), out.covariance.data(), changes, capacity, needed,
                                      &out.result);
        });
    return out;
}

// The frequency table of an item, from the lowest answer up.
struct answer_table {
    goodwill_answer_table result;
    std::vector<goodwill_answer_row> rows;
};

inline answer_table
frequency_table(const tally &answers,
                const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    answer_table out;
    out.rows = detail::rows<goodwill_answer_row>(
        [&](goodwill_answer_row *rows, std::size_t capacity, std::size_t *needed) {
            return goodwill_frequency_table(answers.get(), &options, rows, capacity, needed, &out.result);
        });
    return out;
}

inline goodwill_item_score mean_score(const tally &answers,
                                      const goodwill_mean_options &options = GOODWILL_MEAN_OPTIONS_INIT) {
    goodwill_item_score out;
    detail::check(goodwill_mean_score(answers.get(), &options, &out));
    return out;
}

inline goodwill_item_score rescaled_score(const tally &answers,
                                          const goodwill_mean_options &options = GOODWILL_MEAN_OPTIONS_INIT) {
    goodwill_item_score out;
    detail::check(goodwill_rescaled_score(answers.get(), &options, &out));
    return out;
}

inline goodwill_item_score
top_box(const tally &answers, std::uint32_t k,
        const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    goodwill_item_score out;
    detail::check(goodwill_top_box(answers.get(), k, &options, &out));
    return out;
}

inline goodwill_item_score
bottom_box(const tally &answers, std::uint32_t k,
           const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    goodwill_item_score out;
    detail::check(goodwill_bottom_box(answers.get(), k, &options, &out));
    return out;
}

inline goodwill_item_score net_box(const tally &answers, std::uint32_t top, std::uint32_t bottom,
                                   const goodwill_net_box_options &options = GOODWILL_NET_BOX_OPTIONS_INIT) {
    goodwill_item_score out;
    detail::check(goodwill_net_box(answers.get(), top, bottom, &options, &out));
    return out;
}

inline goodwill_willingness_result
recommend_willingness(const tally &answers,
                      const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    goodwill_willingness_result out;
    detail::check(goodwill_recommend_willingness(answers.get(), &options, &out));
    return out;
}

inline goodwill_item_score csat(const tally &answers,
                                const goodwill_csat_options &options = GOODWILL_CSAT_OPTIONS_INIT) {
    goodwill_item_score out;
    detail::check(goodwill_csat(answers.get(), &options, &out));
    return out;
}

// The measure is GOODWILL_EFFORT_MEASURE_...
inline goodwill_item_score effort_score(const tally &answers, std::int32_t measure,
                                        const goodwill_effort_options &options = GOODWILL_EFFORT_OPTIONS_INIT) {
    goodwill_item_score out;
    detail::check(goodwill_effort_score(answers.get(), measure, &options, &out));
    return out;
}

// The share of secure customers, and for each item the share of its best answer.
struct secure {
    goodwill_secure_result result;
    std::vector<goodwill_estimate> each;
};

inline secure secure_customers(const items &answers, const std::vector<goodwill_scale> &scales,
                               const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    if (scales.size() != answers.layout()->items) {
        throw error(GOODWILL_LENGTH_MISMATCH, "scales: must have a scale for each item", "scales",
                    std::to_string(scales.size()), -1);
    }
    secure out;
    out.each.resize(scales.size());
    detail::check(goodwill_secure_customers(answers.answers(), answers.weights(), answers.layout(), scales.data(),
                                            &options, out.each.data(), &out.result));
    return out;
}

// A figure of several groups, and how they differ.
struct comparison {
    goodwill_comparison_result result;
    std::vector<goodwill_item_score> groups;
    std::vector<goodwill_group_difference> pairs;
};

// The measure is GOODWILL_MEASURE_...
inline comparison compare_groups(const std::vector<const tally *> &groups, std::int32_t measure,
                                 const goodwill_compare_options &options = GOODWILL_COMPARE_OPTIONS_INIT) {
    std::vector<const goodwill_tally *> handles;
    for (const tally *group : groups) {
        handles.push_back(group ? group->get() : nullptr);
    }
    comparison out;
    out.groups.resize(groups.size());
    out.pairs = detail::rows<goodwill_group_difference>(
        [&](goodwill_group_difference *pairs, std::size_t capacity, std::size_t *needed) {
            return goodwill_compare_groups(handles.data(), handles.size(), measure, &options, out.groups.data(),
                                           pairs, capacity, needed, &out.result);
        });
    return out;
}

inline std::uint64_t
share_sample_size(double margin, const goodwill_share_size_options &options = GOODWILL_SHARE_SIZE_OPTIONS_INIT) {
    std::uint64_t out;
    detail::check(goodwill_share_sample_size(margin, &options, &out));
    return out;
}

inline std::uint64_t
mean_sample_size(double margin, double standard_deviation,
                 const goodwill_mean_size_options &options = GOODWILL_MEAN_SIZE_OPTIONS_INIT) {
    std::uint64_t out;
    detail::check(goodwill_mean_sample_size(margin, standard_deviation, &options, &out));
    return out;
}

inline goodwill_satisfaction_result
satisfaction(const column<double> &perceived, const column<double> &expected,
             const goodwill_satisfaction_options &options = GOODWILL_SATISFACTION_OPTIONS_INIT,
             const column<double> &weights = column<double>()) {
    detail::same_size(perceived, expected, "expected");
    detail::same_size_if_any(perceived, weights, "weights");
    goodwill_satisfaction_result out;
    detail::check(goodwill_satisfaction(perceived.data(), perceived.stride(), expected.data(),
                                        expected.stride(), weights.data(), weights.stride(), perceived.size(),
                                        &options, &out));
    return out;
}

inline double satisfaction_ratio(double perceived, double expected) {
    double out;
    detail::check(goodwill_satisfaction_ratio(perceived, expected, &out));
    return out;
}

inline double satisfaction_gap(double perceived, double expected) {
    double out;
    detail::check(goodwill_satisfaction_gap(perceived, expected, &out));
    return out;
}

// Always refused: the message names the sound forms.
inline double satisfaction_reversed(double perceived, double expected) {
    double out = 0;
    detail::check(goodwill_satisfaction_reversed(perceived, expected, &out));
    return out;
}

inline std::int32_t satisfaction_state(double perceived, double expected, double tolerance = 0) {
    std::int32_t out;
    detail::check(goodwill_satisfaction_state(perceived, expected, tolerance, &out));
    return out;
}

// ---- fieldwork

inline goodwill_estimate
response_rate(std::uint64_t valid, std::uint64_t sent,
              const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    goodwill_estimate out;
    detail::check(goodwill_response_rate(valid, sent, &options, &out));
    return out;
}

inline goodwill_aapor_result aapor_rates(const goodwill_dispositions &dispositions,
                                         const goodwill_aapor_options &options = GOODWILL_AAPOR_OPTIONS_INIT) {
    goodwill_aapor_result out;
    detail::check(goodwill_aapor_rates(&dispositions, &options, &out));
    return out;
}

inline goodwill_design_effect_result design_effect(const column<double> &weights) {
    goodwill_design_effect_result out;
    detail::check(goodwill_design_effect(weights.data(), weights.stride(), weights.size(), &out));
    return out;
}

// What is known of the population by one characteristic: the category of each respondent (GOODWILL_NONE where it is not
// known), and what each category must sum to.
struct margin {
    std::string name;
    std::vector<std::int32_t> categories;
    std::vector<double> targets;
};

struct weighting {
    std::vector<double> weights;
    std::vector<goodwill_category_fit> categories;
    std::string report;
    goodwill_weighting_result result;
};

inline weighting rake(const std::vector<margin> &margins, const column<double> &weights = column<double>(),
                      const goodwill_rake_options &options = GOODWILL_RAKE_OPTIONS_INIT) {
    const std::size_t n = margins.empty() ? 0 : margins[0].categories.size();
    std::vector<std::int32_t> categories;
    std::vector<double> targets;
    std::vector<std::uint64_t> counts;
    std::vector<const char *> names;
    for (const margin &one : margins) {
        detail::same_size(column<std::int32_t>(margins[0].categories), column<std::int32_t>(one.categories),
                          one.name.c_str());
        categories.insert(categories.end(), one.categories.begin(), one.categories.end());
        targets.insert(targets.end(), one.targets.begin(), one.targets.end());
        counts.push_back(one.targets.size());
        names.push_back(one.name.c_str());
    }
    detail::same_size_if_any(column<double>(nullptr, n), weights, "weights");
    weighting out;
    out.weights.resize(n);
    out.categories.resize(targets.size());
    out.report = detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
        return goodwill_rake(categories.data(), margins.size(), n, targets.data(), counts.data(), names.data(),
                             weights.data(), weights.stride(), &options, out.weights.data(), out.categories.data(),
                             buffer, capacity, needed, &out.result);
    });
    return out;
}

inline weighting post_stratify(const column<std::int32_t> &strata, const std::vector<double> &targets,
                               const column<double> &weights = column<double>(),
                               std::int32_t total = GOODWILL_WEIGHT_TOTAL_RESPONDENTS) {
    detail::same_size_if_any(strata, weights, "weights");
    weighting out;
    out.weights.resize(strata.size());
    out.categories.resize(targets.size());
    out.report = detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
        return goodwill_post_stratify(strata.data(), strata.stride(), strata.size(), targets.data(), targets.size(),
                                      weights.data(), weights.stride(), total, out.weights.data(),
                                      out.categories.data(), buffer, capacity, needed, &out.result);
    });
    return out;
}

// ---- the satisfaction-loyalty curve

struct loyalty_curve {
    std::vector<goodwill_curve_level> levels;
    std::vector<goodwill_curve_zone> zones;
    std::vector<goodwill_estimate> changes;
    goodwill_curve_result result;
};

inline loyalty_curve satisfaction_curve(const column<double> &satisfaction, const column<double> &loyalty,
                                const std::vector<double> &cuts, const column<double> &weights = column<double>(),
                                double level = 0.95) {
    detail::same_size(satisfaction, loyalty, "loyalty");
    detail::same_size_if_any(satisfaction, weights, "weights");
    loyalty_curve out;
    out.zones.resize(cuts.size() + 1);
    out.changes.resize(cuts.size());
    out.levels = detail::rows<goodwill_curve_level>(
        [&](goodwill_curve_level *rows, std::size_t capacity, std::size_t *needed) {
            return goodwill_satisfaction_curve(satisfaction.data(), satisfaction.stride(), loyalty.data(),
                                               loyalty.stride(), weights.data(), weights.stride(),
                                               satisfaction.size(), cuts.data(), cuts.size(), level, rows, capacity,
                                               needed, out.zones.data(), out.changes.data(), &out.result);
        });
    return out;
}

struct trap {
    std::vector<goodwill_curve_zone> basic_zones;
    std::vector<goodwill_curve_zone> latent_zones;
    goodwill_trap_result result;
};

inline trap satisfaction_trap(const column<double> &basic, const column<double> &latent,
                              const column<double> &loyalty, const std::vector<double> &cuts,
                              const column<double> &weights = column<double>(), double level = 0.95) {
    detail::same_size(basic, latent, "latent");
    detail::same_size(basic, loyalty, "loyalty");
    detail::same_size_if_any(basic, weights, "weights");
    trap out;
    out.basic_zones.resize(cuts.size() + 1);
    out.latent_zones.resize(cuts.size() + 1);
    detail::check(goodwill_satisfaction_trap(basic.data(), basic.stride(), latent.data(), latent.stride(),
                                             loyalty.data(), loyalty.stride(), weights.data(), weights.stride(),
                                             basic.size(), cuts.data(), cuts.size(), level, out.basic_zones.data(),
                                             out.latent_zones.data(), &out.result));
    return out;
}

inline table<goodwill_elasticity_result, goodwill_zone_elasticity>
loyalty_elasticity(const column<double> &satisfaction, const column<double> &loyalty, const std::vector<double> &cuts,
                   const column<double> &weights = column<double>(),
                   const goodwill_elasticity_options &options = GOODWILL_ELASTICITY_OPTIONS_INIT) {
    detail::same_size(satisfaction, loyalty, "loyalty");
    detail::same_size_if_any(satisfaction, weights, "weights");
    table<goodwill_elasticity_result, goodwill_zone_elasticity> out;
    out.rows.resize(cuts.size() + 1);
    detail::check(goodwill_loyalty_elasticity(satisfaction.data(), satisfaction.stride(), loyalty.data(),
                                              loyalty.stride(), weights.data(), weights.stride(), satisfaction.size(),
                                              cuts.data(), cuts.size(), &options, out.rows.data(), &out.result));
    return out;
}

// ---- Kano's model, importance and performance, service quality, the satisfaction index

// A Kano table of one's own: five rows for the answers to the functional question, from "like" to "dislike", of five
// categories each. Without one it is that of the number, or of the options.
typedef std::array<std::array<std::int32_t, 5>, 5> kano_cells;

// The category of one pair of answers, on the usual scale of 1 "like" to 5 "dislike" or another.
inline std::int32_t kano_category(double functional, double dysfunctional, const goodwill_scale *scale = nullptr,
                                  std::int32_t table = GOODWILL_KANO_TABLE_STANDARD, const kano_cells *cells = nullptr) {
    std::int32_t out;
    detail::check(goodwill_kano_category(functional, dysfunctional, scale, table, cells ? (*cells)[0].data() : nullptr, &out));
    return out;
}

// The pairs of answers to a feature, counted. Answers are any container, or column, of int8_t to int64_t, uint8_t, float
// or double.
class kano_pairs {
public:
    template <class Answers>
    kano_pairs(const Answers &functional, const Answers &dysfunctional, const column<double> &weights = column<double>(),
               const goodwill_scale *scale = nullptr) {
        typedef typename detail::element<Answers>::type T;
        const column<T> f(functional), d(dysfunctional);
        detail::same_size(f, d, "dysfunctional");
        detail::same_size_if_any(f, weights, "weights");
        goodwill_kano_pairs *out = nullptr;
        detail::check(goodwill_kano_pairs_of(f.data(), f.stride(), d.data(), d.stride(), detail::type_of<T>::value,
                                             weights.data(), weights.stride(), f.size(), scale, &out));
        handle_.reset(out);
    }
    // 25 counts, row by row the answers to the functional question.
    static kano_pairs from_counts(const std::vector<std::uint64_t> &counts) {
        if (counts.size() != 25) {
            throw error(GOODWILL_LENGTH_MISMATCH, "counts: must have 25 values", "counts", std::to_string(counts.size()), -1);
        }
        goodwill_kano_pairs *out = nullptr;
        detail::check(goodwill_kano_pairs_of_counts(counts.data(), &out));
        return kano_pairs(out);
    }
    void merge(const kano_pairs &other) {
        detail::check(goodwill_kano_pairs_merge(handle_.get(), other.handle_.get()));
    }
    goodwill_kano_pairs_summary counts() const {
        goodwill_kano_pairs_summary out;
        detail::check(goodwill_kano_pairs_counts(get(), &out));
        return out;
    }
    const goodwill_kano_pairs *get() const noexcept { return handle_.get(); }

private:
    explicit kano_pairs(goodwill_kano_pairs *handle) : handle_(handle) {}
    detail::unique<goodwill_kano_pairs, goodwill_kano_pairs_free> handle_;
};

inline goodwill_kano_result kano(const kano_pairs &pairs,
                                 const goodwill_kano_options &options = GOODWILL_KANO_OPTIONS_INIT,
                                 const kano_cells *cells = nullptr) {
    goodwill_kano_result out;
    detail::check(goodwill_kano(pairs.get(), cells ? (*cells)[0].data() : nullptr, &options, &out));
    return out;
}

inline goodwill_kano_position kano_continuous(const kano_pairs &pairs, double level = 0.95) {
    goodwill_kano_position out;
    detail::check(goodwill_kano_continuous(pairs.get(), level, &out));
    return out;
}

namespace detail {

inline void same_layout(const items &a, const items &b, const char *name) {
    const goodwill_items &x = *a.layout(), &y = *b.layout();
    if (x.items != y.items || x.n != y.n || x.item_stride != y.item_stride ||
        x.respondent_stride != y.respondent_stride) {
        throw error(GOODWILL_LENGTH_MISMATCH, std::string(name) + ": must lie in memory like the items before it", name,
                    std::to_string(y.n), -1);
    }
}

// The weights of one number for each of `count`, NULL if there are none.
inline const double *one_each(const std::vector<double> &weights, std::size_t count, const char *name) {
    if (!weights.empty() && weights.size() != count) {
        throw error(GOODWILL_LENGTH_MISMATCH, std::string(name) + ": must have " + std::to_string(count) + " values", name,
                    std::to_string(weights.size()), -1);
    }
    return weights.empty() ? nullptr : weights.data();
}

} // namespace detail

// Memberships: five items each. The weights are those of `functional`.
inline goodwill_kano_fuzzy_result
kano_fuzzy(const items &functional, const items &dysfunctional,
           const goodwill_kano_fuzzy_options &options = GOODWILL_KANO_FUZZY_OPTIONS_INIT,
           const kano_cells *cells = nullptr) {
    detail::same_layout(functional, dysfunctional, "dysfunctional");
    goodwill_kano_fuzzy_result out;
    detail::check(goodwill_kano_fuzzy(functional.answers(), dysfunctional.answers(), functional.weights(),
                                      functional.layout(), cells ? (*cells)[0].data() : nullptr, &options, &out));
    return out;
}

struct penalty_rewards {
    std::vector<goodwill_penalty_reward_item> items;
    goodwill_penalty_reward_result whole;
};

inline penalty_rewards penalty_reward(const column<double> &overall, const items &attributes, double low, double high,
                                      double level = 0.95) {
    if (overall.size() != attributes.layout()->n) {
        throw error(GOODWILL_LENGTH_MISMATCH, "overall: must have a value for each respondent", "overall",
                    std::to_string(overall.size()), -1);
    }
    penalty_rewards out;
    out.items.resize(static_cast<std::size_t>(attributes.layout()->items));
    detail::check(goodwill_penalty_reward(overall.data(), overall.stride(), attributes.answers(), attributes.weights(),
                                          attributes.layout(), low, high, level, out.items.data(), &out.whole));
    return out;
}

struct ipa_grid {
    std::vector<goodwill_ipa_item> items;
    goodwill_ipa_result whole;
};

// The weights are those of `performance`.
inline ipa_grid ipa(const items &importance, const items &performance,
                    const goodwill_ipa_options &options = GOODWILL_IPA_OPTIONS_INIT) {
    detail::same_layout(importance, performance, "performance");
    ipa_grid out;
    out.items.resize(static_cast<std::size_t>(performance.layout()->items));
    detail::check(goodwill_ipa(importance.answers(), performance.answers(), performance.weights(), performance.layout(),
                               &options, out.items.data(), &out.whole));
    return out;
}

inline ipa_grid ipa_derived(const std::vector<double> &importance, const items &performance,
                            const goodwill_ipa_options &options = GOODWILL_IPA_OPTIONS_INIT) {
    ipa_grid out;
    out.items.resize(static_cast<std::size_t>(performance.layout()->items));
    detail::check(goodwill_ipa_derived(detail::one_each(importance, out.items.size(), "importance"),
                                       performance.answers(), performance.weights(), performance.layout(),
                                       &options, out.items.data(), &out.whole));
    return out;
}

inline double opportunity_score(double importance, double satisfaction) {
    double out;
    detail::check(goodwill_opportunity_score(importance, satisfaction, &out));
    return out;
}

// The weights are those of `satisfaction`.
inline std::vector<goodwill_opportunity_item> opportunity_scores(const items &importance, const items &satisfaction,
                                                                 const goodwill_scale &scale, std::size_t top,
                                                                 double level = 0.95) {
    detail::same_layout(importance, satisfaction, "satisfaction");
    std::vector<goodwill_opportunity_item> out(static_cast<std::size_t>(satisfaction.layout()->items));
    detail::check(goodwill_opportunity_scores(importance.answers(), satisfaction.answers(), satisfaction.weights(),
                                              satisfaction.layout(), &scale, top, level, out.data()));
    return out;
}

// Amounts of one currency; with `value_weights`, eight of them, answers on a scale.
inline goodwill_delivered_result delivered_value(const goodwill_customer_benefits &benefits,
                                                 const goodwill_customer_costs &costs,
                                                 const std::vector<double> &value_weights = std::vector<double>()) {
    goodwill_delivered_result out;
    detail::check(goodwill_delivered_value(&benefits, &costs, value_weights.empty(),
                                           detail::one_each(value_weights, 8, "value_weights"), &out));
    return out;
}

inline goodwill_delivered_means delivered_values(const items &answers,
                                                 const std::vector<double> &value_weights = std::vector<double>(),
                                                 double level = 0.95) {
    goodwill_delivered_means out;
    detail::check(goodwill_delivered_values(answers.answers(), answers.weights(), answers.layout(), value_weights.empty(),
                                            detail::one_each(value_weights, 8, "value_weights"), level, &out));
    return out;
}

struct servqual_report {
    std::vector<goodwill_servqual_item> items;
    std::vector<goodwill_servqual_dimension> dimensions;
    goodwill_servqual_result whole;
};

// `points` is NULL, or what each respondent, or one for all, gave the dimensions. No dimensions are those of SERVQUAL.
inline servqual_report servqual(const items &expected, const items &perceived, const items *points = nullptr,
                                const std::vector<std::uint64_t> &dimensions = std::vector<std::uint64_t>(),
                                double level = 0.95) {
    detail::same_layout(expected, perceived, "perceived");
    servqual_report out;
    out.items.resize(static_cast<std::size_t>(perceived.layout()->items));
    out.dimensions.resize(dimensions.empty() ? 5 : dimensions.size());
    detail::check(goodwill_servqual(expected.answers(), perceived.answers(), perceived.weights(), perceived.layout(),
                                    points ? points->answers() : nullptr, points ? points->layout() : nullptr,
                                    dimensions.empty() ? nullptr : dimensions.data(), dimensions.size(), level,
                                    out.items.data(), out.dimensions.data(), &out.whole));
    return out;
}

struct servperf_report {
    std::vector<goodwill_estimate> items;
    std::vector<goodwill_servperf_dimension> dimensions;
    goodwill_servperf_result whole;
};

inline servperf_report servperf(const items &perceived, const items *points = nullptr,
                                const std::vector<std::uint64_t> &dimensions = std::vector<std::uint64_t>(),
                                double level = 0.95) {
    servperf_report out;
    out.items.resize(static_cast<std::size_t>(perceived.layout()->items));
    out.dimensions.resize(dimensions.empty() ? 5 : dimensions.size());
    detail::check(goodwill_servperf(perceived.answers(), perceived.weights(), perceived.layout(),
                                    points ? points->answers() : nullptr, points ? points->layout() : nullptr,
                                    dimensions.empty() ? nullptr : dimensions.data(), dimensions.size(), level,
                                    out.items.data(), out.dimensions.data(), &out.whole));
    return out;
}

// Columns that were not asked are left empty.
struct five_gaps_answers {
    std::vector<double> expected, perceived, believed, standards, delivered, promised;
};

inline goodwill_five_gaps_result five_gaps(const five_gaps_answers &answers, double level = 0.95) {
    if (!answers.expected.empty() && !answers.perceived.empty()) {
        detail::same_size(column<double>(answers.expected), column<double>(answers.perceived), "perceived");
    }
    const auto given = [](const std::vector<double> &values) { return values.empty() ? nullptr : values.data(); };
    goodwill_five_gaps_result out;
    detail::check(goodwill_five_gaps(
        given(answers.expected), given(answers.perceived),
        answers.expected.empty() ? answers.perceived.size() : answers.expected.size(), given(answers.believed),
        answers.believed.size(), given(answers.standards), answers.standards.size(), given(answers.delivered),
        answers.delivered.size(), given(answers.promised), answers.promised.size(), 0, level, &out));
    return out;
}

struct acsi_report {
    std::vector<goodwill_estimate> ratings;
    goodwill_acsi_result whole;
};

inline acsi_report acsi(const items &ratings, const std::vector<double> &rating_weights = std::vector<double>(),
                        const goodwill_acsi_options &options = GOODWILL_ACSI_OPTIONS_INIT) {
    acsi_report out;
    out.ratings.resize(static_cast<std::size_t>(ratings.layout()->items));
    detail::check(goodwill_acsi(ratings.answers(), ratings.weights(), ratings.layout(),
                                detail::one_each(rating_weights, out.ratings.size(), "rating_weights"), &options,
                                out.ratings.data(), &out.whole));
    return out;
}

inline double acsi_from_means(const std::vector<double> &means,
                              const std::vector<double> &rating_weights = std::vector<double>(),
                              const goodwill_acsi_options &options = GOODWILL_ACSI_OPTIONS_INIT) {
    double out;
    detail::check(goodwill_acsi_from_means(means.data(), means.size(),
                                           detail::one_each(rating_weights, means.size(), "rating_weights"), &options,
                                           &out));
    return out;
}

// NULL for a reference that is not known.
inline std::vector<goodwill_acsi_difference> acsi_compare(const goodwill_estimate &current,
                                                          const goodwill_estimate *past,
                                                          const goodwill_estimate *rival,
                                                          const goodwill_estimate *index, double level = 0.95) {
    std::vector<goodwill_acsi_difference> out(3);
    std::uint64_t found = 0;
    detail::check(goodwill_acsi_compare(&current, past, rival, index, level, out.data(), &found));
    out.resize(static_cast<std::size_t>(found));
    return out;
}

// ---- orders, purchases and histories

// Each customer's purchases as of a day: parallel columns.
class history {
public:
    explicit history(goodwill_history *handle) : handle_(handle) {}
    const goodwill_history *get() const noexcept { return handle_.get(); }

    goodwill_history_summary describe() const {
        goodwill_history_summary out;
        detail::check(goodwill_history_describe(get(), &out));
        return out;
    }
    std::size_t size() const { return static_cast<std::size_t>(describe().customers); }

    std::vector<std::uint32_t> frequency() const {
        std::vector<std::uint32_t> out(size());
        detail::check(goodwill_history_columns(get(), out.data(), nullptr, nullptr, nullptr, nullptr, nullptr));
        return out;
    }
    std::vector<double> recency() const {
        std::vector<double> out(size());
        detail::check(goodwill_history_columns(get(), nullptr, out.data(), nullptr, nullptr, nullptr, nullptr));
        return out;
    }
    std::vector<double> tenure() const {
        std::vector<double> out(size());
        detail::check(goodwill_history_columns(get(), nullptr, nullptr, out.data(), nullptr, nullptr, nullptr));
        return out;
    }
    std::vector<double> monetary_value() const {
        std::vector<double> out(size());
        detail::check(goodwill_history_columns(get(), nullptr, nullptr, nullptr, out.data(), nullptr, nullptr));
        return out;
    }
    std::vector<std::int32_t> first_day() const {
        std::vector<std::int32_t> out(size());
        detail::check(goodwill_history_columns(get(), nullptr, nullptr, nullptr, nullptr, out.data(), nullptr));
        return out;
    }
    std::vector<std::int32_t> last_day() const {
        std::vector<std::int32_t> out(size());
        detail::check(goodwill_history_columns(get(), nullptr, nullptr, nullptr, nullptr, nullptr, out.data()));
        return out;
    }
    std::vector<std::uint32_t> holdout_frequency() const {
        std::vector<std::uint32_t> out(size());
        detail::check(goodwill_history_holdout(get(), out.data(), nullptr));
        return out;
    }
    std::vector<double> holdout_monetary_value() const {
        std::vector<double> out(size());
        detail::check(goodwill_history_holdout(get(), nullptr, out.data()));
        return out;
    }
    std::vector<std::int64_t> ids() const {
        std::vector<std::int64_t> out(size());
        detail::check(goodwill_history_ids(get(), out.data(), out.size()));
        return out;
    }
    std::string id_text(std::size_t index) const {
        return detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return goodwill_history_id_text(get(), index, buffer, capacity, needed);
        });
    }

private:
    detail::unique<goodwill_history, goodwill_history_free> handle_;
};

// Purchase occasions by customer.
class purchases {
public:
    explicit purchases(goodwill_purchases *handle) : handle_(handle) {}
    const goodwill_purchases *get() const noexcept { return handle_.get(); }

    goodwill_intake intake() const {
        goodwill_intake out;
        detail::check(goodwill_purchases_intake(get(), &out));
        return out;
    }
    std::size_t customers() const { return static_cast<std::size_t>(intake().customers); }
    std::int32_t first_day() const {
        std::int32_t out;
        detail::check(goodwill_purchases_span(get(), &out, nullptr, nullptr));
        return out;
    }
    std::int32_t last_day() const {
        std::int32_t out;
        detail::check(goodwill_purchases_span(get(), nullptr, &out, nullptr));
        return out;
    }
    std::vector<std::int64_t> ids() const {
        std::vector<std::int64_t> out(customers());
        detail::check(goodwill_purchases_ids(get(), out.data(), out.size()));
        return out;
    }
    std::string id_text(std::size_t index) const {
        return detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return goodwill_purchases_id_text(get(), index, buffer, capacity, needed);
        });
    }

    // Every occasion, customer after customer: those of customer i are starts[i] to before starts[i + 1].
    struct occasion_columns {
        std::vector<std::uint64_t> starts;
        std::vector<std::int32_t> days;
        std::vector<double> amounts;
    };
    occasion_columns occasions() const {
        const goodwill_intake counts = intake();
        occasion_columns out;
        out.starts.resize(static_cast<std::size_t>(counts.customers) + 1);
        out.days.resize(static_cast<std::size_t>(counts.occasions));
        out.amounts.resize(out.days.size());
        detail::check(goodwill_purchases_occasions(get(), out.starts.data(), out.days.data(),
                                                   out.amounts.data()));
        return out;
    }

    purchases within(std::int32_t window_start, std::int32_t window_end) const {
        goodwill_purchases *out = nullptr;
        detail::check(goodwill_purchases_within(get(), window_start, window_end, &out));
        return purchases(out);
    }
    history histories(std::int32_t as_of,
                      const goodwill_history_options &options = GOODWILL_HISTORY_OPTIONS_INIT) const {
        goodwill_history *out = nullptr;
        detail::check(goodwill_purchases_histories(get(), as_of, &options, &out));
        return history(out);
    }
    history calibration_holdout(std::int32_t calibration_end, std::int32_t observation_end,
                                std::int32_t unit = GOODWILL_TIME_UNIT_WEEK) const {
        goodwill_history *out = nullptr;
        detail::check(goodwill_purchases_holdout(get(), calibration_end, observation_end, unit, &out));
        return history(out);
    }

private:
    detail::unique<goodwill_purchases, goodwill_purchases_free> handle_;
};

// Takes in orders batch by batch.
class builder {
public:
    explicit builder(const goodwill_purchase_options &options = GOODWILL_PURCHASE_OPTIONS_INIT) {
        goodwill_builder *out = nullptr;
        detail::check(goodwill_builder_new(&options, &out));
        handle_.reset(out);
    }

    // Customers are integers; amounts may be left out.
    void update(const column<std::int64_t> &customers, const column<std::int32_t> &days,
                const column<double> &amounts = column<double>()) {
        detail::same_size(customers, days, "days");
        detail::same_size_if_any(customers, amounts, "amounts");
        detail::check(goodwill_builder_update(handle_.get(), customers.data(), customers.stride(), days.data(),
                                              days.stride(), amounts.data(), amounts.stride(),
                                              customers.size()));
    }

    // Customers are texts in UTF-8.
    void update(const std::vector<std::string> &customers, const column<std::int32_t> &days,
                const column<double> &amounts = column<double>()) {
        std::vector<const char *> texts;
        texts.reserve(customers.size());
        for (const std::string &customer : customers) {
            texts.push_back(customer.c_str());
        }
        const column<const char *> pointers(texts);
        detail::same_size(pointers, days, "days");
        detail::same_size_if_any(pointers, amounts, "amounts");
        detail::check(goodwill_builder_update_text(handle_.get(), pointers.data(), 0, days.data(), days.stride(),
                                                   amounts.data(), amounts.stride(), pointers.size()));
    }

    // Customers are fixed-width text fields of records: the first field, its width, and the size of a record.
    void update_fields(const char *customers, std::size_t width, std::size_t stride,
                       const column<std::int32_t> &days, const column<double> &amounts = column<double>()) {
        detail::same_size_if_any(days, amounts, "amounts");
        detail::check(goodwill_builder_update_fields(handle_.get(), customers, width, stride, days.data(),
                                                     days.stride(), amounts.data(), amounts.stride(),
                                                     days.size()));
    }

    // Moves everything the other builder holds into this one.
    void merge(builder &&other) { detail::check(goodwill_builder_merge(handle_.get(), other.handle_.get())); }

    // What it holds, to be kept or sent to another machine.
    std::vector<std::uint8_t> to_bytes() const {
        return detail::rows<std::uint8_t>(
            [&](std::uint8_t *bytes, std::size_t capacity, std::size_t *needed) {
                return goodwill_builder_to_bytes(handle_.get(), bytes, capacity, needed);
            },
            4096);
    }
    static builder from_bytes(const std::vector<std::uint8_t> &bytes) {
        goodwill_builder *out = nullptr;
        detail::check(goodwill_builder_from_bytes(bytes.data(), bytes.size(), &out));
        return builder(out);
    }

    // The purchases taken in; the builder is empty afterwards.
    purchases finish() {
        goodwill_purchases *out = nullptr;
        detail::check(goodwill_builder_finish(handle_.get(), &out));
        return purchases(out);
    }

private:
    explicit builder(goodwill_builder *handle) : handle_(handle) {}
    detail::unique<goodwill_builder, goodwill_builder_free> handle_;
};

inline history histories(const column<std::int64_t> &customers, const column<std::int32_t> &days,
                         const column<double> &amounts, std::int32_t as_of,
                         const goodwill_purchase_options &purchase_options = GOODWILL_PURCHASE_OPTIONS_INIT,
                         const goodwill_history_options &history_options = GOODWILL_HISTORY_OPTIONS_INIT) {
    detail::same_size(customers, days, "days");
    detail::same_size_if_any(customers, amounts, "amounts");
    goodwill_history *out = nullptr;
    detail::check(goodwill_histories(customers.data(), customers.stride(), days.data(), days.stride(),
                                     amounts.data(), amounts.stride(), customers.size(), &purchase_options,
                                     as_of, &history_options, &out));
    return history(out);
}

inline history
calibration_holdout(const column<std::int64_t> &customers, const column<std::int32_t> &days,
                    const column<double> &amounts, std::int32_t calibration_end, std::int32_t observation_end,
                    std::int32_t unit = GOODWILL_TIME_UNIT_WEEK,
                    const goodwill_purchase_options &purchase_options = GOODWILL_PURCHASE_OPTIONS_INIT) {
    detail::same_size(customers, days, "days");
    detail::same_size_if_any(customers, amounts, "amounts");
    goodwill_history *out = nullptr;
    detail::check(goodwill_calibration_holdout(
        customers.data(), customers.stride(), days.data(), days.stride(), amounts.data(), amounts.stride(),
        customers.size(), &purchase_options, calibration_end, observation_end, unit, &out));
    return history(out);
}

inline goodwill_repeat_result
repeat_rate(const purchases &orders, std::int32_t window_start, std::int32_t window_end, std::int32_t variant,
            const goodwill_repeat_options &options = GOODWILL_REPEAT_OPTIONS_INIT) {
    goodwill_repeat_result out;
    detail::check(goodwill_repeat_rate(orders.get(), window_start, window_end, variant, &options, &out));
    return out;
}

inline goodwill_repeat_result
repeat_from_counts(std::uint64_t repeaters, std::uint64_t base, std::int32_t variant,
                   const goodwill_repeat_options &options = GOODWILL_REPEAT_OPTIONS_INIT) {
    goodwill_repeat_result out;
    detail::check(goodwill_repeat_from_counts(repeaters, base, variant, &options, &out));
    return out;
}

inline table<goodwill_frequency_result, goodwill_order_count>
purchase_frequency(const purchases &orders, std::int32_t window_start, std::int32_t window_end,
                   double level = 0.95) {
    table<goodwill_frequency_result, goodwill_order_count> out;
    out.rows = detail::rows<goodwill_order_count>(
        [&](goodwill_order_count *rows, std::size_t capacity, std::size_t *needed) {
            return goodwill_purchase_frequency(orders.get(), window_start, window_end, level, rows, capacity,
                                               needed, &out.result);
        });
    return out;
}

inline goodwill_order_ratios_result order_ratios(std::uint64_t buyers, std::uint64_t orders, double revenue) {
    goodwill_order_ratios_result out;
    detail::check(goodwill_order_ratios(buyers, orders, revenue, &out));
    return out;
}

inline goodwill_order_value_result order_value(const purchases &orders, std::int32_t window_start,
                                               std::int32_t window_end, double level = 0.95) {
    goodwill_order_value_result out;
    detail::check(goodwill_order_value(orders.get(), window_start, window_end, level, &out));
    return out;
}

inline goodwill_estimate revenue_per_buyer(const purchases &orders, std::int32_t window_start,
                                           std::int32_t window_end, double level = 0.95) {
    goodwill_estimate out;
    detail::check(goodwill_revenue_per_buyer(orders.get(), window_start, window_end, level, &out));
    return out;
}

inline goodwill_interpurchase_result
interpurchase_time(const purchases &orders, std::int32_t window_start, std::int32_t window_end,
                   const goodwill_interpurchase_options &options = GOODWILL_INTERPURCHASE_OPTIONS_INIT) {
    goodwill_interpurchase_result out;
    detail::check(goodwill_interpurchase_time(orders.get(), window_start, window_end, &options, &out));
    return out;
}

// ---- retention

inline goodwill_churn_result
churn(const goodwill_customer_flow &flow, std::int32_t base,
      const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    goodwill_churn_result out;
    detail::check(goodwill_churn(&flow, base, &options, &out));
    return out;
}

inline goodwill_churn_result churn_daily(const column<std::uint64_t> &active,
                                         const column<std::uint64_t> &lost, std::int32_t base,
                                         double level = 0.95) {
    detail::same_size(active, lost, "lost");
    goodwill_churn_result out;
    detail::check(goodwill_churn_daily(active.data(), active.stride(), lost.data(), lost.stride(),
                                       active.size(), base, level, &out));
    return out;
}

inline goodwill_estimate
retention(const goodwill_customer_flow &flow,
          const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    goodwill_estimate out;
    detail::check(goodwill_retention(&flow, &options, &out));
    return out;
}

inline goodwill_estimate
retention_from_counts(std::uint64_t start, std::uint64_t end, std::uint64_t joined,
                      const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    goodwill_estimate out;
    detail::check(goodwill_retention_from_counts(start, end, joined, &options, &out));
    return out;
}

inline goodwill_estimate churn_annualised(const goodwill_estimate &churn, double periods) {
    goodwill_estimate out;
    detail::check(goodwill_churn_annualised(&churn, periods, &out));
    return out;
}

inline goodwill_churn_cost_result churn_cost(const goodwill_estimate &churn, std::uint64_t customers,
                                             double value_per_customer, double acquisition_cost) {
    goodwill_churn_cost_result out;
    detail::check(goodwill_churn_cost(&churn, customers, value_per_customer, acquisition_cost, &out));
    return out;
}

// Counts may be left out: one customer a row.
inline table<goodwill_churn_reasons_result, goodwill_churn_reason>
churn_reasons(const std::vector<std::string> &reasons,
              const column<std::uint64_t> &counts = column<std::uint64_t>(),
              const goodwill_reason_options &options = GOODWILL_REASON_OPTIONS_INIT) {
    std::vector<const char *> texts;
    texts.reserve(reasons.size());
    for (const std::string &reason : reasons) {
        texts.push_back(reason.c_str());
    }
    detail::same_size_if_any(column<const char *>(texts), counts, "counts");
    table<goodwill_churn_reasons_result, goodwill_churn_reason> out;
    out.rows = detail::rows<goodwill_churn_reason>(
        [&](goodwill_churn_reason *rows, std::size_t capacity, std::size_t *needed) {
            return goodwill_churn_reasons(texts.data(), 0, counts.data(), counts.stride(), texts.size(),
                                          &options, rows, capacity, needed, &out.result);
        });
    return out;
}

inline table<goodwill_decomposition_result, goodwill_group_effect>
churn_decomposition(const column<std::uint64_t> &customers_before, const column<std::uint64_t> &lost_before,
                    const column<std::uint64_t> &customers_after, const column<std::uint64_t> &lost_after,
                    double level = 0.95) {
    detail::same_size(customers_before, lost_before, "lost_before");
    detail::same_size(customers_before, customers_after, "customers_after");
    detail::same_size(customers_before, lost_after, "lost_after");
    table<goodwill_decomposition_result, goodwill_group_effect> out;
    out.rows.resize(customers_before.size());
    detail::check(goodwill_churn_decomposition(
        customers_before.data(), customers_before.stride(), lost_before.data(), lost_before.stride(),
        customers_after.data(), customers_after.stride(), lost_after.data(), lost_after.stride(),
        customers_before.size(), level, out.rows.data(), &out.result));
    return out;
}

inline table<goodwill_growth_result, goodwill_growth_period>
growth_accounting(const purchases &orders, std::int32_t period, std::int32_t as_of,
                  const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    table<goodwill_growth_result, goodwill_growth_period> out;
    out.rows = detail::rows<goodwill_growth_period>(
        [&](goodwill_growth_period *rows, std::size_t capacity, std::size_t *needed) {
            return goodwill_growth_accounting(orders.get(), period, as_of, &options, rows, capacity, needed,
                                              &out.result);
        });
    return out;
}

inline table<goodwill_growth_result, goodwill_growth_period>
growth_from_periods(const column<std::int64_t> &customers, const column<std::int32_t> &periods,
                    const column<double> &amounts = column<double>(),
                    std::int32_t last_complete = GOODWILL_NONE,
                    const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    detail::same_size(customers, periods, "periods");
    detail::same_size_if_any(customers, amounts, "amounts");
    table<goodwill_growth_result, goodwill_growth_period> out;
    out.rows = detail::rows<goodwill_growth_period>(
        [&](goodwill_growth_period *rows, std::size_t capacity, std::size_t *needed) {
            return goodwill_growth_from_periods(customers.data(), customers.stride(), periods.data(),
                                                periods.stride(), amounts.data(), amounts.stride(),
                                                customers.size(), last_complete, &options, rows, capacity,
                                                needed, &out.result);
        });
    return out;
}

// ---- value

inline goodwill_estimate margin_multiple(const goodwill_estimate &retention, double discount,
                                         std::int32_t first_payment) {
    goodwill_estimate out;
    detail::check(goodwill_margin_multiple(&retention, discount, first_payment, &out));
    return out;
}

inline goodwill_cltv_result cltv(const goodwill_estimate &margin, const goodwill_estimate &retention,
                                 double discount, std::int32_t first_payment, double acquisition_cost = 0) {
    goodwill_cltv_result out;
    detail::check(goodwill_cltv(&margin, &retention, discount, first_payment, acquisition_cost, &out));
    return out;
}

inline goodwill_cltv_result cltv_finite(const goodwill_estimate &margin, const goodwill_estimate &retention,
                                        double discount, std::int32_t first_payment, std::uint32_t periods,
                                        double acquisition_cost = 0) {
    goodwill_cltv_result out;
    detail::check(goodwill_cltv_finite(&margin, &retention, discount, first_payment, periods,
                                       acquisition_cost, &out));
    return out;
}

inline goodwill_historic_result cltv_historic(const column<double> &values, double level = 0.95) {
    goodwill_historic_result out;
    detail::check(goodwill_cltv_historic(values.data(), values.stride(), values.size(), level, &out));
    return out;
}

struct literal_cltv {
    goodwill_cltv_literal_result result;
    std::string warning;
};

inline literal_cltv cltv_literal(double arpc, double retention, double lifetime) {
    literal_cltv out;
    out.warning = detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
        return goodwill_cltv_literal(arpc, retention, lifetime, buffer, capacity, needed, &out.result);
    });
    return out;
}

// ---- concentration

inline goodwill_concentration_result concentration(const column<double> &values, double level = 0.95) {
    goodwill_concentration_result out;
    detail::check(goodwill_concentration(values.data(), values.stride(), values.size(), level, &out));
    return out;
}

inline goodwill_gini_result gini(const column<double> &values, double level = 0.95) {
    goodwill_gini_result out;
    detail::check(goodwill_gini(values.data(), values.stride(), values.size(), level, &out));
    return out;
}

inline goodwill_theil_result theil(const column<double> &values, double level = 0.95) {
    goodwill_theil_result out;
    detail::check(goodwill_theil(values.data(), values.stride(), values.size(), level, &out));
    return out;
}

inline goodwill_herfindahl_result herfindahl(const column<double> &values, double level = 0.95) {
    goodwill_herfindahl_result out;
    detail::check(goodwill_herfindahl(values.data(), values.stride(), values.size(), level, &out));
    return out;
}

inline goodwill_estimate top_share(const column<double> &values, double customers, double level = 0.95) {
    goodwill_estimate out;
    detail::check(
        goodwill_top_share(values.data(), values.stride(), values.size(), customers, level, &out));
    return out;
}

inline goodwill_estimate top_k_share(const column<double> &values, std::uint64_t k, double level = 0.95) {
    goodwill_estimate out;
    detail::check(goodwill_top_k_share(values.data(), values.stride(), values.size(), k, level, &out));
    return out;
}

inline goodwill_customers_result customers_for_share(const column<double> &values, double share,
                                                     double level = 0.95) {
    goodwill_customers_result out;
    detail::check(
        goodwill_customers_for_share(values.data(), values.stride(), values.size(), share, level, &out));
    return out;
}

struct curve {
    std::vector<double> customers;
    std::vector<double> amounts;
};

// In so many equal steps; 0 for one step per customer.
inline curve lorenz_curve(const column<double> &values, std::size_t points = 0) {
    curve out;
    out.customers.resize((points ? points : values.size()) + 1);
    out.amounts.resize(out.customers.size());
    std::size_t needed = 0;
    detail::check(goodwill_lorenz_curve(values.data(), values.stride(), values.size(), points,
                                        out.customers.data(), out.amounts.data(), out.customers.size(),
                                        &needed, nullptr));
    out.customers.resize(needed);
    out.amounts.resize(needed);
    return out;
}

// The class of every customer (GOODWILL_NO_CLASS where the amount is missing), and the three classes.
inline table<std::vector<std::int32_t>, goodwill_abc_row>
abc_classes(const column<double> &values, const goodwill_abc_options &options = GOODWILL_ABC_OPTIONS_INIT) {
    table<std::vector<std::int32_t>, goodwill_abc_row> out;
    out.result.resize(values.size());
    out.rows.resize(3);
    detail::check(goodwill_abc_classes(values.data(), values.stride(), values.size(), &options,
                                       out.result.data(), out.rows.data(), nullptr));
    return out;
}

// ---- tiers

class tier_rules {
public:
    // Descending thresholds of spend and of purchases a year; one of the two may be empty.
    tier_rules(const std::vector<double> &spend, const std::vector<double> &purchases, std::int32_t agreement) {
        goodwill_tier_rules *out = nullptr;
        detail::check(goodwill_tier_rules_new(spend.data(), spend.size(), purchases.data(), purchases.size(),
                                              agreement, &out));
        handle_.reset(out);
    }
    const goodwill_tier_rules *get() const noexcept { return handle_.get(); }

    std::size_t count() const {
        std::uint64_t out;
        detail::check(goodwill_tier_rules_count(get(), &out));
        return static_cast<std::size_t>(out);
    }
    std::string label(std::uint32_t tier) const {
        return detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return goodwill_tier_rules_label(get(), tier, buffer, capacity, needed);
        });
    }

private:
    detail::unique<goodwill_tier_rules, goodwill_tier_rules_free> handle_;
};

// The tier of every customer (GOODWILL_NO_TIER where a value is missing), and how many each tier holds.
struct tier_column {
    std::vector<std::int32_t> tier;
    std::vector<std::uint64_t> customers;
    std::uint64_t missing;
};

inline std::uint32_t tier(double spend, double purchases, const tier_rules &rules) {
    std::uint32_t out;
    detail::check(goodwill_tier(spend, purchases, rules.get(), &out));
    return out;
}

inline tier_column tiers(const column<double> &spend, const column<double> &purchases,
                         const tier_rules &rules) {
    const std::size_t n = spend.size() > purchases.size() ? spend.size() : purchases.size();
    const column<double> all(nullptr, n);
    detail::same_size_if_any(all, spend, "spend");
    detail::same_size_if_any(all, purchases, "purchases");
    tier_column out;
    out.tier.resize(n);
    out.customers.resize(rules.count());
    detail::check(goodwill_tiers(spend.data(), spend.stride(), purchases.data(), purchases.stride(), n,
                                 rules.get(), out.tier.data(), out.customers.data(), &out.missing));
    return out;
}

// Columns and thresholds by criterion, equally many of each.
inline tier_column tiers_by(const std::vector<std::vector<double>> &columns,
                            const std::vector<std::vector<double>> &thresholds, std::size_t required) {
    if (columns.empty()) {
        throw error(GOODWILL_EMPTY, "columns: holds no usable value", "columns", "", -1);
    }
    detail::same_size(column<std::vector<double>>(columns), column<std::vector<double>>(thresholds),
                      "thresholds");
    std::vector<const double *> values, cuts;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        detail::same_size(column<double>(columns[0]), column<double>(columns[i]), "columns");
        detail::same_size(column<double>(thresholds[0]), column<double>(thresholds[i]), "thresholds");
        values.push_back(columns[i].data());
        cuts.push_back(thresholds[i].data());
    }
    tier_column out;
    out.tier.resize(columns[0].size());
    out.customers.resize(thresholds[0].size() + 1);
    detail::check(goodwill_tiers_by(values.data(), values.size(), 0, columns[0].size(), cuts.data(),
                                    thresholds[0].size(), required, out.tier.data(), out.customers.data(),
                                    &out.missing));
    return out;
}

inline tier_column purchase_tiers(const purchases &orders, std::int32_t window_start, std::int32_t window_end,
                                  const tier_rules &rules) {
    tier_column out;
    out.tier.resize(orders.customers());
    out.customers.resize(rules.count());
    detail::check(goodwill_purchase_tiers(orders.get(), window_start, window_end, rules.get(), out.tier.data(),
                                          out.customers.data(), &out.missing));
    return out;
}

// `repeats` is 1 for a customer who bought again, 0 for one who did not, NaN where that is not known.
inline table<goodwill_tier_table_result, goodwill_tier_row>
tier_table(const column<double> &spend, const column<double> &purchases, const column<double> &repeats,
           const tier_rules &rules,
           const goodwill_proportion_options &options = GOODWILL_PROPORTION_OPTIONS_INIT) {
    const std::size_t n = spend.size() > purchases.size() ? spend.size() : purchases.size();
    const column<double> all(nullptr, n);
    detail::same_size_if_any(all, spend, "spend");
    detail::same_size_if_any(all, purchases, "purchases");
    detail::same_size_if_any(all, repeats, "repeat");
    table<goodwill_tier_table_result, goodwill_tier_row> out;
    out.rows.resize(rules.count());
    detail::check(goodwill_tier_table(spend.data(), spend.stride(), purchases.data(), purchases.stride(),
                                      repeats.data(), repeats.stride(), n, rules.get(), &options,
                                      out.rows.data(), &out.result));
    return out;
}

inline table<goodwill_tier_table_result, goodwill_tier_row>
purchase_tier_table(const purchases &orders, std::int32_t window_start, std::int32_t window_end,
                    const tier_rules &rules, std::int32_t repeat,
                    const goodwill_repeat_options &options = GOODWILL_REPEAT_OPTIONS_INIT) {
    table<goodwill_tier_table_result, goodwill_tier_row> out;
    out.rows.resize(rules.count());
    detail::check(goodwill_purchase_tier_table(orders.get(), window_start, window_end, rules.get(), repeat,
                                               &options, out.rows.data(), &out.result));
    return out;
}

inline double per_year(double total, std::int32_t window_start, std::int32_t window_end) {
    double out;
    detail::check(goodwill_per_year(total, window_start, window_end, &out));
    return out;
}

struct activity {
    std::vector<double> spend;
    std::vector<double> orders;
    double years;
};

inline activity yearly_activity(const purchases &orders, std::int32_t window_start, std::int32_t window_end) {
    activity out;
    out.spend.resize(orders.customers());
    out.orders.resize(out.spend.size());
    detail::check(goodwill_yearly_activity(orders.get(), window_start, window_end, out.spend.data(),
                                           out.orders.data(), &out.years));
    return out;
}

inline double implied_repeat_rate(const column<double> &shares, const column<double> &rates) {
    detail::same_size(shares, rates, "rates");
    double out;
    detail::check(goodwill_implied_repeat_rate(shares.data(), shares.stride(), rates.data(), rates.stride(),
                                               shares.size(), &out));
    return out;
}

// ---- types of loyalty

// A result with the place of every customer, GOODWILL_NONE where there is none.
template <class Result> struct sorted {
    std::vector<std::int32_t> places;
    Result result;
};

inline std::int32_t loyalty_quadrant(double attitude, double repeat, double attitude_cut, double repeat_cut) {
    std::int32_t out;
    detail::check(goodwill_loyalty_quadrant(attitude, repeat, attitude_cut, repeat_cut, &out));
    return out;
}

inline sorted<goodwill_loyalty_matrix_result>
loyalty_matrix(const column<double> &attitude, const column<double> &repeat, double attitude_cut, double repeat_cut,
               const column<double> &weights = column<double>(), double level = 0.95) {
    detail::same_size(attitude, repeat, "repeat");
    detail::same_size_if_any(attitude, weights, "weights");
    sorted<goodwill_loyalty_matrix_result> out;
    out.places.resize(attitude.size());
    detail::check(goodwill_loyalty_matrix(attitude.data(), attitude.stride(), repeat.data(), repeat.stride(),
                                          weights.data(), weights.stride(), attitude.size(), attitude_cut, repeat_cut,
                                          level, out.places.data(), &out.result));
    return out;
}

// The cuts of satisfaction and of loyalty; those of the extremes are its other fields.
inline goodwill_apostle_cuts apostle_cuts(double satisfaction, double loyalty) {
    goodwill_apostle_cuts made = GOODWILL_APOSTLE_CUTS_INIT;
    made.satisfaction = satisfaction;
    made.loyalty = loyalty;
    return made;
}

inline std::int32_t apostle_segment(double satisfaction, double loyalty, const goodwill_apostle_cuts &cuts) {
    std::int32_t out;
    detail::check(goodwill_apostle_segment(satisfaction, loyalty, &cuts, &out));
    return out;
}

inline sorted<goodwill_apostle_result>
apostle_model(const column<double> &satisfaction, const column<double> &loyalty, const goodwill_apostle_cuts &cuts,
              const column<double> &weights = column<double>(), double level = 0.95) {
    detail::same_size(satisfaction, loyalty, "loyalty");
    detail::same_size_if_any(satisfaction, weights, "weights");
    sorted<goodwill_apostle_result> out;
    out.places.resize(satisfaction.size());
    detail::check(goodwill_apostle_model(satisfaction.data(), satisfaction.stride(), loyalty.data(), loyalty.stride(),
                                         weights.data(), weights.stride(), satisfaction.size(), &cuts, level,
                                         out.places.data(), &out.result));
    return out;
}

inline std::int32_t loyalty_type(double attitude, double repeat, std::int32_t reason, double attitude_cut,
                                 double repeat_cut) {
    std::int32_t out;
    detail::check(goodwill_loyalty_type(attitude, repeat, reason, attitude_cut, repeat_cut, &out));
    return out;
}

// `reasons` may be empty.
inline sorted<goodwill_loyalty_types_result>
loyalty_types(const column<double> &attitude, const column<double> &repeat, const column<std::int32_t> &reasons,
              double attitude_cut, double repeat_cut, const column<double> &weights = column<double>(),
              double level = 0.95) {
    detail::same_size(attitude, repeat, "repeat");
    detail::same_size_if_any(attitude, reasons, "reasons");
    detail::same_size_if_any(attitude, weights, "weights");
    sorted<goodwill_loyalty_types_result> out;
    out.places.resize(attitude.size());
    detail::check(goodwill_loyalty_types(attitude.data(), attitude.stride(), repeat.data(), repeat.stride(),
                                         reasons.data(), reasons.stride(), weights.data(), weights.stride(),
                                         attitude.size(), attitude_cut, repeat_cut, level, out.places.data(),
                                         &out.result));
    return out;
}

// Four answers and cuts: habit, satisfaction, liking, commitment.
inline std::int32_t pyramid_level(const std::array<double, 4> &answers, const std::array<double, 4> &cuts,
                                  std::int32_t rule) {
    std::int32_t out;
    detail::check(goodwill_pyramid_level(answers.data(), cuts.data(), rule, &out));
    return out;
}

struct pyramid {
    std::vector<std::int32_t> levels;
    std::vector<goodwill_pyramid_row> rows;
    goodwill_pyramid_result result;
};

inline pyramid loyalty_pyramid(const items &answers, const std::array<double, 4> &cuts, std::int32_t rule,
                               double level = 0.95) {
    pyramid out;
    out.levels.resize(static_cast<std::size_t>(answers.layout()->n));
    out.rows.resize(5);
    detail::check(goodwill_loyalty_pyramid(answers.answers(), answers.weights(), answers.layout(), cuts.data(), rule,
                                           level, out.levels.data(), out.rows.data(), &out.result));
    return out;
}

inline double loyalty_score(const column<double> &answers, const column<goodwill_score_item> &items) {
    detail::same_size(answers, items, "items");
    double out;
    detail::check(goodwill_loyalty_score(answers.data(), items.data(), answers.size(), &out));
    return out;
}

struct loyalty_score_columns {
    std::vector<double> attitudinal;
    std::vector<double> behavioural;
    goodwill_loyalty_scores_result result;
};

// The weights are those of the attitudinal items.
inline loyalty_score_columns loyalty_scores(const items &attitudinal,
                                            const std::vector<goodwill_score_item> &attitudinal_items,
                                            const items &behavioural,
                                            const std::vector<goodwill_score_item> &behavioural_items,
                                            double level = 0.95) {
    if (attitudinal_items.size() != attitudinal.layout()->items ||
        behavioural_items.size() != behavioural.layout()->items) {
        throw error(GOODWILL_LENGTH_MISMATCH, "items: must be read one by one", "items", "", -1);
    }
    loyalty_score_columns out;
    out.attitudinal.resize(static_cast<std::size_t>(attitudinal.layout()->n));
    out.behavioural.resize(static_cast<std::size_t>(behavioural.layout()->n));
    detail::check(goodwill_loyalty_scores(attitudinal.answers(), attitudinal.layout(), attitudinal_items.data(),
                                          behavioural.answers(), behavioural.layout(), behavioural_items.data(),
                                          attitudinal.weights(), level, out.attitudinal.data(),
                                          out.behavioural.data(), &out.result));
    return out;
}

// ---- everything at once

namespace detail {

inline std::string json(goodwill_assessment *assessment) {
    const unique<goodwill_assessment, goodwill_assessment_free> handle(assessment);
    return text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
        return goodwill_assessment_json(handle.get(), buffer, capacity, needed);
    });
}

} // namespace detail

// Every indicator the inputs allow, as JSON.
inline std::string assess(const purchases &orders, const survey *answers = nullptr,
                          const goodwill_assess_options &options = GOODWILL_ASSESS_OPTIONS_INIT,
                          const tier_rules *rules = nullptr) {
    goodwill_assessment *out = nullptr;
    detail::check(goodwill_assess(orders.get(), answers ? answers->get() : nullptr, rules ? rules->get() : nullptr,
                                  &options, &out));
    return detail::json(out);
}

// Everything that a survey says by itself, as JSON.
inline std::string assess_survey(const survey &answers, double level = 0.95) {
    goodwill_assessment *out = nullptr;
    detail::check(goodwill_assess_survey(answers.get(), level, &out));
    return detail::json(out);
}

// Columns of histories: repeat purchases, the time of the last one, the time observed.
struct customers {
    column<double> frequency, recency, tenure;
    customers(const column<double> &frequency_, const column<double> &recency_, const column<double> &tenure_)
        : frequency(frequency_), recency(recency_), tenure(tenure_) {
        detail::same_size(frequency, recency, "recency");
        detail::same_size(frequency, tenure, "tenure");
    }
    std::size_t size() const { return frequency.size(); }
};

// What a model is fitted to.
class model_data {
public:
    explicit model_data(const customers &of, std::int32_t unit = GOODWILL_NONE,
                        const column<double> &weights = column<double>()) {
        detail::same_size_if_any(of.frequency, weights, "weights");
        goodwill_model_data *out = nullptr;
        detail::check(goodwill_data_columns(of.frequency.data(), of.frequency.stride(), of.recency.data(),
                                            of.recency.stride(), of.tenure.data(), of.tenure.stride(),
                                            weights.data(), weights.stride(), of.size(), unit, &out));
        handle_.reset(out);
    }
    explicit model_data(const history &of) {
        goodwill_model_data *out = nullptr;
        detail::check(goodwill_data_history(of.get(), &out));
        handle_.reset(out);
    }
    // With the times between purchases: what comparing regularities needs.
    model_data(const purchases &of, std::int32_t as_of,
               const goodwill_history_options &options = GOODWILL_HISTORY_OPTIONS_INIT) {
        goodwill_model_data *out = nullptr;
        detail::check(goodwill_data_purchases(of.get(), as_of, &options, &out));
        handle_.reset(out);
    }
    // The mean spend of the repeat purchases of histories.
    static model_data history_spend(const history &of,
                                    std::int32_t non_positive = GOODWILL_NON_POSITIVE_SPEND_REFUSE) {
        goodwill_model_data *out = nullptr;
        detail::check(goodwill_data_history_spend(of.get(), non_positive, &out));
        return model_data(out);
    }
    // One cohort of contracts: how many were there at the start and after each renewal.
    static model_data survivors(const column<double> &counts) {
        goodwill_model_data *out = nullptr;
        detail::check(goodwill_data_survivors(counts.data(), counts.stride(), counts.size(), &out));
        return model_data(out);
    }
    // Purchases and their mean amount.
    static model_data spend(const column<double> &frequency, const column<double> &mean_spend,
                            std::int32_t non_positive = GOODWILL_NON_POSITIVE_SPEND_REFUSE) {
        detail::same_size(frequency, mean_spend, "mean_spend");
        goodwill_model_data *out = nullptr;
        detail::check(goodwill_data_spend(frequency.data(), frequency.stride(), mean_spend.data(),
                                          mean_spend.stride(), nullptr, 0, frequency.size(), non_positive, &out));
        return model_data(out);
    }
    goodwill_model_data_summary describe() const {
        goodwill_model_data_summary out;
        detail::check(goodwill_data_describe(get(), &out));
        return out;
    }
    void merge(const model_data &other) { detail::check(goodwill_data_merge(handle_.get(), other.handle_.get())); }
    std::vector<std::uint8_t> to_bytes() const {
        return detail::rows<std::uint8_t>(
            [&](std::uint8_t *bytes, std::size_t capacity, std::size_t *needed) {
                return goodwill_data_to_bytes(handle_.get(), bytes, capacity, needed);
            },
            4096);
    }
    // The bytes of data for a model of that kind.
    static model_data from_bytes(std::int32_t kind, const std::vector<std::uint8_t> &bytes) {
        goodwill_model_data *out = nullptr;
        detail::check(goodwill_data_from_bytes(kind, bytes.data(), bytes.size(), &out));
        return model_data(out);
    }
    const goodwill_model_data *get() const { return handle_.get(); }

private:
    explicit model_data(goodwill_model_data *handle) : handle_(handle) {}
    detail::unique<goodwill_model_data, goodwill_data_free> handle_;
};

// A model, given or fitted.
class model {
public:
    model(std::int32_t kind, const std::vector<double> &parameters, std::int32_t unit = GOODWILL_NONE,
          std::uint32_t regularity = 1) {
        goodwill_model *out = nullptr;
        detail::check(
            goodwill_model_new(kind, parameters.data(), parameters.size(), unit, regularity, &out));
        handle_.reset(out);
    }
    model(const model &other) {
        goodwill_model *out = nullptr;
        detail::check(goodwill_model_copy(other.get(), &out));
        handle_.reset(out);
    }
    model(model &&) = default;
    model &operator=(model other) noexcept {
        handle_ = std::move(other.handle_);
        return *this;
    }
    explicit model(goodwill_model *handle) : handle_(handle) {}
    static model fit(std::int32_t kind, const model_data &data,
                     const goodwill_fit_options &options = GOODWILL_FIT_OPTIONS_INIT) {
        goodwill_model *out = nullptr;
        detail::check(goodwill_fit(kind, data.get(), &options, &out));
        return model(out);
    }
    static model from_json(const std::string &json) {
        goodwill_model *out = nullptr;
        detail::check(goodwill_model_from_json(json.c_str(), &out));
        return model(out);
    }
    std::string to_json() const {
        return detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return goodwill_model_to_json(get(), buffer, capacity, needed);
        });
    }
    std::string text() const {
        return detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return goodwill_model_text(get(), buffer, capacity, needed);
        });
    }
    goodwill_fit_summary summary() const {
        goodwill_fit_summary out;
        detail::check(goodwill_model_summary(get(), &out));
        return out;
    }
    std::vector<double> parameters() const {
        return detail::rows<double>([&](double *rows, std::size_t capacity, std::size_t *needed) {
            return goodwill_model_parameters(get(), rows, capacity, needed);
        });
    }
    std::vector<goodwill_estimate> estimates() const {
        return detail::rows<goodwill_estimate>(
            [&](goodwill_estimate *rows, std::size_t capacity, std::size_t *needed) {
                return goodwill_model_estimates(get(), rows, capacity, needed);
            });
    }
    double expected_purchases(double t) const {
        double out;
        detail::check(goodwill_expected_purchases(get(), &t, 0, 1, &out));
        return out;
    }
    double purchase_pmf(std::uint32_t count, double from, double to) const {
        double out;
        detail::check(goodwill_purchase_pmf(get(), count, from, to, &out));
        return out;
    }
    std::vector<double> conditional_purchases(const customers &of, double t) const {
        std::vector<double> out(of.size());
        detail::check(goodwill_conditional_purchases(
            get(), of.frequency.data(), of.frequency.stride(), of.recency.data(), of.recency.stride(),
            of.tenure.data(), of.tenure.stride(), of.size(), t, out.data()));
        return out;
    }
    std::vector<double> probability_alive(const customers &of, double after = 0) const {
        std::vector<double> out(of.size());
        detail::check(goodwill_probability_alive(
            get(), of.frequency.data(), of.frequency.stride(), of.recency.data(), of.recency.stride(),
            of.tenure.data(), of.tenure.stride(), of.size(), after, out.data()));
        return out;
    }
    // The answers to a question, with their intervals.
    std::vector<goodwill_estimate> predict(const customers &of, const goodwill_question &question) const {
        std::vector<goodwill_estimate> out(of.size());
        detail::check(goodwill_model_predict(
            get(), of.frequency.data(), of.frequency.stride(), of.recency.data(), of.recency.stride(),
            of.tenure.data(), of.tenure.stride(), of.size(), &question, out.data()));
        return out;
    }
    std::vector<double> expected_spend(const column<double> &frequency, const column<double> &mean_spend) const {
        detail::same_size(frequency, mean_spend, "mean_spend");
        std::vector<double> out(frequency.size());
        detail::check(goodwill_expected_spend(get(), frequency.data(), frequency.stride(), mean_spend.data(),
                                              mean_spend.stride(), frequency.size(), out.data()));
        return out;
    }
    std::vector<double>
    lifetime_values(const customers &of, const column<double> &spend,
                    const goodwill_value_options &options = GOODWILL_VALUE_OPTIONS_INIT) const {
        detail::same_size(of.frequency, spend, "spend");
        std::vector<double> out(of.size());
        detail::check(goodwill_lifetime_values(
            get(), of.frequency.data(), of.frequency.stride(), of.recency.data(), of.recency.stride(),
            of.tenure.data(), of.tenure.stride(), spend.data(), spend.stride(), of.size(), &options, out.data()));
        return out;
    }
    std::vector<double> covariance() const {
        return detail::rows<double>([&](double *rows, std::size_t capacity, std::size_t *needed) {
            return goodwill_model_covariance(get(), rows, capacity, needed);
        });
    }
    // A warning of the fit: its kind and its text.
    std::pair<std::int32_t, std::string> warning(std::size_t index) const {
        std::int32_t kind = 0;
        const std::string text = detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return goodwill_model_warning(get(), index, &kind, buffer, capacity, needed);
        });
        return std::make_pair(kind, text);
    }
    double log_likelihood(const model_data &data) const {
        double out;
        detail::check(goodwill_log_likelihood(get(), data.get(), &out));
        return out;
    }
    std::vector<double> gradient(const model_data &data) const {
        std::vector<double> out(parameters().size());
        detail::check(goodwill_gradient(get(), data.get(), out.data(), out.size()));
        return out;
    }
    std::vector<double> hessian(const model_data &data) const {
        const std::size_t n = parameters().size();
        std::vector<double> out(n * n);
        detail::check(goodwill_hessian(get(), data.get(), out.data(), out.size()));
        return out;
    }
    std::vector<double> conditional_pmf(const customers &of, std::uint32_t count, double from, double to) const {
        std::vector<double> out(of.size());
        detail::check(goodwill_conditional_pmf(
            get(), of.frequency.data(), of.frequency.stride(), of.recency.data(), of.recency.stride(),
            of.tenure.data(), of.tenure.stride(), of.size(), count, from, to, out.data()));
        return out;
    }
    std::vector<double> probability_active(const customers &of, double from, double to) const {
        std::vector<double> out(of.size());
        detail::check(goodwill_probability_active(
            get(), of.frequency.data(), of.frequency.stride(), of.recency.data(), of.recency.stride(),
            of.tenure.data(), of.tenure.stride(), of.size(), from, to, out.data()));
        return out;
    }
    std::vector<double> residual_transactions(const customers &of, double discount, std::int32_t discount_unit = GOODWILL_TIME_UNIT_YEAR, double horizon = GOODWILL_FOR_EVER) const {
        std::vector<double> out(of.size());
        detail::check(goodwill_residual_transactions(
            get(), of.frequency.data(), of.frequency.stride(), of.recency.data(), of.recency.stride(),
            of.tenure.data(), of.tenure.stride(), of.size(), discount, discount_unit, horizon, out.data()));
        return out;
    }
    std::vector<double> residual_lifetime(const customers &of, double horizon = GOODWILL_FOR_EVER) const {
        std::vector<double> out(of.size());
        detail::check(goodwill_residual_lifetime(
            get(), of.frequency.data(), of.frequency.stride(), of.recency.data(), of.recency.stride(),
            of.tenure.data(), of.tenure.stride(), of.size(), horizon, out.data()));
        return out;
    }
    std::vector<goodwill_customer_rates> posterior_rates(const customers &of) const {
        std::vector<goodwill_customer_rates> out(of.size());
        detail::check(goodwill_posterior_rates(
            get(), of.frequency.data(), of.frequency.stride(), of.recency.data(), of.recency.stride(),
            of.tenure.data(), of.tenure.stride(), of.size(), out.data()));
        return out;
    }
    std::vector<double> survival(const column<std::uint32_t> &t) const {
        std::vector<double> out(t.size());
        detail::check(goodwill_survival(get(), t.data(), t.stride(), t.size(), out.data()));
        return out;
    }
    std::vector<double> retention_rate(const column<std::uint32_t> &t) const {
        std::vector<double> out(t.size());
        detail::check(goodwill_retention_rate(get(), t.data(), t.stride(), t.size(), out.data()));
        return out;
    }
    std::vector<double> churn_pmf(const column<std::uint32_t> &t) const {
        std::vector<double> out(t.size());
        detail::check(goodwill_churn_pmf(get(), t.data(), t.stride(), t.size(), out.data()));
        return out;
    }
    double conditional_survival(std::uint32_t renewals, std::uint32_t t) const {
        double out;
        detail::check(goodwill_conditional_survival(get(), renewals, t, &out));
        return out;
    }
    double posterior_churn(std::uint32_t renewals) const {
        double out;
        detail::check(goodwill_posterior_churn(get(), renewals, &out));
        return out;
    }
    std::vector<double> residual_renewals(const column<std::uint32_t> &renewals, double discount,
                                          std::int32_t discount_unit = GOODWILL_NONE,
                                          std::uint64_t horizon = GOODWILL_UNKNOWN) const {
        std::vector<double> out(renewals.size());
        detail::check(goodwill_residual_renewals(get(), renewals.data(), renewals.stride(), renewals.size(),
                                                 discount, discount_unit, horizon, out.data()));
        return out;
    }
    std::vector<double> retention_elasticity(const column<std::uint32_t> &renewals, double discount,
                                             std::int32_t discount_unit = GOODWILL_NONE) const {
        std::vector<double> out(renewals.size());
        detail::check(goodwill_retention_elasticity(get(), renewals.data(), renewals.stride(), renewals.size(),
                                                    discount, discount_unit, out.data()));
        return out;
    }
    double lifetime_value(std::uint32_t frequency, double recency, double tenure, double spend,
                          const goodwill_value_options &options = GOODWILL_VALUE_OPTIONS_INIT) const {
        double out;
        detail::check(goodwill_lifetime_value(get(), frequency, recency, tenure, spend, &options, &out));
        return out;
    }
    // With its interval, of a fitted model.
    goodwill_estimate value_of_customer(std::uint32_t frequency, double recency, double tenure,
                                        const goodwill_estimate &spend,
                                        const goodwill_value_options &options = GOODWILL_VALUE_OPTIONS_INIT) const {
        goodwill_estimate out;
        detail::check(
            goodwill_value_of_customer(get(), nullptr, frequency, recency, tenure, &spend, &options, &out));
        return out;
    }
    // Made-up customers, one a time observed, with their own rates.
    struct simulated {
        std::vector<double> frequency, recency, left, purchase_rate, dropout_rate;
    };
    simulated simulate(const column<double> &tenure, std::uint64_t seed) const {
        simulated out;
        out.frequency.resize(tenure.size());
        out.recency.resize(tenure.size());
        out.left.resize(tenure.size());
        out.purchase_rate.resize(tenure.size());
        out.dropout_rate.resize(tenure.size());
        detail::check(goodwill_simulate(get(), tenure.data(), tenure.stride(), tenure.size(), seed,
                                        out.frequency.data(), out.recency.data(), out.left.data(),
                                        out.purchase_rate.data(), out.dropout_rate.data()));
        return out;
    }
    table<goodwill_tracking_result, goodwill_tracking_period>
    tracking(const purchases &orders, std::int32_t calibration_end, std::int32_t observation_end = GOODWILL_NONE,
             std::uint32_t period_days = 7) const {
        table<goodwill_tracking_result, goodwill_tracking_period> out;
        out.rows = detail::rows<goodwill_tracking_period>(
            [&](goodwill_tracking_period *rows, std::size_t capacity, std::size_t *needed) {
                return goodwill_tracking(get(), orders.get(), calibration_end, observation_end, period_days, rows,
                                         capacity, needed, &out.result);
            });
        return out;
    }
    std::vector<goodwill_calibration_row> calibration_table(const model_data &data, std::uint32_t censor = 7) const {
        std::vector<goodwill_calibration_row> out(censor + 1u);
        detail::check(goodwill_calibration_table(get(), data.get(), censor, out.data(), out.size()));
        return out;
    }
    table<goodwill_holdout_total, goodwill_holdout_row>
    holdout_table(const history &split, const goodwill_holdout_options &options = GOODWILL_HOLDOUT_OPTIONS_INIT) const {
        table<goodwill_holdout_total, goodwill_holdout_row> out;
        out.rows.resize(options.groups);
        detail::check(goodwill_holdout_table(get(), split.get(), &options, out.rows.data(), out.rows.size(),
                                             &out.result));
        return out;
    }
    goodwill_forecast_result forecast_error(const history &split, double level = 0.95) const {
        goodwill_forecast_result out;
        detail::check(goodwill_forecast_error(get(), split.get(), level, &out));
        return out;
    }
    std::vector<double> history_grid(const goodwill_grid_options &options) const {
        std::vector<double> out((options.max_frequency + std::size_t(1)) * (options.steps + std::size_t(1)));
        detail::check(goodwill_history_grid(get(), &options, out.data(), out.size()));
        return out;
    }
    std::vector<goodwill_alive_point> alive_timeline(const column<std::int32_t> &days, std::int32_t until,
                                                     std::uint32_t step = 7) const {
        return detail::rows<goodwill_alive_point>(
            [&](goodwill_alive_point *rows, std::size_t capacity, std::size_t *needed) {
                return goodwill_alive_timeline(get(), days.data(), days.stride(), days.size(), until, step, rows,
                                               capacity, needed);
            });
    }
    const goodwill_model *get() const { return handle_.get(); }

private:
    detail::unique<goodwill_model, goodwill_model_free> handle_;
};

// Covariates by name.
typedef std::vector<std::pair<std::string, std::vector<double>>> covariates;

namespace detail {
struct covariate_columns {
    std::vector<const char *> names;
    std::vector<const double *> columns;
    covariate_columns(const covariates &of, const customers &rows, const char *parameter) {
        for (const std::pair<std::string, std::vector<double>> &each : of) {
            same_size(rows.frequency, column<double>(each.second), parameter);
            names.push_back(each.first.c_str());
            columns.push_back(each.second.data());
        }
    }
};
} // namespace detail

// Draws from the posterior distribution of a model's parameters.
class posterior {
public:
    posterior(std::int32_t kind, const model_data &data,
              const std::vector<goodwill_prior> &priors = std::vector<goodwill_prior>(),
              const goodwill_posterior_options &options = GOODWILL_POSTERIOR_OPTIONS_INIT) {
        goodwill_draws *out = nullptr;
        detail::check(goodwill_posterior(kind, data.get(), priors.empty() ? nullptr : priors.data(),
                                         priors.size(), &options, &out));
        handle_.reset(out);
    }
    // With covariates: of base parameters and coefficients.
    posterior(std::int32_t kind, const customers &of, const covariates &purchase, const covariates &dropout,
              const std::vector<goodwill_prior> &priors = std::vector<goodwill_prior>(),
              std::int32_t unit = GOODWILL_NONE,
              const goodwill_posterior_options &options = GOODWILL_POSTERIOR_OPTIONS_INIT) {
        const detail::covariate_columns p(purchase, of, "purchase_columns"), d(dropout, of, "dropout_columns");
        goodwill_draws *out = nullptr;
        detail::check(goodwill_covariates_posterior(
            kind, of.frequency.data(), of.frequency.stride(), of.recency.data(), of.recency.stride(),
            of.tenure.data(), of.tenure.stride(), of.size(), unit, p.names.data(), p.columns.data(), p.names.size(),
            d.names.data(), d.columns.data(), d.names.size(), priors.empty() ? nullptr : priors.data(),
            priors.size(), &options, &out));
        handle_.reset(out);
    }
    // Of the model of a customer with these covariates, for every prediction.
    posterior posterior_for(const std::vector<double> &purchase, const std::vector<double> &dropout) const {
        goodwill_draws *out = nullptr;
        detail::check(goodwill_draws_for(get(), purchase.data(), purchase.size(), dropout.data(), dropout.size(),
                                         &out));
        return posterior(out);
    }
    goodwill_posterior_summary summary() const {
        goodwill_posterior_summary out;
        detail::check(goodwill_draws_summary(get(), &out));
        return out;
    }
    std::vector<goodwill_estimate> estimates() const {
        return detail::rows<goodwill_estimate>(
            [&](goodwill_estimate *rows, std::size_t capacity, std::size_t *needed) {
                return goodwill_draws_estimates(get(), rows, capacity, needed);
            });
    }
    std::vector<goodwill_estimate> predict(const customers &of, const goodwill_question &question) const {
        std::vector<goodwill_estimate> out(of.size());
        detail::check(goodwill_draws_predict(
            get(), of.frequency.data(), of.frequency.stride(), of.recency.data(), of.recency.stride(),
            of.tenure.data(), of.tenure.stride(), of.size(), &question, out.data()));
        return out;
    }
    std::vector<double> covariance() const {
        return detail::rows<double>([&](double *rows, std::size_t capacity, std::size_t *needed) {
            return goodwill_draws_covariance(get(), rows, capacity, needed);
        });
    }
    std::string report() const {
        return detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return goodwill_draws_report(get(), buffer, capacity, needed);
        });
    }
    // A warning: its kind and its text.
    std::pair<std::int32_t, std::string> warning(std::size_t index) const {
        std::int32_t kind = 0;
        const std::string text = detail::text([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return goodwill_draws_warning(get(), index, &kind, buffer, capacity, needed);
        });
        return std::make_pair(kind, text);
    }
    // The draws, parameter after parameter within each, and their weights.
    struct draw_columns {
        std::vector<double> values, weights;
    };
    draw_columns draws() const {
        const goodwill_posterior_summary counts = summary();
        draw_columns out;
        out.weights.resize(static_cast<std::size_t>(counts.draws));
        out.values.resize(out.weights.size() * static_cast<std::size_t>(counts.parameters));
        detail::check(goodwill_draws_values(get(), out.values.data(), out.weights.data()));
        return out;
    }
    goodwill_estimate value_of_customer(std::uint32_t frequency, double recency, double tenure,
                                        const goodwill_estimate &spend,
                                        const goodwill_value_options &options = GOODWILL_VALUE_OPTIONS_INIT) const {
        goodwill_estimate out;
        detail::check(
            goodwill_value_of_customer(nullptr, get(), frequency, recency, tenure, &spend, &options, &out));
        return out;
    }
    const goodwill_draws *get() const { return handle_.get(); }

private:
    explicit posterior(goodwill_draws *handle) : handle_(handle) {}
    detail::unique<goodwill_draws, goodwill_draws_free> handle_;
};

// Models fitted to the same customers, compared.
inline std::vector<goodwill_compared_model> compare_models(const std::vector<const model *> &models) {
    std::vector<const goodwill_model *> handles;
    for (const model *each : models) {
        handles.push_back(each->get());
    }
    std::vector<goodwill_compared_model> out(models.size());
    detail::check(goodwill_compare_models(handles.data(), handles.size(), out.data()));
    return out;
}

inline goodwill_test_result likelihood_ratio(const model &restricted, const model &full) {
    goodwill_test_result out;
    detail::check(goodwill_likelihood_ratio(restricted.get(), full.get(), &out));
    return out;
}

inline goodwill_spend_relation spend_independence(const column<double> &frequency, const column<double> &mean_spend,
                                                  double level = 0.95) {
    detail::same_size(frequency, mean_spend, "mean_spend");
    goodwill_spend_relation out;
    detail::check(goodwill_spend_independence(frequency.data(), frequency.stride(), mean_spend.data(),
                                              mean_spend.stride(), frequency.size(), level, &out));
    return out;
}

// A fitted model with covariates.
class covariate_fit {
public:
    covariate_fit(std::int32_t kind, const customers &of, const covariates &purchase, const covariates &dropout,
                  std::int32_t unit = GOODWILL_NONE,
                  const goodwill_fit_options &options = GOODWILL_FIT_OPTIONS_INIT) {
        const detail::covariate_columns p(purchase, of, "purchase_columns"), d(dropout, of, "dropout_columns");
        goodwill_covariate_fit *out = nullptr;
        detail::check(goodwill_covariates_fit(kind, of.frequency.data(), of.frequency.stride(), of.recency.data(),
                                              of.recency.stride(), of.tenure.data(), of.tenure.stride(), of.size(),
                                              unit, p.names.data(), p.columns.data(), p.names.size(),
                                              d.names.data(), d.columns.data(), d.names.size(), &options, &out));
        handle_.reset(out);
    }
    goodwill_fit_summary summary() const {
        goodwill_fit_summary out;
        detail::check(goodwill_covariates_summary(get(), &out));
        return out;
    }
    std::vector<goodwill_estimate> estimates() const {
        return detail::rows<goodwill_estimate>(
            [&](goodwill_estimate *rows, std::size_t capacity, std::size_t *needed) {
                return goodwill_covariates_estimates(get(), rows, capacity, needed);
            });
    }
    // The covariance matrix of the estimates, row by row.
    std::vector<double> covariance() const {
        return detail::rows<double>([&](double *rows, std::size_t capacity, std::size_t *needed) {
            return goodwill_covariates_covariance(get(), rows, capacity, needed);
        });
    }
    goodwill_test_result test() const {
        goodwill_test_result out;
        detail::check(goodwill_covariates_test(get(), &out));
        return out;
    }
    // The model of a customer with these covariates.
    model model_for(const std::vector<double> &purchase, const std::vector<double> &dropout) const {
        goodwill_model *out = nullptr;
        detail::check(goodwill_covariates_model(get(), purchase.data(), purchase.size(), dropout.data(),
                                                dropout.size(), &out));
        return model(out);
    }
    // The answers to a question for customers who share these covariates, with their intervals.
    std::vector<goodwill_estimate> predict(const std::vector<double> &purchase, const std::vector<double> &dropout,
                                           const customers &of, const goodwill_question &question) const {
        std::vector<goodwill_estimate> out(of.size());
        detail::check(goodwill_covariates_predict(
            get(), purchase.data(), purchase.size(), dropout.data(), dropout.size(), of.frequency.data(),
            of.frequency.stride(), of.recency.data(), of.recency.stride(), of.tenure.data(), of.tenure.stride(),
            of.size(), &question, out.data()));
        return out;
    }
    const goodwill_covariate_fit *get() const { return handle_.get(); }

private:
    detail::unique<goodwill_covariate_fit, goodwill_covariates_free> handle_;
};

// A customer whose covariates change: the times of the repeat purchases, the time observed, where each period starts, where
// the last one ends, and the covariates of each period, period after period.
struct varying_customer {
    std::vector<double> purchases;
    double tenure;
    std::vector<double> starts;
    double end;
    std::vector<double> values;

    // That every period has that many covariates.
    void check(std::size_t width) const {
        detail::same_size(column<double>(nullptr, starts.size() * width), column<double>(values), "values");
    }
};

// Customers with covariates that change over time.
class varying_data {
public:
    varying_data(const std::vector<std::string> &purchase, const std::vector<std::string> &dropout,
                 std::int32_t unit = GOODWILL_NONE)
        : width_(purchase.size() + dropout.size()) {
        const std::vector<const char *> p = texts(purchase), d = texts(dropout);
        goodwill_varying_data *out = nullptr;
        detail::check(goodwill_varying_data_new(p.data(), p.size(), d.data(), d.size(), unit, &out));
        handle_.reset(out);
    }
    void add(const varying_customer &of) {
        of.check(width_);
        detail::check(goodwill_varying_data_add(handle_.get(), of.purchases.data(), of.purchases.size(), of.tenure,
                                                of.starts.data(), of.starts.size(), of.end, of.values.data()));
    }
    const goodwill_varying_data *get() const { return handle_.get(); }
    // How many covariates a period has.
    std::size_t width() const { return width_; }

private:
    static std::vector<const char *> texts(const std::vector<std::string> &names) {
        std::vector<const char *> out;
        for (const std::string &name : names) {
            out.push_back(name.c_str());
        }
        return out;
    }
    std::size_t width_;
    detail::unique<goodwill_varying_data, goodwill_varying_data_free> handle_;
};

// Pareto/NBD with covariates that change over time.
class varying_fit {
public:
    explicit varying_fit(const varying_data &data, const goodwill_fit_options &options = GOODWILL_FIT_OPTIONS_INIT)
        : width_(data.width()) {
        goodwill_varying_fit *out = nullptr;
        detail::check(goodwill_fit_varying(data.get(), &options, &out));
        handle_.reset(out);
    }
    goodwill_fit_summary summary() const {
        goodwill_fit_summary out;
        detail::check(goodwill_varying_summary(get(), &out));
        return out;
    }
    std::vector<goodwill_estimate> estimates() const {
        return detail::rows<goodwill_estimate>(
            [&](goodwill_estimate *rows, std::size_t capacity, std::size_t *needed) {
                return goodwill_varying_estimates(get(), rows, capacity, needed);
            });
    }
    // The covariance matrix of the estimates, row by row.
    std::vector<double> covariance() const {
        return detail::rows<double>([&](double *rows, std::size_t capacity, std::size_t *needed) {
            return goodwill_varying_covariance(get(), rows, capacity, needed);
        });
    }
    goodwill_test_result test() const {
        goodwill_test_result out;
        detail::check(goodwill_varying_test(get(), &out));
        return out;
    }
    goodwill_estimate conditional_purchases(const varying_customer &of, double t) const {
        of.check(width_);
        goodwill_estimate out;
        detail::check(goodwill_varying_purchases(get(), of.purchases.data(), of.purchases.size(), of.tenure,
                                                 of.starts.data(), of.starts.size(), of.end, of.values.data(), t,
                                                 &out));
        return out;
    }
    goodwill_estimate probability_alive(const varying_customer &of, double after = 0) const {
        of.check(width_);
        goodwill_estimate out;
        detail::check(goodwill_varying_alive(get(), of.purchases.data(), of.purchases.size(), of.tenure,
                                             of.starts.data(), of.starts.size(), of.end, of.values.data(), after,
                                             &out));
        return out;
    }
    const goodwill_varying_fit *get() const { return handle_.get(); }

private:
    std::size_t width_;
    detail::unique<goodwill_varying_fit, goodwill_varying_free> handle_;
};

} // namespace goodwill

#endif // GOODWILL_HPP
