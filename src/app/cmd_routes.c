#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "app/house.h"
#include "staff/powers.h"

const char CMD_ROUTES_USAGE[] =
    "usage: accanto routes\n\n"
    "Prints every page and form of the program with the power it needs and the roles that have\n"
    "it, one line each, tab-separated: method, path, power, roles separated by spaces. Needs no\n"
    "zone. A page that names no power does not compile.\n";

static void print_roles(enum power power)
{
    const char *gap = "";

    if (power == POWER_PUBLIC || power == POWER_ENTERING) {
        fputs(power == POWER_PUBLIC ? "everybody" : "whoever is entering", stdout);
        return;
    }
    for (enum role role = ROLE_NONE + 1; role < ROLE_SYSTEM; role++) {
        if (!role_has_power(role, power))
            continue;
        printf("%s%s", gap, role_code(role));
        gap = " ";
    }
}

int cmd_routes(int argc, char **argv)
{
    struct route_table tables[HOUSE_TABLES_MAX];
    struct options options;

    if (!command_options(argc, argv, NULL, 0, &options))
        return EXIT_USAGE;
    house_routes(tables);
    for (const struct route_table *table = tables; table->routes; table++) {
        for (size_t i = 0; i < table->count; i++) {
            const struct route *route = &table->routes[i];

            printf("%s\t%s\t%s\t", route->method == WEB_GET ? "GET" : "POST", route->pattern,
                   power_code((enum power)route->power));
            print_roles((enum power)route->power);
            putchar('\n');
        }
    }
    return EXIT_FINE;
}
