/*
 * The rules of the zone: what holds today, what held before, a new value from a day on.
 */
#include "zone/policy.h"

#include <string.h>

#include "base/buf.h"
#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/staff_web.h"
#include "staff_html.h"
#include "store/store.h"
#include "web/input.h"
#include "zone/zone.h"

enum { VALUE_CHARS_MAX = 4000, NOTE_CHARS_MAX = 500, CHOICES_TEXT_MAX = 64 * 1024 };

static const struct {
    const char *prefix;
    const char *title;
} SECTIONS[] = {
    {"rides.", N_("Accompagnamenti")},
    {"volunteers.", N_("Volontari")},
    {"desk.", N_("Sportello")},
    {"sign_in.", N_("Accesso degli operatori")},
};

enum { SECTION_COUNT = sizeof SECTIONS / sizeof SECTIONS[0] };

static const struct input_choice ANSWERS[] = {{"yes", N_("Sì"), 1}, {"no", N_("No"), 0}, {0}};

/* A rule that is a choice: its boxes, the ones that are no longer offered too. */
struct policy_choices {
    struct policy_choice {
        struct option option;
        bool ended;
    } * items;
    size_t count;
};

/* The code list that a rule's codes come from; NULL for a rule of another kind. */
static const char *code_list_of(const struct policy_spec *spec)
{
    static const char *const LISTS[][2] = {
        {"rides.requires_autonomy", "autonomy"},
        {"rides.purposes", "ride_purpose"},
        {"rides.mobility_aids", "mobility_aid"},
        {"volunteers.required_papers", "volunteer_paper"},
        {"volunteers.required_car_papers", "vehicle_paper"},
        {"volunteers.declared_costs", "refund_cost"},
    };

    for (size_t i = 0; i < sizeof LISTS / sizeof LISTS[0]; i++) {
        if (strcmp(LISTS[i][0], spec->key) == 0)
            return LISTS[i][1];
    }
    return NULL;
}

static enum status choices_of_codes(struct ctx *ctx, const char *list,
                                    struct policy_choices *ret_choices)
{
    const struct date today = instant_date(ctx->now);
    struct codes codes;

    TRY(codes_read_all(ctx, list, &codes));

    struct policy_choice *items = arena_array(ctx->arena, struct policy_choice, codes.count);

    for (size_t i = 0; i < codes.count; i++) {
        const struct code_row *row = &codes.rows[i];

        items[i] = (struct policy_choice){
            .option = {row->code, code_label(ctx, row), NULL},
            .ended = !date_is_none(row->retired_on) && row->retired_on.days <= today.days,
        };
    }
    *ret_choices = (struct policy_choices){items, codes.count};
    return OK;
}

static enum status choices_of_places(struct ctx *ctx, struct policy_choices *ret_choices)
{
    struct place_row *rows;
    size_t count;

    TRY(zone_places(ctx, &rows, &count));

    struct policy_choice *items = arena_array(ctx->arena, struct policy_choice, count + 1);

    items[0].option = (struct option){POLICY_ALL_PLACES, tr(ctx, "Tutti i paesi serviti"),
                                      tr(ctx, "Anche quelli che si aggiungono: le altre spunte "
                                              "non contano.")};
    for (size_t i = 0; i < count; i++)
        items[i + 1] =
            (struct policy_choice){option_of_id(ctx, rows[i].id, rows[i].label), !rows[i].active};
    *ret_choices = (struct policy_choices){items, count + 1};
    return OK;
}

/* The code itself for what nobody knows. */
static const char *choice_label(const struct policy_choices *choices, const char *code)
{
    for (size_t i = 0; i < choices->count; i++) {
        if (strcmp(choices->items[i].option.value, code) == 0)
            return choices->items[i].option.label;
    }
    return code;
}

/* What may be ticked, with what was ticked once and has ended since. */
static enum status choices_all(struct ctx *ctx, const struct policy_spec *spec,
                               struct policy_choices *ret_choices)
{
    return spec->kind == POLICY_KIND_PLACES
               ? choices_of_places(ctx, ret_choices)
               : choices_of_codes(ctx, code_list_of(spec), ret_choices);
}

/* "stick,walker" -> "Bastone, Deambulatore" */
static enum status choices_show(struct ctx *ctx, const struct policy_spec *spec, const char *value,
                                const char **ret_text)
{
    struct buf text = buf_new(ctx->arena, CHOICES_TEXT_MAX);
    struct policy_choices choices;

    TRY(choices_all(ctx, spec, &choices));
    for (const char *code; (code = policy_code_next(ctx->arena, &value));)
        buf_printf(&text, "%s%s", text.length ? ", " : "", choice_label(&choices, code));
    *ret_text = buf_text(&text);
    return OK;
}

/* "1440 (24 ore)": nobody reckons in so many minutes. */
static const char *number_show(struct ctx *ctx, const struct policy_spec *spec, const char *value)
{
    static const char MINUTES[] = "_minutes";
    enum { HOUR = 60 };
    size_t length = strlen(spec->key);
    int64_t number;

    if (length < sizeof MINUTES || strcmp(spec->key + length - (sizeof MINUTES - 1), MINUTES) != 0)
        return value;
    if (text_to_int(value, &number) != OK || number < 2 * HOUR || number % HOUR != 0)
        return value;
    return arena_printf(ctx->arena, tr_count(ctx, "%s (%lld ora)", "%s (%lld ore)", number / HOUR),
                        value, (long long)(number / HOUR));
}

static enum status value_show(struct ctx *ctx, const struct policy_spec *spec, const char *value,
                              const char **ret_text)
{
    *ret_text = value;
    switch (spec->kind) {
    case POLICY_KIND_FLAG:
        *ret_text = strcmp(value, "yes") == 0 ? tr(ctx, "Sì") : tr(ctx, "No");
        return OK;
    case POLICY_KIND_NUMBER:
        *ret_text = number_show(ctx, spec, value);
        return OK;
    case POLICY_KIND_CODES:
    case POLICY_KIND_PLACES:
        return choices_show(ctx, spec, value, ret_text);
    case POLICY_KIND_PHONE:
        *ret_text = text_phone_show(ctx->arena, value);
        return OK;
    case POLICY_KIND_TEXT:
        return OK;
    }
    return OK;
}

static enum status line_of(struct ctx *ctx, const struct policy_spec *spec,
                           const struct policy_row *row, struct policy_line *ret_line)
{
    const char *from = date_show(ctx->arena, row->valid_from);
    const char *value;

    TRY(value_show(ctx, spec, row->value, &value));
    *ret_line = (struct policy_line){
        .key = spec->key,
        .label = tr(ctx, spec->label),
        .value = value,
        .since = date_is_none(row->valid_to) ? words_say(ctx, tr(ctx, "dal %s"), from)
                                             : words_say(ctx, tr(ctx, "dal %s al %s"), from,
                                                         date_show(ctx->arena, row->valid_to)),
        .note = row->note,
    };
    return OK;
}

static const struct policy_row *row_of(const struct policy_spec *spec,
                                       const struct policy_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].key, spec->key) == 0)
            return &rows[i];
    }
    return NULL;
}

/* In the order of zone/policy.h, which goes from the promise to the small print. */
static enum status section_of(struct ctx *ctx, size_t index, const struct policy_row *rows,
                              size_t count, struct policy_section *ret_section)
{
    struct policy_line *lines = arena_array(ctx->arena, struct policy_line, POLICY_COUNT);
    struct policy_section section = {.title = tr(ctx, SECTIONS[index].title), .lines = lines};

    for (int key = POLICY_NONE + 1; key < POLICY_COUNT; key++) {
        const struct policy_spec *spec = policy_spec((enum policy_key)key);
        const struct policy_row *row = row_of(spec, rows, count);

        if (row && text_starts_with(spec->key, SECTIONS[index].prefix))
            TRY(line_of(ctx, spec, row, &lines[section.count++]));
    }
    *ret_section = section;
    return OK;
}

enum status policies_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct policy_section *sections = arena_array(ctx->arena, struct policy_section, SECTION_COUNT);
    struct policies_view view = {.sections = sections, .section_count = SECTION_COUNT};
    struct policy_row *rows;
    size_t count;

    TRY(staff_frame(ctx, request, tr(ctx, "Regole della zona"), "policy", &view.frame));
    TRY(zone_is_fresh(ctx, &view.fresh));
    TRY(policies_on(ctx, instant_date(ctx->now), &rows, &count));
    for (size_t i = 0; i < SECTION_COUNT; i++)
        TRY(section_of(ctx, i, rows, count, &sections[i]));

    struct html page = frame_html(ctx, response);

    policies_html(&page, &view);
    return OK;
}

/* ---- one rule -------------------------------------------------------------------------------- */

static const char *value_hint(struct ctx *ctx, const struct policy_spec *spec)
{
    if (strcmp(spec->key, "rides.fair_extra_percent") == 0)
        return tr(ctx, "Quanta strada in più della via più breve può costare una giornata divisa "
                       "meglio fra i volontari. Da 0 a 100; con 0 vince sempre la via più breve.");
    if (spec->kind == POLICY_KIND_NUMBER)
        return arena_printf(ctx->arena, tr(ctx, "Un numero da %lld a %lld."),
                            (long long)spec->least, (long long)spec->most);
    if (spec->kind == POLICY_KIND_PHONE)
        return tr(ctx, "Con il prefisso, come 0744 814957.");
    return NULL;
}

/* Newest first. */
static enum status history_read(struct ctx *ctx, const struct policy_spec *spec,
                                struct policy_view *view)
{
    struct policy_row *rows;

    TRY(policy_history(ctx, spec->key, &rows, &view->history_count));

    struct policy_line *lines = arena_array(ctx->arena, struct policy_line, view->history_count);

    for (size_t i = 0; i < view->history_count; i++)
        TRY(line_of(ctx, spec, &rows[view->history_count - 1 - i], &lines[i]));
    view->history = lines;
    return OK;
}

static bool is_choice(const struct policy_spec *spec)
{
    return spec->kind == POLICY_KIND_CODES || spec->kind == POLICY_KIND_PLACES;
}

/* The newest value, also one that begins later; "" for none. */
static enum status newest_value(struct ctx *ctx, const struct policy_spec *spec,
                                const char **ret_value)
{
    struct policy_row *rows;
    size_t count;

    TRY(policy_history(ctx, spec->key, &rows, &count));
    *ret_value = count ? rows[count - 1].value : "";
    return OK;
}

static bool value_holds(struct ctx *ctx, const char *value, const char *wanted)
{
    for (const char *code; (code = policy_code_next(ctx->arena, &value));) {
        if (strcmp(code, wanted) == 0)
            return true;
    }
    return false;
}

/* The boxes: what is in use, and what the newest value has though it has ended. */
static enum status choices_read(struct ctx *ctx, const struct policy_spec *spec,
                                struct policy_view *view)
{
    struct policy_choices choices;
    const char *value;

    if (!is_choice(spec))
        return OK;
    TRY(choices_all(ctx, spec, &choices));
    TRY(newest_value(ctx, spec, &value));

    struct option *items = arena_array(ctx->arena, struct option, choices.count);

    for (size_t i = 0; i < choices.count; i++) {
        const struct policy_choice *choice = &choices.items[i];

        if (!choice->ended || value_holds(ctx, value, choice->option.value))
            items[view->choices.count++] = choice->option;
    }
    view->choices.items = items;
    return OK;
}

/* The boxes open as the newest value has them. */
static enum status choices_tick(struct ctx *ctx, const struct policy_spec *spec, struct form *form)
{
    const char *value;

    TRY(newest_value(ctx, spec, &value));
    for (const char *code; (code = policy_code_next(ctx->arena, &value));)
        form_put(form, "code", code);
    return OK;
}

/* The ticked boxes become the one value that is stored: "stick,walker". Only what may be ticked: a
   made-up one cannot come from our page. All places are not some of them besides. */
static enum status choices_join(struct ctx *ctx, const struct policy_spec *spec, struct form *form)
{
    struct buf value = buf_new(ctx->arena, CHOICES_TEXT_MAX);
    struct policy_choices choices;

    TRY(choices_all(ctx, spec, &choices));
    for (size_t i = 0; i < choices.count; i++) {
        const char *code = choices.items[i].option.value;

        if (!form_has(form, "code", code))
            continue;
        buf_printf(&value, "%s%s", value.length ? "," : "", code);
        if (spec->kind == POLICY_KIND_PLACES && strcmp(code, POLICY_ALL_PLACES) == 0)
            break;
    }
    form_put(form, "value", buf_text(&value));
    return OK;
}

static enum status policy_show(struct ctx *ctx, struct request *request, enum policy_key key,
                               const struct form_errors *errors, struct response *response)
{
    const struct policy_spec *spec = policy_spec(key);
    struct form opening = form_empty(ctx->arena);
    struct policy_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : &opening, errors),
        .key = spec->key,
        .label = tr(ctx, spec->label),
        .hint = value_hint(ctx, spec),
        .is_flag = spec->kind == POLICY_KIND_FLAG,
        .answers = options_of(ctx, ANSWERS),
    };

    TRY(staff_frame(ctx, request, view.label, "policy", &view.frame));
    view.frame.problem = errors != NULL;
    TRY(choices_read(ctx, spec, &view));
    if (!errors && view.choices.count > 0)
        TRY(choices_tick(ctx, spec, &opening));
    TRY(history_read(ctx, spec, &view));

    struct html page = frame_html(ctx, response);

    policy_html(&page, &view);
    return OK;
}

enum status policy_page(struct ctx *ctx, struct request *request, struct response *response)
{
    enum policy_key key = policy_key_from_text(form_value(&request->query, "regola"));

    if (key == POLICY_NONE)
        return ERR_NOT_FOUND;
    return policy_show(ctx, request, key, NULL, response);
}

struct policy_form {
    const char *value;
    struct date from;
    const char *note;
};

static const struct input FORM[] = {
    INPUT_LINE(struct policy_form, value, VALUE_CHARS_MAX, "Nuovo valore",
               "Scrivi il nuovo valore"),
    INPUT_DATE(struct policy_form, from, DATES_COMING, "Da quando", "Scrivi il giorno da cui vale"),
    INPUT_LINE(struct policy_form, note, NOTE_CHARS_MAX, "Perché", OPTIONAL),
};

struct policy_setting {
    enum policy_key key;
    struct policy_form form;
};

static enum status policy_write(struct ctx *tx, void *args)
{
    const struct policy_setting *setting = args;
    const char *note = text_is_blank(setting->form.note) ? NULL : setting->form.note;

    return policy_set_value(tx, setting->key, setting->form.value, setting->form.from, note);
}

/* A number as one writes it becomes the one that is stored; another is told by policy_judge(). */
static void phone_tidy(struct ctx *ctx, struct policy_setting *setting)
{
    const char *phone;

    if (policy_spec(setting->key)->kind == POLICY_KIND_PHONE &&
        text_phone(ctx->arena, setting->form.value, &phone) == OK)
        setting->form.value = phone;
}

static void policy_judge(struct ctx *ctx, const struct policy_setting *setting,
                         struct form_errors *errors)
{
    const char *hint = value_hint(ctx, policy_spec(setting->key));

    if (errors->count == 0 && !policy_accepts(setting->key, setting->form.value))
        form_error_add(ctx, errors, "value",
                       arena_printf(ctx->arena, tr(ctx, "Scrivi un valore che si possa usare. %s"),
                                    hint ? hint : ""));
}

enum status policy_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct policy_setting setting = {.key =
                                         policy_key_from_text(form_value(&request->form, "rule"))};
    struct form_errors errors = {0};
    enum status status = OK;

    if (setting.key == POLICY_NONE)
        return ERR_NOT_FOUND;
    if (is_choice(policy_spec(setting.key)))
        TRY(choices_join(ctx, policy_spec(setting.key), &request->form));
    TRY(input_read(ctx, &request->form, FORM, &setting.form, &errors));
    phone_tidy(ctx, &setting);
    policy_judge(ctx, &setting, &errors);
    if (errors.count == 0)
        status = store_write(ctx, policy_write, &setting);
    if (status == ERR_CONFLICT)
        form_error_add(ctx, &errors, "from",
                       tr(ctx, "C’è già un valore che comincia quel giorno o dopo: scegli un "
                               "giorno successivo"));
    if (errors.count > 0)
        return policy_show(ctx, request, setting.key, &errors, response);
    TRY(status);
    return response_done(response, "/regole",
                         tr(ctx, "Regola cambiata. Il valore di prima resta per i conti di "
                                 "allora."));
}
