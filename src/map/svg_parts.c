#include "map/svg_parts.h"

#include "base/xml.h"
#include "map/hatch.h"

#include <math.h>
#include <string.h>

/* ---- numbers ---- */

static const double far_away = 1e7; /* pixels; nothing of a page lies there */

static long hundredths(double value) {
    return lround(fmin(fmax(value, -far_away), far_away) * 100);
}

static void put_hundredths(clm_buffer *out, long value) {
    char digits[24];
    size_t at = sizeof digits;
    unsigned long left = value < 0 ? 0UL - (unsigned long)value : (unsigned long)value;
    unsigned long part = left % 100;
    left /= 100;
    if (part % 10 != 0) {
        digits[--at] = (char)('0' + part % 10);
    }
    if (part != 0) {
        digits[--at] = (char)('0' + part / 10);
        digits[--at] = '.';
    }
    if (left > 0 || part == 0) {
        do {
            digits[--at] = (char)('0' + left % 10);
            left /= 10;
        } while (left > 0);
    }
    if (value < 0) {
        digits[--at] = '-';
    }
    clm_buffer_add(out, digits + at, sizeof digits - at);
}

void clm_svg_put_one(clm_buffer *out, const char *before, double value) {
    clm_buffer_string(out, before);
    put_hundredths(out, hundredths(value));
}

void clm_svg_put_pair(clm_buffer *out, const char *before, double first, const char *between,
                      double second) {
    clm_svg_put_one(out, before, first);
    clm_svg_put_one(out, between, second);
}

/* ---- attributes ---- */

static unsigned byte_of(double share) {
    return (unsigned)lround(fmin(fmax(share, 0), 1) * 255);
}

void clm_svg_put_color(clm_buffer *out, const char *name, clm_color color) {
    clm_buffer_printf(out, " %s=\"#%02x%02x%02x\"", name, byte_of(color.red), byte_of(color.green),
                      byte_of(color.blue));
    if (color.alpha < 1) {
        clm_buffer_printf(out, " %s-opacity=\"", name);
        clm_buffer_number(out, fmax(color.alpha, 0), 3);
        clm_buffer_char(out, '"');
    }
}

void clm_svg_put_stroke(clm_buffer *out, const clm_stroke *stroke) {
    clm_svg_put_color(out, "stroke", stroke->color);
    clm_svg_put_one(out, " stroke-width=\"", stroke->width_px);
    clm_buffer_char(out, '"');
    if (stroke->dash_count == 0) {
        return;
    }
    for (size_t i = 0; i < stroke->dash_count; i++) {
        clm_svg_put_one(out, i == 0 ? " stroke-dasharray=\"" : " ", stroke->dash_px[i]);
    }
    clm_buffer_string(out, clm_stroke_is_dotted(stroke) ? "\" stroke-linecap=\"round\"" : "\"");
}

void clm_svg_put_family(clm_buffer *out, const char *family) {
    static const char *const stacks[][2] = {
        {"Inter", ", 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans'"},
        {"DejaVu Sans", ", 'Bitstream Vera Sans', Verdana, Geneva"},
        {"Noto Sans", ", 'Open Sans', 'Segoe UI', 'Droid Sans'"},
    };
    const char *more = "";
    for (size_t i = 0; i < sizeof stacks / sizeof stacks[0]; i++) {
        more = strcmp(family, stacks[i][0]) == 0 ? stacks[i][1] : more;
    }
    clm_buffer_string(out, " font-family=\"'");
    for (const char *c = family; *c != '\0';) {
        size_t plain = strcspn(c, "'\\");
        clm_xml_text(out, (clm_text){c, plain});
        c += plain + (c[plain] != '\0');
    }
    clm_buffer_printf(out, "'%s, sans-serif\"", more);
}

void clm_svg_put_base64(clm_buffer *out, clm_text bytes) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.len; i += 3) {
        const size_t left = bytes.len - i;
        uint32_t group = 0;
        for (size_t k = 0; k < 3; k++) {
            group = group << 8 | (k < left ? (uint32_t)(unsigned char)bytes.ptr[i + k] : 0);
        }
        const char four[4] = {digits[group >> 18], digits[group >> 12 & 63],
                              left > 1 ? digits[group >> 6 & 63] : '=',
                              left > 2 ? digits[group & 63] : '='};
        clm_buffer_add(out, four, sizeof four);
    }
}

void clm_svg_put_id(clm_buffer *out, const char *id) {
    clm_buffer_string(out, strncmp(id, "map-", 4) == 0 ? "feature-" : "");
    for (const char *c = id; *c != '\0';) {
        size_t plain = strcspn(c, " \t\r\n");
        clm_xml_text(out, (clm_text){c, plain});
        c += plain;
        if (*c != '\0') {
            clm_buffer_char(out, '_');
            c++;
        }
    }
}

/* ---- paths ---- */

/* `command` 0: as before. */
static void put_step(clm_buffer *out, char command, long x, long y) {
    if (command != '\0' || x >= 0) {
        clm_buffer_char(out, command != '\0' ? command : ' ');
    }
    put_hundredths(out, x);
    if (y >= 0) {
        clm_buffer_char(out, ' ');
    }
    put_hundredths(out, y);
}

void clm_svg_put_path(clm_buffer *out, const clm_display_list *list, const clm_item *item) {
    for (size_t p = 0; p < item->part_count; p++) {
        const clm_part *part = &list->parts[item->first_part + p];
        const clm_px *points = list->points + part->first;
        long x = hundredths(points[0].x);
        long y = hundredths(points[0].y);
        put_step(out, 'M', x, y);
        char command = 'l';
        for (size_t i = 1; i < part->count; i++) {
            long next_x = hundredths(points[i].x);
            long next_y = hundredths(points[i].y);
            if (next_x != x || next_y != y) {
                put_step(out, command, next_x - x, next_y - y);
                command = '\0';
            }
            x = next_x;
            y = next_y;
        }
        clm_buffer_string(out, part->closed ? "z" : "");
    }
}

bool clm_svg_path_shared(const clm_display_list *list, size_t index, size_t *number) {
    const clm_item *item = &list->items[index];
    if (item->kind != CLM_ITEM_PATH) {
        return false;
    }
    *number = item->first_part + 1;
    bool twice = item->fill.color.alpha > 0 && item->fill.hatch != CLM_HATCH_NONE;
    const clm_item *before = index > 0 ? item - 1 : NULL;
    const clm_item *after = index + 1 < list->item_count ? item + 1 : NULL;
    return twice ||
           (before && before->kind == CLM_ITEM_PATH && before->first_part == item->first_part) ||
           (after && after->kind == CLM_ITEM_PATH && after->first_part == item->first_part);
}

/* ---- definitions ---- */

static bool same_color(clm_color a, clm_color b) {
    return a.red == b.red && a.green == b.green && a.blue == b.blue && a.alpha == b.alpha;
}

static bool same_hatch(const clm_fill *a, const clm_fill *b) {
    return a->hatch == b->hatch && same_color(a->hatch_color, b->hatch_color) &&
           same_color(a->hatch_color_2, b->hatch_color_2);
}

size_t clm_svg_defs_hatch(const clm_svg_defs *defs, const clm_fill *fill) {
    size_t i = 0;
    while (i < defs->hatch_count && !same_hatch(&defs->hatches[i], fill)) {
        i++;
    }
    return i + 1;
}

bool clm_svg_defs_make(const clm_display_list *list, clm_arena *arena, clm_svg_defs *out) {
    *out = (clm_svg_defs){.arena = arena};
    for (size_t i = 0; i < list->item_count; i++) {
        const clm_fill *fill = &list->items[i].fill;
        if (fill->hatch == CLM_HATCH_NONE || clm_svg_defs_hatch(out, fill) <= out->hatch_count) {
            continue;
        }
        void *hatches = out->hatches;
        if (clm_arena_grow(arena, &hatches, &out->hatch_capacity, out->hatch_count + 1,
                           sizeof *out->hatches)) {
            return false;
        }
        out->hatches = hatches;
        out->hatches[out->hatch_count++] = *fill;
    }
    return true;
}

static void put_hatch(clm_buffer *out, const clm_fill *fill, size_t number) {
    clm_hatch_tile tile = clm_hatch_tile_of(fill->hatch);
    clm_buffer_printf(out, "<pattern id=\"map-hatch-%zu\" patternUnits=\"userSpaceOnUse\"", number);
    clm_svg_put_pair(out, " width=\"", tile.size_px, "\" height=\"", tile.size_px);
    clm_svg_put_one(out, "\"><g fill=\"none\" stroke-width=\"", tile.width_px);
    clm_buffer_string(out, "\">");
    for (int second = 0; second < 2; second++) {
        bool begun = false;
        for (size_t i = 0; i < tile.count; i++) {
            const clm_hatch_line *line = &tile.lines[i];
            if (line->second != (second == 1)) {
                continue;
            }
            clm_svg_put_pair(out, begun ? "M" : "<path d=\"M", line->from.x, " ", line->from.y);
            clm_svg_put_pair(out, "L", line->to.x, " ", line->to.y);
            begun = true;
        }
        if (begun) {
            clm_buffer_char(out, '"');
            clm_svg_put_color(out, "stroke", second ? fill->hatch_color_2 : fill->hatch_color);
            clm_buffer_string(out, "/>");
        }
    }
    clm_buffer_string(out, "</g></pattern>\n");
}

void clm_svg_defs_write(const clm_svg_defs *defs, const clm_display_list *list, clm_buffer *out) {
    clm_buffer_string(out, "<defs>\n");
    for (size_t i = 0; i < defs->hatch_count; i++) {
        put_hatch(out, &defs->hatches[i], i + 1);
    }
    size_t clips = 0;
    size_t latest = 0;
    for (size_t i = 0; i < list->item_count; i++) {
        const clm_item *item = &list->items[i];
        size_t number = 0;
        if (item->kind == CLM_ITEM_CLIP) {
            clm_rect rect = item->rect;
            clm_buffer_printf(out, "<clipPath id=\"map-clip-%zu\">", ++clips);
            clm_svg_put_pair(out, "<rect x=\"", rect.x0, "\" y=\"", rect.y0);
            clm_svg_put_pair(out, "\" width=\"", rect.x1 - rect.x0, "\" height=\"",
                             rect.y1 - rect.y0);
            clm_buffer_string(out, "\"/></clipPath>\n");
        } else if (clm_svg_path_shared(list, i, &number) && number != latest) {
            clm_buffer_printf(out, "<path id=\"map-path-%zu\" d=\"", number);
            clm_svg_put_path(out, list, item);
            clm_buffer_string(out, "\"/>\n");
            latest = number;
        }
    }
    clm_buffer_string(out, "</defs>\n");
}
