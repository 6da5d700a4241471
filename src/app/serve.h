/* Serving an opened zone, for the commands that do. */
#ifndef APP_SERVE_H
#define APP_SERVE_H

#include "app/command.h"

/* Until the program is asked to stop. Says the address on the standard output. */
int serve_zone(struct zone_session *session);

#endif
