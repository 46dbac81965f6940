import AuthDomain
import Hummingbird

/// All routes of the server, each slice mounting its own.
package struct AuthRouter: Sendable {
    private let services: AuthServices
    private let site: Site
    private let assets: AssetStore
    private let catalogue: Catalogue
    private let pages: PageRenderer
    private let shell: AppShell

    /// Prepares pages and assets.
    ///
    /// - Throws: when a template does not parse.
    package init(services: AuthServices, site: Site, assets: AssetStore) throws {
        self.services = services
        self.site = site
        self.assets = assets
        catalogue = try Catalogue(assets: assets)
        pages = try PageRenderer(assets: assets, catalogue: catalogue)
        shell = try AppShell(
            assets: assets, catalogue: catalogue, site: site, digest: services.digest)
    }

    /// The router with everything mounted.
    package func build() -> Router<AnonymousContext> {
        let router = Router(context: AnonymousContext.self, options: [.autoGenerateHeadEndpoints])
        router.addMiddleware {
            IdentityMiddleware(site: site, random: services.random)
            SecurityHeadersMiddleware(site: site)
            ProblemMiddleware(
                site: site, pages: pages, frames: PageFrames(site: site, catalogue: catalogue),
                clock: services.clock)
            CanonicalHostMiddleware(site: site)
        }
        HealthRoutes(services: services).mount(on: router)
        MetadataRoutes(services: services, site: site).mount(on: router)
        CheckpointRoutes(services: services, site: site).mount(on: router)
        AssetRoutes(assets: assets, site: site, digest: services.digest).mount(on: router)
        shell.mount(on: router)
        mountPhone(on: router)
        mountPrograms(on: router)
        mountPortal(on: router)
        return router
    }

    private func mountPhone(on router: Router<AnonymousContext>) {
        let proved = router.group()
            .add(middleware: ProofMiddleware(services: services, site: site))
            .group(context: ProvedContext.self)
        AuthorizeChallengeRoutes(services: services).mount(on: proved)
        TokenRoutes(services: services).mount(on: proved)
        ClaimRoutes(services: services).mount(on: proved)
        MeRoutes(services: services, site: site).mount(on: proved)
        SecurityEventRoutes(services: services, catalogue: catalogue).mount(on: proved)
        PhoneApprovalRoutes(services: services).mount(on: proved)
        EnrolRoutes(services: services).mount(on: proved)
    }

    private func mountPrograms(on router: Router<AnonymousContext>) {
        let keyed = router.group()
            .add(middleware: APIKeyMiddleware(services: services, scope: .verifyCodes))
            .group(context: APIKeyContext.self)
        CodeRoutes(services: services).mount(on: keyed)
    }

    private func mountPortal(on router: Router<AnonymousContext>) {
        let cookies = SessionCookies(site: site)
        let frames = PageFrames(site: site, catalogue: catalogue)
        let portal = router.group()
            .add(
                middleware: FormMiddleware(
                    site: site, cookies: cookies, random: services.random,
                    digest: services.digest)
            )
            .add(middleware: SessionMiddleware(services: services, cookies: cookies))
        SignInRoutes(services: services, pages: pages, frames: frames, cookies: cookies)
            .mount(on: portal)
        SecondStepRoutes(services: services, pages: pages, frames: frames, cookies: cookies)
            .mount(on: portal)
        if site.isDemo {
            OutboxRoutes(services: services, pages: pages, frames: frames).mount(on: portal)
        }

        NotMeRoutes(services: services, pages: pages, frames: frames).mount(on: portal)
        UndoAddressRoutes(services: services, pages: pages, frames: frames).mount(on: portal)

        let signedIn = portal.group(context: PasswordContext.self).add(middleware: EnrolmentOnlyMiddleware())
        let fresh = signedIn.group(context: FreshContext.self)
        let twoFactor = fresh.group(context: TwoFactorContext.self)
        let enrolling = fresh.group(context: EnrolmentContext.self)
        ReauthenticateRoutes(services: services, pages: pages, frames: frames, cookies: cookies)
            .mount(on: signedIn)
        ProfileRoutes(services: services, pages: pages, frames: frames).mount(on: signedIn)
        AddressRoutes(services: services, pages: pages, frames: frames).mount(on: fresh)
        PasswordRoutes(services: services, pages: pages, frames: frames, cookies: cookies)
            .mount(on: fresh)
        RecoveryCodeRoutes(services: services, pages: pages, frames: frames).mount(on: twoFactor)
        OwnRecordRoutes(services: services).mount(on: twoFactor)
        ReportRoutes(services: services, pages: pages, frames: frames, cookies: cookies)
            .mount(on: signedIn)
        let devices = DeviceRoutes(services: services, pages: pages, frames: frames)
        devices.mountList(on: signedIn)
        devices.mountRemoval(on: twoFactor)
        RememberedBrowserRoutes(services: services).mount(on: signedIn)
        RegistrationStatusRoutes(services: services).mount(on: signedIn)
        let phone = RegistrationRoutes(
            kind: PhoneWizard(
                registrations: services.registrations, clock: services.clock, frames: frames),
            services: services, pages: pages, cookies: cookies)
        phone.mountBeginning(on: enrolling)
        phone.mountSteps(on: signedIn)
        let authenticator = RegistrationRoutes(
            kind: AuthenticatorWizard(registrations: services.registrations, frames: frames),
            services: services, pages: pages, cookies: cookies)
        authenticator.mountBeginning(on: enrolling)
        authenticator.mountSteps(on: signedIn)
        OwnResetRoutes(services: services).mount(on: signedIn)
        mountConsole(on: signedIn, frames: frames)
    }

    /// Pages under `/admin/`, each behind the permission that `docs/roles.md` names for it.
    private func mountConsole(
        on signedIn: RouterGroup<PasswordContext>, frames: PageFrames
    ) {
        func asking<Right: ConsoleRight>(_: Right.Type) -> RouterGroup<ConsoleContext<Right>> {
            signedIn.group(context: ConsoleContext<Right>.self)
        }
        OverviewRoutes(services: services, pages: pages, frames: frames)
            .mount(on: asking(Right.SeeOverview.self))
        let people = PeopleRoutes(services: services, pages: pages, frames: frames)
        people.mount(on: asking(Right.SeePeople.self))
        people.mountExport(on: asking(Right.ExportPeople.self))
        let managing = asking(Right.ManagePeople.self)
        AdmissionRoutes(services: services, pages: pages, frames: frames).mount(on: managing)
        ImportRoutes(services: services, pages: pages, frames: frames).mount(on: managing)
        AdminActionRoutes(services: services, pages: pages, frames: frames).mount(on: managing)
        HelpDeskRoutes(services: services, pages: pages, frames: frames)
            .mount(on: asking(Right.SeePeople.self))
        StaffActionRoutes(services: services, pages: pages, frames: frames)
            .mount(on: asking(Right.HelpPeople.self))
        ApprovalRoutes(services: services, pages: pages, frames: frames)
            .mount(on: asking(Right.ApproveChanges.self))
        let messages = MessagesRoutes(services: services, pages: pages, frames: frames)
        messages.mountList(on: asking(Right.SeeMessages.self))
        messages.mountTest(on: asking(Right.TryMessages.self))
        messages.mountRetry(on: asking(Right.RetryMessages.self))
        let keys = APIKeyPageRoutes(services: services, pages: pages, frames: frames)
        keys.mountList(on: asking(Right.SeeAPIKeys.self))
        keys.mountChanges(on: asking(Right.ManageAPIKeys.self))
        let settings = SettingsRoutes(services: services, pages: pages, frames: frames)
        settings.mountReading(on: asking(Right.SeeSettings.self))
        settings.mountChanging(on: asking(Right.ChangeSettings.self))
        let audit = AuditRoutes(services: services, pages: pages, frames: frames)
        audit.mountReference(on: asking(Right.FindReference.self))
        audit.mountSearch(on: asking(Right.SearchAudit.self))
        audit.mountExport(on: asking(Right.ExportAudit.self))
        mountPolicy(on: signedIn, frames: frames)
    }

    private func mountPolicy(on signedIn: some RouterMethods<PasswordContext>, frames: PageFrames) {
        func asking<Right: ConsoleRight>(_: Right.Type) -> RouterGroup<ConsoleContext<Right>> {
            signedIn.group(context: ConsoleContext<Right>.self)
        }
        let (console, clock) = (services.policyConsole, services.clock)
        PolicyRoutes(console: console, clock: clock, pages: pages, frames: frames)
            .mount(on: asking(Right.SeePolicy.self))
        PolicyEditRoutes(
            console: console, approvals: services.helpDesk.approvals, clock: clock, pages: pages, frames: frames
        )
        .mount(on: asking(Right.ChangePolicy.self))
        let groups = GroupRoutes(console: console, approvals: services.helpDesk.approvals, pages: pages, frames: frames)
        groups.mountReading(on: asking(Right.SeeGroups.self))
        groups.mountChanging(on: asking(Right.ManageGroups.self))
    }
}
