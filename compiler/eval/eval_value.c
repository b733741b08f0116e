#include "eval/eval_value.h"

struct sl_value
slc_missing_value(enum sl_kind kind)
{
    return (struct sl_value) { .state = SL_MISSING, .kind = kind };
}

struct sl_value
slc_unchanged_value(enum sl_kind kind)
{
    return (struct sl_value) { .state = SL_UNCHANGED, .kind = kind };
}

struct sl_value
slc_boolean_value(bool boolean)
{
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_BOOLEAN, .boolean = boolean };
}

struct sl_value
slc_text_value(struct sl_str text)
{
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_TEXT, .text = text };
}

struct sl_value
slc_literal_value(const struct slc_ir_literal *literal)
{
    switch (literal->kind) {
    case SLC_IR_TEXT:
        return (struct sl_value) { .state = SL_VALUE, .kind = SL_TEXT, .text = literal->text };
    case SLC_IR_NUMBER:
        return (struct sl_value) { .state = SL_VALUE, .kind = SL_NUMERIC, .text = literal->text };
    case SLC_IR_DATE:
        return (struct sl_value) { .state = SL_VALUE, .kind = SL_DATE, .integer = literal->days };
    case SLC_IR_MIDNIGHT:
    case SLC_IR_MIDNIGHT_UTC:
        return (struct sl_value) {
            .state = SL_VALUE,
            .kind = literal->kind == SLC_IR_MIDNIGHT ? SL_TIMESTAMP : SL_TIMESTAMPTZ,
            .integer = literal->days * INT64_C(86400000000),
        };
    case SLC_IR_BOOLEAN: return slc_boolean_value(literal->boolean);
    }
    return slc_missing_value(SL_OPAQUE);
}
