import AuthDomain
import TestSupport
import Testing

/// Who decides, and what dates, grace and exemptions come to.
@Suite struct ResolverTests {
    private let base = Policy.Settings(deviceLimit: 5)
    private let now = Sample.morning
    private let maria = Sample.required(Username("Maria"), "username")

    @Test func thePersonBeforeGroupsInTheirOrderBeforeEveryoneBeforeTheFile() {
        let document = Sample.policy(
            """
            {"everyone": {"deviceLimit": 4, "sessionHours": 4},
             "groups": [{"group": "first", "rules": {"deviceLimit": 3}},
                        {"group": "second", "rules": {"deviceLimit": 2, "idleMinutes": 5}}],
             "people": [{"person": "maria", "rules": {"deviceLimit": 1}}]}
            """)
        let both: Set = [Sample.group("second"), Sample.group("first")]
        func limit(_ subject: Policy.Subject) -> Policy.Verdict<Int> {
            base.decision(for: subject, under: document, at: now).deviceLimit
        }
        #expect(limit(Policy.Subject(username: maria, groups: both)) == Policy.Verdict(1, by: .person(maria)))
        #expect(limit(Policy.Subject(groups: both)) == Policy.Verdict(3, by: .group(Sample.group("first"))))
        #expect(
            limit(Policy.Subject(groups: [Sample.group("second")]))
                == Policy.Verdict(2, by: .group(Sample.group("second"))))
        #expect(limit(Policy.Subject()) == Policy.Verdict(4, by: .everyone))
        #expect(base.decision(at: now).deviceLimit == Policy.Verdict(5, by: .settings))
        let mixed = base.decision(for: Policy.Subject(groups: both), under: document, at: now)
        #expect(mixed.idleMinutes == Policy.Verdict(5, by: .group(Sample.group("second"))))
        #expect(mixed.sessionHours == Policy.Verdict(4, by: .everyone))
        #expect(mixed.rememberedBrowserDays.layer == .settings)
    }

    /// The same against the plainest way to say it, over many documents and people.
    @Test func layeringHoldsForManyDocuments() {
        var random = SystemRandomNumberGenerator()
        let names = (0..<5).map { Sample.group("g\($0)") }
        for _ in 0..<500 {
            func rules() -> Policy.Rules {
                var rules = Policy.Rules()
                if Bool.random(using: &random) { rules.deviceLimit = Int.random(in: 1...20, using: &random) }
                return rules
            }
            let document = Policy.Document(
                everyone: rules(),
                groups: names.shuffled(using: &random).prefix(3).map { Policy.GroupRules($0, rules()) },
                people: Bool.random(using: &random) ? [Policy.PersonRules(maria, rules())] : [])
            let subject = Policy.Subject(
                username: maria, groups: Set(names.filter { _ in Bool.random(using: &random) }))
            let answers =
                document.people.map(\.rules.deviceLimit)
                + document.groups.filter { subject.groups.contains($0.group) }.map(\.rules.deviceLimit)
                + [document.everyone.deviceLimit, base.deviceLimit]
            let decided = base.decision(for: subject, under: document, at: now).deviceLimit.value
            #expect(decided == answers.compactMap(\.self).first)
        }
    }

    @Test func aDateIsTheFirstMandatoryMomentInItsZone() {
        let document = Sample.policy(
            #"{"everyone": {"app": {"mandatoryFrom": "2027-01-15", "timeZone": "Europe/Zagreb"}}}"#)
        let midnight = now - .hours(9)
        func app(_ moment: Instant) -> Policy.PhoneRequirement {
            base.decision(under: document, at: moment).app.value
        }
        #expect(app(midnight - .milliseconds(1)) == .offered(mandatoryFrom: "2027-01-15"))
        #expect(app(midnight) == .mandatory)
    }

    @Test func onceMandatoryItStaysSoWithoutGraceOrExemption() {
        let document = Sample.policy(
            #"{"everyone": {"app": {"mandatoryFrom": "2027-01-15", "timeZone": "UTC"}, "grace": {"days": 3}}}"#)
        let grace = Policy.Grace(deadline: now + .days(3), signInsLeft: nil)
        var wasMandatory = false
        for hour in 0..<400 {
            let moment = now - .days(4) + .hours(hour)
            let decision = base.decision(
                for: Policy.Subject(grace: moment >= now ? grace : nil), under: document, at: moment)
            guard moment >= now else { continue }
            let isMandatory = decision.app.value == .mandatory
            #expect(isMandatory || !wasMandatory)
            #expect(isMandatory == (moment >= grace.deadline))
            wasMandatory = isMandatory
        }
    }

    @Test func aGraceIsOfferedOnceAndNoRuleReopensIt() {
        func decision(_ json: String, _ grace: Policy.Grace?, at moment: Instant) -> Policy.Decision {
            base.decision(for: Policy.Subject(grace: grace), under: Sample.policy(json), at: moment)
        }
        let week = #"{"everyone": {"app": "mandatory", "grace": {"days": 7, "signIns": 2}}}"#
        let month = #"{"everyone": {"app": "mandatory", "grace": {"days": 30}}}"#
        let first = decision(week, nil, at: now)
        #expect(first.app.value == .mandatory)
        #expect(first.graceToBegin == Policy.Grace(deadline: now + .days(7), signInsLeft: 2))
        let over = Policy.Grace(deadline: now + .days(7), signInsLeft: 2)
        for json in [week, month] {
            let late = decision(json, over, at: now + .days(7))
            #expect(late.app.value == .mandatory)
            #expect(late.graceToBegin == nil)
            let spent = decision(json, Policy.Grace(deadline: now + .days(7), signInsLeft: 0), at: now)
            #expect(spent.app.value == .mandatory)
            #expect(spent.graceToBegin == nil)
            #expect(spent.letsStay(in: "countersign-app", at: now))
        }
        let open = decision(week, over, at: now)
        #expect(open.app == Policy.Verdict(.offered(mandatoryFrom: "2027-01-22"), by: .grace))
        let taken = decision(#"{"everyone": {"app": "mandatory"}}"#, over, at: now)
        #expect(taken.app.value == .mandatory)
        #expect(!taken.letsStay(in: "countersign-app", at: now))
    }

    @Test func anExemptionEndsByItself() {
        let exemption = Policy.Exemption(reason: "new phone ordered", expiresAt: now + .days(2))
        func app(_ json: String, at moment: Instant) -> Policy.Verdict<Policy.PhoneRequirement> {
            base.decision(
                for: Policy.Subject(exemption: exemption), under: Sample.policy(json), at: moment
            ).app
        }
        #expect(
            app("{}", at: now)
                == Policy.Verdict(
                    .offered(mandatoryFrom: "2027-01-17"), by: .exemption(reason: "new phone ordered")))
        #expect(app("{}", at: now + .days(2)).value == .mandatory)
        #expect(app(#"{"everyone": {"app": "off"}}"#, at: now) == Policy.Verdict(.off, by: .everyone))
    }

    @Test func anAppThatNeedsTwoFactorsKnowsNoOffer() {
        let decision = base.decision(
            under: Sample.policy(#"{"everyone": {"app": "off", "twoFactorClients": ["countersign-kit"]}}"#), at: now)
        #expect(decision.requirement(in: "countersign-app") == .off)
        #expect(decision.requirement(in: "countersign-kit") == .mandatory)
        #expect(!decision.letsStay(in: "countersign-kit", at: now))
    }

    @Test func networksAndSessions() {
        let decision = base.decision(
            under: Sample.policy(#"{"everyone": {"networks": ["10.0.0.0/8"], "sessionHours": 1, "idleMinutes": 5}}"#),
            at: now)
        #expect(decision.allows(address: "10.1.2.3"))
        #expect(!decision.allows(address: "192.0.2.1"))
        #expect(base.decision(at: now).allows(address: "anywhere"))
        let limits = decision.limits(over: PortalSession.Limits())
        #expect(limits.overall == .hours(1))
        #expect(limits.idle == .minutes(5))
        #expect(limits.freshness == .minutes(10))
    }

    @Test(arguments: [
        (Int64(0), "1970-01-01"), (951_782_400_000, "2000-02-29"), (-1, "1969-12-31"),
        (1_800_000_000_000, "2027-01-15"), (4_107_542_399_999, "2100-02-28"), (4_107_542_400_000, "2100-03-01"),
    ])
    func datesOfMoments(milliseconds: Int64, date: String) {
        #expect(Instant(milliseconds: milliseconds).date == date)
    }
}
