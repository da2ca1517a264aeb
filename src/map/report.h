/* map/report.h: where labels, markers, furniture and insets lie. Private to map; the JSON is the
 * contract's layout report. Sticky failure as in display_list.h. */
#ifndef CLM_MAP_REPORT_H
#define CLM_MAP_REPORT_H

#include "base/text.h"
#include "map/view.h"

typedef enum clm_label_kind {
    CLM_LABEL_REGION = 0, /* a region or country with a claim */
    CLM_LABEL_CONTEXT,    /* a region or country for orientation */
    CLM_LABEL_TOWN,
    CLM_LABEL_PLACE, /* with a claim, drawn as a point */
    CLM_LABEL_FIGURE,
    CLM_LABEL_WATER,  /* a sea, a lake */
    CLM_LABEL_NUMBER, /* in a disc on the map: a callout's */
    CLM_LABEL_FURNITURE,
    CLM_LABEL_LEGEND,
    CLM_LABEL_TITLE,
    CLM_LABEL_CALLOUT,
    CLM_LABEL_KIND_COUNT
} clm_label_kind;

typedef struct clm_report_label {
    const char *text, *reason; /* borrowed */
    clm_label_kind kind;
    clm_rect box; /* ink without halo; of a dropped label the point it was for */
    bool dropped, leader, in_article;
    bool turned;
    clm_px outline[4]; /* of a turned label: the corners of its box before it was turned */
} clm_report_label;

typedef struct clm_report_box {
    const char *name; /* borrowed; NULL for markers */
    clm_rect box;
} clm_report_box;

/* What a window shows: Lambert azimuthal equal-area on WGS 84 around `centre`. */
typedef struct clm_report_view {
    const char *name; /* borrowed */
    clm_rect box;
    clm_lonlat centre;
    double m_per_px;
    double left_m, top_m; /* of the box, in the plane */
} clm_report_view;

typedef struct clm_report {
    clm_report_label *labels;
    size_t label_count, label_capacity;
    clm_report_box *markers;
    size_t marker_count, marker_capacity;
    clm_report_box *furniture;
    size_t furniture_count, furniture_capacity;
    clm_report_box *insets;
    size_t inset_count, inset_capacity;
    clm_report_view *views;
    size_t view_count, view_capacity;
    bool failed;
} clm_report;

void clm_report_clear(clm_report *report);
void clm_report_label_add(clm_report *report, clm_report_label label);
void clm_report_marker(clm_report *report, clm_rect box);
void clm_report_furniture(clm_report *report, const char *name, clm_rect box);
void clm_report_inset(clm_report *report, const char *name, clm_rect box);

void clm_report_view_add(clm_report *report, const char *name, const clm_view *view);

/* Writes the report of a picture of `width` x `height` pixels; boxes are multiplied by `scale`. */
void clm_report_write(const clm_report *report, int width, int height, double scale,
                      clm_buffer *out);

#endif
