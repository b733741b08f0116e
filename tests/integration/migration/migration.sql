-- One of each that a trial finds.
BEGIN;

ALTER TABLE depot.crates
    ALTER n TYPE bigint;
ALTER TABLE depot.bays DROP v CASCADE;
ALTER TABLE depot.loads DROP nothing;
COMMIT;

CREATE INDEX CONCURRENTLY ON depot.crates (label);

ALTER TABLE depot.crates REPLICA IDENTITY FULL;
ALTER TABLE depot.loads ENABLE ROW LEVEL SECURITY;
