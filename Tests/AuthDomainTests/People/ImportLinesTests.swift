import AuthDomain
import Foundation
import Testing

/// Files of people are JSON lines or tables, as spreadsheets write them.
@Suite struct ImportLinesTests {
    private func read(_ text: String) throws -> [People.ImportLine] {
        var reading = People.ImportLines()
        var lines: [People.ImportLine] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let line = try reading.take(String(line), number: index + 1) { lines.append(line) }
        }
        if let last = reading.finish() { lines.append(last) }
        return lines
    }

    private func objects(_ text: String) throws -> [[String: String]] {
        try read(text).map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.text.utf8))
            return try #require(object as? [String: String])
        }
    }

    @Test func jsonLinesStayAsTheyAre() throws {
        let lines = try read("\n{\"username\":\"a\"}\n \nnonsense\n")
        #expect(lines.map(\.text) == ["{\"username\":\"a\"}", "nonsense"])
        #expect(lines.map(\.number) == [2, 4])
        #expect(try read("nonsense\na,b").map(\.text) == ["nonsense", "a,b"])
    }

    @Test(arguments: [",", ";"])
    func cellsAreNamedByTheHeading(separator: String) throws {
        let table = [
            "username,Display Name,e-mail", "maria,Maria Kovač,maria@example.com",
            "ben,\"Ben \"\"B\"\" Bauer\",", "cem,\"Cem\nÖz\",c@example.com",
        ].joined(separator: "\n").replacing("e-mail", with: "EMAIL").replacing(",", with: separator)
        #expect(
            try objects(table) == [
                ["username": "maria", "displayName": "Maria Kovač", "email": "maria@example.com"],
                ["username": "ben", "displayName": "Ben \"B\" Bauer"],
                ["username": "cem", "displayName": "Cem\nÖz", "email": "c@example.com"],
            ])
        #expect(try read(table).map(\.number) == [2, 3, 4])
        #expect(try read(table + "\nlast\(separator)\(separator)").last?.number == 6)
    }

    @Test func separatorsInsideQuotationMarksAreText() throws {
        let lines = try objects("username,displayName\nmaria,\"Kovač, Maria\"\n\"ben\",\"\"\n")
        #expect(lines == [["username": "maria", "displayName": "Kovač, Maria"], ["username": "ben"]])
    }

    @Test(arguments: ["a", "a,b,c", "a\"b,c", "\"a\"b,c", "\"a,b", "\"a\"\"b\",\"", ",\"\"\"", "\u{0},\"a\"b"])
    func rowsThatAreNoneAreEmptyLines(row: String) throws {
        let lines = try read("username,email\n\(row)")
        #expect(lines == [People.ImportLine(number: 2, text: "")])
    }

    @Test func headingsAreStrict() {
        #expect(throws: People.ImportLines.Problem.unknownColumn("salary")) { try read("username,salary\n") }
        #expect(throws: People.ImportLines.Problem.repeatedColumn("email")) { try read("username,email,E_Mail\n") }
        #expect(throws: People.ImportLines.Problem.noUsername) { try read("email,password\n") }
    }

    @Test func aQuotationMarkThatNobodyClosesEndsSomewhere() throws {
        let rest = String(repeating: String(repeating: "x", count: 99) + "\n", count: 2000)
        let lines = try read("username,email\n\"a,b\n" + rest)
        #expect(lines.count > 2 && lines.allSatisfy { $0.text.isEmpty })
        #expect(lines.map(\.number) == lines.map(\.number).sorted())
    }

    @Test func aRecordOfManyShortLinesIsReadOnce() throws {
        // Looked at from its beginning at every line, a megabyte of these would take minutes.
        let lines = try read("username,email\n\"a" + String(repeating: "\n", count: 1 << 20))
        #expect(lines == [People.ImportLine(number: 2, text: "")])
    }

    @Test func whatACellSaysStaysInsideItsText() throws {
        let hostile = "\u{1}\"\"\\,\"\"role\"\":\"\"admin\u{2028}"
        let lines = try objects("username,displayName\nmaria,\"\(hostile)\"\n")
        #expect(lines == [["username": "maria", "displayName": hostile.replacing("\"\"", with: "\"")]])
    }
}
