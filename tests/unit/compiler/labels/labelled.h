/* labelled.h - small policies and what the label checker finds in them.
 *
 * Each is made of one vocabulary, in which every rule of the language has a place, and of a table. A test
 * that does not find the codes it expects, "E0301 W0330" in their order, prints what was found, and
 * fails. */
#ifndef LABELLED_H
#define LABELLED_H

#include <stddef.h>

/* A decision's end. 2026-01-01 is the day of all these tests. */
#define DECIDED(by) " because \"r\" approved by " by " until 2026-12-31"

/* Levels, roles, categories with their rules, a key, and the destination lake; a table app.persons. */
extern const char vocabulary[];
extern const char persons_table[];

/* A whole policy; `what` names it when it fails. */
void expect_text(const char *text, const char *codes, const char *what);

/* A policy made of the vocabulary, the table, more declarations, and one release's lines. */
void expect(const char *more, const char *lines, const char *codes);

/* A release's lines, the codes found, and words that a finding says (NULL: none). */
struct measured {
    const char *lines, *codes, *words;
};

/* One of such lines, for which no owner's row is needed. */
#define DECIDED_LINE(name, value)                                                                  \
    " disclose " name " = " value " from personal m as internal" DECIDED("dpo") " "

/* Such lines on columns x and y of a type, of a category with these rules. */
void expect_all(const char *rules, const char *type, const struct measured *cases, size_t count);

#define EXPECT_ALL(rules, type, cases)                                                             \
    expect_all(rules, type, cases, sizeof(cases) / sizeof(cases)[0])

#endif
