#include "edit_distance.h"

/* PostgreSQL's longest name is 63 bytes; nothing longer is worth a suggestion. */
enum { LONGEST_NAME = 63 };

static int
folded(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static unsigned
smallest(unsigned a, unsigned b, unsigned c)
{
    unsigned least = a < b ? a : b;
    return least < c ? least : c;
}

/* Distances from one prefix of `from` to every prefix of `to`. */
struct row {
    unsigned to[LONGEST_NAME + 1];
};

/* The row of the prefix of `i` bytes, from the two rows before it: of three, i modulo 3 is its place. */
static void
fill_row(struct row *rows, size_t i, struct sl_str from, struct sl_str to)
{
    unsigned *ret_row = rows[i % 3].to;
    const unsigned *last = rows[(i + 2) % 3].to, *before_last = rows[(i + 1) % 3].to;
    ret_row[0] = (unsigned)i;
    for (size_t j = 1; j <= to.len; j++) {
        bool same = folded(from.ptr[i - 1]) == folded(to.ptr[j - 1]);
        ret_row[j] = smallest(last[j] + 1, ret_row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        bool swapped = i > 1 && j > 1 && folded(from.ptr[i - 1]) == folded(to.ptr[j - 2]) &&
                       folded(from.ptr[i - 2]) == folded(to.ptr[j - 1]);
        if (swapped && before_last[j - 2] + 1 < ret_row[j])
            ret_row[j] = before_last[j - 2] + 1;
    }
}

unsigned
sl_edit_distance(struct sl_str from, struct sl_str to, unsigned limit)
{
    size_t apart = from.len > to.len ? from.len - to.len : to.len - from.len;
    if (apart > limit || from.len > LONGEST_NAME || to.len > LONGEST_NAME)
        return limit + 1;
    struct row rows[3] = { 0 };
    for (size_t j = 0; j <= to.len; j++)
        rows[0].to[j] = (unsigned)j;
    for (size_t i = 1; i <= from.len; i++)
        fill_row(rows, i, from, to);
    unsigned distance = rows[from.len % 3].to[to.len];
    return distance <= limit ? distance : limit + 1;
}
