/* document.h - documents made of the places that releases read. */
#ifndef SLC_DOCUMENT_H
#define SLC_DOCUMENT_H

#include "attack/secret.h"
#include "eval/eval.h"

struct slc_document_place {
    struct sl_str path; /* "a.b" */
    const struct slc_ir_leaf *leaf;
    struct slc_ir_type type;
    struct sl_value value; /* missing: the document does not have it */
};

struct slc_document_places {
    struct slc_document_place *each; /* by path, each once */
    uint32_t count;
};

/* Those of a column that the secret's releases read. */
struct slc_document_places slc_places_of(struct sl_arena *arena, const struct slc_secret *secret,
                                         uint32_t column);

struct sl_value slc_document_of(struct sl_arena *arena, const struct slc_document_places *places);

#endif
