/* bench_sender.c - the sender alone: records come in by its pipe as fast as it takes them, and leave by
 * the sink that a configuration names.
 *
 *   bench_sender CONFIG RECORDS BYTES KEYS
 *
 * One process makes the records and waits for their delivery results, as the reader would; the other is the
 * sender, sandboxed. Prints one line of JSON: seconds from the first record to the last delivery result, the
 * sender's CPU, and the most memory it took. */
#include "clock.h"
#include "config/config.h"
#include "handoff/handoff.h"
#include "maxima.h"
#include "sandbox/sandbox.h"
#include "sender/sender.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct sl_projection rows = { .destination = "lake", .stream = "rows" };
static const struct sl_projection *const releases[] = { &rows };
static const struct sl_destination destinations[] = { { .name = "lake" } };
static const struct sl_policy policy = {
    .destinations = destinations, .ndestinations = 1, .projections = releases, .nprojections = 1
};

enum { MOST_RECORD_BYTES = 4096 };

static int
fail(const struct sl_err *err)
{
    (void)fprintf(stderr, "bench_sender: %s %s\n", err->text, err->remedy);
    return 1;
}

/* ---- the reader's part --------------------------------------------------------------------- */

/* How many records are sent, of how many bytes each, newline and all, about how many keys. */
struct load {
    uint64_t records;
    size_t bytes;
    uint64_t keys;
};

struct line {
    char text[MOST_RECORD_BYTES + 64], key[64];
};

/* The record of that number; its text and key stand in `in`. */
static void
write_frame(struct slp_frame *ret, struct line *in, uint64_t number, const struct load *load)
{
    char *line = in->text, *key = in->key;
    uint64_t account = number * 2654435761u % load->keys;
    int key_len =
        snprintf(key, sizeof in->key, "\"account\":\"%016llx\"", (unsigned long long)account);
    int len = snprintf(line, MOST_RECORD_BYTES,
                       "{\"_op\":\"u\",\"_format\":2,\"_gen\":1,\"_run\":1,\"_lsn\":\"%016llX\","
                       "\"_seq\":0,%s,\"text\":\"",
                       (unsigned long long)number, key);
    while ((size_t)len < load->bytes - 3) {
        line[len] = (char)('a' + (number + (unsigned)len) % 26);
        len++;
    }
    memcpy(line + len, "\"}", 2);
    *ret = (struct slp_frame) { .kind = SLP_FRAME_RECORD,
                                .number = number,
                                .position = { .gen = 1, .run = 1, .lsn = number },
                                .key = { key, (size_t)key_len },
                                .json = { line, (size_t)len + 2 } };
}

static int
drain(struct slp_handoff *handoff, uint64_t *delivered, struct sl_err *reterr)
{
    struct slp_result_message result;
    int got;
    while ((got = slp_handoff_next_result(handoff, &result, reterr)) > 0) {
        if (result.kind == SLP_RESULT_REFUSED) {
            *reterr = result.err;
            return -1;
        }
        *delivered = result.number;
    }
    return got; /* after the last delivery result the sender is gone: the caller looks at *delivered first */
}

static int
feed(struct slp_handoff *handoff, const struct load *load, struct sl_err *reterr)
{
    struct line line;
    uint64_t records = load->records, given = 0, delivered = 0;
    struct slp_frame frame;
    bool ended = false;
    while (delivered < records) {
        while (given < records && slp_handoff_has_room(handoff)) {
            write_frame(&frame, &line, ++given, load);
            if (slp_handoff_add(handoff, &frame, reterr) != 0)
                return -1;
        }
        if (given == records && !ended) {
            frame = (struct slp_frame) { .kind = SLP_FRAME_END };
            if (slp_handoff_add(handoff, &frame, reterr) != 0)
                return -1;
            ended = true;
        }
        if ((slp_handoff_write(handoff, reterr) != 0 || drain(handoff, &delivered, reterr) != 0) &&
            delivered < records)
            return -1;
        struct pollfd fds[] = {
            { .fd = slp_handoff_results_fd(handoff), .events = POLLIN },
            { .fd = slp_handoff_is_pending(handoff) ? slp_handoff_records_fd(handoff) : -1,
              .events = POLLOUT },
        };
        bool idle = given == records || !slp_handoff_has_room(handoff);
        if (delivered < records && idle)
            (void)poll(fds, 2, -1);
    }
    return 0;
}

/* ---- the sender ---------------------------------------------------------------------------- */

static int
send_all(const struct slp_config *config, int records_fd, int results_fd)
{
    struct sl_err err = { .text = "" };
    struct slp_needs needs = { .network = false };
    (void)signal(SIGPIPE, SIG_IGN);
    struct slp_intake *intake = slp_intake_new(records_fd, results_fd, &policy, &err);
    struct slp_sender *sender =
        intake != NULL ? slp_sender_new(config, &policy, intake, NULL, &err) : NULL;
    if (sender == NULL)
        return fail(&err);
    slp_sender_needs(sender, &needs);
    int result = slp_sandbox_sender(&needs, -1, &err);
    if (result == 0)
        result = slp_sender_run(sender, &err);
    slp_sender_free(sender);
    slp_intake_free(intake);
    return result == 0 ? 0 : fail(&err);
}

static int
read_config(const char *path, struct slp_loaded_config *ret)
{
    struct sl_err err;
    ret->arena = sl_arena_new(16 * SL_MIB);
    ret->vault = slp_vault_new();
    int result = slp_config_load(path, &policy, ret, &err);
    if (result < 0)
        return fail(&err);
    for (const struct slp_config_finding *at = ret->findings.first; at != NULL; at = at->next)
        (void)fprintf(stderr, "bench_sender: %s: %s %s\n", at->path, at->text, at->remedy);
    return result;
}

static double
seconds(const struct timeval *time)
{
    return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
    struct slp_loaded_config loaded;
    struct sl_err err;
    int records[2], results[2], status;
    if (argc != 5 || read_config(argv[1], &loaded) != 0)
        return 2;
    struct load load = { .records = strtoull(argv[2], NULL, 10),
                         .bytes = strtoul(argv[3], NULL, 10),
                         .keys = strtoull(argv[4], NULL, 10) };
    if (load.bytes < 150 || load.bytes > MOST_RECORD_BYTES || load.keys == 0 ||
        pipe(records) != 0 || pipe(results) != 0)
        return 2;
    pid_t sender = fork();
    if (sender == 0) {
        (void)close(records[1]);
        (void)close(results[0]);
        _exit(send_all(&loaded.config, records[0], results[1]));
    }
    (void)close(records[0]);
    (void)close(results[1]);
    (void)signal(SIGPIPE, SIG_IGN);
    struct slp_handoff *handoff = slp_handoff_new(records[1], results[0], &err);
    int64_t began_ms = slp_now_ms();
    int fed = handoff != NULL ? feed(handoff, &load, &err) : -1;
    int64_t took_ms = slp_now_ms() - began_ms;
    slp_handoff_free(handoff);
    struct rusage usage;
    if (wait4(sender, &status, 0, &usage) != sender || status != 0 || fed != 0)
        return fed != 0 ? fail(&err) : 1;
    (void)printf("{\"seconds\": %.3f, \"user\": %.3f, \"system\": %.3f, \"memory_kib\": %ld}\n",
                 (double)took_ms / 1e3, seconds(&usage.ru_utime), seconds(&usage.ru_stime),
                 usage.ru_maxrss);
    return 0;
}
