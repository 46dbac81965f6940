import CountersignKit
import Foundation

/// Tells people in sentences, or scripts in JSON lines, what the phone does.
///
/// Every line leaves the program at once: a script waits for it.
struct PhoneReport: Sendable {
    let json: Bool

    /// Tells an event: its name and fields for scripts, a sentence for people.
    func tell(_ event: String, _ fields: [String: Any] = [:], _ sentence: String) throws {
        if json {
            try Output.json(fields.merging(["event": event]) { _, new in new })
        } else {
            print(sentence)
        }
        // The state of the streams is global; this flushes all of them without naming one.
        fflush(nil)
    }

    /// Tells scripts that the command failed; people read it on standard error.
    func tell(_ failure: Failure) throws {
        guard json else { return }
        let event =
            switch failure.code {
            case 2: "refused"
            case 69: "unavailable"
            default: "failed"
            }
        try Output.json(["event": event, "message": failure.description, "exit_code": Int(failure.code)])
        fflush(nil)
    }

    /// Tells who is signed in.
    func tell(_ profile: Profile) throws {
        var fields: [String: Any] = ["username": profile.username, "amr": profile.amr]
        fields["display_name"] = profile.displayName
        fields["device_name"] = profile.device?.name
        fields["device_id"] = profile.device?.id
        let person = profile.displayName.map { "\($0) (\(profile.username))" } ?? profile.username
        let device = profile.device.map { " with the device “\($0.name)”" } ?? ""
        try tell("signed_in", fields, "Signed in as \(person)\(device).")
    }
}
