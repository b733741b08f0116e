/* image.h - a row as the values that releases read.
 *
 * An image is an array of values, one for each column of the table's declaration, of which only
 * those that some release reads (slp_table.reads) are ever set. A column of which nothing is known
 * is `unchanged`. */
#ifndef SLP_IMAGE_H
#define SLP_IMAGE_H

#include "change/table.h"

/* Nothing is known of any column. */
void slp_image_clear(const struct slp_table *table, struct sl_value *image);

/* Every read column that is unchanged in `image` takes its value from `other`. */
void slp_image_fill(const struct slp_table *table, struct sl_value *image,
                    const struct sl_value *other);

/* The cells of one release. */
void slp_image_cells(const struct sl_projection *projection, const struct sl_value *image,
                     struct sl_value *ret_cells);

/* Some column that the release reads is unchanged. */
bool slp_image_lacks(const struct sl_projection *projection, const struct sl_value *image);

/* Whether the key columns of both images hold the same. Both have them. */
bool slp_image_same_key(const struct sl_table *table, const struct sl_value *a,
                        const struct sl_value *b);

#endif
