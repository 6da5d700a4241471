/* The list of services: by area of need, filtered by words and place. */
#include "base/text.h"
#include "base/words.h"
#include "network/listing.h"
#include "site/site_frame.h"
#include "site/site_view.h"
#include "site_html.h"
#include "staff/choices.h"

enum status site_services_get(struct ctx *ctx, struct request *request, struct response *response)
{
    struct site_view view = {.ask = ask_new(ctx, request, &request->query, NULL),
                             .words = form_value(&request->query, "q")};
    struct service_listing listing;
    struct office_row office;
    int64_t place_id = 0;

    if (text_to_int(form_value(&request->query, "place"), &place_id) != OK || place_id < 0)
        place_id = 0;
    TRY(site_frame(ctx, request, tr(ctx, "Servizi: chi fa cosa"), "services", &office,
                   &view.frame));
    TRY(network_list(ctx, view.words, place_id, &listing));
    TRY(choices_places(ctx, 0, &view.places));
    view.groups = listing.groups;
    view.group_count = listing.group_count;

    struct html out = frame_html(ctx, response);

    site_services_page(&out, &view);
    return OK;
}
