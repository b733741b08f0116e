# compiler/cli/ - the commands of sluice
bin_PROGRAMS += sluice
sluice_SOURCES = \
    %D%/main.c %D%/command.h %D%/commands.def %D%/compile.h %D%/told_beside.h %D%/told_beside.c %D%/compile.c \
    %D%/diff_side.h %D%/diff_side.c %D%/told_before.h %D%/told_before.c %D%/command_check.c \
    %D%/command_fmt.c %D%/command_test.c %D%/command_eval.c %D%/command_import.c \
    %D%/command_explain.c %D%/command_attack.c %D%/command_risk.c %D%/command_migrate.c %D%/command_generate.c %D%/command_build.c \
    %D%/command_diff.c %D%/command_completion.c %D%/building.h %D%/building.c %D%/compiled.h \
    %D%/compiled.c %D%/process.h %D%/process.c %D%/git.h %D%/git.c %D%/replace.h %D%/replace.c
sluice_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(JANSSON_LIBS) $(CRYPTO_LIBS) $(LIBPQ_LIBS)
libcompiler_a_SOURCES += \
    %D%/check.h %D%/check.c

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
