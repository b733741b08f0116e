-- The Delta table of lake.support_needs, version 2, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`support_needs` (
    `need_ref` STRING NOT NULL COMMENT 'pseudonymous care',
    `customer_ref` STRING COMMENT 'Joins lake.customers; pseudonymous identity',
    `need_group` STRING COMMENT 'pseudonymous care',
    `recorded_month` STRING COMMENT 'internal operations',
    `_gen` BIGINT NOT NULL COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` BIGINT NOT NULL COMMENT 'Run of the pusher that sent the record',
    `_lsn` STRING NOT NULL COMMENT 'Position of the commit in the database\'s log',
    `_seq` BIGINT NOT NULL COMMENT 'Ordinal among the stream\'s records of the transaction; _gen, _lsn, _run and _seq, in this order, order and identify the records of a stream',
    `_policy` STRING NOT NULL COMMENT 'Release, version and hash of the policy that let the record through',
    `_version` INT NOT NULL COMMENT 'The version in _policy, which constraints look at',
    `_unchanged` MAP<STRING, STRUCT<_gen: BIGINT, _lsn: STRING, _run: BIGINT, _seq: BIGINT, _version: INT>> COMMENT 'Fields that the newest record did not carry, with the position of the record that their value is of'
)
USING DELTA
COMMENT 'Whether customers with support needs fare as well as everyone else'
TBLPROPERTIES (
    'sluice.release' = 'lake.support_needs',
    'sluice.version' = '2',
    'sluice.meaning' = 'dec5f3fdab665ab13b1c12683e8fd2ad255428284266f1d8560f7d0035b17120'
);

ALTER TABLE `lake`.`support_needs` ADD CONSTRAINT policy_v2 CHECK (
    _version <> 2 OR (
        (`need_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`customer_ref` IS NOT NULL AND `customer_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`need_group` IS NULL OR `need_group` IN ('physical', 'mind', 'life event', 'capability')) AND
        (`recorded_month` IS NULL OR `recorded_month` RLIKE '^[0-9]{4}-(0[1-9]|1[0-2])$')
    )
);
