/* What the article module reads out of each file named: a line of JSON with text, title, date,
 * outlet, language and entries with day and clock. */
#include "article/article.h"
#include "base/file.h"
#include "base/json.h"

#include <stdio.h>

static void put_entry(clm_json_writer *json, const clm_article *article, const clm_entry *entry) {
    char date[16];
    char clock[16] = "";
    clm_date_format(entry->date, date);
    if (entry->minute >= 0) {
        (void)snprintf(clock, sizeof clock, "%02d:%02d", entry->minute / 60, entry->minute % 60);
    }
    clm_json_open_object(json);
    clm_json_pair_string(json, "date", date);
    clm_json_pair_string(json, "time", clock);
    clm_json_key(json, "text");
    clm_json_put_text(json, clm_article_slice(article, entry->span));
    clm_json_close_object(json);
}

static void put_article(clm_buffer *out, const clm_article *article) {
    clm_json_writer json;
    char date[16];
    clm_date_format(article->date, date);
    clm_json_begin(&json, out);
    clm_json_open_object(&json);
    clm_json_key(&json, "title");
    clm_json_put_text(&json, article->title);
    clm_json_pair_string(&json, "date", date);
    clm_json_key(&json, "outlet");
    clm_json_put_text(&json, article->outlet);
    clm_json_key(&json, "language");
    clm_json_put_text(&json, article->language);
    clm_json_key(&json, "text");
    clm_json_put_text(&json, article->text);
    clm_json_key(&json, "entries");
    clm_json_open_array(&json);
    for (size_t i = 0; i < article->entry_count; i++) {
        put_entry(&json, article, &article->entries[i]);
    }
    clm_json_close_array(&json);
    clm_json_close_object(&json);
    clm_buffer_char(out, '\n');
}

static int dump(const char *path) {
    clm_error error = {CLM_OK, ""};
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_article *article = NULL;
    clm_article_options options = {.file = path, .no_sha256 = true};
    clm_status status = clm_file_read(path, CLM_ARTICLE_LIMIT_BYTES, &bytes, &error);
    if (status == CLM_OK) {
        status = clm_article_parse((clm_text){bytes.data, bytes.len}, &options, &article, &error);
    }
    clm_buffer_clear(&bytes);
    if (status != CLM_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    clm_buffer out;
    clm_buffer_init(&out);
    put_article(&out, article);
    clm_article_free(article);
    bool written = !out.failed && fwrite(out.data, 1, out.len, stdout) == out.len;
    clm_buffer_clear(&out);
    return written ? 0 : 1;
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        if (dump(argv[i]) != 0) {
            return 1;
        }
    }
    return 0;
}
