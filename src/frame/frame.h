/*
 * What every page stands in, and the pieces that pages share: frames, fields, error summary,
 * tables' captions, problem pages. Knows how things look, nothing of what they mean.
 *
 * A page's view begins with a `struct frame` (filled by staff_frame() or site_frame()) and, when it
 * asks something, a `struct ask`.
 */
#ifndef FRAME_FRAME_H
#define FRAME_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ctx.h"
#include "web/input.h"
#include "web/request.h"
#include "web/response.h"
#include "web/web.h"

enum { FRAME_LINKS_MAX = 12 };

struct frame_link {
    const char *href;
    const char *label;
    const char *name;    /* compared with the page's own place to mark it as current */
    const char *element; /* data-element for the national checker; NULL on staff pages */
};

struct frame {
    const char *title;
    const char *here;   /* which link is the current one; may be NULL */
    bool problem;       /* the title begins "Errore: " */
    const char *home;   /* where the office's name leads on a staff page */
    const char *banner; /* left by the page before; NULL if none */
    bool banner_warns;
    const char *css;
    const char *script;
    const char *font;
    const char *icons;
    const char *icon;
    const char *token;      /* for the frame's own forms */
    const char *path;       /* of this page, to come back to */
    struct instant printed; /* stands in the printed heading */

    const char *zone_name;
    const char *office_name;  /* "Ufficio della Cittadinanza Valnerina" */
    const char *office_place; /* in small under the name, on public pages; may be NULL */
    const char *office_phone;
    const char *office_address;
    const char *office_email;
    const char *user_name;  /* "Anna Esposito"; NULL when nobody is signed in */
    const char *user_title; /* "coordinatrice sociale" */
    bool demonstration;
    bool second_factor_off;
    struct language languages[LANGUAGES_MAX]; /* the others that this page can be read in */
    size_t language_count;                    /* 0 on the answer to a form: what was typed stays */
    struct frame_link links[FRAME_LINKS_MAX];
    size_t link_count;
};

/* The parts that come from the request alone. `title` is already in the reader's language. */
struct frame frame_new(struct ctx *ctx, struct request *request, const char *title);
void frame_add_link(struct frame *frame, struct frame_link link);
bool frame_is_here(const struct frame *frame, const struct frame_link *link);

/* A form being shown: as typed, with what to mend, and what makes it ours and good once only. */
struct ask {
    const struct form *form;
    const struct form_errors *errors; /* NULL when nothing is wrong yet */
    const char *token;
    const char
        *once; /* the hidden key of store/once.h; kept when the form comes back with errors */
    const char *focus; /* the field that a form just opened starts with; NULL: none */
};

/* `form` NULL: a first showing. */
struct ask ask_new(struct ctx *ctx, struct request *request, const struct form *form,
                   const struct form_errors *errors);
/* The fields of a form that say how it is sent and not what is told. */
#define ASK_ONCE "once" /* its hidden key */
#define ASK_AGAIN                                                                                  \
    "again"             /* "yes": what was typed is shown in this form, and nothing is kept yet    \
                         */
#define ASK_SEEN "seen" /* on a page that is looked at before saving: what was shown there */
#define ASK_STEP "step" /* and which of its buttons */
#define ASK_BACK "modifica"

/* A field that a page takes along unseen, to the form of the next step. */
struct hidden_view {
    const char *name;
    const char *value;
};

/* All that was typed, in its order. */
struct hidden_view *ask_carried(struct ctx *ctx, const struct form *form, size_t *ret_count);

/* One choice of a list, radio group or select. */
struct option {
    const char *value;
    const char *label;
    const char *hint; /* may be NULL */
};

struct options_list {
    const struct option *items;
    size_t count;
};

/* One that stands for a row of the database. */
struct option option_of_id(struct ctx *ctx, int64_t id, const char *label);

/* All of a table of input_choice, translated. */
struct options_list options_of(struct ctx *ctx, const struct input_choice *choices);

/* Is `value` one of them? A made-up one cannot come from our page. */
bool options_have(const struct options_list *options, const char *value);

/* Names of a field's parts: "birth_date" -> "birth_date-error"; NULL message -> NULL. */
const char *field_error(const struct ask *ask, const char *name);
const char *field_value(const struct ask *ask, const char *name);
const char *field_part_value(struct ctx *ctx, const struct ask *ask, const char *name,
                             const char *part);
/* Does one write here first? Never where something is to be mended. */
bool field_focus(const struct ask *ask, const char *name);
/* Of a group: its chosen option, or the first while none is. */
bool field_focus_option(const struct ask *ask, const char *name, const char *value, bool first);
bool field_has(const struct ask *ask, const char *name, const char *value);
/* For aria-describedby: ids of the hint and of the error that are there; NULL if none. */
const char *field_described(struct ctx *ctx, const struct ask *ask, const char *name,
                            const char *hint);

/* "dal 14/03/2021", "dal 14/03/2021 al 02/09/2026"; a single day is written once. */
const char *span_show(struct ctx *ctx, struct date from, struct date to);

/* Starts the page and gives what templates write to. */
struct html frame_html(struct ctx *ctx, struct response *response);

#endif
