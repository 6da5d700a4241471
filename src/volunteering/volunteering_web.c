/* The routes of what the volunteers' body keeps for itself, and what its pages share. */
#include "volunteering/volunteering.h"

#include "base/text.h"
#include "base/words.h"
#include "staff/powers.h"
#include "volunteering/volunteering_pages.h"
#include "volunteers_sql.h"

struct month volunteering_month(struct ctx *ctx, struct request *request)
{
    return month_from_code(ctx, form_get(&request->query, "mese"));
}

static const char *month_address(struct ctx *ctx, const char *path, struct date day)
{
    return arena_printf(ctx->arena, "%s?mese=%s", path, month_code(ctx, month_of(day)));
}

struct month_view volunteering_month_view(struct ctx *ctx, struct month month, const char *path)
{
    return (struct month_view){
        .name = month_show(ctx, month),
        .former_href = month_address(ctx, path, date_add_days(month.first, -1)),
        .next_href = month_address(ctx, path, date_add_days(month.last, 1)),
    };
}

const char *volunteering_duration(struct ctx *ctx, int64_t minutes)
{
    enum { HOUR = 60 };

    return arena_printf(ctx->arena, "%lld:%02d", (long long)(minutes / HOUR),
                        (int)(minutes % HOUR));
}

const char *volunteering_label(const struct ctx *ctx, const struct input_choice *choices,
                               const char *code)
{
    while (choices->code && !text_equal(choices->code, code))
        choices++;
    return choices->code ? tr(ctx, choices->label) : code;
}

enum status volunteering_name(struct ctx *ctx, int64_t volunteer_id, const char **ret_name)
{
    struct volunteer_row row;

    TRY(volunteer_read(ctx, volunteer_id, &row));
    *ret_name = arena_printf(ctx->arena, "%s %s", row.surname, row.name);
    return OK;
}

enum status volunteering_check_day(struct ctx *ctx, int64_t volunteer_id, struct date on_day,
                                   struct form_errors *errors)
{
    struct volunteer_row row;

    TRY(volunteer_read(ctx, volunteer_id, &row));
    if (!date_is_none(on_day) && (on_day.days < row.from_date.days ||
                                  (!date_is_none(row.to_date) && on_day.days > row.to_date.days)))
        form_error_add(ctx, errors, "on_day",
                       tr(ctx, "Quel giorno non era in servizio: scrivi un altro giorno"));
    return OK;
}

#define KEEP POWER_VOLUNTEERING_KEEP

const struct route VOLUNTEERING_ROUTES[] = {
    ROUTE(GET, DONE_PATH, KEEP, done_list_page),
    ROUTE(GET, DONE_PATH "/csv", KEEP, done_list_csv),
    ROUTE(GET, DONE_PATH "/:id", KEEP, activity_edit_page),
    ROUTE(POST, DONE_PATH "/:id", KEEP, activity_edit_post),
    ROUTE(POST, DONE_PATH "/:id/togli", KEEP, activity_drop_post),
    ROUTE(GET, "/volontari/:id/ore", KEEP, done_volunteer_page),
    ROUTE_MAKES("/volontari/:id/ore", KEEP, done_volunteer_post, "/volontari/:id/ore", NULL),
    ROUTE(GET, REFUNDS_PATH, KEEP, refund_list_page),
    ROUTE(GET, REFUNDS_PATH "/csv", KEEP, refund_list_csv),
    ROUTE(GET, REFUNDS_PATH "/:id", KEEP, refund_page_show),
    ROUTE(GET, REFUNDS_PATH "/:id/pdf", KEEP, refund_paper),
    ROUTE(POST, REFUNDS_PATH "/:id/esito", KEEP, refund_decide_post),
    ROUTE(GET, ROLL_PATH, KEEP, roll_list_page),
    ROUTE(GET, ROLL_PATH "/csv", KEEP, roll_csv),
    ROUTE(GET, ROLL_PATH "/pdf", KEEP, roll_paper),
    ROUTE(GET, "/volontari/:id/registro", KEEP, roll_new_page),
    ROUTE_MAKES("/volontari/:id/registro", KEEP, roll_new_post, ROLL_PATH, NULL),
    ROUTE(GET, "/volontari/:id/attestato", KEEP, certificate_paper),
    ROUTE(GET, "/volontari/:id/rimborsi", KEEP, refund_new_page),
    ROUTE_MAKES("/volontari/:id/rimborsi", KEEP, refund_new_post, REFUNDS_PATH "/:id", NULL),
};
const size_t VOLUNTEERING_ROUTE_COUNT = sizeof VOLUNTEERING_ROUTES / sizeof VOLUNTEERING_ROUTES[0];
