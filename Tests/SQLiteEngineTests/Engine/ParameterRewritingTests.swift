import Testing

@testable import SQLiteEngine

@Suite struct ParameterRewritingTests {
    @Test(arguments: [
        ("SELECT $1, $2", "SELECT ?1, ?2"),
        ("SELECT $2 + $1 + $2 + $12", "SELECT ?2 + ?1 + ?2 + ?12"),
        ("SELECT '$1', \"$1\", `$1`, [$1], $1", "SELECT '$1', \"$1\", `$1`, [$1], ?1"),
        ("SELECT 'it''s $1', $1", "SELECT 'it''s $1', ?1"),
        ("SELECT $1 -- not $2\n, $2", "SELECT ?1 -- not $2\n, ?2"),
        ("SELECT /* $1 * / */ $1", "SELECT /* $1 * / */ ?1"),
        ("SELECT price$1 FROM t WHERE a=$1", "SELECT price$1 FROM t WHERE a=?1"),
        ("SELECT $name, $", "SELECT $name, $"),
        ("SELECT 'open $1", "SELECT 'open $1"),
        ("SELECT 'ü' || $1 || '日本$2'", "SELECT 'ü' || ?1 || '日本$2'"),
        ("x=$1-$2/$3", "x=?1-?2/?3"),
        ("", ""),
    ])
    func onlyParametersChange(portable: String, rewritten: String) {
        #expect(ParameterRewriting.rewrite(portable) == rewritten)
    }

    @Test func memoryIsBounded() {
        let rewriting = ParameterRewriting()
        for index in 0..<(ParameterRewriting.capacity * 2) {
            #expect(rewriting.rewritten("SELECT \(index), $1") == "SELECT \(index), ?1")
        }
        #expect(rewriting.rewritten("SELECT 0, $1") == "SELECT 0, ?1")
    }
}
