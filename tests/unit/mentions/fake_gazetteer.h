/* A gazetteer of some sixty names for the tests of mentions and places: the functions of
 * gazetteer/gazetteer.h that those modules call, over tables in this file. It takes the place of
 * the real module when the test is linked; include it in one file of a program only. */
#ifndef CLM_TESTS_FAKE_GAZETTEER_H
#define CLM_TESTS_FAKE_GAZETTEER_H

#include "base/hash.h"
#include "gazetteer/gazetteer.h"

#include <math.h>
#include <string.h>

/* Index of each place; the order is that of fake_places. */
enum {
    FAKE_UKRAINE,
    FAKE_RUSSIA,
    FAKE_USA,
    FAKE_IRAN,
    FAKE_OMAN,
    FAKE_POLAND,
    FAKE_ROMANIA,
    FAKE_FRANCE,
    FAKE_GEORGIA,
    FAKE_CHINA,
    FAKE_EUROPE,
    FAKE_BALTICS,
    FAKE_KURSK_REGION,
    FAKE_BELGOROD_REGION,
    FAKE_SUMY_REGION,
    FAKE_KHARKIV_REGION,
    FAKE_DONETSK_REGION,
    FAKE_TEXAS,
    FAKE_OHIO,
    FAKE_GEORGIA_STATE,
    FAKE_KURSK,
    FAKE_BELGOROD,
    FAKE_SUMY,
    FAKE_KHARKIV,
    FAKE_DONETSK,
    FAKE_KYIV,
    FAKE_MOSCOW,
    FAKE_WASHINGTON,
    FAKE_TEHRAN,
    FAKE_PARIS,
    FAKE_PARIS_TX,
    FAKE_AUSTIN,
    FAKE_SPRINGFIELD_OH,
    FAKE_SPRINGFIELD_TX,
    FAKE_SUDZHA,
    FAKE_IVANO,
    FAKE_READING,
    FAKE_KREMLIN,
    FAKE_WALKER,
    FAKE_EAST_EUROPE,
    FAKE_GULF_OMAN,
    FAKE_CHELSEA,
    FAKE_BEIJING,
    FAKE_GUYEVO_FAR,
    FAKE_BELGIUM,
    FAKE_BREMEN,
    FAKE_ENGLAND,
    FAKE_DNIPRO_RIVER,
    FAKE_SYRIA,
    FAKE_SMITHVILLE,
    FAKE_COUNT
};

typedef struct fake_place {
    const char *id, *name;
    clm_place_kind kind;
    const char *country;
    int country_place, admin1; /* -1: none */
    double lon_deg, lat_deg, half_box_deg;
    uint32_t population, flags;
} fake_place;

static const fake_place fake_places[FAKE_COUNT] = {
    {"cc:UA", "Ukraine", CLM_KIND_COUNTRY, "UA", FAKE_UKRAINE, -1, 31, 49, 6, 0, 0},
    {"cc:RU", "Russia", CLM_KIND_COUNTRY, "RU", FAKE_RUSSIA, -1, 60, 60, 20, 0, 0},
    {"cc:US", "United States", CLM_KIND_COUNTRY, "US", FAKE_USA, -1, -98, 39, 15, 0, 0},
    {"cc:IR", "Iran", CLM_KIND_COUNTRY, "IR", FAKE_IRAN, -1, 54, 32, 5, 0, 0},
    {"cc:OM", "Oman", CLM_KIND_COUNTRY, "OM", FAKE_OMAN, -1, 57, 21, 3, 0, 0},
    {"cc:PL", "Poland", CLM_KIND_COUNTRY, "PL", FAKE_POLAND, -1, 19, 52, 3, 0, 0},
    {"cc:RO", "Romania", CLM_KIND_COUNTRY, "RO", FAKE_ROMANIA, -1, 25, 46, 3, 0, 0},
    {"cc:FR", "France", CLM_KIND_COUNTRY, "FR", FAKE_FRANCE, -1, 2, 47, 4, 0, 0},
    {"cc:GE", "Georgia", CLM_KIND_COUNTRY, "GE", FAKE_GEORGIA, -1, 43, 42, 2, 0, 0},
    {"cc:CN", "China", CLM_KIND_COUNTRY, "CN", FAKE_CHINA, -1, 103, 36, 15, 0, 0},
    {"cm:europe", "Europe", CLM_KIND_CONTINENT, "", -1, -1, 15, 50, 20, 0, 0},
    {"cm:baltic", "Baltic states", CLM_KIND_COUNTRY_GROUP, "", -1, -1, 25, 57, 3, 0, 0},
    {"ne:1", "Kursk", CLM_KIND_REGION, "RU", FAKE_RUSSIA, -1, 36.3, 51.7, 1, 0, 0},
    {"ne:2", "Belgorod", CLM_KIND_REGION, "RU", FAKE_RUSSIA, -1, 37.5, 50.7, 1, 0, 0},
    {"ne:3", "Sumy", CLM_KIND_REGION, "UA", FAKE_UKRAINE, -1, 34, 51, 1, 0, 0},
    {"ne:4", "Kharkiv", CLM_KIND_REGION, "UA", FAKE_UKRAINE, -1, 36.4, 49.6, 1, 0, 0},
    {"ne:5", "Donetsk", CLM_KIND_REGION, "UA", FAKE_UKRAINE, -1, 37.7, 48.1, 1, 0, 0},
    {"ne:6", "Texas", CLM_KIND_REGION, "US", FAKE_USA, -1, -99, 31.5, 4, 0, 0},
    {"ne:7", "Ohio", CLM_KIND_REGION, "US", FAKE_USA, -1, -82.8, 40.4, 2, 0, 0},
    {"ne:8", "Georgia", CLM_KIND_REGION, "US", FAKE_USA, -1, -83.4, 32.7, 2, 0, 0},
    {"gn:1", "Kursk", CLM_KIND_SETTLEMENT, "RU", FAKE_RUSSIA, FAKE_KURSK_REGION, 36.19, 51.73, 0,
     409000, CLM_PLACE_ADMIN_SEAT},
    {"gn:2", "Belgorod", CLM_KIND_SETTLEMENT, "RU", FAKE_RUSSIA, FAKE_BELGOROD_REGION, 36.58, 50.6,
     0, 345000, CLM_PLACE_ADMIN_SEAT},
    {"gn:3", "Sumy", CLM_KIND_SETTLEMENT, "UA", FAKE_UKRAINE, FAKE_SUMY_REGION, 34.8, 50.92, 0,
     294000, CLM_PLACE_ADMIN_SEAT},
    {"gn:4", "Kharkiv", CLM_KIND_SETTLEMENT, "UA", FAKE_UKRAINE, FAKE_KHARKIV_REGION, 36.25, 49.98,
     0, 1430000, CLM_PLACE_ADMIN_SEAT},
    {"gn:5", "Donetsk", CLM_KIND_SETTLEMENT, "UA", FAKE_UKRAINE, FAKE_DONETSK_REGION, 37.8, 48.02,
     0, 900000, CLM_PLACE_ADMIN_SEAT},
    {"gn:6", "Kyiv", CLM_KIND_SETTLEMENT, "UA", FAKE_UKRAINE, -1, 30.52, 50.45, 0, 2800000,
     CLM_PLACE_CAPITAL},
    {"gn:7", "Moscow", CLM_KIND_SETTLEMENT, "RU", FAKE_RUSSIA, -1, 37.6, 55.75, 0, 10400000,
     CLM_PLACE_CAPITAL},
    {"gn:8", "Washington", CLM_KIND_SETTLEMENT, "US", FAKE_USA, -1, -77.04, 38.9, 0, 600000,
     CLM_PLACE_CAPITAL},
    {"gn:9", "Tehran", CLM_KIND_SETTLEMENT, "IR", FAKE_IRAN, -1, 51.4, 35.7, 0, 7100000,
     CLM_PLACE_CAPITAL},
    {"gn:10", "Paris", CLM_KIND_SETTLEMENT, "FR", FAKE_FRANCE, -1, 2.35, 48.85, 0, 2100000,
     CLM_PLACE_CAPITAL},
    {"gn:11", "Paris", CLM_KIND_SETTLEMENT, "US", FAKE_USA, FAKE_TEXAS, -95.55, 33.66, 0, 25000, 0},
    {"gn:12", "Austin", CLM_KIND_SETTLEMENT, "US", FAKE_USA, FAKE_TEXAS, -97.74, 30.27, 0, 930000,
     CLM_PLACE_ADMIN_SEAT},
    {"gn:13", "Springfield", CLM_KIND_SETTLEMENT, "US", FAKE_USA, FAKE_OHIO, -83.81, 39.92, 0,
     60000, 0},
    {"gn:14", "Springfield", CLM_KIND_SETTLEMENT, "US", FAKE_USA, FAKE_TEXAS, -96.5, 31.6, 0, 90000,
     0},
    {"gn:15", "Sudzha", CLM_KIND_SETTLEMENT, "RU", FAKE_RUSSIA, FAKE_KURSK_REGION, 35.27, 51.19, 0,
     6000, 0},
    {"gn:16", "Ivano-Frankivsk", CLM_KIND_SETTLEMENT, "UA", FAKE_UKRAINE, -1, 24.7, 48.9, 0, 230000,
     0},
    {"gn:17", "Reading", CLM_KIND_SETTLEMENT, "GB", -1, -1, -0.97, 51.45, 0, 240000, 0},
    {"cm:kremlin", "Kremlin", CLM_KIND_FACILITY, "RU", FAKE_RUSSIA, -1, 37.62, 55.75, 0, 0,
     CLM_PLACE_GOVERNMENT},
    {"cm:walker", "Walker County", CLM_KIND_DISTRICT, "US", FAKE_USA, FAKE_TEXAS, -95.57, 30.74,
     0.3, 0, 0},
    {"cm:eeurope", "Eastern Europe", CLM_KIND_VAGUE_REGION, "", -1, -1, 24, 50, 8, 0, 0},
    {"cm:gulf", "Gulf of Oman", CLM_KIND_SEA, "", -1, -1, 58.5, 25, 3, 0, 0},
    {"gn:18", "Chelsea", CLM_KIND_SETTLEMENT, "GB", -1, -1, -0.17, 51.49, 0, 41000, 0},
    {"gn:19", "Beijing", CLM_KIND_SETTLEMENT, "CN", FAKE_CHINA, -1, 116.4, 39.9, 0, 11700000,
     CLM_PLACE_CAPITAL},
    {"gn:20", "Stepove", CLM_KIND_SETTLEMENT, "UA", FAKE_UKRAINE, FAKE_KHARKIV_REGION, 36.4, 50.1,
     0, 900, 0},
    {"cc:BE", "Belgium", CLM_KIND_COUNTRY, "BE", FAKE_BELGIUM, -1, 4.5, 50.6, 1, 0, 0},
    {"gn:21", "Bremen", CLM_KIND_SETTLEMENT, "DE", -1, -1, 8.8, 53.1, 0, 560000, 0},
    {"ne:9", "England", CLM_KIND_REGION, "GB", -1, -1, -1.5, 52.5, 3, 0, 0},
    {"cm:dnipro", "Dnipro River", CLM_KIND_RIVER, "UA", -1, -1, 33, 48, 3, 0, 0},
    {"cc:SY", "Syria", CLM_KIND_COUNTRY, "SY", FAKE_SYRIA, -1, 38.5, 35, 2, 0, 0},
    {"gn:22", "Smithville", CLM_KIND_SETTLEMENT, "US", FAKE_USA, FAKE_TEXAS, -97.1, 30, 0, 4000, 0},
};

typedef struct fake_name {
    const char *key;
    clm_name_ref ref;
} fake_name;

#define FAKE_P CLM_NAME_PRIMARY
#define FAKE_A CLM_NAME_ABBREVIATION
#define FAKE_D CLM_NAME_DEMONYM

/* By key, the refs of one key together, best first. */
static const fake_name fake_names[] = {
    {"august", {FAKE_SMITHVILLE, FAKE_P, 600}},
    {"austin", {FAKE_AUSTIN, FAKE_P, 1000}},
    {"baltic states", {FAKE_BALTICS, FAKE_P, 1000}},
    {"beijing", {FAKE_BEIJING, FAKE_P, 1000}},
    {"belgium", {FAKE_BELGIUM, FAKE_P, 1000}},
    {"belgorod", {FAKE_BELGOROD, FAKE_P, 1000}},
    {"belgorod", {FAKE_BELGOROD_REGION, FAKE_P, 1000}},
    {"bremen", {FAKE_BREMEN, FAKE_P, 1000}},
    {"chelsea", {FAKE_CHELSEA, FAKE_P, 1000}},
    {"china", {FAKE_CHINA, FAKE_P, 1000}},
    {"chinese", {FAKE_CHINA, FAKE_D, 1000}},
    {"dnipro river", {FAKE_DNIPRO_RIVER, FAKE_P, 1000}},
    {"donetsk", {FAKE_DONETSK, FAKE_P, 1000}},
    {"donetsk", {FAKE_DONETSK_REGION, FAKE_P, 1000}},
    {"eastern europe", {FAKE_EAST_EUROPE, FAKE_P, 1000}},
    {"england", {FAKE_ENGLAND, FAKE_P, 1000}},
    {"europe", {FAKE_EUROPE, FAKE_P, 1000}},
    {"france", {FAKE_FRANCE, FAKE_P, 1000}},
    {"georgia", {FAKE_GEORGIA, FAKE_P, 1000}},
    {"georgia", {FAKE_GEORGIA_STATE, FAKE_P, 1000}},
    {"gulf of oman", {FAKE_GULF_OMAN, FAKE_P, 1000}},
    {"iran", {FAKE_IRAN, FAKE_P, 1000}},
    {"ivano frankivsk", {FAKE_IVANO, FAKE_P, 1000}},
    {"kharkiv", {FAKE_KHARKIV, FAKE_P, 1000}},
    {"kharkiv", {FAKE_KHARKIV_REGION, FAKE_P, 1000}},
    {"kremlin", {FAKE_KREMLIN, FAKE_P, 1000}},
    {"kursk", {FAKE_KURSK, FAKE_P, 1000}},
    {"kursk", {FAKE_KURSK_REGION, FAKE_P, 1000}},
    {"kursk oblast", {FAKE_KURSK_REGION, FAKE_P, 1000}},
    {"kyiv", {FAKE_KYIV, FAKE_P, 1000}},
    {"moscow", {FAKE_MOSCOW, FAKE_P, 1000}},
    {"ohio", {FAKE_OHIO, FAKE_P, 1000}},
    {"oman", {FAKE_OMAN, FAKE_P, 1000}},
    {"or", {FAKE_OHIO, FAKE_A, 400}},
    {"paris", {FAKE_PARIS, FAKE_P, 1000}},
    {"paris", {FAKE_PARIS_TX, FAKE_P, 1000}},
    {"poland", {FAKE_POLAND, FAKE_P, 1000}},
    {"police", {FAKE_SMITHVILLE, FAKE_P, 600}},
    {"reading", {FAKE_READING, FAKE_P, 50}},
    {"romania", {FAKE_ROMANIA, FAKE_P, 1000}},
    {"russia", {FAKE_RUSSIA, FAKE_P, 1000}},
    {"russian", {FAKE_RUSSIA, FAKE_D, 1000}},
    {"smithville", {FAKE_SMITHVILLE, FAKE_P, 1000}},
    {"springfield", {FAKE_SPRINGFIELD_TX, FAKE_P, 1000}},
    {"springfield", {FAKE_SPRINGFIELD_OH, FAKE_P, 1000}},
    {"stepove", {FAKE_GUYEVO_FAR, FAKE_P, 1000}},
    {"sudzha", {FAKE_SUDZHA, FAKE_P, 1000}},
    {"sudzha", {FAKE_SMITHVILLE, CLM_NAME_HISTORICAL, 500}},
    {"sumy", {FAKE_SUMY, FAKE_P, 1000}},
    {"sumy", {FAKE_SUMY_REGION, FAKE_P, 1000}},
    {"syria", {FAKE_SYRIA, FAKE_P, 1000}},
    {"tehran", {FAKE_TEHRAN, FAKE_P, 1000}},
    {"temby", {FAKE_SMITHVILLE, CLM_NAME_ALTERNATIVE, 600}},
    {"temby county", {FAKE_WALKER, FAKE_P, 900}},
    {"texas", {FAKE_TEXAS, FAKE_P, 1000}},
    {"ukraine", {FAKE_UKRAINE, FAKE_P, 1000}},
    {"ukrainian", {FAKE_UKRAINE, FAKE_D, 1000}},
    {"united states", {FAKE_USA, FAKE_P, 1000}},
    {"us", {FAKE_USA, FAKE_A, 1000}},
    {"walker county", {FAKE_WALKER, FAKE_P, 1000}},
    {"washington", {FAKE_WASHINGTON, FAKE_P, 1000}},
    {"киів", {FAKE_KYIV, FAKE_P, 700}},
    {"سوريا", {FAKE_SYRIA, FAKE_P, 700}},
};

enum { FAKE_NAMES = sizeof fake_names / sizeof fake_names[0] };

const char *clm_place_kind_name(clm_place_kind kind) {
    static const char *const names[CLM_KIND_COUNT] = {
        "settlement", "facility", "district", "region",       "country",        "country_group",
        "continent",  "river",    "sea",      "vague_region", "disputed_region"};
    return names[kind];
}

clm_status clm_gazetteer_check(const clm_gazetteer *gazetteer, clm_error *error) {
    (void)gazetteer;
    (void)error;
    return CLM_OK;
}

clm_place clm_gazetteer_place(const clm_gazetteer *gazetteer, clm_place_index index) {
    clm_place place;
    (void)gazetteer;
    memset(&place, 0, sizeof place);
    if (index >= FAKE_COUNT) {
        return place;
    }
    const fake_place *from = &fake_places[index];
    double half = from->half_box_deg;
    place.id = clm_text_of(from->id);
    place.name = clm_text_of(from->name);
    place.kind = from->kind;
    place.flags = from->flags;
    memcpy(place.country, from->country, strlen(from->country) + 1);
    memcpy(place.country_de_facto, from->country, strlen(from->country) + 1);
    place.country_place =
        from->country_place < 0 ? CLM_NO_PLACE : (clm_place_index)from->country_place;
    place.admin1 = from->admin1 < 0 ? CLM_NO_PLACE : (clm_place_index)from->admin1;
    place.point = (clm_lonlat){from->lon_deg, from->lat_deg};
    place.box = (clm_bbox){from->lon_deg - half, from->lat_deg - half, from->lon_deg + half,
                           from->lat_deg + half};
    place.area_m2 = half > 0 ? 3.14159265358979323846 * half * half * 1e10 : 0;
    place.population = from->population;
    place.rank = 5;
    place.uncertainty_m = 2000;
    return place;
}

clm_place clm_gazetteer_place_facts(const clm_gazetteer *gazetteer, clm_place_index index) {
    clm_place place = clm_gazetteer_place(gazetteer, index);
    place.id = place.name = place.long_name = place.kind_word = (clm_text){"", 0};
    place.box = (clm_bbox){place.point.lon_deg, place.point.lat_deg, place.point.lon_deg,
                           place.point.lat_deg};
    place.area_m2 = 0;
    return place;
}

void clm_gazetteer_prefetch_facts(const clm_gazetteer *gazetteer, const clm_name_ref *refs,
                                  size_t count) {
    (void)gazetteer;
    (void)refs;
    (void)count;
}

size_t clm_gazetteer_find(const clm_gazetteer *gazetteer, clm_text key, const clm_name_ref **refs) {
    static clm_name_ref found[FAKE_NAMES];
    size_t first = FAKE_NAMES;
    size_t count = 0;
    (void)gazetteer;
    for (size_t i = 0; i < FAKE_NAMES; i++) {
        found[i] = fake_names[i].ref;
        if (clm_text_is(key, fake_names[i].key)) {
            first = count == 0 ? i : first;
            count++;
        }
    }
    *refs = count > 0 ? found + first : NULL;
    return count;
}

unsigned clm_gazetteer_name_words(const clm_gazetteer *gazetteer, clm_text first_word) {
    unsigned most = 0;
    (void)gazetteer;
    for (size_t i = 0; i < FAKE_NAMES; i++) {
        const char *key = fake_names[i].key;
        if (strncmp(key, first_word.ptr, first_word.len) != 0 ||
            (key[first_word.len] != ' ' && key[first_word.len] != '\0')) {
            continue;
        }
        unsigned words = 1;
        for (; *key != '\0'; key++) {
            words += *key == ' ';
        }
        most = words > most ? words : most;
    }
    return most;
}

size_t clm_gazetteer_find_hashed(const clm_gazetteer *gazetteer, clm_text key, uint64_t hash,
                                 const clm_name_ref **refs) {
    return hash == clm_hash64(key.ptr, key.len) ? clm_gazetteer_find(gazetteer, key, refs) : 0;
}

unsigned clm_gazetteer_words_hashed(const clm_gazetteer *gazetteer, uint64_t hash) {
    unsigned most = 0;
    for (size_t i = 0; i < FAKE_NAMES; i++) {
        const clm_text word = {fake_names[i].key, strcspn(fake_names[i].key, " ")};
        if (clm_hash64(word.ptr, word.len) == hash) {
            most = clm_gazetteer_name_words(gazetteer, word);
        }
    }
    return most;
}

void clm_gazetteer_prefetch_bucket(const clm_gazetteer *gazetteer, uint64_t hash) {
    (void)gazetteer;
    (void)hash;
}

void clm_gazetteer_prefetch_name(const clm_gazetteer *gazetteer, uint64_t hash) {
    (void)gazetteer;
    (void)hash;
}

size_t clm_gazetteer_containing(const clm_gazetteer *gazetteer, clm_lonlat point,
                                clm_place_index *out, size_t capacity) {
    size_t count = 0;
    for (clm_place_index i = 0; i < FAKE_COUNT; i++) {
        clm_place place = clm_gazetteer_place(gazetteer, i);
        if (place.kind == CLM_KIND_REGION && fabs(place.point.lon_deg - point.lon_deg) < 0.5 &&
            fabs(place.point.lat_deg - point.lat_deg) < 0.5) {
            if (count < capacity) {
                out[count] = i;
            }
            count++;
        }
    }
    return count;
}

size_t clm_gazetteer_settlements_in(const clm_gazetteer *gazetteer, clm_bbox box,
                                    clm_place_index *out, size_t capacity) {
    size_t count = 0;
    for (clm_place_index i = 0; i < FAKE_COUNT; i++) {
        clm_place place = clm_gazetteer_place(gazetteer, i);
        if (place.kind == CLM_KIND_SETTLEMENT && place.point.lon_deg >= box.west_deg &&
            place.point.lon_deg <= box.east_deg && place.point.lat_deg >= box.south_deg &&
            place.point.lat_deg <= box.north_deg) {
            if (count < capacity) {
                out[count] = i;
            }
            count++;
        }
    }
    return count;
}

size_t clm_gazetteer_members(const clm_gazetteer *gazetteer, clm_place_index place,
                             clm_worldview worldview, clm_place_index *out, size_t capacity) {
    (void)gazetteer;
    (void)worldview;
    (void)out;
    (void)capacity;
    (void)place;
    return 0;
}

#endif
