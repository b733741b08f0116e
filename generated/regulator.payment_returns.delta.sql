-- The Delta table of regulator.payment_returns, version 2, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `regulator`.`payment_returns` (
    `payment_ref` STRING NOT NULL COMMENT 'pseudonymous financial',
    `paid_on` DATE NOT NULL COMMENT 'pseudonymous financial',
    `account_ref` STRING COMMENT 'Joins regulator.arrears_returns; pseudonymous financial',
    `amount_band` STRING COMMENT 'internal financial',
    `by_bank` BOOLEAN COMMENT 'internal operations',
    `_gen` BIGINT NOT NULL COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` BIGINT NOT NULL COMMENT 'Run of the pusher that sent the record',
    `_pos` BIGINT NOT NULL COMMENT 'Ordinal of the record in its stream; _gen, _run and _pos, in this order, order and identify the records of a stream',
    `_policy` STRING NOT NULL COMMENT 'Release, version and hash of the policy that let the record through',
    `_version` INT NOT NULL COMMENT 'The version in _policy, which constraints look at',
    `_unchanged` MAP<STRING, STRUCT<_gen: BIGINT, _run: BIGINT, _pos: BIGINT, _version: INT>> COMMENT 'Fields that the newest record did not carry, with the position of the record that their value is of'
)
USING DELTA
COMMENT 'Payments received on accounts, by month and size'
TBLPROPERTIES (
    'sluice.release' = 'regulator.payment_returns',
    'sluice.version' = '2',
    'sluice.meaning' = '6895f0f6a94491cb8b1045498c05c46da589933af728c4c4458edf6274df2364'
);

ALTER TABLE `regulator`.`payment_returns` ADD CONSTRAINT policy_v2 CHECK (
    _version <> 2 OR (
        (`payment_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`account_ref` IS NOT NULL AND `account_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`amount_band` IS NULL OR `amount_band` IN ('<0', '0..1000', '1000..5000', '5000..')) AND
        (`by_bank` IS NOT NULL)
    )
);
