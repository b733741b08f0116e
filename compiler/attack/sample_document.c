/* sample_document.c - documents to try: the places that releases read, with one value after the other in each. */
#include "attack/document.h"
#include "attack/sample.h"

#include "eval/eval_value.h"

enum { MOST_A_PLACE = 40 };

static struct slc_samples
samples_of_place(const struct slc_sampling *sampling, const struct slc_document_place *place)
{
    struct slc_secret secret = *sampling->promise->secret;
    secret.path = place->path;
    secret.leaf = place->leaf;
    secret.type = place->type;
    secret.type.nullable = true;
    const struct slc_promise promise = slc_promise_of(sampling->arena, &secret);
    struct slc_sampling of_place = *sampling;
    of_place.promise = &promise;
    return slc_samples_for(&of_place);
}

void
slc_sample_document(const struct slc_sampling *sampling, struct slc_samples *samples)
{
    const struct slc_secret *secret = sampling->promise->secret;
    const struct slc_document_places places =
        slc_places_of(sampling->arena, secret, secret->column);
    struct slc_samples *each = SL_NEW_ARRAY(sampling->arena, struct slc_samples, places.count + 1);
    for (uint32_t at = 0; at < places.count; at++) {
        each[at] = samples_of_place(sampling, &places.each[at]);
        places.each[at].value = each[at].each[each[at].count - 1].value;
    }
    slc_samples_add(samples, slc_document_of(sampling->arena, &places), 0);
    for (uint32_t at = 0; at < places.count; at++) {
        const struct sl_value usual = places.each[at].value;
        for (uint32_t i = 0; i < each[at].count && i < MOST_A_PLACE; i++) {
            places.each[at].value = each[at].each[i].value;
            slc_samples_add(samples, slc_document_of(sampling->arena, &places), samples->count);
            samples->each[samples->count - 1].partial = places.each[at].value.state != SL_VALUE;
        }
        places.each[at].value = usual;
    }
}
