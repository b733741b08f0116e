/* phone.c - telephone numbers: phone_country, phone_kind, valid_phone. docs/functions.md has the rules. */
#include "abi/functions.h"

#include "record/ascii.h"
#include "record/record_private.h"

enum { LEAST_DIGITS = 7, MOST_DIGITS = 15 };

/* A number's digits, its country code first. */
struct phone {
    char digits[MOST_DIGITS];
    size_t len, code_len;
};

static bool
is_separator(char byte)
{
    return memchr(" -./()", byte, 6) != NULL;
}

/* Adds the digits of the text; false for anything else in it, or too many. */
static bool
add_digits(struct phone *phone, struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++) {
        if (is_separator(text.ptr[at]))
            continue;
        if (!sl_ascii_is_digit(text.ptr[at]) || phone->len == MOST_DIGITS)
            return false;
        phone->digits[phone->len++] = text.ptr[at];
    }
    return true;
}

/* Takes the first digit or plus, if it is this one, and the separators before it. */
static bool
take(struct sl_str *text, char wanted)
{
    size_t at = 0;
    while (at < text->len && is_separator(text->ptr[at]))
        at++;
    if (at == text->len || text->ptr[at] != wanted)
        return false;
    *text = sl_str_from(*text, at + 1);
    return true;
}

/* "+44 (0)": that zero is dialled at home alone. */
static struct sl_str
skip_trunk_zero(struct phone *phone, struct sl_str text)
{
    size_t prefix = sl_str_starts_with(text, "+44") ? 3 : sl_str_starts_with(text, "0044") ? 4 : 0;
    struct sl_str rest = sl_str_from(text, prefix);
    while (sl_str_starts_with(rest, " "))
        rest = sl_str_from(rest, 1);
    if (prefix == 0 || !sl_str_starts_with(rest, "(0)"))
        return text;
    return add_digits(phone, SL_STR("44")) ? sl_str_from(rest, 3) : text;
}

/* The digits from the country code on. */
static bool
read_digits(struct sl_str text, struct phone *phone)
{
    struct sl_str rest = skip_trunk_zero(phone, text);
    bool national = phone->len == 0 && !take(&rest, '+');
    if (national && (!take(&rest, '0') || (!take(&rest, '0') && !add_digits(phone, SL_STR("44")))))
        return false;
    return add_digits(phone, rest) && phone->len >= LEAST_DIGITS;
}

/* The code that the digits begin with: there is at most one; 0: none. */
static size_t
code_len_of(const struct phone *phone)
{
    static const char *const codes[] = {
#define SL_CODES(digit, of_its_zone) [(digit) - '0'] = (of_its_zone),
#include "functions/country_codes.def"
#undef SL_CODES
    };
    if (phone->digits[0] < '1')
        return 0;
    for (const char *code = codes[phone->digits[0] - '0']; *code != '\0';) {
        size_t len = strcspn(code, " ");
        if (memcmp(phone->digits, code, len) == 0)
            return len;
        code += len + (code[len] == ' ');
    }
    return 0;
}

static bool
is_british(const struct phone *phone)
{
    return phone->code_len == 2 && memcmp(phone->digits, "44", 2) == 0;
}

static bool
read_phone(struct sl_str text, struct phone *ret_phone)
{
    *ret_phone = (struct phone) { .len = 0 };
    if (!read_digits(sl_ascii_trim(text), ret_phone))
        return false;
    ret_phone->code_len = code_len_of(ret_phone);
    if (!is_british(ret_phone))
        return ret_phone->code_len > 0;
    size_t national = ret_phone->len - ret_phone->code_len;
    const char *few = national == 10 ? "1235789" : national == 9 ? "158" : "";
    return strchr(few, ret_phone->digits[2]) != NULL;
}

struct sl_open
sl_phone_country(struct sl_record *out, struct sl_sealed x)
{
    struct phone phone;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    if (!read_phone(x.value.text, &phone))
        return sl_missing();
    char *code = sl_record_scratch(out, phone.code_len);
    if (code == NULL)
        return sl_missing();
    memcpy(code, phone.digits, phone.code_len);
    return sl_text_of(code, phone.code_len);
}

/* Ofcom's numbering plan: 70 is for personal numbers, 76 for pagers and the Isle of Man's mobiles. */
static const char *
kind_of(const struct phone *phone)
{
    const char *national = phone->digits + phone->code_len;
    if (!is_british(phone))
        return "other";
    if (national[0] == '1' || national[0] == '2')
        return "landline";
    bool pager = national[1] == '6' && memcmp(national + 2, "24", 2) != 0;
    return national[0] == '7' && national[1] != '0' && !pager ? "mobile" : "other";
}

struct sl_open
sl_phone_kind(struct sl_record *out, struct sl_sealed x)
{
    struct phone phone;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return read_phone(x.value.text, &phone) ? sl_text(kind_of(&phone)) : sl_missing();
}

struct sl_open
sl_valid_phone(struct sl_record *out, struct sl_sealed x)
{
    struct phone phone;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return sl_boolean(read_phone(x.value.text, &phone));
}
