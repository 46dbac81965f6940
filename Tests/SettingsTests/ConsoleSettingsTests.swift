import Testing

@testable import Settings

/// What needs a second administrator leaves no way around it.
@Suite struct ConsoleSettingsTests {
    private func problems(_ approvals: String, reset: Bool = false) async -> Int {
        let environment = [
            "COUNTERSIGN_CONSOLE_APPROVALS": approvals, "COUNTERSIGN_POLICY_RESET_NEEDS_APPROVAL": String(reset),
        ]
        do {
            let settings = try await Settings.load(file: nil, environment: environment)
            #expect(settings.console.approvals.count == approvals.split(separator: ",").count)
            return 0
        } catch let error as SettingsError {
            #expect(Set(error.problems.map(\.key)) == ["console.approvals"])
            return error.problems.count
        } catch {
            return -1
        }
    }

    @Test func aListWithoutAWayAroundIsTaken() async {
        #expect(await problems("role") == 0)
        #expect(await problems("role,disable,enable") == 0)
        #expect(await problems("role,group,exemption,policy") == 0)
        #expect(await problems("role,device", reset: true) == 0)
    }

    @Test func waysAroundAreMistakes() async {
        #expect(await problems("disable") == 1)
        #expect(await problems("policy") == 2)
        #expect(await problems("role,policy") == 1)
        #expect(await problems("role,group,policy") == 1)
        #expect(await problems("role,exemption") == 1)
        #expect(await problems("role,group") == 1)
        #expect(await problems("role,exemption,policy") == 1)
        #expect(await problems("role,device") == 1)
        #expect(await problems("role,launch") == 1)
    }
}
