/* What volunteers said of their weekly hours, and the coordinator's yes or no. */
#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "volunteers/promises.h"
#include "volunteers/proposals.h"
#include "volunteers/spells.h"
#include "volunteers/volunteers_pages.h"
#include "volunteers_html.h"

/* To say what a yes would break, each is tried in a write that keeps nothing: so many at most. */
enum { TRIED_MAX = 12 };

static enum status accept_write(struct ctx *tx, void *args)
{
    return proposal_accept(tx, *(const int64_t *)args);
}

static enum status refuse_write(struct ctx *tx, void *args)
{
    return proposal_refuse(tx, *(const int64_t *)args);
}

/* --- the list --------------------------------------------------------------------------------- */

static enum status breaks_fill(struct ctx *ctx, struct volunteer_proposal_row *row,
                               struct proposal_view *view)
{
    struct promises_change change = {
        .operation = accept_write, .args = &row->id, .on.volunteer_id = row->volunteer_id};
    struct promise_line *lines;

    TRY(promises_try(ctx, &change));
    view->is_tried = true;
    view->broken_count = change.broken.count;
    if (change.broken.count == 0)
        return OK;
    TRY(PROMISES_KEEPER->show(ctx, &change.broken, &lines));
    view->broken = lines;
    return OK;
}

static struct proposal_view proposal_show(struct ctx *ctx, const struct volunteer_proposal_row *row)
{
    return (struct proposal_view){
        .volunteer = arena_printf(ctx->arena, "%s %s", row->surname, row->name),
        .href = volunteer_path(ctx, row->volunteer_id),
        .phone = row->phone,
        .text = proposal_words(ctx, row),
        .said = date_show(ctx->arena, instant_date(row->said_at)),
        .action = arena_printf(ctx->arena, PROPOSALS_PATH "/%lld", (long long)row->id),
        .is_tried = !row->hours_id, /* more hours break nothing */
    };
}

enum status proposals_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct volunteer_proposal_row *rows;
    struct proposals_view view = {.ask = ask_new(ctx, request, NULL, NULL)};
    size_t tried = 0;

    TRY(volunteer_proposals_open(ctx, &rows, &view.count));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "volunteer.proposals"}));

    struct proposal_view *proposals = arena_array(ctx->arena, struct proposal_view, view.count);

    for (size_t i = 0; i < view.count; i++) {
        proposals[i] = proposal_show(ctx, &rows[i]);
        if (rows[i].hours_id && tried++ < TRIED_MAX)
            TRY(breaks_fill(ctx, &rows[i], &proposals[i]));
    }
    view.proposals = proposals;
    view.title = arena_printf(ctx->arena,
                              tr_count(ctx, "%lld proposta dei volontari",
                                       "%lld proposte dei volontari", (int64_t)view.count),
                              (long long)view.count);
    TRY(staff_frame(ctx, request, tr(ctx, "Proposte dei volontari"), "volunteers", &view.frame));

    struct html page = frame_html(ctx, response);

    proposals_list(&page, &view);
    return OK;
}

/* --- the answer ------------------------------------------------------------------------------- */

/* Nothing was done: the list as it is, and why. */
static enum status list_again(struct response *response, const char *why)
{
    response_warn(response, why);
    response_redirect(response, PROPOSALS_PATH);
    return OK;
}

static enum status proposal_gone(struct ctx *ctx, struct response *response)
{
    return list_again(response, tr(ctx, "Intanto quella proposta ha già avuto risposta, o è stata "
                                        "ritirata: qui ci sono quelle che aspettano."));
}

static enum status proposal_refused(struct ctx *ctx, int64_t id, struct response *response)
{
    enum status status = store_write(ctx, refuse_write, &id);

    if (status == ERR_NOT_FOUND)
        return proposal_gone(ctx, response);
    TRY(status);
    return response_done(response, PROPOSALS_PATH,
                         tr(ctx, "Risposto di no: il volontario lo legge sulla sua pagina."));
}

enum status proposal_post(struct ctx *ctx, struct request *request, struct response *response)
{
    const char *what = form_value(&request->form, "what");
    struct volunteer_proposal_row row;
    enum status status;

    TRY(volunteer_proposal_read(ctx, request->ids[0], &row));
    if (text_equal(what, "refuse"))
        return proposal_refused(ctx, row.id, response);
    if (!text_equal(what, "accept"))
        return ERR_INVALID;

    struct promises_change change = {
        .operation = accept_write, .args = &row.id, .on.volunteer_id = row.volunteer_id};

    status = promises_write(ctx, request, &change);
    if (status == ERR_NOT_FOUND)
        return proposal_gone(ctx, response);
    if (status == ERR_CONFLICT && change.broken.count > 0)
        return promises_ask(ctx, request, &change, "volunteers", PROPOSALS_PATH, response);
    if (status == ERR_CONFLICT)
        return list_again(response, tr(ctx, "In quelle ore c’è già: prima togli le altre, o "
                                            "rispondi di no."));
    TRY(status);
    return promises_done(ctx, &change, PROPOSALS_PATH,
                         words_say(ctx,
                                   tr(ctx, "Accettata: vale dal %s, e il volontario lo legge sulla "
                                           "sua pagina."),
                                   date_show(ctx->arena, proposal_holds_from(ctx, &row))),
                         response);
}
