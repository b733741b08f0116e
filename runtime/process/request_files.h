/* request_files.h - operators' requests as files in the state directory: they outlive who asks and
 * who runs.
 *
 *     STATE/requests/NAME.request   stands: it is to be done. NAME begins with the time, so that
 *                                   the oldest comes first by its name
 *                    NAME.refused   why it is not done; whoever asked reads it and removes it
 *                    NAME.broken    is no request: moved aside for an operator to look at
 *                    NAME.new       is being written
 *
 * A file takes its name when its bytes are durable. A request that is done is removed, and only
 * then is whoever waits for it told so. The directory is its owner's alone. */
#ifndef SLP_REQUEST_FILES_H
#define SLP_REQUEST_FILES_H

#include "buf.h"
#include "err.h"

#include <sys/types.h>

struct slp_request_name {
    char text[48]; /* without its suffix */
};

/* The directory of a state, opened: a descriptor, or -1 and errno (ENOENT: nobody asked yet). */
int slp_request_files_open(const char *state_path);

/* Makes it if it is not there, as the given user's, and opens it. -1 and *reterr. */
SL_MUST_USE int slp_request_files_make(const char *state_path, uid_t owner, gid_t group,
                                       struct sl_err *reterr);

/* ---- who asks ------------------------------------------------------------------------------ */

/* Writes a request durably, as the directory's owner's, under a name that none had before. */
SL_MUST_USE int slp_request_files_write(int folder, struct sl_str text,
                                        struct slp_request_name *ret, struct sl_err *reterr);

enum slp_request_outcome { SLP_REQUEST_STANDS, SLP_REQUEST_DONE, SLP_REQUEST_REFUSED };

/* What has become of it. REFUSED and *ret_refusal: once, since that removes what tells it. */
enum slp_request_outcome slp_request_files_look(int folder, const struct slp_request_name *name,
                                                struct sl_err *ret_refusal);

/* ---- who does it --------------------------------------------------------------------------- */

/* The names of those that stand, the oldest first, at most so many: how many. */
size_t slp_request_files_list(int folder, struct slp_request_name *ret, size_t most);

/* How many files there are neither requests nor what becomes of one, and the beginning of a name. */
size_t slp_request_files_others(int folder, struct slp_request_name *ret);

/* The text of one. 1 and *reterr: it cannot be a request; -1 and *reterr: it cannot be read now. */
SL_MUST_USE int slp_request_files_read(int folder, const struct slp_request_name *name,
                                       struct sl_buf *ret, struct sl_err *reterr);

/* Done; refused, for a reason; moved aside. -1 and *reterr: it still stands. */
SL_MUST_USE int slp_request_files_done(int folder, const struct slp_request_name *name,
                                       struct sl_err *reterr);
SL_MUST_USE int slp_request_files_refuse(int folder, const struct slp_request_name *name,
                                         const struct sl_err *refusal, struct sl_err *reterr);
SL_MUST_USE int slp_request_files_set_aside(int folder, const struct slp_request_name *name,
                                            struct sl_err *reterr);

/* Removes what a crash left half written, and refusals that nobody read, after an hour. */
void slp_request_files_tidy(int folder);

#endif
