-- The Delta table of lake.things, version 1, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`things` (
    `thing` BIGINT NOT NULL COMMENT 'open',
    `word` STRING COMMENT 'open',
    `f1` STRING COMMENT 'open',
    `f2` STRING COMMENT 'open',
    `f3` STRING COMMENT 'open',
    `f4` STRING COMMENT 'open',
    `f5` STRING COMMENT 'open',
    `f20` STRING COMMENT 'open',
    `f6` STRING COMMENT 'open',
    `f7` STRING COMMENT 'open',
    `f8` STRING COMMENT 'open',
    `f9` STRING COMMENT 'open',
    `f10` STRING COMMENT 'open',
    `f11` STRING COMMENT 'open',
    `f12` STRING COMMENT 'open',
    `f13` STRING COMMENT 'open',
    `f14` STRING COMMENT 'open',
    `f16` STRING COMMENT 'open',
    `f17` STRING COMMENT 'open',
    `zz` STRING COMMENT 'open',
    `f18` STRING COMMENT 'open',
    `f19` STRING COMMENT 'open',
    `_gen` BIGINT NOT NULL COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` BIGINT NOT NULL COMMENT 'Run of the pusher that sent the record',
    `_lsn` STRING NOT NULL COMMENT 'Position of the commit in the database\'s log',
    `_seq` BIGINT NOT NULL COMMENT 'Ordinal among the stream\'s records of the transaction; _gen, _lsn, _run and _seq, in this order, order and identify the records of a stream',
    `_policy` STRING NOT NULL COMMENT 'Release, version and hash of the policy that let the record through',
    `_version` INT NOT NULL COMMENT 'The version in _policy, which constraints look at',
    `_unchanged` MAP<STRING, STRUCT<_gen: BIGINT, _lsn: STRING, _run: BIGINT, _seq: BIGINT, _version: INT>> COMMENT 'Fields that the newest record did not carry, with the position of the record that their value is of'
)
USING DELTA
COMMENT 'To */ end, ??/ \u0024{not}'
TBLPROPERTIES (
    'sluice.release' = 'lake.things',
    'sluice.version' = '1',
    'sluice.meaning' = 'c54d0024dbc7ebce37b34579906bb2097fc0e6cda0e0ceac0ffcc90b2f33650c'
);

ALTER TABLE `lake`.`things` ADD CONSTRAINT policy_v1 CHECK (
    _version <> 1 OR (
        (`word` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f1` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f2` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f3` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f4` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f5` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f20` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f6` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f7` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f8` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f9` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f10` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f11` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f12` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f13` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f14` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f16` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f17` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`zz` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f18` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`f19` IS NOT NULL OR _unchanged IS NOT NULL)
    )
);
