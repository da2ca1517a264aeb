#include "article/parts.h"

#include "base/json.h"

clm_status clm_article_read_json(const char *name, clm_text bytes, clm_article_source *out,
                                 clm_error *error) {
    /* RFC 8259 lets a reader skip a byte order mark. */
    if (clm_text_starts(bytes, "\xEF\xBB\xBF")) {
        bytes = (clm_text){bytes.ptr + 3, bytes.len - 3};
    }
    clm_json *document = NULL;
    clm_status status = clm_json_parse(bytes, &document, error);
    if (status != CLM_OK) {
        (void)clm_error_prefix(error, name);
        return status;
    }
    const clm_json *text = clm_json_member(document, "text");
    if (!clm_json_is_object(document)) {
        status = clm_fail(error, CLM_ERR_FORMAT, "%s: no JSON object with a \"text\"", name);
    } else if (!clm_json_is_string(text)) {
        status =
            clm_fail(error, CLM_ERR_FORMAT, "%s: the JSON object has no string \"text\"", name);
    } else {
        clm_text date = clm_json_text(clm_json_member(document, "date"));
        if (date.len > 10) {
            date.len = 10; /* 2025-04-08T12:00:00Z */
        }
        if (!clm_date_parse(date, &out->date)) {
            (void)clm_date_find(clm_json_text(clm_json_member(document, "date")), &out->date, NULL);
        }
        clm_buffer_text(&out->text, clm_json_text(text));
        clm_buffer_text(&out->title,
                        clm_text_trim(clm_json_text(clm_json_member(document, "title"))));
        const clm_json *id = clm_json_member(document, "id");
        out->id_is_number = clm_json_is_number(id);
        if (out->id_is_number) {
            clm_buffer_number(&out->id, clm_json_number(id, 0.0), 6);
        } else {
            clm_buffer_text(&out->id, clm_json_text(id));
        }
        if (out->text.failed || out->title.failed || out->id.failed) {
            status = clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory for the text", name);
        }
    }
    clm_json_free(document);
    return status;
}
