/*
 * What may be chosen in the desk's forms, read once for a page.
 */
#ifndef DESK_LISTS_H
#define DESK_LISTS_H

#include "base/ctx.h"
#include "frame/frame.h"
#include "zone/zone.h"

/* A code list as forms are read with it and as templates show it. */
struct desk_list {
    struct codes codes;
    const struct input_choice *choices;
    struct options_list options;
};

struct desk_lists {
    struct desk_list channels;
    struct desk_list reasons;
    struct desk_list callers;
    struct desk_list responses;
    struct desk_list unmet;
    struct desk_list needs;
    struct desk_list areas;
    struct options_list places; /* those of the office, by id; all for who sits at none */
};

/* As they stood `on` a day: a contact is corrected with the codes of its own time. */
MUST_USE enum status desk_lists_read(struct ctx *ctx, struct date on, struct desk_lists *ret_lists);

/* Is this one of the places to choose from? 0, for none chosen, is. */
bool desk_lists_have_place(struct ctx *ctx, const struct desk_lists *lists, int64_t place_id);

MUST_USE enum status desk_list_read(struct ctx *ctx, const char *name, struct date on,
                                    struct desk_list *ret_list);

/* Do all words typed stand in the text, whatever their accents and capitals? */
bool desk_text_matches(struct arena *arena, const char *text, const char *words);

#endif
