/* Roads from a map: what a routing program finds between the zone's places. */
#include <stdio.h>

#include "app/cmd_roads.h"
#include "app/command.h"
#include "app/routino.h"
#include "base/text.h"
#include "roads/told.h"
#include "zone/zone.h"

const char ROADS_ROUTE_USAGE[] =
    "usage: accanto roads route --database DIR [--prefix P] [--seconds N] [--dry-run]\n"
    "                           [--data DIR]\n\n"
    "Computes the roads between the zone's places, each way, with Debian's 'routino' from a map\n"
    "that its planetsplitter made of an OpenStreetMap extract:\n\n"
    "    apt install routino\n"
    "    planetsplitter --dir=/var/lib/routino --prefix=umbria umbria.osm.pbf\n"
    "    accanto roads route --database /var/lib/routino --prefix umbria\n\n"
    "A road is as long as the map says, and takes what the map allows or what the zone's mean\n"
    "speed needs, whichever is more: limits are not driven on mountain roads. What was measured,\n"
    "imported or learned goes before it; what was computed before is replaced. What was promised\n"
    "to anybody stays as it is.\n\n"
    "  --database DIR  where the map is\n"
    "  --prefix P      how the names of its files begin\n"
    "  --seconds N     for one road at most (20)\n"
    "  --dry-run       print the roads as a table for 'roads import', keep nothing\n\n"
    "exit: 0 taken, 1 some roads were not found, 2 wrong use, 3 routino, its map or the database\n"
    "not available\n";

/* While they are asked for. */
struct routing {
    struct ctx *ctx;
    struct routino routino;
    int64_t speed_kmh;
    const struct place_row **places;
    size_t place_count;
    struct road_time_put_args *rows;
    size_t count;
    struct lost {
        const struct place_row *from;
        const struct place_row *to;
        const char *said;
    } * lost;
    size_t lost_count;
    struct progress progress;
};

static int64_t at_least(int64_t number, int64_t least)
{
    return number < least ? least : number;
}

/* 0: longer than any road here can be. */
static int64_t minutes_of(const struct routing *routing, const struct routino_road *road)
{
    const int64_t minute_seconds = 60;
    int64_t metres_an_hour = routing->speed_kmh * 1000;
    int64_t mean_seconds = road->metres * minute_seconds * minute_seconds / metres_an_hour;
    int64_t minutes = (at_least(road->seconds, mean_seconds) + minute_seconds - 1) / minute_seconds;

    return minutes <= ROADS_MINUTES_MAX && road->metres <= ROADS_METRES_MAX ? at_least(minutes, 1)
                                                                            : 0;
}

static void lose(struct routing *routing, const struct place_row *from, const struct place_row *to,
                 const char *said)
{
    routing->lost[routing->lost_count++] =
        (struct lost){from, to, arena_copy(routing->ctx->arena, said)};
}

static int cannot_go_on(const struct routino *routino, enum routino_outcome outcome,
                        const char *said)
{
    switch (outcome) {
    case ROUTINO_MISSING:
        return command_fail(ERR_UNAVAILABLE, ROUTINO_PROGRAM
                            " is not here: install Debian's package '" ROUTINO_PACKAGE
                            "' (apt install " ROUTINO_PACKAGE ")");
    case ROUTINO_SILENT:
        return command_fail(ERR_UNAVAILABLE,
                            ROUTINO_PROGRAM " did not answer in %lld seconds; nothing was taken",
                            (long long)routino->seconds);
    default:
        return command_fail(ERR_UNAVAILABLE,
                            ROUTINO_PROGRAM " cannot use the map in %s; nothing was taken: %s",
                            routino->directory, *said ? said : "it said nothing");
    }
}

static int pair_route(struct routing *routing, const struct place_row *from,
                      const struct place_row *to)
{
    const struct routino_point start = {from->latitude_micro, from->longitude_micro};
    const struct routino_point end = {to->latitude_micro, to->longitude_micro};
    char said[ROUTINO_SAID_MAX];
    struct routino_road road;
    enum routino_outcome outcome = routino_ask(&routing->routino, &start, &end, &road, said);

    if (outcome == ROUTINO_NO_ROAD) {
        lose(routing, from, to, said);
        return EXIT_FINE;
    }
    if (outcome != ROUTINO_FOUND)
        return cannot_go_on(&routing->routino, outcome, said);

    int64_t minutes = minutes_of(routing, &road);

    if (minutes == 0) {
        lose(routing, from, to, "the road is longer than any here can be");
        return EXIT_FINE;
    }
    routing->rows[routing->count++] = (struct road_time_put_args){
        .from_place_id = from->id,
        .to_place_id = to->id,
        .minutes = minutes,
        .metres = road.metres,
        .measured_on = instant_date(routing->ctx->now),
    };
    return EXIT_FINE;
}

static int all_route(struct routing *routing)
{
    size_t pairs = routing->place_count * (routing->place_count - 1);
    int64_t done = 0;
    int code = EXIT_FINE;

    routing->rows = arena_array(routing->ctx->arena, struct road_time_put_args, pairs);
    routing->lost = arena_array(routing->ctx->arena, struct lost, pairs);
    command_progress_start(&routing->progress, "roads", (int64_t)pairs);
    for (size_t from = 0; from < routing->place_count && code == EXIT_FINE; from++) {
        for (size_t to = 0; to < routing->place_count && code == EXIT_FINE; to++) {
            if (from == to)
                continue;
            code = pair_route(routing, routing->places[from], routing->places[to]);
            command_progress(&routing->progress, ++done);
        }
    }
    command_progress_end(&routing->progress, done);
    return code;
}

static const char *label_of(const struct routing *routing, int64_t place_id)
{
    size_t i = 0;

    while (routing->places[i]->id != place_id)
        i++;
    return routing->places[i]->label;
}

static void print_table(const struct routing *routing)
{
    printf("da;a;minuti;metri\n");
    for (size_t i = 0; i < routing->count; i++) {
        const struct road_time_put_args *row = &routing->rows[i];

        printf("%s;%s;%lld;%lld\n", label_of(routing, row->from_place_id),
               label_of(routing, row->to_place_id), (long long)row->minutes,
               (long long)row->metres);
    }
}

static enum status route_write(struct ctx *tx, void *args)
{
    const struct routing *routing = args;

    return roads_routed_take(tx, routing->rows, routing->count);
}

static int take(struct routing *routing, bool dry_run)
{
    enum status status = OK;

    for (size_t i = 0; i < routing->lost_count; i++) {
        const struct lost *lost = &routing->lost[i];

        fprintf(stderr, "%s, %s: %s\n", lost->from->label, lost->to->label, lost->said);
    }
    if (dry_run)
        print_table(routing);
    else if (routing->count > 0)
        status = store_write(routing->ctx, route_write, routing);
    if (status != OK)
        return command_fail(status, "nothing was taken: %s", status_name(status));
    if (!dry_run)
        printf("%zu taken\n", routing->count);
    if (routing->lost_count > 0 || routing->count == 0) {
        command_fail(OK, "%zu roads were not found; %zu were", routing->lost_count, routing->count);
        return EXIT_FOUND;
    }
    return EXIT_FINE;
}

/* Where somebody still lives or goes; and how fast one drives here. */
static enum status zone_of(struct routing *routing)
{
    struct ctx *ctx = routing->ctx;
    struct policy_set *rules = arena_new(ctx->arena, struct policy_set);
    struct place_row *places;
    size_t count;

    TRY(policy_read(ctx, instant_date(ctx->now), rules));
    routing->speed_kmh = policy_number(rules, POLICY_RIDES_SPEED_KMH);
    TRY(zone_places(ctx, &places, &count));
    routing->places = arena_array(ctx->arena, const struct place_row *, count);
    for (size_t i = 0; i < count; i++) {
        if (places[i].active)
            routing->places[routing->place_count++] = &places[i];
    }
    return OK;
}

static int route(struct ctx *ctx, const struct routino *routino, bool dry_run)
{
    struct routing routing = {.ctx = ctx, .routino = *routino};
    enum status status = zone_of(&routing);
    int code;

    if (status != OK)
        return command_fail(status, "the zone cannot be read: %s", status_name(status));
    if (routing.place_count < 2 || routing.place_count > ROADS_ROUTED_PLACES_MAX)
        return command_fail(ERR_INVALID, "the zone has %zu places: from 2 to %d can be routed",
                            routing.place_count, ROADS_ROUTED_PLACES_MAX);
    code = all_route(&routing);
    return code == EXIT_FINE ? take(&routing, dry_run) : code;
}

int cmd_roads_route(int argc, char **argv)
{
    const char *seconds = NULL;
    const char *dry_run = NULL;
    struct routino routino = {.seconds = ROUTINO_SECONDS};
    const struct option_spec specs[] = {{"--database", true, &routino.directory},
                                        {"--prefix", true, &routino.prefix},
                                        {"--seconds", true, &seconds},
                                        {"--dry-run", false, &dry_run}};
    struct zone_session session;
    struct options options;

    if (!command_options(argc, argv, specs, sizeof specs / sizeof specs[0], &options))
        return EXIT_USAGE;
    if (options.word_count != 0 || !routino.directory)
        return command_fail(ERR_INVALID, "say where the map is, with --database; see --help");
    if (seconds && (text_to_int(seconds, &routino.seconds) != OK || routino.seconds < 1 ||
                    routino.seconds > ROUTINO_SECONDS_MAX))
        return command_fail(ERR_INVALID, "--seconds wants a whole number from 1 to %d",
                            ROUTINO_SECONDS_MAX);

    int code = command_open(options.data, ZONE_READY, &session);

    if (code == EXIT_FINE)
        code = route(&session.ctx, &routino, dry_run != NULL);
    command_close(&session);
    return code;
}
