#include "labelled.h"

#include "../checked.h"

#include <stdio.h>

const char vocabulary[] = "policy language 1\n"
                          "levels open \"o\" internal \"i\" pseudonymous \"p\" personal "
                          "\"e\" special \"s\" secret \"x\" end\n"
                          "role dpo \"D\" role fin \"F\" role care_lead \"C\"\n"
                          "category contact owned by dpo\n"
                          "  may become internal by present\n"
                          "  may become internal by postcode_area\n"
                          "  may become internal by one_of at most 2\n"
                          "end\n"
                          "category money owned by fin\n"
                          "  may become internal by band at least 250\n"
                          "  may become internal by comparison at least 250 and at most 2\n"
                          "  may become internal by membership at most 3\n"
                          "end\n"
                          "category who owned by dpo\n"
                          "  may become pseudonymous by pseudonym\n"
                          "  may become internal by age_band at least 5 years\n"
                          "  may become internal from personal by year\n"
                          "end\n"
                          "category care owned by care_lead end\n"
                          "category ops owned by dpo may become internal by month end\n"
                          "key link for pseudonyms links persons purpose \"join\" end\n"
                          "destination lake clearance pseudonymous accepts contact, money, "
                          "who, ops purpose \"p\" owned by dpo end\n";

const char persons_table[] = "table app.persons\n"
                             "  column id bigint personal who key\n"
                             "  column email text? personal contact\n"
                             "  column phone text? personal contact\n"
                             "  column postcode text? personal contact\n"
                             "  column raised text? personal contact presence special\n"
                             "  column balance numeric personal money\n"
                             "  column limits numeric personal money\n"
                             "  column born date? personal who\n"
                             "  column illness text? special care\n"
                             "  column code text? special who\n"
                             "  column kind text internal ops\n"
                             "  column made timestamptz internal ops\n"
                             "  column pin text secret who\n"
                             "end\n";

enum { LABELLED = NAMES | TYPES | LABELS };

void
expect_text(const char *text, const char *codes, const char *what)
{
    struct checked checked;
    check_text(&checked, text, LABELLED);
    assert_found(&checked, codes, NULL, what);
    checked_done(&checked);
}

void
expect(const char *more, const char *lines, const char *codes)
{
    char text[16384];
    (void)snprintf(text, sizeof text,
                   "%s%s%s release app.persons to lake.persons version 1\n"
                   "row key ref = pseudonym(id, using: link)\n%s\n"
                   "deleted rows send key\nupdates send changes\nend\n",
                   vocabulary, persons_table, more, lines);
    expect_text(text, codes, lines);
}

/* Rules of one category, a table of columns x and y of a type that carry it, and a release's lines on
 * them; what the findings must be, and words in one of them (NULL: none). */
static void
expect_measured(const char *rules, const char *type, const struct measured *measured)
{
    char text[16384];
    struct checked checked;
    (void)snprintf(text, sizeof text,
                   "%s category m owned by dpo %s end\n"
                   "destination measured clearance internal accepts m purpose \"p\" owned by dpo "
                   "end\n"
                   "key k for pseudonyms links persons purpose \"p\" end\n"
                   "table app.measured column id bigint open key column x %s personal m\n"
                   "column y %s personal m column z text open column w date open end\n"
                   "release app.measured to measured.persons version 1 row key id = id\n%s\n"
                   "deleted rows send key updates send changes end\n",
                   vocabulary, rules, type, type, measured->lines);
    check_text(&checked, text, LABELLED);
    assert_found(&checked, measured->codes, measured->words, measured->lines);
    checked_done(&checked);
}

void
expect_all(const char *rules, const char *type, const struct measured *cases, size_t count)
{
    for (size_t at = 0; at < count; at++)
        expect_measured(rules, type, &cases[at]);
}
