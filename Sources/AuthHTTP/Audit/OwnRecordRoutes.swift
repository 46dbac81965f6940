import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// A person's own part of the audit log, as a file that `scripts/verify-audit.py` checks.
///
/// For those who have just proved two factors: it names devices, addresses and browsers.
struct OwnRecordRoutes: Sendable {
    let services: AuthServices

    /// Bytes that are gathered before they are sent.
    private static let piece = 65_536

    func mount(on router: some RouterMethods<TwoFactorContext>) {
        router.get("profile/access/record") { request, context -> Response in
            try Download.check(request)
            let extent = Audit.Exporter.Extent(account: context.visitor.account.id)
            let (exporter, now) = (services.audit.exporter, services.clock.now)
            let body = ResponseBody { writer in
                var text = ""
                _ = try await exporter.export(extent, now: now) { line in
                    text += line
                    text += "\n"
                    guard text.utf8.count > Self.piece else { return }
                    try await writer.write(ByteBuffer(string: text))
                    text = ""
                }
                try await writer.write(ByteBuffer(string: text))
                try await writer.finish(nil)
            }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/jsonl; charset=utf-8", .cacheControl: "no-store",
                    .contentDisposition: "attachment; filename=\"security-record.jsonl\"",
                ],
                body: body)
        }
    }
}
