# tests/negative/ - C that must not compile, and links that must fail.
TESTS += %D%/compile.sh %D%/link.sh %D%/halves.sh
EXTRA_DIST += %D%/compile.sh %D%/link.sh %D%/halves.sh %D%/README.md \
    %D%/compiles.c %D%/cell_of_sealed.c %D%/choose_of_sealed.c %D%/condition_of_sealed.c \
    %D%/if_missing_opens.c %D%/keep_of_encrypted.c %D%/keep_of_sealed.c %D%/open_of_sealed_cell.c \
    %D%/present_of_encrypted.c %D%/projection_shape.c %D%/tidied_sealed.c %D%/tidy_opens.c %D%/unknown_function.c \
    %D%/wrong_abi.c
