#include "fetch/robots.h"

#include "base/alloc.h"

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_word(clm_text text, const char *word) {
    size_t i = 0;
    for (; i < text.len && word[i] != '\0'; i++) {
        if (lower(text.ptr[i]) != lower(word[i])) {
            return false;
        }
    }
    return i == text.len && word[i] == '\0';
}

static int hex_value(char c) {
    c = lower(c);
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* RFC 3986 2.3: these mean the same with and without a percent sign. */
static bool unreserved(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

static void add_escape(clm_buffer *out, unsigned char byte) {
    static const char digits[] = "0123456789ABCDEF";
    const char escape[] = {'%', digits[byte >> 4], digits[byte & 15]};
    clm_buffer_add(out, escape, sizeof escape);
}

/* One spelling of each path: what must be escaped is, in capitals, what need not be is not. Stars
 * and dollars that mean themselves are escaped: all of a path, in a pattern the dollars before its
 * end.
 */
static void normalise(clm_text path, bool pattern, clm_buffer *out) {
    for (size_t i = 0; i < path.len; i++) {
        const unsigned char c = (unsigned char)path.ptr[i];
        const bool itself = (c == '*' && !pattern) || (c == '$' && !(pattern && i + 1 == path.len));
        const int high = c == '%' && i + 2 < path.len ? hex_value(path.ptr[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(path.ptr[i + 2]) : -1;
        if (low >= 0) {
            const unsigned char byte = (unsigned char)(high * 16 + low);
            if (unreserved(byte)) {
                clm_buffer_char(out, (char)byte);
            } else {
                add_escape(out, byte);
            }
            i += 2;
        } else if (c <= ' ' || c >= 0x7F || itself) {
            add_escape(out, c);
        } else {
            clm_buffer_char(out, (char)c);
        }
    }
}

static bool add_rule(clm_robots *robots, clm_text pattern, bool allow) {
    if (pattern.len == 0) {
        return true; /* "Disallow:" allows all, as no rule does */
    }
    clm_buffer path;
    clm_buffer_init(&path);
    normalise(pattern, true, &path);
    if (path.failed || clm_grow((void **)&robots->rules, &robots->capacity, robots->count + 1,
                                sizeof *robots->rules) != 0) {
        clm_buffer_clear(&path);
        return false;
    }
    robots->rules[robots->count++] = (clm_robots_rule){path.data, path.len, allow};
    return true;
}

/* The product token that a line names, "claimmap" of "Claimmap/0.1 (x)". */
static clm_text token_of(clm_text value) {
    size_t length = 0;
    while (length < value.len) {
        const char c = lower(value.ptr[length]);
        if (!((c >= 'a' && c <= 'z') || c == '-' || c == '_')) {
            break;
        }
        length++;
    }
    return (clm_text){value.ptr, length};
}

typedef struct reader {
    const char *agent;
    clm_robots named, any; /* of groups for the agent, and for all */
    bool naming;           /* the lines before were user agents: the group is still without rules */
    bool for_named, for_any;
    bool seen_named;
} reader;

static void read_agent(reader *r, clm_text value) {
    if (!r->naming) {
        r->for_named = r->for_any = false;
        r->naming = true;
    }
    if (value.len > 0 && value.ptr[0] == '*') {
        r->for_any = true;
    } else if (same_word(token_of(value), r->agent)) {
        r->for_named = r->seen_named = true;
    }
}

static void read_delay(reader *r, clm_text value) {
    double seconds = 0;
    if (clm_text_number(value, &seconds) > 0 && seconds >= 0) {
        if (r->for_named) {
            r->named.delay_s = seconds;
        }
        if (r->for_any) {
            r->any.delay_s = seconds;
        }
    }
}

static bool read_line(reader *r, clm_text line) {
    const char *hash = line.len > 0 ? memchr(line.ptr, '#', line.len) : NULL;
    if (hash != NULL) {
        line.len = (size_t)(hash - line.ptr);
    }
    const char *colon = line.len > 0 ? memchr(line.ptr, ':', line.len) : NULL;
    if (colon == NULL) {
        return true;
    }
    const size_t at = (size_t)(colon - line.ptr);
    const clm_text key = clm_text_trim((clm_text){line.ptr, at});
    const clm_text value = clm_text_trim((clm_text){colon + 1, line.len - at - 1});
    if (same_word(key, "user-agent")) {
        read_agent(r, value);
        return true;
    }
    const bool allow = same_word(key, "allow");
    if (allow || same_word(key, "disallow")) {
        r->naming = false;
        return (!r->for_named || add_rule(&r->named, value, allow)) &&
               (!r->for_any || add_rule(&r->any, value, allow));
    }
    if (same_word(key, "crawl-delay")) {
        r->naming = false;
        read_delay(r, value);
    }
    return true; /* "Sitemap" and the like end no group: RFC 9309 2.2.4 */
}

bool clm_robots_parse(clm_text bytes, const char *agent, clm_robots *out) {
    reader r = {.agent = agent};
    *out = (clm_robots){0};
    if (bytes.len > CLM_ROBOTS_LIMIT_BYTES) {
        bytes.len = CLM_ROBOTS_LIMIT_BYTES;
    }
    size_t start = clm_text_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0;
    bool whole = true;
    while (start < bytes.len && whole) {
        size_t end = start;
        while (end < bytes.len && bytes.ptr[end] != '\n' && bytes.ptr[end] != '\r') {
            end++;
        }
        whole = read_line(&r, (clm_text){bytes.ptr + start, end - start});
        start = end + 1;
    }
    clm_robots *kept = r.seen_named ? &r.named : &r.any;
    clm_robots_clear(r.seen_named ? &r.any : &r.named);
    if (!whole) {
        clm_robots_clear(kept);
    }
    *out = *kept;
    return whole;
}

void clm_robots_clear(clm_robots *robots) {
    for (size_t i = 0; i < robots->count; i++) {
        clm_free(robots->rules[i].path);
    }
    clm_free(robots->rules);
    *robots = (clm_robots){0};
}

/* Whether the path begins with what the pattern says. Only the last star is ever gone back to, so
 * that the time is at most the product of both lengths. */
static bool matches(const clm_robots_rule *rule, clm_text path) {
    size_t end = rule->length;
    const bool anchored = rule->path[end - 1] == '$';
    end -= anchored;
    size_t at = 0, p = 0, star = SIZE_MAX, resume = 0;
    while (true) {
        if (p == end && (!anchored || at == path.len)) {
            return true;
        }
        if (p < end && rule->path[p] == '*') {
            star = p++;
            resume = at;
        } else if (p < end && at < path.len && rule->path[p] == path.ptr[at]) {
            p++;
            at++;
        } else if (star != SIZE_MAX && resume < path.len) {
            p = star + 1;
            at = ++resume;
        } else {
            return false;
        }
    }
}

bool clm_robots_allowed(const clm_robots *robots, clm_text path, bool *allowed) {
    if (robots->count == 0 || clm_text_is(path, "/robots.txt")) {
        *allowed = true;
        return true;
    }
    clm_buffer plain;
    clm_buffer_init(&plain);
    normalise(path, false, &plain);
    const clm_robots_rule *best = NULL;
    for (size_t i = 0; i < robots->count && !plain.failed; i++) {
        const clm_robots_rule *rule = &robots->rules[i];
        const bool stronger = best == NULL || rule->length > best->length ||
                              (rule->length == best->length && rule->allow && !best->allow);
        if (stronger && matches(rule, (clm_text){plain.data, plain.len})) {
            best = rule;
        }
    }
    const bool known = !plain.failed;
    *allowed = known && (best == NULL || best->allow);
    clm_buffer_clear(&plain);
    return known;
}
