extension Audit.Checkpointer {
    /// Stages later beginnings for chains with entries before `moment`, and removes what is before those
    /// that were signed; `false` when the duty was lost.
    func shorten(
        _ draft: inout Audit.CheckpointDraft, before moment: Instant
    ) async throws(StoreError) -> Bool {
        var position = Audit.Position(at: Instant(milliseconds: .min), chain: "", sequence: 0)
        while true {
            let (chains, end) = try await store.aged(
                before: moment, after: position, limit: Self.pageSize)
            for state in try await store.states(of: chains) where state.markedIn < draft.number {
                guard let leaf = state.leaf, leaf.first > 1 else { continue }
                _ = try await store.prune(leaf.chain, before: leaf.first, by: duty)
            }
            guard try await stage(chains, &draft, keepingSince: moment) else { return false }
            guard let end else { return true }
            position = end
        }
    }

    /// The first entry that `state`'s chain keeps when those before `moment` go; `nil` when what would go is not
    /// as it was hashed, or not as old as the database says.
    func beginning(
        of state: Audit.ChainState, keepingSince moment: Instant
    ) async throws(StoreError) -> Int64? {
        let head = state.head
        let old = state.leaf?.first ?? 1
        let kept = try await store.firstEntry(of: head.chain, since: moment)
        let first = max(old, min(kept ?? head.sequence, head.sequence))
        if first == old { return old }
        return try await mayGo(from: old, to: first, of: head.chain, before: moment) ? first : nil
    }

    /// Whether the entries from `old` on lead, hash by hash, to the entry `first`, and all before that are
    /// older than `moment` by what was hashed. What comes behind proves `first` in turn.
    private func mayGo(
        from old: Int64, to first: Int64, of chain: String, before moment: Instant
    ) async throws(StoreError) -> Bool {
        var verification: Audit.Verification?
        var sequence = old - 1
        while sequence < first {
            let page = try await audit.entries(of: chain, after: sequence, limit: Self.pageSize)
            guard let end = page.last else { return false }
            for entry in page where entry.sequence <= first {
                var sofar =
                    verification
                    ?? Audit.Verification(
                        chain: chain, after: old - 1, hash: entry.previousHash, digest: digest)
                sofar.take(entry)
                verification = sofar
                if entry.sequence < first, entry.fields.at >= moment { return false }
            }
            sequence = end.sequence
        }
        return verification?.flaw == nil
    }
}
