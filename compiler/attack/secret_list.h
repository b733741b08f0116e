/* secret_list.h - the pairs of a destination and a column as they are collected. */
#ifndef SLC_SECRET_LIST_H
#define SLC_SECRET_LIST_H

#include "attack/secret.h"

struct slc_secret_list {
    struct slc_secret *secrets; /* in the IR's arena */
    uint32_t count, room;
};

/* A secret without parts gets one: its table with its releases. */
void slc_secret_list_add(struct slc_secret_list *list, const struct slc_secret *secret);

/* Where a column is declared. */
struct slc_span slc_secret_column_at(const struct slc_secret *secret,
                                     const struct slc_ir_table *table, uint32_t number);

/* joined.c: the columns of one kind whose pseudonyms a destination receives under one key, each such set as one
 * secret. */
void slc_add_joined(struct slc_secret_list *list, const struct slc_program *program,
                    const struct slc_ir *ir, const struct slc_ir_destination *destination);

#endif
