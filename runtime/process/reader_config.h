/* reader_config.h - the configuration as the reader and the preflight take it. */
#ifndef SLP_READER_CONFIG_H
#define SLP_READER_CONFIG_H

#include "config/config.h"
#include "reader/reader.h"

/* Borrows from `config` and `arena`; descriptors and until_current are left for the caller. */
struct slp_reader_config slp_reader_config_of(const struct slp_config *config,
                                              const struct sl_policy *policy,
                                              struct sl_arena *arena);

#endif
