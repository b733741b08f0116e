-- row key: payment_ref, paid_on
SELECT row_to_json(released) FROM (
    SELECT oracle.pseudonym('customer_link', 'lake', 'payment', 'integer', payment_id::text) AS payment_ref,
           oracle.day(paid_on) AS paid_on,
           oracle.pseudonym('customer_link', 'lake', 'account', 'integer', account_id::text) AS account_ref,
           oracle.band(amount, '{0,250,500,1000,5000}') AS amount_band,
           amount >= 2500 AS large_payment,
           rtrim(currency::text) AS currency,
           method,
           oracle.day(settled_at) AS settled_on,
           reconciled,
           refund_of IS NOT NULL AS is_refund
    FROM collections.payments
    WHERE settled_at IS NOT NULL) released;
