# compiler/ - policies in, generated code out; the files in pipeline order.
noinst_LIBRARIES += libcompiler.a
libcompiler_a_SOURCES = \
    %D%/source.h %D%/source.c %D%/finding.h %D%/finding.c %D%/findings.def \
    %D%/ast.h %D%/stages.h \
    %D%/decimal.h %D%/decimal.c \
    %D%/type.h %D%/type.c %D%/function.h

bin_PROGRAMS += sluice
sluice_SOURCES = %D%/main.c %D%/command.h %D%/commands.def \
    %D%/compile.h %D%/compile.c \
    %D%/command_check.c %D%/command_fmt.c %D%/command_test.c %D%/command_eval.c \
    %D%/command_import.c %D%/command_explain.c %D%/command_risk.c %D%/command_generate.c %D%/command_build.c %D%/command_diff.c \
    %D%/command_completion.c %D%/building.h %D%/building.c %D%/compiled.h %D%/compiled.c \
    %D%/process.h %D%/process.c \
    %D%/replace.h %D%/replace.c
sluice_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(JANSSON_LIBS) $(CRYPTO_LIBS) $(LIBPQ_LIBS)

# completion of its commands and options, made by itself
bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
nodist_bashcompletion_DATA = %D%/completion/sluice
nodist_zshcompletion_DATA = %D%/completion/_sluice
CLEANFILES += %D%/completion/sluice %D%/completion/_sluice
%D%/completion/sluice: sluice$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) %D%/completion && ./sluice completion bash >$@.part && mv $@.part $@
%D%/completion/_sluice: sluice$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) %D%/completion && ./sluice completion zsh >$@.part && mv $@.part $@

# text to tree. Machine-made C is compiled apart, with fewer warnings.
noinst_LIBRARIES += libsyntax.a
libsyntax_a_SOURCES = %D%/lexer.l %D%/parser.y
libsyntax_a_CFLAGS = $(AM_CFLAGS) -w
AM_YFLAGS = -d -Wall -Wcounterexamples -Wno-yacc -Werror
BUILT_SOURCES += %D%/parser.h
CLEANFILES += %D%/parser.h %D%/parser.c %D%/lexer.c

# `use standard "…"`: the policies that ship inside the compiler, as the characters of an array
EXTRA_DIST += %D%/standard/uk_gdpr.policy
BUILT_SOURCES += %D%/standard_uk_gdpr.inc
CLEANFILES += %D%/standard_uk_gdpr.inc
%D%/standard.$(OBJEXT): %D%/standard_uk_gdpr.inc
%D%/standard_uk_gdpr.inc: %D%/standard/uk_gdpr.policy
	$(AM_V_GEN)$(MKDIR_P) %D% && od -A n -v -t x1 $(srcdir)/%D%/standard/uk_gdpr.policy | \
	    $(SED) "s/ *\([0-9a-f][0-9a-f]\)/'\\\\x\1', /g" > $@.part && mv $@.part $@

libcompiler_a_SOURCES += \
    %D%/characters.h %D%/characters.c %D%/unicode.def \
    %D%/date.h %D%/date.c \
    %D%/origin.h %D%/program.c %D%/paths.h %D%/paths.c %D%/standard.h %D%/standard.c %D%/standards.def \
    %D%/keyword.h %D%/keyword.c \
    %D%/lexer.h %D%/syntax.h %D%/syntax.c %D%/syntax_error.c \
    %D%/tree.h %D%/tree.c %D%/tree_expr.c %D%/tree_item.c %D%/tree_table.c %D%/tree_release.c \
    %D%/tree_order.c \
    %D%/check.h %D%/check.c %D%/json_text.h %D%/json_text.c \
    %D%/finding_print.h %D%/finding_print.c %D%/finding_json.h %D%/finding_json.c \
    %D%/finding_sarif.h %D%/finding_sarif.c %D%/telling.h %D%/telling.c \
    %D%/fmt.h %D%/fmt.c %D%/fmt_row.h %D%/fmt_row.c

# from the tree to meaning, and from meaning to everything that is generated
libcompiler_a_SOURCES += \
    %D%/ir.h %D%/ir.c %D%/ir_canonical.h %D%/ir_canonical.c \
    %D%/lower.h %D%/lower.c %D%/lower_table.c %D%/lower_release.c %D%/lower_reads.c \
    %D%/lower_expr.c %D%/lower_risk.c
include %D%/emit/local.mk
include %D%/database/local.mk
include %D%/explain/local.mk
include %D%/diff/local.mk

# what each finding means, from its page
BUILT_SOURCES += %D%/findings_help.inc
CLEANFILES += %D%/findings_help.inc
%D%/finding.$(OBJEXT): %D%/findings_help.inc
%D%/findings_help.inc: $(srcdir)/docs/findings.txt $(srcdir)/%D%/findings_help.awk
	$(AM_V_GEN)$(MKDIR_P) %D% && $(AWK) -f $(srcdir)/%D%/findings_help.awk \
	    $(srcdir)/docs/findings.txt >$@.part && mv $@.part $@
EXTRA_DIST += %D%/findings_help.awk

# names and types, and what releases must say
libcompiler_a_SOURCES += \
    %D%/symbols.h %D%/symbols.c %D%/suggest.h %D%/suggest.c \
    %D%/confusable.h %D%/confusable.c %D%/letters.def %D%/lookalikes.def \
    %D%/function.c %D%/functions.def %D%/units.def %D%/variety.h %D%/variety.c \
    %D%/functions/presence.def %D%/functions/categories.def %D%/functions/numbers.def \
    %D%/functions/dates.def %D%/functions/places.def %D%/functions/pseudonyms.def \
    %D%/functions/partial.def %D%/functions/text.def %D%/functions/validity.def \
    %D%/functions/json.def \
    %D%/encryption.h %D%/encryption.c %D%/encrypted.def \
    %D%/absent.def %D%/names.h %D%/names.c %D%/names_find.c %D%/names_form.c %D%/names_declare.c \
    %D%/names_policy.c %D%/names_table.c %D%/names_expr.c %D%/names_release.c %D%/names_test.c \
    %D%/literal.h %D%/literal.c \
    %D%/types.h %D%/types.c %D%/types_call.h %D%/types_call.c \
    %D%/types_arguments.c %D%/types_constants.c %D%/types_condition.c %D%/types_choose.c \
    %D%/walk.h %D%/walk.c \
    %D%/releases.h %D%/release.c %D%/release_columns.c %D%/release_reads.c %D%/release_encrypted.c %D%/release_key.c \
    %D%/release_lines.c %D%/release_filter.c %D%/release_few.c %D%/release_pseudonym.c %D%/release_test.c

# labels: nothing leaves with a label that its destination may not hold
libcompiler_a_SOURCES += \
    %D%/label.h %D%/label.c %D%/labels.h %D%/labels.c \
    %D%/exposure.h %D%/exposure_internal.h %D%/exposure.c %D%/exposure_bound.c \
    %D%/labels_expr.c %D%/labels_rule.c %D%/labels_declared.c %D%/labels_field.c \
    %D%/labels_release.c %D%/labels_decision.c %D%/labels_position.c

# the reference: what a release does to a row; tests in policies, `sluice eval`
libcompiler_a_SOURCES += \
    %D%/eval/eval.h %D%/eval/eval_functions.h %D%/eval/eval_expr.c %D%/eval/eval_functions.c \
    %D%/eval/eval_dates.c %D%/eval/eval_contact.c %D%/eval/eval_json.c %D%/eval/eval_words.c %D%/eval/eval_places.c %D%/eval/eval_numbers.c %D%/eval/eval_keyed.c \
    %D%/eval/eval_order.c %D%/eval/eval_round.c %D%/eval/eval_text.c %D%/eval/eval_record.c \
    %D%/eval/eval_read.c %D%/eval/eval_lines.h %D%/eval/eval_lines.c \
    %D%/eval/canary.h %D%/eval/canary.c %D%/eval/coverage.h %D%/eval/coverage.c %D%/eval/trial.h %D%/eval/trial.c %D%/eval/test_run.h %D%/eval/test_run.c
