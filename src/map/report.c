#include "map/report.h"

#include "base/alloc.h"
#include "base/json.h"

#include <string.h>

static const char *const kind_names[CLM_LABEL_KIND_COUNT] = {
    [CLM_LABEL_REGION] = "region",       [CLM_LABEL_CONTEXT] = "context",
    [CLM_LABEL_TOWN] = "town",           [CLM_LABEL_PLACE] = "place",
    [CLM_LABEL_FIGURE] = "figure",       [CLM_LABEL_NUMBER] = "number",
    [CLM_LABEL_FURNITURE] = "furniture", [CLM_LABEL_LEGEND] = "legend",
    [CLM_LABEL_TITLE] = "title",         [CLM_LABEL_CALLOUT] = "callout",
    [CLM_LABEL_WATER] = "water",
};

void clm_report_clear(clm_report *report) {
    clm_free(report->labels);
    clm_free(report->markers);
    clm_free(report->furniture);
    clm_free(report->insets);
    clm_free(report->views);
    memset(report, 0, sizeof *report);
}

void clm_report_label_add(clm_report *report, clm_report_label label) {
    void *labels = report->labels;
    if (report->failed || clm_grow(&labels, &report->label_capacity, report->label_count + 1,
                                   sizeof *report->labels)) {
        report->failed = true;
        return;
    }
    report->labels = labels;
    report->labels[report->label_count++] = label;
}

static void add_box(clm_report *report, clm_report_box **boxes, size_t *count, size_t *capacity,
                    clm_report_box box) {
    void *memory = *boxes;
    if (report->failed || clm_grow(&memory, capacity, *count + 1, sizeof **boxes)) {
        report->failed = true;
        return;
    }
    *boxes = memory;
    (*boxes)[(*count)++] = box;
}

void clm_report_marker(clm_report *report, clm_rect box) {
    add_box(report, &report->markers, &report->marker_count, &report->marker_capacity,
            (clm_report_box){NULL, box});
}

void clm_report_furniture(clm_report *report, const char *name, clm_rect box) {
    add_box(report, &report->furniture, &report->furniture_count, &report->furniture_capacity,
            (clm_report_box){name, box});
}

void clm_report_inset(clm_report *report, const char *name, clm_rect box) {
    add_box(report, &report->insets, &report->inset_count, &report->inset_capacity,
            (clm_report_box){name, box});
}

void clm_report_view_add(clm_report *report, const char *name, const clm_view *view) {
    void *memory = report->views;
    if (report->failed ||
        clm_grow(&memory, &report->view_capacity, report->view_count + 1, sizeof *report->views)) {
        report->failed = true;
        return;
    }
    report->views = memory;
    report->views[report->view_count++] =
        (clm_report_view){name,           view->frame,  clm_projection_centre(view->projection),
                          view->m_per_px, view->left_m, view->top_m};
}

static void put_rect(clm_json_writer *json, clm_rect rect, double scale) {
    clm_json_key(json, "box");
    clm_json_open_array(json);
    clm_json_put_number(json, rect.x0 * scale, 2);
    clm_json_put_number(json, rect.y0 * scale, 2);
    clm_json_put_number(json, rect.x1 * scale, 2);
    clm_json_put_number(json, rect.y1 * scale, 2);
    clm_json_close_array(json);
}

static void put_outline(clm_json_writer *json, const clm_px outline[4], double scale) {
    clm_json_key(json, "outline");
    clm_json_open_array(json);
    for (size_t i = 0; i < 4; i++) {
        clm_json_open_array(json);
        clm_json_put_number(json, outline[i].x * scale, 2);
        clm_json_put_number(json, outline[i].y * scale, 2);
        clm_json_close_array(json);
    }
    clm_json_close_array(json);
}

static void put_boxes(clm_json_writer *json, const char *key, const clm_report_box *boxes,
                      size_t count, double scale) {
    clm_json_key(json, key);
    clm_json_open_array(json);
    for (size_t i = 0; i < count; i++) {
        clm_json_open_object(json);
        if (boxes[i].name) {
            clm_json_pair_string(json, "name", boxes[i].name);
        }
        put_rect(json, boxes[i].box, scale);
        clm_json_close_object(json);
    }
    clm_json_close_array(json);
}

static void put_views(clm_json_writer *json, const clm_report *report, double scale) {
    clm_json_key(json, "views");
    clm_json_open_array(json);
    for (size_t i = 0; i < report->view_count; i++) {
        const clm_report_view *view = &report->views[i];
        clm_json_open_object(json);
        clm_json_pair_string(json, "name", view->name);
        put_rect(json, view->box, scale);
        clm_json_pair_number(json, "lon", view->centre.lon_deg, 7);
        clm_json_pair_number(json, "lat", view->centre.lat_deg, 7);
        clm_json_pair_number(json, "m_per_px", view->m_per_px / scale, 6);
        clm_json_pair_number(json, "left_m", view->left_m, 2);
        clm_json_pair_number(json, "top_m", view->top_m, 2);
        clm_json_close_object(json);
    }
    clm_json_close_array(json);
}

void clm_report_write(const clm_report *report, int width, int height, double scale,
                      clm_buffer *out) {
    clm_json_writer json;
    clm_json_begin(&json, out);
    clm_json_open_object(&json);
    clm_json_pair_int(&json, "width", width);
    clm_json_pair_int(&json, "height", height);
    clm_json_key(&json, "labels");
    clm_json_open_array(&json);
    for (size_t i = 0; i < report->label_count; i++) {
        const clm_report_label *label = &report->labels[i];
        clm_json_open_object(&json);
        clm_json_pair_string(&json, "text", label->text);
        clm_json_pair_string(&json, "kind", kind_names[label->kind]);
        put_rect(&json, label->box, scale);
        clm_json_pair_bool(&json, "dropped", label->dropped);
        clm_json_pair_string(&json, "reason", label->reason);
        clm_json_pair_bool(&json, "leader", label->leader);
        clm_json_pair_bool(&json, "in_article", label->in_article);
        if (label->turned) {
            put_outline(&json, label->outline, scale);
        }
        clm_json_close_object(&json);
    }
    clm_json_close_array(&json);
    put_boxes(&json, "markers", report->markers, report->marker_count, scale);
    put_boxes(&json, "furniture", report->furniture, report->furniture_count, scale);
    put_boxes(&json, "insets", report->insets, report->inset_count, scale);
    put_views(&json, report, scale);
    clm_json_close_object(&json);
    clm_buffer_char(out, '\n');
}
