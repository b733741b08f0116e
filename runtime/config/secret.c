#include "config/secret.h"

#include "maxima.h"
#include "plural.h"
#include "wipe.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int
check_file(int fd, const char *path, struct sl_err *reterr)
{
    struct stat stat;
    if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode))
        return sl_fail(reterr, SL_CONFIG, "the secret's file '%s' is not a regular file", path);
    if ((stat.st_mode & (S_IRWXO | S_IWGRP)) != 0) {
        (void)sl_fail(reterr, SL_CONFIG, "the secret's file '%s' has mode %04o: %s", path,
                      (unsigned)stat.st_mode & 07777,
                      stat.st_mode & S_IRWXO ? "others may use it" : "its group may change it");
        return sl_remedy(reterr, "chmod 600 it, and count what it protected as known to others");
    }
    if (stat.st_size < 1 || (uintmax_t)stat.st_size > SLP_MAX_SECRET_BYTES)
        return sl_fail(reterr, SL_CONFIG, "the secret's file '%s' has %lld byte%s", path,
                       (long long)stat.st_size, sl_plural((uint64_t)stat.st_size));
    return 0;
}

/* At most `len` bytes into the vault. */
static int
read_whole(int fd, const char *path, struct slp_vault *vault, struct sl_key *ret,
           struct sl_err *reterr)
{
    uint8_t bytes[SLP_MAX_SECRET_BYTES];
    size_t len = 0;
    ssize_t got;
    while (len < sizeof bytes && (got = read(fd, bytes + len, sizeof bytes - len)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return sl_fail(reterr, SL_CONFIG, "reading the secret's file '%s' failed (errno %d)",
                           path, errno);
        len += (size_t)got;
    }
    int kept = slp_vault_keep(vault, (struct sl_str) { (const char *)bytes, len }, ret);
    sl_wipe(bytes, sizeof bytes);
    return kept == 0 ? 0 : sl_fail(reterr, SL_CONFIG, "too many secrets");
}

int
slp_secret_read_file(const char *path, struct slp_vault *vault, struct sl_key *ret,
                     struct sl_err *reterr)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return sl_fail(reterr, SL_CONFIG, "the secret's file '%s' cannot be opened: %s", path,
                       strerror(errno));
    int result = check_file(fd, path, reterr);
    if (result == 0)
        result = read_whole(fd, path, vault, ret, reterr);
    (void)close(fd);
    return result;
}

int
slp_secret_read_env(const char *name, struct slp_vault *vault, struct sl_key *ret,
                    struct sl_err *reterr)
{
    char *text = getenv(name);
    size_t len = text != NULL ? strlen(text) : 0;
    if (len == 0)
        return sl_fail(reterr, SL_CONFIG, "the environment variable %s is %s", name,
                       text != NULL ? "empty" : "not set");
    if (len > SLP_MAX_SECRET_BYTES ||
        slp_vault_keep(vault, (struct sl_str) { text, len }, ret) != 0)
        return sl_fail(reterr, SL_CONFIG, "the environment variable %s is too long", name);
    return 0;
}

int
slp_secret_read_credential(const char *name, struct slp_vault *vault, struct sl_key *ret,
                           struct sl_err *reterr)
{
    const char *directory = getenv("CREDENTIALS_DIRECTORY");
    char path[PATH_MAX];
    if (directory == NULL || directory[0] != '/') {
        (void)sl_fail(reterr, SL_CONFIG, "there are no credentials: systemd has given none");
        return sl_remedy(reterr, "LoadCredential=%s:… in the service's unit", name);
    }
    if (strchr(name, '/') != NULL || name[0] == '.')
        return sl_fail(reterr, SL_CONFIG, "'%s' is not the name of a credential", name);
    int len = snprintf(path, sizeof path, "%s/%s", directory, name);
    if (len < 0 || (size_t)len >= sizeof path)
        return sl_fail(reterr, SL_CONFIG, "the name of the credential '%s' is too long", name);
    return slp_secret_read_file(path, vault, ret, reterr);
}

const char *
slp_secret_text(const struct sl_key *secret)
{
    return secret->len > 0 ? (const char *)secret->bytes : "";
}

/* The bytes are the vault's, and ours to change as long as we read the configuration. */
static void
drop_last(struct sl_key *secret, char byte)
{
    if (secret->len > 0 && secret->bytes[secret->len - 1] == (uint8_t)byte)
        ((uint8_t *)(uintptr_t)secret->bytes)[--secret->len] = '\0';
}

void
slp_secret_trim(struct sl_key *secret)
{
    drop_last(secret, '\n');
    drop_last(secret, '\r');
}
