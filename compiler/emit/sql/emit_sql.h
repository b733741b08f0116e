/* emit_sql.h - setup.sql: roles, grants and the publication that the pusher needs. */
#ifndef SLC_EMIT_SQL_H
#define SLC_EMIT_SQL_H

#include "emit/files/outputs.h"
#include "ir/ir.h"

void slc_emit_sql(const struct slc_ir *ir, struct slc_outputs *outputs);

#endif
