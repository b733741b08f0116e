# compiler/ir/ - what policies mean: flat, resolved; its canonical text and hash
libcompiler_a_SOURCES += \
    %D%/ir.h %D%/ir.c %D%/ir_canonical.h %D%/ir_canonical.c %D%/ir_text.h %D%/ir_text.c \
    %D%/ir_text_expr.c %D%/labels_needed.h %D%/labels_needed.c %D%/value_set.h %D%/value_set.c %D%/variety.h %D%/variety.c
