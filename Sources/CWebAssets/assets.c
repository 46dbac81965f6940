#include "CWebAssets.h"

// `#embed` is C23; clang has it as an extension in every other mode and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

#if !__has_include("generated/arrays.inc") || !__has_include("generated/assets.inc")
#error "The web assets are not prepared. Run `scripts/build-web-assets` (or `make build`), then build again."
#else

// One pair of arrays for each file: `asset_N` and `asset_N_gzip`.
#include "generated/arrays.inc"

#define ASSET(path, id) {path, asset_##id, sizeof asset_##id, asset_##id##_gzip, sizeof asset_##id##_gzip},

static const struct countersign_asset assets[] = {
#include "generated/assets.inc"
};

size_t countersign_asset_count(void) {
    return sizeof assets / sizeof assets[0];
}

const struct countersign_asset *countersign_asset(size_t index) {
    return index < countersign_asset_count() ? &assets[index] : NULL;
}

#endif
