/* eval_text.c - email_domain and postcode_area, as docs/functions.md words them. */
#include "eval/eval_functions.h"

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool
slc_all_digits(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++)
        if (!is_digit(text.ptr[at]))
            return false;
    return text.len > 0;
}

struct sl_str
slc_trimmed(struct sl_str text)
{
    while (text.len > 0 && is_space(text.ptr[0]))
        text = (struct sl_str) { text.ptr + 1, text.len - 1 };
    while (text.len > 0 && is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

struct sl_str
slc_lowered(struct sl_arena *arena, struct sl_str text)
{
    char *lower = sl_arena_must(arena, text.len + 1, 1);
    for (size_t at = 0; at < text.len; at++)
        lower[at] = (char)(text.ptr[at] + (text.ptr[at] >= 'A' && text.ptr[at] <= 'Z' ? 32 : 0));
    return (struct sl_str) { lower, text.len };
}

struct sl_value
slc_eval_lower(const struct slc_call *call)
{
    return slc_text_value(slc_lowered(call->evaluation->arena, call->values[0].text));
}

struct sl_value
slc_eval_trim(const struct slc_call *call)
{
    return slc_text_value(slc_trimmed(call->values[0].text));
}

/* ---- email_domain ---------------------------------------------------------------------------- */

static bool
is_local_part(struct sl_str local)
{
    bool valid = local.len >= 1 && local.len <= 64;
    for (size_t at = 0; at < local.len; at++)
        valid = valid && (unsigned char)local.ptr[at] > 0x20 && local.ptr[at] != 0x7f;
    return valid;
}

static bool
is_domain_label(struct sl_str label)
{
    bool valid = label.len >= 1 && label.len <= 63;
    for (size_t at = 0; at < label.len; at++) {
        bool edge = at == 0 || at + 1 == label.len;
        valid = valid && (is_letter(label.ptr[at]) || is_digit(label.ptr[at]) ||
                          (label.ptr[at] == '-' && !edge));
    }
    return valid;
}

static bool
is_domain(struct sl_str domain)
{
    int labels = 0;
    struct sl_str rest = domain, label = { NULL, 0 };
    if (domain.len > 253)
        return false;
    for (bool more = true; more; labels++) {
        const char *stop = rest.len > 0 ? memchr(rest.ptr, '.', rest.len) : NULL;
        more = stop != NULL;
        label = (struct sl_str) { rest.ptr, more ? (size_t)(stop - rest.ptr) : rest.len };
        if (!is_domain_label(label))
            return false;
        if (more)
            rest = (struct sl_str) { stop + 1, rest.len - label.len - 1 };
    }
    return labels >= 2 && label.len >= 2 && is_letter(label.ptr[0]);
}

struct sl_value
slc_eval_email_domain(const struct slc_call *call)
{
    struct sl_str address = slc_trimmed(call->values[0].text);
    const char *at = address.len > 0 ? memchr(address.ptr, '@', address.len) : NULL;
    if (at == NULL)
        return slc_missing_value(SL_TEXT);
    struct sl_str local = { address.ptr, (size_t)(at - address.ptr) };
    struct sl_str domain = { at + 1, address.len - local.len - 1 };
    if (!is_local_part(local) || !is_domain(domain))
        return slc_missing_value(SL_TEXT);
    return slc_text_value(slc_lowered(call->evaluation->arena, domain));
}

/* ---- postcode_area --------------------------------------------------------------------------- */

static bool
is_area(struct sl_str area)
{
#define SL_AREAS(letter, areas) " " areas
    static const char areas[] =
#include "functions/postcode_areas.def"
        " ";
#undef SL_AREAS
    for (const char *at = areas; *at != '\0'; at++)
        if (*at == ' ' && strncmp(at + 1, area.ptr, area.len) == 0 && at[1 + area.len] == ' ')
            return true;
    return false;
}

static bool
is_district(struct sl_str district, size_t area_letters)
{
    const char *letters = area_letters == 1 ? "ABCDEFGHJKPSTUW" : "ABEHMNPRVWXY";
    if (district.len == 1)
        return is_digit(district.ptr[0]);
    if (district.len != 2 || !is_digit(district.ptr[0]))
        return false;
    if (is_digit(district.ptr[1]))
        return district.ptr[0] != '0';
    return district.ptr[1] != '\0' && strchr(letters, district.ptr[1]) != NULL;
}

static bool
is_inward(struct sl_str inward)
{
    const char *letters = "ABDEFGHJLNPQRSTUWXYZ";
    return is_digit(inward.ptr[0]) && inward.ptr[1] != '\0' && inward.ptr[2] != '\0' &&
           strchr(letters, inward.ptr[1]) != NULL && strchr(letters, inward.ptr[2]) != NULL;
}

static struct sl_str
in_capitals(struct sl_arena *arena, struct sl_str text)
{
    char *upper = sl_arena_must(arena, text.len + 1, 1);
    for (size_t at = 0; at < text.len; at++)
        upper[at] = (char)(text.ptr[at] - (text.ptr[at] >= 'a' && text.ptr[at] <= 'z' ? 32 : 0));
    return (struct sl_str) { upper, text.len };
}

/* A postcode's parts in capitals: "SW", "1A", "1AA". */
struct postcode {
    struct sl_str area, district, inward;
};

static bool
read_postcode(const struct slc_call *call, struct postcode *ret)
{
    struct sl_str text = in_capitals(call->evaluation->arena, slc_trimmed(call->values[0].text));
    size_t letters = 0;
    if (text.len < 5)
        return false;
    struct sl_str outward = slc_trimmed((struct sl_str) { text.ptr, text.len - 3 });
    ret->inward = (struct sl_str) { text.ptr + text.len - 3, 3 };
    while (letters < outward.len && is_letter(outward.ptr[letters]))
        letters++;
    ret->area = (struct sl_str) { outward.ptr, letters };
    ret->district = (struct sl_str) { outward.ptr + letters, outward.len - letters };
    if (sl_str_is(outward, "GIR") && sl_str_is(ret->inward, "0AA"))
        return true;
    return letters >= 1 && letters <= 2 && is_area(ret->area) &&
           is_district(ret->district, letters) && is_inward(ret->inward);
}

struct sl_value
slc_eval_postcode_area(const struct slc_call *call)
{
    struct postcode postcode;
    return read_postcode(call, &postcode) ? slc_text_value(postcode.area)
                                          : slc_missing_value(SL_TEXT);
}

struct sl_value
slc_eval_postcode_district(const struct slc_call *call)
{
    struct postcode postcode;
    if (!read_postcode(call, &postcode))
        return slc_missing_value(SL_TEXT);
    return slc_text_value(sl_arena_format(call->evaluation->arena, "%.*s%.*s",
                                          SL_FMT(postcode.area), SL_FMT(postcode.district)));
}

struct sl_value
slc_eval_postcode_sector(const struct slc_call *call)
{
    struct postcode postcode;
    if (!read_postcode(call, &postcode))
        return slc_missing_value(SL_TEXT);
    return slc_text_value(sl_arena_format(call->evaluation->arena, "%.*s%.*s %c",
                                          SL_FMT(postcode.area), SL_FMT(postcode.district),
                                          postcode.inward.ptr[0]));
}
