/* Risk checks: their fields in the releases that were lowered. */
#include "lower/lower_risk.h"

#include "lower/lower_parts.h"

static const struct slc_ir_field *const *
lower_fields(const struct slc_to_ir *to, const struct slc_ir_release *release,
             const struct slc_name *names, uint32_t *ret_count)
{
    uint32_t count = 0;
    for (const struct slc_name *name = names; name != NULL; name = name->next)
        count++;
    const struct slc_ir_field **fields =
        SL_NEW_ARRAY(to->arena, const struct slc_ir_field *, count + 1);
    *ret_count = count;
    for (const struct slc_name *name = names; name != NULL; name = name->next)
        *fields++ = slc_ir_field_named(release, name->text);
    return fields - count;
}

static struct slc_ir_risk
lower_risk(const struct slc_to_ir *to, const struct slc_risk *risk)
{
    struct sl_str name = sl_arena_format(to->arena, "%.*s.%.*s", SL_FMT(risk->stream.first.text),
                                         SL_FMT(risk->stream.second.text));
    struct slc_ir_risk ir = {
        .release = slc_ir_release_named(to->ir, name),
        .people = risk->people.text,
        .values = risk->values.text,
        .place = slc_lower_place(risk->at),
    };
    ir.identifying = lower_fields(to, ir.release, risk->identifying, &ir.nidentifying);
    ir.sensitive = lower_fields(to, ir.release, risk->sensitive, &ir.nsensitive);
    return ir;
}

void
slc_lower_risks(struct slc_to_ir *to)
{
    uint32_t count = 0;
    for (const struct slc_risk *risk = to->program->risks; risk != NULL; risk = risk->next)
        count++;
    struct slc_ir_risk *risks = SL_NEW_ARRAY(to->arena, struct slc_ir_risk, count + 1);
    for (const struct slc_risk *risk = to->program->risks; risk != NULL; risk = risk->next)
        risks[to->ir->nrisks++] = lower_risk(to, risk);
    to->ir->risks = risks;
}
