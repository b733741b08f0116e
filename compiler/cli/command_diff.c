#include "cli/told_before.h"
#include "diff/diff_print.h"
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

/* ---- the command ----------------------------------------------------------------------------- */

static enum slc_exit
print(const struct slc_diff *diff, struct slc_compared compared, enum format format, bool colour)
{
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
    const char *const *paths = arguments->paths;
    struct slc_compared_sides sides = { .base = { base, paths[0], paths[1], NULL },
                                        .head = { head, paths[1], paths[0], NULL },
                                        .today = arguments->options[TODAY] };
    if (format_read(arguments->options[FORMAT], &format, &err) != 0 ||
        slc_report_colour_read(arguments->options[COLOR], stdout, &colour, &err) != 0)
        return slc_could_not_run(&err);
    struct slc_diff_told told;
    struct slc_compared compared = { paths[0], paths[1], NULL };
    if (slc_read_side(&sides.base, sides.today, true) != SLC_CLEAN ||
        slc_read_side(&sides.head, sides.today, false) != SLC_CLEAN ||
        slc_told_before(&sides, arguments->options[TOLD], &told, &compared.told) != SLC_CLEAN)
        return SLC_COULD_NOT_RUN;
    const struct slc_diff_side was = { base, slc_lower(base) }, is = { head, slc_lower(head) };
    return print(slc_diff_new(head->arena, was, is, &told), compared, format, colour);
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
        "found in BASE's folder (of a file the one that it is in), in generated/ there, or in\n"
        "generated/ beside it. Where there is none, a note on standard error says so.\n"
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
