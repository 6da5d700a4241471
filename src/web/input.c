#include "web/input.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/words.h"

/* Marks text for xgettext; complain() translates it. */
enum { MESSAGE_MAX = 500, YEARS_AHEAD = 50 };

/* One row being read. */
struct reading {
    struct ctx *ctx;
    struct form *form;
    const struct input *input;
    struct form_errors *errors;
    void *member;
};

void form_error_add(struct ctx *ctx, struct form_errors *errors, const char *name,
                    const char *message)
{
    (void)ctx;
    if (errors->count < FORM_ERRORS_MAX && !form_error_of(errors, name))
        errors->items[errors->count++] = (struct form_error){name, message};
}

const char *form_error_of(const struct form_errors *errors, const char *name)
{
    if (!errors)
        return NULL;
    for (size_t i = 0; i < errors->count; i++) {
        if (strcmp(errors->items[i].name, name) == 0)
            return errors->items[i].message;
    }
    return NULL;
}

/* Adds "Cognome: scrivi al massimo 80 caratteri": the label, then `source` in the reader's
   language with `detail` where it says %s. */
static void complain(struct reading *r, const char *source, const char *detail)
{
    struct ctx *ctx = r->ctx;
    struct buf message = buf_new(ctx->arena, MESSAGE_MAX);
    const char *rest = words_find(ctx->words, source);
    const char *hole = strstr(rest, "%s");

    buf_put_text(&message, words_find(ctx->words, r->input->label));
    buf_put_text(&message, ": ");
    buf_put(&message, rest, hole ? (size_t)(hole - rest) : strlen(rest));
    if (hole) {
        buf_put_text(&message, detail);
        buf_put_text(&message, hole + 2);
    }
    form_error_add(ctx, r->errors, r->input->name, buf_text(&message));
}

static void complain_number(struct reading *r, const char *source, int64_t number)
{
    complain(r, source, arena_printf(r->ctx->arena, "%lld", (long long)number));
}

static void ask_if_wanted(struct reading *r)
{
    if (r->input->ask)
        form_error_add(r->ctx, r->errors, r->input->name, words_find(r->ctx->words, r->input->ask));
}

/* The one line that was typed, or NULL after asking for it. */
static const char *typed_line(struct reading *r)
{
    const char *typed = form_get(r->form, r->input->name);

    if (text_is_blank(typed)) {
        ask_if_wanted(r);
        return NULL;
    }
    return text_squeeze(r->ctx->arena, typed);
}

static bool fits(struct reading *r, const char *text)
{
    if ((int64_t)text_length(text) <= r->input->max)
        return true;
    complain_number(r, N_("scrivi al massimo %s caratteri"), r->input->max);
    return false;
}

static void read_line(struct reading *r)
{
    const char *line = typed_line(r);

    *(const char **)r->member = line && fits(r, line) ? line : "";
}

static void read_name(struct reading *r)
{
    const char **member = r->member;

    read_line(r);
    if (**member && !text_has_letter(*member)) {
        *member = "";
        complain(r, N_("scrivi il nome in lettere"), NULL);
    }
}

static void read_lines(struct reading *r)
{
    const char *typed = form_get(r->form, r->input->name);
    const char *lines = typed ? text_tidy_lines(r->ctx->arena, typed) : "";

    if (text_is_blank(lines))
        ask_if_wanted(r);
    *(const char **)r->member = fits(r, lines) ? lines : "";
}

static void read_code(struct reading *r)
{
    const char *code = typed_line(r);

    *(const char **)r->member = "";
    if (!code || !fits(r, code))
        return;
    if (code[strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0')
        *(const char **)r->member = code;
    else
        complain(r, N_("usa solo lettere minuscole, cifre e trattini"), NULL);
}

static void read_phone(struct reading *r)
{
    const char *typed = typed_line(r);
    const char **member = r->member;

    *member = "";
    if (typed && text_phone(r->ctx->arena, typed, member) != OK) {
        *member = "";
        complain(r, N_("scrivi il numero con il prefisso, come 0744 123456"), NULL);
    }
}

/* Only a message that arrives proves an address; this finds what was typed into the wrong box. */
static bool looks_like_email(const char *text)
{
    const char *at = strchr(text, '@');

    if (!at || at == text || strchr(at + 1, '@') || strpbrk(text, " <>\"(),;:\\"))
        return false;

    const char *dot = strrchr(at, '.');

    return dot && dot > at + 1 && dot[1] != '\0';
}

static void read_email(struct reading *r)
{
    const char *typed = typed_line(r);

    *(const char **)r->member = "";
    if (!typed || !fits(r, typed))
        return;
    if (looks_like_email(typed))
        *(const char **)r->member = typed;
    else
        complain(r, N_("scrivi l’indirizzo come nome@esempio.it"), NULL);
}

static void read_id(struct reading *r)
{
    const char *typed = typed_line(r);
    int64_t *member = r->member;

    *member = 0;
    if (typed && (text_to_int(typed, member) != OK || *member <= 0)) {
        *member = 0;
        complain(r, N_("scegli una voce dell’elenco"), NULL);
    }
}

static bool id_is_among(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++) {
        if (ids[i] == id)
            return true;
    }
    return false;
}

static void read_ids(struct reading *r)
{
    int64_t max = r->input->max < INPUT_IDS_MAX ? r->input->max : INPUT_IDS_MAX;
    int64_t *ids = arena_array(r->ctx->arena, int64_t, (size_t)max);
    size_t count = 0;
    size_t position = 0;
    const struct form_field *field;

    while ((field = form_next(r->form, r->input->name, &position))) {
        int64_t id;

        if (!field->file_name && text_is_blank(field->value))
            continue;
        if (field->file_name || text_to_int(field->value, &id) != OK || id <= 0) {
            complain(r, N_("scegli tra le voci dell’elenco"), NULL);
            continue;
        }
        if (id_is_among(ids, count, id))
            continue;
        if ((int64_t)count == max) {
            complain_number(r, N_("scegli al massimo %s voci"), max);
            break;
        }
        ids[count++] = id;
    }
    *(struct input_ids *)r->member = (struct input_ids){ids, count};
    if (count == 0)
        ask_if_wanted(r);
}

static void read_count(struct reading *r)
{
    const struct input *input = r->input;
    const char *typed = typed_line(r);
    int64_t number;

    *(int64_t *)r->member = INPUT_COUNT_NONE;
    if (!typed)
        return;
    if (text_to_int(typed, &number) != OK)
        complain(r, N_("scrivi un numero intero, come 3"), NULL);
    else if (number < input->min)
        complain_number(r, N_("scrivi un numero da %s in su"), input->min);
    else if (number > input->max)
        complain_number(r, N_("scrivi un numero fino a %s"), input->max);
    else
        *(int64_t *)r->member = number;
}

/* What was typed in one box or in three, as one text; NULL when all are empty. */
static const char *typed_date(struct reading *r)
{
    struct arena *arena = r->ctx->arena;
    const char *name = r->input->name;
    const char *whole = form_get(r->form, name);

    if (!text_is_blank(whole))
        return text_squeeze(arena, whole);

    const char *day = form_get(r->form, arena_printf(arena, "%s.d", name));
    const char *month = form_get(r->form, arena_printf(arena, "%s.m", name));
    const char *year = form_get(r->form, arena_printf(arena, "%s.y", name));

    if (text_is_blank(day) && text_is_blank(month) && text_is_blank(year))
        return NULL;
    if (text_is_blank(day) || text_is_blank(month) || text_is_blank(year))
        return "";
    return arena_printf(arena, "%s/%s/%s", text_squeeze(arena, day), text_squeeze(arena, month),
                        text_squeeze(arena, year));
}

/* In the words of the boxes that are on the page. */
static const char *date_advice(const struct reading *r)
{
    return text_is_blank(form_get(r->form, r->input->name))
               ? N_("scrivi giorno, mese e anno di una data che esiste, come 4 2 1948")
               : N_("scrivi la data come 23/11/2026");
}

static void read_date(struct reading *r)
{
    enum input_dates which = (enum input_dates)r->input->min;
    struct date today = instant_date(r->ctx->now);
    struct date latest = which == DATES_PAST ? today : date_add_days(today, YEARS_AHEAD * 365);
    const char *typed = typed_date(r);
    struct date date;

    *(struct date *)r->member = DATE_NONE;
    if (!typed)
        ask_if_wanted(r);
    else if (date_from_typed(typed, latest, &date) != OK)
        complain(r, date_advice(r), NULL);
    else if (which == DATES_PAST && date.days > today.days)
        complain(r, N_("scrivi una data fino a oggi"), NULL);
    else if (which == DATES_COMING && date.days < today.days)
        complain(r, N_("scrivi una data da oggi in poi"), NULL);
    else
        *(struct date *)r->member = date;
}

static void read_clock(struct reading *r)
{
    const char *typed = typed_line(r);
    struct clock_time *member = r->member;

    *member = CLOCK_NONE;
    if (typed && clock_from_typed(typed, member) != OK) {
        *member = CLOCK_NONE;
        complain(r, N_("scrivi l’ora come 9:30"), NULL);
    }
}

static void read_money(struct reading *r)
{
    const char *typed = typed_line(r);
    struct money *member = r->member;

    *member = MONEY_NONE;
    if (typed && (money_from_typed(typed, member) != OK || member->cents < 0)) {
        *member = MONEY_NONE;
        complain(r, N_("scrivi l’importo come 12,50"), NULL);
    }
}

static void read_flag(struct reading *r)
{
    bool ticked = !text_is_blank(form_get(r->form, r->input->name));

    *(bool *)r->member = ticked;
    if (!ticked)
        ask_if_wanted(r);
}

static const struct input_choice *choice_of(const struct input *input, const char *code)
{
    for (const struct input_choice *choice = input->choices; choice->code; choice++) {
        if (strcmp(choice->code, code) == 0)
            return choice;
    }
    return NULL;
}

static void read_choice(struct reading *r)
{
    const char *typed = typed_line(r);
    const struct input_choice *choice = typed ? choice_of(r->input, typed) : NULL;

    if (typed && !choice)
        complain(r, N_("scegli una delle risposte"), NULL);
    if (r->input->kind == INPUT_KIND_OPTION)
        *(int *)r->member = choice ? choice->value : -1;
    else
        *(const char **)r->member = choice ? choice->code : NULL;
}

static void read_file(struct reading *r)
{
    struct input_file *file = r->member;
    size_t position = 0;
    const struct form_field *field = form_next(r->form, r->input->name, &position);

    *file = (struct input_file){.name = "", .type = "", .bytes = ""};
    if (field && form_next(r->form, r->input->name, &position))
        r->form->doubled = r->input->name;
    if (!field || !field->file_name || *field->file_name == '\0')
        ask_if_wanted(r);
    else if (field->length == 0)
        complain(r, N_("il file è vuoto, scegline un altro"), NULL);
    else if ((int64_t)field->length > r->input->max)
        complain_number(r, N_("scegli un file fino a %s KB"), r->input->max / 1024);
    else
        *file = (struct input_file){.name = field->file_name,
                                    .type = field->file_type,
                                    .bytes = field->value,
                                    .length = field->length};
}

static void (*const READERS[])(struct reading *) = {
    [INPUT_KIND_LINE] = read_line,     [INPUT_KIND_LINES] = read_lines,
    [INPUT_KIND_ID] = read_id,         [INPUT_KIND_IDS] = read_ids,
    [INPUT_KIND_CODE] = read_code,     [INPUT_KIND_DATE] = read_date,
    [INPUT_KIND_CLOCK] = read_clock,   [INPUT_KIND_PHONE] = read_phone,
    [INPUT_KIND_EMAIL] = read_email,   [INPUT_KIND_FLAG] = read_flag,
    [INPUT_KIND_MONEY] = read_money,   [INPUT_KIND_COUNT] = read_count,
    [INPUT_KIND_CHOICE] = read_choice, [INPUT_KIND_OPTION] = read_choice,
    [INPUT_KIND_FILE] = read_file,     [INPUT_KIND_NAME] = read_name,
};

enum status input_read_table(struct ctx *ctx, struct form *form, const struct input *table,
                             size_t count, void *args, size_t args_size, struct form_errors *errors)
{
    memset(args, 0, args_size);
    for (size_t i = 0; i < count; i++) {
        struct reading reading = {ctx, form, &table[i], errors, (char *)args + table[i].offset};

        assert(table[i].struct_size == args_size);
        READERS[table[i].kind](&reading);
    }
    return form->doubled ? ERR_INVALID : OK;
}
