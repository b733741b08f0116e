#include "emit/emit.h"

#include "emit/c/emit_c.h"
#include "emit/emit_manifest.h"
#include "emit/lake/emit_lake.h"
#include "emit/report/emit_report.h"
#include "emit/sql/emit_sql.h"

void
slc_emit(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    slc_emit_c(ir, outputs);
    slc_emit_sql(ir, outputs);
    slc_emit_schemas(ir, outputs);
    slc_emit_spark(ir, outputs);
    slc_emit_delta(ir, outputs);
    slc_emit_athena(ir, outputs);
    slc_emit_contracts(ir, outputs);
    slc_emit_lineage(ir, outputs);
    slc_emit_report(ir, outputs);
    slc_emit_manifest(ir, outputs);
}
