#include "site/site_frame.h"

#include "base/words.h"

void frame_set_office(struct frame *frame, const struct office_row *office)
{
    frame->office_name = office->name;
    frame->office_phone = office->phone;
    frame->office_address = office->address;
    frame->office_email = office->email;
}

/* The office that was made first. */
static enum status first_office(struct ctx *ctx, struct office_row *ret_office)
{
    struct office_row *offices;
    size_t count;

    TRY(zone_offices_in_use(ctx, &offices, &count));
    if (count == 0) {
        *ret_office = (struct office_row){
            .name = tr(ctx, "Ufficio della Cittadinanza"), .address = "", .about = ""};
        return OK;
    }
    *ret_office = offices[0];
    return OK;
}

enum status site_frame(struct ctx *ctx, struct request *request, const char *title,
                       const char *here, struct office_row *ret_office, struct frame *ret_frame)
{
    const struct frame_link links[] = {
        {"/servizi", tr(ctx, "Servizi"), "services", "all-services"},
        {"/ufficio", tr(ctx, "L’ufficio"), "office", "management"},
        {"/associazioni", tr(ctx, "Associazioni"), "organizations", "live"},
    };
    struct zone_row zone;

    *ret_frame = frame_new(ctx, request, title);
    ret_frame->here = here;
    TRY(zone_read(ctx, &zone));
    TRY(first_office(ctx, ret_office));
    ret_frame->zone_name = zone.name;
    ret_frame->demonstration = zone.demonstration;
    frame_set_office(ret_frame, ret_office);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++)
        frame_add_link(ret_frame, links[i]);
    return OK;
}
