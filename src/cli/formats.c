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
    clm_buffer known;
    clm_buffer_init(&known);
    for (size_t i = 0; i < CLM_OUTPUT_FORMATS; i++) {
        clm_buffer_string(&known, i > 0 ? ", " : "");
        clm_buffer_string(&known, clm_output_formats[i].name);
    }
    clm_message("format '%.*s' is not known; formats are %s", (int)name.len, name.ptr,
                known.data != NULL ? known.data : "geojson");
    clm_buffer_clear(&known);
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
