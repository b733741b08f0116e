/* checked.h - a policy's text taken through the compiler's stages, and what they found.
 *
 * For the tests of stages: the handiest input of a stage is a short policy. Brings cmocka with it. */
#ifndef CHECKED_H
#define CHECKED_H

#include "arena.h"
#include "findings/finding.h"
#include "ir/ir.h"
#include "syntax/ast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* The stages behind the parser that run, always in the compiler's order. */
enum {
    NAMES = 1,
    TYPES = 2,
    RELEASES = 4,
    LABELS = 8,
    EVERY_STAGE = NAMES | TYPES | RELEASES | LABELS,
};

/* Nothing is found in it, by any stage; it declares one of each kind at least, and tests change it. */
extern const char sound_policy[];

/* A policy file. `used`: reached by `use` alone; `standard`: ships with the compiler. */
struct policy_file {
    const char *name, *text;
    bool used, standard;
};

/* What became of some files. All of it lives in the arena. */
struct checked {
    struct sl_arena *arena;
    struct slc_program program;
    struct slc_findings findings;
};

/* Runs the stages on these files; 2026-01-01 is the day. End with checked_done(). */
void check_files(struct checked *ret, const struct policy_file *files, size_t count, int stages);
void check_text(struct checked *ret, const char *text, int stages);
void checked_done(struct checked *checked);

/* The codes found, in their order: "E0301 W0331". */
struct sl_str checked_codes(const struct checked *checked);

/* Whether a finding says these words: its message, a label, a note or a help line. */
bool checked_says(const struct checked *checked, const char *words);

/* Fails, and prints what was found, where these are not the codes found or `words` (NULL: none) are not
 * said. `what` names the case. */
void assert_found(const struct checked *checked, const char *codes, const char *words,
                  const char *what);

/* The same for a text: checks it, and is done with it. */
void expect_found(const char *text, int stages, const char *codes, const char *words);

/* `text` with the first `from` in it made `to`, which it must have. Lives in the arena. */
const char *text_with(struct sl_arena *arena, const char *text, const char *from, const char *to);

/* A policy with one thing changed, and what is found then, as of assert_found(). */
struct change {
    const char *from, *to, *codes, *words;
};

/* Each change by itself, made to a text. */
void expect_changes(const char *text, int stages, const struct change *changes, size_t count);

#define EXPECT_CHANGES(text, stages, changes)                                                      \
    expect_changes((text), (stages), (changes), COUNT_OF(changes))

/* What a policy means in which these stages find no error. End with checked_done(). */
const struct slc_ir *lower_text(struct checked *ret, const char *text, int stages);

/* The same of the sound policy with `from` made `to`. */
const struct slc_ir *lower_change(struct checked *ret, const char *from, const char *to,
                                  int stages);

#endif
