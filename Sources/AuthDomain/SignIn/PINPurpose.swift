extension SignIn {
    /// What a one-time PIN is for; one sent for one purpose passes for no other. Stored names never
    /// change their meaning.
    package enum PINPurpose: String, Sendable, CaseIterable {
        /// The second step of a sign-in.
        case signIn = "sign-in"
        /// Proving an address before the first device is registered.
        case firstRegistration = "first-registration"
        /// Proving a new e-mail address or telephone number.
        case addressChange = "address-change"
    }
}
