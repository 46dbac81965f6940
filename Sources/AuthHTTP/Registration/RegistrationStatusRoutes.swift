import AuthDomain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Tells the wizard's page what the phone does: server-sent events, and the same by polling.
struct RegistrationStatusRoutes: Sendable {
    let services: AuthServices
    private let open = OpenStreams()

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
            guard open.hasRoom(for: account) else { throw PageProblem.busy(.seconds(5)) }
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
            // Counted here, where it ends for certain: a HEAD request never runs the body.
            guard open.enter(account) else { return try await writer.finish(nil) }
            defer { open.leave(account) }
            // Before the first look, so that nothing is missed between a look and the next wait.
            let changes = services.registrations.changes(of: account)
            var last: Registration.State?
            var beats = 0
            // Ten minutes of looks: no stream outlives its registration.
            for _ in 0..<Self.mostLooks where !Task.isShuttingDownGracefully {
                guard let status = try await status(id, account) else { break }
                if status.state != last {
                    last = status.state
                    let data = try JSONSerialization.data(
                        withJSONObject: status.object, options: [.sortedKeys])
                    let text = String(decoding: data, as: UTF8.self)
                    try await writer.write(
                        ByteBuffer(string: "event: status\ndata: \(text)\n\n"))
                } else if beats.isMultiple(of: 8) {
                    try await writer.write(ByteBuffer(string: ": still here\n\n"))
                }
                if status.isOver { break }
                beats += 1
                await Self.wait(for: changes)
                try Task.checkCancellation()
            }
            try await writer.finish(nil)
        }
    }

    /// How long a stream waits for a change before it looks all the same: a time that is over
    /// announces nothing, and an announcement of another server may be lost.
    private static let pause = Duration.seconds(2)
    private static let mostLooks = 1300

    private static func wait(for changes: any ChangeSignal) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await changes.changed() }
            group.addTask { try? await Task.sleep(for: pause) }
            await group.next()
            group.cancelAll()
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
