#include "explain/page_internal.h"
#include "text/json_text.h"

static void add_members(struct slc_json *json, const struct slc_page *page);

static void
add_rows(struct slc_json *json, const struct slc_page_entry *entry)
{
    const struct slc_entry_text *cell = entry->texts;
    slc_json_open(json, '[');
    while (cell != NULL) {
        slc_json_open(json, '{');
        for (int at = 0; at < entry->ncolumns && cell != NULL; at++, cell = cell->next)
            slc_json_member(json, entry->columns[at], cell->text);
        slc_json_close(json, '}');
    }
    slc_json_close(json, ']');
}

static void
add_items(struct slc_json *json, const struct slc_page_entry *entry)
{
    slc_json_open(json, '[');
    for (const struct slc_entry_text *item = entry->texts; item != NULL; item = item->next)
        slc_json_string(json, item->text);
    slc_json_close(json, ']');
}

static void
add_parts(struct slc_json *json, const struct slc_page_entry *entry)
{
    slc_json_open(json, '[');
    for (const struct slc_page *page = entry->pages; page != NULL; page = page->next) {
        slc_json_open(json, '{');
        add_members(json, page);
        slc_json_close(json, '}');
    }
    slc_json_close(json, ']');
}

/* Empty lists are lists here: who reads them looks for the name. */
static void
add_entry(struct slc_json *json, const struct slc_page_entry *entry)
{
    slc_json_name(json, entry->key);
    switch (entry->kind) {
    case SLC_ENTRY_FACT:
    case SLC_ENTRY_BLOCK: slc_json_string(json, entry->text); break;
    case SLC_ENTRY_LIST: add_items(json, entry); break;
    case SLC_ENTRY_TABLE: add_rows(json, entry); break;
    case SLC_ENTRY_GROUP: add_parts(json, entry); break;
    }
}

static void
add_members(struct slc_json *json, const struct slc_page *page)
{
    slc_json_member(json, "name", page->title);
    for (const struct slc_page_entry *entry = page->entries; entry != NULL; entry = entry->next)
        add_entry(json, entry);
}

void
slc_page_json(const struct slc_page *page, struct sl_buf *out)
{
    struct slc_json json = { .out = out };
    slc_json_open(&json, '{');
    slc_json_member(&json, "form", SL_STR(SLC_PAGE_FORM));
    add_members(&json, page);
    slc_json_close(&json, '}');
}
