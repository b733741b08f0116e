-- The Delta table of open_data.lines, version 1, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `open_data`.`lines` (
    `id` BIGINT NOT NULL COMMENT 'open',
    `both` STRING COMMENT 'open',
    `b` STRING COMMENT 'open',
    `a` STRING COMMENT 'open',
    `_gen` BIGINT NOT NULL COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` BIGINT NOT NULL COMMENT 'Run of the pusher that sent the record',
    `_pos` BIGINT NOT NULL COMMENT 'Ordinal of the record in its stream; _gen, _run and _pos, in this order, order and identify the records of a stream',
    `_policy` STRING NOT NULL COMMENT 'Release, version and hash of the policy that let the record through',
    `_version` INT NOT NULL COMMENT 'The version in _policy, which constraints look at',
    `_unchanged` MAP<STRING, STRUCT<_gen: BIGINT, _run: BIGINT, _pos: BIGINT, _version: INT>> COMMENT 'Fields that the newest record did not carry, with the position of the record that their value is of'
)
USING DELTA
COMMENT ''
TBLPROPERTIES (
    'sluice.release' = 'open_data.lines',
    'sluice.version' = '1',
    'sluice.meaning' = '1948a924aea4a08470633dece4245f6c067c0a1056e1c2aeaa7df67f9c332302'
);

ALTER TABLE `open_data`.`lines` ADD CONSTRAINT policy_v1 CHECK (
    _version <> 1 OR (
        (`both` IS NOT NULL AND `both` IN ('short', 'other') OR _unchanged IS NOT NULL) AND
        (`a` IS NOT NULL OR _unchanged IS NOT NULL)
    )
);
