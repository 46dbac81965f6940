import AuthDomain
import HTTPTypes
import Hummingbird

/// Another e-mail address or phone number, or none: the address, a code to it, done.
struct AddressRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    private var addresses: Accounts.AddressChangeService { services.recovery.addresses }

    func mount(on router: some RouterMethods<FreshContext>) {
        router.get("profile/address/{channel}") { _, context in
            form(try channel(context), context, typed: "")
        }
        router.post("profile/address/{channel}") { _, context in try await begin(context) }
        router.get("profile/address/{channel}/remove") { _, context in
            try askForRemoval(context)
        }
        router.post("profile/address/{channel}/remove") { _, context in try await remove(context) }
        router.get("profile/address/{channel}/changes/{id}") { _, context in
            guard let change = try await change(context) else { return try startAgain(context) }
            return try await confirmation(change, context)
        }
        // The address of the answer to a wrong code, opened again.
        router.get("profile/address/{channel}/changes/{id}/code") { _, context in
            guard let change = try await change(context) else { return try startAgain(context) }
            return Redirection(to: path(of: change)).response
        }
        router.post("profile/address/{channel}/changes/{id}/code") { _, context in
            try await confirm(context)
        }
        router.post("profile/address/{channel}/changes/{id}/send") { _, context in
            try await sendAgain(context)
        }
        router.post("profile/address/{channel}/changes/{id}/cancel") { _, context in
            if let change = try await change(context) { try await addresses.cancel(change) }
            return Redirection(to: "/profile").response
        }
    }

    /// The channel of the path, for somebody who may change addresses.
    private func channel(_ context: FreshContext) throws -> Delivery.Channel {
        guard let channel = Delivery.Channel(path: context.parameters.get("channel"))
        else { throw PageProblem.notFound }
        let visitor = context.visitor
        guard
            Accounts.AddressChangeService.isAllowed(
                visitor.session.assurance, hasFactor: visitor.hasFactor)
        else {
            if visitor.hasFactor { throw Redirection(to: "/sign-in/code?next=/profile") }
            throw PageProblem(
                status: .forbidden, sentence: Phrase("Register a phone first"),
                advice: Phrase("Then you can add and change your addresses."))
        }
        return channel
    }

    private func begin(_ context: FreshContext) async throws -> Response {
        let channel = try channel(context)
        let typed = context.form["address"].trimmingSpaces()
        let address =
            switch channel {
            case .email: EmailAddress.check(typed)
            case .sms: PhoneNumber(typed)?.text
            }
        guard let address, services.channels.contains(channel) else {
            return form(
                channel, context, typed: typed, problem: AddressSentences.invalid(channel),
                status: .unprocessableContent)
        }
        let beginning = try await addresses.begin(
            channel, to: address, for: context.visitor.account, source: context.source)
        switch beginning {
        case .waiting(let change): return Redirection(to: path(of: change)).response
        case .unchanged:
            return form(
                channel, context, typed: typed, problem: AddressSentences.unchanged(channel),
                status: .unprocessableContent)
        case .limited(let wait):
            var response = form(
                channel, context, typed: typed, problem: SecondStepSentences.limited(wait),
                status: .tooManyRequests)
            response.setRetryAfter(wait)
            return response
        case .frozen(let until): throw PageProblem.frozen(until: until)
        }
    }

    private func confirm(_ context: FreshContext) async throws -> Response {
        guard let change = try await change(context) else { return try startAgain(context) }
        let outcome = try await addresses.confirm(
            change, pin: context.form["code"], of: context.visitor.account, source: context.source)
        switch outcome {
        case .done: return Redirection(to: "/profile?done=\(change.channel.path)-changed").response
        case .over: return try startAgain(context)
        case .frozen(let until): throw PageProblem.frozen(until: until)
        case .refused(let refusal):
            var response = try await confirmation(
                change, context, problem: SecondStepSentences.text(for: refusal),
                status: SecondStepSentences.status(for: refusal))
            if case .throttled(let wait) = refusal { response.setRetryAfter(wait) }
            return response
        }
    }

    private func sendAgain(_ context: FreshContext) async throws -> Response {
        guard let change = try await change(context) else { return try startAgain(context) }
        let sending = try await addresses.sendPIN(
            for: change, of: context.visitor.account, source: context.source)
        switch sending {
        case .sent: return Redirection(to: path(of: change)).response
        case .limited(let wait):
            var response = try await confirmation(
                change, context, problem: SecondStepSentences.limited(wait),
                status: .tooManyRequests)
            response.setRetryAfter(wait)
            return response
        }
    }

    private func askForRemoval(_ context: FreshContext) throws -> Response {
        let channel = try channel(context)
        guard let address = context.visitor.account.address(on: channel) else {
            return Redirection(to: "/profile").response
        }
        return pages.response(
            QuestionPage(
                frame: frames.visitor(AddressSentences.removal(channel), context, section: .details),
                sentences: [
                    address,
                    frames.say(
                        Phrase("You will not be told there of changes any more, nor get codes there."),
                        context),
                ],
                button: frames.say(Phrase("Remove"), context),
                path: "/profile/address/\(channel.path)/remove", cancelPath: "/profile"))
    }

    private func remove(_ context: FreshContext) async throws -> Response {
        let channel = try channel(context)
        let outcome = try await addresses.remove(
            channel, of: context.visitor.account, source: context.source)
        if case .frozen(let until) = outcome { throw PageProblem.frozen(until: until) }
        return Redirection(to: "/profile?done=\(channel.path)-removed").response
    }

    private func form(
        _ channel: Delivery.Channel, _ context: FreshContext, typed: String, problem: Phrase? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        pages.response(
            ChangeAddressPage(
                frame: frames.visitor(AddressSentences.title(channel), context, section: .details),
                isEmail: channel == .email, current: context.visitor.account.address(on: channel),
                path: "/profile/address/\(channel.path)", typed: typed,
                addressProblem: problem.map { frames.say($0, context) }),
            status: status)
    }

    private func confirmation(
        _ change: Accounts.AddressChange, _ context: FreshContext, problem: Phrase? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let state = try await addresses.pinState(of: change)
        return pages.response(
            ConfirmAddressPage(
                frame: frames.visitor(
                    AddressSentences.title(change.channel), context, section: .details),
                isEmail: change.channel == .email, address: change.new ?? "", path: path(of: change),
                pin: SecondStepPage.PIN(change.channel, state, now: services.clock.now) {
                    frames.say($0, context)
                },
                codeProblem: problem.map { frames.say($0, context) }),
            status: status)
    }

    /// The change of the path, if it still waits; checks that the person may change addresses.
    private func change(_ context: FreshContext) async throws -> Accounts.AddressChange? {
        let channel = try channel(context)
        guard let id = context.parameters.get("id").flatMap(Identifier<Accounts.AddressChange>.init(_:)),
            let change = try await addresses.waiting(id, of: context.visitor.account.id),
            change.channel == channel
        else { return nil }
        return change
    }

    private func startAgain(_ context: FreshContext) throws -> Response {
        Redirection(to: "/profile/address/\(try channel(context).path)").response
    }

    private func path(of change: Accounts.AddressChange) -> String {
        "/profile/address/\(change.channel.path)/changes/\(change.id.text)"
    }
}
