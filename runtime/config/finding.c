#include "config/finding.h"

static const char *
join(const struct slp_config_reader *reader, struct slp_path path)
{
    struct sl_str joined = SL_STR("");
    for (unsigned at = 0; at < path.count; at++)
        joined = sl_arena_format(reader->arena, "%.*s%s%s", SL_FMT(joined), at > 0 ? "." : "",
                                 path.keys[at]);
    return joined.ptr;
}

/* Adds one at the end. */
static struct slp_config_finding *
add(struct slp_config_reader *reader, struct slp_path path, const char *remedy, const char *text)
{
    struct slp_config_findings *findings = reader->findings;
    struct slp_config_finding *finding = SL_NEW(reader->arena, struct slp_config_finding);
    finding->text = text;
    finding->line = slp_path_line(path, reader->text);
    finding->path = join(reader, path);
    finding->remedy = sl_arena_cstr(reader->arena, sl_str_of(remedy));
    *(findings->first == NULL ? &findings->first : &findings->last->next) = finding;
    findings->last = finding;
    return finding;
}

void
slp_config_error(struct slp_config_reader *reader, struct slp_path path, const char *remedy,
                 const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)add(reader, path, remedy, sl_arena_vformat(reader->arena, format, args).ptr);
    va_end(args);
    reader->findings->errors++;
}

void
slp_config_warning(struct slp_config_reader *reader, struct slp_path path, const char *remedy,
                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(reader, path, remedy, sl_arena_vformat(reader->arena, format, args).ptr)->warning = true;
    va_end(args);
    reader->findings->warnings++;
}
