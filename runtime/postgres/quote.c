/* quote.c - quoting by doubling. */
#include "postgres/quote.h"

static void
add_quoted(struct sl_buf *sql, char quote, const char *text)
{
    sl_buf_add_byte(sql, quote);
    for (; *text != '\0'; text++) {
        if (*text == quote)
            sl_buf_add_byte(sql, quote);
        sl_buf_add_byte(sql, *text);
    }
    sl_buf_add_byte(sql, quote);
}

void
slp_quote_identifier(struct sl_buf *sql, const char *name)
{
    add_quoted(sql, '"', name);
}

void
slp_quote_literal(struct sl_buf *sql, const char *text)
{
    add_quoted(sql, '\'', text);
}

void
slp_quote_qualified(struct sl_buf *sql, const char *schema, const char *name)
{
    slp_quote_identifier(sql, schema);
    sl_buf_add_byte(sql, '.');
    slp_quote_identifier(sql, name);
}
