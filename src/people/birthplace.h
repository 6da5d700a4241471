/*
 * Where people are born: Italian municipalities, present and past, and foreign countries, each by
 * the cadastral code that stands in a tax code. A fixed table, compiled in by
 * tools/birthplaces.mjs.
 */
#ifndef PEOPLE_BIRTHPLACE_H
#define PEOPLE_BIRTHPLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/status.h"

enum { BIRTHPLACE_CODE_CHARS = 4 };

struct birthplace {
    char code[BIRTHPLACE_CODE_CHARS + 1]; /* "L117"; foreign countries begin with Z */
    const char *name;                     /* "Terni"; lasts as long as the program */
    /* The source's province, or a country's ISO 3166 code: not reliable, a hint between places of
       one name and no more. "" when unknown. */
    char province[3];
    struct date from;
    struct date to; /* the last day; DATE_NONE while the place is there */
};

/* ERR_NOT_FOUND when no place ever had the code (letters of either case). */
MUST_USE enum status birthplace_by_code(const char *code, struct birthplace *ret_place);

/* Whether the place was there on that day: a birth outside its dates deserves a look at the code,
   never a refusal, as the dates of the source are those of the last change. */
bool birthplace_existed(const struct birthplace *place, struct date on);

bool birthplace_is_abroad(const struct birthplace *place);

/* Whether the name is just what was typed; accents, case, spaces and apostrophes do not count. */
bool birthplace_name_is(const struct birthplace *place, const char *typed);

/* The places of just that name, of those that existed `on` that day if there is one of these, else
   of all times; how many. */
enum { BIRTHPLACE_SAME_NAME_MAX = 12 };
size_t birthplace_named(const char *typed, struct date on,
                        struct birthplace ret_places[BIRTHPLACE_SAME_NAME_MAX]);

/* Places whose name begins as typed, in the order of their names; accents, case, spaces and
   apostrophes do not count. Only those that existed `on` that day, or all when it is DATE_NONE.
   At most `max`; how many. None when nothing typed is a letter. */
size_t birthplace_search(const char *typed, struct date on, size_t max,
                         struct birthplace *ret_places);

#endif
