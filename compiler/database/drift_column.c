#include "database/drift_internal.h"
#include "database/found_text.h"
#include "maxima.h"

/* ---- the type ------------------------------------------------------------------------------ */

/* An encrypted column's type is its plaintext's: in the database it is text or bytea. */
static bool
type_agrees(const struct slc_column *declared, const struct slc_found_column *found)
{
    const struct slc_type *type = &declared->type;
    const struct sl_pg_type policy = { .id = (enum sl_pg_type_id)type->id,
                                       .is_limited = type->has_precision,
                                       .precision = type->precision,
                                       .scale = (int32_t)type->scale };
    if (declared->encrypted)
        return sl_pg_type_holds_encrypted(found->pg.id);
    return type->id == SLC_TYPE_NONE || sl_pg_type_takes(&policy, &found->pg);
}

static struct sl_str
found_type(const struct slc_drift *drift, const struct slc_found_column *found)
{
    struct sl_buf text;
    sl_buf_init(&text, SL_MIB);
    slc_add_type(&text, drift->program->arena, &found->type);
    struct sl_str kept = sl_arena_copy(drift->program->arena, sl_buf_str(&text));
    sl_buf_done(&text);
    return kept;
}

static void
report_type(const struct slc_drift *drift, const struct slc_column *declared,
            const struct slc_found_column *found)
{
    struct slc_findings *findings = drift->program->findings;
    char spelling[SL_PG_TYPE_CHARS];
    sl_pg_type_spell(&found->pg, spelling);
    struct sl_str name = found->pg.id == SL_PG_NONE
                             ? sl_arena_format(drift->program->arena, "%.*s (%.*s)",
                                               SL_FMT(found_type(drift, found)), SL_FMT(found->sql))
                             : sl_str_of(spelling);
    struct slc_finding *finding = slc_find(
        findings, slc_drift_code(drift, declared, SLC_E0605), declared->type_name.at,
        "the column '%.*s' is %.*s in the database", SL_FMT(declared->name.text), SL_FMT(name));
    if (declared->encrypted) {
        slc_note(findings, finding, "an encrypted column is text or bytea there");
        return;
    }
    slc_help(findings, finding, "write: %.*s", SL_FMT(found_type(drift, found)));
}

/* ---- labels -------------------------------------------------------------------------------- */

static bool
has_label(const struct slc_enum_label *labels, struct sl_str text)
{
    for (const struct slc_enum_label *label = labels; label != NULL; label = label->next)
        if (sl_str_equal(label->text, text))
            return true;
    return false;
}

static void
check_labels(const struct slc_drift *drift, const struct slc_column *declared,
             const struct slc_found_column *found)
{
    struct slc_findings *findings = drift->program->findings;
    for (const struct slc_enum_label *label = found->type.labels; label != NULL;
         label = label->next) {
        if (has_label(declared->type.labels, label->text))
            continue;
        struct slc_finding *finding = slc_find(
            findings, slc_drift_label_code(drift, declared), declared->type_name.at,
            "the enum has a label \"%.*s\" that the policy does not list", SL_FMT(label->text));
        slc_help(findings, finding,
                 "list it, and review what the lines that read '%.*s' make of it",
                 SL_FMT(declared->name.text));
    }
    for (const struct slc_enum_label *label = declared->type.labels; label != NULL;
         label = label->next)
        if (!has_label(found->type.labels, label->text))
            slc_find(findings, SLC_W0601, label->at,
                     "the database's enum has no label \"%.*s\": it can never come",
                     SL_FMT(label->text));
}

/* ---- what else it is ----------------------------------------------------------------------- */

static void
check_missing(const struct slc_drift *drift, const struct slc_column *declared,
              const struct slc_found_column *found)
{
    struct slc_findings *findings = drift->program->findings;
    struct slc_finding *finding;
    if (found->type.nullable && !declared->type.nullable) {
        finding = slc_find(
            findings, slc_drift_code(drift, declared, SLC_E0606), declared->type_name.at,
            "the column '%.*s' may be missing in the database", SL_FMT(declared->name.text));
        slc_help(findings, finding, "write %.*s, and say what a missing value means",
                 SL_FMT(found_type(drift, found)));
    } else if (!found->type.nullable && declared->type.nullable) {
        finding = slc_find(findings, SLC_W0601, declared->type_name.at,
                           "the column '%.*s' is never missing in the database",
                           SL_FMT(declared->name.text));
        slc_help(findings, finding, "the ? can go");
    }
}

static void
check_generated(const struct slc_drift *drift, const struct slc_column *declared,
                const struct slc_found_column *found)
{
    struct slc_findings *findings = drift->program->findings;
    if (found->generated && !declared->generated) {
        struct slc_finding *finding =
            slc_find(findings, slc_drift_code(drift, declared, SLC_E0607), declared->name.at,
                     "the column '%.*s' is generated: the stream does not carry it",
                     SL_FMT(declared->name.text));
        slc_help(findings, finding, "write `generated` behind its label, and withhold it");
    } else if (declared->generated && !found->generated) {
        slc_find(findings, SLC_W0601, declared->name.at,
                 "the column '%.*s' is not generated in the database: a line could read it",
                 SL_FMT(declared->name.text));
    }
}

void
slc_check_drift_of_column(const struct slc_drift *drift, const struct slc_column *declared,
                          const struct slc_found_column *found)
{
    if (!type_agrees(declared, found))
        report_type(drift, declared, found);
    else if (declared->type.id == SLC_TYPE_ENUM && !declared->encrypted)
        check_labels(drift, declared, found);
    check_missing(drift, declared, found);
    check_generated(drift, declared, found);
}
