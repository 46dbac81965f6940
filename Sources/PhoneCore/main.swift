// The phone's WebAssembly module is its exported functions; there is nothing to run.
