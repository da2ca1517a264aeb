/* gazetteer/gazetteer.h: the world's names and shapes in one read-only file.
 *
 * Source tables -> one compiled file (clm_gazetteer_build); the file is mapped and read in place:
 * nothing is parsed at start, all threads and processes share it. Knows nothing about articles.
 *
 * Safety: the header, the section table and every offset are checked; blocks are checked against
 * their sums when they are first touched. A damaged block reads as "nothing there" and sets a
 * sticky state that clm_gazetteer_check reports, as cairo does: read freely, check once at the
 * end of an article.
 *
 * Thread rule: an open gazetteer may be read by any number of threads. Texts and pointers that it
 * hands out live as long as it is open. */
#ifndef CLM_GAZETTEER_GAZETTEER_H
#define CLM_GAZETTEER_GAZETTEER_H

#include "base/text.h"
#include "geo/geo.h"

typedef struct clm_gazetteer clm_gazetteer;

/* Index of a place in one gazetteer; CLM_NO_PLACE for none. */
typedef uint32_t clm_place_index;
#define CLM_NO_PLACE UINT32_MAX

typedef enum clm_place_kind {
    CLM_KIND_SETTLEMENT = 0,
    CLM_KIND_FACILITY,
    CLM_KIND_DISTRICT,
    CLM_KIND_REGION,
    CLM_KIND_COUNTRY,
    CLM_KIND_COUNTRY_GROUP,
    CLM_KIND_CONTINENT,
    CLM_KIND_RIVER, /* rivers and lakes */
    CLM_KIND_SEA,
    CLM_KIND_VAGUE_REGION,
    CLM_KIND_DISPUTED_REGION,
    CLM_KIND_COUNT
} clm_place_kind;

const char *clm_place_kind_name(clm_place_kind kind); /* the contract's word, "settlement" */

typedef enum clm_worldview {
    CLM_WORLDVIEW_ISO = 0, /* ISO 3166: the internationally recognised border */
    CLM_WORLDVIEW_DE_FACTO /* who administers the land, as Natural Earth sees it */
} clm_worldview;

enum {
    CLM_PLACE_CAPITAL = 1,    /* capital of its country */
    CLM_PLACE_ADMIN_SEAT = 2, /* seat of its region */
    CLM_PLACE_GOVERNMENT = 4, /* a seat that stands for a government: Kremlin, White House */
    CLM_PLACE_POLYGON = 8     /* clm_gazetteer_shape gives polygons */
};

/* A place, by value; texts are borrowed from the gazetteer. */
typedef struct clm_place {
    clm_text id;        /* "gn:542420", "ne:1159313159", "cc:UA", "cm:guyevo", "vl:towns:7" of a
                           user's layer: stable over builds */
    clm_text name;      /* English or usual Latin name */
    clm_text long_name; /* "Kursk Oblast"; empty if the same */
    clm_text kind_word; /* what the place calls itself in English: "oblast", "state", ""; lower */
    clm_place_kind kind;
    uint32_t flags;  /* CLM_PLACE_... */
    char country[3]; /* ISO 3166-1 alpha-2 by the iso worldview, "" for none */
    char country_de_facto[3];
    clm_place_index country_place; /* CLM_NO_PLACE for none */
    clm_place_index admin1;        /* the containing first-level region, or CLM_NO_PLACE */
    clm_lonlat point;              /* label point inside the shape, or the settlement */
    clm_bbox box;                  /* of the polygons; a point's own box otherwise */
    double area_m2;                /* geodesic, 0 for points */
    uint32_t population;           /* 0 unknown */
    unsigned rank;                 /* 0 most to 15 least important, for drawing and as a prior */
    double uncertainty_m;
    uint32_t geonameid; /* 0 none */
    uint32_t wikidata;  /* Q number, 0 none */
} clm_place;

typedef enum clm_name_type {
    CLM_NAME_PRIMARY = 0,
    CLM_NAME_ALTERNATIVE,
    CLM_NAME_HISTORICAL,
    CLM_NAME_ABBREVIATION, /* counts only when written in capitals: US, UK, NSW, Ala. */
    CLM_NAME_DEMONYM,      /* Ukrainian, Ukrainians: of the place, not the place */
    CLM_NAME_DERIVED,      /* Kharkivska, Londoner-like and other derived words */
    CLM_NAME_TYPE_COUNT
} clm_name_type;

/* One meaning of a looked-up name. */
typedef struct clm_name_ref {
    uint32_t place;   /* clm_place_index */
    uint16_t type;    /* clm_name_type */
    uint16_t quality; /* 0..1000: how usual the name is for the place */
} clm_name_ref;

/* Opens the compiled file at `path`. **Owns:** the caller frees. **Errors:** CLM_ERR_IO;
 * CLM_ERR_FORMAT not a gazetteer; CLM_ERR_VERSION older or newer than this program (the message
 * says how to rebuild); CLM_ERR_DAMAGED truncated or a wrong checksum. */
CLM_MUST_CHECK clm_status clm_gazetteer_open(const char *path, clm_gazetteer **out,
                                             clm_error *error);
void clm_gazetteer_free(clm_gazetteer *gazetteer);

/* Adds the compiled file at `path` as a layer: all functions below then answer for all layers
 * together. Its places are numbered behind those that are there; a place whose stable id an
 * earlier layer has is that layer's place, under the names of both. Countries, and regions with
 * the same id, are those of the earlier layers; a place without a region gets theirs by its point.
 * Borders and waters for drawing come from the first layer that has them. Call it before other
 * threads read. **Errors:** as clm_gazetteer_open; CLM_ERR_LIMIT more than CLM_GAZETTEER_LAYERS;
 * the gazetteer is then as it was. */
enum { CLM_GAZETTEER_LAYERS = 16 };
CLM_MUST_CHECK clm_status clm_gazetteer_add(clm_gazetteer *gazetteer, const char *path,
                                            clm_error *error);

/* Finds the standard gazetteer: $CLAIMMAP_DATA (a file or a folder), else "claimmap.gaz" beside
 * the running program, else in ../share/claimmap of it. **Owns:** `out` is the caller's buffer.
 * **Errors:** CLM_ERR_NOT_FOUND with all places tried. */
CLM_MUST_CHECK clm_status clm_gazetteer_find_file(clm_buffer *out, clm_error *error);

/* CLM_OK, or CLM_ERR_DAMAGED if a read since opening met damage; CLM_ERR_NOMEM if there was no
 * memory to join the meanings that layers give to a name. */
CLM_MUST_CHECK clm_status clm_gazetteer_check(const clm_gazetteer *gazetteer, clm_error *error);

/* Gives mapped memory back to the system between an article's reading and its drawing; all texts
 * and pointers stay good. Other threads may read at the same time. */
void clm_gazetteer_release(const clm_gazetteer *gazetteer);

/* Checks every block and every offset of the file. */
CLM_MUST_CHECK clm_status clm_gazetteer_verify(const clm_gazetteer *gazetteer, clm_error *error);

typedef struct clm_gazetteer_info {
    clm_text name;   /* "claimmap standard" */
    clm_text date;   /* of the newest source, ISO */
    clm_text sha256; /* of the content, in hexadecimal */
    uint32_t format_version;
    uint32_t places, names, name_refs, arcs, vertices;
    uint32_t by_kind[CLM_KIND_COUNT];
    uint64_t file_bytes;
} clm_gazetteer_info;

clm_gazetteer_info clm_gazetteer_describe(const clm_gazetteer *gazetteer);

/* Number of places of all layers; indexes run from 0. */
uint32_t clm_gazetteer_count(const clm_gazetteer *gazetteer);

/* The place at `index`; a zeroed place with empty texts if there is none. */
clm_place clm_gazetteer_place(const clm_gazetteer *gazetteer, clm_place_index index);

/* As clm_gazetteer_place, but id, name, long_name and kind_word are empty, the box is the point's
 * and area_m2 is 0: what choosing among many candidates asks for, at a fraction of the reads. */
clm_place clm_gazetteer_place_facts(const clm_gazetteer *gazetteer, clm_place_index index);

/* All meanings of the name whose key is `key` (see clm_key_append; words joined by one space),
 * best first (quality, then rank, then index). Returns how many; `*refs` is borrowed, NULL for 0.
 */
size_t clm_gazetteer_find(const clm_gazetteer *gazetteer, clm_text key, const clm_name_ref **refs);

/* The same, where `hash` is clm_hash64 of the key. */
size_t clm_gazetteer_find_hashed(const clm_gazetteer *gazetteer, clm_text key, uint64_t hash,
                                 const clm_name_ref **refs);

/* The largest number of words of any name whose first word has the key `first_word` (of a key of
 * several words the first one counts); 0 if none begins so. Lets a reader of text stop early. One
 * hash probe. */
unsigned clm_gazetteer_name_words(const clm_gazetteer *gazetteer, clm_text first_word);
/* The same for the hash (clm_hash64) of a key of one word. */
unsigned clm_gazetteer_words_hashed(const clm_gazetteer *gazetteer, uint64_t hash);

/* Fetches into the processor's caches what clm_gazetteer_find and clm_gazetteer_name_words will
 * read for the words with these hashes (clm_hash64 of their keys), and the best place of each: all
 * at once, where look-ups one after another wait for the memory each time. Changes nothing. */
void clm_gazetteer_prefetch(const clm_gazetteer *gazetteer, const uint64_t *hashes, size_t count);

/* The two steps in which clm_gazetteer_find waits for memory, for the key with this hash: the
 * second reads what the first has fetched, so other work belongs between them. */
void clm_gazetteer_prefetch_bucket(const clm_gazetteer *gazetteer, uint64_t hash);
void clm_gazetteer_prefetch_name(const clm_gazetteer *gazetteer, uint64_t hash);

/* As clm_gazetteer_prefetch, for what clm_gazetteer_place will read of these places. */
void clm_gazetteer_prefetch_places(const clm_gazetteer *gazetteer, const clm_name_ref *refs,
                                   size_t count);

/* As clm_gazetteer_prefetch, for what clm_gazetteer_place_facts will read of these places. */
void clm_gazetteer_prefetch_facts(const clm_gazetteer *gazetteer, const clm_name_ref *refs,
                                  size_t count);

/* The place with this stable id ("gn:538555", "cc:RU"), or CLM_NO_PLACE. */
clm_place_index clm_gazetteer_by_id(const clm_gazetteer *gazetteer, clm_text id);

/* The country place of an ISO 3166-1 alpha-2 code, or CLM_NO_PLACE. */
clm_place_index clm_gazetteer_country(const clm_gazetteer *gazetteer, const char *iso2);

/* Members of a country group (countries) or of a country (its first-level regions by `worldview`).
 * Returns how many there are; fills at most `capacity`. */
size_t clm_gazetteer_members(const clm_gazetteer *gazetteer, clm_place_index place,
                             clm_worldview worldview, clm_place_index *out, size_t capacity);

/* First-level regions whose polygon contains `point`, by index; as above. Microseconds. */
size_t clm_gazetteer_containing(const clm_gazetteer *gazetteer, clm_lonlat point,
                                clm_place_index *out, size_t capacity);

/* The name of `place` in `lang` (ISO 639-1: "uk", "ru", "de"...); its English name if unknown or
 * NULL. */
clm_text clm_gazetteer_name_in(const clm_gazetteer *gazetteer, clm_place_index place,
                               const char *lang);

/* Settlements inside `box`, most important first (rank, population, index); fills at most
 * `capacity`. Returns how many there are; with several layers at most how many, since places that
 * two of them have are counted twice where they are not looked at. Does not look at more than it
 * needs. */
size_t clm_gazetteer_settlements_in(const clm_gazetteer *gazetteer, clm_bbox box,
                                    clm_place_index *out, size_t capacity);

/* Settlement nearest to `point` within `limit_m`, or CLM_NO_PLACE. */
clm_place_index clm_gazetteer_nearest(const clm_gazetteer *gazetteer, clm_lonlat point,
                                      double limit_m);

/* Seas, lakes and rivers by name, by index, of the first layer that has any; as above. They are
 * points, with how far they reach around them as uncertainty_m. */
size_t clm_gazetteer_waters(const clm_gazetteer *gazetteer, clm_place_index *out, size_t capacity);

/* ---- shapes ----
 * Borders are kept once as arcs between junctions, each vertex with a weight (the effective area
 * of Visvalingam and Whyatt, The Cartographic Journal 30, 1993). A shape at a coarser detail
 * leaves out light vertices, the same on both sides of every border. */

/* Smallest effective area that a vertex must have to be kept, in square metres; 0 keeps all. */
#define CLM_DETAIL_FULL 0.0
/* The detail for output features: at most about 1,000 vertices a place of its kind (region,
 * country), the same for both sides of a border. */
#define CLM_DETAIL_FEATURE (-1.0)

/* True if clm_gazetteer_shape gives polygons of the place in this worldview; reads none of them. */
bool clm_gazetteer_has_shape(const clm_gazetteer *gazetteer, clm_place_index place,
                             clm_worldview worldview);

/* Polygons of a region, country (by `worldview`), or country group (its members' union). **Owns:**
 * the caller clears `out`. NONE for a place without polygons. **Errors:** CLM_ERR_NOMEM,
 * CLM_ERR_DAMAGED. */
CLM_MUST_CHECK clm_status clm_gazetteer_shape(const clm_gazetteer *gazetteer, clm_place_index place,
                                              clm_worldview worldview, double min_area_m2,
                                              clm_geometry *out, clm_error *error);

typedef enum clm_line_class {
    CLM_LINE_COAST = 0,       /* one side is no land of any region */
    CLM_LINE_COUNTRY_BORDER,  /* in both worldviews, or in the one that was asked for */
    CLM_LINE_DISPUTED_BORDER, /* a country border in one worldview only */
    CLM_LINE_REGION_BORDER,
    CLM_LINE_RIVER,
    CLM_LINE_LAKE, /* a ring; islands in lakes follow with hole set */
    CLM_LINE_CLASS_COUNT
} clm_line_class;

typedef struct clm_base_line {
    clm_line_class line_class;
    unsigned rank; /* rivers and lakes: 0 largest ... 15 */
    bool closed;
    bool hole;                   /* an island in a lake */
    clm_place_index left, right; /* regions on both sides, CLM_NO_PLACE for none or other lines */
    const clm_lonlat *points;    /* lives until the callback returns */
    size_t count;
} clm_base_line;

/* Calls `visit` for every line of the base map whose box meets `box`, each shared border once, in
 * a fixed order; stops with its status when it is not CLM_OK. `rank_max` leaves out smaller rivers
 * and lakes. */
CLM_MUST_CHECK clm_status clm_gazetteer_lines_in(
    const clm_gazetteer *gazetteer, clm_bbox box, double min_area_m2, unsigned rank_max,
    clm_status (*visit)(void *context, const clm_base_line *line), void *context, clm_error *error);

/* First-level regions with polygons whose box meets `box`, by index: fills at most `capacity`,
 * returns how many. Regions that are made of first-level ones (England) are not among them. */
size_t clm_gazetteer_regions_in(const clm_gazetteer *gazetteer, clm_bbox box, clm_place_index *out,
                                size_t capacity);

/* ---- building ---- */

typedef struct clm_gazetteer_build_options {
    const char *source_dir; /* the folder of source tables, see gazetteer/SOURCES.md */
    const char *out_path;
    const char *name; /* NULL: "claimmap standard" */
} clm_gazetteer_build_options;

/* Compiles source tables into one file, written atomically; the same bytes for the same tables.
 * **Errors:** CLM_ERR_FORMAT names table, line and reason. */
CLM_MUST_CHECK clm_status clm_gazetteer_build(const clm_gazetteer_build_options *options,
                                              clm_error *error);

/* A layer of a file that GDAL reads, and which of its columns say what; see docs/GAZETTEERS.md. A
 * text that begins with "=" is no column, but the value of all features ("=settlement"). */
typedef struct clm_gazetteer_vector {
    const char *path, *layer, *crs; /* as in clm_dataset_options of vector/vector.h */
    const char *name;               /* NULL: the first of name, name_en, ... that is there */
    const char *alternatives; /* columns with a comma between them; NULL: none but known ones */
    const char *kind;         /* NULL: points are settlements, lines rivers, polygons districts */
    const char *population;   /* NULL: population, if there is such a column */
    const char *country;      /* ISO 3166-1 alpha-2; NULL: by the polygons of the base */
    const char *id;           /* NULL: a hash of name and point */
} clm_gazetteer_vector;

/* What was made of the features of one clm_gazetteer_vector. */
typedef struct clm_gazetteer_vector_counts {
    uint32_t features, places;
    uint32_t without_name, without_shape; /* left out */
    uint32_t repeated;                    /* of an id that was there: only names were added */
    uint32_t without_population;          /* text that is no number: unknown */
    uint32_t without_country;             /* text that is no code: by the polygons of the base */
} clm_gazetteer_vector_counts;

typedef struct clm_gazetteer_dump_options {
    const char *const *place_paths; /* allCountries.txt or files of countries, read in this order */
    size_t place_path_count;
    const char *names_path;  /* alternateNamesV2.txt; NULL: the names that stand with the places */
    const char *admin1_path; /* admin1CodesASCII.txt, NULL for none */
    const char *admin2_path; /* admin2Codes.txt, NULL for none */
    const clm_gazetteer_vector *vectors; /* read after the dumps, in this order */
    size_t vector_count;
    clm_gazetteer_vector_counts *vector_counts; /* one for each vector, or NULL */
    const clm_gazetteer *base; /* gives the places their regions; NULL: by their codes */
    const char *out_path;
    const char *name; /* NULL: "GeoNames", of vectors alone "own places" */
} clm_gazetteer_dump_options;

/* Compiles dumps of GeoNames and layers of vector files into one file, meant as a layer over
 * `base`; kinds are those of docs/GEONAMES.md. Only vectors have polygons: they are drawn, and are
 * no regions that other places lie in. Memory: about 500 bytes a place. **Errors:** as
 * clm_gazetteer_build; CLM_ERR_IO; those of clm_dataset_open. */
CLM_MUST_CHECK clm_status clm_gazetteer_build_dump(const clm_gazetteer_dump_options *options,
                                                   clm_error *error);

#endif
