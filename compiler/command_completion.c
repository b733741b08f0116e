#include "command.h"

#include <stdio.h>

/* ---- what follows an option or a command ----------------------------------------------------- */

enum follows { FOLLOWS_WORDS, FOLLOWS_FOLDER, FOLLOWS_FILE, FOLLOWS_ANYTHING };

/* By how the help names the value: "text|json" are words. */
static enum follows
follows(const char *value)
{
    if (strchr(value, '|') != NULL)
        return FOLLOWS_WORDS;
    if (strncmp(value, "DIR", 3) == 0)
        return FOLLOWS_FOLDER;
    return strncmp(value, "FILE", 4) == 0 ? FOLLOWS_FILE : FOLLOWS_ANYTHING;
}

static void
print_words(const char *value)
{
    for (; *value != '\0'; value++)
        putchar(*value == '|' ? ' ' : *value);
}

/* Whether what is no option are policies: not what `import` and `completion` take. */
static bool
takes_policies(const struct slc_command *command)
{
    return strstr(command->synopsis, "PATH") != NULL || strstr(command->synopsis, "BASE") != NULL;
}

/* "bash|zsh": one of some words, and nothing else. */
static bool
takes_words(const struct slc_command *command)
{
    return follows(command->synopsis) == FOLLOWS_WORDS && strchr(command->synopsis, ' ') == NULL;
}

/* ---- bash ------------------------------------------------------------------------------------ */

static void
print_bash_values(const struct slc_command *command)
{
    for (const struct slc_option *option = command->options; option->name != NULL; option++) {
        if (option->value == NULL)
            continue;
        printf("    %s:%s) ", command->name, option->name);
        switch (follows(option->value)) {
        case FOLLOWS_WORDS:
            fputs("_sluice_offer \"", stdout);
            print_words(option->value);
            puts("\"; return ;;");
            break;
        case FOLLOWS_FOLDER:
            puts("mapfile -t COMPREPLY < <(compgen -d -- \"$word\"); return ;;");
            break;
        case FOLLOWS_FILE:
            puts("mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return ;;");
            break;
        case FOLLOWS_ANYTHING: puts("return ;;"); break;
        }
    }
}

static void
print_bash_command(const struct slc_command *command)
{
    printf("    %s)\n        if [[ $word == -* ]]; then _sluice_offer \"", command->name);
    for (const struct slc_option *option = command->options; option->name != NULL; option++)
        printf("%s ", option->name);
    fputs("--help\"", stdout);
    if (takes_policies(command))
        fputs("; else _sluice_policies", stdout);
    else if (takes_words(command)) {
        fputs("; else _sluice_offer \"", stdout);
        print_words(command->synopsis);
        putchar('"');
    }
    puts("; fi ;;");
}

static void
print_bash(void)
{
    fputs("# Completion of sluice for bash, made by `sluice completion bash`.\n"
          "_sluice() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    _sluice_offer() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$word\"); }\n"
          "    _sluice_policies() {\n"
          "        mapfile -t COMPREPLY < <(compgen -d -- \"$word\"; compgen -f -X '!*.policy' -- "
          "\"$word\")\n"
          "    }\n"
          "    COMPREPLY=()\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
          "        _sluice_offer \"",
          stdout);
    for (int at = 0; at < SLC_NCOMMANDS; at++)
        printf("%s ", slc_commands[at]->name);
    fputs("--help --version\"\n        return\n    fi\n    case ${COMP_WORDS[1]}:$before in\n",
          stdout);
    for (int at = 0; at < SLC_NCOMMANDS; at++)
        print_bash_values(slc_commands[at]);
    fputs("    esac\n    case ${COMP_WORDS[1]} in\n", stdout);
    for (int at = 0; at < SLC_NCOMMANDS; at++)
        print_bash_command(slc_commands[at]);
    puts("    esac\n}\ncomplete -o filenames -F _sluice sluice");
}

/* ---- zsh ------------------------------------------------------------------------------------- */

/* Inside single quotes of a specification: no quote, and a backslash before what divides it. */
static void
print_zsh_text(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            fputs("'\\''", stdout);
            continue;
        }
        if (strchr("[]:\\", *text) != NULL)
            putchar('\\');
        putchar(*text);
    }
}

static void
print_zsh_option(const struct slc_option *option)
{
    printf(" \\\n            '%s[", option->name);
    print_zsh_text(option->help);
    putchar(']');
    if (option->value != NULL) {
        putchar(':');
        print_zsh_text(option->value);
        putchar(':');
        switch (follows(option->value)) {
        case FOLLOWS_WORDS:
            putchar('(');
            print_words(option->value);
            putchar(')');
            break;
        case FOLLOWS_FOLDER: fputs("_files -/", stdout); break;
        case FOLLOWS_FILE: fputs("_files", stdout); break;
        case FOLLOWS_ANYTHING: putchar(' '); break;
        }
    }
    putchar('\'');
}

static void
print_zsh_command(const struct slc_command *command)
{
    printf("    %s)\n        _arguments", command->name);
    for (const struct slc_option *option = command->options; option->name != NULL; option++)
        print_zsh_option(option);
    fputs(" \\\n            '--help[what the command does, and its options]'", stdout);
    if (takes_policies(command))
        fputs(" \\\n            '*:policies:_files -g \"*.policy\"'", stdout);
    else if (takes_words(command)) {
        fputs(" \\\n            '1:word:(", stdout);
        print_words(command->synopsis);
        fputs(")'", stdout);
    }
    puts(" ;;");
}

static void
print_zsh(void)
{
    fputs("#compdef sluice\n"
          "# Completion of sluice for zsh, made by `sluice completion zsh`.\n"
          "if (( CURRENT == 2 )); then\n"
          "    local -a commands=(\n",
          stdout);
    for (int at = 0; at < SLC_NCOMMANDS; at++) {
        printf("        '%s:", slc_commands[at]->name);
        print_zsh_text(slc_commands[at]->summary);
        puts("'");
    }
    fputs("    )\n"
          "    _describe command commands\n"
          "    return\n"
          "fi\n"
          "(( CURRENT-- ))\n"
          "shift words\n"
          "case $words[1] in\n",
          stdout);
    for (int at = 0; at < SLC_NCOMMANDS; at++)
        print_zsh_command(slc_commands[at]);
    puts("esac");
}

/* ---- the command ----------------------------------------------------------------------------- */

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    const char *shell = arguments->npaths == 1 ? arguments->paths[0] : "";
    if (strcmp(shell, "bash") == 0)
        print_bash();
    else if (strcmp(shell, "zsh") == 0)
        print_zsh();
    else {
        struct sl_err err;
        (void)sl_fail(&err, SL_CONFIG, "which shell: bash or zsh?");
        (void)sl_remedy(&err, "sluice completion bash");
        return slc_could_not_run(&err);
    }
    return SLC_CLEAN;
}

const struct slc_command slc_command_completion = {
    .name = "completion",
    .summary = "print what a shell needs to complete commands and options",
    .synopsis = "bash|zsh",
    .description = "Prints a script for the shell. `make install` puts it where bash-completion "
                   "and zsh look;\n"
                   "elsewhere:  source <(sluice completion bash)\n",
    .run = run,
};
