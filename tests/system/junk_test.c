/*
 * Every form and every address with what nobody should send: much too long, bytes that are no text,
 * twice, not at all, numbers out of any range, days that are none. Each gets a sensible answer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/crawl.h"
#include "support/office.h"

enum { LONG_CHARS = 10000, FAULTS_SHOWN = 30, FORMS_MAX = 400, BODY_MAX = 600 * 1024 };

#define FORM_TYPE "application/x-www-form-urlencoded"

/* Percent-encoded. LONG stands for LONG_CHARS characters. */
#define LONG "LONG"
static const char *const JUNK[] = {
    LONG,
    "%FF%FE%80",
    "%C3%28",
    "%00",
    "a%0D%0ASet-Cookie%3A%20x%3Dy",
    "%",
    "%F0%9F%91%B5",
    "-1",
    "0",
    "99999999999999999999",
    "9223372036854775807",
    "31%2F02%2F2026",
    "2026-02-30",
    "25%3A61",
    "%27%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "..%2F..%2Fetc%2Fpasswd",
    "%27%3B%20drop%20table%20person%3B--",
};
enum { JUNK_COUNT = sizeof JUNK / sizeof JUNK[0] };

struct heap {
    char *body;
    char *value;
    char seen[FORMS_MAX][OFFICE_PATH_MAX]; /* forms tried already, by action without numbers */
    size_t seen_count;
    int sent;
    int faults;
};

static bool is_sensible(int http_status)
{
    switch (http_status) {
    case 200:
    case 303:
    case 400:
    case 403:
    case 404:
    case 405:
    case 409:
    case 413:
    case 414:
    case 422:
    case 429:
        return true;
    default:
        return false;
    }
}

static void judge(struct heap *heap, const struct answer *answer, const char *what,
                  const char *path, const char *field)
{
    heap->sent++;
    if (!is_sensible(answer->http_status) && ++heap->faults <= FAULTS_SHOWN)
        print_error("%s in %s at %.200s -> %d\n", what, field, path, answer->http_status);
    if (answer_holds(answer, "<script>alert(1)") && ++heap->faults <= FAULTS_SHOWN)
        print_error("unescaped in %s at %.200s\n", field, path);
}

static const char *junk_value(struct heap *heap, const char *junk)
{
    if (strcmp(junk, LONG) != 0)
        return junk;
    memset(heap->value, 'A', LONG_CHARS);
    heap->value[LONG_CHARS] = '\0';
    return heap->value;
}

/* The form as it stands but for the field, which is left out, or comes as `values`. */
static size_t write_body(struct test_house *h, struct heap *heap, const struct page_form *form,
                         const char *name, const char *value, int times)
{
    size_t length = 0;

    for (size_t i = 0; i < form->field_count; i++) {
        const struct page_field *field = &form->fields[i];
        const char *const pair[] = {field->name, field->value, NULL};

        if (field->sent && strcmp(field->name, name) != 0)
            length += (size_t)snprintf(heap->body + length, BODY_MAX - length, "%s&",
                                       house_encode(h, pair));
        assert_in_range(length, 0, BODY_MAX - 1);
    }
    for (int i = 0; i < times; i++)
        length += (size_t)snprintf(heap->body + length, BODY_MAX - length, "%s=%s&", name, value);
    assert_in_range(length, 0, BODY_MAX - 1);
    return length;
}

static void send(struct test_house *h, struct visitor *visitor, struct heap *heap,
                 const struct page_form *form, const char *name, const char *value, int times)
{
    size_t mark = arena_mark(&h->store.arena);
    struct sending sending = {.method = "POST", .path = form->action, .type = FORM_TYPE};

    sending.length = write_body(h, heap, form, name, value, times);
    sending.body = heap->body;
    house_send(h, visitor, &sending);
    judge(heap, &h->answer, value, form->action, name);
    arena_rewind(&h->store.arena, mark);
}

static void try_field(struct test_house *h, struct visitor *visitor, struct heap *heap,
                      const struct page_form *form, const char *name)
{
    for (int i = 0; i < JUNK_COUNT; i++)
        send(h, visitor, heap, form, name, junk_value(heap, JUNK[i]), 1);
    send(h, visitor, heap, form, name, "due", 2);
    send(h, visitor, heap, form, name, "niente", 0);
}

static void kind_of(const char *action, char ret_kind[OFFICE_PATH_MAX])
{
    size_t length = 0;

    for (; *action && *action != '?' && length < OFFICE_PATH_MAX - 1; action++) {
        if (*action < '0' || *action > '9')
            ret_kind[length++] = *action;
    }
    ret_kind[length] = '\0';
}

/* Each form once, wherever it stands. */
static bool is_new(struct heap *heap, const char *action)
{
    char kind[OFFICE_PATH_MAX];

    kind_of(action, kind);
    for (size_t i = 0; i < heap->seen_count; i++) {
        if (strcmp(heap->seen[i], kind) == 0)
            return false;
    }
    assert_in_range(heap->seen_count, 0, FORMS_MAX - 1);
    snprintf(heap->seen[heap->seen_count++], OFFICE_PATH_MAX, "%s", kind);
    return true;
}

/* Fields of the same name are one, as the choices of a list. */
static bool is_first(const struct page_form *form, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (strcmp(form->fields[i].name, form->fields[index].name) == 0)
            return false;
    }
    return true;
}

static void try_form(struct test_house *h, const char *username, struct heap *heap,
                     const struct page_form *form)
{
    for (size_t i = 0; i < form->field_count; i++) {
        struct visitor visitor;

        if (!is_first(form, i) || strcmp(form->fields[i].name, "token") == 0)
            continue;
        house_enter(h, username, &visitor);
        try_field(h, &visitor, heap, form, form->fields[i].name);
    }
}

struct search {
    struct heap *heap;
    const char *username;
};

/* The values of an address one by one. */
static void try_address(struct test_house *h, struct visitor *visitor, struct heap *heap,
                        const char *path)
{
    char address[2 * OFFICE_PATH_MAX];

    for (const char *at = strchr(path, '?'); at; at = strchr(at + 1, '&')) {
        size_t name = strcspn(at, "=");

        for (int i = 1; i < JUNK_COUNT; i++) {
            snprintf(address, sizeof(address), "%.*s=%s%s", (int)(at + name - path), path, JUNK[i],
                     strchr(at + 1, '&') ? strchr(at + 1, '&') : "");
            house_get(h, visitor, address);
            judge(heap, &h->answer, JUNK[i], address, "the address");
        }
    }
}

static void try_page(void *user, struct crawl *crawl, const char *path, const struct answer *answer,
                     const struct page *page)
{
    struct search *search = user;

    (void)answer;
    if (strchr(path, '?') && strlen(path) < OFFICE_PATH_MAX && is_new(search->heap, path))
        try_address(crawl->h, crawl->visitor, search->heap, path);
    for (size_t i = 0; page && i < page->form_count; i++) {
        const struct page_form *form = &page->forms[i];

        if (form->post && strcmp(form->action, "/esci") != 0 && is_new(search->heap, form->action))
            try_form(crawl->h, search->username, search->heap, form);
    }
}

static void heap_new(struct heap *heap)
{
    *heap = (struct heap){.body = malloc(BODY_MAX), .value = malloc(LONG_CHARS + 1)};
    assert_non_null(heap->body);
    assert_non_null(heap->value);
}

static void heap_end(struct heap *heap)
{
    free(heap->body);
    free(heap->value);
}

static void junk_in_every_form_gets_a_sensible_answer(void **state)
{
    static const char *const WHO[] = {"anna.esposito", "marta.leoni", "bruno.cipriani",
                                      "elena.viola", "carlo.petrini"};
    static const char *const STARTS[] = {
        "/",     "/agenda", "/persone?q=rosi", "/contatti", "/accompagnamenti", "/volontari",
        "/rete", "/utenti", "/regole",         "/registro", "/profilo",         NULL};
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct heap heap;

    heap_new(&heap);
    plant_all(h, plants);
    for (size_t i = 0; i < sizeof WHO / sizeof WHO[0]; i++) {
        struct visitor visitor;
        struct search search = {.heap = &heap, .username = WHO[i]};
        struct crawl crawl = {.h = h,
                              .visitor = &visitor,
                              .of_a_kind = 1,
                              .pages_max = 150,
                              .each = try_page,
                              .user = &search};

        house_enter(h, WHO[i], &visitor);
        crawl_from(&crawl, STARTS);
    }
    print_message("# %zu forms, %d requests\n", heap.seen_count, heap.sent);
    assert_in_range(heap.seen_count, 20, FORMS_MAX);
    assert_int_equal(heap.faults, 0);
    assert_int_equal(h->broken, 0);
    heap_end(&heap);
}

/* Numbers in the path that no row has, or no row could have. */
static void odd_numbers_in_every_address_are_not_found(void **state)
{
    static const char *const NUMBERS[] = {
        "0",    "-1", "999999999", "9223372036854775807", "1e3", "%2e%2e", "99999999999999999999",
        "1%00", "%FF"};
    struct test_house *h = *state;
    int faults = 0;

    for (size_t i = 0; i < OFFICE_PAGE_COUNT; i++) {
        const struct office_page *page = &OFFICE_PAGES[i];
        const char *path = strchr(page->route, ' ') + 1;
        const char *colon = strchr(path, ':');
        struct visitor visitor;

        if (!colon || office_page_posts(page))
            continue;
        office_enter(h, office_role_for(page), &visitor);
        for (size_t j = 0; j < sizeof NUMBERS / sizeof NUMBERS[0]; j++) {
            char address[OFFICE_PATH_MAX];

            snprintf(address, sizeof(address), "%.*s%s%s", (int)(colon - path), path, NUMBERS[j],
                     colon + strcspn(colon, "/"));
            house_get(h, &visitor, address);
            if (h->answer.http_status == 404 || h->answer.http_status == 400)
                continue;
            print_error("%s -> %d\n", address, h->answer.http_status);
            faults++;
        }
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(junk_in_every_form_gets_a_sensible_answer),
        IN_BOTH_HOUSES(odd_numbers_in_every_address_are_not_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
