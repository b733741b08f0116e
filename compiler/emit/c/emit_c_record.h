/* emit_c_record.h - the end of a release's file. */
#ifndef SLC_EMIT_C_RECORD_H
#define SLC_EMIT_C_RECORD_H

#include "emit/c/c_file.h"

/* Upsert, erase, and the projection itself. */
void slc_add_c_record(struct slc_c_file *file);

#endif
