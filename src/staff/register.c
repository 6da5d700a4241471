#include "staff/register.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/words.h"
#include "paper/csv.h"
#include "staff/powers.h"
#include "store/audit.h"
#include "zone/policy.h"

enum {
    CLOCK_MARGIN_ROWS = 1000, /* rows of one moment may be written a little out of order */
    CSV_BYTES_MAX = 4 * 1024 * 1024,
    FIELDS_BYTES_MAX = 4000,
};

/* ---- finding --------------------------------------------------------------------------------- */

/* The first number of a day, by halving: numbers have no gaps and grow with time, so no index on
   the time is needed. */
static enum status number_at(struct ctx *ctx, struct instant since, int64_t *ret_number)
{
    int64_t low = 1;
    int64_t high;

    TRY(audit_last_number(ctx, &high));
    while (low <= high) {
        int64_t middle = low + (high - low) / 2;
        struct instant at;

        TRY(register_at(ctx, middle, &at));
        if (at.seconds < since.seconds)
            low = middle + 1;
        else
            high = middle - 1;
    }
    *ret_number = low > CLOCK_MARGIN_ROWS ? low - CLOCK_MARGIN_ROWS : 1;
    return OK;
}

static struct instant day_begins(struct date day)
{
    return instant_at(day, (struct clock_time){0});
}

static const char *who_pattern(struct ctx *ctx, const char *who)
{
    char *lower = text_lower_ascii(ctx->arena, text_squeeze(ctx->arena, who));

    for (char *c = lower; *c; c++) {
        if (*c == '%' || *c == '_')
            *c = ' ';
    }
    return *lower ? arena_printf(ctx->arena, "%%%s%%", lower) : NULL;
}

static enum status rows_of_all(struct ctx *ctx, const struct register_rows_args *page,
                               struct register_row **ret_rows, size_t *ret_count)
{
    struct register_rows_args args = *page;

    TRY(number_at(ctx, args.since, &args.from));
    return register_rows(ctx, &args, ret_rows, ret_count);
}

static enum status rows_of_person(struct ctx *ctx, int64_t person_id,
                                  const struct register_rows_args *page,
                                  struct register_row **ret_rows, size_t *ret_count)
{
    return register_of_person(ctx,
                              &(struct register_of_person_args){.person_id = person_id,
                                                                .before = page->before,
                                                                .since = page->since,
                                                                .until = page->until,
                                                                .who = page->who,
                                                                .take = page->take},
                              ret_rows, ret_count);
}

enum status register_read(struct ctx *ctx, const struct register_filter *filter, int64_t take,
                          struct register_row **ret_rows, size_t *ret_count, bool *ret_more)
{
    struct date first = filter->first;
    struct register_rows_args args = {
        .before = filter->before,
        .until = {INT64_MAX},
        .who = who_pattern(ctx, filter->who),
        .take = take + 1,
    };
    size_t count;

    if (date_is_none(first) && args.who && filter->person_id == 0)
        first = date_add_days(instant_date(ctx->now), -REGISTER_WHO_DAYS);
    if (!date_is_none(first))
        args.since = day_begins(first);
    if (!date_is_none(filter->last))
        args.until = day_begins(date_add_days(filter->last, 1));
    if (filter->person_id)
        TRY(rows_of_person(ctx, filter->person_id, &args, ret_rows, &count));
    else
        TRY(rows_of_all(ctx, &args, ret_rows, &count));
    *ret_more = (int64_t)count > take;
    *ret_count = *ret_more ? (size_t)take : count;
    return OK;
}

/* ---- in words -------------------------------------------------------------------------------- */

static const char *const ACTION_WORDS[][2] = {
    {"staff.sign_in", N_("è entrato con nome e parola d’accesso")},
    {"staff.sign_out", N_("è uscito")},
    {"staff.second_factor", N_("ha dato il secondo fattore")},
    {"staff.set_second_factor", N_("ha attivato il secondo fattore")},
    {"staff.change_password", N_("ha cambiato la sua parola d’accesso")},
    {"user.create", N_("ha creato l’utenza")},
    {"user.change", N_("ha cambiato i dati dell’utenza")},
    {"user.reset_password", N_("ha dato una parola d’accesso nuova")},
    {"user.reset_second_factor", N_("ha azzerato il secondo fattore")},
    {"user.open", N_("ha riaperto l’utenza")},
    {"user.close", N_("ha chiuso l’utenza")},
    {"user.give_role", N_("ha dato un ruolo")},
    {"user.end_role", N_("ha tolto un ruolo")},
    {"user.end_session", N_("ha chiuso un accesso")},
    {"policy.set", N_("ha cambiato una regola")},
    {"code.add", N_("ha aggiunto una voce a un elenco")},
    {"code.retire", N_("ha tolto una voce da un elenco")},
    {"zone.create", N_("ha creato la zona")},
    {"zone.move", N_("ha spostato la zona in un altro database")},
    {"zone.add_municipality", N_("ha aggiunto un Comune")},
    {"zone.add_place", N_("ha aggiunto un paese")},
    {"zone.add_office", N_("ha aggiunto un ufficio")},
    {"zone.change_municipality", N_("ha cambiato un Comune")},
    {"zone.change_place", N_("ha cambiato un paese")},
    {"zone.change_office", N_("ha cambiato un ufficio")},
    {"zone.add_opening", N_("ha aggiunto un orario")},
    {"zone.add_closure", N_("ha aggiunto una chiusura")},
    {"zone.add_holiday", N_("ha aggiunto una festività")},
    {"zone.end_opening", N_("ha tolto un orario")},
    {"zone.end_closure", N_("ha tolto una chiusura")},
    {"zone.end_holiday", N_("ha tolto una festività")},
    {"register.read", N_("ha letto il registro")},
    {"register.export", N_("ha esportato il registro")},
    {"person.search", N_("ha cercato una persona")},
    {"person.open", N_("ha letto la scheda")},
    {"person.create", N_("ha creato la scheda")},
    {"person.change", N_("ha cambiato la scheda")},
    {"person.choose", N_("ha scelto una persona dalla ricerca")},
    {"person.doubles", N_("ha guardato chi potrebbe essere la stessa persona")},
    {"person.restricted_doubles", N_("ha guardato i possibili doppioni di persone riservate")},
    {"person.declare", N_("ha scritto una condizione della persona")},
    {"person.mark_rider", N_("ha segnato chi usa gli accompagnamenti")},
    {"person.protect", N_("ha aggiunto una tutela")},
    {"person.unprotect", N_("ha chiuso una tutela")},
    {"person.restrict", N_("ha reso riservata la scheda")},
    {"person.unrestrict", N_("ha tolto la riservatezza")},
    {"person.grant_circle", N_("ha fatto entrare qualcuno nella cerchia")},
    {"person.revoke_circle", N_("ha tolto qualcuno dalla cerchia")},
    {"person.import", N_("ha importato persone da un file")},
    {"household.join", N_("ha aggiunto la persona a un nucleo")},
    {"household.leave", N_("ha tolto la persona da un nucleo")},
    {"household.relate", N_("ha cambiato una parentela")},
    {"agenda.rides", N_("ha letto gli accompagnamenti dell’agenda")},
    {"agenda.contacts", N_("ha letto i contatti dell’agenda")},
    {"agenda.call_backs", N_("ha letto le richiamate dell’agenda")},
    {"contact.list", N_("ha letto l’elenco dei contatti")},
    {"contact.export", N_("ha esportato l’elenco dei contatti")},
    {"contact.open", N_("ha letto il contatto")},
    {"contact.keep", N_("ha messo da parte un contatto per creare una scheda")},
    {"contact.resume", N_("ha ripreso il contatto messo da parte")},
    {"contact.record", N_("ha registrato il contatto")},
    {"contact.correct", N_("ha corretto il contatto")},
    {"contact.link_person", N_("ha collegato il contatto a una persona")},
    {"contact.call_back_close", N_("ha chiuso la richiamata")},
    {"ride.day", N_("ha letto gli accompagnamenti di un giorno")},
    {"ride.figures", N_("ha letto le eccezioni e i rifiuti")},
    {"ride.numbers", N_("ha letto i numeri degli accompagnamenti")},
    {"ride.shares", N_("ha letto le quote delle ore dei volontari")},
    {"ride.whatif", N_("ha guardato che cosa cambierebbe un volontario in più")},
    {"ride.to_ask", N_("ha letto chi richiamare per un parere")},
    {"ride.opinion", N_("ha scritto il parere su un viaggio")},
    {"ride.told_no", N_("ha detto di no a una richiesta")},
    {"ride.sheet", N_("ha letto il foglio del giorno di un volontario")},
    {"ride.open", N_("ha letto l’accompagnamento")},
    {"ride.rider", N_("ha letto la scheda di chi usa gli accompagnamenti")},
    {"ride.ask", N_("ha chiesto se c’è posto")},
    {"ride.book", N_("ha prenotato l’accompagnamento")},
    {"ride.refuse", N_("ha registrato un rifiuto")},
    {"ride.move", N_("ha spostato l’accompagnamento")},
    {"ride.cancel", N_("ha annullato l’accompagnamento")},
    {"ride.correct", N_("ha corretto l’accompagnamento")},
    {"ride.assign", N_("ha dato il viaggio a un altro volontario")},
    {"ride.reassign", N_("ha fatto posto dando il viaggio a un altro volontario")},
    {"ride.replan", N_("ha cambiato volontario o orario al viaggio, rivedendo la giornata")},
    {"ride.call", N_("ha segnato che la persona è stata chiamata")},
    {"ride.uncall", N_("ha tolto il segno che la persona è stata chiamata")},
    {"rider.company", N_("ha scritto con quale volontario la persona viaggia volentieri, o mai")},
    {"ride.lock", N_("ha tenuto il viaggio con il suo volontario")},
    {"ride.unlock", N_("ha lasciato libero il viaggio di cambiare volontario")},
    {"ride.outcome", N_("ha scritto com’è andato il viaggio")},
    {"ride.went", N_("ha scritto gli orari veri di un viaggio")},
    {"roads.add", N_("ha scritto il tempo di una strada")},
    {"roads.change", N_("ha corretto il tempo di una strada")},
    {"roads.drop", N_("ha tolto il tempo di una strada")},
    {"roads.factor", N_("ha cambiato quanto girano le strade di un luogo")},
    {"roads.learn", N_("ha fatto imparare i tempi dai viaggi")},
    {"roads.import", N_("ha preso i tempi delle strade da una tabella")},
    {"roads.route", N_("ha calcolato i tempi delle strade da una carta")},
    {"ride.late", N_("ha detto dall’auto che arriva in ritardo")},
    {"ride.undo", N_("ha tolto quello che aveva detto dall’auto")},
    {"ride.hand_back", N_("ha restituito un turno")},
    {"ride.own_page", N_("ha aperto la sua pagina di volontario")},
    {"ride.car_sheet", N_("ha aperto il foglio del giorno sul telefono")},
    {"destination.create", N_("ha aggiunto una destinazione")},
    {"volunteer.list", N_("ha letto l’elenco dei volontari")},
    {"volunteer.open", N_("ha letto la scheda del volontario")},
    {"volunteer.create", N_("ha aggiunto un volontario")},
    {"volunteer.hours", N_("ha cambiato gli orari del volontario")},
    {"volunteer.absence", N_("ha cambiato le assenze del volontario")},
    {"volunteer.proposals", N_("ha letto le proposte dei volontari")},
    {"volunteer.propose", N_("ha proposto orari del volontario")},
    {"volunteer.propose_accept", N_("ha accettato la proposta del volontario")},
    {"volunteer.propose_refuse", N_("ha risposto di no alla proposta del volontario")},
    {"volunteer.propose_withdraw", N_("ha ritirato la proposta del volontario")},
    {"volunteer.vehicle", N_("ha dato un’auto al volontario")},
    {"volunteer.link", N_("ha preparato un collegamento per il volontario")},
    {"volunteer.link_show", N_("ha letto il collegamento del volontario")},
    {"volunteer.link_revoke", N_("ha tolto un collegamento al volontario")},
    {"vehicle.create", N_("ha aggiunto un’auto")},
    {"volunteer.change", N_("ha cambiato i dati del volontario")},
    {"vehicle.change", N_("ha cambiato un’auto")},
    {"vehicle.absence", N_("ha detto da quando un’auto è ferma, o che è tornata")},
    {"destination.change", N_("ha cambiato una destinazione")},
    {"paper.list", N_("ha letto i documenti dei volontari e delle auto")},
    {"paper.open", N_("ha aperto i documenti")},
    {"paper.add", N_("ha aggiunto un documento")},
    {"paper.change", N_("ha cambiato un documento")},
    {"paper.drop", N_("ha tolto un documento")},
    {"agenda.papers", N_("ha letto i documenti da rinnovare")},
    {"activity.list", N_("ha letto le ore dei volontari")},
    {"activity.add", N_("ha scritto un’attività del volontario")},
    {"activity.change", N_("ha cambiato un’attività del volontario")},
    {"activity.drop", N_("ha tolto un’attività del volontario")},
    {"roll.read", N_("ha letto il registro dei volontari")},
    {"roll.open", N_("ha aperto il registro dei volontari per scrivere")},
    {"roll.write", N_("ha scritto nel registro dei volontari")},
    {"certificate.print", N_("ha stampato un attestato")},
    {"refund.list", N_("ha letto i rimborsi")},
    {"refund.open", N_("ha letto un rimborso")},
    {"refund.ask", N_("ha scritto una richiesta di rimborso")},
    {"refund.approve", N_("ha approvato un rimborso")},
    {"refund.reject", N_("ha respinto un rimborso")},
    {"organization.change", N_("ha cambiato un’organizzazione")},
    {"organization.create", N_("ha aggiunto un’organizzazione")},
    {"service.create", N_("ha aggiunto un servizio")},
    {"service.change", N_("ha cambiato un servizio")},
    {"site.report", N_("ha mandato una segnalazione dal sito")},
    {"site.reports_open", N_("ha letto le segnalazioni dal sito")},
    {"site.report_close", N_("ha segnato come letta una segnalazione")},
};

const char *register_action_show(const struct ctx *ctx, const struct register_row *row)
{
    for (size_t i = 0; i < sizeof ACTION_WORDS / sizeof ACTION_WORDS[0]; i++) {
        if (strcmp(ACTION_WORDS[i][0], row->action) == 0)
            return tr(ctx, ACTION_WORDS[i][1]);
    }
    return row->action;
}

const char *register_subject_show(struct ctx *ctx, const struct register_row *row)
{
    static const char *const KINDS[][2] = {
        {"person", N_("Persona")},
        {"user", N_("Utente")},
        {"contact", N_("Contatto")},
        {"ride", N_("Accompagnamento")},
        {"day", N_("Giorno")},
        {"destination", N_("Destinazione")},
        {"travel_time", N_("Strada")},
        {"volunteer", N_("Volontario")},
        {"vehicle", N_("Auto")},
        {"refund", N_("Rimborso")},
        {"roll_entry", N_("Iscrizione")},
        {"household", N_("Nucleo")},
        {"organization", N_("Organizzazione")},
        {"service", N_("Servizio")},
        {"site_report", N_("Segnalazione")},
        {"policy", N_("Regola")},
        {"code", N_("Voce di elenco")},
        {"zone", N_("Zona")},
        {"municipality", N_("Comune")},
        {"place", N_("Paese")},
        {"office", N_("Ufficio")},
        {"opening", N_("Orario")},
        {"closure", N_("Chiusura")},
        {"holiday", N_("Festività")},
    };
    const char *kind = row->subject_kind;

    if (!kind)
        return "";
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        if (strcmp(KINDS[i][0], kind) == 0)
            kind = tr(ctx, KINDS[i][1]);
    }
    if (row->subject_id == 0)
        return kind;
    if (row->subject_last_id > row->subject_id)
        return arena_printf(ctx->arena, "%s %lld-%lld", kind, (long long)row->subject_id,
                            (long long)row->subject_last_id);
    return arena_printf(ctx->arena, "%s %lld", kind, (long long)row->subject_id);
}

static const char *const FIELD_WORDS[][2] = {
    {"surname", N_("cognome")},
    {"name", N_("nome")},
    {"birth_date", N_("data di nascita")},
    {"birth_place_code", N_("luogo di nascita")},
    {"sex", N_("sesso")},
    {"citizenship_code", N_("cittadinanza")},
    {"tax_code", N_("codice fiscale")},
    {"place", N_("dove abita")},
    {"address", N_("via e numero")},
    {"email", N_("e-mail")},
    {"phones", N_("telefoni")},
    {"died_on", N_("data di morte")},
    {"autonomy", N_("autonomia")},
    {"lives_alone", N_("vive da sola o da solo")},
    {"notices_consent", N_("consenso agli avvisi")},
    {"legal_protection", N_("tutela")},
    {"restriction", N_("riservatezza")},
    {"household", N_("nucleo")},
    {"rider", N_("usa gli accompagnamenti")},
    {"opinion", N_("parere")},
    {"boarding_notes", N_("note per il volontario")},
    {"picked_up_at", N_("ora vera di partenza")},
    {"set_down_at", N_("ora vera di arrivo")},
    {"volunteer", N_("volontario")},
    {"person", N_("persona")},
    {"call_back", N_("richiamata")},
    {"username", N_("nome per entrare")},
    {"title", N_("qualifica")},
    {"password", N_("parola d’accesso")},
    {"totp_secret", N_("secondo fattore")},
    {"recovery_codes", N_("codici di riserva")},
    {"recovery_code", N_("con un codice di riserva")},
    {"active", N_("in uso")},
    {"role", N_("ruolo")},
    {"kind", N_("tipo")},
    {"number", N_("numero")},
    {"from", N_("dal")},
    {"to", N_("al")},
};

/* A field's own words, a rule's, a role's, or the name itself. */
static const char *field_words(const struct ctx *ctx, const char *name)
{
    enum policy_key rule = policy_key_from_text(name);

    for (size_t i = 0; i < sizeof FIELD_WORDS / sizeof FIELD_WORDS[0]; i++) {
        if (strcmp(FIELD_WORDS[i][0], name) == 0)
            return tr(ctx, FIELD_WORDS[i][1]);
    }
    if (rule != POLICY_NONE)
        return tr(ctx, policy_spec(rule)->label);
    if (text_starts_with(name, "role."))
        return tr(ctx, role_label(role_from_code(name + strlen("role."))));
    return name;
}

const char *register_fields_show(struct ctx *ctx, const struct register_row *row)
{
    struct buf text = buf_new(ctx->arena, FIELDS_BYTES_MAX);
    const char *at = row->fields;

    if (text_is_blank(at))
        return NULL;
    while (*at) {
        size_t length = strcspn(at, " ");
        const char *name = arena_copy_n(ctx->arena, at, length);

        if (length > 0)
            buf_printf(&text, "%s%s", text.length ? ", " : "", field_words(ctx, name));
        at += length + (at[length] == ' ');
    }
    return buf_text(&text);
}

/* ---- as a file ------------------------------------------------------------------------------- */

enum status register_csv_write(struct ctx *ctx, const struct register_row *rows, size_t count,
                               const char **ret_bytes, size_t *ret_length)
{
    struct buf csv = buf_new(ctx->arena, CSV_BYTES_MAX);

    csv_begin(&csv, tr(ctx, "numero;quando;chi;da dove;che cosa;su;campi;motivo"));
    for (size_t i = 0; i < count; i++) {
        const struct register_row *row = &rows[i];

        buf_printf(&csv, "%lld;", (long long)row->number);
        csv_put(&csv, instant_to_iso(ctx->arena, row->at), false);
        csv_put(&csv, row->actor_name, false);
        csv_put(&csv, row->origin, false);
        csv_put(&csv, register_action_show(ctx, row), false);
        csv_put(&csv, register_subject_show(ctx, row), false);
        csv_put(&csv, register_fields_show(ctx, row), false);
        csv_put(&csv, row->reason, true);
    }
    if (csv.overflowed)
        return ERR_TOO_LARGE;
    *ret_bytes = csv.data;
    *ret_length = csv.length;
    return OK;
}
