import Configuration

/// Reads settings one by one and remembers everything that is wrong with them.
///
/// Wrong values never stop the reading: the operator sees all problems at once.
struct SettingReader {
    private let reader: ConfigReader
    /// Every key that was asked for; others in a file are mistakes.
    private(set) var known: Set<String> = []
    private(set) var problems: [SettingProblem] = []

    init(_ reader: ConfigReader) {
        self.reader = reader
    }

    /// Remembers a problem of `key`.
    mutating func report(_ key: String, _ sentence: String) {
        problems.append(SettingProblem(key: key, sentence: sentence))
    }

    /// A text, or `nil` when it is not set.
    mutating func text(_ key: String) -> String? {
        known.insert(key)
        let name = ConfigKey(key)
        if let text = reader.string(forKey: name) { return text.isEmpty ? nil : text }
        if reader.int(forKey: name) != nil || reader.bool(forKey: name) != nil {
            report(key, "must be text in quotes")
        }
        return nil
    }

    /// A whole number within `range`, or `standard` when it is not set.
    mutating func number(_ key: String, default standard: Int, in range: ClosedRange<Int>) -> Int {
        known.insert(key)
        let name = ConfigKey(key)
        guard let number = reader.int(forKey: name) else {
            if reader.string(forKey: name) != nil || reader.bool(forKey: name) != nil {
                report(key, "must be a whole number")
            }
            return standard
        }
        guard range.contains(number) else {
            report(key, "must be \(range.lowerBound) to \(range.upperBound), and is \(number)")
            return standard
        }
        return number
    }

    /// One of the names of `Choice`, or `standard` when it is not set.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, default standard: Choice
    ) -> Choice where Choice.RawValue == String {
        guard let text = text(key) else { return standard }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        report(key, "must be one of \(names)")
        return standard
    }

    /// `true` or `false`, or `standard` when it is not set.
    mutating func flag(_ key: String, default standard: Bool) -> Bool {
        known.insert(key)
        let name = ConfigKey(key)
        if let flag = reader.bool(forKey: name) { return flag }
        if reader.string(forKey: name) != nil || reader.int(forKey: name) != nil {
            report(key, "must be true or false")
        }
        return standard
    }

    /// A list of texts: a JSON array, or in the environment separated by commas.
    mutating func list(_ key: String) -> [String] {
        known.insert(key)
        let name = ConfigKey(key)
        if let list = reader.stringArray(forKey: name) { return list.filter { !$0.isEmpty } }
        if reader.string(forKey: name) != nil { report(key, "must be a list: [\"…\"]") }
        return []
    }
}

/// One thing that is wrong with the settings.
package struct SettingProblem: Sendable, Equatable, CustomStringConvertible {
    /// The setting, e.g. `server.origin`.
    package let key: String
    /// What is wrong, to follow the key.
    package let sentence: String

    package var description: String { "\(key) \(sentence)" }
}

/// Everything that is wrong with the settings.
package struct SettingsError: Error, Sendable, Equatable {
    /// At least one problem.
    package let problems: [SettingProblem]
}
