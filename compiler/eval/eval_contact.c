/* eval_contact.c - telephone numbers, IP addresses, check digits. */
#include "eval/eval_functions.h"

static struct sl_str
behind(struct sl_str text, size_t len)
{
    return (struct sl_str) { text.ptr + len, text.len - len };
}

/* ---- e-mail ---------------------------------------------------------------------------------- */

struct sl_value
slc_eval_email_domain_kind(const struct slc_call *call)
{
    static const char listed[] = " "
#define SL_DOMAIN(name) name " "
#include "functions/personal_domains.def"
#undef SL_DOMAIN
        ;
    struct sl_value domain = slc_eval_email_domain(call);
    if (domain.state != SL_VALUE)
        return domain;
    const char *wanted =
        sl_arena_format(call->evaluation->arena, " %.*s ", SL_FMT(domain.text)).ptr;
    return slc_text_value(strstr(listed, wanted) != NULL ? SL_STR("personal") : SL_STR("work"));
}

struct sl_value
slc_eval_valid_email(const struct slc_call *call)
{
    return slc_boolean_value(slc_eval_email_domain(call).state == SL_VALUE);
}

struct sl_value
slc_eval_valid_uk_postcode(const struct slc_call *call)
{
    return slc_boolean_value(slc_eval_postcode_area(call).state == SL_VALUE);
}

/* ---- telephone numbers ----------------------------------------------------------------------- */

/* In the form "+447700900123"; what is no number keeps something that is none. */
static struct sl_str
international(struct sl_arena *arena, struct sl_str written)
{
    struct sl_str text = slc_trimmed(written), rest;
    size_t prefix = sl_str_starts_with(text, "+44") ? 3 : sl_str_starts_with(text, "0044") ? 4 : 0;
    char *plain = sl_arena_must(arena, text.len + 1, 1);
    size_t len = 0;
    for (rest = behind(text, prefix); sl_str_starts_with(rest, " "); rest = behind(rest, 1))
        ;
    if (prefix > 0 && sl_str_starts_with(rest, "(0)"))
        text = sl_arena_format(arena, "+44%.*s", SL_FMT(behind(rest, 3)));
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] == '\0' || strchr(" -./()", text.ptr[at]) == NULL)
            plain[len++] = text.ptr[at];
    struct sl_str digits = { plain, len };
    if (sl_str_starts_with(digits, "00"))
        return sl_arena_format(arena, "+%.*s", SL_FMT(behind(digits, 2)));
    if (sl_str_starts_with(digits, "0"))
        return sl_arena_format(arena, "+44%.*s", SL_FMT(behind(digits, 1)));
    return digits;
}

/* The code that the digits begin with; empty when there is none. */
static struct sl_str
code_of(struct sl_arena *arena, struct sl_str digits)
{
    static const char codes[] = " "
#define SL_CODES(digit, of_its_zone) of_its_zone " "
#include "functions/country_codes.def"
#undef SL_CODES
        ;
    for (size_t len = 1; len <= 3 && len <= digits.len; len++) {
        struct sl_str code = { digits.ptr, len };
        if (strstr(codes, sl_arena_format(arena, " %.*s ", SL_FMT(code)).ptr) != NULL)
            return code;
    }
    return (struct sl_str) { NULL, 0 };
}

static bool
is_british(struct sl_str national)
{
    char first = national.len > 0 ? national.ptr[0] : '\0';
    if (national.len == 9)
        return first == '1' || first == '5' || first == '8';
    return national.len == 10 && first != '0' && first != '4' && first != '6';
}

/* Code and national number; false where it is no telephone number. */
static bool
read_phone(const struct slc_call *call, struct sl_str *ret_code, struct sl_str *ret_national)
{
    struct sl_arena *arena = call->evaluation->arena;
    struct sl_str number = international(arena, call->values[0].text);
    struct sl_str digits = number.len > 0 ? behind(number, 1) : number;
    if (!sl_str_starts_with(number, "+") || !slc_all_digits(digits) || digits.len < 7 ||
        digits.len > 15)
        return false;
    *ret_code = code_of(arena, digits);
    *ret_national = behind(digits, ret_code->len);
    return ret_code->len > 0 && (!sl_str_is(*ret_code, "44") || is_british(*ret_national));
}

struct sl_value
slc_eval_phone_country(const struct slc_call *call)
{
    struct sl_str code, national;
    return read_phone(call, &code, &national) ? slc_text_value(code) : slc_missing_value(SL_TEXT);
}

struct sl_value
slc_eval_valid_phone(const struct slc_call *call)
{
    struct sl_str code, national;
    return slc_boolean_value(read_phone(call, &code, &national));
}

struct sl_value
slc_eval_phone_kind(const struct slc_call *call)
{
    struct sl_str code, national;
    if (!read_phone(call, &code, &national))
        return slc_missing_value(SL_TEXT);
    if (!sl_str_is(code, "44"))
        return slc_text_value(SL_STR("other"));
    if (sl_str_starts_with(national, "1") || sl_str_starts_with(national, "2"))
        return slc_text_value(SL_STR("landline"));
    bool mobile = sl_str_starts_with(national, "7") && !sl_str_starts_with(national, "70") &&
                  (!sl_str_starts_with(national, "76") || sl_str_starts_with(national, "7624"));
    return slc_text_value(mobile ? SL_STR("mobile") : SL_STR("other"));
}

/* ---- check digits ---------------------------------------------------------------------------- */

struct sl_value
slc_eval_valid_luhn(const struct slc_call *call)
{
    static const int doubled[] = { 0, 2, 4, 6, 8, 1, 3, 5, 7, 9 };
    struct sl_str text = call->values[0].text;
    char *digits = sl_arena_must(call->evaluation->arena, text.len + 1, 1);
    size_t count = 0;
    int sum = 0;
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] != ' ' && text.ptr[at] != '-')
            digits[count++] = text.ptr[at];
    if (!slc_all_digits((struct sl_str) { digits, count }) || count < 2 || count > 32)
        return slc_boolean_value(false);
    for (size_t at = 0; at < count; at++) {
        int digit = digits[at] - '0';
        sum += (count - at) % 2 == 0 ? doubled[digit] : digit;
    }
    return slc_boolean_value(sum % 10 == 0);
}

/* ---- IP addresses ---------------------------------------------------------------------------- */

/* Four numbers to 255 with full stops between them. */
static bool
read_v4(struct sl_str text, uint32_t *ret_address)
{
    *ret_address = 0;
    for (int part = 0; part < 4; part++) {
        size_t digits = 0;
        uint32_t number = 0;
        while (digits < text.len && digits < 4 && text.ptr[digits] >= '0' &&
               text.ptr[digits] <= '9')
            number = number * 10 + (uint32_t)(text.ptr[digits++] - '0');
        if (digits == 0 || number > 255 || digits > 3 || (digits > 1 && text.ptr[0] == '0'))
            return false;
        *ret_address = *ret_address * 256 + number;
        text = behind(text, digits);
        if (part < 3 && !sl_str_starts_with(text, "."))
            return false;
        text = part < 3 ? behind(text, 1) : text;
    }
    return text.len == 0;
}

/* How many hexadecimal digits it begins with. */
static size_t
hex_digits(struct sl_str text)
{
    size_t count = 0;
    while (count < text.len && ((text.ptr[count] >= '0' && text.ptr[count] <= '9') ||
                                (text.ptr[count] >= 'a' && text.ptr[count] <= 'f')))
        count++;
    return count;
}

/* Groups with colons between them, at most `most`, the last perhaps an IPv4 address; -1: they are not. */
static int
read_groups(struct sl_str text, int most, uint16_t *groups)
{
    int count = 0;
    uint32_t address;
    while (text.len > 0) {
        if (count > 0 && !sl_str_starts_with(text, ":"))
            return -1;
        text = count > 0 ? behind(text, 1) : text;
        if (count + 2 <= most && read_v4(text, &address)) {
            groups[count] = (uint16_t)(address / 65536);
            groups[count + 1] = (uint16_t)(address % 65536);
            return count + 2;
        }
        size_t digits = hex_digits(text);
        if (digits == 0 || digits > 4 || count == most)
            return -1;
        groups[count] = 0;
        for (size_t at = 0; at < digits; at++)
            groups[count] =
                (uint16_t)(groups[count] * 16 +
                           (text.ptr[at] <= '9' ? text.ptr[at] - '0' : text.ptr[at] - 'a' + 10));
        count++;
        text = behind(text, digits);
    }
    return count;
}

static bool
read_v6(struct sl_arena *arena, struct sl_str text, uint16_t groups[8])
{
    text = slc_lowered(arena, text);
    const char *gap = text.len > 0 ? memmem(text.ptr, text.len, "::", 2) : NULL;
    uint16_t tail[8];
    memset(groups, 0, 8 * sizeof *groups);
    if (gap == NULL)
        return read_groups(text, 8, groups) == 8;
    struct sl_str head = { text.ptr, (size_t)(gap - text.ptr) };
    int before = read_groups(head, 7, groups);
    int after = before < 0 ? -1 : read_groups(behind(text, head.len + 2), 7 - before, tail);
    if (after < 0 || (before > 0 && memchr(head.ptr, '.', head.len) != NULL))
        return false;
    for (int at = 0; at < after; at++)
        groups[8 - after + at] = tail[at];
    return true;
}

/* Of at most 64 bits: the gap is at the end. */
static struct sl_str
v6_text(struct sl_arena *arena, uint16_t groups[8], uint32_t bits)
{
    struct sl_str text = { "", 0 };
    int used = 0;
    for (uint32_t at = 0; at < 8; at++) {
        uint32_t kept = bits > at * 16 ? bits - at * 16 : 0;
        groups[at] = (uint16_t)(kept >= 16 ? groups[at] : groups[at] >> (16 - kept) << (16 - kept));
        used = groups[at] != 0 ? (int)at + 1 : used;
    }
    for (int at = 0; at < used; at++)
        text = sl_arena_format(arena, "%.*s%s%x", SL_FMT(text), at > 0 ? ":" : "", groups[at]);
    return sl_arena_format(arena, "%.*s::/%u", SL_FMT(text), bits);
}

struct sl_value
slc_eval_ip_prefix(const struct slc_call *call)
{
    struct sl_arena *arena = call->evaluation->arena;
    struct sl_str text = slc_trimmed(call->values[0].text);
    uint32_t v4 = (uint32_t)call->expr->args[1].literals[0].digits, address;
    uint16_t groups[8];
    if (read_v4(text, &address)) {
        address = v4 == 32 ? address : address >> (32 - v4) << (32 - v4);
        return slc_text_value(sl_arena_format(arena, "%u.%u.%u.%u/%u", address >> 24,
                                              address >> 16 & 255, address >> 8 & 255,
                                              address & 255, v4));
    }
    if (text.len == 0 || !read_v6(arena, text, groups))
        return slc_missing_value(SL_TEXT);
    return slc_text_value(v6_text(arena, groups, (uint32_t)call->expr->args[2].literals[0].digits));
}
