/*
 * How many passwords this machine hashes: argon2-rate THREADS SECONDS
 *
 * Argon2id with m = 19456 KiB, t = 2, p = 1 by the library that the server uses, in a loop on each thread and nothing
 * else. Prints hashes per second and the processor seconds of one hash.
 */

#include <argon2.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double clock_seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct work {
    pthread_t thread;
    double end;
    long hashes;
};

static void *hash_until_end(void *argument)
{
    struct work *work = argument;
    static const char password[] = "conversations-everybody";
    uint8_t salt[16] = "sixteen bytes !", tag[32];
    while (clock_seconds(CLOCK_MONOTONIC) < work->end) {
        if (argon2id_hash_raw(2, 19456, 1, password, sizeof password - 1, salt, sizeof salt, tag, sizeof tag))
            exit(1);
        work->hashes++;
    }
    return NULL;
}

int main(int count, char **values)
{
    int threads = count == 3 ? atoi(values[1]) : 0;
    double seconds = count == 3 ? atof(values[2]) : 0;
    if (threads < 1 || threads > 1024 || seconds <= 0) {
        fprintf(stderr, "usage: argon2-rate THREADS SECONDS\n");
        return 64;
    }
    struct work *works = calloc((size_t)threads, sizeof *works);
    if (works == NULL)
        return 1;
    double begin = clock_seconds(CLOCK_MONOTONIC);
    long hashes = 0;
    for (int i = 0; i < threads; i++) {
        works[i].end = begin + seconds;
        if (pthread_create(&works[i].thread, NULL, hash_until_end, &works[i]))
            return 1;
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(works[i].thread, NULL);
        hashes += works[i].hashes;
    }
    double span = clock_seconds(CLOCK_MONOTONIC) - begin;
    printf("%.3f %.6f\n", (double)hashes / span, clock_seconds(CLOCK_PROCESS_CPUTIME_ID) / (double)hashes);
    free(works);
    return 0;
}
