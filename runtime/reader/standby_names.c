#include "reader/standby_names.h"

#include <string.h>
#include <strings.h>

/* What stands between names, or before them and behind them. */
static const char between[] = " \t\n\r\f\v,()";

enum { NAME_BYTES = 64 }; /* PostgreSQL cuts longer application names off (NAMEDATALEN) */

struct name {
    char text[NAME_BYTES + 1]; /* the byte more keeps a longer one from being equal to a shorter */
    size_t len;
};

static void
add(struct name *name, char byte)
{
    if (name->len < NAME_BYTES)
        name->text[name->len++] = byte;
}

/* Behind its first byte, in quotes: a doubled one within them stands for one. */
static const char *
take_quoted(const char *at, struct name *ret)
{
    for (; *at != '\0' && (at[0] != '"' || at[1] == '"'); at++) {
        at += *at == '"';
        add(ret, *at);
    }
    return *at == '"' ? at + 1 : at;
}

static const char *
take_name(const char *at, struct name *ret)
{
    *ret = (struct name) { .len = 0 };
    if (*at == '"')
        return take_quoted(at + 1, ret);
    for (const char *end = at + strcspn(at, between); at < end; at++)
        add(ret, *at);
    return at;
}

/* All of the setting, or what is in its parentheses. A name in quotes may have parentheses of its
 * own, and then there are none before it. */
static const char *
skip_method(const char *setting)
{
    const char *list = setting + strcspn(setting, "(\"");
    return *list == '(' ? list + 1 : setting;
}

bool
slp_standby_names_have(const char *setting, const char *application_name)
{
    struct name name;
    const char *at = skip_method(setting);
    for (at += strspn(at, between); *at != '\0'; at += strspn(at, between)) {
        at = take_name(at, &name);
        if (strcmp(name.text, "*") == 0 || strcasecmp(name.text, application_name) == 0)
            return true;
    }
    return false;
}
