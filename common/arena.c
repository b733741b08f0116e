#include "arena.h"

#include "wipe.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BLOCK_BYTES = 16 * 1024, LARGEST_BLOCK_BYTES = 1024 * 1024 };

struct block {
    struct block *next; /* older blocks */
    size_t size, used;  /* of `bytes` */
    alignas(max_align_t) unsigned char bytes[];
};

struct sl_arena {
    struct block *blocks; /* newest first; never empty */
    size_t max_bytes, used_bytes;
};

static struct block *
block_new(size_t size)
{
    struct block *block = calloc(1, sizeof *block + size);
    if (block != NULL)
        block->size = size;
    return block;
}

struct sl_arena *
sl_arena_new(size_t max_bytes)
{
    struct sl_arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL)
        return NULL;
    arena->max_bytes = max_bytes;
    arena->blocks = block_new(FIRST_BLOCK_BYTES);
    if (arena->blocks == NULL) {
        free(arena);
        return NULL;
    }
    return arena;
}

/* A block that surely holds `size` bytes at any alignment; doubling keeps their number small. */
static struct block *
block_for(const struct sl_arena *arena, size_t size)
{
    size_t grown = arena->blocks->size * 2;
    if (grown > LARGEST_BLOCK_BYTES)
        grown = LARGEST_BLOCK_BYTES;
    size_t wanted = size + alignof(max_align_t);
    return block_new(wanted > grown ? wanted : grown);
}

void *
sl_arena_alloc(struct sl_arena *arena, size_t size, size_t align)
{
    struct block *block = arena->blocks;
    size_t start = (block->used + align - 1) & ~(align - 1);
    if (size > arena->max_bytes - arena->used_bytes)
        return NULL;
    if (start > block->size || size > block->size - start) {
        block = block_for(arena, size);
        if (block == NULL)
            return NULL;
        block->next = arena->blocks;
        arena->blocks = block;
        start = 0;
    }
    block->used = start + size;
    arena->used_bytes += size;
    return block->bytes + start;
}

void *
sl_arena_must(struct sl_arena *arena, size_t size, size_t align)
{
    void *memory = sl_arena_alloc(arena, size, align);
    if (memory == NULL) {
        fprintf(stderr, "out of memory: more than %zu bytes are needed\n", arena->used_bytes);
        exit(2);
    }
    return memory;
}

struct sl_str
sl_arena_copy(struct sl_arena *arena, struct sl_str text)
{
    char *copy = sl_arena_must(arena, text.len + 1, 1);
    if (text.len > 0)
        memcpy(copy, text.ptr, text.len);
    return (struct sl_str) { .ptr = copy, .len = text.len };
}

const char *
sl_arena_cstr(struct sl_arena *arena, struct sl_str text)
{
    return sl_arena_copy(arena, text).ptr;
}

struct sl_str
sl_arena_vformat(struct sl_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t len = length < 0 ? 0 : (size_t)length;
    char *text = sl_arena_must(arena, len + 1, 1);
    (void)vsnprintf(text, len + 1, format, args);
    return (struct sl_str) { .ptr = text, .len = len };
}

struct sl_str
sl_arena_format(struct sl_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct sl_str text = sl_arena_vformat(arena, format, args);
    va_end(args);
    return text;
}

char *
sl_arena_cformat(struct sl_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct sl_str text = sl_arena_vformat(arena, format, args);
    va_end(args);
    return (char *)(uintptr_t)text.ptr; /* just made, and nobody else's */
}

size_t
sl_arena_used(const struct sl_arena *arena)
{
    return arena->used_bytes;
}

static void
block_free(struct block *block)
{
    sl_wipe(block->bytes, block->used);
    free(block);
}

void
sl_arena_reset(struct sl_arena *arena)
{
    struct block *kept = arena->blocks;
    for (struct block *block = kept->next, *next; block != NULL; block = next) {
        next = block->next;
        block_free(block);
    }
    sl_wipe(kept->bytes, kept->used);
    kept->next = NULL;
    kept->used = 0;
    arena->used_bytes = 0;
}

void
sl_arena_free(struct sl_arena *arena)
{
    if (arena == NULL)
        return;
    for (struct block *block = arena->blocks, *next; block != NULL; block = next) {
        next = block->next;
        block_free(block);
    }
    free(arena);
}
