/*
 * What the form of a contact shows beside its fields: persons to choose from, the needs picker, and
 * who answers the needs that were chosen.
 */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "desk/contact_form.h"
#include "desk/desk_pages.h"
#include "desk_html.h"
#include "network/network.h"
#include "people/index.h"
#include "people/people_pages.h"
#include "staff/staff.h"
#include "store/audit.h"

enum { SEARCH_WORDS_MAX = 200, HITS_MAX = 8 };

const char *contact_path(struct arena *arena, int64_t id, const char *page)
{
    return arena_printf(arena, "/contatti/%lld%s%s", (long long)id, page ? "/" : "",
                        page ? page : "");
}

const char *moment_text(struct ctx *ctx, struct instant at)
{
    return arena_printf(ctx->arena, "%s, %s", date_show(ctx->arena, instant_date(at)),
                        clock_show(ctx->arena, instant_clock(at)));
}

const char *call_back_text(struct ctx *ctx, struct date day, struct clock_time time)
{
    int days = date_is_none(day) ? 0 : day.days - instant_date(ctx->now).days;
    const char *when = days == 0   ? tr(ctx, "oggi")
                       : days == 1 ? tr(ctx, "domani")
                                   : date_show(ctx->arena, day);

    if (date_is_none(day))
        return NULL;
    if (clock_is_none(time))
        return when;
    return arena_printf(ctx->arena, tr(ctx, "%s entro le %s"), when, clock_show(ctx->arena, time));
}

enum status desk_person(struct ctx *ctx, int64_t person_id, const struct person_hit_view **ret_who)
{
    struct person_card card;
    struct person_hit_view *who;

    if (!person_id) {
        *ret_who = NULL;
        return OK;
    }
    TRY(person_card(ctx, person_id, &card));
    who = arena_new(ctx->arena, struct person_hit_view);
    *who = person_hit(ctx, &card, NULL);
    *ret_who = who;
    return OK;
}

bool person_choice_asked(const struct form *form)
{
    const char *words = form_value(form, "seek");

    return form_has(form, "act", "seek") ||
           (!text_is_blank(words) && !text_equal(words, form_value(form, "sought")));
}

static const char *create_path(struct ctx *ctx, const char *torna)
{
    struct buf path = buf_new(ctx->arena, REQUEST_TARGET_MAX);
    struct html out = {&path, ctx};

    if (!torna || !actor_may(ctx, POWER_PERSONS_WRITE))
        return NULL;
    buf_put_text(&path, "/persone/nuova?torna=");
    html_put_url_text(&out, torna);
    return buf_text(&path);
}

bool person_is_chosen(const struct person_choice_view *choice, const struct person_hit_view *hit)
{
    int64_t id;

    return text_to_int(choice->chosen, &id) == OK && id == hit->id;
}

/* The person chosen before stays in the list, also when the new words find others. */
static enum status choice_put_chosen(struct ctx *ctx, struct person_choice_view *choice,
                                     struct person_hit_view *people)
{
    int64_t id;
    struct person_card card;
    enum status status = text_to_int(choice->chosen, &id);

    if (status == OK)
        status = person_card(ctx, id, &card);
    if (status == ERR_NOT_FOUND || status == ERR_INVALID)
        return OK;
    TRY(status);
    people[choice->count++] = person_hit(ctx, &card, NULL);
    return audit_read(ctx, &(struct audit_entry){.action = "person.choose",
                                                 .subject_kind = "person",
                                                 .subject_id = id,
                                                 .place_id = card.place_id});
}

static enum status choice_search(struct ctx *ctx, struct person_choice_view *choice,
                                 struct person_hit_view *people)
{
    const struct people_query query = {.words = choice->words, .limit = HITS_MAX};
    struct person_card *cards;
    size_t count;

    TRY(people_search(ctx, ctx->people, &query, &cards, &count));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "person.search"}));
    for (size_t i = 0; i < count; i++) {
        if (choice->count == 0 || people[0].id != cards[i].id)
            people[choice->count++] = person_hit(ctx, &cards[i], NULL);
    }
    choice->nothing_found = count == 0;
    return OK;
}

enum status person_choice_read(struct ctx *ctx, struct form *form, const char *torna,
                               struct person_choice_view *ret_choice)
{
    struct person_hit_view *people = arena_array(ctx->arena, struct person_hit_view, HITS_MAX + 1);
    const char *words = text_squeeze(ctx->arena, form_value(form, "seek"));
    struct person_choice_view choice = {
        .people = people,
        .chosen = form_value(form, "person"),
        .words = words,
        .create_href = create_path(ctx, torna),
        .may_create = !torna && actor_may(ctx, POWER_PERSONS_WRITE),
    };

    TRY(choice_put_chosen(ctx, &choice, people));
    if (*words && text_length(words) <= SEARCH_WORDS_MAX)
        TRY(choice_search(ctx, &choice, people));
    *ret_choice = choice;
    return OK;
}

static size_t needs_of_area(const struct desk_list *needs, const char *area,
                            struct need_view *views)
{
    size_t count = 0;

    for (size_t i = 0; i < needs->codes.count; i++) {
        const struct code_row *row = &needs->codes.rows[i];

        if (text_equal(row->parent, area))
            views[count++] = (struct need_view){
                .code = row->code,
                .label = needs->options.items[i].label,
                .hint = row->hint_it,
            };
    }
    return count;
}

void need_groups(struct ctx *ctx, const struct desk_list *areas, const struct desk_list *needs,
                 const struct need_group_view **ret_groups, size_t *ret_count)
{
    struct need_group_view *groups =
        arena_array(ctx->arena, struct need_group_view, areas->codes.count);

    for (size_t i = 0; i < areas->codes.count; i++) {
        struct need_view *views = arena_array(ctx->arena, struct need_view, needs->codes.count);

        groups[i] = (struct need_group_view){
            .label = areas->options.items[i].label,
            .needs = views,
            .need_count = needs_of_area(needs, areas->codes.rows[i].code, views),
        };
    }
    *ret_groups = groups;
    *ret_count = areas->codes.count;
}

/* Leaves out what the filter does not find; what was chosen stays, or it would be lost. */
static void area_filter(struct ctx *ctx, const struct form *form, const char *filter,
                        struct area_view *area, struct need_view *needs, size_t *found)
{
    size_t kept = 0;
    int chosen = 0;

    for (size_t i = 0; i < area->need_count; i++) {
        struct need_view need = needs[i];
        const char *text = arena_printf(ctx->arena, "%s %s %s", area->label, need.label,
                                        need.hint ? need.hint : "");
        bool matches = desk_text_matches(ctx->arena, text, filter);

        need.chosen = contact_form_has_need(form, need.code);
        chosen += need.chosen;
        *found += matches;
        if (matches || need.chosen)
            needs[kept++] = need;
    }
    area->need_count = kept;
    area->open = chosen > 0 || (*filter && kept > 0);
    area->count =
        chosen > 0
            ? arena_printf(
                  ctx->arena,
                  tr_count(ctx, "%zu voce, scelte: %d", "%zu voci, scelte: %d", (int64_t)kept),
                  kept, chosen)
            : arena_printf(ctx->arena, tr_count(ctx, "%zu voce", "%zu voci", (int64_t)kept), kept);
}

static void picker_fill(struct ctx *ctx, const struct form *form, const struct desk_lists *lists,
                        struct contact_form_view *view)
{
    const struct desk_list *areas = &lists->areas;
    struct area_view *views = arena_array(ctx->arena, struct area_view, areas->codes.count);

    view->filter = form_value(form, "filter");
    if (strlen(view->filter) > SEARCH_WORDS_MAX)
        view->filter = "";
    for (size_t i = 0; i < areas->codes.count; i++) {
        struct need_view *needs =
            arena_array(ctx->arena, struct need_view, lists->needs.codes.count);
        struct area_view area = {.label = areas->options.items[i].label, .needs = needs};

        area.need_count = needs_of_area(&lists->needs, areas->codes.rows[i].code, needs);
        area_filter(ctx, form, text_squeeze(ctx->arena, view->filter), &area, needs,
                    &view->filter_found);
        if (area.need_count > 0)
            views[view->area_count++] = area;
    }
    view->areas = views;
}

static struct answer_view answer_of(struct ctx *ctx, const struct form *form,
                                    const struct service_answer *row)
{
    const char *phone = row->phone ? row->phone : row->organization_phone;
    const char *id = arena_printf(ctx->arena, "%lld", (long long)row->id);

    return (struct answer_view){
        .service_id = row->id,
        .name = row->name,
        .organization = row->organization_name,
        .phone = phone ? text_phone_show(ctx->arena, phone) : NULL,
        .hours = row->hours,
        .named = form && form_has(form, "service", id),
    };
}

enum status need_answers_read(struct ctx *ctx, const struct form *form, int64_t place_id,
                              const struct wanted_need *needs, size_t count,
                              const struct need_answers_view **ret_answers)
{
    struct need_answers_view *views = arena_array(ctx->arena, struct need_answers_view, count);

    for (size_t i = 0; i < count; i++) {
        struct service_answer *rows;
        size_t row_count;

        TRY(network_answers(ctx, needs[i].code, place_id, &rows, &row_count));

        struct answer_view *answers = arena_array(ctx->arena, struct answer_view, row_count);

        for (size_t k = 0; k < row_count; k++)
            answers[k] = answer_of(ctx, form, &rows[k]);
        views[i] = (struct need_answers_view){
            .code = needs[i].code,
            .label = needs[i].label,
            .unmet_name = arena_printf(ctx->arena, "unmet.%s", needs[i].code),
            .unmet = form ? contact_form_unmet(ctx, form, needs[i].code) : NULL,
            .answers = answers,
            .answer_count = row_count,
        };
    }
    *ret_answers = views;
    return OK;
}

/* Where the need is: as typed, or else where the person lives; 0: anywhere. */
static enum status form_place(struct ctx *ctx, const struct form *form,
                              const struct contact_row *row, int64_t *ret_place)
{
    struct person_card card;
    int64_t person = row ? row->person_id : 0;
    enum status status;

    *ret_place = 0;
    if (text_to_int(form_value(form, "place"), ret_place) == OK && *ret_place > 0)
        return OK;
    *ret_place = 0;
    if (!row && text_to_int(form_value(form, "person"), &person) != OK)
        return OK;
    status = person_card(ctx, person, &card);
    if (status == OK)
        *ret_place = card.place_id;
    return status == ERR_NOT_FOUND ? OK : status;
}

static enum status answers_fill(struct ctx *ctx, const struct form *form,
                                const struct desk_lists *lists, const struct contact_row *row,
                                struct contact_form_view *view)
{
    struct wanted_need wanted[CONTACT_NEEDS_MAX];
    int64_t place;

    for (size_t i = 0; i < lists->needs.codes.count && view->answers_count < CONTACT_NEEDS_MAX;
         i++) {
        const struct option *need = &lists->needs.options.items[i];

        if (contact_form_has_need(form, need->value))
            wanted[view->answers_count++] = (struct wanted_need){need->value, need->label};
    }
    TRY(form_place(ctx, form, row, &place));
    return need_answers_read(ctx, form, place, wanted, view->answers_count, &view->answers);
}

static bool any_typed(const struct form *form, const struct form_errors *errors,
                      const char *const *names)
{
    for (; *names; names++) {
        if (*form_value(form, *names) || form_error_of(errors, *names))
            return true;
    }
    return false;
}

static void folds_open(const struct form *form, const struct form_errors *errors,
                       struct contact_form_view *view)
{
    static const char *const UNMET[] = {"unmet_need", "unmet_reason", NULL};
    static const char *const CALL_BACK[] = {"call_back_on", "call_back_at", "call_back_phone",
                                            "call_back_what", NULL};
    static const char *const MORE[] = {"place", "urgent", "day", "time", NULL};

    view->pair_shown = view->answers_count == 0 || form_error_of(errors, "unmet_need") ||
                       form_error_of(errors, "unmet_reason");
    view->unmet_open = any_typed(form, errors, UNMET);
    view->call_back_open = any_typed(form, errors, CALL_BACK);
    view->more_open = any_typed(form, errors, MORE) || form_error_of(errors, "minutes");
}

static void form_view_addresses(struct ctx *ctx, const struct contact_row *row,
                                struct contact_form_view *view)
{
    view->correcting = row;
    view->anonymous = row && !row->person_id;
    view->action = row ? contact_path(ctx->arena, row->id, "correggi") : "/contatti/nuovo";
    view->answers_action = arena_printf(ctx->arena, "%s#answers", view->action);
    view->cancel = row ? contact_path(ctx->arena, row->id, NULL) : "/agenda";
    view->title =
        row ? arena_printf(ctx->arena, tr(ctx, "Correggi il contatto %lld"), (long long)row->number)
            : tr(ctx, "Registra un contatto");
}

enum status contact_form_show(struct ctx *ctx, struct request *request, struct response *response,
                              const struct desk_lists *lists, const struct contact_row *row,
                              struct form *form, const struct form_errors *errors)
{
    struct contact_form_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .channels = lists->channels.options,
        .reasons = lists->reasons.options,
        .callers = lists->callers.options,
        .places = lists->places,
        .needs = lists->needs.options,
        .responses = lists->responses.options,
        .unmet = lists->unmet.options,
    };

    if (request->method == WEB_GET && !*form_value(form, "person"))
        view.ask.focus = "channel";
    form_view_addresses(ctx, row, &view);
    if (row)
        TRY(desk_person(ctx, row->person_id, &view.who));
    else
        TRY(person_choice_read(ctx, form, NULL, &view.person));
    picker_fill(ctx, form, lists, &view);
    TRY(answers_fill(ctx, form, lists, row, &view));
    folds_open(form, errors, &view);
    TRY(staff_frame(ctx, request, view.title, "contacts", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    contact_form(&page, &view);
    return OK;
}
