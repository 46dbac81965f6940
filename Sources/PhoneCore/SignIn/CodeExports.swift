import OTPCore

/// `totp_counter(high, low)`: leaves the number of the 30-second step as eight bytes, big-endian: the message of
/// the HMAC. The moment is in milliseconds since 1970, in two halves of 32 bits.
@_expose(wasm, "totp_counter")
@_cdecl("phone_core_totp_counter")
public func makeCounter(_ high: Int32, _ low: Int32) {
    let step = TimeStep(
        unixMilliseconds: milliseconds(high, low), period: OTPParameters.pairedPhone.period)
    Result.set(step.message)
}

/// `totp_remaining(high, low)`: milliseconds until the next step, 1…30000.
@_expose(wasm, "totp_remaining")
@_cdecl("phone_core_totp_remaining")
public func millisecondsLeft(_ high: Int32, _ low: Int32) -> Int32 {
    Int32(
        TimeStep.millisecondsLeft(
            atUnixMilliseconds: milliseconds(high, low), period: OTPParameters.pairedPhone.period))
}

/// `totp_digits(mac, count, digits)`: leaves the code of a MAC as ASCII digits and gives it as a number too (for
/// checks only: it has lost its leading zeros); -1 unless the MAC has 20…64 bytes and `digits` is 6…8.
@_expose(wasm, "totp_digits")
@_cdecl("phone_core_totp_digits")
public func makeDigits(_ pointer: UnsafePointer<UInt8>?, _ count: Int32, _ digits: Int32) -> Int32 {
    guard let mac = bytes(pointer, count, limit: 64), mac.count >= 20,
        OTPParameters.allowedDigits.contains(Int(digits))
    else { return -1 }
    let code = OneTimeCode(mac: mac, digits: Int(digits))
    Result.set(code.utf8)
    return code.digits.reduce(0) { $0 &* 10 &+ Int32($1) }
}

private func milliseconds(_ high: Int32, _ low: Int32) -> Int64 {
    Int64(high) << 32 | Int64(UInt32(bitPattern: low))
}
