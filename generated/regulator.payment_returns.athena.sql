-- regulator.payment_returns, version 1, in Athena and the Glue catalogue. Generated from policies by sluice.
-- Replace BUCKET; run the statements one at a time.

-- The records as they arrived.
CREATE EXTERNAL TABLE IF NOT EXISTS `regulator_raw`.`payment_returns` (
    `_op` string COMMENT 'r snapshot, c insert, u update, d delete (row key only), t truncate',
    `_epoch` bigint COMMENT 'Rises with every snapshot and every start of the pusher',
    `_pos` bigint COMMENT 'Ordinal of the record in its stream; orders and identifies it together with _epoch',
    `_policy` string COMMENT 'Release, version and hash of the policy that let the record through',
    `_unchanged` array<string> COMMENT 'Fields that are left out because the update did not carry them: they are as they were',
    `payment_ref` string,
    `paid_on` date,
    `account_ref` string COMMENT 'Joins regulator.arrears_returns',
    `amount_band` string,
    `by_bank` boolean
)
COMMENT 'Payments received on accounts, by month and size'
PARTITIONED BY (`hour` string)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
WITH SERDEPROPERTIES ('ignore.malformed.json' = 'false')
LOCATION 's3://BUCKET/regulator/payment_returns/'
TBLPROPERTIES (
    'sluice.release' = 'regulator.payment_returns@1',
    'projection.enabled' = 'true',
    'projection.hour.type' = 'date',
    'projection.hour.format' = 'yyyy/MM/dd/HH',
    'projection.hour.range' = '2026/01/01/00,NOW',
    'projection.hour.interval' = '1',
    'projection.hour.interval.unit' = 'HOURS',
    'storage.location.template' = 's3://BUCKET/regulator/payment_returns/${hour}/'
);

-- The Delta table that lake/ keeps: its columns are in its own log.
CREATE EXTERNAL TABLE IF NOT EXISTS `regulator`.`payment_returns`
LOCATION 's3://BUCKET/delta/current/regulator/payment_returns/'
TBLPROPERTIES ('table_type' = 'DELTA');
