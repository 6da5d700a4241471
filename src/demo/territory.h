/*
 * Zona Sociale 10 as the demo shows it: eight municipalities, and the places where people live.
 * Coordinates are those of the squares, true enough; house numbers are invented.
 */
#ifndef DEMO_TERRITORY_H
#define DEMO_TERRITORY_H

#include "demo/names.h"

enum { DEMO_MUNICIPALITY_COUNT = 8 };

struct demo_municipality {
    const char *code; /* cadastral */
    const char *name;
};
extern const struct demo_municipality DEMO_MUNICIPALITIES[DEMO_MUNICIPALITY_COUNT];

/* The first six are served by the Valnerina office. */
enum demo_place_index {
    DEMO_ARRONE,
    DEMO_FERENTILLO,
    DEMO_MONTEFRANCO,
    DEMO_POLINO,
    DEMO_TORREORSINA,
    DEMO_COLLESTATTE,
    DEMO_SAN_GEMINI,
    DEMO_TERNI,
    DEMO_ACQUASPARTA,
    DEMO_STRONCONE,
    DEMO_PLACE_COUNT,
    DEMO_VALNERINA_PLACES = DEMO_COLLESTATTE + 1,
};

struct demo_place {
    const char *name;
    const char *municipality; /* cadastral code */
    const char *kind;
    int latitude_micro;
    int longitude_micro;
    int people; /* to invent, about */
    const char *saint;
    int saint_month;
    int saint_day;
    struct demo_list streets;
};
extern const struct demo_place DEMO_PLACES[DEMO_PLACE_COUNT];

#endif
