/* label.h - the algebra of labels: a level and a set of categories.
 *
 * Join is the higher level and the union of categories. A label fits a destination when its level
 * is at most the clearance and every category is accepted. A level of -1 means that a fault was
 * reported earlier: everything that touches it stays silent. */
#ifndef SLC_LABEL_H
#define SLC_LABEL_H

#include "syntax/carried.h"

/* The lowest level and no category: what literals carry. */
struct slc_label slc_label_none(void);

bool slc_label_equal(struct slc_label a, struct slc_label b);

/* An unknown one fits everywhere: its fault is reported. */
bool slc_label_fits(struct slc_label label, const struct slc_destination *destination);

/* The highest level: can only be withheld. */
bool slc_level_is_secret(const struct slc_program *program, int rank);

/* "personal contact", as a policy writes it. */
struct sl_str slc_label_text(const struct slc_program *program, struct slc_label label);
/* "contact, financial" */
struct sl_str slc_category_names(const struct slc_program *program,
                                 struct slc_number_set categories);
struct sl_str slc_level_name(const struct slc_program *program, int rank);

/* Categories of written presences that the destination does not accept and that shared positions tell it of. */
struct slc_number_set slc_presences_told(const struct slc_program *program,
                                         const struct slc_destination *destination);

#endif
