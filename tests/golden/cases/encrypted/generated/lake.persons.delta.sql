-- The Delta table of lake.persons, version 1, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`persons` (
    `person_ref` STRING NOT NULL COMMENT 'pseudonymous identity',
    `has_email` BOOLEAN COMMENT 'internal contact',
    `contactable` BOOLEAN COMMENT 'internal contact',
    `phone` STRING COMMENT 'internal contact',
    `age_band` STRING COMMENT 'internal identity',
    `sent_mail` BOOLEAN COMMENT 'internal contact',
    `stored_mail` STRING COMMENT 'internal operations',
    `provider` STRING COMMENT 'internal contact',
    `_gen` BIGINT NOT NULL COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` BIGINT NOT NULL COMMENT 'Run of the pusher that sent the record',
    `_lsn` STRING NOT NULL COMMENT 'Position of the commit in the database\'s log',
    `_seq` BIGINT NOT NULL COMMENT 'Ordinal among the stream\'s records of the transaction; _gen, _lsn, _run and _seq, in this order, order and identify the records of a stream',
    `_policy` STRING NOT NULL COMMENT 'Release, version and hash of the policy that let the record through',
    `_version` INT NOT NULL COMMENT 'The version in _policy, which constraints look at',
    `_unchanged` MAP<STRING, STRUCT<_gen: BIGINT, _lsn: STRING, _run: BIGINT, _seq: BIGINT, _version: INT>> COMMENT 'Fields that the newest record did not carry, with the position of the record that their value is of'
)
USING DELTA
COMMENT 'How our customers are served'
TBLPROPERTIES (
    'sluice.release' = 'lake.persons',
    'sluice.version' = '1',
    'sluice.meaning' = 'a572656c8404d06d78835dca1e22099d4f0d2d6e36cccca56f42b3cd6a40e488'
);

ALTER TABLE `lake`.`persons` ADD CONSTRAINT policy_v1 CHECK (
    _version <> 1 OR (
        (`person_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`has_email` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`contactable` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`phone` IS NOT NULL AND `phone` IN ('none', 'held', 'blank') OR _unchanged IS NOT NULL) AND
        (`age_band` IS NULL OR `age_band` IN ('0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80-89', '90+')) AND
        (`sent_mail` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`provider` IS NULL OR `provider` IN ('gmail.com'))
    )
);
