/*
 * A small site to try src/web/ on, without any feature: a page, a form, an upload, a slow handler.
 * Whoever sends the cookie "sessione=anna" is signed in.
 */
#ifndef TESTS_SUPPORT_WEB_SITE_H
#define TESTS_SUPPORT_WEB_SITE_H

#include <stdatomic.h>

#include "web/web.h"

enum site_power { SITE_PUBLIC = 1, SITE_STAFF };

enum { SITE_NOW = 1795420800, /* 2026-11-23T08:00Z */ SITE_UPLOAD_MAX = 2 * 1024 * 1024 };

struct site {
    struct web *web;
    _Atomic int64_t now;      /* what the clock hook says, in seconds */
    _Atomic int recovered;    /* calls of the worker_recover hook */
    _Atomic int ended;        /* calls of the end hook */
    _Atomic int interrupted;  /* calls of the worker_interrupt hook */
    _Atomic int saved;        /* forms that came through */
    _Atomic bool gate_closed; /* /lento waits while it is */
    _Atomic int waiting;      /* handlers behind the gate */
    _Atomic int given_up;     /* /attesa on a thread that may not wait */
    _Atomic int waited;       /* /attesa on one that may */
};

/* `proxies` may be NULL. Stops the test when it cannot be made. */
void site_open(struct site *site, bool secure_cookies, const char *const *proxies);
void site_close(struct site *site);

#endif
