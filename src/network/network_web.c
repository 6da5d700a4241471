/* The directory for the staff: who does what, who answers a need. */
#include "network/network_web.h"
#include "base/text.h"
#include "base/words.h"
#include "network_html.h"
#include "staff/choices.h"
#include "staff/staff.h"

static enum status list_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct network_view view = {.ask = ask_new(ctx, request, &request->query, NULL),
                                .words = form_value(&request->query, "q"),
                                .may_write = actor_may(ctx, POWER_DIRECTORY_WRITE)};
    struct service_listing listing;
    int64_t place_id = 0;

    if (text_to_int(form_value(&request->query, "place"), &place_id) != OK || place_id < 0)
        place_id = 0;
    TRY(staff_frame(ctx, request, tr(ctx, "Chi fa cosa"), "network", &view.frame));
    TRY(network_list(ctx, view.words, place_id, &listing));
    TRY(choices_places(ctx, 0, &view.places));
    view.groups = listing.groups;
    view.group_count = listing.group_count;

    struct html out = frame_html(ctx, response);

    network_list_page(&out, &view);
    return OK;
}

/* Codes of needs hold underscores, which paths do not: the need comes in the query. */
static enum status need_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct network_view view = {.need_code = form_value(&request->query, "need")};
    struct service_answer *answers;
    int64_t place_id = 0;

    if (text_to_int(form_value(&request->query, "place"), &place_id) != OK || place_id < 0)
        place_id = 0;
    TRY(code_read_label(ctx, "need", view.need_code, &view.need_label));
    TRY(network_answers(ctx, view.need_code, place_id, &answers, &view.answer_count));
    TRY(staff_frame(ctx, request, view.need_label, "network", &view.frame));
    view.answers = answers;

    struct html out = frame_html(ctx, response);

    network_need_page(&out, &view);
    return OK;
}

const struct route NETWORK_ROUTES[] = {
    ROUTE(GET, "/rete", POWER_SIGNED_IN, list_page),
    ROUTE(GET, "/rete/bisogno", POWER_SIGNED_IN, need_page),
    ROUTE(GET, "/rete/associazioni", POWER_DIRECTORY_WRITE, organizations_get),
    ROUTE(GET, "/rete/associazioni/:id/modifica", POWER_DIRECTORY_WRITE, organization_edit_get),
    ROUTE(POST, "/rete/associazioni/:id/modifica", POWER_DIRECTORY_WRITE, organization_edit_post),
    ROUTE(GET, "/rete/associazioni/nuova", POWER_DIRECTORY_WRITE, organization_new_get),
    ROUTE_MAKES("/rete/associazioni/nuova", POWER_DIRECTORY_WRITE, organization_new_post,
                "/rete/associazioni/:id/modifica", "/rete/associazioni/:id/modifica"),
    ROUTE(GET, "/rete/servizi/nuovo", POWER_DIRECTORY_WRITE, service_new_get),
    ROUTE_MAKES("/rete/servizi/nuovo", POWER_DIRECTORY_WRITE, service_new_post,
                "/rete/servizi/:id/modifica", "/rete/servizi/:id/modifica"),
    ROUTE(GET, "/rete/servizi/:id/modifica", POWER_DIRECTORY_WRITE, service_edit_get),
    ROUTE(POST, "/rete/servizi/:id/modifica", POWER_DIRECTORY_WRITE, service_edit_post),
};
const size_t NETWORK_ROUTE_COUNT = sizeof NETWORK_ROUTES / sizeof NETWORK_ROUTES[0];
