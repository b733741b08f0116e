#include "findings/finding_print.h"

#include "text/characters.h"

#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

/* An excerpt is cut to this many columns around its places. */
enum { MAX_EXCERPT_COLUMNS = 140, TAB_COLUMNS = 4 };

static const struct palette {
    const char *error, *warning, *cause, *frame, *strong, *plain;
} colours = { "\033[1;31m", "\033[1;33m", "\033[1;34m", "\033[1;34m", "\033[1m", "\033[0m" },
  no_colours = { "", "", "", "", "", "" };

struct printer {
    FILE *to;
    const struct palette *palette;
    int gutter; /* columns of the line numbers */
};

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

static void
print_text(FILE *to, struct sl_str text)
{
    for (size_t at = 0, len; at < text.len; at += len) {
        uint32_t code_point = slc_character_at(text, at, &len);
        print_character(to, text, at, len, code_point);
    }
}

/* ---- one line of a source, with what is underlined in it ------------------------------------ */

/* The part of a line that is shown, and a place in it, in bytes. */
struct excerpt {
    struct sl_str line;
    size_t from, to; /* what is shown of the line */
};

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

/* Long lines are cut around [first, last): mostly what stands before, up to the maximum. */
static struct excerpt
cut(struct sl_str line, size_t first, size_t last)
{
    if (line.len <= MAX_EXCERPT_COLUMNS)
        return (struct excerpt) { line, 0, line.len };
    size_t from = first > MAX_EXCERPT_COLUMNS / 2 ? first - MAX_EXCERPT_COLUMNS / 2 : 0;
    if (last <= MAX_EXCERPT_COLUMNS * 3 / 4)
        from = 0;
    size_t to = line.len - from > MAX_EXCERPT_COLUMNS ? from + MAX_EXCERPT_COLUMNS : line.len;
    return (struct excerpt) { line, to_character(line, from), to_character(line, to) };
}

/* A place on one line, with its underlining. */
struct mark {
    size_t begin, end; /* bytes of the line */
    char sign;         /* '^' the fault, '-' its cause */
    struct sl_str label;
    const char *colour;
};

static struct mark
mark_of(struct slc_span span, char sign, struct sl_str label, const char *colour)
{
    struct slc_place place = slc_source_place(span.source, span.begin);
    size_t start = span.source->lines[place.line - 1];
    struct sl_str line = slc_source_line(span.source, place.line);
    struct mark mark = {
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

static void
frame(const struct printer *printer, const char *number)
{
    fprintf(printer->to, "%s%*s |%s", printer->palette->frame, printer->gutter, number,
            printer->palette->plain);
}

static void
print_line(const struct printer *printer, uint32_t number, struct excerpt excerpt)
{
    char digits[16];
    (void)snprintf(digits, sizeof digits, "%u", (unsigned)number);
    frame(printer, digits);
    fputs(excerpt.line.len > 0 ? " " : "", printer->to);
    if (excerpt.from > 0)
        fputs("…", printer->to);
    print_text(printer->to,
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
print_mark(const struct printer *printer, struct excerpt excerpt, struct mark mark, int column)
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
print_label(const struct printer *printer, struct mark mark)
{
    if (mark.label.len > 0) {
        fprintf(printer->to, " %s", mark.colour);
        print_text(printer->to, mark.label);
        fputs(printer->palette->plain, printer->to);
    }
}

static void
print_marks(const struct printer *printer, struct excerpt excerpt, struct mark left,
            const struct mark *right)
{
    frame(printer, "");
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
        frame(printer, "");
        fputc(' ', printer->to);
        repeat(printer->to, ' ',
               width(excerpt.line, excerpt.from, left.begin) + (excerpt.from > 0));
        print_text(printer->to, left.label);
        fputc('\n', printer->to);
    }
}

/* ---- a finding ------------------------------------------------------------------------------ */

static void
print_place(const struct printer *printer, const char *arrow, struct slc_span span)
{
    struct slc_place place = slc_source_place(span.source, span.begin);
    fprintf(printer->to, "%s%*s%s%s ", printer->palette->frame, printer->gutter, "", arrow,
            printer->palette->plain);
    print_text(printer->to, span.source->path);
    fprintf(printer->to, ":%u:%u\n", (unsigned)place.line, (unsigned)place.column);
}

static void
print_excerpt(const struct printer *printer, struct slc_span span, struct mark mark)
{
    uint32_t line = slc_source_place(span.source, span.begin).line;
    struct excerpt excerpt = cut(slc_source_line(span.source, line), mark.begin, mark.end);
    print_line(printer, line, excerpt);
    print_marks(printer, excerpt, mark, NULL);
}

/* Both places on one line: one excerpt, if it can show both without their overlapping. */
static bool
print_together(const struct printer *printer, const struct slc_finding *finding, struct mark fault,
               struct mark cause)
{
    uint32_t line = slc_source_place(finding->at.source, finding->at.begin).line;
    if (finding->cause.source != finding->at.source ||
        slc_source_place(finding->cause.source, finding->cause.begin).line != line)
        return false;
    struct mark left = fault.begin <= cause.begin ? fault : cause;
    struct mark right = fault.begin <= cause.begin ? cause : fault;
    struct excerpt excerpt = cut(slc_source_line(finding->at.source, line), left.begin, right.end);
    if (left.end > right.begin || left.begin == right.begin || right.end > excerpt.to)
        return false;
    print_line(printer, line, excerpt);
    print_marks(printer, excerpt, left, &right);
    return true;
}

static bool
same_span(struct slc_span a, struct slc_span b)
{
    return a.source == b.source && a.begin == b.begin && a.end == b.end;
}

static void
print_places(const struct printer *printer, const struct slc_finding *finding, const char *colour)
{
    struct mark fault = mark_of(finding->at, '^', finding->at_label, colour);
    print_place(printer, "-->", finding->at);
    frame(printer, "");
    fputc('\n', printer->to);
    if (finding->cause.source == NULL) {
        print_excerpt(printer, finding->at, fault);
        return;
    }
    if (same_span(finding->at, finding->cause)) {
        if (fault.label.len == 0)
            fault.label = finding->cause_label;
        print_excerpt(printer, finding->at, fault);
        return;
    }
    struct mark cause = mark_of(finding->cause, '-', finding->cause_label, printer->palette->cause);
    if (print_together(printer, finding, fault, cause))
        return;
    print_excerpt(printer, finding->at, fault);
    print_place(printer, ":::", finding->cause);
    frame(printer, "");
    fputc('\n', printer->to);
    print_excerpt(printer, finding->cause, cause);
}

static int
digits_of(struct slc_span span)
{
    int digits = 1;
    if (span.source != NULL)
        for (uint32_t line = slc_source_place(span.source, span.begin).line; line >= 10; line /= 10)
            digits++;
    return digits;
}

static void
print_finding(struct printer printer, const struct slc_finding *finding)
{
    const struct palette *palette = printer.palette;
    bool error = slc_code_severity(finding->code) == SLC_ERROR;
    const char *colour = error ? palette->error : palette->warning;
    int of_fault = digits_of(finding->at), of_cause = digits_of(finding->cause);
    printer.gutter = of_fault > of_cause ? of_fault : of_cause;

    fprintf(printer.to, "%s%s[%s]%s%s: ", colour, error ? "error" : "warning",
            slc_code_name(finding->code), palette->plain, palette->strong);
    print_text(printer.to, finding->message);
    fprintf(printer.to, "%s\n", palette->plain);
    if (finding->at.source != NULL)
        print_places(&printer, finding, colour);
    for (const struct slc_remark *remark = finding->remarks; remark != NULL;
         remark = remark->next) {
        fprintf(printer.to, "%s%*s =%s %s: ", palette->frame, printer.gutter, "", palette->plain,
                remark->help ? "help" : "note");
        print_text(printer.to, remark->text);
        fputc('\n', printer.to);
    }
    fputc('\n', printer.to);
}

/* ---- all of them ---------------------------------------------------------------------------- */

static void
count(FILE *to, unsigned number, const char *what)
{
    fprintf(to, "%u %s%s", number, what, number == 1 ? "" : "s");
}

static void
print_summary(const struct slc_findings *findings, unsigned printed, FILE *to)
{
    unsigned all = findings->errors + findings->warnings;
    if (all == 0)
        return;
    if (findings->errors > 0)
        count(to, findings->errors, "error");
    if (findings->errors > 0 && findings->warnings > 0)
        fputs(", ", to);
    if (findings->warnings > 0)
        count(to, findings->warnings, "warning");
    if (printed < all)
        fprintf(to, "; the first %u are shown", printed);
    fputc('\n', to);
}

void
slc_findings_print(struct slc_findings *findings, FILE *to, bool colour)
{
    unsigned number;
    const struct slc_finding *const *sorted = slc_findings_sorted(findings, &number);
    struct printer printer = { .to = to, .palette = colour ? &colours : &no_colours };
    for (unsigned at = 0; at < number; at++)
        print_finding(printer, sorted[at]);
    print_summary(findings, number, to);
}

bool
slc_wants_colour(FILE *to)
{
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (no_colour != NULL && *no_colour != '\0')
        return false;
    return isatty(fileno(to)) && terminal != NULL && strcmp(terminal, "dumb") != 0;
}
