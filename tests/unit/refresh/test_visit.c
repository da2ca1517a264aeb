/* Visits of a server on loopback, which is many hosts: 127.0.0.1, 127.0.0.2 and so on. */
#include "support/support.h"

#include "base/clock.h"
#include "refresh/visit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

/* ---- the server ---- */

enum { HOSTS = 50, ASKED_MAX = 100, SLOW_MS = 100, PATIENCE_MS = 10000 };

static struct {
    int listener;
    unsigned port;
    pthread_mutex_t lock;
    char asked[HOSTS][ASKED_MAX][32]; /* paths, by the last number of the address */
    size_t count[HOSTS];
    int there[HOSTS], there_most[HOSTS]; /* at the same time */
    int all, all_most;
    atomic_bool cancel; /* set when /cancel is asked for */
} server = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void reset_server(void) {
    (void)pthread_mutex_lock(&server.lock);
    memset(server.asked, 0, sizeof server.asked);
    memset(server.count, 0, sizeof server.count);
    memset(server.there_most, 0, sizeof server.there_most);
    server.all_most = 0;
    atomic_store(&server.cancel, false);
    (void)pthread_mutex_unlock(&server.lock);
}

static void enter(unsigned host, const char *path) {
    (void)pthread_mutex_lock(&server.lock);
    if (server.count[host] < ASKED_MAX) {
        (void)snprintf(server.asked[host][server.count[host]++], 32, "%s", path);
    }
    server.all++;
    server.there[host]++;
    if (server.all > server.all_most) {
        server.all_most = server.all;
    }
    if (server.there[host] > server.there_most[host]) {
        server.there_most[host] = server.there[host];
    }
    (void)pthread_mutex_unlock(&server.lock);
}

static void leave(unsigned host) {
    (void)pthread_mutex_lock(&server.lock);
    server.all--;
    server.there[host]--;
    (void)pthread_mutex_unlock(&server.lock);
}

static size_t asked_of(unsigned host) {
    (void)pthread_mutex_lock(&server.lock);
    const size_t count = server.count[host];
    (void)pthread_mutex_unlock(&server.lock);
    return count;
}

static void pause_ms(long ms) {
    const struct timespec time = {ms / 1000, ms % 1000 * 1000000L};
    (void)nanosleep(&time, NULL);
}

static void send_text(int client, const char *text) {
    (void)!send(client, text, strlen(text), MSG_NOSIGNAL);
}

static void send_page(int client, const char *path) {
    char text[600];
    (void)snprintf(text, sizeof text,
                   "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=Windows-1251\r\n"
                   "ETag: \"new\"\r\nLast-Modified: Mon, 02 Nov 2026 10:00:00 GMT\r\n"
                   "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
                   strlen(path), path);
    send_text(client, text);
}

static void answer(int client, const char *path, const char *head) {
    static const struct {
        const char *path, *text;
    } fixed[] = {
        {"/missing", "404 Not Found\r\n"},
        {"/gone", "410 Gone\r\n"},
        {"/error", "500 Broken\r\n"},
        {"/later", "503 Later\r\nRetry-After: 7\r\n"},
        {"/moved", "301 Moved\r\nLocation: /page\r\n"},
        {"/astray", "302 Found\r\nLocation: file:///etc/passwd\r\n"},
        {"/robots.txt", "404 Not Found\r\n"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(fixed); i++) {
        if (strcmp(path, fixed[i].path) == 0) {
            send_text(client, "HTTP/1.1 ");
            send_text(client, fixed[i].text);
            send_text(client, "Content-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }
    }
    if (strncmp(path, "/hang", 5) == 0 || strcmp(path, "/cancel") == 0) {
        atomic_store(&server.cancel, strcmp(path, "/cancel") == 0);
        struct pollfd gone = {client, POLLIN, 0}; /* also when the other side closes */
        (void)poll(&gone, 1, PATIENCE_MS);
        return;
    }
    if (strcmp(path, "/known") == 0 && strstr(head, "If-None-Match: \"old\"") != NULL) {
        send_text(client, "HTTP/1.1 304 Same\r\nETag: \"old\"\r\nConnection: close\r\n\r\n");
        return;
    }
    send_page(client, path);
}

static void *serve_one(void *context) {
    const int client = (int)(intptr_t)context;
    char head[4096];
    size_t length = 0;
    head[0] = '\0';
    while (length + 1 < sizeof head && strstr(head, "\r\n\r\n") == NULL) {
        const ssize_t got = recv(client, head + length, sizeof head - 1 - length, 0);
        if (got <= 0) {
            break;
        }
        length += (size_t)got;
        head[length] = '\0';
    }
    struct sockaddr_in at = {0};
    socklen_t size = sizeof at;
    char path[32] = "";
    if (getsockname(client, (struct sockaddr *)&at, &size) == 0 &&
        sscanf(head, "GET %31s", path) == 1) {
        const unsigned host = ntohl(at.sin_addr.s_addr) & 0xFF;
        enter(host % HOSTS, path);
        if (strncmp(path, "/slow", 5) == 0) {
            pause_ms(SLOW_MS);
        }
        leave(host % HOSTS); /* before the answer, which the next request may follow at once */
        answer(client, path, head);
    }
    (void)close(client);
    return NULL;
}

static void *serve(void *context) {
    for (;;) {
        const int client = accept(server.listener, NULL, NULL);
        pthread_t thread;
        if (client < 0) {
            return context;
        }
        if (pthread_create(&thread, NULL, serve_one, (void *)(intptr_t)client) == 0) {
            (void)pthread_detach(thread);
        } else {
            (void)close(client);
        }
    }
}

static int start(void **state) {
    (void)state;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_ANY)}};
    socklen_t size = sizeof at;
    pthread_t thread;
    server.listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (server.listener < 0 || bind(server.listener, (struct sockaddr *)&at, size) != 0 ||
        listen(server.listener, 100) != 0 ||
        getsockname(server.listener, (struct sockaddr *)&at, &size) != 0 ||
        pthread_create(&thread, NULL, serve, NULL) != 0) {
        return -1;
    }
    (void)pthread_detach(thread);
    server.port = ntohs(at.sin_port);
    return 0;
}

/* ---- what each test has ---- */

typedef struct trip {
    char folder[1000];
    clm_visit_options options;
    size_t visited;
} trip;

static void count_visit(void *context, const clm_visit *visit) {
    trip *t = context;
    t->visited += visit->begun;
}

static clm_status begin(trip *t) {
    memset(t, 0, sizeof *t);
    clm_test_path(t->folder, sizeof t->folder, "visit", "");
    t->options.fetch = clm_fetch_options_default();
    t->options.fetch.allow_private = true;
    t->options.fetch.ignore_robots = true;
    t->options.fetch.gap_ms = 0;
    t->options.fetch.total_ms = PATIENCE_MS;
    t->options.fetch.manners = clm_fetch_manners_new();
    t->options.arena = clm_arena_new();
    t->options.visited = count_visit;
    t->options.context = t;
    if (t->options.fetch.manners == NULL || t->options.arena == NULL) {
        return CLM_ERR_NOMEM;
    }
    return clm_spool_open(t->folder, &t->options.spool, NULL);
}

static void end(trip *t) {
    clm_spool_free(t->options.spool);
    clm_arena_free(t->options.arena);
    clm_fetch_manners_free(t->options.fetch.manners);
    (void)rmdir(t->folder);
}

static const char *url_at(const trip *t, unsigned host, const char *path) {
    const char *url =
        clm_arena_printf(t->options.arena, "http://127.0.0.%u:%u%s", host, server.port, path);
    assert_non_null(url);
    return url;
}

static clm_status run(trip *t, clm_visit *visits, size_t count, clm_error *error) {
    reset_server();
    return clm_visits_run(&t->options, visits, count, error);
}

static void expect_body(const trip *t, const clm_visit *visit, const char *body) {
    clm_buffer out;
    clm_buffer_init(&out);
    assert_int_equal(clm_spool_read(t->options.spool, visit->body, &out, NULL), CLM_OK);
    CLM_EXPECT_TEXT(visit->url, clm_test_text(&out), body);
    clm_buffer_clear(&out);
}

/* ---- tests ---- */

static void test_clm_visits_answers(void **state) {
    (void)state;
    static const struct {
        unsigned host;
        const char *path, *etag;
        clm_status status;
        const char *reason;
        clm_fetch_fault fault;
        bool same, gone, temporary;
        int retry_s;
    } table[] = {
        {1, "/page", NULL, CLM_OK, NULL, CLM_FETCH_NONE, false, false, false, 0},
        {2, "/known", "\"old\"", CLM_OK, NULL, CLM_FETCH_NONE, true, false, false, 0},
        {2, "/known", "\"older\"", CLM_OK, NULL, CLM_FETCH_NONE, false, false, false, 0},
        {1, "/missing", NULL, CLM_ERR_NOT_FOUND, "the server answers with status 404, not found",
         CLM_FETCH_REFUSED, false, true, false, 0},
        {1, "/gone", NULL, CLM_ERR_NOT_FOUND, "the server answers with status 410, gone",
         CLM_FETCH_REFUSED, false, true, false, 0},
        {2, "/error", NULL, CLM_ERR_IO, "the server answers with status 500", CLM_FETCH_SERVER,
         false, false, true, 0},
        {3, "/later", NULL, CLM_ERR_IO, "the server answers with status 503", CLM_FETCH_SERVER,
         false, false, true, 7},
        {1, "/moved", NULL, CLM_OK, NULL, CLM_FETCH_NONE, false, false, false, 0},
        {4, "/astray", NULL, CLM_ERR_ARGUMENT,
         "redirects to file:///etc/passwd: neither an http nor an https URL", CLM_FETCH_URL, false,
         false, false, 0},
    };
    trip t;
    assert_int_equal(begin(&t), CLM_OK);
    clm_visit visits[CLM_TEST_COUNT(table)] = {{.url = NULL}};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        visits[i].url = url_at(&t, table[i].host, table[i].path);
        visits[i].etag = table[i].etag;
    }
    clm_error error = {0};
    CLM_EXPECT_OK("run", run(&t, visits, CLM_TEST_COUNT(table), &error), &error);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_visit *visit = &visits[i];
        const char *label = table[i].path;
        CLM_EXPECT(label, visit->begun && visit->duration_s >= 0 && visit->duration_s < 60);
        CLM_EXPECT(label, visit->status == table[i].status);
        CLM_EXPECT_TEXT(label, clm_text_of(visit->reason),
                        table[i].reason != NULL ? table[i].reason : "");
        CLM_EXPECT(label, (visit->reason == NULL) == (table[i].reason == NULL));
        CLM_EXPECT(label, visit->fault == table[i].fault);
        CLM_EXPECT(label, visit->not_modified == table[i].same && visit->gone == table[i].gone);
        CLM_EXPECT(label, visit->temporary == table[i].temporary);
        CLM_EXPECT(label, visit->retry_after_s == table[i].retry_s);
        const bool page = table[i].status == CLM_OK && !table[i].same;
        CLM_EXPECT(label, (visit->sha256 != NULL) == page);
        CLM_EXPECT_TEXT(label, clm_text_of(visit->type), page ? "text/html" : "");
        CLM_EXPECT_TEXT(label, clm_text_of(visit->charset), page ? "windows-1251" : "");
        CLM_EXPECT_TEXT(label, clm_text_of(visit->new_etag),
                        page            ? "\"new\""
                        : table[i].same ? "\"old\""
                                        : "");
        CLM_EXPECT_TEXT(label, clm_text_of(visit->new_last_modified),
                        page ? "Mon, 02 Nov 2026 10:00:00 GMT" : "");
    }
    assert_int_equal(t.visited, CLM_TEST_COUNT(table));
    expect_body(&t, &visits[0], "/page");
    expect_body(&t, &visits[2], "/known");
    /* printf /page | sha256sum */
    assert_string_equal(visits[0].sha256,
                        "c6377dd9ce6a1c2cd100eb4344e843eb4639b9ed26f84643f77680e9eb454c4b");
    assert_null(visits[0].final_url);
    assert_string_equal(visits[7].final_url, url_at(&t, 1, "/page"));
    expect_body(&t, &visits[7], "/page");
    end(&t);
}

static void test_clm_visits_reasons(void **state) {
    (void)state;
    static const struct {
        const char *url, *reason;
        clm_fetch_fault fault;
    } table[] = {
        {"ftp://ann:secret@127.0.0.1/x", "neither an http nor an https URL", CLM_FETCH_URL},
        {"no: url: at all", NULL, CLM_FETCH_URL},
        {"http://10.0.0.1/", "leads to a private address, 10.0.0.1, which is not allowed",
         CLM_FETCH_ADDRESS},
        {"http://ann:secret@[::1]:1/a: b", "leads to a loopback address, ::1, which is not allowed",
         CLM_FETCH_ADDRESS},
    };
    trip t;
    assert_int_equal(begin(&t), CLM_OK);
    t.options.fetch.allow_private = false;
    clm_visit visits[CLM_TEST_COUNT(table)] = {{.url = NULL}};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        visits[i].url = table[i].url;
    }
    clm_error error = {0};
    CLM_EXPECT_OK("run", run(&t, visits, CLM_TEST_COUNT(table), &error), &error);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].url, visits[i].fault == table[i].fault && !visits[i].temporary);
        CLM_EXPECT(table[i].url, visits[i].status == CLM_ERR_ARGUMENT && visits[i].reason != NULL);
        CLM_EXPECT(table[i].url, strstr(visits[i].reason, "secret") == NULL);
        CLM_EXPECT(table[i].url, strstr(visits[i].reason, ": ") == NULL);
        if (table[i].reason != NULL) {
            CLM_EXPECT_TEXT(table[i].url, clm_text_of(visits[i].reason), table[i].reason);
        }
    }
    CLM_EXPECT_OK("none", run(&t, NULL, 0, &error), &error);
    end(&t);
}

/* Each host's pages come one after another, in the order of the list; hosts do not wait for each
 * other. */
static void test_clm_visits_many_hosts(void **state) {
    (void)state;
    enum { MANY = 9, EACH = 4 };
    trip t;
    assert_int_equal(begin(&t), CLM_OK);
    clm_visit visits[MANY * EACH] = {{.url = NULL}};
    for (unsigned i = 0; i < MANY * EACH; i++) {
        char path[32];
        (void)snprintf(path, sizeof path, "/slow%u", i);
        visits[i].url = url_at(&t, i % MANY + 1, path);
    }
    clm_error error = {0};
    CLM_EXPECT_OK("run", run(&t, visits, MANY * EACH, &error), &error);
    for (unsigned i = 0; i < MANY * EACH; i++) {
        const unsigned host = i % MANY + 1;
        char path[32];
        (void)snprintf(path, sizeof path, "/slow%u", i);
        assert_true(visits[i].begun && visits[i].status == CLM_OK);
        expect_body(&t, &visits[i], path);
        assert_int_equal(asked_of(host), EACH);
        assert_string_equal(server.asked[host][i / MANY], path);
        assert_int_equal(server.there_most[host], 1);
    }
    assert_in_range(server.all_most, 2, MANY);
    end(&t);
}

static void test_clm_visits_more_hosts_than_threads(void **state) {
    (void)state;
    enum { MANY = 40 };
    trip t;
    assert_int_equal(begin(&t), CLM_OK);
    clm_visit visits[MANY] = {{.url = NULL}};
    for (unsigned i = 0; i < MANY; i++) {
        visits[i].url = url_at(&t, MANY - i, "/slow");
    }
    clm_error error = {0};
    CLM_EXPECT_OK("run", run(&t, visits, MANY, &error), &error);
    for (unsigned i = 0; i < MANY; i++) {
        assert_true(visits[i].begun && visits[i].status == CLM_OK);
        assert_int_equal(asked_of(i + 1), 1);
    }
    assert_int_equal(t.visited, MANY);
    assert_in_range(server.all_most, 2, CLM_VISIT_THREADS_MAX);
    end(&t);
}

static void test_clm_visits_deadline(void **state) {
    (void)state;
    enum { MANY = 40 };
    for (int late = 0; late < 2; late++) {
        trip t;
        assert_int_equal(begin(&t), CLM_OK);
        t.options.deadline_ms = late ? clm_clock_ms() : clm_clock_ms() + 10 * SLOW_MS;
        clm_visit visits[MANY] = {{.url = NULL}};
        for (unsigned i = 0; i < MANY; i++) {
            visits[i].url = url_at(&t, 1, "/slow");
        }
        clm_error error = {0};
        CLM_EXPECT_OK("run", run(&t, visits, MANY, &error), &error);
        size_t begun = 0;
        for (; begun < MANY && visits[begun].begun; begun++) {
            assert_int_equal(visits[begun].status, CLM_OK);
        }
        for (size_t i = begun; i < MANY; i++) {
            assert_true(!visits[i].begun && visits[i].reason == NULL);
        }
        assert_int_equal(t.visited, begun);
        assert_int_equal(asked_of(1), begun);
        if (late) {
            assert_int_equal(begun, 0);
        } else {
            assert_in_range(begun, 1, 10);
        }
        end(&t);
    }
}

static void test_clm_visits_cancel(void **state) {
    (void)state;
    trip t;
    assert_int_equal(begin(&t), CLM_OK);
    t.options.fetch.cancel = &server.cancel;
    clm_visit visits[3] = {{.url = url_at(&t, 1, "/page")},
                           {.url = url_at(&t, 1, "/cancel")},
                           {.url = url_at(&t, 1, "/page")}};
    clm_error error = {0};
    const int64_t start_ms = clm_clock_ms();
    CLM_EXPECT_OK("run", run(&t, visits, 3, &error), &error);
    assert_true(clm_clock_ms() - start_ms < PATIENCE_MS / 2);
    assert_int_equal(visits[0].status, CLM_OK);
    assert_int_equal(visits[1].fault, CLM_FETCH_CANCELLED);
    assert_string_equal(visits[1].reason, "cancelled");
    assert_false(visits[2].begun);
    assert_int_equal(asked_of(1), 2);
    end(&t);
}

/* A host that answers no more is not waited for with each page anew; any answer counts. */
static void test_clm_visits_silent_host(void **state) {
    (void)state;
    static const char *const paths[] = {"/hang1", "/hang2", "/page",  "/hang3",
                                        "/hang4", "/hang5", "/page6", "/page7"};
    trip t;
    assert_int_equal(begin(&t), CLM_OK);
    t.options.fetch.total_ms = 400;
    clm_visit visits[CLM_TEST_COUNT(paths) + 1] = {{.url = NULL}};
    for (size_t i = 0; i < CLM_TEST_COUNT(paths); i++) {
        visits[i].url = url_at(&t, 1, paths[i]);
    }
    visits[CLM_TEST_COUNT(paths)].url = url_at(&t, 2, "/page");
    clm_error error = {0};
    CLM_EXPECT_OK("run", run(&t, visits, CLM_TEST_COUNT(paths) + 1, &error), &error);
    for (size_t i = 0; i < CLM_TEST_COUNT(paths); i++) {
        const clm_visit *visit = &visits[i];
        const bool left_out = i >= 6;
        assert_true(visit->begun);
        CLM_EXPECT(paths[i], visit->fault == (i == 2     ? CLM_FETCH_NONE
                                              : left_out ? CLM_FETCH_NETWORK
                                                         : CLM_FETCH_TIMEOUT));
        CLM_EXPECT(paths[i], visit->temporary == (i != 2));
        if (left_out) {
            CLM_EXPECT_TEXT(paths[i], clm_text_of(visit->reason),
                            "not asked for: the host did not answer three times");
        }
    }
    assert_int_equal(asked_of(1), 6);
    assert_int_equal(visits[CLM_TEST_COUNT(paths)].status, CLM_OK);
    assert_int_equal(t.visited, CLM_TEST_COUNT(paths) + 1);
    end(&t);
}

static int fill(void) {
    trip t;
    if (begin(&t) != CLM_OK) {
        return 1;
    }
    const struct rlimit limit = {8, 8};
    clm_visit visits[3] = {{.url = url_at(&t, 1, "/page")},
                           {.url = url_at(&t, 1, "/page2")},
                           {.url = url_at(&t, 1, "/page3")}};
    clm_error error = {0};
    if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR || setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        return 2;
    }
    if (clm_visits_run(&t.options, visits, 3, &error) != CLM_ERR_IO ||
        strstr(error.message, ": File too large") == NULL) {
        return 3;
    }
    if (visits[0].status != CLM_OK || visits[1].status != CLM_ERR_IO || !visits[1].temporary ||
        strcmp(visits[1].reason, error.message) != 0 || visits[2].begun) {
        return 4;
    }
    end(&t);
    return 0;
}

static void test_clm_visits_full_disk(void **state) {
    (void)state;
    reset_server();
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(fill());
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_clm_visits_no_module(void **state) {
    (void)state;
    char kept[1000];
    const char *modules = getenv("CLAIMMAP_MODULES");
    (void)snprintf(kept, sizeof kept, "%s", modules != NULL ? modules : "");
    assert_int_equal(setenv("CLAIMMAP_MODULES", "/no/such/folder", 1), 0);
    trip t;
    assert_int_equal(begin(&t), CLM_OK);
    clm_visit visit = {.url = url_at(&t, 1, "/page")};
    clm_error error = {0};
    assert_int_equal(run(&t, &visit, 1, &error), CLM_ERR_UNSUPPORTED);
    assert_false(visit.begun);
    assert_int_equal(t.visited, 0);
    end(&t);
    assert_int_equal(setenv("CLAIMMAP_MODULES", kept, 1), 0);
}

static clm_status visit_two(void *context) {
    (void)context;
    char urls[2][64];
    for (int i = 0; i < 2; i++) {
        (void)snprintf(urls[i], sizeof urls[i], "http://127.0.0.1:%u/%s", server.port,
                       i == 0 ? "moved" : "page");
    }
    trip t;
    clm_visit visits[2] = {{.url = urls[0]}, {.url = urls[1]}};
    clm_status status = begin(&t);
    if (status == CLM_OK) {
        status = clm_visits_run(&t.options, visits, 2, NULL);
    }
    end(&t);
    return status;
}

static void test_clm_visits_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(visit_two, NULL) > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_visits_answers),
        cmocka_unit_test(test_clm_visits_reasons),
        cmocka_unit_test(test_clm_visits_many_hosts),
        cmocka_unit_test(test_clm_visits_more_hosts_than_threads),
        cmocka_unit_test(test_clm_visits_deadline),
        cmocka_unit_test(test_clm_visits_cancel),
        cmocka_unit_test(test_clm_visits_silent_host),
        cmocka_unit_test(test_clm_visits_full_disk),
        cmocka_unit_test(test_clm_visits_no_module),
        cmocka_unit_test(test_clm_visits_memory),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
