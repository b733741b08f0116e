-- The table that tests/bench/policy releases, and how rows come into it.
CREATE SCHEMA bench;
CREATE TYPE bench.status AS ENUM ('open', 'plan', 'paused', 'closed', 'test');
CREATE TABLE bench.accounts (
    account_id bigint PRIMARY KEY,
    customer_id bigint NOT NULL,
    creditor_id integer NOT NULL,
    creditor_reference text NOT NULL,
    status bench.status NOT NULL,
    product text NOT NULL,
    opened_on date NOT NULL,
    in_default_since date,
    balance numeric(12,2) NOT NULL,
    arrears numeric(12,2) NOT NULL,
    interest_rate numeric NOT NULL,
    propensity double precision NOT NULL,
    priority smallint NOT NULL,
    postcode text NOT NULL,
    email text,
    consented boolean NOT NULL,
    born date,
    created_at timestamptz NOT NULL
);

-- `total` rows in transactions of `each` rows.
CREATE PROCEDURE bench.add(total integer, each integer) LANGUAGE plpgsql AS $$
DECLARE
    first bigint := coalesce((SELECT max(account_id) FROM bench.accounts), 0);
    final bigint := first + total;
BEGIN
    WHILE first < final LOOP
        INSERT INTO bench.accounts
            SELECT n, n % 100000, n % 40, 'LON-' || n % 9999 || '-' || n,
                   (ARRAY['open', 'plan', 'paused', 'closed'])[1 + n % 4]::bench.status,
                   'Credit Card', date '2019-05-01' + (n % 900)::integer,
                   CASE WHEN n % 3 = 0 THEN date '2025-01-31' END,
                   (n % 900000) / 100.0, (n % 70000) / 100.0, 19.90, 0.25 + n / 1e9, n % 10,
                   (ARRAY['SW1A 1AA', 'M1 1AE', 'LS1 4AP', 'EH1 1YZ'])[1 + n % 4],
                   CASE WHEN n % 5 > 0 THEN 'ann.example.' || n || '@mail.example.com' END,
                   n % 2 = 0, date '1950-01-01' + (n % 20000)::integer,
                   timestamptz '2025-01-01 00:00:00+00' + n * interval '1.234567 second'
            FROM generate_series(first + 1, least(first + each, final)) n;
        first := first + each;
        COMMIT;
    END LOOP;
END
$$;
