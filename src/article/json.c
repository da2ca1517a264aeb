#include "article/parts.h"

#include "base/json.h"
#include "base/json_flat.h"

static void fill_date(clm_article_source *out, clm_text date) {
    clm_text day = {date.ptr, date.len > 10 ? 10 : date.len}; /* 2025-04-08T12:00:00Z */
    if (!clm_date_parse(day, &out->date)) {
        (void)clm_date_find(date, &out->date, NULL);
    }
}

static clm_status check_memory(const char *name, const clm_article_source *out, clm_error *error) {
    if (out->text.failed || out->title.failed || out->outlet.failed || out->id.failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory for the text", name);
    }
    return CLM_OK;
}

/* White space off the title's ends. */
static void trim_title(clm_buffer *title) {
    if (title->data == NULL) {
        return;
    }
    clm_text kept = clm_text_trim((clm_text){title->data, title->len});
    memmove(title->data, kept.ptr, kept.len);
    title->len = kept.len;
    title->data[kept.len] = '\0';
}

/* What nearly every line of a stream is; false for anything else, with `out` as it was. */
static bool read_flat(clm_text bytes, clm_article_source *out) {
    enum { TEXT, TITLE, DATE, ID, SITE, AUTHOR, MEMBERS };
    static const char *const names[MEMBERS] = {"text", "title",     "date",
                                               "id",   "site_name", "author"};
    clm_json_flat found[MEMBERS];
    double number = 0.0;
    if (!clm_json_flat_read(bytes, names, found, MEMBERS) || found[TEXT].kind != CLM_JSON_STRING ||
        found[DATE].escaped) {
        return false;
    }
    out->id_is_number = found[ID].kind == CLM_JSON_NUMBER;
    if (out->id_is_number && clm_text_number(found[ID].raw, &number) != found[ID].raw.len) {
        out->id_is_number = false;
        return false;
    }
    fill_date(out, found[DATE].kind == CLM_JSON_STRING ? found[DATE].raw : (clm_text){NULL, 0});
    clm_json_flat_append(&out->text, &found[TEXT]);
    clm_json_flat_append(&out->title, &found[TITLE]);
    trim_title(&out->title);
    clm_json_flat_append(&out->outlet, &found[found[SITE].kind == CLM_JSON_STRING ? SITE : AUTHOR]);
    if (out->id_is_number) {
        clm_buffer_number(&out->id, number, 6);
    } else {
        clm_json_flat_append(&out->id, &found[ID]);
    }
    return true;
}

static clm_status read_document(const char *name, const clm_json *document, clm_article_source *out,
                                clm_error *error) {
    const clm_json *text = clm_json_member(document, "text");
    if (!clm_json_is_object(document)) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: no JSON object with a \"text\"", name);
    }
    if (!clm_json_is_string(text)) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: the JSON object has no string \"text\"", name);
    }
    fill_date(out, clm_json_text(clm_json_member(document, "date")));
    clm_buffer_text(&out->text, clm_json_text(text));
    clm_buffer_text(&out->title, clm_json_text(clm_json_member(document, "title")));
    trim_title(&out->title);
    const clm_json *site = clm_json_member(document, "site_name");
    clm_buffer_text(
        &out->outlet,
        clm_json_text(clm_json_is_string(site) ? site : clm_json_member(document, "author")));
    const clm_json *id = clm_json_member(document, "id");
    out->id_is_number = clm_json_is_number(id);
    if (out->id_is_number) {
        clm_buffer_number(&out->id, clm_json_number(id, 0.0), 6);
    } else {
        clm_buffer_text(&out->id, clm_json_text(id));
    }
    return check_memory(name, out, error);
}

clm_status clm_article_read_json(const char *name, clm_text bytes, clm_article_source *out,
                                 clm_error *error) {
    /* RFC 8259 lets a reader skip a byte order mark. */
    if (clm_text_starts(bytes, "\xEF\xBB\xBF")) {
        bytes = (clm_text){bytes.ptr + 3, bytes.len - 3};
    }
    if (read_flat(bytes, out)) {
        return check_memory(name, out, error);
    }
    clm_json *document = NULL;
    clm_status status = clm_json_parse(bytes, &document, error);
    if (status != CLM_OK) {
        (void)clm_error_prefix(error, name);
        return status;
    }
    status = read_document(name, document, out, error);
    clm_json_free(document);
    return status;
}
