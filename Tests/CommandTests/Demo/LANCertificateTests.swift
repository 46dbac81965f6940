import Crypto
import Foundation
import SwiftASN1
import Testing
import X509

@testable import countersign

/// The certificate of the demo on the local network.
@Suite struct LANCertificateTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func certificate(_ files: LANCertificate) throws -> Certificate {
        try Certificate(pemEncoded: String(contentsOfFile: files.certificatePath, encoding: .utf8))
    }

    @Test func certificateNamesTheAddress() throws {
        let certificate = try LANCertificate.make(for: "192.168.1.20", key: P256.Signing.PrivateKey(), at: now)
        let names = try #require(try certificate.extensions.subjectAlternativeNames)
        #expect(
            Array(names) == [
                .ipAddress(ASN1OctetString(contentBytes: [192, 168, 1, 20])), .dnsName("localhost"),
            ])
        #expect(try certificate.extensions.extendedKeyUsage == ExtendedKeyUsage([.serverAuth]))
        #expect(try certificate.extensions.basicConstraints == .notCertificateAuthority)
        #expect(certificate.notValidBefore < now)
        #expect(certificate.notValidAfter == now.addingTimeInterval(90 * 86400))
        #expect(certificate.issuer == certificate.subject)
        #expect(certificate.publicKey.isValidSignature(certificate.signature, for: certificate))
    }

    @Test(arguments: ["", "localhost", "192.168.1", "192.168.1.256", "1.2.3.4.5", "::1", "192.168.1.-1"])
    func otherAddressesAreRefused(address: String) {
        #expect(throws: Failure.self) {
            try LANCertificate.make(for: address, key: P256.Signing.PrivateKey(), at: now)
        }
    }

    @Test func filesAreForTheirOwner() throws {
        try inFolder { folder in
            let files = try LANCertificate.readOrMake(in: folder, address: "10.0.0.5", now: now)
            for path in [files.certificatePath, files.keyPath] {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            }
            let key = try P256.Signing.PrivateKey(
                pemRepresentation: String(contentsOfFile: files.keyPath, encoding: .utf8))
            #expect(try certificate(files).publicKey == Certificate.PublicKey(key.publicKey))
        }
    }

    @Test func goodCertificateIsKept() throws {
        try inFolder { folder in
            let first = try certificate(LANCertificate.readOrMake(in: folder, address: "10.0.0.5", now: now))
            let later = now.addingTimeInterval(88 * 86400)
            let second = try certificate(LANCertificate.readOrMake(in: folder, address: "10.0.0.5", now: later))
            #expect(first == second)
        }
    }

    @Test func endingCertificateIsMadeAnew() throws {
        try inFolder { folder in
            let first = try certificate(LANCertificate.readOrMake(in: folder, address: "10.0.0.5", now: now))
            let later = now.addingTimeInterval(89.5 * 86400)
            let second = try certificate(LANCertificate.readOrMake(in: folder, address: "10.0.0.5", now: later))
            #expect(first != second)
            #expect(second.notValidAfter > later.addingTimeInterval(80 * 86400))
        }
    }

    @Test func anotherAddressGetsAnotherCertificate() throws {
        try inFolder { folder in
            _ = try LANCertificate.readOrMake(in: folder, address: "10.0.0.5", now: now)
            let second = try certificate(LANCertificate.readOrMake(in: folder, address: "10.0.0.6", now: now))
            let names = try #require(try second.extensions.subjectAlternativeNames)
            #expect(names.contains(.ipAddress(ASN1OctetString(contentBytes: [10, 0, 0, 6]))))
        }
    }

    @Test func keyThatDoesNotFitIsReplaced() throws {
        try inFolder { folder in
            let files = try LANCertificate.readOrMake(in: folder, address: "10.0.0.5", now: now)
            try P256.Signing.PrivateKey().pemRepresentation
                .write(toFile: files.keyPath, atomically: true, encoding: .utf8)
            let again = try LANCertificate.readOrMake(in: folder, address: "10.0.0.5", now: now)
            let key = try P256.Signing.PrivateKey(
                pemRepresentation: String(contentsOfFile: again.keyPath, encoding: .utf8))
            #expect(try certificate(again).publicKey == Certificate.PublicKey(key.publicKey))
        }
    }
}
