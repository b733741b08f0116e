/* keyed.h - what every keyed function is made of: docs/functions.md, "Keys". */
#ifndef SL_KEYED_H
#define SL_KEYED_H

#include "record/print.h"
#include "record/record_private.h"

/* A tag with the NUL that ends it. */
#define SL_TAG(name) ((struct sl_str) { (name), sizeof(name) })

/* The tag and the bytes that stand for a value: two values of one kind have the same only when they
 * are equal. False for kinds without and for timestamps that have no form in JSON. */
bool sl_keyed_form(const struct sl_value *value, char room[SL_TIMESTAMP_CHARS],
                   struct sl_str *ret_tag, struct sl_str *ret_form);

/* False when libcrypto failed: the record has failed. */
bool sl_keyed_mac(struct sl_record *out, uint32_t key, struct sl_str tag, struct sl_str form,
                  uint8_t ret_mac[SL_MAC_BYTES]);

/* The first 8 bytes, big-endian. */
uint64_t sl_keyed_number(const uint8_t mac[SL_MAC_BYTES]);

#endif
