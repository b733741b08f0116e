#include "explain/subject.h"

#include "buf.h"
#include "maxima.h"
#include "nearest_name.h"
#include "syntax/walk.h"

static const char *const words[SLC_SUBJECT_KINDS] = {
    [SLC_SUBJECT_FIELD] = "field",
    [SLC_SUBJECT_COLUMN] = "column",
    [SLC_SUBJECT_RELEASE] = "release",
    [SLC_SUBJECT_TABLE] = "table",
    [SLC_SUBJECT_DESTINATION] = "destination",
    [SLC_SUBJECT_CATEGORY] = "category",
    [SLC_SUBJECT_KEY] = "key",
    [SLC_SUBJECT_ROLE] = "role",
};

const char *
slc_subject_word(enum slc_subject_kind kind)
{
    return words[kind];
}

/* ---- everything that has a name ------------------------------------------------------------- */

struct search {
    const struct slc_program *program;
    struct sl_nearest near; /* of all names and of their last parts */
    int kind;               /* -1: any */
    bool ends;              /* the names' ends count, too */
    struct slc_named_subject *found;
    unsigned count;
    struct sl_str nearest; /* the name in full of what is near */
    struct sl_str others;  /* the first few that were found, with their kinds */
};

/* "collections.customers.email" ends in "email", and in "customers.email". */
static bool
ends_in(struct sl_str name, struct sl_str end)
{
    return name.len > end.len && name.ptr[name.len - end.len - 1] == '.' &&
           memcmp(name.ptr + name.len - end.len, end.ptr, end.len) == 0;
}

static void
consider_near(struct search *search, struct sl_str candidate, struct sl_str name)
{
    if (sl_nearest_offer(&search->near, candidate))
        search->nearest = name;
}

static void
take(struct search *search, struct slc_named_subject subject)
{
    enum { LISTED = 6 };
    if (search->count++ == 0)
        *search->found = subject;
    if (search->count <= LISTED)
        search->others = sl_arena_format(search->program->arena, "%.*s%s%s %.*s",
                                         SL_FMT(search->others), search->count > 1 ? ", " : "",
                                         words[subject.kind], SL_FMT(subject.name));
}

static void
consider(struct search *search, struct slc_named_subject subject)
{
    if (search->kind >= 0 && search->kind != (int)subject.kind)
        return;
    if (sl_str_equal(subject.name, search->near.wanted) ||
        (search->ends && ends_in(subject.name, search->near.wanted)))
        take(search, subject);
    const char *point = memrchr(subject.name.ptr, '.', subject.name.len);
    consider_near(search, subject.name, subject.name);
    if (point != NULL)
        consider_near(search, sl_str_from(subject.name, (size_t)(point + 1 - subject.name.ptr)),
                      subject.name);
}

static struct sl_str
joined(const struct search *search, struct sl_str owner, struct sl_str name)
{
    return sl_arena_format(search->program->arena, "%.*s.%.*s", SL_FMT(owner), SL_FMT(name));
}

static void
consider_table(struct search *search, const struct slc_table *table)
{
    struct slc_named_subject subject = {
        .kind = SLC_SUBJECT_TABLE,
        .name = joined(search, table->name.first.text, table->name.second.text),
        .table = table,
    };
    struct sl_str name = subject.name;
    consider(search, subject);
    subject.kind = SLC_SUBJECT_COLUMN;
    const struct slc_column *const lists[] = { table->columns, table->leaves };
    for (size_t i = 0; i < 2; i++)
        for (const struct slc_column *column = lists[i]; column != NULL; column = column->next) {
            subject.column = column;
            subject.name = joined(search, name, column->name.text);
            consider(search, subject);
        }
}

static void
consider_release(struct search *search, const struct slc_release *release)
{
    struct slc_named_subject subject = {
        .kind = SLC_SUBJECT_RELEASE,
        .name = joined(search, release->stream.first.text, release->stream.second.text),
        .release = release,
    };
    struct sl_str name = subject.name;
    consider(search, subject);
    subject.kind = SLC_SUBJECT_FIELD;
    for (const struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next) {
        if (!slc_makes_a_field(statement))
            continue;
        subject.field = statement;
        subject.name = joined(search, name, statement->field.text);
        consider(search, subject);
    }
}

static void
consider_all(struct search *search)
{
    const struct slc_program *program = search->program;
    search->count = 0;
    search->others = SL_STR("");
    for (const struct slc_destination *destination = program->destinations; destination != NULL;
         destination = destination->next)
        consider(search, (struct slc_named_subject) { .kind = SLC_SUBJECT_DESTINATION,
                                                      .name = destination->name.text,
                                                      .destination = destination });
    for (const struct slc_category *category = program->categories; category != NULL;
         category = category->next)
        consider(search, (struct slc_named_subject) { .kind = SLC_SUBJECT_CATEGORY,
                                                      .name = category->name.text,
                                                      .category = category });
    for (const struct slc_key *key = program->keys; key != NULL; key = key->next)
        consider(search, (struct slc_named_subject) {
                             .kind = SLC_SUBJECT_KEY, .name = key->name.text, .key = key });
    for (const struct slc_role *role = program->roles; role != NULL; role = role->next)
        consider(search, (struct slc_named_subject) {
                             .kind = SLC_SUBJECT_ROLE, .name = role->name.text, .role = role });
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        consider_release(search, release);
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next)
        consider_table(search, table);
}

/* ---- the name on the command line ----------------------------------------------------------- */

/* Without backquotes, and without the kind's word in front, which goes to *ret_kind. */
static struct sl_str
read_name(const struct slc_program *program, const char *text, int *ret_kind)
{
    *ret_kind = -1;
    for (int kind = 0; kind < SLC_SUBJECT_KINDS; kind++) {
        size_t len = strlen(words[kind]);
        if (strncmp(text, words[kind], len) == 0 && text[len] == ' ') {
            *ret_kind = kind;
            text += len + 1;
            break;
        }
    }
    struct sl_str copy = sl_arena_copy(program->arena, sl_str_of(text));
    char *bytes = (char *)(uintptr_t)copy.ptr;
    size_t len = 0;
    for (size_t at = 0; at < copy.len; at++)
        if (bytes[at] != '`')
            bytes[len++] = bytes[at];
    return (struct sl_str) { bytes, len };
}

static int
not_one(const struct search *search, struct sl_err *reterr)
{
    if (search->count > 1) {
        (void)sl_fail(reterr, SL_CONFIG, "%.*s can mean %u things", SL_FMT(search->near.wanted),
                      search->count);
        return sl_remedy(reterr, "name one of: %.*s%s", SL_FMT(search->others),
                         search->count > 6 ? ", …" : "");
    }
    (void)sl_fail(reterr, SL_CONFIG, "the policies have nothing named %.*s",
                  SL_FMT(search->near.wanted));
    if (search->nearest.len > 0)
        return sl_remedy(reterr, "did you mean %.*s?", SL_FMT(search->nearest));
    return sl_remedy(reterr, "name a field (lake.customers.region), a column "
                             "(public.customers.email), a release, a table, a destination, a "
                             "category, a key or a role");
}

int
slc_subject_find(const struct slc_program *program, const char *name,
                 struct slc_named_subject *ret_subject, struct sl_err *reterr)
{
    struct search search = { .program = program, .found = ret_subject };
    sl_nearest_init(&search.near, read_name(program, name, &search.kind));
    consider_all(&search);
    search.ends = true;
    if (search.count == 0)
        consider_all(&search);
    return search.count == 1 ? 0 : not_one(&search, reterr);
}
