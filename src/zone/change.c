/* What is there and changes: municipalities, places, offices. */
#include "base/text.h"
#include "store/audit.h"
#include "zone/zone.h"

static enum status refused(enum zone_refusal why, enum zone_refusal *ret_refusal)
{
    *ret_refusal = why;
    return ERR_CONFLICT;
}

/* What became of an update: a name taken, somebody else's change, or its audit row. `fields` are
   the names of what differs. */
static enum status settle(struct ctx *tx, enum status status, int64_t changed,
                          const struct audit_entry *entry, enum zone_refusal *ret_refusal)
{
    if (status == ERR_CONFLICT)
        return refused(ZONE_TAKEN, ret_refusal);
    TRY(status);
    if (changed == 0)
        return refused(ZONE_CHANGED, ret_refusal);
    return audit_add(tx, entry);
}

enum status zone_change_municipality(struct ctx *tx,
                                     const struct municipality_update_args *municipality,
                                     enum zone_refusal *ret_refusal)
{
    struct municipality_row row;
    int64_t in_use;
    int64_t changed = 0;

    TRY(zone_municipality(tx, municipality->id, &row));
    TRY(municipality_places_in_use(tx, row.id, &in_use));
    if (!municipality->active && in_use > 0)
        return refused(ZONE_IN_USE, ret_refusal);

    enum status status = municipality_update(tx, municipality, &changed);
    const char *fields =
        arena_printf(tx->arena, "%s%s%s%s", text_equal(row.code, municipality->code) ? "" : "code ",
                     text_equal(row.name, municipality->name) ? "" : "name ",
                     row.lead == municipality->lead ? "" : "lead ",
                     row.active == municipality->active ? "" : "active ");

    TRY(settle(tx, status, changed,
               &(struct audit_entry){.action = "zone.change_municipality",
                                     .subject_kind = "municipality",
                                     .subject_id = row.id,
                                     .fields = fields},
               ret_refusal));
    return municipality->lead ? municipality_leave_lead(tx, row.id) : OK;
}

/* May the place be as the change has it, as to what stands under and in it? */
static enum status place_may_be(struct ctx *tx, const struct place_update_args *place,
                                enum zone_refusal *ret_refusal)
{
    struct municipality_row municipality;
    int64_t offices;

    TRY(zone_municipality(tx, place->municipality_id, &municipality));
    TRY(place_offices_in_use(tx, place->id, instant_date(tx->now), &offices));
    if (!place->active)
        return offices == 0 ? OK : refused(ZONE_IN_USE, ret_refusal);
    return municipality.active ? OK : refused(ZONE_ENDED_UNDER, ret_refusal);
}

enum status zone_change_place(struct ctx *tx, const struct place_update_args *place,
                              enum zone_refusal *ret_refusal)
{
    struct place_row row;
    int64_t changed = 0;

    TRY(zone_place(tx, place->id, &row));
    TRY(place_may_be(tx, place, ret_refusal));

    enum status status = place_update(tx, place, &changed);
    bool moved = row.latitude_micro != place->latitude_micro ||
                 row.longitude_micro != place->longitude_micro;
    const char *fields =
        arena_printf(tx->arena, "%s%s%s%s%s", text_equal(row.name, place->name) ? "" : "name ",
                     row.municipality_id == place->municipality_id ? "" : "municipality ",
                     text_equal(row.kind, place->kind) ? "" : "kind ", moved ? "position " : "",
                     row.active == place->active ? "" : "active ");

    return settle(tx, status, changed,
                  &(struct audit_entry){.action = "zone.change_place",
                                        .subject_kind = "place",
                                        .subject_id = row.id,
                                        .place_id = row.id,
                                        .fields = fields},
                  ret_refusal);
}

static bool serves_the_same(const struct place_row *before, size_t before_count,
                            const int64_t *place_ids, size_t place_count)
{
    bool same = before_count == place_count;

    for (size_t i = 0; i < before_count && same; i++) {
        size_t k = 0;

        while (k < place_count && place_ids[k] != before[i].id)
            k++;
        same = k < place_count;
    }
    return same;
}

/* The names of what differs; must be asked before the change. */
static enum status office_fields(struct ctx *tx, const struct office_update_args *office,
                                 const int64_t *place_ids, size_t place_count,
                                 const char **ret_fields)
{
    struct office_row row;
    struct place_row *places;
    size_t count;

    TRY(zone_office(tx, office->id, &row));
    TRY(zone_office_places(tx, office->id, &places, &count));
    *ret_fields = arena_printf(
        tx->arena, "%s%s%s%s%s%s%s%s", text_equal(row.name, office->name) ? "" : "name ",
        row.place_id == office->place_id ? "" : "place ",
        text_equal(row.address, office->address) ? "" : "address ",
        text_equal(row.phone, office->phone) ? "" : "phone ",
        text_equal(row.email, office->email) ? "" : "email ",
        text_equal(row.about, office->about) ? "" : "about ",
        serves_the_same(places, count, place_ids, place_count) ? "" : "places ",
        row.active == office->active ? "" : "active ");
    return OK;
}

enum status zone_change_office(struct ctx *tx, const struct office_update_args *office,
                               const int64_t *place_ids, size_t place_count,
                               enum zone_refusal *ret_refusal)
{
    struct audit_entry entry = {.action = "zone.change_office",
                                .subject_kind = "office",
                                .subject_id = office->id,
                                .place_id = office->place_id};
    struct place_row seat;
    int64_t changed = 0;
    enum status status;

    TRY(office_fields(tx, office, place_ids, place_count, &entry.fields));
    TRY(zone_place(tx, office->place_id, &seat));
    if (office->active && !seat.active)
        return refused(ZONE_ENDED_UNDER, ret_refusal);
    status = office_update(tx, office, &changed);
    TRY(settle(tx, status, changed, &entry, ret_refusal));
    TRY(office_places_delete(tx, office->id));
    for (size_t i = 0; i < place_count; i++)
        TRY(office_place_insert(tx, office->id, place_ids[i]));
    return OK;
}
