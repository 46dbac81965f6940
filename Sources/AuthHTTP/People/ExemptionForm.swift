import AuthDomain

/// For how long somebody is to be exempt and why, as fields of a form and back.
struct ExemptionForm {
    /// As typed; `nil`: the form was not sent yet.
    private let days: String?
    private let reason: String?

    /// What was sent, if it was.
    init(_ form: Form, wasSent: Bool) {
        days = wasSent ? form["days"].trimmingSpaces() : nil
        reason = wasSent ? form["reason"].trimmingSpaces() : nil
    }

    /// What it says; `nil` when it is not right.
    var terms: Policy.ExemptionTerms? { terms(days, reason) }

    private func terms(_ days: String?, _ reason: String?) -> Policy.ExemptionTerms? {
        guard let days, days.utf8.count <= 2, let number = Int(days), let reason else { return nil }
        return Policy.ExemptionTerms(days: number, reason: reason)
    }

    /// The fields of the page; those that were sent and are not right say so.
    func fields(say: (Phrase) -> String) -> [FormField] {
        let possible = Policy.ExemptionTerms.possibleDays
        let areDaysWrong = days.map { terms($0, "-") == nil } ?? false
        let isReasonWrong = reason.map { terms("1", $0) == nil } ?? false
        var number = FormField(
            name: "days", label: say(Phrase("For how many days")),
            hint: say(Phrase("A number from \(possible.lowerBound) to \(possible.upperBound).")), value: days ?? "7",
            problem: areDaysWrong ? say(Phrase("Check this value.")) : nil)
        number.isNumber = true
        number.least = possible.lowerBound
        number.most = possible.upperBound
        let longest = Policy.ExemptionTerms.longestReason
        var why = FormField(
            name: "reason", label: say(Phrase("Why")),
            hint: say(Phrase("For the audit log and for colleagues, such as “new phone ordered”.")),
            value: reason ?? "", longest: longest,
            problem: isReasonWrong
                ? say(Phrase("Between 1 and \(longest) characters, all of which can be seen.")) : nil)
        number.isRequired = true
        why.isRequired = true
        return [number, why]
    }
}
