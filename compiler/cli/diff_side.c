#include "cli/diff_side.h"

#include "cli/git.h"
#include "findings/finding_print.h"
#include "stages.h"

/* A decision that was sound when the base was written may have ended since: renewing it is a change
 * to be told, no reason not to compare. So the base is judged on the day on which the first of its
 * decisions and rules ends, if that is past. */
static void
look_at_until(const struct slc_date *until, int32_t *today)
{
    if (until->at.source != NULL && until->days < *today)
        *today = until->days;
}

static int32_t
day_base_first(const struct slc_program *base)
{
    int32_t today = base->today;
    for (const struct slc_file *file = base->files; file != NULL; file = file->next)
        for (const struct slc_item *item = file->items; item != NULL; item = item->next) {
            if (item->kind == SLC_ITEM_RELEASE)
                for (const struct slc_statement *line = item->release->statements; line != NULL;
                     line = line->next)
                    if (line->decision.written)
                        look_at_until(&line->decision.until, &today);
            if (item->kind == SLC_ITEM_CATEGORY)
                for (const struct slc_downgrade *rule = item->category->downgrades; rule != NULL;
                     rule = rule->next)
                    look_at_until(&rule->until, &today);
        }
    return today;
}

static int
open_path(struct slc_program *program, const char *argument, const char *otherwise,
          const char **ret_path, struct sl_err *reterr)
{
    struct slc_git_path path;
    *ret_path = argument;
    if (!slc_is_git(argument))
        return 0;
    if (slc_git_open(program->arena, argument, slc_is_git(otherwise) ? "" : otherwise, &path,
                     reterr) != 0)
        return -1;
    program->origin = path.origin;
    *ret_path = sl_arena_cstr(program->arena, path.path);
    return 0;
}

/* Whether all errors are about what leaves: the policies have their semantics, and what is wrong with them
 * is what a comparison tells, too. */
static bool
says_what_is_told(const struct slc_findings *findings)
{
    static const enum slc_code about_what_leaves[] = { SLC_E0301, SLC_E0303, SLC_E0309, SLC_E0310,
                                                       SLC_E0320, SLC_E0322, SLC_E0323, SLC_E0324,
                                                       SLC_E0326, SLC_E0350, SLC_E0415 };
    for (const struct slc_finding *finding = findings->first; finding != NULL;
         finding = finding->next) {
        bool found = slc_code_severity(finding->code) != SLC_ERROR;
        for (size_t i = 0; i < sizeof about_what_leaves / sizeof *about_what_leaves; i++)
            found = found || finding->code == about_what_leaves[i];
        if (!found)
            return false;
    }
    return true;
}

enum slc_exit
slc_read_side(struct slc_named_side *side, const char *today, bool base)
{
    struct slc_program *program = side->program;
    struct sl_err err;
    if (slc_program_init(program, program->arena, today, &err) != 0 ||
        open_path(program, side->argument, side->otherwise, &side->path, &err) != 0 ||
        slc_program_read(program, 1, &side->path, &err) != 0)
        return slc_could_not_run(&err);
    if (base)
        program->today = day_base_first(program);
    slc_check(program);
    if (program->findings->errors == 0)
        return SLC_CLEAN;
    slc_findings_print(program->findings, stderr, slc_wants_colour(stderr));
    if (!base && says_what_is_told(program->findings))
        return SLC_CLEAN;
    (void)sl_fail(&err, SL_CONFIG, "%s has errors, and cannot be compared", side->argument);
    return slc_could_not_run(&err);
}
