#ifndef COUNTERSIGN_WEB_ASSETS_H
#define COUNTERSIGN_WEB_ASSETS_H

#include <stddef.h>

/// A file of the portal or of the mobile app, as it lies in the program itself.
///
/// All pointers are to constant memory that lives as long as the process; nobody frees it.
struct countersign_asset {
    /// Where it comes from, without a leading slash and zero-terminated: `app/main.js`, `shared/countersign.css`,
    /// `portal/layout.mustache`, `messages/device-registered.txt.mustache`. ASCII letters, digits, `.`, `_`, `-`, `/`.
    const char *path;
    /// The file, byte for byte; not zero-terminated.
    const unsigned char *bytes;
    /// How many bytes the file has; at least 1.
    size_t count;
    /// The same file compressed, a single gzip member (RFC 1952) without name and time.
    const unsigned char *gzip;
    /// How many bytes the compressed file has; for small files it may be more than `count`.
    size_t gzip_count;
};

/// How many files are embedded; at least 1.
size_t countersign_asset_count(void);

/// The file number `index`, in ascending order of `path` as bytes, or null when `index` is not below the count.
const struct countersign_asset *countersign_asset(size_t index);

#endif
