/* What schemac's two files share. */
#ifndef TOOLS_SCHEMAC_H
#define TOOLS_SCHEMAC_H

#include "common.h"

enum { STEPS_MAX = 999 };

struct step {
    char *name; /* NULL: there is no step of this number */
    char *sqlite;
    char *postgres;
};

/* Runs the steps on an empty database and writes SCHEMA_TABLES: every table they leave, each after
   those it refers to, with the statements that copy it. `steps` has STEPS_MAX + 1 entries. */
void schemac_put_tables(struct text *out, const struct step *steps);

#endif
