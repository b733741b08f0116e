/* log.h - one line of JSON an event, on standard error.
 *
 * An event is a fixed name and typed fields: names from the policy or the catalogue, counts,
 * positions. There is no function that takes free text or row bytes, so that no log line can
 * carry a row's value; a row that cannot be sent is named by its released key. Library code does not
 * log: it returns an sl_err, and the loop that decides logs once. Not thread-safe: one thread a
 * process. */
#ifndef SL_LOG_H
#define SL_LOG_H

#include "err.h"
#include "str.h"

#include <stdint.h>

enum sl_level { SL_LOG_ERROR, SL_LOG_WARNING, SL_LOG_INFO, SL_LOG_DEBUG };

enum sl_field_type { SL_FIELD_NAME, SL_FIELD_COUNT, SL_FIELD_LSN, SL_FIELD_SECONDS };

struct sl_field {
    const char *key;
    enum sl_field_type type;
    struct sl_str name; /* SL_FIELD_NAME */
    uint64_t number;    /* the others; LSNs print as PostgreSQL does: 0/16B3748 */
};

#define SL_NAME(key, text)                                                                         \
    {                                                                                              \
        (key), SL_FIELD_NAME, (text), 0                                                            \
    }
#define SL_COUNT(key, count)                                                                       \
    {                                                                                              \
        (key), SL_FIELD_COUNT, { NULL, 0 }, (uint64_t)(count)                                      \
    }
#define SL_LSN(key, lsn)                                                                           \
    {                                                                                              \
        (key), SL_FIELD_LSN, { NULL, 0 }, (lsn)                                                    \
    }
#define SL_SECONDS(key, seconds)                                                                   \
    {                                                                                              \
        (key), SL_FIELD_SECONDS, { NULL, 0 }, (uint64_t)(seconds)                                  \
    }

/* `process` ("supervisor", "reader", "sender") stands in every later line. */
void sl_log_init(const char *process, enum sl_level most_detailed);

/* `fields` ends with an entry whose key is NULL; NULL for none. */
void sl_log(enum sl_level level, const char *event, const struct sl_field *fields);

/* The one line that tells why something stopped or will be tried again. */
void sl_log_err(enum sl_level level, const char *event, const struct sl_err *err);

#define SL_FIELDS(...)                                                                             \
    ((const struct sl_field[]) { __VA_ARGS__, { NULL, SL_FIELD_NAME, { NULL, 0 }, 0 } })

#endif
