#include "article/html_parts.h"

#include "base/alloc.h"

enum { ENTRIES_MIN = 3, LIVE_MIN = 2, CLIMB_MAX = 64 };

/* The highest element above `index`, below what was chosen, with one moment in it. */
static uint32_t unit_of(const clm_html_page *page, uint32_t index) {
    for (int i = 0; i < CLIMB_MAX && index != 0 && !page->elements[index].chosen; i++) {
        uint32_t up = page->elements[index].parent;
        if (page->elements[up].counts[CLM_HTML_TIMES] != 1 || page->elements[up].chosen ||
            up == 0) {
            break;
        }
        index = up;
    }
    return index;
}

/* A clock in a part that was struck out of an entry which stands: its footer. */
static bool is_clock_apart(const clm_html_page *page, const clm_html_run *run) {
    enum { FOOTER_TEXT = 60 };
    uint32_t top = run->owner;
    for (int i = 0; i < CLIMB_MAX && page->elements[page->elements[top].parent].dropped; i++) {
        top = page->elements[top].parent;
    }
    const clm_html_element *element = &page->elements[top];
    const clm_html_element *above = &page->elements[element->parent];
    return run->timed && element->dropped && !above->dropped && element->prose == 0 &&
           element->text <= FOOTER_TEXT && element->counts[CLM_HTML_TIMES] == 1 && above->prose > 0;
}

/* Is run `r` inside what was chosen, and kept? */
static bool is_inside(const clm_html_page *page, const bool *inside, const clm_html_run *run) {
    if (inside[run->owner] && is_clock_apart(page, run)) {
        return true;
    }
    return inside[run->owner] && !page->elements[run->owner].dropped &&
           !page->elements[run->at].dropped;
}

/* Moments followed by prose before the next one: those begin entries. */
static size_t count_entries(const clm_html_page *page, const bool *inside, size_t *bare) {
    size_t count = 0;
    bool open = false;
    *bare = 0;
    for (size_t r = 0; r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (!is_inside(page, inside, run)) {
            continue;
        }
        if (run->timed) {
            *bare += open;
            open = true;
        }
        if (open && run->prose) {
            count++;
            open = false;
        }
    }
    *bare += open;
    return count;
}

static bool same_place(const clm_html_element *a, const clm_html_element *b) {
    return a->depth == b->depth && xmlStrEqual(a->node->name, b->node->name);
}

/* Entries are of one sort: a byline's time beside them is not. The sort of most is found by
 * **Source:** Boyer and Moore, "MJRTY - a fast majority vote algorithm". */
static size_t mark_units(clm_html_page *page, const bool *inside) {
    const clm_html_element *sort = NULL;
    size_t votes = 0;
    for (size_t r = 0; r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (run->timed && is_inside(page, inside, run)) {
            const clm_html_element *unit = &page->elements[unit_of(page, run->owner)];
            sort = votes == 0 ? unit : sort;
            votes = same_place(sort, unit) ? votes + 1 : votes - 1;
        }
    }
    size_t marked = 0;
    for (size_t r = 0; sort != NULL && r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (run->timed && is_inside(page, inside, run)) {
            clm_html_element *unit = &page->elements[unit_of(page, run->owner)];
            if (!unit->entry && same_place(sort, unit)) {
                unit->moment = (uint32_t)r;
                unit->entry = true;
                marked++;
            }
        }
    }
    return marked;
}

size_t clm_html_mark_entries(clm_html_page *page, bool live) {
    if (page->count == 0 || page->elements[0].counts[CLM_HTML_TIMES] < LIVE_MIN) {
        return 0;
    }
    bool *inside = clm_html_inside(page);
    if (inside == NULL) {
        return 0;
    }
    size_t bare;
    size_t count = count_entries(page, inside, &bare);
    size_t marked = count >= (live ? LIVE_MIN : ENTRIES_MIN) && bare * 2 <= count
                        ? mark_units(page, inside)
                        : 0;
    clm_free(inside);
    return marked;
}

static bool needs_day(const clm_article_source *source, size_t index) {
    return source->marks[index].date.year == 0;
}

/* Minutes from one clock on to the next. */
static size_t minutes_on(int from, int to) {
    enum { DAY = 1440 };
    return (size_t)((to - from + DAY) % DAY);
}

/* Days of entries that give only a clock: the oldest is of the article's day, and each time the
 * clock goes back a day has passed. Most blogs have the newest entry first: the order is the one in
 * which less time passes. */
void clm_html_date_entries(clm_article_source *source, clm_date first) {
    size_t down = 0;
    size_t up = 0;
    bool any = false;
    for (size_t i = 0; i < source->mark_count; i++) {
        any |= needs_day(source, i);
        if (i > 0) {
            up += minutes_on(source->marks[i - 1].minute, source->marks[i].minute);
            down += minutes_on(source->marks[i].minute, source->marks[i - 1].minute);
        }
    }
    if (!any || first.year == 0) {
        return;
    }
    bool newest_first = down < up;
    int last = -1;
    clm_date day = first;
    for (size_t n = 0; n < source->mark_count; n++) {
        size_t i = newest_first ? source->mark_count - 1 - n : n;
        clm_article_mark *mark = &source->marks[i];
        if (!needs_day(source, i)) {
            day = mark->date;
        } else {
            if (mark->minute < last) {
                clm_date next = clm_date_from_days(clm_date_to_days(day) + 1);
                day = clm_date_valid(next) ? next : day;
            }
            mark->date = day;
        }
        last = mark->minute;
    }
}
