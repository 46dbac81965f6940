import AuthDomain

/// The lines of a file of people.
enum ImportFile {
    /// The most lines that are taken at once.
    static let mostLines = 2000

    /// Why a file is not taken.
    enum Problem: Error, Equatable {
        case tooManyLines
        case heading(People.ImportLines.Problem)
    }

    /// The lines of the import, with their numbers. What is no UTF-8 is an empty object, which the import refuses by
    /// its number.
    static func lines(_ file: [UInt8]) throws(Problem) -> [People.ImportLine] {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = file.starts(with: mark) ? file.dropFirst(mark.count) : file[...]
        var reading = People.ImportLines()
        var lines: [People.ImportLine] = []
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let text = String(validating: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self) ?? "{}"
            do throws(People.ImportLines.Problem) {
                if let line = try reading.take(text, number: number) { lines.append(line) }
            } catch {
                throw .heading(error)
            }
            guard lines.count <= mostLines else { throw .tooManyLines }
        }
        return lines + (reading.finish().map { [$0] } ?? [])
    }
}
