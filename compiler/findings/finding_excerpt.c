#include "findings/finding_excerpt.h"

#include "text/characters.h"

#include <wchar.h>

/* An excerpt is cut to this many columns around its places. */
enum { MAX_EXCERPT_COLUMNS = 140, TAB_COLUMNS = 4 };

/* ---- text that cannot steer a terminal ------------------------------------------------------ */

/* How many columns a character fills; what cannot be shown is shown as U+FFFD, in one. */
static int
columns_of(uint32_t code_point)
{
    if (code_point == '\t')
        return TAB_COLUMNS;
    if (code_point < 0x20 || code_point == SLC_NOT_UTF8)
        return 1;
    int columns = code_point < 0x7F ? 1 : wcwidth((wchar_t)code_point);
    return columns < 0 ? 1 : columns;
}

static void
print_character(FILE *to, struct sl_str text, size_t at, size_t len, uint32_t code_point)
{
    if (code_point == '\t')
        fprintf(to, "%*s", TAB_COLUMNS, "");
    else if (slc_characters_refused((struct sl_str) { text.ptr + at, len }))
        fputs("\xEF\xBF\xBD", to);
    else
        fwrite(text.ptr + at, 1, len, to);
}

void
slc_print_text(FILE *to, struct sl_str text)
{
    for (size_t at = 0, len; at < text.len; at += len) {
        uint32_t code_point = slc_character_at(text, at, &len);
        print_character(to, text, at, len, code_point);
    }
}

/* ---- one line of a source, with what is underlined in it ------------------------------------ */

/* The columns of line[from, to). */
static int
width(struct sl_str line, size_t from, size_t to)
{
    int columns = 0;
    for (size_t at = from, len; at < to && at < line.len; at += len)
        columns += columns_of(slc_character_at(line, at, &len));
    return columns;
}

static size_t
to_character(struct sl_str line, size_t at)
{
    while (at > 0 && at < line.len && ((unsigned char)line.ptr[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Mostly what stands before, up to the maximum. */
struct slc_excerpt
slc_excerpt_of(struct slc_span span, size_t first, size_t last)
{
    uint32_t number = slc_source_place(span.source, span.begin).line;
    struct sl_str line = slc_source_line(span.source, number);
    if (line.len <= MAX_EXCERPT_COLUMNS)
        return (struct slc_excerpt) { number, line, 0, line.len };
    size_t from = first > MAX_EXCERPT_COLUMNS / 2 ? first - MAX_EXCERPT_COLUMNS / 2 : 0;
    if (last <= MAX_EXCERPT_COLUMNS * 3 / 4)
        from = 0;
    size_t to = line.len - from > MAX_EXCERPT_COLUMNS ? from + MAX_EXCERPT_COLUMNS : line.len;
    return (struct slc_excerpt) { number, line, to_character(line, from), to_character(line, to) };
}

struct slc_mark
slc_mark_of(struct slc_span span, char sign, struct sl_str label, const char *colour)
{
    struct slc_place place = slc_source_place(span.source, span.begin);
    size_t start = span.source->lines[place.line - 1];
    struct sl_str line = slc_source_line(span.source, place.line);
    struct slc_mark mark = {
        .begin = span.begin - start, .sign = sign, .label = label, .colour = colour
    };
    size_t end = span.end - start;
    mark.end = end > line.len ? line.len : end; /* of several lines, the first is underlined */
    if (mark.begin > line.len)
        mark.begin = line.len;
    if (mark.end < mark.begin)
        mark.end = mark.begin;
    return mark;
}

void
slc_print_frame(const struct slc_printer *printer, const char *number)
{
    fprintf(printer->to, "%s%*s |%s", printer->palette->frame, printer->gutter, number,
            printer->palette->plain);
}

static void
print_line(const struct slc_printer *printer, struct slc_excerpt excerpt)
{
    char digits[16];
    (void)snprintf(digits, sizeof digits, "%u", (unsigned)excerpt.number);
    slc_print_frame(printer, digits);
    fputs(excerpt.line.len > 0 ? " " : "", printer->to);
    if (excerpt.from > 0)
        fputs("…", printer->to);
    slc_print_text(printer->to,
                   (struct sl_str) { excerpt.line.ptr + excerpt.from, excerpt.to - excerpt.from });
    fputs(excerpt.to < excerpt.line.len ? "…\n" : "\n", printer->to);
}

static void
repeat(FILE *to, char sign, int count)
{
    while (count-- > 0)
        fputc(sign, to);
}

/* Spaces up to the mark, from a column already reached; the mark itself; the column after it. */
static int
print_mark(const struct slc_printer *printer, struct slc_excerpt excerpt, struct slc_mark mark,
           int column)
{
    size_t begin = mark.begin < excerpt.from ? excerpt.from : mark.begin;
    size_t end = mark.end > excerpt.to ? excerpt.to : mark.end;
    int start = width(excerpt.line, excerpt.from, begin) + (excerpt.from > 0);
    int columns = width(excerpt.line, begin, end);
    repeat(printer->to, ' ', start - column);
    fputs(mark.colour, printer->to);
    repeat(printer->to, mark.sign, columns > 0 ? columns : 1);
    fputs(printer->palette->plain, printer->to);
    return start + (columns > 0 ? columns : 1);
}

static void
print_label(const struct slc_printer *printer, struct slc_mark mark)
{
    if (mark.label.len > 0) {
        fprintf(printer->to, " %s", mark.colour);
        slc_print_text(printer->to, mark.label);
        fputs(printer->palette->plain, printer->to);
    }
}

static void
print_marks(const struct slc_printer *printer, struct slc_excerpt excerpt, struct slc_mark left,
            const struct slc_mark *right)
{
    slc_print_frame(printer, "");
    fputc(' ', printer->to);
    int column = print_mark(printer, excerpt, left, 0);
    if (right == NULL) {
        print_label(printer, left);
        fputc('\n', printer->to);
        return;
    }
    (void)print_mark(printer, excerpt, *right, column);
    print_label(printer, *right);
    fputc('\n', printer->to);
    if (left.label.len > 0) { /* no room beside the other: a line of its own */
        slc_print_frame(printer, "");
        fputc(' ', printer->to);
        repeat(printer->to, ' ',
               width(excerpt.line, excerpt.from, left.begin) + (excerpt.from > 0));
        slc_print_text(printer->to, left.label);
        fputc('\n', printer->to);
    }
}

void
slc_print_excerpt(const struct slc_printer *printer, struct slc_excerpt excerpt,
                  struct slc_mark left, const struct slc_mark *right)
{
    print_line(printer, excerpt);
    print_marks(printer, excerpt, left, right);
}
