#include "eval/json_stored.h"

#include "buf.h"
#include "eval/json_number.h"
#include "eval/json_reader.h"

#include <stdlib.h>

/* What numeric has room for, before the point and behind it. */
enum { MOST_WHOLE_DIGITS = 131072, MOST_DECIMALS = 16383 };

struct storing {
    struct sl_arena *arena;
    struct sl_buf out;
};

static bool store(struct storing *storing, struct sl_str text);

/* ---- numbers and texts ----------------------------------------------------------------------- */

static bool
fits_numeric(struct sl_str digits)
{
    if (memchr(digits.ptr, 'e', digits.len) != NULL || memchr(digits.ptr, 'E', digits.len) != NULL)
        return false; /* too long to be written without an exponent */
    const char *point = memchr(digits.ptr, '.', digits.len);
    size_t whole = point != NULL ? (size_t)(point - digits.ptr) : digits.len;
    size_t decimals = point != NULL ? digits.len - whole - 1 : 0;
    return whole - (digits.ptr[0] == '-') <= MOST_WHOLE_DIGITS && decimals <= MOST_DECIMALS;
}

static bool
store_number(struct storing *storing, struct sl_str text)
{
    static const struct slc_ir_type numeric = { .id = SLC_TYPE_NUMERIC };
    struct sl_str digits = slc_json_digits(storing->arena, &numeric, text);
    sl_buf_add_str(&storing->out, digits);
    return fits_numeric(digits);
}

static void
add_character(struct sl_buf *out, char c)
{
    static const char from[] = "\b\f\n\r\t\"\\", to[] = "bfnrt\"\\";
    const char *known = c != '\0' ? strchr(from, c) : NULL;
    if (known != NULL)
        sl_buf_printf(out, "\\%c", to[known - from]);
    else if ((unsigned char)c < 0x20)
        sl_buf_printf(out, "\\u%04x", (unsigned)(unsigned char)c);
    else
        sl_buf_add_byte(out, c);
}

static void
store_string(struct storing *storing, struct sl_str text)
{
    sl_buf_add_byte(&storing->out, '"');
    for (size_t at = 0; at < text.len; at++)
        add_character(&storing->out, text.ptr[at]);
    sl_buf_add_byte(&storing->out, '"');
}

/* ---- objects and arrays ---------------------------------------------------------------------- */

struct place {
    const struct slc_json_member *member;
    size_t number; /* as written, from 0 */
};

static int
compare_names(struct sl_str a, struct sl_str b)
{
    if (a.len != b.len)
        return a.len < b.len ? -1 : 1;
    return a.len > 0 ? memcmp(a.ptr, b.ptr, a.len) : 0;
}

static int
compare_places(const void *one, const void *other)
{
    const struct place *a = one, *b = other;
    int names = compare_names(a->member->name, b->member->name);
    if (names != 0)
        return names;
    return a->number < b->number ? -1 : 1;
}

/* The members in jsonb's order. */
static struct place *
sorted(struct sl_arena *arena, const struct slc_json_member *members, size_t *ret_count)
{
    size_t count = 0;
    for (const struct slc_json_member *member = members; member != NULL; member = member->next)
        count++;
    struct place *places = SL_NEW_ARRAY(arena, struct place, count + 1);
    *ret_count = 0;
    for (const struct slc_json_member *member = members; member != NULL; member = member->next) {
        places[*ret_count] = (struct place) { member, *ret_count };
        ++*ret_count;
    }
    qsort(places, count, sizeof *places, compare_places);
    return places;
}

static bool
store_object(struct storing *storing, const struct slc_json_member *members)
{
    size_t count;
    const char *before = "";
    const struct place *places = sorted(storing->arena, members, &count);
    sl_buf_add_byte(&storing->out, '{');
    for (size_t at = 0; at < count; at++) {
        const struct slc_json_member *member = places[at].member;
        if (at + 1 < count && compare_names(member->name, places[at + 1].member->name) == 0)
            continue; /* the last of one name counts */
        sl_buf_add_str(&storing->out, sl_str_of(before));
        store_string(storing, member->name);
        sl_buf_add_str(&storing->out, SL_STR(": "));
        if (!store(storing, member->value))
            return false;
        before = ", ";
    }
    sl_buf_add_byte(&storing->out, '}');
    return true;
}

static bool
store_array(struct storing *storing, const struct slc_json_item *items)
{
    sl_buf_add_byte(&storing->out, '[');
    for (const struct slc_json_item *item = items; item != NULL; item = item->next) {
        if (item != items)
            sl_buf_add_str(&storing->out, SL_STR(", "));
        if (!store(storing, item->value))
            return false;
    }
    sl_buf_add_byte(&storing->out, ']');
    return true;
}

/* ---- values ---------------------------------------------------------------------------------- */

/* A value without white space around it, of a text that was read as JSON. */
static bool
store(struct storing *storing, struct sl_str text)
{
    struct slc_json_member *members;
    const struct slc_json_item *items;
    struct sl_str string;
    switch (text.ptr[0]) {
    case '{':
        return slc_json_members(storing->arena, text, &members) && store_object(storing, members);
    case '[': return slc_json_items(storing->arena, text, &items) && store_array(storing, items);
    case '"':
        (void)slc_json_read_string(storing->arena, text, &string);
        store_string(storing, string);
        return true;
    case 't':
    case 'f':
    case 'n': sl_buf_add_str(&storing->out, text); return true;
    default: return store_number(storing, text);
    }
}

bool
slc_json_stored(struct sl_arena *arena, struct sl_str text, struct sl_str *ret_stored)
{
    struct storing storing = { .arena = arena };
    if (!slc_json_is_value(arena, text))
        return false;
    sl_buf_init(&storing.out, SIZE_MAX / 2);
    bool fits = store(&storing, slc_json_leaf(arena, text, SL_STR("")));
    *ret_stored = sl_arena_copy(arena, sl_buf_str(&storing.out));
    sl_buf_done(&storing.out);
    return fits;
}
