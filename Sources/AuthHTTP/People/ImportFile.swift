import AuthDomain

/// The lines of a file of people.
enum ImportFile {
    /// The most lines that are taken at once.
    static let mostLines = 2000

    /// The lines that are not blank, with their numbers; `nil`: more than ``mostLines``. What is no UTF-8 is an empty
    /// object, which the import refuses by its number.
    static func lines(_ file: [UInt8]) -> [People.ImportLine]? {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = file.starts(with: mark) ? file.dropFirst(mark.count) : file[...]
        var lines: [People.ImportLine] = []
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            guard lines.count < mostLines else { return nil }
            lines.append(
                People.ImportLine(number: number, text: String(validating: line, as: UTF8.self) ?? "{}"))
        }
        return lines
    }
}
