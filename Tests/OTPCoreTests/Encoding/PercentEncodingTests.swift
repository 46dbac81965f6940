import OTPCore
import Testing

@Suite struct PercentEncodingTests {
    @Test func onlyUnreservedCharactersStay() {
        #expect(PercentEncoding.encode("aZ09-._~ +&=#%/ü") == "aZ09-._~%20%2B%26%3D%23%25%2F%C3%BC")
    }

    @Test(arguments: [
        "%", "%2", "%2G", "%zz", "a%", "%C3", "%C3%28", "%00", "%0A", "%7F", "%ED%A0%80", "%C0%80", "%F5%80%80%80",
    ])
    func damagedOrHostileTextIsRefused(text: String) {
        #expect(PercentEncoding.decode(ArraySlice(text.utf8)) == nil)
    }

    @Test func textComesBack() {
        let text = Array("Zoë’s 📱 100 % +".utf8)
        #expect(PercentEncoding.decode(PercentEncoding.encode(text)[...]) == text)
    }
}
