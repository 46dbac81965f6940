import AuthDomain

/// Limits of signing in.
package struct SignInSettings: Sendable, Equatable {
    package var passwords = SignIn.PasswordLimits()
    package var codes = SignIn.CodeLimits()
    package var pins = SignIn.PINLimits()
    package var sessions = PortalSession.Limits()

    /// Reads the limits of signing in.
    ///
    /// - Configuration keys:
    ///   - `signIn.freePasswords` (whole number, default 10, 3…100): wrong passwords per account
    ///     before each further one waits 30 s, doubling to 1 h
    ///   - `signIn.freePasswordsPerAddress` (whole number, default 10, 3…100000): the same per
    ///     network address
    ///   - `signIn.freeCodes` (whole number, default 5, 3…10): wrong codes per account and device
    ///   - `signIn.pinLifeMinutes` (whole number, default 5, 1…10): how long a PIN by e-mail or text
    ///     message is good
    ///   - `signIn.sessionHours` (whole number, default 12, 1…24): overall life of a portal session
    ///   - `signIn.idleMinutes` (whole number, default 30, 1…60): its life without a request
    ///   - `signIn.freshMinutes` (whole number, default 10, 1…60): how old a proof of identity may
    ///     be for a change of factors
    init(reader: inout SettingReader) {
        passwords.account = SignIn.ThrottleRule(
            free: reader.number("signIn.freePasswords", default: 10, in: 3...100))
        passwords.address = SignIn.ThrottleRule(
            free: reader.number("signIn.freePasswordsPerAddress", default: 10, in: 3...100_000),
            forgetAfter: .minutes(15))
        codes.rule = SignIn.ThrottleRule(
            free: reader.number("signIn.freeCodes", default: 5, in: 3...10), disableAt: 50)
        pins.life = .minutes(reader.number("signIn.pinLifeMinutes", default: 5, in: 1...10))
        sessions.overall = .hours(
            reader.number("signIn.sessionHours", default: 12, in: 1...24))
        sessions.idle = .minutes(reader.number("signIn.idleMinutes", default: 30, in: 1...60))
        sessions.freshness = .minutes(
            reader.number("signIn.freshMinutes", default: 10, in: 1...60))
    }
}
