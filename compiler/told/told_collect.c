#include "syntax/walk.h"
#include "told/told.h"

/* Without comments, and white space in a row as one space; what stands in quotes stays. */
static struct sl_str
in_one_line(struct sl_arena *arena, struct sl_str text)
{
    char *bytes = sl_arena_must(arena, text.len + 1, 1);
    size_t len = 0;
    char quote = '\0';
    bool comment = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        comment = quote == '\0' && (c == '#' || (comment && c != '\n'));
        bool escaped =
            quote == '"' && i > 0 && text.ptr[i - 1] == '\\' && !(i > 1 && text.ptr[i - 2] == '\\');
        if (!comment && (c == '"' || c == '`') && !escaped)
            quote = quote == '\0' ? c : quote == c ? '\0' : quote;
        bool space = quote == '\0' && (comment || memchr(" \t\r\n", c, 4) != NULL);
        if (!space || (len > 0 && bytes[len - 1] != ' '))
            bytes[len++] = space ? ' ' : c;
    }
    return (struct sl_str) { bytes, len };
}

struct sl_str
slc_told_line(struct sl_arena *arena, const struct slc_expr *line)
{
    return in_one_line(arena, slc_span_text(line->at));
}

/* A line, and the columns that are still to be found in it. */
struct collecting {
    struct slc_told *told;
    struct slc_told_entry entry;
};

static void
add_column(void *context, struct slc_expr *expr)
{
    struct collecting *collecting = context;
    if (expr->kind != SLC_EXPR_NAME || expr->column == NULL)
        return;
    collecting->entry.column = slc_span_text(expr->column->name.at);
    slc_told_add(collecting->told, &collecting->entry);
}

void
slc_told_collect(struct slc_told *told, const struct slc_program *program)
{
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        for (const struct slc_statement *line = release->statements; line != NULL;
             line = line->next) {
            if (line->expr == NULL)
                continue;
            struct collecting collecting = {
                .told = told,
                .entry = { .destination = slc_span_text(release->stream.first.at),
                           .table = slc_span_text(release->table->name.at),
                           .line = slc_told_line(told->arena, line->expr),
                           .decided = line->decision.written },
            };
            slc_walk(line->expr, add_column, &collecting);
        }
}
