import AuthDomain

/// What administrators do in the console, and whether one alone may.
package struct ConsoleSettings: Sendable, Equatable {
    /// Changes to which a second administrator must agree.
    package var approvals: Set<Console.Proposal.Kind>

    /// Reads what needs a second administrator.
    ///
    /// - Configuration keys:
    ///   - `console.approvals` (list of `role`, `disable`, `enable`, `device`, `group`, `exemption`, `policy`;
    ///     default: none). Others without `role` are a mistake, `policy`, `group` and `exemption` not together, and
    ///     `device` where `policy.resetNeedsApproval` is not set: one administrator could go around them.
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
        let rules: Set<Console.Proposal.Kind> = [.policy, .group, .exemption]
        if !approvals.isDisjoint(with: rules), !approvals.isSuperset(of: rules) {
            reader.report(
                "console.approvals", "must have policy, group and exemption together: each treats people otherwise")
        }
        if approvals.contains(.removeDevice), !resetNeedsApproval {
            reader.report(
                "console.approvals",
                "with device needs policy.resetNeedsApproval, or a re-registration takes devices away")
        }
    }
}
