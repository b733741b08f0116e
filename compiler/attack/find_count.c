/* find_count.c - more values told apart than an owner's `at most` lets. */
#include "attack/find.h"

enum { MOST_KEPT = 128 };

/* Whether the line is of the unit and rests on owners' rows. */
typedef bool is_of_unit(const struct slc_teller *teller);

static bool
is_listed(const struct slc_teller *teller)
{
    if (teller->operator_class == SLC_OPERATOR_MEMBERSHIP)
        return true;
    return teller->function != NULL && (teller->function->measure == SLC_MEASURES_LISTED ||
                                        teller->function->measure == SLC_MEASURES_WORDS);
}

static bool
is_threshold(const struct slc_teller *teller)
{
    return teller->operator_class == SLC_OPERATOR_COMPARISON;
}

static bool
is_characters(const struct slc_teller *teller)
{
    return teller->function != NULL && (teller->function->measure == SLC_MEASURES_FROM_FRONT ||
                                        teller->function->measure == SLC_MEASURES_FROM_BACK ||
                                        teller->function->measure == SLC_MEASURES_INITIALS);
}

static bool
is_bits(const struct slc_teller *teller)
{
    return teller->function != NULL && teller->function->measure == SLC_MEASURES_PREFIX;
}

static bool
is_buckets(const struct slc_teller *teller)
{
    return teller->function != NULL && teller->function->measure == SLC_MEASURES_BUCKETS;
}

static bool
counts(const struct slc_teller *teller, is_of_unit *of_unit)
{
    return teller->ruled && teller->permitted && !teller->decided && of_unit(teller);
}

/* The smallest `at most` of the unit's lines; NULL: none has one. */
static const struct slc_teller *
strictest(const struct slc_promise *promise, is_of_unit *of_unit)
{
    const struct slc_teller *strictest = NULL;
    for (uint32_t at = 0; at < promise->ntellers; at++) {
        const struct slc_teller *teller = &promise->tellers[at];
        if (counts(teller, of_unit) && teller->most < SLC_NO_MOST &&
            (strictest == NULL || teller->most < strictest->most))
            strictest = teller;
    }
    return strictest;
}

/* Whether lines of the unit tell the two apart, and the records do, too. */
static bool
are_apart(const struct slc_promise *promise, const struct slc_told_of *a,
          const struct slc_told_of *b, is_of_unit *of_unit)
{
    if (a->whole == b->whole)
        return false;
    for (uint32_t at = 0; at < promise->ntellers; at++)
        if (counts(&promise->tellers[at], of_unit) && a->tellers[at] != b->tellers[at])
            return true;
    return false;
}

struct kept {
    struct slc_told_of told[MOST_KEPT];
    struct sl_value values[MOST_KEPT];
    uint32_t count;
};

static void
keep_if_apart(const struct slc_promise *promise, struct kept *kept, const struct slc_told_of *told,
              struct sl_value value, is_of_unit *of_unit)
{
    for (uint32_t at = 0; at < kept->count; at++)
        if (!are_apart(promise, &kept->told[at], told, of_unit))
            return;
    if (kept->count == MOST_KEPT)
        return;
    kept->values[kept->count] = value;
    kept->told[kept->count++] = *told;
}

static void
report(struct slc_attempt *attempt, const struct slc_teller *teller, const struct kept *kept,
       const char *what)
{
    struct slc_find_shown shown = { .code = SLC_E0802, .at = teller->most_row->at };
    while (shown.count < 3 && shown.count < kept->count) {
        shown.values[shown.count] = kept->values[shown.count];
        shown.count++;
    }
    slc_report_find(attempt, &shown, "can tell %u %s of %.*s apart; '%.*s' lets it tell fewer",
                    kept->count, what, SL_FMT(slc_secret_name(attempt->row->promise->secret)),
                    SL_FMT(slc_bound_text(teller->most_row, false)));
}

/* `spare`: how many more than the bound may be told apart. */
static bool
find_apart(struct slc_attempt *attempt, is_of_unit *of_unit, uint32_t spare)
{
    const struct slc_promise *promise = attempt->row->promise;
    const struct slc_teller *teller = strictest(promise, of_unit);
    struct kept kept = { .count = 0 };
    if (teller == NULL)
        return false;
    for (uint32_t at = 0; at < attempt->trials.samples.count; at++)
        if (attempt->trials.samples.each[at].value.state == SL_VALUE &&
            !attempt->trials.samples.each[at].partial)
            keep_if_apart(promise, &kept, &attempt->trials.each[at],
                          attempt->trials.samples.each[at].value, of_unit);
    if ((double)kept.count <= teller->most + spare)
        return false;
    report(attempt, teller, &kept, "values");
    return true;
}

/* So many listed values or limits make one more cell. */
bool
slc_find_listed(struct slc_attempt *attempt)
{
    return find_apart(attempt, is_listed, 1);
}

bool
slc_find_thresholds(struct slc_attempt *attempt)
{
    return find_apart(attempt, is_threshold, 1);
}

/* ---- buckets --------------------------------------------------------------------------------- */

bool
slc_find_buckets(struct slc_attempt *attempt)
{
    return find_apart(attempt, is_buckets, 0);
}

/* ---- characters and bits --------------------------------------------------------------------- */

/* A value whose parts are changed one by one, and what to try in each part's place. */
struct parts {
    struct sl_str text;
    uint32_t count;
    struct sl_str (*changed)(struct sl_arena *arena, struct sl_str text, uint32_t part);
};

static struct sl_str
with_character(struct sl_arena *arena, struct sl_str text, uint32_t part)
{
    char *copy = sl_arena_must(arena, text.len + 1, 1);
    memcpy(copy, text.ptr, text.len);
    copy[part] = text.ptr[part] == 'q' ? 'z' : 'q';
    return (struct sl_str) { copy, text.len };
}

static struct sl_str
with_bit(struct sl_arena *arena, struct sl_str text, uint32_t part)
{
    (void)text;
    unsigned bytes[4] = { 203, 0, 113, 77 };
    bytes[part / 8] ^= 128U >> (part % 8);
    return sl_arena_format(arena, "%u.%u.%u.%u", bytes[0], bytes[1], bytes[2], bytes[3]);
}

static bool
find_parts(struct slc_attempt *attempt, is_of_unit *of_unit, const struct parts *parts,
           const char *what)
{
    const struct slc_promise *promise = attempt->row->promise;
    const struct slc_teller *teller = strictest(promise, of_unit);
    struct kept kept = { .count = 0 };
    if (teller == NULL)
        return false;
    struct sl_value value = { .state = SL_VALUE,
                              .kind = slc_type_info(promise->secret->type.id)->kind,
                              .text = parts->text };
    const struct slc_told_of first = slc_trial(attempt->row, value);
    for (uint32_t part = 0; part < parts->count; part++) {
        if (parts->text.ptr[part] == ' ' && parts->changed == with_character)
            continue; /* what tidying takes away would come back */
        value.text = parts->changed(attempt->row->arena, parts->text, part);
        const struct slc_told_of told = slc_trial(attempt->row, value);
        if (!are_apart(promise, &first, &told, of_unit) || kept.count == MOST_KEPT)
            continue;
        kept.values[kept.count] = value;
        kept.told[kept.count++] = told;
    }
    if ((double)kept.count <= teller->most)
        return false;
    report(attempt, teller, &kept, what);
    return true;
}

/* One word, and several: initials are of each. */
bool
slc_find_characters(struct slc_attempt *attempt)
{
    static const char *const texts[] = {
        "abcdefghijklmnoprstuvwxy", "ab cd ef gh ij kl mn op", "abcdefgh", "ab cd",
        "     abcdefgh     ",       "ab    cd     ef     gh"
    };
    const struct slc_ir_type *type = &attempt->row->promise->secret->type;
    if (slc_type_info(type->id)->kind != SL_TEXT || type->id == SLC_TYPE_ENUM)
        return false;
    for (size_t at = 0; at < sizeof texts / sizeof texts[0]; at++) {
        const struct parts parts = { sl_str_of(texts[at]), (uint32_t)strlen(texts[at]),
                                     with_character };
        if ((type->precision == 0 || parts.count <= type->precision) &&
            find_parts(attempt, is_characters, &parts, "characters"))
            return true;
    }
    return false;
}

bool
slc_find_bits(struct slc_attempt *attempt)
{
    const struct parts parts = { SL_STR("203.0.113.77"), 32, with_bit };
    const struct slc_ir_type *type = &attempt->row->promise->secret->type;
    return slc_type_info(type->id)->kind == SL_TEXT && find_parts(attempt, is_bits, &parts, "bits");
}
