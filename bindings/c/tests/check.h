/* What the unit tests in C share: counted checks, and what went wrong last. */
#ifndef CHECK_H
#define CHECK_H

#include <goodwill.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int checks, failures;

#define CHECK(holds)                                                       \
    do {                                                                   \
        ++checks;                                                          \
        if (!(holds)) {                                                    \
            ++failures;                                                    \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #holds);    \
        }                                                                  \
    } while (0)

/* A call that must fail with this status, about this parameter. */
#define FAILS(call, status, name)                                                                  \
    do {                                                                                           \
        const goodwill_status got_ = (call);                                                       \
        ++checks;                                                                                  \
        if (got_ != (status) || strcmp(parameter(), (name)) != 0) {                                \
            ++failures;                                                                            \
            fprintf(stderr, "%s:%d: %s is %d: %s\n", __FILE__, __LINE__, #call, (int)got_,         \
                    got_ == GOODWILL_OK ? "no error" : message());                                 \
        }                                                                                          \
    } while (0)

static inline const char *message(void) {
    static char text[512];
    return goodwill_last_error_message(text, sizeof text, NULL) == GOODWILL_OK ? text : "";
}

static inline const char *parameter(void) {
    static char text[64];
    return goodwill_last_error_parameter(text, sizeof text, NULL) == GOODWILL_OK ? text : "";
}

static inline const char *value(void) {
    static char text[64];
    return goodwill_last_error_value(text, sizeof text, NULL) == GOODWILL_OK ? text : "";
}

/* Whether the message of the last error holds these words. */
static inline int says(const char *words) { return strstr(message(), words) != NULL; }

/* An estimate nothing may touch. */
static inline goodwill_estimate untouched(void) {
    goodwill_estimate estimate;
    memset(&estimate, 0x5a, sizeof estimate);
    return estimate;
}

static inline int is_untouched(const goodwill_estimate *estimate) {
    const goodwill_estimate other = untouched();
    return !memcmp(estimate, &other, sizeof other);
}

/* A result before a call that must leave it alone, and whether it did. */
#define SPOIL(out) memset(&(out), 0x5a, sizeof(out))
#define IS_SPOILED(out) is_spoiled(&(out), sizeof(out))

static inline int is_spoiled(const void *out, size_t size) {
    const unsigned char *bytes = out;
    for (size_t i = 0; i < size; ++i) {
        if (bytes[i] != 0x5a) {
            return 0;
        }
    }
    return 1;
}

#endif
