import AuthDomain

/// The new address (`/profile/address/email`, `/profile/address/phone`).
struct ChangeAddressPage: Page {
    static let template = "change-address"

    var frame: PageFrame
    /// It is an e-mail address, not a phone number.
    var isEmail: Bool
    /// The address of now; `nil`: there is none.
    var current: String?
    /// The path that the form posts to.
    var path: String
    /// What was typed.
    var typed: String
    /// Why it was not accepted; shown at the field.
    var addressProblem: String?
}

/// The code that was sent to the new address (`/profile/address/…/changes/{id}`).
struct ConfirmAddressPage: Page {
    static let template = "confirm-address"

    var frame: PageFrame
    /// It is an e-mail address, not a phone number.
    var isEmail: Bool
    /// The new address.
    var address: String
    /// The path of this change.
    var path: String
    /// The code that was sent.
    var pin: SecondStepPage.PIN
    /// Why the code was not accepted; shown at the field.
    var codeProblem: String?
}
