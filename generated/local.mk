# generated/ - what `sluice generate policies -o generated` makes; committed, never edited.
EXTRA_DIST += \
    %D%/MANIFEST %D%/REPORT.md %D%/policy.h %D%/setup.sql \
    %D%/lake.accounts.schema.json %D%/lake.contact_events.schema.json \
    %D%/lake.creditors.schema.json %D%/lake.customers.schema.json \
    %D%/lake.payments.schema.json %D%/lake.support_needs.schema.json \
    %D%/regulator.arrears_returns.schema.json %D%/regulator.payment_returns.schema.json
GENERATED_C = %D%/policy.c \
    %D%/lake.accounts.c %D%/lake.contact_events.c %D%/lake.creditors.c %D%/lake.customers.c \
    %D%/lake.payments.c %D%/lake.support_needs.c \
    %D%/regulator.arrears_returns.c %D%/regulator.payment_returns.c
