import AuthDomain
import AuthHTTP
import SQLStorage
import Settings

extension Installation {
    /// Groups of people.
    var groups: Policy.GroupService {
        Policy.GroupService(
            store: SQLGroupStore(engine: engine, digest: digest, calendar: FoundationCalendar()), clock: clock)
    }

    /// What the pages of policy and groups call.
    var policyConsole: PolicyConsole {
        PolicyConsole(
            policies: policies, store: policyStore, groups: groups, simulation: simulation,
            reminders: reminders, accounts: accounts)
    }

    /// Lets single people go on without a registered phone.
    var exemptions: Policy.ExemptionService {
        Policy.ExemptionService(policies: policies, devices: devices, composer: composer, clock: clock)
    }

    /// Versions of the policy document.
    var policyStore: any PolicyStore { SQLPolicyStore(engine: engine, digest: digest) }

    /// Reminds people of the day that comes.
    var reminders: Policy.ReminderService {
        Policy.ReminderService(
            policies: policies, candidates: SQLCandidateStore(engine: engine),
            store: SQLReminderStore(engine: engine, digest: digest), accounts: accounts, composer: composer,
            random: random, clock: clock)
    }

    /// Who would be kept out by a document.
    var simulation: Policy.Simulation {
        Policy.Simulation(store: SQLCandidateStore(engine: engine), base: settings.policy)
    }
}
