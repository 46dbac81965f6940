extension People {
    /// One line of an import.
    package struct ImportLine: Sendable, Equatable {
        /// Its number in the file, from 1.
        package let number: Int
        /// A JSON object; empty for a row of a table that has not the cells of its heading.
        package let text: String

        /// A line.
        package init(number: Int, text: String) {
            self.number = number
            self.text = text
        }
    }

    /// Why a line adds nobody.
    package enum ImportProblem: Sendable, Equatable, CaseIterable {
        case noObject
        /// A row of a table has not the cells of its heading.
        case badRecord
        case badUsername
        case badEmail
        case badPhone
        case badDisplayName
        case badHash
        case weakPassword
        case noPassword
        case badAuthenticator
        case usernameTaken
    }

    /// What became of some lines.
    package struct ImportOutcome: Sendable, Equatable {
        /// People who were added.
        package let added: Int
        /// The lines that add nobody, in their order.
        package let problems: [Flaw]

        /// A line and what is wrong with it.
        package struct Flaw: Sendable, Equatable {
            package let line: Int
            package let problem: ImportProblem

            /// A line with a problem.
            package init(line: Int, problem: ImportProblem) {
                self.line = line
                self.problem = problem
            }
        }

        /// An outcome.
        package init(added: Int, problems: [Flaw]) {
            self.added = added
            self.problems = problems
        }
    }
}

/// Adds people from lines, for the console.
package protocol PeopleImporting: Sendable {
    /// Adds those of `lines` whose usernames are free, with their audit entries, in one transaction; what is wrong
    /// with the others is in the outcome. Hashes passwords one after the other, so that sign-ins go on beside it.
    func add(
        _ lines: [People.ImportLine], by staff: Account, source: RequestSource
    ) async throws(StoreError) -> People.ImportOutcome
}
