/* open_values.c - decrypts values for tests, with the pusher's own code:
 *
 *   open-values FORMAT TABLE COLUMN [OPTION=VALUE]… [--- [PARAMETER=VALUE]…] [--- raw]
 *
 * One value a line in hex on standard input, "raw" for those that a bytea would hold; for each a line
 * with what came of it and the plaintext in hex. */
#include "crypto/format.h"
#include "hash.h"
#include "maxima.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64, FIRST_OPTION = 4 };

static struct sl_key_part parts[MOST];
static struct sl_parameter parameters[MOST];

/* NAME=VALUE, parted in place. */
static const char *
value_of(char *word)
{
    char *equals = strchr(word, '=');
    if (equals == NULL) {
        (void)fprintf(stderr, "open-values: no '=' in %s\n", word);
        exit(2);
    }
    *equals = '\0';
    return equals + 1;
}

static int
digit(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

static size_t
from_hex(char *line)
{
    size_t len = strcspn(line, "\n") / 2;
    for (size_t at = 0; at < len; at++)
        line[at] = (char)(digit(line[2 * at]) << 4 | digit(line[2 * at + 1]));
    return len;
}

static void
print_hex(const struct sl_buf *plain)
{
    char two[3];
    for (size_t at = 0; at < plain->len; at++) {
        sl_hex((const uint8_t *)plain->bytes + at, 1, two);
        (void)fputs(two, stdout);
    }
}

static void
open_lines(struct sl_cipher *cipher)
{
    struct sl_buf plain;
    char *line = NULL;
    size_t room = 0;
    sl_buf_init(&plain, SL_MAX_PLAINTEXT_BYTES);
    while (getline(&line, &room, stdin) > 0) {
        size_t len = from_hex(line);
        sl_buf_wipe(&plain);
        enum sl_opening opening =
            cipher->format->open(cipher, (struct sl_str) { line, len }, &plain);
        (void)printf("%s ", sl_opening_name(opening));
        print_hex(&plain);
        (void)putchar('\n');
    }
    free(line);
    sl_buf_wipe(&plain);
    sl_buf_done(&plain);
}

int
main(int argc, char **argv)
{
    struct sl_err err = { .class = SL_OK };
    struct sl_ring ring = { .nkeys = 0 };
    uint32_t section = 0, nparameters = 0;
    struct sl_key_material material = { .parts = parts };
    bool raw = false;
    if (argc < FIRST_OPTION || sl_format_named(argv[1]) == NULL)
        return 2;
    material.format = argv[1];
    for (int at = FIRST_OPTION; at < argc; at++) {
        if (strcmp(argv[at], "---") == 0)
            section++;
        else if (section == 0 && material.nparts < MOST)
            parts[material.nparts++] =
                (struct sl_key_part) { argv[at], sl_str_of(value_of(argv[at])) };
        else if (section == 1 && nparameters < MOST)
            parameters[nparameters++] = (struct sl_parameter) { argv[at], value_of(argv[at]) };
        else
            raw = strcmp(argv[at], "raw") == 0;
    }
    const struct sl_column column = { .name = argv[3], .type = "text", .kind = SL_TEXT };
    const struct sl_table table = {
        .schema = "public", .name = argv[2], .columns = &column, .ncolumns = 1
    };
    const struct sl_encryption encryption = { .format = argv[1],
                                              .parameters = parameters,
                                              .nparameters = nparameters };
    struct sl_cipher *cipher = sl_format_named(argv[1])->derive(&material, &ring, &err) == 0
                                   ? sl_cipher_new(&table, &encryption, &ring, &err)
                                   : NULL;
    if (cipher == NULL) {
        (void)fprintf(stderr, "open-values: %s\n", err.text);
        return 1;
    }
    cipher->raw = raw;
    open_lines(cipher);
    sl_cipher_free(cipher);
    return 0;
}
