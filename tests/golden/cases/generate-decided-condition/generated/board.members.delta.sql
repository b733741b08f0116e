-- The Delta table of board.members, version 1, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `board`.`members` (
    `member_no` INT NOT NULL COMMENT 'open',
    `how` STRING COMMENT 'open fees',
    `said` STRING COMMENT 'open fees',
    `_gen` BIGINT NOT NULL COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` BIGINT NOT NULL COMMENT 'Run of the pusher that sent the record',
    `_lsn` STRING NOT NULL COMMENT 'Position of the commit in the database\'s log',
    `_seq` BIGINT NOT NULL COMMENT 'Ordinal among the stream\'s records of the transaction; _gen, _lsn, _run and _seq, in this order, order and identify the records of a stream',
    `_policy` STRING NOT NULL COMMENT 'Release, version and hash of the policy that let the record through',
    `_version` INT NOT NULL COMMENT 'The version in _policy, which constraints look at',
    `_unchanged` MAP<STRING, STRUCT<_gen: BIGINT, _lsn: STRING, _run: BIGINT, _seq: BIGINT, _version: INT>> COMMENT 'Fields that the newest record did not carry, with the position of the record that their value is of'
)
USING DELTA
COMMENT 'Yearly figures'
TBLPROPERTIES (
    'sluice.release' = 'board.members',
    'sluice.version' = '1',
    'sluice.meaning' = 'd31a423f91610678cbe9d01031c55168e45faf50ca0899bcd1c0f66565b47c75'
);

ALTER TABLE `board`.`members` ADD CONSTRAINT policy_v1 CHECK (
    _version <> 1 OR (
        (`how` IS NOT NULL AND `how` IN ('waived', 'paid')) AND
        (`said` IS NOT NULL OR _unchanged IS NOT NULL)
    )
);
