#include <stdio.h>

int
main(void)
{
    fputs("sluice: no command yet\n", stderr);
    return 2;
}
