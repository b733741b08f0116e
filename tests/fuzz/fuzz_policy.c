/* Any bytes as a policy: every stage up to the meaning, the printed findings, and the formatter.
 *
 * Beyond not crashing: what parses is laid out as the same tokens, the layout is its own layout,
 * and it is judged as the original was. */
#include "cli/check.h"
#include "findings/finding_print.h"
#include "format/fmt.h"
#include "source/standard.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_ARENA_BYTES = 512 * 1024 * 1024, MAX_LAYOUT_BYTES = 64 * 1024 * 1024 };

static void
must(bool held, const char *what)
{
    if (held)
        return;
    fprintf(stderr, "fuzz_policy: %s\n", what);
    abort();
}

/* The text, judged beside the standard that it may use. */
static struct slc_findings *
judge(struct sl_arena *arena, struct slc_source *source)
{
    struct slc_program program;
    struct sl_err err;
    must(slc_program_init(&program, arena, "2026-01-31", &err) == 0, "no program");
    struct slc_source *standard =
        slc_source_of(arena, SL_STR("standard.policy"), slc_standards[0].text);
    program.files = slc_parse(arena, program.findings, source);
    program.files->next = slc_parse(arena, program.findings, standard);
    program.files->next->used = true;
    slc_check(&program);
    if (program.findings->errors == 0)
        (void)slc_lower(&program);
    return program.findings;
}

static struct slc_source *
layout_of(struct sl_arena *arena, const struct slc_source *source)
{
    struct sl_buf out;
    sl_buf_init(&out, MAX_LAYOUT_BYTES);
    slc_format(arena, source, &out);
    must(!sl_buf_failed(&out), "the layout is too large");
    struct sl_str text = sl_arena_copy(arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return slc_source_of(arena, source->path, text);
}

static void
format(struct sl_arena *arena, struct slc_source *source, unsigned errors)
{
    struct slc_findings syntax;
    slc_findings_init(&syntax, arena);
    (void)slc_parse(arena, &syntax, source);
    if (syntax.errors > 0)
        return;
    struct slc_source *once = layout_of(arena, source), *twice = layout_of(arena, once);
    must(slc_same_tokens(arena, source, once), "the layout has other tokens");
    must(sl_str_equal(once->text, twice->text), "the layout of the layout differs");
    must(judge(arena, once)->errors == errors, "the layout is judged otherwise");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static FILE *nowhere;
    if (nowhere == NULL)
        nowhere = fopen("/dev/null", "w");
    struct sl_arena *arena = sl_arena_new(MAX_ARENA_BYTES);
    if (nowhere == NULL || arena == NULL)
        return 0;
    struct sl_str text = sl_arena_copy(arena, (struct sl_str) { (const char *)data, size });
    struct slc_source *source = slc_source_of(arena, SL_STR("fuzz.policy"), text);
    struct slc_findings *findings = judge(arena, source);
    slc_findings_print(findings, nowhere, size % 2 == 0);
    format(arena, source, findings->errors);
    sl_arena_free(arena);
    return 0;
}
