import AuthDomain
import AuthHTTP
import TestSupport

/// Adds a person per line, whose text is the username; `bad` is no username, and at `away` the database is.
struct FakeImport: PeopleImporting {
    let accounts: any AccountStore

    func add(
        _ lines: [People.ImportLine], by staff: Account, source: RequestSource
    ) async throws(StoreError) -> People.ImportOutcome {
        var flaws: [People.ImportOutcome.Flaw] = []
        var added = 0
        for line in lines {
            if line.text.contains("away") { throw .unavailable(reason: "test") }
            guard !line.text.contains("bad"), Username(line.text) != nil else {
                flaws.append(People.ImportOutcome.Flaw(line: line.number, problem: .badUsername))
                continue
            }
            let account = Sample.account(line.text)
            if try await accounts.add(account, recording: Sample.record(.accountAdded, account)) {
                added += 1
            } else {
                flaws.append(People.ImportOutcome.Flaw(line: line.number, problem: .usernameTaken))
            }
        }
        return People.ImportOutcome(added: added, problems: flaws)
    }
}
