# compiler/emit/files/ - generated files, in memory and on disk
libcompiler_a_SOURCES += %D%/outputs.h %D%/outputs.c %D%/outfile.h %D%/outfile.c
