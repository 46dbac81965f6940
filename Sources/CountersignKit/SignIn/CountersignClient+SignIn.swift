import Foundation
import OTPCore

extension CountersignClient {
    /// Begins a sign-in with username and password.
    ///
    /// - Returns: ``SignInResult/signedIn(_:)`` when this device is registered, otherwise what is still missing.
    /// - Throws: `wrongCredentials`, `tooManyAttempts`, `temporarilyUnavailable`, `unreachable` and others.
    public func signIn(username: String, password: String) async throws(CountersignError) -> SignInResult {
        let answer = try await authorize([
            ("username", username), ("password", password), ("device_model", deviceModel),
        ])
        if let code = answer.authorizationCode { return .signedIn(try await redeem(code)) }
        guard let session = answer.authSession, let userID = answer.userId else {
            throw .unexpectedAnswer(status: 403)
        }
        let pending = PendingSignIn(
            authSession: session, userID: userID, deadline: serverDate(in: answer.expiresIn ?? 600),
            alternatives: answer.alternatives)
        try update {
            $0.pending = pending
            $0.claimed = nil
        }
        return try result(answer, pending)
    }

    /// Sends a code of the person's other authenticator app or of another phone.
    ///
    /// - Throws: `wrongCode` when it is wrong or used, then another may be sent; `signInExpired`, `noPendingSignIn`
    ///   and others.
    public func submit(oneTimeCode: String) async throws(CountersignError) -> SignInResult {
        try await step([("one_time_code", oneTimeCode)])
    }

    /// Has a PIN sent. The answer is the same whether or not the person has an address on that channel.
    ///
    /// - Throws: `tooManyAttempts` when too many were sent; `signInExpired`, `noPendingSignIn` and others.
    public func sendPIN(by channel: SecondStepChannel) async throws(CountersignError) -> SignInResult {
        try await step([("send_pin", channel.rawValue)])
    }

    /// Sends the PIN that was typed.
    ///
    /// - Throws: `wrongCode` when it is wrong, used or too old; `signInExpired`, `noPendingSignIn` and others.
    public func submit(pin: String) async throws(CountersignError) -> SignInResult {
        try await step([("pin", pin)])
    }

    /// Sends a recovery code; a right one lets this device register itself.
    ///
    /// - Throws: `wrongCode` when it is wrong or used; `signInExpired`, `noPendingSignIn` and others.
    public func submit(recoveryCode: String) async throws(CountersignError) -> SignInResult {
        try await step([("recovery_code", recoveryCode)])
    }

    /// Sends a temporary code of an administrator.
    ///
    /// - Throws: `wrongCode` when it is wrong or used; `signInExpired`, `noPendingSignIn` and others.
    public func submit(bypassCode: String) async throws(CountersignError) -> SignInResult {
        try await step([("bypass_code", bypassCode)])
    }

    /// Takes one step and says where the sign-in stands then.
    func step(_ fields: [(name: String, value: String?)]) async throws(CountersignError) -> SignInResult {
        let answer = try await proceed(fields)
        if let code = answer.authorizationCode { return .signedIn(try await redeem(code)) }
        switch answer.reason {
        case "wrong_code", "clock_off", "pin_expired", "pin_used", "pin_exhausted": throw .wrongCode
        default: return try result(answer, try pendingSignIn())
        }
    }

    /// Goes on without registering this device, where the policy still allows it.
    ///
    /// - Throws: `signInExpired`, `noPendingSignIn` and others.
    public func skipRegistration() async throws(CountersignError) -> SignInResult {
        try await step([("skip", "true")])
    }

    /// Sends a further step of the sign-in under way and keeps the session that the answer names.
    func proceed(_ fields: [(name: String, value: String?)]) async throws(CountersignError) -> AuthorizeAnswer {
        let pending = try pendingSignIn()
        let answer = try await authorize([("auth_session", pending.authSession)] + fields)
        if let session = answer.authSession, session != pending.authSession {
            try update { $0.pending?.authSession = session }
        }
        if let ways = answer.alternatives, ways != pending.alternatives {
            try update { $0.pending?.alternatives = ways }
        }
        return answer
    }

    func pendingSignIn() throws(CountersignError) -> PendingSignIn {
        guard let pending = try storedRecord()?.pending else { throw .noPendingSignIn }
        return pending
    }

    /// A moment some seconds ahead on the server's clock.
    func serverDate(in seconds: Int) -> Date {
        Date(timeIntervalSince1970: Double(clock.now) / 1000 + Double(min(max(0, seconds), 86400)))
    }

    private func authorize(
        _ fields: [(name: String, value: String?)]
    ) async throws(CountersignError) -> AuthorizeAnswer {
        let answer = try await exchange(.form("/oauth/authorize-challenge", [("client_id", clientID)] + fields))
        if answer.isSuccess || answer.name == "insufficient_authorization" {
            return try answer.decode()
        }
        let refusal = try refusal(of: answer)
        if refusal == .signInExpired { try forgetSignIn() }
        throw refusal
    }

    private func result(
        _ answer: AuthorizeAnswer, _ pending: PendingSignIn
    ) throws(CountersignError) -> SignInResult {
        switch answer.next {
        case "verify_device", "confirm_registration": .mustRegister(pending)
        case "offer_device": .offersRegistration(pending, mandatoryFrom: answer.mandatoryFrom)
        case "one_time_code": .needsOneTimeCode(pending)
        case "pin":
            .needsPIN(
                pending, answer.channel.flatMap { SecondStepChannel(rawValue: $0) } ?? .email,
                resendIn: answer.resendIn ?? 0)
        case "phone_approval":
            .awaitsApproval(pending, number: answer.number ?? 0, expiresIn: answer.approvalExpiresIn ?? 0)
        case "name_device": .mayRegister(pending)
        default: throw .unexpectedAnswer(status: 403)
        }
    }

    /// Drops the sign-in under way and what it has claimed.
    func forgetSignIn() throws(CountersignError) {
        guard try storedRecord()?.pending != nil else { return }
        try update {
            $0.pending = nil
            $0.claimed = nil
        }
    }
}
