#include "staff/staff.h"

#include "base/words.h"
#include "zone/zone.h"

/* The navigation of staff, in the order of the screen. A link is shown to who may open it. */
static const struct staff_link {
    enum power power;
    struct frame_link link;
} LINKS[] = {
    {POWER_DAY_READ, {.href = "/agenda", .label = N_("Agenda"), .name = "agenda"}},
    {POWER_PERSONS_READ, {.href = "/persone", .label = N_("Persone"), .name = "people"}},
    {POWER_CONTACTS_READ, {.href = "/contatti", .label = N_("Contatti"), .name = "contacts"}},
    {POWER_RIDES_READ,
     {.href = "/accompagnamenti", .label = N_("Accompagnamenti"), .name = "rides"}},
    {POWER_VOLUNTEERS_READ, {.href = "/volontari", .label = N_("Volontari"), .name = "volunteers"}},
    {POWER_DIRECTORY_WRITE, {.href = "/rete", .label = N_("Chi fa cosa"), .name = "network"}},
    {POWER_FIGURES_READ,
     {.href = "/accompagnamenti/numeri", .label = N_("Numeri"), .name = "numbers"}},
    {POWER_USERS_MANAGE, {.href = "/utenti", .label = N_("Utenti"), .name = "users"}},
    {POWER_POLICY_MANAGE, {.href = "/regole", .label = N_("Regole"), .name = "policy"}},
    {POWER_AUDIT_READ, {.href = "/registro", .label = N_("Registro"), .name = "audit"}},
};

enum { LINK_COUNT = sizeof LINKS / sizeof LINKS[0] };

const char *staff_home(const struct ctx *ctx)
{
    for (size_t i = 0; i < LINK_COUNT; i++) {
        if (actor_may(ctx, LINKS[i].power))
            return LINKS[i].link.href;
    }
    return "/inizio";
}

/* The desk where the actor sits; for who sits at none, the zone's first one. A new zone has none.
 */
static enum status frame_read_office(struct ctx *ctx, struct frame *frame)
{
    struct office_row *offices;
    size_t count;

    TRY(zone_offices_in_use(ctx, &offices, &count));
    frame->office_name = tr(ctx, "Ufficio della Cittadinanza");
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && (!ctx->actor || offices[i].id != ctx->actor->office_id))
            continue;
        frame->office_name = offices[i].name;
        frame->office_phone = offices[i].phone;
        frame->office_address = offices[i].address;
        frame->office_email = offices[i].email;
    }
    return OK;
}

static enum status frame_read_zone(struct ctx *ctx, struct frame *frame)
{
    struct zone_row zone;

    TRY(zone_read(ctx, &zone));
    frame->zone_name = zone.name;
    frame->demonstration = zone.demonstration;
    frame->second_factor_off = !zone.second_factor;
    return frame_read_office(ctx, frame);
}

const char *staff_title(const struct ctx *ctx)
{
    const struct actor *actor = ctx->actor;

    if (!actor || actor->title || actor->role_count == 0)
        return actor ? actor->title : NULL;
    return tr(ctx, role_label(actor->roles[0].role));
}

enum status staff_frame(struct ctx *ctx, struct request *request, const char *title,
                        const char *here, struct frame *ret_frame)
{
    struct frame frame = frame_new(ctx, request, title);

    TRY(frame_read_zone(ctx, &frame));
    frame.here = here;
    frame.home = staff_home(ctx);
    frame.user_name = ctx->actor ? ctx->actor->full_name : NULL;
    frame.user_title = staff_title(ctx);
    for (size_t i = 0; i < LINK_COUNT; i++) {
        struct frame_link link = LINKS[i].link;

        link.label = tr(ctx, link.label);
        if (actor_may(ctx, LINKS[i].power))
            frame_add_link(&frame, link);
    }
    *ret_frame = frame;
    return OK;
}

struct frame staff_bare_frame(struct ctx *ctx, struct request *request, const char *title)
{
    struct frame frame = frame_new(ctx, request, title);

    frame.office_name = tr(ctx, "Ufficio della Cittadinanza");
    frame.home = "/";
    if (ctx->db && frame_read_zone(ctx, &frame) != OK)
        frame.office_phone = NULL;
    return frame;
}
