/* parser.y - the grammar of the policy language, version 1 (docs/language.md).
 *
 * Only grammar and the calls that make nodes (tree.h). Tokens come from syntax.c; errors are worded
 * in syntax_error.c.
 *
 * Recovery: every list of lines has an alternative `error`. The token reader then skips to the next
 * word that begins a line of the block, or an item of the file, so that each fault is told once and
 * all faults of a file in one run. Blocks take their lines in any order: tree_order.c says which
 * order is right, in better words than a syntax error could. */

%define api.pure full
%define api.prefix {slc_yy}
%define api.token.prefix {SLC_T_}
%define api.value.type {union slc_value}
%define api.location.type {struct slc_span}
%define parse.error custom
%define parse.lac full
%locations
%expect 0
%param {struct slc_syntax *syntax}

%code requires {
#include "syntax/tree.h"

struct slc_syntax;
}

%code {
#include "syntax/keyword.h"
#include "syntax/syntax.h"

#include <stdint.h>
#include <stdlib.h>

/* A rule's span: from its first symbol to its last; of an empty rule, the end of the one before. */
#define YYLLOC_DEFAULT(current, rhs, n)                                                            \
    (current) = (n) ? slc_span_join(YYRHSLOC(rhs, 1), YYRHSLOC(rhs, n))                            \
                    : (struct slc_span){ YYRHSLOC(rhs, 0).source, YYRHSLOC(rhs, 0).end,            \
                                         YYRHSLOC(rhs, 0).end }

/* After a syntax error: read on. The token at fault is dropped unless a line begins with it. Behind
 * the last token there is nothing to read on with: dropping the end would go on for ever. */
#define RESUME                                                                                     \
    do {                                                                                           \
        if (slc_syntax_is_stuck(syntax))                                                           \
            YYABORT;                                                                               \
        yyerrok;                                                                                   \
        if (!slc_syntax_keeps_token(syntax))                                                       \
            yyclearin;                                                                             \
    } while (0)

static int yylex(YYSTYPE *value, YYLTYPE *at, struct slc_syntax *syntax);
static void yyerror(const YYLTYPE *at, struct slc_syntax *syntax, const char *message);
}

%initial-action { @$ = (struct slc_span){ syntax->file->source, 0, 0 }; }

/* Reserved words: those that begin an item of a file, those that begin a line of a block, and the
 * rest. keyword.c takes them from here, and relies on POLICY, MAY, END and YES at the borders. */
%token POLICY "policy" USE "use" LEVELS "levels" ROLE "role" CATEGORY "category" KEY "key"
%token DESTINATION "destination" TABLE "table" RELEASE "release" RISK "risk" TEST "test"

%token MAY "may" LINKS "links" PURPOSE "purpose" ROTATE "rotate" CLEARANCE "clearance"
%token ACCEPTS "accepts" POSITIONS "positions" OWNED "owned" COLUMN "column" LEAF "leaf"
%token WITHHOLD "withhold"
%token OWNER "owner" LAWFUL "lawful" REVIEW "review" ROW "row" KEEP "keep" DERIVE "derive"
%token DISCLOSE "disclose" ONLY "only" REJECTED "rejected" DELETED "deleted" UPDATES "updates"
%token METADATA "metadata" GIVEN "given" BEFORE "before" EXPECT "expect" NEVER "never"
%token PUBLISH_LISTED_COLUMNS "publish listed columns" PUBLISH_WHOLE_ROWS "publish whole rows"
%token END "end"

%token ABSENT "absent" ALIKE "alike" ALLOWED "allowed" ALWAYS "always" AND "and" APART "apart"
%token APPROVED "approved" AS "as" AT "at" BASIS "basis" BECAUSE "because" BECOME "become"
%token BY "by" CHANGES "changes" CHECK "check" CHOOSE "choose" DECIDED "decided"
%token DECRYPTION "decryption"
%token DIFFERENT "different" ENCRYPTED "encrypted" EVERY "every" FOR "for" FROM "from" FULL "full"
%token GENERATED "generated" IDENTIFIES "identifies" IDENTIFYING "identifying" IF "if" IN "in"
%token INDEX "index" IS "is" LANGUAGE "language" LEAST "least" MISSING "missing" MOST "most"
%token NO "no" NOT "not" OF "of" ON "on" OR "or" OTHERWISE "otherwise" PEOPLE "people"
%token PLAINTEXT "plaintext" PRESENCE "presence" PSEUDONYMS "pseudonyms" REPLACES "replaces"
%token ROWS "rows" SEND "send" SENSITIVE "sensitive" SHARED "shared" STANDARD "standard"
%token STAY "stay" THEN "then" TO "to" UNCHANGED "unchanged" UNIQUE "unique" UNTIL "until"
%token VALUES "values" VERSION "version" WHEN "when" WHERE "where" WITH "with" YES "yes"

%token REPLICA_IDENTITY "replica identity" NEW_COLUMNS "new columns"
%token <text> IDENT "a name" QUOTED "a name in backquotes" LABEL "an argument's name"
%token <text> STRING "a string" INTEGER "a whole number" NUMBER "a number" DATE "a date"
%token LEFT "(" RIGHT ")" LIST_LEFT "[" LIST_RIGHT "]" COMMA "," DOT "." EQUALS "=" QUESTION "?"
%token LESS "<" GREATER ">" LESS_OR_EQUAL "<=" GREATER_OR_EQUAL ">="
%token JUNK "unreadable text"

%type <name> ident name from unit
%type <names> names idents approvers sensitive
%type <qname> qname
%type <string> string doc because
%type <number> integer number
%type <date> date until taken
%type <label> label
%type <decision> decision leaf_decision
%type <decided> decided
%type <literal> literal
%type <literals> literals list
%type <expr> expression arm condition conjunction disjunction negation comparison value primary
%type <arm> when
%type <arms> whens
%type <arg> arg named
%type <args> args parameters
%type <flag> is question
%type <compare> compare
%type <bounds> bounds
%type <bound> bound
%type <given> given_item before_item expect_item
%type <givens> given_items before_items expect_items
%type <type> type

%%

file:
    %empty
|   file POLICY LANGUAGE integer { slc_tree_language(syntax, $4, slc_span_join(@2, @4)); }
|   file item
|   file error { RESUME; }
;

item:
    use
|   levels
|   role
|   category
|   key
|   destination
|   table
|   release
|   risk
|   test
;

/* ---- words --------------------------------------------------------------------------------- */

ident:
    IDENT { $$ = slc_tree_name($1, @1, false); }
;

name:
    ident
|   QUOTED { $$ = slc_tree_name($1, @1, true); }
;

idents:
    ident        { $$ = slc_tree_names(syntax, (struct slc_name_list){ 0 }, $1); }
|   idents ident { $$ = slc_tree_names(syntax, $1, $2); }
;

names:
    name             { $$ = slc_tree_names(syntax, (struct slc_name_list){ 0 }, $1); }
|   names COMMA name { $$ = slc_tree_names(syntax, $1, $3); }
;

qname:
    name DOT name { $$ = (struct slc_qname){ .first = $1, .second = $3, .at = @$ }; }
;

string:
    STRING { $$ = (struct slc_string){ .text = $1, .at = @1 }; }
;

doc:
    %empty { $$ = (struct slc_string){ 0 }; }
|   string
;

because:
    %empty         { $$ = (struct slc_string){ 0 }; }
|   BECAUSE string { $$ = $2; }
;

integer:
    INTEGER { $$ = slc_tree_count(syntax, $1, @1); }
;

number:
    integer
|   NUMBER { $$ = slc_tree_count(syntax, $1, @1); }
;

unit:
    %empty { $$ = (struct slc_name){ 0 }; }
|   ident
;

date:
    DATE { $$ = slc_tree_date($1, @1); }
;

until:
    %empty     { $$ = (struct slc_date){ 0 }; }
|   UNTIL date { $$ = $2; }
;

label:
    idents { $$ = slc_tree_label($1, @$); }
;

decision:
    BECAUSE string APPROVED BY approvers UNTIL date taken
        {
            $$ = (struct slc_decision){ .written = true, .because = $2, .approved_by = $5.first,
                .until = $7, .decided = $8, .at = @$ };
        }
;

taken:
    %empty       { $$ = (struct slc_date){ 0 }; }
|   DECIDED date { $$ = $2; }
;

approvers:
    ident               { $$ = slc_tree_names(syntax, (struct slc_name_list){ 0 }, $1); }
|   approvers AND ident { $$ = slc_tree_names(syntax, $1, $3); }
;

decided:
    %empty            { $$ = (struct slc_decision_text){ 0 }; }
|   AS ident decision { $$ = (struct slc_decision_text){ $2, $3 }; }
;

/* ---- what a company shares ----------------------------------------------------------------- */

use:
    USE string          { slc_tree_use(syntax, SLC_ITEM_USE, $2, @$); }
|   USE STANDARD string { slc_tree_use(syntax, SLC_ITEM_USE_STANDARD, $3, @$); }
;

levels:
    LEVELS { slc_tree_begin(syntax, SLC_ITEM_LEVELS, @1); } level_lines END
        { slc_tree_end(syntax, @$); }
;

level_lines:
    %empty
|   level_lines ident string { slc_tree_level(syntax, $2, $3); }
|   level_lines error        { RESUME; }
;

role:
    ROLE ident string { slc_tree_role(syntax, $2, $3, @$); }
;

category:
    CATEGORY { slc_tree_begin(syntax, SLC_ITEM_CATEGORY, @1); } category_head downgrades END
        { slc_tree_end(syntax, @$); }
;

category_head:
    ident OWNED BY ident doc { slc_tree_category(syntax, $1, $4, $5); }
|   error                    { RESUME; }
;

downgrades:
    %empty
|   downgrades MAY BECOME ident from BY ident bounds until doc
        {
            slc_tree_downgrade(syntax, (struct slc_downgrade){ .at = slc_span_join(@2, @10),
                .to = $4, .from = $5, .by = $7, .bounds = $8.first, .until = $9, .doc = $10 });
        }
|   downgrades error { RESUME; }
;

from:
    %empty     { $$ = (struct slc_name){ 0 }; }
|   FROM ident { $$ = $2; }
;

bounds:
    %empty           { $$ = (struct slc_bounds){ 0 }; }
|   bounds bound     { $$ = slc_tree_bounds($1, $2); }
|   bounds AND bound { $$ = slc_tree_bounds($1, $3); }
;

bound:
    AT LEAST number unit { $$ = slc_tree_bound(syntax, true, $3, $4, @$); }
|   AT MOST number unit  { $$ = slc_tree_bound(syntax, false, $3, $4, @$); }
;

key:
    KEY { slc_tree_begin(syntax, SLC_ITEM_KEY, @1); } key_head key_lines END
        { slc_tree_end(syntax, @$); }
;

key_head:
    ident FOR PSEUDONYMS replaces { slc_tree_key(syntax, $1, false); }
|   ident FOR DECRYPTION          { slc_tree_key(syntax, $1, true); }
|   error                         { RESUME; }
;

replaces:
    %empty
|   REPLACES ident UNTIL date { syntax->item->key->replaces = $2;
                                syntax->item->key->replaces_until = $4; }
;

key_lines:
    %empty
|   key_lines key_line
|   key_lines error { RESUME; }
;

key_line:
    LINKS names                { slc_tree_line(syntax, SLC_LINE_LINKS, @$);
                                 syntax->item->key->links = $2.first; }
|   PURPOSE string             { slc_tree_line(syntax, SLC_LINE_PURPOSE, @$);
                                 syntax->item->key->purpose = $2; }
|   ROTATE EVERY integer ident { slc_tree_line(syntax, SLC_LINE_ROTATE, @$);
                                 syntax->item->key->rotate_every = $3;
                                 syntax->item->key->rotate_unit = $4; }
;

destination:
    DESTINATION { slc_tree_begin(syntax, SLC_ITEM_DESTINATION, @1); } destination_head
    destination_lines END
        { slc_tree_end(syntax, @$); }
;

destination_head:
    ident { syntax->item->destination->name = $1; }
|   error { RESUME; }
;

destination_lines:
    %empty
|   destination_lines destination_line
|   destination_lines error { RESUME; }
;

destination_line:
    CLEARANCE ident  { slc_tree_line(syntax, SLC_LINE_CLEARANCE, @$);
                       syntax->item->destination->clearance = $2; }
|   ACCEPTS names    { slc_tree_line(syntax, SLC_LINE_ACCEPTS, @$);
                       syntax->item->destination->accepts = $2.first; }
|   POSITIONS SHARED { slc_tree_line(syntax, SLC_LINE_POSITIONS, @$);
                       syntax->item->destination->positions_written = true; }
|   POSITIONS SHARED decision
                     { slc_tree_line(syntax, SLC_LINE_POSITIONS, @$);
                       syntax->item->destination->positions_written = true;
                       syntax->item->destination->shared = $3; }
|   POSITIONS APART  { slc_tree_line(syntax, SLC_LINE_POSITIONS, @$);
                       syntax->item->destination->positions_written = true;
                       syntax->item->destination->positions_apart = true; }
|   PURPOSE string   { slc_tree_line(syntax, SLC_LINE_PURPOSE, @$);
                       syntax->item->destination->purpose = $2; }
|   OWNED BY ident   { slc_tree_line(syntax, SLC_LINE_OWNED_BY, @$);
                       syntax->item->destination->owner = $3; }
;

/* ---- tables -------------------------------------------------------------------------------- */

table:
    TABLE { slc_tree_begin(syntax, SLC_ITEM_TABLE, @1); } table_head table_lines END
        { slc_tree_end(syntax, @$); }
;

table_head:
    qname presence identity doc { syntax->item->table->name = $1; syntax->item->table->doc = $4; }
|   error                       { RESUME; }
;

presence:
    %empty
|   PRESENCE label { syntax->item->table->has_presence = true;
                     syntax->item->table->presence = $2; }
;

identity:
    %empty
|   REPLICA_IDENTITY FULL       { syntax->item->table->identity = SLC_IDENTITY_FULL; }
|   REPLICA_IDENTITY INDEX name { syntax->item->table->identity = SLC_IDENTITY_INDEX;
                                  syntax->item->table->identity_index = $3; }
;

table_lines:
    %empty
|   table_lines column
|   table_lines leaf
|   table_lines WITHHOLD names because
        { slc_tree_withheld(syntax, $3, $4, slc_span_join(@2, @4)); }
|   table_lines WITHHOLD NEW_COLUMNS BECAUSE string
        { slc_tree_withheld_new(syntax, $5, slc_span_join(@2, @5)); }
|   table_lines PUBLISH_LISTED_COLUMNS
        { slc_tree_publish(syntax, SLC_PUBLISH_LISTED_COLUMNS, @2); }
|   table_lines PUBLISH_WHOLE_ROWS
        { slc_tree_publish(syntax, SLC_PUBLISH_WHOLE_ROWS, @2); }
|   table_lines error { RESUME; }
;

column:
    COLUMN { slc_tree_begin_column(syntax); } name type label flags doc
        {
            syntax->column->name = $3;
            syntax->column->type = $4;
            syntax->column->label = $5;
            syntax->column->doc = $7;
            slc_tree_end_column(syntax, @$);
        }
;

leaf:
    LEAF { slc_tree_begin_leaf(syntax); } string OF name type label leaf_presence leaf_decision doc
        {
            syntax->column->place->path = $3;
            syntax->column->place->document = $5;
            syntax->column->type = $6;
            syntax->column->label = $7;
            syntax->column->place->decision = $9;
            syntax->column->doc = $10;
            slc_tree_end_leaf(syntax, @$);
        }
;

leaf_presence:
    %empty
|   PRESENCE ident { syntax->column->presence = $2; }
;

leaf_decision:
    %empty   { $$ = (struct slc_decision){ 0 }; }
|   decision
;

type:
    ident question                       { $$ = slc_tree_type(syntax, $1, NULL, $2, @$); }
|   ident LEFT literals RIGHT question   { $$ = slc_tree_type(syntax, $1, $3.first, $5, @$); }
;

question:
    %empty   { $$ = false; }
|   QUESTION { $$ = true; }
;

flags:
    %empty
|   flags KEY                        { slc_tree_flag(syntax, &syntax->column->key, @2); }
|   flags IDENTIFYING                { slc_tree_flag(syntax, &syntax->column->identifying, @2); }
|   flags SENSITIVE                  { slc_tree_flag(syntax, &syntax->column->sensitive, @2); }
|   flags UNIQUE                     { slc_tree_flag(syntax, &syntax->column->unique, @2); }
|   flags GENERATED                  { slc_tree_flag(syntax, &syntax->column->generated, @2); }
|   flags PRESENCE ident             { syntax->column->presence = $3; }
|   flags IDENTIFIES ident           { slc_tree_kind(syntax, $3, slc_span_join(@2, @3)); }
|   flags ENCRYPTED WITH ident AS ident parameters plaintext
        {
            slc_tree_flag(syntax, &syntax->column->encrypted, @2);
            slc_tree_encryption(syntax, $4, $6, $7.first);
        }
;

parameters:
    %empty          { $$ = (struct slc_args){ 0 }; }
|   LEFT args RIGHT { $$ = $2; }
;

plaintext:
    %empty
|   PLAINTEXT ALLOWED { syntax->column->plaintext_allowed = true; }
;

/* ---- releases ------------------------------------------------------------------------------ */

release:
    RELEASE { slc_tree_begin(syntax, SLC_ITEM_RELEASE, @1); } release_head release_lines END
        { slc_tree_end(syntax, @$); }
;

release_head:
    qname TO qname VERSION integer { slc_tree_release(syntax, $1, $3, $5); }
|   error                          { RESUME; }
;

release_lines:
    %empty
|   release_lines header
|   release_lines statement
|   release_lines error { RESUME; }
;

header:
    OWNER ident         { slc_tree_line(syntax, SLC_LINE_OWNER, @$);
                          syntax->item->release->owner = $2; }
|   PURPOSE string      { slc_tree_line(syntax, SLC_LINE_PURPOSE, @$);
                          syntax->item->release->purpose = $2; }
|   LAWFUL BASIS string { slc_tree_line(syntax, SLC_LINE_LAWFUL_BASIS, @$);
                          syntax->item->release->lawful_basis = $3; }
|   REVIEW BY date      { slc_tree_line(syntax, SLC_LINE_REVIEW_BY, @$);
                          syntax->item->release->review_by = $3; }
;

statement:
    ROW KEY name EQUALS expression doc
        { slc_tree_field(syntax, SLC_ROW_KEY, (struct slc_field_text){ $3, $5, $6 }, @$); }
|   KEEP name doc
        { slc_tree_keep(syntax, $2, $2, $3, @$); }
|   KEEP name AS name doc
        { slc_tree_keep(syntax, $2, $4, $5, @$); }
|   DERIVE name EQUALS expression doc
        { slc_tree_field(syntax, SLC_DERIVE, (struct slc_field_text){ $2, $4, $5 }, @$); }
|   DISCLOSE name EQUALS expression FROM label AS ident decision doc
        {
            struct slc_field_text field = { $2, $4, $10 };
            struct slc_statement *line = slc_tree_field(syntax, SLC_DISCLOSE, field, @$);
            line->from = $6;
            slc_tree_decide(line, (struct slc_decision_text){ $8, $9 });
        }
|   DISCLOSE ROW KEY name EQUALS expression FROM label AS ident decision doc
        {
            struct slc_field_text field = { $4, $6, $12 };
            struct slc_statement *line = slc_tree_field(syntax, SLC_DISCLOSE, field, @$);
            line->row_key = true;
            line->from = $8;
            slc_tree_decide(line, (struct slc_decision_text){ $10, $11 });
        }
|   DISCLOSE ROWS AS ident decision
        {
            slc_tree_decide(slc_tree_statement(syntax, SLC_DISCLOSE_ROWS, @$),
                            (struct slc_decision_text){ $4, $5 });
        }
|   WITHHOLD names because
        {
            struct slc_statement *line = slc_tree_statement(syntax, SLC_WITHHOLD, @$);
            line->names = $2.first;
            line->because = $3;
        }
|   ONLY ROWS WHERE expression decided
        {
            struct slc_statement *line = slc_tree_statement(syntax, SLC_ONLY_ROWS, @$);
            line->expr = $4;
            slc_tree_decide(line, $5);
        }
|   REJECTED ROWS SEND KEY { slc_tree_statement(syntax, SLC_REJECTED_ROWS, @$); }
|   DELETED ROWS SEND KEY  { slc_tree_statement(syntax, SLC_DELETED_ROWS, @$); }
|   DELETED ROWS STAY      { slc_tree_statement(syntax, SLC_DELETED_ROWS, @$)->stay = true; }
|   UPDATES SEND CHANGES   { slc_tree_statement(syntax, SLC_UPDATES, @$)->changes = true; }
|   UPDATES SEND ALWAYS decided
        { slc_tree_decide(slc_tree_statement(syntax, SLC_UPDATES, @$), $4); }
|   METADATA names { slc_tree_statement(syntax, SLC_METADATA, @$)->names = $2.first; }
;

/* ---- expressions: `choose` stands alone, `and` beside `or` needs parentheses ---------------- */

expression:
    condition
|   CHOOSE whens OTHERWISE arm { $$ = slc_tree_choose(syntax, $2, $4, @$); }
;

whens:
    when       { $$ = slc_tree_arms((struct slc_arms){ 0 }, $1); }
|   whens when { $$ = slc_tree_arms($1, $2); }
;

when:
    WHEN condition THEN arm { $$ = slc_tree_arm(syntax, $2, $4); }
;

arm:
    condition
|   MISSING { $$ = slc_tree_missing(syntax, @1); }
;

condition:
    negation
|   conjunction
|   disjunction
;

conjunction:
    negation AND negation    { $$ = slc_tree_binary(syntax, SLC_EXPR_AND, $1, $3, @$); }
|   conjunction AND negation { $$ = slc_tree_binary(syntax, SLC_EXPR_AND, $1, $3, @$); }
;

disjunction:
    negation OR negation    { $$ = slc_tree_binary(syntax, SLC_EXPR_OR, $1, $3, @$); }
|   disjunction OR negation { $$ = slc_tree_binary(syntax, SLC_EXPR_OR, $1, $3, @$); }
;

negation:
    comparison
|   NOT comparison { $$ = slc_tree_unary(syntax, SLC_EXPR_NOT, $2, @$); }
;

comparison:
    value
|   value compare value
        { $$ = slc_tree_binary(syntax, SLC_EXPR_COMPARE, $1, $3, @$); $$->compare = $2; }
|   value is literal
        { $$ = slc_tree_against(syntax, SLC_EXPR_IS, $1, $3, @$); $$->negated = $2; }
|   value is IN list
        { $$ = slc_tree_against(syntax, SLC_EXPR_IN, $1, $4.first, @$); $$->negated = $2; }
|   value is MISSING
        { $$ = slc_tree_unary(syntax, SLC_EXPR_IS_MISSING, $1, @$); $$->negated = $2; }
;

compare:
    LESS             { $$ = SLC_LESS; }
|   GREATER          { $$ = SLC_GREATER; }
|   LESS_OR_EQUAL    { $$ = SLC_LESS_OR_EQUAL; }
|   GREATER_OR_EQUAL { $$ = SLC_GREATER_OR_EQUAL; }
;

is:
    IS     { $$ = false; }
|   IS NOT { $$ = true; }
;

value:
    primary
|   primary IF MISSING literal
        { $$ = slc_tree_against(syntax, SLC_EXPR_IF_MISSING, $1, $4, @$); }
;

primary:
    name                  { $$ = slc_tree_reference(syntax, $1); }
|   literal               { $$ = slc_tree_constant(syntax, $1); }
|   ident LEFT RIGHT      { $$ = slc_tree_call(syntax, $1, (struct slc_args){ 0 }, @$); }
|   ident LEFT args RIGHT { $$ = slc_tree_call(syntax, $1, $3, @$); }
|   LEFT condition RIGHT  { $$ = slc_tree_parenthesised($2, @$); }
;

args:
    arg            { $$ = slc_tree_args((struct slc_args){ 0 }, $1); }
|   args COMMA arg { $$ = slc_tree_args($1, $3); }
;

arg:
    condition   { $$ = slc_tree_arg(syntax, SLC_ARG_EXPR, @$); $$->expr = $1; }
|   LABEL named { $$ = slc_tree_labelled($2, $1, @1, @$); }
;

named:
    literal       { $$ = slc_tree_arg(syntax, SLC_ARG_LITERAL, @$); $$->literals = $1; }
|   name          { $$ = slc_tree_arg(syntax, SLC_ARG_NAME, @$); $$->name = $1; }
|   list          { $$ = slc_tree_arg(syntax, SLC_ARG_LIST, @$); $$->literals = $1.first; }
|   INTEGER ident
        {
            $$ = slc_tree_arg(syntax, SLC_ARG_QUANTITY, @$);
            $$->literals = slc_tree_literal(syntax, SLC_LITERAL_NUMBER, $1, @1);
            $$->name = $2;
        }
;

list:
    LIST_LEFT literals LIST_RIGHT { $$ = $2; }
;

literals:
    literal                { $$ = slc_tree_literals((struct slc_literals){ 0 }, $1); }
|   literals COMMA literal { $$ = slc_tree_literals($1, $3); }
;

literal:
    STRING  { $$ = slc_tree_literal(syntax, SLC_LITERAL_STRING, $1, @1); }
|   INTEGER { $$ = slc_tree_literal(syntax, SLC_LITERAL_NUMBER, $1, @1); }
|   NUMBER  { $$ = slc_tree_literal(syntax, SLC_LITERAL_NUMBER, $1, @1); }
|   DATE    { $$ = slc_tree_literal(syntax, SLC_LITERAL_DATE, $1, @1); }
|   YES     { $$ = slc_tree_boolean(syntax, true, @1); }
|   NO      { $$ = slc_tree_boolean(syntax, false, @1); }
;

/* ---- risk and tests ------------------------------------------------------------------------ */

risk:
    RISK { slc_tree_begin(syntax, SLC_ITEM_RISK, @1); } risk_body END { slc_tree_end(syntax, @$); }
;

risk_body:
    CHECK qname IDENTIFYING names sensitive AT LEAST integer PEOPLE ALIKE risk_values
        { slc_tree_risk(syntax, $2, $4.first, $5.first, $8); }
|   error { RESUME; }
;

sensitive:
    %empty          { $$ = (struct slc_name_list){ 0 }; }
|   SENSITIVE names { $$ = $2; }
;

risk_values:
    %empty
|   AT LEAST integer DIFFERENT VALUES { syntax->item->risk->values = $3; }
;

test:
    TEST { slc_tree_begin(syntax, SLC_ITEM_TEST, @1); } test_head test_lines END
        { slc_tree_end(syntax, @$); }
;

test_head:
    string ON qname { syntax->item->test->title = $1; syntax->item->test->stream = $3; }
|   error           { RESUME; }
;

test_lines:
    %empty
|   test_lines test_line
|   test_lines error { RESUME; }
;

test_line:
    GIVEN given_items   { slc_tree_line(syntax, SLC_LINE_GIVEN, @$);
                          syntax->item->test->given = $2.first; }
|   BEFORE before_items { slc_tree_line(syntax, SLC_LINE_BEFORE, @$);
                          syntax->item->test->before = $2.first; }
|   EXPECT expect_items { slc_tree_line(syntax, SLC_LINE_EXPECT, @$);
                          syntax->item->test->expect = $2.first; }
|   EXPECT ROW ABSENT   { slc_tree_line(syntax, SLC_LINE_EXPECT, @$);
                          syntax->item->test->expect_row_absent = true; }
|   EXPECT ROW DELETED  { slc_tree_line(syntax, SLC_LINE_EXPECT, @$);
                          syntax->item->test->expect_row_deleted = true; }
|   NEVER string        { slc_tree_line(syntax, SLC_LINE_NEVER, @$); slc_tree_never(syntax, $2); }
;

given_items:
    given_item                   { $$ = slc_tree_givens((struct slc_givens){ 0 }, $1); }
|   given_items COMMA given_item { $$ = slc_tree_givens($1, $3); }
;

given_item:
    name literal   { $$ = slc_tree_given(syntax, $1, SLC_GIVEN_LITERAL, $2, @$); }
|   name MISSING   { $$ = slc_tree_given(syntax, $1, SLC_GIVEN_MISSING, NULL, @$); }
|   name UNCHANGED { $$ = slc_tree_given(syntax, $1, SLC_GIVEN_UNCHANGED, NULL, @$); }
;

before_items:
    before_item                    { $$ = slc_tree_givens((struct slc_givens){ 0 }, $1); }
|   before_items COMMA before_item { $$ = slc_tree_givens($1, $3); }
;

before_item:
    name literal { $$ = slc_tree_given(syntax, $1, SLC_GIVEN_LITERAL, $2, @$); }
|   name MISSING { $$ = slc_tree_given(syntax, $1, SLC_GIVEN_MISSING, NULL, @$); }
;

expect_items:
    expect_item                    { $$ = slc_tree_givens((struct slc_givens){ 0 }, $1); }
|   expect_items COMMA expect_item { $$ = slc_tree_givens($1, $3); }
;

expect_item:
    name literal   { $$ = slc_tree_given(syntax, $1, SLC_GIVEN_LITERAL, $2, @$); }
|   name MISSING   { $$ = slc_tree_given(syntax, $1, SLC_GIVEN_MISSING, NULL, @$); }
|   name UNCHANGED { $$ = slc_tree_given(syntax, $1, SLC_GIVEN_UNCHANGED, NULL, @$); }
|   name ABSENT    { $$ = slc_tree_given(syntax, $1, SLC_GIVEN_ABSENT, NULL, @$); }
|   name ident     { $$ = slc_tree_expect_word(syntax, $1, $2, @$); }
;

%%

static int
yylex(YYSTYPE *value, YYLTYPE *at, struct slc_syntax *syntax)
{
    int kind = slc_syntax_next(syntax);
    value->text = syntax->token.text;
    *at = syntax->token.at;
    return kind;
}

/* Tokens and terminal symbols are numbered alike, in the order of their declaration. */
_Static_assert(SLC_T_JUNK - SLC_T_POLICY == YYSYMBOL_JUNK - YYSYMBOL_POLICY, "one numbering");

const char *
slc_token_spelling(int token)
{
    return yysymbol_name(YYTRANSLATE(token));
}

static int
yyreport_syntax_error(const yypcontext_t *context, struct slc_syntax *syntax)
{
    yysymbol_kind_t symbols[YYNTOKENS];
    int tokens[YYNTOKENS];
    if (!slc_syntax_fault(syntax))
        return 0;
    int count = yypcontext_expected_tokens(context, symbols, YYNTOKENS);
    for (int at = 0; at < count; at++)
        tokens[at] = symbols[at] == YYSYMBOL_YYEOF
                         ? SLC_T_YYEOF
                         : SLC_T_POLICY + (symbols[at] - YYSYMBOL_POLICY);
    slc_syntax_error(syntax, (struct slc_expected){ .tokens = tokens, .count = count });
    return 0;
}

/* Only for want of memory: tokens nest no deeper than slc_syntax_next() lets them. */
static void
yyerror(const YYLTYPE *at, struct slc_syntax *syntax, const char *message)
{
    (void)at;
    (void)message;
    (void)sl_arena_must(syntax->arena, SIZE_MAX, 1);
}
