#include "labels/label.h"

#include "buf.h"
#include "maxima.h"

struct slc_label
slc_label_none(void)
{
    return (struct slc_label) { 0 };
}

bool
slc_label_equal(struct slc_label a, struct slc_label b)
{
    return a.level == b.level && slc_number_set_equal(a.categories, b.categories);
}

bool
slc_label_fits(struct slc_label label, const struct slc_destination *destination)
{
    return !slc_label_known(label) ||
           (label.level <= destination->clearance_rank &&
            slc_number_set_is_subset(label.categories, destination->accepted));
}

bool
slc_level_is_secret(const struct slc_program *program, int rank)
{
    return program->nlevels > 0 && rank == program->nlevels - 1;
}

struct sl_str
slc_level_name(const struct slc_program *program, int rank)
{
    for (const struct slc_level *level = program->levels; level != NULL; level = level->next)
        if (level->rank == rank)
            return level->name.text;
    return SL_STR("?");
}

static struct sl_str
list_categories(const struct slc_program *program, struct sl_str first, const char *separator,
                struct slc_number_set categories)
{
    struct sl_buf text;
    sl_buf_init(&text, SL_MIB);
    sl_buf_add_str(&text, first);
    for (const struct slc_category *category = program->categories; category != NULL;
         category = category->next) {
        if (!slc_number_set_has(categories, category->number))
            continue;
        if (text.len > 0)
            sl_buf_add_str(&text, sl_str_of(separator));
        sl_buf_add_str(&text, category->name.text);
    }
    struct sl_str copy = sl_arena_copy(program->arena, sl_buf_str(&text));
    sl_buf_done(&text);
    return copy;
}

struct sl_str
slc_label_text(const struct slc_program *program, struct slc_label label)
{
    return list_categories(program, slc_level_name(program, label.level), " ", label.categories);
}

struct sl_str
slc_category_names(const struct slc_program *program, struct slc_number_set categories)
{
    return list_categories(program, (struct sl_str) { NULL, 0 }, ", ", categories);
}
