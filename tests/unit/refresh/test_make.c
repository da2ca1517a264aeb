/* Articles to files and a reply, on the invented countries of tests/fixtures/gazetteer. */
#include "support/support.h"

#include "base/file.h"
#include "base/hash.h"
#include "gazetteer/gazetteer.h"
#include "refresh/make.h"
#include "refresh/near.h"

#include <dirent.h>

static char gazetteer_path[512], folder[512];
static clm_context *context;
static clm_spool *spool;
static clm_arena *arena;

static int open_all(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    clm_test_path(gazetteer_path, sizeof gazetteer_path, "make", "fixture.gaz");
    clm_test_path(folder, sizeof folder, "make", "night");
    const clm_gazetteer_build_options build = {CLM_SOURCE_DIR "/tests/fixtures/gazetteer",
                                               gazetteer_path, NULL};
    const clm_context_options options = {.gazetteer = gazetteer_path};
    if (mkdir(folder, 0777) != 0 || clm_gazetteer_build(&build, &error) != CLM_OK ||
        clm_context_open(&options, &context, &error) != CLM_OK ||
        clm_spool_open(folder, &spool, &error) != CLM_OK) {
        print_error("%s\n", error.message);
        return -1;
    }
    arena = clm_arena_new();
    return arena != NULL ? 0 : -1;
}

static int close_all(void **state) {
    (void)state;
    clm_arena_free(arena);
    clm_spool_free(spool);
    clm_context_free(context);
    return unlink(gazetteer_path) == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static const char article[] =
    "date 2026-05-04 Bravan troops enter the Northland region, Alfa says\n"
    "Bravan troops have entered the Northland region of Alfa, the Alfan defence ministry said on "
    "Monday.\n"
    "Bravo denied that its forces were in Northtown.\n"
    "The monitor Fieldwatch said Bravo holds about 40 square km around Northtown in the Northland "
    "region.\n";

static const clm_source_config plain_source = {.name = "test"};
static const clm_request plain_settings = {
    .want[CLM_FORMAT_GEOJSON] = true, .want[CLM_FORMAT_PNG] = true, .want[CLM_FORMAT_ALT] = true};

static clm_make_task task_of(const char *text, size_t length) {
    clm_error error = {CLM_OK, ""};
    clm_make_task task = {.source = &plain_source,
                          .settings = &plain_settings,
                          .folder = folder,
                          .address = "https://ann:secret@a.example/news/1?x=1#top",
                          .stem = "story"};
    CLM_EXPECT_OK("spool", clm_spool_add(spool, (clm_text){text, length}, &task.bytes, &error),
                  &error);
    return task;
}

static clm_made make(const clm_make_task *task) {
    clm_error error = {CLM_OK, ""};
    clm_buffer reply;
    clm_made made;
    clm_buffer_init(&reply);
    clm_make(context, spool, task, &reply);
    assert_false(reply.failed);
    CLM_EXPECT_OK("read", clm_made_read(clm_test_text(&reply), arena, &made, &error), &error);
    clm_buffer_clear(&reply);
    return made;
}

/* Files of the folder. */
static size_t count_files(void) {
    DIR *all = opendir(folder);
    assert_non_null(all);
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(all)) != NULL;) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    (void)closedir(all);
    return count;
}

static void read_file(const char *name, clm_buffer *out) {
    char path[1024];
    clm_error error = {CLM_OK, ""};
    assert_true(snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path);
    clm_buffer_init(out);
    CLM_EXPECT_OK(name, clm_file_read(path, SIZE_MAX, out, &error), &error);
}

static void expect_equal(const char *a, const char *b) {
    assert_true((a == NULL) == (b == NULL));
    if (a != NULL) {
        assert_string_equal(a, b);
    }
}

static void test_an_article_is_made(void **state) {
    (void)state;
    const clm_make_task task = task_of(article, strlen(article));
    const clm_made made = make(&task);
    assert_int_equal(made.end, CLM_MAKE_MADE);
    assert_null(made.reason);
    assert_string_equal(made.title, "Bravan troops enter the Northland region, Alfa says");
    assert_string_equal(made.date, "2026-05-04");
    assert_null(made.outlet);
    assert_int_equal(made.file_count, 3);
    static const char *const suffixes[] = {".geojson", ".png", ".alt.txt"};
    static const char *const paths[] = {"story.geojson", "story.png", "story.alt.txt"};
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(made.files[i].suffix, suffixes[i]);
        assert_string_equal(made.files[i].path, paths[i]);
    }
    assert_string_equal(made.thumbnail, "story.thumb.png");
    /* 1600 x 1200, made narrower */
    assert_int_equal(made.thumbnail_width_px, 480);
    assert_int_equal(made.thumbnail_height_px, 360);
    assert_int_equal(count_files(), 4);
    assert_int_equal(made.difference_count, 0);
    assert_int_equal(made.warning_count, 0);
    assert_false(made.refused);
    assert_true(made.claims >= 2 && made.places >= 2);
    clm_buffer map;
    read_file("story.geojson", &map);
    assert_non_null(strstr(map.data,
                           "\"article\":{\"file\":\"story\",\"url\":\"https://a.example/news/"
                           "1?x=1\","));
    clm_buffer_clear(&map);
    clm_buffer bytes;
    char sum[CLM_SHA256_HEX_BYTES];
    read_file("story.geojson", &bytes);
    clm_sha256_hex(bytes.data, bytes.len, sum);
    assert_string_equal(made.geojson_sha256, sum);
    clm_buffer_clear(&bytes);
    read_file("story.alt.txt", &bytes);
    CLM_EXPECT_TEXT("alt", clm_text_trim(clm_test_text(&bytes)), made.alt);
    clm_buffer_clear(&bytes);
    struct clm_near_sketch sketch, expected;
    assert_true(clm_sketch_read(made.sketch, &sketch));
    const char *body = strchr(article, '\n') + 1;
    assert_int_equal(clm_near_sketch_make(clm_text_of(body), &expected, NULL), CLM_OK);
    assert_memory_equal(&sketch, &expected, sizeof sketch);
    clm_make_undo(folder, "story");
    assert_int_equal(count_files(), 0);
}

/* title, date and text, each with a NUL behind it */
static void test_text_sum(void **state) {
    (void)state;
    static const char plain[] = "date 2026-05-04 Rain in Northtown\nIt rained in Northtown.\n";
    static const char summed[] = "Rain in Northtown\0"
                                 "2026-05-04\0"
                                 "It rained in Northtown.";
    char sum[CLM_SHA256_HEX_BYTES];
    clm_sha256_hex(summed, sizeof summed, sum);
    const clm_make_task task = task_of(plain, strlen(plain));
    const clm_made made = make(&task);
    assert_string_equal(made.text_sha256, sum);
    clm_make_undo(folder, "story");
}

static void test_what_stands_around_a_page_is_no_change(void **state) {
    (void)state;
    static const char *const pages[] = {
        "<html><head><title>Rain in Northtown</title></head><body><nav>12 readers</nav><article>"
        "<h1>Rain in Northtown</h1><p>It rained in Northtown on Monday, officials said, and the "
        "river rose by two metres.</p></article></body></html>",
        "<html><head><title>Rain in Northtown</title><script>var x = 7;</script></head><body>"
        "<nav>99 readers</nav><article><h1>Rain in Northtown</h1><p>It rained in Northtown on "
        "Monday, officials said, and the river rose by two metres.</p></article></body></html>"};
    clm_make_task task = task_of(pages[0], strlen(pages[0]));
    task.html = true;
    const clm_made first = make(&task);
    assert_int_equal(first.end, CLM_MAKE_MADE);
    clm_make_undo(folder, "story");
    task = task_of(pages[1], strlen(pages[1]));
    task.html = true;
    task.known_sha256 = first.text_sha256;
    const clm_made again = make(&task);
    assert_int_equal(again.end, CLM_MAKE_SAME);
    assert_string_equal(again.text_sha256, first.text_sha256);
    assert_string_equal(again.sketch, first.sketch);
    assert_string_equal(again.title, "Rain in Northtown");
    assert_int_equal(count_files(), 0);
}

/* The server's word on the character set and the kind counts for text and map. */
static void test_what_the_server_says(void **state) {
    (void)state;
    static const char page[] = "<p>\xCA\xE8\xE5\xE2</p>"; /* windows-1251 */
    clm_make_task task = task_of(page, strlen(page));
    clm_request settings = plain_settings;
    settings.want[CLM_FORMAT_HTML] = true;
    task.settings = &settings;
    task.html = true;
    task.charset = "windows-1251";
    const clm_made made = make(&task);
    assert_int_equal(made.end, CLM_MAKE_MADE);
    char sum[CLM_SHA256_HEX_BYTES];
    static const char summed[] = "\0\0\xD0\x9A\xD0\xB8\xD0\xB5\xD0\xB2";
    clm_sha256_hex(summed, sizeof summed, sum);
    assert_string_equal(made.text_sha256, sum);
    clm_buffer bytes;
    read_file("story.html", &bytes);
    assert_non_null(strstr(bytes.data, "\xD0\x9A\xD0\xB8\xD0\xB5\xD0\xB2"));
    clm_buffer_clear(&bytes);
    clm_make_undo(folder, "story");
}

static void test_words_of_the_source(void **state) {
    (void)state;
    static const char *const river[] = {"river"};
    static const char *const northtown[] = {"NORTHTOWN"};
    static const char *const football[] = {"cricket", "football"};
    static const struct {
        const char *label;
        clm_strings include, exclude;
        const char *feed_title;
        const char *reason; /* NULL: made */
    } cases[] = {
        {"nothing asked", {NULL, 0}, {NULL, 0}, NULL, NULL},
        {"in the text", {northtown, 1}, {NULL, 0}, NULL, NULL},
        {"not in it", {river, 1}, {NULL, 0}, NULL, "none of its source's words is in it"},
        {"in the feed's title", {river, 1}, {NULL, 0}, "The river", NULL},
        {"left out",
         {NULL, 0},
         {northtown, 1},
         NULL,
         "it has 'NORTHTOWN', which its source leaves out"},
        {"left out by the feed's title",
         {NULL, 0},
         {football, 2},
         "Football tonight",
         "it has 'football', which its source leaves out"},
        {"not left out", {northtown, 1}, {football, 2}, "News", NULL},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        const clm_source_config source = {.include = cases[i].include, .exclude = cases[i].exclude};
        clm_make_task task = task_of(article, strlen(article));
        task.source = &source;
        task.title = cases[i].feed_title;
        const clm_made made = make(&task);
        CLM_EXPECT(cases[i].label,
                   made.end == (cases[i].reason != NULL ? CLM_MAKE_EXCLUDED : CLM_MAKE_MADE));
        expect_equal(made.reason, cases[i].reason);
        assert_non_null(made.text_sha256);
        assert_int_equal(count_files(), cases[i].reason != NULL ? 0 : 4);
        clm_make_undo(folder, "story");
    }
}

static void test_failures_say_why_and_leave_nothing(void **state) {
    (void)state;
    static const char binary[] = "Rain\0in Northtown";
    clm_make_task task = task_of(binary, sizeof binary - 1);
    clm_made made = make(&task);
    assert_int_equal(made.end, CLM_MAKE_FAILED);
    assert_string_equal(made.reason, "binary data, not text (NUL at byte 4)");
    assert_int_equal(made.file_count, 0);
    assert_int_equal(count_files(), 0);
    task = task_of(article, strlen(article));
    task.folder = "/nowhere at all";
    made = make(&task);
    assert_int_equal(made.end, CLM_MAKE_FAILED);
    assert_non_null(strstr(made.reason, "No such file or directory"));
    assert_non_null(made.title);
    /* bytes that the spool does not have */
    task = task_of("x", 1);
    task.bytes.offset += 1000;
    made = make(&task);
    assert_int_equal(made.end, CLM_MAKE_FAILED);
    assert_true(made.reason != NULL && made.reason[0] != '\0');
}

static void test_nothing_to_draw(void **state) {
    (void)state;
    static const char *const texts[] = {
        "It rained for a week.\n",
        ("Il a plu pendant toute la semaine, dit le maire, et les habitants ne savent pas quand "
         "la pluie va cesser dans les rues de la ville.\n")};
    for (size_t i = 0; i < CLM_TEST_COUNT(texts); i++) {
        const clm_make_task task = task_of(texts[i], strlen(texts[i]));
        const clm_made made = make(&task);
        CLM_EXPECT(texts[i], made.end == CLM_MAKE_MADE);
        assert_int_equal(made.file_count, 1);
        assert_null(made.thumbnail);
        assert_null(made.alt);
        assert_string_equal(made.warnings[made.warning_count - 1],
                            "no place was located; no picture made");
        assert_int_equal(made.warning_count, i == 1 ? 2 : 1);
        assert_int_equal(count_files(), 1);
        clm_make_undo(folder, "story");
    }
}

static void test_titles_of_feeds(void **state) {
    (void)state;
    static const struct {
        const char *label, *text, *own, *wanted;
    } cases[] = {
        {"the text has none", "<p>Bravan troops are in Northtown, Bravo said.</p>", NULL, "Rain"},
        {"it has one", "<h1>Snow</h1><p>Bravan troops are in Northtown, Bravo said.</p>", NULL,
         "Snow"},
        {"the desk gave one", "<p>Bravan troops are in Northtown, Bravo said.</p>", "Hail", "Hail"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_request settings = plain_settings;
        clm_make_task task = task_of(cases[i].text, strlen(cases[i].text));
        clm_buffer geojson;
        settings.title = cases[i].own;
        task.settings = &settings;
        task.html = true;
        task.title = "Rain";
        const clm_made made = make(&task);
        CLM_EXPECT_TEXT(cases[i].label, clm_text_of(made.title), cases[i].wanted);
        read_file("story.geojson", &geojson);
        clm_buffer_char(&geojson, '\0');
        char member[64];
        (void)snprintf(member, sizeof member, "\"title\":\"%s\"", cases[i].wanted);
        CLM_EXPECT(cases[i].label, strstr(geojson.data, member) != NULL);
        clm_buffer_clear(&geojson);
        clm_make_undo(folder, "story");
    }
}

static void test_no_text(void **state) {
    (void)state;
    static const char *const texts[] = {"", " \n\t\n"};
    for (size_t i = 0; i < CLM_TEST_COUNT(texts); i++) {
        const clm_make_task task = task_of(texts[i], strlen(texts[i]));
        const clm_made made = make(&task);
        CLM_EXPECT(texts[i], made.end == CLM_MAKE_FAILED);
        assert_string_equal(made.reason, "there is no text in it");
        assert_int_equal(count_files(), 0);
    }
}

static void test_differences(void **state) {
    (void)state;
    clm_make_task task = task_of(article, strlen(article));
    const clm_made first = make(&task);
    char text[sizeof article];
    memcpy(text, article, sizeof article);
    char *number = strstr(text, "40 square");
    assert_non_null(number);
    memcpy(number, "90", 2);
    char before[1024], known[1024];
    (void)snprintf(before, sizeof before, "%s/story.geojson", folder);
    (void)snprintf(known, sizeof known, "%s/known.geojson", folder);
    assert_int_equal(rename(before, known), 0);
    task = task_of(text, strlen(text));
    task.known_sha256 = first.text_sha256;
    task.known_geojson = known;
    const clm_made made = make(&task);
    assert_int_equal(made.end, CLM_MAKE_MADE);
    assert_true(strcmp(made.text_sha256, first.text_sha256) != 0);
    bool told = false;
    for (size_t i = 0; i < made.difference_count; i++) {
        told |= strstr(made.differences[i], "40") != NULL && strstr(made.differences[i], "90");
        assert_null(strchr(made.differences[i], '\n'));
    }
    assert_true(told);
    /* What is no map there costs the differences alone. */
    clm_test_write(known, "{}", 2);
    const clm_made without = make(&task);
    assert_int_equal(without.end, CLM_MAKE_MADE);
    assert_int_equal(without.difference_count, 0);
    assert_int_equal(without.warning_count, 1);
    assert_int_equal(strncmp(without.warnings[0], "what changed is not known: ", 27), 0);
    assert_int_equal(unlink(known), 0);
    clm_make_undo(folder, "story");
}

static void test_long_titles_are_cut_at_characters(void **state) {
    (void)state;
    char text[1200] = "date 2026-05-04 ";
    for (size_t i = 0; i < 200; i++) {
        (void)strcat(text, "\xC3\xA9x "); /* four bytes */
    }
    (void)strcat(text, "\nIt rained.\n");
    clm_request settings = plain_settings;
    char title[1024];
    (void)snprintf(title, sizeof title, "a%s", strchr(text, '\xC3'));
    title[801] = '\0';
    settings.title = title;
    clm_make_task task = task_of(text, strlen(text));
    task.settings = &settings;
    const clm_made made = make(&task);
    assert_int_equal(made.end, CLM_MAKE_MADE);
    /* "a" + 74 times four bytes + two of the next three: 297 + 2 + 1 would split none */
    assert_true(strlen(made.title) <= 303);
    const clm_text end = clm_text_of(made.title);
    assert_true(clm_text_ends(end, "\xE2\x80\xA6"));
    assert_int_equal(strncmp(made.title, title, strlen(made.title) - 3), 0);
    clm_make_undo(folder, "story");
}

/* ---- taken over ---- */

static void test_made_again(void **state) {
    (void)state;
    const clm_make_task task = task_of(article, strlen(article));
    const clm_made made = make(&task);
    clm_made again;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("again", clm_made_again(folder, "story", &plain_settings, arena, &again, &error),
                  &error);
    assert_int_equal(again.end, CLM_MAKE_SAME);
    expect_equal(again.title, made.title);
    expect_equal(again.outlet, made.outlet);
    expect_equal(again.date, made.date);
    expect_equal(again.alt, made.alt);
    expect_equal(again.thumbnail, made.thumbnail);
    expect_equal(again.geojson_sha256, made.geojson_sha256);
    assert_int_equal(again.thumbnail_width_px, made.thumbnail_width_px);
    assert_int_equal(again.thumbnail_height_px, made.thumbnail_height_px);
    assert_int_equal(again.claims, made.claims);
    assert_int_equal(again.places, made.places);
    assert_int_equal(again.file_count, made.file_count);
    for (size_t i = 0; i < made.file_count; i++) {
        expect_equal(again.files[i].path, made.files[i].path);
        expect_equal(again.files[i].suffix, made.files[i].suffix);
    }
    clm_request more = plain_settings;
    more.want[CLM_FORMAT_CSV] = true;
    assert_int_equal(clm_made_again(folder, "story", &more, arena, &again, &error),
                     CLM_ERR_NOT_FOUND);
    assert_non_null(strstr(error.message, "story.csv"));
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/story.png", folder);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(clm_made_again(folder, "story", &plain_settings, arena, &again, &error),
                     CLM_ERR_NOT_FOUND);
    assert_int_equal(clm_made_again(folder, "other", &plain_settings, arena, &again, &error),
                     CLM_ERR_NOT_FOUND);
    (void)snprintf(path, sizeof path, "%s/story.geojson", folder);
    clm_test_write(path, "{\"type\":\"FeatureCollection\",\"features\":[]}", 42);
    assert_int_equal(clm_made_again(folder, "story", &plain_settings, arena, &again, &error),
                     CLM_ERR_FORMAT);
    clm_test_write(path, "{", 1);
    assert_int_equal(clm_made_again(folder, "story", &plain_settings, arena, &again, &error),
                     CLM_ERR_FORMAT);
    clm_make_undo(folder, "story");
}

static void test_made_again_of_nothing_drawn(void **state) {
    (void)state;
    const clm_make_task task = task_of("It rained.\n", 11);
    const clm_made made = make(&task);
    clm_made again;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("again", clm_made_again(folder, "story", &plain_settings, arena, &again, &error),
                  &error);
    assert_int_equal(again.file_count, 1);
    assert_int_equal(again.claims, made.claims);
    assert_int_equal(again.places, 0);
    assert_null(again.thumbnail);
    clm_make_undo(folder, "story");
}

/* On the project's examples, with the standard gazetteer where there is one. */
static void test_counts_of_examples(void **state) {
    (void)state;
    static const char *const names[] = {"buzi-cyclone.json",
                                        "evros-floods-2026-03-12.txt",
                                        "fiji-cyclone-2026-01-19.txt",
                                        "kerch-strait-2026-04-17.txt",
                                        "sahel-measles-2026-02-11.txt",
                                        "svalbard-rescue-2026-03-02.txt",
                                        "uyuni-blockade.html",
                                        "village-well-2026-07-08.txt"};
    clm_context *fixture = context;
    const clm_context_options built = {.gazetteer = CLM_SOURCE_DIR "/build/claimmap.gaz"};
    clm_error error = {CLM_OK, ""};
    clm_context *standard = NULL;
    if (clm_context_open(NULL, &standard, &error) == CLM_OK ||
        clm_context_open(&built, &standard, &error) == CLM_OK) {
        context = standard;
    } else {
        print_message("no standard gazetteer: counted with the fixture's\n");
    }
    for (size_t i = 0; i < CLM_TEST_COUNT(names); i++) {
        char path[512];
        clm_buffer bytes;
        clm_buffer_init(&bytes);
        (void)snprintf(path, sizeof path, "%s/examples/%s", CLM_SOURCE_DIR, names[i]);
        CLM_EXPECT_OK(path, clm_file_read(path, SIZE_MAX, &bytes, &error), &error);
        clm_make_task task = task_of(bytes.data, bytes.len);
        task.address = path;
        const clm_made made = make(&task);
        clm_made again;
        CLM_EXPECT(names[i], made.end == CLM_MAKE_MADE && made.claims > 0);
        CLM_EXPECT_OK(names[i],
                      clm_made_again(folder, "story", &plain_settings, arena, &again, &error),
                      &error);
        CLM_EXPECT(names[i], again.claims == made.claims);
        CLM_EXPECT(names[i], again.places == made.places);
        CLM_EXPECT(names[i], again.file_count == made.file_count);
        expect_equal(again.title, made.title);
        expect_equal(again.outlet, made.outlet);
        expect_equal(again.date, made.date);
        expect_equal(again.alt, made.alt);
        clm_buffer_clear(&bytes);
        clm_make_undo(folder, "story");
    }
    clm_context_free(standard);
    context = fixture;
}

static clm_status take_again(void *unused) {
    (void)unused;
    clm_arena *own = clm_arena_new();
    clm_made again;
    const clm_status status =
        own != NULL ? clm_made_again(folder, "story", &plain_settings, own, &again, NULL)
                    : CLM_ERR_NOMEM;
    clm_arena_free(own);
    return status;
}

static clm_text whole_reply;

static clm_status read_reply(void *unused) {
    (void)unused;
    clm_arena *own = clm_arena_new();
    clm_made made;
    const clm_status status =
        own != NULL ? clm_made_read(whole_reply, own, &made, NULL) : CLM_ERR_NOMEM;
    clm_arena_free(own);
    return status;
}

static void test_every_allocation_fails(void **state) {
    (void)state;
    const clm_make_task task = task_of(article, strlen(article));
    clm_buffer reply;
    clm_buffer_init(&reply);
    clm_make(context, spool, &task, &reply);
    whole_reply = clm_test_text(&reply);
    assert_true(clm_test_fail_every_allocation(read_reply, NULL) > 1);
    assert_true(clm_test_fail_every_allocation(take_again, NULL) > 1);
    clm_buffer_clear(&reply);
    clm_make_undo(folder, "story");
}

/* ---- replies ---- */

#define REPLY_HEAD "{\"end\":\"made\",\"text_sha256\":\"" SUM "\",\"geojson_sha256\":\"" SUM "\","
#define REPLY_TAIL                                                                                 \
    "\"thumbnail_width\":0,\"thumbnail_height\":0,\"claims\":1,\"places\":2,\"warnings\":[],"      \
    "\"refused\":true}"
#define SUM "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void test_read_takes_nothing_on_trust(void **state) {
    (void)state;
    static const struct {
        const char *label, *reply;
        clm_status status;
    } cases[] = {
        {"whole",
         REPLY_HEAD "\"files\":[{\"suffix\":\".png\",\"path\":\"a.png\"}],"
                    "\"differences\":[\"a\"]," REPLY_TAIL,
         CLM_OK},
        {"nothing", "", CLM_ERR_FORMAT},
        {"no JSON", "{", CLM_ERR_FORMAT},
        {"no object", "[]", CLM_ERR_FORMAT},
        {"empty", "{}", CLM_ERR_FORMAT},
        {"another folder",
         REPLY_HEAD "\"files\":[{\"suffix\":\".png\",\"path\":\"../a.png\"}],"
                    "\"differences\":[]," REPLY_TAIL,
         CLM_ERR_FORMAT},
        {"hidden",
         REPLY_HEAD "\"files\":[{\"suffix\":\".png\",\"path\":\".a\"}],"
                    "\"differences\":[]," REPLY_TAIL,
         CLM_ERR_FORMAT},
        {"no path", REPLY_HEAD "\"files\":[{\"suffix\":\".png\"}],\"differences\":[]," REPLY_TAIL,
         CLM_ERR_FORMAT},
        {"a line that is none", REPLY_HEAD "\"files\":[],\"differences\":[1]," REPLY_TAIL,
         CLM_ERR_FORMAT},
        {"a sketch that is none",
         REPLY_HEAD "\"sketch\":\"00\",\"files\":[],\"differences\":[]," REPLY_TAIL,
         CLM_ERR_FORMAT},
        {"no day", REPLY_HEAD "\"date\":\"2026-02-30\",\"files\":[],\"differences\":[]," REPLY_TAIL,
         CLM_ERR_FORMAT},
        {"no title", REPLY_HEAD "\"title\":3,\"files\":[],\"differences\":[]," REPLY_TAIL,
         CLM_ERR_FORMAT},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_made made;
        const clm_status status = clm_made_read(clm_text_of(cases[i].reply), arena, &made, NULL);
        CLM_EXPECT(cases[i].label, status == cases[i].status);
        if (status == CLM_OK) {
            assert_int_equal(made.claims, 1);
            assert_int_equal(made.places, 2);
            assert_true(made.refused);
            assert_string_equal(made.files[0].path, "a.png");
            assert_string_equal(made.differences[0], "a");
        }
    }
}

static void test_sketches_as_text(void **state) {
    (void)state;
    clm_buffer text;
    struct clm_near_sketch sketch = {
        .count = 2, .runs = 5, .whole = 0xABC, .hashes = {1, 0xFF}, .name_count = 1, .names = {7}};
    struct clm_near_sketch back;
    clm_buffer_init(&text);
    clm_sketch_write(&sketch, &text);
    CLM_EXPECT_TEXT("written", clm_test_text(&text),
                    "00000002"
                    "00000005"
                    "00000001"
                    "0000000000000abc"
                    "0000000000000001"
                    "00000000000000ff"
                    "0000000000000007");
    assert_true(clm_sketch_read(text.data, &back));
    assert_memory_equal(&sketch, &back, sizeof back);
    static const char *const wrong[] = {
        "", "0000000200000005",
        /* fewer hashes than it says, more, not ascending, fewer runs than hashes, no digits,
         * too many; at the end fewer names */
        "0000000200000005000000000000000000000abc0000000000000001",
        "0000000000000005000000000000000000000abc0000000000000001",
        "0000000200000005000000000000000000000abc000000000000000200000000000000ff0",
        "0000000200000005000000000000000000000abc00000000000000ff0000000000000001",
        "0000000200000001000000000000000000000abc000000000000000100000000000000ff",
        "000000000000000000000000000000000000000G",
        "00000000000000000000000200000000000000000000000000000001",
        "00000081000000ff000000000000000000000abc"};
    for (size_t i = 0; i < CLM_TEST_COUNT(wrong); i++) {
        CLM_EXPECT(wrong[i], !clm_sketch_read(wrong[i], &back));
    }
    clm_buffer_clear(&text);
}

static void test_sweep(void **state) {
    (void)state;
    char path[1024];
    static const char *const names[] = {".claimmap-12-0.tmp", ".claimmap-night", "a.tmp"};
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        clm_test_write(path, "x", 1);
    }
    clm_make_sweep(folder);
    assert_int_equal(count_files(), 2);
    for (size_t i = 1; i < 3; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        assert_int_equal(unlink(path), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_article_is_made),
        cmocka_unit_test(test_text_sum),
        cmocka_unit_test(test_what_stands_around_a_page_is_no_change),
        cmocka_unit_test(test_what_the_server_says),
        cmocka_unit_test(test_words_of_the_source),
        cmocka_unit_test(test_failures_say_why_and_leave_nothing),
        cmocka_unit_test(test_nothing_to_draw),
        cmocka_unit_test(test_titles_of_feeds),
        cmocka_unit_test(test_no_text),
        cmocka_unit_test(test_differences),
        cmocka_unit_test(test_long_titles_are_cut_at_characters),
        cmocka_unit_test(test_made_again),
        cmocka_unit_test(test_made_again_of_nothing_drawn),
        cmocka_unit_test(test_counts_of_examples),
        cmocka_unit_test(test_every_allocation_fails),
        cmocka_unit_test(test_read_takes_nothing_on_trust),
        cmocka_unit_test(test_sketches_as_text),
        cmocka_unit_test(test_sweep),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
