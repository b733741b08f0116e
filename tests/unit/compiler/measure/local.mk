# unit tests of compiler/measure/
UNIT_TESTS += %D%/test_cells %D%/test_classes %D%/test_cuts %D%/test_distance %D%/test_listed %D%/test_measure %D%/test_members %D%/test_parts
%C%_test_classes_SOURCES = %D%/test_classes.c %D%/../labels/labelled.c %D%/../labels/labelled.h
%C%_test_classes_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_cuts_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_measure_SOURCES = %D%/test_measure.c %D%/../labels/labelled.c %D%/../labels/labelled.h
%C%_test_measure_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_distance_SOURCES = %D%/test_distance.c %D%/../labels/labelled.c %D%/../labels/labelled.h
%C%_test_distance_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_parts_SOURCES = %D%/test_parts.c %D%/../labels/labelled.c %D%/../labels/labelled.h
%C%_test_parts_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_members_SOURCES = %D%/test_members.c %D%/../labels/labelled.c %D%/../labels/labelled.h
%C%_test_members_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_cells_SOURCES = %D%/test_cells.c %D%/../labels/labelled.c %D%/../labels/labelled.h
%C%_test_cells_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_listed_SOURCES = %D%/test_listed.c %D%/../labels/labelled.c %D%/../labels/labelled.h
%C%_test_listed_LDADD = $(COMPILER_TEST_LIBS)
