#include "findings/finding_print.h"

#include "findings/finding_excerpt.h"
#include "plural.h"

#include <stdlib.h>
#include <unistd.h>

static const struct slc_palette colours = { "\033[1;31m", "\033[1;33m", "\033[1;34m",
                                            "\033[1;34m", "\033[1m",    "\033[0m" },
                                no_colours = { "", "", "", "", "", "" };

/* ---- a finding ------------------------------------------------------------------------------ */

static void
print_place(const struct slc_printer *printer, const char *arrow, struct slc_span span)
{
    struct slc_place place = slc_source_place(span.source, span.begin);
    fprintf(printer->to, "%s%*s%s%s ", printer->palette->frame, printer->gutter, "", arrow,
            printer->palette->plain);
    slc_print_text(printer->to, span.source->path);
    fprintf(printer->to, ":%u:%u\n", (unsigned)place.line, (unsigned)place.column);
}

static void
print_marked(const struct slc_printer *printer, struct slc_span span, struct slc_mark mark)
{
    slc_print_excerpt(printer, slc_excerpt_of(span, mark.begin, mark.end), mark, NULL);
}

/* Both places on one line: one excerpt, if it can show both without their overlapping. */
static bool
print_together(const struct slc_printer *printer, const struct slc_finding *finding,
               struct slc_mark fault, struct slc_mark cause)
{
    uint32_t line = slc_source_place(finding->at.source, finding->at.begin).line;
    if (finding->cause.source != finding->at.source ||
        slc_source_place(finding->cause.source, finding->cause.begin).line != line)
        return false;
    struct slc_mark left = fault.begin <= cause.begin ? fault : cause;
    struct slc_mark right = fault.begin <= cause.begin ? cause : fault;
    struct slc_excerpt excerpt = slc_excerpt_of(finding->at, left.begin, right.end);
    if (left.end > right.begin || left.begin == right.begin || right.end > excerpt.to)
        return false;
    slc_print_excerpt(printer, excerpt, left, &right);
    return true;
}

static bool
same_span(struct slc_span a, struct slc_span b)
{
    return a.source == b.source && a.begin == b.begin && a.end == b.end;
}

static void
print_places(const struct slc_printer *printer, const struct slc_finding *finding,
             const char *colour)
{
    struct slc_mark fault = slc_mark_of(finding->at, '^', finding->at_label, colour);
    print_place(printer, "-->", finding->at);
    slc_print_frame(printer, "");
    fputc('\n', printer->to);
    if (finding->cause.source == NULL) {
        print_marked(printer, finding->at, fault);
        return;
    }
    if (same_span(finding->at, finding->cause)) {
        if (fault.label.len == 0)
            fault.label = finding->cause_label;
        print_marked(printer, finding->at, fault);
        return;
    }
    struct slc_mark cause =
        slc_mark_of(finding->cause, '-', finding->cause_label, printer->palette->cause);
    if (print_together(printer, finding, fault, cause))
        return;
    print_marked(printer, finding->at, fault);
    print_place(printer, ":::", finding->cause);
    slc_print_frame(printer, "");
    fputc('\n', printer->to);
    print_marked(printer, finding->cause, cause);
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
print_finding(struct slc_printer printer, const struct slc_finding *finding)
{
    const struct slc_palette *palette = printer.palette;
    bool error = slc_code_severity(finding->code) == SLC_ERROR;
    const char *colour = error ? palette->error : palette->warning;
    int of_fault = digits_of(finding->at), of_cause = digits_of(finding->cause);
    printer.gutter = of_fault > of_cause ? of_fault : of_cause;

    fprintf(printer.to, "%s%s[%s]%s%s: ", colour, error ? "error" : "warning",
            slc_code_name(finding->code), palette->plain, palette->strong);
    slc_print_text(printer.to, finding->message);
    fprintf(printer.to, "%s\n", palette->plain);
    if (finding->at.source != NULL)
        print_places(&printer, finding, colour);
    for (const struct slc_remark *remark = finding->remarks; remark != NULL;
         remark = remark->next) {
        fprintf(printer.to, "%s%*s =%s %s: ", palette->frame, printer.gutter, "", palette->plain,
                remark->help ? "help" : "note");
        slc_print_text(printer.to, remark->text);
        fputc('\n', printer.to);
    }
    fputc('\n', printer.to);
}

/* ---- all of them ---------------------------------------------------------------------------- */

static void
count(FILE *to, unsigned number, const char *what)
{
    fprintf(to, "%u %s%s", number, what, sl_plural(number));
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
        fprintf(to, "; the first %u %s shown", printed, printed == 1 ? "is" : "are");
    fputc('\n', to);
}

void
slc_findings_print(struct slc_findings *findings, FILE *to, bool colour)
{
    unsigned number;
    const struct slc_finding *const *sorted = slc_findings_sorted(findings, &number);
    struct slc_printer printer = { .to = to, .palette = colour ? &colours : &no_colours };
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
