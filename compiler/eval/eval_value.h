/* eval_value.h - values made of parts. */
#ifndef SLC_EVAL_VALUE_H
#define SLC_EVAL_VALUE_H

#include "abi/value.h"
#include "ir/ir.h"

struct sl_value slc_missing_value(enum sl_kind kind);
struct sl_value slc_unchanged_value(enum sl_kind kind);
struct sl_value slc_boolean_value(bool boolean);
struct sl_value slc_text_value(struct sl_str text);

/* The value of a literal beside values of any type. */
struct sl_value slc_literal_value(const struct slc_ir_literal *literal);

#endif
