import ArgumentParser
import AuthDomain

/// `countersign group …`.
struct GroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group", abstract: "Keep the groups of people that policy documents name.",
        discussion: "Example: countersign group add sales && countersign group join sales maria ben",
        subcommands: [GroupAdd.self, GroupList.self, GroupRemove.self, GroupJoin.self, GroupLeave.self])

    /// `text` as the name of a group.
    static func name(_ text: String) throws -> Policy.GroupName {
        guard let name = Policy.GroupName(text) else {
            throw Failure(
                "“\(text)” is not a name for a group: 1 to 40 letters a to z, digits and hyphens, a letter first.",
                code: 64)
        }
        return name
    }

    static func noSuchGroup(_ name: Policy.GroupName) -> Failure {
        .refused("There is no group \(name.text).")
    }
}

/// `countersign group add`.
struct GroupAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a group.",
        discussion: """
            Example: countersign group add sales
            Exit codes: 0 added; 2 there is a group of that name.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "Its name: 1 to 40 letters a to z, digits and hyphens.")
    var name: String

    func run() async throws {
        try await countersign.run {
            let name = try GroupCommand.name(name)
            let installation = try await Opening.installation(data)
            guard
                try await installation.groups.add(name, by: .commandLine, source: installation.commandLine)
            else { throw Failure.refused("There is a group \(name.text) already.") }
            print("Added \(name.text).")
        }
    }
}

/// `countersign group list`.
struct GroupList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List groups, or the members of one.",
        discussion: """
            Examples:
              countersign group list
              countersign group list sales
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The group whose members to list.")
    var name: String?

    @Flag(help: "Print one JSON object per line.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let groups = try await installation.groups.list()
            guard let name = try name.map(GroupCommand.name) else {
                for group in groups {
                    if json {
                        try Output.json(["name": group.name.text, "members": group.members] as [String: Any])
                    } else {
                        print("\(group.name.text)\t\(group.members)")
                    }
                }
                return
            }
            guard groups.contains(where: { $0.name == name }) else { throw GroupCommand.noSuchGroup(name) }
            try await listMembers(of: name, installation)
        }
    }

    private func listMembers(of name: Policy.GroupName, _ installation: Installation) async throws {
        var after: String?
        repeat {
            let page = try await installation.groups.members(of: name, after: after, limit: 500)
            for account in page {
                if json {
                    try Output.json(["username": account.username.text])
                } else {
                    print(account.username.text)
                }
            }
            after = page.last?.username.key
        } while after != nil
    }
}

/// `countersign group remove`.
struct GroupRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a group; its members stay people.",
        discussion: """
            Example: countersign group remove sales
            Exit codes: 0 removed; 2 there is no such group, or the policy in effect names it.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "Its name.")
    var name: String

    func run() async throws {
        try await countersign.run {
            let name = try GroupCommand.name(name)
            let installation = try await Opening.installation(data)
            switch try await installation.groups.remove(name, by: .commandLine, source: installation.commandLine) {
            case .removed: print("Removed \(name.text).")
            case .notFound: throw GroupCommand.noSuchGroup(name)
            case .isUsed:
                throw Failure.refused("The policy in effect names \(name.text). Put one into effect without it first.")
            }
        }
    }
}

/// `countersign group join`.
struct GroupJoin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join", abstract: "Add people to a group.",
        discussion: """
            Example: countersign group join sales maria ben
            Exit codes: 0 all belong to it; 2 there is no such group or person (the people before them joined).
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The group.")
    var name: String

    @Argument(help: "The usernames.")
    var people: [String]

    func run() async throws {
        try await countersign.run {
            let name = try GroupCommand.name(name)
            let installation = try await Opening.installation(data)
            for person in people {
                let account = try await installation.person(person)
                let change = try await installation.groups.join(
                    name, account.id, by: .commandLine, source: installation.commandLine)
                if change == .noSuchGroup { throw GroupCommand.noSuchGroup(name) }
                print("\(account.username.text) belongs to \(name.text).")
            }
        }
    }
}

/// `countersign group leave`.
struct GroupLeave: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave", abstract: "Take people out of a group.",
        discussion: """
            Example: countersign group leave sales maria
            Exit codes: 0 none of them belongs to it; 2 there is no such group or person (the people before them left).
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The group.")
    var name: String

    @Argument(help: "The usernames.")
    var people: [String]

    func run() async throws {
        try await countersign.run {
            let name = try GroupCommand.name(name)
            let installation = try await Opening.installation(data)
            for person in people {
                let account = try await installation.person(person)
                let change = try await installation.groups.leave(
                    name, account.id, by: .commandLine, source: installation.commandLine)
                if change == .noSuchGroup { throw GroupCommand.noSuchGroup(name) }
                print("\(account.username.text) does not belong to \(name.text).")
            }
        }
    }
}
