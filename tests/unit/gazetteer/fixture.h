/* The gazetteer of the invented countries in tests/fixtures/gazetteer, compiled and opened. */
#ifndef CLM_TEST_GAZETTEER_FIXTURE_H
#define CLM_TEST_GAZETTEER_FIXTURE_H

#include "support/support.h"

#include "base/file.h"
#include "base/utf8.h"
#include "gazetteer/gazetteer.h"

#define FIXTURE_DIR CLM_SOURCE_DIR "/tests/fixtures/gazetteer"

enum { FIXTURE_PATH_BYTES = 512 };

static inline clm_gazetteer *fixture_open(const char *program) {
    char path[FIXTURE_PATH_BYTES];
    clm_error error = {CLM_OK, ""};
    clm_gazetteer *gazetteer = NULL;
    clm_test_path(path, sizeof(path), program, "fixture.gaz");
    clm_gazetteer_build_options options = {FIXTURE_DIR, path, NULL};
    CLM_EXPECT_OK("build", clm_gazetteer_build(&options, &error), &error);
    CLM_EXPECT_OK("open", clm_gazetteer_open(path, &gazetteer, &error), &error);
    (void)unlink(path);
    return gazetteer;
}

/* The place with this id; the test fails if there is none. */
static inline clm_place_index fixture_place(const clm_gazetteer *gazetteer, const char *id) {
    clm_place_index index = clm_gazetteer_by_id(gazetteer, clm_text_of(id));
    CLM_EXPECT(id, index != CLM_NO_PLACE);
    return index;
}

/* The facts of a place are those of the whole place, less its texts, box and area. */
static inline void fixture_expect_facts(const clm_gazetteer *gazetteer, const char *id) {
    const clm_place_index index = fixture_place(gazetteer, id);
    const clm_place whole = clm_gazetteer_place(gazetteer, index);
    const clm_place facts = clm_gazetteer_place_facts(gazetteer, index);
    CLM_EXPECT(id, facts.id.len + facts.name.len + facts.long_name.len + facts.kind_word.len == 0);
    CLM_EXPECT(id, facts.kind == whole.kind && facts.flags == whole.flags);
    CLM_EXPECT_TEXT(id, clm_text_of(facts.country), whole.country);
    CLM_EXPECT_TEXT(id, clm_text_of(facts.country_de_facto), whole.country_de_facto);
    CLM_EXPECT(id, facts.country_place == whole.country_place && facts.admin1 == whole.admin1);
    CLM_EXPECT_NEAR(id, facts.point.lon_deg, whole.point.lon_deg, 0);
    CLM_EXPECT_NEAR(id, facts.point.lat_deg, whole.point.lat_deg, 0);
    CLM_EXPECT_NEAR(id, facts.box.west_deg, whole.point.lon_deg, 0);
    CLM_EXPECT_NEAR(id, facts.box.north_deg, whole.point.lat_deg, 0);
    CLM_EXPECT_NEAR(id, facts.area_m2, 0, 0);
    CLM_EXPECT(id, facts.population == whole.population && facts.rank == whole.rank);
    CLM_EXPECT_NEAR(id, facts.uncertainty_m, whole.uncertainty_m, 0);
    CLM_EXPECT(id, facts.geonameid == whole.geonameid && facts.wikidata == whole.wikidata);
}

static inline size_t fixture_find(const clm_gazetteer *gazetteer, const char *name,
                                  const clm_name_ref **refs) {
    clm_buffer key;
    clm_buffer_init(&key);
    clm_key_append(&key, clm_text_of(name));
    size_t count = clm_gazetteer_find(gazetteer, clm_test_text(&key), refs);
    clm_buffer_clear(&key);
    return count;
}

#endif
