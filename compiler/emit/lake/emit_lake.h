/* emit_lake.h - what a lakehouse reads: one file of each kind for every release. */
#ifndef SLC_EMIT_LAKE_H
#define SLC_EMIT_LAKE_H

#include "emit/files/outputs.h"
#include "ir/ir.h"

/* emit_schema.c: JSON Schema of the records. */
void slc_emit_schemas(const struct slc_ir *ir, struct slc_outputs *outputs);
/* emit_spark.c: the same as a StructType of Spark. */
void slc_emit_spark(const struct slc_ir *ir, struct slc_outputs *outputs);
/* emit_delta.c: the Delta table, and what merges records into it. */
void slc_emit_delta(const struct slc_ir *ir, struct slc_outputs *outputs);
/* emit_athena.c: the table of the raw records. */
void slc_emit_athena(const struct slc_ir *ir, struct slc_outputs *outputs);
/* emit_contract.c: the data contract. */
void slc_emit_contracts(const struct slc_ir *ir, struct slc_outputs *outputs);
/* emit_lineage.c: which column each field comes from, as OpenLineage has it. */
void slc_emit_lineage(const struct slc_ir *ir, struct slc_outputs *outputs);

#endif
