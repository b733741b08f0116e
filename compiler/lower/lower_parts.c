#include "lower/lower_parts.h"

struct slc_ir_place
slc_lower_place(struct slc_span at)
{
    if (at.source == NULL)
        return (struct slc_ir_place) { 0 };
    return (struct slc_ir_place) { .file = at.source->name,
                                   .line = slc_source_place(at.source, at.begin).line,
                                   .text = slc_span_text(at) };
}

struct slc_ir_place
slc_lower_place_line(struct slc_span at)
{
    struct slc_ir_place place = slc_lower_place(at);
    const char *newline = place.text.len > 0 ? memchr(place.text.ptr, '\n', place.text.len) : NULL;
    if (newline != NULL)
        place.text.len = (size_t)(newline - place.text.ptr);
    return place;
}

struct slc_ir_date
slc_lower_date(struct slc_date date)
{
    if (date.at.source == NULL)
        return (struct slc_ir_date) { 0 };
    return (struct slc_ir_date) { .days = date.days, .text = slc_span_text(date.at) };
}

struct slc_ir_label
slc_lowered_label(struct slc_label label)
{
    return (struct slc_ir_label) { .level = label.level < 0 ? 0 : (uint32_t)label.level,
                                   .categories = label.categories };
}

struct slc_ir_type
slc_lower_type(struct sl_arena *arena, const struct slc_type *type)
{
    struct slc_ir_type ir = { .id = type->id,
                              .nullable = type->nullable,
                              .spelling = slc_type_spelling(arena, type) };
    if (type->has_precision) {
        ir.precision = type->precision;
        ir.scale = type->scale;
    }
    for (const struct slc_enum_label *label = type->labels; label != NULL; label = label->next)
        ir.nlabels++;
    if (ir.nlabels > 0) {
        struct sl_str *labels = SL_NEW_ARRAY(arena, struct sl_str, ir.nlabels);
        uint32_t i = 0;
        for (const struct slc_enum_label *label = type->labels; label != NULL; label = label->next)
            labels[i++] = label->text;
        ir.labels = labels;
    }
    return ir;
}

const struct slc_ir_role *
slc_lower_role(const struct slc_to_ir *from, struct sl_str name)
{
    for (uint32_t i = 0; i < from->ir->nroles; i++)
        if (sl_str_equal(from->roles[i].name, name))
            return &from->roles[i];
    return NULL;
}

const struct slc_ir_decision *
slc_lower_decision(struct slc_to_ir *to, const struct slc_decision *decision, int rank)
{
    if (!decision->written)
        return NULL;
    uint32_t count = 0;
    for (const struct slc_name *name = decision->approved_by; name != NULL; name = name->next)
        count++;
    const struct slc_ir_role **roles =
        SL_NEW_ARRAY(to->arena, const struct slc_ir_role *, count + 1);
    struct slc_ir_decision *ir = SL_NEW(to->arena, struct slc_ir_decision);
    *ir = (struct slc_ir_decision) {
        .because = decision->because.text,
        .approved_by = roles,
        .until = slc_lower_date(decision->until),
        .decided = slc_lower_date(decision->decided),
        .to = rank < 0 ? 0 : (uint32_t)rank,
    };
    for (const struct slc_name *name = decision->approved_by; name != NULL; name = name->next)
        roles[ir->napproved_by++] = slc_lower_role(to, name->text);
    return ir;
}

void
slc_note_expiry(struct slc_ir_date *earliest, const struct slc_ir_date *until)
{
    if (until->text.len > 0 && (earliest->text.len == 0 || until->days < earliest->days))
        *earliest = *until;
}

void
slc_note_decision(struct slc_ir_date *earliest, const struct slc_ir_decision *decision)
{
    if (decision != NULL)
        slc_note_expiry(earliest, &decision->until);
}
