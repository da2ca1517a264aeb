/* What the tests of the article module share. */
#ifndef CLM_TESTS_UNIT_ARTICLE_SUPPORT_H
#define CLM_TESTS_UNIT_ARTICLE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article/article.h"
#include "base/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline clm_article *parse_as(const char *text, size_t length, clm_article_format format,
                                    const char *file) {
    clm_article_options options = {.file = file, .format = format};
    clm_article *article = NULL;
    clm_error error = {CLM_OK, ""};
    clm_status status = clm_article_parse((clm_text){text, length}, &options, &article, &error);
    if (status != CLM_OK) {
        print_error("%s\n", error.message);
    }
    assert_int_equal(status, CLM_OK);
    assert_non_null(article);
    return article;
}

static inline clm_article *parse_plain(const char *text) {
    return parse_as(text, strlen(text), CLM_ARTICLE_PLAIN, "story.txt");
}

static inline void expect_text(const char *label, clm_text found, const char *expected) {
    if (!clm_text_is(found, expected)) {
        print_error("%s: \"%.*s\" instead of \"%s\"\n", label, (int)found.len,
                    found.ptr != NULL ? found.ptr : "", expected != NULL ? expected : "");
    }
    assert_true(clm_text_is(found, expected));
}

static inline void expect_size(const char *label, size_t found, size_t expected) {
    if (found != expected) {
        print_error("%s: %zu instead of %zu\n", label, found, expected);
    }
    assert_int_equal(found, expected);
}

static inline void expect_date(const char *label, clm_date found, const char *expected) {
    char text[16];
    clm_date_format(found, text);
    if (strcmp(text, expected) != 0) {
        print_error("%s: date \"%s\" instead of \"%s\"\n", label, text, expected);
    }
    assert_string_equal(text, expected);
}

/* Parses with each allocation failing in turn; the last run succeeds. Returns how many failed. */
static inline size_t fail_each_allocation(const char *text, clm_article_format format) {
    clm_article_options options = {.file = "story", .format = format};
    for (size_t nth = 1; nth < 100000; nth++) {
        clm_article *article = NULL;
        clm_error error = {CLM_OK, ""};
        (void)clm_alloc_fail_at(nth);
        clm_status status = clm_article_parse(clm_text_of(text), &options, &article, &error);
        size_t made = clm_alloc_fail_at(0);
        if (status == CLM_OK) {
            clm_article_free(article);
            if (made < nth) {
                return nth - 1;
            }
            continue; /* an allocation that may fail without harm */
        }
        assert_int_equal(status, CLM_ERR_NOMEM);
        assert_null(article);
    }
    return 0;
}

#endif
