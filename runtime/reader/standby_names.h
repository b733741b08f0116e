/* standby_names.h - whether a server's synchronous_standby_names means a connection of this program.
 *
 * A walsender is a synchronous standby if the setting has its application_name, also one that streams
 * to a pusher. Then every commit of the platform waits until the pusher has confirmed it. */
#ifndef SLP_STANDBY_NAMES_H
#define SLP_STANDBY_NAMES_H

#include <stdbool.h>

/* `setting` as the server has it, in all its forms: `a, "b"`, `2 (a, b)`, `FIRST 2 (…)`, `ANY 1 (…)`,
 * where `*` is everybody (20.6.2; syncrep_scanner.l, syncrep_gram.y). Names are compared without
 * regard to the case of ASCII letters, quoted or not, as syncrep.c does. */
bool slp_standby_names_have(const char *setting, const char *application_name);

#endif
