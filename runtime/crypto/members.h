/* members.h - the members of one JSON object, one by one, without allocating: for the small
 * messages that some formats wrap their ciphertext in. */
#ifndef SL_MEMBERS_H
#define SL_MEMBERS_H

#include "attributes.h"
#include "buf.h"
#include "str.h"

enum sl_member_kind { SL_MEMBER_STRING, SL_MEMBER_OBJECT, SL_MEMBER_OTHER };

struct sl_member {
    struct sl_str name; /* as it stands: one with escapes is no name that we know */
    enum sl_member_kind kind;
    struct sl_str value; /* of a string what stands between its quotes; else as it stands */
};

struct sl_members {
    struct sl_str left;
};

/* False when the text is not one JSON object in valid UTF-8, on one line. */
SL_MUST_USE bool sl_members_begin(struct sl_members *members, struct sl_str text);

/* False behind the last one. */
SL_MUST_USE bool sl_members_next(struct sl_members *members, struct sl_member *ret);

/* The first member of that name and kind. False when there is none. `object` is one that
 * sl_members_begin() has accepted, or an OBJECT in it. */
bool sl_member_find(struct sl_str object, const char *name, enum sl_member_kind kind,
                    struct sl_str *ret_value);

/* A string's text without the escapes that encoders of base64 write ("\/", as PHP does); appended to
 * `room` where there are any. False when it has others. */
SL_MUST_USE bool sl_member_text(struct sl_str value, struct sl_buf *room, struct sl_str *ret);

#endif
