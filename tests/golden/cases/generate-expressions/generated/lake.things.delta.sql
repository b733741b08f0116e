-- The Delta table of lake.things, version 1, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`things` (
    `thing` BIGINT NOT NULL COMMENT 'open',
    `small_listed` BOOLEAN COMMENT 'open',
    `amount_listed` BOOLEAN COMMENT 'open',
    `code_listed` BOOLEAN COMMENT 'open',
    `seen_listed` BOOLEAN COMMENT 'open',
    `kind_is` BOOLEAN COMMENT 'open',
    `small_is` BOOLEAN COMMENT 'open',
    `amount_is` BOOLEAN COMMENT 'open',
    `seen_is` BOOLEAN COMMENT 'open',
    `flag_is` BOOLEAN COMMENT 'open',
    `flag_is_not` BOOLEAN COMMENT 'open',
    `less` BOOLEAN COMMENT 'open',
    `less_or_equal` BOOLEAN COMMENT 'open',
    `greater` BOOLEAN COMMENT 'open',
    `greater_local` BOOLEAN COMMENT 'open',
    `greater_utc` BOOLEAN COMMENT 'open',
    `later` BOOLEAN COMMENT 'open',
    `columns` BOOLEAN COMMENT 'open',
    `note_missing` BOOLEAN COMMENT 'open',
    `note_held` BOOLEAN COMMENT 'open',
    `both` BOOLEAN COMMENT 'open',
    `note_or` STRING COMMENT 'open',
    `ratio_or` DOUBLE COMMENT 'open',
    `held` SMALLINT COMMENT 'open',
    `same_code` BOOLEAN COMMENT 'open',
    `items` INT COMMENT 'open',
    `one_only` STRING COMMENT 'open',
    `nested` BOOLEAN COMMENT 'open',
    `grouped` STRING COMMENT 'open',
    `network` STRING COMMENT 'open',
    `banded` STRING COMMENT 'open',
    `rounded` DECIMAL(13,2) COMMENT 'open',
    `nearest` DECIMAL(11,0) COMMENT 'open',
    `clamped` STRING COMMENT 'open',
    `sign_of` STRING COMMENT 'open',
    `magnitude_of` SMALLINT COMMENT 'open',
    `share` STRING COMMENT 'open',
    `age` STRING COMMENT 'open',
    `waited` STRING COMMENT 'open',
    `months` INT COMMENT 'open',
    `moved` DATE COMMENT 'open',
    `month_of` STRING COMMENT 'open',
    `place` STRING COMMENT 'open',
    `start` STRING COMMENT 'open',
    `ending` STRING COMMENT 'open',
    `tidy` STRING COMMENT 'open',
    `length` STRING COMMENT 'open',
    `word` BOOLEAN COMMENT 'open',
    `address_ok` BOOLEAN COMMENT 'open',
    `leaf` STRING COMMENT 'open',
    `leaf_number` STRING COMMENT 'open',
    `leaf_held` BOOLEAN COMMENT 'open',
    `code_match` STRING COMMENT 'open',
    `bucket` SMALLINT COMMENT 'open',
    `domain` STRING COMMENT 'open',
    `stage` STRING COMMENT 'open',
    `phrase` STRING COMMENT 'open',
    `exactly` BOOLEAN COMMENT 'open',
    `hash` BINARY COMMENT 'open',
    `ref` STRING COMMENT 'open',
    `at_time` STRING COMMENT 'open',
    `single` FLOAT COMMENT 'open',
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
COMMENT 'Every form of expression'
TBLPROPERTIES (
    'sluice.release' = 'lake.things',
    'sluice.version' = '1',
    'sluice.meaning' = '9139111db32497ff9a51c1cab7b9910824149651cd8a02099ca85eea2dfe8193'
);

ALTER TABLE `lake`.`things` ADD CONSTRAINT policy_v1 CHECK (
    _version <> 1 OR (
        (`small_listed` IS NOT NULL) AND
        (`amount_listed` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`code_listed` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`seen_listed` IS NOT NULL) AND
        (`kind_is` IS NOT NULL) AND
        (`small_is` IS NOT NULL) AND
        (`amount_is` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`seen_is` IS NOT NULL) AND
        (`flag_is` IS NOT NULL) AND
        (`flag_is_not` IS NOT NULL) AND
        (`less` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`less_or_equal` IS NOT NULL) AND
        (`greater` IS NOT NULL) AND
        (`greater_local` IS NOT NULL) AND
        (`greater_utc` IS NOT NULL) AND
        (`later` IS NOT NULL) AND
        (`columns` IS NOT NULL) AND
        (`note_missing` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`note_held` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`both` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`note_or` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`held` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`one_only` IS NULL OR `one_only` IN ('a', 'b')) AND
        (`nested` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`grouped` IS NULL OR `grouped` IN ('first', 'second')) AND
        (`banded` IS NULL OR `banded` IN ('<-10', '-10..0', '0..250.50', '250.50..1000', '1000..2000', '2000..10000', '10000..20000', '20000..100000000000', '100000000000..200000000000', '200000000000..300000000000', '300000000000..')) AND
        (`sign_of` IS NULL OR `sign_of` IN ('-', '0', '+')) AND
        (`share` IS NULL OR `share` IN ('<0', '0..50', '50..100', '100..')) AND
        (`age` IS NULL OR `age` IN ('0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80-89', '90+')) AND
        (`waited` IS NULL OR `waited` IN ('<0', '0..7', '7..')) AND
        (`month_of` IS NULL OR `month_of` RLIKE '^[0-9]{4}-(0[1-9]|1[0-2])$') AND
        (`start` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`ending` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`tidy` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`length` IS NOT NULL AND `length` IN ('<1', '1..10', '10..') OR _unchanged IS NOT NULL) AND
        (`word` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`address_ok` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`code_match` IS NULL OR `code_match` RLIKE '^[0-9a-f]{32}$') AND
        (`bucket` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`domain` IS NULL OR `domain` IN ('personal', 'work')) AND
        (`phrase` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`exactly` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`ref` IS NOT NULL) AND
        (`at_time` IS NOT NULL)
    )
);
