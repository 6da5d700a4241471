#include "roads/roads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Arrone and Ferentillo: 4.37 km as the crow flies. */
static const struct road_point ARRONE = {42583300, 12768300, 1};
static const struct road_point FERENTILLO = {42619700, 12788300, 2};

static struct roads valley(void)
{
    return (struct roads){.factor_percent = 150, .speed_kmh = 40, .shortest_minutes = 3};
}

static void drive_without_a_measure_is_reckoned_along_the_road(void **state)
{
    struct roads roads = valley();
    int32_t seconds;
    int32_t metres;

    (void)state;
    roads_drive(&roads, &ARRONE, &FERENTILLO, &seconds, &metres);
    assert_in_range(metres, 6500, 6600);
    assert_in_range(seconds, 585, 595); /* 6.55 km at 40 km/h */
}

static void drive_between_neighbours_takes_the_shortest_time(void **state)
{
    struct road_point next_door = ARRONE;
    struct roads roads = valley();
    int32_t seconds;
    int32_t metres;

    (void)state;
    roads_drive(&roads, &ARRONE, &next_door, &seconds, &metres);
    assert_int_equal(seconds, 180);
    assert_int_equal(metres, 0);
}

static void measured_time_overrides_in_its_direction_first(void **state)
{
    const struct travel_time_row measured[] = {
        {.from_place_id = 1, .to_place_id = 2, .minutes = 14, .metres = 8000},
        {.from_place_id = 2, .to_place_id = 1, .minutes = 12, .metres = 7900},
        {.from_place_id = 3, .to_place_id = 1, .minutes = 25, .metres = 15000},
    };
    const struct road_point third = {42559200, 12726300, 3};
    struct roads roads = valley();
    int32_t seconds;
    int32_t metres;

    (void)state;
    roads.told = measured;
    roads.told_count = 3;
    roads_drive(&roads, &ARRONE, &FERENTILLO, &seconds, &metres);
    assert_int_equal(seconds, 14 * 60);
    assert_int_equal(metres, 8000);
    roads_drive(&roads, &FERENTILLO, &ARRONE, &seconds, &metres);
    assert_int_equal(seconds, 12 * 60);
    roads_drive(&roads, &ARRONE, &third, &seconds, &metres);
    assert_int_equal(seconds, 25 * 60); /* known the other way round only */
    roads_drive(&roads, &FERENTILLO, &third, &seconds, &metres);
    assert_in_range(seconds, 1000, 1200); /* not measured */
}

static int32_t minutes_between(const struct roads *roads, const struct road_point *from,
                               const struct road_point *to)
{
    int32_t seconds;
    int32_t metres;

    roads_drive(roads, from, to, &seconds, &metres);
    return seconds / 60;
}

static void strongest_source_counts_whichever_way_it_was_told(void **state)
{
    const struct travel_time_row told[] = {
        {.from_place_id = 1, .to_place_id = 2, .minutes = 18, .metres = 8000, .rank = 3},
        {.from_place_id = 1, .to_place_id = 2, .minutes = 30, .metres = 8000, .rank = 4},
        {.from_place_id = 2, .to_place_id = 1, .minutes = 12, .metres = 7900, .rank = 1},
    };
    struct roads roads = valley();

    (void)state;
    roads.told = told;
    roads.told_count = 2;
    assert_int_equal(minutes_between(&roads, &ARRONE, &FERENTILLO), 18);
    assert_int_equal(minutes_between(&roads, &FERENTILLO, &ARRONE), 18);
    roads.told_count = 3;
    assert_int_equal(minutes_between(&roads, &ARRONE, &FERENTILLO), 12);
}

static void road_of_a_mountain_village_is_longer_by_half_of_its_factor(void **state)
{
    const struct road_factor_row factors[] = {{.place_id = 2, .percent = 250}};
    struct roads roads = valley();
    int32_t seconds;
    int32_t metres;

    (void)state;
    roads.factors = factors;
    roads.factor_count = 1;
    roads_drive(&roads, &ARRONE, &FERENTILLO, &seconds, &metres);
    assert_in_range(metres, 8700, 8770); /* 4.37 km, half at 1.5 and half at 2.5 */
}

static void tables_have_no_drive_from_a_point_to_itself(void **state)
{
    const struct road_point points[] = {ARRONE, FERENTILLO, ARRONE};
    struct roads roads = valley();
    struct arena arena;
    int32_t *seconds;
    int32_t *metres;

    (void)state;
    assert_int_equal(arena_init(&arena, 1 << 20), OK);
    roads_tables(&arena, &roads, points, 3, &seconds, &metres);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(seconds[i * 3 + i], 0);
    assert_int_equal(seconds[2], 180); /* two doors at one place */
    assert_int_equal(seconds[1], seconds[3]);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drive_without_a_measure_is_reckoned_along_the_road),
        cmocka_unit_test(drive_between_neighbours_takes_the_shortest_time),
        cmocka_unit_test(measured_time_overrides_in_its_direction_first),
        cmocka_unit_test(strongest_source_counts_whichever_way_it_was_told),
        cmocka_unit_test(road_of_a_mountain_village_is_longer_by_half_of_its_factor),
        cmocka_unit_test(tables_have_no_drive_from_a_point_to_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
