# compiler/types/ - every expression typed or reported
libcompiler_a_SOURCES += \
    %D%/literal.h %D%/literal.c %D%/types.h %D%/check_types.c %D%/types_expr.c %D%/types_report.c %D%/types_call.h %D%/types_call.c \
    %D%/types_arguments.c %D%/types_constants.c %D%/types_condition.c %D%/types_choose.c
