-- row key: customer_ref
SELECT row_to_json(released) FROM (
    SELECT oracle.pseudonym('customer_link', 'lake', 'customer', 'integer', customer_id::text) AS customer_ref,
           oracle.present(email) AS has_email,
           oracle.present(email) OR oracle.present(mobile) AS contactable,
           coalesce(oracle.age_band(date_of_birth, oracle.today()), 'unknown') AS age_band,
           coalesce(oracle.postcode_area(postcode), 'unknown') AS region,
           CASE WHEN language IN ('en', 'cy', 'pl') THEN language
               ELSE 'other' END AS letter_language,
           preferred_channel,
           CASE preferred_channel WHEN 'letter' THEN 'post' WHEN 'phone' THEN 'voice'
                ELSE 'digital' END AS channel_group,
           (floor(monthly_income / 250) * 250)::numeric(12,0) AS income_from,
           tags IS NOT NULL AS tagged,
           marketing_consent AS consented,
           oracle.month(created_at) AS joined,
           CASE WHEN oracle.email_domain(email) IN
                     ('gmail.com', 'outlook.com', 'icloud.com', 'yahoo.co.uk', 'btinternet.com')
                THEN oracle.email_domain(email) END AS mail_provider
    FROM (SELECT customer_id, date_of_birth, postcode, language, preferred_channel, monthly_income,
                 tags, marketing_consent, created_at, application.decrypt(email) AS email,
                 application.decrypt(mobile) AS mobile
          FROM collections.customers) plain) released;
