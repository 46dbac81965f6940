import OTPCore
import Testing

@Suite struct TimeStepTests {
    /// RFC 6238 appendix B: times and steps.
    @Test(
        arguments: [
            (59, 0x1), (1_111_111_109, 0x23523EC), (1_111_111_111, 0x23523ED), (1_234_567_890, 0x273EF07),
            (2_000_000_000, 0x3F940AA), (20_000_000_000, 0x27BC86AA),
        ] as [(Int64, UInt64)])
    func publishedStepsHold(time: Int64, counter: UInt64) {
        #expect(TimeStep(unixSeconds: time).counter == counter)
        #expect(TimeStep(unixMilliseconds: time * 1000 + 999).counter == counter)
    }

    @Test(arguments: [Int64.min, -1, 0, 29])
    func everythingBeforeTheFirstStepIsTheFirst(time: Int64) {
        #expect(TimeStep(unixSeconds: time).counter == 0)
    }

    @Test func theMessageIsBigEndian() {
        #expect(TimeStep(counter: 0x0102_0304_0506_0708).message == [1, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test func stepsEndWhereNumbersEnd() {
        #expect(TimeStep(counter: 0).advanced(by: -1) == nil)
        #expect(TimeStep(counter: .max).advanced(by: 1) == nil)
        #expect(TimeStep(counter: 5).advanced(by: -5) == TimeStep(counter: 0))
    }

    @Test(arguments: [(0, 30_000), (1, 29_999), (29_999, 1), (30_000, 30_000), (-5, 30_000)] as [(Int64, Int)])
    func timeLeftCountsDown(time: Int64, left: Int) {
        #expect(TimeStep.millisecondsLeft(atUnixMilliseconds: time) == left)
    }
}
