#include "explain/explain.h"

#include "explain/explain_internal.h"

struct slc_page *
slc_explain(const struct slc_explained *explained, const struct slc_named_subject *subject)
{
    struct slc_page *page = slc_page_new(explained->program->arena, subject->name);
    switch (subject->kind) {
    case SLC_SUBJECT_FIELD: slc_explain_field(explained, subject, page); break;
    case SLC_SUBJECT_COLUMN: slc_explain_column(explained, subject->column, page); break;
    case SLC_SUBJECT_RELEASE: slc_explain_release(explained, subject->release, page); break;
    case SLC_SUBJECT_TABLE: slc_explain_table(explained, subject->table, page); break;
    case SLC_SUBJECT_DESTINATION:
        slc_explain_destination(explained, subject->destination, page);
        break;
    case SLC_SUBJECT_CATEGORY: slc_explain_category(explained, subject->category, page); break;
    case SLC_SUBJECT_KEY: slc_explain_key(explained, subject->key, page); break;
    case SLC_SUBJECT_ROLE: slc_explain_role(explained, subject->role, page); break;
    case SLC_SUBJECT_KINDS: break;
    }
    return page;
}
