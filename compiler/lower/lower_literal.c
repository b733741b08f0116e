#include "lower/lower_literal.h"

#include "language/decimal.h"

#include <assert.h>

static enum slc_ir_literal_kind
literal_kind(enum slc_literal_kind kind)
{
    switch (kind) {
    case SLC_LITERAL_STRING: return SLC_IR_TEXT;
    case SLC_LITERAL_NUMBER: return SLC_IR_NUMBER;
    case SLC_LITERAL_DATE: return SLC_IR_DATE;
    case SLC_LITERAL_BOOLEAN: return SLC_IR_BOOLEAN;
    }
    return SLC_IR_TEXT;
}

static struct slc_ir_literal
lower_literal(const struct slc_literal *literal)
{
    struct slc_ir_literal ir = { .kind = literal_kind(literal->kind), .text = literal->text };
    switch (ir.kind) {
    case SLC_IR_TEXT: break;
    case SLC_IR_NUMBER: {
        struct slc_decimal decimal = { 0 };
        bool sound = slc_decimal_read(literal->text, &decimal);
        assert(sound && "types/ refuses numbers with more digits");
        (void)sound;
        ir.digits = decimal.digits;
        ir.scale = decimal.scale;
        break;
    }
    case SLC_IR_DATE:
    case SLC_IR_MIDNIGHT:
    case SLC_IR_MIDNIGHT_UTC: ir.days = literal->days; break;
    case SLC_IR_BOOLEAN:
        ir.boolean = literal->boolean;
        ir.text = literal->boolean ? SL_STR("yes") : SL_STR("no");
        break;
    }
    return ir;
}

/* A literal where a value of the type leaves: a date is its midnight. */
const struct slc_ir_literal *
slc_literal_as(struct sl_arena *arena, const struct slc_ir_literal *literal, enum slc_type_id type)
{
    bool moment = type == SLC_TYPE_TIMESTAMP || type == SLC_TYPE_TIMESTAMPTZ;
    if (literal->kind != SLC_IR_DATE || !moment)
        return literal;
    struct slc_ir_literal *midnight = SL_NEW(arena, struct slc_ir_literal);
    *midnight = *literal;
    midnight->kind = type == SLC_TYPE_TIMESTAMP ? SLC_IR_MIDNIGHT : SLC_IR_MIDNIGHT_UTC;
    return midnight;
}

const struct slc_ir_literal *
slc_lower_literals(struct sl_arena *arena, const struct slc_literal *list, uint32_t *ret_count)
{
    uint32_t count = 0;
    for (const struct slc_literal *item = list; item != NULL; item = item->next)
        count++;
    *ret_count = count;
    if (count == 0)
        return NULL;
    struct slc_ir_literal *literals = SL_NEW_ARRAY(arena, struct slc_ir_literal, count);
    uint32_t i = 0;
    for (const struct slc_literal *item = list; item != NULL; item = item->next)
        literals[i++] = lower_literal(item);
    return literals;
}
