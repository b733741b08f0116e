-- The Delta table of board.visits, version 1, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `board`.`visits` (
    `visit_no` INT NOT NULL COMMENT 'open',
    `note` STRING COMMENT 'open',
    `unit` STRING COMMENT 'open health',
    `systolic` STRING COMMENT 'open health forms',
    `ill` BOOLEAN COMMENT 'open health',
    `illness` STRING COMMENT 'open health',
    `either` STRING COMMENT 'open health',
    `whether` STRING COMMENT 'open health',
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
    'sluice.release' = 'board.visits',
    'sluice.version' = '1',
    'sluice.meaning' = 'b1fb6045e86d6993d19ce649cba23764044bb819ed6610e30af82feae758f2f5'
);

ALTER TABLE `board`.`visits` ADD CONSTRAINT policy_v1 CHECK (
    _version <> 1 OR (
        (`systolic` IS NULL OR `systolic` IN ('<0', '0..20', '20..')) AND
        (`ill` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`illness` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`whether` IS NOT NULL AND `whether` IN ('ill', 'well') OR _unchanged IS NOT NULL)
    )
);
