#include "geo/projection.h"

#include "base/alloc.h"
#include "base/text.h"

#include <math.h>
#include <proj.h>

static const double RADIANS = 0.017453292519943295769;

struct clm_projection {
    PJ_CONTEXT *context;
    PJ *transform;
    clm_lonlat centre;
};

void clm_projection_free(clm_projection *projection) {
    if (projection) {
        if (projection->transform) {
            (void)proj_destroy(projection->transform);
        }
        if (projection->context) {
            (void)proj_context_destroy(projection->context);
        }
        clm_free(projection);
    }
}

/* PROJ's definition; numbers are written without the locale. */
static bool write_definition(clm_buffer *text, clm_lonlat centre) {
    clm_buffer_string(text, "+proj=laea +ellps=WGS84 +units=m +lat_0=");
    clm_buffer_number(text, centre.lat_deg, 15);
    clm_buffer_string(text, " +lon_0=");
    clm_buffer_number(text, centre.lon_deg, 15);
    return !text->failed;
}

static void log_nothing(void *context, int level, const char *words) {
    (void)context;
    (void)level;
    (void)words;
}

/* A plain projection needs neither grids nor the database. A search path without files keeps PROJ
 * from opening it, which takes 7 ms of each program's start. */
static void quiet_context(PJ_CONTEXT *context) {
    static const char *const nowhere[] = {"/nonexistent"};
    proj_log_func(context, NULL, log_nothing);
    (void)proj_log_level(context, PJ_LOG_NONE);
    (void)proj_context_set_enable_network(context, 0);
    proj_context_set_search_paths(context, 1, nowhere);
}

clm_status clm_projection_laea(clm_lonlat centre, clm_projection **out, clm_error *error) {
    *out = NULL;
    if (!(fabs(centre.lat_deg) <= 90.0 && fabs(centre.lon_deg) <= 360.0)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the projection's centre lies off the globe");
    }
    clm_buffer definition;
    clm_buffer_init(&definition);
    clm_projection *made = clm_alloc_zero(1, sizeof *made);
    if (!made || !write_definition(&definition, centre)) {
        clm_projection_free(made);
        clm_buffer_clear(&definition);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for a projection");
    }
    made->centre = centre;
    made->context = proj_context_create();
    if (made->context) {
        quiet_context(made->context);
        made->transform = proj_create(made->context, definition.data);
    }
    clm_buffer_clear(&definition);
    if (!made->transform) {
        clm_projection_free(made);
        return clm_fail(error, CLM_ERR_FOREIGN, "PROJ cannot make an equal-area projection");
    }
    *out = made;
    return CLM_OK;
}

clm_lonlat clm_projection_centre(const clm_projection *projection) {
    return projection->centre;
}

static bool finite_pair(double a, double b) {
    return isfinite(a) && isfinite(b);
}

/* PROJ stops a bulk run at nothing: each point fails alone and the error is cleared after. */
static void transform_pairs(const clm_projection *projection, PJ_DIRECTION direction, double *first,
                            double *second, size_t stride, size_t count) {
    (void)proj_trans_generic(projection->transform, direction, first, stride, count, second, stride,
                             count, NULL, 0, 0, NULL, 0, 0);
    (void)proj_errno_reset(projection->transform);
}

void clm_projection_forward(const clm_projection *projection, const clm_lonlat *in, clm_xy *out,
                            size_t count) {
    if (count == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        out[i].x_m = in[i].lon_deg * RADIANS;
        out[i].y_m = in[i].lat_deg * RADIANS;
    }
    transform_pairs(projection, PJ_FWD, &out[0].x_m, &out[0].y_m, sizeof *out, count);
    for (size_t i = 0; i < count; i++) {
        if (!finite_pair(out[i].x_m, out[i].y_m)) {
            out[i] = (clm_xy){HUGE_VAL, HUGE_VAL};
        }
    }
}

void clm_projection_inverse(const clm_projection *projection, const clm_xy *in, clm_lonlat *out,
                            size_t count) {
    if (count == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        out[i].lon_deg = in[i].x_m;
        out[i].lat_deg = in[i].y_m;
    }
    transform_pairs(projection, PJ_INV, &out[0].lon_deg, &out[0].lat_deg, sizeof *out, count);
    for (size_t i = 0; i < count; i++) {
        if (finite_pair(out[i].lon_deg, out[i].lat_deg)) {
            out[i].lon_deg /= RADIANS;
            out[i].lat_deg /= RADIANS;
        } else {
            out[i] = (clm_lonlat){HUGE_VAL, HUGE_VAL};
        }
    }
}
