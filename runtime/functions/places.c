/* places.c - UK postcodes: postcode_area, postcode_district, postcode_sector, valid_uk_postcode. */
#include "abi/functions.h"

#include "record/ascii.h"
#include "record/record_private.h"

enum { OUTWARD_MIN = 2, OUTWARD_MAX = 4, INWARD = 3, POSTCODE_MAX = OUTWARD_MAX + INWARD };

/* A postcode in upper case, without its space. */
struct postcode {
    char outward[OUTWARD_MAX + 1], inward[INWARD + 1];
    size_t outward_len, area_len;
};

/* Takes white space away: at the ends, and one run of it before the last three characters.
 * False when what is left has no postcode's length. */
static bool
tidy(struct sl_str text, struct postcode *ret_postcode)
{
    text = sl_ascii_trim(text);
    if (text.len < OUTWARD_MIN + INWARD)
        return false;
    struct sl_str inward = { text.ptr + text.len - INWARD, INWARD };
    struct sl_str outward = sl_ascii_trim((struct sl_str) { text.ptr, text.len - INWARD });
    if (outward.len < OUTWARD_MIN || outward.len > OUTWARD_MAX)
        return false;
    *ret_postcode = (struct postcode) { .outward_len = outward.len };
    for (size_t at = 0; at < outward.len; at++)
        ret_postcode->outward[at] = sl_ascii_to_upper(outward.ptr[at]);
    for (size_t at = 0; at < INWARD; at++)
        ret_postcode->inward[at] = sl_ascii_to_upper(inward.ptr[at]);
    return true;
}

static bool
is_one_of(char letter, const char *letters)
{
    return letter != '\0' && strchr(letters, letter) != NULL;
}

/* A digit and two letters. */
static bool
is_inward(const char *inward)
{
    static const char letters[] = "ABDEFGHJLNPQRSTUWXYZ";
    return sl_ascii_is_digit(inward[0]) && is_one_of(inward[1], letters) &&
           is_one_of(inward[2], letters);
}

/* 9, 99 without a zero in front, or 9 and a letter; which letters depends on the area's length. */
static bool
is_district(const char *district, size_t letters_before)
{
    static const char *const letters[] = { "ABCDEFGHJKPSTUW", "ABEHMNPRVWXY" };
    if (!sl_ascii_is_digit(district[0]))
        return false;
    if (district[1] == '\0')
        return true;
    if (district[2] != '\0')
        return false;
    return sl_ascii_is_digit(district[1]) ? district[0] != '0'
                                          : is_one_of(district[1], letters[letters_before - 1]);
}

/* The areas of each first letter, a blank between them; NULL for a letter that has none. */
static const char *const areas['Z' - 'A' + 1] = {
#define SL_AREAS(letter, of_one_letter) [(letter) - 'A'] = (of_one_letter),
#include "functions/postcode_areas.def"
#undef SL_AREAS
};

/* The area of one or two letters in its list, where the result may borrow it; NULL when it is none.
 * An area of one letter stands first, and never by itself. */
static const char *
known_area(const char *letters, size_t len)
{
    const char *area = sl_ascii_is_upper(letters[0]) ? areas[letters[0] - 'A'] : NULL;
    if (area == NULL)
        return NULL;
    bool has_single = area[1] == ' ';
    if (len == 1)
        return has_single ? area : NULL;
    for (area += has_single ? 2 : 0; area[1] != letters[1]; area += 3)
        if (area[2] == '\0')
            return NULL;
    return area;
}

/* False for what is no postcode. */
static bool
read_postcode(struct sl_str text, struct postcode *ret_postcode)
{
    if (!tidy(text, ret_postcode))
        return false;
    const char *outward = ret_postcode->outward;
    if (strcmp(outward, "GIR") == 0 && strcmp(ret_postcode->inward, "0AA") == 0) {
        ret_postcode->area_len = ret_postcode->outward_len;
        return true;
    }
    ret_postcode->area_len = sl_ascii_is_upper(outward[1]) ? 2 : 1;
    return known_area(outward, ret_postcode->area_len) != NULL &&
           is_district(outward + ret_postcode->area_len, ret_postcode->area_len) &&
           is_inward(ret_postcode->inward);
}

struct sl_open
sl_postcode_area(struct sl_record *out, struct sl_sealed x)
{
    struct postcode postcode;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    if (!read_postcode(x.value.text, &postcode))
        return sl_missing();
    if (postcode.area_len > 2)
        return sl_text("GIR");
    return sl_text_of(known_area(postcode.outward, postcode.area_len), postcode.area_len);
}

struct sl_open
sl_postcode_district(struct sl_record *out, struct sl_sealed x)
{
    struct postcode postcode;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    char *text = sl_record_scratch(out, OUTWARD_MAX);
    if (!read_postcode(x.value.text, &postcode) || text == NULL)
        return sl_missing();
    memcpy(text, postcode.outward, postcode.outward_len);
    return sl_text_of(text, postcode.outward_len);
}

/* The outward part, a blank and the inward part's digit. */
struct sl_open
sl_postcode_sector(struct sl_record *out, struct sl_sealed x)
{
    struct postcode postcode;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    char *text = sl_record_scratch(out, OUTWARD_MAX + 2);
    if (!read_postcode(x.value.text, &postcode) || text == NULL)
        return sl_missing();
    memcpy(text, postcode.outward, postcode.outward_len);
    text[postcode.outward_len] = ' ';
    text[postcode.outward_len + 1] = postcode.inward[0];
    return sl_text_of(text, postcode.outward_len + 2);
}

struct sl_open
sl_valid_uk_postcode(struct sl_record *out, struct sl_sealed x)
{
    struct postcode postcode;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return sl_boolean(read_postcode(x.value.text, &postcode));
}
