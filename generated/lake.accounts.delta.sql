-- The Delta table of lake.accounts, version 6, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`accounts` (
    `account_ref` STRING NOT NULL COMMENT 'pseudonymous financial',
    `customer_ref` STRING COMMENT 'Joins lake.customers; pseudonymous identity',
    `creditor_match` STRING COMMENT 'Equal for one debt placed twice; pseudonymous financial',
    `creditor_id` INT COMMENT 'internal operations',
    `status` STRING COMMENT 'internal operations',
    `product_name` STRING COMMENT 'internal operations',
    `stage` STRING COMMENT 'internal operations',
    `attention` STRING COMMENT 'internal operations',
    `opened_year` SMALLINT COMMENT 'internal operations',
    `balance_band` STRING COMMENT 'internal financial',
    `large_balance` BOOLEAN COMMENT 'internal financial',
    `arrears_from` DECIMAL(11,0) COMMENT 'internal financial',
    `interest_rate` STRING COMMENT 'internal operations',
    `propensity` DOUBLE COMMENT 'internal operations',
    `agreement_text` STRING COMMENT 'internal operations',
    `months_in_default` INT COMMENT 'internal financial',
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
COMMENT 'How debts develop, by stage, size and age'
TBLPROPERTIES (
    'sluice.release' = 'lake.accounts',
    'sluice.version' = '6',
    'sluice.meaning' = 'e2fdc4145f09e4c9cc82362b056ba95e266a00cbcc7c2d63e8a4ac42867d9907'
);

ALTER TABLE `lake`.`accounts` ADD CONSTRAINT policy_v6 CHECK (
    _version <> 6 OR (
        (`account_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`customer_ref` IS NOT NULL AND `customer_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`creditor_match` IS NULL OR `creditor_match` RLIKE '^[0-9a-f]{32}$') AND
        (`creditor_id` IS NOT NULL) AND
        (`status` IS NOT NULL AND `status` IN ('open', 'plan', 'paused', 'closed', 'test')) AND
        (`product_name` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`stage` IS NOT NULL AND `stage` IN ('closed', 'arrangement', 'open')) AND
        (`attention` IS NULL OR `attention` IN ('now', 'soon')) AND
        (`balance_band` IS NULL OR `balance_band` IN ('<0', '0..250', '250..500', '500..1000', '1000..2500', '2500..5000', '5000..10000', '10000..')) AND
        (`large_balance` IS NOT NULL OR _unchanged IS NOT NULL)
    )
);
