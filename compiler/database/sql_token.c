#include "database/sql_token.h"

/* ---- characters ------------------------------------------------------------------------------- */

static char
char_at(struct sl_str text, uint32_t offset)
{
    return offset < text.len ? text.ptr[offset] : '\0';
}

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Letters beyond ASCII are bytes above 127. */
static bool
begins_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c > 127;
}

static bool
is_in_word(char c)
{
    return begins_word(c) || (c >= '0' && c <= '9') || c == '$';
}

static bool
is_at(struct sl_str text, uint32_t offset, const char *wanted)
{
    const size_t len = strlen(wanted);
    return text.len - offset >= len && memcmp(text.ptr + offset, wanted, len) == 0;
}

/* ---- what is passed over ----------------------------------------------------------------------- */

/* What has no end. */
#define ENDLESS UINT32_MAX

/* Comments between slash and star stand one in another. */
static uint32_t
comment_end(struct sl_str text, uint32_t offset)
{
    uint32_t depth = 0;
    do {
        const bool opens = is_at(text, offset, "/*"), closes = is_at(text, offset, "*/");
        depth += opens;
        depth -= closes;
        offset += opens || closes ? 2 : 1;
    } while (depth > 0 && offset < text.len);
    return depth == 0 ? offset : ENDLESS;
}

static uint32_t
skip_line(struct sl_str text, uint32_t offset)
{
    while (offset < text.len && text.ptr[offset] != '\n' && text.ptr[offset] != '\r')
        offset++;
    return offset;
}

/* A byte order mark is none of PostgreSQL's characters; psql leaves one out at the beginning of a file. */
static uint32_t
skip_space(struct sl_str text, uint32_t offset)
{
    if (offset == 0 && is_at(text, 0, "\xEF\xBB\xBF"))
        offset = 3;
    while (offset < text.len) {
        if (is_space(text.ptr[offset]))
            offset++;
        else if (is_at(text, offset, "--"))
            offset = skip_line(text, offset);
        else if (is_at(text, offset, "/*") && comment_end(text, offset) != ENDLESS)
            offset = comment_end(text, offset);
        else
            break;
    }
    return offset;
}

/* ---- quotes ------------------------------------------------------------------------------------ */

/* To behind the quote that ends it: a doubled one does not, nor in E'…' one behind a backslash. */
static uint32_t
quote_end(struct sl_str text, uint32_t offset, bool has_escapes)
{
    const char quote = text.ptr[offset++];
    while (offset < text.len) {
        const bool is_quote = text.ptr[offset] == quote;
        const bool takes_next = (has_escapes && text.ptr[offset] == '\\') ||
                                (is_quote && char_at(text, offset + 1) == quote);
        if (is_quote && !takes_next)
            return offset + 1;
        offset += takes_next ? 2 : 1;
    }
    return ENDLESS;
}

/* "$$" or "$tag$"; 0: no such quote begins here. */
static uint32_t
dollar_tag_len(struct sl_str text, uint32_t offset)
{
    uint32_t end = offset + 1;
    if (begins_word(char_at(text, end)))
        while (is_in_word(char_at(text, end)) && text.ptr[end] != '$')
            end++;
    return char_at(text, end) == '$' ? end + 1 - offset : 0;
}

static uint32_t
dollar_end(struct sl_str text, uint32_t offset, uint32_t tag_len)
{
    for (uint32_t end = offset + tag_len; end + tag_len <= text.len; end++) {
        if (memcmp(text.ptr + end, text.ptr + offset, tag_len) == 0)
            return end + tag_len;
    }
    return ENDLESS;
}

/* ---- tokens ------------------------------------------------------------------------------------ */

/* A word, or the string that it is the beginning of: E'…'. */
static struct slc_sql_token
read_word(struct sl_str text, uint32_t begin)
{
    uint32_t end = begin;
    while (is_in_word(char_at(text, end)))
        end++;
    const bool is_e = end == begin + 1 && (text.ptr[begin] | 0x20) == 'e';
    if (is_e && char_at(text, end) == '\'')
        return (struct slc_sql_token) { SLC_SQL_OTHER, begin, quote_end(text, end, true) };
    return (struct slc_sql_token) { SLC_SQL_WORD, begin, end };
}

/* Digits run on into letters, so that no dollar behind one begins a quote. */
static struct slc_sql_token
read_other(struct sl_str text, uint32_t begin)
{
    const char c = text.ptr[begin];
    const uint32_t tag_len = c == '$' ? dollar_tag_len(text, begin) : 0;
    uint32_t end = begin + 1;
    if (is_at(text, begin, "/*"))
        end = ENDLESS; /* one with an end was passed over */
    else if (c == '\'' || c == '"')
        end = quote_end(text, begin, false);
    else if (tag_len > 0)
        end = dollar_end(text, begin, tag_len);
    else if (c >= '0' && c <= '9')
        while (is_in_word(char_at(text, end)))
            end++;
    return (struct slc_sql_token) { SLC_SQL_OTHER, begin, end };
}

bool
slc_sql_token_next(struct sl_str text, uint32_t *offset, struct slc_sql_token *ret)
{
    const uint32_t begin = skip_space(text, *offset);
    if (begin >= text.len)
        return false;
    *ret = (struct slc_sql_token) { SLC_SQL_OTHER, begin, begin + 1 };
    switch (text.ptr[begin]) {
    case ';': ret->kind = SLC_SQL_SEMICOLON; break;
    case '(': ret->kind = SLC_SQL_OPEN; break;
    case ')': ret->kind = SLC_SQL_CLOSE; break;
    case '\\': ret->kind = SLC_SQL_BACKSLASH; break;
    default: *ret = begins_word(text.ptr[begin]) ? read_word(text, begin) : read_other(text, begin);
    }
    if (ret->end == ENDLESS)
        *ret = (struct slc_sql_token) { SLC_SQL_ENDLESS, begin, (uint32_t)text.len };
    *offset = ret->end;
    return true;
}
