#include "syntax/foreign.h"
#include "syntax/keyword.h"
#include "syntax/parser.h"
#include "syntax/syntax.h"

#include "buf.h"
#include "nearest_name.h"

/* How each line is written, by the word that begins it. */
static const struct {
    int token;
    const char *form;
} forms[] = {
    { SLC_T_POLICY, "policy language 1" },
    { SLC_T_USE, "use \"shared.policy\"" },
    { SLC_T_LEVELS, "levels   internal \"Any member of staff may see it\"   end" },
    { SLC_T_ROLE, "role head_of_data \"Head of Data\"" },
    { SLC_T_CATEGORY,
      "category contact owned by data_protection_officer \"E-mail and telephone\"" },
    { SLC_T_MAY, "may become internal by band at least 250" },
    { SLC_T_KEY, "key customer_link for pseudonyms" },
    { SLC_T_LINKS, "links customers, accounts" },
    { SLC_T_ROTATE, "rotate every 12 months" },
    { SLC_T_DESTINATION, "destination lake" },
    { SLC_T_CLEARANCE, "clearance pseudonymous" },
    { SLC_T_ACCEPTS, "accepts identity, contact" },
    { SLC_T_POSITIONS, "positions shared   (or: positions apart)" },
    { SLC_T_OWNED, "owned by head_of_data" },
    { SLC_T_TABLE, "table collections.customers" },
    { SLC_T_COLUMN, "column email text? personal contact \"What it holds\"" },
    { SLC_T_LEAF, "leaf \"bp.systolic\" of vitals numeric personal care presence personal" },
    { SLC_T_RELEASE, "release collections.customers to lake.customers version 1" },
    { SLC_T_OWNER, "owner head_of_data" },
    { SLC_T_PURPOSE, "purpose \"What it is for\"" },
    { SLC_T_LAWFUL, "lawful basis \"Legitimate interests, LIA-2026-014\"" },
    { SLC_T_REVIEW, "review by 2027-03-31" },
    { SLC_T_ROW, "row key customer_ref = pseudonym(customer_id, using: customer_link)   "
                 "(or, as it is: row key order_no = order_no)" },
    { SLC_T_KEEP, "keep status   (or: keep status as state; a line for each column)" },
    { SLC_T_DERIVE, "derive has_email = present(email)" },
    { SLC_T_DISCLOSE, "disclose joined = day(created_at) from personal contact as internal "
                      "because \"…\" approved by data_protection_officer until 2027-06-30" },
    { SLC_T_WITHHOLD, "withhold full_name, address because \"Not needed\"" },
    { SLC_T_ONLY, "only rows where status is not \"test\"" },
    { SLC_T_REJECTED, "rejected rows send key" },
    { SLC_T_DELETED, "deleted rows send key   (or: deleted rows stay)" },
    { SLC_T_UPDATES, "updates send changes   (or: updates send always)" },
    { SLC_T_METADATA, "metadata commit_time" },
    { SLC_T_RISK,
      "risk check lake.customers identifying age_band, region at least 5 people alike end" },
    { SLC_T_TEST, "test \"an e-mail address never leaves\" on lake.customers" },
    { SLC_T_GIVEN, "given customer_id 42, email \"ann@example.com\", mobile missing" },
    { SLC_T_BEFORE, "before status \"open\"" },
    { SLC_T_EXPECT, "expect has_email yes, region \"SW\"   (or: expect row absent)" },
    { SLC_T_PUBLISH_LISTED_COLUMNS, "publish listed columns" },
    { SLC_T_PUBLISH_WHOLE_ROWS, "publish whole rows" },
    { SLC_T_NEVER, "never \"ann@example.com\"" },
};

enum { MAX_LISTED = 8, MAX_QUOTED_BYTES = 40, MAX_MESSAGE_BYTES = 4096 };

static bool
expects(struct slc_expected expected, int token)
{
    for (int at = 0; at < expected.count; at++)
        if (expected.tokens[at] == token)
            return true;
    return false;
}

/* Whether the line could end here: what ends a block or a file would fit. */
static bool
expects_a_line(struct slc_expected expected)
{
    return expects(expected, SLC_T_END) || expects(expected, SLC_T_YYEOF);
}

/* `'word'` of what is spelled, or what kind of thing it is. */
static void
add_token(struct sl_buf *out, int token)
{
    struct sl_str text = slc_token_text(token);
    bool spelled = slc_is_keyword(token) || slc_is_phrase(token) || token >= SLC_T_LEFT;
    sl_buf_printf(out, spelled ? "'%.*s'" : "%.*s", SL_FMT(text));
}

/* Kinds that another listed kind already stands for, or that begin the next line. */
static bool
goes_without_saying(struct slc_expected expected, int token)
{
    if (token == SLC_T_QUOTED)
        return expects(expected, SLC_T_IDENT);
    if (token == SLC_T_INTEGER)
        return expects(expected, SLC_T_NUMBER);
    return expects_a_line(expected) &&
           (token == SLC_T_YYEOF || slc_begins_item(token) || slc_begins_line(token));
}

static bool
expects_a_value(struct slc_expected expected)
{
    return expects(expected, SLC_T_IDENT) && expects(expected, SLC_T_STRING) &&
           expects(expected, SLC_T_LEFT);
}

/* What could stand here, in words; empty when that is too much to say. */
static void
list_expected(struct sl_buf *out, struct slc_expected expected)
{
    const int *tokens = expected.tokens;
    if (expects_a_value(expected)) {
        sl_buf_add_str(out, SL_STR("an expression"));
        return;
    }
    if (expects(expected, SLC_T_OTHERWISE)) { /* and what goes on with the arm */
        sl_buf_add_str(out, SL_STR("'when' or 'otherwise'"));
        return;
    }
    int listed[MAX_LISTED], count = 0;
    for (int at = 0; at < expected.count; at++) {
        if (goes_without_saying(expected, tokens[at]))
            continue;
        if (count == MAX_LISTED)
            return;
        listed[count++] = tokens[at];
    }
    bool line = expects_a_line(expected);
    for (int at = 0; at < count; at++) {
        if (at > 0)
            sl_buf_add_str(out, at == count - 1 && !line ? SL_STR(" or ") : SL_STR(", "));
        add_token(out, listed[at]);
    }
    if (line)
        sl_buf_add_str(out, count > 0 ? SL_STR(" or the next line") : SL_STR("the next line"));
}

static void
add_found(struct sl_buf *out, struct slc_token token)
{
    struct sl_str text = slc_span_text(token.at);
    bool quotes = token.kind == SLC_T_STRING || token.kind == SLC_T_QUOTED;
    if (token.kind == 0)
        sl_buf_add_str(out, SL_STR("the end of the file"));
    else if (text.len == 0)
        sl_buf_add_str(out, SL_STR("the end of the block"));
    else if (text.len > MAX_QUOTED_BYTES)
        sl_buf_add_str(out, slc_token_text(token.kind));
    else
        sl_buf_printf(out, quotes ? "%.*s" : "'%.*s'", SL_FMT(text));
}

/* A word that is not known where a line should begin, or where a word of the grammar should stand. */
static struct sl_str
meant_word(struct slc_token found, struct slc_expected expected)
{
    struct sl_nearest nearest;
    sl_nearest_init(&nearest, found.text);
    for (int at = 0; at < expected.count && found.kind == SLC_T_IDENT; at++)
        if (slc_is_keyword(expected.tokens[at]))
            (void)sl_nearest_offer(&nearest, slc_token_text(expected.tokens[at]));
    return nearest.best;
}

/* The help for what of another language stands here: this word, or the one before, which was taken for a
 * column's name; a number with its sign, where somebody subtracts. */
static bool
help_with_foreign(struct slc_syntax *syntax, struct slc_finding *finding)
{
    const struct slc_token *found = &syntax->token, *before = &syntax->previous;
    const char *help = slc_foreign_help(slc_span_text(found->at));
    struct sl_str text = slc_span_text(found->at);
    if (help == NULL && before->kind == SLC_T_IDENT)
        help = slc_foreign_help(slc_span_text(before->at));
    if (help == NULL && text.len > 1 && text.ptr[0] == '-')
        help = SLC_NO_ARITHMETIC;
    if (help != NULL)
        slc_help(syntax->findings, finding, "%s", help);
    return help != NULL;
}

/* `new columns` has a line of its own, which stands in a table block alone. */
static void
help_with_form(struct slc_syntax *syntax, struct slc_finding *finding, int line)
{
    if (syntax->token.kind == SLC_T_NEW_COLUMNS || syntax->previous.kind == SLC_T_NEW_COLUMNS) {
        slc_help(syntax->findings, finding,
                 "a table, for all of its releases, says: withhold new columns because \"…\"");
        return;
    }
    for (size_t at = 0; at < sizeof forms / sizeof *forms; at++)
        if (forms[at].token == line && line != 0)
            slc_help(syntax->findings, finding, "such a line reads: %s", forms[at].form);
}

static void
help_with_beginnings(struct slc_syntax *syntax, struct slc_finding *finding,
                     struct slc_expected expected)
{
    struct sl_buf list;
    sl_buf_init(&list, MAX_MESSAGE_BYTES);
    for (int at = 0; at < expected.count; at++) {
        int token = expected.tokens[at];
        if (!slc_begins_item(token) && !slc_begins_line(token))
            continue;
        if (list.len > 0)
            sl_buf_add_str(&list, SL_STR(", "));
        sl_buf_add_str(&list, slc_token_text(token));
    }
    slc_help(syntax->findings, finding, "a line here begins with: %.*s", SL_FMT(sl_buf_str(&list)));
    sl_buf_done(&list);
}

static void
help_with_word(struct slc_syntax *syntax, struct slc_finding *finding, struct slc_token found,
               struct slc_expected expected)
{
    struct sl_str meant = meant_word(found, expected);
    bool name_wanted = expects(expected, SLC_T_IDENT) || expects(expected, SLC_T_QUOTED);
    if (meant.len > 0) {
        slc_help(syntax->findings, finding, "did you mean '%.*s'?", SL_FMT(meant));
        slc_fix(syntax->findings, finding, finding->at, meant);
    } else if (found.kind == SLC_T_CHOOSE)
        slc_help(syntax->findings, finding,
                 "'choose' stands alone: derive stage = choose when … then … otherwise …");
    else if (slc_is_keyword(found.kind) && name_wanted && !found.first_on_line)
        slc_help(
            syntax->findings, finding,
            "'%.*s' is a word of the language; a column or table of that name is written `%.*s`",
            SL_FMT(found.text), SL_FMT(found.text));
}

/* `and` and `or` side by side, which readers take in two ways. */
static bool
mixes_and_with_or(struct slc_token found, struct slc_expected expected)
{
    return (found.kind == SLC_T_AND && expects(expected, SLC_T_OR)) ||
           (found.kind == SLC_T_OR && expects(expected, SLC_T_AND));
}

static void
report_mixture(struct slc_syntax *syntax)
{
    struct slc_finding *finding = slc_find(syntax->findings, SLC_E0003, syntax->token.at,
                                           "'and' beside 'or' needs parentheses");
    slc_help(syntax->findings, finding, "write (a and b) or c, or a and (b or c)");
}

static void
report_no_beginning(struct slc_syntax *syntax, struct slc_expected expected)
{
    struct sl_buf found;
    sl_buf_init(&found, MAX_MESSAGE_BYTES);
    add_found(&found, syntax->token);
    struct slc_finding *finding =
        slc_find(syntax->findings, SLC_E0003, syntax->token.at, "%.*s does not begin a line here",
                 SL_FMT(sl_buf_str(&found)));
    sl_buf_done(&found);
    if (!help_with_foreign(syntax, finding))
        help_with_word(syntax, finding, syntax->token, expected);
    help_with_beginnings(syntax, finding, expected);
}

/* The next line has begun before this one was complete: told where it breaks off. */
static void
report_unfinished(struct slc_syntax *syntax, struct slc_expected expected)
{
    struct sl_buf wanted, last;
    sl_buf_init(&wanted, MAX_MESSAGE_BYTES);
    sl_buf_init(&last, MAX_MESSAGE_BYTES);
    list_expected(&wanted, expected);
    add_found(&last, syntax->previous);
    struct sl_str what = wanted.len > 0 ? sl_buf_str(&wanted) : SL_STR("more");
    struct slc_finding *finding = slc_find(syntax->findings, SLC_E0003, syntax->previous.at,
                                           "the line is not finished: expected %.*s after %.*s",
                                           SL_FMT(what), SL_FMT(sl_buf_str(&last)));
    sl_buf_done(&wanted);
    sl_buf_done(&last);
    help_with_form(syntax, finding, syntax->line_before.kind);
}

static void
report_misfit(struct slc_syntax *syntax, struct slc_expected expected)
{
    struct sl_buf wanted, found;
    sl_buf_init(&wanted, MAX_MESSAGE_BYTES);
    sl_buf_init(&found, MAX_MESSAGE_BYTES);
    list_expected(&wanted, expected);
    add_found(&found, syntax->token);
    struct slc_finding *finding =
        wanted.len > 0
            ? slc_find(syntax->findings, SLC_E0003, syntax->token.at, "expected %.*s, found %.*s",
                       SL_FMT(sl_buf_str(&wanted)), SL_FMT(sl_buf_str(&found)))
            : slc_find(syntax->findings, SLC_E0003, syntax->token.at, "%.*s does not fit here",
                       SL_FMT(sl_buf_str(&found)));
    sl_buf_done(&wanted);
    sl_buf_done(&found);
    if (!help_with_foreign(syntax, finding))
        help_with_word(syntax, finding, syntax->token, expected);
    help_with_form(syntax, finding, syntax->line.kind);
}

void
slc_syntax_error(struct slc_syntax *syntax, struct slc_expected expected)
{
    if (mixes_and_with_or(syntax->token, expected))
        report_mixture(syntax);
    else if (syntax->token.first_on_line && expects_a_line(expected))
        report_no_beginning(syntax, expected);
    else if (syntax->token_begins_afresh)
        report_unfinished(syntax, expected);
    else
        report_misfit(syntax, expected);
}
