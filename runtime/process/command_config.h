/* command_config.h - what every command does with its configuration, and how it prints what is wrong. */
#ifndef SLP_COMMAND_CONFIG_H
#define SLP_COMMAND_CONFIG_H

#include "config/config.h"

/* slp_config_load(), whose findings and error are printed; also an error where the policies release
 * nothing. slp_command_unload() it afterwards in every case. */
SL_MUST_USE int slp_command_load(const char *path, struct slp_loaded_config *ret);

/* The same of slp_config_load_general(). */
SL_MUST_USE int slp_command_load_general(const char *path, struct slp_loaded_config *ret);

void slp_command_unload(struct slp_loaded_config *loaded);

/* "what: text; remedy" on standard error. */
void slp_print_error(const char *what, const struct sl_err *err);

#endif
