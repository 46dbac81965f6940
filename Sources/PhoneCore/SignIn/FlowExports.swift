import OTPCore

/// The one sign-in of this page.
private nonisolated(unsafe) var flow = PhoneFlow()

/// `flow_start()`: puts the machine at its beginning.
@_expose(wasm, "flow_start")
@_cdecl("phone_core_flow_start")
public func startFlow() {
    flow = PhoneFlow()
}

/// `flow_state()`: the number of the state.
@_expose(wasm, "flow_state")
@_cdecl("phone_core_flow_state")
public func flowState() -> Int32 {
    flow.state.rawValue
}

/// `flow_handle(event)`: takes an event and gives the number of the effect; an unknown event is ignored.
@_expose(wasm, "flow_handle")
@_cdecl("phone_core_flow_handle")
public func handleEvent(_ event: Int32) -> Int32 {
    guard let event = PhoneFlow.Event(rawValue: event) else { return PhoneFlow.Effect.ignored.rawValue }
    return flow.handle(event).rawValue
}
