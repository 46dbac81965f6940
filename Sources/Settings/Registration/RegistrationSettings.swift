import AuthDomain

extension Registration.Limits {
    /// Reads the limits of registrations.
    ///
    /// - Configuration keys:
    ///   - `registration.minutes` (whole number, default 10, 1…10): how long a QR code counts
    init(reader: inout SettingReader) {
        self.init()
        life = .minutes(reader.number("registration.minutes", default: 10, in: 1...10))
    }
}
