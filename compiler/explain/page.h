/* page.h - what `explain` says, apart from how it looks: facts, lists, tables and texts under a title,
 * printed for people or as JSON from the same page, so that the two cannot differ.
 *
 * Things are added in the order in which they are shown. A key is the member's name in JSON, a heading
 * what people read; both live as long as the page. Texts are copied into the arena. */
#ifndef SLC_PAGE_H
#define SLC_PAGE_H

#include "arena.h"
#include "attributes.h"
#include "buf.h"

struct slc_page;

struct slc_page *slc_page_new(struct sl_arena *arena, struct sl_str title);

/* Begins lists, tables and groups: what is added next belongs to the last one begun. One of which
 * nothing was added is not shown. */
void slc_page_list(struct slc_page *page, const char *key, const char *heading);
void slc_page_item(struct slc_page *page, const char *format, ...) SL_PRINTF(2, 3);

/* `columns` are keys, as many as `ncolumns`, at most SLC_PAGE_COLUMNS; cells come row by row. */
enum { SLC_PAGE_COLUMNS = 6 };
void slc_page_table(struct slc_page *page, const char *key, const char *heading,
                    const char *const *columns, int ncolumns);
void slc_page_cell(struct slc_page *page, const char *format, ...) SL_PRINTF(2, 3);

/* Pages within a page: JSON has them as a list. */
void slc_page_group(struct slc_page *page, const char *key, const char *heading);
struct slc_page *slc_page_part(struct slc_page *page, struct sl_str title);

/* A line "Heading  text"; nothing when the text is empty. */
void slc_page_fact(struct slc_page *page, const char *key, const char *heading, const char *format,
                   ...) SL_PRINTF(4, 5);

/* Text in lines of its own, as it is; nothing when it is empty. */
void slc_page_block(struct slc_page *page, const char *key, const char *heading,
                    struct sl_str text);

void slc_page_text(const struct slc_page *page, struct sl_buf *out);

/* docs/explain.schema.json describes it. Another number when a member is taken away or comes to mean
 * something else. */
#define SLC_PAGE_FORM "sluice explain 1"
void slc_page_json(const struct slc_page *page, struct sl_buf *out);

#endif
