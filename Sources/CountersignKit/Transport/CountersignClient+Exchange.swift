import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One call of the server's interface.
struct ServerCall: Sendable {
    let method: String
    let path: String
    var contentType: String?
    var body = Data()
    var accessToken: String?

    /// A form to post.
    static func form(_ path: String, _ fields: [(name: String, value: String?)]) -> ServerCall {
        ServerCall(
            method: "POST", path: path, contentType: "application/x-www-form-urlencoded",
            body: FormEncoding.encode(fields))
    }

    /// A JSON document to post.
    ///
    /// - Throws: `unexpectedAnswer` when the value cannot be encoded, which no value of this library does.
    static func json(_ path: String, _ value: some Encodable) throws(CountersignError) -> ServerCall {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return ServerCall(
                method: "POST", path: path, contentType: "application/json", body: try encoder.encode(value))
        } catch {
            throw .unexpectedAnswer(status: 0)
        }
    }
}

extension CountersignClient {
    /// Makes a call with a DPoP proof; learns the server's time before the first one and from every answer, and tries
    /// once more when the proof's time was off.
    func exchange(_ call: ServerCall) async throws(CountersignError) -> ServerAnswer {
        if clock.offset == nil { try await learnTime() }
        let answer = try await send(call)
        guard answer.refusesProof, answer.serverTime != nil else { return answer }
        return try await send(call)
    }

    /// Makes a call that must succeed.
    ///
    /// - Throws: What the refusal means. A removed device loses its keys first.
    func exchange<Value: Decodable>(_ call: ServerCall, as type: Value.Type) async throws(CountersignError) -> Value {
        let answer = try await exchange(call)
        guard answer.isSuccess else { throw try refusal(of: answer) }
        return try answer.decode(type)
    }

    /// What a refusal means; deletes this device's keys when the server says that it was removed.
    func refusal(of answer: ServerAnswer) throws(CountersignError) -> CountersignError {
        let refusal = answer.refusal
        if refusal == .deviceRemoved { try wipe() }
        return refusal
    }

    /// Asks for the server's time.
    func learnTime() async throws(CountersignError) {
        let sent = clock.local()
        let response = try await transport.send(HTTPRequest(method: "GET", url: try address("/v1/time")))
        let answer = ServerAnswer(response)
        guard answer.isSuccess, let time = answer.serverTime else { throw answer.refusal }
        clock.learn(serverTime: time, sent: sent, received: clock.local())
    }

    private func send(_ call: ServerCall) async throws(CountersignError) -> ServerAnswer {
        let record = try record()
        guard let key = ProofKey(privateKey: record.proofKey),
            let proof = DPoPProof(
                key: key, method: call.method, address: origin + call.path, unixSeconds: clock.now / 1000,
                accessToken: call.accessToken)
        else { throw .keyStore(.unusable(path: "the key store")) }
        var headers = ["DPoP": proof.text, "Accept": "application/json"]
        headers["Content-Type"] = call.contentType
        headers["Authorization"] = call.accessToken.map { "DPoP \($0)" }
        let sent = clock.local()
        let response = try await transport.send(
            HTTPRequest(method: call.method, url: try address(call.path), headers: headers, body: call.body))
        let answer = ServerAnswer(response)
        if let time = answer.serverTime {
            clock.learn(serverTime: time, sent: sent, received: clock.local())
        }
        return answer
    }

    private func address(_ path: String) throws(CountersignError) -> URL {
        guard let url = URL(string: origin + path) else { throw .invalidOrigin }
        return url
    }
}
