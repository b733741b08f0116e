#include "source/standard.h"

static const char uk_gdpr_text[] = {
#include "source/standard_uk_gdpr.inc"
    '\0',
};

const struct slc_standard slc_standards[] = {
#define SLC_STANDARD(standard)                                                                     \
    { .name = #standard, .text = { standard##_text, sizeof standard##_text - 1 } },
#include "source/standards.def"
#undef SLC_STANDARD
};
const int slc_nstandards = sizeof slc_standards / sizeof *slc_standards;

const struct slc_standard *
slc_standard_named(struct sl_str name)
{
    for (int index = 0; index < slc_nstandards; index++)
        if (sl_str_is(name, slc_standards[index].name))
            return &slc_standards[index];
    return NULL;
}
