import PostgresEngine
import Testing

@Suite struct PostgresAddressTests {
    @Test(arguments: [
        "", "countersign.sqlite", "mysql://localhost/x", "postgresql://h:notaport/x?nonsense=1",
        "postgresql://host/db?sslmode", "host=localhost dbname=x",
        "postgresql://h/\(String(repeating: "x", count: 5000))",
    ])
    func textsThatAreNoAddressAreRefused(text: String) {
        #expect(PostgresAddress(text) == nil)
    }

    @Test func passwordIsNeverShown() throws {
        let address = try #require(
            PostgresAddress("postgresql://anna:s3cr3t@db1,db2:5433/countersign?sslmode=verify-full"))
        #expect(!address.display.contains("s3cr3t"))
        #expect(address.display.contains("anna@db1,db2"))
        #expect(address.protection == "verify-full")
    }
}
