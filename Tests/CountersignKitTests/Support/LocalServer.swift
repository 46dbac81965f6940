import Foundation
import Testing

/// A server on the loopback interface that gives each path one fixed answer and closes the connection.
final class LocalServer: Sendable {
    let origin: String
    private let socketDescriptor: Int32

    /// Starts listening on a free port. `answers` maps paths to whole answers as bytes of HTTP/1.1.
    init(answers: [String: String]) throws {
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let listener = socket(AF_INET, stream, 0)
        try #require(listener >= 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        try #require(isListening)
        socketDescriptor = listener
        origin = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Self.serve(connection, answers)
            }
        }
    }

    deinit {
        shutdown(socketDescriptor, Int32(SHUT_RDWR))
        close(socketDescriptor)
    }

    private static func serve(_ connection: Int32, _ answers: [String: String]) {
        let file = FileHandle(fileDescriptor: connection, closeOnDealloc: true)
        var request = Data()
        while request.range(of: Data("\r\n\r\n".utf8)) == nil {
            guard let more = try? file.read(upToCount: 1), !more.isEmpty else { return }
            request.append(more)
        }
        let path = String(decoding: request, as: UTF8.self).split(separator: " ").dropFirst().first.map(String.init)
        let answer = path.flatMap { answers[$0] } ?? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        try? file.write(contentsOf: Data(answer.utf8))
    }
}
