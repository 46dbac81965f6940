import AuthDomain
import TestSupport
import Testing

/// Removing a device: by its owner, once, and the owner is told.
@Suite struct DeviceServiceTests {
    @Test func aRemovedDeviceIsGoneAndThePersonIsTold() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let phone = try await world.stores.add(Sample.phone(of: account), of: account)
            #expect(try await world.deviceService.list(account.id) == [phone])
            let won = try await race(20) { _ in
                try await world.deviceService.remove(
                    phone.id, of: account, by: .person, source: Sample.source) == .removed(phone)
            }
            #expect(won.filter { $0 }.count == 1)
            #expect(try await world.deviceService.list(account.id) == [])
            #expect(try await world.stores.outbox.newest(limit: 10).map(\.subject) == ["device-removed"])
        }
    }

    @Test func anothersDeviceIsNotFound() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let other = try await world.addAccount("ben")
            let phone = try await world.stores.add(Sample.phone(of: account), of: account)
            let removed = try await world.deviceService.remove(
                phone.id, of: other, by: .person, source: Sample.source)
            #expect(removed == .notFound)
            #expect(try await world.deviceService.list(account.id) == [phone])
        }
    }
}
