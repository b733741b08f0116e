# unit tests of compiler/ir/
UNIT_TESTS += %D%/test_ir_canonical
%C%_test_ir_canonical_LDADD = $(COMPILER_TEST_LIBS)
UNIT_TESTS += %D%/test_labels_needed
%C%_test_labels_needed_LDADD = $(COMPILER_TEST_LIBS)
