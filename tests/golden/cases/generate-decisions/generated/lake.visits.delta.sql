-- The Delta table of lake.visits, version 1, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`visits` (
    `visit` BIGINT NOT NULL COMMENT 'internal care',
    `person` STRING COMMENT 'internal money care',
    `moment` TIMESTAMP COMMENT 'internal care',
    `on_day` DATE COMMENT 'internal care',
    `span` INT COMMENT 'internal care',
    `cause` STRING COMMENT 'internal care',
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
    'sluice.release' = 'lake.visits',
    'sluice.version' = '1',
    'sluice.meaning' = '85cdd5f15a314993b21ec6e7c62bd451e1f6f1411e7bfeb9d3b41dc24d8c3012'
);

ALTER TABLE `lake`.`visits` ADD CONSTRAINT policy_v1 CHECK (
    _version <> 1 OR (
        (`person` IS NOT NULL AND `person` RLIKE '^[0-9a-f]{32}$') AND
        (`cause` IS NULL OR `cause` IN ('remote', 'here'))
    )
);
