#include "crypto/plaintext.h"

#include "record/ascii.h"
#include "record/read.h"
#include "wipe.h"

enum { LONGEST_NUMBER_BYTES = 1000 };

static bool
is_digit_at(struct sl_str text, size_t at)
{
    return at < text.len && sl_ascii_is_digit(text.ptr[at]);
}

/* " +007.50 " -> "7.50", ".5" -> "0.5", "5." -> "5": as PostgreSQL prints it. In place, which may
 * take one byte more than there was; an exponent is left for the reader to refuse or take. */
static bool
tidy_number(struct sl_buf *plain)
{
    struct sl_str text = sl_ascii_trim(sl_buf_str(plain));
    struct sl_buf tidy;
    char room[LONGEST_NUMBER_BYTES + 2];
    size_t at = 0;
    if (text.len == 0 || text.len > LONGEST_NUMBER_BYTES)
        return false;
    tidy = (struct sl_buf) { .bytes = room, .capacity = sizeof room, .max_bytes = sizeof room };
    if (text.ptr[0] == '-' || text.ptr[0] == '+')
        at = 1;
    if (!is_digit_at(text, at) && (at == text.len || text.ptr[at] != '.'))
        return false;
    if (text.ptr[0] == '-')
        sl_buf_add_byte(&tidy, '-');
    while (at + 1 < text.len && text.ptr[at] == '0' && is_digit_at(text, at + 1))
        at++;
    if (at < text.len && text.ptr[at] == '.' && is_digit_at(text, at + 1))
        sl_buf_add_byte(&tidy, '0');
    size_t end = text.len;
    if (end > at + 1 && text.ptr[end - 1] == '.')
        end--;
    sl_buf_add(&tidy, text.ptr + at, end - at);
    sl_buf_wipe(plain);
    sl_buf_add_str(plain, sl_buf_str(&tidy));
    sl_wipe(room, sizeof room);
    return !sl_buf_failed(plain);
}

static bool
is_word(struct sl_str text, const char *word, size_t least)
{
    size_t len = strlen(word);
    if (text.len < least || text.len > len)
        return false;
    for (size_t at = 0; at < text.len; at++)
        if (sl_ascii_to_lower(text.ptr[at]) != word[at])
            return false;
    return true;
}

/* PostgreSQL's words (bool.c) and their beginnings, as far as those are of one word. */
static bool
read_boolean(struct sl_str text, struct sl_value *ret_value)
{
    text = sl_ascii_trim(text);
    bool yes = is_word(text, "true", 1) || is_word(text, "yes", 1) || is_word(text, "on", 2) ||
               is_word(text, "1", 1);
    bool no = is_word(text, "false", 1) || is_word(text, "no", 1) || is_word(text, "off", 2) ||
              is_word(text, "0", 1);
    *ret_value = (struct sl_value) { .state = SL_VALUE, .kind = SL_BOOLEAN, .boolean = yes };
    return yes || no;
}

static bool
read_text(const struct sl_column *column, struct sl_buf *plain, struct sl_value *ret_value)
{
    struct sl_str text = sl_buf_str(plain);
    if (text.len > 0 && memchr(text.ptr, '\0', text.len) != NULL)
        return false;
    if (column->labels != NULL && !sl_lists_label(column, text))
        return false;
    return sl_read(column, plain->bytes, plain->len, ret_value);
}

/* Without white space around it; lower-case for a uuid. */
static bool
read_trimmed(const struct sl_column *column, struct sl_buf *plain, struct sl_value *ret_value)
{
    struct sl_str text = sl_ascii_trim(sl_buf_str(plain));
    if (text.len == 0)
        return false;
    char *bytes = plain->bytes + (text.ptr - plain->bytes);
    for (size_t at = 0; column->kind == SL_UUID && at < text.len; at++)
        bytes[at] = sl_ascii_to_lower(bytes[at]);
    return sl_read(column, bytes, text.len, ret_value);
}

bool
sl_plaintext_read(const struct sl_column *column, struct sl_buf *plain, struct sl_value *ret_value)
{
    switch (column->kind) {
    case SL_TEXT: return read_text(column, plain, ret_value);
    case SL_BOOLEAN: return read_boolean(sl_buf_str(plain), ret_value);
    case SL_INTEGER:
    case SL_FLOAT:
    case SL_NUMERIC:
        return tidy_number(plain) && sl_read(column, plain->bytes, plain->len, ret_value);
    case SL_UUID:
    case SL_DATE: return read_trimmed(column, plain, ret_value);
    case SL_TIME:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: break; /* the compiler knows no plaintext of these types */
    }
    return false;
}
