/* gazetteer/format.h: the compiled file's layout, shared by the builder and the reader.
 *
 * header | section 0 | section 1 | ... | sums of blocks. Sections start at multiples of 64 bytes;
 * all numbers are little-endian. Changes of any struct here need a new CLM_GAZ_VERSION. */
#ifndef CLM_GAZETTEER_FORMAT_H
#define CLM_GAZETTEER_FORMAT_H

#include "gazetteer/gazetteer.h"

#define CLM_GAZ_MAGIC "CLMGAZ\r\n\x1a\n\0\0\0\0\0"

enum {
    CLM_GAZ_MAGIC_BYTES = 16,
    CLM_GAZ_VERSION = 1,
    CLM_GAZ_ENDIAN = 0x01020304,
    CLM_GAZ_BLOCK_BYTES = 16384,
    CLM_GAZ_ALIGN = 64,
    CLM_GAZ_TEXT_MAX = 255, /* bytes of one string */
    CLM_GAZ_FANOUT = 16,    /* children of a tree node */
    CLM_GAZ_WORLDVIEWS = 2
};

#define CLM_GAZ_NONE UINT32_MAX
#define CLM_GAZ_NO_COUNTRY UINT16_MAX

typedef enum clm_gaz_section {
    CLM_GAZ_META = 0,
    CLM_GAZ_STRINGS,      /* one byte of length, then the bytes; offset 0 is the empty text */
    CLM_GAZ_PLACES,       /* clm_gaz_place; settlements first, most important first */
    CLM_GAZ_EXTRAS,       /* clm_gaz_extra: what only regions, countries, groups and waters have */
    CLM_GAZ_COUNTRIES,    /* clm_gaz_country by code */
    CLM_GAZ_NAME_BUCKETS, /* uint32: first entry of each bucket of the hash's top bits, and end */
    CLM_GAZ_NAMES,        /* clm_gaz_name by (hash, key), one more as the end */
    CLM_GAZ_REFS,         /* clm_name_ref, those of one name together, best first */
    CLM_GAZ_WORD_BUCKETS, /* as NAME_BUCKETS, of WORDS */
    CLM_GAZ_WORDS,        /* uint64 sorted: hash of a first word, low byte: most words */
    CLM_GAZ_ID_HASHES,    /* uint64 sorted: hash of an id */
    CLM_GAZ_ID_PLACES,    /* uint32: its place */
    CLM_GAZ_LANG_NAMES,   /* clm_gaz_lang_name */
    CLM_GAZ_MEMBERS,      /* uint32 places */
    CLM_GAZ_VERTICES,     /* clm_gaz_vertex */
    CLM_GAZ_WEIGHTS,      /* uint8 for each vertex */
    CLM_GAZ_LINES,        /* clm_gaz_line: border arcs, then rivers, then lakes */
    CLM_GAZ_RINGS,        /* clm_gaz_ring; an outer ring is followed by its holes */
    CLM_GAZ_RING_LINES,   /* int32: line, or ~line where it runs backwards */
    CLM_GAZ_LINE_TREE,    /* clm_gaz_node, leaf level first; value = line */
    CLM_GAZ_PART_TREE,    /* value = outer ring of a region */
    CLM_GAZ_TOWN_TREE,    /* value = place */
    CLM_GAZ_SECTION_COUNT
} clm_gaz_section;

typedef struct clm_gaz_section_entry {
    uint64_t offset;
    uint64_t length; /* bytes */
    uint32_t item_bytes;
    uint32_t reserved;
} clm_gaz_section_entry;

typedef struct clm_gaz_header {
    char magic[CLM_GAZ_MAGIC_BYTES];
    uint32_t version;
    uint32_t endian;
    uint32_t section_count;
    uint32_t block_bytes;
    uint64_t file_bytes;
    uint64_t content_first; /* sums cover [content_first, content_end) */
    uint64_t content_end;
    uint64_t sum_count;
    uint64_t sums_hash; /* XXH3 of the sums */
    char sha256[64];    /* of the content */
    clm_gaz_section_entry sections[CLM_GAZ_SECTION_COUNT];
    uint64_t header_hash; /* XXH3 of all bytes before */
} clm_gaz_header;

typedef struct clm_gaz_meta {
    uint32_t name, date; /* strings */
    uint32_t name_count;
    uint32_t arc_count;  /* the first lines are arcs */
    uint32_t town_count; /* the first places are settlements */
    uint32_t part_count; /* outer rings of regions */
    uint32_t by_kind[CLM_KIND_COUNT];
} clm_gaz_meta;

typedef struct clm_gaz_place {
    int32_t lon_e7, lat_e7;
    uint32_t id, name; /* strings */
    uint32_t population;
    uint32_t geonameid;
    uint32_t wikidata;
    uint32_t admin1; /* place */
    uint32_t extra;
    float uncertainty_m;
    uint16_t country, country_de_facto; /* index into COUNTRIES */
    uint8_t kind, rank, flags, reserved;
} clm_gaz_place;

typedef struct clm_gaz_extra {
    double area_m2;
    int32_t box_e7[4]; /* west south east north; west > east crosses 180 degrees */
    uint32_t long_name, kind_word;
    uint32_t names_first, names_count;
    uint32_t members_first[CLM_GAZ_WORLDVIEWS], members_count[CLM_GAZ_WORLDVIEWS];
    uint32_t rings_first[CLM_GAZ_WORLDVIEWS], rings_count[CLM_GAZ_WORLDVIEWS];
    /* Weight code of CLM_DETAIL_FEATURE plus 1; 0: each line has its own. */
    uint8_t detail[CLM_GAZ_WORLDVIEWS];
    uint8_t reserved[6];
} clm_gaz_extra;

typedef struct clm_gaz_country {
    char code[2];
    uint16_t reserved;
    uint32_t place;
} clm_gaz_country;

typedef struct clm_gaz_name {
    uint32_t tag; /* low half of the key's hash */
    uint32_t key; /* string */
    uint32_t refs_first;
} clm_gaz_name;

typedef struct clm_gaz_lang_name {
    char lang[2];
    uint16_t reserved;
    uint32_t name;
} clm_gaz_lang_name;

typedef struct clm_gaz_vertex {
    int32_t lon_e7, lat_e7;
} clm_gaz_vertex;

enum {
    CLM_GAZ_LINE_CLOSED = 1, /* a ring; its first vertex is not repeated */
    CLM_GAZ_LINE_HOLE = 2,   /* an island of the nearest lake before it */
    CLM_GAZ_LINE_SEAM = 4    /* along 180 degrees or a pole: no border of anything */
};

typedef struct clm_gaz_line {
    uint32_t first, count; /* vertices */
    uint32_t left, right;  /* places */
    int32_t box_e7[4];
    uint8_t line_class, rank, flags, reserved;
    uint8_t detail_region, detail_country; /* weight codes of CLM_DETAIL_FEATURE */
    uint16_t reserved2;
} clm_gaz_line;

typedef struct clm_gaz_ring {
    uint32_t place;
    uint32_t first, count; /* RING_LINES */
    uint32_t hole;
    int32_t box_e7[4];
} clm_gaz_ring;

typedef struct clm_gaz_node {
    int32_t box_e7[4];
    uint32_t value; /* leaf: the item; above: the smallest value below */
} clm_gaz_node;

/* Bytes of one item of each section. */
uint32_t clm_gaz_item_bytes(clm_gaz_section section);

/* Number of levels above the leaves of a tree of `items`, and the items of all levels together. */
unsigned clm_gaz_tree_levels(uint64_t items);
uint64_t clm_gaz_tree_nodes(uint64_t items);

/* How the part of a ring that is this line meets the ray from (x, y) to the east: never, by its
 * two ends alone, or only its vertices can tell. */
typedef enum clm_gaz_ray { CLM_GAZ_RAY_MISS = 0, CLM_GAZ_RAY_ENDS, CLM_GAZ_RAY_SCAN } clm_gaz_ray;
clm_gaz_ray clm_gaz_ray_meets(const clm_gaz_line *line, int32_t x_e7, int32_t y_e7);

/* True if the ray from (x, y) to the east crosses the line an odd number of times. */
bool clm_gaz_ray_crosses(const clm_gaz_vertex *vertices, uint32_t count, bool closed, int32_t x_e7,
                         int32_t y_e7);

/* Weight code of an effective area: 4 steps an octave, monotone, 0 for 0, at most 254. */
unsigned clm_gaz_weight_code(double area_m2);

#endif
