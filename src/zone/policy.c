#include "zone/policy.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "store/audit.h"
#include "zone_sql.h"

static const struct policy_spec SPECS[POLICY_COUNT] = {
    [POLICY_RIDES_NOTICE_MINUTES] = {"rides.notice_minutes", POLICY_KIND_NUMBER, 0, 20160,
                                     N_("Anticipo della prenotazione (minuti)")},
    [POLICY_RIDES_WINDOW_MINUTES] = {"rides.window_minutes", POLICY_KIND_NUMBER, 5, 60,
                                     N_("Fascia in cui passa l’auto (minuti)")},
    [POLICY_RIDES_HORIZON_DAYS] = {"rides.horizon_days", POLICY_KIND_NUMBER, 1, 365,
                                   N_("Fino a quanti giorni prima si prenota")},
    [POLICY_RIDES_MAX_ON_BOARD_MINUTES] = {"rides.max_on_board_minutes", POLICY_KIND_NUMBER, 10,
                                           180, N_("Tempo massimo in auto (minuti)")},
    [POLICY_RIDES_ARRIVE_EARLY_MINUTES] = {"rides.arrive_early_minutes", POLICY_KIND_NUMBER, 0, 60,
                                           N_("Arrivo prima dell’appuntamento, almeno (minuti)")},
    [POLICY_RIDES_ARRIVE_TOO_EARLY_MINUTES] =
        {"rides.arrive_too_early_minutes", POLICY_KIND_NUMBER, 5, 240,
         N_("Arrivo prima dell’appuntamento, al più (minuti)")},
    [POLICY_RIDES_RETURN_WAIT_MINUTES] = {"rides.return_wait_minutes", POLICY_KIND_NUMBER, 5, 240,
                                          N_("Attesa massima per il ritorno (minuti)")},
    [POLICY_RIDES_ON_CALL_AFTER_MINUTES] = {"rides.on_call_after_minutes", POLICY_KIND_NUMBER, 5,
                                            480, N_("Ritorno a chiamata: quanto dopo (minuti)")},
    [POLICY_RIDES_WAIT_MINUTES] = {"rides.wait_minutes", POLICY_KIND_NUMBER, 1, 240,
                                   N_("Il volontario aspetta: di solito (minuti)")},
    [POLICY_RIDES_WAIT_MAX_MINUTES] = {"rides.wait_max_minutes", POLICY_KIND_NUMBER, 1, 240,
                                       N_("Il volontario aspetta: al più (minuti)")},
    [POLICY_RIDES_EARLY_MINUTES] = {"rides.early_minutes", POLICY_KIND_NUMBER, 0, 120,
                                    N_("Se non c’è posto: partire prima, al più (minuti)")},
    [POLICY_RIDES_FIRM_MINUTES] =
        {"rides.firm_minutes", POLICY_KIND_NUMBER, 0, 20160,
         N_("Quanto prima una telefonata non sposta più i viaggi degli altri (minuti)")},
    [POLICY_RIDES_FAIR_EXTRA_PERCENT] =
        {"rides.fair_extra_percent", POLICY_KIND_NUMBER, 0, 100,
         N_("Strada in più per dividere meglio i viaggi (per cento)")},
    [POLICY_RIDES_ALTERNATIVES] = {"rides.alternatives", POLICY_KIND_NUMBER, 1, 10,
                                   N_("Quante alternative si propongono")},
    [POLICY_RIDES_BOARDING_MINUTES] = {"rides.boarding_minutes", POLICY_KIND_NUMBER, 0, 60,
                                       N_("Tempo per salire in auto (minuti)")},
    [POLICY_RIDES_MAX_BOARDING_MINUTES] = {"rides.max_boarding_minutes", POLICY_KIND_NUMBER, 0, 120,
                                           N_("Tempo per salire in auto, al più (minuti)")},
    [POLICY_RIDES_MAX_COMPANIONS] = {"rides.max_companions", POLICY_KIND_NUMBER, 0, 4,
                                     N_("Accompagnatori, al più")},
    [POLICY_RIDES_ROAD_FACTOR_PERCENT] = {"rides.road_factor_percent", POLICY_KIND_NUMBER, 100, 400,
                                          N_("Strada rispetto alla linea d’aria (per cento)")},
    [POLICY_RIDES_SPEED_KMH] = {"rides.speed_kmh", POLICY_KIND_NUMBER, 10, 130,
                                N_("Velocità media (km all’ora)")},
    [POLICY_RIDES_SHORTEST_DRIVE_MINUTES] = {"rides.shortest_drive_minutes", POLICY_KIND_NUMBER, 1,
                                             30, N_("Tempo minimo tra due indirizzi (minuti)")},
    [POLICY_RIDES_REQUIRES_LIVING_ALONE] = {"rides.requires_living_alone", POLICY_KIND_FLAG, 0, 1,
                                            N_("Solo per chi vive da solo")},
    [POLICY_RIDES_REQUIRES_AUTONOMY] = {"rides.requires_autonomy", POLICY_KIND_CODES, 0, 0,
                                        N_("Autonomia richiesta")},
    [POLICY_RIDES_DECLARATION_VALID_DAYS] = {"rides.declaration_valid_days", POLICY_KIND_NUMBER, 1,
                                             3660, N_("Quanto vale una dichiarazione (giorni)")},
    [POLICY_RIDES_PURPOSES] = {"rides.purposes", POLICY_KIND_CODES, 0, 0,
                               N_("Destinazioni servite")},
    [POLICY_RIDES_MOBILITY_AIDS] = {"rides.mobility_aids", POLICY_KIND_CODES, 0, 0,
                                    N_("Ausili ammessi in auto")},
    [POLICY_RIDES_PLACES] = {"rides.places", POLICY_KIND_PLACES, 0, 0, N_("Paesi serviti")},
    [POLICY_RIDES_LINE_NAME] = {"rides.line_name", POLICY_KIND_TEXT, 0, 0, N_("Nome della linea")},
    [POLICY_RIDES_PHONE] = {"rides.phone", POLICY_KIND_PHONE, 0, 0, N_("Telefono della linea")},
    [POLICY_RIDES_CAR_NEAR_MINUTES] =
        {"rides.car_near_minutes", POLICY_KIND_NUMBER, 0, 1440,
         N_("Nome intero sul telefono del volontario (minuti prima)")},
    [POLICY_RIDES_CAR_UNDO_MINUTES] = {"rides.car_undo_minutes", POLICY_KIND_NUMBER, 1, 60,
                                       N_("Ripensamento dal telefono del volontario (minuti)")},
    [POLICY_RIDES_HAND_BACK_HOURS] = {"rides.hand_back_hours", POLICY_KIND_NUMBER, 0, 240,
                                      N_("Il volontario restituisce un turno fino a (ore prima)")},
    [POLICY_RIDES_HAND_BACK_MOST] = {"rides.hand_back_most", POLICY_KIND_NUMBER, 0, 30,
                                     N_("Turni che può restituire da solo")},
    [POLICY_RIDES_HAND_BACK_DAYS] = {"rides.hand_back_days", POLICY_KIND_NUMBER, 1, 366,
                                     N_("In quanti giorni si contano i turni restituiti")},
    [POLICY_VOLUNTEERS_LINK_DAYS] = {"volunteers.link_days", POLICY_KIND_NUMBER, 1, 366,
                                     N_("Quanto vale la pagina del volontario (giorni)")},
    [POLICY_VOLUNTEERS_HOURS_AT_ONCE] = {"volunteers.hours_at_once", POLICY_KIND_FLAG, 0, 1,
                                         N_("Le ore dette dal volontario valgono subito")},
    [POLICY_VOLUNTEERS_REQUIRED_PAPERS] = {"volunteers.required_papers", POLICY_KIND_CODES, 0, 0,
                                           N_("Documenti senza i quali non si guida")},
    [POLICY_VOLUNTEERS_REQUIRED_CAR_PAPERS] = {"volunteers.required_car_papers", POLICY_KIND_CODES,
                                               0, 0, N_("Documenti senza i quali l’auto non esce")},
    [POLICY_VOLUNTEERS_DECLARED_DAY_EURO] = {"volunteers.declared_day_euro", POLICY_KIND_NUMBER, 0,
                                             10, N_("Rimborsi autocertificati, al giorno (euro)")},
    [POLICY_VOLUNTEERS_DECLARED_MONTH_EURO] = {"volunteers.declared_month_euro", POLICY_KIND_NUMBER,
                                               0, 150,
                                               N_("Rimborsi autocertificati, al mese (euro)")},
    [POLICY_VOLUNTEERS_DOCUMENTED_MONTH_EURO] = {"volunteers.documented_month_euro",
                                                 POLICY_KIND_NUMBER, 0, 10000,
                                                 N_("Rimborsi con ricevuta, al mese (euro)")},
    [POLICY_VOLUNTEERS_DECLARED_COSTS] = {"volunteers.declared_costs", POLICY_KIND_CODES, 0, 0,
                                          N_("Spese che si possono autocertificare")},
    [POLICY_VOLUNTEERS_AGREEMENT] = {"volunteers.agreement", POLICY_KIND_TEXT, 0, 0,
                                     N_("Convenzione con cui servono i volontari")},
    [POLICY_DESK_CONTACT_MINUTES] = {"desk.contact_minutes", POLICY_KIND_NUMBER, 1, 240,
                                     N_("Durata proposta di un contatto (minuti)")},
    [POLICY_DESK_CALL_BACK_DAYS] = {"desk.call_back_days", POLICY_KIND_NUMBER, 0, 30,
                                    N_("Richiamata in ritardo dopo (giorni)")},
    [POLICY_SIGN_IN_SESSION_IDLE_MINUTES] = {"sign_in.session_idle_minutes", POLICY_KIND_NUMBER, 5,
                                             720, N_("Uscita dopo inattività (minuti)")},
    [POLICY_SIGN_IN_SESSION_ABSOLUTE_MINUTES] = {"sign_in.session_absolute_minutes",
                                                 POLICY_KIND_NUMBER, 30, 1440,
                                                 N_("Durata massima di una sessione (minuti)")},
    [POLICY_SIGN_IN_THROTTLE_MINUTES] = {"sign_in.throttle_minutes", POLICY_KIND_NUMBER, 1, 1440,
                                         N_("Attesa dopo troppi tentativi (minuti)")},
    [POLICY_SIGN_IN_ACCOUNT_FAILURES] = {"sign_in.account_failures", POLICY_KIND_NUMBER, 3, 50,
                                         N_("Tentativi per utente")},
    [POLICY_SIGN_IN_ORIGIN_FAILURES] = {"sign_in.origin_failures", POLICY_KIND_NUMBER, 5, 1000,
                                        N_("Tentativi per indirizzo di rete")},
    [POLICY_SIGN_IN_PASSWORD_MIN_LENGTH] = {"sign_in.password_min_length", POLICY_KIND_NUMBER, 8,
                                            64, N_("Lunghezza minima della password")},
    [POLICY_SIGN_IN_RECOVERY_CODES] = {"sign_in.recovery_codes", POLICY_KIND_NUMBER, 1, 20,
                                       N_("Codici di recupero dati insieme")},
    [POLICY_SIGN_IN_SESSIONS_KEPT_DAYS] = {"sign_in.sessions_kept_days", POLICY_KIND_NUMBER, 1,
                                           3660, N_("Quanto restano gli accessi finiti (giorni)")},
};

const struct policy_spec *policy_spec(enum policy_key key)
{
    assert(key > POLICY_NONE && key < POLICY_COUNT);
    return &SPECS[key];
}

enum policy_key policy_key_from_text(const char *key)
{
    for (int i = POLICY_NONE + 1; i < POLICY_COUNT; i++)
        if (text_equal(SPECS[i].key, key))
            return (enum policy_key)i;
    return POLICY_NONE;
}

static bool read_number(const struct policy_spec *spec, const char *text, int64_t *ret_number)
{
    int64_t number;
    if (text_to_int(text, &number) != OK || number < spec->least || number > spec->most)
        return false;
    *ret_number = number;
    return true;
}

/* No empty code between, before or after the commas, and no spaces. */
static bool are_codes(const char *text)
{
    bool empty = true;
    for (const char *c = text; *c; c++) {
        if (*c == ',' && empty)
            return false;
        if ((empty && *c == ' ') || (*c == ' ' && (c[1] == ',' || c[1] == '\0')))
            return false;
        empty = *c == ',';
    }
    return !empty;
}

static bool read_value(const struct policy_spec *spec, const char *text, struct policy_value *value)
{
    value->text = text;
    value->number = 0;
    switch (spec->kind) {
    case POLICY_KIND_NUMBER:
        return read_number(spec, text, &value->number);
    case POLICY_KIND_FLAG:
        value->number = text_equal(text, "yes");
        return value->number || text_equal(text, "no");
    case POLICY_KIND_CODES:
        return are_codes(text);
    case POLICY_KIND_PLACES:
        return text_equal(text, POLICY_ALL_PLACES) ||
               (are_codes(text) && text[strspn(text, "0123456789,")] == '\0');
    case POLICY_KIND_PHONE:
        return *text == '+' && text[1] && text[1 + strspn(text + 1, "0123456789")] == '\0';
    case POLICY_KIND_TEXT:
        return !text_is_blank(text);
    }
    return false;
}

bool policy_accepts(enum policy_key key, const char *value)
{
    struct policy_value read;
    return read_value(policy_spec(key), value, &read);
}

enum status policy_read(struct ctx *ctx, struct date on, struct policy_set *ret_policies)
{
    struct policy_row *rows;
    size_t count;
    struct policy_set set = {0};
    TRY(policies_on(ctx, on, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        enum policy_key key = policy_key_from_text(rows[i].key);
        if (key == POLICY_NONE)
            continue; /* a newer program's key: this one does not ask for it */
        if (!read_value(&SPECS[key], rows[i].value, &set.values[key]))
            return ERR_CORRUPT;
    }
    for (int key = POLICY_NONE + 1; key < POLICY_COUNT; key++)
        if (!set.values[key].text)
            return ERR_CORRUPT;
    *ret_policies = set;
    return OK;
}

enum status policy_read_number(struct ctx *ctx, enum policy_key key, struct date on,
                               int64_t *ret_number)
{
    struct policy_row row;
    const struct policy_spec *spec = policy_spec(key);
    assert(spec->kind == POLICY_KIND_NUMBER);
    enum status status = policy_in_force(ctx, spec->key, on, &row);
    if (status == ERR_NOT_FOUND)
        return ERR_CORRUPT;
    TRY(status);
    return read_number(spec, row.value, ret_number) ? OK : ERR_CORRUPT;
}

int64_t policy_number(const struct policy_set *policies, enum policy_key key)
{
    assert(policy_spec(key)->kind == POLICY_KIND_NUMBER);
    return policies->values[key].number;
}

bool policy_flag(const struct policy_set *policies, enum policy_key key)
{
    assert(policy_spec(key)->kind == POLICY_KIND_FLAG);
    return policies->values[key].number != 0;
}

const char *policy_text(const struct policy_set *policies, enum policy_key key)
{
    assert(policy_spec(key)->kind != POLICY_KIND_NUMBER &&
           policy_spec(key)->kind != POLICY_KIND_FLAG);
    return policies->values[key].text;
}

bool policy_has_code(const struct policy_set *policies, enum policy_key key, const char *code)
{
    assert(policy_spec(key)->kind == POLICY_KIND_CODES);
    size_t length = strlen(code);
    const char *at = policies->values[key].text;
    while (at) {
        if (strncmp(at, code, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return length > 0;
        at = strchr(at, ',');
        at = at ? at + 1 : NULL;
    }
    return false;
}

size_t policy_code_count(const struct policy_set *policies, enum policy_key key)
{
    assert(policy_spec(key)->kind == POLICY_KIND_CODES);
    size_t count = 1;
    for (const char *at = policies->values[key].text; (at = strchr(at, ',')); at++)
        count++;
    return count;
}

const char *policy_code_next(struct arena *arena, const char **codes)
{
    size_t length = strcspn(*codes, ",");
    const char *code = length ? arena_copy_n(arena, *codes, length) : NULL;
    *codes += length + ((*codes)[length] == ',');
    return code;
}

bool policy_has_place(const struct policy_set *policies, enum policy_key key, int64_t place_id)
{
    const char *at = policies->values[key].text;
    assert(policy_spec(key)->kind == POLICY_KIND_PLACES);
    if (text_equal(at, POLICY_ALL_PLACES))
        return true;
    while (*at) {
        uint64_t id = 0;
        for (; *at >= '0' && *at <= '9'; at++)
            id = id * 10 + (uint64_t)(*at - '0');
        if (id == (uint64_t)place_id)
            return true;
        at += *at == ',';
    }
    return false;
}

/* The value to be followed: the newest, which must have started before the new one. */
static enum status end_former(struct ctx *tx, const char *key, struct date from)
{
    struct policy_row *rows;
    size_t count;
    TRY(policy_history(tx, key, &rows, &count));
    if (count == 0)
        return OK;
    const struct policy_row *newest = &rows[count - 1];
    if (newest->valid_from.days >= from.days)
        return ERR_CONFLICT;
    if (!date_is_none(newest->valid_to) && newest->valid_to.days < from.days)
        return OK;
    return policy_end(tx, newest->id, date_add_days(from, -1));
}

enum status policy_set_value(struct ctx *tx, enum policy_key key, const char *value,
                             struct date from, const char *note)
{
    int64_t id;
    const char *text = policy_spec(key)->key;
    if (!policy_accepts(key, value))
        return ERR_INVALID;
    TRY(end_former(tx, text, from));
    const struct policy_insert_args row = {
        .key = text, .value = value, .valid_from = from, .valid_to = DATE_NONE, .note = note};
    TRY(policy_insert(tx, &row, &id));
    return audit_add(tx, &(struct audit_entry){.action = "policy.set",
                                               .subject_kind = "policy",
                                               .subject_id = id,
                                               .fields = text});
}
