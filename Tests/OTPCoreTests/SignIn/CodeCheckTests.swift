import OTPCore
import Testing

@Suite struct CodeCheckTests {
    /// A stand-in for HMAC whose code is the step's number.
    private func mac(_ step: TimeStep) -> [UInt8] {
        [0, 0, 0, UInt8(truncatingIfNeeded: step.counter)] + [UInt8](repeating: 0, count: 16)
    }

    private func code(_ number: Int) throws -> OneTimeCode {
        let text = String(number)
        return try #require(OneTimeCode(parsing: String(repeating: "0", count: 6 - text.count) + text))
    }

    @Test(arguments: [(8, nil), (9, 9), (10, 10), (11, 11), (12, nil)] as [(Int, UInt64?)])
    func oneStepToEitherSideCounts(number: Int, expected: UInt64?) throws {
        let matched = CodeCheck.match(try code(number), at: TimeStep(counter: 10), window: 1, mac: mac)
        #expect(matched?.counter == expected)
    }

    @Test(arguments: [(9, nil), (10, nil), (11, 11)] as [(Int, UInt64?)])
    func aStepIsUsedOnceAndNeverGoesBack(number: Int, expected: UInt64?) throws {
        let matched = CodeCheck.match(
            try code(number), at: TimeStep(counter: 10), window: 1, after: TimeStep(counter: 10), mac: mac)
        #expect(matched?.counter == expected)
    }

    @Test func everyStepIsComputedWhateverMatches() throws {
        for number in [9, 10, 11, 77] {
            var asked: [UInt64] = []
            _ = CodeCheck.match(
                try code(number), at: TimeStep(counter: 10), window: 1, after: TimeStep(counter: 9)
            ) { step in
                asked.append(step.counter)
                return mac(step)
            }
            #expect(asked == [9, 10, 11])
        }
    }

    @Test func equalDigitsOfTwoStepsSpendTheLaterOne() throws {
        let matched = CodeCheck.match(try code(0), at: TimeStep(counter: 10), window: 1) { _ in
            [UInt8](repeating: 0, count: 20)
        }
        #expect(matched == TimeStep(counter: 11))
    }

    @Test func theWindowStopsAtTheFirstStep() throws {
        #expect(CodeCheck.match(try code(0), at: TimeStep(counter: 0), window: 1, mac: mac)?.counter == 0)
    }
}
