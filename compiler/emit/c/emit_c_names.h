/* emit_c_names.h - identifiers of generated C.
 *
 * Names of functions made from fields are `field_` and the field's name (policies
 * allow [a-z0-9_] there). Names made from columns are the column's own where that is a plain C
 * identifier that nothing else can mean, else `cell_` and its number; a column called `cell_3` is
 * not plain, so that two columns never share an identifier; likewise one called `stored_x`, since
 * that is an encrypted column as the database holds it. Constants begin with a capital, which no
 * plain column does. */
#ifndef SLC_EMIT_C_NAMES_H
#define SLC_EMIT_C_NAMES_H

#include "emit/c/c_file.h"

/* The identifier of a cell's column. */
void slc_add_c_cell(struct slc_c_file *file, uint32_t cell);

/* The slot of a key: KEY_customer_link_OF_customer; of a column that identifies nothing, and of several
 * columns together, KEY_customer_link_2 with its number. */
void slc_add_c_key(struct slc_c_file *file, uint32_t slot);

/* `sluice_lake__customers`: unique among all releases (or tables) of the IR by `number`. */
void slc_add_c_symbol(struct sl_buf *out, const char *prefix, struct sl_str first,
                      struct sl_str second, uint32_t number);

/* "EDGES": a name of the language's own, which is made of a to z, in capitals. */
void slc_add_c_upper(struct sl_buf *out, const char *name);

#endif
