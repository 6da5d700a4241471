#include "web/input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum wheelchair { WHEELCHAIR_NO = 4, WHEELCHAIR_FOLDING = 9 };

struct visit_args {
    const char *surname;
    const char *note;
    const char *kind;
    const char *phone;
    const char *email;
    int64_t place;
    struct input_ids needs;
    struct date born;
    struct date day;
    struct clock_time at;
    struct money price;
    int64_t companions;
    enum wheelchair wheelchair;
    const char *channel;
    bool consent;
    struct input_file letter;
};

static const struct input_choice WHEELCHAIRS[] = {
    {"no", "Non serve", WHEELCHAIR_NO}, {"si", "Pieghevole", WHEELCHAIR_FOLDING}, {0}};
static const struct input_choice CHANNELS[] = {{.code = "telefono"}, {.code = "sportello"}, {0}};

static const struct input VISIT[] = {
    INPUT_LINE(struct visit_args, surname, 10, "Cognome", "Scrivi il cognome"),
    INPUT_LINES(struct visit_args, note, 20, "Nota", OPTIONAL),
    INPUT_CODE(struct visit_args, kind, 10, "Tipo", OPTIONAL),
    INPUT_PHONE(struct visit_args, phone, "Telefono", OPTIONAL),
    INPUT_EMAIL(struct visit_args, email, "Posta elettronica", OPTIONAL),
    INPUT_ID(struct visit_args, place, "Luogo", OPTIONAL),
    INPUT_IDS(struct visit_args, needs, 3, "Bisogni", OPTIONAL),
    INPUT_DATE(struct visit_args, born, DATES_PAST, "Data di nascita", "Scrivi la data di nascita"),
    INPUT_DATE(struct visit_args, day, DATES_COMING, "Giorno", OPTIONAL),
    INPUT_CLOCK(struct visit_args, at, "Ora", OPTIONAL),
    INPUT_MONEY(struct visit_args, price, "Importo", OPTIONAL),
    INPUT_COUNT(struct visit_args, companions, 1, 4, "Accompagnatori", OPTIONAL),
    INPUT_CHOICE(struct visit_args, wheelchair, WHEELCHAIRS, "Sedia a rotelle", OPTIONAL),
    INPUT_CHOICE(struct visit_args, channel, CHANNELS, "Come", OPTIONAL),
    INPUT_FLAG(struct visit_args, consent, "Consenso", OPTIONAL),
    INPUT_FILE(struct visit_args, letter, 2048, "Lettera", OPTIONAL),
};

static struct arena arena;
static struct ctx ctx;
static struct visit_args args;
static struct form_errors errors;
static struct form form;

static int open_arena(void **state)
{
    (void)state;
    if (arena_init(&arena, 4 * 1024 * 1024) != OK || date_init_civil_time() != OK)
        return -1;
    ctx = (struct ctx){.arena = &arena, .now = {1795420800}}; /* 2026-11-23 */
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static enum status read_text(const char *text)
{
    errors = (struct form_errors){0};
    form = form_empty(&arena);
    assert_int_equal(form_parse_urlencoded(&form, text, strlen(text)), OK);
    return input_read(&ctx, &form, VISIT, &args, &errors);
}

static void says(const char *text, const char *name, const char *message)
{
    assert_int_equal(read_text(text), OK);
    assert_non_null(form_error_of(&errors, name));
    assert_string_equal(form_error_of(&errors, name), message);
}

#define GOOD "surname=Rossi&born=3/4/1940&"

static void form_filled_in_gives_every_member(void **state)
{
    (void)state;
    assert_int_equal(
        read_text("surname=++De++Rossi+&note=uno%0D%0Adue+%0D%0A&kind=visita-1&phone=0744+81.49.57&"
                  "email=a%40b.it&place=12&needs=4&needs=7&needs=4&born.d=3&born.m=4&born.y=1940&"
                  "day=2026-11-24&at=9.30&price=1.234%2C50&companions=2&wheelchair=si&"
                  "channel=sportello&consent=1"),
        OK);
    assert_int_equal(errors.count, 0);
    assert_string_equal(args.surname, "De Rossi");
    assert_string_equal(args.note, "uno\ndue");
    assert_string_equal(args.kind, "visita-1");
    assert_string_equal(args.phone, "+390744814957");
    assert_string_equal(args.email, "a@b.it");
    assert_int_equal(args.place, 12);
    assert_int_equal(args.needs.count, 2);
    assert_int_equal(args.needs.ids[1], 7);
    assert_int_equal(args.born.days, date_of(1940, 4, 3).days);
    assert_int_equal(args.day.days, date_of(2026, 11, 24).days);
    assert_int_equal(args.at.minutes, 9 * 60 + 30);
    assert_int_equal(args.price.cents, 123450);
    assert_int_equal(args.companions, 2);
    assert_int_equal(args.wheelchair, WHEELCHAIR_FOLDING);
    assert_string_equal(args.channel, "sportello");
    assert_true(args.consent);
    assert_string_equal(args.letter.name, "");
}

static void form_left_empty_asks_in_order_and_gives_none_values(void **state)
{
    (void)state;
    assert_int_equal(read_text(""), OK);
    assert_int_equal(errors.count, 2);
    assert_string_equal(errors.items[0].name, "surname");
    assert_string_equal(errors.items[0].message, "Scrivi il cognome");
    assert_string_equal(errors.items[1].name, "born");
    assert_string_equal(errors.items[1].message, "Scrivi la data di nascita");
    assert_string_equal(args.surname, "");
    assert_string_equal(args.phone, "");
    assert_int_equal(args.place, 0);
    assert_true(date_is_none(args.born));
    assert_true(clock_is_none(args.at));
    assert_int_equal(args.price.cents, MONEY_NONE.cents);
    assert_int_equal(args.companions, INPUT_COUNT_NONE);
    assert_int_equal((int)args.wheelchair, -1);
    assert_null(args.channel);
    assert_false(args.consent);
}

static void each_kind_says_what_to_write(void **state)
{
    static const char DAY_IN_THREE_BOXES[] =
        "Data di nascita: scrivi giorno, mese e anno di una data che esiste, come 4 2 1948";

    (void)state;
    says("surname=ottocentodieci", "surname", "Cognome: scrivi al massimo 10 caratteri");
    says(GOOD "note=123456789012345678901", "note", "Nota: scrivi al massimo 20 caratteri");
    says(GOOD "kind=Visita", "kind", "Tipo: usa solo lettere minuscole, cifre e trattini");
    says(GOOD "phone=casa", "phone",
         "Telefono: scrivi il numero con il prefisso, come 0744 123456");
    says(GOOD "email=anna", "email", "Posta elettronica: scrivi l’indirizzo come nome@esempio.it");
    says(GOOD "place=-1", "place", "Luogo: scegli una voce dell’elenco");
    says(GOOD "needs=x", "needs", "Bisogni: scegli tra le voci dell’elenco");
    says(GOOD "needs=1&needs=2&needs=3&needs=4", "needs", "Bisogni: scegli al massimo 3 voci");
    says("surname=x&born=31/4/1940", "born", "Data di nascita: scrivi la data come 23/11/2026");
    says("surname=x&born.d=3&born.y=1940", "born", DAY_IN_THREE_BOXES);
    says("surname=x&born.d=31&born.m=2&born.y=1940", "born", DAY_IN_THREE_BOXES);
    says("surname=x&born=24/11/2026", "born", "Data di nascita: scrivi una data fino a oggi");
    says(GOOD "day=22/11/2026", "day", "Giorno: scrivi una data da oggi in poi");
    says(GOOD "at=25", "at", "Ora: scrivi l’ora come 9:30");
    says(GOOD "price=-3", "price", "Importo: scrivi l’importo come 12,50");
    says(GOOD "companions=due", "companions", "Accompagnatori: scrivi un numero intero, come 3");
    says(GOOD "companions=0", "companions", "Accompagnatori: scrivi un numero da 1 in su");
    says(GOOD "companions=5", "companions", "Accompagnatori: scrivi un numero fino a 4");
    says(GOOD "wheelchair=forse", "wheelchair", "Sedia a rotelle: scegli una delle risposte");
}

static void today_is_past_and_coming(void **state)
{
    (void)state;
    assert_int_equal(read_text("surname=x&born=23/11/2026&day=23/11/2026"), OK);
    assert_int_equal(errors.count, 0);
}

static void single_field_sent_twice_is_refused(void **state)
{
    (void)state;
    assert_int_equal(read_text(GOOD "place=1&place=2"), ERR_INVALID);
    assert_int_equal(read_text(GOOD "born.d=1&born.d=2"), OK); /* one box is enough */
    assert_int_equal(read_text("surname=x&born.d=1&born.d=2&born.m=3&born.y=1940"), ERR_INVALID);
}

static void file_is_read_within_its_bound(void **state)
{
    char bytes[2049] = "x";
    struct form_field field = {"letter", bytes, 2048, "l.pdf", "application/pdf"};

    (void)state;
    errors = (struct form_errors){0};
    form = form_empty(&arena);
    form_put(&form, "surname", "x");
    form_put(&form, "born", "1940-04-03");
    form_put(&form, "letter", "");
    form.fields[2] = field;
    assert_int_equal(input_read(&ctx, &form, VISIT, &args, &errors), OK);
    assert_int_equal(errors.count, 0);
    assert_int_equal(args.letter.length, 2048);

    form.fields[2].length = 2049;
    assert_int_equal(input_read(&ctx, &form, VISIT, &args, &errors), OK);
    assert_string_equal(form_error_of(&errors, "letter"), "Lettera: scegli un file fino a 2 KB");
    assert_string_equal(args.letter.name, "");
}

static void values_shown_can_be_read_back(void **state)
{
    struct visit_args again;

    (void)state;
    assert_int_equal(read_text(GOOD "phone=3331234567&needs=4&needs=7&day=24/11/2026&at=9.05&"
                                    "price=12%2C5&companions=2&wheelchair=si&channel=telefono&"
                                    "consent=1"),
                     OK);
    form = form_empty(&arena);
    input_show(&ctx, &form, VISIT, &args);
    assert_string_equal(form_value(&form, "born.y"), "1940");
    assert_string_equal(form_value(&form, "price"), "12,50");
    assert_int_equal(input_read(&ctx, &form, VISIT, &again, &errors), OK);
    assert_int_equal(errors.count, 0);
    assert_string_equal(again.phone, "+393331234567");
    assert_int_equal(again.needs.count, 2);
    assert_int_equal(again.born.days, args.born.days);
    assert_int_equal(again.day.days, args.day.days);
    assert_int_equal(again.at.minutes, 9 * 60 + 5);
    assert_int_equal(again.price.cents, 1250);
    assert_int_equal(again.companions, 2);
    assert_int_equal(again.wheelchair, WHEELCHAIR_FOLDING);
    assert_string_equal(again.channel, "telefono");
    assert_true(again.consent);
}

static void error_added_twice_keeps_the_first(void **state)
{
    (void)state;
    errors = (struct form_errors){0};
    form_error_add(&ctx, &errors, "at", "uno");
    form_error_add(&ctx, &errors, "at", "due");
    assert_int_equal(errors.count, 1);
    assert_string_equal(form_error_of(&errors, "at"), "uno");
    assert_null(form_error_of(&errors, "day"));
    assert_null(form_error_of(NULL, "day"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(form_filled_in_gives_every_member),
        cmocka_unit_test(form_left_empty_asks_in_order_and_gives_none_values),
        cmocka_unit_test(each_kind_says_what_to_write),
        cmocka_unit_test(today_is_past_and_coming),
        cmocka_unit_test(single_field_sent_twice_is_refused),
        cmocka_unit_test(file_is_read_within_its_bound),
        cmocka_unit_test(values_shown_can_be_read_back),
        cmocka_unit_test(error_added_twice_keeps_the_first),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
