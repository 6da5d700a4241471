#include "network/network.h"

#include "base/text.h"
#include "store/audit.h"

enum status organization_create(struct ctx *tx, const struct organization_insert_args *organization,
                                int64_t *ret_id)
{
    TRY(organization_insert(tx, organization, ret_id));
    return audit_add(tx, &(struct audit_entry){.action = "organization.create",
                                               .subject_kind = "organization",
                                               .subject_id = *ret_id,
                                               .place_id = organization->place_id});
}

/* The names of what differs, for the audit. */
static const char *fields_changed(struct ctx *ctx, const struct organization_row *row,
                                  const struct organization_update_args *args)
{
    return arena_printf(ctx->arena, "%s%s%s%s%s%s%s%s%s",
                        text_equal(row->name, args->name) ? "" : "name ",
                        text_equal(row->kind, args->kind) ? "" : "kind ",
                        text_equal(row->description, args->description) ? "" : "description ",
                        text_equal(row->phone, args->phone) ? "" : "phone ",
                        text_equal(row->email, args->email) ? "" : "email ",
                        text_equal(row->website, args->website) ? "" : "website ",
                        row->place_id == args->place_id ? "" : "place ",
                        text_equal(row->address, args->address) ? "" : "address ",
                        row->active == args->active ? "" : "active ");
}

enum status organization_change(struct ctx *tx, const struct organization_update_args *organization)
{
    struct organization_row row;
    int64_t changed;

    TRY(organization_by_id(tx, organization->id, &row));
    TRY(organization_update(tx, organization, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    return audit_add(tx, &(struct audit_entry){.action = "organization.change",
                                               .subject_kind = "organization",
                                               .subject_id = organization->id,
                                               .fields = fields_changed(tx, &row, organization),
                                               .place_id = organization->place_id});
}

enum status service_create(struct ctx *tx, const struct service_insert_args *service,
                           const char *const *needs, size_t need_count, const int64_t *place_ids,
                           size_t place_count, int64_t *ret_id)
{
    TRY(service_insert(tx, service, ret_id));
    for (size_t i = 0; i < need_count; i++)
        TRY(service_need_insert(tx, *ret_id, needs[i]));
    for (size_t i = 0; i < place_count; i++)
        TRY(service_place_insert(tx, *ret_id, place_ids[i]));
    return audit_add(tx, &(struct audit_entry){.action = "service.create",
                                               .subject_kind = "service",
                                               .subject_id = *ret_id,
                                               .place_id = service->place_id});
}

enum status service_change(struct ctx *tx, const struct service_update_args *service,
                           const char *const *needs, size_t need_count)
{
    int64_t changed;

    TRY(service_update(tx, service, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    TRY(service_needs_delete(tx, service->id));
    for (size_t i = 0; i < need_count; i++)
        TRY(service_need_insert(tx, service->id, needs[i]));
    return audit_add(tx, &(struct audit_entry){.action = "service.change",
                                               .subject_kind = "service",
                                               .subject_id = service->id,
                                               .place_id = service->place_id});
}

enum status network_answers(struct ctx *ctx, const char *need, int64_t place_id,
                            struct service_answer **ret_rows, size_t *ret_count)
{
    return services_for_need(ctx, need, place_id, ret_rows, ret_count);
}
