#include "lower/lower.h"

/* ---- statements ---------------------------------------------------------------------------- */

/* NULL when none was written. */
static const struct slc_ir_decision *
lower_decision(struct slc_to_ir *to, const struct slc_statement *statement)
{
    const struct slc_decision *decision = &statement->decision;
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
        .to = statement->as_rank < 0 ? 0 : (uint32_t)statement->as_rank,
    };
    for (const struct slc_name *name = decision->approved_by; name != NULL; name = name->next)
        roles[ir->napproved_by++] = slc_lower_role(to, name->text);
    return ir;
}

static struct slc_ir_label
label_of_cells(const struct slc_release_to_ir *from, const uint32_t *cells, uint32_t count)
{
    struct slc_ir_label joined = { 0 };
    for (uint32_t i = 0; i < count; i++) {
        struct slc_ir_label label =
            slc_ir_column_label(&from->table->columns[from->cells[cells[i]].column]);
        joined.level = label.level > joined.level ? label.level : joined.level;
        joined.categories |= label.categories;
    }
    return joined;
}

static enum slc_ir_verb
verb_of(enum slc_statement_kind kind)
{
    return kind == SLC_ROW_KEY  ? SLC_IR_ROW_KEY
           : kind == SLC_KEEP   ? SLC_IR_KEEP
           : kind == SLC_DERIVE ? SLC_IR_DERIVE
                                : SLC_IR_DISCLOSE;
}

static void
lower_field(struct slc_release_to_ir *to, const struct slc_statement *s, struct slc_ir_field *ret)
{
    slc_begin_reading(to);
    *ret = (struct slc_ir_field) { .name = s->field.text,
                                   .verb = verb_of(s->kind),
                                   .row_key = s->kind == SLC_ROW_KEY || s->row_key,
                                   .expr = slc_lower_expr(to, s->expr),
                                   .doc = s->doc.text,
                                   .after = slc_lowered_label(s->label),
                                   .decision = lower_decision(to->all, s),
                                   .place = slc_lower_place(s->at) };
    ret->cells = slc_cells_read(to, &ret->ncells);
    ret->before = label_of_cells(to, ret->cells, ret->ncells);
    ret->rules = to->reading.rules;
    ret->nrules = to->reading.nrules;
}

static void
lower_filter(struct slc_release_to_ir *to, const struct slc_statement *s,
             struct slc_ir_release *ret)
{
    slc_begin_reading(to);
    ret->filter = slc_lower_expr(to, s->expr);
    ret->filter_cells = slc_cells_read(to, &ret->nfilter_cells);
    ret->filter_rules = to->reading.rules;
    ret->nfilter_rules = to->reading.nrules;
    ret->filter_decision = lower_decision(to->all, s);
    ret->filter_place = slc_lower_place(s->at);
}

static const struct slc_column *
column_named(const struct slc_table *table, struct sl_str name)
{
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next)
        if (sl_str_equal(column->name.text, name))
            return column;
    return NULL;
}

static void
lower_withheld(const struct slc_release *release, const struct slc_name *names,
               struct slc_ir_withheld like, struct slc_ir_release *ret,
               struct slc_ir_withheld *withheld)
{
    for (const struct slc_name *name = names; name != NULL; name = name->next) {
        like.column = (uint32_t)column_named(release->table, name->text)->number;
        withheld[ret->nwithheld++] = like;
    }
}

/* One statement; fields and withheld columns go to the arrays. */
static void
lower_statement(struct slc_release_to_ir *to, const struct slc_release *release,
                const struct slc_statement *s, struct slc_ir_release *ret,
                struct slc_ir_field *fields, struct slc_ir_withheld *withheld)
{
    struct slc_ir_place place = slc_lower_place(s->at);
    switch (s->kind) {
    case SLC_ROW_KEY:
    case SLC_KEEP:
    case SLC_DERIVE:
    case SLC_DISCLOSE: lower_field(to, s, &fields[ret->nfields++]); break;
    case SLC_DISCLOSE_ROWS:
        ret->rows_decision = lower_decision(to->all, s);
        ret->rows_place = place;
        break;
    case SLC_WITHHOLD:
        lower_withheld(release, s->names,
                       (struct slc_ir_withheld) { .because = s->because.text, .place = place }, ret,
                       withheld);
        break;
    case SLC_ONLY_ROWS: lower_filter(to, s, ret); break;
    case SLC_REJECTED_ROWS:
        ret->rejected_send_key = true;
        ret->rejected_place = place;
        break;
    case SLC_DELETED_ROWS:
        ret->deletes_stay = s->stay;
        ret->deletes_place = place;
        break;
    case SLC_UPDATES:
        ret->updates_changes = s->changes;
        ret->updates_decision = lower_decision(to->all, s);
        ret->updates_place = place;
        break;
    case SLC_METADATA: /* commit_time is the only one there is */
        ret->commit_time = true;
        ret->metadata_place = place;
        break;
    }
}

/* ---- the release --------------------------------------------------------------------------- */

static uint32_t
count_statements(const struct slc_release *release)
{
    uint32_t count = 0;
    for (const struct slc_statement *s = release->statements; s != NULL; s = s->next)
        count++;
    return count;
}

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

static void
note_expiry(struct slc_ir_date *earliest, const struct slc_ir_date *until)
{
    if (until->text.len > 0 && (earliest->text.len == 0 || until->days < earliest->days))
        *earliest = *until;
}

static void
note_decision(struct slc_ir_date *earliest, const struct slc_ir_decision *decision)
{
    if (decision != NULL)
        note_expiry(earliest, &decision->until);
}

static struct slc_ir_date
earliest_expiry(const struct slc_ir_release *release)
{
    struct slc_ir_date earliest = { 0 };
    note_decision(&earliest, release->filter_decision);
    note_decision(&earliest, release->updates_decision);
    note_decision(&earliest, release->rows_decision);
    for (uint32_t i = 0; i < release->nfilter_rules; i++)
        note_expiry(&earliest, &release->filter_rules[i]->until);
    for (uint32_t f = 0; f < release->nfields; f++) {
        const struct slc_ir_field *field = &release->fields[f];
        note_decision(&earliest, field->decision);
        for (uint32_t i = 0; i < field->nrules; i++)
            note_expiry(&earliest, &field->rules[i]->until);
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

static void
lower_statements(struct slc_release_to_ir *to, const struct slc_release *release,
                 struct slc_ir_release *ret)
{
    struct sl_arena *arena = to->all->arena;
    struct slc_ir_field *fields =
        SL_NEW_ARRAY(arena, struct slc_ir_field, count_statements(release) + 1);
    struct slc_ir_withheld *withheld =
        SL_NEW_ARRAY(arena, struct slc_ir_withheld, to->table->ncolumns + 1);
    ret->fields = fields;
    ret->withheld = withheld;
    for (const struct slc_statement *s = release->statements; s != NULL; s = s->next)
        lower_statement(to, release, s, ret, fields, withheld);
    for (const struct slc_withheld *w = release->table->withheld; w != NULL; w = w->next)
        lower_withheld(release, w->names,
                       (struct slc_ir_withheld) { .because = w->because.text,
                                                  .by_table = true,
                                                  .place = slc_lower_place(w->at) },
                       ret, withheld);
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
        .table = slc_lowered_table(to, release->table),
        .destination = lowered_destination(to, release->destination->name.text),
    };
    slc_lower_reads(&own, release);
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
        .row_label = slc_lowered_label(release->row_label),
        .place = slc_lower_place_line(release->at),
    };
    lower_statements(&own, release, ret);
    number_decrypted(&own, ret);
    order_record(to, ret);
    ret->earliest_expiry = earliest_expiry(ret);
}
