/* How names may look, and which are taken. */
#include "names/confusable.h"
#include "names/names.h"

enum { LONGEST_IDENTIFIER = 63 };

static bool
is_identifier(struct sl_str name)
{
    if (name.len > LONGEST_IDENTIFIER)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool letter = c >= 'a' && c <= 'z';
        bool later = (c >= '0' && c <= '9') || c == '_';
        if (!letter && !(i > 0 && later))
            return false;
    }
    return name.len > 0;
}

bool
slc_names_check_form(const struct slc_names *names, const struct slc_name *name, const char *what,
                     const struct slc_name *kept)
{
    struct slc_findings *findings = names->program->findings;
    if (name->text.len == 0 || is_identifier(name->text))
        return true;
    struct slc_finding *finding = slc_find(findings, SLC_E0103, name->at,
                                           "a %s cannot be named '%.*s'", what, SL_FMT(name->text));
    slc_note(findings, finding,
             "such names leave the policy: they are made of a to z, 0 to 9 and _, begin with a "
             "letter and have at most %d characters",
             LONGEST_IDENTIFIER);
    struct sl_str plain = slc_plain_name(names->program->arena, name->text);
    if (plain.len > LONGEST_IDENTIFIER)
        return false;
    if (kept != NULL)
        slc_help(findings, finding, "keep %.*s as %.*s", SL_FMT(slc_span_text(kept->at)),
                 SL_FMT(plain));
    else
        slc_help(findings, finding, "write: %.*s", SL_FMT(plain));
    return false;
}

void
slc_names_check_clash(const struct slc_names *names, const struct slc_name *name, const char *what)
{
    static const enum slc_name_kind kinds[] = { SLC_NAME_LEVEL, SLC_NAME_CATEGORY };
    struct slc_findings *findings = names->program->findings;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct slc_symbol *symbol = slc_symbols_find(&names->declared[kinds[i]], name->text);
        if (symbol == NULL)
            continue;
        const char *other = kinds[i] == SLC_NAME_LEVEL ? "level" : "category";
        struct slc_finding *finding =
            slc_find(findings, SLC_E0104, name->at, "a %s cannot be named like the %s '%.*s'", what,
                     other, SL_FMT(name->text));
        slc_cause(findings, finding, symbol->at, "the %s", other);
        slc_help(findings, finding, "write: %.*s_%s", SL_FMT(name->text), what);
    }
}

void
slc_names_report_twice(const struct slc_names *names, const struct slc_name *name, const char *what,
                       struct slc_span earlier)
{
    struct slc_findings *findings = names->program->findings;
    bool shipped = name->at.source != NULL && name->at.source->standard;
    struct slc_finding *finding = slc_find(findings, SLC_E0102, shipped ? earlier : name->at,
                                           "a second %s named '%.*s'", what, SL_FMT(name->text));
    slc_cause(findings, finding, shipped ? name->at : earlier, "the other one");
    slc_help(findings, finding, "delete one of the two, or name it otherwise");
}
