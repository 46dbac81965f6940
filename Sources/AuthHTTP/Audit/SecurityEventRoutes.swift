import AuthDomain
import HTTPTypes
import Hummingbird
import ServiceLifecycle

/// `GET /v1/me/events`: what happened to the account, for the list "Security" of the app.
struct SecurityEventRoutes: Sendable {
    let services: AuthServices
    private let catalogue: Catalogue
    /// Two open requests of one person in two windows, and some that the server has not seen end yet.
    private let open = OpenStreams(mostPerAccount: 8)

    init(services: AuthServices, catalogue: Catalogue) {
        self.services = services
        self.catalogue = catalogue
    }

    /// How long a request with `after` waits for news. Shorter than what proxies and phones allow.
    static let patience = Duration.seconds(20)

    func mount(on router: some RouterMethods<ProvedContext>) {
        router.get("v1/me/events") { request, context in
            let check = TokenCheck(services: services)
            var holder = try await check.holder(context)
            let after = try sequence("after", request)
            let before = try sequence("before", request)
            if let after, try await isWaiting(after, holder.account.id) {
                // Who was signed out meanwhile is told so, not what happened since.
                holder = try await check.holder(context)
            }
            let page = try await services.app.events.page(
                of: holder.account.id, before: before)
            let reported = try await services.recovery.repudiations.reported(
                among: page.events.map(\.sequence), of: holder.account.id)
            var object: [String: Any] = [
                "events": page.events.map {
                    json(
                        $0, to: holder, isReported: reported.contains($0.sequence),
                        in: context.language)
                }, "head": page.head, "server_time": services.clock.now.milliseconds,
            ]
            if let next = page.next { object["next"] = next }
            if let phone = holder.device,
                let sight = try await services.app.approvals.sight(for: phone)
            {
                object["approval"] = sight.json(now: services.clock.now)
            }
            return JSON.response(object)
        }
        router.post("v1/me/events/{sequence}/repudiate") { _, context in
            let holder = try await TokenCheck(services: services).holder(context)
            guard holder.device != nil else { throw PhoneApprovalProblems.notRegistered }
            let sequence = context.parameters.get("sequence").flatMap { Int64($0) } ?? 0
            guard
                let event = try await services.app.events.event(sequence, of: holder.account.id),
                isRepudiable(event, by: holder)
            else { throw PageProblem.notFound }
            // Reported twice is reported: the answer is the same.
            _ = try await services.recovery.repudiations.repudiate(
                event: sequence, of: holder.account, source: context.source)
            return JSON.response([
                "sentence": catalogue.text(SecurityEventSentences.repudiated, in: context.language),
                "server_time": services.clock.now.milliseconds,
            ])
        }
    }

    /// How long after an event "This was not me" is offered; as long as the links in notices live.
    private static let repudiationLife = Duration.days(7)

    /// Whether a registered phone may say of `event` "This was not me". Not of its own registration:
    /// then it would be somebody else's phone.
    private func isRepudiable(_ event: Audit.SecurityEvent, by holder: SignIn.TokenHolder) -> Bool {
        guard let device = holder.device else { return false }
        return event.action.isRepudiable && event.subject != device.id.text
            && services.clock.now < event.at + Self.repudiationLife
    }

    /// Waits until the chain has grown beyond `after`, for ``patience`` at most.
    ///
    /// - Returns: whether it waited; not at all when there is news already, or too many wait.
    private func isWaiting(_ after: Int64, _ account: Identifier<Account>) async throws -> Bool {
        // Listens before it looks, so that nothing is missed in between.
        let changes = services.app.events.changes(of: account)
        guard try await services.app.events.head(of: account) <= after, open.enter(account)
        else { return false }
        defer { open.leave(account) }
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await changes.changed() }
                group.addTask { try? await Task.sleep(for: Self.patience) }
                await group.next()
                group.cancelAll()
            }
        }
        return true
    }

    private func sequence(_ name: String, _ request: Request) throws -> Int64? {
        guard let text = request.uri.queryParameters[name[...]] else { return nil }
        guard let value = Int64(text), value >= 0 else { throw ClaimProblems.invalidRequest }
        return value
    }

    private func json(
        _ event: Audit.SecurityEvent, to holder: SignIn.TokenHolder, isReported: Bool,
        in language: Language
    ) -> [String: Any] {
        let sentence = SecurityEventSentences.sentence(event, on: holder.device)
        // From where staff work is nothing that people need to know.
        let browser = event.isByPerson ? catalogue.text(BrowserName.phrase(event.userAgent), in: language) : ""
        return [
            "sequence": event.sequence, "at": event.at.milliseconds, "event": event.action.rawValue,
            "sentence": catalogue.text(sentence, in: language),
            "address": event.isByPerson ? event.address : "", "browser": browser,
            "repudiable": !isReported && isRepudiable(event, by: holder),
        ]
    }
}
