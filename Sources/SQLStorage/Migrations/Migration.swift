/// One numbered, forward-only change of the schema.
///
/// A migration that was released is never edited: its checksum is stored with its number, and
/// ``Migrator`` refuses a history that differs.
package struct Migration: Sendable {
    /// 1, 2, 3 … without gaps.
    package let number: Int
    /// The same in all dialects.
    package let name: String
    /// The statements, by dialect.
    let scripts: [SQLDialect: [UInt8]]

    /// The statements for `dialect`; `nil` when that dialect has none.
    package func script(for dialect: SQLDialect) -> String? {
        scripts[dialect].map { String(decoding: $0, as: UTF8.self) }
    }

    /// Every migration, oldest first.
    package static let all: [Migration] = [
        Migration(
            number: 1, name: "initial",
            scripts: [
                .sqlite: PackageResources.V0001_initial_sqlite_sql,
                .postgresql: PackageResources.V0001_initial_postgresql_sql,
            ]),
        Migration(
            number: 2, name: "api_keys",
            scripts: [
                .sqlite: PackageResources.V0002_api_keys_sqlite_sql,
                .postgresql: PackageResources.V0002_api_keys_postgresql_sql,
            ]),
        Migration(
            number: 3, name: "deployment",
            scripts: [
                .sqlite: PackageResources.V0003_deployment_sqlite_sql,
                .postgresql: PackageResources.V0003_deployment_postgresql_sql,
            ]),
        Migration(
            number: 4, name: "sweep_indexes",
            scripts: [
                .sqlite: PackageResources.V0004_sweep_indexes_sqlite_sql,
                .postgresql: PackageResources.V0004_sweep_indexes_postgresql_sql,
            ]),
        Migration(
            number: 5, name: "second_step",
            scripts: [
                .sqlite: PackageResources.V0005_second_step_sqlite_sql,
                .postgresql: PackageResources.V0005_second_step_postgresql_sql,
            ]),
        Migration(
            number: 6, name: "delivery",
            scripts: [
                .sqlite: PackageResources.V0006_delivery_sqlite_sql,
                .postgresql: PackageResources.V0006_delivery_postgresql_sql,
            ]),
        Migration(
            number: 7, name: "pins",
            scripts: [
                .sqlite: PackageResources.V0007_pins_sqlite_sql,
                .postgresql: PackageResources.V0007_pins_postgresql_sql,
            ]),
        Migration(
            number: 8, name: "recovery",
            scripts: [
                .sqlite: PackageResources.V0008_recovery_sqlite_sql,
                .postgresql: PackageResources.V0008_recovery_postgresql_sql,
            ]),
        Migration(
            number: 9, name: "help_desk",
            scripts: [
                .sqlite: PackageResources.V0009_help_desk_sqlite_sql,
                .postgresql: PackageResources.V0009_help_desk_postgresql_sql,
            ]),
        Migration(
            number: 10, name: "phone_approvals",
            scripts: [
                .sqlite: PackageResources.V0010_phone_approvals_sqlite_sql,
                .postgresql: PackageResources.V0010_phone_approvals_postgresql_sql,
            ]),
        Migration(
            number: 11, name: "people_search",
            scripts: [
                .sqlite: PackageResources.V0011_people_search_sqlite_sql,
                .postgresql: PackageResources.V0011_people_search_postgresql_sql,
            ]),
        Migration(
            number: 12, name: "policy",
            scripts: [
                .sqlite: PackageResources.V0012_policy_sqlite_sql,
                .postgresql: PackageResources.V0012_policy_postgresql_sql,
            ]),
        Migration(
            number: 13, name: "audit_checkpoints",
            scripts: [
                .sqlite: PackageResources.V0013_audit_checkpoints_sqlite_sql,
                .postgresql: PackageResources.V0013_audit_checkpoints_postgresql_sql,
            ]),
        Migration(
            number: 14, name: "console",
            scripts: [
                .sqlite: PackageResources.V0014_console_sqlite_sql,
                .postgresql: PackageResources.V0014_console_postgresql_sql,
            ]),
        Migration(
            number: 15, name: "audit_stream",
            scripts: [
                .sqlite: PackageResources.V0015_audit_stream_sqlite_sql,
                .postgresql: PackageResources.V0015_audit_stream_postgresql_sql,
            ]),
        Migration(
            number: 16, name: "proposals",
            scripts: [
                .sqlite: PackageResources.V0016_proposals_sqlite_sql,
                .postgresql: PackageResources.V0016_proposals_postgresql_sql,
            ]),
        Migration(
            number: 17, name: "devices_by_account",
            scripts: [
                .sqlite: PackageResources.V0017_devices_by_account_sqlite_sql,
                .postgresql: PackageResources.V0017_devices_by_account_postgresql_sql,
            ]),
        Migration(
            number: 18, name: "brand",
            scripts: [
                .sqlite: PackageResources.V0018_brand_sqlite_sql,
                .postgresql: PackageResources.V0018_brand_postgresql_sql,
            ]),
    ]
}
