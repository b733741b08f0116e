#include "agreement.h"

#include "maxima.h"
#include "random_value.h"

#include <string.h>

void
slt_write_escaped(struct sl_str text, FILE *to)
{
    for (size_t at = 0; at < text.len; at++) {
        switch (text.ptr[at]) {
        case '\\': (void)fputs("\\\\", to); break;
        case '\t': (void)fputs("\\t", to); break;
        case '\n': (void)fputs("\\n", to); break;
        case '\r': (void)fputs("\\r", to); break;
        default: (void)putc(text.ptr[at], to);
        }
    }
}

void
slt_write_rows(const struct slt_table *table, uint32_t rows, FILE *to)
{
    struct slt_chance chances[SLT_MOST_COLUMNS];
    struct sl_buf value;
    sl_buf_init(&value, SL_MIB);
    const struct slt_chance rows_chance = slt_chance_of(&table->chance, SL_STR("rows"));
    for (uint32_t at = 0; at < table->ncolumns; at++)
        chances[at] = slt_chance_of(&rows_chance, table->columns[at].name);
    for (uint32_t row = 0; row < rows; row++) {
        /* some keys are numbers that literals name */
        (void)fprintf(to, "%d", row % 2 == 0 ? (int)(row / 2) * 50 - 250 : (int)(row + 1000000));
        for (uint32_t at = 1; at < table->ncolumns; at++) {
            (void)putc('\t', to);
            if (table->columns[at].nullable && slt_percent(&chances[at], 15)) {
                (void)fputs("\\N", to);
                continue;
            }
            sl_buf_clear(&value);
            slt_random_value(&value, &chances[at], &table->columns[at]);
            slt_write_escaped((struct sl_str) { value.bytes, value.len }, to);
        }
        (void)putc('\n', to);
    }
    sl_buf_done(&value);
}

void
slt_forget_cells(struct slt_chance *chance, const char *line, FILE *to)
{
    size_t len = strcspn(line, "\t\n");
    (void)fwrite(line, 1, len, to); /* the key */
    while (line[len] == '\t') {
        line += len + 1;
        len = strcspn(line, "\t\n");
        bool forgotten = slt_percent(chance, 25);
        (void)putc('\t', to);
        (void)fwrite(forgotten ? "\\U" : line, 1, forgotten ? 2 : len, to);
    }
    (void)putc('\n', to);
}
