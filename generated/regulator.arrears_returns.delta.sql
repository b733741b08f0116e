-- The Delta table of regulator.arrears_returns, version 2, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `regulator`.`arrears_returns` (
    `account_ref` STRING NOT NULL COMMENT 'pseudonymous financial',
    `balance_band` STRING COMMENT 'internal financial',
    `stage` STRING COMMENT 'internal operations',
    `opened_year` SMALLINT COMMENT 'internal operations',
    `_gen` BIGINT NOT NULL COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` BIGINT NOT NULL COMMENT 'Run of the pusher that sent the record',
    `_pos` BIGINT NOT NULL COMMENT 'Ordinal of the record in its stream; _gen, _run and _pos, in this order, order and identify the records of a stream',
    `_policy` STRING NOT NULL COMMENT 'Release, version and hash of the policy that let the record through',
    `_version` INT NOT NULL COMMENT 'The version in _policy, which constraints look at',
    `_unchanged` MAP<STRING, STRUCT<_gen: BIGINT, _run: BIGINT, _pos: BIGINT, _version: INT>> COMMENT 'Fields that the newest record did not carry, with the position of the record that their value is of'
)
USING DELTA
COMMENT 'Accounts in default, by size and stage'
TBLPROPERTIES (
    'sluice.release' = 'regulator.arrears_returns',
    'sluice.version' = '2',
    'sluice.meaning' = 'c02f6d4f80be672f613ee10744712fde8eaffb6f2659812cd6ffe211ad998d07'
);

ALTER TABLE `regulator`.`arrears_returns` ADD CONSTRAINT policy_v2 CHECK (
    _version <> 2 OR (
        (`account_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`balance_band` IS NULL OR `balance_band` IN ('<0', '0..1000', '1000..5000', '5000..10000', '10000..')) AND
        (`stage` IS NOT NULL AND `stage` IN ('closed', 'live'))
    )
);
