import OTPCore

extension People {
    /// Adds one person for an administrator.
    package struct Admission: Sendable {
        private let accounts: AccountService
        private let random: any Randomness

        /// The longest name of a person, in characters.
        package static let longestName = 128

        /// Adds through `accounts`.
        package init(accounts: AccountService, random: any Randomness) {
            self.accounts = accounts
            self.random = random
        }

        /// What was typed about a new person, in normalization form C and without outer white space.
        package struct Form: Sendable, Equatable {
            package var username: String
            /// Empty: the username.
            package var displayName: String
            /// Empty: none.
            package var email: String

            /// What was typed.
            package init(username: String, displayName: String, email: String) {
                self.username = username
                self.displayName = displayName
                self.email = email
            }
        }

        /// Why nobody was added.
        package enum Problem: Error, Sendable, Equatable {
            case notAllowed
            case badUsername
            case badName
            case badAddress
            case usernameTaken
            /// Too many passwords are being hashed.
            case busy(retryAfter: Duration)
            case store(StoreError)
        }

        /// Adds an ordinary person with a password of 50 random bits, which is in the answer and nowhere else.
        ///
        /// - Returns: the account and its first password; of concurrent calls with one username exactly one adds.
        package func add(
            _ form: Form, by staff: Account, source: RequestSource
        ) async throws(Problem) -> (account: Account, password: String) {
            guard staff.role.allows(.managePeople) else { throw .notAllowed }
            guard let username = Username(form.username) else { throw .badUsername }
            let name = form.displayName.isEmpty ? username.text : form.displayName
            guard Self.isName(name) else { throw .badName }
            let email = form.email.isEmpty ? nil : EmailAddress.check(form.email)
            guard form.email.isEmpty || email != nil else { throw .badAddress }
            let text = SetupCode(random: random.bytes(SetupCode.randomByteCount)).text
            guard let password = Password(text) else { throw .store(.inconsistent(reason: "first password")) }
            do {
                let account = try await accounts.add(
                    AccountService.NewAccount(
                        username: username, displayName: name, email: email, role: .person,
                        password: password),
                    by: .administrator(staff.id), source: source)
                return (account, text)
            } catch {
                throw Self.problem(error)
            }
        }

        /// Whether `text` may be a person's name: not too long, and nothing in it that nobody sees.
        package static func isName(_ text: String) -> Bool {
            text.count <= longestName && text.utf8.count <= 4 * longestName
                && !text.unicodeScalars.contains { InvisibleText.isInvisible($0) }
        }

        private static func problem(_ failure: AccountService.Failure) -> Problem {
            switch failure {
            case .usernameTaken: .usernameTaken
            case .hashing(.overloaded(let retryAfter)): .busy(retryAfter: retryAfter)
            case .hashing, .weakPassword, .notFound: .store(.inconsistent(reason: "a new account"))
            case .store(let error): .store(error)
            }
        }
    }
}
