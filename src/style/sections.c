#include "style/sections.h"

#include <string.h>

#define IN_LOOK(member) offsetof(clm_look, member), 0
#define IN_THEME(member) offsetof(clm_theme, member), sizeof((clm_theme *)NULL)->member

static const clm_key_rule rules[CLM_KEY_COUNT] = {
    [CLM_KEY_FILL] = {"fill", CLM_VALUE_COLOR, IN_LOOK(fill), 0, 0, "colour of the area"},
    [CLM_KEY_FILL_OPACITY] = {"fill-opacity", CLM_VALUE_NUMBER, IN_LOOK(fill_opacity), 0, 1,
                              "how much of it covers what lies below"},
    [CLM_KEY_STROKE] = {"stroke", CLM_VALUE_COLOR, IN_LOOK(stroke), 0, 0, "colour of the line"},
    [CLM_KEY_STROKE_OPACITY] = {"stroke-opacity", CLM_VALUE_NUMBER, IN_LOOK(stroke_opacity), 0, 1,
                                "how much the line covers what lies below"},
    [CLM_KEY_STROKE_WIDTH] = {"stroke-width", CLM_VALUE_NUMBER, IN_LOOK(stroke_width_px), 0, 20,
                              "width of the line; 0: none"},
    [CLM_KEY_STROKE_DASHARRAY] = {"stroke-dasharray", CLM_VALUE_DASHES, IN_LOOK(dash_px), 0, 50,
                                  "lengths of dash and gap, one pair or two; none: solid"},
    [CLM_KEY_OPACITY] = {"opacity", CLM_VALUE_NUMBER, IN_LOOK(opacity), 0, 1,
                         "how much is left of the whole sign"},
    [CLM_KEY_HATCH] = {"hatch", CLM_VALUE_HATCH, IN_LOOK(hatch), 0, 0,
                       "lines in the area: none, diagonal, cross, horizontal, vertical"},
    [CLM_KEY_HATCH_OPACITY] = {"hatch-opacity", CLM_VALUE_NUMBER, IN_LOOK(hatch_opacity), 0, 1,
                               "how much these lines cover what lies below"},
    [CLM_KEY_SIZE] = {"size", CLM_VALUE_NUMBER, IN_LOOK(size_px), 1, 200,
                      "diameter of the marker, height of the logo"},
    [CLM_KEY_HALO_COLOR] = {"halo-color", CLM_VALUE_COLOR, IN_LOOK(halo), 0, 0,
                            "colour of the edge around the marker"},
    [CLM_KEY_HALO_WIDTH] = {"halo-width", CLM_VALUE_NUMBER, IN_LOOK(halo_px), 0, 8,
                            "width of that edge"},
    [CLM_KEY_TEXT_COLOR] = {"text-color", CLM_VALUE_COLOR, IN_LOOK(text.color), 0, 0,
                            "colour of the letters"},
    [CLM_KEY_TEXT_HALO_COLOR] = {"text-halo-color", CLM_VALUE_COLOR, IN_LOOK(text.halo), 0, 0,
                                 "colour of the edge around the letters"},
    [CLM_KEY_TEXT_HALO_WIDTH] = {"text-halo-width", CLM_VALUE_NUMBER, IN_LOOK(text.halo_px), 0, 8,
                                 "width of that edge; 0: none"},
    [CLM_KEY_FONT_FAMILY] = {"font-family", CLM_VALUE_TEXT, offsetof(clm_look, text.family),
                             CLM_FONT_FAMILY_BYTES, 0, 0, "another font than the theme's"},
    [CLM_KEY_FONT_SIZE] = {"font-size", CLM_VALUE_NUMBER, IN_LOOK(text.size_px), 4, 200,
                           "size of the letters"},
    [CLM_KEY_FONT_WEIGHT] = {"font-weight", CLM_VALUE_WEIGHT, IN_LOOK(text.bold), 0, 0,
                             "normal or bold"},
    [CLM_KEY_FONT_STYLE] = {"font-style", CLM_VALUE_SLANT, IN_LOOK(text.italic), 0, 0,
                            "normal or italic"},
    [CLM_KEY_LETTER_SPACING] = {"letter-spacing", CLM_VALUE_NUMBER, IN_LOOK(text.letter_spacing_px),
                                -5, 50, "room added between letters"},
    [CLM_KEY_NAME] = {"name", CLM_VALUE_TEXT, IN_THEME(name), 0, 0, "the theme's name"},
    [CLM_KEY_DESCRIPTION] = {"description", CLM_VALUE_TEXT, IN_THEME(description), 0, 0,
                             "what it is for, in one line"},
    [CLM_KEY_INHERIT] = {"inherit", CLM_VALUE_THEME, 0, CLM_STYLE_PATH_BYTES, 0, 0,
                         "name or path of the theme that fills what this one leaves out; "
                         "else news-light does"},
    [CLM_KEY_THEME_FONT_FAMILY] = {"font-family", CLM_VALUE_TEXT, IN_THEME(font_family), 0, 0,
                                   "the font of all text"},
    [CLM_KEY_FONT_FILE] = {"font-file", CLM_VALUE_FILES, IN_THEME(font_files), 0, 0,
                           "font files of the house, from the theme's folder, with ; between them"},
    [CLM_KEY_LOGO_FILE] = {"file", CLM_VALUE_FILE, IN_THEME(logo_file), 0, 0,
                           "a PNG, from the theme's folder; empty: no logo"},
    [CLM_KEY_BYLINE] = {"text", CLM_VALUE_TEXT, IN_THEME(byline), 0, 0,
                        "the words, as \"Graphic: The Desk\""},
};

#define BIT(key) (1u << CLM_KEY_##key)
#define FILLED BIT(FILL)
#define LINE (BIT(STROKE) | BIT(STROKE_WIDTH) | BIT(STROKE_DASHARRAY))
#define BOX (FILLED | BIT(FILL_OPACITY) | BIT(STROKE) | BIT(STROKE_WIDTH))
#define FONT                                                                                       \
    (BIT(TEXT_COLOR) | BIT(FONT_FAMILY) | BIT(FONT_SIZE) | BIT(FONT_WEIGHT) | BIT(FONT_STYLE) |    \
     BIT(LETTER_SPACING))
#define ON_MAP (FONT | BIT(TEXT_HALO_COLOR) | BIT(TEXT_HALO_WIDTH))
#define TOWN (ON_MAP | FILLED | BIT(STROKE) | BIT(STROKE_WIDTH) | BIT(SIZE))
#define OUTLINE (BIT(STROKE_WIDTH) | BIT(STROKE_OPACITY) | BIT(STROKE_DASHARRAY))
#define AREA (OUTLINE | BIT(FILL_OPACITY) | BIT(HATCH) | BIT(HATCH_OPACITY))
#define POINT (OUTLINE | BIT(FILL_OPACITY) | BIT(SIZE) | BIT(HALO_COLOR) | BIT(HALO_WIDTH))
#define LAYER (FILLED | LINE | BIT(HATCH) | BIT(HATCH_OPACITY))
#define OVER (BIT(OPACITY) | BIT(FILL_OPACITY) | BIT(STROKE_DASHARRAY))
#define SIDE (FILLED | BIT(TEXT_COLOR))
#define THEME                                                                                      \
    (BIT(NAME) | BIT(DESCRIPTION) | BIT(INHERIT) | BIT(THEME_FONT_FAMILY) | BIT(FONT_FILE))

static const clm_section sections[] = {
    {"theme", 0, CLM_LOOK_COUNT, THEME, "the theme itself"},
    {"paper", 0, CLM_LOOK_PAPER, FILLED, "the page"},
    {"land", 0, CLM_LOOK_LAND, FILLED, "land"},
    {"sea", 0, CLM_LOOK_SEA, FILLED, "sea"},
    {"lake", 0, CLM_LOOK_LAKE, FILLED | LINE, "lakes and their shores"},
    {"river", 0, CLM_LOOK_RIVER, LINE, "rivers; small ones are drawn thinner"},
    {"coast", 0, CLM_LOOK_COAST, LINE, "coasts"},
    {"border", 0, CLM_LOOK_COUNT, 0, "all borders"},
    {"border.country", 1, CLM_LOOK_BORDER_COUNTRY, LINE, "borders of countries"},
    {"border.core", 1, CLM_LOOK_BORDER_CORE, LINE,
     "the thin line of a country's border that is drawn over claims"},
    {"border.region", 1, CLM_LOOK_BORDER_REGION, LINE, "borders of first-level regions"},
    {"border.disputed", 1, CLM_LOOK_BORDER_DISPUTED, LINE,
     "borders that only one of the two worldviews has"},
    {"overlay", 0, CLM_LOOK_COUNT, 0, "all layers of --overlay; their hatch has the line's colour"},
    {"overlay.1", 1, CLM_LOOK_OVERLAY_1, LAYER, "the first layer"},
    {"overlay.2", 1, CLM_LOOK_OVERLAY_2, LAYER, "the second"},
    {"overlay.3", 1, CLM_LOOK_OVERLAY_3, LAYER, "the third; a fourth is as the first"},
    {"label", 0, CLM_LOOK_COUNT, 0, "all names on the map"},
    {"country", 1, CLM_LOOK_COUNTRY, ON_MAP, "names of countries"},
    {"region", 1, CLM_LOOK_REGION, ON_MAP, "names of regions with claims"},
    {"region.context", 2, CLM_LOOK_REGION_CONTEXT, ON_MAP, "names of other regions"},
    {"region.confirmed", 2, CLM_LOOK_REGION_CONFIRMED, AREA,
     "a region with a claim that is confirmed, or stated as fact"},
    {"region.claimed", 2, CLM_LOOK_REGION_CLAIMED, AREA, "with one that somebody makes"},
    {"region.denied", 2, CLM_LOOK_REGION_DENIED, AREA, "with one that is denied"},
    {"region.measured", 2, CLM_LOOK_REGION_MEASURED, AREA, "with one that was measured"},
    {"region.planned", 2, CLM_LOOK_REGION_PLANNED, AREA,
     "with one that is planned, ordered or expected"},
    {"place", 1, CLM_LOOK_PLACE, ON_MAP, "names of towns and facilities with claims"},
    {"town", 1, CLM_LOOK_COUNT, 0, "all other towns"},
    {"town.1", 2, CLM_LOOK_TOWN_1, TOWN, "capitals and the largest towns"},
    {"town.2", 2, CLM_LOOK_TOWN_2, TOWN, "large towns"},
    {"town.3", 2, CLM_LOOK_TOWN_3, TOWN, "small towns"},
    {"water", 1, CLM_LOOK_WATER, ON_MAP, "names of seas and lakes"},
    {"figure", 1, CLM_LOOK_FIGURE, ON_MAP, "the number on a stated area, as \"58 km²\""},
    {"figure.confirmed", 2, CLM_LOOK_FIGURE_CONFIRMED, AREA,
     "a stated area, drawn in its true size, that is confirmed or stated as fact"},
    {"figure.claimed", 2, CLM_LOOK_FIGURE_CLAIMED, AREA, "one that somebody states"},
    {"figure.denied", 2, CLM_LOOK_FIGURE_DENIED, AREA, "one that is denied"},
    {"figure.measured", 2, CLM_LOOK_FIGURE_MEASURED, AREA, "one that was measured"},
    {"figure.planned", 2, CLM_LOOK_FIGURE_PLANNED, AREA, "one that is planned or expected"},
    {"claim", 0, CLM_LOOK_COUNT, 0, "all signs of claims at points"},
    {"claim.confirmed", 1, CLM_LOOK_CLAIM_CONFIRMED, POINT,
     "a point with a claim that is confirmed, or stated as fact"},
    {"claim.claimed", 1, CLM_LOOK_CLAIM_CLAIMED, POINT, "with one that somebody makes"},
    {"claim.denied", 1, CLM_LOOK_CLAIM_DENIED, POINT, "with one that is denied"},
    {"claim.measured", 1, CLM_LOOK_CLAIM_MEASURED, POINT, "with one that was measured"},
    {"claim.planned", 1, CLM_LOOK_CLAIM_PLANNED, POINT,
     "with one that is planned, ordered or expected"},
    {"claim.past-peak", 0, CLM_LOOK_CLAIM_PAST_PEAK, OVER,
     "laid over what was, and is no more: as a rule an outline alone"},
    {"claim.secondary", 0, CLM_LOOK_CLAIM_SECONDARY, OVER,
     "laid over what the article says in passing"},
    {"claim.hearsay", 0, CLM_LOOK_CLAIM_HEARSAY, OVER,
     "laid over what reached the article through several mouths"},
    {"claim.vague", 0, CLM_LOOK_CLAIM_VAGUE, OVER,
     "laid over parts of a region without an edge, as \"the east of X\""},
    {"change", 0, CLM_LOOK_COUNT, 0, "all marks of a map of differences"},
    {"change.new", 1, CLM_LOOK_CHANGE_NEW, LINE, "the line around the sign of what is new"},
    {"change.gone", 1, CLM_LOOK_CHANGE_GONE, LINE,
     "the line through a point that is no longer told, and the edge of such an area"},
    {"change.changed", 1, CLM_LOOK_CHANGE_CHANGED, LINE, "the line around what is told otherwise"},
    {"change.moved", 1, CLM_LOOK_CHANGE_MOVED, LINE,
     "the line around what is told of another place, and from its old one"},
    {"arrow", 0, CLM_LOOK_ARROW,
     BIT(STROKE_WIDTH) | BIT(STROKE_OPACITY) | BIT(HALO_COLOR) | BIT(HALO_WIDTH),
     "directions, withdrawals and links; dashes are those of the sign"},
    {"leader", 0, CLM_LOOK_LEADER, LINE, "lines from a name to its place"},
    {"number", 0, CLM_LOOK_NUMBER,
     (FONT & ~BIT(TEXT_COLOR)) | BIT(SIZE) | BIT(HALO_COLOR) | BIT(HALO_WIDTH),
     "the number of a callout, on a disc of the side's colour"},
    {"side", 0, CLM_LOOK_COUNT, 0, "all whose claims are shown"},
    {"side.1", 1, CLM_LOOK_SIDE_1, SIDE,
     "the first side that claims; text-color is what is "
     "written on its colour"},
    {"side.2", 1, CLM_LOOK_SIDE_2, SIDE, "the second"},
    {"side.3", 1, CLM_LOOK_SIDE_3, SIDE, "the third"},
    {"side.4", 1, CLM_LOOK_SIDE_4, SIDE, "the fourth"},
    {"side.5", 1, CLM_LOOK_SIDE_5, SIDE, "the fifth"},
    {"side.6", 1, CLM_LOOK_SIDE_6, SIDE, "the sixth"},
    {"side.other", 1, CLM_LOOK_SIDE_OTHER, SIDE, "the outlet itself, and who is no side"},
    {"side.none", 1, CLM_LOOK_SIDE_NONE, SIDE, "signs in the legend, shown without a side"},
    {"furniture", 0, CLM_LOOK_COUNT, 0, "all text around the map"},
    {"title", 1, CLM_LOOK_TITLE, FONT, "the headline"},
    {"standfirst", 1, CLM_LOOK_STANDFIRST, FONT, "the line below it"},
    {"dateline", 1, CLM_LOOK_DATELINE, BIT(FONT_WEIGHT), "the date before the standfirst"},
    {"legend", 1, CLM_LOOK_LEGEND, FONT, "the legend"},
    {"callout", 1, CLM_LOOK_CALLOUT, FONT, "the numbered list of claims"},
    {"scale", 1, CLM_LOOK_SCALE, FONT | BIT(STROKE) | BIT(STROKE_WIDTH), "the scale bar"},
    {"credit", 1, CLM_LOOK_CREDIT, FONT, "sources and data"},
    {"byline", 1, CLM_LOOK_BYLINE, FONT | BIT(BYLINE), "who made the map"},
    {"inset", 1, CLM_LOOK_INSET, FONT | BOX, "small maps in a corner, their frame and caption"},
    {"inset.frame", 2, CLM_LOOK_INSET_FRAME, LINE, "on the main map, around what an inset shows"},
    {"frame", 0, CLM_LOOK_FRAME, LINE, "the line around the map"},
    {"panel", 0, CLM_LOOK_PANEL, FILLED, "what the legend and the list of claims stand on"},
    {"logo", 0, CLM_LOOK_LOGO, BIT(LOGO_FILE) | BIT(SIZE) | BIT(OPACITY), "the house's mark"},
};

enum { SECTION_COUNT = sizeof sections / sizeof sections[0] };

_Static_assert(CLM_KEY_COUNT <= 32, "a section's keys are bits of 32");

size_t clm_section_count(void) {
    return SECTION_COUNT;
}

const clm_section *clm_section_at(size_t index) {
    return &sections[index];
}

size_t clm_section_end(size_t index) {
    size_t end = index + 1;
    while (end < SECTION_COUNT && sections[end].depth > sections[index].depth) {
        end++;
    }
    return end;
}

uint32_t clm_section_keys(size_t index) {
    uint32_t keys = 0;
    size_t end = clm_section_end(index);
    for (size_t i = index; i < end; i++) {
        keys |= sections[i].keys;
    }
    return keys;
}

size_t clm_section_find(const char *name) {
    size_t at = 0;
    while (at < SECTION_COUNT && strcmp(sections[at].name, name) != 0) {
        at++;
    }
    return at;
}

const clm_key_rule *clm_key_rule_at(clm_key key) {
    return &rules[key];
}
