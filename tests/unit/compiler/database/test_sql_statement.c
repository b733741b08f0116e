/* Files of SQL, statement by statement, and what each is. */
#include "../checked.h"

#include "database/sql_statement.h"

#include <stdio.h>

/* The statements as `text|text`, each with a letter for its kind in front. */
static void
expect(const char *sql, const char *expected)
{
    static const char letters[] = { [SLC_SQL_STATEMENT_TRIED] = 'T',
                                    [SLC_SQL_STATEMENT_COPY] = 'D',
                                    [SLC_SQL_STATEMENT_PSQL] = 'P',
                                    [SLC_SQL_STATEMENT_PASSED] = 'X' };
    struct sl_arena *arena = sl_arena_new(1 << 20);
    const struct slc_source *source = slc_source_of(arena, SL_STR("m.sql"), sl_str_of(sql));
    struct slc_sql_statement statement;
    struct sl_str found = SL_STR("");
    uint32_t offset = 0;
    while (slc_sql_statement_next(source, &offset, &statement)) {
        const struct sl_str text = slc_span_text(statement.at);
        found = sl_arena_format(arena, "%.*s%s%c:%.*s", SL_FMT(found), found.len > 0 ? "|" : "",
                                letters[statement.kind], SL_FMT(text));
    }
    if (!sl_str_is(found, expected))
        fail_msg("%s\nis    %.*s\nwants %s", sql, SL_FMT(found), expected);
    sl_arena_free(arena);
}

static void
statements_end_at_semicolons(void **state)
{
    (void)state;
    expect("", "");
    expect(" ;; \n ; ", "");
    expect("SELECT 1; SELECT 2 ;\nSELECT 3", "T:SELECT 1|T:SELECT 2|T:SELECT 3");
    expect("SELECT 1 -- no; not here\n;SELECT 2", "T:SELECT 1|T:SELECT 2");
    expect("/* a; /* b; */ c; */ SELECT 1", "T:SELECT 1");
    expect("-- only\n/* comments */", "");
    expect("/* without an end; SELECT 1", "T:/* without an end; SELECT 1");
    expect("SELECT 1; /* /* */", "T:SELECT 1|T:/* /* */");
    expect("SELECT 1 /*/", "T:SELECT 1 /*/");
    expect("SELECT 1 /", "T:SELECT 1 /");
    expect("\xEF\xBB\xBFSELECT 1", "T:SELECT 1");
    expect("CREATE RULE r AS ON UPDATE TO t DO (SELECT 1; SELECT 2); SELECT 3",
           "T:CREATE RULE r AS ON UPDATE TO t DO (SELECT 1; SELECT 2)|T:SELECT 3");
    expect("SELECT 1); SELECT 2", "T:SELECT 1)|T:SELECT 2");
}

static void
quotes_hide_semicolons(void **state)
{
    (void)state;
    expect("SELECT 'a;''b;'; SELECT 2", "T:SELECT 'a;''b;'|T:SELECT 2");
    expect("SELECT 'a\\'; SELECT 2", "T:SELECT 'a\\'|T:SELECT 2");
    expect("SELECT E'a\\';b'; SELECT 2", "T:SELECT E'a\\';b'|T:SELECT 2");
    expect("SELECT e'\\\\'; SELECT 2", "T:SELECT e'\\\\'|T:SELECT 2");
    expect("SELECT note'\\'; SELECT 2", "T:SELECT note'\\'|T:SELECT 2");
    expect("SELECT \"a;\"\"b\"; SELECT 2", "T:SELECT \"a;\"\"b\"|T:SELECT 2");
    expect("SELECT U&'a;\\0041'; SELECT 2", "T:SELECT U&'a;\\0041'|T:SELECT 2");
    expect("SELECT $$a;b$$; SELECT 2", "T:SELECT $$a;b$$|T:SELECT 2");
    expect("SELECT $x$a;$$;$y$b$x$; SELECT 2", "T:SELECT $x$a;$$;$y$b$x$|T:SELECT 2");
    expect("SELECT a$b$; SELECT $1; SELECT 2$b$", "T:SELECT a$b$|T:SELECT $1|T:SELECT 2$b$");
    expect("SELECT 'without an end; SELECT 2", "T:SELECT 'without an end; SELECT 2");
    expect("SELECT $x$without an end; SELECT 2", "T:SELECT $x$without an end; SELECT 2");
    expect("SELECT E'\\", "T:SELECT E'\\");
}

static void
bodies_in_sql_hide_semicolons(void **state)
{
    (void)state;
    expect(
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN x THEN 1 END; "
        "END; "
        "COMMIT",
        "T:CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN x THEN 1 END; "
        "END|T:COMMIT");
    expect("create or replace procedure p() begin atomic select 1; end; select 2",
           "T:create or replace procedure p() begin atomic select 1; end|T:select 2");
    expect("CREATE FUNCTION f() RETURNS int RETURN 1; BEGIN; COMMIT",
           "T:CREATE FUNCTION f() RETURNS int RETURN 1|T:BEGIN|T:COMMIT");
    expect("SELECT begin atomic; SELECT 2", "T:SELECT begin atomic|T:SELECT 2");
}

static void
what_is_no_sql_is_known(void **state)
{
    (void)state;
    expect("\\set x 1\nSELECT 1", "P:\\set x 1|T:SELECT 1");
    expect("SELECT 1 \\gexec\n", "P:SELECT 1 \\gexec");
    expect("SELECT '\\gexec'; SELECT $$\\i x$$", "T:SELECT '\\gexec'|T:SELECT $$\\i x$$");
    expect("\\echo a; b\n\\set ON_ERROR_STOP on\r\n\\timing\n\\restrict x\nSELECT 1",
           "X:\\echo a; b|X:\\set ON_ERROR_STOP on\r|X:\\timing|X:\\restrict x|T:SELECT 1");
    expect("\\set AUTOCOMMIT off\n\\i x\n\\set\n\\unset QUIET",
           "P:\\set AUTOCOMMIT off|P:\\i x|P:\\set|X:\\unset QUIET");
    expect("COPY t (a, b) FROM STDIN WITH (FORMAT csv)",
           "D:COPY t (a, b) FROM STDIN WITH (FORMAT csv)");
    expect("copy t from stdin", "D:copy t from stdin");
    expect("COPY t TO STDOUT; COPY t FROM '/stdin'", "T:COPY t TO STDOUT|T:COPY t FROM '/stdin'");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_end_at_semicolons),
        cmocka_unit_test(quotes_hide_semicolons),
        cmocka_unit_test(bodies_in_sql_hide_semicolons),
        cmocka_unit_test(what_is_no_sql_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
