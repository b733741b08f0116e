#include "attack/sample.h"

#include "eval/canary.h"
#include "eval/eval_value.h"

#include <stdlib.h>

enum { SOME_UUIDS = 40 }; /* more than the buckets that owners let a value be in */

void
slc_samples_add(struct slc_samples *samples, struct sl_value value, int64_t position)
{
    if (samples->count == samples->room) {
        const uint32_t room = samples->room * 2 + 64;
        struct slc_sample *more = SL_NEW_ARRAY(samples->arena, struct slc_sample, room);
        if (samples->count > 0)
            memcpy(more, samples->each, samples->count * sizeof *more);
        samples->each = more;
        samples->room = room;
    }
    samples->each[samples->count++] = (struct slc_sample) { .value = value, .position = position };
}

/* ---- types with few values ------------------------------------------------------------------- */

static void
add_booleans(struct slc_samples *samples)
{
    slc_samples_add(samples, slc_boolean_value(false), 0);
    slc_samples_add(samples, slc_boolean_value(true), 1);
    samples->finite = true;
}

static void
add_labels(const struct slc_ir_type *type, struct slc_samples *samples)
{
    for (uint32_t at = 0; at < type->nlabels; at++)
        slc_samples_add(samples, slc_text_value(type->labels[at]), at);
    samples->finite = true;
}

static void
add_uuids(const struct slc_sampling *sampling, struct slc_samples *samples)
{
    for (int at = 0; at < SOME_UUIDS; at++) {
        struct sl_value value;
        const uint64_t low = slc_chance_next(sampling->chance);
        const struct sl_str text =
            sl_arena_format(sampling->arena, "%08x-0000-4000-8000-%012llx", (unsigned)(low >> 32),
                            (unsigned long long)(low & UINT64_C(0xffffffffffff)));
        if (slc_eval_read(sampling->arena, &sampling->promise->secret->type, text, &value))
            slc_samples_add(samples, value, at);
    }
}

/* A value that nothing else looks like: two of them. */
static void
add_canaries(const struct slc_sampling *sampling, struct slc_samples *samples)
{
    const struct slc_secret *secret = sampling->promise->secret;
    for (unsigned salt = 0; secret->path.len == 0 && salt < 2; salt++)
        slc_samples_add(samples,
                        slc_canary(sampling->arena, &secret->table->columns[secret->column], salt),
                        salt);
}

/* ---- lines that literals alone cut ----------------------------------------------------------- */

static bool
is_cut(const struct slc_teller *teller, const struct slc_secret *secret)
{
    const struct slc_ir_expr *expr = teller->expr;
    if (slc_operand_count(expr) == 0 ||
        !slc_is_secret(secret, teller->release, slc_operand(expr, 0)))
        return false;
    for (uint32_t at = 1; at < slc_operand_count(expr); at++)
        if (slc_operand(expr, at)->op != SLC_IR_LITERAL)
            return false;
    return expr->op != SLC_IR_CALL || expr->function->measure == SLC_MEASURES_EDGES ||
           expr->function->measure == SLC_MEASURES_LISTED ||
           expr->function->measure == SLC_MEASURES_CLASSES;
}

/* Whether only values that policies name are told from their neighbours: these are all tried. */
static bool
is_cut_by_literals(const struct slc_promise *promise)
{
    for (uint32_t at = 0; at < promise->ntellers; at++)
        if (!is_cut(&promise->tellers[at], promise->secret))
            return false;
    return true;
}

/* ---- all ------------------------------------------------------------------------------------- */

static int
by_position(const void *left, const void *right)
{
    const struct slc_sample *a = left, *b = right;
    if (a->value.state != b->value.state)
        return a->value.state == SL_MISSING ? -1 : 1;
    return (a->position > b->position) - (a->position < b->position);
}

/* Equally placed numbers and times are one value. */
static void
drop_repeated(struct slc_samples *samples)
{
    uint32_t kept = 0;
    for (uint32_t at = 0; at < samples->count; at++)
        if (kept == 0 || samples->axis != SLC_SAMPLE_AXIS_VALUE ||
            samples->each[at].value.state == SL_MISSING ||
            samples->each[at].position != samples->each[kept - 1].position ||
            samples->each[kept - 1].value.state == SL_MISSING)
            samples->each[kept++] = samples->each[at];
    samples->count = kept;
}

struct slc_samples
slc_samples_for(const struct slc_sampling *sampling)
{
    const struct slc_ir_type *type = &sampling->promise->secret->type;
    struct slc_samples samples = { .arena = sampling->arena };
    const enum sl_kind kind = slc_type_info(type->id)->kind;
    if (type->nullable)
        slc_samples_add(&samples, slc_missing_value(kind), 0);
    if (kind == SL_BOOLEAN)
        add_booleans(&samples);
    else if (type->id == SLC_TYPE_ENUM)
        add_labels(type, &samples);
    else if (kind == SL_TEXT)
        slc_sample_text(sampling, &samples);
    else if (kind == SL_UUID)
        add_uuids(sampling, &samples);
    else if (kind == SL_JSON)
        slc_sample_document(sampling, &samples);
    else if (kind == SL_BYTES || kind == SL_OPAQUE)
        add_canaries(sampling, &samples);
    else
        slc_sample_ordered(sampling, &samples);
    samples.complete =
        samples.finite || (!samples.left_out && is_cut_by_literals(sampling->promise));
    if (samples.count > 0)
        qsort(samples.each, samples.count, sizeof *samples.each, by_position);
    drop_repeated(&samples);
    return samples;
}
