#include "engine/names/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_CAP = 64 * 1024 * 1024 };

static const char *const phones_of_five[] = {"+39 333 1234567", "075/8520011"};

static const struct names_item people[] = {
    {.id = 1, .surname = "Rosi", .name = "Marina", .place = 7},
    {.id = 2, .surname = "Rosi", .name = "Maria"},
    {.id = 3, .surname = "Rosini", .name = "Mario"},
    {.id = 4, .surname = "Rossi", .name = "Mario", .birth = {3652}}, /* 1980-01-01 */
    {.id = 5,
     .surname = "D'Angelo",
     .name = "Nicolò",
     .tax_code = "DNGNCL80A01H501K",
     .phones = phones_of_five,
     .phone_count = 2},
    {.id = 6, .surname = "De Gregori", .name = "Francesco"},
    {.id = 7, .surname = "Bianchi", .name = "Maria Grazia"},
    {.id = 8, .surname = "Hošková", .name = "Ionuț"},
    {.id = 9, .surname = "Verdi", .name = "Giuseppe Maria"},
    {.id = 10, .surname = "Verdi", .name = "Giuseppe", .restricted = true},
    {.id = 11, .surname = "Rossi", .name = "Mario", .birth = {7305}}, /* 1990-01-01 */
    {.id = 12, .surname = "Hu", .name = "Li"},
    {.id = 1000000007, .surname = "Esposito", .name = "Gennaro", .tax_code = "12345678901"},
    {.id = INT64_MAX, .surname = "Di Giambattista", .name = "Ettore"},
};
enum { PEOPLE = sizeof(people) / sizeof(*people) };

/* Both ways to hold the same people: in the roll, and among the recent changes. */
struct world {
    struct names *built;
    struct names *put;
    struct arena arena;
};

static int world_open(void **state)
{
    struct world *world = calloc(1, sizeof(*world));
    struct names_builder *builder;

    assert_non_null(world);
    assert_int_equal(arena_init(&world->arena, ARENA_CAP), OK);
    assert_int_equal(names_build_begin(&builder), OK);
    assert_int_equal(names_new(&world->put), OK);
    for (size_t i = 0; i < PEOPLE; i++) {
        assert_int_equal(names_build_add(builder, &people[i]), OK);
        assert_int_equal(names_put(world->put, &people[PEOPLE - 1 - i]), OK);
    }
    assert_int_equal(names_build_end(builder, &world->built), OK);
    *state = world;
    return 0;
}

static int world_close(void **state)
{
    struct world *world = *state;

    names_free(world->built);
    names_free(world->put);
    arena_free(&world->arena);
    free(world);
    return 0;
}

static void expect_in(struct world *world, const struct names *index, const char *text,
                      size_t count, const int64_t *ids)
{
    struct names_result result;

    names_search(index, text, NULL, &world->arena, &result);
    if (result.count < count)
        print_error("\"%s\": %zu hits, not %zu\n", text, result.count, count);
    assert_true(result.count >= count);
    for (size_t i = 0; i < count; i++) {
        if (result.hits[i].id != ids[i])
            print_error("\"%s\": hit %zu\n", text, i);
        assert_int_equal(result.hits[i].id, ids[i]);
    }
}

static void expect_both(struct world *world, const char *text, size_t count, const int64_t *ids)
{
    expect_in(world, world->built, text, count, ids);
    expect_in(world, world->put, text, count, ids);
}

/* The first hits for a query, whichever part holds the people. */
#define EXPECT(world, text, ...)                                                                   \
    expect_both(world, text, sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t),                   \
                (int64_t[]){__VA_ARGS__})

static void expect_none(struct world *world, const char *text)
{
    struct names_result result;

    names_search(world->built, text, NULL, &world->arena, &result);
    assert_int_equal(result.count, 0);
    names_search(world->put, text, NULL, &world->arena, &result);
    assert_int_equal(result.count, 0);
}

static const char *folded(const char *text)
{
    static char out[2 * NAMES_TEXT_BYTES];

    size_t length = names_fold(text, out, sizeof(out));

    assert_int_equal(length, strlen(out));
    return out;
}

static void fold_accents_and_case_vanish(void **state)
{
    (void)state;
    assert_string_equal(folded("  D'ANGELO-Nicolò "), "dangelo nicolo");
    assert_string_equal(folded("nicolo'"), "nicolo");
    assert_string_equal(folded("Hošková Ionuț Ionuţ"), "hoskova ionut ionut");
    assert_string_equal(folded("Łukasz Đorđević Gümüş Işık İpek"),
                        "lukasz dordevic gumus isik ipek");
    assert_string_equal(folded("Ærø Weiß Nguyễn Çelë"), "aero weiss nguyen cele");
    assert_string_equal(folded("O\xE2\x80\x99"
                               "Brien nico\xCC\x80lo"),
                        "obrien nicolo");
    assert_string_equal(folded("ОЛЕНА"), "олена");
}

static void fold_broken_utf8_separates(void **state)
{
    (void)state;
    assert_string_equal(folded("ab\xFF"
                               "cd\xC3"),
                        "ab cd");
    assert_string_equal(folded("ab\xC3"
                               "cd"),
                        "ab cd");
    assert_string_equal(folded(NULL), "");
}

static void fold_small_buffer_cut_between_characters(void **state)
{
    char out[4];

    (void)state;
    assert_int_equal(names_fold("ОЛЕНА", out, sizeof(out)), 2);
    assert_string_equal(out, "о");
    assert_int_equal(names_fold("a", out, 1), 0);
    assert_int_equal(names_fold("a", out, 0), 0);
}

static void sort_key_spaces_vanish_surname_first(void **state)
{
    char key[NAMES_SORT_KEY_BYTES];

    (void)state;
    names_sort_key("De Santis", "Anna Lucia", key, sizeof(key));
    assert_string_equal(key, "desantis annalucia");
    names_sort_key("D'Àngelo", NULL, key, sizeof(key));
    assert_string_equal(key, "dangelo");
    names_sort_key("", "Anna", key, sizeof(key));
    assert_string_equal(key, " anna");
}

static void search_while_typing_exact_then_start_then_similar(void **state)
{
    EXPECT(*state, "rosi mari", 2, 1, 3, 4, 11);
    EXPECT(*state, "rosi maria", 2, 1);
    EXPECT(*state, "Rosin", 3);
}

static void search_swapped_names_found(void **state)
{
    EXPECT(*state, "mario rossi", 4, 11);
    EXPECT(*state, "francesco de gregori", 6);
}

static void search_one_error_found(void **state)
{
    EXPECT(*state, "gregri francesco", 6);
    EXPECT(*state, "esposto gennaro", 1000000007);
    EXPECT(*state, "espositto gennaro", 1000000007);
    EXPECT(*state, "esposita gennaro", 1000000007);
    EXPECT(*state, "espostio gennaro", 1000000007);
    EXPECT(*state, "gennaro espsoi", 1000000007);
}

static void search_two_errors_found(void **state)
{
    EXPECT(*state, "espsoito genaro", 1000000007);
    EXPECT(*state, "expozito gennaro", 1000000007);
}

static void search_three_errors_not_found(void **state)
{
    expect_none(*state, "expozito genaro");
    expect_none(*state, "exposido gemmaro");
}

static void search_short_words_bear_no_error(void **state)
{
    EXPECT(*state, "hu li", 12);
    expect_none(*state, "hi li");
    EXPECT(*state, "bianchi mar", 7);
}

static void search_words_joined_or_split_found(void **state)
{
    EXPECT(*state, "degregori francesco", 6);
    EXPECT(*state, "degregri francesco", 6);
    EXPECT(*state, "mariagrazia bianchi", 7);
    EXPECT(*state, "d angelo nicolo", 5);
    EXPECT(*state, "D'ANGELO NICOLO'", 5);
    EXPECT(*state, "digiambattista", INT64_MAX);
}

static void search_missing_space_found(void **state)
{
    struct world *world = *state;

    expect_in(world, world->built, "rossimario", 2, (int64_t[]){4, 11});
    expect_in(world, world->built, "rossim ario", 2, (int64_t[]){4, 11});
}

static void search_extra_word_found_last(void **state)
{
    EXPECT(*state, "rossi mario luigi", 4, 11);
}

static void search_names_that_person_has_besides_rank_after(void **state)
{
    EXPECT(*state, "verdi giuseppe", 10, 9);
    EXPECT(*state, "verdi giuseppe maria", 9);
}

static void search_phone_start_end_and_formats_found(void **state)
{
    EXPECT(*state, "333 123", 5);
    EXPECT(*state, "3331234567", 5);
    EXPECT(*state, "0039 333 1234567", 5);
    EXPECT(*state, "393331234567", 5);
    EXPECT(*state, "234567", 5);
    EXPECT(*state, "0758520011 dangelo", 5);
    expect_none(*state, "0758520011 rossi");
    expect_none(*state, "33");
}

static void search_tax_code_start_and_omocodia_found(void **state)
{
    EXPECT(*state, "DNGNCL80A01H501K", 5);
    EXPECT(*state, "dngncl80a01h5lmk", 5);
    EXPECT(*state, "dngncl80a01hrlm", 5);
    EXPECT(*state, "dngncl80", 5);
    EXPECT(*state, "DNG NCL 80A01 H501K", 5);
    EXPECT(*state, "dngncl", 5);
    EXPECT(*state, "12345678901", 1000000007);
    expect_none(*state, "dngncl80a02");
    expect_none(*state, "dngncl80a01h502k");
}

static void search_birth_reorders_only(void **state)
{
    EXPECT(*state, "rossi mario", 4, 11);
    EXPECT(*state, "rossi mario 1990", 11, 4);
    EXPECT(*state, "1/1/1990 rossi mario", 11, 4);
    EXPECT(*state, "rossi mario 31/2/1990", 4, 11);
}

static bool only_open(void *context, int64_t id, uint16_t place, bool restricted)
{
    (void)id;
    (void)context;
    return !restricted && place != 7;
}

static void plain_search_neither_confirms_codes_nor_births(void **state)
{
    struct world *world = *state;
    const struct names_options plain = {.plain = true};
    struct names_result by_name, result;

    names_search(world->built, "rosi", &plain, &world->arena, &by_name);
    assert_true(by_name.count > 1);
    for (size_t i = 0; i < PEOPLE; i++) {
        const char *code = people[i].tax_code;

        if (!code)
            continue;
        for (size_t length = 6; length <= strlen(code); length++) {
            names_search(world->built, arena_copy_n(&world->arena, code, length), NULL,
                         &world->arena, &result);
            assert_true(result.count > 0);
            names_search(world->built, arena_copy_n(&world->arena, code, length), &plain,
                         &world->arena, &result);
            for (size_t k = 0; k < result.count; k++) /* digits may be somebody's phone */
                assert_int_not_equal(result.hits[k].id, people[i].id);
        }
    }
    for (int year = 1930; year < 2000; year++) {
        names_search(world->built, arena_printf(&world->arena, "rosi %d", year), &plain,
                     &world->arena, &result);
        assert_int_equal(result.count, by_name.count);
        for (size_t i = 0; i < result.count; i++)
            assert_int_equal(result.hits[i].id, by_name.hits[i].id);
    }
}

static void search_hidden_people_leave_no_trace(void **state)
{
    struct world *world = *state;
    struct names_options options = {.limit = 1, .visible = only_open};
    struct names_result result;

    names_search(world->built, "verdi giuseppe", &options, &world->arena, &result);
    assert_int_equal(result.count, 1);
    assert_int_equal(result.hits[0].id, 9);
    assert_false(result.more);
    names_search(world->built, "rosi mari", &options, &world->arena, &result);
    assert_int_equal(result.hits[0].id, 2);
    names_search(world->built, "rosi marin", &options, &world->arena, &result);
    assert_int_not_equal(result.hits[0].id, 1);
    names_search(world->built, "rosi mari", &options, &world->arena, &result);
    assert_true(result.more);
}

static void search_result_tells_class(void **state)
{
    struct world *world = *state;
    struct names_result result;

    names_search(world->built, "rosi mari", NULL, &world->arena, &result);
    assert_int_equal(result.hits[0].match, NAMES_START);
    assert_int_equal(result.hits[3].match, NAMES_SIMILAR);
    names_search(world->built, "rosi maria", NULL, &world->arena, &result);
    assert_int_equal(result.hits[0].match, NAMES_EXACT);
    assert_int_equal(result.hits[0].units, 0);
    names_search(world->built, "3331234567", NULL, &world->arena, &result);
    assert_int_equal(result.hits[0].match, NAMES_PHONE);
    names_search(world->built, "dngncl80", NULL, &world->arena, &result);
    assert_int_equal(result.hits[0].match, NAMES_TAX_CODE);
}

static void search_nothing_typed_empty(void **state)
{
    expect_none(*state, "");
    expect_none(*state, "  '' -- ");
    expect_none(*state, "\xFF\xFE\xC3");
}

static void search_overlong_texts_bounded(void **state)
{
    struct world *world = *state;
    char *text = malloc(10001);
    struct names_item item = {.id = 77, .surname = text, .name = text};

    assert_non_null(text);
    memset(text, 'a', 10000);
    text[10000] = '\0';
    assert_int_equal(names_put(world->built, &item), OK);
    expect_in(world, world->built, text, 1, (int64_t[]){77});
    for (size_t i = 1; i < 10000; i += 2)
        text[i] = ' ';
    assert_int_equal(names_put(world->built, &item), OK);
    expect_in(world, world->built, text, 1, (int64_t[]){77});
    free(text);
}

static void put_known_id_replaces(void **state)
{
    struct world *world = *state;
    struct names_item item = {.id = 8, .surname = "Colombo", .name = "Piera"};

    assert_int_equal(names_put(world->built, &item), OK);
    assert_int_equal(names_put(world->put, &item), OK);
    EXPECT(world, "colombo piera", 8);
    expect_none(world, "hoskova ionut");
    assert_int_equal(names_memory(world->built).people, PEOPLE);
    assert_int_equal(names_memory(world->put).people, PEOPLE);
}

static void remove_known_id_gone_unknown_not_found(void **state)
{
    struct world *world = *state;

    assert_int_equal(names_remove(world->built, 5), OK);
    assert_int_equal(names_remove(world->put, 5), OK);
    assert_int_equal(names_remove(world->built, 5), ERR_NOT_FOUND);
    assert_int_equal(names_remove(world->put, 5), ERR_NOT_FOUND);
    expect_none(world, "dangelo");
    expect_none(world, "3331234567");
    expect_none(world, "DNGNCL80A01H501K");
    assert_int_equal(names_memory(world->built).people, PEOPLE - 1);
}

/* More changes than stay beside the roll: those before and after the merge are all found. */
static void put_many_merge_keeps_everybody(void **state)
{
    static const char *const phone[] = {"3209998887"};
    struct world *world = *state;
    enum { MANY = 2 * NAMES_RECENT_MAX + 100 };
    char name[16];

    assert_int_equal(names_remove(world->built, 7), OK);
    for (int i = 0; i < MANY; i++) {
        struct names_item item = {.id = 100 + 3 * (i * 7LL % MANY), .surname = "Merge"};

        snprintf(name, sizeof(name), "%c%c%c%c", 'a' + i % 26, 'a' + i / 26 % 26,
                 'a' + i / 676 % 26, i == 4000 ? 'x' : 'a');
        item.name = name;
        item.phones = phone;
        item.phone_count = i == 4000;
        assert_int_equal(names_put(world->built, &item), OK);
    }
    expect_in(world, world->built, "rosi mari", 3, (int64_t[]){2, 1, 3});
    expect_in(world, world->built, "dangelo 333123", 1, (int64_t[]){5});
    expect_in(world, world->built, "DNGNCL80A01H501K", 1, (int64_t[]){5});
    expect_in(world, world->built, "3209998887", 1, (int64_t[]){100 + 3 * (4000 * 7LL % MANY)});
    expect_in(world, world->built, "digiambattista", 1, (int64_t[]){INT64_MAX});
    assert_int_equal(names_memory(world->built).people, PEOPLE - 1 + MANY);
}

static void build_ids_not_ascending_refused(void **state)
{
    struct names_builder *builder;

    (void)state;
    assert_int_equal(names_build_begin(&builder), OK);
    assert_int_equal(names_build_add(builder, &people[1]), OK);
    assert_int_equal(names_build_add(builder, &people[1]), ERR_INVALID);
    assert_int_equal(names_build_add(builder, &people[0]), ERR_INVALID);
    names_build_cancel(builder);
}

/* Gaps of every width, across block borders, and negative ids. */
static void build_ids_with_gaps_found_by_id(void **state)
{
    struct names_builder *builder;
    struct names *index;
    int64_t id = INT64_MIN;

    (void)state;
    assert_int_equal(names_build_begin(&builder), OK);
    for (int i = 0; i < 1000; i++) {
        struct names_item item = {.id = id, .surname = "Gap"};

        assert_int_equal(names_build_add(builder, &item), OK);
        id += i < 200 ? 1 : i < 400 ? 1 + i % 5 : i < 600 ? 900 : i < 800 ? 1000000 : 1LL << 53;
    }
    assert_int_equal(names_build_end(builder, &index), OK);
    id = INT64_MIN;
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(names_remove(index, id), OK);
        id += i < 200 ? 1 : i < 400 ? 1 + i % 5 : i < 600 ? 900 : i < 800 ? 1000000 : 1LL << 53;
    }
    assert_int_equal(names_memory(index).people, 0);
    names_free(index);
}

static void doubles_of(struct world *world, const struct names_item *item,
                       struct names_result *ret_result)
{
    names_doubles(world->built, item, NULL, &world->arena, ret_result);
}

static void doubles_similar_swapped_and_codes_found(void **state)
{
    static const char *const phone[] = {"333.1234567"};
    static const char *const part[] = {"333.123"};
    struct names_result result;
    struct names_item swapped = {.id = 0, .surname = "Gennaro", .name = "Espposito"};
    struct names_item coded = {.surname = "Altri", .name = "Nomi", .tax_code = "dngncl80a01h50mk"};
    struct names_item phoned = {.surname = "Altri", .phones = phone, .phone_count = 1};

    doubles_of(*state, &swapped, &result);
    assert_int_equal(result.count, 1);
    assert_int_equal(result.hits[0].id, 1000000007);
    doubles_of(*state, &coded, &result);
    assert_int_equal(result.count, 1);
    assert_int_equal(result.hits[0].match, NAMES_TAX_CODE);
    doubles_of(*state, &phoned, &result);
    assert_int_equal(result.count, 1);
    assert_int_equal(result.hits[0].match, NAMES_PHONE);
    phoned.phones = part;
    doubles_of(*state, &phoned, &result);
    assert_int_equal(result.count, 0);
}

static void doubles_longer_names_and_oneself_left_out(void **state)
{
    struct names_result result;
    struct names_item item = {.id = 1, .surname = "Ros", .name = "Maria"};

    doubles_of(*state, &people[0], &result);
    for (size_t i = 0; i < result.count; i++)
        assert_int_not_equal(result.hits[i].id, 1);
    item.surname = "Gius";
    item.name = "Verdi";
    doubles_of(*state, &item, &result);
    assert_int_equal(result.count, 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fold_accents_and_case_vanish),
        cmocka_unit_test(fold_broken_utf8_separates),
        cmocka_unit_test(fold_small_buffer_cut_between_characters),
        cmocka_unit_test(sort_key_spaces_vanish_surname_first),
        CASE(search_while_typing_exact_then_start_then_similar),
        CASE(search_swapped_names_found),
        CASE(search_one_error_found),
        CASE(search_two_errors_found),
        CASE(search_three_errors_not_found),
        CASE(search_short_words_bear_no_error),
        CASE(search_words_joined_or_split_found),
        CASE(search_missing_space_found),
        CASE(search_extra_word_found_last),
        CASE(search_names_that_person_has_besides_rank_after),
        CASE(search_phone_start_end_and_formats_found),
        CASE(search_tax_code_start_and_omocodia_found),
        CASE(search_birth_reorders_only),
        CASE(search_hidden_people_leave_no_trace),
        CASE(plain_search_neither_confirms_codes_nor_births),
        CASE(search_result_tells_class),
        CASE(search_nothing_typed_empty),
        CASE(search_overlong_texts_bounded),
        CASE(put_known_id_replaces),
        CASE(remove_known_id_gone_unknown_not_found),
        CASE(put_many_merge_keeps_everybody),
        cmocka_unit_test(build_ids_not_ascending_refused),
        cmocka_unit_test(build_ids_with_gaps_found_by_id),
        CASE(doubles_similar_swapped_and_codes_found),
        CASE(doubles_longer_names_and_oneself_left_out),
    };

    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
