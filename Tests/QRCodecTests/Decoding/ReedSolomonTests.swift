import Testing

@testable import QRCodec

@Suite struct ReedSolomonTests {
    @Test func asManyErrorsAsPromisedAreCorrected() {
        var generator = SeededGenerator(1)
        for round in 0..<200 {
            let correction = 2 + 2 * (round % 15)
            var block = generator.bytes(1 + Int(generator.next() % 120))
            block += ReedSolomonEncoder(correctionCount: correction).correction(of: block[...])
            let original = block
            let count = min(correction / 2, block.count)
            for position in (0..<block.count).shuffled(using: &generator).prefix(count) {
                block[position] ^= UInt8(1 + generator.next() % 255)
            }
            #expect(ReedSolomonDecoder(correctionCount: correction).correct(&block) == count)
            #expect(block == original)
        }
    }

    @Test func erasuresCostHalfOfErrors() {
        var generator = SeededGenerator(2)
        for round in 0..<200 {
            let correction = 10 + 2 * (round % 10)
            var block = generator.bytes(60)
            block += ReedSolomonEncoder(correctionCount: correction).correction(of: block[...])
            let original = block
            let errors = round % (correction / 2)
            let places = Array((0..<block.count).shuffled(using: &generator).prefix(correction - errors))
            let erasures = Array(places.prefix(correction - 2 * errors))
            for position in places { block[position] ^= UInt8(1 + generator.next() % 255) }
            let wrong = places.prefix(erasures.count + errors)
            for position in places where !wrong.contains(position) { block[position] = original[position] }
            #expect(ReedSolomonDecoder(correctionCount: correction).correct(&block, erasures: erasures) != nil)
            #expect(block == original)
        }
    }

    @Test func tooManyErrorsLeaveTheBlockAlone() {
        var generator = SeededGenerator(3)
        var miscorrected = 0
        for _ in 0..<200 {
            let noise = generator.bytes(80)
            var block = noise
            if ReedSolomonDecoder(correctionCount: 28).correct(&block) != nil {
                miscorrected += 1
            } else {
                #expect(block == noise)
            }
        }
        #expect(miscorrected == 0)
    }

    @Test func nonsenseArgumentsGiveNoResult() {
        let decoder = ReedSolomonDecoder(correctionCount: 10)
        var short: [UInt8] = [1, 2, 3]
        #expect(decoder.correct(&short) == nil)
        var long = [UInt8](repeating: 1, count: 256)
        #expect(decoder.correct(&long) == nil)
        var block = [UInt8](repeating: 1, count: 40)
        #expect(decoder.correct(&block, erasures: Array(0..<11)) == nil)
        #expect(decoder.correct(&block, erasures: [-1]) == nil)
        #expect(decoder.correct(&block, erasures: [40]) == nil)
    }
}
