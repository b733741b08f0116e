/* command_status.c - what the state says, printed. */
#include "maxima.h"
#include "process/command_config.h"
#include "process/commands.h"
#include "process/status.h"

#include <stdio.h>

static int
print_status(const struct slp_pusher_status *status, bool json)
{
    struct sl_buf text;
    sl_buf_init(&text, SLP_MAX_READER_BYTES);
    if (json)
        slp_status_json(&text, status);
    else
        slp_status_text(&text, status);
    bool written = !sl_buf_failed(&text) && fwrite(text.bytes, 1, text.len, stdout) == text.len &&
                   fflush(stdout) == 0;
    sl_buf_done(&text);
    if (!written)
        return sl_class_exit_code(SL_CONFIG);
    return slp_status_has_uncovered(status) ? 1 : 0;
}

int
slp_status_command(const struct slp_arguments *arguments)
{
    struct slp_loaded_config loaded;
    struct slp_pusher_status status;
    struct sl_err err;
    int code = sl_class_exit_code(SL_CONFIG);
    if (slp_command_load_general(arguments->config, &loaded) == 0) {
        if (slp_status_read(loaded.config.general.state, &sluice_policy, loaded.arena, &status,
                            &err) == 0)
            code = print_status(&status, arguments->json);
        else
            slp_print_error("sluice-pusher", &err);
    }
    slp_command_unload(&loaded);
    return code;
}
