import AuthDomain

/// The import of `user import`, as the console calls it.
struct ConsoleImport: PeopleImporting {
    let installation: Installation

    func add(
        _ lines: [People.ImportLine], by staff: Account, source: RequestSource
    ) async throws(StoreError) -> People.ImportOutcome {
        let reading = ImportLineReading(
            installation: installation, actor: .administrator(staff.id), source: source)
        var people: [(line: Int, item: ImportedAccount)] = []
        var flaws: [People.ImportOutcome.Flaw] = []
        for line in lines {
            do {
                people.append((line.number, try await reading.account(line.text, number: line.number)))
            } catch let problem as ImportLineReading.Problem {
                flaws.append(People.ImportOutcome.Flaw(line: line.number, problem: problem.kind))
            } catch {
                throw StoreError.unavailable(reason: "import: \(type(of: error))")
            }
        }
        let added = try await installation.accounts.add(people.map(\.item))
        for (person, isAdded) in zip(people, added) where !isAdded {
            flaws.append(People.ImportOutcome.Flaw(line: person.line, problem: .usernameTaken))
        }
        return People.ImportOutcome(
            added: added.count { $0 }, problems: flaws.sorted { $0.line < $1.line })
    }
}
