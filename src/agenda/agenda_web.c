/*
 * The day at the desk: rides, contacts, call-backs, tomorrow. Each part only for who has its power.
 */
#include "agenda/agenda.h"
#include "agenda/agenda_pages.h"
#include "agenda/agenda_rides.h"
#include "agenda_html.h"
#include "base/buf.h"
#include "base/day_words.h"
#include "desk/lines.h"
#include "desk/lines_view.h"
#include "people/people_pages.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "volunteers/volunteers_pages.h"
#include "zone/calendar.h"

enum { CONTACTS_SHOWN = 12, ENTRIES_MAX = 4, HOURS_MAX = 500 };

/* The page being made: whose desk, which day, and what the audit must be told of it. */
struct agenda {
    struct ctx *ctx;
    struct agenda_view view;
    int64_t office_id; /* 0: none within reach */
    struct date day;
    bool is_today;
    struct audit_entry entries[ENTRIES_MAX];
    size_t entry_count;
};

/* Today when nothing is asked or it cannot be read. */
static struct date day_asked(struct ctx *ctx, struct request *request)
{
    const char *typed = form_get(&request->query, "giorno");
    struct date today = instant_date(ctx->now);
    struct date day;

    return typed && date_from_typed(typed, date_add_days(today, 366), &day) == OK ? day : today;
}

static const char *day_address(struct ctx *ctx, struct date day)
{
    return arena_printf(ctx->arena, "/agenda?giorno=%s", date_to_iso(ctx->arena, day));
}

/* "sportello di Arrone 9:00-12:00, 15:00-18:00"; nothing on a day when all desks are shut. */
static enum status hours_fill(struct agenda *agenda)
{
    struct ctx *ctx = agenda->ctx;
    struct calendar calendar;
    struct open_interval hours[CALENDAR_INTERVALS_MAX];
    struct buf text = buf_new(ctx->arena, HOURS_MAX);

    if (!agenda->office_id)
        return OK;
    TRY(calendar_read(ctx, agenda->office_id, agenda->day, &calendar));

    size_t count = calendar_hours(&calendar, ZONE_LINE_DESK, agenda->day, hours);

    for (size_t i = 0; i < count; i++) {
        if (i > 0 && hours[i].place_id == hours[i - 1].place_id)
            buf_put_text(&text, ", ");
        else
            buf_printf(&text, tr(ctx, "%ssportello di %s "), i > 0 ? "; " : "",
                       hours[i].place ? hours[i].place : "");
        buf_printf(&text, "%s-%s", clock_show(ctx->arena, hours[i].opens),
                   clock_show(ctx->arena, hours[i].closes));
    }
    if (count > 0)
        agenda->view.hours = buf_text(&text);
    return OK;
}

static void days_fill(struct agenda *agenda)
{
    struct ctx *ctx = agenda->ctx;
    struct agenda_view *view = &agenda->view;

    view->day_long = day_words_long(ctx, agenda->day);
    view->title = agenda->is_today ? tr(ctx, "Agenda di oggi") : tr(ctx, "Agenda");
    view->former_href = day_address(ctx, date_add_days(agenda->day, -1));
    view->next_href = day_address(ctx, date_add_days(agenda->day, 1));
    view->today_href = agenda->is_today ? NULL : "/agenda";
}

/* Who sees all persons searches them; who sees riders only searches those. */
static enum status search_fill(struct agenda *agenda)
{
    struct ctx *ctx = agenda->ctx;

    if (actor_may(ctx, POWER_PERSONS_READ)) {
        agenda->view.search_action = "/persone";
        return choices_places(ctx, 0, &agenda->view.places);
    }
    if (actor_may(ctx, POWER_RIDERS_READ))
        agenda->view.search_action = "/accompagnamenti/persone";
    return OK;
}

static enum status rides_part(struct agenda *agenda)
{
    struct ctx *ctx = agenda->ctx;
    bool seen;

    if (!actor_may(ctx, POWER_RIDES_READ))
        return OK;
    agenda->view.sees_rides = true;
    TRY(agenda_rides_fill(ctx, agenda->office_id, agenda->day, &agenda->view, &seen));
    if (seen)
        agenda->entries[agenda->entry_count++] = (struct audit_entry){.action = "agenda.rides"};
    return agenda->is_today ? agenda_tomorrow_fill(ctx, agenda->office_id, &agenda->view) : OK;
}

static void tell_lines(struct agenda *agenda, const char *action, const struct contact_lines *lines)
{
    if (contact_lines_entry(action, lines, &agenda->entries[agenda->entry_count]))
        agenda->entry_count++;
}

static enum status contacts_part(struct agenda *agenda)
{
    struct ctx *ctx = agenda->ctx;
    struct agenda_view *view = &agenda->view;
    const struct contact_filter filter = {.day = agenda->day, .office_id = agenda->office_id};
    struct contact_lines lines;

    if (!actor_may(ctx, POWER_CONTACTS_READ) || !agenda->office_id)
        return OK;
    TRY(contact_lines_read(ctx, &filter, 0, CONTACTS_SHOWN, &lines));
    view->sees_contacts = true;
    view->contacts = contact_line_views(ctx, &lines, false);
    view->contact_count = lines.count;
    if (lines.next)
        view->more_contacts =
            arena_printf(ctx->arena, "/contatti?day=%s&office=%lld",
                         date_to_iso(ctx->arena, agenda->day), (long long)agenda->office_id);
    tell_lines(agenda, "agenda.contacts", &lines);
    return OK;
}

/* Whoever waits for a call waits today, whatever day was promised. */
static enum status call_backs_part(struct agenda *agenda)
{
    struct ctx *ctx = agenda->ctx;
    struct agenda_view *view = &agenda->view;
    struct contact_lines lines;

    if (!view->sees_contacts || !agenda->is_today)
        return OK;
    TRY(call_back_lines_read(ctx, agenda->office_id, &lines));
    view->shows_call_backs = true;
    view->call_backs = call_back_line_views(ctx, &lines);
    view->call_back_count = lines.count;
    tell_lines(agenda, "agenda.call_backs", &lines);
    return OK;
}

/* For who keeps the register: what volunteers said that waits for an answer, and what is to be
   renewed before it takes a driver or a car away. */
static enum status volunteers_part(struct agenda *agenda)
{
    struct ctx *ctx = agenda->ctx;
    struct paper_due *due;

    if (!agenda->is_today || !actor_may(ctx, POWER_VOLUNTEERS_WRITE))
        return OK;
    TRY(volunteer_proposals_waiting(ctx, &agenda->view.proposal_count));
    TRY(papers_due(ctx, &due, &agenda->view.due_count));
    agenda->view.due = papers_due_views(ctx, due, agenda->view.due_count);
    if (agenda->view.due_count > 0)
        agenda->entries[agenda->entry_count++] = (struct audit_entry){.action = "agenda.papers"};
    return OK;
}

enum status agenda_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct agenda agenda = {.ctx = ctx, .day = day_asked(ctx, request)};
    enum status status = desk_office(ctx, &agenda.office_id);

    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    agenda.is_today = agenda.day.days == instant_date(ctx->now).days;
    agenda.view.may_record = actor_may(ctx, POWER_CONTACTS_WRITE);
    agenda.view.shows_free = agenda.day.days >= instant_date(ctx->now).days;
    agenda.view.may_book = actor_may(ctx, POWER_RIDES_WRITE) && agenda.view.shows_free;
    agenda.view.ask = ask_new(ctx, request, NULL, NULL);
    days_fill(&agenda);
    TRY(hours_fill(&agenda));
    TRY(search_fill(&agenda));
    TRY(rides_part(&agenda));
    TRY(contacts_part(&agenda));
    TRY(call_backs_part(&agenda));
    TRY(volunteers_part(&agenda));
    if (agenda.entry_count > 0)
        TRY(audit_read_many(ctx, agenda.entries, agenda.entry_count));
    TRY(staff_frame(ctx, request, agenda.view.title, "agenda", &agenda.view.frame));

    struct html page = frame_html(ctx, response);

    agenda_screen(&page, &agenda.view);
    return OK;
}

const struct route AGENDA_ROUTES[] = {
    ROUTE(GET, "/agenda", POWER_DAY_READ, agenda_page),
    ROUTE(GET, "/inizio", POWER_SIGNED_IN, start_page),
};
const size_t AGENDA_ROUTE_COUNT = sizeof AGENDA_ROUTES / sizeof AGENDA_ROUTES[0];
