#include "engine/planner/dial_a_ride.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FINEST_SCALE = 100000, STOP_NUMBERS = 7 };

/* A number larger than this is no time, place or load of anybody's day. */
static const double NUMBER_MAX = 1e8;

/* --- numbers, one after the other ------------------------------------------------------------- */

struct reader {
    const char *at;
    struct dial_a_ride_fault fault; /* set when `at` is NULL */
    int32_t line;
};

static void stop_reading(struct reader *reader, const char *what)
{
    reader->fault = (struct dial_a_ride_fault){.what = what, .line = reader->line};
    reader->at = NULL;
}

static void stop_undrivable(struct reader *reader, const char *what)
{
    stop_reading(reader, what);
    reader->fault.undrivable = true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void skip_blanks(struct reader *reader)
{
    while (is_blank(*reader->at))
        reader->at++;
}

static void skip_white_space(struct reader *reader)
{
    for (; is_blank(*reader->at) || *reader->at == '\n'; reader->at++)
        reader->line += *reader->at == '\n';
}

static bool at_line_end(const struct reader *reader)
{
    return *reader->at == '\n' || *reader->at == '\0';
}

static void next_line(struct reader *reader)
{
    reader->at += strcspn(reader->at, "\n");
    if (*reader->at == '\n') {
        reader->at++;
        reader->line++;
    }
}

/* The number that begins here, or 0 after a fault. */
static double take_number(struct reader *reader)
{
    char *end;
    double number;

    if (!reader->at)
        return 0;
    skip_white_space(reader);
    if (*reader->at == '\0') {
        stop_reading(reader, "the file ends where a number is needed");
        return 0;
    }
    number = strtod(reader->at, &end);
    if (end == reader->at || (*end != '\0' && *end != '\n' && !is_blank(*end))) {
        stop_reading(reader, "something stands there that is not a number");
        return 0;
    }
    if (!(fabs(number) <= NUMBER_MAX)) {
        stop_reading(reader, "the number is too large");
        return 0;
    }
    reader->at = end;
    return number;
}

static int32_t take_whole(struct reader *reader, int32_t from, int32_t to)
{
    double number = take_number(reader);

    if (reader->at && (number != floor(number) || number < from || number > to))
        stop_reading(reader, "a whole number within the planner's bounds is needed");
    return reader->at ? (int32_t)number : 0;
}

static double take_positive(struct reader *reader)
{
    double number = take_number(reader);

    if (reader->at && number < 0)
        stop_reading(reader, "a number below zero cannot be");
    return reader->at ? number : 0;
}

/* --- the file --------------------------------------------------------------------------------- */

struct node {
    double x;
    double y;
    double service;
    int32_t load;
    double opening;
    double closing;
};

struct heading {
    int32_t vehicles;
    double longest_route;
    int32_t seats;
    double longest_ride;
};

static struct heading take_heading(struct reader *reader)
{
    struct heading heading = {.vehicles = take_whole(reader, 1, PLANNER_CARS_MAX)};

    take_number(reader);
    heading.longest_route = take_positive(reader);
    heading.seats = take_whole(reader, 1, PLANNER_LOAD_MAX);
    heading.longest_ride = take_positive(reader);
    return heading;
}

static struct node take_node(struct reader *reader, int32_t number)
{
    struct node node;

    if (take_whole(reader, 0, PLANNER_POINTS_MAX) != number && reader->at)
        stop_reading(reader, "the stops are not numbered 0, 1, 2 ...");
    node.x = take_number(reader);
    node.y = take_number(reader);
    node.service = take_positive(reader);
    node.load = take_whole(reader, -PLANNER_LOAD_MAX, PLANNER_LOAD_MAX);
    node.opening = take_positive(reader);
    node.closing = take_positive(reader);
    if (reader->at && node.opening > node.closing)
        stop_reading(reader, "a window closes before it opens");
    return node;
}

/* How many nodes; the last may be a copy of the depot. */
static int32_t take_nodes(struct reader *reader, struct node *nodes)
{
    int32_t count = 0;

    while (reader->at) {
        skip_white_space(reader);
        if (*reader->at == '\0')
            return count;
        if (count == 2 * PLANNER_LEGS_MAX + 2 || count == PLANNER_POINTS_MAX) {
            stop_reading(reader, "there are more stops than the planner takes");
            return count;
        }
        nodes[count] = take_node(reader, count);
        count++;
    }
    return count;
}

static void check_loads(struct reader *reader, const struct node *nodes, int32_t requests)
{
    if (reader->at && requests < 1)
        stop_reading(reader, "there is no request in it");
    for (int32_t i = 1; reader->at && i <= requests; i++) {
        if (nodes[i].load < 0 || nodes[i + requests].load != -nodes[i].load)
            stop_reading(reader, "who boards at a stop must get off at its counterpart");
    }
}

static const double *measure(struct arena *arena, const struct node *nodes, int32_t count,
                             double *ret_longest)
{
    double *distance = arena_array(arena, double, (size_t)count *(size_t)count);

    *ret_longest = 0;
    for (int32_t i = 0; i < count; i++) {
        for (int32_t k = 0; k < count; k++) {
            double length = hypot(nodes[i].x - nodes[k].x, nodes[i].y - nodes[k].y);

            distance[i * count + k] = length;
            *ret_longest = fmax(*ret_longest, length);
        }
    }
    return distance;
}

/* 0: the numbers are too large for any. */
static double find_scale(const struct node *nodes, int32_t count, double longest)
{
    double largest = longest;
    double scale = FINEST_SCALE;

    for (int32_t i = 0; i < count; i++)
        largest = fmax(largest, fmax(nodes[i].closing, nodes[i].service));
    while (scale >= 1 && largest * scale > PLANNER_TIME_MAX)
        scale /= 10;
    return scale >= 1 ? scale : 0;
}

/* A limit on something long may well be longer than the day. */
static int32_t scaled_limit(double limit, double scale)
{
    return (int32_t)fmin(floor(limit * scale), PLANNER_TIME_MAX);
}

/* What an opening and a closing leave between whole numbers. */
static struct planner_window scaled_window(const struct node *node, double scale)
{
    return (struct planner_window){(int32_t)ceil(node->opening * scale - 1e-6),
                                   (int32_t)floor(node->closing * scale + 1e-6)};
}

static const int32_t *scaled_table(struct arena *arena, const double *distance, int32_t count,
                                   double scale, enum dial_a_ride_rounding rounding)
{
    size_t cells = (size_t)count * (size_t)count;
    int32_t *table = arena_array(arena, int32_t, cells);

    for (size_t i = 0; i < cells; i++) {
        double length = distance[i] * scale;

        table[i] = (int32_t)(rounding == DIAL_A_RIDE_CAREFUL ? ceil(length) : floor(length));
    }
    return table;
}

static const struct planner_leg *make_legs(struct arena *arena, const struct heading *heading,
                                           const struct node *nodes, int32_t requests, double scale)
{
    struct planner_leg *legs = arena_array(arena, struct planner_leg, (size_t)requests);

    for (int32_t i = 0; i < requests; i++) {
        const struct node *on = &nodes[i + 1];
        const struct node *off = &nodes[i + 1 + requests];

        legs[i] = (struct planner_leg){
            .person = i,
            .pickup_point = i + 1,
            .dropoff_point = i + 1 + requests,
            .pickup = scaled_window(on, scale),
            .dropoff = scaled_window(off, scale),
            .pickup_service = (int32_t)lround(on->service * scale),
            .dropoff_service = (int32_t)lround(off->service * scale),
            .onboard_max = scaled_limit(heading->longest_ride, scale),
            .seats = on->load,
            .volunteer = PLANNER_NONE,
            .with_leg = PLANNER_NONE,
        };
    }
    return legs;
}

/* Each vehicle has a driver of its own. */
static void add_vehicles(struct arena *arena, const struct heading *heading,
                         const struct node *depot, double scale, struct planner_problem *problem)
{
    size_t count = (size_t)heading->vehicles;
    struct planner_shift *shifts = arena_array(arena, struct planner_shift, count);
    struct planner_car *cars = arena_array(arena, struct planner_car, count);
    uint8_t *may_drive = arena_array(arena, uint8_t, count * count);

    for (int32_t i = 0; i < heading->vehicles; i++) {
        shifts[i] = (struct planner_shift){
            .volunteer = i,
            .hours = scaled_window(depot, scale),
            .duration_max = scaled_limit(heading->longest_route, scale),
        };
        cars[i] =
            (struct planner_car){.base_point = 0, .seats = heading->seats, .hours = PLANNER_ALWAYS};
        may_drive[i * heading->vehicles + i] = 1;
    }
    problem->shifts = shifts;
    problem->cars = cars;
    problem->may_drive = may_drive;
    problem->shift_count = problem->car_count = problem->volunteer_count = heading->vehicles;
}

enum status dial_a_ride_read(struct arena *arena, const char *text,
                             enum dial_a_ride_rounding rounding, struct dial_a_ride *ret_file,
                             struct dial_a_ride_fault *ret_fault)
{
    struct reader reader = {.at = text, .line = 1};
    struct node *nodes = arena_array(arena, struct node, PLANNER_POINTS_MAX);
    struct heading heading = take_heading(&reader);
    int32_t requests = (take_nodes(&reader, nodes) - 1) / 2;
    struct dial_a_ride file = {.scale = 0};

    check_loads(&reader, nodes, requests);
    if (reader.at) {
        int32_t points = 2 * requests + 1;

        file.distance = measure(arena, nodes, points, &file.longest);
        file.scale = find_scale(nodes, points, file.longest);
        if (file.scale == 0)
            stop_reading(&reader, "its times or distances are too large");
    }
    if (!reader.at) {
        *ret_fault = reader.fault;
        return ERR_INVALID;
    }
    file.problem.point_count = 2 * requests + 1;
    file.problem.travel = file.problem.metres =
        scaled_table(arena, file.distance, file.problem.point_count, file.scale, rounding);
    file.problem.leg_count = file.problem.person_count = requests;
    file.problem.legs = make_legs(arena, &heading, nodes, requests, file.scale);
    file.problem.company = arena_array(arena, uint8_t, (size_t)heading.vehicles * (size_t)requests);
    add_vehicles(arena, &heading, &nodes[0], file.scale, &file.problem);
    *ret_file = file;
    return planner_validate(&ret_file->problem);
}

/* --- a plan ----------------------------------------------------------------------------------- */

int32_t dial_a_ride_stop(const struct dial_a_ride *file, const struct planner_stop *stop)
{
    const struct planner_leg *leg = &file->problem.legs[stop->leg];

    return stop->kind == PLANNER_PICKUP ? leg->pickup_point : leg->dropoff_point;
}

/* `home`: the depot stood on the line after a stop. */
static void take_stop(struct reader *reader, int32_t requests, struct planner_route *route,
                      bool *home)
{
    int32_t number = take_whole(reader, 0, INT32_MAX);

    if (!reader->at)
        return;
    if (number == 0 || number == 2 * requests + 1)
        *home = route->stop_count > 0;
    else if (number > 2 * requests)
        stop_undrivable(reader, "there is no such stop");
    else if (*home)
        stop_undrivable(reader, "the route goes on after the depot");
    else if (route->stop_count == 2 * requests)
        stop_undrivable(reader, "the route has more stops than there are");
    else
        route->stops[route->stop_count++] =
            number <= requests ? (struct planner_stop){PLANNER_PICKUP, number - 1}
                               : (struct planner_stop){PLANNER_DROPOFF, number - 1 - requests};
}

/* What stands on the line; without stops when it is no route. */
static struct planner_route take_route(struct arena *arena, struct reader *reader, int32_t requests)
{
    struct planner_route route = {.car = PLANNER_NONE};
    bool home = false;

    skip_blanks(reader);
    if (*reader->at == '#' || isalpha((unsigned char)*reader->at))
        return route;
    route.stops = arena_array(arena, struct planner_stop, 2 * (size_t)requests);
    while (reader->at && !at_line_end(reader)) {
        take_stop(reader, requests, &route, &home);
        if (reader->at)
            skip_blanks(reader);
    }
    return route;
}

enum status dial_a_ride_read_plan(struct arena *arena, const struct dial_a_ride *file,
                                  const char *text, struct planner_plan *ret_plan,
                                  struct dial_a_ride_fault *ret_fault)
{
    struct reader reader = {.at = text, .line = 1};
    int32_t used = 0;

    planner_plan_init(arena, &file->problem, ret_plan);
    while (reader.at && *reader.at) {
        size_t mark = arena_mark(arena);
        struct planner_route route = take_route(arena, &reader, file->problem.leg_count);

        if (reader.at && route.stop_count > 0 && used == ret_plan->route_count)
            stop_undrivable(&reader, "there are more routes than vehicles");
        if (!reader.at)
            break;
        if (route.stop_count > 0) {
            route.car = used;
            ret_plan->routes[used++] = route;
        } else {
            arena_rewind(arena, mark);
        }
        next_line(&reader);
    }
    if (reader.at)
        return OK;
    *ret_fault = reader.fault;
    return ERR_INVALID;
}

double dial_a_ride_cost(const struct dial_a_ride *file, const struct planner_plan *plan)
{
    double cost = 0;

    for (int32_t i = 0; i < plan->route_count; i++) {
        const struct planner_route *route = &plan->routes[i];
        int32_t at = 0;

        for (int32_t k = 0; k < route->stop_count; k++) {
            int32_t next = dial_a_ride_stop(file, &route->stops[k]);

            cost += file->distance[at * file->problem.point_count + next];
            at = next;
        }
        cost += file->distance[at * file->problem.point_count];
    }
    return cost;
}
