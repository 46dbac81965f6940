import Crypto
import Foundation
import SwiftASN1
import X509

/// The certificate that the demo makes for itself on the local network: browsers ask before they accept it, but they
/// speak TLS, without which they give no page a camera.
struct LANCertificate: Sendable {
    /// The PEM file of the certificate.
    let certificatePath: String
    /// The PEM file of its private key.
    let keyPath: String

    /// How long a certificate is valid, in days.
    static let days = 90

    /// The certificate for `address` in `folder`; a new one, valid for ``days`` days, when there is none, when it is
    /// for another address, or when it ends within a day.
    ///
    /// - Parameters:
    ///   - folder: An existing folder; both files are readable by their owner only.
    ///   - address: An IPv4 address, four numbers with dots.
    ///   - now: The moment that validity is judged at.
    /// - Returns: Where the certificate and its key are.
    /// - Throws: ``Failure`` when the address is none or the files cannot be written.
    static func readOrMake(in folder: String, address: String, now: Date = Date()) throws -> LANCertificate {
        let files = LANCertificate(
            certificatePath: folder + "/lan-certificate.pem", keyPath: folder + "/lan-key.pem")
        if files.isUsable(for: address, at: now) { return files }
        let key = P256.Signing.PrivateKey()
        let certificate = try make(for: address, key: key, at: now)
        // A crash in between leaves a key that does not fit the certificate, and the next start makes both anew.
        try write(key.pemRepresentation, to: files.keyPath)
        try write(try certificate.serializeAsPEM().pemString, to: files.certificatePath)
        return files
    }

    /// The four bytes of an IPv4 address; `nil` when it is none.
    static func bytes(of address: String) -> [UInt8]? {
        let parts = address.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { UInt8($0) }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }

    /// Makes a certificate for `address` and `localhost` that signs itself (RFC 5280 §4.1).
    static func make(for address: String, key: P256.Signing.PrivateKey, at now: Date) throws -> Certificate {
        guard let bytes = bytes(of: address) else { throw Failure("“\(address)” is not an IPv4 address.") }
        let name = try DistinguishedName {
            OrganizationName("Countersign demo")
            CommonName(address)
        }
        let key = Certificate.PrivateKey(key)
        return try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: key.publicKey,
            // Phones whose clock is a little behind accept it as well.
            notValidBefore: now.addingTimeInterval(-3600),
            notValidAfter: now.addingTimeInterval(Double(days) * 86400),
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames([
                    .ipAddress(ASN1OctetString(contentBytes: bytes[...])), .dnsName("localhost"),
                ])
            },
            issuerPrivateKey: key)
    }

    /// Whether both files are there, fit each other, are for `address` and stay valid for a day.
    private func isUsable(for address: String, at now: Date) -> Bool {
        guard let bytes = Self.bytes(of: address),
            let certificateText = try? String(contentsOfFile: certificatePath, encoding: .utf8),
            let keyText = try? String(contentsOfFile: keyPath, encoding: .utf8),
            let certificate = try? Certificate(pemEncoded: certificateText),
            let key = try? P256.Signing.PrivateKey(pemRepresentation: keyText),
            let names = try? certificate.extensions.subjectAlternativeNames
        else { return false }
        return certificate.publicKey == Certificate.PublicKey(key.publicKey)
            && names.contains(.ipAddress(ASN1OctetString(contentBytes: bytes[...])))
            && certificate.notValidBefore <= now
            && certificate.notValidAfter > now.addingTimeInterval(86400)
    }

    private static func write(_ text: String, to path: String) throws {
        // Created with its mode beside the old file, then put in its place: at no moment may others open it.
        let temporary = "\(path).\(UUID().uuidString).new"
        let isWritten = FileManager.default.createFile(
            atPath: temporary, contents: Data(text.utf8),
            attributes: [.posixPermissions: NSNumber(value: 0o600)])
        guard isWritten, rename(temporary, path) == 0 else {
            try? FileManager.default.removeItem(atPath: temporary)
            throw Failure("\(path) cannot be written.")
        }
    }
}
