/* The commands about people; rows of COMMANDS. */
#ifndef APP_CMD_PEOPLE_H
#define APP_CMD_PEOPLE_H

extern const char PEOPLE_IMPORT_USAGE[];
int cmd_people_import(int argc, char **argv);

extern const char PEOPLE_SEARCH_USAGE[];
int cmd_people_search(int argc, char **argv);

extern const char TAX_CODE_USAGE[];
int cmd_tax_code(int argc, char **argv);

#endif
