import AuthDomain

/// One layer with new rules, on top of a version of the document.
struct PolicyDraft: Sendable {
    let layer: PolicyLayer
    let fields: PolicyForm
    /// The version that it was written on.
    let over: Int
    /// Whether the layer is taken out.
    let isRemoval: Bool

    /// The draft that `form` carries; `nil` when it carries none.
    init?(_ form: Form) {
        guard let layer = PolicyLayer(kind: form["kind"], name: form["name"]), let over = Int(form["over"]),
            (0..<Int.max).contains(over)
        else { return nil }
        self.layer = layer
        self.over = over
        fields = PolicyForm(form)
        isRemoval = form["remove"] == "yes"
    }

    /// `document` with the draft in it, or the names of the questions that are not right.
    func document(on document: Policy.Document, by policies: PolicyService) -> Result<Policy.Document, Mistakes> {
        guard !isRemoval else { return .success(layer.set(nil, in: document)) }
        let alone = JSONValue.object([("everyone", fields.json)])
        switch policies.read(Array(alone.formatted.utf8)) {
        case .success(let read): return .success(layer.set(read.everyone, in: document))
        case .failure(let problems):
            return .failure(
                Mistakes(
                    questions: Set(
                        problems.all.map { problem in
                            let places = problem.place.split(separator: ".")
                            return String((places.count > 1 ? places[1] : places.first ?? "").prefix { $0 != "[" })
                        })))
        }
    }

    /// Which questions are not right.
    struct Mistakes: Error, Equatable {
        let questions: Set<String>
    }
}
