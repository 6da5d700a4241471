#include "paper/pdf.h"

#include <assert.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* Points: 72 an inch. */
static const double PAGE_WIDTH = 595.276;
static const double PAGE_HEIGHT = 841.89;
static const double MARGIN = 51;
static const double FOOT = 34; /* kept free above the lower margin for the page's number */
static const double BAND = 5;  /* around the words of a heading */
static const double HEAD_GAP = 14;

struct look {
    const char *font;
    double before; /* space above */
    double from;   /* where its lines begin, as a part of the width */
    bool band;     /* on grey, over the whole width */
};

static const struct look LOOKS[] = {
    [PDF_TITLE] = {"DejaVu Sans Bold 17", 4, 0, false},
    [PDF_LEAD] = {"DejaVu Sans 12", 4, 0, false},
    [PDF_HEADING] = {"DejaVu Sans Bold 12", 16, 0, true},
    [PDF_TEXT] = {"DejaVu Sans 10.5", 9, 0, false},
    [PDF_FACT] = {"DejaVu Sans 10.5", 4, 0, false},
    [PDF_ADDRESS] = {"DejaVu Sans 10.5", 14, 0.52, false},
    [PDF_SMALL] = {"DejaVu Sans 8.5", 10, 0, false},
};

/* One passage over the document: the first only counts the pages, the second draws them. */
struct setting {
    const struct pdf *pdf;
    cairo_t *cairo;
    bool drawing;
    double y; /* the next free line of the page */
    double top;
    int page;
    int pages; /* known when drawing */
};

struct pdf pdf_new(struct arena *arena, const char *title, struct instant made_at)
{
    return (struct pdf){.arena = arena, .title = title, .made_at = made_at};
}

static void pdf_add_block(struct pdf *pdf, struct pdf_block block)
{
    enum { FIRST_BLOCKS = 64 };

    if (text_is_blank(block.text))
        return;
    if (pdf->block_count == PDF_BLOCKS_MAX || strlen(block.text) > PDF_TEXT_MAX) {
        pdf->overflowed = true;
        return;
    }
    if (pdf->block_count == pdf->block_capacity) {
        size_t capacity = pdf->block_capacity ? pdf->block_capacity * 2 : FIRST_BLOCKS;

        pdf->blocks = arena_grow(pdf->arena, pdf->blocks, pdf->block_capacity * sizeof block,
                                 capacity * sizeof block);
        pdf->block_capacity = capacity;
    }
    pdf->blocks[pdf->block_count++] = block;
}

void pdf_add(struct pdf *pdf, enum pdf_style style, const char *text)
{
    assert(style != PDF_FACT);
    pdf_add_block(pdf, (struct pdf_block){.style = style, .text = text});
}

void pdf_add_fact(struct pdf *pdf, const char *label, const char *text)
{
    pdf_add_block(pdf, (struct pdf_block){.style = PDF_FACT, .label = label, .text = text});
}

static double text_width(const struct look *look)
{
    return (PAGE_WIDTH - 2 * MARGIN) * (1 - look->from) - (look->band ? 2 * BAND : 0);
}

static void layout_release(PangoLayout **layout)
{
    g_object_unref(*layout);
}

static PangoLayout *layout_new(const struct setting *set, const char *font, double width,
                               const char *text)
{
    PangoLayout *layout = pango_cairo_create_layout(set->cairo);
    PangoFontDescription *description = pango_font_description_from_string(font);

    /* One of the page's units is a point; pango would take it for a pixel of a screen. */
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72);
    pango_layout_context_changed(layout);
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
    pango_layout_set_width(layout, pango_units_from_double(width));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

/* Names and notes are text, never markup, so that the bold label is an attribute by bytes. */
static PangoLayout *layout_of_block(const struct setting *set, const struct pdf_block *block)
{
    const struct look *look = &LOOKS[block->style];

    if (!block->label)
        return layout_new(set, look->font, text_width(look), block->text);

    char *text = g_strdup_printf("%s: %s", block->label, block->text);
    PangoLayout *layout = layout_new(set, look->font, text_width(look), text);
    PangoAttrList *marks = pango_attr_list_new();
    PangoAttribute *bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);

    g_free(text);
    bold->end_index = (guint)strlen(block->label) + 1;
    pango_attr_list_insert(marks, bold);
    pango_layout_set_attributes(layout, marks);
    pango_attr_list_unref(marks);
    return layout;
}

static double layout_height(PangoLayout *layout)
{
    int height;

    pango_layout_get_size(layout, NULL, &height);
    return pango_units_to_double(height);
}

static double block_height(const struct setting *set, const struct pdf_block *block)
{
    PangoLayout *layout CLEANUP(layout_release) = layout_of_block(set, block);
    const struct look *look = &LOOKS[block->style];

    return look->before + layout_height(layout) + (look->band ? 2 * BAND : 0);
}

static void draw_at(const struct setting *set, PangoLayout *layout, double x, double y)
{
    if (!set->drawing)
        return;
    cairo_move_to(set->cairo, x, y);
    pango_cairo_show_layout(set->cairo, layout);
}

static void draw_rule(const struct setting *set, double y)
{
    if (!set->drawing)
        return;
    cairo_set_line_width(set->cairo, 0.75);
    cairo_move_to(set->cairo, MARGIN, y);
    cairo_line_to(set->cairo, PAGE_WIDTH - MARGIN, y);
    cairo_stroke(set->cairo);
}

static void draw_band(const struct setting *set, double y, double height)
{
    if (!set->drawing)
        return;
    cairo_set_source_rgb(set->cairo, 0.9, 0.9, 0.9);
    cairo_rectangle(set->cairo, MARGIN, y, PAGE_WIDTH - 2 * MARGIN, height);
    cairo_fill(set->cairo);
    cairo_set_source_rgb(set->cairo, 0, 0, 0);
}

/* Half of the head: who sends this on the left, what it is on the right. */
static double set_head_part(const struct setting *set, const char *text, double x,
                            PangoAlignment alignment)
{
    if (text_is_blank(text))
        return 0;

    double width = (PAGE_WIDTH - 2 * MARGIN) / 2;
    PangoLayout *layout CLEANUP(layout_release) = layout_new(set, "DejaVu Sans 9", width, text);

    pango_layout_set_alignment(layout, alignment);
    draw_at(set, layout, x, MARGIN);
    return layout_height(layout);
}

static void set_foot(const struct setting *set)
{
    if (!set->drawing)
        return;

    char *text = g_strdup_printf("%s · pagina %d di %d", set->pdf->title, set->page, set->pages);
    PangoLayout *layout CLEANUP(layout_release) =
        layout_new(set, "DejaVu Sans 8.5", PAGE_WIDTH - 2 * MARGIN, text);

    g_free(text);
    draw_at(set, layout, MARGIN, PAGE_HEIGHT - MARGIN - layout_height(layout));
}

static void page_open(struct setting *set)
{
    const struct pdf *pdf = set->pdf;
    double left = set_head_part(set, pdf->sender, MARGIN, PANGO_ALIGN_LEFT);
    double right = set_head_part(set, pdf->about, PAGE_WIDTH / 2, PANGO_ALIGN_RIGHT);
    double tallest = left > right ? left : right;

    set->page++;
    set->y = MARGIN + tallest;
    if (tallest > 0) {
        draw_rule(set, set->y + 5);
        set->y += HEAD_GAP;
    }
    set->top = set->y;
    set_foot(set);
}

static void page_turn(struct setting *set)
{
    if (set->drawing)
        cairo_show_page(set->cairo);
    page_open(set);
}

static double page_bottom(void)
{
    return PAGE_HEIGHT - MARGIN - FOOT;
}

/* A line at a time, so that a text longer than the page goes on overleaf. */
static void set_lines(struct setting *set, PangoLayout *layout, double x)
{
    PangoLayoutIter *line = pango_layout_get_iter(layout);

    do {
        PangoRectangle extents;

        pango_layout_iter_get_line_extents(line, NULL, &extents);

        double height = pango_units_to_double(extents.height);
        double base = pango_units_to_double(pango_layout_iter_get_baseline(line) - extents.y);

        if (set->y + height > page_bottom() && set->y > set->top)
            page_turn(set);
        if (set->drawing) {
            cairo_move_to(set->cairo, x + pango_units_to_double(extents.x), set->y + base);
            pango_cairo_show_layout_line(set->cairo, pango_layout_iter_get_line_readonly(line));
        }
        set->y += height;
    } while (set->page <= PDF_PAGES_MAX && pango_layout_iter_next_line(line));
    pango_layout_iter_free(line);
}

static void set_block(struct setting *set, const struct pdf_block *block)
{
    const struct look *look = &LOOKS[block->style];
    PangoLayout *layout CLEANUP(layout_release) = layout_of_block(set, block);
    double x = MARGIN + (PAGE_WIDTH - 2 * MARGIN) * look->from;

    if (set->y > set->top)
        set->y += look->before;
    if (!look->band) {
        set_lines(set, layout, x);
        return;
    }
    draw_band(set, set->y, layout_height(layout) + 2 * BAND);
    set->y += BAND;
    set_lines(set, layout, x + BAND);
    set->y += BAND;
}

/* A heading and what belongs to it: its facts. */
static size_t group_length(const struct pdf *pdf, size_t first)
{
    size_t end = first + 1;

    if (pdf->blocks[first].style != PDF_HEADING)
        return 1;
    while (end < pdf->block_count && pdf->blocks[end].style == PDF_FACT)
        end++;
    return end - first;
}

static void set_group(struct setting *set, size_t first, size_t count)
{
    double height = 0;

    for (size_t i = first; i < first + count; i++)
        height += block_height(set, &set->pdf->blocks[i]);
    if (count > 1 && set->y + height > page_bottom() && height <= page_bottom() - set->top)
        page_turn(set);
    for (size_t i = first; i < first + count; i++)
        set_block(set, &set->pdf->blocks[i]);
}

static void set_document(struct setting *set)
{
    const struct pdf *pdf = set->pdf;

    set->page = 0;
    page_open(set);
    for (size_t i = 0; i < pdf->block_count && set->page <= PDF_PAGES_MAX;) {
        size_t count = group_length(pdf, i);

        set_group(set, i, count);
        i += count;
    }
    set->pages = set->page;
}

static cairo_status_t keep_bytes(void *user, const unsigned char *bytes, unsigned int length)
{
    struct buf *file = user;

    buf_put(file, (const char *)bytes, length);
    return file->overflowed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* Counts, then draws. The library writes the file when the surface is finished. */
static enum status draw_document(const struct pdf *pdf, cairo_surface_t *surface)
{
    struct setting set = {.pdf = pdf, .cairo = cairo_create(surface)};

    set_document(&set);
    if (set.pages <= PDF_PAGES_MAX) {
        set.drawing = true;
        set_document(&set);
        cairo_show_page(set.cairo);
    }
    cairo_destroy(set.cairo);
    cairo_surface_finish(surface);
    return set.pages <= PDF_PAGES_MAX ? OK : ERR_TOO_LARGE;
}

enum status pdf_write(const struct pdf *pdf, const void **ret_bytes, size_t *ret_length)
{
    struct buf file = buf_new(pdf->arena, PDF_BYTES_MAX);
    const char *made_at = instant_to_iso(pdf->arena, pdf->made_at);

    if (pdf->overflowed)
        return ERR_TOO_LARGE;
    /* From here to the end the library holds memory, so the arena must not jump away. */
    arena_reserve(pdf->arena, 3 * (size_t)PDF_BYTES_MAX);

    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(keep_bytes, &file, PAGE_WIDTH, PAGE_HEIGHT);

    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, pdf->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made_at);

    enum status outcome = draw_document(pdf, surface);
    cairo_status_t drawn = cairo_surface_status(surface);

    cairo_surface_destroy(surface);
    if (outcome != OK)
        return outcome;
    if (file.overflowed)
        return ERR_TOO_LARGE;
    if (drawn != CAIRO_STATUS_SUCCESS)
        return ERR_UNAVAILABLE;
    *ret_bytes = file.data;
    *ret_length = file.length;
    return OK;
}
