# compiler/ - policies in, generated code out; the folders in the order of the stages (stages.h), then
# what stands beside them.
noinst_LIBRARIES += libcompiler.a
libcompiler_a_SOURCES = %D%/stages.h
include %D%/cli/local.mk
include %D%/source/local.mk
include %D%/syntax/local.mk
include %D%/language/local.mk
include %D%/names/local.mk
include %D%/types/local.mk
include %D%/releases/local.mk
include %D%/measure/local.mk
include %D%/labels/local.mk
include %D%/lower/local.mk
include %D%/ir/local.mk
include %D%/emit/local.mk
include %D%/eval/local.mk
include %D%/findings/local.mk
include %D%/text/local.mk
include %D%/format/local.mk
include %D%/attack/local.mk
include %D%/told/local.mk
include %D%/diff/local.mk
include %D%/explain/local.mk
include %D%/database/local.mk
