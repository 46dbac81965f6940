import ArgumentParser

/// `countersign user …`.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Add, list, import, disable, reset and unlock people, and help them back in.",
        discussion: "Example: countersign user add maria --display-name 'Maria Kovač' --email maria@example.com",
        subcommands: [
            UserAdd.self, UserList.self, UserImport.self, UserDisable.self, UserEnable.self,
            UserResetPassword.self, UserUnlock.self, UserRole.self, UserInvite.self, UserBypass.self,
            UserResetFactors.self,
        ])
}
