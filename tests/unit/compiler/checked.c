#include "checked.h"

#include "maxima.h"
#include "stages.h"

/* 2026-01-01 */
enum { TODAY = 20454 };

const char sound_policy[] =
    "policy language 1\n"
    "levels open \"o\" internal \"i\" pseudonymous \"p\" personal \"e\" special \"s\" end\n"
    "role dpo \"D\"\n"
    "role fin \"F\"\n"
    "category who owned by dpo\n"
    "  may become pseudonymous by pseudonym\n"
    "  may become internal from personal by year\n"
    "end\n"
    "category money owned by fin \"Sums\"\n"
    "  may become internal by band at least 100\n"
    "  may become internal by comparison at most 3\n"
    "  may become internal by membership at most 3\n"
    "  may become open by present\n"
    "end\n"
    "category care owned by dpo end\n"
    "key link for pseudonyms links persons purpose \"join\" rotate every 12 months end\n"
    "key box for decryption purpose \"read\" end\n"
    "destination lake\n"
    "  clearance pseudonymous accepts who, money purpose \"p\" owned by dpo\n"
    "end\n"
    "destination store\n"
    "  clearance open accepts money purpose \"p\" owned by fin\n"
    "end\n"
    "table app.persons\n"
    "  column id bigint personal who key\n"
    "  column born date? personal who\n"
    "  column sum numeric personal money\n"
    "  column bill text? personal money encrypted with box as fernet\n"
    "  column illness text? special care\n"
    "  column made timestamptz open\n"
    "  withhold illness because \"nobody needs it\"\n"
    "end\n"
    "release app.persons to lake.persons version 1\n"
    "  owner fin\n"
    "  row key ref = pseudonym(id, using: link)\n"
    "  derive year_born = year(born)\n"
    "  derive band = band(sum, edges: [0, 100])\n"
    "  derive billed = bill is not missing\n"
    "  keep made\n"
    "  only rows where sum >= 0\n"
    "  rejected rows send key\n"
    "  deleted rows send key\n"
    "  updates send changes\n"
    "end\n"
    "risk check lake.persons identifying year_born, band at least 5 people alike end\n"
    "test \"a person\" on lake.persons\n"
    "  given id 7, born missing, sum 5, bill missing, made \"2026-01-01T00:00:00Z\"\n"
    "  expect ref present, band \"0..100\", billed no\n"
    "end\n";

static void
parse(struct checked *checked, const struct policy_file *policy, struct slc_file ***end)
{
    struct sl_str text = sl_arena_copy(checked->arena, sl_str_of(policy->text));
    struct slc_source *source = slc_source_of(checked->arena, sl_str_of(policy->name), text);
    source->standard = policy->standard;
    **end = slc_parse(checked->arena, &checked->findings, source);
    (**end)->used = policy->used;
    *end = &(**end)->next;
}

void
check_files(struct checked *ret, const struct policy_file *files, size_t count, int stages)
{
    ret->arena = sl_arena_new(SL_GIB);
    assert_non_null(ret->arena);
    slc_findings_init(&ret->findings, ret->arena);
    ret->program =
        (struct slc_program) { .arena = ret->arena, .findings = &ret->findings, .today = TODAY };
    struct slc_file **end = &ret->program.files;
    for (size_t at = 0; at < count; at++)
        parse(ret, &files[at], &end);
    if (stages & NAMES)
        slc_check_names(&ret->program);
    if (stages & TYPES)
        slc_check_types(&ret->program);
    if (stages & RELEASES)
        slc_check_releases(&ret->program);
    if (stages & LABELS)
        slc_check_labels(&ret->program);
}

void
check_text(struct checked *ret, const char *text, int stages)
{
    const struct policy_file file = { .name = "test.policy", .text = text };
    check_files(ret, &file, 1, stages);
}

void
checked_done(struct checked *checked)
{
    sl_arena_free(checked->arena);
}

struct sl_str
checked_codes(const struct checked *checked)
{
    struct sl_str codes = { "", 0 };
    for (const struct slc_finding *finding = checked->findings.first; finding != NULL;
         finding = finding->next)
        codes = sl_arena_format(checked->arena, "%.*s%s%s", SL_FMT(codes), codes.len > 0 ? " " : "",
                                slc_code_name(finding->code));
    return codes;
}

static bool
contains(struct sl_str text, const char *words)
{
    return text.len > 0 && memmem(text.ptr, text.len, words, strlen(words)) != NULL;
}

bool
checked_says(const struct checked *checked, const char *words)
{
    bool said = false;
    for (const struct slc_finding *finding = checked->findings.first; finding != NULL;
         finding = finding->next) {
        said = said || contains(finding->message, words) || contains(finding->at_label, words) ||
               contains(finding->cause_label, words);
        for (const struct slc_remark *remark = finding->remarks; remark != NULL;
             remark = remark->next)
            said = said || contains(remark->text, words);
    }
    return said;
}

static void
print_findings(const struct checked *checked)
{
    for (const struct slc_finding *finding = checked->findings.first; finding != NULL;
         finding = finding->next) {
        print_error("    %s %.*s\n", slc_code_name(finding->code), SL_FMT(finding->message));
        for (const struct slc_remark *remark = finding->remarks; remark != NULL;
             remark = remark->next)
            print_error("        %.*s\n", SL_FMT(remark->text));
    }
}

void
assert_found(const struct checked *checked, const char *codes, const char *words, const char *what)
{
    struct sl_str found = checked_codes(checked);
    bool as_expected = sl_str_is(found, codes);
    bool said = words == NULL || checked_says(checked, words);
    if (as_expected && said)
        return;
    print_error("%s\n  expected '%s', found '%.*s'\n", what, codes, SL_FMT(found));
    if (!said)
        print_error("  nothing says '%s'\n", words);
    print_findings(checked);
    fail();
}

void
expect_found(const char *text, int stages, const char *codes, const char *words)
{
    struct checked checked;
    check_text(&checked, text, stages);
    assert_found(&checked, codes, words, text);
    checked_done(&checked);
}

const char *
text_with(struct sl_arena *arena, const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    if (at == NULL)
        fail_msg("the policy has no '%s'", from);
    return sl_arena_format(arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from)).ptr;
}

void
expect_changes(const char *text, int stages, const struct change *changes, size_t count)
{
    struct sl_arena *arena = sl_arena_new(SL_GIB);
    for (size_t at = 0; at < count; at++) {
        struct checked checked;
        check_text(&checked, text_with(arena, text, changes[at].from, changes[at].to), stages);
        assert_found(&checked, changes[at].codes, changes[at].words, changes[at].to);
        checked_done(&checked);
    }
    sl_arena_free(arena);
}

const struct slc_ir *
lower_text(struct checked *ret, const char *text, int stages)
{
    check_text(ret, text, stages);
    if (ret->findings.errors > 0)
        assert_found(ret, "", NULL, "a policy that is to be lowered");
    return slc_lower(&ret->program);
}

const struct slc_ir *
lower_change(struct checked *ret, const char *from, const char *to, int stages)
{
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const struct slc_ir *ir = lower_text(ret, text_with(arena, sound_policy, from, to), stages);
    sl_arena_free(arena);
    return ir;
}
