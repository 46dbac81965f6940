/// What Embedded Swift expects of a C library, for the WebAssembly module of the phone.
///
/// On wasm32 this target defines `posix_memalign`, `free`, `memcpy`, `memmove`, `memset` and `memcmp`. On every other
/// platform the C library has them, and only the two functions below exist.

#pragma once

#include <stddef.h>

/// Allocates `size` bytes, aligned to 16; `NULL` when there is no memory left. The bytes are not cleared.
void *_Nullable phone_core_allocate(size_t size);

/// Gives back what `phone_core_allocate` returned; does nothing for `NULL`.
void phone_core_release(void *_Nullable pointer);
