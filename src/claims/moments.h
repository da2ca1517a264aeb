/* claims/moments.h: one time expression and the dates that it stands for (private).
 *
 * Thread rule: as the article. */
#ifndef CLM_CLAIMS_MOMENTS_H
#define CLM_CLAIMS_MOMENTS_H

#include "claims/quantity.h"

/* Which way a verb looks. */
typedef enum clm_tense { CLM_TENSE_UNKNOWN = 0, CLM_TENSE_PAST, CLM_TENSE_FUTURE } clm_tense;

/* Precision as in the contract. */
enum {
    CLM_PRECISION_DAY = 1,
    CLM_PRECISION_WEEK,
    CLM_PRECISION_MONTH,
    CLM_PRECISION_YEAR,
    CLM_PRECISION_OPEN
};

typedef struct clm_moment {
    clm_run tokens;
    clm_date start, end; /* year 0: unknown */
    int precision;
    bool point;     /* a day or a named stretch of days, not "the past week" or "currently" */
    bool anaphoric; /* counted from a time said before */
} clm_moment;

typedef struct clm_clock {
    const clm_reader *reader;
    clm_run range;   /* the clause */
    clm_date today;  /* the dateline; year 0 unknown */
    clm_tense tense; /* of the verb that the expression stands with */
    bool plain;      /* no expression that looks back to another one */
} clm_clock;

/* ---- calendar.c: names of days, months, years ---- */

/* "on Tuesday night", "April 12, 2025", "3-5 May", "late March", "in 2022", "the 2017 fire", with
 * its head at token `k`. */
bool clm_calendar_at(const clm_clock *clock, uint32_t k, clm_moment *out);

void clm_moment_days(clm_moment *out, clm_date from, int32_t first, int32_t last);
void clm_moment_month(clm_moment *out, int year, int month);
void clm_moment_year(clm_moment *out, int year);
/* The year at token `k`, 0 if there is none. */
int clm_year_at(const clm_reader *reader, uint32_t k);

/* ---- relative.c: counted from the dateline or from another time ---- */

/* "last week", "three days ago", "in the past week", "at the weekend", "two days later". */
bool clm_relative_at(const clm_clock *clock, uint32_t k, clm_moment *out);

/* ---- moments.c ---- */

/* The expression with its head at token `k`, without "since", "until" and ranges. */
bool clm_moment_at(const clm_clock *clock, uint32_t k, clm_moment *out);
/* The same with what stands around it: "since", "until", "between X and Y". */
bool clm_moment_read(const clm_clock *clock, uint32_t k, clm_moment *out);
/* The last time that is told before token `k`; false if there is none near by. */
bool clm_moment_before(const clm_clock *clock, uint32_t k, clm_moment *out);
/* Which way the verb looks that the words at `k` stand with. */
clm_tense clm_tense_at(const clm_reader *reader, clm_run range, uint32_t k);

#endif
