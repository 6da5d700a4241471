/*
 * How long the writer waits for callers before it takes a group.
 *
 * Who was just answered often writes again at once: an import, a queue of requests, eight people on
 * one form. Taken without a wait, the group would be of those who came during the last commit, and
 * each wait for the disk would serve half of the callers. So the writer waits for as many as were
 * about, for a fourth of a commit at most; and where they did not come, it does not wait again for
 * a while, so that callers who have no reason to come back cost next to nothing.
 */
#ifndef STORE_PATIENCE_H
#define STORE_PATIENCE_H

#include <stdint.h>

enum {
    PATIENCE_SHARE = 4,         /* of what the last group took */
    PATIENCE_MAX_MICROS = 2000, /* however slow the disk is */
    PATIENCE_RESTS = 16,        /* groups taken at once after a wait for nobody */
};

/* All 0 to begin with: nobody is waited for. */
struct patience {
    int callers; /* about when the last group ended: in it, or waiting for the next */
    int rests;
    int64_t micros; /* the longest wait */
};

/* A group of `taken` was written in so many microseconds, while `queued` more came. */
void patience_note(struct patience *patience, int taken, int queued, int64_t micros);

/* For how many to wait now, with one there already and room for `most`; 1: not at all. Asked once a
   group. */
int patience_wanted(struct patience *patience, int most);

/* The wait was for nobody: so many did not come in time. */
void patience_lost(struct patience *patience);

#endif
