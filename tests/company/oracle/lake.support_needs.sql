-- row key: need_ref
SELECT row_to_json(released) FROM (
    SELECT oracle.pseudonym('customer_link', 'lake', 'care.support_needs.need_id', 'uuid', need_id::text) AS need_ref,
           oracle.pseudonym('customer_link', 'lake', 'customer', 'integer', customer_id::text) AS customer_ref,
           CASE need WHEN 'mental_health' THEN 'mind' WHEN 'bereavement' THEN 'life event'
                WHEN 'money_skills' THEN 'capability' ELSE 'physical' END AS need_group,
           oracle.month(recorded_on) AS recorded_month
    FROM care.support_needs) released;
