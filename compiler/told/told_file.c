#include "eval/json_reader.h"
#include "json_out.h"
#include "maxima.h"
#include "told/told.h"

#include <errno.h>
#include <stdio.h>

static const char form[] = "sluice told 1";

/* ---- writing --------------------------------------------------------------------------------- */

void
slc_told_write(const struct slc_told *told, struct sl_buf *out)
{
    sl_buf_printf(out, "{\"form\": \"%s\", \"lines\": [\n", form);
    for (uint32_t i = 0; i < told->count; i++) {
        const struct slc_told_entry *entry = &told->entries[i];
        const struct sl_str texts[] = { entry->destination, entry->table, entry->column,
                                        entry->line };
        for (size_t text = 0; text < sizeof texts / sizeof *texts; text++) {
            sl_buf_add_str(out, text == 0 ? SL_STR("[") : SL_STR(", "));
            sl_json_string(out, texts[text]);
        }
        sl_buf_add_str(out, entry->decided ? SL_STR(", \"decided\"],\n") : SL_STR("],\n"));
    }
    sl_buf_add_str(out, SL_STR("null]}\n"));
}

/* ---- reading --------------------------------------------------------------------------------- */

enum { TEXTS = 5, LEAST_TEXTS = 4 };

static bool
read_entry(struct slc_told *told, struct sl_str text)
{
    const struct slc_json_item *items;
    struct sl_str texts[TEXTS];
    int count = 0;
    if (!slc_json_items(told->arena, text, &items))
        return false;
    for (; items != NULL; items = items->next)
        if (count == TEXTS || !slc_json_read_string(told->arena, items->value, &texts[count++]))
            return false;
    if (count < LEAST_TEXTS || (count == TEXTS && !sl_str_is(texts[LEAST_TEXTS], "decided")))
        return false;
    const struct slc_told_entry entry = { texts[0], texts[1], texts[2], texts[3], count == TEXTS };
    slc_told_add(told, &entry);
    return true;
}

static bool
read_lines(struct slc_told *told, struct sl_str text)
{
    const struct slc_json_item *items;
    if (!slc_json_items(told->arena, text, &items))
        return false;
    for (; items != NULL; items = items->next)
        if (!sl_str_is(items->value, "null") && !read_entry(told, items->value))
            return false;
    return true;
}

int
slc_told_read(struct slc_told *told, struct sl_str text, const char *path, struct sl_err *reterr)
{
    struct slc_json_member *members;
    struct sl_str its_form = { NULL, 0 }, lines = { NULL, 0 };
    bool sound = slc_json_members(told->arena, text, &members);
    for (; sound && members != NULL; members = members->next) {
        if (sl_str_is(members->name, "form"))
            sound = slc_json_read_string(told->arena, members->value, &its_form);
        else if (sl_str_is(members->name, "lines"))
            lines = members->value;
    }
    if (sound && sl_str_is(its_form, form) && lines.len > 0 && read_lines(told, lines))
        return 0;
    (void)sl_fail(reterr, SL_CONFIG, "'%s' is no file of what was told", path);
    return sl_remedy(reterr, "take it from the repository again; where two branches met, keep the "
                             "lines of both");
}

int
slc_told_read_file(struct slc_told *told, const char *path, bool *ret_found, struct sl_err *reterr)
{
    struct sl_buf text;
    char part[4096];
    size_t got;
    FILE *file = fopen(path, "rbe");
    *ret_found = file != NULL;
    if (file == NULL)
        return errno == ENOENT || errno == ENOTDIR
                   ? 0
                   : sl_fail(reterr, SL_CONFIG, "'%s' cannot be read: %s", path, strerror(errno));
    sl_buf_init(&text, SLC_MAX_OUTPUT_BYTES);
    while ((got = fread(part, 1, sizeof part, file)) > 0)
        sl_buf_add(&text, part, got);
    bool failed = ferror(file) != 0 || sl_buf_failed(&text);
    (void)fclose(file);
    int result =
        failed ? sl_fail(reterr, SL_CONFIG, "'%s' cannot be read", path)
               : slc_told_read(told, sl_arena_copy(told->arena, sl_buf_str(&text)), path, reterr);
    sl_buf_done(&text);
    return result;
}
