/* Names in what policies share: labels, categories and their owners' rows, keys, destinations. */
#include "language/function.h"
#include "names/names.h"

int
slc_names_bind_level(const struct slc_names *names, const struct slc_name *name)
{
    const struct slc_level *level = slc_symbol_object(slc_names_find(names, SLC_NAME_LEVEL, name));
    return level != NULL ? level->rank : -1;
}

static const struct slc_role *
bind_role(const struct slc_names *names, const struct slc_name *name)
{
    return slc_symbol_object(slc_names_find(names, SLC_NAME_ROLE, name));
}

/* The set of the named categories. *ret_sound is cleared when one does not exist. */
static struct slc_number_set
bind_categories(const struct slc_names *names, const struct slc_name *list, bool *ret_sound)
{
    struct slc_number_set set = { 0 };
    for (const struct slc_name *name = list; name != NULL; name = name->next) {
        const struct slc_category *category =
            slc_symbol_object(slc_names_find(names, SLC_NAME_CATEGORY, name));
        if (category == NULL)
            *ret_sound = false;
        else
            set = slc_number_set_add(names->program->arena, set, category->number);
    }
    return set;
}

void
slc_names_bind_label(const struct slc_names *names, struct slc_label_text *text)
{
    bool sound = true;
    text->label.categories = bind_categories(names, text->categories, &sound);
    text->label.level = slc_names_bind_level(names, &text->level);
    if (!sound)
        text->label.level = -1;
}

/* ---- categories ---------------------------------------------------------------------------- */

/* The function or operator of `may become … by`. */
static void
bind_rule(const struct slc_names *names, struct slc_downgrade *rule)
{
    const struct slc_symbol *symbol = slc_names_find(names, SLC_NAME_RULE, &rule->by);
    rule->function = slc_symbol_object(symbol);
    rule->operator_class = SLC_NOT_AN_OPERATOR;
    if (rule->function != NULL)
        rule->operator_class = (int)rule->function->operator_class;
    else if (symbol != NULL)
        rule->operator_class = sl_str_is(rule->by.text, "comparison") ? SLC_OPERATOR_COMPARISON
                                                                      : SLC_OPERATOR_MEMBERSHIP;
}

static void
bind_category(const struct slc_names *names, struct slc_category *category)
{
    category->owner_role = bind_role(names, &category->owner);
    for (struct slc_downgrade *rule = category->downgrades; rule != NULL; rule = rule->next) {
        rule->category = category;
        rule->to_rank = slc_names_bind_level(names, &rule->to);
        rule->from_rank = slc_names_bind_level(names, &rule->from);
        bind_rule(names, rule);
        for (const struct slc_bound *bound = rule->bounds; bound != NULL; bound = bound->next)
            (void)slc_names_find(names, SLC_NAME_UNIT, &bound->unit);
    }
}

/* ---- keys and destinations ----------------------------------------------------------------- */

static bool
is_used_file(const struct slc_program *program, const struct slc_source *source)
{
    for (const struct slc_file *file = program->files; file != NULL; file = file->next)
        if (file->source == source)
            return file->used;
    return true;
}

/* `links` names streams. Where only a part of the company's releases is compiled (a file that is
 * merely used, or no release at all) the streams of the others are not known. */
static void
bind_links(const struct slc_names *names, const struct slc_key *key)
{
    bool all_known =
        names->program->releases != NULL && !is_used_file(names->program, key->at.source);
    struct slc_symbols linked;
    slc_symbols_init(&linked, names->program->arena);
    for (const struct slc_name *name = key->links; name != NULL; name = name->next) {
        const struct slc_symbol *earlier =
            slc_symbols_add(&linked, name->text, name->at, (void *)(uintptr_t)name);
        if (earlier != NULL)
            slc_names_report_twice(names, name, "linked stream", earlier->at);
        else if (all_known)
            (void)slc_names_find(names, SLC_NAME_LINKED, name);
    }
}

/* The key that this one replaces, which makes pseudonyms, too. */
static void
bind_replaced(const struct slc_names *names, struct slc_key *key)
{
    struct slc_findings *findings = names->program->findings;
    struct slc_key *replaced =
        slc_symbol_object(slc_names_find(names, SLC_NAME_KEY, &key->replaces));
    if (replaced == NULL)
        return;
    if (!replaced->for_decryption) {
        key->replaced = replaced;
        if (replaced->replaced_by == NULL)
            replaced->replaced_by = key;
        return;
    }
    struct slc_finding *finding = slc_find(findings, SLC_E0107, key->replaces.at,
                                           "'%.*s' is a key for decryption, not one for pseudonyms",
                                           SL_FMT(replaced->name.text));
    slc_cause(findings, finding, replaced->name.at, "declared here");
    slc_help(findings, finding, "how a key for decryption is replaced: docs/encryption.md");
}

static void
bind_destination(const struct slc_names *names, struct slc_destination *destination)
{
    bool sound = true;
    destination->clearance_rank = slc_names_bind_level(names, &destination->clearance);
    destination->accepted = bind_categories(names, destination->accepts, &sound);
    /* with an unknown category nothing can be said of what is accepted: stay silent */
    if (!sound)
        destination->clearance_rank = -1;
    destination->owner_role = bind_role(names, &destination->owner);
    slc_names_bind_decision(names, &destination->shared);
}

void
slc_names_bind_policy(const struct slc_names *names)
{
    struct slc_program *program = names->program;
    for (struct slc_category *category = program->categories; category != NULL;
         category = category->next)
        bind_category(names, category);
    for (struct slc_key *key = program->keys; key != NULL; key = key->next) {
        bind_links(names, key);
        bind_replaced(names, key);
        (void)slc_names_find(names, SLC_NAME_UNIT, &key->rotate_unit);
    }
    for (struct slc_destination *destination = program->destinations; destination != NULL;
         destination = destination->next)
        bind_destination(names, destination);
}
