import AuthDomain

/// For how long somebody is to be exempt and why, as fields of a form and back.
struct ExemptionForm {
    /// As typed; `nil`: the form was not sent yet.
    private let days: String?
    private let reason: String?

    /// What was sent, if anything was.
    init(_ form: Form) {
        days = form.optional("days")?.trimmingSpaces()
        reason = form.optional("reason").map { (NormalText.read($0) ?? $0).trimmingSpaces() }
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
        let hint = Phrase("A number from \(possible.lowerBound) to \(possible.upperBound).")
        var number = FormField(
            name: "days", label: say(Phrase("For how many days")), hint: say(hint), value: days ?? "7",
            problem: areDaysWrong ? say(hint) : nil)
        number.isNumber = true
        number.least = possible.lowerBound
        number.most = possible.upperBound
        let longest = Policy.ExemptionTerms.longestReason
        return [
            number,
            FormField(
                name: "reason", label: say(Phrase("Why")),
                hint: say(Phrase("For the audit log and for colleagues, such as “phone in repair”.")),
                value: reason ?? "", longest: longest,
                problem: isReasonWrong
                    ? say(Phrase("Between 1 and \(longest) characters, all of which can be seen.")) : nil),
        ]
    }
}
