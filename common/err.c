#include "err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int exit_code;
} classes[] = {
#define SL_ERROR_CLASS(id, name, exit_code, meaning) [SL_##id] = { name, exit_code },
#include "errors.def"
#undef SL_ERROR_CLASS
};

int
sl_fail(struct sl_err *reterr, enum sl_class class, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    reterr->class = class;
    (void)vsnprintf(reterr->text, sizeof reterr->text, format, args);
    reterr->remedy[0] = '\0';
    va_end(args);
    return -1;
}

int
sl_remedy(struct sl_err *err, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vsnprintf(err->remedy, sizeof err->remedy, format, args);
    va_end(args);
    return -1;
}

int
sl_fail_at(struct sl_err *err, const char *where)
{
    char text[sizeof err->text];
    memcpy(text, err->text, sizeof text);
    int len = snprintf(err->text, sizeof err->text, "%s: ", where);
    if (len > 0 && (size_t)len < sizeof err->text)
        (void)snprintf(err->text + len, sizeof err->text - (size_t)len, "%.*s",
                       (int)(sizeof err->text - (size_t)len - 1), text);
    return -1;
}

const char *sl_class_name(enum sl_class class)
{
    return classes[class].name;
}

int sl_class_exit_code(enum sl_class class)
{
    return classes[class].exit_code;
}
