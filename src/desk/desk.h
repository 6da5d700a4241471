/*
 * The front desk: a contact is who came or called, what they need, and what the desk answered.
 */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "people/people.h"
#include "web/router.h"

enum { CONTACT_NEEDS_MAX = 12, CONTACT_RESPONSES_MAX = 12, CONTACT_NOTES_MAX = 8000 };

struct contact_need {
    const char *need;         /* code list need */
    const char *unmet_reason; /* code list unmet_reason; NULL: answered or being answered */
};

struct contact_response {
    const char *response;    /* code list desk_response */
    int64_t service_id;      /* 0: none */
    int64_t organization_id; /* 0: none */
    const char *detail;      /* may be NULL; why not, with response 'none_possible' */
};

/* A contact as written down. NULL, 0 or _NONE where nothing was said. */
struct contact_draft {
    struct instant at;
    int64_t office_id;
    const char *channel; /* code list channel */
    const char *reason;  /* code list contact_reason */
    const char *sender;  /* compulsory when the reason is that somebody sent them */
    const char *caller_kind;
    const char *caller_name;
    const char *caller_phone;
    int64_t person_id;           /* 0: anonymous */
    const char *anonymous_label; /* "signora di Collestatte" */
    int64_t place_id;
    const char *notes; /* sealed at once */
    int64_t minutes;
    bool urgent;
    struct contact_need needs[CONTACT_NEEDS_MAX];
    size_t need_count;
    struct contact_response responses[CONTACT_RESPONSES_MAX];
    size_t response_count;
    struct date call_back_on;
    struct clock_time call_back_at;
    const char *call_back_phone;
    const char *call_back_what;
};

/* All inside a write, each with its audit row. */

/* `ret_number` is what people are told. ERR_INVALID when a rule of the form is broken (the page has
   said so before), ERR_NOT_FOUND for a person that the actor may not know of. */
MUST_USE enum status contact_record(struct ctx *tx, const struct contact_draft *draft,
                                    int64_t *ret_id, int64_t *ret_number);
/* The former text stays in the history, sealed. ERR_CONFLICT when `version` is not the newest. */
MUST_USE enum status contact_correct(struct ctx *tx, int64_t id, int64_t version,
                                     const struct contact_draft *draft, const char *why);
/* Gives an anonymous contact its person. ERR_CONFLICT when it has one. */
MUST_USE enum status contact_link_person(struct ctx *tx, int64_t id, int64_t person_id);
/* `outcome`: reached, not_reached, not_needed. ERR_CONFLICT when closed before. */
MUST_USE enum status call_back_close(struct ctx *tx, int64_t id, const char *outcome);

/* A person's contacts, for the history on their page. */
extern const struct person_events_source DESK_PERSON_EVENTS;

extern const struct route DESK_ROUTES[];
extern const size_t DESK_ROUTE_COUNT;

#endif
