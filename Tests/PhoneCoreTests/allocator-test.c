// Checks the allocator of the phone's WebAssembly module on the host:
//
//     clang -g -fsanitize=undefined -o allocator-test Tests/PhoneCoreTests/allocator-test.c && ./allocator-test
//
// Allocates and frees at random, looks whether any block was overwritten by another, and whether in the end everything
// has grown together again. The second run leaves gaps in the memory, as when someone else grows it too.

#include "../../Sources/CWasmRuntime/allocator.c"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { slots = 4000, turns = 1000000, arena_size = 1 << 28, page = 65536 };

static char *arena;
static size_t used;
static int leaves_gaps;
static unsigned regions;

static void *grow(size_t count, size_t *added) {
    if (regions == 0) regions = 1;
    if (leaves_gaps && rand() % 3 == 0) {
        used += page;
        regions += 1;
    }
    count = (count + page - 1) / page * page;
    if (used + count > arena_size) return NULL;
    void *start = arena + used;
    used += count;
    *added = count;
    return start;
}

static struct {
    unsigned char *bytes;
    size_t count;
    unsigned char mark;
} live[slots];

static int fail(const char *what) {
    printf("allocator-test: %s\n", what);
    return 1;
}

static int is_intact(int slot) {
    for (size_t index = 0; index < live[slot].count; index += 1) {
        if (live[slot].bytes[index] != live[slot].mark) return 0;
    }
    return 1;
}

static int run(void) {
    struct heap heap = {.grow = grow};
    used = 0;
    regions = 0;
    size_t now = 0;
    size_t most = 0;
    for (long turn = 0; turn < turns; turn += 1) {
        int slot = rand() % slots;
        if (live[slot].bytes) {
            if (!is_intact(slot)) return fail("a block was overwritten");
            heap_free(&heap, live[slot].bytes);
            now -= live[slot].count;
            live[slot].bytes = NULL;
            continue;
        }
        size_t count = (size_t)(rand() % 100 == 0 ? rand() % 100000 : rand() % 300);
        size_t alignment = rand() % 5 == 0 ? (size_t)1 << rand() % 9 : 8;
        unsigned char *bytes = heap_allocate(&heap, count, alignment);
        if (!bytes) return fail("no memory");
        if ((uintptr_t)bytes % (alignment < 16 ? 16 : alignment) != 0) return fail("wrong alignment");
        live[slot].bytes = bytes;
        live[slot].count = count;
        live[slot].mark = (unsigned char)rand();
        memset(bytes, live[slot].mark, count);
        now += count;
        if (now > most) most = now;
    }
    for (int slot = 0; slot < slots; slot += 1) {
        heap_free(&heap, live[slot].bytes);
        live[slot].bytes = NULL;
    }
    unsigned rest = 0;
    for (int bin = 0; bin < 32; bin += 1) {
        for (struct block *block = heap.bins[bin]; block; block = block->next) rest += 1;
    }
    if (rest > regions) return fail("free blocks were not joined");
    if (!leaves_gaps && used > most * 2) return fail("more than twice the memory was used");
    if (heap_allocate(&heap, (size_t)1 << 40, 16)) return fail("an absurd request was granted");
    return 0;
}

int main(void) {
    if (posix_memalign((void **)&arena, page, arena_size) != 0) return fail("no arena");
    srand(7);
    for (leaves_gaps = 0; leaves_gaps < 2; leaves_gaps += 1) {
        if (run() != 0) return 1;
    }
    puts("allocator-test: passed");
    return 0;
}
