/* decryption.h - keys that decrypt columns: {FORMAT: {OPTION: reference or word, …}}, with the
 * options of common/formats.def. What is configured becomes ring keys at once (crypto/format.h), so
 * that what is wrong with it is found with its place, and only those go on to the reader. */
#ifndef SLP_DECRYPTION_H
#define SLP_DECRYPTION_H

#include "config/finding.h"

/* Whether a column of the policy is decrypted with the key. */
bool slp_decrypts_with(const struct sl_policy *policy, const char *key);

/* Reads what the policy's formats need of the key; findings for all that is wrong. */
void slp_config_read_decryption(struct slp_config_reader *reader, struct slp_path path,
                                json_t *value, const struct sl_policy *policy,
                                struct slp_key_config *ret);

/* The options of every format as JSON Schema: the members of "properties". */
void slp_decryption_schema(struct sl_buf *out, const char *indent);

#endif
