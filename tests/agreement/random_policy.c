#include "random_policy.h"

#include "buf.h"
#include "cli/check.h"
#include "findings/finding_print.h"
#include "language/function.h"
#include "maxima.h"
#include "random_expr.h"
#include "stages.h"
#include "syntax/ast.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* 2026-01-01 */
enum { TODAY = 20454, MOST_ROUNDS = 12 };

static const struct {
    enum slc_type_id type;
    const char *spelling, *sql;
} kinds[] = {
#define SLT_COLUMN(id, spelling, sql) { SLC_TYPE_##id, spelling, sql },
#include "columns.def"
};

/* All but SLC_TYPE_NONE. */
_Static_assert((0
#define SLT_COLUMN(id, spelling, sql) | SLC_TYPE_BIT(SLC_TYPE_##id)
#include "columns.def"
                ) == (SLC_TYPE_BIT(SLC_NTYPES) - 1 - SLC_TYPE_BIT(SLC_TYPE_NONE)),
               "a type of types.def has no column");

/* ---- tables ---------------------------------------------------------------------------------- */

static void
make_columns(struct slt_group *group, struct slt_table *table)
{
    struct slt_chance columns = slt_chance_of(&table->chance, SL_STR("columns"));
    struct slt_chance *chance = &columns;
    table->columns[0] =
        (struct slt_column) { SL_STR("id"), SLC_TYPE_BIGINT, "bigint", "bigint", false, false };
    table->ncolumns = 4 + slt_below(chance, SLT_MOST_COLUMNS - 3);
    for (uint32_t at = 1; at < table->ncolumns; at++) {
        uint32_t kind = slt_below(chance, sizeof kinds / sizeof kinds[0]);
        table->columns[at] = (struct slt_column) {
            .name = sl_arena_format(group->arena, "c%u", (unsigned)at),
            .type = kinds[kind].type,
            .spelling = kinds[kind].spelling,
            .sql = kinds[kind].sql,
            .nullable = slt_percent(chance, 60),
            .personal = slt_percent(chance, 50),
        };
    }
}

/* The columns that a line names: bit i is "ci". No text of the pool looks like one. */
static uint32_t
reads_of(struct sl_str text)
{
    uint32_t reads = 0;
    bool in_word = false;
    for (size_t at = 0; at < text.len; at++) {
        bool digit = at + 1 < text.len && text.ptr[at + 1] >= '0' && text.ptr[at + 1] <= '9';
        if (!in_word && text.ptr[at] == 'c' && digit)
            reads |= UINT32_C(1) << (strtoul(text.ptr + at + 1, NULL, 10) % 32);
        in_word = isalnum((unsigned char)text.ptr[at]) != 0 || text.ptr[at] == '_';
    }
    return reads;
}

static void
add_line(struct slt_table *table, struct sl_str text)
{
    table->lines[table->nlines++] = (struct slt_line) { .text = text, .reads = reads_of(text) };
}

static void
keep_columns(struct slt_group *group, struct slt_table *table)
{
    struct slt_chance chance = slt_chance_of(&table->chance, SL_STR("kept"));
    for (uint32_t at = 1; at < table->ncolumns; at++)
        if (!table->columns[at].personal && table->columns[at].type != SLC_TYPE_OPAQUE &&
            slt_percent(&chance, 25))
            add_line(table,
                     sl_arena_format(group->arena, "keep c%u as k%u", (unsigned)at, (unsigned)at));
}

/* Each function by itself takes part in the table or does not. */
static void
call_functions(struct slt_group *group, struct slt_table *table)
{
    for (int id = 0; id < SLC_NFUNCTIONS; id++) {
        const struct slc_function *function = &slc_functions[id];
        struct slt_chance chance = slt_chance_of(&table->chance, sl_str_of(function->name));
        struct slt_making making = { group->arena, &chance, table };
        if (!slt_percent(&chance, 12))
            continue;
        struct sl_str expr = slt_random_field_of(&making, function);
        if (expr.len > 0)
            add_line(table, sl_arena_format(group->arena, "derive of_%s = %.*s", function->name,
                                            SL_FMT(expr)));
    }
}

static void
add_conditions(struct slt_group *group, struct slt_table *table)
{
    struct slt_chance chance = slt_chance_of(&table->chance, SL_STR("conditions"));
    struct slt_making making = { group->arena, &chance, table };
    for (uint32_t count = 1 + slt_below(&chance, SLT_MOST_CONDITIONS), at = 0; at < count; at++) {
        struct sl_str expr = slt_random_field(&making);
        if (expr.len > 0)
            add_line(table, sl_arena_format(group->arena, "derive f%u = %.*s", (unsigned)at,
                                            SL_FMT(expr)));
    }
    struct sl_str filter = slt_percent(&chance, 30) ? slt_random_condition(&making) : SL_STR("");
    if (filter.len > 0)
        add_line(table, sl_arena_format(group->arena, "only rows where %.*s", SL_FMT(filter)));
}

struct sl_str
slt_create_table(struct sl_arena *arena, const struct slt_table *table)
{
    struct sl_buf sql;
    sl_buf_init(&sql, SL_MIB);
    sl_buf_printf(&sql, "CREATE TABLE agreement.%.*s (", SL_FMT(table->name));
    for (uint32_t at = 0; at < table->ncolumns; at++)
        sl_buf_printf(&sql, "%s%.*s %s%s", at > 0 ? ", " : "", SL_FMT(table->columns[at].name),
                      table->columns[at].sql, table->columns[at].nullable ? "" : " NOT NULL");
    sl_buf_add_str(&sql, SL_STR(", PRIMARY KEY (id))"));
    struct sl_str copy = sl_arena_copy(arena, (struct sl_str) { sql.bytes, sql.len });
    sl_buf_done(&sql);
    return copy;
}

/* ---- the policy's text ----------------------------------------------------------------------- */

static void
write_frame(struct sl_buf *text, const struct slt_group *group)
{
    sl_buf_add_str(text, SL_STR("policy language 1\n"
                                "levels open \"o\" personal \"p\" secret \"s\" end\n"
                                "role chief \"Owner\"\n"
                                "category about owned by chief \"What rows are about\"\n"
                                "may become open by comparison\n"
                                "may become open by membership\n"));
    for (int at = 0; at < SLC_NFUNCTIONS; at++)
        if (slc_functions[at].effect == SLC_LOWERS)
            sl_buf_printf(text, "may become open by %s\n", slc_functions[at].name);
    sl_buf_add_str(text, SL_STR("end\nkey link for pseudonyms links "));
    for (uint32_t at = 0; at < group->ntables; at++)
        sl_buf_printf(text, "%s%.*s", at > 0 ? ", " : "", SL_FMT(group->tables[at].name));
    sl_buf_add_str(text, SL_STR(" purpose \"Join\" end\n"
                                "destination out clearance open accepts about purpose \"Test\" "
                                "owned by chief\nend\n"));
}

static void
write_table(struct sl_buf *text, const struct slt_table *table)
{
    sl_buf_printf(text, "table agreement.%.*s replica identity full\n", SL_FMT(table->name));
    for (uint32_t at = 0; at < table->ncolumns; at++) {
        const struct slt_column *column = &table->columns[at];
        sl_buf_printf(text, "column %.*s %s%s %s%s%s\n", SL_FMT(column->name), column->spelling,
                      column->nullable ? "?" : "", column->personal ? "personal about" : "open",
                      at == 0 ? " key identifies entity" : "",
                      at % 3 == 1 ? " identifies thing" : "");
    }
    sl_buf_add_str(text, SL_STR("end\n"));
}

static unsigned
lines_in(const struct sl_buf *text)
{
    unsigned lines = 0;
    for (size_t at = 0; at < text->len; at++)
        lines += text->bytes[at] == '\n';
    return lines;
}

/* All streams have one pseudonym in common, so that positions may be shared.
 *
 * Every line of a field or filter stands on a line of its own: what the compiler says of it names
 * that line. */
static void
write_release(struct sl_buf *text, struct slt_table *table)
{
    uint32_t reads = 1;
    sl_buf_printf(text,
                  "release agreement.%.*s to out.%.*s version 1\nowner chief purpose \"Test\" "
                  "review by 2026-12-31\nrow key row_id = id\n"
                  "derive joint = pseudonym(id, using: link)\n",
                  SL_FMT(table->name), SL_FMT(table->name));
    for (uint32_t at = 0; at < table->nlines; at++) {
        struct slt_line *line = &table->lines[at];
        if (line->left_out)
            continue;
        reads |= line->reads;
        line->number = lines_in(text) + 1;
        sl_buf_printf(text, "%.*s\n", SL_FMT(line->text));
    }
    for (uint32_t at = 1; at < table->ncolumns; at++)
        if ((reads >> at & 1) == 0)
            sl_buf_printf(text, "withhold %.*s\n", SL_FMT(table->columns[at].name));
    sl_buf_add_str(
        text, SL_STR("deleted rows send key\nupdates send changes\nmetadata commit_time\nend\n"));
}

static struct sl_str
write_policy(struct slt_group *group)
{
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_FILE_BYTES);
    write_frame(&text, group);
    for (uint32_t at = 0; at < group->ntables; at++) {
        write_table(&text, &group->tables[at]);
        write_release(&text, &group->tables[at]);
    }
    struct sl_str copy = sl_arena_copy(group->arena, (struct sl_str) { text.bytes, text.len });
    sl_buf_done(&text);
    return copy;
}

/* ---- what the compiler refuses --------------------------------------------------------------- */

static void
compile(struct slt_group *group, struct slc_program *ret_program)
{
    struct slc_findings *findings = SL_NEW(group->arena, struct slc_findings);
    slc_findings_init(findings, group->arena);
    *ret_program =
        (struct slc_program) { .arena = group->arena, .findings = findings, .today = TODAY };
    struct slc_source *source = slc_source_of(group->arena, SL_STR("random.policy"), group->text);
    ret_program->files = slc_parse(group->arena, findings, source);
    slc_check(ret_program);
}

static unsigned
line_of(struct slc_span span)
{
    return slc_source_place(span.source, span.begin).line;
}

/* The line of a field or filter that stands there; NULL when none does. */
static struct slt_line *
line_numbered(struct slt_group *group, unsigned number)
{
    for (uint32_t table = 0; table < group->ntables; table++)
        for (uint32_t at = 0; at < group->tables[table].nlines; at++)
            if (!group->tables[table].lines[at].left_out &&
                group->tables[table].lines[at].number == number)
                return &group->tables[table].lines[at];
    return NULL;
}

/* Leaves out what errors point at. False when one points elsewhere. */
static bool
leave_out(struct slt_group *group, const struct slc_findings *findings)
{
    for (const struct slc_finding *finding = findings->first; finding != NULL;
         finding = finding->next) {
        if (slc_code_severity(finding->code) != SLC_ERROR)
            continue;
        struct slt_line *line = line_numbered(group, line_of(finding->at));
        if (line == NULL && finding->cause.source != NULL)
            line = line_numbered(group, line_of(finding->cause));
        if (line != NULL) {
            line->left_out = true;
            group->left_out++;
        }
    }
    return group->left_out > 0;
}

struct slt_group *
slt_random_group(struct sl_arena *arena, uint64_t seed, uint32_t ntables,
                 struct slc_program *ret_program)
{
    const struct slt_chance chance = { seed };
    struct slt_group *group = SL_NEW(arena, struct slt_group);
    group->arena = arena;
    group->ntables = ntables;
    group->tables = SL_NEW_ARRAY(arena, struct slt_table, ntables);
    for (uint32_t at = 0; at < ntables; at++) {
        struct slt_table *table = &group->tables[at];
        table->name = sl_arena_format(arena, "t%u", (unsigned)at);
        table->chance = slt_chance_of(&chance, table->name);
        make_columns(group, table);
        keep_columns(group, table);
        call_functions(group, table);
        add_conditions(group, table);
        group->written += table->nlines;
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
        uint32_t before = group->left_out;
        group->text = write_policy(group);
        compile(group, ret_program);
        if (ret_program->findings->errors == 0)
            return group;
        if (!leave_out(group, ret_program->findings) || group->left_out == before)
            break;
    }
    slc_findings_print(ret_program->findings, stderr, false);
    return NULL;
}
