-- row key: account_ref
SELECT row_to_json(released) FROM (
    SELECT oracle.pseudonym('regulator_link', 'regulator', 'account', 'integer',
        account_id::text) AS account_ref,
           oracle.band(balance, '{0,1000,5000,10000}') AS balance_band,
           CASE WHEN status = 'closed' THEN 'closed' ELSE 'live' END AS stage,
           oracle.year(opened_on) AS opened_year
    FROM collections.accounts
    WHERE status <> 'test' AND in_default_since IS NOT NULL) released;
