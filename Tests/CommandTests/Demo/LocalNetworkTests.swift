import Testing

@testable import countersign

/// The choice of the address that phones are told.
@Suite struct LocalNetworkTests {
    private typealias Interface = LocalNetwork.Interface

    @Test(arguments: ["10.0.0.1", "10.255.1.2", "172.16.0.1", "172.31.255.1", "192.168.0.1", "100.64.0.1", "192.0.2.2"])
    func addressesThatTheInternetDoesNotReachCount(address: String) {
        #expect(LocalNetwork.isLocal(address))
    }

    @Test(arguments: [
        "8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "192.0.3.1", "100.128.0.1", "203.0.114.1", "169.254.1.1",
        "127.0.0.1", "10.0.0", "", "10.0.0.256",
        "::1",
    ])
    func othersDoNot(address: String) {
        #expect(!LocalNetwork.isLocal(address))
    }

    @Test func realInterfacesComeBeforeThoseOfContainers() {
        let docker = Interface(name: "docker0", address: "172.17.0.1")
        let wireless = Interface(name: "wlan0", address: "192.168.1.20")
        #expect(LocalNetwork.choose(from: [docker, wireless]) == wireless)
        #expect(LocalNetwork.choose(from: [docker]) == docker)
    }

    @Test func publicAddressesAreNotChosen() {
        #expect(LocalNetwork.choose(from: [Interface(name: "eth0", address: "9.9.9.9")]) == nil)
        #expect(LocalNetwork.choose(from: []) == nil)
    }
}
