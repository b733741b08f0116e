/* Looking a name up, and what is said when it is not there. */
#include "names/names.h"
#include "names/suggest.h"

enum { LISTED_NAMES = 16 };

/* What a kind is called, and a line that would declare one. */
static const struct {
    const char *one, *many, *template;
} kinds[SLC_NAME_KINDS] = {
    [SLC_NAME_LEVEL] = { "level", "levels", NULL },
    [SLC_NAME_ROLE] = { "role", "roles", "role %.*s \"…\"" },
    [SLC_NAME_CATEGORY] = { "category", "categories", "category %.*s owned by … \"…\" end" },
    [SLC_NAME_KEY] = { "key", "keys", "key %.*s for pseudonyms links … purpose \"…\" end" },
    [SLC_NAME_DESTINATION] = { "destination", "destinations",
                               "destination %.*s clearance … accepts … purpose \"…\" owned by … "
                               "end" },
    [SLC_NAME_TABLE] = { "table", "tables", "table %.*s column … key end" },
    [SLC_NAME_STREAM] = { "stream", "streams", "release … to %.*s version 1 …" },
    [SLC_NAME_LINKED] = { "stream", "streams", "release … to ….%.*s version 1 …" },
    [SLC_NAME_FUNCTION] = { "function", "functions", NULL },
    [SLC_NAME_RULE] = { "function or operator", "functions and operators", NULL },
    [SLC_NAME_UNIT] = { "unit", "units", NULL },
    [SLC_NAME_COLUMN] = { "column", "columns", NULL },
    [SLC_NAME_FIELD] = { "field", "fields", NULL },
};

/* A name that is looked up. */
struct wanted {
    enum slc_name_kind kind;
    struct sl_str name;
    struct slc_span at;
    const struct slc_symbols *among;
    struct sl_str owner; /* of `among`, where it is no declaration of a file; else empty */
};

/* Pairs hold their names apart by a NUL, which messages show as a point. */
static struct sl_str
shown(const struct slc_names *names, struct sl_str name)
{
    struct sl_str copy = sl_arena_copy(names->program->arena, name);
    char *bytes = (char *)(uintptr_t)copy.ptr;
    for (size_t i = 0; i < copy.len; i++)
        if (bytes[i] == '\0')
            bytes[i] = '.';
    return copy;
}

struct sl_str
slc_qname_text(const struct slc_names *names, const struct slc_qname *name)
{
    return sl_arena_format(names->program->arena, "%.*s.%.*s", SL_FMT(name->first.text),
                           SL_FMT(name->second.text));
}

/* "open, internal, personal", the first LISTED_NAMES of them. */
static struct sl_str
list_of(const struct slc_names *names, const struct slc_symbols *symbols)
{
    struct sl_str list = { 0 };
    int listed = 0;
    for (const struct slc_symbol *symbol = symbols->first; symbol != NULL; symbol = symbol->next) {
        const char *comma = listed == 0 ? "" : ", ";
        if (listed++ == LISTED_NAMES)
            return sl_arena_format(names->program->arena, "%.*s, …", SL_FMT(list));
        struct sl_str name = shown(names, symbol->name);
        list =
            sl_arena_format(names->program->arena, "%.*s%s%.*s", SL_FMT(list), comma, SL_FMT(name));
    }
    return list;
}

/* A declaration of another kind under that name; *ret_kind is its kind. */
static const struct slc_symbol *
of_another_kind(const struct slc_names *names, enum slc_name_kind kind, struct sl_str name,
                enum slc_name_kind *ret_kind)
{
    for (int other = 0; other <= SLC_NAME_DESTINATION; other++) {
        const struct slc_symbol *symbol = slc_symbols_find(&names->declared[other], name);
        if (symbol == NULL || other == (int)kind)
            continue;
        *ret_kind = (enum slc_name_kind)other;
        return symbol;
    }
    return NULL;
}

static void
report_another_kind(const struct slc_names *names, struct wanted wanted,
                    const struct slc_symbol *symbol, enum slc_name_kind its_kind)
{
    struct slc_findings *findings = names->program->findings;
    const char *one = kinds[wanted.kind].one, *many = kinds[wanted.kind].many;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0107, wanted.at, "'%.*s' is a %s, not a %s", SL_FMT(wanted.name),
                 kinds[its_kind].one, one);
    slc_cause(findings, finding, symbol->at, "declared here");
    if (names->declared[wanted.kind].count > 0) {
        struct sl_str list = list_of(names, &names->declared[wanted.kind]);
        slc_note(findings, finding, "the %s are: %.*s", many, SL_FMT(list));
    }
}

static void
suggest(const struct slc_names *names, struct slc_finding *finding,
        const struct slc_symbol *nearest)
{
    struct slc_findings *findings = names->program->findings;
    struct sl_str name = shown(names, nearest->name);
    slc_at_label(findings, finding, "did you mean '%.*s'?", SL_FMT(name));
    if (nearest->at.source != NULL)
        slc_cause(findings, finding, nearest->at, "declared here");
    slc_help(findings, finding, "write: %.*s", SL_FMT(name));
    slc_fix(findings, finding, finding->at, name);
}

/* What people look for under a name of other languages. */
struct absent {
    const char *name, *why, *instead;
};

static const struct absent *
absent_named(enum slc_name_kind kind, struct sl_str name)
{
    static const struct absent all[] = {
#define SLC_ABSENT(word, reason, line) { word, reason, line },
#include "language/absent.def"
#undef SLC_ABSENT
    };
    if (kind != SLC_NAME_FUNCTION && kind != SLC_NAME_COLUMN)
        return NULL;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (sl_str_is(name, all[i].name))
            return &all[i];
    return NULL;
}

static void
explain_absent(struct slc_findings *findings, struct slc_finding *finding,
               const struct absent *absent)
{
    slc_note(findings, finding, "the language has none: %s", absent->why);
    slc_help(findings, finding, "write: %s", absent->instead);
}

/* Nothing is near: what there is, and how one is declared. */
static void
explain(const struct slc_names *names, struct slc_finding *finding, enum slc_name_kind kind,
        const struct slc_symbols *symbols, struct sl_str name)
{
    struct slc_findings *findings = names->program->findings;
    if (symbols->count > 0) {
        struct sl_str list = list_of(names, symbols);
        slc_note(findings, finding, "the %s are: %.*s", kinds[kind].many, SL_FMT(list));
    }
    const struct absent *absent = absent_named(kind, name);
    if (absent != NULL)
        explain_absent(findings, finding, absent);
    if (kinds[kind].template != NULL) {
        const char *before = strstr(kinds[kind].template, "%.*s");
        slc_help(findings, finding, "declare it: %.*s%.*s%s", (int)(before - kinds[kind].template),
                 kinds[kind].template, SL_FMT(name), before + strlen("%.*s"));
    }
    bool shared = kind == SLC_NAME_LEVEL || kind == SLC_NAME_ROLE || kind == SLC_NAME_CATEGORY;
    if (shared && symbols->count == 0)
        slc_help(findings, finding,
                 "start from what ships with the compiler: use standard \"uk_gdpr\"");
}

static void
report_unknown(const struct slc_names *names, struct wanted wanted)
{
    struct slc_findings *findings = names->program->findings;
    const struct slc_symbols *symbols = wanted.among;
    enum slc_name_kind kind = wanted.kind, its_kind = kind;
    if (symbols->count == 0 && names->none_declared[kind])
        return;
    names->none_declared[kind] = symbols->count == 0;
    const struct slc_symbol *other = of_another_kind(names, kind, wanted.name, &its_kind);
    const struct slc_symbol *nearest = slc_suggest(symbols, wanted.name);
    if (other != NULL && nearest == NULL && kind <= SLC_NAME_DESTINATION) {
        report_another_kind(names, wanted, other, its_kind);
        return;
    }
    struct sl_str text = shown(names, wanted.name);
    struct slc_finding *finding =
        slc_find(findings, SLC_E0101, wanted.at, "there is no %s '%.*s'%s%.*s", kinds[kind].one,
                 SL_FMT(text), wanted.owner.len > 0 ? " in " : "", SL_FMT(wanted.owner));
    bool absent = kind == SLC_NAME_FUNCTION && absent_named(kind, text) != NULL;
    if (nearest != NULL && !absent)
        suggest(names, finding, nearest);
    else
        explain(names, finding, kind, symbols, text);
}

static const struct slc_symbol *
find(const struct slc_names *names, struct wanted wanted)
{
    const struct slc_symbol *symbol = slc_symbols_find(wanted.among, wanted.name);
    if (symbol == NULL)
        report_unknown(names, wanted);
    return symbol;
}

const struct slc_symbol *
slc_names_find_in(const struct slc_names *names, enum slc_name_kind kind,
                  const struct slc_symbols *symbols, const struct slc_name *name,
                  struct sl_str owner)
{
    if (name->text.len == 0)
        return NULL;
    return find(names, (struct wanted) { kind, name->text, name->at, symbols, owner });
}

const struct slc_symbol *
slc_names_find(const struct slc_names *names, enum slc_name_kind kind, const struct slc_name *name)
{
    return slc_names_find_in(names, kind, &names->declared[kind], name, (struct sl_str) { 0 });
}

const struct slc_symbol *
slc_names_find_pair(const struct slc_names *names, enum slc_name_kind kind,
                    const struct slc_qname *name)
{
    if (name->first.text.len == 0 || name->second.text.len == 0)
        return NULL;
    struct sl_str pair =
        slc_symbol_pair(names->program->arena, name->first.text, name->second.text);
    return find(names,
                (struct wanted) {
                    .kind = kind, .name = pair, .at = name->at, .among = &names->declared[kind] });
}
