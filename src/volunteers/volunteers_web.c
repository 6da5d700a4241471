/*
 * The register of volunteers as far as the rides need it: who can when, who is away, who drives
 * which car. AUSER keeps it; the office reads it.
 */
#include "base/day_words.h"
#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "volunteers/spells.h"
#include "volunteers/volunteers.h"
#include "volunteers/volunteers_pages.h"
#include "volunteers/volunteers_view.h"
#include "volunteers_html.h"

/* Everything that the register shows, read once. */
struct register_rows {
    struct volunteer_row *volunteers;
    size_t volunteer_count;
    struct volunteer_week_row *hours;
    size_t hour_count;
    struct volunteer_away_row *absences;
    size_t absence_count;
    struct vehicle_who *cars;
    size_t car_count;
    struct paper_due *due;
    size_t due_count;
};

static enum status register_read(struct ctx *ctx, struct register_rows *ret_rows)
{
    struct date today = instant_date(ctx->now);
    struct register_rows rows;

    TRY(volunteers_all(ctx, &rows.volunteers, &rows.volunteer_count));
    TRY(volunteer_hours_from(ctx, today, &rows.hours, &rows.hour_count));
    TRY(volunteer_absences_from(ctx, today, &rows.absences, &rows.absence_count));
    TRY(vehicles_all(ctx, &rows.cars, &rows.car_count));
    TRY(papers_due(ctx, &rows.due, &rows.due_count));
    *ret_rows = rows;
    return OK;
}

static void volunteer_hours_show(struct ctx *ctx, const struct register_rows *rows,
                                 struct volunteer_view *view)
{
    struct spell_view *spells = arena_array(ctx->arena, struct spell_view, rows->hour_count);

    for (size_t i = 0; i < rows->hour_count; i++) {
        if (rows->hours[i].volunteer_id == view->id)
            spells[view->hour_count++] = hours_spell(ctx, &rows->hours[i]);
    }
    view->hours = spells;
}

static void volunteer_absences_show(struct ctx *ctx, const struct register_rows *rows,
                                    struct volunteer_view *view)
{
    struct spell_view *spells = arena_array(ctx->arena, struct spell_view, rows->absence_count);

    for (size_t i = 0; i < rows->absence_count; i++) {
        if (rows->absences[i].volunteer_id == view->id)
            spells[view->absence_count++] = absence_spell(ctx, &rows->absences[i]);
    }
    view->absences = spells;
}

static void list_add(struct buf *list, const char *words)
{
    if (list->length > 0)
        buf_put_text(list, ", ");
    buf_put_text(list, words);
}

static const char *volunteer_cars(struct ctx *ctx, const struct register_rows *rows, int64_t id)
{
    struct buf names = buf_new(ctx->arena, 4096);

    for (size_t i = 0; i < rows->car_count; i++) {
        if (rows->cars[i].driver_id == id)
            list_add(&names, rows->cars[i].name);
    }
    return names.length > 0 ? buf_text(&names) : NULL;
}

/* "dal 01/12/2026" to come, "fino al 30/11/2026" gone; NULL on a day in between. */
static const char *service_note(struct ctx *ctx, struct date from, struct date to)
{
    const struct date today = instant_date(ctx->now);

    if (from.days > today.days)
        return words_say(ctx, tr(ctx, "dal %s"), date_show(ctx->arena, from));
    if (!date_is_none(to) && to.days < today.days)
        return words_say(ctx, tr(ctx, "fino al %s"), date_show(ctx->arena, to));
    return NULL;
}

static struct volunteer_view volunteer_show(struct ctx *ctx, const struct register_rows *rows,
                                            const struct volunteer_row *row)
{
    struct volunteer_view view = {
        .id = row->id,
        .full_name = arena_printf(ctx->arena, "%s %s", row->surname, row->name),
        .phone = row->phone,
        .home = row->address ? arena_printf(ctx->arena, "%s, %s", row->place, row->address)
                             : row->place,
        .organization = row->organization,
        .note = service_note(ctx, row->from_date, row->to_date),
        .cars = volunteer_cars(ctx, rows, row->id),
        .lacks = papers_lacking(ctx, rows->due, rows->due_count,
                                (struct paper_owner){.volunteer_id = row->id}),
    };

    volunteer_hours_show(ctx, rows, &view);
    volunteer_absences_show(ctx, rows, &view);
    return view;
}

static const char *car_room(struct ctx *ctx, const struct vehicle_who *car)
{
    const char *seats = arena_printf(
        ctx->arena, tr_count(ctx, "%lld posto", "%lld posti", car->seats), (long long)car->seats);

    if (car->folding_wheelchairs == 0)
        return seats;
    return arena_printf(ctx->arena,
                        tr_count(ctx, "%s, una carrozzina pieghevole",
                                 "%s, %lld carrozzine pieghevoli", car->folding_wheelchairs),
                        seats, (long long)car->folding_wheelchairs);
}

/* Rows of one car follow each other, one a driver. */
static size_t car_show(struct ctx *ctx, const struct register_rows *rows, size_t first,
                       struct car_view *ret_car)
{
    const struct vehicle_who *car = &rows->cars[first];
    struct buf drivers = buf_new(ctx->arena, 4096);
    size_t end = first;

    for (; end < rows->car_count && rows->cars[end].id == car->id; end++) {
        if (rows->cars[end].driver_id)
            list_add(&drivers, arena_printf(ctx->arena, "%s %s", rows->cars[end].driver_name,
                                            rows->cars[end].driver_surname));
    }
    *ret_car = (struct car_view){
        .id = car->id,
        .note = service_note(ctx, car->from_date, car->to_date),
        .name = car->plate
                    ? arena_printf(ctx->arena, tr(ctx, "%s, targa %s"), car->name, car->plate)
                    : car->name,
        .room = car_room(ctx, car),
        .owner = car->owner_organization ? car->owner_organization : tr(ctx, "del volontario"),
        .drivers = drivers.length > 0 ? buf_text(&drivers) : tr(ctx, "nessuno"),
    };
    return end;
}

static enum status volunteers_page(struct ctx *ctx, struct request *request,
                                   struct response *response)
{
    struct volunteers_view view = {.may_write = actor_may(ctx, POWER_VOLUNTEERS_WRITE),
                                   .keeps = actor_may(ctx, POWER_VOLUNTEERING_KEEP)};
    struct register_rows rows;

    TRY(register_read(ctx, &rows));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "volunteer.list"}));

    struct volunteer_view *volunteers =
        arena_array(ctx->arena, struct volunteer_view, rows.volunteer_count);
    struct volunteer_view *others =
        arena_array(ctx->arena, struct volunteer_view, rows.volunteer_count);
    struct car_view *cars = arena_array(ctx->arena, struct car_view, rows.car_count);

    for (size_t i = 0; i < rows.volunteer_count; i++) {
        struct volunteer_view volunteer = volunteer_show(ctx, &rows, &rows.volunteers[i]);

        if (volunteer.note)
            others[view.other_count++] = volunteer;
        else
            volunteers[view.volunteer_count++] = volunteer;
    }
    for (size_t i = 0; i < rows.car_count;)
        i = car_show(ctx, &rows, i, &cars[view.car_count++]);
    view.volunteers = volunteers;
    view.others = others;
    view.cars = cars;
    view.due_count = rows.due_count;
    if (view.may_write)
        TRY(volunteer_proposals_waiting(ctx, &view.proposal_count));
    TRY(staff_frame(ctx, request, tr(ctx, "Volontari"), "volunteers", &view.frame));

    struct html page = frame_html(ctx, response);

    volunteers_list(&page, &view);
    return OK;
}

/* --- one volunteer ---------------------------------------------------------------------------- */

const char *volunteer_path(struct ctx *ctx, int64_t id)
{
    return arena_printf(ctx->arena, "/volontari/%lld", (long long)id);
}

const char *volunteers_changed_meanwhile(struct ctx *ctx)
{
    return tr(ctx, "Intanto qualcun altro ha cambiato questi dati. Qui c’è quello che hai scritto "
                   "tu: controlla e salva di nuovo");
}

static enum status page_papers(struct ctx *ctx, struct volunteer_page_view *view)
{
    struct paper_row *rows;
    struct paper_view *papers;
    size_t count;

    TRY(papers_all(ctx, &rows, &count));
    TRY(papers_of(ctx, rows, count, (struct paper_owner){.volunteer_id = view->volunteer.id},
                  &papers, &view->paper_count));
    view->papers = papers;
    return OK;
}

enum status volunteer_page_show(struct ctx *ctx, struct request *request,
                                const struct form_errors *hours_errors,
                                const struct form_errors *absence_errors, struct response *response)
{
    struct volunteer_page_view view = {.may_write = actor_may(ctx, POWER_VOLUNTEERS_WRITE),
                                       .keeps = actor_may(ctx, POWER_VOLUNTEERING_KEEP)};
    struct volunteer_row volunteer;
    struct register_rows rows;

    TRY(volunteer_read(ctx, request->ids[0], &volunteer));
    TRY(register_read(ctx, &rows));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "volunteer.open",
                                              .subject_kind = "volunteer",
                                              .subject_id = volunteer.id}));
    view.volunteer = volunteer_show(ctx, &rows, &volunteer);
    TRY(page_papers(ctx, &view));
    view.path = volunteer_path(ctx, volunteer.id);
    view.weekdays = options_of(ctx, VOLUNTEERS_WEEKDAYS);
    view.hours_ask = ask_new(ctx, request, hours_errors ? &request->form : NULL, hours_errors);
    view.absence_ask =
        ask_new(ctx, request, absence_errors ? &request->form : NULL, absence_errors);
    TRY(staff_frame(ctx, request, view.volunteer.full_name, "volunteers", &view.frame));
    view.frame.problem = hours_errors || absence_errors;

    struct html page = frame_html(ctx, response);

    volunteer_page(&page, &view);
    return OK;
}

static enum status volunteer_show_page(struct ctx *ctx, struct request *request,
                                       struct response *response)
{
    return volunteer_page_show(ctx, request, NULL, NULL, response);
}

const struct route VOLUNTEERS_ROUTES[] = {
    ROUTE(GET, "/volontari", POWER_VOLUNTEERS_READ, volunteers_page),
    ROUTE(GET, "/volontari/nuovo", POWER_VOLUNTEERS_WRITE, volunteer_new_page),
    ROUTE_MAKES("/volontari/nuovo", POWER_VOLUNTEERS_WRITE, volunteer_new_post, "/volontari/:id",
                NULL),
    ROUTE(GET, "/volontari/auto/nuova", POWER_VOLUNTEERS_WRITE, vehicle_new_page),
    ROUTE_MAKES("/volontari/auto/nuova", POWER_VOLUNTEERS_WRITE, vehicle_new_post, "/volontari",
                NULL),
    ROUTE(GET, PROPOSALS_PATH, POWER_VOLUNTEERS_WRITE, proposals_page),
    ROUTE(POST, PROPOSALS_PATH "/:id", POWER_VOLUNTEERS_WRITE, proposal_post),
    ROUTE(GET, PAPERS_PATH, POWER_VOLUNTEERS_READ, papers_page),
    ROUTE(GET, PAPERS_PATH "/:id", POWER_VOLUNTEERS_WRITE, paper_edit_page),
    ROUTE(POST, PAPERS_PATH "/:id", POWER_VOLUNTEERS_WRITE, paper_edit_post),
    ROUTE(POST, PAPERS_PATH "/:id/togli", POWER_VOLUNTEERS_WRITE, paper_drop_post),
    ROUTE(GET, "/volontari/:id/documenti", POWER_VOLUNTEERS_WRITE, volunteer_paper_page),
    ROUTE_MAKES("/volontari/:id/documenti", POWER_VOLUNTEERS_WRITE, volunteer_paper_post,
                "/volontari/:id", NULL),
    ROUTE(GET, "/volontari/auto/:id/documenti", POWER_VOLUNTEERS_WRITE, vehicle_paper_page),
    ROUTE_MAKES("/volontari/auto/:id/documenti", POWER_VOLUNTEERS_WRITE, vehicle_paper_post,
                PAPERS_PATH, NULL),
    ROUTE(GET, "/volontari/auto/:id", POWER_VOLUNTEERS_WRITE, vehicle_edit_page),
    ROUTE(POST, "/volontari/auto/:id", POWER_VOLUNTEERS_WRITE, vehicle_edit_post),
    ROUTE(GET, "/volontari/:id/modifica", POWER_VOLUNTEERS_WRITE, volunteer_edit_page),
    ROUTE(POST, "/volontari/:id/modifica", POWER_VOLUNTEERS_WRITE, volunteer_edit_post),
    ROUTE(GET, "/volontari/:id", POWER_VOLUNTEERS_READ, volunteer_show_page),
    ROUTE(POST, "/volontari/:id/orari", POWER_VOLUNTEERS_WRITE, hours_post),
    ROUTE(GET, "/volontari/:id/orari/:id", POWER_VOLUNTEERS_WRITE, hours_edit_page),
    ROUTE_MAKES("/volontari/:id/orari/:id", POWER_VOLUNTEERS_WRITE, hours_edit_post,
                "/volontari/:id", NULL),
    ROUTE(POST, "/volontari/:id/orari/:id/togli", POWER_VOLUNTEERS_WRITE, hours_end_post),
    ROUTE(POST, "/volontari/:id/assenze", POWER_VOLUNTEERS_WRITE, absence_post),
    ROUTE(GET, "/volontari/:id/assenze/:id", POWER_VOLUNTEERS_WRITE, absence_edit_page),
    ROUTE_MAKES("/volontari/:id/assenze/:id", POWER_VOLUNTEERS_WRITE, absence_edit_post,
                "/volontari/:id", NULL),
    ROUTE(POST, "/volontari/:id/assenze/:id/togli", POWER_VOLUNTEERS_WRITE, absence_drop_post),
};
const size_t VOLUNTEERS_ROUTE_COUNT = sizeof VOLUNTEERS_ROUTES / sizeof VOLUNTEERS_ROUTES[0];
