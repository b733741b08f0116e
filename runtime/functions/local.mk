# runtime/functions/ - the language's functions, one file a group, and what they share.
libsluice_pusher_a_SOURCES += \
    %D%/every.h %D%/every.c %D%/lower.h %D%/order.h %D%/order.c %D%/parts.h %D%/parts.c %D%/round.h %D%/round.c \
    %D%/presence.c %D%/decrypt.c %D%/membership.c %D%/compare.c %D%/combine.c %D%/categories.c \
    %D%/band.h %D%/band.c %D%/plain.h %D%/plain.c %D%/numbers.c %D%/percent.c %D%/dates.c \
    %D%/intervals.c %D%/places.c %D%/keyed.h %D%/keyed.c %D%/shift.c \
    %D%/pseudonym.c %D%/text.c %D%/email.c %D%/phone.c \
    %D%/ip.c %D%/luhn.c %D%/json.c %D%/array.c %D%/grid.c \
    %D%/characters.h %D%/partial.c %D%/words.c
