#include "attack/attack.h"
#include "cli/compile.h"
#include "nearest_name.h"
#include "stages.h"

#include <errno.h>
#include <stdlib.h>

enum { SECONDS, TRIALS, SEED, DESTINATION, REFUSED, TODAY, FORMAT, COLOR };
enum { DEFAULT_SECONDS = 10, DEFAULT_TRIALS = 6, MOST_SECONDS = 86400, MOST_TRIALS = 1000000 };

/* ---- options --------------------------------------------------------------------------------- */

/* An option that takes a number, and what it may be. */
struct number_option {
    const char *name, *text; /* text NULL: not given */
    uint64_t least, most;
};

static bool
is_within(const struct number_option *option, uint64_t *ret)
{
    char *end;
    errno = 0;
    *ret = strtoull(option->text, &end, 10);
    return option->text[0] >= '0' && option->text[0] <= '9' && *end == '\0' && errno == 0 &&
           *ret >= option->least && *ret <= option->most;
}

static int
read_number(const struct number_option *option, uint64_t *ret, struct sl_err *reterr)
{
    if (option->text == NULL || is_within(option, ret))
        return 0;
    (void)sl_fail(reterr, SL_CONFIG, "%s is not a number that it takes", option->name);
    return sl_remedy(reterr, "give a whole number from %llu to %llu",
                     (unsigned long long)option->least, (unsigned long long)option->most);
}

static int
read_limits(const struct slc_arguments *arguments, struct slc_attack_limits *ret,
            struct sl_err *reterr)
{
    uint64_t seconds = DEFAULT_SECONDS, trials = DEFAULT_TRIALS, seed = 0;
    const struct number_option options[] = {
        { "--seconds", arguments->options[SECONDS], 1, MOST_SECONDS },
        { "--trials", arguments->options[TRIALS], 1, MOST_TRIALS },
        { "--seed", arguments->options[SEED], 0, UINT64_MAX },
    };
    if (read_number(&options[0], &seconds, reterr) != 0 ||
        read_number(&options[1], &trials, reterr) != 0 ||
        read_number(&options[2], &seed, reterr) != 0)
        return -1;
    *ret = (struct slc_attack_limits) { .seconds = (int64_t)seconds,
                                        .rounds = (uint32_t)trials,
                                        .seed = seed };
    return 0;
}

static int
find_destination(const struct slc_ir *ir, const char *name, struct slc_attack_limits *limits,
                 struct sl_err *reterr)
{
    struct sl_nearest nearest;
    if (name == NULL)
        return 0;
    sl_nearest_init(&nearest, sl_str_of(name));
    for (uint32_t at = 0; at < ir->ndestinations; at++) {
        if (sl_str_is(ir->destinations[at].name, name))
            limits->destination = &ir->destinations[at];
        (void)sl_nearest_offer(&nearest, ir->destinations[at].name);
    }
    if (limits->destination != NULL)
        return 0;
    (void)sl_fail(reterr, SL_CONFIG, "no release goes to a destination '%s'", name);
    return nearest.best.ptr != NULL
               ? sl_remedy(reterr, "did you mean %.*s?", SL_FMT(nearest.best))
               : sl_remedy(reterr, "give the name of a destination that a release goes to");
}

/* ---- the run --------------------------------------------------------------------------------- */

static void
print_pairs(FILE *to, const struct slc_attack_counts *counts,
            const struct slc_attack_limits *limits)
{
    fprintf(to, "%u pair%s of a destination and a column that it may not hold as it is: ",
            counts->pairs, counts->pairs == 1 ? "" : "s");
    if (counts->timed_out)
        fprintf(to, "the time was over after %u; --seconds gives more\n", counts->reached);
    else
        fprintf(to,
                "%u decided, %u searched with %u row%s each and all values worth trying in it\n",
                counts->decided, counts->pairs - counts->decided, limits->rounds,
                limits->rounds == 1 ? "" : "s");
}

static void
print_flows(FILE *to, const struct slc_attack_counts *counts,
            const struct slc_attack_limits *limits)
{
    fprintf(to, "%u pair%s of a destination and a table: ", counts->flows,
            counts->flows == 1 ? "" : "s");
    if (counts->timed_out && counts->flows_reached < counts->flows)
        fprintf(to, "the time was over after %u; --seconds gives more\n", counts->flows_reached);
    else if (counts->timed_out)
        fprintf(to, "each was tried, and not as often as asked\n");
    else
        fprintf(to, "searched with %u histor%s each\n", limits->rounds,
                limits->rounds == 1 ? "y" : "ies");
}

static enum slc_exit
attack(const struct slc_arguments *arguments, struct slc_program *program)
{
    struct slc_report_form form = { .to = stdout, .command = "attack" };
    struct slc_attack_limits limits;
    struct sl_err err;
    const struct slc_ir *ir = slc_lower(program);
    if (slc_report_form_read(arguments->options[FORMAT], arguments->options[COLOR], &form, &err) !=
            0 ||
        read_limits(arguments, &limits, &err) != 0 ||
        find_destination(ir, arguments->options[DESTINATION], &limits, &err) != 0)
        return slc_could_not_run(&err);
    slc_findings_init(program->findings, program->arena); /* what check warns of is its to say */
    struct slc_attack_counts counts;
    if (slc_attack(program, ir, &limits, &counts, &err) != 0)
        return slc_could_not_run(&err);
    slc_report_findings(program->findings, &form, NULL);
    FILE *to = form.format == SLC_FORMAT_TEXT ? stdout : stderr;
    print_pairs(to, &counts, &limits);
    print_flows(to, &counts, &limits);
    return program->findings->errors > 0 ? SLC_FOUND : SLC_CLEAN;
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    const struct slc_report_form form = { .to = stderr, .command = "attack" };
    struct slc_attack_limits limits;
    struct sl_err err;
    if (read_limits(arguments, &limits, &err) != 0)
        return slc_could_not_run(&err);
    const struct slc_compiling compiling = {
        .today = arguments->options[TODAY],
        .form = &form,
        .refused_too = arguments->options[REFUSED] != NULL,
        .faults_stop = true,
        .then = attack,
    };
    return slc_compile_reporting(arguments, &compiling);
}

const struct slc_command slc_command_attack = {
    .name = "attack",
    .summary = "try to tell from what leaves what owners do not let be told",
    .synopsis = "PATH… [--seconds N] [--trials N] [--seed N] [--destination NAME] [--refused-too] "
                "[--today DATE] [--format text|json|sarif] [--color auto|always|never]",
    .description =
        "For each destination and each column that it may not hold as it is: makes rows that differ in\n"
        "that column alone, works out what all releases to the destination make of them, and holds what\n"
        "can be told apart against the owners' rows. For each destination and each table: inserts, updates\n"
        "and deletes rows, in one transaction with rows of other tables, and looks whether a record leaves\n"
        "that tells of a row or a change, or beside another that it is not to be matched with.\n"
        "It shares no code with what `sluice check` judges labels by, so that a fault there can be found\n"
        "here.\n"
        "A find shows the rows, what leaves of each, and the owner's row that promises otherwise. Without\n"
        "a find, nothing was found in what was tried: that is no proof, unless it says \"decided\".\n"
        "\n"
        "Exit code: 0 nothing was found, 1 something was, 2 could not run.\n",
    .options = {
        [SECONDS] = { "--seconds", "N", "how long to try at most; 10 if not given" },
        [TRIALS] = { "--trials", "N", "how many rows to try each pair with; 6 if not given" },
        [SEED] = { "--seed", "N", "what the rows are made from, apart from the policies; 0 if not given" },
        [DESTINATION] = { "--destination", "NAME", "this destination alone" },
        [REFUSED] = { "--refused-too", NULL, "also try policies whose labels `sluice check` refuses" },
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
        [FORMAT] = SLC_FORMAT_OPTION,
        [COLOR] = SLC_COLOR_OPTION,
    },
    .needs_path = true,
    .run = run,
};
