# compiler/ir/ - what policies mean: flat, resolved; its canonical text and hash
libcompiler_a_SOURCES += \
    %D%/ir.h %D%/ir.c %D%/ir_canonical.h %D%/ir_canonical.c
