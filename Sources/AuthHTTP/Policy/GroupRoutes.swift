import AuthDomain
import Hummingbird

/// `/admin/groups`: groups of people, and who belongs to them.
struct GroupRoutes: Sendable {
    let console: PolicyConsole
    let approvals: Console.ApprovalService
    let pages: PageRenderer
    let frames: PageFrames

    /// Members on a page.
    private static let most = 100

    func mountReading(on router: some RouterMethods<ConsoleContext<Right.SeeGroups>>) {
        router.get("admin/groups") { request, context in
            try await list(context, mayChange: context.allows(.manageGroups))
        }
        router.get("admin/groups/{name}") { request, context in
            try await show(request, context, mayChange: context.allows(.manageGroups))
        }
    }

    func mountChanging(on router: some RouterMethods<ConsoleContext<Right.ManageGroups>>) {
        router.post("admin/groups") { _, context in
            guard let name = Policy.GroupName(context.form["name"].trimmingSpaces()) else {
                return try await list(
                    context, mayChange: true,
                    problem: Phrase("A name has 1 to 40 letters a to z, digits and hyphens, and begins with a letter."))
            }
            guard try await console.groups.add(name, by: context.actor, source: context.source) else {
                return try await list(
                    context, mayChange: true, problem: Phrase("There is a group of that name already."))
            }
            return Redirection(to: "/admin/groups/\(name.text)").response
        }
        router.post("admin/groups/{name}/join") { request, context in
            try await change(request, context, isJoining: true)
        }
        router.post("admin/groups/{name}/leave") { request, context in
            try await change(request, context, isJoining: false)
        }
        router.post("admin/groups/{name}/remove") { request, context in
            let group = try name(context)
            switch try await console.groups.remove(group, by: context.actor, source: context.source) {
            case .removed: return Redirection(to: "/admin/groups").response
            case .notFound: throw PageProblem.notFound
            case .isUsed:
                return try await show(
                    request, context, mayChange: true,
                    problem: Phrase("The policy in effect has rules for this group. Take them out first."))
            }
        }
    }

    private func change(
        _ request: Request, _ context: ConsoleContext<Right.ManageGroups>, isJoining: Bool
    ) async throws -> Response {
        let group = try name(context)
        guard let username = Username(context.form["username"].trimmingSpaces()),
            let account = try await console.accounts.account(named: username.key)
        else {
            return try await show(request, context, mayChange: true, problem: Phrase("Nobody has this username."))
        }
        if account.id == context.visitor.account.id {
            let own = try await console.policies.decision(for: account.id) { groups in
                if isJoining { groups.insert(group) } else { groups.remove(group) }
            }
            guard own.allows(address: context.source.address) else {
                return try await show(
                    request, context, mayChange: true,
                    problem: Phrase("This would lock yourself out: you are not in these networks."))
            }
        }
        if approvals.isNeeded(for: .group) {
            guard
                try await approvals.propose(
                    account, joining: isJoining, group, by: context.visitor.account, source: context.source)
            else {
                return try await show(
                    request, context, mayChange: true, problem: Phrase("This waits for another administrator already."))
            }
            return Redirection(to: "/admin/groups/\(group.text)?done=\(ApprovalSentences.proposed)").response
        }
        let change = isJoining ? console.groups.join : console.groups.leave
        guard try await change(group, account.id, context.actor, context.source) != .noSuchGroup else {
            throw PageProblem.notFound
        }
        return Redirection(to: "/admin/groups/\(group.text)").response
    }

    private func name(_ context: some RequestContext) throws -> Policy.GroupName {
        guard let name = context.parameters.get("name").flatMap(Policy.GroupName.init) else {
            throw PageProblem.notFound
        }
        return name
    }

    private func list(
        _ context: some StaffVisitorContext, mayChange: Bool, problem: Phrase? = nil
    ) async throws -> Response {
        let groups = try await console.groups.list().map { group in
            GroupsPage.Row(
                name: group.name.text, path: "/admin/groups/\(group.name.text)",
                members: frames.say(Phrase(group.members, one: "{1} person", other: "{1} people"), context))
        }
        return pages.response(
            GroupsPage(
                frame: frames.console(Phrase("Groups"), context, in: .groups, problem: problem), groups: groups,
                hasGroups: !groups.isEmpty, mayChange: mayChange),
            status: problem == nil ? .ok : .unprocessableContent)
    }

    private func show(
        _ request: Request, _ context: some StaffVisitorContext, mayChange: Bool, problem: Phrase? = nil
    ) async throws -> Response {
        let group = try name(context)
        guard try await console.groups.list().contains(where: { $0.name == group }) else { throw PageProblem.notFound }
        let after = request.uri.queryParameters.get("after").flatMap { NormalText.read($0) }
        let members = try await console.groups.members(of: group, after: after, limit: Self.most)
        let path = "/admin/groups/\(group.text)"
        let next =
            members.count == Self.most ? members.last.map { "\(path)?after=\(LocalPath.encode($0.username.key))" } : nil
        return pages.response(
            GroupPage(
                frame: frames.console(
                    Phrase("Group \(group.text)"), context, in: .groups,
                    notice: request.uri.queryParameters.get("done") == ApprovalSentences.proposed
                        ? ApprovalSentences.proposedNotice : nil, problem: problem),
                name: group.text,
                path: path,
                members: members.map {
                    GroupPage.Member(
                        username: $0.username.text, displayName: $0.displayName, path: "/admin/people/\($0.id.text)",
                        leavePath: mayChange ? path + "/leave" : nil)
                }, hasMembers: !members.isEmpty, nextPath: next, mayChange: mayChange),
            status: problem == nil ? .ok : .unprocessableContent)
    }
}

/// All groups (`/admin/groups`).
struct GroupsPage: Page {
    static let template = "admin-groups"

    /// A group.
    struct Row: Sendable {
        var name: String
        var path: String
        /// How many belong to it, in words.
        var members: String
    }

    var frame: PageFrame
    var groups: [Row]
    var hasGroups: Bool
    var mayChange: Bool
}

/// A group and its members (`/admin/groups/{name}`).
struct GroupPage: Page {
    static let template = "admin-group"

    /// Somebody who belongs to it.
    struct Member: Sendable {
        var username: String
        var displayName: String
        var path: String
        /// Where the form goes that takes them out; `nil` for who may only read.
        var leavePath: String?
    }

    var frame: PageFrame
    var name: String
    var path: String
    var members: [Member]
    var hasMembers: Bool
    var nextPath: String?
    var mayChange: Bool
}
