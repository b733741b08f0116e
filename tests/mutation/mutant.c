/* mutant.c - which mutant this process is, and what it came by. Linked into mutated compilers alone. */
#include "mutant.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned chosen;
static unsigned char *seen; /* NULL: nobody asks */
static size_t nseen;

static void
limit(int resource, rlim_t most)
{
    const struct rlimit limits = { most, most };
    if (setrlimit(resource, &limits) != 0)
        abort();
}

/* A mutant may run for ever, or take all memory there is. */
static void
choose(const char *number)
{
    chosen = (unsigned)strtoul(number, NULL, 10);
    limit(RLIMIT_CPU, 3);
    limit(RLIMIT_AS, (rlim_t)2 << 30);
    limit(RLIMIT_FSIZE, (rlim_t)64 << 20);
    limit(RLIMIT_CORE, 0);
}

/* Shared memory: what a process saw stays, however it ends. */
static void
watch(const char *name)
{
    struct stat file;
    int descriptor = open(name, O_RDWR | O_CLOEXEC);
    if (descriptor < 0 || fstat(descriptor, &file) != 0)
        abort();
    nseen = (size_t)file.st_size;
    seen = mmap(NULL, nseen, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (seen == MAP_FAILED)
        abort();
    (void)close(descriptor);
}

__attribute__((constructor)) static void
begin(void)
{
    const char *number = getenv("SLUICE_MUTANT"), *name = getenv("SLUICE_MUTANTS_SEEN");
    if (number != NULL)
        choose(number);
    if (name != NULL)
        watch(name);
}

static void
note(unsigned number, bool differs)
{
    if (seen != NULL && number < nseen)
        seen[number] |= (unsigned char)(differs ? MUTANT_REACHED | MUTANT_DIFFERS : MUTANT_REACHED);
}

/* Chosen and not, and noted which difference that makes. */
static bool
either(unsigned number, bool mutated, bool value)
{
    note(number, mutated != value);
    return chosen == number ? mutated : value;
}

bool
mutant_condition(unsigned first, bool value)
{
    bool inverted = either(first, !value, value);
    bool always = either(first + 1, true, value);
    bool never = either(first + 2, false, value);
    return chosen == first ? inverted : chosen == first + 1 ? always : never;
}

bool
mutant_operand(unsigned number, bool neutral, bool value)
{
    return either(number, neutral, value);
}

bool
mutant_side(unsigned number, bool differs, bool value)
{
    note(number, value == differs);
    return chosen == number ? !value : value;
}

bool
mutant_is(unsigned number)
{
    return chosen == number;
}

bool
mutant_bound(unsigned number, bool equal, bool value)
{
    return either(number, equal ? !value : value, value);
}

bool
mutant_calls(unsigned number)
{
    note(number, true);
    return chosen != number;
}
