/* kms.h - secrets that AWS KMS has wrapped: {"kms": {"file": PATH, "key_id": …, "context": {…}}}.
 *
 * The file holds the CiphertextBlob of kms:Encrypt or GenerateDataKey as it is. Decrypt is called
 * apart (apart.h). The key's id always goes along, so that a blob of another key is refused, and so
 * does the encryption context, which KMS authenticates. */
#ifndef SLP_KMS_H
#define SLP_KMS_H

#include "config/vault.h"
#include "err.h"
#include "record/record.h"
#include "str.h"

struct slp_kms_request {
    struct sl_str wrapped; /* the blob */
    const char *key_id;    /* ARN of the key or of an alias */
    const char *context;   /* a JSON object of texts; "{}": none */
    const char *region;    /* "": as the SDKs find one */
};

/* As slp_secret_from_apart(). */
SL_MUST_USE int slp_kms_decrypt(const struct slp_kms_request *request, struct slp_vault *vault,
                                struct sl_key *ret, struct sl_err *reterr);

#endif
