/* state_damage.h - what a damaged state file does to LMDB, which trusts it: a page that is missing is a fault
 * in mapped memory, and nonsense in a page is an assertion that fails. Either ends the process with the code of
 * CONFIG, naming directory and remedy, instead of by a signal.
 *
 * The file's size cannot be compared beforehand with what LMDB's meta pages say: pages that are taken and freed
 * in one transaction are never written, so that a sound file may be shorter. */
#ifndef SLP_STATE_DAMAGE_H
#define SLP_STATE_DAMAGE_H

#include <lmdb.h>

/* What an operator can do about it. */
#define SLP_STATE_DAMAGE_REMEDY                                                                    \
    "put back a copy of the directory, or move it away, drop the slot and start: everything is "   \
    "then filled again"

/* From here on faults are the state's in `path`, which is borrowed until slp_state_damage_end(): while it is
 * opened all of them, and once it is opened those of memory that a file should be behind. One state at a
 * time. */
void slp_state_damage_opening(MDB_env *env, const char *path);
void slp_state_damage_opened(void);
void slp_state_damage_end(void);

#endif
