import AuthDomain
import HTTPTypes
import Hummingbird

/// A form with a file (`multipart/form-data`, RFC 7578), which one page of the console sends.
///
/// ``FormMiddleware`` leaves its body unread: only who may send a file makes the server hold one. The route reads it
/// with ``read(_:expecting:)``, which checks the form's token before anything else is looked at.
struct Upload: Sendable, Equatable {
    /// What the file holds.
    let file: [UInt8]

    /// The one address that takes files.
    static let path = "/admin/people/import"
    /// The longest body, in bytes.
    static let longest = 1024 * 1024
    /// The most parts, and the longest head of one.
    private static let mostParts = 8
    private static let longestHead = 1024

    /// Whether the body of `request` is for ``read(_:expecting:)``.
    static func isOne(_ request: Request) -> Bool {
        request.method == .post && request.uri.path == path && boundary(request.headers[.contentType]) != nil
    }

    /// Reads the body.
    ///
    /// - Throws: ``PageProblem``: too long, not readable, or without the form's `token`.
    static func read(_ request: Request, expecting token: String) async throws -> Upload {
        guard isOne(request), let boundary = boundary(request.headers[.contentType]) else {
            throw PageProblem.badForm
        }
        let body = try await request.body.collect(upTo: longest)
        guard let parts = parts(Array(body.readableBytesView), boundary: boundary) else {
            throw PageProblem.badForm
        }
        guard let shown = parts["csrf"], equalInConstantTime(Array(shown), Array(token.utf8)) else {
            throw PageProblem.staleForm
        }
        guard let file = parts["file"] else { throw PageProblem.badForm }
        return Upload(file: Array(file))
    }

    /// The boundary in a content type: 1–70 characters of RFC 2046 §5.1.1 without the space.
    static func boundary(_ contentType: String?) -> [UInt8]? {
        guard let contentType, contentType.utf8.count <= 256 else { return nil }
        let fields = contentType.split(separator: ";").map { String($0).trimmingSpaces() }
        guard fields.first?.lowercased() == "multipart/form-data" else { return nil }
        let values = fields.dropFirst().filter { $0.lowercased().hasPrefix("boundary=") }
        guard values.count == 1, var value = values.first?.dropFirst("boundary=".count) else { return nil }
        if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") { value = value.dropFirst().dropLast() }
        let bytes = Array(value.utf8)
        let allowed = Set("'()+_,-./:=?".utf8)
        guard (1...70).contains(bytes.count),
            bytes.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || allowed.contains($0)
            })
        else { return nil }
        return bytes
    }

    /// The parts by name; `nil` unless each has one name of its own and the last boundary is there.
    static func parts(_ body: [UInt8], boundary: [UInt8]) -> [String: ArraySlice<UInt8>]? {
        // Each part stands between two of these; the first may be at the very beginning.
        let body = Array("\r\n".utf8) + body
        let mark = Array("\r\n--".utf8) + boundary
        guard var position = find(mark, in: body[...])?.upperBound else { return nil }
        var parts: [String: ArraySlice<UInt8>] = [:]
        while parts.count <= mostParts {
            let rest = body[position...]
            if rest.starts(with: Array("--".utf8)) { return parts }
            guard rest.starts(with: Array("\r\n".utf8)),
                let end = find(mark, in: rest),
                let head = find(Array("\r\n\r\n".utf8), in: rest[..<end.lowerBound]),
                head.lowerBound - position <= longestHead,
                let name = name(in: rest[..<head.lowerBound]),
                parts.updateValue(body[head.upperBound..<end.lowerBound], forKey: name) == nil
            else { return nil }
            position = end.upperBound
        }
        return nil
    }

    /// The `name` of a part's `Content-Disposition`.
    private static func name(in head: ArraySlice<UInt8>) -> String? {
        guard let text = String(validating: head, as: UTF8.self) else { return nil }
        for line in text.split(separator: "\r\n") {
            guard line.lowercased().hasPrefix("content-disposition:") else { continue }
            let fields = line.split(separator: ";").map { String($0).trimmingSpaces() }
            guard let field = fields.first(where: { $0.lowercased().hasPrefix("name=\"") }), field.hasSuffix("\"")
            else { return nil }
            let name = field.dropFirst("name=\"".count).dropLast()
            return (1...64).contains(name.utf8.count) ? String(name) : nil
        }
        return nil
    }

    /// Where `needle` begins first.
    private static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        var from = bytes.startIndex
        let last = bytes.endIndex - needle.count
        while from <= last, let start = bytes[from...last].firstIndex(of: first) {
            if bytes[start..<start + needle.count].elementsEqual(needle) { return start..<start + needle.count }
            from = start + 1
        }
        return nil
    }
}
