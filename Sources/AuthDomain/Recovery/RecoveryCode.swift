extension Recovery {
    /// How many recovery codes there are of a person.
    package enum CodeCount {
        /// What a person gets at a time.
        package static let issued = 10
        /// From so few on a person is reminded to get new ones.
        package static let few = 3
    }

    /// A recovery code that can still be used, as stored: what a person keeps on paper for the day the
    /// phone is gone (NIST SP 800-63B-4 §4.2.1.1).
    package struct StoredCode: Sendable, Equatable {
        package let id: Identifier<StoredCode>
        /// The hash of ``id`` and the code (``GroupedCode``), sealed for ``sealContext(_:)``.
        package let sealedVerifier: [UInt8]

        /// A code as stored, or about to be.
        package init(id: Identifier<StoredCode>, sealedVerifier: [UInt8]) {
            self.id = id
            self.sealedVerifier = sealedVerifier
        }

        private static let table = "recovery_codes"

        /// Where the verifier of row `id` is sealed to.
        package static func sealContext(_ id: Identifier<StoredCode>) -> SealContext {
            SealContext(table: table, column: "verifier", row: id.text)
        }

        /// What is stored of `code` in row `id`, before it is sealed.
        static func verifier(
            of code: GroupedCode, in id: Identifier<StoredCode>, digest: any Digesting
        ) -> [UInt8] {
            code.hash(table: table, row: id.text, digest: digest)
        }
    }
}
