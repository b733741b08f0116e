/* sampler_contact.c - addresses and numbers by which people are reached, and what is checked like them. */
#include "sampler.h"

#include "random_value.h"

static bool
same_domain(const struct slt_sampling *sampling, struct sl_buf *out)
{
    static const char *const names[] = { "zoe", "a.b", "x" };
    size_t local = 0;
    while (local < sampling->text.len && sampling->text.ptr[local] >= 'a' &&
           sampling->text.ptr[local] <= 'z')
        local++;
    if (local == 0 || local >= sampling->text.len || sampling->text.ptr[local] != '@')
        return false;
    sl_buf_add_str(out, sl_str_of(SLT_ANY(sampling->chance, names)));
    sl_buf_add_str(out, sl_str_from(sampling->text, local));
    return true;
}

slt_sampler *const slt_sampler_email_domain = same_domain;
slt_sampler *const slt_sampler_email_domain_kind = same_domain;
slt_sampler *const slt_sampler_valid_email = same_domain;

/* Whether it ends in the inward code of "SW1A 1AA", and is ASCII. */
static bool
has_inward_code(struct sl_str text)
{
    if (text.len < 6 || text.ptr[text.len - 4] != ' ' || text.ptr[0] == ' ' ||
        sl_str_is(text, "GIR 0AA"))
        return false;
    for (size_t at = 0; at < text.len; at++)
        if ((unsigned char)text.ptr[at] >= 0x80)
            return false;
    const char *code = text.ptr + text.len - 3;
    return code[0] >= '0' && code[0] <= '9' && code[1] >= 'A' && code[1] <= 'Z' && code[2] >= 'A' &&
           code[2] <= 'Z' && strpbrk("CIKMOV", (char[]) { code[1], 0 }) == NULL &&
           strpbrk("CIKMOV", (char[]) { code[2], 0 }) == NULL;
}

static bool
add_inward_code(const struct slt_sampling *sampling, char digit, struct sl_buf *out)
{
    static const char letters[] = "ABDEFGHJLNPQRSTUWXYZ";
    sl_buf_add(out, sampling->text.ptr, sampling->text.len - 3);
    sl_buf_printf(out, "%c%c%c", digit, letters[slt_below(sampling->chance, sizeof letters - 1)],
                  letters[slt_below(sampling->chance, sizeof letters - 1)]);
    return true;
}

static bool
same_area(const struct slt_sampling *sampling, struct sl_buf *out)
{
    char digit = (char)('0' + slt_below(sampling->chance, 10));
    return has_inward_code(sampling->text) && add_inward_code(sampling, digit, out);
}

slt_sampler *const slt_sampler_postcode_area = same_area;
slt_sampler *const slt_sampler_postcode_district = same_area;
slt_sampler *const slt_sampler_valid_uk_postcode = same_area;

static bool
same_sector(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return has_inward_code(sampling->text) &&
           add_inward_code(sampling, sampling->text.ptr[sampling->text.len - 3], out);
}

slt_sampler *const slt_sampler_postcode_sector = same_sector;

/* Another last digit: of numbers so long that it is neither the country's nor the kind's. */
static bool
same_phone(const struct slt_sampling *sampling, struct sl_buf *out)
{
    struct sl_str text = sampling->text;
    uint32_t digits = 0;
    for (size_t at = 0; at < text.len; at++)
        digits += text.ptr[at] >= '0' && text.ptr[at] <= '9';
    if (digits < 9 || text.ptr[text.len - 1] < '0' || text.ptr[text.len - 1] > '9')
        return false;
    sl_buf_add(out, text.ptr, text.len - 1);
    sl_buf_add_byte(out, (char)('0' + slt_below(sampling->chance, 10)));
    return true;
}

slt_sampler *const slt_sampler_phone_country = same_phone;
slt_sampler *const slt_sampler_phone_kind = same_phone;
slt_sampler *const slt_sampler_valid_phone = same_phone;

/* Another host of two networks that are kept for documentation (RFC 5737, RFC 3849). */
static bool
same_network(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t v4 = slt_argument(sampling->call, "v4")->literals[0].digits;
    int64_t v6 = slt_argument(sampling->call, "v6")->literals[0].digits;
    unsigned host = 1 + slt_below(sampling->chance, 254);
    if (v4 <= 24 && sl_str_is(sampling->text, "192.0.2.77")) {
        sl_buf_printf(out, "192.0.2.%u", host);
        return true;
    }
    sl_buf_printf(out, "2001:db8::%x", host);
    return v6 <= 64 && sl_str_is(sampling->text, "2001:db8::1");
}

slt_sampler *const slt_sampler_ip_prefix = same_network;

/* Blanks and hyphens more. */
static bool
same_sum(const struct slt_sampling *sampling, struct sl_buf *out)
{
    sl_buf_add_str(out, sampling->text);
    sl_buf_add_str(out, slt_percent(sampling->chance, 50) ? SL_STR("- ") : SL_STR(" "));
    return sampling->type->id == SLC_TYPE_TEXT || sampling->type->id == SLC_TYPE_CITEXT;
}

slt_sampler *const slt_sampler_valid_luhn = same_sum;
