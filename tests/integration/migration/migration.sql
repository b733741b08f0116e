-- One of each that a trial finds.
BEGIN;

ALTER TABLE depot.crates
    ALTER n TYPE bigint;
ALTER TABLE depot.bays DROP v CASCADE;
ALTER TABLE depot.loads DROP nothing;
COMMIT;

VACUUM depot.crates;

ALTER TABLE depot.crates REPLICA IDENTITY FULL;
ALTER TABLE depot.loads ENABLE ROW LEVEL SECURITY;
