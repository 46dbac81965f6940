import AuthDomain
import OTPCore

/// Reading and writing rows of `devices`.
enum DeviceRows {
    /// The columns in the order in which ``RowReader/device()`` reads them.
    static let columns = """
        devices.id, devices.account_id, devices.kind, devices.name, devices.model, \
        devices.thumbprint, devices.algorithm, devices.digits, devices.period, \
        devices.secret, devices.last_step, devices.registered_at, devices.last_used_at, \
        devices.drift
        """

    /// Inserts an active device.
    ///
    /// - Returns: `false` when its name or key is taken among the account's active devices.
    static func insert(
        _ device: Device, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try insert([device], on: connection) == 1
    }

    /// Inserts active devices, but not those whose name or key is taken.
    ///
    /// - Returns: how many were inserted.
    static func insert(
        _ devices: [Device], on connection: any SQLConnection
    ) throws(StoreError) -> Int {
        try insertion.execute(devices.map(values), on: connection)
    }

    private static let insertion = MultiRowStatement(
        """
        INSERT INTO devices (id, account_id, state, kind, name, name_key, model, thumbprint,
            algorithm, digits, period, secret, last_step, registered_at, last_used_at) VALUES
        """, columns: 15, "ON CONFLICT DO NOTHING")

    private static func values(of device: Device) -> [SQLValue] {
        [
            .id(device.id), .id(device.account), .text("active"), .text(device.kind.rawValue),
            .text(device.name), .text(device.name.lowercased()), .text(device.model),
            .optionalText(device.thumbprint), .text(device.parameters.algorithm.name),
            .integer(Int64(device.parameters.digits)),
            .integer(Int64(device.parameters.period)), .bytes(device.sealedSecret),
            device.lastStep.map { .integer(Int64(clamping: $0)) } ?? .null,
            .instant(device.registeredAt), .optionalInstant(device.lastUsedAt),
        ]
    }

    /// What stands in the way of one more active device.
    static func obstacle(
        account: Identifier<Account>, nameKey: String, limit: Int,
        admission: Registration.Admission, on connection: any SQLConnection
    ) throws(StoreError) -> RegistrationObstacle? {
        let rows = try connection.query(
            "SELECT name_key FROM devices WHERE account_id = $1 AND state = 'active'",
            [.id(account)])
        if let obstacle = admission.obstacle(hasFactor: !rows.isEmpty) { return obstacle }
        for row in rows {
            var reader = RowReader(row)
            if try reader.text() == nameKey { return .nameTaken }
        }
        return rows.count >= limit ? .deviceLimit(limit) : nil
    }
}

extension RowReader {
    mutating func device() throws(StoreError) -> Device {
        let id: Identifier<Device> = try identifier()
        let account: Identifier<Account> = try identifier()
        let kind: Device.Kind = try choice()
        let name = try text()
        let model = try text()
        let thumbprint = try optionalText()
        guard let algorithm = OTPParameters.Algorithm(name: try text()),
            let parameters = OTPParameters(
                algorithm: algorithm, digits: Int(clamping: try integer()),
                period: Int(clamping: try integer()))
        else { throw .inconsistent(reason: "parameters of device \(id.text)") }
        return Device(
            id: id, account: account, kind: kind, name: name, model: model,
            thumbprint: thumbprint, parameters: parameters, sealedSecret: try bytes(),
            lastStep: try optionalInteger().map { UInt64(clamping: $0) },
            registeredAt: try instant(), lastUsedAt: try optionalInstant(),
            drift: Int(clamping: try integer()))
    }
}
