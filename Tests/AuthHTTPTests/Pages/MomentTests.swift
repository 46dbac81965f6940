import AuthDomain
import Testing

@testable import AuthHTTP

@Suite struct MomentTests {
    @Test(arguments: [
        (1_804_239_000_000, "2027-03-05T09:30:00Z", "5 March 2027, 09:30 UTC"),
        (0, "1970-01-01T00:00:00Z", "1 January 1970, 00:00 UTC"),
        (1_709_251_199_999, "2024-02-29T23:59:59Z", "29 February 2024, 23:59 UTC"),
    ])
    func saysTheTimeInUTC(_ milliseconds: Int64, _ iso: String, _ text: String) {
        let moment = Moment(Instant(milliseconds: milliseconds))
        #expect(moment.iso == iso)
        #expect(moment.text == text)
    }
}
