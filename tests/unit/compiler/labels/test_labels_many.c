/* A thousand categories, keys and destinations: each is told from every other, none by chance alike. */
#include "../checked.h"

#include "buf.h"
#include "maxima.h"

enum { MANY = 1000 };

/* Destination N accepts category N alone; table N has a column of it, released there under key N. */
static void
add_nth(struct sl_buf *text, int n)
{
    sl_buf_printf(text,
                  "role r%d \"R\"\n"
                  "category c%d owned by r%d may become open by pseudonym end\n"
                  "key k%d for pseudonyms links s%d purpose \"p\" end\n"
                  "destination d%d clearance open accepts c%d positions apart purpose \"p\" "
                  "owned by r%d end\n"
                  "table app.t%d column id bigint personal c%d key column x text personal c%d end\n"
                  "release app.t%d to d%d.s%d version 1\n"
                  "row key ref = pseudonym(id, using: k%d)\n"
                  "disclose x = x from personal c%d as open because \"b\" approved by r%d until "
                  "2026-12-31\n"
                  "deleted rows send key updates send changes end\n",
                  n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n);
}

static void
a_thousand_of_each(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(64 * SL_MIB);
    struct sl_buf text;
    sl_buf_init(&text, 4 * SL_MIB);
    sl_buf_add_str(
        &text, SL_STR("policy language 1\nlevels open \"o\" personal \"e\" secret \"s\" end\n"));
    for (int n = 0; n < MANY; n++)
        add_nth(&text, n);
    /* 64 and 999 apart: what sets of a fixed width took for the same */
    static const struct change changes[] = {
        { "accepts c999", "accepts c999", "", NULL },
        { "accepts c999", "accepts c0", "E0303 E0303", "accepts c0, and not c999" },
        { "accepts c999", "accepts c935", "E0303 E0303", "accepts c935, and not c999" },
        { "accepts c64", "accepts c0", "E0303 E0303", "accepts c0, and not c64" },
        { "approved by r999", "approved by r935", "E0318", "'c999' data is lowered here" },
        { "from personal c999", "from personal c935", "E0314", "personal c999" },
        { "personal c999 key", "personal c999 c0 key", "E0303", "accepts c999, and not c0" },
    };
    EXPECT_CHANGES(sl_arena_cstr(arena, sl_buf_str(&text)), EVERY_STAGE, changes);
    sl_buf_done(&text);
    sl_arena_free(arena);
}

/* Stream N is released under key N and, so that all join, under key 1000. */
static void
add_nth_stream(struct sl_buf *text, int n)
{
    sl_buf_printf(text,
                  "key k%d for pseudonyms links s%d purpose \"p\" end\n"
                  "table app.t%d column id bigint open key column other bigint open end\n"
                  "release app.t%d to lake.s%d version 1\n"
                  "row key ref = pseudonym(id, using: k%d)\n"
                  "derive all%d = pseudonym(other, using: k1000)\n"
                  "deleted rows send key updates send changes end\n",
                  n, n, n, n, n, n, n);
}

static void
a_thousand_keys_in_one_destination(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(64 * SL_MIB);
    struct sl_buf text;
    sl_buf_init(&text, 4 * SL_MIB);
    sl_buf_add_str(&text, SL_STR("policy language 1\nlevels open \"o\" secret \"s\" end\n"
                                 "role dpo \"D\"\ncategory c owned by dpo end\n"
                                 "destination lake clearance open accepts c purpose \"p\" "
                                 "owned by dpo end\n"));
    for (int n = 0; n < MANY; n++)
        add_nth_stream(&text, n);
    sl_buf_add_str(&text, SL_STR("key k1000 for pseudonyms links s0 purpose \"p\" end\n"));
    static const struct change changes[] = {
        { "derive all999 =", "derive all999 =", "", NULL },
        { "derive all999 = pseudonym(other, using: k1000)", "keep other", "E0320",
          "would join 'lake.s998' and 'lake.s999'" },
        { "derive all999 = pseudonym(other, using: k1000)",
          "derive all999 = pseudonym(other, using: k998)", "E0320",
          "would join 'lake.s997' and 'lake.s999'" },
    };
    EXPECT_CHANGES(sl_arena_cstr(arena, sl_buf_str(&text)), NAMES | TYPES | LABELS, changes);
    sl_buf_done(&text);
    sl_arena_free(arena);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_of_each),
        cmocka_unit_test(a_thousand_keys_in_one_destination),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
