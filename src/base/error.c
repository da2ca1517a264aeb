#include "base/error.h"

#include "base/system.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

const char *clm_status_name(clm_status status) {
    switch (status) {
    case CLM_OK:
        return "ok";
    case CLM_ERR_NOMEM:
        return "out of memory";
    case CLM_ERR_IO:
        return "input or output failed";
    case CLM_ERR_FORMAT:
        return "malformed input";
    case CLM_ERR_RANGE:
        return "value out of range";
    case CLM_ERR_NOT_FOUND:
        return "not found";
    case CLM_ERR_ARGUMENT:
        return "invalid argument";
    case CLM_ERR_LIMIT:
        return "limit reached";
    case CLM_ERR_VERSION:
        return "other version";
    case CLM_ERR_DAMAGED:
        return "damaged file";
    case CLM_ERR_UNSUPPORTED:
        return "not supported in this build";
    case CLM_ERR_FOREIGN:
        return "a library failed";
    case CLM_STATUS_COUNT:
        break;
    }
    return "unknown status";
}

/* Cuts a message that filled its array at the last whole character, and mends bytes that are no
 * UTF-8 and control characters (file names may hold any), so that the message can be printed as one
 * line or put into JSON. */
static void tidy_message(char *message) {
    size_t length = strlen(message);
    while (length > 0 && message[length - 1] == '\n') {
        message[--length] = '\0';
    }
    size_t i = 0;
    while (i < length) {
        uint32_t code_point = 0;
        size_t used = clm_utf8_decode(message + i, length - i, &code_point);
        if (code_point == 0xFFFD && used == 1) {
            if (length == CLM_ERROR_MESSAGE_BYTES - 1 && length - i < 4 &&
                (unsigned char)message[i] >= 0xC2) {
                message[i] = '\0';
                return;
            }
            message[i] = '?';
        } else if (code_point < 0x20 || code_point == 0x7F) {
            message[i] = '?';
        }
        i += used;
    }
}

clm_status clm_fail_v(clm_error *error, clm_status code, const char *format, va_list args) {
    if (!error) {
        return code;
    }
    /* Formatted aside, since an argument may be the old message. */
    char message[CLM_ERROR_MESSAGE_BYTES];
    if (vsnprintf(message, sizeof message, format, args) < 0) {
        message[0] = '\0';
    }
    tidy_message(message);
    error->code = code;
    memcpy(error->message, message, sizeof message);
    return code;
}

clm_status clm_fail(clm_error *error, clm_status code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    (void)clm_fail_v(error, code, format, args);
    va_end(args);
    return code;
}

clm_status clm_error_prefix(clm_error *error, const char *prefix) {
    if (!error) {
        return CLM_OK;
    }
    return clm_fail(error, error->code, "%s: %s", clm_name_end(prefix), error->message);
}
