-- What the oracle's queries share: the functions of the policy language, written by hand in SQL
-- from docs/language.md and from nothing the compiler makes, and the graveyard of rows that a release
-- keeps after their deletion ('deleted rows stay').
--
-- Install once, after schema.sql and seed data. The row triggers see what the platform commits from
-- then on: rows deleted before a pusher's first fill never reached the lake, so empty the graveyard
-- (TRUNCATE oracle.graveyard) when you start a new lake, and delete no contact event while it is filled.

CREATE SCHEMA oracle;
CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA oracle;

-- The day that ages are reckoned at. SET oracle.today to move it.
CREATE FUNCTION oracle.today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('oracle.today', true), '')::date,
                    (now() AT TIME ZONE 'UTC')::date)
$$;

-- HMAC-SHA-256(K, "sluice/2" 0 key 0 destination 0 kind 0 tag 0 value), the first 16 bytes in hex.
CREATE FUNCTION oracle.pseudonym(key text, destination text, kind text, tag text, value text)
RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT left(encode(oracle.hmac(
        convert_to('sluice/2', 'UTF8') || '\x00'::bytea || convert_to(key, 'UTF8')
            || '\x00'::bytea ||
        convert_to(destination, 'UTF8') || '\x00'::bytea || convert_to(kind, 'UTF8') ||
        '\x00'::bytea || convert_to(tag, 'UTF8') ||
        '\x00'::bytea || convert_to(value, 'UTF8'),
        sha256(convert_to('sluice test key ' || key, 'UTF8')), 'sha256'), 'hex'), 32)
$$;

CREATE FUNCTION oracle.present(value text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT value IS NOT NULL AND btrim(value, E' \t\n\v\f\r') <> ''
$$;

CREATE FUNCTION oracle.trim(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT btrim(value, E' \t\n\v\f\r')
$$;

CREATE FUNCTION oracle.lower(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT translate(value, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
$$;

CREATE FUNCTION oracle.postcode_area(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN upper(value) ~ '^GIR ?0AA$' THEN 'GIR'
                ELSE substring(upper(value)
                     FROM '^([A-Z]{1,2})(?:[0-9]|[0-9][0-9]|[0-9][A-Z]) ?[0-9][A-Z]{2}$') END
$$;

CREATE FUNCTION oracle.email_domain(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT oracle.lower(substring(oracle.trim(value) FROM '^[^@[:space:]]+@([^@]+)$'))
$$;

-- Dates and times that JSON can carry; the others are null.
CREATE FUNCTION oracle.fits(value timestamp) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT value >= '0001-01-01' AND value < '10000-01-01'
$$;

CREATE FUNCTION oracle.day(value date) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN oracle.fits(value) THEN to_char(value, 'YYYY-MM-DD') END
$$;

CREATE FUNCTION oracle.day(value timestamptz) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN oracle.fits(value AT TIME ZONE 'UTC')
                THEN to_char(value AT TIME ZONE 'UTC', 'YYYY-MM-DD') END
$$;

CREATE FUNCTION oracle.month(value date) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN oracle.fits(value) THEN to_char(value, 'YYYY-MM') END
$$;

CREATE FUNCTION oracle.month(value timestamptz) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT left(oracle.day(value), 7)
$$;

CREATE FUNCTION oracle.year(value date) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN oracle.fits(value) THEN extract(year FROM value)::integer END
$$;

CREATE FUNCTION oracle.moment(value timestamp) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN oracle.fits(value) THEN to_char(value, 'YYYY-MM-DD"T"HH24:MI:SS.US') END
$$;

CREATE FUNCTION oracle.number(value numeric) RETURNS json LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN value NOT IN ('NaN', 'Infinity', '-Infinity') THEN to_json(value) END
$$;

CREATE FUNCTION oracle.number(value double precision) RETURNS json LANGUAGE sql IMMUTABLE STRICT
    AS $$
    SELECT CASE WHEN value NOT IN ('NaN', 'Infinity', '-Infinity') THEN to_json(value) END
$$;

CREATE FUNCTION oracle.number(value real) RETURNS json LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN value NOT IN ('NaN', 'Infinity', '-Infinity') THEN to_json(value) END
$$;

CREATE FUNCTION oracle.base64(value bytea) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT translate(encode(value, 'base64'), E'\n', '')
$$;

-- Ten years wide, from 90 on in one band; who is not yet born has none.
CREATE FUNCTION oracle.age_band(born date, day date) RETURNS text LANGUAGE sql IMMUTABLE STRICT
    AS $$
    SELECT CASE WHEN NOT oracle.fits(born) OR born > day THEN NULL
                WHEN years >= 90 THEN '90+'
                ELSE (years / 10 * 10) || '-' || (years / 10 * 10 + 9) END
    FROM (SELECT CASE WHEN isfinite(born)
        THEN extract(year FROM age(day, born))::integer END) a (years)
$$;

-- Whole months from a day on or before the other.
CREATE FUNCTION oracle.months(first date, last date) RETURNS integer LANGUAGE sql IMMUTABLE STRICT
    AS $$
    SELECT (extract(year FROM last) * 12 + extract(month FROM last)
            - extract(year FROM first) * 12 - extract(month FROM first)
            - (extract(day FROM last) < extract(day FROM first))::integer)::integer
$$;

-- Half-open bands, spelt as the edges are.
CREATE FUNCTION oracle.band(value numeric, edges numeric[]) RETURNS text LANGUAGE sql
    IMMUTABLE STRICT AS $$
    SELECT CASE WHEN place = 0 THEN '<' || edges[1]
                WHEN place = cardinality(edges) THEN edges[place] || '..'
                ELSE edges[place] || '..' || edges[place + 1] END
    FROM (SELECT count(*)::integer FROM unnest(edges) edge WHERE value >= edge) p (place)
$$;

CREATE TABLE oracle.graveyard (LIKE dialler."Contact Events", PRIMARY KEY (account_id, "N°"));

CREATE FUNCTION oracle.bury() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM oracle.graveyard g USING dialler."Contact Events" e
            WHERE (g.account_id, g."N°") = (e.account_id, e."N°");
        INSERT INTO oracle.graveyard SELECT * FROM dialler."Contact Events";
    ELSE
        DELETE FROM oracle.graveyard g WHERE (g.account_id, g."N°") = (OLD.account_id, OLD."N°");
        IF TG_OP = 'DELETE' THEN
            INSERT INTO oracle.graveyard VALUES (OLD.*);
        END IF;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER bury_deleted AFTER DELETE ON dialler."Contact Events"
    FOR EACH ROW EXECUTE FUNCTION oracle.bury();
CREATE TRIGGER forget_renamed AFTER UPDATE ON dialler."Contact Events" FOR EACH ROW
    WHEN ((OLD.account_id, OLD."N°") IS DISTINCT FROM (NEW.account_id, NEW."N°"))
    EXECUTE FUNCTION oracle.bury();
CREATE TRIGGER bury_truncated BEFORE TRUNCATE ON dialler."Contact Events"
    FOR EACH STATEMENT EXECUTE FUNCTION oracle.bury();
