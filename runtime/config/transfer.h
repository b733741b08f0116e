/* transfer.h - the part of a configuration that a child needs, as bytes for its control channel.
 *
 * The reader is given source and keys, the sender its destinations: neither ever has in memory what
 * is not its own. The layout follows config.def: u32 length of the whole, then every option in
 * the order of the table (texts and secrets: u32 length and bytes; numbers: u64; words: u32), in
 * the machine's byte order: both ends are one binary on one machine. */
#ifndef SLP_TRANSFER_H
#define SLP_TRANSFER_H

#include "buf.h"
#include "config/config.h"
#include "maxima.h"

/* Which child. */
enum slp_process { SLP_PROCESS_READER, SLP_PROCESS_SENDER };

/* Most bytes that a part has, for buffers. */
#define SLP_TRANSFER_MAX_BYTES (2 * SLP_MAX_CONFIG_BYTES)

/* Appends the part; sl_buf_failed() tells. The buffer holds secrets then: wipe it. */
void slp_transfer_write(struct sl_buf *out, enum slp_process process,
                        const struct slp_config *config);

/* Reads a part from the channel, waiting for it, into loaded->config. What the other child is given is
 * empty. Secrets have a NUL behind their last byte, so that passwords serve as C strings. BUG when
 * the bytes are no part. */
SL_MUST_USE int slp_transfer_receive(int control_fd, enum slp_process process,
                                     struct slp_loaded_config *loaded, struct sl_err *reterr);

/* The same from memory. */
SL_MUST_USE int slp_transfer_read(struct sl_str bytes, enum slp_process process,
                                  struct slp_loaded_config *loaded, struct sl_err *reterr);

#endif
