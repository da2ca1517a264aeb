#include "refresh/night.h"

#include "base/alloc.h"

const char *clm_night_status_name(clm_night_status status) {
    static const char *const names[] = {"new", "changed", "same", "gone", "failed"};
    return (unsigned)status < CLM_NIGHT_STATUS_COUNT ? names[status] : "";
}

clm_status clm_night_new(clm_night **out, clm_error *error) {
    clm_night *night = clm_alloc_zero(1, sizeof *night);
    *out = night;
    if (night != NULL) {
        night->arena = clm_arena_new();
        if (night->arena != NULL) {
            return CLM_OK;
        }
    }
    clm_free(night);
    *out = NULL;
    return clm_fail(error, CLM_ERR_NOMEM, "record of the night: out of memory");
}

void clm_night_free(clm_night *night) {
    if (night != NULL) {
        clm_arena_free(night->arena);
        clm_free(night);
    }
}

/* Brings a text into the arena; sets `*failed` when memory ends. */
static void keep(clm_night *night, const char **text, bool *failed) {
    if (*text != NULL) {
        *text = clm_arena_strdup(night->arena, *text);
        *failed = *failed || *text == NULL;
    }
}

static clm_status fail_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "record of the night: out of memory");
}

clm_status clm_night_add_source(clm_night *night, const clm_night_source *source, size_t *index,
                                clm_error *error) {
    if (source->name == NULL) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "record of the night: a source has no name");
    }
    clm_night_source copy = *source;
    bool failed = clm_arena_grow(night->arena, (void **)&night->sources, &night->source_capacity,
                                 night->source_count + 1, sizeof copy) != 0;
    keep(night, &copy.name, &failed);
    keep(night, &copy.address, &failed);
    keep(night, &copy.kind, &failed);
    keep(night, &copy.reason, &failed);
    keep(night, &copy.since, &failed);
    keep(night, &copy.retry_after, &failed);
    if (failed) {
        return fail_memory(error);
    }
    if (index != NULL) {
        *index = night->source_count;
    }
    night->sources[night->source_count++] = copy;
    return CLM_OK;
}

static void keep_files(clm_night *night, clm_night_article *copy, bool *failed) {
    clm_night_file *files = clm_arena_array(night->arena, copy->file_count, sizeof *files);
    if (files == NULL) {
        *failed = true;
        return;
    }
    for (size_t i = 0; i < copy->file_count; i++) {
        files[i] = copy->files[i];
        keep(night, &files[i].suffix, failed);
        keep(night, &files[i].path, failed);
    }
    copy->files = files;
}

static void keep_differences(clm_night *night, clm_night_article *copy, bool *failed) {
    const char **lines = clm_arena_array(night->arena, copy->difference_count, sizeof *lines);
    if (lines == NULL) {
        *failed = true;
        return;
    }
    for (size_t i = 0; i < copy->difference_count; i++) {
        lines[i] = copy->differences[i];
        keep(night, &lines[i], failed);
    }
    copy->differences = lines;
}

static const char *wrong_article(const clm_night *night, const clm_night_article *article) {
    if (article->key == NULL) {
        return "an article has no key";
    }
    if (article->source >= night->source_count) {
        return "an article is of no source";
    }
    if ((unsigned)article->status >= CLM_NIGHT_STATUS_COUNT) {
        return "an article has no status";
    }
    if (article->leader != CLM_NIGHT_NONE &&
        (article->leader >= night->article_count ||
         night->articles[article->leader].leader != CLM_NIGHT_NONE)) {
        return "an article copies one that does not lead a story";
    }
    return NULL;
}

clm_status clm_night_add_article(clm_night *night, const clm_night_article *article, size_t *index,
                                 clm_error *error) {
    const char *wrong = wrong_article(night, article);
    if (wrong != NULL) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "record of the night: %s", wrong);
    }
    clm_night_article copy = *article;
    bool failed = clm_arena_grow(night->arena, (void **)&night->articles, &night->article_capacity,
                                 night->article_count + 1, sizeof copy) != 0;
    const char **texts[] = {&copy.key,    &copy.address, &copy.path,     &copy.title,
                            &copy.outlet, &copy.date,    &copy.stem,     &copy.reason,
                            &copy.since,  &copy.alt,     &copy.thumbnail};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        keep(night, texts[i], &failed);
    }
    keep_files(night, &copy, &failed);
    keep_differences(night, &copy, &failed);
    if (failed) {
        return fail_memory(error);
    }
    if (index != NULL) {
        *index = night->article_count;
    }
    night->articles[night->article_count++] = copy;
    return CLM_OK;
}

void clm_night_settle(clm_night *night) {
    memset(night->counts, 0, sizeof night->counts);
    night->failed_sources = night->claims = night->places = night->stories = night->file_count = 0;
    for (size_t i = 0; i < night->source_count; i++) {
        memset(night->sources[i].counts, 0, sizeof night->sources[i].counts);
        night->failed_sources += night->sources[i].failed;
    }
    for (size_t i = night->article_count; i-- > 0;) {
        night->articles[i].first_copy = night->articles[i].next_copy = CLM_NIGHT_NONE;
    }
    /* From the end, so that each list of copies begins with the first. */
    for (size_t i = night->article_count; i-- > 0;) {
        clm_night_article *article = &night->articles[i];
        night->counts[article->status]++;
        night->sources[article->source].counts[article->status]++;
        night->claims += article->claims;
        night->places += article->places;
        night->file_count += article->file_count;
        if (article->leader == CLM_NIGHT_NONE) {
            night->stories++;
            continue;
        }
        clm_night_article *leader = &night->articles[article->leader];
        article->next_copy = leader->first_copy;
        leader->first_copy = i;
    }
}

const char *clm_night_article_name(const clm_night_article *article) {
    if (article->title != NULL && article->title[0] != '\0') {
        return article->title;
    }
    return article->stem != NULL ? article->stem : article->key;
}

const clm_night_file *clm_night_file_of(const clm_night_article *article, const char *suffix) {
    for (size_t i = 0; i < article->file_count; i++) {
        if (strcmp(article->files[i].suffix, suffix) == 0) {
            return &article->files[i];
        }
    }
    return NULL;
}

/* Reads `count` digits; false if there are not so many. Moves `*at`. */
static bool read_digits(const char **at, int count, int *value) {
    *value = 0;
    for (int i = 0; i < count; i++, (*at)++) {
        if (**at < '0' || **at > '9') {
            return false;
        }
        *value = *value * 10 + (**at - '0');
    }
    return true;
}

static bool read_char(const char **at, char c) {
    if (**at != c) {
        return false;
    }
    (*at)++;
    return true;
}

static bool read_date(const char **at, long *day_number) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year;
    int month;
    int day;
    if (!read_digits(at, 4, &year) || !read_char(at, '-') || !read_digits(at, 2, &month) ||
        !read_char(at, '-') || !read_digits(at, 2, &day) || year < 1 || month < 1 || month > 12) {
        return false;
    }
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day < 1 || day > lengths[month - 1] + (month == 2 && leap)) {
        return false;
    }
    /* Years that begin in March end with the leap day; see the header for day 0. */
    const int years = month > 2 ? year : year - 1;
    const int months = (month + 9) % 12;
    const long before = 365L * years + years / 4 - years / 100 + years / 400;
    *day_number = before - (365L * 2000 + 500 - 20 + 5) + (153 * months + 2) / 5 + day - 1;
    return true;
}

bool clm_night_day(const char *date, long *day) {
    long number;
    if (date == NULL || !read_date(&date, &number) || *date != '\0') {
        return false;
    }
    if (day != NULL) {
        *day = number;
    }
    return true;
}

static bool read_clock(const char **at, int most_hours) {
    int hours;
    int minutes;
    return read_digits(at, 2, &hours) && read_char(at, ':') && read_digits(at, 2, &minutes) &&
           hours <= most_hours && minutes <= 59;
}

bool clm_night_time_valid(const char *time) {
    long day;
    int seconds;
    if (time == NULL || !read_date(&time, &day) || !read_char(&time, 'T') ||
        !read_clock(&time, 23) || !read_char(&time, ':') || !read_digits(&time, 2, &seconds) ||
        seconds > 60) {
        return false;
    }
    if (*time == '.') {
        int digit;
        time++;
        if (!read_digits(&time, 1, &digit)) {
            return false;
        }
        while (*time >= '0' && *time <= '9') {
            time++;
        }
    }
    if (*time == 'Z') {
        return time[1] == '\0';
    }
    return (read_char(&time, '+') || read_char(&time, '-')) && read_clock(&time, 23) &&
           *time == '\0';
}
