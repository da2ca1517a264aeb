/* Bytes as GeoNames dumps: a first byte that says which, then the file. Places are read first, so
 * that names and areas find something. */
#include "fuzz/fuzz.h"

#include "gazetteer/dump.h"

static const char places[] =
    "1\tAda\tAda\tEda,Ida\t10.5\t20.5\tP\tPPL\tXA\t\t01\t001\t\t\t900\t\t1\tU\t2026-01-01\n"
    "2\tBeta\tBeta\t\t11.5\t20.5\tH\tSTM\tXA\t\t01\t\t\t\t0\t\t1\tU\t2026-01-02\n";

static clm_status read_part(clm_dump *dump, unsigned part, FILE *in, clm_error *error) {
    switch (part) {
    case 0:
        return clm_dump_read_places(dump, in, "places.txt", error);
    case 1:
        return clm_dump_read_names(dump, in, "names.txt", error);
    default:
        return clm_dump_read_areas(dump, in, "areas.txt", part == 2, error);
    }
}

static clm_status read_bytes(clm_dump *dump, unsigned part, const void *bytes, size_t size,
                             clm_error *error) {
    FILE *in = tmpfile();
    CLM_FUZZ_REQUIRE(in != NULL);
    CLM_FUZZ_REQUIRE(fwrite(bytes, 1, size, in) == size);
    rewind(in);
    clm_status status = read_part(dump, part, in, error);
    (void)fclose(in);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    clm_dump dump;
    clm_error error = {CLM_OK, ""};
    if (size == 0) {
        return 0;
    }
    CLM_FUZZ_REQUIRE(clm_dump_init(&dump, &error) == CLM_OK);
    CLM_FUZZ_REQUIRE(read_bytes(&dump, 0, places, sizeof(places) - 1, &error) == CLM_OK);
    clm_status status = read_bytes(&dump, data[0] % 4U, data + 1, size - 1, &error);
    CLM_FUZZ_REQUIRE(status == CLM_OK || error.message[0] != '\0');
    if (status == CLM_OK) {
        CLM_FUZZ_REQUIRE(clm_dump_link(&dump, NULL, &error) == CLM_OK);
        CLM_FUZZ_REQUIRE(clm_dump_stop_names(&dump, NULL, &error) == CLM_OK);
        CLM_FUZZ_REQUIRE(clm_build_sort(&dump.build, &error) == CLM_OK);
        for (size_t i = 0; i < dump.build.places.count; i++) {
            const clm_build_place *place = &dump.build.places.items[i];
            CLM_FUZZ_REQUIRE(place->has_point && place->rank <= 15);
            CLM_FUZZ_REQUIRE(place->admin1 == CLM_GAZ_NONE ||
                             place->admin1 < dump.build.places.count);
        }
        for (size_t i = 0; i < dump.build.names.count; i++) {
            CLM_FUZZ_REQUIRE(dump.build.names.items[i].place < dump.build.places.count);
            CLM_FUZZ_REQUIRE(dump.build.names.items[i].quality <= 1000);
        }
    }
    clm_dump_clear(&dump);
    return 0;
}
