#include "demo/territory.h"

#define LIST(names)                                                                                \
    {                                                                                              \
        (names), sizeof(names) / sizeof(names)[0]                                                  \
    }

const struct demo_municipality DEMO_MUNICIPALITIES[DEMO_MUNICIPALITY_COUNT] = {
    {"A045", "Acquasparta"}, {"A439", "Arrone"}, {"D538", "Ferentillo"},
    {"F510", "Montefranco"}, {"G790", "Polino"}, {"H857", "San Gemini"},
    {"I981", "Stroncone"},   {"L117", "Terni"},
};

static const char *const ARRONE_STREETS[] = {
    "Via della Resistenza",  "Via Matteotti",    "Piazza Garibaldi",      "Corso Vittorio Emanuele",
    "Via IV Novembre",       "Via Roma",         "Via delle Piagge",      "Via San Francesco",
    "Via Alcide De Gasperi", "Via dei Frati",    "Località Casteldilago", "Località Buonacquisto",
    "Vocabolo Palombare",    "Via Primo Maggio", "Via Valnerina"};
static const char *const FERENTILLO_STREETS[] = {
    "Via della Vittoria", "Piazza Garibaldi",       "Via Abate Ancaiani",   "Via Circonvallazione",
    "Località Precetto",  "Località Matterella",    "Località Sambucheto",  "Località Nicciano",
    "Località Macenano",  "Località Castellonalto", "Località Monterivoso", "Via San Pietro",
    "Via del Monte"};
static const char *const MONTEFRANCO_STREETS[] = {
    "Via di Fontechiaruccia", "Piazza San Bernardino",  "Località Racognano",
    "Via del Trivio",         "Via di Porta Spoletina", "Via delle Mura",
    "Località Nerina",        "Via Madonna del Carmine"};
static const char *const POLINO_STREETS[] = {"Piazza Marconi",    "Via della Rocca",
                                             "Via della Fontana", "Via Sant'Antonio",
                                             "Vicolo del Forno",  "Località Gioia"};
static const char *const TORREORSINA_STREETS[] = {"Via del Castello", "Via della Torre",
                                                  "Piazza San Giovanni", "Strada di Torreorsina",
                                                  "Vicolo della Chiesa"};
static const char *const COLLESTATTE_STREETS[] = {
    "Via della Cascata",     "Via del Piano",   "Via Nera",         "Via Neofiti",
    "Strada di Collestatte", "Via della Croce", "Via dell'Ortaccio"};
static const char *const SAN_GEMINI_STREETS[] = {
    "Via Roma", "Piazza San Francesco", "Via Casventino", "Via della Fonte", "Via Tuderte"};
static const char *const TERNI_STREETS[] = {"Corso del Popolo"};
static const char *const ACQUASPARTA_STREETS[] = {"Corso Umberto I"};
static const char *const STRONCONE_STREETS[] = {"Via della Porta"};

const struct demo_place DEMO_PLACES[DEMO_PLACE_COUNT] = {
    [DEMO_ARRONE] = {"Arrone", "A439", "town", 42583600, 12767700, 1480, "San Giovanni Battista", 6,
                     24, LIST(ARRONE_STREETS)},
    [DEMO_FERENTILLO] = {"Ferentillo", "D538", "town", 42621100, 12788900, 1040, "San Sebastiano",
                         1, 20, LIST(FERENTILLO_STREETS)},
    [DEMO_MONTEFRANCO] = {"Montefranco", "F510", "town", 42595800, 12767200, 720,
                          "San Bernardino da Siena", 5, 20, LIST(MONTEFRANCO_STREETS)},
    [DEMO_POLINO] = {"Polino", "G790", "town", 42585300, 12845800, 135, "San Michele Arcangelo", 9,
                     29, LIST(POLINO_STREETS)},
    [DEMO_TORREORSINA] = {"Torreorsina", "L117", "hamlet", 42566200, 12741700, 165, "San Valentino",
                          2, 14, LIST(TORREORSINA_STREETS)},
    [DEMO_COLLESTATTE] = {"Collestatte", "L117", "hamlet", 42560000, 12725600, 460, "San Valentino",
                          2, 14, LIST(COLLESTATTE_STREETS)},
    [DEMO_SAN_GEMINI] = {"San Gemini", "H857", "town", 42613300, 12546700, 110, "San Gemine", 10, 9,
                         LIST(SAN_GEMINI_STREETS)},
    [DEMO_TERNI] = {"Terni", "L117", "town", 42563600, 12642700, 0, "San Valentino", 2, 14,
                    LIST(TERNI_STREETS)},
    [DEMO_ACQUASPARTA] = {"Acquasparta", "A045", "town", 42689700, 12544700, 0, "Santa Cecilia", 11,
                          22, LIST(ACQUASPARTA_STREETS)},
    [DEMO_STRONCONE] = {"Stroncone", "I981", "town", 42497200, 12663600, 0, "San Michele Arcangelo",
                        9, 29, LIST(STRONCONE_STREETS)},
};
