import AuthDomain

/// What the pages under `/admin/` call.
package struct HelpDeskServices: Sendable {
    package let people: HelpDesk.PeopleService
    package let directory: People.Directory
    package let admission: People.Admission
    package let importing: any PeopleImporting
    package let administration: People.Administration
    package let resets: HelpDesk.ResetService
    package let bypassCodes: HelpDesk.BypassService
    package let unlocks: HelpDesk.UnlockService
    package let invitations: SignIn.InvitationService
    package let approvals: Console.ApprovalService

    /// Bundles the services.
    package init(
        people: HelpDesk.PeopleService, directory: People.Directory,
        admission: People.Admission, importing: any PeopleImporting,
        administration: People.Administration, resets: HelpDesk.ResetService,
        bypassCodes: HelpDesk.BypassService, unlocks: HelpDesk.UnlockService,
        invitations: SignIn.InvitationService, approvals: Console.ApprovalService
    ) {
        self.people = people
        self.directory = directory
        self.admission = admission
        self.importing = importing
        self.administration = administration
        self.resets = resets
        self.bypassCodes = bypassCodes
        self.unlocks = unlocks
        self.invitations = invitations
        self.approvals = approvals
    }
}
