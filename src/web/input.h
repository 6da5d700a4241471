/*
 * What a page asks for, declared once: each row names a member of a struct, how it is read, and
 * what to say when it is missing. Reading a form gives the struct, or what to tell the person
 * beside each field.
 *
 *     struct booking_args {
 *         const char *surname;
 *         const char *phone;
 *         struct date born;
 *         struct clock_time at;
 *         enum wheelchair wheelchair;
 *         struct input_ids needs;
 *     };
 *
 *     static const struct input_choice WHEELCHAIRS[] = {
 *         {"no", "Non serve", WHEELCHAIR_NO}, {"pieghevole", "Pieghevole", WHEELCHAIR_FOLDING},
 * {0}};
 *
 *     static const struct input BOOKING[] = {
 *         INPUT_LINE(struct booking_args, surname, 80, "Cognome", "Scrivi il cognome"),
 *         INPUT_PHONE(struct booking_args, phone, "Telefono", OPTIONAL),
 *         INPUT_DATE(struct booking_args, born, DATES_PAST, "Data di nascita",
 *                    "Scrivi la data di nascita"),
 *         INPUT_CLOCK(struct booking_args, at, "Ora della visita", "Scrivi l'ora della visita"),
 *         INPUT_CHOICE(struct booking_args, wheelchair, WHEELCHAIRS, "Sedia a rotelle",
 *                      "Scegli se serve posto per una sedia a rotelle"),
 *         INPUT_IDS(struct booking_args, needs, 20, "Bisogni", OPTIONAL),
 *     };
 *
 *     static enum status booking_post(struct ctx *ctx, struct request *request,
 *                                     struct response *response)
 *     {
 *         struct booking_args args;
 *         struct form_errors errors = {0};
 *
 *         TRY(input_read(ctx, &request->form, BOOKING, &args, &errors));
 *         if (clock_is_late(args.at))
 *             form_error_add(ctx, &errors, "at", tr(ctx, "Scrivi un'ora prima delle 19:00"));
 *         if (errors.count > 0)
 *             return booking_show(ctx, request, &errors, response);
 *         TRY(store_write(ctx, ride_book, &args));
 *         response_redirect(response, "/accompagnamenti");
 *         return OK;
 *     }
 *
 * The field of the form has the name of the member. A text is never NULL: a line left empty is "".
 * Other members left empty get their none-value (DATE_NONE, CLOCK_NONE, MONEY_NONE, id 0,
 * count INPUT_COUNT_NONE, choice NULL or -1). Messages come in the order of the rows.
 */
#ifndef WEB_INPUT_H
#define WEB_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/date.h"
#include "base/money.h"
#include "web/form.h"

enum {
    FORM_ERRORS_MAX = 64,
    INPUT_IDS_MAX = 200, /* the most that one INPUT_IDS row may accept */
};

#define INPUT_COUNT_NONE INT64_MIN

/* In place of what to say when a field is missing: it may be missing. */
#define OPTIONAL NULL

enum input_kind {
    INPUT_KIND_LINE = 1,
    INPUT_KIND_NAME,
    INPUT_KIND_LINES,
    INPUT_KIND_ID,
    INPUT_KIND_IDS,
    INPUT_KIND_CODE,
    INPUT_KIND_DATE,
    INPUT_KIND_CLOCK,
    INPUT_KIND_PHONE,
    INPUT_KIND_EMAIL,
    INPUT_KIND_FLAG,
    INPUT_KIND_MONEY,
    INPUT_KIND_COUNT,
    INPUT_KIND_CHOICE, /* keeps the code */
    INPUT_KIND_OPTION, /* keeps the value */
    INPUT_KIND_FILE,
};

/* Which days make sense, seen from today. */
enum input_dates {
    DATES_ANY,
    DATES_PAST,   /* today or earlier */
    DATES_COMING, /* today or later */
};

/* A list of these ends with {0}. */
struct input_choice {
    const char *code;  /* what the form sends */
    const char *label; /* what the person reads */
    int value;         /* for members that are an enum or an int */
};

struct input_ids {
    const int64_t *ids; /* as chosen, without repetitions */
    size_t count;
};

struct input_file {
    const char *name; /* last part of the client's path; "" when no file was chosen */
    const char *type; /* as the client says it: a hint, never a proof */
    const char *bytes;
    size_t length;
};

struct input {
    const char *name;
    const char *label; /* begins the messages that are not `ask` */
    const char *ask;   /* said when missing; OPTIONAL */
    enum input_kind kind;
    size_t offset;
    size_t struct_size;
    int64_t min; /* INPUT_COUNT; which days, for a date */
    int64_t max; /* characters, items, bytes or the greatest count */
    const struct input_choice *choices;
};

struct form_error {
    const char *name;    /* the field, which is also the anchor of the link in the summary */
    const char *message; /* translated, plain, says what to do */
};

struct form_errors {
    size_t count;
    struct form_error items[FORM_ERRORS_MAX];
};

/* Reads every row into `args`, which is wholly written, and adds the mistakes to `errors`.
   OK also with mistakes; ERR_INVALID when the form cannot have come from our page because a single
   field came twice: pass it up with TRY, it becomes a 400. */
#define input_read(ctx, form, table, args, errors)                                                 \
    input_read_table(ctx, form, table, sizeof(table) / sizeof((table)[0]), args, sizeof(*(args)),  \
                     errors)
MUST_USE enum status input_read_table(struct ctx *ctx, struct form *form, const struct input *table,
                                      size_t count, void *args, size_t args_size,
                                      struct form_errors *errors);

/* One more mistake, found by a rule. The first for a field wins; `message` is not copied. */
void form_error_add(struct ctx *ctx, struct form_errors *errors, const char *name,
                    const char *message);

/* The message beside a field, or NULL. `errors` may be NULL. */
const char *form_error_of(const struct form_errors *errors, const char *name);

/* For a page that opens on stored values: fills `form` with what one would have typed. Files are
   left out. */
#define input_show(ctx, form, table, args)                                                         \
    input_show_table(ctx, form, table, sizeof(table) / sizeof((table)[0]), args, sizeof(*(args)))
void input_show_table(struct ctx *ctx, struct form *form, const struct input *table, size_t count,
                      const void *args, size_t args_size);

/* The rows. Each checks at compile time that the member has the type that it fills. */
#define INPUT_LINE(type, member, max, label, ask)                                                  \
    INPUT_ROW_(type, member, const char *, INPUT_KIND_LINE, label, ask, 0, max, NULL)
#define INPUT_NAME(type, member, max, label, ask) /* of a person: a letter at least */             \
    INPUT_ROW_(type, member, const char *, INPUT_KIND_NAME, label, ask, 0, max, NULL)
#define INPUT_LINES(type, member, max, label, ask)                                                 \
    INPUT_ROW_(type, member, const char *, INPUT_KIND_LINES, label, ask, 0, max, NULL)
#define INPUT_CODE(type, member, max, label, ask) /* a-z, 0-9 and dashes */                        \
    INPUT_ROW_(type, member, const char *, INPUT_KIND_CODE, label, ask, 0, max, NULL)
#define INPUT_PHONE(type, member, label, ask) /* "+390744814957" */                                \
    INPUT_ROW_(type, member, const char *, INPUT_KIND_PHONE, label, ask, 0, 30, NULL)
#define INPUT_EMAIL(type, member, label, ask)                                                      \
    INPUT_ROW_(type, member, const char *, INPUT_KIND_EMAIL, label, ask, 0, 254, NULL)
#define INPUT_ID(type, member, label, ask)                                                         \
    INPUT_ROW_(type, member, int64_t, INPUT_KIND_ID, label, ask, 1, INT64_MAX, NULL)
#define INPUT_IDS(type, member, max, label, ask)                                                   \
    INPUT_ROW_(type, member, struct input_ids, INPUT_KIND_IDS, label, ask, 0, max, NULL)
#define INPUT_COUNT(type, member, min, max, label, ask)                                            \
    INPUT_ROW_(type, member, int64_t, INPUT_KIND_COUNT, label, ask, min, max, NULL)
/* One box (also the browser's calendar, which sends 2026-11-23) called NAME, or three called
   NAME.d, NAME.m and NAME.y. */
#define INPUT_DATE(type, member, which, label, ask)                                                \
    INPUT_ROW_(type, member, struct date, INPUT_KIND_DATE, label, ask, which, 0, NULL)
#define INPUT_CLOCK(type, member, label, ask)                                                      \
    INPUT_ROW_(type, member, struct clock_time, INPUT_KIND_CLOCK, label, ask, 0, 0, NULL)
#define INPUT_MONEY(type, member, label, ask) /* never negative */                                 \
    INPUT_ROW_(type, member, struct money, INPUT_KIND_MONEY, label, ask, 0, 0, NULL)
#define INPUT_FLAG(type, member, label, ask) /* a box that is ticked or not */                     \
    INPUT_ROW_(type, member, bool, INPUT_KIND_FLAG, label, ask, 0, 0, NULL)
#define INPUT_FILE(type, member, max_bytes, label, ask)                                            \
    INPUT_ROW_(type, member, struct input_file, INPUT_KIND_FILE, label, ask, 0, max_bytes, NULL)
/* The member is a `const char *` (gets the code) or an enum or int (gets the value). */
#define INPUT_CHOICE(type, member, choices, label, ask)                                            \
    {                                                                                              \
#member, label, ask, INPUT_CHOICE_KIND_(type, member), offsetof(type, member),             \
            sizeof(type), 0, 0, choices                                                            \
    }

#define INPUT_ROW_(type, member, wanted, kind, label, ask, min, max, choices)                      \
    {                                                                                              \
#member, label, ask, INPUT_KIND_IF_(type, member, wanted, kind), offsetof(type, member),   \
            sizeof(type), min, max, choices                                                        \
    }
#define INPUT_KIND_IF_(type, member, wanted, kind) _Generic(((type){}).member, wanted : (kind))
#define INPUT_CHOICE_KIND_(type, member)                                                           \
    _Generic(((type){}).member,                                                                    \
        const char *: INPUT_KIND_CHOICE,                                                           \
        int: INPUT_KIND_OPTION,                                                                    \
        unsigned: INPUT_KIND_OPTION)

#endif
