/* written.h - where the policies write what the IR has: for findings to point at. */
#ifndef SLC_WRITTEN_H
#define SLC_WRITTEN_H

#include "ir/ir.h"
#include "syntax/ast.h"

const struct slc_table *slc_written_table(const struct slc_program *program,
                                          const struct slc_ir_table *table);
const struct slc_release *slc_written_release(const struct slc_program *program,
                                              const struct slc_ir_release *release);

/* Of a release's line of the kind; where it has none, of its stream. */
struct slc_span slc_written_line_at(const struct slc_program *program,
                                    const struct slc_ir_release *release,
                                    enum slc_statement_kind kind);

#endif
