/* make_slot.h - the slot where there is none yet.
 *
 * PostgreSQL makes it when every transaction that has written and runs at that moment has ended, and is deaf
 * meanwhile: also to the end of the connection. So whom it waits for is told, and when the reader is to end, the
 * statement is cancelled; that needs another connection, hence before the sandbox is entered. */
#ifndef SLP_MAKE_SLOT_H
#define SLP_MAKE_SLOT_H

#include "reader/reader_open.h"

/* The position is where the slot begins, and the phase STREAM. */
SL_MUST_USE int slp_reader_make_slot(struct slp_reader *reader, struct sl_err *reterr);

#endif
