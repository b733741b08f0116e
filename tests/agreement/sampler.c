#include "sampler.h"

#include "random_value.h"

/* A table, which the C compiler holds to the list of functions. */
slt_sampler * /* NOLINTNEXTLINE(readability-function-size) */
slt_sampler_of(enum slc_function_id function)
{
    switch (function) {
    case SLC_FUNCTION_present:
    case SLC_FUNCTION_count_present: return slt_same_presence;
    case SLC_FUNCTION_count_items: return slt_same_count;
    case SLC_FUNCTION_one_of: return slt_same_choice;
    case SLC_FUNCTION_group: return slt_same_group;
    case SLC_FUNCTION_email_domain:
    case SLC_FUNCTION_email_domain_kind:
    case SLC_FUNCTION_valid_email: return slt_same_domain;
    case SLC_FUNCTION_phone_country:
    case SLC_FUNCTION_phone_kind:
    case SLC_FUNCTION_valid_phone: return slt_same_phone;
    case SLC_FUNCTION_ip_prefix: return slt_same_network;
    case SLC_FUNCTION_valid_luhn: return slt_same_sum;
    case SLC_FUNCTION_json_text:
    case SLC_FUNCTION_json_number:
    case SLC_FUNCTION_json_bool:
    case SLC_FUNCTION_json_has: return slt_same_leaf;
    case SLC_FUNCTION_band: return slt_same_band;
    case SLC_FUNCTION_round_down: return slt_same_step;
    case SLC_FUNCTION_round_to: return slt_same_nearest;
    case SLC_FUNCTION_clamp: return slt_same_clamped;
    case SLC_FUNCTION_sign: return slt_same_sign;
    case SLC_FUNCTION_magnitude: return slt_same_magnitude;
    case SLC_FUNCTION_year: return slt_same_year;
    case SLC_FUNCTION_quarter: return slt_same_quarter;
    case SLC_FUNCTION_month: return slt_same_month;
    case SLC_FUNCTION_week: return slt_same_week;
    case SLC_FUNCTION_day: return slt_same_day;
    case SLC_FUNCTION_weekday: return slt_same_weekday;
    case SLC_FUNCTION_hour: return slt_same_hour;
    case SLC_FUNCTION_day_part: return slt_same_day_part;
    case SLC_FUNCTION_minutes_between: return slt_same_minutes;
    case SLC_FUNCTION_hours_between: return slt_same_hours;
    case SLC_FUNCTION_days_between: return slt_same_day;
    case SLC_FUNCTION_weeks_between: return slt_same_weeks;
    case SLC_FUNCTION_years_between: return slt_same_years;
    case SLC_FUNCTION_interval_band: return slt_same_interval;
    case SLC_FUNCTION_age_band: return slt_same_age;
    case SLC_FUNCTION_months_between: return slt_same_months;
    case SLC_FUNCTION_postcode_area:
    case SLC_FUNCTION_postcode_district:
    case SLC_FUNCTION_valid_uk_postcode: return slt_same_area;
    case SLC_FUNCTION_postcode_sector: return slt_same_sector;
    case SLC_FUNCTION_match_code:
    case SLC_FUNCTION_lower:
    case SLC_FUNCTION_upper: return slt_same_letters;
    case SLC_FUNCTION_trim: return slt_same_trimmed;
    case SLC_FUNCTION_squeeze: return slt_same_squeezed;
    case SLC_FUNCTION_first: return slt_same_beginning;
    case SLC_FUNCTION_last: return slt_same_end;
    case SLC_FUNCTION_mask: return slt_same_unmasked;
    case SLC_FUNCTION_initials:
    case SLC_FUNCTION_word_count_band: return slt_same_longer;
    case SLC_FUNCTION_length_band: return slt_same_length;
    case SLC_FUNCTION_contains_word: return slt_same_words;
    case SLC_FUNCTION_pseudonym:
    case SLC_FUNCTION_pseudonym_uuid:
    case SLC_FUNCTION_bucket_of:
    case SLC_FUNCTION_same:
    case SLC_FUNCTION_percent_band:
    case SLC_FUNCTION_grid:
    case SLC_FUNCTION_shift_days:
    case SLC_NFUNCTIONS: break;
    }
    return NULL;
}

const struct slc_ir_arg *
slt_argument(const struct slc_ir_expr *call, const char *label)
{
    for (uint32_t at = 0; at < call->nargs; at++)
        if (call->args[at].label != NULL && strcmp(call->args[at].label, label) == 0)
            return &call->args[at];
    return NULL;
}

void
slt_any_value(const struct slt_sampling *sampling, struct sl_buf *out)
{
    const char *spelling = sampling->type->precision > 0 ? "(" : "";
    const struct slt_column column = { .type = sampling->type->id, .spelling = spelling };
    slt_random_value(out, sampling->chance, &column);
}
