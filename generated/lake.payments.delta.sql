-- The Delta table of lake.payments, version 3, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`payments` (
    `payment_ref` STRING NOT NULL COMMENT 'pseudonymous financial',
    `paid_on` DATE NOT NULL COMMENT 'pseudonymous financial',
    `account_ref` STRING COMMENT 'Joins lake.accounts; pseudonymous financial',
    `amount_band` STRING COMMENT 'internal financial',
    `large_payment` BOOLEAN COMMENT 'internal financial',
    `currency` STRING COMMENT 'internal operations',
    `method` STRING COMMENT 'internal operations',
    `settled_on` DATE COMMENT 'internal operations',
    `reconciled` BOOLEAN COMMENT 'internal operations',
    `is_refund` BOOLEAN COMMENT 'internal financial',
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
COMMENT 'Whether arrangements hold: settled payments by size, method and day'
TBLPROPERTIES (
    'sluice.release' = 'lake.payments',
    'sluice.version' = '3',
    'sluice.meaning' = 'c11222b713c2ebe9361e8b157c597d271f2aa8506d2794af3d3a44b33151b2d0'
);

ALTER TABLE `lake`.`payments` ADD CONSTRAINT policy_v3 CHECK (
    _version <> 3 OR (
        (`payment_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`account_ref` IS NOT NULL AND `account_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`amount_band` IS NULL OR `amount_band` IN ('<0', '0..250', '250..500', '500..1000', '1000..5000', '5000..')) AND
        (`large_payment` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`currency` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`method` IS NOT NULL AND `method` IN ('direct_debit', 'card', 'transfer', 'cash', 'payroll')) AND
        (`reconciled` IS NOT NULL) AND
        (`is_refund` IS NOT NULL)
    )
);
