import OTPCore
import Testing

@Suite struct ApprovalConfirmationTests {
    private let id = "q2X8cZ1mTn6vR0yLwKpE3A"
    private let thumbprint = "KMXFt7d2SDlbTAvznbDVKSKwkv_I0fXMbp5uhGwPYw8"

    @Test func theMessageIsLabelAndFields() throws {
        let confirmation = try #require(
            ApprovalConfirmation(approvalID: id, dpopThumbprint: thumbprint, number: "42"))
        let fields = [0, 22] + Array(id.utf8) + [0, 43] + Array(thumbprint.utf8) + [0, 2, 0x34, 0x32]
        #expect(confirmation.message == Array("countersign/approval/v1".utf8) + fields)
    }

    /// A one-time code's message has eight bytes; no confirmation is ever one.
    @Test func noConfirmationIsATimeStep() throws {
        let shortest = try #require(
            ApprovalConfirmation(approvalID: "a", dpopThumbprint: thumbprint, number: "10"))
        #expect(shortest.message.count > 8)
    }

    @Test(arguments: [
        ("", "42"), (String(repeating: "a", count: 65), "42"), ("a b", "42"), ("ä", "42"), ("a\n", "42"),
        ("a", ""), ("a", "4"), ("a", "042"), ("a", "4x"), ("a", "٤٢"),
    ])
    func whatHasNotItsFormIsRefused(id: String, number: String) {
        #expect(ApprovalConfirmation(approvalID: id, dpopThumbprint: thumbprint, number: number) == nil)
    }

    @Test func aThumbprintIsOne() {
        for wrong in ["", "short", thumbprint + "A", String(repeating: "=", count: 43)] {
            #expect(ApprovalConfirmation(approvalID: id, dpopThumbprint: wrong, number: "42") == nil)
        }
    }
}
