#include "formats/formats.h"
#include "formats/table.h"

#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A spreadsheet would calculate it: the signs that OWASP names under "CSV injection", the wide ones
 * of East Asian programs too. A sign alone is none. */
static bool is_formula(clm_text text) {
    static const char *const signs[] = {"=",
                                        "+",
                                        "-",
                                        "@",
                                        "\t",
                                        "\r",
                                        "\n",
                                        "\xEF\xBC\x9D",
                                        "\xEF\xBC\x8B",
                                        "\xEF\xBC\x8D",
                                        "\xEF\xBC\xA0"};
    while (text.len > 0 && text.ptr[0] == ' ') {
        text.ptr++;
        text.len--;
    }
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (text.len > strlen(signs[i]) && clm_text_starts(text, signs[i])) {
            return true;
        }
    }
    return false;
}

/* A spreadsheet would show another text: it takes digits, also with one E between, for a number and
 * keeps 15 of them and no leading zero. Identities may look so. */
static bool is_altered_number(clm_text text) {
    size_t exponents = 0;
    for (size_t i = 0; i < text.len; i++) {
        const bool exponent = (text.ptr[i] | 0x20) == 'e' && i > 0 && i + 1 < text.len;
        if (!is_digit(text.ptr[i]) && !exponent) {
            return false;
        }
        exponents += exponent;
    }
    return text.len > 1 && exponents <= 1 &&
           (text.ptr[0] == '0' || text.len > 11 || exponents == 1);
}

/* RFC 4180; `mark` comes before the text. */
static void quote_cell(clm_buffer *out, const char *mark, clm_text cell) {
    clm_buffer_char(out, '"');
    clm_buffer_string(out, mark);
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '"') {
            clm_buffer_char(out, '"');
        }
        clm_buffer_char(out, cell.ptr[i]);
    }
    clm_buffer_char(out, '"');
}

static bool needs_quotes(clm_text cell) {
    for (size_t i = 0; i < cell.len; i++) {
        if (strchr(",\"\r\n\t;", cell.ptr[i]) != NULL) {
            return true;
        }
    }
    return cell.len > 0 && (cell.ptr[0] == ' ' || cell.ptr[cell.len - 1] == ' ');
}

static void add_cell(clm_buffer *out, const clm_column *column, clm_text cell) {
    /* A day that a person wrote may be any text. */
    const bool text = column->type == CLM_COLUMN_TEXT || column->type == CLM_COLUMN_DATE;
    const bool marked = text && (is_formula(cell) || is_altered_number(cell));
    const char *mark = marked ? "'" : "";
    if (needs_quotes(cell)) {
        quote_cell(out, mark, cell);
    } else {
        clm_buffer_string(out, mark);
        clm_buffer_text(out, cell);
    }
}

static bool is_shown(const clm_column *column) {
    return (column->groups & CLM_COLUMN_FLAT) != 0 &&
           (column->kinds >> CLM_FEATURE_CLAIM & 1U) != 0;
}

static void add_header(clm_buffer *out) {
    const clm_column *column;
    const size_t before = out->len;
    for (size_t i = 0; (column = clm_column_at(i)) != NULL; i++) {
        if (is_shown(column)) {
            clm_buffer_string(out, out->len > before ? "," : "");
            clm_buffer_string(out, column->name);
        }
    }
    clm_buffer_string(out, "\r\n");
}

static void add_row(clm_buffer *out, clm_buffer *cell, const clm_row *row) {
    const clm_column *column;
    bool first = true;
    for (size_t i = 0; (column = clm_column_at(i)) != NULL; i++) {
        if (!is_shown(column)) {
            continue;
        }
        clm_buffer_string(out, first ? "" : ",");
        first = false;
        cell->len = 0;
        if (clm_column_value(column, row, cell)) {
            add_cell(out, column, (clm_text){cell->data, cell->len});
        }
    }
    clm_buffer_string(out, "\r\n");
}

clm_status clm_csv_write(const clm_collection *collection, clm_buffer *out, clm_error *error) {
    clm_buffer cell;
    clm_buffer_init(&cell);
    clm_buffer_string(out, "\xEF\xBB\xBF");
    add_header(out);
    for (size_t i = 0; i < collection->count; i++) {
        if (collection->items[i].kind == CLM_FEATURE_CLAIM) {
            const clm_row row = clm_row_of(collection, &collection->items[i], NULL);
            add_row(out, &cell, &row);
        }
    }
    const bool failed = out->failed || cell.failed;
    clm_buffer_clear(&cell);
    return failed ? clm_fail(error, CLM_ERR_NOMEM, "CSV: out of memory") : CLM_OK;
}
