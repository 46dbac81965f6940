// The symbols that Embedded Swift refers to, on WebAssembly; elsewhere the C library's own.

#include "CWasmRuntime.h"

#ifdef __wasm__

#include "allocator.h"

#include <stdint.h>

// Defined by the linker: where the module's data ends and free memory begins.
extern unsigned char __heap_base;

enum { page_size = 65536, smallest_growth = 16 * page_size };

// Takes what lies behind the module's data first, then grows the memory.
static void *grow_memory(size_t byteCount, size_t *added) {
    static int has_started = 0;
    if (!has_started) {
        has_started = 1;
        uintptr_t start = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
        uintptr_t end = (uintptr_t)__builtin_wasm_memory_size(0) * page_size;
        if (end > start && end - start >= byteCount) {
            *added = end - start;
            return (void *)start;
        }
    }
    if (byteCount < smallest_growth) byteCount = smallest_growth;
    size_t pages = (byteCount + page_size - 1) / page_size;
    size_t old = __builtin_wasm_memory_grow(0, pages);
    if (old == (size_t)-1) return NULL;
    *added = pages * page_size;
    return (void *)(old * page_size);
}

static struct heap heap = {.grow = grow_memory};

int posix_memalign(void **result, size_t alignment, size_t size) {
    enum { out_of_memory = 12 };
    *result = heap_allocate(&heap, size, alignment);
    return *result ? 0 : out_of_memory;
}

void free(void *pointer) {
    heap_free(&heap, pointer);
}

void *_Nullable phone_core_allocate(size_t size) {
    return heap_allocate(&heap, size, 16);
}

void phone_core_release(void *_Nullable pointer) {
    heap_free(&heap, pointer);
}

// Long runs use the bulk memory instructions; for a few bytes a loop is faster than their call. `no_builtin` keeps the
// compiler from turning the loops back into calls of these same functions.
#define OWN_LOOP __attribute__((no_builtin))

enum { short_run = 32 };

OWN_LOOP static void copy_upwards(unsigned char *to, const unsigned char *from, size_t count) {
    for (size_t index = 0; index < count; index += 1) to[index] = from[index];
}

OWN_LOOP static void copy_downwards(unsigned char *to, const unsigned char *from, size_t count) {
    while (count > 0) {
        count -= 1;
        to[count] = from[count];
    }
}

static void bulk_copy(void *to, const void *from, size_t count) {
    __asm__ volatile(
        "local.get %0\n"
        "local.get %1\n"
        "local.get %2\n"
        "memory.copy 0, 0\n"
        :
        : "r"(to), "r"(from), "r"(count)
        : "memory");
}

static void bulk_fill(void *to, int value, size_t count) {
    __asm__ volatile(
        "local.get %0\n"
        "local.get %1\n"
        "local.get %2\n"
        "memory.fill 0\n"
        :
        : "r"(to), "r"(value), "r"(count)
        : "memory");
}

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
    if (count < short_run) {
        copy_upwards(to, from, count);
    } else {
        bulk_copy(to, from, count);
    }
    return to;
}

void *memmove(void *to, const void *from, size_t count) {
    if (count >= short_run) {
        bulk_copy(to, from, count);
    } else if ((uintptr_t)to < (uintptr_t)from) {
        copy_upwards(to, from, count);
    } else {
        copy_downwards(to, from, count);
    }
    return to;
}

OWN_LOOP void *memset(void *to, int value, size_t count) {
    if (count >= short_run) {
        bulk_fill(to, value, count);
    } else {
        unsigned char *bytes = to;
        for (size_t index = 0; index < count; index += 1) bytes[index] = (unsigned char)value;
    }
    return to;
}

OWN_LOOP int memcmp(const void *left, const void *right, size_t count) {
    const unsigned char *a = left;
    const unsigned char *b = right;
    for (size_t index = 0; index < count; index += 1) {
        if (a[index] != b[index]) return a[index] < b[index] ? -1 : 1;
    }
    return 0;
}

#else

#include <stdlib.h>

void *phone_core_allocate(size_t size) {
    return malloc(size);
}

void phone_core_release(void *pointer) {
    free(pointer);
}

#endif
