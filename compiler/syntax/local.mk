# compiler/syntax/ - files to a tree
libcompiler_a_SOURCES += \
    %D%/ast.h %D%/ast_words.h %D%/ast_expr.h %D%/ast_policy.h %D%/ast_table.h %D%/ast_release.h \
    %D%/ast_test.h %D%/program.c %D%/program_file.h %D%/program_file.c %D%/program_use.c \
    %D%/check_characters.h %D%/check_characters.c %D%/keyword.h %D%/keyword.c \
    %D%/lexer.h %D%/lexer_token.h %D%/lexer_word.c %D%/lexer_string.c %D%/lexer_number.c \
    %D%/lexer_sign.c %D%/syntax.h %D%/syntax.c %D%/syntax_error.c %D%/foreign.h %D%/foreign.def \
    %D%/foreign.c %D%/tree.h %D%/tree.c \
    %D%/tree_expr.c %D%/tree_item.c %D%/tree_table.c %D%/tree_release.c %D%/tree_order.c \
    %D%/walk.h %D%/walk.c %D%/direct_column.h %D%/direct_column.c \
    %D%/carried.h %D%/carried.c

# Machine-made C is compiled apart, with fewer warnings.
noinst_LIBRARIES += libsyntax.a
libsyntax_a_SOURCES = %D%/lexer.l %D%/parser.y
libsyntax_a_CFLAGS = $(AM_CFLAGS) -w
AM_YFLAGS = -d -Wall -Wcounterexamples -Wno-yacc -Werror
BUILT_SOURCES += %D%/parser.h
CLEANFILES += %D%/parser.h %D%/parser.c %D%/lexer.c
