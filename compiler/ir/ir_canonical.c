#include "ir/ir_canonical.h"

#include "json_out.h"
#include "maxima.h"
#include "text/keep_text.h"

#include <stdlib.h>

/* Names and strings stand in double quotes, escaped as in JSON; expressions are in prefix form in
 * parentheses, so that no precedence has to be known to read them. */

static void
add_quoted(struct sl_buf *out, const char *before, struct sl_str text)
{
    sl_buf_add_str(out, sl_str_of(before));
    sl_json_string(out, text);
}

/* ---- types and literals -------------------------------------------------------------------- */

static void
add_type(struct sl_buf *out, const struct slc_ir_type *type)
{
    sl_buf_printf(out, " %.*s", SL_FMT(type->spelling));
    for (uint32_t i = 0; i < type->nlabels; i++)
        add_quoted(out, i == 0 ? "(" : ",", type->labels[i]);
    if (type->nlabels > 0)
        sl_buf_add_byte(out, ')');
    if (type->nullable)
        sl_buf_add_byte(out, '?');
}

static void
add_literal(struct sl_buf *out, const struct slc_ir_literal *literal)
{
    switch (literal->kind) {
    case SLC_IR_TEXT: add_quoted(out, " ", literal->text); break;
    case SLC_IR_NUMBER:
    case SLC_IR_DATE:
    case SLC_IR_MIDNIGHT:
    case SLC_IR_MIDNIGHT_UTC:
    case SLC_IR_BOOLEAN: sl_buf_printf(out, " %.*s", SL_FMT(literal->text)); break;
    }
}

static void
add_literals(struct sl_buf *out, const struct slc_ir_literal *literals, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        add_literal(out, &literals[i]);
}

/* ---- expressions --------------------------------------------------------------------------- */

static const char *const op_words[] = {
    [SLC_IR_COLUMN] = "column",
    [SLC_IR_COMMIT_TIME] = "commit_time",
    [SLC_IR_LITERAL] = "literal",
    [SLC_IR_MISSING] = "missing",
    [SLC_IR_CALL] = "call",
    [SLC_IR_LESS] = "less",
    [SLC_IR_LESS_OR_EQUAL] = "less_or_equal",
    [SLC_IR_GREATER] = "greater",
    [SLC_IR_GREATER_OR_EQUAL] = "greater_or_equal",
    [SLC_IR_IS] = "is",
    [SLC_IR_IN] = "in",
    [SLC_IR_IS_MISSING] = "is_missing",
    [SLC_IR_NOT_MISSING] = "not_missing",
    [SLC_IR_AND] = "and",
    [SLC_IR_OR] = "or",
    [SLC_IR_NOT] = "not",
    [SLC_IR_IF_MISSING] = "if_missing",
    [SLC_IR_CHOOSE] = "choose",
};

static void add_expr(struct sl_buf *out, const struct slc_ir_release *release,
                     const struct slc_ir_expr *expr);

static void
add_arg(struct sl_buf *out, const struct slc_ir_release *release, const struct slc_ir_arg *arg)
{
    switch (arg->kind) {
    case SLC_PARAMETER_VALUE:
    case SLC_PARAMETER_TIME:
        sl_buf_add_byte(out, ' ');
        add_expr(out, release, arg->expr);
        break;
    case SLC_PARAMETER_KEY:
        add_quoted(out, " (key ", release->keys[arg->key].key->name);
        add_quoted(out, " of ", release->keys[arg->key].kind);
        sl_buf_add_byte(out, ')');
        break;
    case SLC_PARAMETER_UNIT: sl_buf_printf(out, " (unit %s)", slc_units[arg->unit].name); break;
    case SLC_PARAMETER_NUMBER:
    case SLC_PARAMETER_COUNT:
    case SLC_PARAMETER_EDGES:
    case SLC_PARAMETER_LITERALS:
    case SLC_PARAMETER_TEXTS:
    case SLC_PARAMETER_WORDS:
    case SLC_PARAMETER_PATH:
    case SLC_PARAMETER_YEARS:
    case SLC_PARAMETER_DAYS:
        sl_buf_add_str(out, SL_STR(" (list"));
        add_literals(out, arg->literals, arg->nliterals);
        sl_buf_add_byte(out, ')');
        break;
    }
}

static void
add_expr(struct sl_buf *out, const struct slc_ir_release *release, const struct slc_ir_expr *expr)
{
    sl_buf_printf(out, "(%s", op_words[expr->op]);
    if (expr->op == SLC_IR_COLUMN)
        add_quoted(out, " ", slc_ir_cell_column(release, expr->cell)->name);
    if (expr->op == SLC_IR_CALL)
        sl_buf_printf(out, " %s", expr->function->name);
    for (uint32_t i = 0; i < expr->nargs; i++)
        add_arg(out, release, &expr->args[i]);
    for (uint32_t i = 0; i < expr->noperands; i++) {
        sl_buf_add_byte(out, ' ');
        add_expr(out, release, expr->operands[i]);
    }
    add_literals(out, expr->literals, expr->nliterals);
    sl_buf_add_byte(out, ')');
}

void
slc_ir_canonical_expr(struct sl_buf *out, const struct slc_ir_release *release,
                      const struct slc_ir_expr *expr)
{
    add_expr(out, release, expr);
}

/* ---- columns ------------------------------------------------------------------------------- */

static void
add_encryption(struct sl_buf *out, const struct slc_ir_encryption *encryption)
{
    add_quoted(out, " encrypted ", encryption->key);
    sl_buf_printf(out, " %.*s", SL_FMT(encryption->format));
    for (uint32_t i = 0; i < encryption->nparameters; i++) {
        add_quoted(out, i == 0 ? "(" : ",", encryption->parameters[i].name);
        add_quoted(out, "=", encryption->parameters[i].value);
    }
    sl_buf_printf(out, "%s%s", encryption->nparameters > 0 ? ")" : "",
                  encryption->plaintext_allowed ? " plaintext_allowed" : "");
}

static void
add_column(struct sl_buf *out, const struct slc_ir_column *column)
{
    add_quoted(out, "  column ", column->name);
    add_type(out, &column->type);
    sl_buf_printf(out, "%s%s", column->key ? " key" : "", column->generated ? " generated" : "");
    if (column->encryption != NULL)
        add_encryption(out, column->encryption);
    sl_buf_add_byte(out, '\n');
}

static int
compare_columns(const void *a, const void *b)
{
    const struct slc_ir_column *left = a, *right = b;
    return sl_str_compare(left->name, right->name);
}

/* By name, so that their order in the table block is no part of the semantics. */
static void
add_columns(struct sl_buf *out, struct slc_ir_column *columns, uint32_t count)
{
    qsort(columns, count, sizeof(*columns), compare_columns);
    for (uint32_t i = 0; i < count; i++)
        add_column(out, &columns[i]);
}

static void
add_table(struct sl_buf *out, const struct slc_ir_table *table)
{
    static const char *const identities[] = { [SLC_IR_IDENTITY_DEFAULT] = "default",
                                              [SLC_IR_IDENTITY_INDEX] = "index",
                                              [SLC_IR_IDENTITY_FULL] = "full" };
    add_quoted(out, "table ", table->schema);
    add_quoted(out, ".", table->name);
    sl_buf_printf(out, " identity %s", identities[table->identity]);
    if (table->identity == SLC_IR_IDENTITY_INDEX)
        add_quoted(out, " ", table->identity_index);
    sl_buf_add_byte(out, '\n');
}

/* ---- releases ------------------------------------------------------------------------------ */

static void
add_fields(struct sl_buf *out, const struct slc_ir_release *release, uint32_t nfields)
{
    for (uint32_t i = 0; i < nfields; i++) {
        const struct slc_ir_field *field = release->record[i];
        sl_buf_printf(out, "  %s %.*s =", i < release->nrow_key ? "row_key" : "field",
                      SL_FMT(field->name));
        add_type(out, &field->expr->type);
        sl_buf_add_byte(out, ' ');
        add_expr(out, release, field->expr);
        sl_buf_add_byte(out, '\n');
    }
}

static void
add_events(struct sl_buf *out, const struct slc_ir_release *release)
{
    if (release->filter != NULL) {
        sl_buf_add_str(out, SL_STR("  only_rows "));
        add_expr(out, release, release->filter);
        sl_buf_add_byte(out, '\n');
    }
    sl_buf_printf(out, "  rejected_rows %s\n", release->rejected_send_key ? "send_key" : "nothing");
    sl_buf_printf(out, "  deleted_rows %s\n", release->deletes_stay ? "stay" : "send_key");
    sl_buf_printf(out, "  updates %s\n", release->updates_changes ? "changes" : "always");
    sl_buf_printf(out, "  positions %s\n",
                  release->destination->positions_apart ? "apart" : "shared");
    if (release->commit_time)
        sl_buf_add_str(out, SL_STR("  metadata commit_time\n"));
    if (release->earliest_expiry.text.len > 0)
        sl_buf_printf(out, "  until %.*s\n", SL_FMT(release->earliest_expiry.text));
}

static void
add_release(struct sl_buf *out, const struct slc_ir_release *release, struct sl_arena *arena)
{
    struct slc_ir_column *columns = SL_NEW_ARRAY(arena, struct slc_ir_column, release->ncells + 1);
    for (uint32_t i = 0; i < release->ncells; i++)
        columns[i] = *slc_ir_cell_column(release, i);
    sl_buf_printf(out, "release %.*s version %.*s\n", SL_FMT(release->name),
                  SL_FMT(release->version));
    add_table(out, release->table);
    add_columns(out, columns, release->ncells);
    add_fields(out, release, release->nfields);
    add_events(out, release);
    sl_buf_add_str(out, SL_STR("end\n"));
}

/* The row key's fields alone, and the columns that they read. */
static void
add_row_key(struct sl_buf *out, const struct slc_ir_release *release)
{
    sl_buf_add_str(out, SL_STR("row key\n"));
    for (uint32_t i = 0; i < release->nrow_key; i++) {
        const struct slc_ir_field *field = release->record[i];
        for (uint32_t cell = 0; cell < field->ncells; cell++)
            add_column(out, slc_ir_cell_column(release, field->cells[cell]));
    }
    add_fields(out, release, release->nrow_key);
    sl_buf_add_str(out, SL_STR("end\n"));
}

/* ---- hashes -------------------------------------------------------------------------------- */

/* "sluice meaning 1": the form of this text; "language 1": what the words in it mean. */
static const char first_line[] = "sluice meaning 1 language 1\n";

static struct sl_str
finish(struct sl_buf *out, struct sl_arena *arena, char ret_sha256[SL_SHA256_HEX_CHARS + 1])
{
    struct sl_str text = slc_keep_text(arena, out);
    sl_sha256_hex(text, ret_sha256);
    return text;
}

/* Every table whole: a column that no release reads decides where the pusher stops. */
static void
add_whole(struct sl_buf *out, const struct slc_ir *ir)
{
    for (uint32_t t = 0; t < ir->ntables; t++) {
        const struct slc_ir_table *table = &ir->tables[t];
        struct slc_ir_column *columns =
            SL_NEW_ARRAY(ir->arena, struct slc_ir_column, table->ncolumns + 1);
        for (uint32_t i = 0; i < table->ncolumns; i++)
            columns[i] = table->columns[i];
        add_table(out, table);
        if (table->publishes_whole_rows && table->identity != SLC_IR_IDENTITY_FULL)
            sl_buf_add_str(out, SL_STR("  publish whole_rows\n"));
        if (table->withholds_new)
            sl_buf_add_str(out, SL_STR("  withhold new_columns\n"));
        add_columns(out, columns, table->ncolumns);
    }
    for (uint32_t i = 0; i < ir->nreleases; i++)
        sl_buf_printf(out, "release %.*s %s\n", SL_FMT(ir->releases[i].name),
                      ir->releases[i].sha256);
}

void
slc_ir_canonical(struct slc_ir *ir, struct slc_ir_release *releases)
{
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    for (uint32_t i = 0; i < ir->nreleases; i++) {
        sl_buf_clear(&out);
        sl_buf_add_str(&out, sl_str_of(first_line));
        add_release(&out, &releases[i], ir->arena);
        releases[i].canonical = finish(&out, ir->arena, releases[i].sha256);
        sl_buf_clear(&out);
        sl_buf_add_str(&out, sl_str_of(first_line));
        add_row_key(&out, &releases[i]);
        (void)finish(&out, ir->arena, releases[i].row_key_sha256);
    }
    sl_buf_clear(&out);
    sl_buf_add_str(&out, sl_str_of(first_line));
    add_whole(&out, ir);
    ir->canonical = finish(&out, ir->arena, ir->sha256);
    sl_buf_done(&out);
}

struct sl_str
slc_canonical_text(struct sl_arena *arena, const struct slc_ir_release *release,
                   const struct slc_ir_expr *expr)
{
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    slc_ir_canonical_expr(&out, release, expr);
    return slc_take_text(arena, &out);
}
