/* parts.c - the list hangs at a value that nothing else can read: opaque, its text the last part's
 * place. The parts form a ring, so that the last knows the first. */
#include "functions/parts.h"

#include "record/record_private.h"

struct sl_sealed
sl_no_parts(void)
{
    return (struct sl_sealed) { { .state = SL_VALUE, .kind = SL_OPAQUE } };
}

struct sl_sealed
sl_part(struct sl_record *out, struct sl_sealed parts, struct sl_sealed x)
{
    struct sl_parts *last = (struct sl_parts *)(void *)(uintptr_t)parts.value.text.ptr;
    struct sl_parts *part =
        sl_arena_alloc(out->scratch, sizeof(struct sl_parts), _Alignof(struct sl_parts));
    if (part == NULL) {
        sl_record_fail(out, SL_RECORD_NO_SCRATCH, SL_STR(""));
        return parts;
    }
    *part = (struct sl_parts) { .value = x.value, .next = last != NULL ? last->next : part };
    if (last != NULL)
        last->next = part;
    parts.value.text = (struct sl_str) { (const char *)part, sizeof *part };
    return parts;
}

struct sl_parts *
sl_parts_of(struct sl_sealed parts)
{
    struct sl_parts *last = (struct sl_parts *)(void *)(uintptr_t)parts.value.text.ptr;
    if (last == NULL)
        return NULL;
    struct sl_parts *first = last->next;
    last->next = NULL;
    return first;
}

enum sl_state
sl_parts_state(const struct sl_parts *parts)
{
    enum sl_state state = SL_VALUE;
    for (; parts != NULL; parts = parts->next) {
        if (parts->value.state == SL_UNCHANGED)
            return SL_UNCHANGED;
        if (parts->value.state == SL_MISSING)
            state = SL_MISSING;
    }
    return state;
}
