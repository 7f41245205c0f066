// goodwill for C++11 and later: exceptions instead of statuses, handles that free themselves, containers in.
//
// Every function has the name of its C counterpart without the prefix, and its documentation is there:
// goodwill::mean(values) calls goodwill_mean. Results and options are the C structs.
//
// SPDX-License-Identifier: MIT OR Apache-2.0
#ifndef GOODWILL_HPP
#define GOODWILL_HPP

#include "goodwill.h"

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

// Asks for the size, then for the text.
template <class Get> std::string text(Get get) {
    std::size_t needed = 0;
    get(static_cast<char *>(nullptr), std::size_t(0), &needed);
    std::vector<char> buffer(needed + 1);
    get(buffer.data(), buffer.size(), &needed);
    return std::string(buffer.data());
}

inline void check(goodwill_status status) {
    if (status != GOODWILL_OK) {
        throw error(status, text(goodwill_last_error_message), text(goodwill_last_error_parameter),
                    text(goodwill_last_error_value), goodwill_last_error_index());
    }
}

} // namespace detail

// Values read in place: a container of them, or one field of an array of records.
template <class T> class column {
public:
    column(const T *data, std::size_t size, std::size_t stride = 0)
        : data_(data), size_(size), stride_(stride) {}

    // Anything with data() and size(): std::vector, std::array, std::span.
    template <class Container, class = decltype(static_cast<const T *>(std::declval<const Container &>().data()))>
    column(const Container &values) : data_(values.data()), size_(values.size()), stride_(0) {}

    // column<double>::of(orders, &order::amount)
    template <class Container, class Record> static column of(const Container &records, T Record::*field) {
        return column(records.size() ? &(records.data()->*field) : nullptr, records.size(), sizeof(Record));
    }

    const T *data() const noexcept { return data_; }
    std::size_t size() const noexcept { return size_; }
    std::size_t stride() const noexcept { return stride_; }

private:
    const T *data_;
    std::size_t size_;
    std::size_t stride_;
};

// The version of the library that is running.
inline std::string version() { return goodwill_version(); }

// ---- shares, means and rates

inline goodwill_estimate proportion(
    std::uint64_t successes, std::uint64_t n,
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

} // namespace goodwill

#endif // GOODWILL_HPP
