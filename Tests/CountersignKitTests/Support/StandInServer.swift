import CountersignKit
import Foundation
import OTPCore
import Pairing
import Synchronization

/// The server's side of one registration, as the contract has it, without its checks.
final class StandInServer: Sendable {
    static let origin = "https://login.example.com"
    static let userID = "0197f3a2"
    static let deviceName = "Maria's Pixel 8"
    static let setupCode = "7K3QF-9XW2M"

    /// What one test changes.
    struct Behaviour: Sendable {
        var next = "verify_device"
        var clockOffset: Int64 = 0
        /// Replaces fields of the answer to a claim.
        var claimAnswer: [String: String] = [:]
        var rejection: String?
        /// Comes instead of any answer from this path on.
        var refusal: (path: String, response: HTTPResponse)?
    }

    private struct State {
        var behaviour: Behaviour
        var phonePublicKey: [UInt8] = []
        var isConfirmed = false
        var session = 0
        var refreshToken = 0
    }

    let keys = PairingKeyPair()
    let ticket = Array(UInt8(0)..<16)
    private let state: Mutex<State>

    init(_ behaviour: Behaviour = Behaviour()) {
        state = Mutex(State(behaviour: behaviour))
    }

    var link: String {
        PairingLink(
            origin: Self.origin, ticket: ticket, serverPublicKey: keys.publicKey, deviceName: Self.deviceName)?.text
            ?? ""
    }

    /// What the portal does after the right code.
    func confirm() { state.withLock { $0.isConfirmed = true } }

    func change(_ change: @Sendable (inout Behaviour) -> Void) { state.withLock { change(&$0.behaviour) } }

    /// The code that the portal expects.
    func expectedCode(thumbprint: String, at step: TimeStep) throws -> OneTimeCode? {
        let phone = state.withLock { $0.phonePublicKey }
        guard
            let transcript = PairingTranscript(
                origin: Self.origin, userID: Self.userID, deviceName: Self.deviceName, serverPublicKey: keys.publicKey,
                phonePublicKey: phone, dpopThumbprint: thumbprint)
        else { return nil }
        let key = try PairingKey.derive(
            privateKey: keys.privateKey, peerPublicKey: phone, ticket: ticket, transcript: transcript)
        return PairingCode.code(key: key, at: step)
    }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        state.withLock { state in
            let time = Int64(Date().timeIntervalSince1970 * 1000) + state.behaviour.clockOffset
            if let refusal = state.behaviour.refusal, refusal.path == request.url.path { return refusal.response }
            switch request.url.path {
            case "/v1/time": return .json(200, ["server_time": time])
            case "/oauth/authorize-challenge": return authorize(request.form, &state, time)
            case "/v1/registrations/claim": return claim(request.document, &state, time)
            case "/oauth/token":
                state.refreshToken += 1
                return .json(
                    200,
                    [
                        "access_token": "access \(state.refreshToken)", "token_type": "DPoP", "expires_in": 300,
                        "refresh_token": "refresh \(state.refreshToken)", "scope": "profile", "server_time": time,
                    ])
            case "/oauth/revoke": return .json(200, [:])
            case "/v1/me":
                return .json(200, ["sub": Self.userID, "username": "maria", "amr": ["pwd"], "server_time": time])
            default: return HTTPResponse(status: 404)
            }
        }
    }

    private func authorize(_ form: [String: String], _ state: inout State, _ time: Int64) -> HTTPResponse {
        if form["password"] != nil {
            guard form["password"] == "right" else {
                return .json(403, ["error": "access_denied", "server_time": time])
            }
            if state.behaviour.next == "done" {
                return .json(200, ["authorization_code": "code", "server_time": time])
            }
            return .json(
                403,
                [
                    "error": "insufficient_authorization", "auth_session": "session 0", "next": state.behaviour.next,
                    "user_id": Self.userID, "expires_in": 600, "mandatory_from": "2027-03-05", "server_time": time,
                ])
        }
        guard form["auth_session"] == "session \(state.session)" else {
            return .json(400, ["error": "invalid_session", "server_time": time])
        }
        if form["skip"] == "true" || form["one_time_code"] == "123456" || state.isConfirmed {
            return .json(200, ["authorization_code": "code", "server_time": time])
        }
        var answer: [String: any Sendable] = [
            "error": "insufficient_authorization", "auth_session": "session \(state.session)", "server_time": time,
        ]
        if form["one_time_code"] != nil {
            answer["next"] = "one_time_code"
            answer["reason"] = "wrong_code"
        } else if let rejection = state.behaviour.rejection {
            answer["next"] = "verify_device"
            answer["reason"] = rejection
        } else {
            answer["next"] = "confirm_registration"
        }
        return .json(403, answer)
    }

    private func claim(_ document: [String: String], _ state: inout State, _ time: Int64) -> HTTPResponse {
        guard document["ticket"] == Base64URL.encode(ticket) || document["setup_code"] == Self.setupCode,
            document["auth_session"] == "session \(state.session)", document["device_name"] == Self.deviceName
        else { return .problem(404, "registration-not-found") }
        state.phonePublicKey = Base64URL.decode(document["public_key"] ?? "") ?? []
        state.session += 1
        var answer: [String: any Sendable] = [
            "auth_session": "session \(state.session)", "registration_id": "r1", "user_id": Self.userID,
            "device_name": Self.deviceName, "ticket": Base64URL.encode(ticket),
            "server_public_key": Base64URL.encode(keys.publicKey), "origin": Self.origin, "expires_in": 300,
            "server_time": time,
        ]
        for (name, value) in state.behaviour.claimAnswer { answer[name] = value }
        return .json(200, answer)
    }
}

/// A client, its server and what passed between them.
struct Rig {
    let server: StandInServer
    let transport: ScriptedTransport
    let store = MemoryKeyStore()
    let client: CountersignClient

    init(_ behaviour: StandInServer.Behaviour = .init()) throws {
        let server = StandInServer(behaviour)
        self.server = server
        transport = ScriptedTransport { server.answer($0) }
        client = try CountersignClient(origin: StandInServer.origin, store: store, transport: transport)
    }
}
