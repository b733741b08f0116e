# unit tests of runtime/functions/
UNIT_TESTS += %D%/test_array %D%/test_band %D%/test_categories %D%/test_combine \
    %D%/test_compare %D%/test_dates %D%/test_email %D%/test_grid %D%/test_intervals \
    %D%/test_ip %D%/test_json %D%/test_phone %D%/test_places %D%/test_presence \
    %D%/test_pseudonym %D%/test_round %D%/test_states %D%/test_text
%C%_test_array_SOURCES = %D%/test_array.c %D%/fixture.h
%C%_test_array_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_band_SOURCES = %D%/test_band.c %D%/fixture.h
%C%_test_band_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_categories_SOURCES = %D%/test_categories.c %D%/fixture.h
%C%_test_categories_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_combine_SOURCES = %D%/test_combine.c %D%/fixture.h
%C%_test_combine_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_compare_SOURCES = %D%/test_compare.c %D%/fixture.h
%C%_test_compare_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_dates_SOURCES = %D%/test_dates.c %D%/fixture.h
%C%_test_dates_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_email_SOURCES = %D%/test_email.c %D%/fixture.h
%C%_test_email_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_grid_SOURCES = %D%/test_grid.c %D%/fixture.h
%C%_test_grid_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_intervals_SOURCES = %D%/test_intervals.c %D%/fixture.h
%C%_test_intervals_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_ip_SOURCES = %D%/test_ip.c %D%/fixture.h
%C%_test_ip_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_json_SOURCES = %D%/test_json.c %D%/fixture.h
%C%_test_json_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_phone_SOURCES = %D%/test_phone.c %D%/fixture.h
%C%_test_phone_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_places_SOURCES = %D%/test_places.c %D%/fixture.h
%C%_test_places_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_presence_SOURCES = %D%/test_presence.c %D%/fixture.h
%C%_test_presence_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_pseudonym_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_round_SOURCES = %D%/test_round.c %D%/fixture.h
%C%_test_round_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_states_SOURCES = %D%/test_states.c %D%/fixture.h
%C%_test_states_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_text_SOURCES = %D%/test_text.c %D%/fixture.h
%C%_test_text_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
