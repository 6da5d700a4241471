#include "town.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/names/names.h"

enum { SURNAMES = 60000, FIRST_NAMES = 3000 };

/* The first of the list are the commonest; the rest is made of syllables. */
static const char *const known_surnames[] = {
    "Rossi",     "Russo",      "Ferrari",    "Esposito", "Bianchi",    "Romano",     "Colombo",
    "Ricci",     "Marino",     "Greco",      "Bruno",    "Gallo",      "Conti",      "De Luca",
    "Mancini",   "Costa",      "Giordano",   "Rizzo",    "Lombardi",   "Moretti",    "Barbieri",
    "Fontana",   "Santoro",    "Mariani",    "Rinaldi",  "Caruso",     "Ferrara",    "Galli",
    "Martini",   "Leone",      "Longo",      "Gentile",  "Martinelli", "Vitale",     "D'Angelo",
    "De Santis", "D'Amico",    "Popescu",    "Popa",     "Ionescu",    "Hoxha",      "Shehu",
    "Singh",     "Hossain",    "Chen",       "Hu",       "Kovalenko",  "Shevchenko", "El Idrissi",
    "Ben Ali",   "Di Stefano", "De Gregori", "Rosi",     "Rosini",     "Hošková",    "Nowak",
};
static const char *const known_names[] = {
    "Maria",      "Giuseppe", "Anna",       "Antonio",   "Giovanni",     "Rosa",         "Mario",
    "Angela",     "Luigi",    "Giovanna",   "Francesco", "Teresa",       "Salvatore",    "Lucia",
    "Angelo",     "Carmela",  "Vincenzo",   "Caterina",  "Pietro",       "Francesca",    "Carlo",
    "Anna Maria", "Domenico", "Antonietta", "Bruno",     "Carla",        "Paolo",        "Elena",
    "Michele",    "Concetta", "Giorgio",    "Rita",      "Aldo",         "Margherita",   "Sergio",
    "Franca",     "Luciano",  "Paola",      "Nicolò",    "Maria Grazia", "Ionuț",        "Olena",
    "Fatima",     "Mohamed",  "Ahmed",      "Elira",     "Gian Luca",    "Maria Teresa", "Andrei",
};
#define COUNT_OF(array) (sizeof(array) / sizeof(*(array)))

static uint64_t random_state = 20260101;

uint32_t town_random_below(uint32_t bound)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((random_state >> 33) % bound);
}

/* Ranks as often as real names are: the n-th in proportion to n to the power -s. */
struct ranks {
    uint32_t count;
    double *sums;
};

static struct ranks ranks_make(uint32_t count, double s)
{
    struct ranks ranks = {count, malloc(count * sizeof(double))};
    double sum = 0;

    if (!ranks.sums)
        abort();
    for (uint32_t i = 0; i < count; i++)
        ranks.sums[i] = sum += pow(i + 1, -s);
    return ranks;
}

static uint32_t ranks_draw(const struct ranks *ranks)
{
    double wanted = ranks->sums[ranks->count - 1] * town_random_below(1 << 30) / (1 << 30);
    uint32_t low = 0;

    for (uint32_t high = ranks->count - 1; low < high;) {
        uint32_t middle = low + (high - low) / 2;

        if (ranks->sums[middle] <= wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Every rank its own name: syllables by the digits of the rank. */
static void make_name(uint32_t rank, const char *const *known, size_t known_count, bool surname,
                      char out[TOWN_TEXT])
{
    static const char *const starts[] = {
        "Ba", "Bel", "Bon", "Ca",  "Car", "Cas", "Cer", "Cor", "Da", "Fa", "Fer", "Fi",
        "Ga", "Gua", "La",  "Lo",  "Ma",  "Mar", "Mon", "Na",  "Or", "Pa", "Pe",  "Pin",
        "Ra", "Sal", "San", "Sca", "Ta",  "Tor", "Va",  "Ver", "Vi", "Za", "Zan"};
    static const char *const middles[] = {
        "ba", "bri", "ca", "cci", "da", "dri", "fa", "fo",  "ga", "glia", "la", "lle", "ma", "mbo",
        "na", "nti", "pe", "ra",  "ri", "ro",  "sa", "sti", "ta", "tto",  "va", "vi",  "za", "zzo"};
    static const char *const surname_ends[] = {"ni",    "lli",  "tti",  "no",   "ro",    "sso",
                                               "retti", "rini", "cchi", "li",   "landi", "nelli",
                                               "gno",   "llo",  "zza",  "vato", "sconi", "escu",
                                               "ska",   "enko", "hi",   "aj",   "iello", "ucci"};
    static const char *const name_ends[] = {"na", "no", "ra", "lla", "sio", "ta", "ele", "rto"};
    const char *const *ends = surname ? surname_ends : name_ends;
    uint32_t end_count = surname ? COUNT_OF(surname_ends) : COUNT_OF(name_ends);

    if (rank < known_count) {
        snprintf(out, TOWN_TEXT, "%s", known[rank]);
        return;
    }

    uint32_t mixed = (uint32_t)(rank * 2654435761u % (35u * 28u * 24u * 28u));
    bool particle = surname && rank % 17 == 0;

    snprintf(out, TOWN_TEXT, "%s%s%s%s%s", particle ? "Di " : "", starts[mixed % 35],
             middles[mixed / 35 % 28], mixed / 23520 % 3 == 0 ? middles[mixed / 980 % 28] : "",
             ends[mixed / 980 % end_count]);
}

struct person {
    uint32_t surname;
    uint32_t name;
    uint32_t second_name; /* FIRST_NAMES: none */
};

struct town town_make(uint32_t count)
{
    struct town town = {
        .people = malloc(count * sizeof(*town.people)),
        .count = count,
        .surnames = malloc(SURNAMES * sizeof(*town.surnames)),
        .names = malloc(FIRST_NAMES * sizeof(*town.names)),
    };
    struct ranks surnames = ranks_make(SURNAMES, 0.8);
    struct ranks names = ranks_make(FIRST_NAMES, 0.9);

    if (!town.people || !town.surnames || !town.names)
        abort();
    for (uint32_t i = 0; i < SURNAMES; i++)
        make_name(i, known_surnames, COUNT_OF(known_surnames), true, town.surnames[i]);
    for (uint32_t i = 0; i < FIRST_NAMES; i++)
        make_name(i, known_names, COUNT_OF(known_names), false, town.names[i]);
    for (uint32_t i = 0; i < count; i++) {
        town.people[i] = (struct person){
            .surname = ranks_draw(&surnames),
            .name = ranks_draw(&names),
            .second_name = town_random_below(12) == 0 ? ranks_draw(&names) : FIRST_NAMES,
        };
    }
    free(surnames.sums);
    free(names.sums);
    return town;
}

void town_free(struct town *town)
{
    free(town->people);
    free(town->surnames);
    free(town->names);
}

void town_name(const struct town *town, uint32_t index, char surname[TOWN_TEXT],
               char name[TOWN_TEXT])
{
    const struct person *person = &town->people[index];
    bool two = person->second_name < FIRST_NAMES;

    snprintf(surname, TOWN_TEXT, "%.40s", town->surnames[person->surname]);
    snprintf(name, TOWN_TEXT, "%.40s%s%.40s", town->names[person->name], two ? " " : "",
             two ? town->names[person->second_name] : "");
}

void town_phone(uint32_t index, char out[TOWN_TEXT])
{
    snprintf(out, TOWN_TEXT, "+39 3%02u %07u", index % 97,
             (uint32_t)(index * 2654435761u % 10000000));
}

void town_tax_code(uint32_t index, char out[TOWN_TEXT])
{
    uint64_t mixed = index * 0x9E3779B97F4A7C15u;
    char letters[9];

    for (int i = 0; i < 8; i++)
        letters[i] = (char)('A' + (unsigned)(mixed >> (i * 7)) % 26);
    snprintf(out, TOWN_TEXT, "%.6s%02u%c%02u%c%03u%c", letters, (unsigned)(mixed >> 20) % 100,
             (char)('A' + (unsigned)(mixed >> 30) % 5), 1 + (unsigned)(mixed >> 40) % 31,
             letters[6], (unsigned)(mixed >> 44) % 1000, letters[7]);
}

/* One typing error at any place: a letter missing, added, wrong, or two neighbours swapped. */
static void add_error(char text[TOWN_TEXT])
{
    size_t length = strlen(text);
    size_t at = town_random_below((uint32_t)length);
    char letter = (char)('a' + town_random_below(26));

    switch (town_random_below(4)) {
    case 0:
        memmove(text + at, text + at + 1, length - at);
        break;
    case 1:
        if (length + 2 < TOWN_TEXT) {
            memmove(text + at + 1, text + at, length - at + 1);
            text[at] = letter;
        }
        break;
    case 2:
        text[at] = letter;
        break;
    default:
        if (at + 1 < length) {
            char swapped = text[at];

            text[at] = text[at + 1];
            text[at + 1] = swapped;
        }
    }
}

void town_query(const struct town *town, uint32_t index, enum town_kind kind, char out[TOWN_TEXT])
{
    char surname[TOWN_TEXT];
    char name[TOWN_TEXT];
    char typed[2 * TOWN_TEXT];

    town_name(town, index, surname, name);
    snprintf(typed, sizeof(typed), "%s %s", kind == SWAPPED ? name : surname,
             kind == SWAPPED ? surname : name);
    names_fold(typed, out, TOWN_TEXT);
    if (kind == PHONE)
        town_phone(index, out);
    else if (kind == TAX_CODE)
        town_tax_code(index, out);
    else if (kind == JOINED)
        names_sort_key(surname, name, out, TOWN_TEXT);
    else if (kind == START)
        out[strlen(out) - 2] = '\0';
    else if (kind == ONE_ERROR || kind == TWO_ERRORS)
        add_error(out);
    if (kind == TWO_ERRORS)
        add_error(out);
}

bool town_same_name(const struct town *town, uint32_t a, uint32_t b)
{
    char surnames[2][TOWN_TEXT];
    char names[2][TOWN_TEXT];

    town_name(town, a, surnames[0], names[0]);
    town_name(town, b, surnames[1], names[1]);
    return strcmp(surnames[0], surnames[1]) == 0 && strcmp(names[0], names[1]) == 0;
}
