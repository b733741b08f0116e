# compiler/labels/ - nothing leaves with a label that its destination may not hold
libcompiler_a_SOURCES += \
    %D%/label.h %D%/label.c %D%/labels.h %D%/check_labels.c \
    %D%/labels_expr.c %D%/labels_rule.c %D%/labels_declared.c %D%/labels_field.c \
    %D%/labels_leaf.c %D%/labels_whole_rows.c %D%/labels_shared.c %D%/labels_release.c \
    %D%/labels_decision.c %D%/labels_position.c %D%/labels_dictionary.c
