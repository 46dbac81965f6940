import Testing

@testable import AuthHTTP

/// Bodies of `multipart/form-data`, as browsers and as strangers send them.
@Suite struct UploadTests {
    private static let body =
        "--XyZ\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken\r\n"
        + "--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.jsonl\"\r\n"
        + "Content-Type: application/octet-stream\r\n\r\n{\"a\":1}\r\n--Xy\r\n\r\n--XyZ--\r\n"

    @Test func partsAreFoundWhateverIsInTheFile() throws {
        let parts = try #require(Upload.parts(Array(Self.body.utf8), boundary: Array("XyZ".utf8)))
        #expect(parts.count == 2)
        #expect(parts["csrf"].map(Array.init) == Array("token".utf8))
        #expect(parts["file"].map(Array.init) == Array("{\"a\":1}\r\n--Xy\r\n".utf8))
    }

    @Test func anEmptyFileIsAPartToo() throws {
        let text = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--"
        #expect(Upload.parts(Array(text.utf8), boundary: Array("b".utf8))?["file"]?.isEmpty == true)
    }

    @Test func everythingCutOffIsRefused() {
        let bytes = Array(Self.body.utf8)
        for length in 0..<bytes.count - 4 {
            #expect(Upload.parts(Array(bytes.prefix(length)), boundary: Array("XyZ".utf8)) == nil, "\(length)")
        }
    }

    @Test(arguments: [
        "", "--b", "--b--x", "nothing", "--b\r\n\r\nno head\r\n--b--",
        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=csrf\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ny\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"\(String(repeating: "a", count: 65))\"\r\n\r\nx\r\n--b--",
        "--b\r\nX: \(String(repeating: "a", count: 2000))\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\nContent-Disposition: form-data; name=\"a\"\n\nx\n--b--",
    ])
    func otherBodiesAreRefused(_ text: String) {
        let parts = Upload.parts(Array(text.utf8), boundary: Array("b".utf8))
        #expect(parts == nil || parts?.isEmpty == true)
    }

    @Test func manyPartsAreRefused() {
        let part = (0..<20).map { "--b\r\nContent-Disposition: form-data; name=\"p\($0)\"\r\n\r\nx\r\n" }
        #expect(Upload.parts(Array((part.joined() + "--b--").utf8), boundary: Array("b".utf8)) == nil)
    }

    @Test func aLongRunOfAlmostBoundariesTakesNoTime() {
        let text = String(repeating: "\r\n--bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", count: 20_000)
        #expect(Upload.parts(Array(text.utf8), boundary: Array((String(repeating: "b", count: 60)).utf8)) == nil)
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data; charset=utf-8; boundary=\"a-b\"", "a-b"),
        ("multipart/form-data; boundary=----WebKitFormBoundaryA1", "----WebKitFormBoundaryA1"),
    ])
    func boundariesOfBrowsersAreRead(_ type: String, _ boundary: String) {
        #expect(Upload.boundary(type) == Array(boundary.utf8))
    }

    @Test(arguments: [
        "", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a b",
        "multipart/form-data; boundary=a; boundary=b", "multipart/mixed; boundary=a", "text/plain; boundary=a",
        "multipart/form-data; boundary=\(String(repeating: "a", count: 71))", "multipart/form-data; boundary=é",
    ])
    func otherTypesHaveNone(_ type: String) {
        #expect(Upload.boundary(type) == nil)
    }
}
