#include "fetch/manners.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/hash.h"

#include <pthread.h>
#include <time.h>

enum { WAIT_STEP_MS = 100 };

/* A host and an origin are both entries of one table, told apart by their keys: only an origin has
 * "://". */
struct clm_manners_host {
    char *key;
    bool busy;
    int64_t next_ms; /* not before */
    clm_robots_state state;
    int64_t until_ms;
    clm_robots robots;
};

struct clm_fetch_manners {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    clm_manners_host **slots; /* open addressing; a power of two, at most half full */
    size_t slot_count, count;
};

clm_fetch_manners *clm_fetch_manners_new(void) {
    clm_fetch_manners *manners = clm_alloc_zero(1, sizeof *manners);
    pthread_condattr_t attributes;
    if (manners == NULL || pthread_condattr_init(&attributes) != 0) {
        clm_free(manners);
        return NULL;
    }
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    const bool locked = pthread_mutex_init(&manners->lock, NULL) == 0;
    if (!locked || pthread_cond_init(&manners->changed, &attributes) != 0) {
        if (locked) {
            (void)pthread_mutex_destroy(&manners->lock);
        }
        clm_free(manners);
        manners = NULL;
    }
    (void)pthread_condattr_destroy(&attributes);
    return manners;
}

static void free_host(clm_manners_host *host) {
    if (host != NULL) {
        clm_robots_clear(&host->robots);
        clm_free(host->key);
        clm_free(host);
    }
}

void clm_fetch_manners_free(clm_fetch_manners *manners) {
    if (manners == NULL) {
        return;
    }
    for (size_t i = 0; i < manners->slot_count; i++) {
        free_host(manners->slots[i]);
    }
    clm_free(manners->slots);
    (void)pthread_cond_destroy(&manners->changed);
    (void)pthread_mutex_destroy(&manners->lock);
    clm_free(manners);
}

static clm_manners_host **slot_of(clm_manners_host **slots, size_t count, const char *key) {
    size_t at = (size_t)clm_hash64(key, strlen(key)) & (count - 1);
    while (slots[at] != NULL && strcmp(slots[at]->key, key) != 0) {
        at = (at + 1) & (count - 1);
    }
    return &slots[at];
}

static bool make_room(clm_fetch_manners *manners) {
    if (manners->count < manners->slot_count / 2) {
        return true;
    }
    const size_t wanted = manners->slot_count > 0 ? manners->slot_count * 2 : 64;
    clm_manners_host **slots = clm_alloc_zero(wanted, sizeof(clm_manners_host *));
    if (slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < manners->slot_count; i++) {
        if (manners->slots[i] != NULL) {
            *slot_of(slots, wanted, manners->slots[i]->key) = manners->slots[i];
        }
    }
    clm_free(manners->slots);
    manners->slots = slots;
    manners->slot_count = wanted;
    return true;
}

/* The entry of `key`, made where there is none; NULL when memory ends. With the lock held. */
static clm_manners_host *entry_of(clm_fetch_manners *manners, const char *key) {
    if (!make_room(manners)) {
        return NULL;
    }
    clm_manners_host **slot = slot_of(manners->slots, manners->slot_count, key);
    if (*slot == NULL) {
        clm_manners_host *host = clm_alloc_zero(1, sizeof *host);
        char *copy = clm_strdup(key);
        if (host == NULL || copy == NULL) {
            clm_free(host);
            clm_free(copy);
            return NULL;
        }
        host->key = copy;
        *slot = host;
        manners->count++;
    }
    return *slot;
}

static void wait_a_little(clm_fetch_manners *manners, int64_t ms) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(ms < WAIT_STEP_MS ? ms : WAIT_STEP_MS) * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    (void)pthread_cond_timedwait(&manners->changed, &manners->lock, &until);
}

static clm_manners_turn wait_for(clm_fetch_manners *manners, clm_manners_host *host,
                                 unsigned limit_ms, const atomic_bool *cancel) {
    while (true) {
        if (cancel != NULL && atomic_load(cancel)) {
            return (clm_manners_turn){.fault = CLM_FETCH_CANCELLED};
        }
        const int64_t left_ms = host->next_ms - clm_clock_ms();
        if (left_ms > 0 && limit_ms > 0 && left_ms > (int64_t)limit_ms) {
            return (clm_manners_turn){.fault = CLM_FETCH_WAIT,
                                      .wait_s = ((uint64_t)left_ms + 999) / 1000};
        }
        if (!host->busy && left_ms <= 0) {
            host->busy = true;
            return (clm_manners_turn){.host = host};
        }
        wait_a_little(manners, left_ms > 0 ? left_ms : WAIT_STEP_MS);
    }
}

clm_manners_turn clm_manners_enter(clm_fetch_manners *manners, const char *host, unsigned limit_ms,
                                   const atomic_bool *cancel) {
    (void)pthread_mutex_lock(&manners->lock);
    clm_manners_host *entry = entry_of(manners, host);
    const clm_manners_turn turn = entry != NULL ? wait_for(manners, entry, limit_ms, cancel)
                                                : (clm_manners_turn){.fault = CLM_FETCH_LOCAL};
    (void)pthread_mutex_unlock(&manners->lock);
    return turn;
}

void clm_manners_leave(clm_fetch_manners *manners, clm_manners_host *host, uint64_t gap_ms) {
    (void)pthread_mutex_lock(&manners->lock);
    host->busy = false;
    host->next_ms = clm_clock_ms() + (int64_t)gap_ms;
    (void)pthread_cond_broadcast(&manners->changed);
    (void)pthread_mutex_unlock(&manners->lock);
}

clm_robots_state clm_manners_robots(clm_fetch_manners *manners, const char *origin,
                                    const clm_robots **out) {
    clm_robots_state state = CLM_ROBOTS_UNKNOWN;
    (void)pthread_mutex_lock(&manners->lock);
    if (manners->slot_count > 0) {
        const clm_manners_host *entry = *slot_of(manners->slots, manners->slot_count, origin);
        if (entry != NULL && clm_clock_ms() < entry->until_ms) {
            state = entry->state;
            *out = &entry->robots;
        }
    }
    (void)pthread_mutex_unlock(&manners->lock);
    return state;
}

bool clm_manners_keep(clm_fetch_manners *manners, const char *origin, clm_robots_state state,
                      clm_robots *robots) {
    (void)pthread_mutex_lock(&manners->lock);
    clm_manners_host *entry = entry_of(manners, origin);
    if (entry != NULL) {
        clm_robots_clear(&entry->robots);
        entry->robots = *robots;
        entry->state = state;
        entry->until_ms =
            clm_clock_ms() + (state == CLM_ROBOTS_READ ? CLM_ROBOTS_KEPT_MS : CLM_ROBOTS_FAILED_MS);
    } else {
        clm_robots_clear(robots);
    }
    (void)pthread_mutex_unlock(&manners->lock);
    return entry != NULL;
}
