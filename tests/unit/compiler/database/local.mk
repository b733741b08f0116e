# unit tests of compiler/database/
UNIT_TESTS += %D%/test_personal
%C%_test_personal_LDADD = $(COMPILER_TEST_LIBS)
UNIT_TESTS += %D%/test_sql_statement
%C%_test_sql_statement_LDADD = $(COMPILER_TEST_LIBS)
UNIT_TESTS += %D%/test_sql_transaction
%C%_test_sql_transaction_LDADD = $(COMPILER_TEST_LIBS)
