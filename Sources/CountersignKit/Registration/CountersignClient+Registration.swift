import Foundation
import OTPCore
import Pairing

extension CountersignClient {
    /// Claims the registration of a scanned or opened pairing link for this device, within the sign-in under way.
    ///
    /// - Throws: `notAPairingLink`, `authenticatorAppCode`, `linkOfAnotherServer` without asking the server;
    ///   `registrationNotFound`, `registrationExpired`, `wrongAccount`, `alreadyClaimed`, `contradictingAnswer`,
    ///   `signInExpired`, `noPendingSignIn` and others.
    @discardableResult
    public func claim(link: String) async throws(CountersignError) -> Claim {
        switch PairingLink.read(Array(link.utf8.prefix(4096)), expecting: WebOrigin(origin)) {
        case .pairing(let link): try await claim(.link(link))
        case .otherOrigin(let other): throw .linkOfAnotherServer(other.text)
        case .authenticatorApp: throw .authenticatorAppCode
        case .unknown: throw .notAPairingLink
        }
    }

    /// Claims a registration by the values that the portal shows for typing.
    ///
    /// - Parameters:
    ///   - setupCode: Ten symbols; case, spaces and hyphens do not matter.
    ///   - deviceName: The device name, exactly as in the portal.
    /// - Returns: The claimed registration; its code is ``currentCode()``.
    /// - Throws: `notASetupCode`, `invalidDeviceName`, `deviceNameMismatch`, otherwise like ``claim(link:)``.
    @discardableResult
    public func claim(setupCode: String, deviceName: String) async throws(CountersignError) -> Claim {
        guard let code = SetupCode(parsing: setupCode) else { throw .notASetupCode }
        let name = deviceName.precomposedStringWithCanonicalMapping
        guard PairingLimits.isDeviceName(Array(name.utf8)) else { throw .invalidDeviceName }
        return try await claim(.typed(code, deviceName: name))
    }

    /// Asks once whether the portal has confirmed the registration, and completes the sign-in if so ("Continue").
    ///
    /// - Throws: `noPendingSignIn`, `signInExpired`, `unreachable` and others.
    public func continueSignIn() async throws(CountersignError) -> Continuation {
        let answer = try await proceed([])
        if let code = answer.authorizationCode {
            // Kept before the tokens are fetched: from now on this device is registered, whatever happens next.
            try update {
                $0.device = $0.claimed ?? $0.device
                $0.claimed = nil
            }
            return .signedIn(try await redeem(code))
        }
        if answer.next == "confirm_registration" { return .notYetConfirmed }
        guard answer.next == "verify_device" else { throw .unexpectedAnswer(status: 403) }
        try update { $0.claimed = nil }
        return .rejected(answer.reason.flatMap { .init(rawValue: $0) } ?? .expired)
    }

    /// Asks every two seconds until the portal has decided.
    ///
    /// - Parameters:
    ///   - interval: The time between two questions.
    ///   - sleep: Waits; an argument so that tests need not.
    /// - Returns: Never ``Continuation/notYetConfirmed``. When the task is cancelled, `nil`.
    /// - Throws: Like ``continueSignIn()``; `signInExpired` at the latest when the server drops the sign-in.
    public func waitForConfirmation(
        every interval: Duration = .seconds(2),
        sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) async throws(CountersignError) -> Continuation? {
        while true {
            let continuation = try await continueSignIn()
            guard continuation == .notYetConfirmed else { return continuation }
            do {
                try await sleep(interval)
            } catch {
                return nil
            }
        }
    }

    /// Registers this device without the portal, because another phone approved it or a recovery code was right.
    ///
    /// - Parameter deviceName: What the person calls this device.
    /// - Returns: The session of the person, who is signed in now.
    /// - Throws: `invalidDeviceName`, `signInExpired`, `noPendingSignIn`; `refused` with the name `not-approved`,
    ///   `device-name-taken`, `device-limit` or `changes-locked`; and others.
    public func registerThisDevice(named deviceName: String) async throws(CountersignError) -> Tokens {
        let name = deviceName.precomposedStringWithCanonicalMapping
        guard PairingLimits.isDeviceName(Array(name.utf8)) else { throw .invalidDeviceName }
        _ = try await claim(.own(deviceName: name))
        let answer = try await proceed([("one_time_code", try await currentCode().code.text)])
        guard let code = answer.authorizationCode else {
            try update { $0.claimed = nil }
            throw .refused(
                name: "not-approved", detail: "The approval is over. Ask again.", reference: nil)
        }
        try update {
            $0.device = $0.claimed ?? $0.device
            $0.claimed = nil
        }
        return try await redeem(code)
    }

    /// Where a registration's values come from.
    private enum Source {
        case link(PairingLink)
        case typed(SetupCode, deviceName: String)
        /// This device's own registration.
        case own(deviceName: String)

        var path: String {
            if case .own = self { "/v1/registrations/own" } else { "/v1/registrations/claim" }
        }

        var deviceNameUTF8: [UInt8] {
            switch self {
            case .link(let link): link.deviceNameUTF8
            case .typed(_, let name), .own(let name): Array(name.utf8)
            }
        }
    }

    private func claim(_ source: Source) async throws(CountersignError) -> Claim {
        let pending = try pendingSignIn()
        let keys = PairingKeyPair()
        let deviceName = String(decoding: source.deviceNameUTF8, as: UTF8.self)
        var request = ClaimRequest(
            authSession: pending.authSession, deviceName: deviceName,
            publicKey: Base64URL.encode(keys.publicKey), deviceModel: deviceModel)
        switch source {
        case .link(let link): request.ticket = Base64URL.encode(link.ticket)
        case .typed(let code, _): request.setupCode = code.text
        case .own: break
        }
        let response = try await exchange(.json(source.path, request))
        guard response.isSuccess else {
            let refusal = try refusal(of: response)
            if refusal == .signInExpired { try forgetSignIn() }
            throw refusal
        }
        let answer: ClaimAnswer = try response.decode()
        // The old session ended with this answer, so the new one is kept even if the rest is wrong.
        try update { $0.pending?.authSession = answer.authSession }
        let key = try pairingKey(source, answer, keys, userID: pending.userID)
        try update {
            $0.claimed = DeviceRecord.PairedDevice(
                registrationID: answer.registrationId, name: deviceName, userID: pending.userID, key: Data(key))
        }
        return Claim(
            registrationID: answer.registrationId, deviceName: deviceName,
            deadline: serverDate(in: answer.expiresIn))
    }

    /// Checks the answer against what this device knows and derives the pairing key (`docs/protocol.md` §5).
    private func pairingKey(
        _ source: Source, _ answer: ClaimAnswer, _ keys: PairingKeyPair, userID: String
    ) throws(CountersignError) -> [UInt8] {
        guard let ticket = Base64URL.decode(answer.ticket),
            let serverPublicKey = Base64URL.decode(answer.serverPublicKey),
            answer.origin == origin,
            Array(answer.userId.utf8) == Array(userID.utf8),
            Array(answer.deviceName.utf8) == source.deviceNameUTF8
        else { throw .contradictingAnswer }
        if case .link(let link) = source {
            guard link.ticket == ticket, link.serverPublicKey == serverPublicKey else { throw .contradictingAnswer }
        }
        guard let proofKey = ProofKey(privateKey: try record().proofKey),
            let transcript = PairingTranscript(
                origin: origin, userID: userID, deviceName: answer.deviceName,
                serverPublicKey: serverPublicKey, phonePublicKey: keys.publicKey,
                dpopThumbprint: proofKey.thumbprint)
        else { throw .contradictingAnswer }
        do {
            return try PairingKey.derive(
                privateKey: keys.privateKey, peerPublicKey: serverPublicKey, ticket: ticket,
                transcript: transcript)
        } catch {
            throw .contradictingAnswer
        }
    }
}
