import AuthDomain
import AuthHTTP
import Cryptography
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import OTPCore
import TestSupport

/// A company's own program: shows a key, asks about codes.
struct BackEnd: Sendable {
    let world: HTTPWorld
    let key: String

    /// An answer with its JSON document.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: String

        /// The last part of a problem's type.
        var problem: String? {
            guard headers[.contentType] == "application/problem+json" else { return nil }
            return Browser.value(after: "/problems/", in: body)
        }
    }

    /// A program with a new key.
    init(
        _ world: HTTPWorld, name: String = "shop", scopes: [APIKey.Scope] = [.verifyCodes]
    ) async throws {
        let added = try await world.services.apiKeys.add(
            Sample.required(APIKeyName(name)), scopes: scopes, by: .commandLine,
            source: Sample.source)
        self.world = world
        key = Sample.required(added, "key").secret.text
    }

    /// Asks about `code`.
    func verify(_ username: String, _ code: String) async throws -> Answer {
        let object = ["username": username, "code": code]
        return try await post(JSONEncoder().encode(object))
    }

    /// Sends any body with any headers; `authorization` is the key when not given.
    func post(
        _ body: some Sequence<UInt8> & Sendable, type: String? = "application/json",
        authorization: String? = nil, headers more: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = more
        headers[.contentType] = type
        let authorization = authorization ?? "Bearer \(key)"
        if !authorization.isEmpty { headers[.authorization] = authorization }
        return try await world.client.execute(
            uri: "/v1/codes/verify", method: .post, headers: headers,
            body: ByteBuffer(bytes: body)
        ) { response in
            Answer(
                status: response.status.code, headers: response.headers,
                body: String(buffer: response.body))
        }
    }
}

extension HTTPWorld {
    /// Gives `account` an authenticator app with this secret.
    @discardableResult
    func addAuthenticator(
        of account: Account, secret: [UInt8], name: String = "Old app"
    ) async throws -> Device {
        let id: Identifier<Device> = Sample.id()
        let device = Device(
            id: id, account: account.id, kind: .authenticator, name: name, model: "",
            thumbprint: nil, parameters: .authenticatorApp,
            sealedSecret: try sealer.seal(SecretBytes(secret), for: Device.sealContext(id)),
            lastStep: nil, registeredAt: clock.now, lastUsedAt: nil)
        return try await stores.add(device, of: account)
    }

    /// The code that an authenticator app with `secret` shows now.
    func code(of secret: [UInt8]) -> String {
        let step = TimeStep(unixSeconds: clock.now.seconds)
        let mac = services.digest.mac(
            OTPParameters.authenticatorApp.algorithm, key: SecretBytes(secret),
            message: step.message)
        return OneTimeCode(mac: mac).text
    }
}
