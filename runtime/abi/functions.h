/* functions.h - the language's functions and operators, as generated code calls them.
 *
 * All are total: no exception, no error value. A function without an answer gives missing. Unless
 * its line says otherwise, a missing argument gives missing, and an unchanged one unchanged
 * (unchanged wins over missing). The first argument is the record being written: it holds scratch
 * memory for results, key material by slot, and the first failure; nothing else is touched.
 * Results borrow from the record's scratch memory or from their arguments until the record ends.
 *
 * Each takes sealed values and gives an open one: that is what lowering a label looks like in C.
 * Functions that lower nothing come in two flavours, open to open and sealed to sealed.
 *
 * Part of the contract with generated code (projection.h). docs/functions.md says what each does. */
#ifndef SL_FUNCTIONS_H
#define SL_FUNCTIONS_H

#include "value.h"

struct sl_record;

/* A decimal literal: digits * 10^-scale; `spelled` is the same number as in the policy, for the
 * names of bands and for exact comparison: "-0.50", never ".5" or "5.". */
struct sl_decimal {
    int64_t digits;
    uint32_t scale;
    const char *spelled;
};

/* Edges of bands, rising, at least one. */
struct sl_edges {
    uint32_t count;
    const struct sl_decimal *edges;
};

/* Literals in policy order, all of one kind. */
struct sl_list {
    uint32_t count;
    const struct sl_open *items;
};

/* Items of a static list: as sl_text() and the like, which initialisers may not call. */
#define SL_TEXT_ITEM(literal)                                                                      \
    {                                                                                              \
        {                                                                                          \
            .state = SL_VALUE, .kind = SL_TEXT, .text = { literal, sizeof(literal) - 1 }           \
        }                                                                                          \
    }
#define SL_NUMERIC_ITEM(digits)                                                                    \
    {                                                                                              \
        {                                                                                          \
            .state = SL_VALUE, .kind = SL_NUMERIC, .text = { digits, sizeof(digits) - 1 }          \
        }                                                                                          \
    }
#define SL_INTEGER_ITEM(number)                                                                    \
    {                                                                                              \
        {                                                                                          \
            .state = SL_VALUE, .kind = SL_INTEGER, .integer = (number)                             \
        }                                                                                          \
    }
#define SL_DATE_ITEM(days)                                                                         \
    {                                                                                              \
        {                                                                                          \
            .state = SL_VALUE, .kind = SL_DATE, .integer = (days)                                  \
        }                                                                                          \
    }

/* The values of a function that takes any number: sl_part(out, sl_part(out, sl_no_parts(), a), b). */
struct sl_sealed sl_no_parts(void);
struct sl_sealed sl_part(struct sl_record *out, struct sl_sealed parts, struct sl_sealed x);

/* Units of time. */
enum sl_unit { SL_MINUTES, SL_HOURS, SL_DAYS, SL_WEEKS, SL_MONTHS, SL_YEARS };

/* ---- presence: never missing ---- */
struct sl_open sl_present(struct sl_record *out, struct sl_sealed x);    /* held, text: not blank */
struct sl_open sl_is_missing(struct sl_record *out, struct sl_sealed x); /* looks at NULL alone */
struct sl_open sl_not_missing(struct sl_record *out, struct sl_sealed x);

/* ---- encrypted columns: `slot` is one of the projection's `decrypted` ---- */
/* The plaintext, as a value of the column's type: missing for NULL, and where it cannot be had,
 * which is counted. It lives in memory of its own until the slot is forgotten; decrypting is the one
 * thing that a row does with a column only once. */
struct sl_sealed sl_decrypt(struct sl_record *out, struct sl_encrypted stored, uint32_t slot);
/* Behind the last field that reads it: wipes the plaintext and all that was made of it but the
 * record's text. */
void sl_forget(struct sl_record *out, uint32_t slot);
/* Whether the database holds NULL: without decrypting. */
struct sl_open sl_stored_is_missing(struct sl_record *out, struct sl_encrypted stored);
struct sl_open sl_stored_not_missing(struct sl_record *out, struct sl_encrypted stored);

/* Of parts. */
struct sl_open sl_count_present(struct sl_record *out, struct sl_sealed parts);

/* ---- presence: missing as their arguments are ---- */
struct sl_open sl_same(struct sl_record *out, struct sl_sealed a, struct sl_sealed b);
struct sl_open sl_count_items(struct sl_record *out, struct sl_sealed x); /* an array's */

/* ---- membership and comparison: booleans ---- */
struct sl_open sl_is(struct sl_record *out, struct sl_sealed x, struct sl_open literal);
struct sl_open sl_is_in(struct sl_record *out, struct sl_sealed x, const struct sl_list *list);
struct sl_open sl_less(struct sl_record *out, struct sl_sealed a, struct sl_sealed b);
struct sl_open sl_less_or_equal(struct sl_record *out, struct sl_sealed a, struct sl_sealed b);
struct sl_open sl_greater(struct sl_record *out, struct sl_sealed a, struct sl_sealed b);
struct sl_open sl_greater_or_equal(struct sl_record *out, struct sl_sealed a, struct sl_sealed b);

/* ---- combining: open values alone, lower nothing ---- */
/* What decides wins, whatever the other is: `no and unchanged` is no, `yes or unchanged` yes. */
struct sl_open sl_and(struct sl_record *out, struct sl_open a, struct sl_open b);
struct sl_open sl_or(struct sl_record *out, struct sl_open a, struct sl_open b);
struct sl_open sl_not(struct sl_record *out, struct sl_open a);
/* `then` where the condition is yes, else `otherwise`; several arms nest in `otherwise`. */
struct sl_open sl_choose(struct sl_record *out, struct sl_open when, struct sl_open then,
                         struct sl_open otherwise);
struct sl_open sl_if_missing(struct sl_record *out, struct sl_open x, struct sl_open literal);
struct sl_sealed sl_sealed_if_missing(struct sl_record *out, struct sl_sealed x,
                                      struct sl_open literal);

/* ---- categories ---- */
struct sl_open sl_one_of(struct sl_record *out, struct sl_sealed x, const struct sl_list *allowed);
struct sl_open sl_group(struct sl_record *out, struct sl_sealed x, const struct sl_list *from,
                        const struct sl_list *to);
struct sl_open sl_email_domain(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_email_domain_kind(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_phone_country(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_phone_kind(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_ip_prefix(struct sl_record *out, struct sl_sealed x, uint32_t v4_bits,
                            uint32_t v6_bits);

/* ---- numbers ---- */
struct sl_open sl_band(struct sl_record *out, struct sl_sealed x, const struct sl_edges *edges);
/* A numeric, whatever the argument; to->digits is at least 1. */
struct sl_open sl_round_down(struct sl_record *out, struct sl_sealed x,
                             const struct sl_decimal *to);
struct sl_open sl_round_to(struct sl_record *out, struct sl_sealed x, const struct sl_decimal *to);
/* A numeric too; low is not above high. */
struct sl_open sl_clamp(struct sl_record *out, struct sl_sealed x, const struct sl_decimal *low,
                        const struct sl_decimal *high);
struct sl_open sl_sign(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_magnitude(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_percent_band(struct sl_record *out, struct sl_sealed x, struct sl_sealed of,
                               const struct sl_edges *edges);

/* ---- dates, in UTC ---- */
struct sl_open sl_year(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_quarter(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_month(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_week(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_day(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_weekday(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_hour(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_day_part(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_age_band(struct sl_record *out, struct sl_sealed born, struct sl_sealed at,
                           uint32_t width_years);
/* Whole units, toward zero. */
struct sl_open sl_minutes_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b);
struct sl_open sl_hours_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b);
struct sl_open sl_days_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b);
struct sl_open sl_weeks_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b);
struct sl_open sl_months_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b);
struct sl_open sl_years_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b);
struct sl_open sl_interval_band(struct sl_record *out, struct sl_sealed a, struct sl_sealed b,
                                const struct sl_edges *edges, enum sl_unit unit);
/* `per` is the value whose rows are all moved by the same days; `within` at most so many. */
struct sl_open sl_shift_days(struct sl_record *out, struct sl_sealed x, uint32_t key,
                             struct sl_sealed per, uint32_t within);

/* ---- places ---- */
struct sl_open sl_postcode_area(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_postcode_district(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_postcode_sector(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_grid(struct sl_record *out, struct sl_sealed latitude, struct sl_sealed longitude,
                       uint32_t km);

/* ---- pseudonyms: `key` is a slot of the projection's keys ---- */
struct sl_open sl_pseudonym(struct sl_record *out, struct sl_sealed x, uint32_t key);
struct sl_open sl_pseudonym_uuid(struct sl_record *out, struct sl_sealed x, uint32_t key);
struct sl_open sl_match_code(struct sl_record *out, struct sl_sealed parts, uint32_t key);
struct sl_open sl_bucket_of(struct sl_record *out, struct sl_sealed x, uint32_t key,
                            uint32_t buckets);

/* ---- parts of a text, in code points ---- */
struct sl_open sl_first(struct sl_record *out, struct sl_sealed x, uint32_t characters);
struct sl_open sl_last(struct sl_record *out, struct sl_sealed x, uint32_t characters);
struct sl_open sl_mask(struct sl_record *out, struct sl_sealed x, uint32_t characters);
struct sl_open sl_initials(struct sl_record *out, struct sl_sealed x);

/* ---- validity ---- */
struct sl_open sl_valid_email(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_valid_phone(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_valid_uk_postcode(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_valid_luhn(struct sl_record *out, struct sl_sealed x);

/* ---- leaves of a JSON document: lower nothing; `path` as "a.b" ---- */
struct sl_open sl_json_text(struct sl_record *out, struct sl_open x, const char *path);
struct sl_sealed sl_sealed_json_text(struct sl_record *out, struct sl_sealed x, const char *path);
struct sl_open sl_json_number(struct sl_record *out, struct sl_open x, const char *path);
struct sl_sealed sl_sealed_json_number(struct sl_record *out, struct sl_sealed x, const char *path);
struct sl_open sl_json_bool(struct sl_record *out, struct sl_open x, const char *path);
struct sl_sealed sl_sealed_json_bool(struct sl_record *out, struct sl_sealed x, const char *path);
struct sl_open sl_json_has(struct sl_record *out, struct sl_open x, const char *path);
struct sl_sealed sl_sealed_json_has(struct sl_record *out, struct sl_sealed x, const char *path);

/* ---- what a text is like ---- */
struct sl_open sl_length_band(struct sl_record *out, struct sl_sealed x,
                              const struct sl_edges *edges);
struct sl_open sl_word_count_band(struct sl_record *out, struct sl_sealed x,
                                  const struct sl_edges *edges);
struct sl_open sl_contains_word(struct sl_record *out, struct sl_sealed x,
                                const struct sl_list *words);

/* ---- text: lower nothing ---- */
struct sl_open sl_lower(struct sl_record *out, struct sl_open x);
struct sl_sealed sl_sealed_lower(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_upper(struct sl_record *out, struct sl_open x);
struct sl_sealed sl_sealed_upper(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_squeeze(struct sl_record *out, struct sl_open x);
struct sl_sealed sl_sealed_squeeze(struct sl_record *out, struct sl_sealed x);
struct sl_open sl_trim(struct sl_record *out, struct sl_open x);
struct sl_sealed sl_sealed_trim(struct sl_record *out, struct sl_sealed x);

#endif
