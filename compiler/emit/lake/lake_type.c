#include "emit/lake/lake_type.h"

enum { MAX_DIGITS = 38 }; /* of a decimal, in Spark and in Delta */

/* ---- types --------------------------------------------------------------------------------- */

struct names {
    const char *spark, *sql, *hive, *logical;
};

static const struct names text_names = { "string", "STRING", "string", "string" };

/* By type; a type that is not named here is text: so are uuid and time, which Delta lacks, jsonb,
 * and numeric without a precision. */
static const struct names names_of[SLC_NTYPES] = {
    [SLC_TYPE_BOOLEAN] = { "boolean", "BOOLEAN", "boolean", "boolean" },
    [SLC_TYPE_SMALLINT] = { "short", "SMALLINT", "smallint", "integer" },
    [SLC_TYPE_INTEGER] = { "integer", "INT", "int", "integer" },
    [SLC_TYPE_BIGINT] = { "long", "BIGINT", "bigint", "integer" },
    [SLC_TYPE_REAL] = { "float", "FLOAT", "float", "number" },
    [SLC_TYPE_DOUBLE] = { "double", "DOUBLE", "double", "number" },
    [SLC_TYPE_DATE] = { "date", "DATE", "date", "date" },
    [SLC_TYPE_TIMESTAMP] = { "timestamp_ntz", "TIMESTAMP_NTZ", "string", "timestamp" },
    [SLC_TYPE_TIMESTAMPTZ] = { "timestamp", "TIMESTAMP", "string", "timestamp" },
    [SLC_TYPE_BYTEA] = { "binary", "BINARY", "string", "string" },
};

/* Digits before and behind the point; before 0 and behind 0: not known. */
struct digits {
    uint32_t before, behind;
};

static struct digits
digits_of_type(const struct slc_ir_type *type)
{
    enum { SMALLINT = 5, INTEGER = 10, BIGINT = 19 };
    if (type->id == SLC_TYPE_SMALLINT)
        return (struct digits) { SMALLINT, 0 };
    if (type->id == SLC_TYPE_INTEGER)
        return (struct digits) { INTEGER, 0 };
    if (type->id == SLC_TYPE_BIGINT)
        return (struct digits) { BIGINT, 0 };
    if (type->id != SLC_TYPE_NUMERIC || type->precision == 0)
        return (struct digits) { 0, 0 };
    uint32_t scale = type->scale;
    return (struct digits) { type->precision > scale ? type->precision - scale : 1, scale };
}

static uint32_t
more(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* round_down and round_to: the digits of the step, and one more before the point, since -99.9 becomes -100. */
static struct digits
digits_of_rounded(const struct slc_ir_expr *call)
{
    struct digits of = { 0, 0 };
    const struct slc_ir_literal *step = NULL;
    for (uint32_t i = 0; i < call->nargs; i++) {
        if (call->args[i].kind == SLC_PARAMETER_VALUE)
            of = digits_of_type(&call->args[i].expr->type);
        if (call->args[i].kind == SLC_PARAMETER_NUMBER)
            step = call->args[i].literals;
    }
    if (of.before == 0 || step == NULL)
        return (struct digits) { 0, 0 };
    uint32_t digits = (uint32_t)step->text.len, behind = step->scale;
    return (struct digits) { more(of.before, digits > behind ? digits - behind : 1) + 1, behind };
}

static struct digits
digits_of(const struct slc_ir_expr *expr)
{
    if (expr->op == SLC_IR_CALL && (expr->function->id == SLC_FUNCTION_round_down ||
                                    expr->function->id == SLC_FUNCTION_round_to))
        return digits_of_rounded(expr);
    return digits_of_type(&expr->type);
}

static struct slc_lake_type
decimal(struct sl_arena *arena, struct digits digits)
{
    uint32_t precision = digits.before + digits.behind;
    return (struct slc_lake_type) {
        sl_arena_format(arena, "decimal(%u,%u)", precision, digits.behind),
        sl_arena_format(arena, "DECIMAL(%u,%u)", precision, digits.behind),
        sl_arena_format(arena, "decimal(%u,%u)", precision, digits.behind),
        "number",
    };
}

struct slc_lake_type
slc_lake_type(struct sl_arena *arena, const struct slc_ir_expr *expr)
{
    struct digits digits = digits_of(expr);
    if (expr->type.id == SLC_TYPE_NUMERIC && digits.before > 0 &&
        digits.before + digits.behind <= MAX_DIGITS)
        return decimal(arena, digits);
    const struct names *names = &names_of[expr->type.id];
    if (names->spark == NULL)
        names = &text_names;
    return (struct slc_lake_type) { sl_str_of(names->spark), sl_str_of(names->sql),
                                    sl_str_of(names->hive), names->logical };
}

bool
slc_may_be_null(const struct slc_ir_type *type)
{
    switch (slc_type_info(type->id)->kind) {
    case SL_FLOAT:
    case SL_NUMERIC:
    case SL_DATE:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ: return true;
    case SL_BOOLEAN:
    case SL_INTEGER:
    case SL_TEXT:
    case SL_UUID:
    case SL_TIME:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: return type->nullable;
    }
    return true;
}

bool
slc_may_be_unchanged(const struct slc_ir_release *release, const struct slc_ir_field *field)
{
    if (field->row_key || release->table->identity == SLC_IR_IDENTITY_FULL)
        return false;
    for (uint32_t i = 0; i < field->ncells; i++)
        switch ((int)slc_ir_cell_column(release, field->cells[i])->type.id) {
        case SLC_TYPE_NUMERIC:
        case SLC_TYPE_TEXT:
        case SLC_TYPE_VARCHAR:
        case SLC_TYPE_CHAR:
        case SLC_TYPE_CITEXT:
        case SLC_TYPE_JSONB:
        case SLC_TYPE_BYTEA:
        case SLC_TYPE_OPAQUE: return true;
        default: break;
        }
    return false;
}

/* ---- the envelope -------------------------------------------------------------------------- */

enum whose { ALL, SHARED, APART, TIMED };
enum { RECORD = SLC_IN_RECORD, TABLE = SLC_IN_TABLE, BOTH = SLC_IN_RECORD | SLC_IN_TABLE };

static const struct {
    struct slc_envelope column;
    enum whose whose;
} envelope[] = {
#define SLC_ENVELOPE(name, whose, places, sql, doc) { { name, sql, doc, places }, whose },
#include "emit/lake/envelope.def"
#undef SLC_ENVELOPE
};

enum { NENVELOPE = sizeof envelope / sizeof envelope[0] };

static bool
has(const struct slc_ir_release *release, enum whose whose)
{
    bool apart = release->destination->positions_apart;
    return whose == ALL || (whose == SHARED && !apart) || (whose == APART && apart) ||
           (whose == TIMED && release->commit_time);
}

void
slc_each_envelope(const struct slc_ir_release *release, enum slc_envelope_place place,
                  void (*each)(void *to, const struct slc_envelope *envelope), void *to)
{
    for (int i = 0; i < NENVELOPE; i++)
        if ((envelope[i].column.places & (int)place) != 0 && has(release, envelope[i].whose))
            each(to, &envelope[i].column);
}

const char *
slc_envelope_doc(const char *name)
{
    for (int i = 0; i < NENVELOPE; i++)
        if (strcmp(envelope[i].column.name, name) == 0)
            return envelope[i].column.doc;
    return "";
}
