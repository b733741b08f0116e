/* sqlstate.c - the table of SQLSTATEs and how it is searched. */
#include "postgres/sqlstate.h"

#include <string.h>

static const struct slp_sqlstate entries[] = {
#define SLP_SQLSTATE(code, class, words, remedy) { code, SL_##class, words, remedy },
#include "postgres/sqlstate.def"
#undef SLP_SQLSTATE
};

const struct slp_sqlstate *
slp_sqlstate_find(const char *sqlstate)
{
    const struct slp_sqlstate *best = &entries[0];
    for (size_t i = 1; i < sizeof(entries) / sizeof(entries[0]); i++) {
        size_t len = strlen(entries[i].code);
        if (strncmp(sqlstate, entries[i].code, len) == 0 && len > strlen(best->code))
            best = &entries[i];
    }
    return best;
}

void
slp_sqlstate_copy(const char *sqlstate, char ret_code[SLP_SQLSTATE_CHARS + 1])
{
    static const char allowed[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    ret_code[0] = '\0';
    if (sqlstate == NULL || strlen(sqlstate) != SLP_SQLSTATE_CHARS ||
        strspn(sqlstate, allowed) != SLP_SQLSTATE_CHARS)
        return;
    memcpy(ret_code, sqlstate, SLP_SQLSTATE_CHARS + 1);
}

bool
slp_sqlstate_in(const char *message, size_t len, char ret_code[SLP_SQLSTATE_CHARS + 1])
{
    enum { BEFORE = 3, BEHIND = 2 };
    const char *end = message + len;
    for (const char *at = message; end - at >= BEFORE + SLP_SQLSTATE_CHARS + BEHIND; at++) {
        char code[SLP_SQLSTATE_CHARS + 1] = "";
        if (memcmp(at, ":  ", BEFORE) != 0 ||
            memcmp(at + BEFORE + SLP_SQLSTATE_CHARS, ": ", BEHIND) != 0)
            continue;
        memcpy(code, at + BEFORE, SLP_SQLSTATE_CHARS);
        slp_sqlstate_copy(code, ret_code);
        if (ret_code[0] != '\0')
            return true;
    }
    ret_code[0] = '\0';
    return false;
}
