#include "demo/inside.h"

#include "store/store.h"
#include "zone/zone.h"

struct part {
    const char *name;
    enum status (*make)(struct ctx *tx, struct demo *demo);
};

static const struct part PARTS[] = {
    {"zona, uffici e operatori", demo_make_zone},
    {"persone e famiglie", demo_make_people},
    {"rete dei servizi", demo_make_directory},
    {"volontari", demo_make_volunteers},
    {"contatti", demo_make_contacts},
    {"accompagnamenti", demo_make_rides},
    {"ore e rimborsi dei volontari", demo_make_volunteering},
};

struct ctx demo_as(const struct ctx *tx, const struct actor *actor, struct instant now)
{
    struct ctx as = *tx;
    as.actor = actor;
    as.now = now;
    as.origin = "demo";
    return as;
}

struct making {
    struct demo demo;
    demo_progress_fn *progress;
    void *user;
};

/* All in one operation: a demo zone is there whole or not at all. */
static enum status make_parts(struct ctx *tx, void *args)
{
    struct making *making = args;
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++) {
        if (making->progress)
            making->progress(making->user, PARTS[i].name);
        TRY(PARTS[i].make(tx, &making->demo));
    }
    return OK;
}

enum status demo_create(struct ctx *ctx, struct date today, uint64_t seed,
                        demo_progress_fn *progress, void *user)
{
    struct zone_row zone;
    struct making making = {{.today = today, .seed = seed, .now = ctx->now}, progress, user};
    enum status there = zone_read(ctx, &zone);
    if (there != ERR_NOT_FOUND)
        return there == OK ? ERR_CONFLICT : there;
    demo_invent_people(ctx->arena, &making.demo);
    return store_write(ctx, make_parts, &making);
}
