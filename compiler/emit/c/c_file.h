/* c_file.h - a release's file of C while it is written. */
#ifndef SLC_C_FILE_H
#define SLC_C_FILE_H

#include "buf.h"
#include "ir/ir.h"

struct slc_c_file {
    struct sl_buf *out;
    const struct slc_ir *ir;
    const struct slc_ir_release *release;
    uint32_t nlabelled; /* cells of enums of which every label has to be known */
    uint32_t constants; /* numbers those of the file: EDGES_1, LIST_2 */
    bool decided;       /* the statement being written carries a decision: it may disclose */
};

#endif
