import AuthDomain
import OTPCore
import SQLStorage
import TestSupport
import Testing

/// Who may add a factor is decided by the rules themselves, whatever page was passed by.
@Suite struct AdmissionTests {
    private let confirmed = SignIn.Proof(.confirmed, .passwordAndMailedPIN)
    private let invited = SignIn.Proof(.confirmed, .passwordAndInvitation)

    @Test func aFirstDeviceNeedsWhatPolicyDemands() {
        func obstacle(
            _ proof: SignIn.Proof, _ demanded: Policy.FirstRegistration
        ) -> RegistrationObstacle? {
            Registration.Admission(proof, demanded: demanded).obstacle(hasFactor: false)
        }
        #expect(obstacle(.password, .password) == nil)
        #expect(obstacle(.password, .pin) == .confirmationNeeded)
        #expect(obstacle(confirmed, .pin) == nil)
        #expect(obstacle(confirmed, .invitation) == .confirmationNeeded)
        #expect(obstacle(invited, .invitation) == nil)
        #expect(obstacle(Sample.proof, .invitation) == nil)
    }

    @Test func anotherDeviceNeedsTwoFactors() {
        for demanded in Policy.FirstRegistration.allCases {
            for proof in [SignIn.Proof.password, confirmed, invited] {
                let admission = Registration.Admission(proof, demanded: demanded)
                #expect(admission.obstacle(hasFactor: true) == .secondStepNeeded)
            }
            let admission = Registration.Admission(Sample.proof, demanded: demanded)
            #expect(admission.obstacle(hasFactor: true) == nil)
        }
    }

    @Test func aPasswordAloneBeginsNeitherKindOfRegistration() async throws {
        try await World.run(channels: [.email]) { world in
            let account = try await world.addAccount()
            let name = try #require(DeviceName("Phone"))
            let phone = try await world.registration.beginPairing(
                name, for: account.id, proved: .password, source: Sample.source)
            #expect(throws: RegistrationObstacle.confirmationNeeded) { try phone.get() }
            let other = try await world.registration.beginAuthenticator(
                name, for: account.id, proved: .password, source: Sample.source)
            #expect(throws: RegistrationObstacle.confirmationNeeded) { try other.get() }
            #expect(try await world.stores.rows("SELECT id FROM registrations").isEmpty)
        }
    }

    @Test func whoBeganWithoutAFactorDoesNotFinishBesideOneThatCameMeanwhile() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let name = try #require(DeviceName("Mine"))
            let begun = try await world.registration.beginAuthenticator(
                name, for: account.id, proved: .password, source: Sample.source
            ).get()
            let sheet = try #require(
                try world.registration.authenticatorSheetIfOpen(
                    of: begun, issuer: "Conversations", username: "maria"))
            // A device that came without ending the open registration, as at the same moment.
            let ben = try await world.addAccount("ben")
            try await world.addAuthenticator(of: ben, secret: [UInt8](repeating: 7, count: 20))
            try await world.stores.tamper(
                "UPDATE devices SET account_id = $1", [.text(account.id.text)])
            let secret = try #require(KeyURI(parsing: sheet.uri)).secret
            let outcome = try await world.registration.submit(
                code: world.code(of: secret), for: begun, of: account, proved: .password,
                source: Sample.source)
            #expect(outcome.text == "second step needed")
            #expect(try await world.stores.devices.active(of: account.id).count == 1)
        }
    }
}
