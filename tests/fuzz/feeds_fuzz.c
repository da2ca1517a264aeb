/* Any bytes as a feed: entries with whole addresses, or an error; as text in one line, as a date,
 * as words and as an article that is its own copy. */
#include "fuzz/fuzz.h"

#include "refresh/near.h"
#include "refresh/sources.h"

#include <string.h>

static void check_entry(const clm_feed_entry *entry) {
    clm_buffer key, again;
    clm_buffer_init(&key);
    clm_buffer_init(&again);
    CLM_FUZZ_REQUIRE(clm_text_starts(clm_text_of(entry->url), "http"));
    clm_url_key(entry->url, &key);
    clm_url_key(key.data, &again);
    CLM_FUZZ_REQUIRE(strcmp(key.data, again.data) == 0);
    clm_buffer_clear(&key);
    clm_buffer_clear(&again);
}

static void check_text(clm_text text) {
    bool failed = false;
    clm_buffer plain;
    clm_buffer_init(&plain);
    clm_feed_plain(text, &plain);
    const char *phrase = plain.data != NULL ? plain.data : "";
    const clm_strings phrases = {&phrase, 1};
    (void)clm_words_found(&phrases, text, &failed);
    clm_near_sketch sketch;
    CLM_FUZZ_REQUIRE(!failed && clm_near_sketch_make(text, &sketch, NULL) == CLM_OK);
    CLM_FUZZ_REQUIRE(clm_near_same(&sketch, &sketch));
    clm_buffer_clear(&plain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    clm_feed *feed = NULL;
    const clm_text text = {(const char *)data, size};
    const clm_status status = clm_feed_parse(text, "http://f.example/", NULL, &feed, NULL);
    CLM_FUZZ_REQUIRE((status == CLM_OK) == (feed != NULL));
    for (size_t i = 0; feed != NULL && i < feed->count; i++) {
        check_entry(&feed->entries[i]);
    }
    clm_feed_free(feed);
    (void)clm_feed_time(text);
    check_text(text);
    return 0;
}
