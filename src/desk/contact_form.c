#include "desk/contact_form.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "desk/contact_text.h"
#include "people/people.h"

/* The fields that come once. */
struct contact_args {
    const char *channel;
    const char *reason;
    const char *sender;
    const char *caller_kind;
    const char *caller_name;
    const char *caller_phone;
    const char *person; /* an id, CONTACT_NOBODY, or "" */
    const char *anonymous_label;
    int64_t place;
    const char *notes;
    const char *unmet_need;
    const char *unmet_reason;
    const char *referral;    /* to whom, in words */
    const char *none_reason; /* why no answer is possible */
    struct input_ids service;
    int64_t minutes;
    bool urgent;
    struct date day; /* when it was; empty: now */
    struct clock_time time;
    struct date call_back_on;
    struct clock_time call_back_at;
    const char *call_back_phone;
    const char *call_back_what;
};

/* What is handed from rule to rule while a form is read. */
struct reading {
    struct ctx *ctx;
    struct form *form;
    const struct desk_lists *lists;
    const struct contact_row *stored;
    struct contact_args args;
    struct contact_draft *draft;
    struct form_errors *errors;
};

static enum status read_fields(struct reading *r)
{
    const struct desk_lists *lists = r->lists;
    const struct input table[] = {
        INPUT_CHOICE(struct contact_args, channel, lists->channels.choices, "Come è arrivato",
                     "Scegli come è arrivato il contatto"),
        INPUT_CHOICE(struct contact_args, reason, lists->reasons.choices, "Motivo",
                     "Scegli perché è arrivato il contatto"),
        INPUT_LINE(struct contact_args, sender, CONTACT_LINE_MAX, "Inviato da", OPTIONAL),
        INPUT_CHOICE(struct contact_args, caller_kind, lists->callers.choices, "Chi ha chiamato",
                     "Scegli chi ha chiamato"),
        INPUT_LINE(struct contact_args, caller_name, CONTACT_LINE_MAX, "Nome di chi chiama",
                   OPTIONAL),
        INPUT_PHONE(struct contact_args, caller_phone, "Telefono di chi chiama", OPTIONAL),
        INPUT_LINE(struct contact_args, person, 20, "Per chi", OPTIONAL),
        INPUT_LINE(struct contact_args, anonymous_label, CONTACT_LINE_MAX, "Come riconoscerla",
                   OPTIONAL),
        INPUT_ID(struct contact_args, place, "Luogo", OPTIONAL),
        INPUT_LINES(struct contact_args, notes, CONTACT_NOTES_MAX, "Che cosa ha detto", OPTIONAL),
        INPUT_CHOICE(struct contact_args, unmet_need, lists->needs.choices, "Quale bisogno",
                     OPTIONAL),
        INPUT_CHOICE(struct contact_args, unmet_reason, lists->unmet.choices, "Perché", OPTIONAL),
        INPUT_LINE(struct contact_args, referral, CONTACT_LINE_MAX, "A chi", OPTIONAL),
        INPUT_LINE(struct contact_args, none_reason, CONTACT_WHY_MAX, "Perché nessuna risposta",
                   OPTIONAL),
        INPUT_IDS(struct contact_args, service, CONTACT_RESPONSES_MAX, "Servizi", OPTIONAL),
        INPUT_COUNT(struct contact_args, minutes, 0, CONTACT_MINUTES_MAX, "Minuti", OPTIONAL),
        INPUT_FLAG(struct contact_args, urgent, "Urgente", OPTIONAL),
        INPUT_DATE(struct contact_args, day, DATES_PAST, "Giorno", OPTIONAL),
        INPUT_CLOCK(struct contact_args, time, "Ora", OPTIONAL),
        INPUT_DATE(struct contact_args, call_back_on, r->stored ? DATES_ANY : DATES_COMING,
                   "Richiamare entro", OPTIONAL),
        INPUT_CLOCK(struct contact_args, call_back_at, "Ora per richiamare", OPTIONAL),
        INPUT_PHONE(struct contact_args, call_back_phone, "Numero da richiamare", OPTIONAL),
        INPUT_LINE(struct contact_args, call_back_what, CONTACT_LINE_MAX, "Per dire che cosa",
                   OPTIONAL),
    };

    return input_read(r->ctx, r->form, table, &r->args, r->errors);
}

static void complain(struct reading *r, const char *name, const char *message)
{
    form_error_add(r->ctx, r->errors, name, message);
}

/* When it was: now, unless a day or a time was typed. */
static void settle_time(struct reading *r)
{
    struct date day = r->args.day;
    struct clock_time time = r->args.time;

    r->draft->at = r->stored ? r->stored->at : r->ctx->now;
    if (date_is_none(day) && clock_is_none(time))
        return;
    if (clock_is_none(time)) {
        complain(r, "time", tr(r->ctx, "Scrivi anche l’ora, come 9:30"));
        return;
    }

    struct instant at = instant_at(date_is_none(day) ? instant_date(r->draft->at) : day, time);

    if (at.seconds > r->ctx->now.seconds)
        complain(r, "time", tr(r->ctx, "Scrivi un’ora già passata"));
    /* A form that opens on a stored contact shows whole minutes: untouched, it changes nothing. */
    else if (at.seconds / 60 != r->draft->at.seconds / 60)
        r->draft->at = at;
}

static void settle_caller(struct reading *r)
{
    const struct contact_args *args = &r->args;
    struct contact_draft *draft = r->draft;

    draft->channel = args->channel;
    draft->reason = args->reason;
    draft->sender = text_or_null(args->sender);
    if (text_equal(args->reason, "sent") && !draft->sender)
        complain(r, "sender", tr(r->ctx, "Scrivi chi ha inviato la persona"));
    draft->caller_kind = args->caller_kind;
    draft->caller_name = text_or_null(args->caller_name);
    draft->caller_phone = text_or_null(args->caller_phone);
}

/* A stored place stays even where the form would not offer it. */
static void settle_place(struct reading *r)
{
    int64_t place_id = r->args.place;
    bool stored = r->stored && r->stored->place_id == place_id;

    r->draft->place_id = place_id;
    if (!stored && !desk_lists_have_place(r->ctx, r->lists, place_id))
        complain(r, "place", tr(r->ctx, "Scegli un luogo dall’elenco"));
}

static enum status settle_person(struct reading *r)
{
    const char *typed = r->args.person;
    struct contact_draft *draft = r->draft;
    struct person_card card = {0};

    draft->anonymous_label = text_or_null(r->args.anonymous_label);
    if (r->stored) {
        draft->person_id = r->stored->person_id;
        return OK;
    }
    /* A label alone says that there is no name. */
    if (text_equal(typed, CONTACT_NOBODY) || (!*typed && draft->anonymous_label))
        return OK;

    enum status status = text_to_int(typed, &draft->person_id);

    if (status == OK)
        status = person_card(r->ctx, draft->person_id, &card);
    if (status == ERR_INVALID || status == ERR_NOT_FOUND) {
        complain(r, "person",
                 tr(r->ctx, "Cerca la persona e sceglila, oppure scegli «Senza nome»"));
        return OK;
    }
    TRY(status);
    draft->anonymous_label = NULL;
    if (!draft->place_id)
        draft->place_id = card.place_id;
    if (!draft->caller_phone && text_equal(draft->caller_kind, "self"))
        draft->caller_phone = card.phone;
    return OK;
}

const char *contact_form_unmet(struct ctx *ctx, const struct form *form, const char *need)
{
    const char *typed = form_value(form, arena_printf(ctx->arena, "unmet.%s", need));

    if (!text_is_blank(typed))
        return typed;
    return text_equal(form_value(form, "unmet_need"), need) ? form_value(form, "unmet_reason") : "";
}

bool contact_form_has_need(const struct form *form, const char *need)
{
    return form_has(form, "need", need) || text_equal(form_value(form, "unmet_need"), need);
}

/* A box that the form does not have is refused, not passed over in silence. */
static void check_boxes(struct reading *r, const char *name, const struct codes *codes,
                        const char *message)
{
    const struct form_field *field;
    size_t position = 0;

    while ((field = form_next(r->form, name, &position))) {
        if (!text_is_blank(field->value) && !codes_find(codes, field->value))
            complain(r, name, message);
    }
}

static void settle_needs(struct reading *r)
{
    const struct codes *needs = &r->lists->needs.codes;
    struct contact_draft *draft = r->draft;

    check_boxes(r, "need", needs, tr(r->ctx, "Scegli i bisogni dall’elenco"));
    for (size_t i = 0; i < needs->count; i++) {
        const char *need = needs->rows[i].code;

        if (!contact_form_has_need(r->form, need))
            continue;
        if (draft->need_count == CONTACT_NEEDS_MAX) {
            complain(r, "need", tr(r->ctx, "Scegli al massimo 12 bisogni"));
            return;
        }

        const char *why = text_or_null(contact_form_unmet(r->ctx, r->form, need));

        if (why && !codes_find(&r->lists->unmet.codes, why))
            complain(r, "need", tr(r->ctx, "Scegli il perché dall’elenco"));
        draft->needs[draft->need_count++] = (struct contact_need){need, why};
    }
    if (draft->need_count == 0)
        complain(r, "need", tr(r->ctx, "Scegli almeno un bisogno"));
    if (r->args.unmet_need && !r->args.unmet_reason)
        complain(r, "unmet_reason", tr(r->ctx, "Scegli perché il bisogno resta senza risposta"));
    if (r->args.unmet_reason && !r->args.unmet_need)
        complain(r, "unmet_need", tr(r->ctx, "Scegli quale bisogno resta senza risposta"));
}

static void add_response(struct reading *r, const struct contact_response *response)
{
    struct contact_draft *draft = r->draft;

    if (draft->response_count == CONTACT_RESPONSES_MAX)
        complain(r, "response", tr(r->ctx, "Scegli al massimo 12 risposte"));
    else
        draft->responses[draft->response_count++] = *response;
}

/* The response that names a service or association: the referral, or what else was chosen but
   listening; a name alone makes a referral. */
static const char *carrying_response(const struct reading *r)
{
    const struct codes *responses = &r->lists->responses.codes;

    for (size_t i = 0; i < responses->count && !form_has(r->form, "response", "referral"); i++) {
        const char *code = responses->rows[i].code;

        if (strcmp(code, "listening") != 0 && strcmp(code, "none_possible") != 0 &&
            form_has(r->form, "response", code))
            return code;
    }
    return "referral";
}

/* One response for each service that was named. */
static enum status settle_named(struct reading *r, const char *code)
{
    const struct input_ids *services = &r->args.service;
    const char *to = text_or_null(r->args.referral);

    for (size_t i = 0; i < services->count; i++) {
        struct desk_service_row service;
        enum status status = desk_service(r->ctx, services->ids[i], &service);

        if (status == ERR_NOT_FOUND) {
            complain(r, "response",
                     tr(r->ctx, "Un servizio indicato non c’è più: scegli di nuovo"));
            continue;
        }
        TRY(status);
        add_response(r, &(struct contact_response){code, service.id, service.organization_id,
                                                   i == 0 ? to : NULL});
    }
    if (services->count == 0 && (to || form_has(r->form, "response", code)))
        add_response(r, &(struct contact_response){.response = code, .detail = to});
    return OK;
}

static enum status settle_responses(struct reading *r)
{
    const struct codes *responses = &r->lists->responses.codes;
    const char *carrying = carrying_response(r);
    const char *why_none = text_or_null(r->args.none_reason);

    check_boxes(r, "response", responses, tr(r->ctx, "Scegli le risposte dall’elenco"));
    for (size_t i = 0; i < responses->count; i++) {
        const char *code = responses->rows[i].code;
        bool none = strcmp(code, "none_possible") == 0;

        if (strcmp(code, carrying) == 0) {
            TRY(settle_named(r, code));
            continue;
        }
        if (!form_has(r->form, "response", code))
            continue;
        if (none && !why_none)
            complain(r, "none_reason", tr(r->ctx, "Scrivi perché nessuna risposta è possibile"));
        add_response(
            r, &(struct contact_response){.response = code, .detail = none ? why_none : NULL});
    }
    return OK;
}

static void settle_call_back(struct reading *r)
{
    const struct contact_args *args = &r->args;
    struct contact_draft *draft = r->draft;
    bool asked = !clock_is_none(args->call_back_at) || !text_is_blank(args->call_back_phone) ||
                 !text_is_blank(args->call_back_what);

    draft->call_back_on = args->call_back_on;
    draft->call_back_at = args->call_back_at;
    draft->call_back_phone = text_or_null(args->call_back_phone);
    draft->call_back_what = text_or_null(args->call_back_what);
    if (date_is_none(args->call_back_on)) {
        if (asked)
            complain(r, "call_back_on", tr(r->ctx, "Scrivi il giorno in cui richiamare"));
        return;
    }
    if (!draft->call_back_phone)
        draft->call_back_phone = draft->caller_phone;
    if (!draft->call_back_phone)
        complain(r, "call_back_phone", tr(r->ctx, "Scrivi il numero da richiamare"));
}

enum status contact_form_read(struct ctx *ctx, struct form *form, const struct desk_lists *lists,
                              const struct contact_row *stored, struct contact_draft *ret_draft,
                              struct form_errors *errors)
{
    struct reading r = {
        .ctx = ctx,
        .form = form,
        .lists = lists,
        .stored = stored,
        .draft = ret_draft,
        .errors = errors,
    };

    *ret_draft = (struct contact_draft){.office_id = stored ? stored->office_id : 0};
    TRY(read_fields(&r));
    settle_time(&r);
    settle_caller(&r);
    settle_place(&r);
    TRY(settle_person(&r));
    settle_needs(&r);
    TRY(settle_responses(&r));
    settle_call_back(&r);
    ret_draft->notes = text_or_null(r.args.notes);
    ret_draft->minutes = r.args.minutes;
    ret_draft->urgent = r.args.urgent;
    return OK;
}

static enum status fill_parts(struct ctx *ctx, const struct contact_row *row, struct form *form)
{
    struct contact_need_row *needs;
    struct contact_response_row *responses;
    size_t need_count, response_count;

    TRY(contact_needs(ctx, row->id, &needs, &need_count));
    for (size_t i = 0; i < need_count; i++) {
        form_put(form, "need", needs[i].need);
        form_put(form, arena_printf(ctx->arena, "unmet.%s", needs[i].need), needs[i].unmet_reason);
    }
    TRY(contact_responses(ctx, row->id, &responses, &response_count));
    for (size_t i = 0; i < response_count; i++) {
        const struct contact_response_row *response = &responses[i];

        form_put(form, "response", response->response);
        if (response->service_id)
            form_put(form, "service",
                     arena_printf(ctx->arena, "%lld", (long long)response->service_id));
        if (strcmp(response->response, "none_possible") == 0)
            form_put(form, "none_reason", response->detail);
        else if (response->detail || (response->organization_id && !response->service_id))
            form_put(form, "referral",
                     response->detail ? response->detail : response->organization_name);
    }
    return OK;
}

static const char *number_text(struct arena *arena, int64_t number, int64_t none)
{
    return number == none ? "" : arena_printf(arena, "%lld", (long long)number);
}

static const char *iso_or_empty(struct arena *arena, struct date day)
{
    return date_is_none(day) ? "" : date_to_iso(arena, day);
}

enum status contact_form_fill(struct ctx *ctx, const struct contact_row *row, struct form *form)
{
    struct arena *arena = ctx->arena;
    const char *notes;

    TRY(contact_notes_open(ctx, row, &notes));
    form_put(form, "channel", row->channel);
    form_put(form, "reason", row->reason);
    form_put(form, "sender", row->sender);
    form_put(form, "caller_kind", row->caller_kind);
    form_put(form, "caller_name", row->caller_name);
    form_put(form, "caller_phone",
             row->caller_phone ? text_phone_show(arena, row->caller_phone) : "");
    form_put(form, "anonymous_label", row->anonymous_label);
    form_put(form, "place", number_text(arena, row->place_id, 0));
    form_put(form, "notes", notes);
    form_put(form, "minutes", number_text(arena, row->minutes, SQL_INT_NONE));
    form_put(form, "urgent", row->urgent ? "yes" : "");
    form_put(form, "day", iso_or_empty(arena, instant_date(row->at)));
    form_put(form, "time", clock_show(arena, instant_clock(row->at)));
    form_put(form, "call_back_on", iso_or_empty(arena, row->call_back_on));
    form_put(form, "call_back_at", clock_show(arena, row->call_back_at));
    form_put(form, "call_back_phone",
             row->call_back_phone ? text_phone_show(arena, row->call_back_phone) : "");
    form_put(form, "call_back_what", row->call_back_what);
    form_put(form, "version", number_text(arena, row->version, 0));
    return fill_parts(ctx, row, form);
}
