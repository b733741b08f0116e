-- The Delta table of clinic.places, version 1, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `clinic`.`places` (
    `ward_no` INT NOT NULL COMMENT 'open',
    `_gen` BIGINT NOT NULL COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` BIGINT NOT NULL COMMENT 'Run of the pusher that sent the record',
    `_pos` BIGINT NOT NULL COMMENT 'Ordinal of the record in its stream; _gen, _run and _pos, in this order, order and identify the records of a stream',
    `_policy` STRING NOT NULL COMMENT 'Release, version and hash of the policy that let the record through',
    `_version` INT NOT NULL COMMENT 'The version in _policy, which constraints look at',
    `_unchanged` MAP<STRING, STRUCT<_gen: BIGINT, _run: BIGINT, _pos: BIGINT, _version: INT>> COMMENT 'Fields that the newest record did not carry, with the position of the record that their value is of'
)
USING DELTA
COMMENT 'Care'
TBLPROPERTIES (
    'sluice.release' = 'clinic.places',
    'sluice.version' = '1',
    'sluice.meaning' = '3e046899df18894c5377a881f67ac35b6ef545401c7ad581e4e2a695998e047a'
);

ALTER TABLE `clinic`.`places` ADD CONSTRAINT policy_v1 CHECK (
    _version <> 1 OR (
        true
    )
);
