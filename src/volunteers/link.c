#include "volunteers/link.h"

#include <string.h>

#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/guessing.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "volunteers/volunteers_view.h"
#include "volunteers_html.h"
#include "web/web.h"
#include "zone/policy.h"

enum { HTTP_NOT_FOUND = 404, HTTP_TOO_MANY = 429 };

static const struct {
    const char *code; /* as stored */
    const char *path;
} KINDS[] = {
    [LINK_SHEET] = {"sheet", "/foglio"},
    [LINK_OWN_PAGE] = {"own_page", "/turni"},
};

/* --- the address ------------------------------------------------------------------------------ */

/* Over all that the row says of whom it lets in: a row that was altered lets nobody in. */
static const char *link_code(struct ctx *ctx, const struct crypt_key *web_key,
                             const struct volunteer_link_row *link)
{
    const struct crypt_key key = crypt_derive(web_key, "links");
    const char *day = date_is_none(link->day) ? "-" : date_to_iso(ctx->arena, link->day);
    const char *all =
        arena_printf(ctx->arena, "%s %lld %s %lld %s", link->kind, (long long)link->volunteer_id,
                     day, (long long)link->expires_at.seconds, link->nonce);
    const struct crypt_hash hash = crypt_hash(&key, all, strlen(all));

    return arena_printf(ctx->arena, "%s%s", link->nonce,
                        crypt_hex(ctx->arena, hash.bytes, LINK_SEAL_BYTES));
}

static const char *kind_path(const char *kind)
{
    return text_equal(kind, KINDS[LINK_SHEET].code) ? KINDS[LINK_SHEET].path
                                                    : KINDS[LINK_OWN_PAGE].path;
}

const char *link_path(struct ctx *ctx, const struct request *request,
                      const struct volunteer_link_row *link)
{
    return arena_printf(ctx->arena, "%s/%s", kind_path(link->kind),
                        link_code(ctx, &web_config(request->web)->key, link));
}

const char *link_address(struct ctx *ctx, const struct request *request,
                         const struct volunteer_link_row *link)
{
    const char *host = request->raw->headers[HEADER_HOST];

    return arena_printf(ctx->arena, "%s%s%s",
                        !host                                      ? ""
                        : web_config(request->web)->secure_cookies ? "https://"
                                                                   : "http://",
                        host ? host : "", link_path(ctx, request, link));
}

/* --- made and revoked ------------------------------------------------------------------------- */

enum status link_live(struct ctx *ctx, const struct link_subject *subject,
                      struct volunteer_link_row *ret_link)
{
    const struct volunteer_link_live_args wanted = {
        .volunteer_id = subject->volunteer_id,
        .kind = KINDS[subject->kind].code,
        .day = subject->day,
    };
    struct volunteer_link_row link;

    TRY(volunteer_link_live(ctx, &wanted, &link));
    if (link.expires_at.seconds <= ctx->now.seconds)
        return ERR_NOT_FOUND;
    *ret_link = link;
    return OK;
}

static enum status link_told(struct ctx *tx, const struct link_subject *subject, const char *action)
{
    return audit_add(tx, &(struct audit_entry){.action = action,
                                               .subject_kind = "volunteer",
                                               .subject_id = subject->volunteer_id,
                                               .fields = KINDS[subject->kind].code});
}

/* Ends the one that the page showed, if it showed one. */
static enum status link_end(struct ctx *tx, const struct link_subject *subject, int64_t seen)
{
    const struct volunteer_links_revoke_args former = {
        .volunteer_id = subject->volunteer_id,
        .kind = KINDS[subject->kind].code,
        .day = subject->day,
        .at = tx->now,
    };
    struct volunteer_link_row live;
    enum status status = link_live(tx, subject, &live);

    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    if ((status == OK ? live.id : 0) != seen)
        return ERR_CONFLICT;
    return volunteer_links_revoke(tx, &former);
}

enum status link_issue(struct ctx *tx, const struct link_subject *subject,
                       struct instant expires_at, int64_t seen)
{
    uint8_t nonce[LINK_NONCE_CHARS / 2];
    int64_t id;

    crypt_random(nonce, sizeof nonce);

    const struct volunteer_link_insert_args link = {
        .volunteer_id = subject->volunteer_id,
        .kind = KINDS[subject->kind].code,
        .day = subject->day,
        .nonce = crypt_hex(tx->arena, nonce, sizeof nonce),
        .issued_at = tx->now,
        .issued_by = tx->actor->user_id,
        .expires_at = expires_at,
    };

    TRY(link_end(tx, subject, seen));
    TRY(volunteer_link_insert(tx, &link, &id));
    return link_told(tx, subject, "volunteer.link");
}

enum status link_revoke(struct ctx *tx, const struct link_subject *subject, int64_t seen)
{
    TRY(link_end(tx, subject, seen));
    return link_told(tx, subject, "volunteer.link_revoke");
}

/* --- opened ----------------------------------------------------------------------------------- */

/* NULL when no row bears this very code. */
static enum status link_find(struct ctx *ctx, struct request *request, enum link_kind kind,
                             struct volunteer_link_row *ret_link, bool *ret_found)
{
    const char *code = request->codes[0];
    enum status status = ERR_NOT_FOUND;

    if (strlen(code) == LINK_CODE_CHARS)
        status = volunteer_link_by_nonce(ctx, arena_copy_n(ctx->arena, code, LINK_NONCE_CHARS),
                                         ret_link);
    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    *ret_found = status == OK && text_equal(ret_link->kind, KINDS[kind].code) &&
                 crypt_text_equal(code, link_code(ctx, &web_config(request->web)->key, ret_link));
    return OK;
}

static enum link_outcome link_judge(const struct ctx *ctx, const struct volunteer_link_row *link,
                                    const struct volunteer_row *volunteer)
{
    struct date today = instant_date(ctx->now);
    struct date day = date_is_none(link->day) ? today : link->day;
    bool serves = volunteer->from_date.days <= day.days &&
                  (date_is_none(volunteer->to_date) || volunteer->to_date.days >= day.days);

    if (!serves || !instant_is_none(link->revoked_at) ||
        link->expires_at.seconds <= ctx->now.seconds || day.days < today.days)
        return LINK_CLOSED;
    return day.days > today.days ? LINK_EARLY : LINK_OPEN;
}

/* The system user, named as the volunteer, who may do what the AUSER coordinator may: what a link
   opens shows and changes the volunteer's own and nothing else. Of restricted persons, whom only
   their circle may know of, it learns nothing. */
static enum status visit_actor(struct ctx *ctx, struct link_visit *visit)
{
    const struct actor *system;

    TRY(staff_system_actor(ctx, &system));
    visit->actor = *system;
    visit->actor.volunteer_id = visit->volunteer.id;
    visit->actor.full_name = arena_printf(ctx->arena, "%s %s (volontario)", visit->volunteer.name,
                                          visit->volunteer.surname);
    visit->actor.roles[0].role = ROLE_RIDES_COORDINATOR;
    visit->ctx = *ctx;
    visit->ctx.actor = &visit->actor;
    return OK;
}

enum status link_open(struct ctx *ctx, struct request *request, enum link_kind kind,
                      struct link_visit *ret_visit)
{
    struct link_visit *visit = ret_visit;
    bool may, found;

    *visit = (struct link_visit){.outcome = LINK_THROTTLED};
    TRY(guessing_may_go_on(ctx, &may));
    if (!may)
        return OK;
    visit->outcome = LINK_CLOSED;
    TRY(link_find(ctx, request, kind, &visit->link, &found));
    if (!found)
        return guessing_count(ctx, &web_config(request->web)->key);
    TRY(volunteer_read(ctx, visit->link.volunteer_id, &visit->volunteer));
    visit->outcome = link_judge(ctx, &visit->link, &visit->volunteer);
    if (visit->outcome != LINK_OPEN)
        return OK;
    visit->path = link_path(ctx, request, &visit->link);
    return visit_actor(ctx, visit);
}

void link_hide(struct response *response)
{
    response_header(response, "X-Robots-Tag", "noindex, nofollow");
}

/* "Vale da domani, martedì 24 novembre: riaprilo allora." */
static const char *early_words(struct ctx *ctx, struct date day)
{
    if (day.days == instant_date(ctx->now).days + 1)
        return arena_printf(ctx->arena, tr(ctx, "Vale da domani, %s: riaprilo allora."),
                            day_words(ctx, day));
    return arena_printf(ctx->arena, tr(ctx, "Vale solo il giorno %s: riaprilo allora."),
                        day_words(ctx, day));
}

static const char *refusal_words(struct ctx *ctx, const struct link_visit *visit)
{
    switch (visit->outcome) {
    case LINK_EARLY:
        return early_words(ctx, visit->link.day);
    case LINK_THROTTLED:
        return tr(ctx, "Troppi tentativi: aspetta qualche minuto e riprova.");
    default:
        return tr(ctx, "Per averne uno nuovo chiama l’ufficio.");
    }
}

enum status link_refuse(struct ctx *ctx, struct request *request, const struct link_visit *visit,
                        struct response *response)
{
    const char *title = visit->outcome == LINK_EARLY
                            ? tr(ctx, "Questo collegamento non vale ancora")
                            : tr(ctx, "Questo collegamento non è attivo");
    struct link_closed_view view = {
        .frame = staff_bare_frame(ctx, request, title),
        .sentence = refusal_words(ctx, visit),
    };
    struct policy_set rules;

    TRY(policy_read(ctx, instant_date(ctx->now), &rules));
    view.phone = policy_text(&rules, POLICY_RIDES_PHONE);
    view.frame.language_count = 0;
    response->http_status = visit->outcome == LINK_THROTTLED ? HTTP_TOO_MANY : HTTP_NOT_FOUND;
    link_hide(response);

    struct html page = frame_html(ctx, response);

    link_closed(&page, &view);
    return OK;
}
