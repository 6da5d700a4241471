#include "desk/contact_text.h"

#include "base/buf.h"
#include "base/text.h"
#include "desk/desk.h"
#include "people/people.h"
#include "store/seal.h"
#include "zone/zone.h"

enum { FORMER_TEXT_MAX = 64 * 1024 };

/* "Canale: Telefono"; nothing for what was not said. */
static void put_line(struct buf *text, const char *label, const char *value)
{
    if (text_is_blank(value))
        return;
    buf_printf(text, "%s: ", label);
    buf_put_text(text, value);
    buf_put_char(text, '\n');
}

/* The same for a code, in the words of its list today. */
static enum status put_code(struct ctx *ctx, struct buf *text, const char *label, const char *list,
                            const char *code)
{
    struct codes codes;

    TRY(codes_read_all(ctx, list, &codes));
    put_line(text, label, codes_label(ctx, &codes, code));
    return OK;
}

static const char *when_text(struct arena *arena, struct date day, struct clock_time time)
{
    if (date_is_none(day))
        return NULL;
    if (clock_is_none(time))
        return date_show(arena, day);
    return arena_printf(arena, "%s, ore %s", date_show(arena, day), clock_show(arena, time));
}

static enum status put_caller(struct ctx *ctx, struct buf *text, const struct contact_row *row)
{
    TRY(put_code(ctx, text, "Chi ha chiamato", "caller", row->caller_kind));
    put_line(text, "Nome di chi ha chiamato", row->caller_name);
    put_line(text, "Telefono di chi ha chiamato", row->caller_phone);
    put_line(text, "Senza nome", row->anonymous_label);
    if (row->place_id) {
        struct place_row place;

        TRY(zone_place(ctx, row->place_id, &place));
        put_line(text, "Luogo", place.label);
    }
    return OK;
}

static enum status put_needs(struct ctx *ctx, struct buf *text, int64_t id)
{
    struct codes needs, reasons;
    struct contact_need_row *rows;
    size_t count;

    TRY(codes_read_all(ctx, "need", &needs));
    TRY(codes_read_all(ctx, "unmet_reason", &reasons));
    TRY(contact_needs(ctx, id, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        const char *need = codes_label(ctx, &needs, rows[i].need);
        const char *why = codes_label(ctx, &reasons, rows[i].unmet_reason);

        put_line(text, "Bisogno",
                 why ? arena_printf(ctx->arena, "%s (senza risposta: %s)", need, why) : need);
    }
    return OK;
}

const char *contact_response_text(struct ctx *ctx, const struct codes *responses,
                                  const struct contact_response_row *row)
{
    const char *label = codes_label(ctx, responses, row->response);
    const char *to = row->service_name ? row->service_name : row->organization_name;
    bool told = !text_is_blank(row->detail);

    return arena_printf(ctx->arena, "%s%s%s%s%s", label, to ? ": " : "", to ? to : "",
                        told ? " - " : "", told ? row->detail : "");
}

static enum status put_responses(struct ctx *ctx, struct buf *text, int64_t id)
{
    struct codes responses;
    struct contact_response_row *rows;
    size_t count;

    TRY(codes_read_all(ctx, "desk_response", &responses));
    TRY(contact_responses(ctx, id, &rows, &count));
    for (size_t i = 0; i < count; i++)
        put_line(text, "Risposta", contact_response_text(ctx, &responses, &rows[i]));
    return OK;
}

static void put_call_back(struct ctx *ctx, struct buf *text, const struct contact_row *row)
{
    put_line(text, "Da richiamare", when_text(ctx->arena, row->call_back_on, row->call_back_at));
    put_line(text, "Numero da richiamare", row->call_back_phone);
    put_line(text, "Per dire che cosa", row->call_back_what);
}

enum status contact_notes_open(struct ctx *ctx, const struct contact_row *row,
                               const char **ret_notes)
{
    if (!row->notes.data) {
        *ret_notes = NULL;
        return OK;
    }
    return seal_open(ctx, contact_seal_place(ctx->arena, row->id), row->notes, ret_notes);
}

enum status contact_former_text(struct ctx *ctx, const struct contact_row *row,
                                const char **ret_text)
{
    struct buf text = buf_new(ctx->arena, FORMER_TEXT_MAX);
    const char *notes;

    TRY(contact_notes_open(ctx, row, &notes));
    put_line(&text, "Quando", when_text(ctx->arena, instant_date(row->at), instant_clock(row->at)));
    TRY(put_code(ctx, &text, "Canale", "channel", row->channel));
    TRY(put_code(ctx, &text, "Motivo", "contact_reason", row->reason));
    put_line(&text, "Inviato da", row->sender);
    TRY(put_caller(ctx, &text, row));
    TRY(put_needs(ctx, &text, row->id));
    TRY(put_responses(ctx, &text, row->id));
    if (row->minutes != SQL_INT_NONE)
        buf_printf(&text, "Minuti: %lld\n", (long long)row->minutes);
    put_line(&text, "Urgente", row->urgent ? "sì" : NULL);
    put_call_back(ctx, &text, row);
    put_line(&text, "Che cosa ha detto", notes);
    if (text.overflowed)
        return ERR_TOO_LARGE;
    *ret_text = buf_text(&text);
    return OK;
}
