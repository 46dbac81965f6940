/// Lines of comma-separated values (RFC 4180), which spreadsheets open without computing anything.
enum CSV {
    /// A line of `fields`, each in quotation marks, with CRLF.
    static func row(_ fields: [String]) -> [UInt8] {
        Array((fields.map(field).joined(separator: ",") + "\r\n").utf8)
    }

    /// A field in quotation marks. What a spreadsheet would take for a formula gets an apostrophe before it: names
    /// and browsers are written by others than those who open the file.
    private static func field(_ text: String) -> String {
        let risky: Set<UInt8> = Set("=+-@\t\r\n|%".utf8)
        let begin = text.utf8.first { $0 != UInt8(ascii: " ") }
        let isFormula = begin.map { risky.contains($0) } ?? false
        let isWide = text.unicodeScalars.first { $0 != " " }.map { "＝＋－＠".unicodeScalars.contains($0) } ?? false
        let plain = isFormula || isWide ? "'" + text : text
        var quoted = "\""
        for scalar in plain.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append("\"") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
