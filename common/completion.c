#include "completion.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

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

/* The name of a shell's function: letters, digits, underscores. */
static void
print_identifier(const char *name)
{
    for (putchar('_'); *name != '\0'; name++)
        putchar(isalnum((unsigned char)*name) ? *name : '_');
}

/* ---- bash ------------------------------------------------------------------------------------ */

static void
print_bash_values(const struct sl_completed *command)
{
    for (const struct sl_option *option = command->options; option->name != NULL; option++) {
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
print_bash_command(const struct sl_completed *command)
{
    printf("    %s)\n        if [[ $word == -* ]]; then _sluice_offer \"", command->name);
    for (const struct sl_option *option = command->options; option->name != NULL; option++)
        printf("%s ", option->name);
    fputs("--help\"", stdout);
    if (command->policies)
        fputs("; else _sluice_policies", stdout);
    else if (command->words != NULL) {
        fputs("; else _sluice_offer \"", stdout);
        print_words(command->words);
        putchar('"');
    }
    puts("; fi ;;");
}

static void
print_bash(const char *program, const struct sl_completed *commands, size_t ncommands)
{
    printf("# Completion of %s for bash, made by `%s completion bash`.\n", program, program);
    print_identifier(program);
    fputs("() {\n"
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
    for (size_t at = 0; at < ncommands; at++)
        printf("%s ", commands[at].name);
    fputs("--help --version\"\n        return\n    fi\n    case ${COMP_WORDS[1]}:$before in\n",
          stdout);
    for (size_t at = 0; at < ncommands; at++)
        print_bash_values(&commands[at]);
    fputs("    esac\n    case ${COMP_WORDS[1]} in\n", stdout);
    for (size_t at = 0; at < ncommands; at++)
        print_bash_command(&commands[at]);
    fputs("    esac\n}\ncomplete -o filenames -F ", stdout);
    print_identifier(program);
    printf(" %s\n", program);
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
print_zsh_option(const struct sl_option *option)
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
print_zsh_command(const struct sl_completed *command)
{
    printf("    %s)\n        _arguments", command->name);
    for (const struct sl_option *option = command->options; option->name != NULL; option++)
        print_zsh_option(option);
    fputs(" \\\n            '--help[what the command does, and its options]'", stdout);
    if (command->policies)
        fputs(" \\\n            '*:policies:_files -g \"*.policy\"'", stdout);
    else if (command->words != NULL) {
        printf(" \\\n            '%c:word:(", command->several ? '*' : '1');
        print_words(command->words);
        fputs(")'", stdout);
    }
    puts(" ;;");
}

static void
print_zsh(const char *program, const struct sl_completed *commands, size_t ncommands)
{
    printf("#compdef %s\n# Completion of %s for zsh, made by `%s completion zsh`.\n", program,
           program, program);
    fputs("if (( CURRENT == 2 )); then\n    local -a commands=(\n", stdout);
    for (size_t at = 0; at < ncommands; at++) {
        printf("        '%s:", commands[at].name);
        print_zsh_text(commands[at].summary);
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
    for (size_t at = 0; at < ncommands; at++)
        print_zsh_command(&commands[at]);
    puts("esac");
}

bool
sl_print_completion(const char *shell, const char *program, const struct sl_completed *commands,
                    size_t ncommands)
{
    if (strcmp(shell, "bash") == 0)
        print_bash(program, commands, ncommands);
    else if (strcmp(shell, "zsh") == 0)
        print_zsh(program, commands, ncommands);
    else
        return false;
    return true;
}
