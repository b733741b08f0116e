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

/* Where the text stands in the list; its length when it does not. Numbers that have several spellings
 * are not looked for. */
static uint32_t
place_in(const struct slc_ir_arg *list, struct sl_str text)
{
    uint32_t at = 0;
    while (at < list->nliterals && !sl_str_equal(list->literals[at].text, text))
        at++;
    return at;
}

/* A value outside of the list for one outside of it. */
static bool
add_unlisted(const struct slt_sampling *sampling, const struct slc_ir_arg *list, struct sl_buf *out)
{
    size_t from = out->len;
    if (sampling->value.kind == SL_NUMERIC || place_in(list, sampling->text) < list->nliterals)
        return false;
    slt_any_value(sampling, out);
    return place_in(list, view(out, from)) == list->nliterals;
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
    uint32_t place = place_in(from, sampling->text);
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

/* Whether it ends in the inward code of "SW1A 1AA", and is ASCII. */
static bool
has_inward_code(struct sl_str text)
{
    if (text.len < 6 || text.ptr[text.len - 4] != ' ' || text.ptr[0] == ' ' ||
        sl_str_is(text, "GIR 0AA"))
        return false;
    for (size_t at = 0; at < text.len; at++)
        if ((unsigned char)text.ptr[at] >= 0x80)
            return false;
    const char *code = text.ptr + text.len - 3;
    return code[0] >= '0' && code[0] <= '9' && code[1] >= 'A' && code[1] <= 'Z' && code[2] >= 'A' &&
           code[2] <= 'Z' && strpbrk("CIKMOV", (char[]) { code[1], 0 }) == NULL &&
           strpbrk("CIKMOV", (char[]) { code[2], 0 }) == NULL;
}

static bool
add_inward_code(const struct slt_sampling *sampling, char digit, struct sl_buf *out)
{
    static const char letters[] = "ABDEFGHJLNPQRSTUWXYZ";
    sl_buf_add(out, sampling->text.ptr, sampling->text.len - 3);
    sl_buf_printf(out, "%c%c%c", digit, letters[slt_below(sampling->chance, sizeof letters - 1)],
                  letters[slt_below(sampling->chance, sizeof letters - 1)]);
    return true;
}

bool
slt_same_area(const struct slt_sampling *sampling, struct sl_buf *out)
{
    char digit = (char)('0' + slt_below(sampling->chance, 10));
    return has_inward_code(sampling->text) && add_inward_code(sampling, digit, out);
}

bool
slt_same_sector(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return has_inward_code(sampling->text) &&
           add_inward_code(sampling, sampling->text.ptr[sampling->text.len - 3], out);
}

/* Another last digit: of numbers so long that it is neither the country's nor the kind's. */
bool
slt_same_phone(const struct slt_sampling *sampling, struct sl_buf *out)
{
    struct sl_str text = sampling->text;
    uint32_t digits = 0;
    for (size_t at = 0; at < text.len; at++)
        digits += text.ptr[at] >= '0' && text.ptr[at] <= '9';
    if (digits < 9 || text.ptr[text.len - 1] < '0' || text.ptr[text.len - 1] > '9')
        return false;
    sl_buf_add(out, text.ptr, text.len - 1);
    sl_buf_add_byte(out, (char)('0' + slt_below(sampling->chance, 10)));
    return true;
}

/* Another host of two networks that are kept for documentation (RFC 5737, RFC 3849). */
bool
slt_same_network(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t v4 = slt_argument(sampling->call, "v4")->literals[0].digits;
    int64_t v6 = slt_argument(sampling->call, "v6")->literals[0].digits;
    unsigned host = 1 + slt_below(sampling->chance, 254);
    if (v4 <= 24 && sl_str_is(sampling->text, "192.0.2.77")) {
        sl_buf_printf(out, "192.0.2.%u", host);
        return true;
    }
    sl_buf_printf(out, "2001:db8::%x", host);
    return v6 <= 64 && sl_str_is(sampling->text, "2001:db8::1");
}

/* Blanks and hyphens more. */
bool
slt_same_sum(const struct slt_sampling *sampling, struct sl_buf *out)
{
    sl_buf_add_str(out, sampling->text);
    sl_buf_add_str(out, slt_percent(sampling->chance, 50) ? SL_STR("- ") : SL_STR(" "));
    return sampling->type->id == SLC_TYPE_TEXT || sampling->type->id == SLC_TYPE_CITEXT;
}

/* A member more, of a name that no policy here looks for. */
bool
slt_same_leaf(const struct slt_sampling *sampling, struct sl_buf *out)
{
    struct sl_str text = sampling->text;
    if (text.len < 2 || text.ptr[0] != '{')
        return false;
    sl_buf_add(out, text.ptr, text.len - 1);
    sl_buf_printf(out, "%s\"zz\": %u}", text.len > 2 ? ", " : "",
                  (unsigned)slt_below(sampling->chance, 1000));
    return true;
}

/* Arrays of as many items, whatever their shape. */
bool
slt_same_count(const struct slt_sampling *sampling, struct sl_buf *out)
{
    static const struct {
        const char *one, *other;
    } arrays[] = { { "{1}", "{-7}" },
                   { "{1,NULL,3}", "{4,5,NULL}" },
                   { "[0:2]={7,8,9}", "{1,1,1}" },
                   { "{{1,2},{3,4}}", "{1,2,3,4}" } };
    for (size_t at = 0; at < sizeof arrays / sizeof arrays[0]; at++)
        if (sl_str_is(sampling->text, arrays[at].one)) {
            sl_buf_add_str(out, sl_str_of(arrays[at].other));
            return true;
        }
    return false;
}

/* ---- texts that differ where a function does not look ------------------------------------------ */

bool
slt_same_letters(const struct slt_sampling *sampling, struct sl_buf *out)
{
    for (size_t at = 0; at < sampling->text.len; at++) {
        char byte = sampling->text.ptr[at];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        sl_buf_add_byte(out,
                        letter && slt_percent(sampling->chance, 50) ? (char)(byte ^ 0x20) : byte);
    }
    return is_text(sampling) && sampling->type->id != SLC_TYPE_ENUM;
}

/* Not types that hold a certain number of characters. */
static bool
holds_any_length(const struct slt_sampling *sampling)
{
    return sampling->type->id == SLC_TYPE_TEXT || sampling->type->id == SLC_TYPE_CITEXT;
}

bool
slt_same_trimmed(const struct slt_sampling *sampling, struct sl_buf *out)
{
    static const char *const blanks[] = { "", " ", "\t", "\r\n", "  \v\f" };
    sl_buf_add_str(out, sl_str_of(SLT_ANY(sampling->chance, blanks)));
    sl_buf_add_str(out, sampling->text);
    sl_buf_add_str(out, sl_str_of(SLT_ANY(sampling->chance, blanks)));
    return holds_any_length(sampling);
}

/* More blanks beside each. */
bool
slt_same_squeezed(const struct slt_sampling *sampling, struct sl_buf *out)
{
    bool found = false;
    for (size_t at = 0; at < sampling->text.len; at++) {
        sl_buf_add_byte(out, sampling->text.ptr[at]);
        if (sampling->text.ptr[at] == ' ')
            sl_buf_add_str(out, SL_STR("\t "));
        found = found || sampling->text.ptr[at] == ' ';
    }
    return found && holds_any_length(sampling);
}

static int64_t
characters(struct sl_str text)
{
    int64_t count = 0;
    for (size_t at = 0; at < text.len; at++)
        count += ((unsigned char)text.ptr[at] & 0xc0) != 0x80;
    return count;
}

/* Something behind what is shown; something before it. */
static bool
add_behind(const struct slt_sampling *sampling, struct sl_buf *out)
{
    sl_buf_add_str(out, sampling->text);
    sl_buf_add_byte(out, (char)('a' + slt_below(sampling->chance, 26)));
    return holds_any_length(sampling);
}

static bool
add_before(const struct slt_sampling *sampling, struct sl_buf *out)
{
    sl_buf_add_byte(out, (char)('a' + slt_below(sampling->chance, 26)));
    sl_buf_add_str(out, sampling->text);
    return holds_any_length(sampling);
}

bool
slt_same_beginning(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return characters(sampling->text) >= sampling->call->args[1].literals[0].digits &&
           add_behind(sampling, out);
}

bool
slt_same_end(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return characters(sampling->text) >= sampling->call->args[1].literals[0].digits &&
           add_before(sampling, out);
}

bool
slt_same_unmasked(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return characters(sampling->text) >
               slt_argument(sampling->call, "keep_last")->literals[0].digits &&
           add_before(sampling, out);
}

/* The last word goes on. */
bool
slt_same_longer(const struct slt_sampling *sampling, struct sl_buf *out)
{
    struct sl_str text = sampling->text;
    return text.len > 0 && !is_blank(sl_str_from(text, text.len - 1)) && add_behind(sampling, out);
}

/* Other letters in the place of letters. */
bool
slt_same_length(const struct slt_sampling *sampling, struct sl_buf *out)
{
    for (size_t at = 0; at < sampling->text.len; at++) {
        char byte = sampling->text.ptr[at];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        sl_buf_add_byte(out, letter ? (char)('a' + slt_below(sampling->chance, 26)) : byte);
    }
    return sampling->text.len > 0;
}

/* One more word, which no policy here lists. */
bool
slt_same_words(const struct slt_sampling *sampling, struct sl_buf *out)
{
    sl_buf_add_str(out, sampling->text);
    sl_buf_add_str(out, SL_STR(" zwölf"));
    return holds_any_length(sampling);
}
