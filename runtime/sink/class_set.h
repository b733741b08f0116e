/* class_set.h - a set of classes of records: those in which a record failed, so that what follows
 * in the same class goes again and its order is kept; or those of which one record is in a call
 * already.
 *
 * A class is a number of 64 bits that stands for a key, mostly its hash: two keys that share one
 * send more again than need be. */
#ifndef SLP_CLASS_SET_H
#define SLP_CLASS_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slp_class_set {
    uint64_t *slots; /* open addressing; NULL until there is a class */
    size_t mask, most;
    bool any, zero; /* zero: the class 0, which marks a free slot */
};

/* Allocates nothing. At most `most` classes will be added. */
void slp_class_set_init(struct slp_class_set *set, size_t most);
void slp_class_set_done(struct slp_class_set *set);

void slp_class_set_add(struct slp_class_set *set, uint64_t class);

/* Without memory for the table: true for every class once one was added. */
bool slp_class_set_has(const struct slp_class_set *set, uint64_t class);

#endif
