#include "process/request_text.h"

#include "coverage/release_name.h"

static const char request_head[] = "sluice-pusher request 1";
static const char refusal_head[] = "sluice-pusher refusal 1";
static const char last_line[] = "end";

static void
put_line(struct sl_buf *out, struct sl_str line)
{
    sl_buf_add_str(out, line);
    sl_buf_add_byte(out, '\n');
}

/* Takes the next line, without its end, off the text: false when no whole line is left. */
static bool
take_line(struct sl_str *text, struct sl_str *ret)
{
    const char *end = text->len > 0 ? memchr(text->ptr, '\n', text->len) : NULL;
    if (end == NULL)
        return false;
    *ret = (struct sl_str) { text->ptr, (size_t)(end - text->ptr) };
    *text = sl_str_from(*text, ret->len + 1);
    return true;
}

static bool
take_this_line(struct sl_str *text, const char *expected)
{
    struct sl_str line;
    return take_line(text, &line) && sl_str_is(line, expected);
}

/* ---- requests ------------------------------------------------------------------------------ */

void
slp_request_print(struct sl_buf *out, const struct slp_request *request,
                  const struct sl_policy *policy)
{
    struct slp_release_name name;
    put_line(out, sl_str_of(request_head));
    put_line(out, sl_str_of(slp_request_word(request->kind)));
    for (uint32_t at = 0; at < request->count; at++)
        put_line(out, slp_release_name(policy->projections[request->projections[at]], &name));
    put_line(out, sl_str_of(last_line));
}

static int
no_request(struct sl_err *reterr)
{
    (void)sl_fail(reterr, SL_CONFIG, "the file is no request that this program can read");
    return sl_remedy(reterr, "%s", SLP_REQUEST_BROKEN_REMEDY);
}

/* Takes the lines of releases, and the last line. */
static int
take_releases(struct sl_str text, const struct sl_policy *policy,
              const struct slp_request_room *room, struct slp_request *request,
              struct sl_err *reterr)
{
    struct sl_str line;
    uint32_t projection;
    while (take_line(&text, &line)) {
        if (sl_str_is(line, last_line))
            return text.len == 0 && request->count > 0 ? 0 : no_request(reterr);
        if (!slp_release_find(policy, line, &projection)) {
            (void)sl_fail(reterr, SL_CONFIG, "the policies of this pusher have no release '%.*s'",
                          SL_FMT(line));
            (void)sl_remedy(reterr, "ask for one that 'sluice-pusher policies' lists");
            return 1;
        }
        if (!slp_request_holds(request, projection))
            room->projections[request->count++] = projection;
    }
    return no_request(reterr);
}

int
slp_request_parse(struct sl_str text, const struct sl_policy *policy,
                  const struct slp_request_room *room, struct slp_request *ret,
                  struct sl_err *reterr)
{
    struct sl_str word;
    *ret = (struct slp_request) { .projections = room->projections };
    if (!take_this_line(&text, request_head) || !take_line(&text, &word) ||
        !slp_request_kind_of(word, &ret->kind))
        return no_request(reterr);
    return take_releases(text, policy, room, ret, reterr);
}

/* ---- refusals ------------------------------------------------------------------------------ */

void
slp_refusal_print(struct sl_buf *out, const struct sl_err *refusal)
{
    put_line(out, sl_str_of(refusal_head));
    put_line(out, sl_str_of(sl_class_name(refusal->class)));
    put_line(out, sl_str_of(refusal->text));
    put_line(out, sl_str_of(refusal->remedy));
    put_line(out, sl_str_of(last_line));
}

static bool
class_of(struct sl_str name, enum sl_class *ret)
{
    for (unsigned class = SL_OK + 1; class <= SL_BUG; class ++) {
        if (!sl_str_is(name, sl_class_name((enum sl_class) class)))
            continue;
        *ret = (enum sl_class) class;
        return true;
    }
    return false;
}

int
slp_refusal_parse(struct sl_str text, struct sl_err *ret)
{
    struct sl_str class_name, words, remedy;
    enum sl_class class;
    if (!take_this_line(&text, refusal_head) || !take_line(&text, &class_name) ||
        !class_of(class_name, &class) || !take_line(&text, &words) || !take_line(&text, &remedy) ||
        !take_this_line(&text, last_line) || text.len > 0)
        return -1;
    (void)sl_fail(ret, class, "%.*s", SL_FMT(words));
    (void)sl_remedy(ret, "%.*s", SL_FMT(remedy));
    return 0;
}
