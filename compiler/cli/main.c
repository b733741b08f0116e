/* main.c - `sluice`: finds the command, reads its options, and ends with its exit code. */
#include "cli/command.h"
#include "nearest_name.h"

#include <locale.h>
#include <stdio.h>

#include "config.h"

const struct slc_command *const slc_commands[SLC_NCOMMANDS] = {
#define SLC_COMMAND(name) &slc_command_##name,
#include "cli/commands.def"
#undef SLC_COMMAND
};

enum slc_exit
slc_could_not_run(const struct sl_err *err)
{
    fprintf(stderr, "sluice: %s\n", err->text);
    if (err->remedy[0] != '\0')
        fprintf(stderr, "  help: %s\n", err->remedy);
    return SLC_COULD_NOT_RUN;
}

static void
print_help(FILE *to)
{
    fputs("usage: sluice COMMAND …\n"
          "\n"
          "The compiler of release policies, and their reviewer's tool.\n"
          "\n",
          to);
    for (int at = 0; at < SLC_NCOMMANDS; at++)
        fprintf(to, "  %-11s %s\n", slc_commands[at]->name, slc_commands[at]->summary);
    fputs("\n"
          "  sluice COMMAND --help   what a command does, and its options\n"
          "  sluice --version        which version this is\n"
          "\n"
          "Exit codes: 0 clean, 1 something was found, 2 could not run.\n",
          to);
}

static void
print_command_help(const struct slc_command *command)
{
    printf("usage: sluice %s %s\n\n%s", command->name, command->synopsis, command->description);
    if (command->options[0].name != NULL)
        puts("\nOptions:");
    for (const struct sl_option *option = command->options; option->name != NULL; option++)
        printf("  %s%s%s\n        %s\n", option->name, option->value != NULL ? " " : "",
               option->value != NULL ? option->value : "", option->help);
}

static enum slc_exit
unknown(const char *what, const struct sl_nearest *nearest, const char *help)
{
    fprintf(stderr, "sluice: there is no %s %.*s\n", what, SL_FMT(nearest->wanted));
    if (nearest->best.ptr != NULL)
        fprintf(stderr, "  help: did you mean %.*s?\n", SL_FMT(nearest->best));
    else
        fprintf(stderr, "  help: %s\n", help);
    return SLC_COULD_NOT_RUN;
}

static enum slc_exit
unknown_command(const char *written)
{
    struct sl_nearest nearest;
    sl_nearest_init(&nearest, sl_str_of(written));
    for (int at = 0; at < SLC_NCOMMANDS; at++)
        (void)sl_nearest_offer(&nearest, sl_str_of(slc_commands[at]->name));
    return unknown("command", &nearest, "sluice --help lists the commands");
}

static enum slc_exit
unknown_option(const struct slc_command *command, const char *written)
{
    struct sl_nearest nearest;
    sl_nearest_init(&nearest, sl_str_of(written));
    for (const struct sl_option *option = command->options; option->name != NULL; option++)
        (void)sl_nearest_offer(&nearest, sl_str_of(option->name));
    return unknown("option", &nearest, "sluice COMMAND --help lists the options");
}

/* `--today` or `--today=…` of the table; -1 when the text is neither. */
static int
find_option(const struct slc_command *command, const char *text, const char **ret_value)
{
    const char *equals = strchr(text, '=');
    struct sl_str name = { text, equals != NULL ? (size_t)(equals - text) : strlen(text) };
    *ret_value = equals != NULL ? equals + 1 : NULL;
    for (int at = 0; command->options[at].name != NULL; at++)
        if (sl_str_is(name, command->options[at].name))
            return at;
    return -1;
}

static enum slc_exit
wrong_use(const struct slc_command *command, const char *why, const char *what)
{
    fprintf(stderr, "sluice: %s%s%s\n  help: sluice %s %s\n", what, *what != '\0' ? " " : "", why,
            command->name, command->synopsis);
    return SLC_COULD_NOT_RUN;
}

/* Sorts argv into options and paths; the paths take the place of the arguments read. */
static enum slc_exit
read_arguments(const struct slc_command *command, int argc, const char **argv,
               struct slc_arguments *ret_arguments)
{
    bool only_paths = false;
    for (int at = 0; at < argc; at++) {
        const char *text = argv[at], *value;
        if (only_paths || text[0] != '-' || strcmp(text, "-") == 0) {
            argv[ret_arguments->npaths++] = text;
            continue;
        }
        if (strcmp(text, "--") == 0) {
            only_paths = true;
            continue;
        }
        int option = find_option(command, text, &value);
        if (option < 0)
            return unknown_option(command, text);
        bool takes_value = command->options[option].value != NULL;
        if (takes_value && value == NULL && at + 1 < argc)
            value = argv[++at];
        if (takes_value && value == NULL)
            return wrong_use(command, "needs a value", text);
        if (!takes_value && value != NULL)
            return wrong_use(command, "takes no value", text);
        if (ret_arguments->options[option] != NULL)
            return wrong_use(command, "is given twice", text);
        ret_arguments->options[option] = takes_value ? value : "";
    }
    ret_arguments->paths = argv;
    return SLC_CLEAN;
}

static bool
asks_for_help(int argc, const char **argv)
{
    for (int at = 0; at < argc && strcmp(argv[at], "--") != 0; at++)
        if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0)
            return true;
    return false;
}

static enum slc_exit
run_command(const struct slc_command *command, const char *program, int argc, const char **argv)
{
    if (asks_for_help(argc, argv)) {
        print_command_help(command);
        return SLC_CLEAN;
    }
    struct slc_arguments arguments = { .program = program };
    enum slc_exit result = read_arguments(command, argc, argv, &arguments);
    if (result != SLC_CLEAN)
        return result;
    if (command->needs_path && arguments.npaths == 0)
        return wrong_use(command, "no policy file or folder was named", "");
    return command->run(&arguments);
}

static enum slc_exit
dispatch(int argc, const char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return SLC_COULD_NOT_RUN;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return SLC_CLEAN;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("sluice " PACKAGE_VERSION);
        return SLC_CLEAN;
    }
    for (int at = 0; at < SLC_NCOMMANDS; at++)
        if (strcmp(argv[1], slc_commands[at]->name) == 0)
            return run_command(slc_commands[at], argv[0], argc - 2, argv + 2);
    return unknown_command(argv[1]);
}

int
main(int argc, char **argv)
{
    /* Only for the width of characters in excerpts; messages are English. */
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        (void)setlocale(LC_CTYPE, "");
    enum slc_exit result = dispatch(argc, (const char **)argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("sluice: standard output cannot be written\n", stderr);
        return SLC_COULD_NOT_RUN;
    }
    return (int)result;
}
