#include "lower/lower_release.h"

#include "lower/lower_parts.h"
#include "lower/lower_reads.h"
#include "lower/lower_statements.h"
#include "lower/lower_table.h"

/* ---- the release --------------------------------------------------------------------------- */

/* Row key fields first, then the others; each in policy order. */
static void
order_record(struct slc_to_ir *to, struct slc_ir_release *ret)
{
    const struct slc_ir_field **record =
        SL_NEW_ARRAY(to->arena, const struct slc_ir_field *, ret->nfields + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < ret->nfields; i++)
        if (ret->fields[i].row_key)
            record[count++] = &ret->fields[i];
    ret->nrow_key = count;
    for (uint32_t i = 0; i < ret->nfields; i++)
        if (!ret->fields[i].row_key)
            record[count++] = &ret->fields[i];
    ret->record = record;
}

static struct slc_ir_date
earliest_expiry(const struct slc_ir_release *release)
{
    struct slc_ir_date earliest = { 0 };
    for (uint32_t i = 0; i < release->table->nleaves; i++)
        if (release->leaves[i])
            slc_note_decision(&earliest, release->table->leaves[i].decision);
    slc_note_decision(&earliest, release->destination->shared);
    slc_note_decision(&earliest, release->filter_decision);
    slc_note_decision(&earliest, release->updates_decision);
    slc_note_decision(&earliest, release->rows_decision);
    for (uint32_t i = 0; i < release->nfilter_rules; i++)
        slc_note_expiry(&earliest, &release->filter_rules[i]->until);
    for (uint32_t f = 0; f < release->nfields; f++) {
        const struct slc_ir_field *field = &release->fields[f];
        slc_note_decision(&earliest, field->decision);
        for (uint32_t i = 0; i < field->nrules; i++)
            slc_note_expiry(&earliest, &field->rules[i]->until);
    }
    return earliest;
}

static const struct slc_ir_destination *
lowered_destination(const struct slc_to_ir *from, struct sl_str name)
{
    for (uint32_t i = 0; i < from->ir->ndestinations; i++)
        if (sl_str_equal(from->destinations[i].name, name))
            return &from->destinations[i];
    return NULL;
}

/* Cells whose plaintext some field reads get slots. */
static void
number_decrypted(struct slc_release_to_ir *to, struct slc_ir_release *ret)
{
    uint32_t *decrypted = SL_NEW_ARRAY(to->all->arena, uint32_t, to->ncells + 1);
    for (uint32_t cell = 0; cell < to->ncells; cell++) {
        if (!to->cells[cell].decrypted)
            continue;
        to->cells[cell].slot = ret->ndecrypted;
        decrypted[ret->ndecrypted++] = cell;
        /* the array was made by lower_table.c and is const for everybody else */
        struct slc_ir_column *columns = (struct slc_ir_column *)(uintptr_t)to->table->columns;
        columns[to->cells[cell].column].decrypted = true;
    }
    ret->decrypted = decrypted;
}

void
slc_lower_release(struct slc_to_ir *to, const struct slc_release *release,
                  struct slc_ir_release *ret)
{
    struct slc_release_to_ir own = {
        .all = to,
        .release = release,
        .table = slc_lowered_table(to, release->table),
        .destination = lowered_destination(to, release->destination->name.text),
    };
    own.leaves = SL_NEW_ARRAY(to->arena, bool, own.table->nleaves + 1);
    slc_lower_reads(&own);
    *ret = (struct slc_ir_release) {
        .destination_name = release->stream.first.text,
        .stream = release->stream.second.text,
        .name = sl_arena_format(to->arena, "%.*s.%.*s", SL_FMT(release->stream.first.text),
                                SL_FMT(release->stream.second.text)),
        .version = release->version.text,
        .table = own.table,
        .destination = own.destination,
        .owner = slc_lower_role(to, release->owner.text),
        .purpose = release->purpose.text,
        .lawful_basis = release->lawful_basis.text,
        .review_by = slc_lower_date(release->review_by),
        .cells = own.cells,
        .ncells = own.ncells,
        .keys = own.keys,
        .nkeys = own.nkeys,
        .leaves = own.leaves,
        .row_label = slc_lowered_label(release->row_label),
        .place = slc_lower_place_line(release->at),
    };
    slc_lower_statements(&own, ret);
    number_decrypted(&own, ret);
    order_record(to, ret);
    ret->earliest_expiry = earliest_expiry(ret);
}
