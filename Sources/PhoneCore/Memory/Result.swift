import CWasmRuntime

/// The bytes that the last call left for the page to read.
///
/// The module has one thread and one caller, so one result is enough; it stays until the next call that leaves one.
enum Result {
    private nonisolated(unsafe) static var start: UnsafeMutableRawPointer?
    private nonisolated(unsafe) static var count = 0

    /// Keeps a copy of `bytes`, in place of the result before.
    static func set(_ bytes: [UInt8]) {
        phone_core_release(start)
        start = bytes.isEmpty ? nil : phone_core_allocate(bytes.count)
        count = start == nil ? 0 : bytes.count
        if let start {
            bytes.withUnsafeBytes {
                start.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(start), byteCount: count)
            }
        }
    }

    /// Where the bytes are, and how many.
    static var location: (start: UnsafeMutableRawPointer?, count: Int) { (start, count) }
}

/// `result_pointer() -> pointer`: where the bytes of the last result are.
@_expose(wasm, "result_pointer")
@_cdecl("phone_core_result_pointer")
public func resultPointer() -> UnsafeMutableRawPointer? {
    Result.location.start
}

/// `result_length() -> count`: how many bytes the last result has.
@_expose(wasm, "result_length")
@_cdecl("phone_core_result_length")
public func resultLength() -> Int32 {
    Int32(Result.location.count)
}
