/* The commands for roads. */
#ifndef APP_CMD_ROADS_H
#define APP_CMD_ROADS_H

int cmd_roads_import(int argc, char **argv);
int cmd_roads_learn(int argc, char **argv);

extern const char ROADS_IMPORT_USAGE[], ROADS_LEARN_USAGE[];

#endif
