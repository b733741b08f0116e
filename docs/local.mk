# docs/ - for readers; findings.md is made by findings.py, functions.md by functions.py, configuration.schema.json by the pusher.
dist_man_MANS += %D%/man/sluice.1 %D%/man/sluice-pusher.1
dist_doc_DATA += %D%/architecture.md %D%/aws.md %D%/aws-stream-to-lake.yaml %D%/coverage.md %D%/delivery.md %D%/encryption.md %D%/findings.md %D%/functions.md \
    %D%/attack.md %D%/lake.md %D%/language.md %D%/meaning.md %D%/measure.md %D%/migrations.md %D%/operations.md %D%/reviewing.md %D%/scale.md %D%/threat-model.md %D%/tutorial.md
EXTRA_DIST += %D%/configuration.py %D%/findings.py %D%/findings.txt %D%/functions.py %D%/functions/rules.md
dist_doc_DATA += %D%/diff.md %D%/diff.schema.json %D%/explain.schema.json %D%/findings.schema.json %D%/status.schema.json

# The page of the language names every function, as functions.def does.
man_MANS = %D%/man/sluice-policy.5
EXTRA_DIST += %D%/man/sluice-policy.5.in
CLEANFILES += %D%/man/sluice-policy.5
%D%/man/sluice-policy.5: %D%/man/sluice-policy.5.in functions-table$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) %D%/man && { sed '/^@FUNCTIONS@/,$$d' $(srcdir)/%D%/man/sluice-policy.5.in && \
	    ./functions-table mdoc && sed '1,/^@FUNCTIONS@/d' $(srcdir)/%D%/man/sluice-policy.5.in; } >$@.part && \
	    mv $@.part $@
