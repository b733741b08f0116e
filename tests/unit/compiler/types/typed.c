#include "typed.h"

#include "maxima.h"

static const char before[] =
    "policy language 1\n"
    "levels open \"x\" internal \"x\" secret \"x\" end\n"
    "role dpo \"x\"\n"
    "category identity owned by dpo end\n"
    "key k for pseudonyms links stream purpose \"x\" end\n"
    "key box for decryption purpose \"x\" end\n"
    "destination lake clearance internal accepts identity purpose \"x\" owned by dpo end\n"
    "table app.things\n"
    "  column id bigint open key\n"
    "  column s smallint open\n"
    "  column i integer open\n"
    "  column b bigint open\n"
    "  column n numeric(12,2) open\n"
    "  column n_ numeric(12,2)? open\n"
    "  column r real open\n"
    "  column d double? open\n"
    "  column t text open\n"
    "  column t_ text? open\n"
    "  column v varchar(3) open\n"
    "  column fixed char(3) open\n"
    "  column c citext? open\n"
    "  column e enum(\"red\", \"green\") open\n"
    "  column e_ enum(\"red\", \"green\")? open\n"
    "  column day date open\n"
    "  column day_ date? open\n"
    "  column made timestamptz open\n"
    "  column local timestamp open\n"
    "  column made_ timestamptz? open\n"
    "  column local_ timestamp? open\n"
    "  column clock time open\n"
    "  column f boolean open\n"
    "  column f_ boolean? open\n"
    "  column u uuid open\n"
    "  column j jsonb? open\n"
    "  column raw bytea open\n"
    "  column o opaque? open\n"
    "  column secret text open encrypted with box as fernet\n"
    "end\n"
    "release app.things to lake.stream version 1\n"
    "  row key id = id\n";
static const char after[] = "\n  deleted rows send key\nend\n";

const char *
policy_with_line(struct sl_arena *arena, const char *line)
{
    return sl_arena_format(arena, "%s  %s%s", before, line, after).ptr;
}

/* "numeric?"; the codes where something was found. */
static struct sl_str
verdict(const struct checked *checked)
{
    if (checked->findings.first != NULL)
        return checked_codes(checked);
    struct slc_type type = checked->program.releases->statements->next->expr->type;
    return sl_arena_format(checked->arena, "%s%s", slc_type_info(type.id)->spelling,
                           type.nullable ? "?" : "");
}

void
expect_types(const struct typed *cases, size_t count)
{
    struct sl_arena *arena = sl_arena_new(SL_GIB);
    for (size_t at = 0; at < count; at++) {
        struct checked checked;
        struct sl_str line = sl_arena_format(arena, "derive x = %s", cases[at].expression);
        check_text(&checked, policy_with_line(arena, line.ptr), NAMES | TYPES);
        struct sl_str got = verdict(&checked);
        if (!sl_str_is(got, cases[at].expected))
            fail_msg("%s: %.*s, not %s", cases[at].expression, SL_FMT(got), cases[at].expected);
        if (cases[at].words != NULL && !checked_says(&checked, cases[at].words))
            fail_msg("%s: nothing says '%s'", cases[at].expression, cases[at].words);
        checked_done(&checked);
    }
    sl_arena_free(arena);
}
