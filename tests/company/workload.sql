-- Random work on the example company's platform, as its applications would do it.
--
--   psql -f tests/company/workload.sql
--   psql -c 'CALL workload.run(changes => 100000, seed => 0.42)'
--
-- Commits as it goes: transactions of one to a few dozen changes, some of hundreds, some rolled back,
-- some with a savepoint rolled back. It inserts, updates released and withheld columns, changes keys,
-- deletes, makes rows cross the releases' filters, moves payments between partitions, truncates, and
-- writes NULLs, extremes, non-ASCII and values long enough to be TOASTed. The same seed on the same
-- data does the same. keep_contacts leaves contact events undeleted (see oracle/functions.sql).

CREATE SCHEMA IF NOT EXISTS workload;
CREATE SEQUENCE IF NOT EXISTS workload.ids;
SELECT setval('workload.ids', (SELECT max(payment_id) FROM collections.payments)) \g /dev/null

-- One of the values, as text.
CREATE OR REPLACE FUNCTION workload.any_of(VARIADIC list text[]) RETURNS text LANGUAGE sql AS $$
    SELECT list[1 + floor(random() * cardinality(list))::integer]
$$;

-- value for `share` of the calls, else NULL.
CREATE OR REPLACE FUNCTION workload.maybe(share double precision, value anyelement)
RETURNS anyelement LANGUAGE sql AS $$
    SELECT CASE WHEN random() < share THEN value END
$$;

CREATE OR REPLACE FUNCTION workload.long_text(length integer) RETURNS text LANGUAGE sql AS $$
    SELECT left(repeat(md5(random()::text) || ' é ', length / 35 + 1), length)
$$;

CREATE OR REPLACE FUNCTION workload.some_text() RETURNS text LANGUAGE sql AS $$
    SELECT workload.any_of('', ' ', 'plain', 'Zoë “quoted” – £', E'tab\tnew\nline\x01', '"\/', '😀 𝔘',
                           E'line\u2028separator', 'null', workload.long_text(300),
                           workload.long_text(5000), NULL)
$$;

-- A day whose distance in whole months from now is the same today and tomorrow.
CREATE OR REPLACE FUNCTION workload.past_day(years integer) RETURNS date LANGUAGE sql AS $$
    SELECT CASE WHEN extract(day FROM day) BETWEEN 1 AND 27 AND NOT EXISTS (
                    SELECT FROM generate_series(-1, 2) n
                    WHERE extract(day FROM day) = extract(day FROM now() AT TIME ZONE 'UTC' + n * interval '1 day'))
                THEN day ELSE (date_trunc('month', day) - interval '2 months')::date
                    + CASE WHEN extract(day FROM now() AT TIME ZONE 'UTC') BETWEEN 8 AND 20 THEN 25 ELSE 13 END END
    FROM (SELECT (now() AT TIME ZONE 'UTC')::date - 40 - floor(random() * years * 365)::integer) d (day)
$$;

CREATE OR REPLACE FUNCTION workload.amount() RETURNS numeric LANGUAGE sql AS $$
    SELECT CASE WHEN random() < 0.03
                THEN workload.any_of('9999999999.99', '-9999999999.99', '0', '250', '249.99', '-0.01')::numeric
                ELSE round((random() * random() * 12000 - 300)::numeric, 2) END
$$;

-- Numbers of existing rows, by chance; beyond 32 bits for every third account.
CREATE OR REPLACE FUNCTION workload.a_customer() RETURNS bigint LANGUAGE sql AS $$
    SELECT customer_id FROM collections.customers
    WHERE customer_id >= (SELECT floor(random() * (SELECT max(customer_id) FROM collections.customers))::bigint)
    ORDER BY customer_id LIMIT 1
$$;
CREATE OR REPLACE FUNCTION workload.an_account() RETURNS bigint LANGUAGE sql AS $$
    WITH half (first, last) AS (
        SELECT first, (SELECT max(account_id) FROM collections.accounts WHERE account_id < first + 5000000000)
        FROM (SELECT CASE WHEN random() < 0.34 THEN 5000000000 ELSE 0 END) h (first))
    SELECT account_id FROM collections.accounts
    WHERE account_id >= (SELECT first + floor(random() * (last - first))::bigint FROM half)
    ORDER BY account_id LIMIT 1
$$;
CREATE OR REPLACE FUNCTION workload.a_payment() RETURNS bigint LANGUAGE sql AS $$
    SELECT payment_id FROM collections.payments
    WHERE payment_id >= (SELECT floor(random() * (SELECT max(payment_id) FROM collections.payments))::bigint)
    ORDER BY payment_id LIMIT 1
$$;
CREATE OR REPLACE FUNCTION workload.a_need() RETURNS uuid LANGUAGE sql AS $$
    SELECT need_id FROM care.support_needs
    WHERE need_id >= (SELECT md5(random()::text)::uuid) ORDER BY need_id LIMIT 1
$$;
CREATE OR REPLACE FUNCTION workload.new_account() RETURNS bigint LANGUAGE sql AS $$
    SELECT nextval('workload.ids') + CASE WHEN random() < 0.34 THEN 5000000000 ELSE 0 END
$$;

-- Each of these makes one statement's changes to one table.
CREATE OR REPLACE PROCEDURE workload.change_customers() LANGUAGE plpgsql AS $$
DECLARE
    dice double precision := random();
    id bigint := workload.a_customer();
BEGIN
    IF dice < 0.15 THEN
        INSERT INTO collections.customers (full_name, email, mobile, date_of_birth, postcode, language,
                preferred_channel, monthly_income, vulnerable, case_note, tags, marketing_consent, created_at)
            VALUES ('Nia Ṽ. ' || workload.any_of('Jones', 'O''Brien', 'Łuk'),
                workload.any_of('nia@GMAIL.com', 'Nia@outlook.com', ' ', 'nia@', '@', 'a@b@icloud.com', 'é@étoile.example', NULL),
                workload.any_of('07700 900123', '', E'\t', NULL), workload.maybe(0.9, workload.past_day(95)),
                workload.any_of('SW1A 1AA', 'm1 1ae', 'GIR0AA', 'nowhere', '', 'CF101AA', NULL),
                workload.any_of('en', 'cy', 'pl', 'ur'), workload.any_of('letter', 'sms', 'phone')::collections.channel,
                workload.maybe(0.8, workload.amount() % 1000000), random() < 0.2, workload.some_text(),
                workload.maybe(0.5, ARRAY['a', 'b']), workload.maybe(0.7, random() < 0.5),
                workload.any_of('2020-02-29 23:59:59.999999+00', '0001-01-01 00:00:00+00', 'infinity',
                                '9999-12-31 23:59:59+00', '0044-03-15 BC', '2026-03-29 01:30:00+01')::timestamptz);
    ELSIF dice < 0.50 THEN
        UPDATE collections.customers SET
            email = CASE WHEN random() < 0.5 THEN email ELSE workload.any_of('x@yahoo.co.uk', 'X@x.example', '', NULL)::citext END,
            mobile = CASE WHEN random() < 0.7 THEN mobile ELSE workload.any_of('07700 900456', NULL) END,
            postcode = CASE WHEN random() < 0.7 THEN postcode ELSE workload.any_of('EC1A 1BB', 'ls11ur', NULL) END,
            preferred_channel = workload.any_of('letter', 'email', 'sms', 'phone')::collections.channel,
            marketing_consent = NOT marketing_consent,
            date_of_birth = CASE WHEN random() < 0.9 THEN date_of_birth
                                 WHEN random() < 0.3 THEN 'infinity' ELSE workload.past_day(100) END,
            updated_at = now()
        WHERE customer_id = id;
    ELSIF dice < 0.85 THEN  -- withheld columns only
        UPDATE collections.customers SET case_note = coalesce(workload.some_text(), case_note),
            vulnerable = NOT vulnerable, bank_account = md5(random()::text), photo = decode(md5(random()::text), 'hex'),
            updated_at = now()
        WHERE customer_id = id;
    ELSIF dice < 0.92 THEN  -- the key, which takes accounts and support needs along
        UPDATE collections.customers
            SET customer_id = nextval(pg_get_serial_sequence('collections.customers', 'customer_id'))
        WHERE customer_id = id;
    ELSE
        DELETE FROM collections.customers WHERE customer_id = id;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE workload.change_accounts() LANGUAGE plpgsql AS $$
DECLARE
    dice double precision := random();
    id bigint := workload.an_account();
BEGIN
    IF dice < 0.17 THEN
        INSERT INTO collections.accounts (account_id, customer_id, creditor_id, creditor_reference, status, product,
                opened_on, in_default_since, balance, arrears, interest_rate, propensity, priority, agreement_text,
                hardship_note, card_token)
            VALUES (workload.new_account(), workload.a_customer(), 1 + floor(random() * 40)::integer,
                workload.maybe(0.9, 'ŁÓD-' || floor(random() * 5000)),
                workload.any_of('open', 'plan', 'paused', 'closed', 'test')::collections.account_status,
                workload.any_of(E' Gas & \tElectricity ', 'LOAN', '', 'ÉNERGIE', 'credit card'),
                workload.any_of('2019-05-01', '0001-01-01', '9999-12-31', 'infinity', '0100-01-01 BC', '2024-02-29')::date,
                workload.maybe(0.7, workload.past_day(12)), workload.amount(), workload.maybe(0.8, workload.amount()),
                workload.any_of('0', '19.90', '1e60', '-1e-40', 'NaN', 'Infinity', '0.00', NULL)::numeric,
                workload.any_of('0.1', '-0', '5e-324', '1.7976931348623157e308', 'NaN', '-Infinity', '1e22', '123456789012345680', NULL)::double precision,
                floor(random() * 11)::smallint, workload.some_text(), workload.some_text(),
                decode(md5(random()::text), 'hex'));
    ELSIF dice < 0.40 THEN  -- the filters of both releases
        UPDATE collections.accounts SET
            status = workload.any_of('open', 'plan', 'paused', 'closed', 'test', 'test')::collections.account_status,
            in_default_since = workload.maybe(0.6, coalesce(in_default_since, workload.past_day(12)))
        WHERE account_id = id;
    ELSIF dice < 0.62 THEN
        UPDATE collections.accounts SET balance = workload.amount(), arrears = workload.maybe(0.9, workload.amount()),
            priority = floor(random() * 11)::smallint, propensity = random(), updated_at = now()
        WHERE account_id = id;
    ELSIF dice < 0.78 THEN  -- withheld columns only, beside long texts that stay
        UPDATE collections.accounts SET hardship_note = coalesce(workload.some_text(), hardship_note),
            plan = jsonb_build_object('monthly', random()), model_score = random(), updated_at = now()
        WHERE account_id = id;
    ELSIF dice < 0.86 THEN
        UPDATE collections.accounts SET agreement_text = workload.some_text() WHERE account_id = id;
    ELSIF dice < 0.92 THEN
        UPDATE collections.accounts SET account_id = workload.new_account() WHERE account_id = id;
    ELSIF dice < 0.94 THEN  -- many at once
        UPDATE collections.accounts SET priority = (priority + 1) % 11
        WHERE account_id BETWEEN id AND id + 60;
    ELSE
        DELETE FROM collections.accounts WHERE account_id = id;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE workload.change_payments() LANGUAGE plpgsql AS $$
DECLARE
    dice double precision := random();
    id bigint := workload.a_payment();
BEGIN
    IF dice < 0.35 THEN
        INSERT INTO collections.payments (payment_id, paid_on, account_id, amount, currency, method, settled_at,
                payer_name, reference, refund_of)
            VALUES (nextval('workload.ids'), workload.past_day(3), workload.an_account(), workload.amount(),
                workload.any_of('GBP', 'EUR', 'X'), workload.any_of('direct_debit', 'card', 'transfer', 'cash', 'payroll')::collections."Payment Method",
                workload.maybe(0.6, now()), workload.some_text(), workload.some_text(),
                workload.maybe(0.05, id));
    ELSIF dice < 0.60 THEN  -- in and out of the filter
        UPDATE collections.payments SET settled_at =
            CASE WHEN settled_at IS NULL THEN workload.any_of('2026-06-30 23:30:00-01', '2026-06-30 23:59:59.9+00', 'infinity')::timestamptz
                 ELSE workload.maybe(0.5, settled_at) END
        WHERE payment_id = id;
    ELSIF dice < 0.72 THEN
        UPDATE collections.payments SET amount = workload.amount(), reconciled = NOT reconciled WHERE payment_id = id;
    ELSIF dice < 0.80 THEN
        UPDATE collections.payments SET batch_no = floor(random() * 1000)::integer, reference = workload.some_text()
        WHERE payment_id = id;
    ELSIF dice < 0.86 THEN  -- part of the key, and often another partition
        UPDATE collections.payments SET paid_on = workload.past_day(3) WHERE payment_id = id;
    ELSIF dice < 0.88 THEN  -- many at once
        UPDATE collections.payments SET reconciled = NOT reconciled WHERE payment_id BETWEEN id AND id + 80;
    ELSE
        DELETE FROM collections.payments WHERE payment_id = id;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE workload.change_contacts(keep boolean) LANGUAGE plpgsql AS $$
DECLARE
    dice double precision := random();
    id bigint := workload.an_account();
    place tid := (SELECT ctid FROM dialler."Contact Events" WHERE account_id >= id
                  ORDER BY account_id, "N°" LIMIT 1);
BEGIN
    IF dice < 0.45 THEN
        INSERT INTO dialler."Contact Events" (account_id, "N°", customer_id, "Début", "Durée (s)", channel, inbound,
                "to", outcome, transcript, summary, sentiment, details, local_time)
            VALUES (id, nextval('workload.ids') % 2147483647, workload.a_customer(),
                workload.any_of('2026-01-15 00:30:00+01', '2025-12-31 23:59:59.999999+00', 'infinity', '0001-01-01 00:00:00+00', '0300-01-01 BC')::timestamptz,
                workload.maybe(0.8, workload.any_of('0', '29', '30', '600', '2147483647')::integer),
                workload.any_of('call', 'letter', 'email', 'sms', 'chat')::dialler.channel, random() < 0.4,
                '07700 900' || floor(random() * 1000), workload.any_of('promise', 'paid', 'no answer', '', 'Promise', NULL),
                workload.some_text(), workload.some_text(), workload.any_of('0.1', '-0', '1e-45', '3.4028235e38', 'NaN', 'Infinity', NULL)::real,
                workload.any_of('{}', '[]', 'null', '"é😀"', '{"a": {"b": [1, 2.50, 1e400, true, null]}, "": "\u0001"}', '1E2', NULL)::jsonb,
                workload.any_of('2026-01-15 10:16:00', '0001-01-01', '9999-12-31 23:59:59.999999', 'infinity', '0044-03-15 BC', NULL)::timestamp);
    ELSIF dice < 0.62 THEN
        UPDATE dialler."Contact Events" SET outcome = workload.any_of('promise', 'no answer', 'other', NULL),
            "Durée (s)" = floor(random() * 1000)::integer WHERE ctid = place;
    ELSIF dice < 0.78 THEN
        UPDATE dialler."Contact Events" SET transcript = workload.some_text(), agent = 'A.' || floor(random() * 99),
            recording = decode(md5(random()::text), 'hex') WHERE ctid = place;
    ELSIF dice < 0.86 THEN
        UPDATE dialler."Contact Events" SET summary = workload.some_text() WHERE ctid = place;
    ELSIF dice < 0.90 THEN
        UPDATE dialler."Contact Events" SET "N°" = nextval('workload.ids') % 2147483647 WHERE ctid = place;
    ELSIF NOT keep THEN
        DELETE FROM dialler."Contact Events" WHERE ctid = place;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE workload.change_needs() LANGUAGE plpgsql AS $$
DECLARE
    dice double precision := random();
    id uuid := workload.a_need();
BEGIN
    IF dice < 0.45 THEN
        INSERT INTO care.support_needs (need_id, customer_id, need, severity, recorded_on, consented, notes)
            SELECT md5(random()::text)::uuid, workload.a_customer(),
                workload.any_of('hearing', 'sight', 'mobility', 'mental_health', 'bereavement', 'money_skills')::care.need,
                workload.maybe(0.8, workload.any_of('1', '5')::smallint), workload.past_day(5), random() < 0.5, workload.some_text()
            FROM generate_series(1, workload.any_of('1', '1', '1', '40')::integer);
    ELSIF dice < 0.60 THEN
        UPDATE care.support_needs SET need = workload.any_of('hearing', 'mental_health', 'bereavement')::care.need,
            recorded_on = workload.past_day(5) WHERE need_id = id;
    ELSIF dice < 0.85 THEN
        UPDATE care.support_needs SET notes = workload.some_text(), severity = NULL, consented = NOT consented,
            history = jsonb_build_array(random()) WHERE need_id = id;
    ELSIF dice < 0.90 THEN
        UPDATE care.support_needs SET need_id = md5(random()::text)::uuid WHERE need_id = id;
    ELSIF dice < 0.998 THEN
        DELETE FROM care.support_needs WHERE need_id = id;
    ELSE
        TRUNCATE care.support_needs;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE workload.change_creditors() LANGUAGE plpgsql AS $$
DECLARE
    dice double precision := random();
    id integer := (SELECT creditor_id FROM collections.creditors ORDER BY random() LIMIT 1);
BEGIN
    IF dice < 0.20 THEN
        INSERT INTO collections.creditors VALUES (nextval('workload.ids') % 2147483647, 'Société ' || random(), 'retail',
            workload.maybe(0.8, true), 0.10, workload.some_text(), decode(md5(random()::text), 'hex'),
            workload.any_of('2019-05-01 09:00:00.000001', 'infinity', '9999-12-31')::timestamp, NULL,
            workload.any_of('9223372036854775807', '-9223372036854775808', '0')::bigint);
    ELSIF dice < 0.60 THEN
        UPDATE collections.creditors SET active = workload.any_of('yes', 'no', NULL)::boolean WHERE creditor_id = id;
    ELSIF dice < 0.80 THEN
        UPDATE collections.creditors SET logo = decode(repeat(md5(random()::text), 200), 'hex'),
            website = workload.some_text(), ledger_code = md5(random()::text) WHERE creditor_id = id;
    ELSIF dice < 0.90 THEN
        UPDATE collections.creditors SET creditor_id = nextval('workload.ids') % 2147483647 WHERE creditor_id = id;
    ELSIF (SELECT count(*) FROM collections.creditors) > 30 THEN
        DELETE FROM collections.creditors WHERE creditor_id = id;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE workload.change_something(keep_contacts boolean) LANGUAGE plpgsql AS $$
DECLARE
    dice double precision := random();
BEGIN
    IF dice < 0.22 THEN CALL workload.change_customers();
    ELSIF dice < 0.50 THEN CALL workload.change_accounts();
    ELSIF dice < 0.74 THEN CALL workload.change_payments();
    ELSIF dice < 0.90 THEN CALL workload.change_contacts(keep_contacts);
    ELSIF dice < 0.98 THEN CALL workload.change_needs();
    ELSE CALL workload.change_creditors();
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE workload.run(changes integer, seed double precision,
                                         keep_contacts boolean DEFAULT false) LANGUAGE plpgsql AS $$
DECLARE
    done integer := 0;
    size integer;
BEGIN
    PERFORM setseed(seed);
    WHILE done < changes LOOP
        size := least(changes - done, 1 + floor(random() ^ 4 * 40)::integer
                                        + CASE WHEN random() < 0.002 THEN 400 ELSE 0 END);
        FOR n IN 1 .. size LOOP
            CALL workload.change_something(keep_contacts);
        END LOOP;
        IF random() < 0.10 THEN
            BEGIN  -- a savepoint that is rolled back
                CALL workload.change_something(keep_contacts);
                RAISE division_by_zero;
            EXCEPTION WHEN division_by_zero THEN
                NULL;
            END;
        END IF;
        -- What is rolled back counts for nothing.
        IF random() < 0.05 THEN
            ROLLBACK;
        ELSE
            done := done + size;
            COMMIT;
        END IF;
    END LOOP;
END
$$;
