#include "emit/c/emit_c_statements.h"

#include "emit/c/c_lines.h"
#include "emit/c/emit_c_function.h"
#include "maxima.h"
#include "text/keep_text.h"

#include <stdlib.h>

/* One line of the policy and what is written for it. */
struct line {
    const struct slc_ir_place *place;
    const struct slc_ir_field *field; /* else */
    bool filter;                      /* else a comment with */
    const char *margin;
};

struct lines {
    struct line *items;
    uint32_t count;
};

/* After the row key, at least. */
static void
add_line(struct lines *lines, const struct slc_ir_place *place, const char *margin)
{
    bool repeated = lines->items[lines->count - 1].place->text.ptr == place->text.ptr;
    if (place->line > 0 && !repeated)
        lines->items[lines->count++] = (struct line) { .place = place, .margin = margin };
}

/* Statements of one release stand in one file: their text's address is their order. */
static int
compare_lines(const void *a, const void *b)
{
    const struct line *left = a, *right = b;
    return left->place->text.ptr < right->place->text.ptr ? -1 : 1;
}

static struct lines
lines_of(const struct slc_c_file *file)
{
    const struct slc_ir_release *release = file->release;
    size_t room = (size_t)release->nfields + release->nwithheld + 8;
    struct lines lines = { SL_NEW_ARRAY(file->ir->arena, struct line, room), 0 };
    for (uint32_t i = 0; i < release->nfields; i++)
        lines.items[lines.count++] =
            (struct line) { .place = &release->fields[i].place, .field = &release->fields[i] };
    for (uint32_t i = 0; i < release->nwithheld; i++)
        if (!release->withheld[i].by_table)
            add_line(&lines, &release->withheld[i].place, "withheld: never decoded");
    if (release->filter != NULL)
        lines.items[lines.count++] =
            (struct line) { .place = &release->filter_place, .filter = true };
    add_line(&lines, &release->rows_place, "which rows: by this decision");
    add_line(&lines, &release->rejected_place, "see .rejected_send_key");
    add_line(&lines, &release->deletes_place, "see .deletes");
    add_line(&lines, &release->updates_place, "see .updates");
    add_line(&lines, &release->metadata_place, "see .commit_time");
    qsort(lines.items, lines.count, sizeof(*lines.items), compare_lines);
    return lines;
}

void
slc_add_c_statements(struct slc_c_file *file)
{
    struct lines lines = lines_of(file);
    for (uint32_t i = 0; i < lines.count; i++) {
        const struct line *line = &lines.items[i];
        if (line->field != NULL)
            slc_add_c_field(file, line->field);
        else if (line->filter)
            slc_add_c_filter(file);
        else {
            slc_add_c_quote(file, line->place, sl_str_of(line->margin));
            sl_buf_add_byte(file->out, '\n');
        }
    }
}

struct sl_str
slc_c_of_field(const struct slc_ir *ir, const struct slc_ir_release *release,
               const struct slc_ir_field *field)
{
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_OUTPUT_BYTES);
    struct slc_c_file file = { .out = &text, .ir = ir, .release = release };
    struct lines lines = lines_of(&file);
    for (uint32_t i = 0; i < lines.count; i++) {
        const struct line *line = &lines.items[i];
        sl_buf_clear(&text);
        if (line->field != NULL)
            slc_add_c_field(&file, line->field);
        else if (line->filter)
            slc_add_c_filter(&file); /* its constants are numbered, too */
        if (line->field == field)
            break;
    }
    struct sl_str kept = slc_take_text(ir->arena, &text);
    while (kept.ptr[kept.len - 1] == '\n')
        kept.len--;
    return kept;
}
