/* arena.h - memory that dies together.
 *
 * One arena has one owner and one lifetime: a compilation, the process, a relation, a message, a
 * batch (docs/architecture.md lists them). Nothing inside it is freed by itself. A pointer into an
 * arena must not outlive it; to keep a value longer, copy it into an arena that lives longer. */
#ifndef SL_ARENA_H
#define SL_ARENA_H

#include "attributes.h"
#include "str.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>

struct sl_arena;

/* `max_bytes` is a hard ceiling, never 0. NULL when memory is short. */
struct sl_arena *sl_arena_new(size_t max_bytes);

/* Zeroed memory, or NULL at the ceiling or when memory is short; the arena stays usable. */
void *sl_arena_alloc(struct sl_arena *arena, size_t size, size_t align);

/* As sl_arena_alloc, but ends the program with exit code 2 and one clear line: for the compiler,
 * where running out of memory has no other answer. */
void *sl_arena_must(struct sl_arena *arena, size_t size, size_t align);

/* Copies that end in a NUL behind their last byte, so that they also serve as C strings.
 * Like sl_arena_must. */
struct sl_str sl_arena_copy(struct sl_arena *arena, struct sl_str text);
struct sl_str sl_arena_format(struct sl_arena *arena, const char *format, ...) SL_PRINTF(2, 3);
struct sl_str sl_arena_vformat(struct sl_arena *arena, const char *format, va_list args)
    SL_PRINTF(2, 0);

/* A copy as a C string, for functions that take one: a struct sl_str promises no NUL behind its last
 * byte. A NUL within the text ends the C string there. Like sl_arena_must. */
const char *sl_arena_cstr(struct sl_arena *arena, struct sl_str text);

/* The same of a format: paths and arguments of other programs. The caller may write to it, as mkdtemp(3)
 * does. */
char *sl_arena_cformat(struct sl_arena *arena, const char *format, ...) SL_PRINTF(2, 3);

/* Bytes handed out since the arena was made or reset. */
size_t sl_arena_used(const struct sl_arena *arena);

/* Forgets every allocation, wipes what was used, and keeps one block for the next round. */
void sl_arena_reset(struct sl_arena *arena);

/* Wipes and frees. NULL is allowed and does nothing. */
void sl_arena_free(struct sl_arena *arena);

#define SL_NEW(arena, type) ((type *)sl_arena_must((arena), sizeof(type), alignof(type)))
#define SL_NEW_ARRAY(arena, type, count)                                                           \
    ((type *)sl_arena_must((arena), sizeof(type) * (count), alignof(type)))

#endif
