# generated/ - what `sluice generate policies -o generated` makes; committed, never edited.
GENERATED_RELEASES = \
    %D%/lake.accounts %D%/lake.contact_events %D%/lake.creditors %D%/lake.customers \
    %D%/lake.payments %D%/lake.support_needs %D%/regulator.arrears_returns \
    %D%/regulator.payment_returns
EXTRA_DIST += \
    %D%/MANIFEST %D%/REPORT.md %D%/TOLD.json %D%/policy.h %D%/setup.sql \
    $(GENERATED_RELEASES:=.schema.json) $(GENERATED_RELEASES:=.spark.json) \
    $(GENERATED_RELEASES:=.delta.sql) $(GENERATED_RELEASES:=.athena.sql) \
    $(GENERATED_RELEASES:=.odcs.yaml) $(GENERATED_RELEASES:=.openlineage.json)
GENERATED_C = %D%/policy.c \
    %D%/lake.accounts.c %D%/lake.contact_events.c %D%/lake.creditors.c %D%/lake.customers.c \
    %D%/lake.payments.c %D%/lake.support_needs.c \
    %D%/regulator.arrears_returns.c %D%/regulator.payment_returns.c
