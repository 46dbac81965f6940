import Foundation
import QRCodec

/// A picture named on the command line.
struct PictureFile: Sendable {
    /// A path, or `-` for standard input.
    let path: String

    /// What a search for QR codes found.
    struct Finding: Sendable {
        /// The codes that were read; empty when there is none to read.
        let codes: [QRReading]
        /// The time that the search took, without reading the file.
        let duration: Duration

        /// The text of the first code; `nil` when there is none.
        var text: String? { codes.first?.fullText }
    }

    /// Reads the file and its picture.
    ///
    /// - Throws: ``Failure`` with a sentence that names the file.
    func read() throws -> NetpbmPicture {
        let bytes = try contents()
        do {
            return try NetpbmPicture(parsing: bytes)
        } catch {
            throw Failure("\(name): \(error).")
        }
    }

    /// Looks for one QR code in a picture, or for all. One too small to hold a code has none.
    ///
    /// - Parameters:
    ///   - picture: the picture.
    ///   - findsAll: whether the search goes on after the first.
    ///   - limit: the longest that the search may take; without one the work is bounded instead.
    /// - Returns: what was found, and in what time.
    static func search(_ picture: NetpbmPicture, findsAll: Bool = false, limit: Duration? = nil) -> Finding {
        guard
            let image = LuminanceImage(
                width: picture.width, height: picture.height, pixels: picture.luminance)
        else { return Finding(codes: [], duration: .zero) }
        let clock = ContinuousClock()
        let start = clock.now
        let budget = limit.map { limit in ScanBudget(work: .max, isTimeOver: { clock.now - start > limit }) }
        let work = ScanBudget.defaultWork
        let codes =
            findsAll
            ? QRDecoder.decodeAll(image, budget: budget ?? ScanBudget(work: 4 * work))
            : [QRDecoder.decode(image, budget: budget ?? ScanBudget(work: work))].compactMap { $0 }
        return Finding(codes: codes, duration: clock.now - start)
    }

    private var name: String { path == "-" ? "standard input" : path }

    private func contents() throws -> [UInt8] {
        guard let file = path == "-" ? .standardInput : FileHandle(forReadingAtPath: path) else {
            throw Failure("\(name): cannot be read.")
        }
        let limit = NetpbmPicture.maximumLength
        var bytes: [UInt8] = []
        do {
            while bytes.count <= limit, let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty {
                bytes.append(contentsOf: chunk)
            }
        } catch {
            throw Failure("\(name): cannot be read.")
        }
        guard bytes.count <= limit else { throw Failure("\(name): larger than \(limit) bytes.") }
        return bytes
    }
}

extension QRReading {
    /// The text with Shift JIS, which the codec has no tables for, read by the system's.
    var fullText: String {
        texts.map { text in
            guard text.encoding == .shiftJIS else { return text.string }
            return String(bytes: text.bytes, encoding: .shiftJIS) ?? text.string
        }.joined()
    }
}
