/* What the options of the command line say of a request. */
#include "pipeline/pipeline.h"

#include "article/article.h"
#include "base/utf8.h"
#include "map/map.h"

enum { SIDE_MIN_PX = 64, SIDE_MAX_PX = 16384 };

typedef clm_status set_value(clm_request *request, const char *value, clm_error *error);

static clm_status wrong(const char *value, const char *wanted, clm_error *error) {
    return clm_fail(error, CLM_ERR_ARGUMENT, "'%s' is not %s", value, wanted);
}

static clm_status unknown_format(clm_text name, clm_error *error) {
    clm_buffer known;
    clm_buffer_init(&known);
    for (int i = 0; i < CLM_FORMAT_COUNT; i++) {
        clm_buffer_printf(&known, "%s%s", i > 0 ? ", " : "", clm_format_name((clm_format)i));
    }
    const clm_status status = known.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                                           : clm_fail(error, CLM_ERR_ARGUMENT,
                                                      "format '%.*s' is not known; formats are %s",
                                                      (int)name.len, name.ptr, known.data);
    clm_buffer_clear(&known);
    return status;
}

static clm_status set_format(clm_request *request, const char *value, clm_error *error) {
    bool want[CLM_FORMAT_COUNT] = {false};
    while (true) {
        const clm_text name = {value, strcspn(value, ",")};
        int i = 0;
        while (i < CLM_FORMAT_COUNT && !clm_text_is(name, clm_format_name((clm_format)i))) {
            i++;
        }
        if (i == CLM_FORMAT_COUNT) {
            return unknown_format(name, error);
        }
        want[i] = true;
        if (value[name.len] == '\0') {
            break;
        }
        value += name.len + 1;
    }
    memcpy(request->want, want, sizeof want);
    return CLM_OK;
}

/* Digits up to `end`. */
static bool parse_side(const char *text, const char *end, int *out) {
    int value = 0;
    for (; text < end && *text >= '0' && *text <= '9' && value <= SIDE_MAX_PX; text++) {
        value = value * 10 + (*text - '0');
    }
    *out = value;
    return text == end && value >= SIDE_MIN_PX && value <= SIDE_MAX_PX;
}

static clm_status set_size(clm_request *request, const char *value, clm_error *error) {
    int width_px, height_px;
    const char *cross = strchr(value, 'x');
    if (cross == NULL || !parse_side(value, cross, &width_px) ||
        !parse_side(cross + 1, value + strlen(value), &height_px)) {
        return wrong(value, "a size written as WIDTHxHEIGHT, each 64 to 16384", error);
    }
    request->width_px = width_px;
    request->height_px = height_px;
    return CLM_OK;
}

static clm_status set_scale(clm_request *request, const char *value, clm_error *error) {
    double scale = 0.0;
    const size_t used = clm_text_number(clm_text_of(value), &scale);
    if (used == 0 || value[used] != '\0' || !(scale >= 0.25 && scale <= 8.0)) {
        return wrong(value, "a number of 0.25 to 8", error);
    }
    request->scale = scale;
    return CLM_OK;
}

static bool parse_extent(const char *text, double values[4]) {
    clm_text rest = clm_text_of(text);
    for (int i = 0; i < 4; i++) {
        size_t used = clm_text_number(rest, &values[i]);
        const bool last = i == 3;
        if (used == 0 || (last ? used != rest.len : used >= rest.len || rest.ptr[used] != ',')) {
            return false;
        }
        used += !last;
        rest = (clm_text){rest.ptr + used, rest.len - used};
    }
    return values[1] < values[3] && values[0] != values[2] && values[1] >= -90.0 &&
           values[3] <= 90.0 && values[0] >= -180.0 && values[0] <= 180.0 && values[2] >= -180.0 &&
           values[2] <= 180.0;
}

static clm_status set_extent(clm_request *request, const char *value, clm_error *error) {
    double values[4];
    if (!parse_extent(value, values)) {
        return wrong(value, "an extent written as WEST,SOUTH,EAST,NORTH in degrees", error);
    }
    request->has_extent = true;
    request->west_deg = values[0];
    request->south_deg = values[1];
    request->east_deg = values[2];
    request->north_deg = values[3];
    return CLM_OK;
}

static clm_status set_worldview(clm_request *request, const char *value, clm_error *error) {
    const bool de_facto = strcmp(value, "de-facto") == 0;
    if (!de_facto && strcmp(value, "iso") != 0) {
        return wrong(value, "iso or de-facto", error);
    }
    request->de_facto = de_facto;
    request->has_worldview = true;
    return CLM_OK;
}

static clm_status set_lang(clm_request *request, const char *value, clm_error *error) {
    const clm_status status = clm_map_check_language(value, error);
    request->lang = status == CLM_OK ? value : request->lang;
    return status;
}

static clm_status set_date(clm_request *request, const char *value, clm_error *error) {
    clm_date date;
    if (!clm_date_parse(clm_text_of(value), &date)) {
        return wrong(value, "a day written as YYYY-MM-DD", error);
    }
    request->date = value;
    return CLM_OK;
}

static clm_status check_utf8(const char *value, clm_error *error) {
    return clm_utf8_valid(value, strlen(value))
               ? CLM_OK
               : clm_fail(error, CLM_ERR_ARGUMENT, "it is not valid UTF-8");
}

static clm_status set_title(clm_request *request, const char *value, clm_error *error) {
    const clm_status status = check_utf8(value, error);
    request->title = status == CLM_OK ? value : request->title;
    return status;
}

static clm_status set_byline(clm_request *request, const char *value, clm_error *error) {
    const clm_status status = check_utf8(value, error);
    request->byline = status == CLM_OK ? value : request->byline;
    return status;
}

static const struct {
    const char *name;
    set_value *set;
} settings[] = {
    {"format", set_format}, {"size", set_size}, {"scale", set_scale},
    {"extent", set_extent}, {"date", set_date}, {"title", set_title},
    {"byline", set_byline}, {"lang", set_lang}, {"worldview", set_worldview},
};

clm_status clm_request_set(clm_request *request, const char *name, const char *value,
                           clm_error *error) {
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        if (strcmp(settings[i].name, name) == 0) {
            return settings[i].set(request, value, error);
        }
    }
    return clm_fail(error, CLM_ERR_NOT_FOUND, "there is no option %s", name);
}
