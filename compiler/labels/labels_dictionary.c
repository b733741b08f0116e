/* labels_dictionary.c - a value beside its pseudonym, where the pseudonyms of another column are the same.
 *
 * Columns of one kind under one key in a destination have one pseudonym for one value. What leaves of the
 * one beside its pseudonym, in one record or in two that join, is told of the others, too: the two are a
 * dictionary. So a line beside a pseudonym needs what it would need over each of those others that is not
 * to be read there: a row of its owners. A value as it is has none. */
#include "labels/labels.h"
#include "releases/codes.h"
#include "syntax/walk.h"

struct looking {
    const struct slc_labels *labels;
    const struct slc_release *release;
    const struct slc_statement *statement;
    struct slc_number_set reported; /* sets of codes, by their numbers */
};

/* Whether the owners of the hidden columns let such a line be; what stands in its way is remembered. */
static bool
is_allowed(struct slc_label_context *context, const struct slc_expr *line,
           const struct slc_beside *beside)
{
    struct slc_lowering lowering;
    struct slc_lowered_by *rules = NULL;
    struct slc_column *hidden = beside->hidden;
    if (!slc_read_lowering(context, line, &lowering))
        return false;
    lowering.columns = &hidden;
    lowering.ncolumns = 1;
    struct slc_label label = slc_lower_label(context, beside->label, &lowering, &rules);
    return slc_label_fits(label, context->release->destination);
}

static struct slc_finding *
find_whole(struct slc_findings *findings, const struct slc_beside *beside)
{
    return slc_find(findings, SLC_E0350, beside->code->call->at,
                    "'%.*s' leaves readably beside its pseudonym, which '%.*s' has, too",
                    SL_FMT(beside->read->name.text), SL_FMT(beside->hidden->name.text));
}

static struct slc_finding *
find_part(struct slc_findings *findings, const struct slc_beside *beside,
          const struct slc_expr *line)
{
    return slc_find(findings, SLC_E0350, line->at,
                    "this tells of '%.*s' beside its pseudonym, which '%.*s' has, too",
                    SL_FMT(beside->read->name.text), SL_FMT(beside->hidden->name.text));
}

static void
report(const struct slc_label_context *context, const struct slc_expr *line,
       const struct slc_beside *beside)
{
    const struct slc_program *program = context->labels->program;
    struct slc_findings *findings = program->findings;
    const struct slc_column *hidden = beside->hidden;
    bool whole = slc_measure_tells_whole(line);
    struct slc_finding *finding =
        whole ? find_whole(findings, beside) : find_part(findings, beside, line);
    slc_cause(findings, finding, beside->other->call->at, "the pseudonyms that it tells");
    slc_note(findings, finding,
             "who has a row of the one reads in it what the same pseudonym means in a row of the "
             "other, and '%.*s' is %.*s",
             SL_FMT(hidden->name.text), SL_FMT(slc_label_text(program, slc_column_label(hidden))));
    slc_add_obstacle(context, finding);
    slc_help(findings, finding,
             "leave out the %s or its pseudonym, or take 'identifies %.*s' off one of the columns: "
             "then they have different pseudonyms",
             whole ? "value" : "line", SL_FMT(hidden->kind.text));
    if (!whole &&
        slc_number_set_is_subset(beside->label.categories, context->release->destination->accepted))
        slc_help(findings, finding, "or have %.*s allow the line for what is %.*s",
                 SL_FMT(slc_owners_of(program, beside->label.categories)),
                 SL_FMT(slc_label_text(program, beside->label)));
}

/* One finding for codes that are the same: the first line that makes a dictionary of them. A field that may
 * not be there by itself is reported as that. */
static void
check_line(void *context, struct slc_expr *expr)
{
    struct looking *looking = context;
    const struct slc_beside *beside = slc_measure_beside(expr);
    for (; beside != NULL; beside = beside->next) {
        struct slc_label_context line = { .labels = looking->labels, .release = looking->release };
        if (slc_number_set_has(looking->reported, beside->set->number) ||
            !slc_label_fits(looking->statement->label, looking->release->destination) ||
            is_allowed(&line, expr, beside))
            continue;
        report(&line, expr, beside);
        looking->reported = slc_number_set_add(looking->labels->program->arena, looking->reported,
                                               beside->set->number);
    }
}

void
slc_check_dictionaries(const struct slc_labels *labels)
{
    struct looking looking = { .labels = labels };
    for (const struct slc_release *release = labels->program->releases; release != NULL;
         release = release->next) {
        looking.release = release;
        for (const struct slc_statement *s = release->statements; s != NULL; s = s->next) {
            looking.statement = s;
            slc_walk(s->expr, check_line, &looking);
        }
    }
}
