/* page_internal.h - between the files that make and print pages; nothing else includes it. */
#ifndef SLC_PAGE_INTERNAL_H
#define SLC_PAGE_INTERNAL_H

#include "explain/page.h"

enum slc_entry_kind {
    SLC_ENTRY_FACT,
    SLC_ENTRY_BLOCK,
    SLC_ENTRY_LIST,
    SLC_ENTRY_TABLE,
    SLC_ENTRY_GROUP,
};

/* An item of a list, a cell of a table. */
struct slc_entry_text {
    struct sl_str text;
    struct slc_entry_text *next;
};

struct slc_page_entry {
    enum slc_entry_kind kind;
    const char *key, *heading;
    struct sl_str text; /* FACT, BLOCK */
    const char *columns[SLC_PAGE_COLUMNS];
    int ncolumns;
    struct slc_entry_text *texts, **texts_end; /* LIST, TABLE */
    struct slc_page *pages, **pages_end;       /* GROUP */
    struct slc_page_entry *next;
};

struct slc_page {
    struct sl_arena *arena;
    struct sl_str title;
    struct slc_page_entry *entries, *last, **end;
    struct slc_page *next;
};

/* Whether a list, table or group has nothing in it. */
bool slc_entry_is_empty(const struct slc_page_entry *entry);

#endif
