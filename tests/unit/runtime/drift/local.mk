# unit tests of runtime/drift/
UNIT_TESTS += %D%/test_drift
%C%_test_drift_LDADD = $(PUSHER_TEST_LIBS)

UNIT_TESTS += %D%/test_relation_names
%C%_test_relation_names_LDADD = $(PUSHER_TEST_LIBS)
