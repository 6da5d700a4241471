/*
 * Fields as typed, of every kind: what is taken is shown so that it is read again as itself.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ctx.h"
#include "base/date.h"
#include "base/text.h"
#include "web/input.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct typed {
    const char *line;
    const char *name;
    const char *lines;
    const char *code;
    const char *phone;
    const char *mail;
    const char *choice;
    int64_t id;
    int64_t count;
    struct input_ids ids;
    struct date past;
    struct date coming;
    struct clock_time at;
    struct money euro;
    bool flag;
};

static const struct input_choice CHOICES[] = {{"si", "Sì", 1}, {"no", "No", 2}, {0}};

static const struct input TYPED[] = {
    INPUT_LINE(struct typed, line, 40, "Riga", OPTIONAL),
    INPUT_NAME(struct typed, name, 40, "Nome", OPTIONAL),
    INPUT_LINES(struct typed, lines, 200, "Note", OPTIONAL),
    INPUT_CODE(struct typed, code, 20, "Sigla", OPTIONAL),
    INPUT_PHONE(struct typed, phone, "Telefono", OPTIONAL),
    INPUT_EMAIL(struct typed, mail, "Posta", OPTIONAL),
    INPUT_CHOICE(struct typed, choice, CHOICES, "Scelta", OPTIONAL),
    INPUT_ID(struct typed, id, "Persona", OPTIONAL),
    INPUT_COUNT(struct typed, count, -5, 99, "Quanti", OPTIONAL),
    INPUT_IDS(struct typed, ids, 5, "Bisogni", OPTIONAL),
    INPUT_DATE(struct typed, past, DATES_PAST, "Nato il", OPTIONAL),
    INPUT_DATE(struct typed, coming, DATES_COMING, "Giorno", OPTIONAL),
    INPUT_CLOCK(struct typed, at, "Ora", OPTIONAL),
    INPUT_MONEY(struct typed, euro, "Importo", OPTIONAL),
    INPUT_FLAG(struct typed, flag, "Consenso", OPTIONAL),
};

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return date_init_civil_time() == OK ? 0 : -1;
}

/* A mistake is told in clean text, beside a field of ours. */
static void check_errors(const struct form_errors *errors)
{
    for (size_t i = 0; i < errors->count; i++) {
        const char *message = errors->items[i].message;

        assert(*errors->items[i].name && *message);
        assert(text_is_valid(message, strlen(message)));
    }
}

/* What is shown of what was shown: everything that was taken is taken again. */
static struct form shown_again(struct ctx *ctx, struct form *shown)
{
    struct form again = form_empty(ctx->arena);
    struct form_errors errors = {0};
    struct typed typed;

    if (input_read(ctx, shown, TYPED, &typed, &errors) != OK || errors.count != 0)
        abort();
    input_show(ctx, &again, TYPED, &typed);
    return again;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct arena arena;
    struct ctx ctx = {.arena = &arena, .now = {1795420800}}; /* 2026-11-23T08:00Z */
    struct form_errors errors = {0};
    struct typed typed;

    if (!arena.start && arena_init(&arena, 64 * 1024 * 1024) != OK)
        abort();
    arena_reset(&arena);

    struct form form = form_empty(&arena);
    struct form shown = form_empty(&arena);

    if (form_parse_urlencoded(&form, (const char *)bytes, length) != OK ||
        input_read(&ctx, &form, TYPED, &typed, &errors) != OK)
        return 0;
    check_errors(&errors);
    input_show(&ctx, &shown, TYPED, &typed);

    struct form again = shown_again(&ctx, &shown);

    assert(again.count == shown.count);
    for (size_t i = 0; i < shown.count; i++) {
        assert(strcmp(again.fields[i].name, shown.fields[i].name) == 0);
        assert(strcmp(again.fields[i].value, shown.fields[i].value) == 0);
    }
    return 0;
}
