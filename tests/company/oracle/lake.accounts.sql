-- row key: account_ref
SELECT row_to_json(released) FROM (
    SELECT oracle.pseudonym('customer_link', 'lake', 'account', 'integer', account_id::text) AS account_ref,
           oracle.pseudonym('customer_link', 'lake', 'customer', 'integer', customer_id::text) AS customer_ref,
           oracle.pseudonym('creditor_link', 'lake', 'collections.accounts.creditor_reference', 'text', creditor_reference) AS creditor_match,
           creditor_id,
           status,
           oracle.lower(oracle.trim(product)) AS product_name,
           CASE WHEN status = 'closed' THEN 'closed' WHEN status IN ('plan', 'paused')
                THEN 'arrangement' ELSE 'open' END AS stage,
           CASE WHEN priority >= 8 THEN 'now' WHEN priority >= 5 THEN 'soon' END AS attention,
           oracle.year(opened_on) AS opened_year,
           oracle.band(balance, '{0,250,500,1000,2500,5000,10000}') AS balance_band,
           balance >= 5000 AS large_balance,
           (floor(arrears / 50) * 50)::numeric(14,0) AS arrears_from,
           oracle.number(interest_rate) AS interest_rate,
           oracle.number(propensity) AS propensity,
           agreement_text,
           oracle.months(in_default_since, oracle.today()) AS months_in_default
    FROM collections.accounts
    WHERE status <> 'test') released;
