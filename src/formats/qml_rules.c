/* The rules of a style: what is drawn, by which expression, under which name in the legend. */
#include "formats/qml.h"

#include "base/xml.h"

#include <stdio.h>
#include <string.h>

/* ---- expressions ---- */

const char *clm_qml_text(clm_qml *qml, const char *format, ...) {
    clm_buffer text;
    va_list args;
    clm_buffer_init(&text);
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *room = clm_buffer_room(&text, length > 0 ? (size_t)length : 0);
    if (room != NULL) {
        (void)vsnprintf(room, (size_t)length + 1, format, again);
        clm_buffer_used(&text, (size_t)length);
    }
    va_end(again);
    va_end(args);
    return clm_qml_keep(qml, &text);
}

void clm_qml_literal(clm_buffer *out, const char *text) {
    clm_buffer_char(out, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '\'' || *text == '\\') {
            clm_buffer_char(out, *text);
        }
        clm_buffer_char(out, *text);
    }
    clm_buffer_char(out, '\'');
}

const char *clm_qml_keep(clm_qml *qml, clm_buffer *text) {
    const char *made = text->failed || text->data == NULL
                           ? NULL
                           : clm_arena_strndup(qml->arena, text->data, text->len);
    clm_buffer_clear(text);
    qml->failed |= made == NULL;
    return made != NULL ? made : "";
}

/* GeoJSON has it inside an object; tables have it also in a column of its own. */
const char *clm_qml_side(const clm_qml *qml) {
    return qml->kind == CLM_GEOMETRY_NONE
               ? "coalesce(try(map_get(\"source\",'side')),attribute('source_side'))"
               : "\"source_side\"";
}

static bool same_pair(clm_qml_pair a, clm_qml_pair b) {
    return a.first == b.first && a.second == b.second;
}

const char *clm_qml_ids(clm_qml *qml, clm_qml_part part, clm_geometry_kind kind,
                        const clm_qml_pair *pair) {
    const clm_collection *collection = qml->collection;
    clm_buffer text;
    size_t count = 0;
    clm_buffer_init(&text);
    clm_buffer_string(&text, "\"id\" IN (");
    for (size_t i = 0; i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        if (clm_qml_is_drawn(feature) && feature->geometry.kind == kind &&
            qml->content.parts[i] == part &&
            (pair == NULL || same_pair(*pair, qml->content.pairs[i]))) {
            clm_buffer_string(&text, count++ > 0 ? "," : "");
            clm_qml_literal(&text, feature->id);
        }
    }
    clm_buffer_char(&text, ')');
    const char *made = clm_qml_keep(qml, &text);
    return count > 0 ? made : NULL;
}

bool clm_qml_has(const clm_qml *qml, clm_geometry_kind kind) {
    return qml->kind == CLM_GEOMETRY_NONE || qml->kind == kind;
}

const char *clm_qml_geometry(const clm_qml *qml, clm_geometry_kind kind) {
    static const char *const of_kind[] = {
        [CLM_GEOMETRY_NONE] = "",
        [CLM_GEOMETRY_POINT] = "geometry_type($geometry)='Point' AND ",
        [CLM_GEOMETRY_LINES] = "geometry_type($geometry)='Line' AND ",
        [CLM_GEOMETRY_POLYGONS] = "geometry_type($geometry)='Polygon' AND ",
    };
    return qml->kind == CLM_GEOMETRY_NONE ? of_kind[kind] : "";
}

const char *clm_qml_drawn(clm_qml *qml, clm_geometry_kind kind) {
    const char *repeated = clm_qml_ids(qml, CLM_QML_REPEATED, kind, NULL);
    return clm_qml_text(qml, "%scoalesce(\"draw\",'primary') IN ('primary','secondary')%s%s",
                        clm_qml_geometry(qml, kind), repeated != NULL ? " AND NOT " : "",
                        repeated != NULL ? repeated : "");
}

/* ---- rules ---- */

enum { NO_SYMBOL = -1 };

/* A rule of the legend that stays open for those below it, until `close_rule`. */
static void begin_rule(clm_qml *qml, const char *filter, const char *label, long symbol, bool on) {
    clm_buffer *out = &qml->rules;
    clm_buffer_printf(out, "<rule%s key=\"{c1a1b3a9-0000-4000-8000-%012u}\"",
                      on ? "" : " checkstate=\"0\"", ++qml->rule_count);
    if (symbol != NO_SYMBOL) {
        clm_buffer_printf(out, " symbol=\"%ld\"", symbol);
    }
    clm_buffer_string(out, " filter=\"");
    clm_xml_text(out, clm_text_of(filter));
    clm_buffer_string(out, "\" label=\"");
    clm_xml_text(out, clm_text_of(label));
    clm_buffer_string(out, "\">\n");
}

static void open_rule(clm_qml *qml, const char *filter, const char *label, long symbol) {
    begin_rule(qml, filter, label, symbol, true);
}

static void close_rule(clm_qml *qml) {
    clm_buffer_string(&qml->rules, "</rule>\n");
}

static void add_rule(clm_qml *qml, const char *filter, const char *label, long symbol) {
    open_rule(qml, filter, label, symbol);
    close_rule(qml);
}

/* ---- signs ---- */

/* The modalities that give a feature without another mark this sign. */
static void put_modalities(clm_buffer *out, clm_sign sign) {
    size_t count = 0;
    for (int i = 0; i < CLM_MODALITY_COUNT; i++) {
        const clm_feature feature = {.modality = (clm_modality)i, .has_source = true};
        if (clm_sign_of(&feature) == sign) {
            clm_buffer_string(out, count++ > 0 ? "," : "");
            clm_qml_literal(out, clm_modality_name((clm_modality)i));
        }
    }
}

static void put_statuses(clm_buffer *out, clm_sign sign) {
    size_t count = 0;
    for (int i = 0; i < CLM_STATUS_COUNT; i++) {
        const clm_feature feature = {.modality = CLM_MODALITY_CONFIRMED,
                                     .status = (clm_claim_status)i};
        if (clm_sign_of(&feature) == sign) {
            clm_buffer_string(out, count++ > 0 ? "," : "");
            clm_qml_literal(out, clm_claim_status_name((clm_claim_status)i));
        }
    }
}

static const char *const sign_names[CLM_SIGN_COUNT] = {
    [CLM_SIGN_CONFIRMED] = "confirmed", [CLM_SIGN_CLAIMED] = "claimed",
    [CLM_SIGN_DENIED] = "denied",       [CLM_SIGN_MEASURED] = "measured",
    [CLM_SIGN_PLANNED] = "planned",
};

/* clm_sign_of as an expression, so that a style follows what a person edits. */
static const char *sign_expression(clm_qml *qml) {
    clm_buffer text;
    clm_buffer_init(&text);
    clm_buffer_string(&text, "CASE WHEN \"polarity\"='-' OR \"status\" IN (");
    put_statuses(&text, CLM_SIGN_DENIED);
    clm_buffer_string(&text, ") OR \"modality\" IN (");
    put_modalities(&text, CLM_SIGN_DENIED);
    clm_buffer_string(&text, ") THEN 'denied' WHEN \"status\" IN (");
    put_statuses(&text, CLM_SIGN_PLANNED);
    clm_buffer_string(&text, ") OR \"modality\" IN (");
    put_modalities(&text, CLM_SIGN_PLANNED);
    clm_buffer_string(&text, ") THEN 'planned' WHEN \"modality\" IN (");
    put_modalities(&text, CLM_SIGN_MEASURED);
    clm_buffer_string(&text, ") THEN 'measured' WHEN \"modality\" IN (");
    put_modalities(&text, CLM_SIGN_CONFIRMED);
    clm_buffer_string(&text, ") OR (coalesce(\"modality\",'asserted')='asserted' AND \"source\" IS "
                             "NULL) THEN 'confirmed' ELSE 'claimed' END");
    return clm_qml_keep(qml, &text);
}

/* ---- groups of rules ---- */

/* A kind of thing that has the five signs. */
typedef struct sign_group {
    clm_geometry_kind kind;
    bool figures, past_peak;
    const char *label, *filter;
} sign_group;

static bool belongs(const clm_qml *qml, const sign_group *group, size_t index) {
    const clm_feature *feature = &qml->collection->items[index];
    return clm_qml_is_drawn(feature) && feature->geometry.kind == group->kind &&
           (group->kind != CLM_GEOMETRY_POLYGONS ||
            ((feature->kind == CLM_FEATURE_FIGURE) == group->figures &&
             feature->past_peak == group->past_peak)) &&
           qml->content.parts[index] <= CLM_QML_BESIDE;
}

enum { ANY_SIGN = CLM_SIGN_COUNT };

/* Whether a feature of the group has the sign, and speaks for the side unless that is NULL. */
static bool occurs(const clm_qml *qml, const sign_group *group, int sign, const int *side) {
    for (size_t i = 0; i < qml->collection->count; i++) {
        const clm_voice voice = qml->content.voices[i];
        if (belongs(qml, group, i) && (sign == ANY_SIGN || (int)voice.sign == sign) &&
            (side == NULL || voice.side == *side)) {
            return true;
        }
    }
    return false;
}

static unsigned add_symbol(clm_qml *qml, const sign_group *group, clm_qml_look look) {
    look.figure = group->figures;
    look.past_peak = group->past_peak;
    return group->kind == CLM_GEOMETRY_POINT   ? clm_qml_point_symbol(qml, &look)
           : group->kind == CLM_GEOMETRY_LINES ? clm_qml_line_symbol(qml, &look)
                                               : clm_qml_area_symbol(qml, &look);
}

/* A rule for each side that is there, and one for all others, whose hue follows the side: a person
 * may make a claim another side's. */
static void add_sides(clm_qml *qml, const sign_group *group, int sign) {
    const clm_qml_content *content = &qml->content;
    const clm_sign drawn_as = sign == ANY_SIGN ? CLM_SIGN_CLAIMED : (clm_sign)sign;
    const clm_qml_look other = {.sign = drawn_as, .side = CLM_HUE_OTHER, .any_side = true};
    for (int side = 0; side < content->side_count; side++) {
        if (occurs(qml, group, sign, &side)) {
            clm_buffer filter;
            clm_buffer_init(&filter);
            clm_buffer_printf(&filter, "%s=", clm_qml_side(qml));
            clm_qml_literal(&filter, content->sides[side]);
            const clm_qml_look look = {.sign = drawn_as, .side = side};
            add_rule(qml, clm_qml_keep(qml, &filter), content->side_names[side],
                     (long)add_symbol(qml, group, look));
        }
    }
    add_rule(qml, "ELSE", qml->language->phrases[CLM_SAY_OTHERS],
             (long)add_symbol(qml, group, other));
}

static void add_signs(clm_qml *qml, const sign_group *group) {
    const char *sign_is = sign_expression(qml);
    open_rule(qml, group->filter, group->label, NO_SYMBOL);
    for (int pass = 0; pass < 2; pass++) { /* first those that the article has */
        for (int sign = 0; sign < CLM_SIGN_COUNT; sign++) {
            const char *filter = clm_qml_text(qml, "%s='%s'", sign_is, sign_names[sign]);
            const char *label = qml->language->phrases[(int)CLM_SAY_CONFIRMED + sign];
            const bool there = occurs(qml, group, sign, NULL);
            if (there && pass == 0) {
                open_rule(qml, filter, label, NO_SYMBOL);
                add_sides(qml, group, sign);
                close_rule(qml);
            } else if (!there && pass == 1) {
                const clm_qml_look look = {
                    .sign = (clm_sign)sign, .side = CLM_HUE_OTHER, .any_side = true};
                add_rule(qml, filter, label, (long)add_symbol(qml, group, look));
            }
        }
    }
    close_rule(qml);
}

/* "Ukraine / Russia" */
static const char *pair_label(clm_qml *qml, clm_qml_pair pair) {
    const char *others = qml->language->phrases[CLM_SAY_OTHERS];
    const clm_qml_content *content = &qml->content;
    return clm_qml_text(qml, "%s / %s", pair.first < 0 ? others : content->side_names[pair.first],
                        pair.second < 0 ? others : content->side_names[pair.second]);
}

/* Places that two sides speak of, a rule for each pair of them. */
static void add_split(clm_qml *qml, clm_geometry_kind kind) {
    const clm_qml_content *content = &qml->content;
    const char *ids = clm_qml_ids(qml, CLM_QML_SPLIT, kind, NULL);
    if (ids == NULL) {
        return;
    }
    open_rule(qml, clm_qml_text(qml, "%s AND %s", clm_qml_drawn(qml, kind), ids),
              qml->language->phrases[CLM_SAY_TWO_SIDES], NO_SYMBOL);
    for (int first = CLM_HUE_OTHER; first < content->side_count; first++) {
        for (int second = CLM_HUE_OTHER; second < content->side_count; second++) {
            const clm_qml_pair pair = {first, second};
            const char *of_pair = clm_qml_ids(qml, CLM_QML_SPLIT, kind, &pair);
            for (size_t i = 0; of_pair != NULL && i < qml->collection->count; i++) {
                if (content->parts[i] == CLM_QML_SPLIT && same_pair(content->pairs[i], pair) &&
                    qml->collection->items[i].geometry.kind == kind) {
                    const clm_qml_look look = {.sign = content->voices[i].sign,
                                               .side = first,
                                               .second = second,
                                               .split = true};
                    add_rule(qml, of_pair, pair_label(qml, pair),
                             kind == CLM_GEOMETRY_POINT ? (long)clm_qml_point_symbol(qml, &look)
                                                        : (long)clm_qml_area_symbol(qml, &look));
                    break;
                }
            }
        }
    }
    close_rule(qml);
}

static void add_areas(clm_qml *qml) {
    const char *drawn = clm_qml_drawn(qml, CLM_GEOMETRY_POLYGONS);
    const char *split = clm_qml_ids(qml, CLM_QML_SPLIT, CLM_GEOMETRY_POLYGONS, NULL);
    const sign_group regions = {
        .kind = CLM_GEOMETRY_POLYGONS,
        .label = "Regions and countries",
        .filter = clm_qml_text(qml, "%s AND coalesce(\"kind\",'claim')<>'figure'%s%s", drawn,
                               split != NULL ? " AND NOT " : "", split != NULL ? split : "")};
    const sign_group figures = {
        .kind = CLM_GEOMETRY_POLYGONS,
        .figures = true,
        .label = qml->language->phrases[CLM_SAY_STATED_AREA],
        .filter = clm_qml_text(
            qml, "%s AND \"kind\"='figure' AND NOT coalesce(\"past_peak\",false)", drawn)};
    const sign_group peaks = {
        .kind = CLM_GEOMETRY_POLYGONS,
        .figures = true,
        .past_peak = true,
        .label = qml->language->phrases[CLM_SAY_EARLIER_PEAK],
        .filter =
            clm_qml_text(qml, "%s AND \"kind\"='figure' AND coalesce(\"past_peak\",false)", drawn)};
    add_signs(qml, &figures);
    if (occurs(qml, &peaks, ANY_SIGN, NULL)) { /* an outline, however sure */
        open_rule(qml, peaks.filter, peaks.label, NO_SYMBOL);
        add_sides(qml, &peaks, ANY_SIGN);
        close_rule(qml);
    }
    add_signs(qml, &regions);
    add_split(qml, CLM_GEOMETRY_POLYGONS);
}

static void add_points(clm_qml *qml) {
    const char *drawn = clm_qml_drawn(qml, CLM_GEOMETRY_POINT);
    const char *split = clm_qml_ids(qml, CLM_QML_SPLIT, CLM_GEOMETRY_POINT, NULL);
    const sign_group places = {.kind = CLM_GEOMETRY_POINT,
                               .label = "Places",
                               .filter = clm_qml_text(qml, "%s%s%s", drawn,
                                                      split != NULL ? " AND NOT " : "",
                                                      split != NULL ? split : "")};
    add_signs(qml, &places);
    add_split(qml, CLM_GEOMETRY_POINT);
}

static void add_lines(clm_qml *qml) {
    const sign_group lines = {.kind = CLM_GEOMETRY_LINES,
                              .label = "Lines",
                              .filter = clm_qml_drawn(qml, CLM_GEOMETRY_LINES)};
    add_signs(qml, &lines);
}

static const clm_geometry_kind kinds[] = {CLM_GEOMETRY_POLYGONS, CLM_GEOMETRY_POINT};

/* What is not drawn twice stays there to be clicked at. */
static void add_repeated(clm_qml *qml) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const char *ids = clm_qml_ids(qml, CLM_QML_REPEATED, kinds[i], NULL);
        if (clm_qml_has(qml, kinds[i]) && ids != NULL) {
            add_rule(qml, clm_qml_text(qml, "%s%s", clm_qml_geometry(qml, kinds[i]), ids),
                     "Further statements about the same place",
                     kinds[i] == CLM_GEOMETRY_POINT ? (long)clm_qml_unseen_point(qml)
                                                    : (long)clm_qml_unseen_area(qml));
        }
    }
}

static void add_rest(clm_qml *qml) {
    static const struct {
        const char *draw, *label;
        bool on;
    } rest[] = {{"context", "For orientation", true},
                {"no", "Named, and not drawn on the map", false}};
    for (size_t r = 0; r < sizeof rest / sizeof rest[0]; r++) {
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
            if (!clm_qml_has(qml, kinds[i])) {
                continue;
            }
            const char *filter =
                clm_qml_text(qml, "%s\"draw\"='%s'", clm_qml_geometry(qml, kinds[i]), rest[r].draw);
            const unsigned symbol = kinds[i] == CLM_GEOMETRY_POINT ? clm_qml_context_point(qml)
                                                                   : clm_qml_context_area(qml);
            begin_rule(qml, filter, rest[r].label, (long)symbol, rest[r].on);
            close_rule(qml);
        }
    }
}

void clm_qml_rules(clm_qml *qml) {
    clm_buffer_string(&qml->rules, "<rules key=\"{c1a1b3a9-0000-4000-8000-000000000000}\">\n");
    if (clm_qml_has(qml, CLM_GEOMETRY_POLYGONS)) {
        add_areas(qml);
    }
    if (clm_qml_has(qml, CLM_GEOMETRY_LINES)) {
        add_lines(qml);
    }
    if (clm_qml_has(qml, CLM_GEOMETRY_POINT)) {
        add_points(qml);
    }
    add_repeated(qml);
    add_rest(qml);
    clm_buffer_string(&qml->rules, "</rules>\n");
}
