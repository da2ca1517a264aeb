/* base/error.h: status codes and error messages of the whole library.
 *
 * Turns a failure into a code and one sentence that says what, where and why.
 * Knows nothing about any module above. Thread rule: a clm_error belongs to one
 * thread; the functions here keep no state. */
#ifndef CLM_BASE_ERROR_H
#define CLM_BASE_ERROR_H

#include <stdarg.h>

#if defined(__GNUC__)
#define CLM_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define CLM_MUST_CHECK __attribute__((warn_unused_result))
#else
#define CLM_PRINTF(fmt, args)
#define CLM_MUST_CHECK
#endif

typedef enum clm_status {
    CLM_OK = 0,
    CLM_ERR_NOMEM,       /* an allocation failed */
    CLM_ERR_IO,          /* the system refused to read or write */
    CLM_ERR_FORMAT,      /* the input is not what it should be */
    CLM_ERR_RANGE,       /* a value lies outside its range */
    CLM_ERR_NOT_FOUND,   /* a named thing does not exist */
    CLM_ERR_ARGUMENT,    /* the caller asked for something impossible */
    CLM_ERR_LIMIT,       /* a stated limit was reached */
    CLM_ERR_VERSION,     /* a file of another version of the program */
    CLM_ERR_DAMAGED,     /* a checksum or an offset in a file is wrong */
    CLM_ERR_UNSUPPORTED, /* known, and not offered in this build */
    CLM_ERR_FOREIGN,     /* a library below failed for a reason of its own */
    CLM_STATUS_COUNT     /* sentinel, not a status */
} clm_status;

enum { CLM_ERROR_MESSAGE_BYTES = 512 };

/* A failure. `message` is UTF-8 without a trailing newline, cut at a character border. */
typedef struct clm_error {
    clm_status code;
    char message[CLM_ERROR_MESSAGE_BYTES];
} clm_error;

/* Returns a constant English name of `status` ("out of memory"); "unknown status" for others. */
const char *clm_status_name(clm_status status);

/* Sets `*error` (NULL allowed) to `code` and the formatted message; returns `code`, so that a
 * function can end with `return clm_fail(error, CLM_ERR_IO, "...")`. */
clm_status clm_fail(clm_error *error, clm_status code, const char *format, ...) CLM_PRINTF(3, 4);

/* As clm_fail, with a va_list. */
clm_status clm_fail_v(clm_error *error, clm_status code, const char *format, va_list args)
    CLM_PRINTF(3, 0);

/* Puts "`prefix`: " before the message of `*error` (NULL allowed); returns its code. */
clm_status clm_error_prefix(clm_error *error, const char *prefix);

#endif
