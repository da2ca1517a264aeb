/* GeoNames feature classes and codes -> kinds of places; the table of docs/GEONAMES.md.
 *
 * **Source:** https://www.geonames.org/export/codes.html */
#include "gazetteer/dump.h"

#include <string.h>

typedef struct code_kind {
    const char *code;
    clm_dump_kind what;
} code_kind;

/* The first code that fits: "ADM1*" fits every code that begins so, "*" every code. */
static const code_kind areas[] = {
    {"ADM1", {CLM_KIND_REGION, 5, false, 100000.0}},
    {"ADM1H", {CLM_KIND_REGION, 12, true, 100000.0}},
    {"ADM2", {CLM_KIND_DISTRICT, 10, false, 20000.0}},
    {"ADM3", {CLM_KIND_DISTRICT, 12, false, 10000.0}},
    {"ADM4", {CLM_KIND_DISTRICT, 13, false, 5000.0}},
    {"ADM5", {CLM_KIND_DISTRICT, 14, false, 5000.0}},
    {"ADM2H", {CLM_KIND_DISTRICT, 14, true, 20000.0}},
    {"ADM3H", {CLM_KIND_DISTRICT, 15, true, 10000.0}},
    {"ADM4H", {CLM_KIND_DISTRICT, 15, true, 5000.0}},
    {"ADM5H", {CLM_KIND_DISTRICT, 15, true, 5000.0}},
    {"ADMDH", {CLM_KIND_DISTRICT, 15, true, 20000.0}},
    {"PCLH", {CLM_KIND_REGION, 12, true, 300000.0}},
    {"PCLI", {CLM_KIND_COUNTRY, 3, false, 300000.0}},
    {"PCL*", {CLM_KIND_COUNTRY, 5, false, 100000.0}},
    {"TERR", {CLM_KIND_REGION, 8, false, 100000.0}},
    {"ZNB", {CLM_KIND_DISPUTED_REGION, 10, false, 50000.0}},
    {"*", {CLM_KIND_DISTRICT, 13, false, 20000.0}},
};

static const code_kind waters[] = {
    {"OCN", {CLM_KIND_SEA, 0, false, 1000000.0}},
    {"SEA", {CLM_KIND_SEA, 2, false, 200000.0}},
    {"GULF", {CLM_KIND_SEA, 4, false, 100000.0}},
    {"STRT", {CLM_KIND_SEA, 6, false, 30000.0}},
    {"SD", {CLM_KIND_SEA, 8, false, 20000.0}},
    {"BAY*", {CLM_KIND_SEA, 9, false, 20000.0}},
    {"BGHT", {CLM_KIND_SEA, 9, false, 20000.0}},
    {"FJD*", {CLM_KIND_SEA, 10, false, 20000.0}},
    {"COVE*", {CLM_KIND_SEA, 13, false, 2000.0}},
    {"INLT*", {CLM_KIND_SEA, 13, false, 5000.0}},
    {"CHNM", {CLM_KIND_SEA, 11, false, 20000.0}},
    {"CURR", {CLM_KIND_SEA, 10, false, 500000.0}},
    {"ESTY", {CLM_KIND_SEA, 11, false, 10000.0}},
    {"LK", {CLM_KIND_RIVER, 11, false, 5000.0}},
    {"LKS", {CLM_KIND_RIVER, 11, false, 10000.0}},
    {"RSV", {CLM_KIND_RIVER, 11, false, 5000.0}},
    {"STM", {CLM_KIND_RIVER, 12, false, 20000.0}},
    {"CNL", {CLM_KIND_RIVER, 12, false, 20000.0}},
    {"SPNG*", {CLM_KIND_FACILITY, 15, false, 1000.0}},
    {"WLL*", {CLM_KIND_FACILITY, 15, false, 1000.0}},
    {"WTRH", {CLM_KIND_FACILITY, 15, false, 1000.0}},
    {"FLLS*", {CLM_KIND_FACILITY, 12, false, 1000.0}},
    {"HBR*", {CLM_KIND_FACILITY, 11, false, 2000.0}},
    {"ANCH", {CLM_KIND_FACILITY, 14, false, 2000.0}},
    {"DCK*", {CLM_KIND_FACILITY, 14, false, 1000.0}},
    {"RDST", {CLM_KIND_FACILITY, 14, false, 5000.0}},
    {"*", {CLM_KIND_RIVER, 14, false, 10000.0}},
};

static const code_kind parks[] = {
    {"CONT", {CLM_KIND_CONTINENT, 0, false, 2000000.0}},
    {"RGNH", {CLM_KIND_VAGUE_REGION, 12, true, 100000.0}},
    {"RGN*", {CLM_KIND_VAGUE_REGION, 9, false, 100000.0}},
    {"PRT", {CLM_KIND_FACILITY, 10, false, 2000.0}},
    {"MILB", {CLM_KIND_FACILITY, 10, false, 3000.0}},
    {"NVB", {CLM_KIND_FACILITY, 10, false, 3000.0}},
    {"PRK", {CLM_KIND_FACILITY, 12, false, 5000.0}},
    {"LCTY", {CLM_KIND_FACILITY, 15, false, 2000.0}},
    {"INDS", {CLM_KIND_FACILITY, 14, false, 2000.0}},
    {"BTL", {CLM_KIND_FACILITY, 14, false, 5000.0}},
    {"*", {CLM_KIND_VAGUE_REGION, 14, false, 20000.0}},
};

static const code_kind heights[] = {
    {"MTS", {CLM_KIND_VAGUE_REGION, 10, false, 50000.0}},
    {"DSRT", {CLM_KIND_VAGUE_REGION, 9, false, 100000.0}},
    {"PEN*", {CLM_KIND_VAGUE_REGION, 9, false, 50000.0}},
    {"PLN*", {CLM_KIND_VAGUE_REGION, 12, false, 30000.0}},
    {"PLAT*", {CLM_KIND_VAGUE_REGION, 11, false, 50000.0}},
    {"VAL*", {CLM_KIND_VAGUE_REGION, 12, false, 20000.0}},
    {"DLTA", {CLM_KIND_VAGUE_REGION, 10, false, 30000.0}},
    {"UPLD", {CLM_KIND_VAGUE_REGION, 12, false, 50000.0}},
    {"HLLS", {CLM_KIND_VAGUE_REGION, 13, false, 20000.0}},
    {"ISLS", {CLM_KIND_VAGUE_REGION, 9, false, 50000.0}},
    {"ATOL", {CLM_KIND_DISTRICT, 12, false, 10000.0}},
    {"ISL*", {CLM_KIND_DISTRICT, 12, false, 10000.0}},
    {"MT", {CLM_KIND_FACILITY, 13, false, 2000.0}},
    {"PK", {CLM_KIND_FACILITY, 13, false, 2000.0}},
    {"VLC", {CLM_KIND_FACILITY, 11, false, 3000.0}},
    {"*", {CLM_KIND_FACILITY, 15, false, 2000.0}},
};

static const code_kind spots[] = {
    {"AIRP", {CLM_KIND_FACILITY, 9, false, 2000.0}},
    {"AIRB", {CLM_KIND_FACILITY, 9, false, 2000.0}},
    {"PSN", {CLM_KIND_FACILITY, 9, false, 2000.0}},
    {"PS*", {CLM_KIND_FACILITY, 12, false, 2000.0}},
    {"DAM", {CLM_KIND_FACILITY, 12, false, 1000.0}},
    {"*", {CLM_KIND_FACILITY, 14, false, 1000.0}},
};

static const code_kind roads[] = {{"*", {CLM_KIND_FACILITY, 14, false, 5000.0}}};
static const code_kind undersea[] = {{"*", {CLM_KIND_SEA, 13, false, 50000.0}}};
static const code_kind forests[] = {{"*", {CLM_KIND_VAGUE_REGION, 13, false, 10000.0}}};
static const code_kind towns[] = {{"*", {CLM_KIND_SETTLEMENT, 15, false, 1000.0}}};

static const struct {
    char feature_class;
    const code_kind *codes;
} classes[] = {
    {'A', areas}, {'H', waters},  {'L', parks},    {'P', towns},   {'R', roads},
    {'S', spots}, {'T', heights}, {'U', undersea}, {'V', forests},
};

static bool fits(const char *pattern, clm_text code) {
    size_t length = strlen(pattern);
    bool open = pattern[length - 1] == '*';
    length -= open;
    return (open ? code.len >= length : code.len == length) &&
           (length == 0 || memcmp(code.ptr, pattern, length) == 0);
}

bool clm_dump_kind_of(clm_text feature_class, clm_text code, clm_dump_kind *out) {
    for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++) {
        if (feature_class.len == 1 && feature_class.ptr[0] == classes[i].feature_class) {
            const code_kind *at = classes[i].codes;
            while (!fits(at->code, code)) {
                at++; /* "*" ends each list */
            }
            *out = at->what;
            return true;
        }
    }
    return false;
}
