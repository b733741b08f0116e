-- row key: account_ref, event_no
WITH kept AS (
    SELECT *, NULL::boolean AS gone FROM dialler."Contact Events"
    UNION ALL
    SELECT *, true FROM oracle.graveyard g WHERE NOT EXISTS (
        SELECT FROM dialler."Contact Events" e
        WHERE (e.account_id, e."N°") = (g.account_id, g."N°")))
SELECT row_to_json(released) FROM (
    SELECT oracle.pseudonym('customer_link', 'lake', 'account', 'integer', account_id::text) AS account_ref,
           "N°" AS event_no,
           oracle.pseudonym('customer_link', 'lake', 'customer', 'integer', customer_id::text) AS customer_ref,
           oracle.day("Début") AS started_on,
           oracle.band("Durée (s)", '{0,30,120,600}') AS duration_band,
           channel,
           inbound,
           channel IN ('letter', 'email', 'sms') AS written,
           CASE WHEN outcome IS NULL THEN 'unknown'
                WHEN outcome IN ('promise', 'paid') THEN 'positive'
                WHEN NOT inbound AND outcome = 'no answer' THEN 'missed'
                ELSE 'other' END AS result,
           summary,
           oracle.number(sentiment) AS sentiment,
           details,
           oracle.moment(local_time) AS local_time,
           coalesce(gone, false) AS _gone
    FROM kept) released;
