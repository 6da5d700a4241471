/*
 * The rules of the zone: what holds today, what held before, a new value from a day on.
 */
#include "zone/policy.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/staff_web.h"
#include "staff_html.h"
#include "store/store.h"
#include "web/input.h"
#include "zone/zone.h"

/* Marks text for xgettext. */
#define N_(source) (source)

enum { VALUE_CHARS_MAX = 500, NOTE_CHARS_MAX = 500 };

static const struct {
    const char *prefix;
    const char *title;
} SECTIONS[] = {
    {"rides.", N_("Accompagnamenti")},
    {"desk.", N_("Sportello")},
    {"sign_in.", N_("Accesso degli operatori")},
};

enum { SECTION_COUNT = sizeof SECTIONS / sizeof SECTIONS[0] };

static const struct input_choice ANSWERS[] = {{"yes", N_("Sì"), 1}, {"no", N_("No"), 0}, {0}};

/* The code list that a rule's codes come from; NULL where they are names that one types. */
static const char *code_list_of(const struct policy_spec *spec)
{
    static const char *const LISTS[][2] = {
        {"rides.requires_autonomy", "autonomy"},
        {"rides.purposes", "ride_purpose"},
        {"rides.mobility_aids", "mobility_aid"},
    };

    for (size_t i = 0; i < sizeof LISTS / sizeof LISTS[0]; i++) {
        if (strcmp(LISTS[i][0], spec->key) == 0)
            return LISTS[i][1];
    }
    return NULL;
}

/* "stick,walker" -> "Bastone, Deambulatore" */
static enum status codes_show(struct ctx *ctx, const struct policy_spec *spec, const char *value,
                              const char **ret_text)
{
    const char *list = code_list_of(spec);
    struct buf text = buf_new(ctx->arena, 4 * VALUE_CHARS_MAX);
    struct codes codes = {0};

    if (list)
        TRY(codes_read_all(ctx, list, &codes));
    while (*value) {
        size_t length = strcspn(value, ",");
        const char *code = arena_printf(ctx->arena, "%.*s", (int)length, value);

        buf_printf(&text, "%s%s", text.length ? ", " : "", codes_label(ctx, &codes, code));
        value += length + (value[length] == ',');
    }
    *ret_text = strcmp(buf_text(&text), "all") == 0 ? tr(ctx, "Tutti") : buf_text(&text);
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
    return arena_printf(ctx->arena, tr(ctx, "%s (%lld ore)"), value, (long long)(number / HOUR));
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
        return codes_show(ctx, spec, value, ret_text);
    case POLICY_KIND_TEXT:
        if (*value == '+')
            *ret_text = text_phone_show(ctx->arena, value);
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
        .since = date_is_none(row->valid_to)
                     ? arena_printf(ctx->arena, tr(ctx, "dal %s"), from)
                     : arena_printf(ctx->arena, tr(ctx, "dal %s al %s"), from,
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
    if (spec->kind == POLICY_KIND_NUMBER)
        return arena_printf(ctx->arena, tr(ctx, "Un numero da %lld a %lld."),
                            (long long)spec->least, (long long)spec->most);
    if (spec->kind == POLICY_KIND_CODES)
        return tr(ctx, "I nomi dei paesi separati da virgole, senza spazi dopo; oppure all, per "
                       "tutti.");
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

/* The boxes of a rule that is a choice of codes. */
static enum status choices_read(struct ctx *ctx, const struct policy_spec *spec,
                                struct policy_view *view)
{
    const char *list = code_list_of(spec);
    struct codes codes;

    if (!list)
        return OK;
    TRY(codes_read_in_use(ctx, list, instant_date(ctx->now), &codes));

    struct option *items = arena_array(ctx->arena, struct option, codes.count);

    for (size_t i = 0; i < codes.count; i++)
        items[i] = (struct option){codes.rows[i].code, code_label(ctx, &codes.rows[i]), NULL};
    view->choices = (struct options_list){items, codes.count};
    return OK;
}

/* The boxes open as the newest value has them. */
static enum status choices_tick(struct ctx *ctx, const struct policy_spec *spec, struct form *form)
{
    struct policy_row *rows;
    size_t count;

    TRY(policy_history(ctx, spec->key, &rows, &count));
    for (const char *value = count ? rows[count - 1].value : ""; *value;) {
        size_t length = strcspn(value, ",");

        form_put(form, "code", arena_printf(ctx->arena, "%.*s", (int)length, value));
        value += length + (value[length] == ',');
    }
    return OK;
}

/* The ticked boxes become the one value that is stored: "stick,walker". Only codes that the list
   knows; a made-up one cannot come from our page. */
static enum status choices_join(struct ctx *ctx, const struct policy_spec *spec, struct form *form)
{
    struct buf value = buf_new(ctx->arena, VALUE_CHARS_MAX);
    const char *list = code_list_of(spec);
    const struct form_field *field;
    struct codes codes;
    size_t position = 0;

    if (!list)
        return OK;
    TRY(codes_read_all(ctx, list, &codes));
    while ((field = form_next(form, "code", &position))) {
        if (codes_find(&codes, field->value))
            buf_printf(&value, "%s%s", value.length ? "," : "", field->value);
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
    TRY(choices_join(ctx, policy_spec(setting.key), &request->form));
    TRY(input_read(ctx, &request->form, FORM, &setting.form, &errors));
    policy_judge(ctx, &setting, &errors);
    if (errors.count == 0)
        status = store_write(ctx, policy_write, &setting);
    if (status == ERR_CONFLICT)
        form_error_add(ctx, &errors, "from",
                       tr(ctx, "C'è già un valore che comincia quel giorno o dopo: scegli un "
                               "giorno successivo"));
    if (errors.count > 0)
        return policy_show(ctx, request, setting.key, &errors, response);
    TRY(status);
    return response_done(response, "/regole",
                         tr(ctx, "Regola cambiata. Il valore di prima resta per i conti di "
                                 "allora."));
}
