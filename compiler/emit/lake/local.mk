# compiler/emit/lake/ - what a lakehouse reads: schemas, tables, contracts, lineage
libcompiler_a_SOURCES += \
    %D%/emit_lake.h %D%/emit_json.h %D%/emit_json.c %D%/emit_schema.c %D%/envelope.def %D%/lake_type.h \
    %D%/lake_type.c %D%/emit_spark.c %D%/emit_delta.c %D%/emit_athena.c %D%/emit_contract.c \
    %D%/emit_lineage.c
