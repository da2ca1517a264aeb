#include "cli/bar.h"

#include "base/clock.h"

#include <unistd.h>

static const double interval_s = 0.1;

/* In one write, as standard error has no buffer. What the terminal does not take is not missed. */
static void print(clm_bar *bar) {
    if (!bar->line.failed && bar->line.len > 0) {
        const ssize_t written = write(STDERR_FILENO, bar->line.data, bar->line.len);
        (void)written;
    }
    bar->line.len = 0;
}

void clm_bar_begin(clm_bar *bar, bool wanted) {
    *bar = (clm_bar){.wanted = wanted && clm_progress_columns(STDERR_FILENO) > 0};
    clm_buffer_init(&bar->line);
    if (bar->wanted) {
        bar->started_s = clm_clock_s();
    }
}

bool clm_bar_due(const clm_bar *bar) {
    return bar->wanted && clm_clock_s() >= bar->next_s;
}

void clm_bar_show(clm_bar *bar, const clm_progress *progress) {
    if (!clm_bar_due(bar)) {
        return;
    }
    const double now = clm_clock_s();
    const size_t columns = clm_progress_columns(STDERR_FILENO); /* windows change */
    if (columns != bar->columns) {
        clm_bar_hide(bar);
    }
    clm_progress timed = *progress;
    timed.elapsed_s = now - bar->started_s;
    clm_progress_line(&timed, columns, &bar->line);
    bar->columns = bar->line.len > 0 ? columns : 0;
    print(bar);
    bar->next_s = now + interval_s;
}

void clm_bar_hide(clm_bar *bar) {
    if (bar->columns > 0) {
        clm_progress_clear(bar->columns, &bar->line);
        print(bar);
        bar->columns = 0;
    }
}

void clm_bar_end(clm_bar *bar) {
    clm_bar_hide(bar);
    clm_buffer_clear(&bar->line);
    bar->wanted = false;
}
