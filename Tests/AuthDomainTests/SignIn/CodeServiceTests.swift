import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// A back end learns whether a code is right, and nothing about who exists.
@Suite struct CodeServiceTests {
    private let secret = [UInt8](repeating: 7, count: 20)

    @Test func theCodeOfTheNamedPersonIsAcceptedOnce() async throws {
        try await World.run { world in
            let account = try await world.addAccount("Maria")
            let device = try await world.addAuthenticator(of: account, secret: secret)
            let code = world.code(of: secret)
            guard case .accepted(let found) = try await world.verify("mARIA", code) else {
                Issue.record("refused")
                return
            }
            #expect(found.id == device.id)
            guard case .alreadyUsed = try await world.verify("maria", code) else {
                Issue.record("not already used")
                return
            }
        }
    }

    @Test(arguments: ["nobody", "disabled", "bare", " "])
    func whoHasNoCodesIsAnsweredAlikeAndCostsAWrite(name: String) async throws {
        try await World.run { world in
            let disabled = try await world.addAccount("disabled", isDisabled: true)
            try await world.addAuthenticator(of: disabled, secret: secret)
            _ = try await world.addAccount("bare")
            for _ in 0..<12 {
                guard case .noFactor = try await world.verify(name, world.code(of: secret)) else {
                    Issue.record("\(name) is answered differently")
                    return
                }
            }
            let rows = try await world.stores.rows("SELECT key, failures FROM throttles")
            #expect(rows.map(\.values) == [[.text("password:nobody:0"), .integer(12)]])
        }
    }
}

extension World {
    fileprivate func verify(_ name: String, _ code: String) async throws -> SignIn.CodeOutcome {
        let service = SignIn.CodeService(
            devices: stores.devices, codes: codes, throttles: stores.throttles, clock: clock)
        return try await service.verify(
            username: Username(name), code: code, source: Sample.source)
    }
}
