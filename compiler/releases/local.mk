# compiler/releases/ - what a release must say
libcompiler_a_SOURCES += \
    %D%/releases.h %D%/keyed.h %D%/keyed.c %D%/codes.h %D%/codes.c %D%/rows.h %D%/rows.c %D%/check_releases.c %D%/release_fault.c %D%/release_columns.c %D%/release_reads.c \
    %D%/release_encrypted.c %D%/release_key.c %D%/release_leaves.c %D%/release_lines.c %D%/release_filter.c \
    %D%/release_publish.c %D%/release_few.c %D%/release_pseudonym.c %D%/release_replaced.c %D%/release_kind.c %D%/release_testblock.c
