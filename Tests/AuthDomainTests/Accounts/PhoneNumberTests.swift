import AuthDomain
import Testing

@Suite struct PhoneNumberTests {
    @Test(arguments: [
        ("+385912345678", "+385912345678"), ("+385 91 234-5678", "+385912345678"),
        ("+1.212.555.0100", "+12125550100"), ("+1234567", "+1234567"), ("+123456789012345", "+123456789012345"),
    ])
    func numbersAreReadAsPeopleWriteThem(typed: String, text: String) {
        #expect(PhoneNumber(typed)?.text == text)
    }

    @Test(arguments: [
        "", "+", "385912345678", "00385912345678", "+0385912345678", "+123456", "+1234567890123456",
        "+49 (0) 170 1234567",
        "+385 91  234 5678", "+ 385912345678", "+385912345678 ", "+385912345678;ext=1", "+3859１2345678",
        "++385912345678",
        "+38591234567a", "+" + String(repeating: "1", count: 5000), "+385\n912345678",
    ])
    func anythingElseIsRefused(typed: String) {
        #expect(PhoneNumber(typed) == nil)
    }
}
