/* Runs a fuzz target over the files of its corpus: what `make check` does without libFuzzer.
 *
 *   replay_X DIRECTORY…     fails when a directory is empty: a corpus that is gone tests nothing */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    long size = -1;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    if (size >= 0)
        bytes = malloc((size_t)size + 1);
    if (bytes == NULL || fseek(file, 0, SEEK_SET) != 0 ||
        fread(bytes, 1, (size_t)size, file) != (size_t)size) {
        fprintf(stderr, "replay: cannot read %s\n", path);
        exit(2);
    }
    fclose(file);
    int result = LLVMFuzzerTestOneInput(bytes, (size_t)size);
    free(bytes);
    return result;
}

static unsigned
replay_directory(const char *directory)
{
    unsigned count = 0;
    struct dirent *entry;
    DIR *dir = opendir(directory);
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        char path[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
        (void)replay_file(path);
        count++;
    }
    if (dir != NULL)
        closedir(dir);
    return count;
}

/* The corpus's directory is the argument, or stands in FUZZ_CORPUS, put there by the build. */
int
main(int argc, char **argv)
{
    const char *directory = argc > 1 ? argv[1] : FUZZ_CORPUS;
    unsigned count = replay_directory(directory);
    printf("replay: %u inputs\n", count);
    return count > 0 ? 0 : 1;
}
