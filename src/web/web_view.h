/* What this room's one template sees. */
#ifndef WEB_WEB_VIEW_H
#define WEB_WEB_VIEW_H

#include "base/words.h"
#include "web/html.h"
#include "web/problem.h"
#include "web/web.h"

#endif
