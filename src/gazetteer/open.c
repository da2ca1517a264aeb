/* Opens, describes and checks the compiled file. */
#include "gazetteer/read.h"

#include "base/alloc.h"
#include "base/hash.h"

#include <string.h>

static clm_status damaged(clm_error *error, const char *path, const char *what) {
    (void)clm_fail(error, CLM_ERR_DAMAGED, "%s: the gazetteer is damaged: %s", path, what);
    return CLM_ERR_DAMAGED;
}

/* Magic, version, size and sums of the header; then all of it may be trusted as written. */
static clm_status check_header(const char *path, const unsigned char *bytes, size_t length,
                               clm_gaz_header *header, clm_error *error) {
    size_t magic = length < CLM_GAZ_MAGIC_BYTES ? length : (size_t)CLM_GAZ_MAGIC_BYTES;
    memset(header, 0, sizeof(*header));
    if (magic < 6 || memcmp(bytes, CLM_GAZ_MAGIC, magic) != 0) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: not a gazetteer of claimmap", path);
    }
    memcpy(header, bytes, length < sizeof(*header) ? length : sizeof(*header));
    if (length >= offsetof(clm_gaz_header, section_count) &&
        (header->version != CLM_GAZ_VERSION || header->endian != CLM_GAZ_ENDIAN)) {
        return clm_fail(error, CLM_ERR_VERSION,
                        "%s: the gazetteer has format %lu, this program reads %d: make it again "
                        "with \"claimmap gazetteer build\"",
                        path, (unsigned long)header->version, (int)CLM_GAZ_VERSION);
    }
    if (length < sizeof(*header)) {
        return damaged(error, path, "it ends within its header");
    }
    if (header->header_hash != clm_hash64(header, offsetof(clm_gaz_header, header_hash))) {
        return damaged(error, path, "its header has a wrong checksum");
    }
    if (header->file_bytes != length) {
        return damaged(error, path, "it is not as long as it should be");
    }
    if (header->section_count != CLM_GAZ_SECTION_COUNT ||
        header->block_bytes != CLM_GAZ_BLOCK_BYTES) {
        return damaged(error, path, "its header does not fit its format");
    }
    return CLM_OK;
}

static clm_status check_layout(const char *path, const clm_gaz_header *header, clm_error *error) {
    uint64_t blocks = 0;
    if (header->content_first < sizeof(*header) || header->content_end < header->content_first ||
        header->content_end > header->file_bytes || header->content_end % CLM_GAZ_ALIGN != 0) {
        return damaged(error, path, "its parts lie outside of it");
    }
    blocks = (header->content_end - header->content_first + CLM_GAZ_BLOCK_BYTES - 1) /
             CLM_GAZ_BLOCK_BYTES;
    if (header->sum_count != blocks ||
        header->file_bytes - header->content_end != blocks * sizeof(uint64_t)) {
        return damaged(error, path, "its parts lie outside of it");
    }
    for (unsigned i = 0; i < CLM_GAZ_SECTION_COUNT; i++) {
        const clm_gaz_section_entry *section = &header->sections[i];
        if (section->offset % CLM_GAZ_ALIGN != 0 || section->offset < header->content_first ||
            section->offset > header->content_end ||
            section->length > header->content_end - section->offset ||
            section->item_bytes != clm_gaz_item_bytes((clm_gaz_section)i) ||
            section->length % section->item_bytes != 0 ||
            section->length / section->item_bytes >= UINT32_MAX) {
            return damaged(error, path, "its parts lie outside of it");
        }
    }
    return CLM_OK;
}

/* Bits of a table of 2^bits buckets and an end; 0 if it is no such table. */
static unsigned bucket_bits(uint64_t count) {
    for (unsigned bits = 1; bits < 32; bits++) {
        if (count == ((uint64_t)1 << bits) + 1) {
            return bits;
        }
    }
    return 0;
}

static bool set_tree(const clm_gazetteer *gazetteer, clm_tree *tree, clm_gaz_section section,
                     uint64_t leaves) {
    uint64_t at = 0;
    memset(tree, 0, sizeof(*tree));
    tree->section = section;
    while (leaves > 0 && tree->levels < CLM_TREE_LEVELS_MAX) {
        tree->start[tree->levels] = at;
        tree->count[tree->levels++] = leaves;
        at += leaves;
        leaves = leaves > 1 ? (leaves + CLM_GAZ_FANOUT - 1) / CLM_GAZ_FANOUT : 0;
    }
    return at == gazetteer->sections[section].count;
}

/* What one part says of another. */
static bool parts_agree(clm_gazetteer *g) {
    const clm_section *s = g->sections;
    const void *meta = s[CLM_GAZ_META].count == 1 ? clm_read(g, CLM_GAZ_META, 0, 1) : NULL;
    if (meta == NULL) {
        return false;
    }
    memcpy(&g->meta, meta, sizeof(g->meta));
    g->name_bits = bucket_bits(s[CLM_GAZ_NAME_BUCKETS].count);
    g->word_bits = bucket_bits(s[CLM_GAZ_WORD_BUCKETS].count);
    return g->name_bits != 0 && g->word_bits != 0 && s[CLM_GAZ_STRINGS].count > 0 &&
           s[CLM_GAZ_VERTICES].count == s[CLM_GAZ_WEIGHTS].count &&
           s[CLM_GAZ_ID_HASHES].count == s[CLM_GAZ_ID_PLACES].count &&
           s[CLM_GAZ_NAMES].count == (uint64_t)g->meta.name_count + 1 &&
           g->meta.town_count <= s[CLM_GAZ_PLACES].count &&
           g->meta.arc_count <= s[CLM_GAZ_LINES].count &&
           set_tree(g, &g->line_tree, CLM_GAZ_LINE_TREE, s[CLM_GAZ_LINES].count) &&
           set_tree(g, &g->part_tree, CLM_GAZ_PART_TREE, g->meta.part_count) &&
           set_tree(g, &g->town_tree, CLM_GAZ_TOWN_TREE, g->meta.town_count);
}

static clm_status open_parts(clm_gazetteer *g, const char *path, clm_error *error) {
    clm_gaz_header header;
    const unsigned char *bytes = clm_mapped_bytes(g->mapped);
    clm_status status = check_header(path, bytes, clm_mapped_length(g->mapped), &header, error);
    if (status == CLM_OK) {
        status = check_layout(path, &header, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    const unsigned char *sums = bytes + header.content_end;
    if (header.sums_hash != clm_hash64(sums, (size_t)header.sum_count * sizeof(uint64_t))) {
        return damaged(error, path, "its list of checksums has a wrong checksum");
    }
    status = clm_mapped_set_sums(
        g->mapped, (size_t)header.content_first, (size_t)header.content_end, CLM_GAZ_BLOCK_BYTES,
        (const uint64_t *)(const void *)sums, (size_t)header.sum_count, error);
    if (status != CLM_OK) {
        return status;
    }
    g->window = clm_mapped_window_of(g->mapped);
    memcpy(g->sha256, header.sha256, sizeof(g->sha256));
    for (unsigned i = 0; i < CLM_GAZ_SECTION_COUNT; i++) {
        const clm_gaz_section_entry *section = &header.sections[i];
        g->sections[i] = (clm_section){section->offset, section->length / section->item_bytes,
                                       section->item_bytes};
    }
    return parts_agree(g) ? CLM_OK : damaged(error, path, "its parts do not fit together");
}

clm_status clm_gazetteer_open(const char *path, clm_gazetteer **out, clm_error *error) {
    *out = NULL;
    clm_gazetteer *g = clm_alloc_zero(1, sizeof(*g));
    if (g == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = clm_mapped_open(path, &g->mapped, error);
    if (status == CLM_OK) {
        status = open_parts(g, path, error);
    }
    if (status != CLM_OK) {
        clm_gazetteer_free(g);
        return status;
    }
    *out = g;
    return CLM_OK;
}

void clm_gazetteer_free(clm_gazetteer *gazetteer) {
    if (gazetteer != NULL) {
        clm_layers_free(gazetteer->layers);
        clm_mapped_free(gazetteer->mapped);
        clm_free(gazetteer);
    }
}

void clm_read_damaged(const clm_gazetteer *gazetteer) {
    /* A view beyond the end sets the map's sticky state. */
    (void)clm_mapped_view(gazetteer->mapped, clm_mapped_length(gazetteer->mapped), 1);
}

const void *clm_read_first(const clm_gazetteer *gazetteer, clm_gaz_section section, uint64_t index,
                           uint64_t count) {
    const clm_section *s = &gazetteer->sections[section];
    if (index > s->count || count > s->count - index) {
        clm_read_damaged(gazetteer);
        return NULL;
    }
    return clm_mapped_view(gazetteer->mapped, s->offset + index * s->item_bytes,
                           count * s->item_bytes);
}

void clm_layer_release(const clm_gazetteer *gazetteer) {
    clm_mapped_release(gazetteer->mapped);
}

clm_status clm_layer_check(const clm_gazetteer *gazetteer, clm_error *error) {
    if (clm_mapped_damaged(gazetteer->mapped)) {
        return clm_fail(error, CLM_ERR_DAMAGED,
                        "the gazetteer is damaged: make it again with \"claimmap gazetteer "
                        "build\"");
    }
    return CLM_OK;
}

clm_gazetteer_info clm_layer_describe(const clm_gazetteer *gazetteer) {
    const clm_section *s = gazetteer->sections;
    clm_gazetteer_info info = {0};
    info.name = clm_read_text(gazetteer, gazetteer->meta.name);
    info.date = clm_read_text(gazetteer, gazetteer->meta.date);
    info.sha256 = (clm_text){gazetteer->sha256, sizeof(gazetteer->sha256)};
    info.format_version = CLM_GAZ_VERSION;
    info.places = (uint32_t)s[CLM_GAZ_PLACES].count;
    info.names = gazetteer->meta.name_count;
    info.name_refs = (uint32_t)s[CLM_GAZ_REFS].count;
    info.arcs = gazetteer->meta.arc_count;
    info.vertices = (uint32_t)s[CLM_GAZ_VERTICES].count;
    memcpy(info.by_kind, gazetteer->meta.by_kind, sizeof(info.by_kind));
    info.file_bytes = clm_mapped_length(gazetteer->mapped);
    return info;
}

uint32_t clm_layer_count(const clm_gazetteer *gazetteer) {
    return (uint32_t)gazetteer->sections[CLM_GAZ_PLACES].count;
}
