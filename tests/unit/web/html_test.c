#include "web/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/words.h"

enum { CAP = 1 << 20, PAGE_MAX = 1 << 16 };

static struct arena arena;
static struct ctx ctx;
static struct buf page;
static struct html out;

static int set_up_time(void **state)
{
    (void)state;
    return date_init_civil_time() != OK;
}

static int set_up(void **state)
{
    (void)state;
    if (arena_init(&arena, CAP) != OK)
        return 1;
    ctx = (struct ctx){.arena = &arena};
    page = buf_new(&arena, PAGE_MAX);
    out = (struct html){&page, &ctx};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void assert_page(const char *expected)
{
    assert_string_equal(buf_text(&page), expected);
    page.length = 0;
}

static void text_with_markup_is_escaped(void **state)
{
    (void)state;
    HTML_PUT(&out, "<script>alert(\"1\" & '2')</script> è");
    assert_page("&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt; è");
}

static void text_without_markup_is_copied(void **state)
{
    (void)state;
    char name[] = "D’Angelo";

    HTML_PUT(&out, name);
    HTML_PUT(&out, "");
    assert_page("D’Angelo");
}

static void values_are_shown_by_their_type(void **state)
{
    (void)state;
    HTML_PUT(&out, 7);
    HTML_PUT(&out, (int64_t)-12);
    HTML_PUT(&out, (size_t)34);
    HTML_PUT(&out, date_of(2026, 11, 23));
    HTML_PUT(&out, ((struct clock_time){9 * 60 + 5}));
    assert_page("7-123423/11/20269:05");
    HTML_PUT(&out, ((struct money){123450}));
    assert_page("1.234,50 €");
    HTML_PUT(&out, ((struct instant){1795421100})); /* 2026-11-23T08:05:00Z, winter time */
    assert_page("23/11/2026 9:05");
}

static void values_for_machines_are_in_their_form(void **state)
{
    (void)state;
    HTML_PUT_MACHINE(&out, date_of(2026, 11, 23));
    assert_page("2026-11-23");
    HTML_PUT_MACHINE(&out, ((struct clock_time){9 * 60 + 5}));
    assert_page("09:05");
    HTML_PUT_MACHINE(&out, ((struct instant){1795421100}));
    assert_page("2026-11-23T08:05:00Z");
    HTML_PUT_MACHINE(&out, ((struct money){123405}));
    assert_page("1234.05");
    HTML_PUT_MACHINE(&out, ((struct money){-5}));
    assert_page("-0.05");
    HTML_PUT_MACHINE(&out, "a\"b");
    assert_page("a&quot;b");
}

static void values_that_are_none_print_nothing(void **state)
{
    (void)state;
    const char *no_text = NULL;

    HTML_PUT(&out, no_text);
    HTML_PUT(&out, INT64_MIN);
    HTML_PUT(&out, DATE_NONE);
    HTML_PUT(&out, INSTANT_NONE);
    HTML_PUT(&out, CLOCK_NONE);
    HTML_PUT(&out, MONEY_NONE);
    HTML_PUT_MACHINE(&out, DATE_NONE);
    HTML_PUT_MACHINE(&out, INSTANT_NONE);
    HTML_PUT_MACHINE(&out, CLOCK_NONE);
    HTML_PUT_MACHINE(&out, MONEY_NONE);
    HTML_PUT_URL_PART(&out, no_text);
    html_put_address(&out, no_text);
    assert_page("");
}

static void url_that_leads_to_us_or_to_the_web_is_kept(void **state)
{
    (void)state;
    static const char *const kept[] = {
        "/",         "/persone/7?giorno=2026-11-23#fine",
        "?pagina=2", "#contenuto",
        "tel:+39",   "mailto:ufficio@example.org",
        "http://a",  "https://www.openstreetmap.org/?mlat=42.5",
    };

    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        html_put_url(&out, kept[i]);
        assert_page(kept[i]);
    }
}

static void url_that_may_run_or_leave_unseen_becomes_a_hash(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "\tjavascript:alert(1)",
        " /a",
        "//elsewhere.example",
        "data:text/html,x",
        "vbscript:x",
        "persone",
        "http:x",
        "",
        "ftp://a",
        NULL,
    };

    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        html_put_url(&out, refused[i]);
        assert_page("#");
    }
}

static void url_with_marks_of_markup_cannot_leave_its_quotes(void **state)
{
    (void)state;
    html_put_url(&out, "/a?b=1&c=\"><b>'");
    assert_page("/a?b=1&amp;c=%22%3E%3Cb%3E%27");
    html_put_url(&out, "/\\elsewhere\t.example/è");
    assert_page("/%5Celsewhere%09.example/%C3%A8");
}

static void url_part_cannot_leave_its_place(void **state)
{
    (void)state;
    HTML_PUT_URL_PART(&out, "a/b?c&d=e #f\"%2F../è~");
    assert_page("a%2Fb%3Fc%26d%3De%20%23f%22%252F..%2F%C3%A8~");
    HTML_PUT_URL_PART(&out, date_of(2026, 11, 23));
    HTML_PUT_URL_PART(&out, 7);
    assert_page("2026-11-237");
}

static void address_after_tel_keeps_plus_and_at(void **state)
{
    (void)state;
    html_put_address(&out, "+39 0744@x?bcc=y");
    assert_page("+39%200744@x%3Fbcc%3Dy");
}

static void words_without_catalogue_are_the_escaped_source(void **state)
{
    (void)state;
    HTML_SAY(&out, "Salva");
    HTML_SAY_AS(&out, "Cerca & trova", "Cerca &amp; trova");
    assert_page("SalvaCerca &amp; trova");
}

/* A catalogue with one translation, as msgfmt writes it: header, two tables, two strings. */
static const struct words *catalogue(const char *source, const char *target)
{
    enum { HEADER_BYTES = 28, TABLE_BYTES = 8 };
    uint32_t *mo = arena_alloc(&arena, 1024);
    uint32_t source_at = HEADER_BYTES + 2 * TABLE_BYTES;
    uint32_t target_at = source_at + (uint32_t)strlen(source) + 1;
    const struct words *words;
    const uint32_t head[] = {0x950412de,
                             0,
                             1,
                             HEADER_BYTES,
                             HEADER_BYTES + TABLE_BYTES,
                             0,
                             HEADER_BYTES + 2 * TABLE_BYTES,
                             (uint32_t)strlen(source),
                             source_at,
                             (uint32_t)strlen(target),
                             target_at};

    memcpy(mo, head, sizeof head);
    memcpy((char *)mo + source_at, source, strlen(source) + 1);
    memcpy((char *)mo + target_at, target, strlen(target) + 1);
    assert_int_equal(words_open(&arena, mo, target_at + strlen(target) + 1, &words), OK);
    return words;
}

static void words_with_catalogue_are_translated_and_escaped(void **state)
{
    (void)state;
    ctx.words = catalogue("Salva", "Save <now> & \"here\"");
    HTML_SAY(&out, "Salva");
    HTML_SAY(&out, "Chiudi");
    assert_page("Save &lt;now&gt; &amp; &quot;here&quot;Chiudi");
}

static void sentence_takes_escaped_arguments_in_order(void **state)
{
    (void)state;
    HTML_SENTENCE(&out, "Da %s a %s & oltre, 100%%", HTML_SHOW(&out, "<qui>"),
                  HTML_SHOW(&out, date_of(2026, 1, 2)));
    assert_page("Da &lt;qui&gt; a 02/01/2026 &amp; oltre, 100%");
}

static void sentence_in_italian_elides_before_its_arguments(void **state)
{
    (void)state;
    HTML_SENTENCE(&out, "Dal %s al %s a %s", HTML_SHOW(&out, "08/11/2026"), HTML_SHOW(&out, "9/11"),
                  HTML_SHOW(&out, "Arrone"));
    assert_page("Dall’08/11/2026 al 9/11 ad Arrone");
}

static void sentence_of_a_translation_may_change_the_order(void **state)
{
    (void)state;
    ctx.words = catalogue("Da %s a %s", "to %2$s from %1$s");
    HTML_SENTENCE(&out, "Da %s a %s", HTML_SHOW(&out, 1), HTML_SHOW(&out, (size_t)2));
    assert_page("to 2 from 1");
}

static void sentence_with_wrong_conversions_stays_in_bounds(void **state)
{
    (void)state;
    ctx.words = catalogue("Da %s", "%9$s %s %s %d 5% %");
    HTML_SENTENCE(&out, "Da %s", HTML_SHOW(&out, "qui"));
    assert_page("   %d 5% %");
}

static void copy_past_the_maximum_is_not_kept(void **state)
{
    (void)state;
    page = buf_new(&arena, 8);
    html_copy(&out, "1234", 4);
    assert_false(page.overflowed);
    html_copy(&out, "56789", 5);
    assert_true(page.overflowed);
    assert_page("1234");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(text_with_markup_is_escaped),
        TEST(text_without_markup_is_copied),
        TEST(values_are_shown_by_their_type),
        TEST(values_for_machines_are_in_their_form),
        TEST(values_that_are_none_print_nothing),
        TEST(url_that_leads_to_us_or_to_the_web_is_kept),
        TEST(url_that_may_run_or_leave_unseen_becomes_a_hash),
        TEST(url_with_marks_of_markup_cannot_leave_its_quotes),
        TEST(url_part_cannot_leave_its_place),
        TEST(address_after_tel_keeps_plus_and_at),
        TEST(words_without_catalogue_are_the_escaped_source),
        TEST(words_with_catalogue_are_translated_and_escaped),
        TEST(sentence_takes_escaped_arguments_in_order),
        TEST(sentence_in_italian_elides_before_its_arguments),
        TEST(sentence_of_a_translation_may_change_the_order),
        TEST(sentence_with_wrong_conversions_stays_in_bounds),
        TEST(copy_past_the_maximum_is_not_kept),
    };

    return cmocka_run_group_tests(tests, set_up_time, NULL);
}
