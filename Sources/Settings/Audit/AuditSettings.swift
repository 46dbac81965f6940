import AuthDomain

/// How long the audit log is kept.
package struct AuditSettings: Sendable, Equatable {
    /// Entries older than this are removed from the front of their chains; `nil`: none ever.
    package var retention: Duration?

    /// Reads how long the audit log is kept.
    ///
    /// - Configuration keys:
    ///   - `audit.retentionDays` (whole number, default 0, 0…36500): days; 0: for ever
    init(reader: inout SettingReader) {
        let days = reader.number("audit.retentionDays", default: 0, in: 0...36_500)
        retention = days == 0 ? nil : .days(days)
    }
}
