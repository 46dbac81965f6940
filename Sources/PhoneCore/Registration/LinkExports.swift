import OTPCore

/// The origin of the page that runs this module; links of other servers are none of ours.
private nonisolated(unsafe) var expectedOrigin: WebOrigin?

/// `pairing_origin_set(pointer, count)`: sets the origin that links must have. An origin that is none makes every
/// link another server's.
@_expose(wasm, "pairing_origin_set")
@_cdecl("phone_core_pairing_origin_set")
public func setPairingOrigin(_ pointer: UnsafePointer<UInt8>?, _ count: Int32) {
    expectedOrigin = bytes(pointer, count, limit: WebOrigin.maximumLength).flatMap { WebOrigin(utf8: $0[...]) }
}

/// `pairing_link_parse(pointer, count)`: 1 for a pairing link of this server, 0 for anything else, -2 for a code of
/// another authenticator app, -3 for a link of another server. After 1 the result is ticket, server public key and
/// device name, length-prefixed.
@_expose(wasm, "pairing_link_parse")
@_cdecl("phone_core_pairing_link_parse")
public func parsePairingLink(_ pointer: UnsafePointer<UInt8>?, _ count: Int32) -> Int32 {
    guard let text = bytes(pointer, count, limit: largestBuffer) else { return 0 }
    switch PairingLink.read(text, expecting: expectedOrigin) {
    case .pairing(let link):
        Result.set(LengthPrefixed.encode([link.ticket, link.serverPublicKey, link.deviceNameUTF8]))
        return 1
    case .unknown: return 0
    case .authenticatorApp: return -2
    case .otherOrigin: return -3
    }
}

/// `setup_code_parse(pointer, count)`: 1 when the text can be read as a setup code, else 0. After 1 the result is
/// its canonical form `XXXXX-XXXXX`.
@_expose(wasm, "setup_code_parse")
@_cdecl("phone_core_setup_code_parse")
public func parseSetupCode(_ pointer: UnsafePointer<UInt8>?, _ count: Int32) -> Int32 {
    guard let text = bytes(pointer, count, limit: 64), let code = SetupCode(parsingUTF8: text) else { return 0 }
    Result.set(code.utf8)
    return 1
}

/// `transcript(pointer, count)`: 1 when the six length-prefixed fields are a transcript, else 0. After 1 the result
/// is the `info` argument of HKDF.
@_expose(wasm, "transcript")
@_cdecl("phone_core_transcript")
public func makeTranscript(_ pointer: UnsafePointer<UInt8>?, _ count: Int32) -> Int32 {
    guard let input = bytes(pointer, count, limit: 4096),
        let fields = LengthPrefixed.decode(input, count: PairingTranscript.fieldCount),
        let transcript = PairingTranscript(fields: fields)
    else { return 0 }
    Result.set(transcript.info)
    return 1
}
