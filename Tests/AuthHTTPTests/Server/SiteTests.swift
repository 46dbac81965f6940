import AuthDomain
import Testing

@testable import AuthHTTP

@Suite struct SiteTests {
    private func site(_ origin: String) -> Site {
        Site(origin: origin, branding: BrandBoard(Brand(name: "B")))
    }

    @Test func secureCookiesGoWithHTTPSAlone() {
        #expect(site("https://id.example.com").isSecure)
        #expect(!site("http://localhost:8080").isSecure)
        #expect(site("http://localhost:8080").authority == "localhost:8080")
    }

    @Test(arguments: [
        ("#000000", "#ffffff"), ("#ffffff", "#000000"), ("#ffd400", "#000000"),
        ("#0b3d91", "#ffffff"), ("#2456C7", "#ffffff"),
    ])
    func textOnTheAccentCanBeRead(_ color: String, _ text: String) {
        #expect(Accent(color)?.onColor == text)
    }

    @Test(arguments: ["red", "#12345", "#gggggg", "#1234567", "", "123456#"])
    func whatIsNoColorIsNoAccent(_ text: String) {
        #expect(Accent(text) == nil)
    }

    @Test func accentReachesTheContrastOfWCAG() throws {
        var generator = Seeded(state: 99)
        for _ in 0..<500 {
            let value = UInt32.random(in: 0...0xFFFFFF, using: &generator)
            let hex = String(value, radix: 16)
            let accent = try #require(
                Accent("#" + String(repeating: "0", count: 6 - hex.count) + hex))
            let back = luminance(value)
            let front = accent.onColor == "#ffffff" ? 1.0 : 0.0
            let contrast = (max(back, front) + 0.05) / (min(back, front) + 0.05)
            #expect(contrast >= 4.5, "\(accent)")
        }
    }

    /// Relative luminance of WCAG 2.2.
    private func luminance(_ value: UInt32) -> Double {
        let weights = [0.2126, 0.7152, 0.0722]
        return zip([16, 8, 0], weights).reduce(0) { sum, part in
            let level = Double((value >> UInt32(part.0)) & 0xFF) / 255
            let linear = level <= 0.04045 ? level / 12.92 : power((level + 0.055) / 1.055)
            return sum + linear * part.1
        }
    }

    private func power(_ base: Double) -> Double {
        // x^2.4 = x² · x^0.4, and x^0.4 is the fifth root of x² by Newton's method.
        var root = 1.0
        for _ in 0..<60 { root -= (root * root * root * root * root - base * base) / (5 * root * root * root * root) }
        return base * base * root
    }
}

@Suite struct RetryPhraseTests {
    @Test(arguments: [
        (0, "1 second"), (1, "1 second"), (30, "30 seconds"), (60, "1 minute"),
        (61, "2 minutes"), (3600, "1 hour"), (3601, "2 hours"),
    ])
    func roundsUpInWords(_ seconds: Int, _ text: String) {
        #expect(RetryPhrase.phrase(.seconds(seconds)).english == text)
    }
}
