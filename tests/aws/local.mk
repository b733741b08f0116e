# programs that the tests of tests/aws/ drive
check_PROGRAMS += sign-lines call-lines
sign_lines_SOURCES = %D%/sign_lines.c
sign_lines_LDADD = libsluice-pusher.a $(PUSHER_LIBS)
call_lines_SOURCES = %D%/call_lines.c
call_lines_LDADD = libsluice-pusher.a $(PUSHER_LIBS)
