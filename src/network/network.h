/*
 * The network of services: who offers what. First form of the directory: organisations and their
 * services, the needs each answers and where. Words as in the open HSDS form.
 */
#ifndef NETWORK_NETWORK_H
#define NETWORK_NETWORK_H

#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "frame/frame.h"
#include "network_sql.h"
#include "web/router.h"

/* Both inside a write, with their audit rows. ERR_CONFLICT for a code that is taken. */
MUST_USE enum status organization_create(struct ctx *tx,
                                         const struct organization_insert_args *organization,
                                         int64_t *ret_id);
MUST_USE enum status service_create(struct ctx *tx, const struct service_insert_args *service,
                                    const char *const *needs, size_t need_count,
                                    const int64_t *place_ids, size_t place_count, int64_t *ret_id);

/* ERR_CONFLICT when `version` is no longer the newest. An organisation that has ended takes its
   services out of the directory with it. Inside a write, with its audit row. */
MUST_USE enum status organization_change(struct ctx *tx,
                                         const struct organization_update_args *organization);

/* A changed sheet with its needs. ERR_CONFLICT when `version` is no longer the newest. */
MUST_USE enum status service_change(struct ctx *tx, const struct service_update_args *service,
                                    const char *const *needs, size_t need_count);

/* Who answers a need at a place (0: anywhere), the nearest kind first: services given there, then
   those of the whole zone. Rows are of the statement services_for_need. */
MUST_USE enum status network_answers(struct ctx *ctx, const char *need, int64_t place_id,
                                     struct service_answer **ret_rows, size_t *ret_count);

/* The organisations of the directory, as the choices of a form; and `kept_id` (0: none) though it
   has ended, for what had chosen it. */
MUST_USE enum status organization_choices(struct ctx *ctx, int64_t kept_id,
                                          struct options_list *ret_options);

extern const struct route NETWORK_ROUTES[];
extern const size_t NETWORK_ROUTE_COUNT;

#endif
