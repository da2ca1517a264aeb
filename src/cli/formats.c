#include "cli/formats.h"

#include "cli/cli.h"

#include <string.h>

#define FORMAT_OF(member)                                                                          \
    static bool wanted_##member(const clm_request *request) {                                      \
        return request->want_##member;                                                             \
    }                                                                                              \
    static void want_##member(clm_request *request, bool wanted) {                                 \
        request->want_##member = wanted;                                                           \
    }                                                                                              \
    static const clm_buffer *content_##member(const clm_result *result) {                          \
        return &result->member;                                                                    \
    }

FORMAT_OF(geojson)
FORMAT_OF(png)
FORMAT_OF(svg)
FORMAT_OF(pdf)
FORMAT_OF(alt)

const clm_output_format clm_output_formats[CLM_OUTPUT_FORMATS] = {
    {"geojson", ".geojson", wanted_geojson, want_geojson, content_geojson},
    {"png", ".png", wanted_png, want_png, content_png},
    {"svg", ".svg", wanted_svg, want_svg, content_svg},
    {"pdf", ".pdf", wanted_pdf, want_pdf, content_pdf},
    {"alt", ".alt.txt", wanted_alt, want_alt, content_alt},
};

static void say_unknown(clm_text name) {
    char known[128] = "";
    size_t used = 0;
    for (size_t i = 0; i < CLM_OUTPUT_FORMATS; i++) {
        const char *next = clm_output_formats[i].name;
        size_t length = strlen(next);
        if (used + length + 3 > sizeof known) {
            break;
        }
        if (i > 0) {
            memcpy(known + used, ", ", 2);
            used += 2;
        }
        memcpy(known + used, next, length + 1);
        used += length;
    }
    clm_message("format '%.*s' is not known; formats are %s", (int)name.len, name.ptr, known);
}

bool clm_formats_parse(const char *list, clm_request *request) {
    for (size_t i = 0; i < CLM_OUTPUT_FORMATS; i++) {
        clm_output_formats[i].want(request, false);
    }
    while (true) {
        const clm_text name = {list, strcspn(list, ",")};
        size_t i = 0;
        while (i < CLM_OUTPUT_FORMATS && !clm_text_is(name, clm_output_formats[i].name)) {
            i++;
        }
        if (i == CLM_OUTPUT_FORMATS) {
            say_unknown(name);
            return false;
        }
        clm_output_formats[i].want(request, true);
        if (list[name.len] == '\0') {
            return true;
        }
        list += name.len + 1;
    }
}
