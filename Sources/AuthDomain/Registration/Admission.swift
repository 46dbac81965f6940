extension Registration {
    /// Decides whether somebody may add a factor; a store asks it about the account as it is in its
    /// transaction.
    package struct Admission: Sendable, Equatable {
        /// What the person has proved.
        package let proof: SignIn.Proof
        /// What a first registration asks for.
        package let demanded: Policy.FirstRegistration

        /// Looks at `proof` where a first registration asks for `demanded`.
        package init(_ proof: SignIn.Proof, demanded: Policy.FirstRegistration) {
            self.proof = proof
            self.demanded = demanded
        }

        /// What stands in the way; `nil`: nothing.
        ///
        /// Beside a factor another one needs two factors proved; a first one needs what policy demands.
        package func obstacle(hasFactor: Bool) -> RegistrationObstacle? {
            if hasFactor { return proof.assurance == .twoFactor ? nil : .secondStepNeeded }
            return proof.meets(demanded) ? nil : .confirmationNeeded
        }
    }
}
