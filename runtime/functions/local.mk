# runtime/functions/ - the language's functions, one file a group, and what they share.
libsluice_pusher_a_SOURCES += \
    %D%/ascii.h %D%/lower.h \
    %D%/moment.c %D%/moment.h \
    %D%/number.c %D%/number.h \
    %D%/order.c %D%/order.h \
    %D%/parts.c %D%/parts.h \
    %D%/print.c %D%/print.h \
    %D%/round.c %D%/round.h \
    %D%/presence.c %D%/decrypt.c %D%/membership.c %D%/compare.c %D%/combine.c %D%/categories.c \
    %D%/band.c %D%/band.h %D%/plain.c %D%/plain.h %D%/numbers.c \
    %D%/percent.c %D%/dates.c %D%/intervals.c %D%/places.c %D%/postcode_areas.def \
    %D%/keyed.c %D%/keyed.h %D%/shift.c %D%/pseudonym.c %D%/text.c \
    %D%/email.c %D%/personal_domains.def %D%/phone.c %D%/country_codes.def %D%/ip.c \
    %D%/luhn.c %D%/json.c %D%/array.c %D%/grid.c %D%/grid_width.def %D%/characters.h %D%/partial.c %D%/words.c
