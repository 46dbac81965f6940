import AuthDomain
import Testing

@testable import PostgresEngine

/// What the server says decides whether a body runs again.
@Suite struct PostgresTroubleTests {
    @Test(arguments: ["40001", "40P01", "23505"])
    func collisionsAreRunAgain(state: String) {
        #expect(PostgresTrouble(state: state, message: "m") == .collided(state: state))
    }

    @Test(arguments: ["08006", "57P01", "57P02", "57P03", "26000"])
    func lostConnectionsAreReplaced(state: String) {
        #expect(PostgresTrouble(state: state, message: "m") == .lost(reason: "PostgreSQL \(state): m"))
    }

    @Test(arguments: ["57014", "53100", "53300", "55P03", "58030"])
    func whatPassesByItselfIsUnavailable(state: String) {
        #expect(
            PostgresTrouble(state: state, message: "m")
                == .refused(.unavailable(reason: "PostgreSQL \(state): m")))
    }

    @Test(arguments: ["23503", "23502", "42P01", "22021", "XX000"])
    func ourMistakesAreInconsistent(state: String) {
        #expect(
            PostgresTrouble(state: state, message: "m")
                == .refused(.inconsistent(reason: "PostgreSQL \(state): m")))
    }
}
