/* config.h - the pusher's configuration: one JSON file, checked whole.
 *
 *   { "source": {"conninfo": "host=… dbname=…", "replication_user": "…", "reader_user": "…"},
 *     "keys": {"customer_link": {"file": "keys/customer_link"}},
 *     "destinations": {"lake": {"sink": "file", "directory": "lake"}},
 *     "state": "state" }
 *
 * Options are listed in config.def. Relative paths count from the file's own folder. Secrets are
 * never written in it but referenced: {"file": PATH} or {"env": NAME}; a secret's file must not be
 * readable by everyone nor writable by others than its owner. A key for pseudonyms is the bytes of
 * its file or variable, at least 32; a key for decryption what its formats need (decryption.h); a
 * password ends before a final line break.
 *
 * The supervisor alone reads the file and the secrets; each child is handed the part it needs
 * (transfer.h). Strings live in the arena, secrets in the vault given to the call. */
#ifndef SLP_CONFIG_H
#define SLP_CONFIG_H

#include "arena.h"
#include "config/vault.h"
#include "err.h"
#include "record/record.h"

#include <stdbool.h>
#include <stdint.h>

/* Option types of config.def, as struct members. */
typedef const char *slp_string_option;   /* "" when not given */
typedef const char *slp_path_option;     /* absolute, or "" */
typedef struct sl_key slp_secret_option; /* len 0 when not given */
typedef uint64_t slp_number_option;
typedef uint32_t slp_word_option; /* index among the words that config.def lists */

#define SLP_TYPE_STRING slp_string_option
#define SLP_TYPE_PATH slp_path_option
#define SLP_TYPE_SECRET slp_secret_option
#define SLP_TYPE_NUMBER slp_number_option
#define SLP_TYPE_WORD slp_word_option
#define SLP_MEMBER(type, name, initial, limits, help) SLP_TYPE_##type name;

struct slp_general_config {
#define SLP_GENERAL SLP_MEMBER
#include "config/config.def"
};

struct slp_source_config {
#define SLP_SOURCE SLP_MEMBER
#include "config/config.def"
};

struct slp_file_config {
#define SLP_FILE SLP_MEMBER
#include "config/config.def"
};

struct slp_aws_config {
#define SLP_AWS_ACCESS SLP_MEMBER
#include "config/config.def"
};

struct slp_kinesis_config {
#define SLP_KINESIS SLP_MEMBER
#include "config/config.def"
};

struct slp_firehose_config {
#define SLP_FIREHOSE SLP_MEMBER
#include "config/config.def"
};

struct slp_s3_config {
#define SLP_S3 SLP_MEMBER
#include "config/config.def"
};
#undef SLP_MEMBER

enum { SLP_AFTER_EXPIRY_STOP, SLP_AFTER_EXPIRY_WARN };
enum { SLP_ON_CHANGE_FILL, SLP_ON_CHANGE_FROM_NOW_ON };
enum { SLP_ON_DRIFT_TABLE, SLP_ON_DRIFT_ALL };
enum { SLP_ON_LARGE_RECORD_PAUSE, SLP_ON_LARGE_RECORD_MARK };
enum { SLP_COMPRESS_NONE, SLP_COMPRESS_GZIP };
enum { SLP_KEYS_RESEND, SLP_KEYS_STRICT };
enum { SLP_PACK_NONE, SLP_PACK_LINES, SLP_PACK_KPL };
enum { SLP_ENCRYPTION_BUCKET, SLP_ENCRYPTION_S3, SLP_ENCRYPTION_KMS };

/* What a key for decryption is in one format: the ring is in the vault. */
struct sl_ring;
struct slp_ring_config {
    const char *format; /* of the policy */
    struct sl_ring *ring;
};

struct slp_key_config {
    const char *name;
    struct sl_key key; /* for pseudonyms; len 0 otherwise */
    struct slp_ring_config *rings;
    uint32_t nrings; /* for decryption, one for each format that the policy uses it for */
};

struct slp_destination_config {
    const char *name; /* as in the policy */
    const char *sink; /* "file"; the sink's own members are set, the others are zero */
    struct slp_file_config file;
    struct slp_aws_config aws; /* of the three that follow */
    struct slp_kinesis_config kinesis;
    struct slp_firehose_config firehose;
    struct slp_s3_config s3;
};

struct slp_config {
    struct slp_general_config general;
    struct slp_source_config source;
    struct slp_key_config *keys; /* those that the policy names, in no certain order */
    uint32_t nkeys;
    struct slp_destination_config *destinations; /* in the order of the policy's */
    uint32_t ndestinations;
};

/* What is wrong with the file: all of it, found in one run. */
struct slp_config_finding {
    bool warning;     /* the pusher would start */
    unsigned line;    /* 0: the file as a whole */
    const char *path; /* "destinations.lake.sink", "" for the file as a whole */
    const char *text;
    const char *remedy; /* "" for none */
    struct slp_config_finding *next;
};

struct slp_config_findings {
    struct slp_config_finding *first, *last;
    unsigned errors, warnings;
};

/* A configuration and what it lives in. Arena and vault are the caller's; the rest comes of
 * reading. */
struct slp_loaded_config {
    struct sl_arena *arena;
    struct slp_vault *vault;
    struct slp_config config;
    struct slp_config_findings findings;
    struct sl_str text; /* the file's, and its folder: for slp_config_read_again() */
    const char *folder;
};

/* Reads the file and every secret it refers to, and holds both against the policy: destinations
 * and keys that it needs and that are missing, or that it does not know. 0 without errors (there
 * may be warnings); 1 with errors: the configuration is not to be used; -1 and *reterr when the
 * file cannot be read at all. */
SL_MUST_USE int slp_config_load(const char *path, const struct sl_policy *policy,
                                struct slp_loaded_config *loaded, struct sl_err *reterr);

/* Reads every secret again, as files, credentials and services have it now, by the text that was read first: a
 * file that was edited since is for the next start of the pusher. The same results as of slp_config_load(), in
 * `ret`, whose arena and vault are its own. */
SL_MUST_USE int slp_config_read_again(const struct slp_loaded_config *loaded,
                                      const struct sl_policy *policy,
                                      struct slp_loaded_config *ret);

/* Reads the options at the file's top alone (`state`, `log`, …): for commands that need no source, key
 * or destination, and that are called where the secrets may not be at hand. The same results. */
SL_MUST_USE int slp_config_load_general(const char *path, struct slp_loaded_config *loaded,
                                        struct sl_err *reterr);

/* The same for text in memory; `folder` is what relative paths count from. */
SL_MUST_USE int slp_config_parse(struct sl_str text, const char *folder,
                                 const struct sl_policy *policy, struct slp_loaded_config *loaded);

/* The options as a JSON Schema (draft 2020-12) for editors: docs/configuration.schema.json. */
struct sl_buf;
void slp_config_schema(struct sl_buf *out);

#endif
