import AuthDomain

extension Language {
    /// `instant` in words, as readers of the language write it, in UTC.
    func words(for instant: Instant) -> String {
        let moment = Moment(instant)
        return switch self {
        case .english: moment.text
        case .german: moment.german
        case .croatian: moment.croatian
        }
    }
}
