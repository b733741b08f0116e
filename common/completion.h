/* completion.h - what bash and zsh need to complete a program's commands, options and their values, made
 * of the tables that its help is made of. */
#ifndef SL_COMPLETION_H
#define SL_COMPLETION_H

#include <stdbool.h>
#include <stddef.h>

/* `value` says what follows, too: "text|json" are words, "DIR" a folder, "FILE" a file. */
struct sl_option {
    const char *name;  /* "--today"; NULL ends the table */
    const char *value; /* "DATE"; NULL: it takes none */
    const char *help;  /* a line, without full stop */
};

struct sl_completed {
    const char *name;
    const char *summary; /* a line */
    const struct sl_option *options;
    bool policies;     /* what is no option is a policy file or a folder */
    const char *words; /* or one of "bash|zsh"; NULL: neither */
    bool several;      /* or more than one of them */
};

/* Prints the script for a shell, "bash" or "zsh", on standard output; false: there is no such. */
bool sl_print_completion(const char *shell, const char *program,
                         const struct sl_completed *commands, size_t ncommands);

#endif
