#include "support/support.h"

#include "base/utf8.h"

static void test_clm_key_append_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *name, *key;
    } table[] = {
        {"plain", "Odesa", "odesa"},
        {"capitals", "LUHANSK", "luhansk"},
        {"apostrophe", "Luhans'k", "luhansk"},
        {"typographic apostrophe", "Luhans\u2019k", "luhansk"},
        {"prime of the soft sign", "Luhans\u02B9k", "luhansk"},
        {"modifier apostrophe", "Luhans\u02BCk", "luhansk"},
        {"true prime", "Luhans\u2032k", "luhansk"},
        {"backtick", "Luhans`k", "luhansk"},
        {"acute as apostrophe", "Luhans\u00B4k", "luhansk"},
        {"abbreviation", "U.S.", "us"},
        {"abbreviation before a word", "St. Petersburg", "st petersburg"},
        {"hyphen", "Ivano-Frankivs'k", "ivano frankivsk"},
        {"en dash", "Ivano\u2013Frankivsk", "ivano frankivsk"},
        {"no-break hyphen", "Ivano\u2011Frankivsk", "ivano frankivsk"},
        {"white space joined", "  New \t York\n", "new york"},
        {"no-break space", "New\u00A0York", "new york"},
        {"brackets and comma", "Salem (Oregon), USA", "salem oregon usa"},
        {"ampersand", "Trinidad & Tobago", "trinidad tobago"},
        {"digits", "Area 51", "area 51"},
        {"accents", "S\u00E3o Tom\u00E9", "sao tome"},
        {"accents decomposed", "Sa\u0303o Tome\u0301", "sao tome"},
        {"Polish", "\u0141\u00F3d\u017A", "lodz"},
        {"Danish", "\u00C6r\u00F8sk\u00F8bing", "aeroskobing"},
        {"Norwegian", "Troms\u00F8", "tromso"},
        {"German", "Stra\u00DFe \u00DCberlingen", "strasse uberlingen"},
        {"German capital sharp s", "STRA\u1E9EE", "strasse"},
        {"Icelandic", "\u00DEingvellir \u00F0\u00D0", "thingvellir dd"},
        {"Vietnamese", "\u0110\u00E0 N\u1EB5ng", "da nang"},
        {"Turkish dotted capital", "\u0130stanbul", "istanbul"},
        {"Turkish dotless", "Diyarbak\u0131r", "diyarbakir"},
        {"French ligature", "\u0152uvre", "oeuvre"},
        {"Maltese", "\u0126amrun", "hamrun"},
        {"Croatian", "\u0110akovo", "dakovo"},
        {"Hawaiian okina", "Hawai\u02BBi", "hawaii"},
        {"Catalan middle dot", "Paral\u00B7lel", "parallel"},
        {"Catalan one letter", "Para\u0140lel", "parallel"},
        {"ligature fi", "\uFB01n", "fin"},
        {"full width", "\uFF34okyo", "tokyo"},
        {"full width full stop", "U\uFF0ES\uFF0E", "us"},
        {"Cyrillic", "\u041A\u0443\u0440\u0441\u043A", "\u043A\u0443\u0440\u0441\u043A"},
        {"Cyrillic io", "\u041E\u0440\u0451\u043B", "\u043E\u0440\u0435\u043B"},
        {"Greek final sigma", "\u0391\u0398\u0397\u039D\u0391\u03A3",
         "\u03B1\u03B8\u03B7\u03BD\u03B1\u03C3"},
        {"Han", "\u5317\u4EAC", "\u5317\u4EAC"},
        {"soft hyphen", "Char\u00ADkiv", "charkiv"},
        {"zero width joiner", "a\u200Db", "ab"},
        {"byte order mark", "\uFEFFLviv", "lviv"},
        {"broken byte", "Lv\xFFiv", "lv iv"},
        {"only punctuation", "-- ... !", ""},
        {"empty", "", ""},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer key;
        clm_buffer_init(&key);
        clm_key_append(&key, clm_text_of(table[i].name));
        CLM_EXPECT_TEXT(table[i].label, clm_test_text(&key), table[i].key);
        clm_buffer_clear(&key);
    }
}

/* The key stands behind what is there, and does not look at it. */
static void test_clm_key_append_appends(void **state) {
    (void)state;
    clm_buffer key;
    clm_buffer_init(&key);
    clm_buffer_string(&key, "x-");
    clm_key_append(&key, CLM_TEXT(" Kyiv "));
    clm_key_append(&key, CLM_TEXT(" Oblast"));
    assert_string_equal(key.data, "x-kyivoblast");
    clm_buffer_clear(&key);
}

/* For every character: the key of a key is the key, and it is valid UTF-8 without ASCII capitals.
 */
static void test_clm_key_append_twice_is_once(void **state) {
    (void)state;
    clm_buffer once;
    clm_buffer twice;
    clm_buffer_init(&once);
    clm_buffer_init(&twice);
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        char name[6] = {'a'};
        size_t length = 1 + clm_utf8_encode(c, name + 1);
        name[length++] = 'b';
        once.len = twice.len = 0;
        clm_key_append(&once, (clm_text){name, length});
        clm_key_append(&twice, (clm_text){once.data, once.len});
        char label[16];
        (void)snprintf(label, sizeof label, "U+%04X", (unsigned)c);
        CLM_EXPECT(label, clm_text_equal(clm_test_text(&once), clm_test_text(&twice)));
        CLM_EXPECT(label, clm_utf8_valid(once.data, once.len));
        CLM_EXPECT(label, once.data[0] == 'a' && once.data[once.len - 1] == 'b');
    }
    clm_buffer_clear(&once);
    clm_buffer_clear(&twice);
}

static clm_status make_key(void *context) {
    (void)context;
    clm_buffer key;
    clm_buffer_init(&key);
    /* A ligature of 18 letters, twice: the key outgrows the room that the name's length asks for.
     */
    clm_key_append(&key, CLM_TEXT("Sankt-Peterburg \uFDFA \uFDFA"));
    bool failed = key.failed;
    clm_buffer_clear(&key);
    return failed ? CLM_ERR_NOMEM : CLM_OK;
}

static void test_clm_key_append_every_allocation_fails(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(make_key, NULL) >= 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_key_append_table),
        cmocka_unit_test(test_clm_key_append_appends),
        cmocka_unit_test(test_clm_key_append_twice_is_once),
        cmocka_unit_test(test_clm_key_append_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
