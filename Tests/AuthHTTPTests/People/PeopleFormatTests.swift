import AuthDomain
import Foundation
import TestSupport
import Testing

@testable import AuthHTTP

/// Files that spreadsheets and programs read without being fooled.
@Suite struct PeopleFormatTests {
    @Test(arguments: [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "|calc", "%0A=1", "＝1", " ＋1",
        "=cmd|' /C calc'!A0", "\n=1",
    ])
    func formulasBecomeText(_ name: String) {
        let line = text(.csv, name)
        #expect(line.contains(",\"'\(name)\","), "\(line)")
    }

    @Test(arguments: ["Maria", "Ana, Marija", "O'Neil", "a=b", "1-2", "žena", "👩‍👩‍👧"])
    func namesStayAsTheyAre(_ name: String) {
        #expect(text(.csv, name).contains(",\"\(name)\","))
    }

    @Test func quotationMarksAreDoubledAlsoBeneathAccents() {
        #expect(text(.csv, "a\"b").contains(",\"a\"\"b\","))
        #expect(text(.csv, "a\"\u{301}b").contains(",\"a\"\"\u{301}b\","))
        #expect(text(.csv, "a\r\nb").hasSuffix("\r\n"))
    }

    @Test func everyLineHasTheColumnsOfTheHeadings() {
        let header = String(decoding: PeopleFormat.csv.header, as: UTF8.self)
        #expect(header.hasPrefix("\"id\",\"username\",\"display_name\",\"email\",\"role\"") && header.hasSuffix("\r\n"))
        let count = header.split(separator: ",").count
        #expect(text(.csv, "Maria").split(separator: "\",\"", omittingEmptySubsequences: false).count == count)
    }

    @Test(arguments: ["Maria", "a\"b\\c", "line\nbreak", "=1+1", "\u{1}\u{1F}", "\"\u{301}"])
    func jsonReadsBackWhatWasWritten(_ name: String) throws {
        let line = PeopleFormat.json.line(person(name))
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        #expect(object["display_name"] as? String == name)
        #expect(object["devices"] as? Int == 2 && object["disabled"] as? Bool == true)
        #expect(object["email"] is NSNull && object["frozen_until"] is NSNull)
        #expect(object["created_at"] as? String == "2027-01-15T08:00:00Z")
        #expect(line.last == UInt8(ascii: "\n") && line.dropLast().allSatisfy { $0 != UInt8(ascii: "\n") })
    }

    private func text(_ format: PeopleFormat, _ name: String) -> String {
        String(decoding: format.line(person(name)), as: UTF8.self)
    }

    private func person(_ name: String) -> People.Person {
        People.Person(
            id: Sample.id(), username: Sample.required(Username("maria"), "username"), displayName: name,
            email: nil, role: .person, isDisabled: true, frozenUntil: nil, isLocked: false,
            isReRegistering: false, devices: 2, lastUsedAt: nil, createdAt: Sample.morning)
    }
}
