-- row key: payment_ref, paid_on
SELECT row_to_json(released) FROM (
    SELECT oracle.pseudonym('regulator_link', 'regulator', 'payment', 'integer',
        payment_id::text) AS payment_ref,
           oracle.day(paid_on) AS paid_on,
           oracle.pseudonym('regulator_link', 'regulator', 'account', 'integer',
               account_id::text) AS account_ref,
           oracle.band(amount, '{0,1000,5000}') AS amount_band,
           method IN ('direct_debit', 'transfer') AS by_bank
    FROM collections.payments) released;
