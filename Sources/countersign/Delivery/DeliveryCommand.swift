import ArgumentParser
import AuthDomain
import AuthHTTP
import Foundation
import Settings

/// `countersign delivery …`.
struct DeliveryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery", abstract: "See how e-mails and text messages fare, and send some again.",
        discussion: "Example: countersign delivery status",
        subcommands: [DeliveryStatus.self, DeliveryDead.self, DeliveryRetry.self, DeliveryTest.self])
}

/// `countersign delivery status`.
struct DeliveryStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Count the messages of the outbox.",
        discussion: "Example: countersign delivery status --json")

    @OptionGroup var data: DataOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let status = try await installation.outboxQueue.status(at: installation.clock.now)
            let names = installation.settings.delivery.names
            if json {
                var object: [String: Any] = ["channels": names]
                for state in Delivery.MessageState.allCases { object[state.rawValue] = status.count(of: state) }
                if let oldest = status.oldestWaiting { object["oldest_waiting"] = Output.time(oldest) }
                if let trouble = status.trouble { object["trouble"] = trouble.description }
                return try Output.json(object)
            }
            print("channels: \(names.isEmpty ? DoctorDelivery.none : names.joined(separator: ", "))")
            for count in status.counts {
                print("\(count.channel.rawValue) \(count.state.rawValue): \(count.count)")
            }
            if let oldest = status.oldestWaiting { print("oldest waiting: \(Output.time(oldest))") }
            if let trouble = status.trouble { print("last trouble: \(trouble)") }
        }
    }
}

/// `countersign delivery dead`.
struct DeliveryDead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead", abstract: "List messages that nobody sends any more, newest first.",
        discussion: "Example: countersign delivery dead --limit 20")

    @OptionGroup var data: DataOptions

    @Option(help: "How many at most (1 to 1000).")
    var limit = 100

    @Flag(help: "Print one JSON object per line.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            for message in try await installation.outboxQueue.dead(limit: min(max(limit, 1), 1000)) {
                try show(message)
            }
        }
    }

    private func show(_ message: Delivery.DeadMessage) throws {
        if json {
            return try Output.json(
                [
                    "id": message.id.text, "event": message.event, "channel": message.channel.rawValue,
                    "recipient": message.recipient, "attempts": message.attempts,
                    "why": message.trouble.description, "ended": Output.time(message.endedAt),
                    "can_retry": message.canRetry,
                ] as [String: Any])
        }
        let retry = message.canRetry ? "" : " (cannot be sent again)"
        print(
            """
            \(message.id.text)  \(Output.time(message.endedAt))  \(message.event) to \(message.recipient): \
            \(message.trouble)\(retry)
            """)
    }
}

/// `countersign delivery retry`.
struct DeliveryRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Send dead notices again. PINs are never sent again.",
        discussion: """
            Example: countersign delivery retry --all
            Exit codes: 0 done; 2 there is no such message that could be sent again.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The message's identifier, as `delivery dead` lists it.")
    var message: String?

    @Flag(help: "All that can be sent again.")
    var all = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        if (message == nil) != all { throw ValidationError("Name a message, or give --all.") }
    }

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let id = message.flatMap { Identifier<Delivery.Message>($0) }
            if message != nil, id == nil { throw Failure.refused("There is no such message.") }
            let now = installation.clock.now
            let source = installation.commandLine
            let count = try await installation.outboxQueue.retry(id, at: now) {
                Record($0.entry(.messageRetried, by: .commandLine, at: now, source: source))
            }
            guard count > 0 || all else {
                throw Failure.refused("There is no such dead message, or it can no longer be sent.")
            }
            if json { return try Output.json(["retried": count]) }
            print("\(count) \(count == 1 ? "message waits" : "messages wait") to be sent again.")
        }
    }
}

/// `countersign delivery test`.
struct DeliveryTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send a test message past the outbox, and say what the channel says.",
        discussion: """
            Example: countersign delivery test maria@example.com
            Example: countersign delivery test +385911234567
            Exit codes: 0 taken; 1 not taken; 78 no such channel is configured.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "An e-mail address or a telephone number like +385911234567.")
    var address: String

    @Flag(help: "Print one JSON object per channel.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let channel: Delivery.Channel
            if EmailAddress.check(address) != nil {
                channel = .email
            } else if Delivery.countryCode(of: address) != nil {
                channel = .sms
            } else {
                throw Failure("“\(address)” is neither an e-mail address nor a number like +385911234567.", code: 64)
            }
            let installation = try await Opening.installation(data)
            let ways = installation.deliveryChannels.filter { $0.channel == channel }
            guard !ways.isEmpty else { throw Failure.settings(DoctorDelivery.missing(channel)) }
            let message = installation.testMessage(to: address, on: channel)
            var isTaken = true
            for way in ways {
                let verdict = await way.deliver(message, within: .seconds(30))
                isTaken = try report(verdict, of: way) && isTaken
            }
            if !isTaken { throw ExitCode(1) }
        }
    }

    private func report(_ verdict: Delivery.Verdict, of way: any DeliveryChannel) throws -> Bool {
        let trouble: Delivery.Trouble? =
            switch verdict {
            case .accepted: nil
            case .refusedForNow(let trouble), .refusedForGood(let trouble): trouble
            }
        if json {
            var object: [String: Any] = ["channel": way.name, "taken": trouble == nil]
            object["why"] = trouble?.description
            try Output.json(object)
        } else if let trouble {
            print("not taken: \(trouble)")
        } else {
            print("taken by \(way.name)")
        }
        return trouble == nil
    }
}

extension Installation {
    /// A message that says that messages arrive.
    fileprivate func testMessage(to address: String, on channel: Delivery.Channel) -> Delivery.Message {
        Delivery.Message(
            id: Identifier(random: random), account: Identifier(random: random), event: "test",
            channel: channel, recipient: address,
            content: Delivery.Content(
                subject: channel == .email ? "Test message of \(site.brand)" : "",
                text: "This is a test message of \(site.brand) (\(site.origin)). Messages arrive."),
            createdAt: clock.now, sealer: sealer)
    }
}
