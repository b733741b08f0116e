/* page_text.c - a page for people: at most WIDTH columns where the texts allow it. */
#include "explain/page_internal.h"
#include "text/json_text.h"
#include "text/width.h"

enum { WIDTH = 110, STEP = 2, NARROW = 36 };

static void
add_indent(struct sl_buf *out, size_t indent)
{
    sl_buf_printf(out, "%*s", (int)indent, "");
}

static void
add_padding(struct sl_buf *out, struct sl_str text, size_t width)
{
    size_t len = slc_text_width(text);
    if (len < width)
        add_indent(out, width - len);
}

/* Broken at spaces; lines behind the first begin `indent` columns in. */
static void
add_wrapped(struct sl_buf *out, struct sl_str text, size_t indent)
{
    while (text.len > 0) {
        const char *space = memchr(text.ptr, ' ', text.len);
        struct sl_str word = { text.ptr, space != NULL ? (size_t)(space - text.ptr) : text.len };
        size_t column = slc_line_width(out);
        if (column > indent && column + 1 + slc_text_width(word) > WIDTH) {
            sl_buf_add_byte(out, '\n');
            add_indent(out, indent);
        } else if (column > indent) {
            sl_buf_add_byte(out, ' ');
        }
        slc_add_shown(out, word);
        text = sl_str_from(text, word.len + (space != NULL));
    }
}

/* ---- facts ---------------------------------------------------------------------------------- */

static bool
is_fact(const struct slc_page_entry *entry)
{
    return entry->kind == SLC_ENTRY_FACT;
}

/* The widest heading of the facts that stand together. */
static size_t
heading_width(const struct slc_page_entry *first)
{
    size_t width = 0;
    for (const struct slc_page_entry *entry = first; entry != NULL && is_fact(entry);
         entry = entry->next) {
        size_t len = slc_text_width(sl_str_of(entry->heading));
        width = len > width ? len : width;
    }
    return width;
}

static void
add_fact(struct sl_buf *out, const struct slc_page_entry *entry, size_t width, size_t indent)
{
    struct sl_str heading = sl_str_of(entry->heading);
    add_indent(out, indent);
    sl_buf_add_str(out, heading);
    add_padding(out, heading, width + STEP);
    add_wrapped(out, entry->text, indent + width + STEP);
    sl_buf_add_byte(out, '\n');
}

/* ---- lists, tables, blocks ------------------------------------------------------------------ */

static void
add_heading(struct sl_buf *out, const char *heading, size_t indent)
{
    sl_buf_add_byte(out, '\n');
    add_indent(out, indent);
    sl_buf_printf(out, "%s\n", heading);
}

static void
add_items(struct sl_buf *out, const struct slc_page_entry *entry, size_t indent)
{
    for (const struct slc_entry_text *item = entry->texts; item != NULL; item = item->next) {
        add_indent(out, indent);
        sl_buf_add_str(out, SL_STR("- "));
        add_wrapped(out, item->text, indent + STEP);
        sl_buf_add_byte(out, '\n');
    }
}

/* How wide each column is; whether whole rows fit side by side. */
static bool
fits_side_by_side(const struct slc_page_entry *entry, size_t indent, size_t *ret_widths)
{
    size_t all = indent;
    for (int at = 0; at < entry->ncolumns; at++)
        ret_widths[at] = 0;
    int column = 0;
    for (const struct slc_entry_text *cell = entry->texts; cell != NULL; cell = cell->next) {
        size_t width = slc_text_width(cell->text);
        ret_widths[column] = width > ret_widths[column] ? width : ret_widths[column];
        column = column + 1 == entry->ncolumns ? 0 : column + 1;
    }
    for (int at = 0; at < entry->ncolumns; at++)
        all += ret_widths[at] + STEP;
    return all - STEP <= WIDTH;
}

static const struct slc_entry_text *
add_row(struct sl_buf *out, const struct slc_page_entry *entry, const struct slc_entry_text *cell,
        const size_t *widths, size_t indent)
{
    size_t gap = 0;
    add_indent(out, indent);
    for (int at = 0; at < entry->ncolumns; at++, cell = cell->next) {
        if (cell->text.len > 0) {
            add_indent(out, gap);
            slc_add_shown(out, cell->text);
            gap = 0;
        }
        size_t len = slc_text_width(cell->text);
        gap += widths[at] > 0 ? widths[at] - len + STEP : 0;
    }
    sl_buf_add_byte(out, '\n');
    return cell;
}

/* Narrow columns stay under one another; behind a wide one the row goes on in a line of its own, and
 * the last one is wrapped within its column. */
static const struct slc_entry_text *
add_long_row(struct sl_buf *out, const struct slc_page_entry *entry,
             const struct slc_entry_text *cell, const size_t *widths, size_t indent)
{
    size_t column = indent;
    bool begun = false;
    for (int at = 0; at < entry->ncolumns; at++, cell = cell->next) {
        if (cell->text.len == 0 && (widths[at] == 0 || widths[at] > NARROW))
            continue;
        size_t here = begun ? slc_line_width(out) : 0;
        add_indent(out, column > here ? column - here : 0);
        add_wrapped(out, cell->text, column);
        begun = true;
        if (widths[at] <= NARROW) {
            column += widths[at] + STEP;
        } else if (at + 1 < entry->ncolumns) {
            sl_buf_add_byte(out, '\n');
            column = indent + 2 * STEP;
            begun = false;
        }
    }
    if (begun)
        sl_buf_add_byte(out, '\n');
    return cell;
}

static void
add_rows(struct sl_buf *out, const struct slc_page_entry *entry, size_t indent)
{
    size_t widths[SLC_PAGE_COLUMNS] = { 0 };
    bool side_by_side = fits_side_by_side(entry, indent, widths);
    const struct slc_entry_text *cell = entry->texts;
    while (cell != NULL)
        cell = side_by_side ? add_row(out, entry, cell, widths, indent)
                            : add_long_row(out, entry, cell, widths, indent);
}

static void
add_block(struct sl_buf *out, struct sl_str text, size_t indent)
{
    while (text.len > 0) {
        const char *newline = memchr(text.ptr, '\n', text.len);
        struct sl_str line = { text.ptr,
                               newline != NULL ? (size_t)(newline - text.ptr) : text.len };
        if (line.len > 0)
            add_indent(out, indent);
        slc_add_shown(out, line);
        sl_buf_add_byte(out, '\n');
        text = sl_str_from(text, line.len + (newline != NULL));
    }
}

/* ---- pages ---------------------------------------------------------------------------------- */

static void
add_page(struct sl_buf *out, const struct slc_page *page, size_t indent)
{
    size_t width = 0;
    bool in_facts = false;
    add_indent(out, indent);
    slc_add_shown(out, page->title);
    sl_buf_add_byte(out, '\n');
    for (const struct slc_page_entry *entry = page->entries; entry != NULL; entry = entry->next) {
        if (slc_entry_is_empty(entry))
            continue;
        if (is_fact(entry)) {
            width = in_facts ? width : heading_width(entry);
            in_facts = true;
            add_fact(out, entry, width, indent + STEP);
            continue;
        }
        in_facts = false;
        add_heading(out, entry->heading, indent + STEP);
        if (entry->kind == SLC_ENTRY_LIST)
            add_items(out, entry, indent + 2 * STEP);
        if (entry->kind == SLC_ENTRY_TABLE)
            add_rows(out, entry, indent + 2 * STEP);
        if (entry->kind == SLC_ENTRY_BLOCK)
            add_block(out, entry->text, indent + 2 * STEP);
        for (const struct slc_page *part = entry->pages; part != NULL; part = part->next) {
            if (part != entry->pages)
                sl_buf_add_byte(out, '\n');
            add_page(out, part, indent + 2 * STEP);
        }
    }
}

void
slc_page_text(const struct slc_page *page, struct sl_buf *out)
{
    add_page(out, page, 0);
}
