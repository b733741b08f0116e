-- The Delta table of lake.persons, version 2, for Spark SQL.
-- Generated from policies by sluice: the job in lake/ runs it. Not to be edited.

CREATE TABLE IF NOT EXISTS `lake`.`persons` (
    `person` STRING NOT NULL COMMENT 'internal money care',
    `town` STRING COMMENT 'internal care',
    `age` STRING COMMENT 'internal care',
    `wealth` STRING COMMENT 'internal money',
    `rich` BOOLEAN COMMENT 'internal money',
    `mail_held` BOOLEAN COMMENT 'internal money quiet',
    `sick` STRING COMMENT 'internal care',
    `has_mobile` BOOLEAN COMMENT 'Whether there is a number; internal quiet',
    `mail_missing` STRING COMMENT 'internal quiet',
    `domain` STRING COMMENT 'internal money quiet',
    `illness_kind` STRING COMMENT 'internal care',
    `_gen` BIGINT NOT NULL COMMENT 'Generation of the stream: rises whenever all its rows are sent anew',
    `_run` BIGINT NOT NULL COMMENT 'Run of the pusher that sent the record',
    `_pos` BIGINT NOT NULL COMMENT 'Ordinal of the record in its stream; _gen, _run and _pos, in this order, order and identify the records of a stream',
    `_policy` STRING NOT NULL COMMENT 'Release, version and hash of the policy that let the record through',
    `_version` INT NOT NULL COMMENT 'The version in _policy, which constraints look at',
    `_unchanged` MAP<STRING, STRUCT<_gen: BIGINT, _run: BIGINT, _pos: BIGINT, _version: INT>> COMMENT 'Fields that the newest record did not carry, with the position of the record that their value is of'
)
USING DELTA
COMMENT ''
TBLPROPERTIES (
    'sluice.release' = 'lake.persons',
    'sluice.version' = '2',
    'sluice.meaning' = '43fc5c989ad8c958c455f6d4282260180baa992025e49cf5b054a85b4149f136'
);

ALTER TABLE `lake`.`persons` ADD CONSTRAINT policy_v2 CHECK (
    _version <> 2 OR (
        (`person` RLIKE '^[0-9a-f]{32}$') AND
        (`town` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`age` IS NULL OR `age` IN ('0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80-89', '90+')) AND
        (`wealth` IS NULL OR `wealth` IN ('<0', '0..10', '10..')) AND
        (`rich` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`mail_held` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`has_mobile` IS NOT NULL OR _unchanged IS NOT NULL) AND
        (`mail_missing` IS NOT NULL AND `mail_missing` IN ('none', 'held', 'blank') OR _unchanged IS NOT NULL) AND
        (`illness_kind` IS NULL OR `illness_kind` IN ('flu', 'cold'))
    )
);
