import Mustache
import Testing

@testable import AuthHTTP

/// What templates read of pages.
@Suite struct PageValuesTests {
    private struct Row {
        var name: String
        var count: Int
        var note: String?
    }

    private struct Inner {
        var name = "inner"
        var flag = true
    }

    private struct Sample {
        var title = "a < b"
        var number: Int64 = 7
        var missing: String? = nil
        var present: String? = "here"
        var isOn = true
        var isOff = false
        var inner: Inner? = Inner()
        var nobody: Inner? = nil
        var rows = [Row(name: "one", count: 1, note: "n"), Row(name: "two", count: 2, note: nil)]
        var none: [Row] = []
        var words = ["x", "y"]
        var note = "of the page"
    }

    @Test(arguments: [
        ("{{title}}", "a &lt; b"), ("{{number}}", "7"), ("[{{missing}}]", "[]"), ("{{present}}", "here"),
        ("{{#isOn}}on{{/isOn}}{{^isOn}}off{{/isOn}}", "on"), ("{{#isOff}}on{{/isOff}}{{^isOff}}off{{/isOff}}", "off"),
        ("{{#inner}}{{name}} {{title}}{{#flag}}!{{/flag}}{{/inner}}", "inner a &lt; b!"),
        ("{{inner.name}}", "inner"), ("{{#nobody}}no{{/nobody}}{{^nobody}}yes{{/nobody}}", "yes"),
        ("{{#rows}}{{name}}{{count}} {{/rows}}", "one1 two2 "),
        // A property that is nil is looked for further out.
        ("{{#rows}}{{note}} {{/rows}}", "n of the page "),
        ("{{#none}}some{{/none}}{{^none}}none{{/none}}", "none"), ("{{#words}}{{.}},{{/words}}", "x,y,"),
        ("{{#present}}{{.}}{{/present}}", "here"),
    ])
    func templatesReadThemAsTheyReadTheValue(template: String, expected: String) throws {
        let template = try MustacheTemplate(string: template)
        #expect(template.render(PageValues(Sample())) == expected)
        #expect(template.render(Sample()) == expected)
    }
}
