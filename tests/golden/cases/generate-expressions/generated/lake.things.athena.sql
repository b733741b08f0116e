-- lake.things, version 1, in Athena and the Glue catalogue. Generated from policies by sluice.
-- Replace BUCKET; run the statements one at a time.

-- The records as they arrived.
CREATE EXTERNAL TABLE IF NOT EXISTS `lake_raw`.`things` (
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
    `thing` bigint,
    `small_listed` boolean,
    `amount_listed` boolean,
    `code_listed` boolean,
    `seen_listed` boolean,
    `kind_is` boolean,
    `small_is` boolean,
    `amount_is` boolean,
    `seen_is` boolean,
    `flag_is` boolean,
    `flag_is_not` boolean,
    `less` boolean,
    `less_or_equal` boolean,
    `greater` boolean,
    `greater_local` boolean,
    `greater_utc` boolean,
    `later` boolean,
    `columns` boolean,
    `note_missing` boolean,
    `note_held` boolean,
    `both` boolean,
    `note_or` string,
    `ratio_or` double,
    `held` smallint,
    `same_code` boolean,
    `items` int,
    `one_only` string,
    `nested` boolean,
    `grouped` string,
    `network` string,
    `banded` string,
    `rounded` decimal(13,2),
    `nearest` decimal(11,0),
    `clamped` string,
    `sign_of` string,
    `magnitude_of` smallint,
    `share` string,
    `age` string,
    `waited` string,
    `months` int,
    `moved` date,
    `month_of` string,
    `place` string,
    `start` string,
    `ending` string,
    `tidy` string,
    `length` string,
    `word` boolean,
    `address_ok` boolean,
    `leaf` string,
    `leaf_number` string,
    `leaf_held` boolean,
    `code_match` string,
    `bucket` smallint,
    `domain` string,
    `stage` string,
    `phrase` string,
    `exactly` boolean,
    `hash` string,
    `ref` string,
    `at_time` string,
    `single` float
)
COMMENT 'Every form of expression'
PARTITIONED BY (`hour` string)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
WITH SERDEPROPERTIES ('ignore.malformed.json' = 'false')
LOCATION 's3://BUCKET/lake/things/'
TBLPROPERTIES (
    'sluice.release' = 'lake.things@1',
    'projection.enabled' = 'true',
    'projection.hour.type' = 'date',
    'projection.hour.format' = 'yyyy/MM/dd/HH',
    'projection.hour.range' = '2026/01/01/00,NOW',
    'projection.hour.interval' = '1',
    'projection.hour.interval.unit' = 'HOURS',
    'storage.location.template' = 's3://BUCKET/lake/things/${hour}/'
);

-- The Delta table that lake/ keeps: its columns are in its own log.
CREATE EXTERNAL TABLE IF NOT EXISTS `lake`.`things`
LOCATION 's3://BUCKET/delta/current/lake/things/'
TBLPROPERTIES ('table_type' = 'DELTA');
