#include "log.h"

#include "buf.h"
#include "json_out.h"
#include "maxima.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const char *process_name = "sluice";
static enum sl_level most_detailed_level = SL_LOG_INFO;
static const char *const level_names[] = { [SL_LOG_ERROR] = "error",
                                           [SL_LOG_WARNING] = "warning",
                                           [SL_LOG_INFO] = "info",
                                           [SL_LOG_DEBUG] = "debug" };

void
sl_log_init(const char *process, enum sl_level most_detailed)
{
    process_name = process;
    most_detailed_level = most_detailed;
}

static void
begin_line(struct sl_buf *line, enum sl_level level, const char *event)
{
    struct timespec now;
    struct tm utc;
    char stamp[32];
    (void)clock_gettime(CLOCK_REALTIME, &now);
    (void)gmtime_r(&now.tv_sec, &utc);
    (void)strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &utc);
    sl_buf_printf(line,
                  "{\"time\":\"%s.%03ldZ\",\"level\":\"%s\",\"process\":\"%s\",\"event\":", stamp,
                  now.tv_nsec / 1000000, level_names[level], process_name);
    sl_json_string(line, sl_str_of(event));
}

static void
add_field(struct sl_buf *line, const struct sl_field *field)
{
    sl_buf_add_byte(line, ',');
    sl_json_string(line, sl_str_of(field->key));
    sl_buf_add_byte(line, ':');
    switch (field->type) {
    case SL_FIELD_NAME: sl_json_string(line, field->name); break;
    case SL_FIELD_COUNT:
    case SL_FIELD_SECONDS: sl_buf_printf(line, "%llu", (unsigned long long)field->number); break;
    case SL_FIELD_LSN:
        sl_buf_printf(line, "\"%X/%X\"", (unsigned)(field->number >> 32), (unsigned)field->number);
        break;
    }
}

/* One write, so that lines of several processes do not mix. */
static void
end_line(struct sl_buf *line)
{
    sl_buf_add(line, "}\n", 2);
    size_t written = 0;
    while (written < line->len) {
        ssize_t wrote = write(STDERR_FILENO, line->bytes + written, line->len - written);
        if (wrote <= 0)
            break;
        written += (size_t)wrote;
    }
    sl_buf_done(line);
}

void
sl_log(enum sl_level level, const char *event, const struct sl_field *fields)
{
    if (level > most_detailed_level)
        return;
    struct sl_buf line;
    sl_buf_init(&line, SL_MIB);
    begin_line(&line, level, event);
    for (; fields != NULL && fields->key != NULL; fields++)
        add_field(&line, fields);
    end_line(&line);
}

void
sl_log_err(enum sl_level level, const char *event, const struct sl_err *err)
{
    sl_log(level, event,
           SL_FIELDS(SL_NAME("class", sl_str_of(sl_class_name(err->class))),
                     SL_NAME("error", sl_str_of(err->text)),
                     SL_NAME("remedy", sl_str_of(err->remedy))));
}
