-- The Delta table of lake.contact_events, version 5, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`contact_events` (
    `account_ref` STRING NOT NULL COMMENT 'Joins lake.accounts; pseudonymous financial',
    `event_no` INT NOT NULL COMMENT 'internal operations',
    `customer_ref` STRING COMMENT 'Joins lake.customers; pseudonymous identity',
    `started_on` DATE COMMENT 'internal operations',
    `duration_band` STRING COMMENT 'internal operations',
    `channel` STRING COMMENT 'internal operations',
    `inbound` BOOLEAN COMMENT 'internal operations',
    `written` BOOLEAN COMMENT 'internal operations',
    `result` STRING COMMENT 'internal operations',
    `summary` STRING COMMENT 'internal operations',
    `sentiment` FLOAT COMMENT 'internal operations',
    `details` STRING COMMENT 'internal operations',
    `local_time` TIMESTAMP_NTZ COMMENT 'internal operations',
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
COMMENT 'How often, when and how we reach customers, and with what outcome'
TBLPROPERTIES (
    'sluice.release' = 'lake.contact_events',
    'sluice.version' = '5',
    'sluice.meaning' = 'fbbd1c8f22d4c50868f84866cedeb16aed78e4f0e64298a675bed14312b81012'
);

ALTER TABLE `lake`.`contact_events` ADD CONSTRAINT policy_v5 CHECK (
    _version <> 5 OR (
        (`account_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`customer_ref` IS NOT NULL AND `customer_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`duration_band` IS NULL OR `duration_band` IN ('<0', '0..30', '30..120', '120..600', '600..')) AND
        (`channel` IS NOT NULL AND `channel` IN ('call', 'letter', 'email', 'sms', 'chat')) AND
        (`inbound` IS NOT NULL) AND
        (`written` IS NOT NULL) AND
        (`result` IS NOT NULL AND `result` IN ('unknown', 'positive', 'missed', 'other') OR _unchanged IS NOT NULL)
    )
);
