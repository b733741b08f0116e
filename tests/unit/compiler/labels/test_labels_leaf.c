/* Declared leaves, whole rows, and positions shared beside a written presence. 2026-01-01 is the day. */
#include "../checked.h"

#include "maxima.h"

static const char policy[] =
    "policy language 1\n"
    "levels open \"o\" personal \"e\" special \"x\" secret \"s\" end\n"
    "role dpo \"D\" role fin \"F\"\n"
    "category who owned by dpo may become open by band at least 10 may become open by present\n"
    "  may become open by one_of at most 2 may become open by valid_email end\n"
    "category money owned by fin may become open by band at least 10 end\n"
    "destination lake clearance open accepts who, money purpose \"p\" owned by dpo end\n"
    "table app.a\n"
    "  column id bigint open key\n"
    "  column doc jsonb personal who\n"
    "  leaf \"a.b\" of doc numeric personal who\n"
    "end\n"
    "release app.a to lake.a version 1 row key id = id\n"
    "  derive x = band(json_number(doc, path: \"a.b\"), edges: [0, 10])\n"
    "deleted rows send key updates send changes end\n";

enum { STAGES = NAMES | TYPES | LABELS };

#define DECIDE(by) "because \"r\" approved by " by " until 2026-12-31"
#define BAND "band(json_number(doc, path: \"a.b\"), edges: [0, 10])"

static void
a_declared_leaf_is_like_a_column(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "personal who\nend", "personal who\nend", "", NULL },
        { BAND, "band(json_number(doc, path: \"a.b\"), edges: [0, 5])", "E0323", NULL },
        { BAND, "band(json_number(doc, path: \"a.b\") if missing 0, edges: [0, 10])", "", NULL },
        { BAND, "present(json_number(doc, path: \"a.b\"))", "", NULL },
        { BAND, "json_number(doc, path: \"a.b\")", "E0301", NULL },
        { BAND, "json_has(doc, path: \"a.b\")", "", NULL },
        { "who\nend", "who presence special\nend", "E0301", NULL },
        { "who\nend", "who presence open\nend", "E0308", NULL },
        { "numeric personal who\nend", "numeric secret who\nend", "E0304", NULL },
        { "jsonb personal who", "jsonb secret who", "E0344 E0304", NULL },
        { "numeric personal who\nend", "numeric special who\nend", "", NULL },
        { "numeric personal who\nend", "numeric personal who money\nend", "", NULL },
        { "numeric personal who\nend", "numeric personal money\nend", "E0343", "leaves out who" },
        { "numeric personal who\nend", "numeric nothing who\nend", "E0101", NULL },
        { "jsonb personal who\n  leaf \"a.b\" of doc numeric personal who",
          "jsonb nothing who\n  leaf \"a.b\" of doc numeric personal money", "E0101", NULL },
        { "of doc", "of id", "E0111 E0301", "only jsonb has leaves" },
        { "of doc", "of nothing", "E0101 E0301", NULL },
        { "doc numeric", "doc numeric(3,1)", "E0111", NULL },
        { "doc numeric", "doc text", "E0213", "is declared as text" },
    };
    EXPECT_CHANGES(policy, STAGES, changes);
}

/* The same policy with a document that anybody may read, and another leaf of it above it. */
#define ABOVE(leaf) "jsonb open\n  column active boolean open\n  leaf \"up\" of doc text " leaf "\n"

static void
who_reads_a_part_reads_its_leaves(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *special =
        text_with(arena, policy, "jsonb personal who\n", ABOVE("special who money"));
    static const struct change changes[] = {
        { BAND, BAND, "", NULL },
        { BAND, "doc", "E0301", "special who money: from column 'doc'" },
        { BAND, "doc", "E0301", "'doc' carries what its leaves carry: 'up'" },
        { BAND, "choose when active then doc otherwise doc", "E0301", NULL },
        { BAND, "present(doc)", "", NULL },
        { BAND, "doc is missing", "", NULL },
        { BAND, "count_present(doc, active)", "", NULL },
        { BAND, "json_text(doc, path: \"upper\")", "", NULL },
        { BAND, "json_text(doc, path: \"a\")", "E0301", "'a.b', line 13, is personal who" },
        { BAND, "json_text(doc, path: \"a.c\")", "", NULL },
        { BAND, "json_has(doc, path: \"a\")", "E0301", NULL },
        { BAND, "json_has(doc, path: \"a.c\")", "", NULL },
        { BAND, "json_has(doc, path: \"up\")", "E0301", "lets it become open by: band" },
        { BAND, "json_number(doc, path: \"up.a\")", "E0301", "'up', line 12" },
        { BAND, "band(json_number(doc, path: \"up.a\"), edges: [0, 10])", "E0301", NULL },
        { BAND, "one_of(json_text(doc, path: \"up.a\"), allowed: [\"x\"])", "E0301", NULL },
        { "updates send changes", "updates send always", "E0313", "this leaf, for example" },
        { "of doc text special who money", "of doc text secret who", "", NULL },
        { "clearance open accepts who, money", "clearance open accepts who", "", NULL },
    };
    EXPECT_CHANGES(special, STAGES, changes);
    static const struct change secret[] = {
        { BAND, "doc", "E0304", "this reads the leaf 'doc.up', which is secret" },
        { BAND, "json_text(doc, path: \"up\")", "E0304", "column 'doc.up' is secret" },
        { BAND, "json_has(doc, path: \"up\")", "E0304", "withhold doc because" },
        { BAND, "json_text(doc, path: \"up.a\")", "E0304", "or read other leaves" },
        { BAND, "json_text(doc, path: \"other\")", "", NULL },
        { BAND, "present(doc)", "", NULL },
    };
    EXPECT_CHANGES(text_with(arena, policy, "jsonb personal who\n", ABOVE("secret who")), STAGES,
                   secret);
    const char *several =
        text_with(arena, policy, "jsonb personal who\n",
                  "jsonb open column other jsonb open leaf \"a\" of other text secret who\n"
                  "  leaf \"b\" of doc text open who leaf \"c\" of doc text open who\n"
                  "  leaf \"c.d\" of doc text secret who\n");
    static const struct change one_of_several[] = {
        { BAND, "doc", "E0304", "the leaf 'doc.c.d'" },
        { BAND, "json_text(doc, path: \"c\")", "E0304", "the leaf 'doc.c.d'" },
        { BAND, "json_has(doc, path: \"c\")", "E0304", "the leaf 'doc.c.d'" },
        { BAND, "json_text(doc, path: \"b\")", "", NULL },
        { BAND, "other", "E0304", "the leaf 'other.a'" },
    };
    EXPECT_CHANGES(several, STAGES, one_of_several);
    const char *text = text_with(arena, policy, "jsonb personal who\n", ABOVE("open money"));
    static const struct change nested[] = {
        { "leaf \"up\"", "leaf \"up\"", "", NULL },
        { "leaf \"up\"", "leaf \"a\"", "E0301", NULL },
        { "leaf \"up\"", "leaf \"a.b.c\"", "E0301", NULL },
    };
    EXPECT_CHANGES(text_with(arena, text, BAND, "present(json_number(doc, path: \"a.b\"))"), STAGES,
                   nested);
    sl_arena_free(arena);
}

static void
a_leaf_of_what_may_not_be_read_is_not_read(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *unbanded = text_with(arena, policy, BAND, "json_number(doc, path: \"a.b\")");
    static const struct change changes[] = {
        { "jsonb personal who", "jsonb personal who", "E0301", NULL },
        { "jsonb personal who", "jsonb secret who", "E0344 E0304", NULL },
    };
    EXPECT_CHANGES(unbanded, STAGES, changes);
    sl_arena_free(arena);
}

static void
a_leaf_below_its_document_is_decided(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "numeric personal who\nend", "numeric open who\nend", "E0344", "its document personal" },
        { "numeric personal who\nend", "numeric open who presence personal\nend", "E0301", NULL },
        { "numeric personal who\nend", "numeric open who " DECIDE("dpo") "\nend", "", NULL },
        { "numeric personal who\nend", "numeric open who " DECIDE("fin") "\nend", "E0318", NULL },
        { "numeric personal who\nend", "numeric personal who " DECIDE("dpo") "\nend", "E0315",
          NULL },
        { "numeric personal who\nend",
          "numeric open who because \"r\" approved by dpo until 2025-12-31\nend", "E0316", NULL },
        { "numeric personal who\nend", "numeric open who presence personal " DECIDE("dpo") "\nend",
          "E0315 E0301", "the leaf's presence is personal" },
        { "numeric personal who\nend",
          "numeric personal who presence special " DECIDE("dpo") "\nend", "E0315 E0301",
          "the document is personal who already" },
    };
    EXPECT_CHANGES(policy, STAGES, changes);
}

static void
the_presence_of_other_leaves_shows_by_no_rule(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { BAND, "band(json_number(doc, path: \"c\"), edges: [0, 10])", "E0301", "json_number(doc" },
        { BAND, "valid_email(json_text(doc, path: \"c\"))", "E0301", NULL },
        { BAND, "present(json_text(doc, path: \"c\"))", "E0301", NULL },
        { BAND, "one_of(json_text(doc, path: \"c\"), allowed: [\"x\"])", "", NULL },
        { BAND, "one_of(json_text(doc, path: \"c\") if missing \"\", allowed: [\"x\"])", "E0301",
          NULL },
        { BAND, "json_text(doc, path: \"c\") is \"x\"", "E0208 E0301", NULL },
        { "lake clearance open", "lake clearance personal", "", NULL },
    };
    EXPECT_CHANGES(policy, STAGES, changes);
}

static void
whole_rows_cross_the_wire(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "table app.a\n", "table app.a replica identity full\n", "", NULL },
        { "table app.a\n", "table app.a replica identity full column pin text? secret who\n",
          "W0345", "pin (secret who)" },
        { "table app.a\n", "table app.a column pin text? secret who\n", "", NULL },
        { "table app.a\n  column id",
          "table app.a replica identity full column pin text? personal money column id", "", NULL },
        { "accepts who, money purpose \"p\" owned by dpo end\ntable app.a\n",
          "accepts who purpose \"p\" owned by dpo end\ntable app.a replica identity full column "
          "pin "
          "text? personal money\n",
          "W0345", "pin (personal money)" },
        { "accepts who, money purpose \"p\" owned by dpo end\ntable app.a\n",
          "accepts who purpose \"p\" owned by dpo end\n"
          "destination far clearance open accepts who, money purpose \"p\" owned by dpo end\n"
          "table app.b column id bigint open key end\n"
          "release app.b to far.b version 1 row key id = id deleted rows send key end\n"
          "table app.a replica identity full column pin text? personal money\n",
          "W0345", "pin (personal money)" },
        { "accepts who, money purpose \"p\" owned by dpo end\ntable app.a\n",
          "accepts who purpose \"p\" owned by dpo end\n"
          "release app.a to nowhere.b version 1 row key id = id deleted rows send key end\n"
          "table app.a replica identity full column pin text? personal money\n",
          "E0101 W0345", NULL },
        { "open accepts who, money purpose \"p\" owned by dpo end\ntable app.a\n",
          "nothing accepts who purpose \"p\" owned by dpo end\n"
          "table app.a replica identity full column pin text? personal money\n",
          "E0101", NULL },
        { "table app.a\n", "table app.a replica identity full column pin text? nothing money\n",
          "E0101", NULL },
        { "accepts who, money purpose \"p\" owned by dpo end\ntable app.a\n",
          "accepts who purpose \"p\" owned by dpo end\n"
          "table app.a replica identity full column pin text? nothing money\n",
          "E0101", NULL },
        { "table app.a\n",
          "table app.b replica identity full column pin text? secret who end\ntable app.a\n", "",
          NULL },
    };
    EXPECT_CHANGES(policy, STAGES, changes);
}

#define SECOND(positions) SHARED("open", "personal who presence special", positions)
#define SHARED(clearance, label, positions)                                                        \
    "destination far clearance special accepts money positions apart purpose \"p\" owned by dpo "  \
    "end\n"                                                                                        \
    "destination near clearance " clearance " accepts money " positions                            \
    " purpose \"p\" owned by dpo end\n"                                                            \
    "table app.b presence open column id bigint open key end\n"                                    \
    "table app.c column id bigint open key column n text? " label " end\n"                         \
    "release app.b to near.b version 1 row key id = id deleted rows send key end\n"                \
    "release app.c to far.c version 1 row key id = id deleted rows send key updates send changes " \
    "end\ntable app.a\n"

static void
shared_positions_beside_a_written_presence(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "table app.a\n", SECOND(""), "W0346", "does not accept who" },
        { "table app.a\n", SECOND("positions shared"), "W0346", NULL },
        { "table app.a\n", SECOND("positions apart"), "", NULL },
        { "table app.a\n", SECOND("positions shared " DECIDE("dpo")), "", NULL },
        { "table app.a\n", SECOND("positions shared " DECIDE("fin")), "E0318", NULL },
        { "table app.a\n", SECOND("positions shared " DECIDE("dpo and dpo")), "E0102", NULL },
        { "table app.a\n",
          SECOND("positions shared because \" \" approved by dpo until 2026-12-31"), "E0340",
          NULL },
        { "who, money purpose", "who, money positions shared " DECIDE("dpo") " purpose", "E0315",
          "shared positions tell 'lake' of no written presence" },
        { "who, money purpose", "who, money positions shared " DECIDE("dpo") " purpose", "E0315",
          "write:   positions shared" },
        { "table app.a\n", SHARED("nothing", "personal who presence special", ""), "E0101", NULL },
        { "table app.a\n", SHARED("open", "personal who presence open", ""), "E0308 W0346", NULL },
        { "table app.a\n", SHARED("open", "nothing who presence special", ""), "E0101", NULL },
        { "table app.a\n",
          SHARED("open",
                 "personal who presence special column o text? personal who presence special", ""),
          "W0346", "whether app.c.n has rows or values is not told" },
        { "column id bigint open key\n  column doc",
          "column id bigint open key column n text? personal who presence open\n  column doc",
          "E0308", NULL },
    };
    EXPECT_CHANGES(policy, STAGES, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_declared_leaf_is_like_a_column),
        cmocka_unit_test(who_reads_a_part_reads_its_leaves),
        cmocka_unit_test(a_leaf_of_what_may_not_be_read_is_not_read),
        cmocka_unit_test(a_leaf_below_its_document_is_decided),
        cmocka_unit_test(the_presence_of_other_leaves_shows_by_no_rule),
        cmocka_unit_test(whole_rows_cross_the_wire),
        cmocka_unit_test(shared_positions_beside_a_written_presence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
