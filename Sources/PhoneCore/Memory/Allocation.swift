import CWasmRuntime

/// The most bytes that the page may ask for or hand over at once.
let largestBuffer = 16 << 20

/// `allocate(count) -> pointer`: memory of the page's own, aligned to 16 bytes; 0 when `count` is out of 0…16 MiB or
/// no memory is left.
@_expose(wasm, "allocate")
@_cdecl("phone_core_export_allocate")
public func allocate(_ count: Int32) -> UnsafeMutableRawPointer? {
    guard (0...largestBuffer).contains(Int(count)) else { return nil }
    return phone_core_allocate(numericCast(count))
}

/// `release(pointer)`: gives back what `allocate` returned; does nothing for 0.
@_expose(wasm, "release")
@_cdecl("phone_core_export_release")
public func release(_ pointer: UnsafeMutableRawPointer?) {
    phone_core_release(pointer)
}

/// Copies what the page handed over; `nil` when the pointer is 0 or the count is out of 0…`limit`.
func bytes(_ pointer: UnsafePointer<UInt8>?, _ count: Int32, limit: Int) -> [UInt8]? {
    guard let pointer, count >= 0, Int(count) <= limit else { return nil }
    return Array(UnsafeBufferPointer(start: pointer, count: Int(count)))
}
