/*
 * The rules of the zone: what holds today, what held before, a new value from a day on.
 */
#include "zone/policy.h"

#include <string.h>

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

static const char *value_show(struct ctx *ctx, const struct policy_spec *spec, const char *value)
{
    if (spec->kind == POLICY_KIND_FLAG)
        return strcmp(value, "yes") == 0 ? tr(ctx, "Sì") : tr(ctx, "No");
    return spec->kind == POLICY_KIND_TEXT && *value == '+' ? text_phone_show(ctx->arena, value)
                                                           : value;
}

static struct policy_line line_of(struct ctx *ctx, const struct policy_spec *spec,
                                  const struct policy_row *row)
{
    const char *from = date_show(ctx->arena, row->valid_from);

    return (struct policy_line){
        .key = spec->key,
        .label = tr(ctx, spec->label),
        .value = value_show(ctx, spec, row->value),
        .since = date_is_none(row->valid_to)
                     ? arena_printf(ctx->arena, tr(ctx, "dal %s"), from)
                     : arena_printf(ctx->arena, tr(ctx, "dal %s al %s"), from,
                                    date_show(ctx->arena, row->valid_to)),
        .note = row->note,
    };
}

static struct policy_section section_of(struct ctx *ctx, size_t index,
                                        const struct policy_row *rows, size_t count)
{
    struct policy_line *lines = arena_array(ctx->arena, struct policy_line, count);
    struct policy_section section = {.title = tr(ctx, SECTIONS[index].title), .lines = lines};

    for (size_t i = 0; i < count; i++) {
        enum policy_key key = policy_key_from_text(rows[i].key);

        if (key != POLICY_NONE && text_starts_with(rows[i].key, SECTIONS[index].prefix))
            lines[section.count++] = line_of(ctx, policy_spec(key), &rows[i]);
    }
    return section;
}

enum status policies_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct policy_section *sections = arena_array(ctx->arena, struct policy_section, SECTION_COUNT);
    struct policies_view view = {.sections = sections, .section_count = SECTION_COUNT};
    struct policy_row *rows;
    size_t count;

    TRY(staff_frame(ctx, request, tr(ctx, "Regole della zona"), "policy", &view.frame));
    TRY(policies_on(ctx, instant_date(ctx->now), &rows, &count));
    for (size_t i = 0; i < SECTION_COUNT; i++)
        sections[i] = section_of(ctx, i, rows, count);

    struct html page = frame_html(ctx, response);

    policies_html(&page, &view);
    return OK;
}

/* ---- one rule ---------------------------------------------------------------------------------
 */

static const char *value_hint(struct ctx *ctx, const struct policy_spec *spec)
{
    if (spec->kind == POLICY_KIND_NUMBER)
        return arena_printf(ctx->arena, tr(ctx, "Un numero da %lld a %lld."),
                            (long long)spec->least, (long long)spec->most);
    if (spec->kind == POLICY_KIND_CODES)
        return tr(ctx, "Le voci separate da virgole, senza spazi.");
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
        lines[i] = line_of(ctx, spec, &rows[view->history_count - 1 - i]);
    view->history = lines;
    return OK;
}

static enum status policy_show(struct ctx *ctx, struct request *request, enum policy_key key,
                               const struct form_errors *errors, struct response *response)
{
    const struct policy_spec *spec = policy_spec(key);
    struct policy_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors),
        .key = spec->key,
        .label = tr(ctx, spec->label),
        .hint = value_hint(ctx, spec),
        .is_flag = spec->kind == POLICY_KIND_FLAG,
        .answers = options_of(ctx, ANSWERS),
    };

    TRY(staff_frame(ctx, request, view.label, "policy", &view.frame));
    view.frame.problem = errors != NULL;
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
    response_banner(response, tr(ctx, "Regola cambiata. Il valore di prima resta per i conti di "
                                      "allora."));
    response_redirect(response, "/regole");
    return OK;
}
