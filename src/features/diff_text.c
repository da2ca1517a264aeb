#include "features/build.h"

#include <math.h>
#include <string.h>

enum { QUOTE_BYTES = 140, TITLE_BYTES = 120, NAME_BYTES = 80, PLACES_MAX = 20 };

typedef struct printer {
    const clm_diff *diff;
    const clm_diff_text_options *options;
    clm_buffer *out;
    clm_buffer line;
} printer;

/* Which escape sequence each group has; bold for headings. */
static const char *const colors[CLM_CHANGE_COUNT] = {[CLM_CHANGE_NEW] = "\x1b[32m",
                                                     [CLM_CHANGE_GONE] = "\x1b[31m",
                                                     [CLM_CHANGE_CHANGED] = "\x1b[33m",
                                                     [CLM_CHANGE_MOVED] = "\x1b[36m"};
static const char signs[CLM_CHANGE_COUNT] = {' ', '+', '-', '~', '>', ' '};

/* Adds a text of a file without what a terminal would obey: C0, DEL, C1 and the controls of the
 * writing's direction. */
static void add_clean(clm_buffer *out, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        const unsigned char *at = (const unsigned char *)text + i;
        const size_t left = length - i;
        const bool c1 = left > 1 && at[0] == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0;
        const bool direction =
            left > 2 && at[0] == 0xE2 &&
            ((at[1] == 0x80 && ((at[2] >= 0xAA && at[2] <= 0xAE) || at[2] == 0x8E ||
                                at[2] == 0x8F || at[2] == 0xA8 || at[2] == 0xA9)) ||
             (at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9));
        if (at[0] < 0x20 || at[0] == 0x7F || c1 || direction) {
            clm_buffer_char(out, ' ');
            i += direction ? 2 : c1 ? 1 : 0;
        } else {
            clm_buffer_char(out, text[i]);
        }
    }
}

static void end_line(printer *print) {
    if (print->line.data != NULL) {
        add_clean(print->out, print->line.data, print->line.len);
    }
    print->out->failed = print->out->failed || print->line.failed;
    print->line.len = 0;
    clm_buffer_char(print->out, '\n');
}

static void add_color(printer *print, const char *sequence) {
    if (print->options->color) {
        clm_buffer_string(print->out, sequence);
    }
}

static void add_name(clm_buffer *line, const char *name) {
    clm_add_short(line, clm_text_of(name), NAME_BYTES);
}

static void add_place(clm_buffer *line, const clm_feature *feature) {
    const char *name = feature->has_place ? feature->place.name : NULL;
    add_name(line, name != NULL ? name : "(no place)");
}

static void add_event(clm_buffer *line, const clm_feature *feature) {
    const char *name = clm_event_type_name(feature->event_type);
    clm_buffer_string(line,
                      feature->negative && feature->modality != CLM_MODALITY_DENIED ? "no " : "");
    for (const char *c = name[0] != '\0' ? name : "statement"; *c != '\0'; c++) {
        clm_buffer_char(line, *c == '_' ? ' ' : *c);
    }
}

static void add_said(clm_buffer *line, const clm_feature *feature) {
    clm_buffer_string(line, ". ");
    clm_add_attribution(line, feature);
    if (feature->quote.text != NULL) {
        clm_buffer_string(line, ": \xE2\x80\x9C");
        clm_add_quote(line, feature->quote.text, QUOTE_BYTES);
        clm_buffer_string(line, "\xE2\x80\x9D");
    }
}

/* What a reader calls a field; amounts, places and how sure speak for themselves. */
static const char *field_words(const char *name) {
    static const char *const table[][2] = {{"source", "source "},    {"time", "time "},
                                           {"status", "status "},    {"draw", "drawn: "},
                                           {"event_type", "event "}, {"polarity", "polarity "}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i][0], name) == 0) {
            return table[i][1];
        }
    }
    return "";
}

static void add_field(clm_buffer *line, const clm_change *change, const clm_change_field *field) {
    static const char arrow[] = " \xE2\x86\x92 ";
    if (strcmp(field->name, "geometry") == 0) {
        clm_buffer_string(line, "lies elsewhere");
    } else {
        clm_buffer_string(line, field_words(field->name));
        add_name(line, field->from != NULL ? field->from : "none");
        clm_buffer_string(line, arrow);
        add_name(line, field->to != NULL ? field->to : "none");
    }
    const bool place = strcmp(field->name, "place") == 0 || strcmp(field->name, "geometry") == 0;
    if (place && isfinite(change->moved_km)) {
        clm_buffer_string(line, change->finer ? " (finer, " : " (");
        clm_buffer_number(line, change->moved_km, change->moved_km < 10.0 ? 1 : 0);
        clm_buffer_string(line, " km)");
    }
}

static void add_change(printer *print, const clm_change *change) {
    clm_buffer *line = &print->line;
    const clm_feature *feature = change->to != NULL ? change->to : change->from;
    add_color(print, colors[change->kind]);
    clm_buffer_char(print->out, signs[change->kind]);
    add_color(print, "\x1b[0m");
    clm_buffer_char(line, ' ');
    add_place(line, feature);
    clm_buffer_string(line, ": ");
    add_event(line, feature);
    if (change->partly) {
        clm_buffer_string(line,
                          change->kind == CLM_CHANGE_NEW ? " also there" : " there no longer told");
    }
    if (change->kind == CLM_CHANGE_GONE && change->mentioned && !change->partly) {
        clm_buffer_string(line, " (the place is still named)");
    }
    for (size_t i = 0; i < change->field_count; i++) {
        clm_buffer_string(line, i == 0 ? ", " : "; ");
        add_field(line, change, &change->fields[i]);
    }
    add_said(line, feature);
    end_line(print);
}

/* What neither map draws is worth a count; a person who wants it asks for all. */
static bool is_shown(const printer *print, const clm_change *change) {
    return print->options->all ||
           (change->from != NULL && change->from->draw <= CLM_DRAW_SECONDARY) ||
           (change->to != NULL && change->to->draw <= CLM_DRAW_SECONDARY);
}

static void add_group(printer *print, clm_change_kind kind, const char *heading) {
    const clm_diff *diff = print->diff;
    bool any = false;
    for (size_t i = 0; i < diff->count; i++) {
        if (diff->items[i].kind != kind || !is_shown(print, &diff->items[i])) {
            continue;
        }
        if (!any) {
            clm_buffer_char(print->out, '\n');
            add_color(print, "\x1b[1m");
            clm_buffer_string(print->out, heading);
            add_color(print, "\x1b[0m");
            clm_buffer_char(print->out, '\n');
            any = true;
        }
        add_change(print, &diff->items[i]);
    }
}

static void add_side(printer *print, const char *which, const clm_article_facts *facts) {
    clm_buffer *line = &print->line;
    clm_buffer_string(line, which);
    clm_buffer_string(line,
                      facts->date != NULL && facts->date[0] != '\0' ? facts->date : "undated");
    if (facts->title != NULL) {
        clm_buffer_string(line, ", \xE2\x80\x9C");
        clm_add_short(line, clm_text_of(facts->title), TITLE_BYTES);
        clm_buffer_string(line, "\xE2\x80\x9D");
    }
    end_line(print);
}

static void add_as_before(const clm_diff *diff, clm_buffer *line) {
    clm_buffer_printf(line, "%zu statement%s as before", diff->same, diff->same == 1 ? "" : "s");
    if (diff->reworded > 0) {
        clm_buffer_printf(line, ", %zu of them in other words", diff->reworded);
    }
}

static void add_counts(printer *print) {
    const clm_diff *diff = print->diff;
    size_t counts[CLM_CHANGE_COUNT] = {0};
    size_t hidden = 0;
    for (size_t i = 0; i < diff->count; i++) {
        const bool shown = is_shown(print, &diff->items[i]);
        counts[diff->items[i].kind] += shown;
        hidden += !shown;
    }
    clm_buffer *line = &print->line;
    for (int kind = CLM_CHANGE_NEW; kind <= CLM_CHANGE_MOVED; kind++) {
        clm_buffer_printf(line, "%s%zu %s", kind > CLM_CHANGE_NEW ? ", " : "", counts[kind],
                          clm_change_kind_name((clm_change_kind)kind));
    }
    clm_buffer_string(line, "; ");
    add_as_before(diff, line);
    if (hidden > 0) {
        clm_buffer_printf(line, "; %zu more that %s drawn on neither map", hidden,
                          hidden == 1 ? "is" : "are");
    }
    end_line(print);
}

static void add_notes(printer *print) {
    for (size_t i = 0; i < print->diff->note_count; i++) {
        clm_buffer_printf(&print->line, "Note: %s", print->diff->notes[i]);
        end_line(print);
    }
}

static void add_places(printer *print, const char *heading, const clm_feature **places,
                       size_t count) {
    clm_buffer *line = &print->line;
    for (size_t i = 0; i < count && i < PLACES_MAX; i++) {
        clm_buffer_string(line, i == 0 ? heading : ", ");
        add_place(line, places[i]);
    }
    if (count > PLACES_MAX) {
        clm_buffer_printf(line, " and %zu more", count - PLACES_MAX);
    }
    if (count > 0) {
        end_line(print);
    }
}

static bool is_equal(const clm_diff *diff) {
    return diff->count == 0 && diff->new_place_count == 0 && diff->gone_place_count == 0;
}

void clm_diff_text(const clm_diff *diff, const clm_collection *before, const clm_collection *after,
                   const clm_diff_text_options *options, clm_buffer *out) {
    printer print = {.diff = diff, .options = options, .out = out};
    clm_buffer_init(&print.line);
    if (is_equal(diff)) {
        clm_buffer_string(&print.line, "No differences: ");
        add_as_before(diff, &print.line);
        end_line(&print);
        add_notes(&print);
        clm_buffer_clear(&print.line);
        return;
    }
    add_side(&print, "Old: ", &before->facts);
    add_side(&print, "New: ", &after->facts);
    if (!diff->related) {
        clm_buffer_printf(&print.line,
                          "Note: these do not seem to tell the same story: of %zu statements and "
                          "%zu, %zu have a counterpart",
                          diff->old_statements, diff->new_statements, diff->paired);
        end_line(&print);
    }
    add_notes(&print);
    add_counts(&print);
    if (diff->related || options->all) {
        add_group(&print, CLM_CHANGE_NEW, "New");
        add_group(&print, CLM_CHANGE_GONE, "Gone");
        add_group(&print, CLM_CHANGE_CHANGED, "Changed");
        add_group(&print, CLM_CHANGE_MOVED, "Moved");
        if (diff->new_place_count + diff->gone_place_count > 0) {
            clm_buffer_char(out, '\n');
        }
        add_places(&print, "Places newly mentioned: ", diff->new_places, diff->new_place_count);
        add_places(&print, "Places no longer mentioned: ", diff->gone_places,
                   diff->gone_place_count);
    }
    clm_buffer_clear(&print.line);
}
