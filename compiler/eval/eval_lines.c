#include "eval/eval_lines.h"

#include "eval/eval_line.h"
#include "maxima.h"

#include <errno.h>
#include <stdlib.h>

enum { LEAST_KEY_BYTES = 32, MOST_KEY_BYTES = 4096 };

/* ---- keys ------------------------------------------------------------------------------------ */

static int
read_key(struct sl_arena *arena, const char *directory, struct sl_str name,
         struct slc_key_bytes *ret_key, struct sl_err *reterr)
{
    char bytes[MOST_KEY_BYTES + 1];
    const char *path = sl_arena_cformat(arena, "%s/%.*s", directory, SL_FMT(name));
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return sl_fail(reterr, SL_CONFIG, "key file '%s' cannot be read: %s", path,
                       strerror(errno));
    size_t len = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    if (len < LEAST_KEY_BYTES || len > MOST_KEY_BYTES)
        return sl_fail(reterr, SL_CONFIG, "key file '%s' must hold %d to %d bytes", path,
                       LEAST_KEY_BYTES, MOST_KEY_BYTES);
    ret_key->bytes = sl_arena_copy(arena, (struct sl_str) { bytes, len });
    return 0;
}

int
slc_eval_keys(struct sl_arena *arena, const struct slc_ir_release *release, const char *directory,
              struct slc_key_bytes **ret_keys, struct sl_err *reterr)
{
    *ret_keys = slc_test_keys(arena, release);
    for (uint32_t at = 0; directory != NULL && at < release->nkeys; at++)
        if (read_key(arena, directory, release->keys[at].key->name, &(*ret_keys)[at], reterr) < 0)
            return -1;
    return 0;
}

/* ---- all lines ------------------------------------------------------------------------------- */

int
slc_eval_lines(const struct slc_ir_release *release, const struct slc_key_bytes *keys,
               const struct slc_line_files *files, struct sl_err *reterr)
{
    struct sl_arena *arena = sl_arena_new(SLC_MAX_ARENA_BYTES), *names = sl_arena_new(SL_MIB);
    struct slc_row_line line = {
        .arena = arena, .release = release, .keys = keys, .out = files->out, .errors = files->errors
    };
    char *text = NULL;
    size_t room = 0;
    ssize_t len;
    int at_fault = 0;
    if (arena == NULL || names == NULL)
        return sl_fail(reterr, SL_CONFIG, "out of memory");
    line.commit_time = slc_commit_time_name(names, release->table);
    while ((len = getline(&text, &room, files->in)) > 0) {
        line.number++;
        line.at_fault = false;
        if (text[0] != '\n')
            slc_eval_line(&line, (struct sl_str) { text, (size_t)len });
        at_fault += line.at_fault;
        sl_arena_reset(arena);
    }
    free(text);
    sl_arena_free(names);
    sl_arena_free(arena);
    if (ferror(files->in) != 0 || fflush(files->out) != 0)
        return sl_fail(reterr, SL_CONFIG, "rows cannot be read or records not written: %s",
                       strerror(errno));
    return at_fault;
}
