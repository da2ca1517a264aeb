/* What is written is read back: every field of a collection that has all of them. */
#include "support/support.h"
#include "unit/formats/collection.h"

#include "base/alloc.h"

static void same_text(const char *label, const char *got, const char *wanted) {
    if ((got == NULL) != (wanted == NULL) || (got != NULL && strcmp(got, wanted) != 0)) {
        fail_msg("%s: %s instead of %s", label, got != NULL ? got : "nothing",
                 wanted != NULL ? wanted : "nothing");
    }
}

static void same_number(const char *label, double got, double wanted) {
    bool same = isnan(wanted) ? isnan(got) : got >= wanted && got <= wanted;
    CLM_EXPECT(label, same);
}

static void same_excerpt(const char *label, const clm_excerpt *got, const clm_excerpt *wanted) {
    same_text(label, got->text, wanted->text);
    if (wanted->text != NULL) {
        CLM_EXPECT(label, got->range.start == wanted->range.start);
        CLM_EXPECT(label, got->range.end == wanted->range.end);
    }
}

static void same_source(const char *label, const clm_feature_source *got,
                        const clm_feature_source *wanted) {
    same_excerpt(label, &got->excerpt, &wanted->excerpt);
    same_text(label, got->name, wanted->name);
    same_text(label, got->type, wanted->type);
    same_text(label, got->side, wanted->side);
}

static void same_place(const clm_feature_place *got, const clm_feature_place *wanted) {
    same_excerpt("place", &got->excerpt, &wanted->excerpt);
    same_text("place.name", got->name, wanted->name);
    assert_int_equal(got->kind, wanted->kind);
    same_text("place.country", got->country, wanted->country);
    same_text("place.admin1", got->admin1, wanted->admin1);
    same_text("place.gazetteer_id", got->gazetteer_id, wanted->gazetteer_id);
    assert_int_equal(got->geonameid, wanted->geonameid);
    assert_int_equal(got->wikidata, wanted->wikidata);
    assert_int_equal(got->located, wanted->located);
    same_number("place.lon", got->point.lon_deg, wanted->point.lon_deg);
    same_number("place.lat", got->point.lat_deg, wanted->point.lat_deg);
    same_number("place.uncertainty_m", got->uncertainty_m, wanted->uncertainty_m);
    same_number("place.score", got->score, wanted->score);
    same_text("place.basis", got->basis, wanted->basis);
    assert_int_equal(got->alternative_count, wanted->alternative_count);
    for (size_t i = 0; i < wanted->alternative_count; i++) {
        const clm_feature_alternative *a = &got->alternatives[i];
        const clm_feature_alternative *b = &wanted->alternatives[i];
        same_text("alternative.name", a->name, b->name);
        same_text("alternative.country", a->country, b->country);
        same_text("alternative.gazetteer_id", a->gazetteer_id, b->gazetteer_id);
        same_number("alternative.lon", a->point.lon_deg, b->point.lon_deg);
        same_number("alternative.lat", a->point.lat_deg, b->point.lat_deg);
        same_number("alternative.score", a->score, b->score);
    }
}

static void same_parties(const clm_feature_party *got, size_t got_count,
                         const clm_feature_party *wanted, size_t count) {
    assert_int_equal(got_count, count);
    for (size_t i = 0; i < count; i++) {
        same_excerpt("party", &got[i].excerpt, &wanted[i].excerpt);
        same_text("party.name", got[i].name, wanted[i].name);
        same_text("party.side", got[i].side, wanted[i].side);
    }
}

static void same_ids(const char *label, const char *const *got, size_t got_count,
                     const char *const *wanted, size_t count) {
    CLM_EXPECT(label, got_count == count);
    for (size_t i = 0; i < count; i++) {
        same_text(label, got[i], wanted[i]);
    }
}

static void same_figures(const clm_feature *got, const clm_feature *wanted) {
    assert_int_equal(got->quantity_count, wanted->quantity_count);
    for (size_t i = 0; i < wanted->quantity_count; i++) {
        const clm_feature_quantity *a = &got->quantities[i];
        const clm_feature_quantity *b = &wanted->quantities[i];
        same_excerpt("quantity", &a->excerpt, &b->excerpt);
        same_number("value", a->value, b->value);
        same_number("value_max", a->value_max, b->value_max);
        same_number("km2", a->km2, b->km2);
        same_number("km", a->km, b->km);
        same_text("unit", a->unit, b->unit);
        same_text("qualifier", a->qualifier, b->qualifier);
        same_text("quantity.role", a->role, b->role);
        same_text("flag", a->flag, b->flag);
    }
    assert_int_equal(got->time_count, wanted->time_count);
    for (size_t i = 0; i < wanted->time_count; i++) {
        const clm_feature_time *a = &got->times[i];
        const clm_feature_time *b = &wanted->times[i];
        same_excerpt("time", &a->excerpt, &b->excerpt);
        same_text("iso_start", a->iso_start, b->iso_start);
        same_text("iso_end", a->iso_end, b->iso_end);
        assert_int_equal(a->precision, b->precision);
        same_text("attaches_to", a->attaches_to, b->attaches_to);
    }
    assert_int_equal(got->voice_count, wanted->voice_count);
    for (size_t i = 0; i < wanted->voice_count; i++) {
        const clm_feature_voice *a = &got->voices[i];
        const clm_feature_voice *b = &wanted->voices[i];
        same_text("voice.claim_id", a->claim_id, b->claim_id);
        same_text("voice.name", a->name, b->name);
        assert_int_equal(a->modality, b->modality);
        assert_int_equal(a->negative, b->negative);
    }
}

static void same_checks(const clm_feature *got, const clm_feature *wanted) {
    assert_int_equal(got->check_count, wanted->check_count);
    for (size_t i = 0; i < wanted->check_count; i++) {
        const clm_feature_check *a = &got->checks[i];
        const clm_feature_check *b = &wanted->checks[i];
        same_text("check.layer", a->layer, b->layer);
        same_text("check.date", a->date, b->date);
        same_text("check.region", a->region, b->region);
        same_number("check.measured_km2", a->measured_km2, b->measured_km2);
        same_number("check.claimed_km2", a->claimed_km2, b->claimed_km2);
        same_number("check.ratio", a->ratio, b->ratio);
        assert_int_equal(a->verdict, b->verdict);
        same_text("check.reason", a->reason, b->reason);
    }
}

static void same_statement(const clm_feature *got, const clm_feature *wanted) {
    same_checks(got, wanted);
    same_text("claim_id", got->claim_id, wanted->claim_id);
    same_text("event_group", got->event_group, wanted->event_group);
    same_excerpt("quote", &got->quote, &wanted->quote);
    assert_int_equal(got->quote.range.byte_start, wanted->quote.range.byte_start);
    assert_int_equal(got->quote.range.byte_end, wanted->quote.range.byte_end);
    assert_int_equal(got->place_role, wanted->place_role);
    assert_int_equal(got->geo_precision, wanted->geo_precision);
    assert_int_equal(got->has_source, wanted->has_source);
    same_source("source", &got->source, &wanted->source);
    assert_int_equal(got->relay_count, wanted->relay_count);
    for (size_t i = 0; i < wanted->relay_count; i++) {
        same_source("relay", &got->relays[i], &wanted->relays[i]);
    }
    same_excerpt("cue", &got->cue, &wanted->cue);
    same_text("cue.lemma", got->cue_lemma, wanted->cue_lemma);
    same_text("cue.class", got->cue_class, wanted->cue_class);
    assert_int_equal(got->modality, wanted->modality);
    assert_int_equal(got->negative, wanted->negative);
    assert_int_equal(got->status, wanted->status);
    assert_int_equal(got->event_type, wanted->event_type);
    same_parties(got->actors, got->actor_count, wanted->actors, wanted->actor_count);
    same_parties(got->targets, got->target_count, wanted->targets, wanted->target_count);
    same_figures(got, wanted);
    same_ids("supports", got->supports, got->support_count, wanted->supports,
             wanted->support_count);
    same_ids("conflicts_with", got->conflicts_with, got->conflict_count, wanted->conflicts_with,
             wanted->conflict_count);
    same_text("duplicate_of", got->duplicate_of, wanted->duplicate_of);
}

static void same_geometry(const clm_geometry *got, const clm_geometry *wanted) {
    assert_int_equal(got->kind, wanted->kind);
    assert_int_equal(got->part_count, wanted->part_count);
    assert_int_equal(got->point_count, wanted->point_count);
    for (size_t i = 0; i < wanted->part_count; i++) {
        assert_int_equal(got->part_start[i], wanted->part_start[i]);
        assert_int_equal(got->part_hole[i], wanted->part_hole[i]);
    }
    for (size_t i = 0; i < wanted->point_count; i++) {
        same_number("geometry lon", got->points[i].lon_deg, wanted->points[i].lon_deg);
        same_number("geometry lat", got->points[i].lat_deg, wanted->points[i].lat_deg);
    }
}

static void same_feature(const clm_feature *got, const clm_feature *wanted) {
    assert_int_equal(got->kind, wanted->kind);
    same_geometry(&got->geometry, &wanted->geometry);
    if (wanted->kind == CLM_FEATURE_ARTICLE) {
        return;
    }
    assert_int_equal(got->draw, wanted->draw);
    same_text("reason", got->reason, wanted->reason);
    assert_int_equal(got->basis, wanted->basis);
    assert_int_equal(got->has_place, wanted->has_place);
    if (wanted->has_place) {
        same_place(&got->place, &wanted->place);
    }
    same_text("title", got->title, wanted->title);
    same_text("description", got->description, wanted->description);
    assert_int_equal(got->edited, wanted->edited);
    same_number("confidence", got->confidence, wanted->confidence);
    if (wanted->kind != CLM_FEATURE_PLACE) {
        same_statement(got, wanted);
    }
    if (wanted->kind == CLM_FEATURE_FIGURE) {
        same_number("area_km2", got->area_km2, wanted->area_km2);
        same_number("centre", got->centre.lon_deg, wanted->centre.lon_deg);
        same_number("centre", got->centre.lat_deg, wanted->centre.lat_deg);
        assert_int_equal(got->anchored, wanted->anchored);
        assert_int_equal(got->past_peak, wanted->past_peak);
        assert_int_equal(got->impossible, wanted->impossible);
    }
    assert_int_equal(got->change, wanted->change);
    assert_int_equal(got->was_count, wanted->was_count);
    for (size_t i = 0; i < wanted->was_count; i++) {
        same_text("was.field", got->was[i].name, wanted->was[i].name);
        same_text("was.from", got->was[i].from, wanted->was[i].from);
        same_text("was.to", got->was[i].to, wanted->was[i].to);
        same_text("was.unit", got->was[i].unit, wanted->was[i].unit);
        same_number("was.from_value", got->was[i].from_value, wanted->was[i].from_value);
        same_number("was.to_value", got->was[i].to_value, wanted->was[i].to_value);
    }
    assert_int_equal(got->mention_count, wanted->mention_count);
    for (size_t i = 0; i < wanted->mention_count; i++) {
        same_text("mention", got->mentions[i].text, wanted->mentions[i].text);
        assert_int_equal(got->mentions[i].range.start, wanted->mentions[i].range.start);
        assert_int_equal(got->mentions[i].range.end, wanted->mentions[i].range.end);
        assert_int_equal(got->mentions[i].use, wanted->mentions[i].use);
    }
}

static void same_facts(const clm_article_facts *got, const clm_article_facts *wanted) {
    same_text("file", got->file, wanted->file);
    same_text("url", got->url, wanted->url);
    same_text("sha256", got->sha256, wanted->sha256);
    same_text("article title", got->title, wanted->title);
    same_text("outlet", got->outlet, wanted->outlet);
    same_text("since", got->since, wanted->since);
    assert_int_equal(got->articles, wanted->articles);
    same_text("date", got->date, wanted->date);
    assert_int_equal(got->words, wanted->words);
    assert_int_equal(got->english, wanted->english);
    same_text("version", got->version, wanted->version);
    same_text("gazetteer.name", got->gazetteer_name, wanted->gazetteer_name);
    same_text("gazetteer.date", got->gazetteer_date, wanted->gazetteer_date);
    same_text("gazetteer.sha256", got->gazetteer_sha256, wanted->gazetteer_sha256);
    assert_int_equal(got->worldview, wanted->worldview);
    same_ids("options", got->option_names, got->option_count, wanted->option_names,
             wanted->option_count);
    same_ids("options", got->option_values, got->option_count, wanted->option_values,
             wanted->option_count);
    assert_int_equal(got->overlay_count, wanted->overlay_count);
    for (size_t i = 0; i < wanted->overlay_count; i++) {
        const clm_overlay_facts *a = &got->overlays[i];
        const clm_overlay_facts *b = &wanted->overlays[i];
        same_text("overlay.name", a->name, b->name);
        same_text("overlay.layer", a->layer, b->layer);
        same_text("overlay.file", a->file, b->file);
        same_text("overlay.date", a->date, b->date);
        same_text("overlay.holder", a->holder, b->holder);
        same_text("overlay.sha256", a->sha256, b->sha256);
        same_number("overlay.area_km2", a->area_km2, b->area_km2);
    }
}

static const clm_feature *find(const clm_collection *collection, const char *id) {
    for (size_t i = 0; i < collection->count; i++) {
        if (strcmp(collection->items[i].id, id) == 0) {
            return &collection->items[i];
        }
    }
    fail_msg("no feature %s", id);
    return &collection->items[0];
}

/* The words of this collection are nobody's wording, so they count as a person's; numbers have no
 * more decimals than a file holds. */
static void make_settled(clm_collection *collection, clm_feature items[FEATURES]) {
    static const clm_overlay_facts overlays[] = {
        {"Mappers", "held", "m.gpkg", "2025-04-07", "RU", "ef56", 1234.5678},
        {"others", "o", "o.gdb", "", NULL, NULL, 0}};
    static const clm_feature_check checks[] = {
        {"Mappers", "2025-04-07", "Kursk, Sumy", 60.25, 58, 0.9627, CLM_VERDICT_CONSISTENT, NULL},
        {"others", NULL, NULL, 0, (double)NAN, (double)NAN, CLM_VERDICT_NOT_COMPARABLE,
         "no_such_land"}};
    make_collection(collection, items);
    collection->facts.overlays = overlays;
    collection->facts.overlay_count = 2;
    collection->facts.articles = 3;
    items[1].checks = checks; /* an object */
    items[1].check_count = 1;
    items[3].checks = checks; /* a list */
    items[3].check_count = 2;
    for (size_t i = 1; i < FEATURES; i++) {
        items[i].edited = 1U << CLM_SUM_TITLE | 1U << CLM_SUM_DESCRIPTION;
        items[i].place.score = round(items[i].place.score * 1000.0) / 1000.0;
    }
    collection->facts.worldview = CLM_WORLDVIEW_DE_FACTO;
}

static void test_collection_read_gives_what_was_written(void **state) {
    (void)state;
    clm_collection written;
    clm_feature items[FEATURES];
    make_settled(&written, items);
    clm_theme theme = make_theme();
    clm_buffer file = {0};
    clm_buffer again = {0};
    clm_buffer warnings = {0};
    clm_collection *read = NULL;
    clm_error error = {0};
    assert_int_equal(clm_geojson_write(&written, &theme, &file, NULL), CLM_OK);
    CLM_EXPECT_OK(
        "read",
        clm_collection_read((clm_text){file.data, file.len}, NULL, &read, &warnings, &error),
        &error);
    CLM_EXPECT_TEXT("warnings", clm_test_text(&warnings), "");
    same_facts(&read->facts, &written.facts);
    assert_int_equal(read->count, written.count);
    for (size_t i = 0; i < FEATURES; i++) {
        same_feature(find(read, items[i].id), &items[i]);
    }
    /* The second writing has the order that reading gives: from then on nothing changes. */
    clm_collection *third = NULL;
    clm_buffer last = {0};
    assert_int_equal(clm_geojson_write(read, &theme, &again, NULL), CLM_OK);
    assert_int_equal(
        clm_collection_read((clm_text){again.data, again.len}, NULL, &third, NULL, NULL), CLM_OK);
    assert_int_equal(clm_geojson_write(third, &theme, &last, NULL), CLM_OK);
    assert_string_equal(again.data, last.data);
    assert_int_equal(file.len, again.len);
    clm_collection_free(read);
    clm_collection_free(third);
    clm_buffer_clear(&file);
    clm_buffer_clear(&again);
    clm_buffer_clear(&last);
    clear_items(items);
}

static clm_status read_file(void *context) {
    const clm_buffer *file = context;
    clm_collection *read = NULL;
    clm_status status =
        clm_collection_read((clm_text){file->data, file->len}, NULL, &read, NULL, NULL);
    clm_collection_free(read);
    return status;
}

static void test_collection_read_every_allocation_fails(void **state) {
    (void)state;
    clm_collection written;
    clm_feature items[FEATURES];
    make_settled(&written, items);
    clm_theme theme = make_theme();
    clm_buffer file = {0};
    assert_int_equal(clm_geojson_write(&written, &theme, &file, NULL), CLM_OK);
    assert_true(clm_test_fail_every_allocation(read_file, &file) > 5);
    clm_buffer_clear(&file);
    clear_items(items);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_collection_read_gives_what_was_written),
        cmocka_unit_test(test_collection_read_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
