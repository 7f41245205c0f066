// What the unit tests in C++ share: counted checks, and the error a call throws.
#ifndef CHECK_HPP
#define CHECK_HPP

#include <goodwill.hpp>

#include <cmath>
#include <cstdio>

static int checks, failures;

#define CHECK(holds)                                                            \
    do {                                                                        \
        ++checks;                                                               \
        if (!(holds)) {                                                         \
            ++failures;                                                         \
            std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #holds);    \
        }                                                                       \
    } while (0)

// The error a call throws.
template <class Call> goodwill::error thrown(Call call) {
    try {
        call();
    } catch (const goodwill::error &error) {
        return error;
    }
    return goodwill::error(GOODWILL_OK, "nothing was thrown", "", "", -1);
}

inline bool near(double a, double b, double tolerance) { return std::fabs(a - b) <= tolerance * std::fabs(b); }

#endif
