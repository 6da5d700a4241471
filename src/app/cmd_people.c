#include "app/cmd_people.h"

#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "base/text.h"
#include "people/birthplace.h"
#include "people/import.h"
#include "people/index.h"
#include "people/tax_code.h"
#include "store/audit.h"

enum { WORDS_BYTES = 1000, CODE_LINE_BYTES = 256, TAX_ARENA_BYTES = 1024 * 1024 };

/* --- people import --- */

const char PEOPLE_IMPORT_USAGE[] =
    "usage: accanto people import FILE [--dry-run] [--data DIR]\n\n"
    "Takes over a list of people from FILE, a CSV or TSV table. The delimiter (comma, semicolon,\n"
    "tab or bar) and the encoding (UTF-8, or else Windows-1252) are found out. The first line\n"
    "names the columns, in Italian or English, in any order:\n\n"
    "  cognome, nome                surname, name             (needed)\n"
    "  data di nascita              birth date                23/11/1948 or 1948-11-23\n"
    "  luogo di nascita             birth place               a name or a cadastral code\n"
    "  sesso                        sex                       F or M\n"
    "  cittadinanza                 citizenship               IT\n"
    "  codice fiscale               tax code\n"
    "  luogo, indirizzo             place, address\n"
    "  telefono, cellulare, email   phone, mobile, email      telephones may be several columns\n\n"
    "Everything is taken or nothing: every bad line is told with its number and why, and then\n"
    "nothing is kept. Who is there already (same tax code, or same name and birth and no other\n"
    "sound tax code) is skipped, and said. Of two columns that mean the same the first counts.\n\n"
    "Nobody else can save or look people up until it is done, which for many thousands of lines\n"
    "is minutes: take long lists over when the desk is closed.\n\n"
    "  --dry-run   do all of it and then undo it\n\n"
    "exit: 0 taken, 1 bad lines, 2 wrong use, 3 file or database not available\n";

static void tell_bad_line(void *user, int64_t line, const char *why)
{
    (void)user;
    fprintf(stderr, "line %lld: %s\n", (long long)line, why);
}

static void tell_note(void *user, int64_t line, const char *what)
{
    (void)user;
    fprintf(stderr, "line %lld: note: %s\n", (long long)line, what);
}

static void tell_column(void *user, const char *name)
{
    (void)user;
    fprintf(stderr, "note: the column \"%s\" is left out\n", name);
}

static void tell_progress(void *user, int64_t lines)
{
    command_progress(user, lines);
}

static int import_told(const struct import_report *report, bool dry_run)
{
    printf("%lld lines, %lld %s, %lld already there\n", (long long)report->lines,
           (long long)report->created, dry_run ? "would be taken" : "taken",
           (long long)report->skipped);
    if (report->created > 0 && !dry_run)
        printf("ids %lld to %lld\n", (long long)report->first_id, (long long)report->last_id);
    return EXIT_FINE;
}

/* Looks at every line first, so that a bad one is told before anything is written. */
static int import_table(struct ctx *ctx, struct csv *csv, const char *path, bool dry_run)
{
    struct progress progress;
    const struct import_listener listener = {tell_bad_line, tell_note, tell_column, tell_progress,
                                             &progress};
    struct import_report report;
    enum status status;

    command_progress_start(&progress, "looking", 0);
    status = people_import_check(ctx, csv, &listener, &report);
    command_progress_end(&progress, status == OK ? report.lines : 0);
    if (status != OK)
        return command_table_failed(status, path);
    if (report.no_header) {
        command_fail(OK, "the first line of %s names no column for surname and name", path);
        return EXIT_FOUND;
    }
    if (report.bad > 0) {
        command_fail(OK, "nothing was taken: %lld of %lld lines are bad", (long long)report.bad,
                     (long long)report.lines);
        return EXIT_FOUND;
    }
    command_progress_start(&progress, "taking", report.lines);
    status = people_import(ctx, csv, dry_run, &listener, &report);
    command_progress_end(&progress, status == OK ? report.lines : 0);
    return status == OK ? import_told(&report, dry_run) : command_table_failed(status, path);
}

static int people_take(struct ctx *ctx, struct csv *csv, const char *path, bool dry_run)
{
    if (csv_encoding(csv) == CSV_WINDOWS_1252)
        fprintf(stderr, "note: %s is not in UTF-8; it is read as Windows-1252\n", path);
    return import_table(ctx, csv, path, dry_run);
}

int cmd_people_import(int argc, char **argv)
{
    return command_take_table(argc, argv, people_take);
}

/* --- people search --- */

const char PEOPLE_SEARCH_USAGE[] =
    "usage: accanto people search WORDS... [--limit N] [--data DIR]\n\n"
    "Finds people as the page does: by names with errors or swapped, telephone number or tax\n"
    "code. One line a person, the likeliest first, with tabs between: id, surname, name, birth\n"
    "date. The search stands in the register under the system user; restricted persons are not\n"
    "found.\n\n"
    "  --limit N   at most N people (1 to 100; 10 unless told)\n\n"
    "exit: 0 found, 1 nobody, 2 wrong use, 3 database not available\n";

static int search_print(const struct person_card *hits, size_t count)
{
    struct arena arena;

    if (arena_init(&arena, TAX_ARENA_BYTES) != OK)
        return command_fail(ERR_UNAVAILABLE, "no memory");
    for (size_t i = 0; i < count; i++)
        printf("%lld\t%s\t%s\t%s\n", (long long)hits[i].id, hits[i].surname, hits[i].name,
               date_is_none(hits[i].birth_date) ? "" : date_to_iso(&arena, hits[i].birth_date));
    arena_free(&arena);
    return count > 0 ? EXIT_FINE : EXIT_FOUND;
}

static int search_zone(struct ctx *ctx, const struct people_query *query)
{
    struct people_index *index;
    struct person_card *hits;
    size_t count;
    enum status status = people_index_open(ctx, &index);

    if (status != OK)
        return command_fail(ERR_UNAVAILABLE, "the people cannot be read: %s", status_name(status));
    status = people_search(ctx, index, query, &hits, &count);
    people_index_close(index);
    if (status == OK)
        status = audit_read(ctx, &(struct audit_entry){.action = "person.search"});
    if (status != OK)
        return command_fail(status, "the search did not work: %s", status_name(status));
    return search_print(hits, count);
}

/* The words as one text. False when they are too long or no text. */
static bool join_words(const struct options *options, char text[WORDS_BYTES])
{
    size_t length = 0;

    for (int i = 0; i < options->word_count; i++) {
        size_t more = strlen(options->words[i]);

        if (length + more + 2 > WORDS_BYTES)
            return false;
        if (i > 0)
            text[length++] = ' ';
        memcpy(text + length, options->words[i], more);
        length += more;
    }
    text[length] = '\0';
    return text_is_valid(text, length);
}

int cmd_people_search(int argc, char **argv)
{
    const char *limit_text = NULL;
    const struct option_spec specs[] = {{"--limit", true, &limit_text}};
    struct zone_session session;
    struct options options;
    char words[WORDS_BYTES];
    int64_t limit = PEOPLE_HITS_DEFAULT;

    if (!command_options(argc, argv, specs, 1, &options))
        return EXIT_USAGE;
    if (options.word_count == 0)
        return command_fail(ERR_INVALID, "say whom to look for; see --help");
    if (!join_words(&options, words))
        return command_fail(ERR_INVALID, "the words are too long or are no text");
    if (limit_text &&
        (text_to_int(limit_text, &limit) != OK || limit < 1 || limit > PEOPLE_HITS_MAX))
        return command_fail(ERR_INVALID, "--limit wants a number from 1 to %d", PEOPLE_HITS_MAX);

    int code = command_open(options.data, ZONE_READY, &session);

    if (code == EXIT_FINE)
        code = search_zone(&session.ctx,
                           &(struct people_query){.words = words, .limit = (size_t)limit});
    command_close(&session);
    return code;
}

/* --- tax-code --- */

const char TAX_CODE_USAGE[] =
    "usage: accanto tax-code CODE...\n"
    "       accanto tax-code < FILE\n\n"
    "Says of each code whether it can be an Italian tax code: one line each, with tabs between:\n"
    "the code, 'valid' or 'invalid', and why or what it tells. Also provisional codes of 11\n"
    "digits, STP and ENI codes. Without codes they come from the standard input, one a line.\n\n"
    "exit: 0 all are valid, 1 some are not, 2 wrong use, 3 the codes cannot be read\n";

static const char *fault_text(enum tax_code_fault fault)
{
    switch (fault) {
    case TAX_CODE_BAD_LENGTH:
        return "it has neither 16 nor 11 characters";
    case TAX_CODE_BAD_CHARACTER:
        return "a letter stands where a digit must be, or the like";
    case TAX_CODE_BAD_BIRTH:
        return "it tells a day of birth that does not exist";
    case TAX_CODE_BAD_CHECK:
        return "the check character does not fit the others";
    default:
        return "it is sound";
    }
}

static void print_person(struct arena *arena, const struct tax_code *code)
{
    struct date births[TAX_CODE_BIRTHS_MAX];
    struct birthplace place;
    int count = tax_code_births(code, instant_date(instant_now()), births);

    printf("personal code");
    for (int i = 0; i < count; i++)
        printf("%s %s", i == 0 ? ", born" : " or", date_to_iso(arena, births[i]));
    printf(", %c, %s", code->sex == 'F' ? 'F' : 'M', code->birthplace);
    if (birthplace_by_code(code->birthplace, &place) == OK)
        printf(" %s", place.name);
    printf("%s\n", code->omocodia ? ", letters in place of digits" : "");
}

static bool print_code(struct arena *arena, const char *typed)
{
    static const char *const KINDS[] = {[TAX_CODE_PROVISIONAL] = "provisional code",
                                        [TAX_CODE_STP] = "STP code",
                                        [TAX_CODE_ENI] = "ENI code"};
    struct tax_code code;
    enum tax_code_fault fault;

    if (tax_code_read(typed, &code, &fault) != OK) {
        printf("%s\tinvalid\t%s\n", typed, fault_text(fault));
        return false;
    }
    printf("%s\tvalid\t", typed);
    if (code.kind == TAX_CODE_PERSON)
        print_person(arena, &code);
    else
        printf("%s\n", KINDS[code.kind]);
    return true;
}

/* As it is told: a tab would shift the columns of the answer, and other control characters would
   hide what comes after them or command a terminal. */
static char tidy_byte(int byte)
{
    if (byte == '\t' || byte == '\r')
        return ' ';
    return (char)(byte >= 0 && byte < ' ' ? '?' : byte);
}

/* The next line. What does not fit is cut, with a '?' in its place so that nobody takes the rest
   for a code. False at the end. */
static bool read_line(FILE *in, char line[CODE_LINE_BYTES])
{
    size_t length = 0;
    int byte = getc(in);

    if (byte == EOF)
        return false;
    for (; byte != EOF && byte != '\n' && byte != '\r'; byte = getc(in)) {
        if (length < CODE_LINE_BYTES - 1)
            line[length++] = tidy_byte(byte);
        else if (byte != ' ')
            line[length - 1] = '?';
    }
    line[length] = '\0';
    return true;
}

/* Until the end, or until nobody listens any more. */
static bool print_codes_from(struct arena *arena, FILE *in)
{
    char line[CODE_LINE_BYTES];
    bool all_valid = true;

    while (!ferror(stdout) && read_line(in, line)) {
        arena_reset(arena);
        if (*line && !print_code(arena, line))
            all_valid = false;
    }
    return all_valid;
}

static bool print_word(struct arena *arena, char *word)
{
    for (char *at = word; *at; at++)
        *at = tidy_byte((unsigned char)*at);
    return print_code(arena, word);
}

int cmd_tax_code(int argc, char **argv)
{
    struct options options;
    struct arena arena;
    bool all_valid = true;

    if (!command_options(argc, argv, NULL, 0, &options))
        return EXIT_USAGE;
    if (arena_init(&arena, TAX_ARENA_BYTES) != OK)
        return command_fail(ERR_UNAVAILABLE, "no memory");
    if (options.word_count == 0)
        all_valid = print_codes_from(&arena, stdin);
    for (int i = 0; i < options.word_count; i++)
        all_valid &= print_word(&arena, options.words[i]);
    arena_free(&arena);
    if (ferror(stdin))
        return command_fail(ERR_IO, "the standard input cannot be read");
    return all_valid ? EXIT_FINE : EXIT_FOUND;
}
