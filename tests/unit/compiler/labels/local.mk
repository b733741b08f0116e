# unit tests of compiler/labels/
UNIT_TESTS += %D%/test_labels %D%/test_labels_decision %D%/test_labels_leaf %D%/test_labels_many \
    %D%/test_labels_release
%C%_test_labels_SOURCES = %D%/test_labels.c %D%/labelled.c %D%/labelled.h
%C%_test_labels_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_labels_release_SOURCES = %D%/test_labels_release.c %D%/labelled.c %D%/labelled.h
%C%_test_labels_release_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_labels_many_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_labels_decision_LDADD = $(COMPILER_TEST_LIBS)
UNIT_TESTS += %D%/test_labels_dictionary %D%/test_labels_position
%C%_test_labels_position_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_labels_dictionary_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_labels_leaf_LDADD = $(COMPILER_TEST_LIBS)
