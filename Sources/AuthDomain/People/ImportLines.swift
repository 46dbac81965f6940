extension People {
    /// Reads a file of people line by line: JSON lines as they are, or a table of comma-separated values (RFC 4180)
    /// whose heading names the columns; semicolons separate as well as commas. Blank lines count for nothing.
    package struct ImportLines: Sendable {
        /// Why a table cannot be read at all.
        package enum Problem: Error, Sendable, Equatable {
            /// The heading names something that nobody has.
            case unknownColumn(String)
            case repeatedColumn(String)
            case noUsername
        }

        private enum Format {
            case undecided
            case json
            case table(columns: [String], separator: Character)
        }

        private var format = Format.undecided
        /// A record whose quotation marks are not closed yet, and the line on which it begins.
        private var open: Record?

        /// A record as far as it was read: every line is looked at once, however many it has.
        private struct Record {
            let number: Int
            var text: String
            var isQuoted = false

            init(number: Int, text: String) {
                self.number = number
                self.text = text
                count(text)
            }

            mutating func append(_ line: String) {
                text += "\n"
                text += line
                count(line)
            }

            private mutating func count(_ line: String) {
                let marks = line.utf8.count { $0 == UInt8(ascii: "\"") }
                if !marks.isMultiple(of: 2) { isQuoted.toggle() }
            }
        }

        /// What a heading may name, as the members of JSON lines are called.
        package static let columns = [
            "username", "displayName", "email", "phone", "password", "passwordHash", "otpauth",
        ]
        /// The longest record, in bytes.
        static let longestRecord = 64 * 1024

        /// Begins a file.
        package init() {}

        /// Takes the next line; the first one decides what kind of file it is.
        ///
        /// - Returns: a line of an import; `nil` when this line makes none by itself. Its text is empty for a record
        ///   that has not the cells of its heading.
        package mutating func take(_ text: String, number: Int) throws(Problem) -> ImportLine? {
            if open == nil, text.allSatisfy(\.isWhitespace) { return nil }
            switch format {
            case .json: return ImportLine(number: number, text: text)
            case .undecided where text.first { !$0.isWhitespace } == "{":
                format = .json
                return ImportLine(number: number, text: text)
            case .undecided:
                format = try Self.table(heading: text)
                if case .json = format { return ImportLine(number: number, text: text) }
                return nil
            case .table(let columns, let separator):
                if open == nil { open = Record(number: number, text: text) } else { open?.append(text) }
                guard let record = open, !record.isQuoted || record.text.utf8.count > Self.longestRecord else {
                    return nil
                }
                open = nil
                return ImportLine(number: record.number, text: Self.json(record.text, columns, separator) ?? "")
            }
        }

        /// Ends the file.
        ///
        /// - Returns: the record that was never closed, as an empty line.
        package mutating func finish() -> ImportLine? {
            defer { open = nil }
            return open.map { ImportLine(number: $0.number, text: "") }
        }

        /// A table's format; that of JSON lines when this is no heading at all.
        private static func table(heading: String) throws(Problem) -> Format {
            let separator: Character = heading.contains(",") ? "," : ";"
            guard let cells = cells(of: heading, separator: separator) else { return .json }
            var named: [String] = []
            for cell in cells {
                let name = cell.filter { $0 != "_" && $0 != " " }.lowercased()
                guard let column = columns.first(where: { $0.lowercased() == name }) else {
                    if named.isEmpty, cells.count == 1 { return .json }
                    throw .unknownColumn(cell.bounded(to: 40).withoutControls)
                }
                guard !named.contains(column) else { throw .repeatedColumn(column) }
                named.append(column)
            }
            guard named.contains("username") else { throw .noUsername }
            return .table(columns: named, separator: separator)
        }

        private static func json(_ record: String, _ columns: [String], _ separator: Character) -> String? {
            guard let cells = cells(of: record, separator: separator), cells.count == columns.count
            else { return nil }
            return JSONValue.object(
                zip(columns, cells).map { ($0, $1.isEmpty ? nil : JSONValue.text($1)) }
            ).formatted
        }

        /// The cells of a record; `nil` when its quotation marks are wrong.
        private static func cells(of record: String, separator: Character) -> [String]? {
            var cells: [String] = []
            var cell = ""
            var isQuoted = false
            var wasQuoted = false
            var characters = record.makeIterator()
            var next = characters.next()
            while let character = next {
                next = characters.next()
                if isQuoted {
                    if character != "\"" {
                        cell.append(character)
                    } else if next == "\"" {
                        cell.append("\"")
                        next = characters.next()
                    } else {
                        (isQuoted, wasQuoted) = (false, true)
                    }
                } else if character == separator {
                    cells.append(cell)
                    (cell, wasQuoted) = ("", false)
                } else if character == "\"", cell.isEmpty, !wasQuoted {
                    isQuoted = true
                } else if character == "\"" || wasQuoted {
                    return nil
                } else {
                    cell.append(character)
                }
            }
            return isQuoted ? nil : cells + [cell]
        }
    }
}
