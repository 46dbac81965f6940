import AuthDomain

/// How long the audit log is kept, and where it is sent.
package struct AuditSettings: Sendable, Equatable {
    /// Entries older than this are removed from the front of their chains; `nil`: none ever.
    package var retention: Duration?
    /// Where every entry is sent; `nil`: nowhere.
    package var stream: AuditStreamSettings?

    /// Reads how long the audit log is kept, and where it is sent.
    ///
    /// - Configuration keys:
    ///   - `audit.retentionDays` (whole number, default 0, 0…36500): days; 0: for ever
    ///   - `audit.stream.*`: see ``AuditStreamSettings``
    init(reader: inout SettingReader) {
        let days = reader.number("audit.retentionDays", default: 0, in: 0...36_500)
        retention = days == 0 ? nil : .days(days)
        stream = AuditStreamSettings(reader: &reader)
    }
}
