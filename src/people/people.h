/*
 * Persons, as other features may use them.
 *
 * Visibility is decided here and nowhere else: a person is seen by who has the power, within the
 * actor's places, and, where restricted, only inside the granted circle. A role that may see riders
 * only (POWER_RIDERS_READ without POWER_PERSONS_READ) sees persons marked as riders, and of them
 * only the fields of `struct person_card`. Everybody else gets ERR_NOT_FOUND, the same as for an id
 * that never was. Of a restricted person: no hit, no count, no hint.
 */
#ifndef PEOPLE_PEOPLE_H
#define PEOPLE_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"

/* Who this is, enough to tell people apart and to fetch them by car. Strings live in the arena. */
struct person_card {
    int64_t id;
    const char *surname;
    const char *name;
    struct date birth_date;  /* DATE_NONE when unknown */
    const char *birth_place; /* "Ferentillo"; NULL when unknown */
    const char *sex;         /* "F", "M" or NULL */
    const char *tax_code;    /* NULL for who may see riders only */
    int64_t place_id;        /* 0: outside the zone or unknown */
    const char *place_name;  /* "Collestatte (Terni)"; NULL with place_id 0 */
    const char *address;     /* NULL when unknown */
    const char *phone;       /* first one, international form; NULL when none */
    const char *household;   /* "vive con Mario (coniuge) e altri 2"; NULL when none is recorded */
    int64_t latitude_micro;  /* of the door, or else of the place; SQL_INT_NONE when neither */
    int64_t longitude_micro;
    const char *lives_alone; /* newest declaration: "yes", "no" or NULL */
    struct date lives_alone_on;
    const char *autonomy; /* "self_sufficient", "partly", "not" or NULL */
    struct date autonomy_on;
    struct date died_on; /* DATE_NONE: alive, for all we know */
    bool rider;
    bool restricted; /* true only for who is inside the circle */
    int64_t version;
};

/* OK or ERR_NOT_FOUND, from what was read of a person: the one place where visibility is decided.
 */
MUST_USE enum status person_is_visible(struct ctx *ctx, int64_t id, int64_t place_id,
                                       bool restricted, bool rider);

/* ERR_NOT_FOUND for what does not exist and for what this actor may not know of. Not audited by
   itself: the page that shows more than a search hit calls audit_read(). */
MUST_USE enum status person_card(struct ctx *ctx, int64_t id, struct person_card *ret_card);
/* The same for lists: without the household. */
MUST_USE enum status person_card_brief(struct ctx *ctx, int64_t id, struct person_card *ret_card);

enum {
    PERSON_PHONES_MAX = 4,
    PERSON_NAME_MAX = 80, /* characters of a surname or a name */
    PERSON_ADDRESS_MAX = 200,
    PERSON_LABEL_MAX = 60,     /* of a phone: "figlia Carla" */
    PERSON_HOUSEHOLD_MAX = 60, /* people in one household */
};

/* What is needed to create a person: two names are enough. Start from person_draft_new(): a draft
   of zeroes would be born on the first day of 1970. */
struct person_draft {
    const char *surname;
    const char *name;
    struct date birth_date;       /* DATE_NONE: unknown; so for the NULLs below */
    const char *birth_place_code; /* people/birthplace.h */
    const char *sex;              /* "F" or "M" */
    const char *citizenship_code; /* ISO 3166 alpha-2 */
    const char *tax_code;         /* normalized */
    int64_t place_id;             /* 0: outside the zone or unknown */
    const char *address;
    int64_t latitude_micro; /* of the door; SQL_INT_NONE: the place's holds */
    int64_t longitude_micro;
    const char *email;
    const char *phones[PERSON_PHONES_MAX]; /* international form, NULL after the last */
    const char *phone_labels[PERSON_PHONES_MAX];
    bool rider;
};

/* Nothing known. */
struct person_draft person_draft_new(void);

/* Inside a write. Creates also when a double exists, visible or not (the tax code is not unique);
   a double of a restricted person is kept for the responsible to see. */
MUST_USE enum status person_create(struct ctx *tx, const struct person_draft *draft,
                                   int64_t *ret_id);

/* Inside a write: a dated declaration; the newest of a kind holds. `kind`, `value`, `source` are
   those of the table person_declaration. */
MUST_USE enum status person_declare(struct ctx *tx, int64_t person_id, const char *kind,
                                    const char *value, const char *source, struct date declared_on);

/* Inside a write: from now on the ride service knows this person. */
MUST_USE enum status person_mark_rider(struct ctx *tx, int64_t person_id);

/* "Rosi Maria" */
const char *person_full_name(struct arena *arena, const struct person_card *card);

/* The word that fits: for a woman, for a man, or for who has not said. */
const char *person_by_sex(const struct person_card *card, const char *woman, const char *man,
                          const char *unknown);

/* "morta il 22/11/2026"; NULL for the living. */
const char *person_died_text(struct ctx *ctx, const struct person_card *card);

/* `torna` with the chosen person: "/contatti/nuovo?canale=phone" becomes
   "/contatti/nuovo?canale=phone&persona=7". NULL unless `torna` is a local path of ours. */
const char *person_back_path(struct arena *arena, const char *torna, int64_t id);

/*
 * The history of a person, newest first. What stands above this feature (desk, rides) tells of its
 * own through a source; each source asks for its own power and adds nothing without it.
 */
enum { PERSON_EVENTS_MAX = 200 }; /* of one person; a source that has more gives its newest */

struct person_event {
    struct instant at;  /* INSTANT_NONE where only the day is known */
    struct date day;    /* filled from `at` when that is given */
    const char *kind;   /* "Contatto per telefono": the line's heading */
    const char *text;   /* NULL: the heading says it all */
    const char *href;   /* path of its page, or NULL */
    const char *author; /* full name; NULL when it is not known */
    const char *tag;    /* "da richiamare", for what is not finished; else NULL */
};

struct person_events;

/* Past PERSON_EVENTS_MAX entries of one source the rest is dropped. Texts must live in the arena or
   longer. */
void person_event_add(struct person_events *events, const struct person_event *event);

struct person_events_source {
    const char *name; /* "desk" */
    enum status (*read)(struct ctx *ctx, int64_t person_id, struct person_events *events);
};

/* Defined by app/, which knows every feature. */
extern const struct person_events_source *const PERSON_EVENTS_SOURCES[];
extern const size_t PERSON_EVENTS_SOURCE_COUNT;

#endif
