/* ini.h - the format of AWS's shared configuration files (SDKs and Tools Reference Guide, "Format
 * of the config and credentials files").
 *
 *     [profile data]            # a section
 *     region = eu-west-1        ; a comment after white space
 *     s3 =                      a key without a value begins a group,
 *       endpoint_url = http://… indented lines are in it
 *
 * Sections and keys that come again add to what was there, a later value wins. Keys are compared
 * without case, sections with. Messages name file and line, never a text: it may be a secret. */
#ifndef SLP_AWS_INI_H
#define SLP_AWS_INI_H

#include "arena.h"
#include "err.h"
#include "str.h"

#include <stdbool.h>

struct slp_ini;

/* Views into `text` are kept: it must live as long as the arena. NULL and *reterr (CONFIG) when it
 * is none. `name` is the file's, for messages. */
struct slp_ini *slp_ini_parse(struct sl_str text, const char *name, struct sl_arena *arena,
                              struct sl_err *reterr);

/* `group` is "" for keys of the section itself. "" when there is none. */
struct sl_str slp_ini_get(const struct slp_ini *ini, struct sl_str section, const char *group,
                          const char *key);

bool slp_ini_has(const struct slp_ini *ini, struct sl_str section);

#endif
