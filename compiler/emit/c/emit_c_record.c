#include "emit/c/emit_c_record.h"

#include "emit/c/c_lines.h"
#include "emit/c/emit_c_expr.h"
#include "emit/c/emit_c_function.h"
#include "emit/c/emit_c_names.h"

/* ---- what is decrypted ---------------------------------------------------------------------- */

/* The places in the record of the first and the last field that reads the cell's plaintext. */
static void
find_readers(const struct slc_ir_release *release, uint32_t cell, uint32_t *ret_first,
             uint32_t *ret_last)
{
    *ret_first = *ret_last = release->nfields;
    for (uint32_t i = 0; i < release->nfields; i++) {
        if (!slc_ir_reads_plain(release, release->record[i]->expr, cell))
            continue;
        *ret_last = i;
        if (*ret_first == release->nfields)
            *ret_first = i;
    }
}

/* struct sl_sealed email = sl_decrypt(out, in_email(row), PLAIN_email); */
static void
add_decryption(struct slc_c_file *file, uint32_t cell)
{
    sl_buf_add_str(file->out, SL_STR("    struct sl_sealed "));
    slc_add_c_cell(file, cell);
    sl_buf_add_str(file->out, SL_STR(" = sl_decrypt(out, in_"));
    slc_add_c_cell(file, cell);
    sl_buf_add_str(file->out, SL_STR("(row), PLAIN_"));
    slc_add_c_cell(file, cell);
    sl_buf_add_str(file->out, SL_STR(");\n"));
}

/* Decrypted right before the first field that reads it, forgotten right behind the last. */
static void
add_decryptions(struct slc_c_file *file, uint32_t field, bool before)
{
    const struct slc_ir_release *release = file->release;
    for (uint32_t slot = 0; slot < release->ndecrypted; slot++) {
        uint32_t cell = release->decrypted[slot], first, last;
        find_readers(release, cell, &first, &last);
        if (before && field == first)
            add_decryption(file, cell);
        if (before || field != last)
            continue;
        sl_buf_add_str(file->out, SL_STR("    sl_forget(out, PLAIN_"));
        slc_add_c_cell(file, cell);
        sl_buf_add_str(file->out, SL_STR(");\n"));
    }
}

/* ---- upsert and erase ----------------------------------------------------------------------- */

static void
add_project(struct slc_c_file *file, const char *name, const char *comment, uint32_t nfields)
{
    sl_buf_printf(file->out,
                  "/* %s */\nstatic void\n"
                  "%s(const struct sl_row *row, struct sl_record *out)\n{\n",
                  comment, name);
    for (uint32_t i = 0; i < nfields; i++) {
        const struct slc_ir_field *field = file->release->record[i];
        add_decryptions(file, i, true);
        sl_buf_printf(file->out, "    field_%.*s", SL_FMT(field->name));
        slc_add_c_arguments(file, field->expr, field->cells, field->ncells);
        add_decryptions(file, i, false);
    }
    sl_buf_add_str(file->out, SL_STR("}\n\n"));
}

static void
add_row_key(struct slc_c_file *file)
{
    sl_buf_add_str(file->out, SL_STR("static const char *const row_key[] = {"));
    for (uint32_t i = 0; i < file->release->nrow_key; i++)
        sl_buf_printf(file->out, "%s \"%.*s\"", i == 0 ? "" : ",",
                      SL_FMT(file->release->record[i]->name));
    sl_buf_add_str(file->out, SL_STR(" };\n\n"));
}

static bool
reads_commit_time(const struct slc_ir_release *release)
{
    for (uint32_t i = 0; i < release->nfields; i++)
        if (slc_ir_reads_commit_time(release->fields[i].expr))
            return true;
    return false;
}

static void
add_projection(struct slc_c_file *file)
{
    const struct slc_ir_release *r = file->release;
    struct sl_buf *out = file->out;
    sl_buf_add_str(out, SL_STR("const struct sl_projection "));
    slc_add_c_symbol(out, "sluice_", r->destination_name, r->stream,
                     (uint32_t)(r - file->ir->releases));
    sl_buf_printf(out, " = {\n    .destination = \"%.*s\",\n    .stream = \"%.*s\",\n",
                  SL_FMT(r->destination_name), SL_FMT(r->stream));
    sl_buf_printf(out, "    .version = %.*s,\n    .policy = \"%.*s@%.*s:%.16s\",\n",
                  SL_FMT(r->version), SL_FMT(r->name), SL_FMT(r->version), r->sha256);
    sl_buf_printf(out, "    .ir_sha256 = \"%s\",\n    .table = &", r->sha256);
    slc_add_c_symbol(out, "sluice_table_", r->table->schema, r->table->name,
                     (uint32_t)(r->table - file->ir->tables));
    sl_buf_printf(out, ",\n    .columns = columns,\n    .ncolumns = %u,\n", r->ncells);
    if (file->nlabelled > 0)
        sl_buf_printf(out, "    .labelled = labelled,\n    .nlabelled = %u,\n", file->nlabelled);
    if (r->nkeys > 0)
        sl_buf_printf(out, "    .keys = keys,\n    .nkeys = %u,\n", r->nkeys);
    if (r->ndecrypted > 0)
        sl_buf_printf(out, "    .decrypted = decrypted,\n    .ndecrypted = %u,\n", r->ndecrypted);
    sl_buf_printf(out, "    .row_key = row_key,\n    .nrow_key = %u,\n", r->nrow_key);
    sl_buf_printf(out, "    .row_key_sha256 = \"%s\",\n", r->row_key_sha256);
    sl_buf_printf(out, "    .updates = %s,\n    .deletes = %s,\n",
                  r->updates_changes ? "SL_UPDATES_CHANGES" : "SL_UPDATES_ALWAYS",
                  r->deletes_stay ? "SL_DELETES_STAY" : "SL_DELETES_SEND_KEY");
    sl_buf_printf(out, "    .rejected_send_key = %s,\n    .commit_time = %s,\n",
                  r->rejected_send_key ? "true" : "false", r->commit_time ? "true" : "false");
    if (reads_commit_time(r))
        sl_buf_add_str(out, SL_STR("    .reads_commit_time = true,\n"));
    sl_buf_printf(out, "    .filter = %s,\n    .upsert = upsert,\n    .erase = erase,\n};\n",
                  r->filter != NULL ? "filter" : "NULL");
}

void
slc_add_c_record(struct slc_c_file *file)
{
    slc_add_c_rule(file->out, SL_STR("the record"), &file->release->place);
    sl_buf_add_byte(file->out, '\n');
    add_project(file, "upsert", "insert, update, snapshot", file->release->nfields);
    add_project(file, "erase", "delete: the row key alone", file->release->nrow_key);
    add_row_key(file);
    add_projection(file);
}
