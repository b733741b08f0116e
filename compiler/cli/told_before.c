#include "cli/told_before.h"

#include "cli/told_beside.h"
#include "findings/finding.h"
#include "maxima.h"
#include "stages.h"

#include <stdio.h>

static int
read_named(struct slc_told *told, const char *path, const char **ret_path, struct sl_err *reterr)
{
    bool found;
    *ret_path = path;
    if (slc_told_read_file(told, path, &found, reterr) != 0)
        return -1;
    return found ? 0 : sl_fail(reterr, SL_CONFIG, "there is no file '%s'", path);
}

/* The one that belongs to the policies of a side. */
static int
read_beside(struct slc_told *told, const struct slc_named_side *side, const char **ret_path,
            struct sl_err *reterr)
{
    const struct slc_policies_at at = { side->program->origin, side->path };
    return slc_told_beside(told, &at, ret_path, reterr);
}

/* The lines of the base's file that the head's lacks. */
static void
find_lacking(const struct slc_told *base, const struct slc_told *head, struct slc_diff_told *ret)
{
    for (uint32_t i = 0; i < base->count; i++) {
        const struct slc_told_entry *entry = &base->entries[i];
        if (slc_told_has(head, entry))
            continue;
        if (ret->nlacking++ == 0)
            ret->lacking = sl_arena_format(base->arena, "%.*s of %.*s to %.*s", SL_FMT(entry->line),
                                           SL_FMT(entry->table), SL_FMT(entry->destination));
    }
}

/* The head once more, `changed` in place of the file that it was made of; or what was told alone. */
static enum slc_exit
check_told(const struct slc_named_side *head, const char *today, const struct slc_source *changed,
           bool alone, const struct slc_program **ret)
{
    struct sl_arena *arena = head->program->arena;
    struct slc_program *program = SL_NEW(arena, struct slc_program);
    struct sl_err err;
    if (slc_program_init(program, arena, today, &err) != 0)
        return slc_could_not_run(&err);
    program->origin = head->program->origin;
    program->instead = changed;
    if (slc_program_read(program, 1, &head->path, &err) != 0)
        return slc_could_not_run(&err);
    if (program->findings->errors > 0) {
        (void)sl_fail(&err, SL_CONFIG, "what was told before is not in this policy language");
        (void)sl_remedy(&err, SLC_TOLD_FILE " is written by generate, and by nobody else");
        return slc_could_not_run(&err);
    }
    slc_told_mark(program, head->program->releases->at.source);
    if (alone)
        slc_told_alone(program);
    slc_check(program);
    *ret = program;
    if (program->findings->errors + program->findings->warnings <= SLC_MAX_FINDINGS)
        return SLC_CLEAN;
    (void)sl_fail(&err, SL_CONFIG,
                  "what was told before has more findings than the %d that are kept",
                  SLC_MAX_FINDINGS);
    return slc_could_not_run(&err);
}

/* What the head and all that was told before it tell together, and what was told by itself. */
static enum slc_exit
read_with_told(const struct slc_named_side *head, const char *today, const struct slc_told *told,
               struct slc_diff_told *ret)
{
    const struct slc_source *changed = slc_told_source(told, head->program);
    if (changed == NULL)
        return SLC_CLEAN;
    enum slc_exit result = check_told(head, today, changed, false, &ret->with_told);
    return result != SLC_CLEAN ? result : check_told(head, today, changed, true, &ret->alone);
}

static void
note_nothing_found(const char *base)
{
    (void)fprintf(stderr,
                  "sluice: there is no " SLC_TOLD_FILE
                  " of %s: what versions before it told is not "
                  "known\n"
                  "  help: commit the one that 'sluice generate' writes, or name it: --told FILE\n",
                  base);
}

enum slc_exit
slc_told_before(const struct slc_compared_sides *sides, const char *named,
                struct slc_diff_told *ret, const char **ret_path)
{
    const struct slc_named_side *base = &sides->base, *head = &sides->head;
    const char *path_of_head;
    struct slc_told told, of_head;
    struct sl_err err;
    *ret = (struct slc_diff_told) { .by = SL_STR("what the base told") };
    slc_told_init(&told, head->program->arena);
    slc_told_init(&of_head, head->program->arena);
    int read = named != NULL ? read_named(&told, named, ret_path, &err)
                             : read_beside(&told, base, ret_path, &err);
    if (read != 0 || read_beside(&of_head, head, &path_of_head, &err) != 0)
        return slc_could_not_run(&err);
    if (*ret_path == NULL)
        note_nothing_found(base->argument);
    else if (path_of_head != NULL || named == NULL)
        find_lacking(&told, &of_head, ret);
    if (*ret_path != NULL)
        ret->by = SL_STR("what earlier versions told, by " SLC_TOLD_FILE);
    slc_told_collect(&told, base->program);
    return read_with_told(head, sides->today, &told, ret);
}
