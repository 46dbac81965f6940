/// The parts of the allocator that its test on the host uses as well.

#pragma once

#include <stddef.h>

/// Adds `byteCount` bytes (at least) to the memory and returns where they begin, or `NULL`. Sets `*added` to how many
/// there are. The address is a multiple of 16.
typedef void *(*heap_grow)(size_t byteCount, size_t *added);

/// A heap of blocks without gaps between them; see `allocator.c`. Starts as all zeros but for `grow`.
struct heap {
    heap_grow grow;
    struct block *end;
    unsigned occupied;
    struct block *bins[32];
};

void *heap_allocate(struct heap *heap, size_t size, size_t alignment);
void heap_free(struct heap *heap, void *pointer);
