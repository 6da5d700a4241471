/* Times between places: written down, learned from driven rides, taken over from a table. */
#include "roads/told.h"

#include "rides/leg_times.h"
#include "rides_sql.h"
#include "support/rides_world.h"

/* --- learned ---------------------------------------------------------------------------------- */

/* A driven outbound leg of Rosa's, days ago, with its real times. */
static void drove(struct rides_world *world, int days_ago, int minutes)
{
    struct arena *arena = world->store.ctx.arena;
    struct date day = date_add_days(instant_date(world->store.ctx.now), -days_ago);
    long long from = (long long)instant_at(day, at(9, 0)).seconds;

    run(world, arena_printf(
                   arena,
                   "insert into ride (id, number, person_id, office_id, destination_id, called_at,"
                   " booked_by, on_day, appointment, return_kind, companions, mobility_aid,"
                   " boarding_minutes, state, created_at, version) select %d, %d, %lld, %lld, %lld,"
                   " 0, min(id), '%s', 600, 'none', 0, 'none', 5, 'closed', 0, 1 from staff_user",
                   100 + days_ago, 100 + days_ago, (long long)world->rosa, (long long)world->office,
                   (long long)world->health_centre, date_to_iso(arena, day)));
    run(world, arena_printf(
                   arena,
                   "insert into ride_leg (id, ride_id, direction, window_opens, window_closes,"
                   " pick_up_at, drop_off_at, volunteer_id, volunteer_promised, outcome,"
                   " picked_up_at, set_down_at) select %d, %d, 'outbound', %lld, %lld, %lld, %lld,"
                   " min(id), 0, 'done', %lld, %lld from volunteer",
                   100 + days_ago, 100 + days_ago, from, from, from, from + 600, from,
                   from + minutes * 60));
}

static enum status do_learn(struct ctx *tx, void *args)
{
    return roads_learn(tx, args);
}

static struct roads_learned learn(struct rides_world *world)
{
    struct roads_learned learned;

    OK_OR_FAIL(store_write(&world->store.ctx, do_learn, &learned));
    return learned;
}

/* What a plan reckons from Ferentillo to Arrone, in minutes. */
static int32_t minutes_to_arrone(struct rides_world *world)
{
    const struct road_point from = {42619700, 12788300, world->ferentillo};
    const struct road_point to = {42583300, 12768300, world->arrone};
    struct policy_set *policies = arena_new(world->store.ctx.arena, struct policy_set);
    struct roads roads;
    int32_t seconds;
    int32_t metres;

    OK_OR_FAIL(policy_read(&world->store.ctx, world_day(), policies));
    OK_OR_FAIL(roads_read(&world->store.ctx, policies, &roads));
    roads_drive(&roads, &from, &to, &seconds, &metres);
    return seconds / 60;
}

static void median_of_the_drives_is_learned_and_slips_are_left_out(void **state)
{
    static const int MINUTES[] = {12, 16, 13, 15, 14};
    struct rides_world *world = *state;
    struct roads_learned learned;

    world_driver(world);
    drove(world, 1, 1);   /* both buttons at the door */
    drove(world, 2, 150); /* forgotten until lunch */
    for (int i = 0; i < 4; i++)
        drove(world, 3 + i, MINUTES[i]);
    learned = learn(world);
    assert_int_equal(learned.pairs, 0);
    assert_int_equal(learned.too_few, 1);
    drove(world, 7, MINUTES[4]);
    learned = learn(world);
    assert_int_equal(learned.pairs, 1);
    assert_int_equal(learned.drives, 5);
    assert_int_equal(learned.ignored, 2);
    assert_int_equal(minutes_to_arrone(world), 14);
    assert_int_equal(learn(world).pairs, 1); /* again, in place of the one before */
}

static void drive_with_somebody_else_on_the_way_tells_nothing(void **state)
{
    struct rides_world *world = *state;

    world_driver(world);
    for (int i = 1; i <= 5; i++)
        drove(world, i, 14);
    drove(world, 6, 14);
    /* The sixth got on while the fifth was in the car, and off after it. */
    run(world, "update ride_leg set picked_up_at = (select picked_up_at + 60 from ride_leg where id"
               " = 105), set_down_at = (select picked_up_at + 1200 from ride_leg where id = 105)"
               " where id = 106");
    assert_int_equal(learn(world).drives, 0);
    run(world, "delete from ride_leg where id = 106");
    assert_int_equal(learn(world).drives, 5);
}

static void marks_made_too_late_or_out_of_order_tell_nothing(void **state)
{
    struct rides_world *world = *state;

    world_driver(world);
    for (int i = 1; i <= 5; i++)
        drove(world, i, 14);
    drove(world, 6, 20);
    assert_int_equal(learn(world).drives, 6);
    /* The next one got in a minute after: the arrival was remembered at the next door. */
    run(world, "update ride_leg set picked_up_at = (select set_down_at + 60 from ride_leg where id"
               " = 105), set_down_at = (select set_down_at + 900 from ride_leg where id = 105)"
               " where id = 106");
    assert_int_equal(learn(world).too_few, 1);
    run(world, "update ride_leg set picked_up_at = picked_up_at + 60 where id = 106");
    assert_int_equal(learn(world).drives, 5); /* 106 itself is far from its window */
    /* An hour past what was promised. */
    run(world, "update ride_leg set picked_up_at = window_closes + 3601,"
               " set_down_at = window_closes + 3601 + 840 where id = 101");
    assert_int_equal(learn(world).too_few, 1);
    run(world, "update ride_leg set picked_up_at = picked_up_at - 2 where id = 101");
    assert_int_equal(learn(world).drives, 5);
}

static void what_was_learned_leaves_promises_as_they_are(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct ride_leg_row *before, *after;
    struct world_booking booking;
    size_t count;

    world_driver(world);
    OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));
    OK_OR_FAIL(ride_legs_read(ctx, booking.id, &before, &count));
    for (int i = 1; i <= 5; i++)
        drove(world, i, 20);
    assert_int_equal(learn(world).pairs, 1);
    OK_OR_FAIL(ride_legs_read(ctx, booking.id, &after, &count));
    assert_int_equal(after[0].window_opens.seconds, before[0].window_opens.seconds);
    assert_int_equal(after[0].pick_up_at.seconds, before[0].pick_up_at.seconds);
    assert_int_equal(minutes_to_arrone(world), 20);
}

/* --- written down ----------------------------------------------------------------------------- */

struct writing {
    struct road_time_insert_args time;
    struct road_time_update_args change;
    int64_t id;
    int64_t version;
    struct instant picked_up;
    struct instant set_down;
};

static enum status do_add(struct ctx *tx, void *args)
{
    struct writing *w = args;

    return road_time_add(tx, &w->time, &w->id);
}

static enum status do_change(struct ctx *tx, void *args)
{
    return road_time_change(tx, &((struct writing *)args)->change);
}

static enum status do_drop(struct ctx *tx, void *args)
{
    struct writing *w = args;

    return road_time_drop(tx, w->id, w->version);
}

static enum status do_write_times(struct ctx *tx, void *args)
{
    struct writing *w = args;

    return ride_leg_write_times(tx, w->id, w->version, w->picked_up, w->set_down);
}

static void measured_time_goes_before_a_learned_one_until_it_is_dropped(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct writing w = {.time = {.from_place_id = world->arrone, /* the other way round */
                                 .to_place_id = world->ferentillo,
                                 .source = "measured",
                                 .minutes = 11,
                                 .metres = 6000,
                                 .measured_on = world_day()}};

    world_driver(world);
    for (int i = 1; i <= 5; i++)
        drove(world, i, 14);
    learn(world);
    OK_OR_FAIL(store_write(ctx, do_add, &w));
    assert_int_equal(store_write(ctx, do_add, &w), ERR_CONFLICT);
    assert_int_equal(minutes_to_arrone(world), 11);
    w.change = (struct road_time_update_args){
        .id = w.id, .version = 1, .minutes = 9, .metres = 6000, .measured_on = world_day()};
    OK_OR_FAIL(store_write(ctx, do_change, &w));
    assert_int_equal(store_write(ctx, do_change, &w), ERR_CONFLICT);
    assert_int_equal(minutes_to_arrone(world), 9);
    w.version = 1;
    assert_int_equal(store_write(ctx, do_drop, &w), ERR_CONFLICT);
    w.version = 2;
    OK_OR_FAIL(store_write(ctx, do_drop, &w));
    assert_int_equal(minutes_to_arrone(world), 14);
}

static enum status do_routed(struct ctx *tx, void *args)
{
    return roads_routed_take(tx, args, 1);
}

static void computed_time_counts_until_something_stronger_is_known(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct road_time_put_args routed = {.from_place_id = world->ferentillo,
                                        .to_place_id = world->arrone,
                                        .minutes = 33,
                                        .metres = 9000,
                                        .measured_on = world_day()};

    assert_int_not_equal(minutes_to_arrone(world), 33);
    OK_OR_FAIL(store_write(ctx, do_routed, &routed));
    assert_int_equal(minutes_to_arrone(world), 33);
    routed.minutes = 34;
    OK_OR_FAIL(store_write(ctx, do_routed, &routed)); /* again, in place of the one before */
    assert_int_equal(minutes_to_arrone(world), 34);
    world_driver(world);
    for (int i = 1; i <= 5; i++)
        drove(world, i, 14);
    learn(world);
    assert_int_equal(minutes_to_arrone(world), 14);
}

static void real_times_stand_in_the_history_and_must_be_possible(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct ride_event_row *events;
    struct writing w = {.id = 101, .version = 1};
    struct ride_row ride;
    size_t count;

    world_driver(world);
    drove(world, 1, 14);
    OK_OR_FAIL(ride_row_read(ctx, 101, &ride));
    w.picked_up = instant_at(ride.on_day, at(9, 30));
    w.set_down = instant_at(ride.on_day, at(9, 20));
    assert_int_equal(store_write(ctx, do_write_times, &w), ERR_INVALID);
    w.set_down = instant_at(date_add_days(ride.on_day, 1), at(9, 40));
    assert_int_equal(store_write(ctx, do_write_times, &w), ERR_INVALID);
    w.set_down = instant_at(ride.on_day, at(9, 45));
    OK_OR_FAIL(store_write(ctx, do_write_times, &w));
    assert_int_equal(store_write(ctx, do_write_times, &w), ERR_CONFLICT); /* version 1 is past */
    OK_OR_FAIL(ride_events(ctx, 101, &events, &count));
    assert_string_equal(events[count - 1].kind, "went");
    run(world, "update ride_leg set outcome = 'not_found' where id = 101");
    w.version = 2;
    assert_int_equal(store_write(ctx, do_write_times, &w), ERR_CONFLICT); /* nobody was driven */
}

struct factor {
    int64_t place;
    int64_t percent;
    int64_t version;
};

static enum status do_factor(struct ctx *tx, void *args)
{
    const struct factor *factor = args;

    return road_factor_set(tx, factor->place, factor->percent, factor->version);
}

static void factor_of_a_place_makes_its_roads_longer(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct factor factor = {world->ferentillo, 300, 0};
    int32_t before = minutes_to_arrone(world);

    OK_OR_FAIL(store_write(ctx, do_factor, &factor));
    assert_in_range(minutes_to_arrone(world), before * 3 / 2, before * 3 / 2 + 1); /* 150 and 300 */
    assert_int_equal(store_write(ctx, do_factor, &factor), ERR_CONFLICT);
    factor = (struct factor){world->ferentillo, 0, 1};
    OK_OR_FAIL(store_write(ctx, do_factor, &factor));
    assert_int_equal(minutes_to_arrone(world), before);
}

static void kilometres_of_a_route_are_kept_with_its_legs(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_booking booking;
    struct ride_leg_row *legs;
    struct leg_times times;
    size_t count;

    world_driver(world);
    OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));
    OK_OR_FAIL(ride_legs_read(ctx, booking.id, &legs, &count));
    OK_OR_FAIL(ride_leg_times(ctx, legs[0].id, &times));
    assert_in_range(times.metres, 12500, 14000); /* to Ferentillo and back: twice 6.6 km */
}

/* --- taken over ------------------------------------------------------------------------------- */

struct bytes {
    const char *text;
    size_t at;
};

static enum status bytes_read(void *user, char *out, size_t max, size_t *ret_length)
{
    struct bytes *bytes = user;
    size_t left = strlen(bytes->text + bytes->at);

    *ret_length = left < max ? left : max;
    memcpy(out, bytes->text + bytes->at, *ret_length);
    bytes->at += *ret_length;
    return OK;
}

static enum status bytes_rewind(void *user)
{
    ((struct bytes *)user)->at = 0;
    return OK;
}

static struct road_table table_of(struct rides_world *world, const char *text)
{
    struct bytes bytes = {text, 0};
    const struct csv_source source = {bytes_read, bytes_rewind, &bytes};
    struct road_table table;
    struct csv *csv;

    OK_OR_FAIL(csv_open(world->store.ctx.arena, &source, &csv));
    OK_OR_FAIL(roads_table_read(&world->store.ctx, csv, &table));
    return table;
}

static enum status do_take(struct ctx *tx, void *args)
{
    return roads_table_take(tx, args);
}

static void table_with_italian_or_english_names_is_taken(void **state)
{
    struct rides_world *world = *state;
    struct road_table table =
        table_of(world, "Note;Minuti;Da;A;Metri\nx;17;ferentillo;ARRONE;9000\n");

    assert_int_equal(table.bad_count, 0);
    OK_OR_FAIL(store_write(&world->store.ctx, do_take, &table));
    assert_int_equal(minutes_to_arrone(world), 17);
    table = table_of(world, "from,to,minutes,metres\nFerentillo,Arrone,18,9000\n");
    OK_OR_FAIL(store_write(&world->store.ctx, do_take, &table));
    assert_int_equal(minutes_to_arrone(world), 18);
}

static void table_with_bad_lines_names_each_and_takes_nothing(void **state)
{
    static const enum road_fault FAULTS[] = {ROAD_FROM_UNKNOWN, ROAD_TO_UNKNOWN,  ROAD_SAME_PLACE,
                                             ROAD_TWICE,        ROAD_BAD_MINUTES, ROAD_BAD_METRES,
                                             ROAD_BAD_MINUTES};
    struct rides_world *world = *state;
    int32_t before = minutes_to_arrone(world);
    struct road_table table = table_of(world, "da;a;minuti;metri\n"
                                              "Ferentillo;Arrone;17;9000\n"
                                              "Atlantide;Arrone;17;9000\n"
                                              "Arrone;Atlantide;17;9000\n"
                                              "Arrone;Arrone;17;9000\n"
                                              "Ferentillo;Arrone;18;9000\n"
                                              "Arrone;Ferentillo;0;9000\n"
                                              "Arrone;Ferentillo;10;nove\n"
                                              "Arrone;Ferentillo\n");

    assert_int_equal(table.count, 1);
    assert_int_equal(table.bad_count, sizeof FAULTS / sizeof FAULTS[0]);
    for (size_t i = 0; i < table.bad_count; i++) {
        assert_int_equal(table.bad[i].line, i + 3);
        assert_int_equal(table.bad[i].fault, FAULTS[i]);
    }
    assert_string_equal(table.bad[0].text, "Atlantide");
    assert_int_equal(store_write(&world->store.ctx, do_take, &table), ERR_INVALID);
    assert_int_equal(minutes_to_arrone(world), before);
    assert_true(table_of(world, "uno,due\n1,2\n").no_header);
    assert_true(table_of(world, "").no_header);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(median_of_the_drives_is_learned_and_slips_are_left_out),
        IN_THE_VALLEY(drive_with_somebody_else_on_the_way_tells_nothing),
        IN_THE_VALLEY(marks_made_too_late_or_out_of_order_tell_nothing),
        IN_THE_VALLEY(what_was_learned_leaves_promises_as_they_are),
        IN_THE_VALLEY(measured_time_goes_before_a_learned_one_until_it_is_dropped),
        IN_THE_VALLEY(computed_time_counts_until_something_stronger_is_known),
        IN_THE_VALLEY(real_times_stand_in_the_history_and_must_be_possible),
        IN_THE_VALLEY(factor_of_a_place_makes_its_roads_longer),
        IN_THE_VALLEY(kilometres_of_a_route_are_kept_with_its_legs),
        IN_THE_VALLEY(table_with_italian_or_english_names_is_taken),
        IN_THE_VALLEY(table_with_bad_lines_names_each_and_takes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
