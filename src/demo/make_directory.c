#include <string.h>

#include "base/text.h"
#include "demo/directory.h"
#include "demo/inside.h"
#include "network/network.h"

enum { NEEDS_MAX = 16 };

static int64_t place_by_name(const struct demo *demo, const char *name)
{
    for (int i = 0; name && i < DEMO_PLACE_COUNT; i++)
        if (text_equal(DEMO_PLACES[i].name, name))
            return demo->places[i];
    return 0;
}

int64_t demo_organization_id(const struct demo *demo, const char *code)
{
    for (size_t i = 0; i < DEMO_ORGANIZATION_COUNT; i++)
        if (text_equal(DEMO_ORGANIZATIONS[i].code, code))
            return demo->organizations[i];
    return 0;
}

static size_t split_codes(struct arena *arena, const char *codes, const char **items, size_t max)
{
    size_t count = 0;
    for (const char *at = codes; at && *at && count < max;) {
        const char *comma = strchr(at, ',');
        size_t length = comma ? (size_t)(comma - at) : strlen(at);
        items[count++] = arena_copy_n(arena, at, length);
        at = comma ? comma + 1 : NULL;
    }
    return count;
}

static enum status add_organization(struct ctx *tx, struct demo *demo, size_t i)
{
    const struct demo_organization *from = &DEMO_ORGANIZATIONS[i];
    const struct organization_insert_args row = {
        .code = from->code,
        .name = from->name,
        .kind = from->kind,
        .description = from->description,
        .phone = from->phone,
        .email = from->email,
        .place_id = place_by_name(demo, from->place),
        .address = from->address,
    };
    return organization_create(tx, &row, &demo->organizations[i]);
}

/* NULL: everywhere, which is no place at all. */
static size_t served_places(const struct demo *demo, const char *served,
                            int64_t places[DEMO_VALNERINA_PLACES])
{
    if (!served)
        return 0;
    if (!text_equal(served, "valnerina")) {
        places[0] = place_by_name(demo, served);
        return 1;
    }
    for (int i = 0; i < DEMO_VALNERINA_PLACES; i++)
        places[i] = demo->places[i];
    return DEMO_VALNERINA_PLACES;
}

static enum status add_service(struct ctx *tx, struct demo *demo, size_t i)
{
    const struct demo_service *from = &DEMO_SERVICES[i];
    const char *needs[NEEDS_MAX];
    int64_t places[DEMO_VALNERINA_PLACES];
    size_t need_count = split_codes(tx->arena, from->needs, needs, NEEDS_MAX);
    size_t place_count = served_places(demo, from->served, places);
    const struct service_insert_args row = {
        .code = from->code,
        .organization_id = demo_organization_id(demo, from->organization),
        .name = from->name,
        .summary = from->summary,
        .audience = from->audience,
        .how_to = from->how_to,
        .needed = from->needed,
        .outcome = from->outcome,
        .timing = from->timing,
        .access = from->access,
        .conditions = from->conditions,
        .phone = from->phone,
        .hours = from->hours,
        .cost = from->cost,
        .place_id = place_by_name(demo, from->place),
        .address = from->address,
        .position = (int64_t)i + 1,
    };
    return service_create(tx, &row, needs, need_count, places, place_count, &demo->services[i]);
}

enum status demo_make_directory(struct ctx *tx, struct demo *demo)
{
    struct instant start =
        instant_at(date_add_days(demo->today, -379), (struct clock_time){10 * 60});
    struct ctx as = demo_as(tx, demo->users[DEMO_COORDINATOR], start);
    demo->organizations = arena_array(tx->arena, int64_t, DEMO_ORGANIZATION_COUNT);
    demo->services = arena_array(tx->arena, int64_t, DEMO_SERVICE_COUNT);
    for (size_t i = 0; i < DEMO_ORGANIZATION_COUNT; i++)
        TRY(add_organization(&as, demo, i));
    for (size_t i = 0; i < DEMO_SERVICE_COUNT; i++)
        TRY(add_service(&as, demo, i));
    return OK;
}
