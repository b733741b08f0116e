#include "cli/compile.h"
#include "explain/explain.h"
#include "findings/finding_print.h"
#include "maxima.h"
#include "stages.h"

enum { FORMAT, TODAY, WHY_NOT };

/* "text" or "json"; -1 and *reterr for another word. */
static int
read_format(const char *word, bool *ret_json, struct sl_err *reterr)
{
    *ret_json = word != NULL && strcmp(word, "json") == 0;
    if (word == NULL || *ret_json || strcmp(word, "text") == 0)
        return 0;
    (void)sl_fail(reterr, SL_CONFIG, "--format %s is not known", word);
    return sl_remedy(reterr, "write --format text or --format json");
}

static enum slc_exit
print(const struct slc_page *page, bool json)
{
    struct sl_buf out;
    struct sl_err err;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    if (json)
        slc_page_json(page, &out);
    else
        slc_page_text(page, &out);
    bool failed = sl_buf_failed(&out);
    fwrite(out.bytes, 1, out.len, stdout);
    sl_buf_done(&out);
    if (!failed)
        return SLC_CLEAN;
    (void)sl_fail(&err, SL_CONFIG, "out of memory");
    return slc_could_not_run(&err);
}

/* ---- why not --------------------------------------------------------------------------------- */

static int
check_release_was_named(const struct slc_named_subject *subject, const char *line,
                        struct sl_err *reterr)
{
    const char *text = line + strspn(line, " \t");
    if (*text == '\0' || *text == '#') {
        (void)sl_fail(reterr, SL_CONFIG, "--why-not needs a line of a release");
        return sl_remedy(reterr, "--why-not 'keep email'");
    }
    if (subject->kind != SLC_SUBJECT_RELEASE) {
        (void)sl_fail(reterr, SL_CONFIG, "%.*s is a %s: a line stands in a release",
                      SL_FMT(subject->name), slc_subject_word(subject->kind));
        return sl_remedy(reterr, "name the release that the line would stand in");
    }
    if (sl_str_is(subject->release->at.source->path, "<standard input>"))
        return sl_fail(reterr, SL_CONFIG, "--why-not reads the policies twice: name files");
    return 0;
}

/* The same policies with the line in them; warnings that were there before are reported again. */
static enum slc_exit
why_not(const struct slc_arguments *arguments, const struct slc_program *program,
        const struct slc_release *release, bool json)
{
    struct slc_program changed;
    struct sl_err err;
    struct sl_str line = sl_str_of(arguments->options[WHY_NOT]);
    if (slc_program_init(&changed, program->arena, arguments->options[TODAY], &err) != 0)
        return slc_could_not_run(&err);
    changed.instead = slc_why_not_source(program->arena, release, line);
    if (slc_program_read(&changed, arguments->npaths, arguments->paths, &err) != 0)
        return slc_could_not_run(&err);
    slc_check(&changed);
    struct slc_why_not answer = { &changed, slc_page_new(program->arena, SL_STR("why not")) };
    slc_explain_why_not(&answer, release, line, json);
    enum slc_exit result = print(answer.page, json);
    const struct slc_report_form form = { .to = stdout, .colour = slc_wants_colour(stdout) };
    if (!json && changed.findings->first != NULL) {
        fputc('\n', stdout);
        slc_report_findings(changed.findings, &form, NULL);
    }
    return result == SLC_CLEAN && changed.findings->errors > 0 ? SLC_FOUND : result;
}

/* The last word of the command line is the name; the others were compiled. */
static enum slc_exit
explain(const struct slc_arguments *arguments, struct slc_program *program)
{
    struct slc_named_subject subject;
    struct sl_err err;
    bool json;
    const char *name = arguments->paths[arguments->npaths];
    if (read_format(arguments->options[FORMAT], &json, &err) != 0 ||
        slc_subject_find(program, name, &subject, &err) != 0)
        return slc_could_not_run(&err);
    if (arguments->options[WHY_NOT] != NULL) {
        if (check_release_was_named(&subject, arguments->options[WHY_NOT], &err) != 0)
            return slc_could_not_run(&err);
        return why_not(arguments, program, subject.release, json);
    }
    const struct slc_explained explained = { program, slc_lower(program) };
    return print(slc_explain(&explained, &subject), json);
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct slc_arguments paths = *arguments;
    struct sl_err err;
    if (arguments->npaths < 2) {
        (void)sl_fail(&err, SL_CONFIG, "explain needs a path and a name");
        (void)sl_remedy(&err, "sluice explain policies lake.customers.region");
        return slc_could_not_run(&err);
    }
    paths.npaths--;
    return slc_compile(&paths, arguments->options[TODAY], stderr, explain);
}

const struct slc_command slc_command_explain = {
    .name = "explain",
    .summary = "where a field comes from, where a column goes, what a destination learns",
    .synopsis = "PATH… NAME [--why-not LINE] [--format text|json] [--today DATE]",
    .description =
        "NAME is one of\n"
        "  a field, lake.customers.region: its columns, how its label came about step by step and who\n"
        "      allowed it, what the receiver can learn, and the C that is made of it\n"
        "  a column, public.customers.email: where it goes, and who said so\n"
        "  a release, lake.customers, or a table, public.customers\n"
        "  a destination, lake: everything that it learns about one row\n"
        "  a category, contact: what its owner allows, and which fields rest on it\n"
        "  a key, customer_link: the streams that it joins and the codes made with it, or the columns\n"
        "      that it opens\n"
        "  a role, finance_director: what it allows as an owner, what it decided, and when each ends\n"
        "The end of a name is enough where only one thing has it; a word for the kind in front\n"
        "(\"table lake.customers\") tells things with the same name apart.\n"
        "\n"
        "With --why-not and a release for NAME, a line that is not there (\"keep email\") is judged as if\n"
        "it stood in that release: its label step by step, and what would be found against it.\n"
        "\n"
        "Exit code: 0 explained, or nothing stands against the line; 1 the policies have errors, or the\n"
        "line would be refused; 2 could not run, or there is no such name.\n",
    .options = {
        [FORMAT] = { "--format", "text|json", "for people, or for programs" },
        [WHY_NOT] = { "--why-not", "LINE", "judge a line as if it stood in the release" },
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
    },
    .needs_path = true,
    .run = run,
};
