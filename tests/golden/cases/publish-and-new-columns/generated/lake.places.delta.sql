-- The Delta table of lake.places, version 1, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`places` (
    `place_id` BIGINT NOT NULL COMMENT 'internal operations',
    `_gen` BIGINT NOT NULL COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` BIGINT NOT NULL COMMENT 'Run of the pusher that sent the record',
    `_lsn` STRING NOT NULL COMMENT 'Position of the commit in the database\'s log',
    `_seq` BIGINT NOT NULL COMMENT 'Ordinal among the stream\'s records of the transaction; _gen, _lsn, _run and _seq, in this order, order and identify the records of a stream',
    `_policy` STRING NOT NULL COMMENT 'Release, version and hash of the policy that let the record through',
    `_version` INT NOT NULL COMMENT 'The version in _policy, which constraints look at',
    `_unchanged` MAP<STRING, STRUCT<_gen: BIGINT, _lsn: STRING, _run: BIGINT, _seq: BIGINT, _version: INT>> COMMENT 'Fields that the newest record did not carry, with the position of the record that their value is of'
)
USING DELTA
COMMENT 'Where we work'
TBLPROPERTIES (
    'sluice.release' = 'lake.places',
    'sluice.version' = '1',
    'sluice.meaning' = '7fdb2781227ad510ba2113f0463a291cf7e78649aa00c85f96f5df5c397a1392'
);

ALTER TABLE `lake`.`places` ADD CONSTRAINT policy_v1 CHECK (
    _version <> 1 OR (
        true
    )
);
