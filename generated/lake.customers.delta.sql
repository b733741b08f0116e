-- The Delta table of lake.customers, version 4, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`customers` (
    `customer_ref` STRING NOT NULL COMMENT 'The same in every stream of the lake; pseudonymous identity',
    `has_email` BOOLEAN COMMENT 'Yes when we hold an e-mail address; never the address; internal contact',
    `contactable` BOOLEAN COMMENT 'internal contact',
    `age_band` STRING COMMENT 'internal identity',
    `region` STRING COMMENT 'internal contact',
    `letter_language` STRING COMMENT 'internal operations',
    `preferred_channel` STRING COMMENT 'internal operations',
    `channel_group` STRING COMMENT 'internal operations',
    `income_from` DECIMAL(9,0) COMMENT 'Monthly, down to the next 250 pounds; internal financial',
    `tagged` BOOLEAN COMMENT 'internal operations',
    `consented` BOOLEAN COMMENT 'internal operations',
    `joined` STRING COMMENT 'internal operations',
    `mail_provider` STRING COMMENT 'internal contact',
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
COMMENT 'Who our customers are in groups, without knowing who they are'
TBLPROPERTIES (
    'sluice.release' = 'lake.customers',
    'sluice.version' = '4',
    'sluice.meaning' = '6c2e0dbabcecdaac086aa81012cab15dfd8c3c674dcd3dc143331f367e0e9756'
);

ALTER TABLE `lake`.`customers` ADD CONSTRAINT policy_v4 CHECK (
    _version <> 4 OR (
        (`customer_ref` RLIKE '^[0-9a-f]{32}$') AND
        (`has_email` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`contactable` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`age_band` IS NOT NULL AND `age_band` IN ('0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80-89', '90+', 'unknown')) AND
        (`region` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`letter_language` IS NOT NULL AND `letter_language` IN ('en', 'cy', 'pl', 'other') OR _unchanged IS NOT NULL) AND
        (`preferred_channel` IS NOT NULL AND `preferred_channel` IN ('letter', 'email', 'sms', 'phone')) AND
        (`channel_group` IS NULL OR `channel_group` IN ('post', 'digital', 'voice')) AND
        (`tagged` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`joined` IS NULL OR `joined` RLIKE '^[0-9]{4}-(0[1-9]|1[0-2])$') AND
        (`mail_provider` IS NULL OR `mail_provider` IN ('gmail.com', 'outlook.com', 'icloud.com', 'yahoo.co.uk', 'btinternet.com'))
    )
);
