/* The model as one file. */
#include "gazetteer/write.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/hash.h"
#include "gazetteer/topology.h"

#include <string.h>

typedef struct section_data {
    const void *items;
    size_t count;
} section_data;

/* What is made for the file and freed after it. */
typedef struct writer {
    clm_build *build;
    section_data sections[CLM_GAZ_SECTION_COUNT];
    clm_name_index index;
    clm_gaz_meta meta;
    clm_gaz_place *places;
    clm_gaz_country *countries;
    clm_gaz_node *line_tree, *part_tree, *town_tree;
} writer;

static clm_status no_memory(clm_error *error) {
    (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory for the file");
    return CLM_ERR_NOMEM;
}

static void set_section(writer *w, clm_gaz_section section, const void *items, size_t count) {
    w->sections[section] = (section_data){items, count};
}

static clm_status make_countries(writer *w, clm_error *error) {
    size_t count = 0;
    w->countries = clm_alloc_zero(CLM_COUNTRY_CODES, sizeof(*w->countries));
    if (w->countries == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < CLM_COUNTRY_CODES; i++) {
        w->build->country_file[i] = CLM_GAZ_NO_COUNTRY;
        if (w->build->country_used[i]) {
            w->build->country_file[i] = (uint16_t)count;
            w->countries[count].code[0] = (char)('A' + i / 26);
            w->countries[count].code[1] = (char)('A' + i % 26);
            w->countries[count++].place = w->build->country_place[i];
        }
    }
    set_section(w, CLM_GAZ_COUNTRIES, w->countries, count);
    return CLM_OK;
}

static uint16_t file_country(const clm_build *build, uint16_t code) {
    return code < CLM_COUNTRY_CODES ? build->country_file[code] : CLM_GAZ_NO_COUNTRY;
}

static clm_status make_places(writer *w, clm_error *error) {
    const clm_build *build = w->build;
    w->places = clm_alloc_zero(build->places.count + 1, sizeof(*w->places));
    if (w->places == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < build->places.count; i++) {
        const clm_build_place *from = &build->places.items[i];
        clm_gaz_place *to = &w->places[i];
        if (!from->has_point) {
            clm_text id = clm_strings_get(&build->strings, from->id);
            return clm_fail(error, CLM_ERR_FORMAT, "%.*s has neither a point nor a shape",
                            (int)id.len, id.ptr);
        }
        to->lon_e7 = clm_e7(from->lon_deg);
        to->lat_e7 = clm_e7(from->lat_deg);
        to->id = from->id;
        to->name = from->name;
        to->population = from->population;
        to->geonameid = from->geonameid;
        to->wikidata = from->wikidata;
        to->admin1 =
            build->admin1_is_place ? from->admin1 : clm_build_region_place(build, from->admin1);
        to->extra = from->extra;
        to->uncertainty_m = (float)from->uncertainty_m;
        to->country = file_country(build, from->country);
        to->country_de_facto = file_country(build, from->country_de_facto);
        to->kind = from->kind;
        to->rank = from->rank;
        to->flags = from->flags;
        w->meta.by_kind[from->kind]++;
    }
    set_section(w, CLM_GAZ_PLACES, w->places, build->places.count);
    return CLM_OK;
}

static void number_regions(clm_build *build) {
    for (size_t i = 0; i < build->lines.count; i++) {
        build->lines.items[i].left = clm_build_region_place(build, build->lines.items[i].left);
        build->lines.items[i].right = clm_build_region_place(build, build->lines.items[i].right);
    }
    for (size_t i = 0; i < build->region_ring_count; i++) {
        build->rings.items[i].place = clm_build_region_place(build, build->rings.items[i].place);
    }
}

static clm_status make_trees(writer *w, clm_error *error) {
    const clm_build *build = w->build;
    size_t most = build->lines.count + build->region_ring_count + build->town_count + 1;
    clm_gaz_node *leaves = clm_alloc(most * sizeof(*leaves));
    clm_gaz_node **trees[3] = {&w->line_tree, &w->part_tree, &w->town_tree};
    clm_gaz_section sections[3] = {CLM_GAZ_LINE_TREE, CLM_GAZ_PART_TREE, CLM_GAZ_TOWN_TREE};
    clm_status status = leaves == NULL ? no_memory(error) : CLM_OK;
    for (int t = 0; t < 3 && status == CLM_OK; t++) {
        size_t count = 0;
        size_t total = t == 0   ? build->lines.count
                       : t == 1 ? build->region_ring_count
                                : build->town_count;
        for (size_t i = 0; i < total; i++) {
            clm_gaz_node node = {{0, 0, 0, 0}, (uint32_t)i};
            if (t == 0) {
                memcpy(node.box_e7, build->lines.items[i].box_e7, sizeof(node.box_e7));
            } else if (t == 1) {
                memcpy(node.box_e7, build->rings.items[i].box_e7, sizeof(node.box_e7));
            } else {
                node.box_e7[0] = node.box_e7[2] = w->places[i].lon_e7;
                node.box_e7[1] = node.box_e7[3] = w->places[i].lat_e7;
            }
            if (t != 1 || build->rings.items[i].hole == 0) {
                leaves[count++] = node;
            }
        }
        w->meta.part_count = t == 1 ? (uint32_t)count : w->meta.part_count;
        size_t nodes = 0;
        status = clm_tree_make(leaves, count, trees[t], &nodes, error);
        set_section(w, sections[t], *trees[t], nodes);
    }
    clm_free(leaves);
    return status;
}

static clm_status make_sections(writer *w, clm_error *error) {
    clm_build *build = w->build;
    clm_status status = make_countries(w, error);
    if (status == CLM_OK) {
        status = make_places(w, error);
    }
    if (status == CLM_OK) {
        number_regions(build);
        status = make_trees(w, error);
    }
    if (status == CLM_OK) {
        status = clm_name_index_make(build, &w->index, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    w->meta.name = build->name;
    w->meta.date = build->date;
    w->meta.name_count = (uint32_t)w->index.name_count;
    w->meta.arc_count = build->arc_count;
    w->meta.town_count = build->town_count;
    set_section(w, CLM_GAZ_META, &w->meta, 1);
    set_section(w, CLM_GAZ_STRINGS, build->strings.bytes.data, build->strings.bytes.len);
    set_section(w, CLM_GAZ_EXTRAS, build->extras.items, build->extras.count);
    set_section(w, CLM_GAZ_NAME_BUCKETS, w->index.name_buckets, w->index.name_bucket_count);
    set_section(w, CLM_GAZ_NAMES, w->index.names, w->index.name_count + 1);
    set_section(w, CLM_GAZ_REFS, w->index.refs, w->index.ref_count);
    set_section(w, CLM_GAZ_WORD_BUCKETS, w->index.word_buckets, w->index.word_bucket_count);
    set_section(w, CLM_GAZ_WORDS, w->index.words, w->index.word_count);
    set_section(w, CLM_GAZ_ID_HASHES, w->index.id_hashes, w->index.id_count);
    set_section(w, CLM_GAZ_ID_PLACES, w->index.id_places, w->index.id_count);
    set_section(w, CLM_GAZ_LANG_NAMES, build->lang_names.items, build->lang_names.count);
    set_section(w, CLM_GAZ_MEMBERS, build->members.items, build->members.count);
    set_section(w, CLM_GAZ_VERTICES, build->vertices.items, build->vertices.count);
    set_section(w, CLM_GAZ_WEIGHTS, build->weights.items, build->weights.count);
    set_section(w, CLM_GAZ_LINES, build->lines.items, build->lines.count);
    set_section(w, CLM_GAZ_RINGS, build->rings.items, build->rings.count);
    set_section(w, CLM_GAZ_RING_LINES, build->ring_lines.items, build->ring_lines.count);
    return CLM_OK;
}

static size_t aligned(size_t bytes) {
    return (bytes + CLM_GAZ_ALIGN - 1) / CLM_GAZ_ALIGN * CLM_GAZ_ALIGN;
}

/* Lays the sections out and fills `header`; returns where the sums begin. */
static size_t lay_out(const writer *w, clm_gaz_header *header) {
    size_t at = aligned(sizeof(*header));
    memset(header, 0, sizeof(*header));
    memcpy(header->magic, CLM_GAZ_MAGIC, CLM_GAZ_MAGIC_BYTES);
    header->version = CLM_GAZ_VERSION;
    header->endian = CLM_GAZ_ENDIAN;
    header->section_count = CLM_GAZ_SECTION_COUNT;
    header->block_bytes = CLM_GAZ_BLOCK_BYTES;
    header->content_first = at;
    for (unsigned i = 0; i < CLM_GAZ_SECTION_COUNT; i++) {
        uint32_t item = clm_gaz_item_bytes((clm_gaz_section)i);
        size_t length = w->sections[i].count * item;
        header->sections[i] = (clm_gaz_section_entry){at, length, item, 0};
        at = aligned(at + length);
    }
    header->content_end = at;
    header->sum_count =
        (at - header->content_first + CLM_GAZ_BLOCK_BYTES - 1) / CLM_GAZ_BLOCK_BYTES;
    header->file_bytes = at + header->sum_count * sizeof(uint64_t);
    return at;
}

static clm_status write_file(const writer *w, const char *path, clm_error *error) {
    clm_gaz_header header;
    char sha256[CLM_SHA256_HEX_BYTES];
    size_t sums_at = lay_out(w, &header);
    unsigned char *file = clm_alloc_zero((size_t)header.file_bytes, 1);
    if (file == NULL) {
        return no_memory(error);
    }
    for (unsigned i = 0; i < CLM_GAZ_SECTION_COUNT; i++) {
        if (header.sections[i].length > 0) {
            memcpy(file + header.sections[i].offset, w->sections[i].items,
                   (size_t)header.sections[i].length);
        }
    }
    for (size_t i = 0; i < header.sum_count; i++) {
        size_t begin = header.content_first + i * CLM_GAZ_BLOCK_BYTES;
        size_t length =
            sums_at - begin < CLM_GAZ_BLOCK_BYTES ? sums_at - begin : (size_t)CLM_GAZ_BLOCK_BYTES;
        uint64_t sum = clm_hash64(file + begin, length);
        memcpy(file + sums_at + i * sizeof(sum), &sum, sizeof(sum));
    }
    clm_sha256_hex(file + header.content_first, sums_at - header.content_first, sha256);
    memcpy(header.sha256, sha256, sizeof(header.sha256));
    header.sums_hash = clm_hash64(file + sums_at, (size_t)header.sum_count * sizeof(uint64_t));
    header.header_hash = clm_hash64(&header, offsetof(clm_gaz_header, header_hash));
    memcpy(file, &header, sizeof(header));
    clm_status status = clm_file_write(path, file, (size_t)header.file_bytes, error);
    clm_free(file);
    return status;
}

clm_status clm_build_write(clm_build *build, const char *path, clm_error *error) {
    writer w;
    memset(&w, 0, sizeof(w));
    w.build = build;
    clm_status status = make_sections(&w, error);
    if (status == CLM_OK) {
        status = write_file(&w, path, error);
    }
    clm_name_index_clear(&w.index);
    clm_free(w.places);
    clm_free(w.countries);
    clm_free(w.line_tree);
    clm_free(w.part_tree);
    clm_free(w.town_tree);
    return status;
}
