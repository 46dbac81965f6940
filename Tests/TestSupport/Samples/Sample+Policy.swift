import AuthDomain

extension Sample {
    /// The document that `json` is.
    package static func policy(_ json: String) -> Policy.Document {
        switch Policy.Document.read(Array(json.utf8), calendar: PlainCalendar()) {
        case .success(let document): return document
        case .failure(let problems): preconditionFailure("not a valid document: \(problems.all)")
        }
    }

    /// The name of a group.
    package static func group(_ name: String) -> Policy.GroupName { required(Policy.GroupName(name), "group") }
}

extension Stores {
    /// Adds a group with these members.
    package func addGroup(_ name: String, _ members: Account...) async throws {
        _ = try await groups.add(Sample.group(name), recording: Sample.record(.groupAdded, nil))
        for member in members {
            _ = try await groups.join(
                Sample.group(name), member.id, recording: Sample.record(.groupJoined, member))
        }
    }

    /// Saves a document over the one in effect.
    @discardableResult
    package func savePolicy(_ json: String) async throws -> Policy.SaveOutcome {
        try await policies.save(
            Sample.policy(json), over: try await policies.latest()?.number ?? 0,
            recording: Sample.record(.policySaved, nil))
    }
}

extension Stores {
    /// The details of every entry of this kind about the deployment, oldest first.
    package func deploymentDetails(of action: Audit.Action) async throws -> [String] {
        try await audit.entries(of: Audit.deploymentChain, after: 0, limit: 1000)
            .filter { $0.fields.action == action.rawValue }.map(\.fields.details)
    }
}
