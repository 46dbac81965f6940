import AuthDomain
import Cryptography
import TestSupport
import Testing

/// When a message is tried again, and what may leave.
@Suite struct DeliveryRulesTests {
    private let rule = Delivery.RetryRule()
    private let now = Sample.morning
    private let busy = Delivery.Verdict.refusedForNow(Delivery.Trouble("busy"))
    private let unknown = Delivery.Verdict.refusedForGood(Delivery.Trouble("unknown"))

    @Test func pausesDoubleUpToAnHour() {
        #expect((1...4).map { rule.pause(after: $0, chance: 0) } == [2, 4, 8, 16].map { .seconds($0) })
        #expect(rule.pause(after: 12, chance: 0) == .hours(1))
        #expect(rule.pause(after: Int.max, chance: 0) == .hours(1))
        #expect(rule.pause(after: -3, chance: 0) == .seconds(2))
    }

    @Test func chanceTakesAtMostHalf() {
        for attempt in [1, 5, 20] {
            let whole = rule.pause(after: attempt, chance: 0)
            #expect(rule.pause(after: attempt, chance: .max) == whole / 2)
        }
    }

    private func settlement(
        _ verdicts: [Delivery.Verdict], attempt: Int = 1, life: Duration = .days(3)
    ) -> Delivery.Settlement {
        rule.settlement(after: verdicts, attempt: attempt, expiresAt: now + life, now: now, chance: 0)
    }

    @Test func oneChannelThatMayTakeItLaterIsEnough() {
        #expect(settlement([unknown, busy]) == .retry(at: now + .seconds(2), Delivery.Trouble("busy")))
        #expect(settlement([unknown, unknown]) == .dead(Delivery.Trouble("unknown")))
        #expect(settlement([busy, .accepted(by: "b")]) == .sent(by: "b"))
    }

    @Test func attemptsAndDeadlinesEnd() {
        #expect(settlement([busy], attempt: rule.attempts) == .dead(Delivery.Trouble("busy")))
        #expect(settlement([busy], life: .seconds(2)) == .expired(Delivery.Trouble("busy")))
        #expect(settlement([busy], attempt: 12, life: .minutes(30)) == .expired(Delivery.Trouble("busy")))
    }

    @Test(arguments: [
        ("+12025550123", "+1"), ("+79161234567", "+7"), ("+4915112345678", "+49"), ("+385911234567", "+385"),
        ("+38640123456", "+386"), ("+998901234567", "+998"), ("+35312345678", "+353"), ("+3612345678", "+36"),
    ])
    func countryCodesAreAsTheITUGaveThem(number: String, code: String) {
        #expect(Delivery.countryCode(of: number) == code)
    }

    @Test(arguments: ["", "+", "+1", "385911234567", "+0123456", "+49 151", "+４９151", "maria@example.com"])
    func whatIsNoNumberHasNoCountry(_ number: String) {
        #expect(Delivery.countryCode(of: number) == nil)
    }

    @Test func contentSurvivesSealingAndNothingElseOpens() throws {
        let id: Identifier<Delivery.Message> = Sample.id()
        for content in [
            Delivery.Content(subject: "", text: ""), Delivery.Content(subject: "Grüße", text: "a\nb", html: ""),
            Delivery.Content(subject: "s", text: String(repeating: "ž", count: 70_000), html: "<p>"),
        ] {
            let sealed = try content.sealed(for: id, by: Sample.sealer)
            #expect(try Delivery.Content(opening: sealed, of: id, by: Sample.sealer) == content)
            #expect(throws: SealError.self) {
                try Delivery.Content(opening: sealed, of: Sample.id(), by: Sample.sealer)
            }
        }
    }

    @Test(
        arguments: [
            [], [2], [1], [1, 0, 0, 0], [1, 0, 0, 0, 0], [1, 255, 255, 255, 255, 1], [1, 0, 0, 0, 1, 0xFF, 0, 0, 0, 0],
            [1] + [UInt8](repeating: 0, count: 16), [1] + [UInt8](repeating: 0, count: 13),
        ] as [[UInt8]])
    func whatIsNoContentIsRefused(_ bytes: [UInt8]) throws {
        let id: Identifier<Delivery.Message> = Sample.id()
        let sealed = try Sample.sealer.seal(
            SecretBytes(bytes), for: SealContext(table: "outbox", column: "content", row: id.text))
        #expect(throws: SealError.self) {
            try Delivery.Content(opening: sealed, of: id, by: Sample.sealer)
        }
    }
}
