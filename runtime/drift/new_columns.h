/* new_columns.h - columns that the policy does not know, of tables that withhold such columns unseen
 * (`withhold new columns because "…"`): a warning for each, where it would be a difference. */
#ifndef SLP_NEW_COLUMNS_H
#define SLP_NEW_COLUMNS_H

#include "drift/catalogue.h"

/* Whether the column is withheld though the policy does not name it. One that the publication sends is
 * not: it crosses the wire, which nobody has decided. */
bool slp_withholds_new_column(const struct sl_table *declared,
                              const struct slp_found_column *found);

/* An event for each such column that the look before did not have; `before` NULL: there was none. */
void slp_new_columns_log(const struct slp_catalogue *now, const struct slp_catalogue *before);

#endif
