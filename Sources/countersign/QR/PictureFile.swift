import Foundation
import QRCodec

/// A picture named on the command line.
struct PictureFile: Sendable {
    /// A path, or `-` for standard input.
    let path: String

    /// What a search for a QR code found.
    struct Finding: Sendable {
        /// The code's text; `nil` when there is none to read.
        let text: String?
        /// The time that the search took, without reading the file.
        let duration: Duration
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

    /// Looks for a QR code in a picture. One too small to hold a code has none.
    static func search(_ picture: NetpbmPicture) -> Finding {
        guard
            let image = LuminanceImage(
                width: picture.width, height: picture.height, pixels: picture.luminance)
        else { return Finding(text: nil, duration: .zero) }
        let clock = ContinuousClock()
        let start = clock.now
        let reading = QRDecoder.decode(image)
        return Finding(text: reading?.text, duration: clock.now - start)
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
