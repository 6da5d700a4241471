/* An office's list taken over, on both engines: all of it or nothing. */
#include "people/import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "people_sql.h"
#include "staff/actor.h"
#include "support/database.h"

const struct person_events_source *const PERSON_EVENTS_SOURCES[1];
const size_t PERSON_EVENTS_SOURCE_COUNT = 0;

static const char SEED[] =
    "insert into municipality (id, code, name, lead) values (1, 'L117', 'Terni', 1);"
    "insert into place (id, municipality_id, name, kind, latitude_micro, longitude_micro) values"
    " (1, 1, 'Collestatte', 'hamlet', 42580000, 12770000);"
    "insert into staff_user (id, username, surname, name, password_hash, must_change_password, "
    "active, system, created_at, version) values (1, 'sistema', 'Sistema', 'Riga', '-', 0, 0, 1, "
    "0, 1);";

static const struct actor SYSTEM = {.user_id = 1,
                                    .stage = ACTOR_OPEN,
                                    .roles = {{.role = ROLE_SYSTEM}},
                                    .role_count = 1,
                                    .whole_zone = true};

static void must(enum status status)
{
    assert_string_equal(status_name(status), status_name(OK));
}

struct table {
    const char *bytes;
    size_t at;
};

static enum status table_read(void *user, char *bytes, size_t max, size_t *ret_length)
{
    struct table *table = user;
    size_t length = strlen(table->bytes + table->at);

    if (length > max)
        length = max;
    memcpy(bytes, table->bytes + table->at, length);
    table->at += length;
    *ret_length = length;
    return OK;
}

static enum status table_rewind(void *user)
{
    struct table *table = user;

    table->at = 0;
    return OK;
}

/* What was told on the way. */
struct told {
    int64_t bad_lines[20];
    const char *why[20];
    size_t bad;
    size_t notes;
    size_t columns;
};

static void tell_bad(void *user, int64_t line, const char *why)
{
    struct told *told = user;

    told->bad_lines[told->bad] = line;
    told->why[told->bad++] = why;
}

static void tell_note(void *user, int64_t line, const char *what)
{
    (void)line, (void)what;
    ((struct told *)user)->notes++;
}

static void tell_column(void *user, const char *name)
{
    (void)name;
    ((struct told *)user)->columns++;
}

static void tell_progress(void *user, int64_t lines)
{
    (void)user, (void)lines;
}

static struct import_listener listener(struct told *told)
{
    return (struct import_listener){tell_bad, tell_note, tell_column, tell_progress, told};
}

static struct csv *open_table(struct test_store *t, struct table *table)
{
    const struct csv_source source = {table_read, table_rewind, table};
    struct csv *csv;

    t->ctx.actor = &SYSTEM;
    must(csv_open(&t->arena, &source, &csv));
    return csv;
}

static int64_t people_named(struct test_store *t, const char *sort_key, struct date born)
{
    struct namesake *rows;
    size_t count;

    must(person_namesakes(&t->ctx, sort_key, born, &rows, &count));
    return (int64_t)count;
}

static void good_table_is_taken_whole(void **state)
{
    struct test_store *t = *state;
    struct told told = {0};
    const struct import_listener to = listener(&told);
    struct table table = {
        "\xef\xbb\xbf"
        "COGNOME;Nome;Data di nascita;Luogo di nascita;Sesso;Codice_Fiscale;Luogo;"
        "Via;Telefono;Cellulare;Note\r\n"
        "Rosi;Maria;4/2/1948;Ferentillo;F;;Collestatte (Terni);\"via Roma; 1\";0744 780112;333 "
        "1234567;x\r\n"
        "\r\n"
        "D'Angelo;Niccol\xc3\xb2;;;m;;Spoleto;;;;\r\n",
        0};
    struct csv *csv;
    struct import_report report;
    struct person_row row;

    must(test_store_tamper(t, SEED));
    csv = open_table(t, &table);
    must(people_import_check(&t->ctx, csv, &to, &report));
    assert_int_equal(report.lines, 2);
    assert_int_equal(report.bad, 0);
    assert_int_equal(told.columns, 1);
    assert_int_equal(told.notes, 1); /* Spoleto is outside */
    must(people_import(&t->ctx, csv, false, &to, &report));
    assert_int_equal(report.created, 2);
    must(person_row(&t->ctx, report.first_id, &row));
    assert_string_equal(row.birth_place_code, "D538");
    assert_string_equal(row.address, "via Roma; 1");
    assert_string_equal(row.phone, "+390744780112");
    assert_int_equal(row.place_id, 1);
    must(person_row(&t->ctx, report.last_id, &row));
    assert_string_equal(row.name, "Niccolò");
    assert_string_equal(row.address, "Spoleto");
}

static void bad_lines_are_all_told_and_nothing_is_kept(void **state)
{
    struct test_store *t = *state;
    struct told told = {0};
    const struct import_listener to = listener(&told);
    struct table table = {"surname,name,birth date,phone,sex\n"
                          "Rosi,Maria,1948-02-04,,\n"
                          ",Aldo,,,\n"
                          "Conti,Elda,31/2/1950,,\n"
                          "Neri,Fabio,1/1/2050,,\n"
                          "Verdi,Ugo,,abc,\n"
                          "Bruni,Ada,,,x\n"
                          "Gialli,\"Rosa,,,\n",
                          0};
    struct import_report report;
    struct csv *csv;

    must(test_store_tamper(t, SEED));
    csv = open_table(t, &table);
    must(people_import_check(&t->ctx, csv, &to, &report));
    assert_int_equal(report.lines, 7);
    assert_int_equal(report.bad, 6);
    for (size_t i = 0; i < told.bad; i++)
        assert_int_equal(told.bad_lines[i], i + 3);
    assert_string_equal(told.why[0], "the surname is missing");
    assert_int_equal(people_import(&t->ctx, csv, false, &to, &report), ERR_INVALID);
    assert_int_equal(people_named(t, "rosi maria", date_of(1948, 2, 4)), 0);
}

static void dry_run_counts_and_keeps_nothing(void **state)
{
    struct test_store *t = *state;
    struct told told = {0};
    const struct import_listener to = listener(&told);
    struct table table = {"surname\tname\tborn\nRosi\tMaria\t1948-02-04\nRosi\tMaria\t1948-02-04\n",
                          0};
    struct import_report report;
    struct csv *csv;

    must(test_store_tamper(t, SEED));
    csv = open_table(t, &table);
    must(people_import(&t->ctx, csv, true, &to, &report));
    assert_int_equal(report.created, 1);
    assert_int_equal(report.skipped, 1); /* twice in the table itself */
    assert_int_equal(people_named(t, "rosi maria", date_of(1948, 2, 4)), 0);
}

static void who_is_there_is_skipped_but_never_a_restricted_person(void **state)
{
    struct test_store *t = *state;
    struct told told = {0};
    const struct import_listener to = listener(&told);
    struct table table = {
        "cognome,nome,nascita,cf\nRosi,Maria,4/2/1948,\nNeri,Ada,,VRDGPP13R10B293P\n", 0};
    struct import_report report;
    struct csv *csv;

    must(test_store_tamper(t, SEED));
    csv = open_table(t, &table);
    must(people_import(&t->ctx, csv, false, &to, &report));
    assert_int_equal(report.created, 2);
    must(people_import(&t->ctx, csv, false, &to, &report));
    assert_int_equal(report.created, 0);
    assert_int_equal(report.skipped, 2);
    assert_int_equal(told.notes, 2);
    must(test_store_tamper(t, "update person set restriction = 'violence' where surname = 'Rosi'"));
    must(people_import(&t->ctx, csv, false, &to, &report));
    assert_int_equal(report.created, 1);
}

static void namesakes_of_one_birth_with_other_codes_are_two_people(void **state)
{
    struct test_store *t = *state;
    struct told told = {0};
    const struct import_listener to = listener(&told);
    struct table table = {"cognome,nome,nascita,cf\n"
                          "Rossi,Mario,10/12/1985,RSSMRA85T10A562S\n"
                          "Rossi,Mario,10/12/1985,RSSMRA85T10L117X\n"
                          "Rossi,Mario,10/12/1985,rssmra85t10l117x\n"
                          "Rossi,Mario,10/12/1985,RSSMRA85T10L117A\n"
                          "Rossi,Mario,10/12/1985,\n",
                          0};
    struct import_report report;

    must(test_store_tamper(t, SEED));
    must(people_import(&t->ctx, open_table(t, &table), false, &to, &report));
    assert_int_equal(report.created, 2);
    assert_int_equal(report.skipped, 3); /* a code with a slip is no other person's */
}

static void second_column_of_one_meaning_is_left_out_and_told(void **state)
{
    struct test_store *t = *state;
    struct told told = {0};
    const struct import_listener to = listener(&told);
    struct table table = {"Cognome;Nome;Indirizzo;Via;Telefono;Cellulare\n"
                          "Rosi;Maria;via Roma 1;via Po 2;0744 780112;333 1234567\n",
                          0};
    struct import_report report;
    struct person_row row;
    struct csv *csv;

    must(test_store_tamper(t, SEED));
    csv = open_table(t, &table);
    must(people_import_check(&t->ctx, csv, &to, &report));
    assert_int_equal(told.columns, 1);
    must(people_import(&t->ctx, csv, false, &to, &report));
    must(person_row(&t->ctx, report.first_id, &row));
    assert_string_equal(row.address, "via Roma 1");
    assert_string_equal(row.phone, "+390744780112");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(good_table_is_taken_whole),
        ON_BOTH_ENGINES(namesakes_of_one_birth_with_other_codes_are_two_people),
        ON_BOTH_ENGINES(second_column_of_one_meaning_is_left_out_and_told),
        ON_BOTH_ENGINES(bad_lines_are_all_told_and_nothing_is_kept),
        ON_BOTH_ENGINES(dry_run_counts_and_keeps_nothing),
        ON_BOTH_ENGINES(who_is_there_is_skipped_but_never_a_restricted_person),
    };

    return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
