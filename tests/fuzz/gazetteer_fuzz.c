/* A compiled gazetteer with some bytes changed and all its sums made right again, so that only the
 * checks of numbers stand between them and a crash; or, when the first byte is even, any bytes as
 * a source table. A change is five bytes: a little-endian offset into the content and a value.
 * Other bits of the first byte: 2, the file is a layer over an unchanged one; 4, the header is
 * changed instead of the content; 8, sums stay as they were; 16, only the first bytes are there, as
 * many as the first change's offset says. */
#include "fuzz/fuzz.h"

#include "base/file.h"
#include "base/hash.h"
#include "gazetteer/format.h"
#include "gazetteer/tables.h"

#include <string.h>
#include <unistd.h>

enum {
    CHANGE_BYTES = 5,
    PLACES_ASKED = 200,
    MODE_FILE = 1,
    MODE_LAYER = 2,
    MODE_HEADER = 4,
    MODE_OLD_SUMS = 8,
    MODE_CUT = 16
};

typedef struct base_file {
    char folder[64];
    char path[96], under_path[96], table_path[96];
    clm_buffer bytes;
} base_file;

static void remove_files(const base_file *base) {
    (void)unlink(base->path);
    (void)unlink(base->under_path);
    (void)unlink(base->table_path);
    (void)rmdir(base->folder);
}

/* A folder for each input. */
static void make_base(base_file *base) {
    (void)snprintf(base->folder, sizeof(base->folder), "/tmp/claimmap-fuzz-XXXXXX");
    CLM_FUZZ_REQUIRE(mkdtemp(base->folder) != NULL);
    (void)snprintf(base->path, sizeof(base->path), "%s/a.gaz", base->folder);
    (void)snprintf(base->under_path, sizeof(base->under_path), "%s/u.gaz", base->folder);
    (void)snprintf(base->table_path, sizeof(base->table_path), "%s/t.tsv", base->folder);
    clm_buffer_init(&base->bytes);
}

static void write_bytes(const char *path, const void *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    CLM_FUZZ_REQUIRE(file != NULL);
    CLM_FUZZ_REQUIRE(fwrite(bytes, 1, length, file) == length);
    CLM_FUZZ_REQUIRE(fclose(file) == 0);
}

/* The compiled fixture, made once: it is the same for every input. */
static const clm_buffer *compiled(const base_file *base) {
    static clm_buffer bytes;
    clm_error error = {CLM_OK, ""};
    clm_gazetteer_build_options options = {CLM_SOURCE_DIR "/tests/fixtures/gazetteer", base->path,
                                           NULL};
    if (bytes.len == 0) {
        CLM_FUZZ_REQUIRE(clm_gazetteer_build(&options, &error) == CLM_OK);
        CLM_FUZZ_REQUIRE(clm_file_read(base->path, 1 << 24, &bytes, &error) == CLM_OK);
    }
    return &bytes;
}

static size_t offset_of(const uint8_t *data) {
    return (size_t)data[0] | (size_t)data[1] << 8 | (size_t)data[2] << 16 | (size_t)data[3] << 24;
}

static void make_sums(clm_buffer *file, clm_gaz_header *header) {
    for (size_t b = 0; b < header->sum_count; b++) {
        size_t begin = (size_t)header->content_first + b * CLM_GAZ_BLOCK_BYTES;
        size_t left = (size_t)header->content_end - begin;
        uint64_t sum =
            clm_hash64(file->data + begin, left < CLM_GAZ_BLOCK_BYTES ? left : CLM_GAZ_BLOCK_BYTES);
        memcpy(file->data + header->content_end + b * sizeof(sum), &sum, sizeof(sum));
    }
    header->sums_hash =
        clm_hash64(file->data + header->content_end, (size_t)header->sum_count * sizeof(uint64_t));
}

static void change(clm_buffer *file, unsigned mode, const uint8_t *data, size_t size) {
    clm_gaz_header header;
    memcpy(&header, file->data, sizeof(header));
    bool of_header = (mode & MODE_HEADER) != 0;
    size_t first = of_header ? 0 : (size_t)header.content_first;
    size_t length =
        of_header ? sizeof(header) : (size_t)(header.content_end - header.content_first);
    size_t kept =
        (mode & MODE_CUT) != 0 && size >= CHANGE_BYTES ? offset_of(data) % file->len : file->len;
    for (; size >= CHANGE_BYTES; data += CHANGE_BYTES, size -= CHANGE_BYTES) {
        file->data[first + offset_of(data) % length] = (char)data[4];
    }
    if ((mode & MODE_OLD_SUMS) == 0 && !of_header) {
        make_sums(file, &header);
    } else if (of_header) {
        memcpy(&header, file->data, sizeof(header));
    }
    if ((mode & MODE_OLD_SUMS) == 0) {
        header.header_hash = clm_hash64(&header, offsetof(clm_gaz_header, header_hash));
        memcpy(file->data, &header, sizeof(header));
    }
    file->len = kept;
}

static clm_status visit_line(void *context, const clm_base_line *line) {
    size_t *points = context;
    *points += line->count;
    CLM_FUZZ_REQUIRE((unsigned)line->line_class < CLM_LINE_CLASS_COUNT);
    CLM_FUZZ_REQUIRE(line->count >= 2);
    return CLM_OK;
}

static void ask_place(const clm_gazetteer *g, clm_place_index i) {
    clm_place place = clm_gazetteer_place(g, i);
    clm_place_index members[4];
    uint32_t count = clm_gazetteer_count(g);
    CLM_FUZZ_REQUIRE(place.admin1 < count || place.admin1 == CLM_NO_PLACE);
    CLM_FUZZ_REQUIRE(place.country_place < count || place.country_place == CLM_NO_PLACE);
    CLM_FUZZ_REQUIRE((unsigned)place.kind < CLM_KIND_COUNT);
    (void)clm_gazetteer_name_in(g, i, "de");
    (void)clm_gazetteer_by_id(g, place.id);
    (void)clm_gazetteer_members(g, i, CLM_WORLDVIEW_ISO, members, 4);
    for (int w = 0; w < 2; w++) {
        clm_geometry shape;
        clm_geometry_init(&shape);
        clm_status status = clm_gazetteer_shape(
            g, i, (clm_worldview)w, w == 0 ? CLM_DETAIL_FULL : CLM_DETAIL_FEATURE, &shape, NULL);
        CLM_FUZZ_REQUIRE(status == CLM_OK || status == CLM_ERR_DAMAGED);
        clm_geometry_clear(&shape);
    }
}

static void ask_all(const clm_gazetteer *g) {
    static const char *const keys[] = {"springfield", "alfa", "nether wallop", "x"};
    clm_place_index out[8];
    size_t points = 0;
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        const clm_name_ref *refs = NULL;
        const uint64_t hash = clm_hash64(keys[i], strlen(keys[i]));
        clm_gazetteer_prefetch(g, &hash, 1);
        size_t count = clm_gazetteer_find(g, clm_text_of(keys[i]), &refs);
        CLM_FUZZ_REQUIRE((refs == NULL) == (count == 0));
        clm_gazetteer_prefetch_places(g, refs, count);
        (void)clm_gazetteer_name_words(g, clm_text_of(keys[i]));
    }
    for (clm_place_index i = 0; i < clm_gazetteer_count(g) && i < PLACES_ASKED; i++) {
        ask_place(g, i);
    }
    (void)clm_gazetteer_describe(g);
    (void)clm_gazetteer_country(g, "XA");
    (void)clm_gazetteer_country(g, "ZZ");
    (void)clm_gazetteer_containing(g, (clm_lonlat){10.5, 49.5}, out, 8);
    (void)clm_gazetteer_regions_in(g, (clm_bbox){170, -80, 12, 80}, out, 8);
    (void)clm_gazetteer_settlements_in(g, (clm_bbox){170, -80, 12, 80}, out, 8);
    (void)clm_gazetteer_nearest(g, (clm_lonlat){11, 50}, 1e6);
    clm_status status = clm_gazetteer_lines_in(g, (clm_bbox){-180, -90, 180, 90}, 1e6, 15,
                                               visit_line, &points, NULL);
    CLM_FUZZ_REQUIRE(status == CLM_OK || status == CLM_ERR_DAMAGED);
    status = clm_gazetteer_check(g, NULL);
    CLM_FUZZ_REQUIRE(status == CLM_OK || status == CLM_ERR_DAMAGED);
    clm_gazetteer_release(g);
    status = clm_gazetteer_verify(g, NULL);
    CLM_FUZZ_REQUIRE(status == CLM_OK || status == CLM_ERR_DAMAGED);
}

static bool is_refusal(clm_status status) {
    return status == CLM_ERR_DAMAGED || status == CLM_ERR_FORMAT || status == CLM_ERR_VERSION;
}

static void fuzz_file(base_file *base, unsigned mode, const uint8_t *data, size_t size) {
    clm_error error = {CLM_OK, ""};
    clm_gazetteer *gazetteer = NULL;
    const clm_buffer *whole = compiled(base);
    clm_status status = CLM_OK;
    clm_buffer_add(&base->bytes, whole->data, whole->len);
    CLM_FUZZ_REQUIRE(!base->bytes.failed);
    change(&base->bytes, mode, data, size);
    write_bytes(base->path, base->bytes.data, base->bytes.len);
    if ((mode & MODE_LAYER) != 0) {
        write_bytes(base->under_path, whole->data, whole->len);
        CLM_FUZZ_REQUIRE(clm_gazetteer_open(base->under_path, &gazetteer, &error) == CLM_OK);
        status = clm_gazetteer_add(gazetteer, base->path, &error);
    } else {
        status = clm_gazetteer_open(base->path, &gazetteer, &error);
    }
    CLM_FUZZ_REQUIRE(status == CLM_OK || (is_refusal(status) && error.message[0] != '\0'));
    if (gazetteer != NULL) {
        ask_all(gazetteer);
    }
    clm_gazetteer_free(gazetteer);
}

static void fuzz_table(const base_file *base, const uint8_t *data, size_t size) {
    static const char *const columns[] = {"a", "b", "c", NULL};
    clm_table table;
    clm_error error = {CLM_OK, ""};
    bool more = true;
    write_bytes(base->table_path, data, size);
    clm_status status = clm_table_open(&table, base->folder, "t.tsv", columns, false, &error);
    while (status == CLM_OK && more) {
        status = clm_table_next(&table, &more, &error);
        for (int c = 0; status == CLM_OK && more && c < 3; c++) {
            double number = 0.0;
            clm_text list = table.cells[c];
            clm_text member;
            if (clm_table_number(&table, c, -1e9, 1e9, 0.0, &number, NULL) == CLM_OK) {
                CLM_FUZZ_REQUIRE(number >= -1e9 && number <= 1e9);
            }
            while (clm_table_member(&list, &member)) {
                CLM_FUZZ_REQUIRE(member.len > 0);
            }
        }
    }
    /* A Zstandard magic number makes the file a packed one. */
    CLM_FUZZ_REQUIRE(status == CLM_OK || error.message[0] != '\0');
    clm_table_close(&table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    base_file base;
    if (size == 0) {
        return 0;
    }
    make_base(&base);
    if ((data[0] & MODE_FILE) != 0) {
        fuzz_file(&base, data[0], data + 1, size - 1);
    } else {
        fuzz_table(&base, data + 1, size - 1);
    }
    clm_buffer_clear(&base.bytes);
    remove_files(&base);
    return 0;
}
