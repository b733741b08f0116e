#include "cli/compile.h"
#include "cli/git.h"
#include "cli/told_beside.h"
#include "diff/diff_print.h"
#include "findings/finding_print.h"
#include "maxima.h"
#include "stages.h"

enum { TODAY, FORMAT, COLOR, TOLD };

enum format { TEXT, MARKDOWN, JSON, SARIF, NFORMATS };

static int
format_read(const char *word, enum format *ret_format, struct sl_err *reterr)
{
    static const char *const words[NFORMATS] = {
        [TEXT] = "text", [MARKDOWN] = "markdown", [JSON] = "json", [SARIF] = "sarif"
    };
    for (int format = 0; format < NFORMATS; format++)
        if (word == NULL || strcmp(word, words[format]) == 0) {
            *ret_format = (enum format)format;
            return 0;
        }
    (void)sl_fail(reterr, SL_CONFIG, "--format %s is not known", word);
    return sl_remedy(reterr, "changes are printed as text, markdown, json or sarif");
}

/* ---- reading a side -------------------------------------------------------------------------- */

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
    static const enum slc_code about_what_leaves[] = { SLC_E0301, SLC_E0303, SLC_E0309,
                                                       SLC_E0310, SLC_E0320, SLC_E0322,
                                                       SLC_E0323, SLC_E0326, SLC_E0415 };
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

/* Reads and checks one side. Findings of a base that does not pass are printed, too: nothing can be
 * compared with what has no semantics. */
static enum slc_exit
read_side(struct slc_program *program, const char *today, const char *argument,
          const char *otherwise, bool base)
{
    struct sl_err err;
    const char *path;
    if (slc_program_init(program, program->arena, today, &err) != 0 ||
        open_path(program, argument, otherwise, &path, &err) != 0 ||
        slc_program_read(program, 1, &path, &err) != 0)
        return slc_could_not_run(&err);
    if (base)
        program->today = day_base_first(program);
    slc_check(program);
    if (program->findings->errors == 0)
        return SLC_CLEAN;
    slc_findings_print(program->findings, stderr, slc_wants_colour(stderr));
    if (!base && says_what_is_told(program->findings))
        return SLC_CLEAN;
    (void)sl_fail(&err, SL_CONFIG, "%s has errors, and cannot be compared", argument);
    return slc_could_not_run(&err);
}

/* ---- what was told before -------------------------------------------------------------------- */

static int
read_named(struct slc_told *told, const char *path, bool *ret_found, struct sl_err *reterr)
{
    if (slc_told_read_file(told, path, ret_found, reterr) != 0)
        return -1;
    return *ret_found ? 0 : sl_fail(reterr, SL_CONFIG, "there is no file '%s'", path);
}

/* The one that belongs to the policies of a side: the first path, or of a revision without one the second. */
static int
read_beside(struct slc_told *told, const struct slc_origin *origin, const char *const paths[2],
            bool *ret_found, struct sl_err *reterr)
{
    const char *path = paths[0];
    if (slc_is_git(path)) {
        const char *colon = strchr(path + strlen("git:"), ':');
        path = colon != NULL ? colon + 1 : paths[1];
    }
    const struct slc_policies_at at = { origin, sl_str_of(path) };
    return slc_told_beside(told, &at, ret_found, reterr);
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
static int
check_told(const struct slc_arguments *arguments, const struct slc_program *head,
           const struct slc_source *changed, bool alone, const struct slc_program **ret,
           struct sl_err *reterr)
{
    struct slc_program *program = SL_NEW(head->arena, struct slc_program);
    const char *path;
    if (slc_program_init(program, head->arena, arguments->options[TODAY], reterr) != 0 ||
        open_path(program, arguments->paths[1], arguments->paths[0], &path, reterr) != 0)
        return -1;
    program->instead = changed;
    if (slc_program_read(program, 1, &path, reterr) != 0)
        return -1;
    if (program->findings->errors > 0) {
        (void)sl_fail(reterr, SL_CONFIG, "what was told before is not in this policy language");
        return sl_remedy(reterr, SLC_TOLD_FILE " is written by generate, and by nobody else");
    }
    slc_told_mark(program, head->releases->at.source);
    if (alone)
        slc_told_alone(program);
    slc_check(program);
    *ret = program;
    return program->findings->errors + program->findings->warnings <= SLC_MAX_FINDINGS
               ? 0
               : sl_fail(reterr, SL_CONFIG,
                         "together with what was told before there are more "
                         "findings than are kept: more than %d",
                         SLC_MAX_FINDINGS);
}

/* What the head and all that was told before it tell together, and what was told by itself. */
static enum slc_exit
read_with_told(const struct slc_arguments *arguments, const struct slc_program *head,
               const struct slc_told *told, struct slc_diff_told *ret)
{
    const struct slc_source *changed = slc_told_source(told, head);
    struct sl_err err;
    if (changed != NULL &&
        (check_told(arguments, head, changed, false, &ret->with_told, &err) != 0 ||
         check_told(arguments, head, changed, true, &ret->alone, &err) != 0))
        return slc_could_not_run(&err);
    return SLC_CLEAN;
}

static enum slc_exit
judge_with_told(const struct slc_arguments *arguments, const struct slc_program *base,
                const struct slc_program *head, struct slc_diff_told *ret)
{
    const char *named = arguments->options[TOLD], *const *paths = arguments->paths;
    const char *const base_first[] = { paths[0], paths[1] }, *const head_first[] = { paths[1],
                                                                                     paths[0] };
    struct slc_told told, of_head;
    struct sl_err err;
    bool found, found_head;
    *ret = (struct slc_diff_told) { .by = SL_STR("what the base told") };
    slc_told_init(&told, head->arena);
    slc_told_init(&of_head, head->arena);
    int read = named != NULL ? read_named(&told, named, &found, &err)
                             : read_beside(&told, base->origin, base_first, &found, &err);
    if (read != 0 || read_beside(&of_head, head->origin, head_first, &found_head, &err) != 0)
        return slc_could_not_run(&err);
    if (found && (found_head || named == NULL))
        find_lacking(&told, &of_head, ret);
    if (found)
        ret->by = SL_STR("what earlier versions told, by " SLC_TOLD_FILE);
    slc_told_collect(&told, base);
    return read_with_told(arguments, head, &told, ret);
}

/* ---- the command ----------------------------------------------------------------------------- */

static enum slc_exit
print(const struct slc_diff *diff, const struct slc_arguments *arguments, enum format format,
      bool colour)
{
    const struct slc_compared compared = { arguments->paths[0], arguments->paths[1] };
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    switch (format) {
    case MARKDOWN: slc_diff_markdown(diff, compared, &out); break;
    case JSON: slc_diff_json(diff, compared, &out); break;
    case SARIF: slc_diff_sarif(diff, &out); break;
    case TEXT:
    case NFORMATS: slc_diff_text(diff, colour, &out); break;
    }
    (void)fwrite(out.bytes, 1, out.len, stdout);
    sl_buf_done(&out);
    return (enum slc_exit)slc_diff_verdict(diff);
}

static enum slc_exit
compare(const struct slc_arguments *arguments, struct slc_program *base, struct slc_program *head)
{
    struct sl_err err;
    enum format format = TEXT;
    bool colour;
    const char *today = arguments->options[TODAY];
    if (format_read(arguments->options[FORMAT], &format, &err) != 0 ||
        slc_report_colour_read(arguments->options[COLOR], stdout, &colour, &err) != 0)
        return slc_could_not_run(&err);
    if (read_side(base, today, arguments->paths[0], arguments->paths[1], true) != SLC_CLEAN ||
        read_side(head, today, arguments->paths[1], arguments->paths[0], false) != SLC_CLEAN)
        return SLC_COULD_NOT_RUN;
    struct slc_diff_told told;
    if (judge_with_told(arguments, base, head, &told) != SLC_CLEAN)
        return SLC_COULD_NOT_RUN;
    const struct slc_diff_side sides[] = { { base, slc_lower(base) }, { head, slc_lower(head) } };
    return print(slc_diff_new(head->arena, sides[0], sides[1], &told), arguments, format, colour);
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct sl_err err;
    if (arguments->npaths != 2) {
        (void)sl_fail(&err, SL_CONFIG, "diff compares two versions");
        (void)sl_remedy(&err, "sluice diff git:main policies");
        return slc_could_not_run(&err);
    }
    struct slc_program base = { .arena = sl_arena_new(SLC_MAX_ARENA_BYTES) };
    struct slc_program head = { .arena = sl_arena_new(SLC_MAX_ARENA_BYTES) };
    enum slc_exit result = SLC_COULD_NOT_RUN;
    if (base.arena != NULL && head.arena != NULL) {
        result = compare(arguments, &base, &head);
    } else {
        (void)sl_fail(&err, SL_CONFIG, "out of memory");
        (void)slc_could_not_run(&err);
    }
    sl_arena_free(head.arena);
    sl_arena_free(base.arena);
    return result;
}

const struct slc_command slc_command_diff = {
    .name = "diff",
    .summary = "tell what became wider or narrower between two versions, and what breaks",
    .synopsis = "BASE HEAD [--today DATE] [--format text|markdown|json|sarif] "
                "[--color auto|always|never] [--told FILE]",
    .description =
        "Compares two versions of policies by what they mean. BASE and HEAD are each a .policy\n"
        "file, a folder, or a revision of a Git repository: git:REV:PATH, or git:REV for the path\n"
        "of the other. Revisions are read as they are, nothing is checked out.\n"
        "\n"
        "Each change is WIDENED, NARROWED, SAME or INCOMPARABLE for the people in the data, and\n"
        "BREAKING or COMPATIBLE for those who read the records. NARROWED and SAME are proved;\n"
        "what cannot be proved is INCOMPARABLE. Where it can be shown, two rows that looked the\n"
        "same and now differ are printed: made for the purpose, not data.\n"
        "\n"
        "What earlier versions told counts together with HEAD: generate keeps it in TOLD.json. It is\n"
        "found in BASE's folder, in generated/ there, or in generated/ beside it.\n"
        "\n"
        "Exit code, the first that applies: 2 could not run; 11 wider, and the policies do not\n"
        "record who allowed it; 12 incomparable or not proved; 13 breaks consumers without a\n"
        "higher version; 10 wider, with every decision recorded; 0 the same or narrower.\n",
    .options = {
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
        [FORMAT] = { "--format", "text|markdown|json|sarif", "for people, for a pull request, or for programs" },
        [COLOR] = SLC_COLOR_OPTION,
        [TOLD] = { "--told", "FILE", "what was told before BASE; else the TOLD.json that belongs to it" },
    },
    .needs_path = true,
    .run = run,
};
