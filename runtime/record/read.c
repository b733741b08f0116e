#include "record/read.h"

#include "record/ascii.h"
#include "record/number.h"
#include "record/read_json.h"
#include "record/read_time.h"
#include "utf8.h"

/* Types of a kind whose text forms differ; from PostgreSQL's pg_type.dat. */
enum { OID_SMALLINT = 21, OID_INTEGER = 23, OID_REAL = 700, OID_CHAR = 1042 };

static bool
read_boolean(struct sl_str text, struct sl_value *value)
{
    value->boolean = sl_str_equal(text, SL_STR("t"));
    return value->boolean || sl_str_equal(text, SL_STR("f"));
}

static bool
read_integer(const struct sl_column *column, struct sl_str text, struct sl_value *value)
{
    int64_t most = column->type_oid == OID_SMALLINT  ? INT16_MAX
                   : column->type_oid == OID_INTEGER ? INT32_MAX
                                                     : INT64_MAX;
    bool negative = text.len > 0 && text.ptr[0] == '-';
    int64_t number = 0;
    if (text.len == negative)
        return false;
    /* Counted downwards: the smallest number has no positive twin. */
    for (size_t at = negative; at < text.len; at++)
        if (!sl_ascii_is_digit(text.ptr[at]) || __builtin_mul_overflow(number, 10, &number) ||
            __builtin_sub_overflow(number, text.ptr[at] - '0', &number))
            return false;
    if (number < -most - 1 || (!negative && number < -most))
        return false;
    value->integer = negative ? number : -number;
    return true;
}

static bool
is_not_finite(struct sl_str text)
{
    return sl_str_equal(text, SL_STR("NaN")) || sl_str_equal(text, SL_STR("Infinity")) ||
           sl_str_equal(text, SL_STR("-Infinity"));
}

/* The text goes into records as it is: it must be JSON's form of a number as well. */
static bool
read_float(const struct sl_column *column, struct sl_str text, struct sl_value *value)
{
    return (is_not_finite(text) || sl_json_is_number(text)) &&
           sl_number_of_text(text, column->type_oid == OID_REAL, &value->number);
}

static bool
read_numeric(struct sl_str text)
{
    return is_not_finite(text) ||
           (sl_json_is_number(text) && memchr(text.ptr, 'e', text.len) == NULL &&
            memchr(text.ptr, 'E', text.len) == NULL);
}

static bool
read_text(const struct sl_column *column, struct sl_str text, struct sl_value *value)
{
    if (column->type_oid == OID_CHAR)
        while (value->text.len > 0 && value->text.ptr[value->text.len - 1] == ' ')
            value->text.len--;
    return sl_utf8_is_valid(text);
}

bool
sl_lists_label(const struct sl_column *column, struct sl_str label)
{
    for (const char *const *listed = column->labels; *listed != NULL; listed++) {
        if (sl_str_is(label, *listed))
            return true;
    }
    return false;
}

static bool
read_uuid(struct sl_str text)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (text.len != sizeof form - 1)
        return false;
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        bool hex = sl_ascii_is_digit(byte) || (byte >= 'a' && byte <= 'f');
        if (form[at] == 'x' ? !hex : byte != '-')
            return false;
    }
    return true;
}

/* The value of a hex digit, or 16. */
static unsigned int
nibble(char digit)
{
    if (sl_ascii_is_digit(digit))
        return (unsigned int)(digit - '0');
    return digit >= 'a' && digit <= 'f' ? (unsigned int)(digit - 'a' + 10) : 16;
}

/* "\x0123": two characters become one byte, so the result never overtakes what is still unread. */
static bool
read_bytes(char *text, size_t len, struct sl_value *value)
{
    if (len < 2 || len % 2 != 0 || text[0] != '\\' || text[1] != 'x')
        return false;
    char *to = text;
    for (const char *from = text + 2; from < text + len; from += 2) {
        unsigned int high = nibble(from[0]), low = nibble(from[1]);
        if (high > 15 || low > 15)
            return false;
        *to++ = (char)(high << 4 | low);
    }
    value->text = (struct sl_str) { text, (size_t)(to - text) };
    return true;
}

static bool
is_hex(const char *text, size_t len)
{
    for (size_t at = 0; at < len; at++)
        if (nibble(text[at]) > 15)
            return false;
    return len % 2 == 0;
}

bool
sl_read(const struct sl_column *column, char *text, size_t len, struct sl_value *ret_value)
{
    struct sl_str given = { text, len };
    *ret_value =
        (struct sl_value) { .state = SL_VALUE, .kind = column->kind, .integer = 0, .text = given };
    switch (column->kind) {
    case SL_BOOLEAN: return read_boolean(given, ret_value);
    case SL_INTEGER: return read_integer(column, given, ret_value);
    case SL_FLOAT: return read_float(column, given, ret_value);
    case SL_NUMERIC: return read_numeric(given);
    case SL_TEXT: return read_text(column, given, ret_value);
    case SL_UUID: return read_uuid(given);
    case SL_DATE: return sl_read_date(given, &ret_value->integer);
    case SL_TIME: return sl_read_time(given, &ret_value->integer);
    case SL_TIMESTAMP: return sl_read_timestamp(given, false, &ret_value->integer);
    case SL_TIMESTAMPTZ: return sl_read_timestamp(given, true, &ret_value->integer);
    case SL_JSON: return sl_json_is_value(given);
    case SL_BYTES: return read_bytes(text, len, ret_value);
    case SL_OPAQUE: break;
    }
    return true;
}

bool
sl_read_stored(char *text, size_t len, struct sl_value *ret_value)
{
    bool bytes = len >= 2 && text[0] == '\\' && text[1] == 'x' && is_hex(text + 2, len - 2);
    *ret_value = (struct sl_value) {
        .state = SL_VALUE, .kind = bytes ? SL_BYTES : SL_TEXT, .integer = 0, .text = { text, len }
    };
    return !bytes || read_bytes(text, len, ret_value);
}
