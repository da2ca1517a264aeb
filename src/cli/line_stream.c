#include "cli/line_stream.h"

#include "base/alloc.h"
#include "cli/bar.h"
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    PIECE_BYTES = 1 << 16, /* read at once; a few dozen articles */
    PIECE_KEPT = 1 << 20,  /* larger buffers, made for a long line, are given back */
    PIECES_A_THREAD = 4,
    LINE_LARGE = 1 << 20, /* such lines are answered one at a time */
    LINE_KEPT = 1 << 26,  /* what comes after that is thrown away; twice the longest article */
    WAITING_MAX = 1 << 26 /* answers that wait for an earlier one: nothing is read above that */
};

/* Whole lines, and their answers once they are there. */
typedef struct piece {
    clm_buffer lines;
    clm_buffer answers;
    unsigned long first_line;
    size_t answered, failed; /* lines; failed ones are among the answered */
    bool ready;
} piece;

typedef struct stream {
    const clm_line_options *options;
    piece *ring;
    size_t ring_count;
    atomic_bool stop; /* the output failed, or memory ended */

    pthread_mutex_t input; /* for what follows; taken before `output` where both are */
    size_t next_file;
    int descriptor;     /* of the file before next_file; -1: none is open */
    clm_buffer rest;    /* the beginning of a line whose end was not read yet */
    bool skipping;      /* up to the next newline: the end of a line that was cut off */
    unsigned long line; /* number of the next line */
    size_t taken;       /* pieces handed out */
    bool read_failed;

    pthread_mutex_t output; /* for what follows, and `ready` of the pieces */
    pthread_cond_t written_one;
    size_t written;          /* pieces written */
    size_t waiting;          /* bytes of the answers that are ready and not written */
    size_t answered, failed; /* lines */
    bool out_of_memory;
    int write_error; /* errno; 0: none */
    clm_bar bar;

    pthread_mutex_t large; /* the right to answer a large line */
} stream;

typedef struct worker {
    stream *stream;
    void *own;
    pthread_t thread;
} worker;

/* ---- reading; the caller has the input ---- */

static void close_file(stream *s) {
    if (s->descriptor > STDIN_FILENO) {
        (void)close(s->descriptor);
    }
    s->descriptor = -1;
    s->line = 1;
    s->skipping = false;
}

static void say_unreadable(stream *s, const char *path) {
    const int reason = errno;
    pthread_mutex_lock(&s->output);
    clm_bar_hide(&s->bar);
    clm_message("cannot read %s: %s", path, strerror(reason));
    pthread_mutex_unlock(&s->output);
    s->read_failed = true;
}

/* Opens the next file that can be opened; false when there is none. */
static bool open_file(stream *s) {
    while (s->descriptor < 0 && s->next_file < s->options->file_count) {
        const char *path = s->options->files[s->next_file++];
        s->descriptor = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
        if (s->descriptor < 0) {
            say_unreadable(s, path);
        }
    }
    return s->descriptor >= 0;
}

/* The first PIECE_BYTES that come; 0 at the end of the file, also where it cannot be read further.
 */
static size_t read_once(stream *s, char *room) {
    ssize_t got = -1;
    do {
        got = read(s->descriptor, room, PIECE_BYTES);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        say_unreadable(s, s->options->files[s->next_file - 1]);
        got = 0;
    }
    return (size_t)got;
}

/* Reads what comes next, without the rest of a line that was cut off; 0 at the end of the file. */
static size_t read_some(stream *s, clm_buffer *into) {
    char *room = clm_buffer_room(into, PIECE_BYTES);
    if (room == NULL) {
        atomic_store(&s->stop, true);
        return 0;
    }
    size_t got = read_once(s, room);
    while (s->skipping && got > 0) {
        const char *newline = memchr(room, '\n', got);
        const size_t skipped = newline != NULL ? (size_t)(newline - room) + 1 : got;
        s->skipping = newline == NULL;
        memmove(room, room + skipped, got - skipped);
        got = got > skipped ? got - skipped : read_once(s, room);
    }
    clm_buffer_used(into, got);
    return got;
}

/* How long the whole lines at the start of `text` are, of which the first `known` bytes have no
 * newline. */
static size_t whole_lines(const clm_buffer *text, size_t known) {
    size_t end = text->len;
    while (end > known && text->data[end - 1] != '\n') {
        end--;
    }
    return end > known ? end : 0;
}

static unsigned long count_lines(const clm_buffer *text) {
    unsigned long count = 0;
    const char *end = text->data + text->len;
    for (const char *at = text->data; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++) {
        count++;
    }
    return count;
}

/* Fills `p` with the next whole lines; at the end of a file with what is left of it. False at the
 * end of the last file. */
static bool read_piece(stream *s, piece *p) {
    p->lines.len = 0;
    while (open_file(s)) {
        clm_buffer_text(&p->lines, (clm_text){s->rest.data, s->rest.len});
        s->rest.len = 0;
        size_t known = p->lines.len;
        size_t whole = 0;
        size_t got = 1;
        while (whole == 0 && known < LINE_KEPT && (got = read_some(s, &p->lines)) > 0) {
            whole = whole_lines(&p->lines, known);
            known = p->lines.len;
        }
        if (got > 0 && whole == 0) {
            clm_buffer_char(&p->lines, '\n');
            s->skipping = true;
        } else if (got > 0) {
            clm_buffer_add(&s->rest, p->lines.data + whole, p->lines.len - whole);
            p->lines.len = whole;
        }
        if (p->lines.failed || s->rest.failed) {
            atomic_store(&s->stop, true);
            return false;
        }
        p->first_line = s->line;
        s->line += p->lines.len > 0 ? count_lines(&p->lines) : 0;
        if (got == 0) {
            close_file(s);
        }
        if (p->lines.len > 0) {
            return true;
        }
    }
    return false;
}

/* The next piece of the stream with its lines; NULL at the end. */
static piece *take_piece(stream *s) {
    piece *taken = NULL;
    pthread_mutex_lock(&s->input);
    pthread_mutex_lock(&s->output);
    while ((s->taken - s->written >= s->ring_count || s->waiting > WAITING_MAX) &&
           !atomic_load(&s->stop)) {
        pthread_cond_wait(&s->written_one, &s->output);
    }
    pthread_mutex_unlock(&s->output);
    if (!atomic_load(&s->stop)) {
        piece *next = &s->ring[s->taken % s->ring_count];
        if (read_piece(s, next)) {
            s->taken++;
            taken = next;
        }
    }
    pthread_mutex_unlock(&s->input);
    return taken;
}

/* ---- answering ---- */

static void forget_large(clm_buffer *buffer) {
    if (buffer->capacity > PIECE_KEPT) {
        clm_buffer_clear(buffer);
    }
}

/* What an article takes while it is read is a hundred times its length: large ones wait in line. */
static bool answer_line(const worker *w, const clm_line *line, clm_buffer *out) {
    stream *s = w->stream;
    const bool large = line->text.len > LINE_LARGE;
    if (large) {
        pthread_mutex_lock(&s->large);
    }
    const bool good = s->options->answer(w->own, line, out);
    if (large) {
        pthread_mutex_unlock(&s->large);
    }
    return good;
}

static void answer_piece(const worker *w, piece *p) {
    clm_line line = {{NULL, 0}, p->first_line};
    const char *at = p->lines.data;
    const char *end = at + p->lines.len;
    p->answers.len = 0;
    p->answered = p->failed = 0;
    for (; at < end; line.number++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        line.text = (clm_text){at, (size_t)((newline != NULL ? newline : end) - at)};
        if (clm_text_trim(line.text).len > 0) {
            p->failed += !answer_line(w, &line, &p->answers);
            p->answered++;
            clm_buffer_char(&p->answers, '\n');
        }
        at = newline != NULL ? newline + 1 : end;
    }
    forget_large(&p->lines);
}

/* ---- writing; the caller has the output ---- */

static void write_piece(stream *s, piece *p) {
    if (p->answers.failed) {
        s->out_of_memory = true;
        atomic_store(&s->stop, true);
    } else if (!atomic_load(&s->stop) && p->answers.len > 0 &&
               fwrite(p->answers.data, 1, p->answers.len, stdout) != p->answers.len) {
        s->write_error = errno;
        atomic_store(&s->stop, true);
    }
    p->ready = false;
    s->waiting -= p->answers.len;
    forget_large(&p->answers);
}

/* One article is not worth a bar. */
static void show_bar(stream *s) {
    if (s->answered > 1 && clm_bar_due(&s->bar)) {
        clm_bar_show(&s->bar,
                     &(clm_progress){.what = "articles", .done = s->answered, .failed = s->failed});
    }
}

static void give_piece(stream *s, piece *p) {
    pthread_mutex_lock(&s->output);
    p->ready = true;
    s->waiting += p->answers.len;
    s->answered += p->answered;
    s->failed += p->failed;
    for (piece *next; (next = &s->ring[s->written % s->ring_count])->ready; s->written++) {
        write_piece(s, next);
    }
    if (fflush(stdout) != 0 && s->write_error == 0) {
        s->write_error = errno;
        atomic_store(&s->stop, true);
    }
    show_bar(s);
    pthread_cond_broadcast(&s->written_one);
    pthread_mutex_unlock(&s->output);
}

static void *work(void *argument) {
    const worker *w = argument;
    for (piece *p; (p = take_piece(w->stream)) != NULL;) {
        answer_piece(w, p);
        give_piece(w->stream, p);
    }
    return NULL;
}

/* ---- all together ---- */

static void run_workers(stream *s, worker *workers) {
    int started = 1;
    for (int i = 0; i < s->options->jobs; i++) {
        workers[i] = (worker){.stream = s, .own = s->options->workers[i]};
    }
    while (started < s->options->jobs &&
           pthread_create(&workers[started].thread, NULL, work, &workers[started]) == 0) {
        started++;
    }
    (void)work(&workers[0]);
    for (int i = 1; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
    }
}

static int status_of(stream *s) {
    bool memory = s->out_of_memory || s->rest.failed;
    for (size_t i = 0; i < s->ring_count; i++) {
        memory = memory || s->ring[i].lines.failed;
    }
    if (memory) {
        clm_message("out of memory");
    }
    int status = memory || s->failed > 0 || s->read_failed ? CLM_EXIT_FAILED : CLM_EXIT_OK;
    errno = s->write_error;
    return clm_finish_stdout(status);
}

int clm_lines_run(const clm_line_options *options) {
    stream s = {.options = options,
                .ring_count = (size_t)options->jobs * PIECES_A_THREAD,
                .descriptor = -1,
                .line = 1};
    s.ring = clm_alloc_zero(s.ring_count, sizeof *s.ring);
    worker *workers = clm_alloc_zero((size_t)options->jobs, sizeof *workers);
    int status = CLM_EXIT_FAILED;
    if (s.ring != NULL && workers != NULL) {
        pthread_mutex_init(&s.input, NULL);
        pthread_mutex_init(&s.output, NULL);
        pthread_mutex_init(&s.large, NULL);
        pthread_cond_init(&s.written_one, NULL);
        /* Answers that are shown on the terminal tell by themselves how far it is. */
        clm_bar_begin(&s.bar, isatty(STDOUT_FILENO) == 0);
        run_workers(&s, workers);
        clm_bar_end(&s.bar);
        status = status_of(&s);
        close_file(&s);
        pthread_cond_destroy(&s.written_one);
        pthread_mutex_destroy(&s.large);
        pthread_mutex_destroy(&s.output);
        pthread_mutex_destroy(&s.input);
        for (size_t i = 0; i < s.ring_count; i++) {
            clm_buffer_clear(&s.ring[i].lines);
            clm_buffer_clear(&s.ring[i].answers);
        }
    } else {
        clm_message("out of memory");
    }
    clm_buffer_clear(&s.rest);
    clm_free(workers);
    clm_free(s.ring);
    return status;
}
