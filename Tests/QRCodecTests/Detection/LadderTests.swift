import Testing

@testable import QRCodec

/// Frames of a seeded ladder of camera-like pictures, cut to the symbol's surroundings.
@Suite struct LadderTests {
    @Test(arguments: [
        (
            "ladder-1-2",
            "otpauth://totp/MobileAuth:frank85%40example.org?secret=Q5OVDX26QH6GHZUAFEOZYCYRMHFU4K7N&issuer=MobileAuth&algorithm=SHA1&digits=6&period=30"
        ),
        (
            "ladder-1-1",
            "otpauth://totp/Example%20Bank%20AG:d.okafor%40corp.example.net?secret=NVUU3EUGIKMSKNVRDZHSRCY6A44OJA5Y&issuer=Example%20Bank%20AG&algorithm=SHA512&digits=6&period=60"
        ),
        (
            "ladder-2-2",
            "otpauth://totp/Login%20Portal:d.okafor%40corp.example.net?secret=UWKTNQEZMIDQO7BQGY4U5ZOZCU3ECX37&issuer=Login%20Portal&algorithm=SHA256&digits=6&period=30"
        ),
        (
            "ladder-2-1",
            "otpauth://totp/ACME%20Corp:alice%40example.org?secret=4WKNXMVV4PWLJEVUN46L6NDFSXESZE6ODUEJAQHQ7LI4A6JHPXBX&issuer=ACME%20Corp&algorithm=SHA256&digits=8&period=60"
        ),
        (
            "ladder-3-2",
            "otpauth://totp/MobileAuth:eva-maria.larsson72%40login.example-company.com?secret=XPU63NHT6PZABTPUVMWPT6EN5QPIOGPL&issuer=MobileAuth&algorithm=SHA1&digits=8&period=30"
        ),
        (
            "ladder-3-1",
            "otpauth://totp/ACME%20Corp:alice%40mail.example.edu?secret=7NCOYCTDUONWFSZY5FV6YYIMK2M5SUI7&issuer=ACME%20Corp&algorithm=SHA512&digits=6&period=60"
        ),
        (
            "ladder-4-2",
            "otpauth://totp/Login%20Portal:bob.miller%40example.org?secret=GN42GF3K6IOZJHPVYQM5UWLDQHCFZLPIKVLVGKTQMKQ7GXW3U7XF&issuer=Login%20Portal&algorithm=SHA1&digits=6&period=60"
        ),
        (
            "ladder-4-1",
            "otpauth://totp/Login%20Portal:grace.hopper80%40login.example-company.com?secret=5BG4PMTBVFB4KRPEBGIE6Q3JS2ZY7PIL&issuer=Login%20Portal&algorithm=SHA512&digits=8&period=30"
        ),
    ])
    func cameraLikeFramesAreRead(name: String, text: String) throws {
        let image = try #require(try Fixture.image(name))
        #expect(QRDecoder.decode(image)?.text == text)
    }
}
