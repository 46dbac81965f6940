import AuthDomain
import Foundation

/// What the HTTP side must know about its deployment.
package struct Site: Sendable {
    /// The public address, canonical: `https://id.example.com`, `http://localhost:8080`.
    package let origin: String
    /// What people see of the company; it may change while the server runs.
    package let branding: BrandBoard
    /// Whether this is the demo: its outbox is a page.
    package let isDemo: Bool
    /// Network addresses of proxies whose `X-Forwarded-*` headers count.
    package let trustedProxies: Set<String>
    /// Whether this process itself speaks TLS.
    package let servesTLS: Bool

    /// Describes a deployment.
    package init(
        origin: String, branding: BrandBoard, isDemo: Bool = false,
        trustedProxies: Set<String> = [], servesTLS: Bool = false
    ) {
        self.origin = origin
        self.branding = branding
        self.isDemo = isDemo
        self.trustedProxies = trustedProxies
        self.servesTLS = servesTLS
    }

    /// The product name shown to people now.
    package var brand: String { branding.current.name }

    /// Whether cookies are `Secure` and carry the `__Host-` prefix: always with https. A loopback
    /// http origin has neither, because WebKit refuses such cookies there.
    var isSecure: Bool { origin.hasPrefix("https://") }

    /// The origin without its scheme.
    var authority: String {
        String(origin.drop { $0 != "/" }.dropFirst(2))
    }
}

/// A brand colour that was checked for contrast with the text upon it.
package struct Accent: Sendable, Equatable {
    /// `#rrggbb`.
    package let color: String
    /// `#000000` or `#ffffff`, whichever reads better on ``color``.
    package let onColor: String

    /// Reads `#rrggbb`.
    ///
    /// One of black and white always reaches a contrast of 4.5 : 1 (WCAG 2.2, 1.4.3); that one
    /// is chosen, by relative luminance.
    ///
    /// - Returns: `nil` when it is not a colour.
    package init?(_ text: String) {
        guard Brand.isAccent(text), let value = UInt32(text.dropFirst(), radix: 16) else { return nil }
        let channels = [16, 8, 0].map { shift -> Double in
            let level = Double((value >> UInt32(shift)) & 0xFF) / 255
            return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4)
        }
        let luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
        color = text.lowercased()
        onColor = luminance > 0.179 ? "#000000" : "#ffffff"
    }
}
