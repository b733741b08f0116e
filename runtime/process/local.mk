# runtime/process/ - commands, supervisor and children
libsluice_pusher_a_SOURCES += \
    %D%/main.c %D%/arguments.h %D%/arguments.c %D%/command_table.h %D%/command_table.c \
    %D%/command_help.h %D%/command_help.c %D%/commands.h %D%/commands.c %D%/command_config.h \
    %D%/command_config.c %D%/command_request.c %D%/command_status.c %D%/status.h %D%/status.c \
    %D%/status_text.c %D%/status_json.c %D%/release_arguments.h %D%/release_arguments.c \
    %D%/request_wait.h %D%/request_wait.c %D%/supervisor.h %D%/supervisor.c %D%/signals.h \
    %D%/signals.c %D%/children.h %D%/children.c %D%/child.h %D%/child.c %D%/secrets.h %D%/secrets.c %D%/relay.h %D%/relay.c \
    %D%/request_files.h %D%/request_files.c %D%/request_text.h %D%/request_text.c %D%/whole_file.h \
    %D%/whole_file.c %D%/expiry.h %D%/expiry.c %D%/lock.h %D%/lock.c %D%/project_rows.c
