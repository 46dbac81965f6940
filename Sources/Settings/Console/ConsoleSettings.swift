import AuthDomain

/// What administrators do in the console, and whether one alone may.
package struct ConsoleSettings: Sendable, Equatable {
    /// Changes to which a second administrator must agree.
    package var approvals: Set<Console.Proposal.Kind>

    /// Reads what needs a second administrator.
    ///
    /// - Configuration keys:
    ///   - `console.approvals` (list of `role`, `disable`, `enable`, `device`, `policy`; default: none)
    init(reader: inout SettingReader) {
        approvals = []
        for name in reader.list("console.approvals") {
            guard let kind = Console.Proposal.Kind(rawValue: name) else {
                let known = Console.Proposal.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                reader.report("console.approvals", "must be of \(known), and one is “\(name)”")
                continue
            }
            approvals.insert(kind)
        }
    }
}
