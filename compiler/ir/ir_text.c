#include "ir/ir_text.h"

void
slc_add_label(struct sl_buf *out, const struct slc_ir *ir, struct slc_ir_label label)
{
    sl_buf_add_str(out, ir->levels[label.level].name);
    for (uint32_t i = 0; i < ir->ncategories; i++)
        if (slc_number_set_has(label.categories, i))
            sl_buf_printf(out, " %.*s", SL_FMT(ir->categories[i].name));
}

void
slc_add_place(struct sl_buf *out, const struct slc_ir_place *place)
{
    sl_buf_printf(out, "%.*s:%u", SL_FMT(place->file), place->line);
}

void
slc_add_label_change(struct sl_buf *out, const struct slc_ir *ir, const struct slc_ir_field *field)
{
    slc_add_label(out, ir, field->before);
    if (field->before.level == field->after.level) /* categories stay */
        return;
    sl_buf_add_str(out, SL_STR(" -> "));
    slc_add_label(out, ir, field->after);
    for (uint32_t i = 0; i < field->nrules; i++) {
        sl_buf_add_str(out, i == 0 ? SL_STR(", by ") : SL_STR(" and "));
        slc_add_place(out, &field->rules[i]->place);
    }
    if (field->nrules == 0 && field->decision == NULL)
        sl_buf_add_str(out, SL_STR(", as its leaf is declared"));
    if (field->decision != NULL)
        sl_buf_printf(out, "%s this decision until %.*s", field->nrules > 0 ? " and" : ", by",
                      SL_FMT(field->decision->until.text));
}

const char *
slc_operator_learns(enum slc_ir_op op)
{
    switch (op) {
    case SLC_IR_LESS:
    case SLC_IR_LESS_OR_EQUAL:
    case SLC_IR_GREATER:
    case SLC_IR_GREATER_OR_EQUAL:
        return "The receiver learns on which side of the threshold the value lies.";
    case SLC_IR_IS:
    case SLC_IR_IN: return "The receiver learns whether the value is one of those named.";
    case SLC_IR_IS_MISSING:
    case SLC_IR_NOT_MISSING: return "The receiver learns whether there is a value.";
    case SLC_IR_CHOOSE: return "The receiver learns which case applies.";
    case SLC_IR_COLUMN:
    case SLC_IR_COMMIT_TIME:
    case SLC_IR_LITERAL:
    case SLC_IR_MISSING:
    case SLC_IR_CALL:
    case SLC_IR_AND:
    case SLC_IR_OR:
    case SLC_IR_NOT:
    case SLC_IR_IF_MISSING: break;
    }
    return NULL;
}
