/*
 * One's own account: who one is here, and from where one is in.
 */
#include "base/words.h"
#include "staff/accounts.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/staff_web.h"
#include "staff_html.h"
#include "store/store.h"

static enum status account_roles(struct ctx *ctx, struct account_view *view)
{
    struct date today = instant_date(ctx->now);
    struct user_role *rows;
    size_t count;

    TRY(staff_user_roles(ctx, ctx->actor->user_id, &rows, &count));

    const char **roles = arena_array(ctx->arena, const char *, count);

    for (size_t i = 0; i < count; i++) {
        if (date_is_none(rows[i].valid_to) || rows[i].valid_to.days >= today.days)
            roles[view->role_count++] = role_show(ctx, &rows[i]);
    }
    view->roles = roles;
    return OK;
}

static enum status account_factor(struct ctx *ctx, struct account_view *view)
{
    struct entering_factor factor;

    TRY(entering_factor_of(ctx, &factor));
    view->factor_may_be_set = !factor.set;
    if (factor.set)
        view->factor = arena_printf(ctx->arena, tr(ctx, "Attivo. Codici di riserva: %lld"),
                                    (long long)factor.recovery_left);
    else if (view->frame.second_factor_off)
        view->factor = tr(ctx, "Spento in questa zona dimostrativa");
    else
        view->factor = tr(ctx, "Non ancora attivo");
    return OK;
}

enum status account_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct account_view view = {.username = ctx->actor->username};
    struct session_line *sessions;

    TRY(staff_frame(ctx, request, tr(ctx, "Il mio accesso"), NULL, &view.frame));
    TRY(account_roles(ctx, &view));
    TRY(account_factor(ctx, &view));
    TRY(sessions_show(ctx, ctx->actor->user_id, &sessions, &view.session_count));
    view.sessions = sessions;

    struct html page = frame_html(ctx, response);

    account_html(&page, &view);
    return OK;
}

static enum status own_session_end(struct ctx *tx, void *args)
{
    return user_end_session(tx, tx->actor->user_id, *(const int64_t *)args);
}

enum status own_session_end_post(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    enum status status = store_write(ctx, own_session_end, &request->ids[0]);

    /* Ended meanwhile, by itself or by a second click: what was wanted is so. */
    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    return response_done(response, "/profilo", tr(ctx, "Accesso chiuso."));
}
