import AuthDomain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

/// Tells the wizard's page what the phone does: server-sent events, and the same by polling.
struct RegistrationStatusRoutes: Sendable {
    let services: AuthServices
    private let open = OpenStreams(limit: 2000)

    init(services: AuthServices) {
        self.services = services
    }

    func mount(on router: some RouterMethods<PasswordContext>) {
        router.get("profile/access/mobile/register/{id}/status") { _, context in
            guard let status = try await status(id(context), context.visitor.account.id) else {
                throw PageProblem.notFound
            }
            return JSON.response(status.object)
        }
        router.get("profile/access/mobile/register/{id}/events") { _, context in
            let id = try id(context)
            let account = context.visitor.account.id
            guard try await status(id, account) != nil else { throw PageProblem.notFound }
            guard open.enter() else { throw PageProblem.busy(.seconds(5)) }
            return Response(
                status: .ok,
                headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                body: stream(id, account))
        }
    }

    private struct Status: Equatable {
        let state: Registration.State
        let model: String
        let expiresIn: Int

        var object: [String: Any] {
            ["state": state.rawValue, "model": model, "expires_in": expiresIn]
        }

        var isOver: Bool { state != .pending && state != .claimed }
    }

    private func stream(
        _ id: Identifier<Registration>, _ account: Identifier<Account>
    ) -> ResponseBody {
        ResponseBody { writer in
            defer { open.leave() }
            var last: Registration.State?
            var beats = 0
            // Ten minutes of half seconds: no stream outlives its registration.
            for _ in 0..<1300 where !Task.isShuttingDownGracefully {
                guard let status = try await status(id, account) else { break }
                if status.state != last {
                    last = status.state
                    let data = try JSONSerialization.data(
                        withJSONObject: status.object, options: [.sortedKeys])
                    let text = String(decoding: data, as: UTF8.self)
                    try await writer.write(
                        ByteBuffer(string: "event: status\ndata: \(text)\n\n"))
                } else if beats.isMultiple(of: 30) {
                    try await writer.write(ByteBuffer(string: ": still here\n\n"))
                }
                if status.isOver { break }
                beats += 1
                try await Task.sleep(for: .milliseconds(500))
            }
            try await writer.finish(nil)
        }
    }

    private func status(
        _ id: Identifier<Registration>, _ account: Identifier<Account>
    ) async throws(StoreError) -> Status? {
        guard let found = try await services.registrations.find(id, of: account) else {
            return nil
        }
        var model = ""
        if case .pairing(let pairing) = found.method { model = pairing.claim?.model ?? "" }
        let now = services.clock.now
        return Status(
            state: found.state(at: now), model: model,
            expiresIn: max((found.expiresAt - now).secondsRoundedUp, 0))
    }

    private func id(_ context: PasswordContext) throws -> Identifier<Registration> {
        guard let id = context.parameters.get("id").flatMap(Identifier<Registration>.init(_:))
        else { throw PageProblem.notFound }
        return id
    }
}

/// Counts open streams, so that they cannot use up the server.
private final class OpenStreams: Sendable {
    private let count = Mutex(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    func enter() -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func leave() {
        count.withLock { $0 -= 1 }
    }
}
