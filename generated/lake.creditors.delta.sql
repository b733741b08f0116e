-- The Delta table of lake.creditors, version 1, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`creditors` (
    `creditor_id` INT NOT NULL COMMENT 'internal operations',
    `creditor_name` STRING COMMENT 'open',
    `sector` STRING COMMENT 'open',
    `commission` DECIMAL(5,2) COMMENT 'internal financial',
    `website` STRING COMMENT 'open',
    `logo` BINARY COMMENT 'open',
    `since` TIMESTAMP_NTZ COMMENT 'open',
    `contracts` BIGINT COMMENT 'internal operations',
    `_gen` BIGINT NOT NULL COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` BIGINT NOT NULL COMMENT 'Run of the pusher that sent the record',
    `_lsn` STRING NOT NULL COMMENT 'Position of the commit in the database\'s log',
    `_seq` BIGINT NOT NULL COMMENT 'Ordinal among the stream\'s records of the transaction; _gen, _lsn, _run and _seq, in this order, order and identify the records of a stream',
    `_policy` STRING NOT NULL COMMENT 'Release, version and hash of the policy that let the record through',
    `_version` INT NOT NULL COMMENT 'The version in _policy, which constraints look at',
    `_commit_time` TIMESTAMP COMMENT 'When the transaction committed, in whole seconds',
    `_unchanged` MAP<STRING, STRUCT<_gen: BIGINT, _lsn: STRING, _run: BIGINT, _seq: BIGINT, _version: INT>> COMMENT 'Fields that the newest record did not carry, with the position of the record that their value is of'
)
USING DELTA
COMMENT 'Names and sectors of active creditors'
TBLPROPERTIES (
    'sluice.release' = 'lake.creditors',
    'sluice.version' = '1',
    'sluice.meaning' = '0273a10aab1cba9fc2735dd542919d0f9eea5771d27302a9845a9d75e7fc2107'
);

ALTER TABLE `lake`.`creditors` ADD CONSTRAINT policy_v1 CHECK (
    _version <> 1 OR (
        (`creditor_name` IS NOT NULL) AND
        (`sector` IS NOT NULL AND `sector` IN ('bank', 'utility', 'telecoms', 'council', 'retail')) AND
        (`contracts` IS NOT NULL)
    )
);
