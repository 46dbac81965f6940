/// How the codewords of a symbol are divided into blocks and interleaved (ISO/IEC 18004 §7.5.1 and §7.6).
///
/// The first ``shortBlockCount`` blocks have one data codeword less than the others; all have the same
/// number of error correction codewords.
struct BlockLayout: Sendable, Equatable {
    /// Data and error correction codewords of the whole symbol.
    let codewordCount: Int
    /// Blocks, 1…81.
    let blockCount: Int
    /// Error correction codewords of each block, 7…30.
    let correctionCount: Int

    /// Data codewords of the whole symbol.
    var dataCount: Int { codewordCount - blockCount * correctionCount }
    /// Data codewords of a short block.
    var shortDataCount: Int { dataCount / blockCount }
    /// Blocks that have one data codeword less than the rest.
    var shortBlockCount: Int { blockCount - dataCount % blockCount }

    /// Data codewords of the block with that index.
    func dataCount(ofBlock index: Int) -> Int {
        index < shortBlockCount ? shortDataCount : shortDataCount + 1
    }

    /// Where in the interleaved sequence the codeword `position` of block `block` stands.
    ///
    /// Positions count from 0: the data codewords of the block first, its error correction codewords after
    /// them. Blocks are 0..<``blockCount``.
    func interleavedIndex(position: Int, block: Int) -> Int {
        let own = dataCount(ofBlock: block)
        if position >= own { return dataCount + (position - own) * blockCount + block }
        if position < shortDataCount { return position * blockCount + block }
        return shortDataCount * blockCount + (block - shortBlockCount)
    }
}
