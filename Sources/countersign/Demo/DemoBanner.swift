import AuthHTTP
import QRCodec

/// What the demo prints when it is ready.
struct DemoBanner: Sendable {
    let site: Site
    let passwords: DemoPeople.Passwords
    let lan: Bool

    /// Prints addresses and passwords; on the local network also a QR code of the app's address.
    func show() {
        Console.say(
            """

            The demo is ready.

              Portal   \(site.origin)/
              App      \(site.origin)/app/
              Outbox   \(site.origin)/demo/outbox

              maria    \(passwords.maria)
              admin    \(passwords.admin)

            """)
        if lan {
            if let symbol = try? QREncoder.encode(
                Array("\(site.origin)/app/".utf8), level: .medium)
            {
                Console.say("Open the app on your phone (same network) by scanning this:\n")
                Console.say(symbol.terminal())
            }
            Console.say(
                """
                The browser will warn: this server made its certificate itself. Continue anyway, \
                on the phone and here.

                """)
        }
        Console.say("Stop with Control-C.\n")
    }
}
