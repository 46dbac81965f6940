import Testing

@testable import AuthHTTP

@Suite struct EscapingTests {
    @Test func quotationMarkWithAnAccentCannotLeaveItsAttribute() {
        let escaped = ScalarHTML().escapeText("x\"\u{301} autofocus onfocus=alert(1)")
        #expect(!escaped.unicodeScalars.contains("\""))
        #expect(escaped.utf8.starts(with: "x&quot;".utf8))
    }

    @Test func everyMarkOfHTMLIsEscaped() {
        #expect(ScalarHTML().escapeText("<a b='c'>&") == "&lt;a b=&#39;c&#39;&gt;&amp;")
    }

    @Test func manifestTextIsJSON() {
        #expect(JSONText().escapeText("a\"b\\c\nd") == "a\\\"b\\\\c\\u000ad")
    }

    @Test func everyTemplateThatPrintsAVariableAsksForOurEscaping() {
        for folder in ["portal", "app"] {
            for asset in AssetStore().all(in: folder) where asset.name.hasSuffix(".mustache") {
                let text = String(decoding: asset.bytes, as: UTF8.self)
                guard text.contains("{{") else { continue }
                let pragma = asset.name == "manifest.mustache" ? "JSON" : "HTML"
                if text.split(separator: "{{").contains(where: { $0.first?.isLetter == true }) {
                    #expect(
                        text.hasPrefix("{{% CONTENT_TYPE:\(pragma)}}"), "\(folder)/\(asset.name)")
                }
            }
        }
    }

    @Test func hostileNameStaysText() async throws {
        let assets = AssetStore()
        let pages = try PageRenderer(assets: assets, catalogue: try Catalogue(assets: assets))
        let hostile = "x\"\u{301} autofocus onfocus=\u{27}alert(1)\u{27}><script>alert(1)</script>"
        let html = pages.text(
            DeviceNamePage(
                frame: PageFrame(brand: hostile, title: hostile, csrf: hostile),
                deviceName: hostile, nameProblem: hostile, example: hostile))
        #expect(!html.contains("<script>alert"))
        #expect(!html.unicodeScalars.split(separator: "\"").contains { $0.first == "\u{301}" })
    }
}
