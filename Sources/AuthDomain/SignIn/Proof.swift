extension SignIn {
    /// What somebody has proved.
    package struct Proof: Sendable, Equatable {
        package let assurance: Assurance
        /// How, as `amr` says it.
        package let methods: AuthenticationMethods

        /// States what was proved.
        package init(_ assurance: Assurance, _ methods: AuthenticationMethods) {
            self.assurance = assurance
            self.methods = methods
        }

        /// The password and nothing else.
        package static let password = Proof(.password, .password)

        /// Whether it is enough for a first registration where `demanded` is asked for.
        package func meets(_ demanded: Policy.FirstRegistration) -> Bool {
            switch demanded {
            case .password: true
            case .pin: assurance >= .confirmed
            case .invitation: methods == .passwordAndInvitation || assurance == .twoFactor
            }
        }
    }
}

extension PortalSession {
    /// What the person behind the session has proved.
    package var proof: SignIn.Proof { SignIn.Proof(assurance, methods) }
}
