/* The claims one by one, in words: what the map shows, for those who cannot see it too. */
#include "page/parts.h"

#include <math.h>
#include <string.h>

static const char *const sign_classes[CLM_SIGN_COUNT] = {"confirmed", "claimed", "denied",
                                                         "measured", "planned"};

void clm_page_put_classes(const clm_page *page, const clm_feature *feature, clm_buffer *out) {
    clm_buffer_printf(out, "c%d %s", clm_page_side(page, feature) + 1,
                      sign_classes[clm_sign_of(feature)]);
}

static bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '_' || c == '.';
}

void clm_page_put_href(clm_buffer *out, const char *kind, const char *id) {
    clm_buffer_string(out, kind);
    for (const char *c = id; *c != '\0'; c++) {
        if (is_plain(*c)) {
            clm_buffer_char(out, *c);
        } else {
            clm_buffer_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
        }
    }
}

void clm_page_put_id(clm_buffer *out, const char *kind, const char *id) {
    clm_buffer_string(out, kind);
    clm_page_escape_string(out, id);
}

const char *clm_page_claim_id(const clm_page_claim *claim) {
    const clm_feature *feature = claim->feature;
    return feature->claim_id ? feature->claim_id : feature->id ? feature->id : "";
}

/* A gazetteer's id may have several shapes ("the east of X"): the others have their feature's. */
const char *clm_page_spot_id(const clm_page_spot *spot) {
    const clm_feature *feature = spot->feature;
    const bool own = (feature->edited & (1U << CLM_SUM_GEOMETRY)) != 0 ||
                     feature->basis == CLM_BASIS_OFFSET_POINT ||
                     feature->basis == CLM_BASIS_COMPASS_PART;
    return feature->place.gazetteer_id && !own ? feature->place.gazetteer_id
           : feature->id                       ? feature->id
                                               : "";
}

/* ---- pieces of a card ---- */

static void put_element(clm_buffer *out, const char *name, const char *text) {
    clm_buffer_printf(out, "<%s>", name);
    clm_page_escape_string(out, text);
    clm_buffer_printf(out, "</%s>", name);
}

static void put_attribute(clm_buffer *out, const char *name, const char *value) {
    clm_buffer_printf(out, " %s=\"", name);
    clm_page_escape_string(out, value);
    clm_buffer_char(out, '"');
}

/* With a capital, as the beginning of a line. */
static const char *source_of(const clm_page *page, const clm_feature *feature) {
    if (!feature->has_source || !feature->source.name) {
        return clm_page_say(page, CLM_PAGE_ITSELF);
    }
    const char *name = feature->source.name;
    if (name[0] < 'a' || name[0] > 'z') {
        return name;
    }
    char *copy = clm_arena_strdup(page->arena, name);
    if (copy) {
        copy[0] = (char)(copy[0] - 'a' + 'A');
    }
    return copy;
}

/* The first and the last day that the event's times name; "" unknown. */
static void days_of(const clm_feature *feature, const char **from, const char **to) {
    *from = "";
    *to = "";
    for (size_t i = 0; i < feature->time_count; i++) {
        const clm_feature_time *time = &feature->times[i];
        if (!time->attaches_to || strcmp(time->attaches_to, "event") != 0 ||
            strlen(time->iso_start) != 10) {
            continue;
        }
        const char *end = strlen(time->iso_end) == 10 ? time->iso_end : time->iso_start;
        *from = **from == '\0' || strcmp(time->iso_start, *from) < 0 ? time->iso_start : *from;
        *to = **to == '\0' || strcmp(end, *to) > 0 ? end : *to;
    }
}

/* What the script filters by. */
static void put_data(const clm_page *page, size_t index, clm_buffer *out) {
    const clm_feature *feature = page->claims[index].feature;
    const char *from;
    const char *to;
    days_of(feature, &from, &to);
    clm_buffer_printf(out, " data-c=\"%zu\"", index);
    put_attribute(out, "data-who", feature->has_source ? source_of(page, feature) : "");
    put_attribute(out, "data-kind", page->language->modalities[feature->modality]);
    put_attribute(out, "data-about",
                  feature->event_type == CLM_EVENT_NONE
                      ? ""
                      : clm_event_class_name(clm_event_class_of(feature->event_type)));
    put_attribute(out, "data-from", from);
    put_attribute(out, "data-to", to);
}

static void put_head(const clm_page *page, size_t index, clm_buffer *out) {
    const clm_feature *feature = page->claims[index].feature;
    const char *who = source_of(page, feature);
    clm_buffer_printf(out, "<h3><span class=\"no\">%zu</span> <bdi class=\"who\">", index + 1);
    clm_page_escape_string(out, who);
    out->failed |= who == NULL;
    clm_buffer_string(out, "</bdi> ");
    if (feature->has_source || feature->modality != CLM_MODALITY_ASSERTED) {
        clm_buffer_string(out, "<span class=\"kind\">");
        clm_page_escape_string(out, page->language->modalities[feature->modality]);
        clm_buffer_string(out, "</span>");
    }
    for (size_t i = 0; i < feature->relay_count; i++) {
        if (feature->relays[i].name) {
            clm_buffer_string(out, " <span class=\"via\">");
            clm_page_escape_string(out, clm_page_say(page, CLM_PAGE_VIA));
            clm_buffer_string(out, " <bdi>");
            clm_page_escape_string(out, feature->relays[i].name);
            clm_buffer_string(out, "</bdi></span>");
        }
    }
    clm_buffer_string(out, page->collection->facts.english
                               ? "</h3>\n<blockquote dir=\"auto\" lang=\"en\">"
                               : "</h3>\n<blockquote dir=\"auto\" lang=\"\">");
    clm_page_escape_string(out, feature->quote.text ? feature->quote.text : feature->title);
    clm_buffer_string(out, "</blockquote>\n");
}

static void put_date(const clm_page *page, const char *iso, clm_buffer *out) {
    const char *said = clm_say_date(page->language, page->arena, iso, false);
    clm_buffer_string(out, "<time datetime=\"");
    clm_page_escape_string(out, iso);
    clm_buffer_string(out, "\">");
    clm_page_escape_string(out, said ? said : iso);
    clm_buffer_string(out, "</time>");
    out->failed |= said == NULL;
}

/* Each time as the text has it, with the days that it stands for. */
static void put_times(const clm_page *page, const clm_feature *feature, clm_buffer *out) {
    bool any = false;
    for (size_t i = 0; i < feature->time_count; i++) {
        const clm_feature_time *time = &feature->times[i];
        if (!time->excerpt.text) {
            continue;
        }
        clm_buffer_string(out, any ? "; " : "<div><dt>");
        if (!any) {
            clm_page_escape_string(out, clm_page_say(page, CLM_PAGE_WHEN));
            clm_buffer_string(out, "</dt><dd>");
        }
        any = true;
        put_element(out, "bdi", time->excerpt.text);
        if (time->iso_start[0] != '\0') {
            clm_buffer_string(out, " (");
            put_date(page, time->iso_start, out);
            if (time->iso_end[0] != '\0' && strcmp(time->iso_end, time->iso_start) != 0) {
                clm_buffer_string(out, " \xE2\x80\x93 ");
                put_date(page, time->iso_end, out);
            }
            clm_buffer_char(out, ')');
        }
    }
    clm_buffer_string(out, any ? "</dd></div>\n" : "");
}

static void put_amounts(const clm_page *page, const clm_feature *feature, clm_buffer *out) {
    bool any = false;
    for (size_t i = 0; i < feature->quantity_count; i++) {
        if (!feature->quantities[i].excerpt.text) {
            continue;
        }
        clm_buffer_string(out, any ? "; " : "<div><dt>");
        if (!any) {
            clm_page_escape_string(out, clm_page_say(page, CLM_PAGE_AMOUNTS));
            clm_buffer_string(out, "</dt><dd>");
        }
        any = true;
        put_element(out, "bdi", feature->quantities[i].excerpt.text);
    }
    clm_buffer_string(out, any ? "</dd></div>\n" : "");
}

static void put_places(const clm_page *page, const clm_page_claim *claim, clm_buffer *out) {
    clm_buffer_string(out, "<div><dt>");
    clm_page_escape_string(
        out, clm_page_say(page, claim->located ? CLM_PAGE_WHERE : CLM_PAGE_NOT_ON_MAP));
    clm_buffer_string(out, "</dt><dd>");
    for (size_t i = 0; i < claim->spot_count; i++) {
        const clm_page_spot *spot = &page->spots[claim->spots[i]];
        clm_buffer_string(out, i == 0 ? "" : ", ");
        clm_buffer_string(out, "<a class=\"place\" href=\"#");
        clm_page_put_href(out, "place=", clm_page_spot_id(spot));
        clm_buffer_printf(out, "\" data-s=\"%zu\"><bdi>", claim->spots[i]);
        clm_page_escape_string(out, spot->name);
        clm_buffer_string(out, "</bdi></a>");
    }
    if (claim->spot_count == 0 && !claim->located) {
        clm_page_escape_string(out, clm_page_say(page, CLM_PAGE_NOT_LOCATED));
    }
    clm_buffer_string(out, "</dd></div>\n");
}

static void put_about(const clm_page *page, const clm_feature *feature, clm_buffer *out) {
    if (feature->event_type == CLM_EVENT_NONE) {
        return;
    }
    const int class_word = (int)CLM_PAGE_POSTURE + (int)clm_event_class_of(feature->event_type);
    clm_buffer_string(out, "<div><dt>");
    clm_page_escape_string(out, clm_page_say(page, CLM_PAGE_ABOUT));
    clm_buffer_string(out, "</dt><dd>");
    clm_page_escape_string(out, clm_page_say(page, (clm_page_word)class_word));
    clm_buffer_string(out, "</dd></div>\n");
}

/* What layers of land that were laid under the claims show, where it was measured. */
static void put_checks(const clm_page *page, const clm_feature *feature, clm_buffer *out) {
    for (size_t i = 0; i < feature->check_count; i++) {
        const clm_feature_check *check = &feature->checks[i];
        const char *layer = clm_fill_in(page->arena, page->language->phrases[CLM_SAY_AS_MAPPED_BY],
                                        check->layer ? check->layer : "");
        clm_buffer_string(out, "<div><dt>");
        clm_page_escape_string(out, layer);
        if (check->date) {
            clm_buffer_string(out, ", ");
            put_date(page, check->date, out);
        }
        clm_buffer_string(out, "</dt><dd>");
        if (check->verdict != CLM_VERDICT_NOT_COMPARABLE) {
            clm_say_number(page->language, out, check->measured_km2, 1);
            clm_buffer_printf(out, " %s, ", page->language->phrases[CLM_SAY_KM2]);
        }
        clm_page_escape_string(out, clm_page_say(page, (clm_page_word)((int)CLM_PAGE_CONSISTENT +
                                                                       (int)check->verdict)));
        clm_buffer_string(out, "</dd></div>\n");
        out->failed |= layer == NULL;
    }
}

static void put_confidence(const clm_page *page, const clm_feature *feature, clm_buffer *out) {
    if (!(feature->confidence > 0)) { /* a shape that a person added has none */
        return;
    }
    clm_buffer_string(out, "<div><dt>");
    clm_page_escape_string(out, clm_page_say(page, CLM_PAGE_CONFIDENCE));
    clm_buffer_printf(out, "</dt><dd>%d %%</dd></div>\n",
                      (int)lround(fmin(feature->confidence, 1) * 100));
}

static void put_card(const clm_page *page, size_t index, clm_buffer *out) {
    const clm_page_claim *claim = &page->claims[index];
    clm_buffer_string(out, "<li class=\"card ");
    clm_page_put_classes(page, claim->feature, out);
    clm_buffer_string(out, claim->located ? "\" id=\"" : " off\" id=\"");
    clm_page_put_id(out, "claim=", clm_page_claim_id(claim));
    clm_buffer_string(out, "\" tabindex=\"-1\"");
    put_data(page, index, out);
    clm_buffer_string(out, ">\n");
    put_head(page, index, out);
    clm_buffer_string(out, "<dl>\n");
    put_places(page, claim, out);
    put_about(page, claim->feature, out);
    put_times(page, claim->feature, out);
    put_amounts(page, claim->feature, out);
    put_checks(page, claim->feature, out);
    put_confidence(page, claim->feature, out);
    clm_buffer_string(out, "</dl></li>\n");
}

void clm_page_list(const clm_page *page, clm_buffer *out) {
    clm_buffer_string(out, "<ol class=\"cards\">\n");
    for (size_t c = 0; c < page->claim_count; c++) {
        put_card(page, c, out);
    }
    clm_buffer_string(out, "</ol>\n");
    bool any = false;
    for (size_t s = 0; s < page->spot_count; s++) {
        const clm_page_spot *spot = &page->spots[s];
        if (spot->kind == CLM_SPOT_CLAIMED || spot->feature->kind != CLM_FEATURE_PLACE) {
            continue;
        }
        if (!any) {
            clm_buffer_string(out, "<details class=\"places\"><summary>");
            clm_page_escape_string(out, clm_page_say(page, CLM_PAGE_PLACES));
            clm_buffer_string(out, "</summary>\n<ul>\n");
        }
        any = true;
        clm_buffer_string(out, "<li><a class=\"place\" href=\"#");
        clm_page_put_href(out, "place=", clm_page_spot_id(spot));
        clm_buffer_printf(out, "\" data-s=\"%zu\"><bdi>", s);
        clm_page_escape_string(out, spot->name);
        clm_buffer_string(out, "</bdi></a></li>\n");
    }
    clm_buffer_string(out, any ? "</ul></details>\n" : "");
}
