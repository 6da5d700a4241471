/*
 * The answer to the caller in words that can be read aloud. Pure: what was asked and what was
 * answered become sentences; nothing is read or written.
 */
#ifndef RIDES_ANSWER_WORDS_H
#define RIDES_ANSWER_WORDS_H

#include "base/ctx.h"
#include "rides/rides.h"

enum { ANSWER_SENTENCES_MAX = 4 };

/* What the sentences need besides the answer. */
struct answer_facts {
    const char *destination; /* "Ambulatorio medico di Arrone" */
    const char *phone;       /* of the rides line, as shown */
    int64_t notice_minutes;
    int64_t horizon_days;
    int64_t max_companions;
};

struct answer_words {
    const char *title; /* "Sì, si può", "No: nessuna auto libera" */
    const char *sentences[ANSWER_SENTENCES_MAX];
    size_t sentence_count;
    const char *advice; /* to whom is asking, not to be read aloud; NULL for none */
};

struct answer_words answer_in_words(struct ctx *ctx, const struct ride_wish *wish,
                                    const struct ride_answer *answer,
                                    const struct answer_facts *facts);

/* Why a ride that was refused was not had, by its stored code: "Vive con altri". NULL for none. */
const char *words_refusal(struct ctx *ctx, const char *code);

/* "tra le 9:30 e le 9:45"; "alle 9:30" when it opens and closes at once */
const char *words_window(struct ctx *ctx, struct instant opens, struct instant closes);
/* "9:05", on the wall clock */
const char *words_hour(struct arena *arena, struct instant at);

/* "M. P." */
const char *words_initials(struct ctx *ctx, const char *name, const char *surname);

/* "In ritardo di 20 minuti"; NULL for 0. */
const char *words_late(struct ctx *ctx, int64_t minutes);
/* "Il volontario aspetta 20 minuti" */
const char *words_wait(struct ctx *ctx, int64_t minutes);
/* "24 ore", "1 ora e 30 minuti", "45 minuti" */
const char *words_minutes(struct ctx *ctx, int64_t minutes);

#endif
