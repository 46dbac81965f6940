import OTPCore

/// `approval_message(pointer, count)`: 1 when the three length-prefixed fields (the request's identifier, the new
/// phone's thumbprint, the chosen number) are a confirmation, else 0. After 1 the result is the message of its HMAC.
@_expose(wasm, "approval_message")
@_cdecl("phone_core_approval_message")
public func makeApprovalMessage(_ pointer: UnsafePointer<UInt8>?, _ count: Int32) -> Int32 {
    guard let input = bytes(pointer, count, limit: 512),
        let fields = LengthPrefixed.decode(input, count: ApprovalConfirmation.fieldCount),
        let confirmation = ApprovalConfirmation(fields: fields)
    else { return 0 }
    Result.set(confirmation.message)
    return 1
}
