/* cli/bar.h: how far a command is, on one line of standard error while it works.
 *
 * Shown only where standard error is a terminal with a cursor; elsewhere, and with --quiet, all
 * functions do nothing. Whoever prints a message hides the bar before. Thread rule: one bar, one
 * thread at a time. */
#ifndef CLM_CLI_BAR_H
#define CLM_CLI_BAR_H

#include "base/progress.h"

typedef struct clm_bar {
    bool wanted;
    size_t columns;   /* that it takes on the terminal; 0: it is not there */
    double started_s; /* of a clock that only goes on */
    double next_s;    /* it is not drawn again before */
    clm_buffer line;
} clm_bar;

/* `wanted` false: never shown. */
void clm_bar_begin(clm_bar *bar, bool wanted);
/* Whether clm_bar_show would draw: it does so ten times a second at most. */
bool clm_bar_due(const clm_bar *bar);
/* Draws where it is due; `elapsed_s` of `progress` is the bar's. */
void clm_bar_show(clm_bar *bar, const clm_progress *progress);
/* Takes the bar away; the next clm_bar_show draws it again. */
void clm_bar_hide(clm_bar *bar);
/* The same, for good. */
void clm_bar_end(clm_bar *bar);

#endif
