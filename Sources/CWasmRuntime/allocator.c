// A heap for one thread that gives memory back: camera frames come and go many times a second, so whatever is
// freed is joined with its free neighbours at once and used again.
//
// The heap is a sequence of blocks without gaps. A block begins with a header that knows its own size and the
// size of the block before it, so both neighbours are found without searching. Free blocks are linked in bins
// by the power of two of their size. A header of size 0, always in use, marks the end.

#include "allocator.h"

#include <stdint.h>

struct block {
    uint32_t size;         // bytes with the header, a multiple of 16; the lowest bit says "in use"
    uint32_t previousSize; // of the block before, 0 for the first
    // Links of the bin; mean nothing while the block is in use.
    struct block *next;
    struct block *previous;
};

enum {
    in_use = 1,
    // Payloads begin this far behind the block, on a multiple of 16 (on 64-bit hosts the header is larger).
    header_size = (sizeof(struct block) + 15) / 16 * 16,
    smallest_block = header_size + 16,
};

static const size_t largest_request = 1u << 30;

static uint32_t size_of(const struct block *block) {
    return block->size & ~(uint32_t)in_use;
}

static int is_free(const struct block *block) {
    return (block->size & in_use) == 0;
}

static struct block *after(struct block *block) {
    return (struct block *)((char *)block + size_of(block));
}

static struct block *before(struct block *block) {
    return (struct block *)((char *)block - block->previousSize);
}

static unsigned bin_of(uint32_t size) {
    return 31 - (unsigned)__builtin_clz(size);
}

static void link_free(struct heap *heap, struct block *block) {
    unsigned bin = bin_of(block->size);
    block->previous = NULL;
    block->next = heap->bins[bin];
    if (block->next) block->next->previous = block;
    heap->bins[bin] = block;
    heap->occupied |= 1u << bin;
}

static void unlink_free(struct heap *heap, struct block *block) {
    unsigned bin = bin_of(block->size);
    if (block->next) block->next->previous = block->previous;
    if (block->previous) {
        block->previous->next = block->next;
    } else {
        heap->bins[bin] = block->next;
        if (!block->next) heap->occupied &= ~(1u << bin);
    }
}

// Makes a range a free block, joined with free neighbours. `block->previousSize` must be right already.
static void insert_free(struct heap *heap, struct block *block, uint32_t size) {
    block->size = size;
    struct block *follower = after(block);
    if (is_free(follower)) {
        unlink_free(heap, follower);
        block->size += follower->size;
    }
    if (block->previousSize && is_free(before(block))) {
        struct block *joined = before(block);
        unlink_free(heap, joined);
        joined->size += block->size;
        block = joined;
    }
    after(block)->previousSize = block->size;
    link_free(heap, block);
}

// Cuts a block that is in use behind its first `size` bytes, if the rest can be a block.
static void trim(struct heap *heap, struct block *block, uint32_t size) {
    uint32_t rest = size_of(block) - size;
    if (rest < smallest_block) return;
    block->size = size | in_use;
    struct block *tail = after(block);
    tail->previousSize = size;
    insert_free(heap, tail, rest);
}

static int extend(struct heap *heap, uint32_t size) {
    size_t added = 0;
    // Room for the end mark and, at the very start, nothing else.
    char *start = heap->grow((size_t)size + header_size, &added);
    if (!start || added < (size_t)size + header_size || added > largest_request) return 0;
    struct block *fresh;
    uint32_t usable;
    if (heap->end && (char *)heap->end + header_size == start) {
        // The end mark becomes the header of the new block.
        fresh = heap->end;
        usable = (uint32_t)added;
    } else {
        // The first memory, or someone else grew it in between: what lies in the gap stays theirs.
        fresh = (struct block *)start;
        fresh->previousSize = 0;
        usable = (uint32_t)added - header_size;
    }
    heap->end = (struct block *)((char *)fresh + usable);
    heap->end->size = in_use;
    insert_free(heap, fresh, usable);
    return 1;
}

static struct block *find(struct heap *heap, uint32_t size) {
    unsigned bin = bin_of(size);
    for (struct block *block = heap->bins[bin]; block; block = block->next) {
        if (block->size >= size) return block;
    }
    // Every block of a higher bin is large enough.
    unsigned higher = bin < 31 ? heap->occupied & ~((2u << bin) - 1) : 0;
    return higher ? heap->bins[__builtin_ctz(higher)] : NULL;
}

void *heap_allocate(struct heap *heap, size_t size, size_t alignment) {
    if (size > largest_request || alignment > (1u << 16)) return NULL;
    if (alignment < 16) alignment = 16;
    uint32_t needed = header_size + (uint32_t)((size + 15) & ~(size_t)15);
    if (needed < smallest_block) needed = smallest_block;
    // A stricter alignment may have to skip up to `alignment` bytes, and what is skipped must be a block.
    uint32_t searched = alignment == 16 ? needed : needed + (uint32_t)alignment + smallest_block;

    struct block *block = find(heap, searched);
    if (!block) {
        if (!extend(heap, searched)) return NULL;
        block = find(heap, searched);
        if (!block) return NULL;
    }
    unlink_free(heap, block);
    block->size |= in_use;

    uintptr_t payload = (uintptr_t)block + header_size;
    uintptr_t aligned = (payload + alignment - 1) & ~(uintptr_t)(alignment - 1);
    if (aligned != payload) {
        while (aligned - payload < smallest_block) aligned += alignment;
        uint32_t skipped = (uint32_t)(aligned - payload);
        uint32_t rest = size_of(block) - skipped;
        struct block *moved = (struct block *)(aligned - header_size);
        moved->size = rest | in_use;
        moved->previousSize = skipped;
        after(moved)->previousSize = rest;
        insert_free(heap, block, skipped);
        block = moved;
    }
    trim(heap, block, needed);
    return (char *)block + header_size;
}

void heap_free(struct heap *heap, void *pointer) {
    if (!pointer) return;
    struct block *block = (struct block *)((char *)pointer - header_size);
    insert_free(heap, block, size_of(block));
}
