/* siphash.h - SipHash-2-4 (Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012): 8 bytes
 * of keyed hash. Who does not know the key learns nothing from the hash, not even equality with
 * a guess. For digests and tables, not for pseudonyms, which are HMAC. */
#ifndef SL_SIPHASH_H
#define SL_SIPHASH_H

#include "str.h"

#include <stdint.h>

enum { SL_SIPHASH_KEY_BYTES = 16 };

uint64_t sl_siphash(const uint8_t key[SL_SIPHASH_KEY_BYTES], struct sl_str bytes);

#endif
