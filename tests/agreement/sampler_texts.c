/* sampler_texts.c - presence, lists, and texts that differ where a function does not look. */
#include "sampler.h"

#include "random_value.h"

static bool
is_text(const struct slt_sampling *sampling)
{
    return sampling->value.kind == SL_TEXT;
}

static bool
is_blank(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++)
        if (strchr(" \t\n\v\f\r", text.ptr[at]) == NULL)
            return false;
    return true;
}

static struct sl_str
view(const struct sl_buf *out, size_t from)
{
    return (struct sl_str) { out->bytes + from, out->len - from };
}

bool
slt_same_presence(const struct slt_sampling *sampling, struct sl_buf *out)
{
    size_t from = out->len;
    slt_any_value(sampling, out);
    return !is_text(sampling) || is_blank(view(out, from)) == is_blank(sampling->text);
}

/* Whether PostgreSQL prints the literal so: where numbers have several spellings, none is known. */
static bool
is_literal(const struct slt_sampling *sampling, const struct slc_ir_literal *literal,
           struct sl_str text)
{
    (void)sampling;
    return sl_str_equal(literal->text, text);
}

static uint32_t
place_in(const struct slt_sampling *sampling, const struct slc_ir_arg *list, struct sl_str text)
{
    uint32_t at = 0;
    while (at < list->nliterals && !is_literal(sampling, &list->literals[at], text))
        at++;
    return at;
}

/* A value outside of the list for one outside of it. */
static bool
add_unlisted(const struct slt_sampling *sampling, const struct slc_ir_arg *list, struct sl_buf *out)
{
    size_t from = out->len;
    if (sampling->value.kind == SL_NUMERIC ||
        place_in(sampling, list, sampling->text) < list->nliterals)
        return false;
    slt_any_value(sampling, out);
    return place_in(sampling, list, view(out, from)) == list->nliterals;
}

bool
slt_same_choice(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return add_unlisted(sampling, slt_argument(sampling->call, "allowed"), out);
}

bool
slt_same_group(const struct slt_sampling *sampling, struct sl_buf *out)
{
    const struct slc_ir_arg *from = slt_argument(sampling->call, "from");
    const struct slc_ir_arg *to = slt_argument(sampling->call, "to");
    uint32_t place = place_in(sampling, from, sampling->text);
    if (place == from->nliterals)
        return add_unlisted(sampling, from, out);
    uint32_t other = slt_below(sampling->chance, from->nliterals);
    sl_buf_add_str(out, from->literals[other].text);
    return other != place && sl_str_equal(to->literals[other].text, to->literals[place].text);
}

bool
slt_same_domain(const struct slt_sampling *sampling, struct sl_buf *out)
{
    static const char *const names[] = { "zoe", "a.b", "x" };
    size_t local = 0;
    while (local < sampling->text.len && sampling->text.ptr[local] >= 'a' &&
           sampling->text.ptr[local] <= 'z')
        local++;
    if (local == 0 || local >= sampling->text.len || sampling->text.ptr[local] != '@')
        return false;
    sl_buf_add_str(out, sl_str_of(SLT_ANY(sampling->chance, names)));
    sl_buf_add_str(out, sl_str_from(sampling->text, local));
    return true;
}

/* Another inward code: the three characters behind the blank of "SW1A 1AA". */
bool
slt_same_area(const struct slt_sampling *sampling, struct sl_buf *out)
{
    static const char letters[] = "ABDEFGHJLNPQRSTUWXYZ";
    struct sl_str text = sampling->text;
    if (text.len < 6 || text.ptr[text.len - 4] != ' ' || text.ptr[0] == ' ' ||
        text.ptr[text.len - 3] < '0' || text.ptr[text.len - 3] > '9' || sl_str_is(text, "GIR 0AA"))
        return false;
    for (size_t at = 0; at < text.len; at++)
        if ((unsigned char)text.ptr[at] >= 0x80)
            return false;
    sl_buf_add(out, text.ptr, text.len - 3);
    sl_buf_printf(out, "%u%c%c", (unsigned)slt_below(sampling->chance, 10),
                  letters[slt_below(sampling->chance, sizeof letters - 1)],
                  letters[slt_below(sampling->chance, sizeof letters - 1)]);
    return text.ptr[text.len - 1] >= 'A' && text.ptr[text.len - 1] <= 'Z' &&
           text.ptr[text.len - 2] >= 'A' && text.ptr[text.len - 2] <= 'Z';
}

bool
slt_same_letters(const struct slt_sampling *sampling, struct sl_buf *out)
{
    for (size_t at = 0; at < sampling->text.len; at++) {
        char byte = sampling->text.ptr[at];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        sl_buf_add_byte(out,
                        letter && slt_percent(sampling->chance, 50) ? (char)(byte ^ 0x20) : byte);
    }
    return true;
}

/* Not for types that hold a certain number of characters. */
bool
slt_same_trimmed(const struct slt_sampling *sampling, struct sl_buf *out)
{
    static const char *const blanks[] = { "", " ", "\t", "\r\n", "  \v\f" };
    if (sampling->type->id != SLC_TYPE_TEXT && sampling->type->id != SLC_TYPE_CITEXT)
        return false;
    sl_buf_add_str(out, sl_str_of(SLT_ANY(sampling->chance, blanks)));
    sl_buf_add_str(out, sampling->text);
    sl_buf_add_str(out, sl_str_of(SLT_ANY(sampling->chance, blanks)));
    return true;
}
