# runtime/process/ - commands, supervisor and children
libsluice_pusher_a_SOURCES += \
    %D%/main.c %D%/commands.h %D%/commands.c \
    %D%/supervisor.h %D%/supervisor.c %D%/child.h %D%/child.c %D%/expiry.h %D%/expiry.c \
    %D%/lock.h %D%/lock.c %D%/project_rows.c
