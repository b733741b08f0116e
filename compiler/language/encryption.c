#include "language/encryption.h"

#include <stdlib.h>

/* ---- functions ----------------------------------------------------------------------------- */

enum slc_encrypted_use
slc_encrypted_use(const struct slc_function *function)
{
    static const struct {
        const char *name;
        enum slc_encrypted_use use;
    } readers[] = {
#define SLC_READS_ENCRYPTED(name, how) { #name, SLC_ENCRYPTED_##how },
#include "language/encrypted.def"
#undef SLC_READS_ENCRYPTED
    };
    for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
        if (strcmp(function->name, readers[i].name) == 0)
            return readers[i].use;
    return SLC_ENCRYPTED_NEVER;
}

/* ---- formats ------------------------------------------------------------------------------- */

const char *const slc_encryption_formats[] = {
#define SL_FORMAT(name, help) #name,
#include "formats.def"
};
const size_t slc_nencryption_formats = sizeof slc_encryption_formats / sizeof(const char *);

bool
slc_is_encryption_format(struct sl_str name)
{
    for (size_t i = 0; i < slc_nencryption_formats; i++)
        if (sl_str_is(name, slc_encryption_formats[i]))
            return true;
    return false;
}

/* ---- parameters ---------------------------------------------------------------------------- */

const struct slc_encryption_parameter slc_encryption_parameters[] = {
#define SL_FORMAT_PARAMETER(format, name, kind, limits, help)                                      \
    { #format, #name, SLC_ENCRYPTION_##kind, limits },
#include "formats.def"
};
const size_t slc_nencryption_parameters =
    sizeof slc_encryption_parameters / sizeof slc_encryption_parameters[0];

const struct slc_encryption_parameter *
slc_encryption_parameter_named(struct sl_str format, struct sl_str name)
{
    for (size_t i = 0; i < slc_nencryption_parameters; i++) {
        const struct slc_encryption_parameter *parameter = &slc_encryption_parameters[i];
        if (sl_str_is(format, parameter->format) && sl_str_is(name, parameter->name))
            return parameter;
    }
    return NULL;
}

/* Whether the word stands among "this|that". */
static bool
is_among(struct sl_str word, const char *words)
{
    while (words != NULL) {
        const char *bar = strchr(words, '|');
        size_t len = bar != NULL ? (size_t)(bar - words) : strlen(words);
        if (sl_str_equal(word, (struct sl_str) { words, len }))
            return true;
        words = bar != NULL ? bar + 1 : NULL;
    }
    return false;
}

/* Whole, and between the limits "8|16"; the literal has digits alone. */
static bool
is_between(struct sl_str text, const char *limits)
{
    unsigned long value = 0;
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] < '0' || text.ptr[at] > '9' || value > 1000)
            return false;
        value = value * 10 + (unsigned long)(text.ptr[at] - '0');
    }
    return text.len > 0 && value >= strtoul(limits, NULL, 10) &&
           value <= strtoul(strchr(limits, '|') + 1, NULL, 10);
}

bool
slc_encryption_parameter_takes(const struct slc_encryption_parameter *parameter, struct sl_str text)
{
    switch (parameter->kind) {
    case SLC_ENCRYPTION_WORD: return is_among(text, parameter->limits);
    case SLC_ENCRYPTION_NUMBER: return is_between(text, parameter->limits);
    case SLC_ENCRYPTION_FLAG:
    case SLC_ENCRYPTION_TEXT: break;
    }
    return true;
}

/* ---- the plaintext ------------------------------------------------------------------------- */

bool
slc_is_plaintext_type(const struct slc_type *type)
{
    if (type->labels != NULL)
        return false;
    switch (slc_type_info(type->id)->kind) {
    case SL_TEXT:
    case SL_BOOLEAN:
    case SL_INTEGER:
    case SL_FLOAT:
    case SL_NUMERIC:
    case SL_UUID:
    case SL_DATE: return true;
    case SL_TIME:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: break;
    }
    return false;
}
