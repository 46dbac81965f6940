/// What the completion of a registration does beside adding a device when it stands on a re-registration:
/// it uses the reset, and every factor of before goes.
package struct FactorReplacement: Sendable {
    package let reset: Identifier<HelpDesk.FactorReset>
    /// What is recorded beside the registration, given the devices that go. Pure, and asked inside the
    /// transaction, which may run again.
    package let records: @Sendable ([Device]) -> [Record]

    /// Stands on `reset`.
    package init(
        reset: Identifier<HelpDesk.FactorReset>, records: @escaping @Sendable ([Device]) -> [Record]
    ) {
        self.reset = reset
        self.records = records
    }
}
