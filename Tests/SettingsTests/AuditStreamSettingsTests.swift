import Testing

@testable import Settings

/// Where entries are streamed is whole or refused.
@Suite struct AuditStreamSettingsTests {
    private func stream(_ url: String, _ more: [String: String] = [:]) async throws -> AuditStreamSettings? {
        let environment = ["COUNTERSIGN_AUDIT_STREAM_URL": url].merging(more) { $1 }
        return try await Settings.load(file: nil, environment: environment).audit.stream
    }

    private func problems(_ url: String, _ more: [String: String] = [:]) async -> Set<String> {
        do {
            _ = try await stream(url, more)
            return []
        } catch let error as SettingsError {
            return Set(error.problems.map(\.key))
        } catch {
            return ["\(error)"]
        }
    }

    @Test func nothingSetMeansNoStream() async throws {
        #expect(try await Settings.load(file: nil, environment: [:]).audit.stream == nil)
    }

    @Test func everyTransportIsUnderstood() async throws {
        let https = try await stream(
            "https://siem.example.com/in?token=1", ["COUNTERSIGN_AUDIT_STREAM_AUTHORIZATION": "Bearer x"])
        #expect(https?.transport == .https && https?.authorization == "Bearer x")
        let tls = try await stream("syslog+tls://siem.example.com")
        #expect(tls?.transport == .syslogTLS && tls?.port == 6514 && tls?.host == "siem.example.com")
        let tcp = try await stream("syslog+tcp://[::1]:514")
        #expect(tcp?.transport == .syslogTCP && tcp?.port == 514 && tcp?.host == "::1")
        #expect(try await stream("http://127.0.0.1:9000/x")?.transport == .http)
    }

    @Test(arguments: [
        "siem.example.com", "syslog://siem.example.com", "https://", "https://u:p@siem.example.com/",
        "http://siem.example.com/", "syslog+tcp://siem.example.com", "syslog+tls://siem.example.com/path",
        "https://siem.example.com/ä", "https://siem.example.com/#x", "syslog+tls://siem.example.com:0",
    ])
    func whatIsNoneIsAMistake(url: String) async {
        #expect(await problems(url) == ["audit.stream.url"])
    }

    @Test func theRestBelongsToAURL() async {
        let header = ["COUNTERSIGN_AUDIT_STREAM_AUTHORIZATION": "Bearer x"]
        #expect(await problems("", header) == ["audit.stream.url"])
        #expect(await problems("syslog+tls://siem.example.com", header) == ["audit.stream.authorization"])
        #expect(
            await problems("https://siem.example.com", ["COUNTERSIGN_AUDIT_STREAM_AUTHORIZATION": "a\r\nb: c"])
                == ["audit.stream.authorization"])
        #expect(
            await problems("https://siem.example.com", ["COUNTERSIGN_AUDIT_STREAM_CA_FILE": "/nowhere"])
                == ["audit.stream.caFile"])
    }
}
