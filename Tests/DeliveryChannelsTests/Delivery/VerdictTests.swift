import AuthDomain
import CCurl
import Testing

@testable import DeliveryChannels

/// A message dies only of what is wrong with itself.
@Suite struct VerdictTests {
    private func outcome(
        _ code: CURLcode, _ status: Int = 0, _ command: String = "", _ body: String = ""
    ) -> CurlTransfer.Outcome {
        CurlTransfer.Outcome(code: code, status: status, command: command, body: Array(body.utf8))
    }

    private func isForGood(_ verdict: Delivery.Verdict) -> Bool {
        if case .refusedForGood = verdict { true } else { false }
    }

    private func isForNow(_ verdict: Delivery.Verdict) -> Bool {
        if case .refusedForNow = verdict { true } else { false }
    }

    @Test func relaysRefuseForGoodOnlyRecipientsAndMessages() {
        #expect(SMTPVerdict.of(outcome(CURLE_OK, 250, "DATA"), name: "r") == .accepted(by: "r"))
        #expect(isForGood(SMTPVerdict.of(outcome(CURLE_SEND_ERROR, 550, "RCPT"), name: "r")))
        #expect(isForGood(SMTPVerdict.of(outcome(CURLE_WEIRD_SERVER_REPLY, 554, "DATA"), name: "r")))
        #expect(isForNow(SMTPVerdict.of(outcome(CURLE_SEND_ERROR, 451, "RCPT"), name: "r")))
        #expect(isForNow(SMTPVerdict.of(outcome(CURLE_LOGIN_DENIED, 535, "AUTH"), name: "r")))
        #expect(isForNow(SMTPVerdict.of(outcome(CURLE_SEND_ERROR, 550, "MAIL"), name: "r")))
        #expect(isForNow(SMTPVerdict.of(outcome(CURLE_COULDNT_CONNECT), name: "r")))
    }

    @Test func gatewaysRefuseForGoodOnlyMessages() {
        func verdict(_ status: Int, _ body: String = "") -> Delivery.Verdict {
            GatewayVerdict.of(outcome(CURLE_OK, status, "", body), name: "g", readsInfobip: true)
        }
        #expect(verdict(200) == .accepted(by: "g"))
        #expect(verdict(200, #"{"messages":[{"status":{"groupName":"PENDING"}}]}"#) == .accepted(by: "g"))
        #expect(isForGood(verdict(200, #"{"messages":[{"status":{"groupName":"REJECTED"}}]}"#)))
        for body in ["", "null", "[", #"{"messages":{}}"#, #"{"messages":[]}"#, #"{"messages":[{"status":7}]}"#] {
            #expect(verdict(200, body) == .accepted(by: "g"))
        }
        #expect(isForGood(verdict(400)))
        for status in [301, 401, 403, 404, 429, 500, 503] { #expect(isForNow(verdict(status))) }
        #expect(
            isForNow(GatewayVerdict.of(outcome(CURLE_COULDNT_CONNECT), name: "g", readsInfobip: true)))
    }
}
