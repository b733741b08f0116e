/* Numbers and dates. */
#include "source/date.h"
#include "syntax/lexer_token.h"
#include "syntax/parser.h"

/* More digits than any type holds in practice; keeps every later stage's buffers small. */
enum { MAX_NUMBER_CHARS = 60 };

enum number_form { NOT_A_NUMBER, WHOLE_NUMBER, DECIMAL_NUMBER, ZEROES_BEFORE };

static enum number_form
form_of(struct sl_str text)
{
    size_t at = text.ptr[0] == '-', first = at, point = 0;
    for (; at < text.len; at++) {
        if (text.ptr[at] == '.' && point == 0 && at + 1 < text.len)
            point = at;
        else if (text.ptr[at] < '0' || text.ptr[at] > '9')
            return NOT_A_NUMBER;
    }
    size_t whole = (point > 0 ? point : text.len) - first;
    if (whole > 1 && text.ptr[first] == '0')
        return ZEROES_BEFORE;
    return point > 0 ? DECIMAL_NUMBER : WHOLE_NUMBER;
}

static int
not_a_number(struct slc_lexer *lexer, enum number_form form)
{
    struct slc_finding *finding;
    if (form == ZEROES_BEFORE) {
        finding = slc_lex_fault(lexer, SLC_E0006, "a number has no zeroes before its first digit");
        slc_note(lexer->findings, finding,
                 "thousands are written without a comma: 1000, not 1,000");
    } else {
        finding = slc_lex_fault(lexer, SLC_E0006, "this is neither a number nor a date");
        slc_note(lexer->findings, finding,
                 "numbers look like 250, -3 or 19.90; dates like 2026-01-31; a unit stands apart: "
                 "10 years");
    }
    return SLC_T_NUMBER;
}

int
slc_lex_number(struct slc_lexer *lexer)
{
    struct sl_str text = lexer->token.text;
    if (slc_date_shaped(text)) {
        int32_t days;
        if (!slc_date_read(text, &days)) {
            struct slc_finding *finding =
                slc_lex_fault(lexer, SLC_E0006, "there is no such day in the calendar");
            slc_note(lexer->findings, finding, "dates are written year-month-day: 2026-01-31");
        }
        return SLC_T_DATE;
    }
    enum number_form form = form_of(text);
    if (form == NOT_A_NUMBER || form == ZEROES_BEFORE)
        return not_a_number(lexer, form);
    if (text.len > MAX_NUMBER_CHARS)
        slc_find(lexer->findings, SLC_E0006, lexer->token.at,
                 "this number has %zu characters; at most %d make sense", text.len,
                 MAX_NUMBER_CHARS);
    return form == WHOLE_NUMBER ? SLC_T_INTEGER : SLC_T_NUMBER;
}

/* 31/12/2026, which some read as another day. */
int
slc_lex_foreign_date(struct slc_lexer *lexer)
{
    struct slc_finding *finding =
        slc_lex_fault(lexer, SLC_E0006, "dates are not written with strokes");
    slc_note(lexer->findings, finding, "dates are written year-month-day: 2026-01-31");
    return SLC_T_DATE;
}
