/* Every declaration of every file: into the program's lists, and into the maps of names. */
#include "names/names.h"

enum { MOST_LEVELS = 7 };

/* The ends of the program's lists. */
struct ends {
    struct slc_level **levels;
    struct slc_role **roles;
    struct slc_category **categories;
    struct slc_key **keys;
    struct slc_destination **destinations;
    struct slc_table **tables;
    struct slc_release **releases;
    struct slc_risk **risks;
    struct slc_test **tests;
};

static const char *const words[SLC_NAME_KINDS] = {
    [SLC_NAME_LEVEL] = "level",
    [SLC_NAME_ROLE] = "role",
    [SLC_NAME_CATEGORY] = "category",
    [SLC_NAME_KEY] = "key",
    [SLC_NAME_DESTINATION] = "destination",
    [SLC_NAME_TABLE] = "table",
    [SLC_NAME_STREAM] = "stream",
};

/* A name that two declarations claim means neither: what uses it stays silent. */
static void
report_taken(const struct slc_names *names, const struct slc_name *name, const char *what,
             struct slc_symbol *earlier)
{
    slc_names_report_twice(names, name, what, earlier->at);
    earlier->object = NULL;
}

/* False when the name is taken, which is reported. */
static bool
declare(struct slc_names *names, enum slc_name_kind kind, const struct slc_name *name, void *object)
{
    (void)slc_names_check_form(names, name, words[kind], NULL);
    struct slc_symbol *earlier =
        slc_symbols_add(&names->declared[kind], name->text, name->at, object);
    if (earlier == NULL)
        return true;
    report_taken(names, name, words[kind], earlier);
    return false;
}

static bool
declare_pair(struct slc_names *names, enum slc_name_kind kind, const struct slc_qname *name,
             void *object)
{
    struct sl_arena *arena = names->program->arena;
    struct sl_str pair = slc_symbol_pair(arena, name->first.text, name->second.text);
    struct slc_symbol *earlier = slc_symbols_add(&names->declared[kind], pair, name->at, object);
    if (earlier == NULL)
        return true;
    struct slc_name whole = { .text = slc_qname_text(names, name), .at = name->at };
    report_taken(names, &whole, words[kind], earlier);
    return false;
}

static void
report_too_many_levels(const struct slc_names *names, struct slc_span at)
{
    struct slc_findings *findings = names->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0106, at, "more than %d levels", MOST_LEVELS);
    slc_note(findings, finding, "people must be able to hold the order of levels in their heads");
    slc_help(findings, finding, "merge some of them");
}

static void
report_second_levels(const struct slc_program *program, struct slc_span at)
{
    struct slc_span first = program->levels->name.at;
    bool shipped = at.source != NULL && at.source->standard; /* the author's own is the fault */
    struct slc_finding *finding =
        slc_find(program->findings, SLC_E0102, shipped ? first : at, "a second order of levels");
    slc_cause(program->findings, finding, shipped ? at : first, "the other one");
    slc_help(program->findings, finding, "keep one 'levels' block, in a file that others use");
}

static void
declare_levels(struct slc_names *names, struct ends *ends, const struct slc_item *item)
{
    struct slc_program *program = names->program;
    if (program->levels != NULL && item->levels != NULL) {
        report_second_levels(program, item->levels->name.at);
        /* its names are known, but of no rank: nothing follows from them */
        for (struct slc_level *level = item->levels; level != NULL; level = level->next)
            (void)slc_symbols_add(&names->declared[SLC_NAME_LEVEL], level->name.text,
                                  level->name.at, NULL);
        return;
    }
    for (struct slc_level *level = item->levels, *next; level != NULL; level = next) {
        next = level->next;
        level->next = NULL;
        if (!declare(names, SLC_NAME_LEVEL, &level->name, level))
            continue;
        if (sl_str_is(level->name.text, SLC_UNLABELLED))
            slc_find(program->findings, SLC_E0103, level->name.at,
                     "a level cannot be named '" SLC_UNLABELLED
                     "': that stands for columns which nobody has looked at yet");
        level->rank = program->nlevels++;
        *ends->levels = level;
        ends->levels = &level->next;
        if (level->rank == MOST_LEVELS)
            report_too_many_levels(names, level->name.at);
    }
}

static void
declare_category(struct slc_names *names, struct ends *ends, struct slc_category *category)
{
    struct slc_program *program = names->program;
    if (!declare(names, SLC_NAME_CATEGORY, &category->name, category))
        return;
    category->number = program->ncategories++;
    *ends->categories = category;
    ends->categories = &category->next;
}

static void
declare_release(struct slc_names *names, struct ends *ends, struct slc_release *release)
{
    const struct slc_name *stream = &release->stream.second;
    bool sound = slc_names_check_form(names, stream, "stream", NULL);
    if (sound)
        slc_names_check_clash(names, stream, "stream");
    (void)declare_pair(names, SLC_NAME_STREAM, &release->stream, release);
    (void)slc_symbols_add(&names->declared[SLC_NAME_LINKED], stream->text, stream->at, release);
    *ends->releases = release;
    ends->releases = &release->next;
}

#define APPEND(list, object)                                                                       \
    do {                                                                                           \
        *ends->list = (object);                                                                    \
        ends->list = &(object)->next;                                                              \
    } while (0)

/* What others share: declared by every file, also by one that is only used. */
static void
declare_shared(struct slc_names *names, struct ends *ends, const struct slc_item *item)
{
    if (item->kind == SLC_ITEM_LEVELS)
        declare_levels(names, ends, item);
    else if (item->role != NULL && declare(names, SLC_NAME_ROLE, &item->role->name, item->role))
        APPEND(roles, item->role);
    else if (item->category != NULL)
        declare_category(names, ends, item->category);
    else if (item->key != NULL && declare(names, SLC_NAME_KEY, &item->key->name, item->key)) {
        item->key->number = names->program->nkeys++;
        APPEND(keys, item->key);
    } else if (item->destination != NULL &&
               declare(names, SLC_NAME_DESTINATION, &item->destination->name, item->destination))
        APPEND(destinations, item->destination);
    else if (item->table != NULL) {
        (void)declare_pair(names, SLC_NAME_TABLE, &item->table->name, item->table);
        APPEND(tables, item->table);
    }
}

/* What a file does by itself. */
static void
declare_own(struct slc_names *names, struct ends *ends, const struct slc_item *item)
{
    if (item->release != NULL)
        declare_release(names, ends, item->release);
    if (item->risk != NULL)
        APPEND(risks, item->risk);
    if (item->test != NULL)
        APPEND(tests, item->test);
}

void
slc_names_declare(struct slc_names *names)
{
    struct slc_program *program = names->program;
    struct ends ends = {
        .levels = &program->levels,
        .roles = &program->roles,
        .categories = &program->categories,
        .keys = &program->keys,
        .destinations = &program->destinations,
        .tables = &program->tables,
        .releases = &program->releases,
        .risks = &program->risks,
        .tests = &program->tests,
    };
    for (const struct slc_file *file = program->files; file != NULL; file = file->next) {
        for (const struct slc_item *item = file->items; item != NULL; item = item->next) {
            declare_shared(names, &ends, item);
            if (!file->used)
                declare_own(names, &ends, item);
        }
    }
}
