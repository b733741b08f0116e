# compiler/emit/ - everything that is generated, from the IR alone; one emitter a file or two.
libcompiler_a_SOURCES += \
    %D%/emit.h %D%/emit.c %D%/emit_manifest.h %D%/emit_manifest.c
include %D%/files/local.mk
include %D%/c/local.mk
include %D%/sql/local.mk
include %D%/lake/local.mk
include %D%/report/local.mk

# `sluice build` links what it generates: in `sluice` itself, since it knows where it is installed
sluice_SOURCES += %D%/link.h %D%/link.c
nodist_sluice_SOURCES = %D%/installed.h
BUILT_SOURCES += %D%/installed.h
CLEANFILES += %D%/installed.h
%D%/link.$(OBJEXT): %D%/installed.h
%D%/installed.h: Makefile
	$(AM_V_GEN)$(MKDIR_P) %D% && { \
	echo '/* Where `make install` puts a pusher'"'"'s parts, and what it is linked with. */'; \
	echo '#define SLC_INCLUDE_FOLDER "$(pkgincludedir)"'; \
	echo '#define SLC_LIB_FOLDER "$(libdir)"'; \
	echo '#define SLC_PUSHER_LIBS "$(PUSHER_LIBS)"'; } >$@
