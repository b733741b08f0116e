-- open_data.lines, version 1, in Athena and the Glue catalogue. Generated from policies by sluice.
-- Replace BUCKET; run the statements one at a time.

-- The records as they arrived.
CREATE EXTERNAL TABLE IF NOT EXISTS `open_data_raw`.`lines` (
    `_op` string COMMENT 'r snapshot, c insert, u update, d delete (row key only), t truncate',
    `_epoch` bigint COMMENT 'Rises with every snapshot and every start of the pusher',
    `_pos` bigint COMMENT 'Ordinal of the record in its stream; orders and identifies it together with _epoch',
    `_policy` string COMMENT 'Release, version and hash of the policy that let the record through',
    `_unchanged` array<string> COMMENT 'Fields that are left out because the update did not carry them: they are as they were',
    `id` bigint,
    `both` string,
    `b` string,
    `a` string
)
COMMENT ''
PARTITIONED BY (`hour` string)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
WITH SERDEPROPERTIES ('ignore.malformed.json' = 'false')
LOCATION 's3://BUCKET/open_data/lines/'
TBLPROPERTIES (
    'sluice.release' = 'open_data.lines@1',
    'projection.enabled' = 'true',
    'projection.hour.type' = 'date',
    'projection.hour.format' = 'yyyy/MM/dd/HH',
    'projection.hour.range' = '2026/01/01/00,NOW',
    'projection.hour.interval' = '1',
    'projection.hour.interval.unit' = 'HOURS',
    'storage.location.template' = 's3://BUCKET/open_data/lines/${hour}/'
);

-- The Delta table that lake/ keeps: its columns are in its own log.
CREATE EXTERNAL TABLE IF NOT EXISTS `open_data`.`lines`
LOCATION 's3://BUCKET/delta/current/open_data/lines/'
TBLPROPERTIES ('table_type' = 'DELTA');
