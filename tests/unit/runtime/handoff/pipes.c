#include "pipes.h"

#include <unistd.h>

void
pipes_open(struct pipes *ret)
{
    int records[2], results[2];
    assert_int_equal(pipe(records), 0);
    assert_int_equal(pipe(results), 0);
    *ret = (struct pipes) { .records_in = records[1],
                            .records_out = records[0],
                            .results_in = results[1],
                            .results_out = results[0] };
}

void
pipes_hang_up(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

void
pipes_close(struct pipes *pipes)
{
    pipes_hang_up(&pipes->records_in);
    pipes_hang_up(&pipes->records_out);
    pipes_hang_up(&pipes->results_in);
    pipes_hang_up(&pipes->results_out);
}

struct slp_frame
record_frame(uint64_t number, struct sl_str json)
{
    return (
        struct slp_frame) { .kind = SLP_FRAME_RECORD,
                            .number = number,
                            .position = { .gen = 1, .run = 5, .lsn = 0x16B37480, .seq = number },
                            .key = SL_STR("\"id\":7"),
                            .json = json };
}
