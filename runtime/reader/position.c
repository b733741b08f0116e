#include "reader/position.h"

#include "postgres/identity.h"

#include <string.h>

int
slp_position_check(const struct slp_position *held, const char *path,
                   const struct slp_identity *identity, const char *slot, struct sl_err *reterr)
{
    if (held->phase == SLP_PHASE_NONE)
        return 0;
    if (strcmp(held->system_identifier, identity->system_identifier) != 0) {
        (void)sl_fail(reterr, SL_GAP,
                      "the state in %s is about the PostgreSQL system %s, the server is %s", path,
                      held->system_identifier, identity->system_identifier);
        return sl_remedy(reterr, "connect to the system it belongs to; for another system, or one "
                                 "restored from a backup, name a new 'state' directory: then "
                                 "every release is filled");
    }
    if (strcmp(held->database, identity->database) != 0) {
        (void)sl_fail(reterr, SL_CONFIG, "the state in %s is about database \"%s\", not \"%s\"",
                      path, held->database, identity->database);
        return sl_remedy(reterr, "give every database a pusher with its own 'state' directory");
    }
    if (strcmp(held->slot, slot) != 0) {
        (void)sl_fail(reterr, SL_CONFIG, "the state in %s is about slot \"%s\", not \"%s\"", path,
                      held->slot, slot);
        return sl_remedy(reterr, "set 'slot' back, or name a new 'state' directory: then every "
                                 "release is filled");
    }
    return 0;
}
