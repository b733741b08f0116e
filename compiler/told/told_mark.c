/* told_mark.c - telling releases of what was told from those that are. */
#include "told/told.h"

static bool
stands_behind(const struct slc_release *release, const struct slc_source *before)
{
    return sl_str_equal(release->at.source->path, before->path) &&
           release->at.begin >= before->text.len;
}

void
slc_told_mark(const struct slc_program *program, const struct slc_source *before)
{
    for (const struct slc_file *file = program->files; file != NULL; file = file->next)
        for (const struct slc_item *item = file->items; item != NULL; item = item->next)
            if (item->kind == SLC_ITEM_RELEASE)
                item->release->told = stands_behind(item->release, before);
}

static bool
stays(const struct slc_item *item)
{
    return item->kind == SLC_ITEM_RELEASE
               ? item->release->told
               : item->kind != SLC_ITEM_RISK && item->kind != SLC_ITEM_TEST;
}

void
slc_told_alone(const struct slc_program *program)
{
    for (struct slc_file *file = program->files; file != NULL; file = file->next)
        for (struct slc_item **item = &file->items; *item != NULL;)
            if (stays(*item))
                item = &(*item)->next;
            else
                *item = (*item)->next;
}
