-- row key: creditor_id
SELECT row_to_json(released) FROM (
    SELECT creditor_id,
           name::text AS creditor_name,
           sector,
           oracle.number(commission) AS commission,
           website,
           oracle.base64(logo) AS logo,
           oracle.moment(since) AS since,
           contracts
    FROM collections.creditors
    WHERE active) released;
