/* The commands for roads. */
#ifndef APP_CMD_ROADS_H
#define APP_CMD_ROADS_H

int cmd_roads_import(int argc, char **argv);
int cmd_roads_learn(int argc, char **argv);
int cmd_roads_route(int argc, char **argv); /* cmd_roads_route.c */

extern const char ROADS_IMPORT_USAGE[], ROADS_LEARN_USAGE[], ROADS_ROUTE_USAGE[];

#endif
