# compiler/findings/ - what is wrong in policies, and how it is printed
libcompiler_a_SOURCES += \
    %D%/finding.h %D%/finding.c %D%/findings.def %D%/finding_print.h %D%/finding_print.c \
    %D%/finding_json.h %D%/finding_json.c %D%/finding_sarif.h %D%/finding_sarif.c %D%/sarif.h %D%/sarif.c %D%/finding_excerpt.h %D%/finding_excerpt.c \
    %D%/report.h %D%/test_totals.h \
    %D%/report.c

# what each finding means, from its page
BUILT_SOURCES += %D%/findings_help.inc
CLEANFILES += %D%/findings_help.inc
%D%/finding.$(OBJEXT): %D%/findings_help.inc
%D%/findings_help.inc: $(srcdir)/docs/findings.txt $(srcdir)/%D%/findings_help.awk
	$(AM_V_GEN)$(MKDIR_P) %D% && $(AWK) -f $(srcdir)/%D%/findings_help.awk \
	    $(srcdir)/docs/findings.txt >$@.part && mv $@.part $@
EXTRA_DIST += %D%/findings_help.awk
