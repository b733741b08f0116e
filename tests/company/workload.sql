-- Random work on the example company's platform, as its applications would do it.
--
--   psql -f tests/company/workload.sql
--   psql -c 'CALL workload.run(changes => 100000, seed => 0.42)'
--
-- Commits as it goes: transactions of one to a few dozen changes, some of hundreds, some rolled
-- back, some with a savepoint rolled back. It inserts, updates released and withheld columns, changes
-- keys, deletes, makes rows cross the releases' filters, moves payments between partitions, truncates,
-- and writes NULLs, extremes, non-ASCII and values long enough to be TOASTed. The same seed on the same
-- data does the same. keep_contacts leaves contact events undeleted (see oracle/functions.sql).

CREATE SCHEMA IF NOT EXISTS workload;
SET search_path = workload, pg_catalog, public;

CREATE SEQUENCE IF NOT EXISTS ids;
SELECT setval('ids', (SELECT max(payment_id) FROM collections.payments)) \g /dev/null

-- ---- values ----

-- One of the values, as text.
CREATE OR REPLACE FUNCTION any_of(VARIADIC list text[]) RETURNS text LANGUAGE sql AS $$
    SELECT list[1 + floor(random() * cardinality(list))::integer]
$$;

-- One of an enum's labels.
CREATE OR REPLACE FUNCTION any_label(kind anyenum) RETURNS anyenum LANGUAGE sql AS $$
    SELECT (enum_range(kind))[1 + floor(random() * cardinality(enum_range(kind)))::integer]
$$;

-- value for `share` of the calls, else NULL.
CREATE OR REPLACE FUNCTION maybe(share double precision, value anyelement)
RETURNS anyelement LANGUAGE sql AS $$
    SELECT CASE WHEN random() < share THEN value END
$$;

CREATE OR REPLACE FUNCTION whole(below integer) RETURNS integer LANGUAGE sql AS $$
    SELECT floor(random() * below)::integer
$$;

CREATE OR REPLACE FUNCTION noise() RETURNS bytea LANGUAGE sql AS $$
    SELECT decode(md5(random()::text), 'hex')
$$;

CREATE OR REPLACE FUNCTION long_text(length integer) RETURNS text LANGUAGE sql AS $$
    SELECT left(repeat(md5(random()::text) || ' é ', length / 35 + 1), length)
$$;

CREATE OR REPLACE FUNCTION some_text() RETURNS text LANGUAGE sql SET search_path FROM CURRENT AS $$
    SELECT any_of('', ' ', 'plain', 'Zoë “quoted” – £', E'tab\tnew\nline\x01', '"\/', '😀 𝔘',
                  E'line\u2028separator', 'null', long_text(300), long_text(5000), NULL)
$$;

-- A day whose distance in whole months from now is the same today and tomorrow.
CREATE OR REPLACE FUNCTION past_day(years integer) RETURNS date
LANGUAGE sql SET search_path FROM CURRENT AS $$
    WITH days (today, day) AS (
        SELECT today, date_trunc('month', today - 70 - whole(years * 365))::date
        FROM (SELECT (now() AT TIME ZONE 'UTC')::date) t (today))
    SELECT day + CASE WHEN extract(day FROM today) BETWEEN 8 AND 20 THEN 22 ELSE 12 END + whole(5)
    FROM days
$$;

CREATE OR REPLACE FUNCTION amount() RETURNS numeric LANGUAGE sql SET search_path FROM CURRENT AS $$
    SELECT CASE WHEN random() < 0.03
                THEN any_of('9999999999.99', '-9999999999.99', '0', '250', '249.99', '-0.01')::numeric
                ELSE round((random() * random() * 12000 - 300)::numeric, 2) END
$$;

-- ---- rows that exist, by chance ----

CREATE OR REPLACE FUNCTION a_customer() RETURNS bigint LANGUAGE sql AS $$
    SELECT customer_id FROM collections.customers
    WHERE customer_id >= (SELECT floor(random() * max(customer_id))::bigint
                          FROM collections.customers)
    ORDER BY customer_id LIMIT 1
$$;

-- Every third number lies beyond 32 bits.
CREATE OR REPLACE FUNCTION an_account() RETURNS bigint LANGUAGE sql AS $$
    WITH half (first) AS (
        SELECT CASE WHEN random() < 0.34 THEN 5000000000 ELSE 0 END),
    range (first, last) AS (
        SELECT first, (SELECT max(account_id) FROM collections.accounts
                       WHERE account_id < first + 5000000000)
        FROM half)
    SELECT coalesce(
        (SELECT account_id FROM collections.accounts
         WHERE account_id >= (SELECT first + floor(random() * (last - first))::bigint FROM range)
         ORDER BY account_id LIMIT 1),
        (SELECT max(account_id) FROM collections.accounts))
$$;

CREATE OR REPLACE FUNCTION new_account() RETURNS bigint
LANGUAGE sql SET search_path FROM CURRENT AS $$
    SELECT nextval('ids') + CASE WHEN random() < 0.34 THEN 5000000000 ELSE 0 END
$$;

CREATE OR REPLACE FUNCTION a_payment() RETURNS bigint LANGUAGE sql AS $$
    SELECT payment_id FROM collections.payments
    WHERE payment_id >= (SELECT floor(random() * max(payment_id))::bigint FROM collections.payments)
    ORDER BY payment_id LIMIT 1
$$;

CREATE OR REPLACE FUNCTION a_contact() RETURNS tid
LANGUAGE sql SET search_path FROM CURRENT AS $$
    SELECT ctid FROM dialler."Contact Events"
    WHERE account_id >= (SELECT an_account()) ORDER BY account_id, "N°" LIMIT 1
$$;

CREATE OR REPLACE FUNCTION a_need() RETURNS uuid LANGUAGE sql AS $$
    SELECT need_id FROM care.support_needs
    WHERE need_id >= (SELECT md5(random()::text)::uuid) ORDER BY need_id LIMIT 1
$$;

-- ---- one statement's changes to one table ----

CREATE OR REPLACE PROCEDURE new_customer() LANGUAGE sql SET search_path FROM CURRENT AS $$
    INSERT INTO collections.customers
        (full_name, vulnerable, case_note, email, mobile, date_of_birth,
         postcode, language, preferred_channel,
         monthly_income, tags, marketing_consent, created_at)
    SELECT 'Nia Ṽ. ' || any_of('Jones', 'O''Brien', 'Łuk'), random() < 0.2, some_text(),
           application.encrypt(any_of('nia@GMAIL.com', 'Nia@outlook.com', ' ', 'nia@', '@',
                                      'a@b@icloud.com', 'é@étoile.example', NULL)),
           application.encrypt(any_of('07700 900123', '', E'\t', NULL)), maybe(0.9, past_day(95)),
           any_of('SW1A 1AA', 'm1 1ae', 'GIR0AA', 'nowhere', '', 'CF101AA', NULL),
           any_of('en', 'cy', 'pl', 'ur'), any_label(NULL::collections.channel),
           maybe(0.8, amount() % 1000000), maybe(0.5, ARRAY['a', 'b']), maybe(0.7, random() < 0.5),
           any_of('2020-02-29 23:59:59.999999+00', '0001-01-01 00:00:00+00', 'infinity',
                  '9999-12-31 23:59:59+00', '0044-03-15 BC', '2026-03-29 01:30:00+01')::timestamptz
$$;

CREATE OR REPLACE PROCEDURE change_customers() LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    dice double precision := random();
    id bigint := a_customer();
BEGIN
    IF dice < 0.15 THEN
        CALL new_customer();
    ELSIF dice < 0.50 THEN
        UPDATE collections.customers SET
            email = CASE WHEN random() < 0.5 THEN email
                         ELSE application.encrypt(any_of('x@yahoo.co.uk', 'X@x.example', '',
                                                         NULL)) END,
            mobile = CASE WHEN random() < 0.7 THEN mobile
                          ELSE application.encrypt(any_of('07700 900456', NULL)) END,
            postcode = CASE WHEN random() < 0.7 THEN postcode
                            ELSE any_of('EC1A 1BB', 'ls11ur', NULL) END,
            preferred_channel = any_label(NULL::collections.channel),
            marketing_consent = NOT marketing_consent,
            date_of_birth = CASE WHEN random() < 0.9 THEN date_of_birth
                                 WHEN random() < 0.3 THEN 'infinity' ELSE past_day(100) END,
            updated_at = now()
        WHERE customer_id = id;
    ELSIF dice < 0.85 THEN  -- withheld columns only
        UPDATE collections.customers SET
            case_note = coalesce(some_text(), case_note),
            vulnerable = NOT vulnerable,
            bank_account = md5(random()::text),
            photo = noise(),
            updated_at = now()
        WHERE customer_id = id;
    ELSIF dice < 0.92 THEN  -- the key, which takes accounts and support needs along
        UPDATE collections.customers SET
            customer_id = nextval(pg_get_serial_sequence('collections.customers', 'customer_id'))
        WHERE customer_id = id;
    ELSE
        DELETE FROM collections.customers WHERE customer_id = id;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE new_account_row() LANGUAGE sql SET search_path FROM CURRENT AS $$
    INSERT INTO collections.accounts
        (account_id, customer_id, creditor_id, creditor_reference,
         status, product,
         opened_on, in_default_since,
         balance, arrears, interest_rate,
         propensity,
         priority, agreement_text, hardship_note, card_token)
    SELECT new_account(), a_customer(), 1 + whole(40), maybe(0.9, 'ŁÓD-' || whole(5000)),
           any_label(NULL::collections.account_status),
           any_of(E' Gas & \tElectricity ', 'LOAN', '', 'ÉNERGIE', 'credit card'),
           any_of('2019-05-01', '0001-01-01', '9999-12-31', 'infinity', '0100-01-01 BC',
                  '2024-02-29')::date, maybe(0.7, past_day(12)),
           amount(), maybe(0.8, amount()),
           any_of('0', '19.90', '1e60', '-1e-40', 'NaN', 'Infinity', '0.00', NULL)::numeric,
           any_of('0.1', '-0', '5e-324', '1.7976931348623157e308', 'NaN', '-Infinity', '1e22',
                  '123456789012345680', NULL)::double precision,
           whole(11), some_text(), some_text(), noise()
$$;

CREATE OR REPLACE PROCEDURE change_accounts() LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    dice double precision := random();
    id bigint := an_account();
BEGIN
    IF dice < 0.17 THEN
        CALL new_account_row();
    ELSIF dice < 0.40 THEN  -- the filters of both releases
        UPDATE collections.accounts SET
            status = CASE WHEN random() < 0.2 THEN 'test'
                          ELSE any_label(NULL::collections.account_status) END,
            in_default_since = maybe(0.6, coalesce(in_default_since, past_day(12)))
        WHERE account_id = id;
    ELSIF dice < 0.62 THEN
        UPDATE collections.accounts SET
            balance = amount(),
            arrears = maybe(0.9, amount()),
            priority = whole(11),
            propensity = random(),
            updated_at = now()
        WHERE account_id = id;
    ELSIF dice < 0.78 THEN  -- withheld columns only, beside long texts that stay
        UPDATE collections.accounts SET
            hardship_note = coalesce(some_text(), hardship_note),
            plan = jsonb_build_object('monthly', random()),
            model_score = random(),
            updated_at = now()
        WHERE account_id = id;
    ELSIF dice < 0.86 THEN
        UPDATE collections.accounts SET agreement_text = some_text() WHERE account_id = id;
    ELSIF dice < 0.92 THEN
        UPDATE collections.accounts SET account_id = new_account() WHERE account_id = id;
    ELSIF dice < 0.94 THEN  -- many at once
        UPDATE collections.accounts SET priority = (priority + 1) % 11
        WHERE account_id BETWEEN id AND id + 60;
    ELSE
        DELETE FROM collections.accounts WHERE account_id = id;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE change_payments() LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    dice double precision := random();
    id bigint := a_payment();
BEGIN
    IF dice < 0.35 THEN
        INSERT INTO collections.payments
            (payment_id, paid_on, account_id, amount, currency,
             method, settled_at, payer_name, reference, refund_of)
        VALUES (nextval('ids'), past_day(3), an_account(), amount(), any_of('GBP', 'EUR', 'X'),
                any_label(NULL::collections."Payment Method"), maybe(0.6, now()), some_text(),
                some_text(), maybe(0.05, id));
    ELSIF dice < 0.60 THEN  -- in and out of the filter
        UPDATE collections.payments SET settled_at =
            CASE WHEN settled_at IS NULL
                 THEN any_of('2026-06-30 23:30:00-01', '2026-06-30 23:59:59.9+00',
                             'infinity')::timestamptz
                 ELSE maybe(0.5, settled_at) END
        WHERE payment_id = id;
    ELSIF dice < 0.72 THEN
        UPDATE collections.payments SET amount = amount(), reconciled = NOT reconciled
        WHERE payment_id = id;
    ELSIF dice < 0.80 THEN  -- withheld columns only
        UPDATE collections.payments SET batch_no = whole(1000), reference = some_text()
        WHERE payment_id = id;
    ELSIF dice < 0.86 THEN  -- part of the key, and often another partition
        UPDATE collections.payments SET paid_on = past_day(3) WHERE payment_id = id;
    ELSIF dice < 0.88 THEN  -- many at once
        UPDATE collections.payments SET reconciled = NOT reconciled
        WHERE payment_id BETWEEN id AND id + 80;
    ELSE
        DELETE FROM collections.payments WHERE payment_id = id;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE new_contact() LANGUAGE sql SET search_path FROM CURRENT AS $$
    INSERT INTO dialler."Contact Events"
        (account_id, "N°", customer_id,
         "Début",
         "Durée (s)", channel, inbound,
         "to", outcome, transcript, summary,
         sentiment, details,
         local_time)
    SELECT an_account(), nextval('ids') % 2147483647, a_customer(),
           any_of('2026-01-15 00:30:00+01', '2025-12-31 23:59:59.999999+00', 'infinity',
                  '0001-01-01 00:00:00+00', '0300-01-01 BC')::timestamptz,
           any_of('0', '29', '30', '600', '2147483647', NULL)::integer,
           any_label(NULL::dialler.channel), random() < 0.4,
           '07700 900' || whole(1000),
           any_of('promise', 'paid', 'no answer', '', 'Promise', NULL), some_text(), some_text(),
           any_of('0.1', '-0', '1e-45', '3.4028235e38', 'NaN', 'Infinity', NULL)::real,
           any_of('{}', '[]', 'null', '"é😀"', '1E2', NULL,
                  '{"a": {"b": [1, 2.50, 1e400, true, null]}, "": "\u0001"}')::jsonb,
           any_of('2026-01-15 10:16:00', '0001-01-01', '9999-12-31 23:59:59.999999', 'infinity',
                  '0044-03-15 BC', NULL)::timestamp
$$;

CREATE OR REPLACE PROCEDURE change_contacts(keep boolean)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    dice double precision := random();
    place tid := a_contact();
BEGIN
    IF dice < 0.45 THEN
        CALL new_contact();
    ELSIF dice < 0.62 THEN
        UPDATE dialler."Contact Events" SET
            outcome = any_of('promise', 'no answer', 'other', NULL),
            "Durée (s)" = whole(1000)
        WHERE ctid = place;
    ELSIF dice < 0.78 THEN  -- withheld columns only
        UPDATE dialler."Contact Events" SET
            transcript = some_text(),
            agent = 'A.' || whole(99),
            recording = noise()
        WHERE ctid = place;
    ELSIF dice < 0.86 THEN
        UPDATE dialler."Contact Events" SET summary = some_text() WHERE ctid = place;
    ELSIF dice < 0.90 THEN
        UPDATE dialler."Contact Events" SET "N°" = nextval('ids') % 2147483647 WHERE ctid = place;
    ELSIF NOT keep THEN
        DELETE FROM dialler."Contact Events" WHERE ctid = place;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE change_needs() LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    dice double precision := random();
    id uuid := a_need();
BEGIN
    IF dice < 0.45 THEN
        INSERT INTO care.support_needs
            (need_id, customer_id, need, severity, recorded_on, consented, notes)
        SELECT md5(random()::text)::uuid, a_customer(), any_label(NULL::care.need),
               any_of('1', '5', NULL)::smallint, past_day(5), random() < 0.5, some_text()
        FROM generate_series(1, any_of('1', '1', '1', '1', '1', '1', '1', '40')::integer);
    ELSIF dice < 0.60 THEN
        UPDATE care.support_needs SET need = any_label(NULL::care.need), recorded_on = past_day(5)
        WHERE need_id = id;
    ELSIF dice < 0.75 THEN  -- withheld columns only
        UPDATE care.support_needs SET
            notes = some_text(),
            severity = NULL,
            consented = NOT consented,
            history = jsonb_build_array(random())
        WHERE need_id = id;
    ELSIF dice < 0.80 THEN
        UPDATE care.support_needs SET need_id = md5(random()::text)::uuid WHERE need_id = id;
    ELSIF dice < 0.998 THEN
        DELETE FROM care.support_needs WHERE need_id = id;
    ELSE
        TRUNCATE care.support_needs;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE change_creditors() LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    dice double precision := random();
    id integer := (SELECT creditor_id FROM collections.creditors ORDER BY random() LIMIT 1);
BEGIN
    IF dice < 0.20 THEN
        INSERT INTO collections.creditors
            (creditor_id, name, sector, active, commission, website, logo,
             since,
             contracts)
        VALUES (nextval('ids') % 2147483647, 'Société ' || random(), 'retail', maybe(0.8, true),
                0.10, some_text(), noise(),
                any_of('2019-05-01 09:00:00.000001', 'infinity', '9999-12-31')::timestamp,
                any_of('9223372036854775807', '-9223372036854775808', '0')::bigint);
    ELSIF dice < 0.60 THEN  -- in and out of the filter
        UPDATE collections.creditors SET active = any_of('yes', 'no', NULL)::boolean
        WHERE creditor_id = id;
    ELSIF dice < 0.80 THEN
        UPDATE collections.creditors SET
            logo = decode(repeat(md5(random()::text), 200), 'hex'),
            website = some_text(),
            ledger_code = md5(random()::text)
        WHERE creditor_id = id;
    ELSIF dice < 0.90 THEN
        UPDATE collections.creditors SET creditor_id = nextval('ids') % 2147483647
        WHERE creditor_id = id;
    ELSIF (SELECT count(*) FROM collections.creditors) > 30 THEN
        DELETE FROM collections.creditors WHERE creditor_id = id;
    END IF;
END
$$;

CREATE OR REPLACE PROCEDURE change_something(keep_contacts boolean)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    dice double precision := random();
BEGIN
    IF dice < 0.22 THEN CALL change_customers();
    ELSIF dice < 0.50 THEN CALL change_accounts();
    ELSIF dice < 0.74 THEN CALL change_payments();
    ELSIF dice < 0.90 THEN CALL change_contacts(keep_contacts);
    ELSIF dice < 0.98 THEN CALL change_needs();
    ELSE CALL change_creditors();
    END IF;
END
$$;

-- ---- transactions ----

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
