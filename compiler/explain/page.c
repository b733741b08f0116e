#include "explain/page_internal.h"

struct slc_page *
slc_page_new(struct sl_arena *arena, struct sl_str title)
{
    struct slc_page *page = SL_NEW(arena, struct slc_page);
    page->arena = arena;
    page->title = sl_arena_copy(arena, title);
    page->end = &page->entries;
    return page;
}

static struct slc_page_entry *
add(struct slc_page *page, enum slc_entry_kind kind, const char *key, const char *heading)
{
    struct slc_page_entry *entry = SL_NEW(page->arena, struct slc_page_entry);
    entry->kind = kind;
    entry->key = key;
    entry->heading = heading;
    entry->texts_end = &entry->texts;
    entry->pages_end = &entry->pages;
    *page->end = entry;
    page->end = &entry->next;
    page->last = entry;
    return entry;
}

static void
add_text(struct slc_page *page, struct sl_str text)
{
    struct slc_entry_text *added = SL_NEW(page->arena, struct slc_entry_text);
    added->text = text;
    *page->last->texts_end = added;
    page->last->texts_end = &added->next;
}

void
slc_page_list(struct slc_page *page, const char *key, const char *heading)
{
    (void)add(page, SLC_ENTRY_LIST, key, heading);
}

void
slc_page_item(struct slc_page *page, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_text(page, sl_arena_vformat(page->arena, format, args));
    va_end(args);
}

void
slc_page_table(struct slc_page *page, const char *key, const char *heading,
               const char *const *columns, int ncolumns)
{
    struct slc_page_entry *entry = add(page, SLC_ENTRY_TABLE, key, heading);
    entry->ncolumns = ncolumns;
    for (int at = 0; at < ncolumns; at++)
        entry->columns[at] = columns[at];
}

void
slc_page_cell(struct slc_page *page, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_text(page, sl_arena_vformat(page->arena, format, args));
    va_end(args);
}

void
slc_page_group(struct slc_page *page, const char *key, const char *heading)
{
    (void)add(page, SLC_ENTRY_GROUP, key, heading);
}

struct slc_page *
slc_page_part(struct slc_page *page, struct sl_str title)
{
    struct slc_page *part = slc_page_new(page->arena, title);
    *page->last->pages_end = part;
    page->last->pages_end = &part->next;
    return part;
}

void
slc_page_fact(struct slc_page *page, const char *key, const char *heading, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct sl_str text = sl_arena_vformat(page->arena, format, args);
    va_end(args);
    if (text.len > 0)
        add(page, SLC_ENTRY_FACT, key, heading)->text = text;
}

void
slc_page_block(struct slc_page *page, const char *key, const char *heading, struct sl_str text)
{
    if (text.len > 0)
        add(page, SLC_ENTRY_BLOCK, key, heading)->text = sl_arena_copy(page->arena, text);
}

bool
slc_entry_is_empty(const struct slc_page_entry *entry)
{
    switch (entry->kind) {
    case SLC_ENTRY_LIST:
    case SLC_ENTRY_TABLE: return entry->texts == NULL;
    case SLC_ENTRY_GROUP: return entry->pages == NULL;
    case SLC_ENTRY_FACT:
    case SLC_ENTRY_BLOCK: break;
    }
    return false;
}
