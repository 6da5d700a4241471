#include "volunteers/promises.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "volunteers/volunteers_view.h"
#include "volunteers_html.h"
#include "web/csrf.h"

/* After a change one sees at once who was promised a ride and now has none. That page stands above
   this feature, so it is only an address here: of one day the page that plans it anew, of several
   the list. */
#define UNCOVERED_PATH "/accompagnamenti/scoperti"
/* Of the two plans there the shortest: when somebody has dropped out the question is who can still
   go, and not who went too often. */
#define REPLAN_PATH "/accompagnamenti/rivedi?giorno=%s&via=breve"

/* Hidden in the page that asks: the ways it told of, so that a promise made meanwhile is told too.
 */
#define FIELD_AGREED "agreed"

static bool promises_have(const struct promises *promises, int64_t leg_id)
{
    for (size_t i = 0; i < promises->count; i++) {
        if (promises->items[i].leg_id == leg_id)
            return true;
    }
    return false;
}

/* "12,15,19" */
static const char *promises_text(struct ctx *ctx, const struct promises *promises)
{
    enum { ID_CHARS = 24 };
    struct buf text = buf_new(ctx->arena, (size_t)PROMISES_MAX * ID_CHARS);

    for (size_t i = 0; i < promises->count; i++)
        buf_printf(&text, "%s%lld", i == 0 ? "" : ",", (long long)promises->items[i].leg_id);
    return buf_text(&text);
}

struct guarded {
    struct promises_change *change;
    const char *agreed; /* NULL: nothing yet */
};

/* Who stands on one volunteer or car has few days of rides, and such changes are rare: that makes
   up for the planner's work inside the write. */
static enum status guarded_write(struct ctx *tx, void *args)
{
    const struct guarded *guarded = args;
    struct promises_change *change = guarded->change;
    struct promises before, after;

    change->broken = (struct promises){0};
    TRY(PROMISES_KEEPER->kept(tx, &change->on, &before));
    TRY(change->operation(tx, change->args));
    TRY(PROMISES_KEEPER->kept(tx, &change->on, &after));

    struct promises broken = {arena_array(tx->arena, struct promise, before.count), 0};

    for (size_t i = 0; i < before.count; i++) {
        if (!promises_have(&after, before.items[i].leg_id))
            broken.items[broken.count++] = before.items[i];
    }
    change->broken = broken;
    if (broken.count == 0 || text_equal(promises_text(tx, &broken), guarded->agreed))
        return OK;
    return ERR_CONFLICT;
}

enum status promises_write(struct ctx *ctx, struct request *request, struct promises_change *change)
{
    struct guarded guarded = {change, form_get(&request->form, FIELD_AGREED)};

    return store_write(ctx, guarded_write, &guarded);
}

struct trial {
    struct guarded guarded;
    enum status outcome;
};

/* Always undone: a write that fails keeps nothing. */
static enum status trial_write(struct ctx *tx, void *args)
{
    struct trial *trial = args;

    trial->outcome = guarded_write(tx, &trial->guarded);
    return ERR_CONFLICT;
}

enum status promises_try(struct ctx *ctx, struct promises_change *change)
{
    struct trial trial = {.guarded = {change, NULL}, .outcome = OK};
    enum status status = store_write(ctx, trial_write, &trial);

    if (status != ERR_CONFLICT)
        return status;
    return trial.outcome == ERR_CONFLICT || trial.outcome == ERR_NOT_FOUND ? OK : trial.outcome;
}

/* All that was sent, to be sent again, but for the token and a former agreement. */
static struct promises_field *fields_again(struct ctx *ctx, const struct form *typed,
                                           size_t *ret_count)
{
    struct promises_field *fields = arena_array(ctx->arena, struct promises_field, typed->count);
    size_t count = 0;

    for (size_t i = 0; i < typed->count; i++) {
        const struct form_field *field = &typed->fields[i];

        if (strcmp(field->name, CSRF_FIELD) != 0 && strcmp(field->name, FIELD_AGREED) != 0)
            fields[count++] = (struct promises_field){field->name, field->value};
    }
    *ret_count = count;
    return fields;
}

enum status promises_ask(struct ctx *ctx, struct request *request,
                         const struct promises_change *change, const char *here, const char *back,
                         struct response *response)
{
    struct promises_view view = {
        .action = arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .back = back,
        .agreed_name = FIELD_AGREED,
        .agreed = promises_text(ctx, &change->broken),
        .count = change->broken.count,
    };
    struct promise_line *lines;

    TRY(PROMISES_KEEPER->show(ctx, &change->broken, &lines));
    view.lines = lines;
    view.fields = fields_again(ctx, &request->form, &view.field_count);
    TRY(staff_frame(ctx, request, tr(ctx, "Prima di salvare"), here, &view.frame));

    struct html page = frame_html(ctx, response);

    promises_page(&page, &view);
    return OK;
}

enum status promises_done(struct ctx *ctx, const struct promises_change *change, const char *path,
                          const char *sentence, struct response *response)
{
    const struct promises *broken = &change->broken;
    const char *first, *last;

    if (broken->count == 0)
        return response_done(response, path, sentence);
    first = date_to_iso(ctx->arena, broken->items[0].day);
    last = date_to_iso(ctx->arena, broken->items[broken->count - 1].day);
    if (text_equal(first, last))
        return response_done(
            response, arena_printf(ctx->arena, REPLAN_PATH, first),
            arena_printf(
                ctx->arena,
                tr(ctx, "%s Qui c’è chi può ancora essere accompagnato, e chi va chiamato."),
                sentence));
    return response_done(
        response, arena_printf(ctx->arena, UNCOVERED_PATH "?dal=%s&al=%s", first, last),
        arena_printf(ctx->arena, tr(ctx, "%s Qui c’è chi va chiamato, giorno per giorno."),
                     sentence));
}
