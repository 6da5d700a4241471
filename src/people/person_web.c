/*
 * The record of one person.
 */
#include <string.h>

#include "people/country.h"
#include "people/people_pages.h"
#include "people/person_rules.h"
#include "people/timeline.h"
#include "people_html.h"
#include "people_sql.h"
#include "staff/actor.h"

enum { EVENTS_SHOWN = 30, FACTS_MAX = 8 };

static const char *const DECLARATIONS[] = {"autonomy", "lives_alone", "notices_consent"};

enum { DECLARATION_COUNT = sizeof DECLARATIONS / sizeof DECLARATIONS[0] };

/* "Detto dalla persona, 12/10/2026" */
static enum status declared_note(struct ctx *ctx, const struct declaration_row *row,
                                 const char **ret_note)
{
    const char *source;

    TRY(code_read_label(ctx, "declaration_source", row->source, &source));
    *ret_note = arena_printf(ctx->arena, "%s, %s", source, date_show(ctx->arena, row->declared_on));
    return OK;
}

/* The newest declaration of a kind holds; rows come newest first. */
static enum status condition(struct ctx *ctx, const char *kind, const struct declaration_row *rows,
                             size_t count, struct fact_view *ret_fact)
{
    *ret_fact = (struct fact_view){
        .label = declaration_kind_words(ctx, kind),
        .text = tr(ctx, "Non lo sappiamo ancora"),
    };
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].kind, kind) != 0)
            continue;
        TRY(declaration_words(ctx, kind, rows[i].value, &ret_fact->text));
        return declared_note(ctx, &rows[i], &ret_fact->note);
    }
    return OK;
}

/* "decreto 118/2025 del 20/05/2025, Paola Bianchi 0744 123456" */
static const char *decree_text(struct ctx *ctx, const struct protection_row *row)
{
    const char *on = date_show(ctx->arena, row->decree_date);

    return arena_printf(ctx->arena, "%s%s%s%s%s%s%s%s",
                        row->decree_number ? tr(ctx, "decreto ") : "",
                        row->decree_number ? row->decree_number : "", *on ? tr(ctx, " del ") : "",
                        on, row->holder_name ? ", " : "", row->holder_name ? row->holder_name : "",
                        row->holder_phone ? " " : "",
                        row->holder_phone ? text_phone_show(ctx->arena, row->holder_phone) : "");
}

static enum status show_conditions(struct ctx *ctx, int64_t id, struct person_view *view)
{
    struct declaration_row *declared;
    struct protection_row *protections;
    size_t declared_count;
    size_t protection_count;

    TRY(person_declarations(ctx, id, &declared, &declared_count));
    TRY(person_protections(ctx, id, &protections, &protection_count));

    struct fact_view *facts =
        arena_array(ctx->arena, struct fact_view, DECLARATION_COUNT + protection_count);

    for (size_t i = 0; i < DECLARATION_COUNT; i++)
        TRY(condition(ctx, DECLARATIONS[i], declared, declared_count,
                      &facts[view->condition_count++]));
    for (size_t i = 0; i < protection_count; i++) {
        struct fact_view *fact = &facts[view->condition_count];

        if (!date_is_none(protections[i].to_date))
            continue;
        fact->label = tr(ctx, "Tutela");
        TRY(code_read_label(ctx, "legal_protection", protections[i].kind, &fact->text));
        fact->note = decree_text(ctx, &protections[i]);
        view->condition_count++;
    }
    view->conditions = facts;
    return OK;
}

static void add_fact(struct person_view *view, struct fact_view *facts, const char *label,
                     const char *text)
{
    if (text && *text)
        facts[view->fact_count++] = (struct fact_view){label, text, NULL};
}

static enum status show_facts(struct ctx *ctx, int64_t id, struct person_view *view)
{
    struct fact_view *facts = arena_array(ctx->arena, struct fact_view, FACTS_MAX);
    struct person_row row;
    struct person_phone *phones;
    size_t count;

    TRY(person_row(ctx, id, &row));
    add_fact(view, facts, tr(ctx, "Codice fiscale"), row.tax_code);
    add_fact(view, facts, tr(ctx, "Cittadinanza"), country_show(ctx, row.citizenship_code));
    add_fact(view, facts, tr(ctx, "Data di morte"), date_show(ctx->arena, row.died_on));
    view->facts = facts;
    view->email = row.email;
    view->has_died = !date_is_none(row.died_on);
    TRY(person_phones(ctx, id, &phones, &count));

    struct phone_view *shown = arena_array(ctx->arena, struct phone_view, count);

    for (size_t i = 0; i < count; i++)
        shown[i] = (struct phone_view){phones[i].phone, phones[i].label};
    view->phones = shown;
    view->phone_count = count;
    return OK;
}

static enum status show_residences(struct ctx *ctx, int64_t id, struct person_view *view)
{
    struct residence_row *rows;
    struct dated_view *shown;
    size_t count;

    TRY(person_residences(ctx, id, &rows, &count));
    shown = arena_array(ctx->arena, struct dated_view, count);
    for (size_t i = 0; i < count; i++) {
        const char *place = person_place_text(ctx->arena, rows[i].place_name, rows[i].place_kind,
                                              rows[i].municipality_name);
        const char *where = residence_words(ctx->arena, place, rows[i].address);

        shown[i] = (struct dated_view){
            .title = where ? where : tr(ctx, "Non lo sappiamo"),
            .text = span_show(ctx, rows[i].from_date, rows[i].to_date),
            .open = date_is_none(rows[i].to_date),
        };
    }
    view->residences = shown;
    view->residence_count = count;
    return OK;
}

static struct event_view event_show(struct ctx *ctx, const struct person_event *event)
{
    const char *day = date_show(ctx->arena, event->day);

    return (struct event_view){
        .kind = event->kind,
        .text = event->text,
        .href = event->href,
        .when = instant_is_none(event->at)
                    ? day
                    : arena_printf(ctx->arena, "%s, %s", day,
                                   clock_show(ctx->arena, instant_clock(event->at))),
        .author = event->author,
        .tag = event->tag,
    };
}

/* Of who has died: a ride to come would ring at the door, a call-back at the telephone. */
static void show_left_open(struct ctx *ctx, const struct person_event *events, size_t count,
                           struct person_view *view)
{
    struct event_view *open = arena_array(ctx->arena, struct event_view, count);

    for (size_t i = 0; i < count; i++) {
        if (events[i].tag)
            open[view->left_open_count++] = event_show(ctx, &events[i]);
    }
    view->left_open = open;
}

static enum status show_events(struct ctx *ctx, int64_t id, bool all, struct person_view *view)
{
    const struct person_event *events;
    struct event_view *shown;
    size_t count;

    TRY(person_timeline(ctx, id, &events, &count));
    view->event_count = all || count <= EVENTS_SHOWN ? count : EVENTS_SHOWN;
    view->older_count = count - view->event_count;
    shown = arena_array(ctx->arena, struct event_view, view->event_count);
    for (size_t i = 0; i < view->event_count; i++)
        shown[i] = event_show(ctx, &events[i]);
    view->events = shown;
    if (view->has_died)
        show_left_open(ctx, events, count, view);
    return OK;
}

enum status person_page(struct ctx *ctx, struct request *request, struct response *response)
{
    const int64_t id = request->ids[0];
    const char *all = form_get(&request->query, "tutto");
    struct person_view view = {
        .may_write = actor_may(ctx, POWER_PERSONS_WRITE),
        .may_contact = actor_may(ctx, POWER_CONTACTS_WRITE),
        .may_ride = actor_may(ctx, POWER_RIDES_WRITE),
        .manages_circle = actor_may(ctx, POWER_CIRCLE_MANAGE),
    };

    TRY(person_page_begin(ctx, request, NULL, &view.frame, &view.who));
    TRY(show_conditions(ctx, id, &view));
    TRY(show_facts(ctx, id, &view));
    TRY(show_residences(ctx, id, &view));
    TRY(page_household(ctx, id, &view.members, &view.member_count));
    TRY(show_events(ctx, id, all != NULL, &view));

    struct html page = frame_html(ctx, response);

    person_show(&page, &view);
    return OK;
}
