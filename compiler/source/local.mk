# compiler/source/ - the text of a file and places in it, folders of files, and what ships with the compiler
libcompiler_a_SOURCES += \
    %D%/source.h %D%/source.c %D%/date.h %D%/date.c %D%/origin.h %D%/paths.h \
    %D%/paths.c %D%/standard.h %D%/standard.c %D%/standards.def

# `use standard "…"`: the policies that ship inside the compiler, as the characters of an array
EXTRA_DIST += %D%/standard/uk_gdpr.policy
BUILT_SOURCES += %D%/standard_uk_gdpr.inc
CLEANFILES += %D%/standard_uk_gdpr.inc
%D%/standard.$(OBJEXT): %D%/standard_uk_gdpr.inc
%D%/standard_uk_gdpr.inc: %D%/standard/uk_gdpr.policy
	$(AM_V_GEN)$(MKDIR_P) %D% && od -A n -v -t x1 $(srcdir)/%D%/standard/uk_gdpr.policy | \
	    $(SED) "s/ *\([0-9a-f][0-9a-f]\)/'\\\\x\1', /g" > $@.part && mv $@.part $@
