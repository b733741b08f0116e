# common/ - memory, errors, log, JSON: used by compiler and pusher, knows neither.
noinst_LIBRARIES += libcommon.a
libcommon_a_SOURCES = \
    %D%/arena.c %D%/arena.h %D%/attributes.h \
    %D%/buf.c %D%/buf.h \
    %D%/calendar.c %D%/calendar.h %D%/clock.c %D%/clock.h \
    %D%/completion.c %D%/completion.h \
    %D%/edit_distance.c %D%/edit_distance.h \
    %D%/plural.c %D%/plural.h %D%/nearest_name.c %D%/nearest_name.h \
    %D%/err.c %D%/err.h %D%/errors.def \
    %D%/hash.c %D%/hash.h \
    %D%/json_out.c %D%/json_out.h \
    %D%/key_fault.c %D%/key_fault.h %D%/key_faults.def \
    %D%/maxima.h %D%/pg_array.c %D%/pg_array.h %D%/pg_sql.h %D%/pg_type.c %D%/pg_type.h %D%/refusal.c %D%/refusal.h %D%/refusals.def %D%/types.def %D%/formats.def \
    %D%/log.c %D%/log.h %D%/mac.c %D%/mac.h \
    %D%/record_format.h %D%/siphash.c %D%/siphash.h \
    %D%/str.h \
    %D%/utf8.c %D%/utf8.h \
    %D%/wipe.c %D%/wipe.h \
    %D%/open_regular.c %D%/open_regular.h \
    %D%/read_all.c %D%/read_all.h %D%/write_all.c %D%/write_all.h \
    %D%/functions.def \
    %D%/functions/presence.def %D%/functions/categories.def %D%/functions/numbers.def \
    %D%/functions/dates.def %D%/functions/places.def %D%/functions/pseudonyms.def \
    %D%/functions/partial.def %D%/functions/text.def %D%/functions/validity.def \
    %D%/functions/json.def \
    %D%/functions/country_codes.def %D%/functions/grid_width.def \
    %D%/functions/personal_domains.def %D%/functions/postcode_areas.def
