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

static bool
same_presence(const struct slt_sampling *sampling, struct sl_buf *out)
{
    size_t from = out->len;
    slt_any_value(sampling, out);
    return !is_text(sampling) || is_blank(view(out, from)) == is_blank(sampling->text);
}

slt_sampler *const slt_sampler_present = same_presence;
slt_sampler *const slt_sampler_count_present = same_presence;

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

static bool
same_choice(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return add_unlisted(sampling, slt_argument(sampling->call, "allowed"), out);
}

slt_sampler *const slt_sampler_one_of = same_choice;

static bool
same_group(const struct slt_sampling *sampling, struct sl_buf *out)
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

slt_sampler *const slt_sampler_group = same_group;

/* A member more, of a name that no policy here looks for. */
static bool
same_leaf(const struct slt_sampling *sampling, struct sl_buf *out)
{
    struct sl_str text = sampling->text;
    if (text.len < 2 || text.ptr[0] != '{')
        return false;
    sl_buf_add(out, text.ptr, text.len - 1);
    sl_buf_printf(out, "%s\"zz\": %u}", text.len > 2 ? ", " : "",
                  (unsigned)slt_below(sampling->chance, 1000));
    return true;
}

slt_sampler *const slt_sampler_json_text = same_leaf;
slt_sampler *const slt_sampler_json_number = same_leaf;
slt_sampler *const slt_sampler_json_bool = same_leaf;
slt_sampler *const slt_sampler_json_has = same_leaf;

/* Arrays of as many items, whatever their shape. */
static bool
same_count(const struct slt_sampling *sampling, struct sl_buf *out)
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

slt_sampler *const slt_sampler_count_items = same_count;

/* ---- texts that differ where a function does not look ------------------------------------------ */

static bool
same_letters(const struct slt_sampling *sampling, struct sl_buf *out)
{
    for (size_t at = 0; at < sampling->text.len; at++) {
        char byte = sampling->text.ptr[at];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        sl_buf_add_byte(out,
                        letter && slt_percent(sampling->chance, 50) ? (char)(byte ^ 0x20) : byte);
    }
    return is_text(sampling) && sampling->type->id != SLC_TYPE_ENUM;
}

slt_sampler *const slt_sampler_match_code = same_letters;
slt_sampler *const slt_sampler_lower = same_letters;
slt_sampler *const slt_sampler_upper = same_letters;

/* Not types that hold a certain number of characters. */
static bool
holds_any_length(const struct slt_sampling *sampling)
{
    return sampling->type->id == SLC_TYPE_TEXT || sampling->type->id == SLC_TYPE_CITEXT;
}

static bool
same_trimmed(const struct slt_sampling *sampling, struct sl_buf *out)
{
    static const char *const blanks[] = { "", " ", "\t", "\r\n", "  \v\f" };
    sl_buf_add_str(out, sl_str_of(SLT_ANY(sampling->chance, blanks)));
    sl_buf_add_str(out, sampling->text);
    sl_buf_add_str(out, sl_str_of(SLT_ANY(sampling->chance, blanks)));
    return holds_any_length(sampling);
}

slt_sampler *const slt_sampler_trim = same_trimmed;

/* More blanks beside each. */
static bool
same_squeezed(const struct slt_sampling *sampling, struct sl_buf *out)
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

slt_sampler *const slt_sampler_squeeze = same_squeezed;

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

static bool
same_beginning(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return characters(sampling->text) >= sampling->call->args[1].literals[0].digits &&
           add_behind(sampling, out);
}

slt_sampler *const slt_sampler_first = same_beginning;

static bool
same_end(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return characters(sampling->text) >= sampling->call->args[1].literals[0].digits &&
           add_before(sampling, out);
}

slt_sampler *const slt_sampler_last = same_end;

static bool
same_unmasked(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return characters(sampling->text) >
               slt_argument(sampling->call, "keep_last")->literals[0].digits &&
           add_before(sampling, out);
}

slt_sampler *const slt_sampler_mask = same_unmasked;

/* The last word goes on. */
static bool
same_longer(const struct slt_sampling *sampling, struct sl_buf *out)
{
    struct sl_str text = sampling->text;
    return text.len > 0 && !is_blank(sl_str_from(text, text.len - 1)) && add_behind(sampling, out);
}

slt_sampler *const slt_sampler_initials = same_longer;
slt_sampler *const slt_sampler_word_count_band = same_longer;

/* Other letters in the place of letters. */
static bool
same_length(const struct slt_sampling *sampling, struct sl_buf *out)
{
    for (size_t at = 0; at < sampling->text.len; at++) {
        char byte = sampling->text.ptr[at];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        sl_buf_add_byte(out, letter ? (char)('a' + slt_below(sampling->chance, 26)) : byte);
    }
    return sampling->text.len > 0;
}

slt_sampler *const slt_sampler_length_band = same_length;

/* One more word, which no policy here lists. */
static bool
same_words(const struct slt_sampling *sampling, struct sl_buf *out)
{
    sl_buf_add_str(out, sampling->text);
    sl_buf_add_str(out, SL_STR(" zwölf"));
    return holds_any_length(sampling);
}

slt_sampler *const slt_sampler_contains_word = same_words;

/* ---- none: every value is told from every other, or two columns are read ------------------------ */

slt_sampler *const slt_sampler_same = NULL;
slt_sampler *const slt_sampler_pseudonym = NULL;
slt_sampler *const slt_sampler_pseudonym_uuid = NULL;
slt_sampler *const slt_sampler_bucket_of = NULL;
