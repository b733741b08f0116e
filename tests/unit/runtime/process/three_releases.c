#include "three_releases.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct sl_projection people = { .destination = "lake", .stream = "people" };
static const struct sl_projection orders = { .destination = "lake", .stream = "orders" };
static const struct sl_projection stored = { .destination = "store", .stream = "people" };
static const struct sl_projection *const releases[] = { &people, &orders, &stored };

const struct sl_policy three_releases = { .projections = releases, .nprojections = 3 };

static char state[64];

const char *
make_state(void)
{
    (void)snprintf(state, sizeof state, "/tmp/sluice-state.XXXXXX");
    return mkdtemp(state);
}

static int
remove_one(const char *path, const struct stat *found, int kind, struct FTW *place)
{
    (void)found;
    (void)kind;
    (void)place;
    return remove(path);
}

void
remove_state(void)
{
    (void)nftw(state, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
