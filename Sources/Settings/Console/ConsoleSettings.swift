import AuthDomain

/// What administrators do in the console, and whether one alone may.
package struct ConsoleSettings: Sendable, Equatable {
    /// Changes to which a second administrator must agree.
    package var approvals: Set<Console.Proposal.Kind>

    /// Reads what needs a second administrator.
    ///
    /// - Configuration keys:
    ///   - `console.approvals` (list of `role`, `disable`, `enable`, `device`, `group`, `exemption`, `policy`; default:
    ///     none). Others without `role` are a mistake, `policy` without `group` and `exemption`, and `device` where
    ///     `policy.resetNeedsApproval` is not set: one administrator could go around them.
    init(reader: inout SettingReader, resetNeedsApproval: Bool) {
        approvals = []
        for name in reader.list("console.approvals") {
            guard let kind = Console.Proposal.Kind(rawValue: name) else {
                let known = Console.Proposal.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                reader.report("console.approvals", "must be of \(known), and one is “\(name)”")
                continue
            }
            approvals.insert(kind)
        }
        if !approvals.isEmpty, !approvals.contains(.giveRole) {
            reader.report("console.approvals", "must have role, or one administrator makes the second one")
        }
        if approvals.contains(.policy), !approvals.isSuperset(of: [.group, .exemption]) {
            reader.report(
                "console.approvals", "must have group and exemption with policy: they treat people otherwise, too")
        }
        if approvals.contains(.removeDevice), !resetNeedsApproval {
            reader.report(
                "console.approvals",
                "with device needs policy.resetNeedsApproval, or a re-registration takes devices away")
        }
    }
}
