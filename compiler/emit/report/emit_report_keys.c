/* Keys: what they are for, what they join, and what is decrypted with them. */
#include "emit/report/report_parts.h"
#include "text/escape.h"

/* "collections.customers.email (rails)": what is decrypted with the key. */
static void
add_decrypted(const struct slc_report *report, const struct slc_ir_key *key)
{
    const char *between = "";
    for (uint32_t t = 0; t < report->ir->ntables; t++) {
        const struct slc_ir_table *table = &report->ir->tables[t];
        for (uint32_t c = 0; c < table->ncolumns; c++) {
            const struct slc_ir_column *column = &table->columns[c];
            if (!column->decrypted || !sl_str_equal(column->encryption->key, key->name))
                continue;
            sl_buf_add_str(report->out, sl_str_of(between));
            slc_add_markdown_code(report->out,
                                  sl_arena_format(report->ir->arena, "%.*s.%.*s.%.*s",
                                                  SL_FMT(table->schema), SL_FMT(table->name),
                                                  SL_FMT(column->name)));
            sl_buf_printf(report->out, " (%.*s%s)", SL_FMT(column->encryption->format),
                          column->encryption->plaintext_allowed ? ", or not encrypted" : "");
            between = ", ";
        }
    }
}

static void
add_decryption_keys(const struct slc_report *report)
{
    sl_buf_add_str(
        report->out,
        SL_STR("Keys of the platform's own encryption. What is decrypted with them is in "
               "the pusher's memory while the fields that need it are made, and nowhere "
               "else.\n\n| key | purpose | decrypts |\n|---|---|---|\n"));
    for (uint32_t i = 0; i < report->ir->nkeys; i++) {
        const struct slc_ir_key *key = &report->ir->keys[i];
        if (!key->for_decryption)
            continue;
        sl_buf_printf(report->out, "| `%.*s` | ", SL_FMT(key->name));
        slc_add_markdown(report->out, key->purpose);
        sl_buf_add_str(report->out, SL_STR(" | "));
        add_decrypted(report, key);
        sl_buf_add_str(report->out, SL_STR(" |\n"));
    }
    sl_buf_add_byte(report->out, '\n');
}

static uint32_t
count_keys(const struct slc_ir *ir, bool for_decryption)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < ir->nkeys; i++)
        count += ir->keys[i].for_decryption == for_decryption;
    return count;
}

/* Whether an earlier release, or slot, has codes of this kind under this key. */
static bool
stood_before(const struct slc_ir *ir, uint32_t release, const struct slc_ir_key_use *use)
{
    for (uint32_t r = 0; r < release; r++)
        for (uint32_t k = 0; k < ir->releases[r].nkeys; k++)
            if (slc_same_key_use(&ir->releases[r].keys[k], use))
                return true;
    return false;
}

/* Of several columns together, "`customer` with `account`". */
static void
add_kind(struct sl_buf *out, struct sl_str kind)
{
    const char *end;
    while (kind.len > 0 && (end = memchr(kind.ptr, '\x1f', kind.len)) != NULL) {
        size_t len = (size_t)(end - kind.ptr);
        slc_add_markdown_code(out, (struct sl_str) { kind.ptr, len });
        sl_buf_add_str(out, SL_STR(" with "));
        kind = sl_str_from(kind, len + 1);
    }
    slc_add_markdown_code(out, kind);
}

static void
add_kinds(const struct slc_report *report, const struct slc_ir_key *key)
{
    const struct slc_ir *ir = report->ir;
    const char *between = "";
    for (uint32_t r = 0; r < ir->nreleases; r++)
        for (uint32_t k = 0; k < ir->releases[r].nkeys; k++) {
            const struct slc_ir_key_use *use = &ir->releases[r].keys[k];
            if (use->key != key || stood_before(ir, r, use))
                continue;
            sl_buf_add_str(report->out, sl_str_of(between));
            add_kind(report->out, use->kind);
            between = ", ";
        }
}

static void
add_pseudonym_keys(const struct slc_report *report)
{
    sl_buf_add_str(
        report->out,
        SL_STR("Pseudonyms of one value are equal where one key makes them of the same kind, "
               "in the streams of one destination, and nowhere else.\n\n"
               "| key | purpose | links | makes codes of | rotate |\n"
               "|---|---|---|---|---|\n"));
    for (uint32_t i = 0; i < report->ir->nkeys; i++) {
        const struct slc_ir_key *key = &report->ir->keys[i];
        if (key->for_decryption)
            continue;
        sl_buf_printf(report->out, "| `%.*s`", SL_FMT(key->name));
        if (key->replaces.len > 0)
            sl_buf_printf(report->out, ", which replaces %.*s", SL_FMT(key->replaces));
        sl_buf_add_str(report->out, SL_STR(" | "));
        slc_add_markdown(report->out, key->purpose);
        sl_buf_add_str(report->out, SL_STR(" | "));
        for (uint32_t l = 0; l < key->nlinks; l++)
            sl_buf_printf(report->out, "%s%.*s", l == 0 ? "" : ", ", SL_FMT(key->links[l]));
        sl_buf_add_str(report->out, SL_STR(" | "));
        add_kinds(report, key);
        if (key->rotate_every.len > 0)
            sl_buf_printf(report->out, " | every %.*s: see that it was |\n",
                          SL_FMT(key->rotate_every));
        else
            sl_buf_add_str(report->out, SL_STR(" | no interval is set |\n"));
    }
    sl_buf_add_byte(report->out, '\n');
}

void
slc_report_keys(const struct slc_report *report)
{
    if (report->ir->nkeys > 0)
        sl_buf_add_str(report->out, SL_STR("## Keys\n\n"));
    if (count_keys(report->ir, false) > 0)
        add_pseudonym_keys(report);
    if (count_keys(report->ir, true) > 0)
        add_decryption_keys(report);
}
