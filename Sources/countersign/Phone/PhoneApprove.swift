import ArgumentParser
import CountersignKit

/// `countersign phone approve`.
struct PhoneApprove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Decide about a new phone of the same person.",
        discussion: """
            Without --number and --refuse it shows the request that waits.

            Events of --json: request, no_request, approved, refused.

            Example: countersign phone approve --json
            Example: countersign phone approve --number 42
            Exit codes: 0 shown or decided; 1 failed; 2 there is no request, or it was refused; 64 wrong usage; \
            69 the server is not available.
            """)

    @OptionGroup var options: PhoneOptions

    @Option(help: "The number that the new phone shows.")
    var number: Int?

    @Flag(help: "Refuse: the sign-in on the new phone is over.")
    var refuse = false

    func validate() throws {
        if refuse, number != nil { throw ValidationError("Give --number or --refuse, not both.") }
    }

    func run() async throws {
        try await options.perform { client in
            guard let request = try await client.approvalRequest(), request.state == .waiting else {
                try options.report.tell("no_request", [:], "No new phone asks.")
                throw ExitCode(2)
            }
            let fields: [String: Any] = ["model": request.model, "address": request.address]
            if refuse {
                try await client.refuse(request)
                return try options.report.tell("refused", fields, "Refused.")
            }
            guard let number else {
                let numbers = request.numbers ?? []
                return try options.report.tell(
                    "request", fields.merging(["numbers": numbers]) { first, _ in first },
                    """
                    “\(request.model)” at \(request.address) wants to register. It shows one of these numbers: \
                    \(numbers.map(String.init).joined(separator: ", "))
                    """)
            }
            try await client.approve(request, number: number)
            try options.report.tell("approved", fields, "Approved. Name the new phone there.")
        }
    }
}
