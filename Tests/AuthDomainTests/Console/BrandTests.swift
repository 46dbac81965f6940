import AuthDomain
import TestSupport
import Testing

/// What a brand may be, and how changes are read.
@Suite struct BrandTests {
    private let base = Brand(name: "Conversations", accent: "#2456c7", language: .german, help: "Room 12")

    @Test func whatIsNotSaidStays() {
        #expect(Brand.Changes().applied(to: base) == base)
        let changed = Brand.Changes(name: "Talks", language: .croatian).applied(to: base)
        #expect(changed == Brand(name: "Talks", accent: "#2456c7", language: .croatian, help: "Room 12"))
    }

    @Test func whatIsWrittenIsReadAgain() {
        for changes in [
            Brand.Changes(), Brand.Changes(name: "Ča\"\\<b>", accent: "#00AAff"),
            Brand.Changes(name: "T", accent: "#000000", language: .english, help: "Ask 👩‍💻, +49 30 1"),
        ] {
            #expect(Brand.Changes.read(Array(changes.json.formatted.utf8)) == changes)
        }
    }

    @Test(arguments: [
        "", "[]", "null", "{", #"{"name":""}"#, #"{"name":1}"#, #"{"name":null}"#, #"{"name":" x"}"#,
        #"{"name":"x\n"}"#,
        #"{"name":"a\u202eb"}"#, #"{"name":"a\u200bb"}"#, #"{"accent":"2456c7"}"#, ##"{"accent":"#2456c"}"##,
        ##"{"accent":"#2456cg"}"##, ##"{"accent":"#2456c7;"}"##, ##"{"accent":"#２456c7"}"##, #"{"language":"fr"}"#,
        #"{"language":""}"#, #"{"help":""}"#, #"{"origin":"https://x.example"}"#, #"{"name":"a","name":"b"}"#,
    ])
    func anythingElseIsRefused(text: String) {
        #expect(Brand.Changes.read(Array(text.utf8)) == nil)
    }

    @Test func lengthsAreBounded() {
        #expect(Brand.isName(String(repeating: "ß", count: 64)))
        #expect(!Brand.isName(String(repeating: "a", count: 65)))
        #expect(Brand.isHelp(String(repeating: "a", count: 200)))
        #expect(!Brand.isHelp(String(repeating: "a", count: 201)))
        for nothing in ["\u{3164}", "\u{115F}", "\u{200D}", "\u{FE0F}", "\u{2800}", "\u{34F}\u{34F}", "\u{E000}"] {
            #expect(!Brand.isName(nothing), "\(nothing.unicodeScalars.map(\.value))")
        }
        #expect(Brand.isName("नमस्ते") && Brand.isName("👩‍💻"))
        // One character to readers, and hundreds of bytes.
        #expect(!Brand.isName("a" + String(repeating: "\u{301}", count: 200)))
    }
}
