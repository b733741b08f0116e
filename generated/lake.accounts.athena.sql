-- lake.accounts, version 6, in Athena and the Glue catalogue. Generated from policies by sluice.
-- Replace BUCKET; run the statements one at a time.

-- The records as they arrived.
CREATE EXTERNAL TABLE IF NOT EXISTS `lake_raw`.`accounts` (
    `_op` string COMMENT 'r read to fill the stream, c insert, u update, d delete (row key only), t truncate, f the generation is filled, m too large to be sent (row key only)',
    `_format` bigint COMMENT 'Number of the record format: 2',
    `_gen` bigint COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` bigint COMMENT 'Run of the pusher that sent the record',
    `_lsn` string COMMENT 'Position of the commit in the database\'s log',
    `_seq` bigint COMMENT 'Ordinal among the stream\'s records of the transaction; _gen, _lsn, _run and _seq, in this order, order and identify the records of a stream',
    `_policy` string COMMENT 'Release, version and hash of the policy that let the record through',
    `_commit_time` string COMMENT 'When the transaction committed, in whole seconds',
    `_unchanged` array<string> COMMENT 'Fields that are left out because the update did not carry them: they are as they were',
    `_size` bigint COMMENT 'Of an m: how many bytes the record has that is too large, as far as they were counted',
    `_reason` string COMMENT 'Of an m: what the limit is',
    `account_ref` string,
    `customer_ref` string COMMENT 'Joins lake.customers',
    `creditor_match` string COMMENT 'Equal for one debt placed twice',
    `creditor_id` int,
    `status` string,
    `product_name` string,
    `stage` string,
    `attention` string,
    `opened_year` smallint,
    `balance_band` string,
    `large_balance` boolean,
    `arrears_from` decimal(11,0),
    `interest_rate` string,
    `propensity` double,
    `agreement_text` string,
    `months_in_default` int
)
COMMENT 'How debts develop, by stage, size and age'
PARTITIONED BY (`hour` string)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
WITH SERDEPROPERTIES ('ignore.malformed.json' = 'false')
LOCATION 's3://BUCKET/lake/accounts/'
TBLPROPERTIES (
    'sluice.release' = 'lake.accounts@6',
    'projection.enabled' = 'true',
    'projection.hour.type' = 'date',
    'projection.hour.format' = 'yyyy/MM/dd/HH',
    'projection.hour.range' = '2026/01/01/00,NOW',
    'projection.hour.interval' = '1',
    'projection.hour.interval.unit' = 'HOURS',
    'storage.location.template' = 's3://BUCKET/lake/accounts/${hour}/'
);

-- The Delta table that lake/ keeps: its columns are in its own log.
CREATE EXTERNAL TABLE IF NOT EXISTS `lake`.`accounts`
LOCATION 's3://BUCKET/delta/current/lake/accounts/'
TBLPROPERTIES ('table_type' = 'DELTA');
