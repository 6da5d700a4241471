#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "site/hours.h"
#include "site/site.h"
#include "site/site_frame.h"
#include "site_html.h"
#include "staff/actor.h"
#include "web/response.h"
#include "zone/calendar.h"
#include "zone/policy.h"

enum { HOME_SERVICES = 6 };

/* The rides line: name, number, hours and notice, from the rules in force today. */
static enum status read_rides_line(struct ctx *ctx, const struct office_row *office,
                                   struct site_view *view)
{
    struct policy_set policies;
    struct calendar calendar;
    struct date today = instant_date(ctx->now);

    TRY(policy_read(ctx, today, &policies));
    TRY(calendar_read(ctx, office->id, today, &calendar));
    view->rides_line = policy_text(&policies, POLICY_RIDES_LINE_NAME);
    view->rides_phone = policy_text(&policies, POLICY_RIDES_PHONE);

    int64_t notice_hours = policy_number(&policies, POLICY_RIDES_NOTICE_MINUTES) / 60;

    view->rides_notice = arena_printf(
        ctx->arena, tr_count(ctx, "%lld ora", "%lld ore", notice_hours), (long long)notice_hours);
    view->rides_hours = hours_of_line(ctx, &calendar, today);
    view->desk_count = hours_of_desks(ctx, &calendar, today, &view->desks);
    calendar_is_closed(&calendar, ZONE_LINE_DESK, office->place_id, today, &view->closed_today);
    view->closures = calendar.closures;
    view->closure_count = calendar.closure_count;
    return OK;
}

static enum status read_offices(struct ctx *ctx, struct site_view *view)
{
    struct office_row *offices;

    TRY(zone_offices_in_use(ctx, &offices, &view->office_count));
    view->offices = offices;
    return OK;
}

static enum status view_new(struct ctx *ctx, struct request *request, const char *title,
                            const char *here, struct office_row *ret_office,
                            struct site_view *ret_view)
{
    *ret_view = (struct site_view){.ask = ask_new(ctx, request, &request->query, NULL)};
    TRY(site_frame(ctx, request, title, here, ret_office, &ret_view->frame));
    return OK;
}

static enum status home_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct site_view view;
    struct office_row office;
    struct service_line *services;

    TRY(view_new(ctx, request, tr(ctx, "Pagina iniziale"), NULL, &office, &view));
    TRY(read_rides_line(ctx, &office, &view));
    TRY(read_offices(ctx, &view));
    TRY(services_listed(ctx, 0, &services, &view.service_count));
    view.services = services;
    if (view.service_count > HOME_SERVICES)
        view.service_count = HOME_SERVICES;

    struct html out = frame_html(ctx, response);

    site_home_page(&out, &view);
    return OK;
}

static enum status service_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct site_view view;
    struct office_row office;
    struct service_row service;
    struct service_need_row *needs;
    struct service_place_row *places;
    size_t need_count;
    size_t place_count;

    TRY(service_by_code(ctx, request->codes[0], &service));
    if (!service.active)
        return ERR_NOT_FOUND;
    TRY(view_new(ctx, request, service.name, "services", &office, &view));
    TRY(service_needs(ctx, service.id, &needs, &need_count));
    TRY(service_places(ctx, service.id, &places, &place_count));
    view.service = service;
    view.service_places = places;
    view.service_place_count = place_count;
    for (size_t i = 0; i < need_count; i++)
        view.quick_exit |= strstr(needs[i].need, "violence") != NULL;

    struct html out = frame_html(ctx, response);

    site_service_page(&out, &view);
    return OK;
}

/* The places in use that the office serves. */
static enum status read_served(struct ctx *ctx, int64_t office_id, struct site_view *view)
{
    struct place_row *places;
    size_t count;

    TRY(zone_office_places(ctx, office_id, &places, &count));
    for (size_t i = 0; i < count; i++) {
        if (places[i].active)
            places[view->served_count++] = places[i];
    }
    view->served = places;
    return OK;
}

static enum status show_office(struct ctx *ctx, struct request *request, struct response *response,
                               const char *code)
{
    struct site_view view;
    struct office_row office;

    TRY(view_new(ctx, request, tr(ctx, "L’ufficio"), "office", &office, &view));
    if (code) {
        TRY(zone_office_by_code(ctx, code, &office));
        if (!office.active)
            return ERR_NOT_FOUND;
        frame_set_office(&view.frame, &office);
    }
    TRY(read_rides_line(ctx, &office, &view));
    TRY(read_served(ctx, office.id, &view));
    TRY(read_offices(ctx, &view));
    view.about = office.about;

    struct html out = frame_html(ctx, response);

    site_office_page(&out, &view);
    return OK;
}

static enum status office_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return show_office(ctx, request, response, NULL);
}

static enum status other_office_page(struct ctx *ctx, struct request *request,
                                     struct response *response)
{
    return show_office(ctx, request, response, request->codes[0]);
}

static enum status organizations_page(struct ctx *ctx, struct request *request,
                                      struct response *response)
{
    struct site_view view;
    struct office_row office;
    struct organization_row *rows;

    TRY(view_new(ctx, request, tr(ctx, "Associazioni ed enti"), "organizations", &office, &view));
    TRY(organizations_listed(ctx, &rows, &view.organization_count));
    view.organizations = rows;

    struct html out = frame_html(ctx, response);

    site_organizations_page(&out, &view);
    return OK;
}

static const char *organization_kind_text(const struct ctx *ctx, const char *kind)
{
    if (strcmp(kind, "public") == 0)
        return tr(ctx, "Ente pubblico");
    if (strcmp(kind, "third_sector") == 0)
        return tr(ctx, "Ente del terzo settore");
    if (strcmp(kind, "informal_group") == 0)
        return tr(ctx, "Gruppo spontaneo di cittadini");
    if (strcmp(kind, "parish") == 0)
        return tr(ctx, "Parrocchia");
    return tr(ctx, "Privato");
}

static enum status organization_page(struct ctx *ctx, struct request *request,
                                     struct response *response)
{
    struct site_view view;
    struct office_row office;
    struct organization_row organization;
    struct organization_service *services;

    TRY(organization_by_code(ctx, request->codes[0], &organization));
    if (!organization.active)
        return ERR_NOT_FOUND;
    TRY(view_new(ctx, request, organization.name, "organizations", &office, &view));
    TRY(services_of_organization(ctx, organization.id, &services,
                                 &view.organization_service_count));
    view.organization = organization;
    view.organization_services = services;
    view.organization_kind = organization_kind_text(ctx, organization.kind);

    struct html out = frame_html(ctx, response);

    site_organization_page(&out, &view);
    return OK;
}

/* The pages that are only text differ by title and template. */
static enum status text_page(struct ctx *ctx, struct request *request, struct response *response,
                             const char *title,
                             void (*page)(struct html *out, const struct site_view *view))
{
    struct site_view view;
    struct office_row office;

    TRY(view_new(ctx, request, title, NULL, &office, &view));
    TRY(read_rides_line(ctx, &office, &view));

    struct html out = frame_html(ctx, response);

    page(&out, &view);
    return OK;
}

static enum status faq_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return text_page(ctx, request, response, tr(ctx, "Domande frequenti"), site_faq_page);
}

static enum status privacy_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return text_page(ctx, request, response, tr(ctx, "Informativa privacy"), site_privacy_page);
}

static enum status legal_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return text_page(ctx, request, response, tr(ctx, "Note legali"), site_legal_page);
}

static enum status accessibility_page(struct ctx *ctx, struct request *request,
                                      struct response *response)
{
    return text_page(ctx, request, response, tr(ctx, "Dichiarazione di accessibilità"),
                     site_accessibility_page);
}

static enum status robots_page(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)ctx;
    (void)request;
    buf_put_text(response_text(response, "text/plain; charset=utf-8"),
                 "User-agent: *\nDisallow: /accesso\n");
    return OK;
}

const struct route SITE_ROUTES[] = {
    ROUTE(GET, "/", POWER_PUBLIC, home_page),
    ROUTE(GET, "/servizi", POWER_PUBLIC, site_services_get),
    ROUTE(GET, "/servizi/:code", POWER_PUBLIC, service_page),
    ROUTE(GET, "/ufficio", POWER_PUBLIC, office_page),
    ROUTE(GET, "/ufficio/:code", POWER_PUBLIC, other_office_page),
    ROUTE(GET, "/associazioni", POWER_PUBLIC, organizations_page),
    ROUTE(GET, "/associazioni/:code", POWER_PUBLIC, organization_page),
    ROUTE(GET, "/faq", POWER_PUBLIC, faq_page),
    ROUTE(GET, "/privacy", POWER_PUBLIC, privacy_page),
    ROUTE(GET, "/note-legali", POWER_PUBLIC, legal_page),
    ROUTE(GET, "/accessibilita", POWER_PUBLIC, accessibility_page),
    ROUTE(GET, "/robots.txt", POWER_PUBLIC, robots_page),
    ROUTE(GET, "/segnala", POWER_PUBLIC, site_report_get),
    ROUTE(POST, "/segnala", POWER_PUBLIC, site_report_post),
    ROUTE(POST, "/parere", POWER_PUBLIC, site_rating_post),
    ROUTE(GET, "/segnalazioni", POWER_CONTACTS_READ, site_reports_get),
    ROUTE(POST, "/segnalazioni/:id", POWER_CONTACTS_WRITE, site_report_close_post),
};
const size_t SITE_ROUTE_COUNT = sizeof SITE_ROUTES / sizeof SITE_ROUTES[0];
