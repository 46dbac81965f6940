// The phone's WebAssembly module is its exported functions; there is nothing to run.

#if canImport(Glibc)
    // On Linux the rounding functions that the QR decoder uses are in a library of their own, which this import links.
    // WebAssembly has instructions for them.
    import Glibc
#endif
