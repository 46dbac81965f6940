import AuthDomain
import Foundation

extension Policy.Settings {
    /// Reads who must use a second factor, and from when.
    ///
    /// - Configuration keys:
    ///   - `policy.mandatoryFrom` (date `YYYY-MM-DD`): until the beginning of that day (UTC) the
    ///     app lets people in without a device; not set: mandatory at once
    ///   - `policy.deviceLimit` (whole number, default 5, 1…20): devices per person
    ///   - `policy.firstRegistration` (`password`, `pin` (default) or `invitation`): what must be proved
    ///     beside the password before a first device is registered
    ///   - `policy.pinChannels` (list of `email`, `sms`; default both; `none`: no PINs): how PINs may
    ///     travel, of the channels that are configured
    ///   - `policy.rememberedBrowserDays` (whole number, default 0, 0…90): how long a browser may be
    ///     spared the second step; 0: never
    ///   - `policy.resetDelayHours` (whole number, default 24, 0…168): how long a re-registration that
    ///     the help desk started waits for the person's veto
    ///   - `policy.resetNeedsApproval` (`true` or `false`, default `false`): whether a second member of
    ///     staff must approve it
    init(reader: inout SettingReader) {
        self.init(deviceLimit: reader.number("policy.deviceLimit", default: 5, in: 1...20))
        firstRegistration = reader.choice("policy.firstRegistration", default: .pin)
        readPINChannels(&reader)
        rememberedBrowserDays = reader.number(
            "policy.rememberedBrowserDays", default: 0, in: 0...90)
        resetDelay = .hours(reader.number("policy.resetDelayHours", default: 24, in: 0...168))
        resetNeedsApproval = reader.flag("policy.resetNeedsApproval", default: false)
        guard let text = reader.text("policy.mandatoryFrom") else { return }
        guard let date = Self.day(text) else {
            reader.report("policy.mandatoryFrom", "must be a date like 2027-03-05")
            return
        }
        mandatoryFrom = Instant(milliseconds: Int64(date.timeIntervalSince1970) * 1000)
        mandatoryFromDate = text
    }

    private mutating func readPINChannels(_ reader: inout SettingReader) {
        let names = reader.list("policy.pinChannels")
        guard !names.isEmpty, names != ["none"] else {
            if !names.isEmpty { pinChannels = [] }
            return
        }
        let channels = names.compactMap(Delivery.Channel.init(rawValue:))
        guard channels.count == names.count else {
            reader.report("policy.pinChannels", "must be a list of email and sms, or none")
            return
        }
        pinChannels = Set(channels)
    }

    private static func day(_ text: String) -> Date? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.map(\.count) == [4, 2, 2],
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let components = DateComponents(
            year: Int(parts[0]), month: Int(parts[1]), day: Int(parts[2]))
        guard let date = calendar.date(from: components),
            calendar.dateComponents([.year, .month, .day], from: date) == components
        else { return nil }
        return date
    }
}
